"""F101 to F119: names that are not known, and tables with too few, too many or the wrong things in them."""

from __future__ import annotations

from typing import Final

from bpjscli.load.codes.catalogue import Code, example_base, example_figure, example_source

NAME_CODES: Final = (
    Code(
        code="F101",
        severity="error",
        title="Unknown key",
        text=(
            "A table has a key that the format does not know. bpjs would ignore it, and you would not notice. "
            " Write the key that the message proposes; remarks of your own belong in `note`."
        ),
        example=example_figure('provinsi = "kalbar", indicator = "coverage", printed = "27 persen"'),
    ),
    Code(
        code="F102",
        severity="error",
        title="Unknown indicator",
        text=(
            "A figure measures something that the vocabulary does not have, so its unit is not known. Write an id of "
            "the vocabulary, or define the indicator in an [[indicator]] block with its unit and kind."
        ),
        example=example_figure('indicator = "covrage", printed = "27 persen"'),
    ),
    Code(
        code="F103",
        severity="error",
        title="Unknown segment or programme",
        text=(
            "A figure, or the `core` of an identity, names a segment or a programme that the vocabulary does not "
            "have. Segments are kinds of participants (pu, bpu, jakon, pmi), programmes are insurances (jkk, jkm, "
            "jht, jp, jkp). Write one of them, or define another in a [[segment]] or [[programme]] block."
        ),
        example=example_figure('indicator = "claims", programme = "jtk", printed = "63.435"'),
    ),
    Code(
        code="F104",
        severity="error",
        title="Unknown area",
        text=(
            "No area of the gazetteer goes by this name, in Indonesian, in English, as a short form or as a code. Its "
            "figures could not be compared with any other. Correct the name, or define the area in an [[area]] block "
            "with its level and the area above it."
        ),
        example=example_figure('area = "kalbr", indicator = "coverage", printed = "27 persen"'),
    ),
    Code(
        code="F105",
        severity="error",
        title="Ambiguous area",
        text=(
            "Several areas go by this name: a city and the regency around it often share one, and Kemendagri and BPS "
            'use the same digits for different places. Write the id that is meant, or its level with it ("Kota '
            'Banjar").'
        ),
        example=example_base(
            '[[area]]\nid = "kota-banjar"\nname = "Kota Banjar"\nlevel = "city"\nparent = "jabar"\n',
            example_source(figures=('area = "Banjar", indicator = "coverage", printed = "26,10 persen"',)),
        ),
    ),
    Code(
        code="F106",
        severity="error",
        title="Not one of the words that are allowed",
        text=(
            "Some keys take one of a few words: `language` of a source, `level` of an area, `unit`, `kind` and `role` "
            "of an indicator. The message lists them."
        ),
        example=example_base(example_source('language = "indonesia"')),
    ),
    Code(
        code="F107",
        severity="error",
        title="Superseded by nothing",
        text=(
            "`superseded_by` names a figure or a source that the fact base does not have, so that nothing would stand "
            "in the figure's place. Write the id of the source that corrects it, or of the one figure in it, as `bpjs "
            "figures` lists them."
        ),
        example=example_figure('indicator = "coverage", printed = "27 persen", superseded_by = "antara-2026-03-02"'),
    ),
    Code(
        code="F108",
        severity="error",
        title="Areas that do not fit together",
        text=(
            "The area above an area must exist, stand on a higher level, and not lie within it again; a group, such as "
            "what a branch office serves, may lie in any area. A code belongs to one area. Otherwise rankings would "
            "mix levels, and parts could not be added up to their whole."
        ),
        example=example_base('[[area]]\nid = "wonogiri"\nname = "Wonogiri"\nlevel = "regency"\nparent = "jatengah"\n'),
    ),
    Code(
        code="F109",
        severity="error",
        title="Superseded by itself",
        text=(
            "A figure is superseded by itself, by its own source, or by figures that are superseded by it in turn: "
            "none of them would be left. Remove `superseded_by` from the figure that is to stand."
        ),
        example=example_figure('indicator = "coverage", printed = "27 persen", superseded_by = "antara-2026-02-02"'),
    ),
)


TABLE_CODES: Final = (
    Code(
        code="F111",
        severity="error",
        title="Missing key",
        text=(
            "A table lacks a key that it cannot do without: a source its `id`; a figure its `area`, `indicator` and "
            "`period`, which may also stand in the `defaults` of its source; an `accepted_until` the `accepted` that "
            "says why. Nothing is guessed in their place."
        ),
        example=example_figure('printed = "27 persen"'),
    ),
    Code(
        code="F112",
        severity="error",
        title="Wrong type",
        text=(
            "A key has a value of another type than it takes, such as a number where text is needed. Codes and names "
            "are text and stand in quotes; dates, numbers and true or false do not."
        ),
        example=example_figure('indicator = "coverage", printed = 27'),
    ),
    Code(
        code="F113",
        severity="error",
        title="Not exactly one of printed and value",
        text=(
            "A figure has either `printed`, the number as its source prints it, or `value`, a number that a machine "
            "wrote; never both, because they might differ, and never neither. What is not known is left out, not "
            "written as 0."
        ),
        example=example_figure('indicator = "coverage", printed = "27 persen", value = 27'),
    ),
    Code(
        code="F114",
        severity="error",
        title="Not usable as an id",
        text=(
            "Ids are put together to longer ones, typed at a prompt and compared letter by letter. An id, and the "
            "name of a base, has at most 100 letters, digits, hyphens, dots and underscores, and begins with a letter "
            "or a digit."
        ),
        example=example_figure('indicator = "coverage", base = "employed (BPS)", printed = "27 persen"'),
    ),
    Code(
        code="F115",
        severity="error",
        title="The same id twice",
        text=(
            "Two sources, areas, indicators, identities, segments or programmes of the fact base have the same id, "
            "and what names one of them might mean the other. Rename one, or put their figures into one block. "
            "Replacing what bpjs ships is allowed, once."
        ),
        example=example_base(example_source(), example_source()),
    ),
    Code(
        code="F116",
        severity="error",
        title="The same figure twice",
        text=(
            "A source has two figures for the same area, indicator, period, segment, programme and base. If it prints "
            "the number in two places, give each figure its `locator`; otherwise remove one, or correct what they are "
            "about."
        ),
        example=example_base(
            example_source(
                figures=(
                    'indicator = "coverage", printed = "27 persen"',
                    'indicator = "coverage", printed = "27,36 persen"',
                )
            )
        ),
    ),
    Code(
        code="F117",
        severity="error",
        title="Ids that look alike",
        text=(
            "Two ids differ only in letter case, in the Unicode form of an accent, or in letters of another alphabet "
            "that look the same. Readers cannot tell them apart, and a file system or a spreadsheet may not either. "
            "Spell them the same way, or so that the difference is seen."
        ),
        example=example_base(example_source(), example_source().replace("antara-", "Antara-")),
    ),
    Code(
        code="F118",
        severity="error",
        title="Format missing or not known",
        text=(
            "A fact base says on top which version of the format it is written in: `format = 1`. Without it a later "
            "version of bpjs could not tell how to read it, and this one cannot read a later format. Included files "
            "may leave it out."
        ),
        example=example_source(),
    ),
    Code(
        code="F119",
        severity="warning",
        title="No figures",
        text=(
            "The fact base has no figure in it, so every table will be empty. That is right for a new one; otherwise "
            "look for a missing `include`, or figures that are commented out."
        ),
        example=example_base(),
    ),
)
