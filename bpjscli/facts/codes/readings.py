"""R201 to R207: numbers that cannot be read, or not in one way only."""

from __future__ import annotations

from typing import Final

from bpjscli.facts.codes.code import Code, figure

CODES: Final = (
    Code(
        code="R201",
        severity="error",
        title="A number that may be read in two ways",
        text=(
            'A printed number means one thing with Indonesian marks and another with English ones, as "27.025 ribu" '
            "does, and a mistake would be a thousandfold. It is never guessed. Write `value` with the number that is "
            "meant, or the `language` of the source."
        ),
        example=figure('indicator = "participants", printed = "27.025 ribu"'),
    ),
    Code(
        code="R202",
        severity="error",
        title="A number in another unit",
        text=(
            "The unit that is printed is not that of the indicator: a percentage where people are counted, rupiah "
            "where a percentage is due, or percentage points where the number is a share and no difference. The figure "
            "belongs to another indicator, or its number was copied from the wrong place. An indicator of your own "
            "that is a difference says `points = true`."
        ),
        example=figure('indicator = "participants", printed = "27 persen"'),
    ),
    Code(
        code="R203",
        severity="error",
        title="No number",
        text=(
            "The printed text has no number in it. What a source does not say is left out of the fact base; a dash or "
            'a "belum ada" is not a figure, and not 0 either.'
        ),
        example=figure('indicator = "coverage", printed = "belum ada data"'),
    ),
    Code(
        code="R204",
        severity="error",
        title="A number that cannot be read",
        text=(
            "The printed number has words or marks in it that are not understood, or digits missing. Words that do "
            "not change the number can be left out; a misprint of the source is entered as `value`, with a `note`."
        ),
        example=figure('indicator = "coverage", printed = "27,,3 persen"'),
    ),
    Code(
        code="R205",
        severity="error",
        title="A number out of range",
        text=(
            "The number has more digits or decimals than any published figure, or is larger. It is a slip, or not a "
            "number of this kind at all."
        ),
        example=figure('indicator = "participants", value = 1e400'),
    ),
    Code(
        code="R206",
        severity="error",
        title="A number below zero",
        text=(
            "Participants, workers, claims and money are not negative, nor is coverage. Where less than nothing has a "
            "meaning, as for a gap that turned into a surplus, the indicator says `negative = true`."
        ),
        example=figure('indicator = "participants", value = -5'),
    ),
    Code(
        code="R207",
        severity="error",
        title="Not a finite number",
        text=(
            "TOML knows `nan` and `inf`, a fact base does not: what is unknown is left out, and what has no upper "
            'bound is printed as "lebih dari …".'
        ),
        example=figure('indicator = "coverage", value = nan'),
    ),
)
