"""F101 to F109: names that are not known, or do not name what they should."""

from __future__ import annotations

from typing import Final

from bpjscli.facts.codes.code import Code, base, figure, source

CODES: Final = (
    Code(
        code="F101",
        severity="error",
        title="Unknown key",
        text=(
            "A table has a key that the format does not know. It would be read by nobody, and what it says would be "
            "lost without a word. Write the key that the message proposes; remarks of your own belong in `note`."
        ),
        example=figure('provinsi = "kalbar", indicator = "coverage", printed = "27 persen"'),
    ),
    Code(
        code="F102",
        severity="error",
        title="Unknown indicator",
        text=(
            "A figure measures something that the vocabulary does not have, so its unit is not known. Write an id of "
            "the vocabulary, or define the indicator in an [[indicator]] block with its unit and kind."
        ),
        example=figure('indicator = "covrage", printed = "27 persen"'),
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
        example=figure('indicator = "claims", programme = "jtk", printed = "63.435"'),
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
        example=figure('area = "kalbr", indicator = "coverage", printed = "27 persen"'),
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
        example=base(
            '[[area]]\nid = "kota-banjar"\nname = "Kota Banjar"\nlevel = "city"\nparent = "jabar"\n',
            source(figures=('area = "Banjar", indicator = "coverage", printed = "26,10 persen"',)),
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
        example=base(source('language = "indonesia"')),
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
        example=figure('indicator = "coverage", printed = "27 persen", superseded_by = "antara-2026-03-02"'),
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
        example=base('[[area]]\nid = "wonogiri"\nname = "Wonogiri"\nlevel = "regency"\nparent = "jatengah"\n'),
    ),
    Code(
        code="F109",
        severity="error",
        title="Superseded by itself",
        text=(
            "A figure is superseded by itself, by its own source, or by figures that are superseded by it in turn: "
            "none of them would be left. Remove `superseded_by` from the figure that is to stand."
        ),
        example=figure('indicator = "coverage", printed = "27 persen", superseded_by = "antara-2026-02-02"'),
    ),
)
