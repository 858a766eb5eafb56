"""F111 to F119: tables with too few, too many or the wrong things in them."""

from __future__ import annotations

from typing import Final

from bpjscli.facts.codes.code import Code, base, figure, source

CODES: Final = (
    Code(
        code="F111",
        severity="error",
        title="Missing key",
        text=(
            "A table lacks a key that it cannot do without: a source its `id`; a figure its `area`, `indicator` and "
            "`period`, which may also stand in the `defaults` of its source; an `accepted_until` the `accepted` that "
            "says why. Nothing is guessed in their place."
        ),
        example=figure('printed = "27 persen"'),
    ),
    Code(
        code="F112",
        severity="error",
        title="Wrong type",
        text=(
            "A key has a value of another type than it takes, such as a number where text is needed. Codes and names "
            "are text and stand in quotes; dates, numbers and true or false do not."
        ),
        example=figure('indicator = "coverage", printed = 27'),
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
        example=figure('indicator = "coverage", printed = "27 persen", value = 27'),
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
        example=figure('indicator = "coverage", base = "employed (BPS)", printed = "27 persen"'),
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
        example=base(source(), source()),
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
        example=base(
            source(
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
        example=base(source(), source().replace("antara-", "Antara-")),
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
        example=source(),
    ),
    Code(
        code="F119",
        severity="warning",
        title="No figures",
        text=(
            "The fact base has no figure in it, so every table will be empty. That is right for a new one; otherwise "
            "look for a missing `include`, or figures that are commented out."
        ),
        example=base(),
    ),
)
