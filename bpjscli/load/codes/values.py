"""F121 to F140 and R201 to R207: dates, texts and equations that cannot be, and numbers that cannot be read."""

from __future__ import annotations

from typing import Final

from bpjscli.load.codes.catalogue import Code, example_base, example_figure, example_source

VALUE_CODES: Final = (
    Code(
        code="F121",
        severity="error",
        title="Not a period or date",
        text=(
            'A period is a year (2025), a month ("2025-03"), a quarter ("2025-Q1"), a half ("2025-H1"), '
            'months of one year ("2025-01/04") or a date (2025-03-31) from 1945 to 2100, and must exist in the '
            "calendar. A day is a date without a time."
        ),
        example=example_figure('indicator = "coverage", period = "2025-13", printed = "27 persen"'),
    ),
    Code(
        code="F122",
        severity="error",
        title="Accessed before published",
        text="Nobody can have read a source before it was published: one of the two dates is wrong.",
        example=example_base(example_source("accessed = 2026-02-01")),
    ),
    Code(
        code="F123",
        severity="error",
        title="Published before there was anything to publish",
        text=(
            "Indonesia has had social insurance for workers in this form since 1977. An earlier date of publication "
            "is a slip of the pen, most likely in the year."
        ),
        example=example_base(
            example_source(
                "published = 1966-02-02", figures=('indicator = "coverage", period = 1965, printed = "27 persen"',)
            )
        ),
    ),
    Code(
        code="F124",
        severity="warning",
        title="A figure about the future",
        text=(
            "A figure says what was counted in a period that began only after its source was published. Either a date "
            "is wrong, or the figure is a target or an estimate and belongs to another indicator, such as "
            "target_coverage."
        ),
        example=example_figure('indicator = "coverage", period = 2027, printed = "27 persen"'),
    ),
    Code(
        code="F125",
        severity="note",
        title="Source without a date",
        text=(
            "A source does not say when it was published. It counts as known at any time, and as older than every "
            "other source of the same quantity. A year or a month is enough: `published = 2026`."
        ),
        example=example_base(example_source()).replace("published = 2026-02-02\n", ""),
    ),
    Code(
        code="F131",
        severity="error",
        title="Control character",
        text=(
            "A text holds a control character, often from a copied PDF. It could move the cursor of a terminal or "
            "break a table apart. Delete it; only `note` and `accepted` may have several lines."
        ),
        example=example_base(example_source(r'title = "Cakupan\u001b[31m"')),
    ),
    Code(
        code="F132",
        severity="error",
        title="Invisible character in an id or a number",
        text=(
            "An id, a name or a number holds a character that cannot be seen, such as a zero-width space or a change "
            "of writing direction. Two names that look the same would be different ones. Delete it; typing the word "
            "anew is the surest way."
        ),
        example=example_figure(r'indicator = "coverage", printed = "27\u200b persen"'),
    ),
    Code(
        code="F133",
        severity="warning",
        title="Invisible character in a text",
        text=(
            "A title, a note or another text for readers holds a character that cannot be seen: a zero-width space, a "
            "change of writing direction, an accent on no letter. The text may show in another order than it is "
            "stored. Reports show the character; better delete it."
        ),
        example=example_base(example_source(r'title = "Cakupan\u202e naik"')),
    ),
    Code(
        code="F134",
        severity="error",
        title="Not a link",
        text=(
            "`link` is an address that a reader can follow: it begins with https:, http: or doi:, and has no spaces. "
            "Other schemes may run something when a report is clicked on."
        ),
        example=example_base(example_source('link = "javascript:alert(1)"')),
    ),
    Code(
        code="F140",
        severity="error",
        title="No usable identity",
        text=(
            "An [[identity]] says with `holds` which equation figures must fulfil: one indicator on the left, and on "
            "the right names of indicators, numbers, + - * / and brackets, `sum(name, segment)`, "
            "`sum(name, programme)`, `max` likewise, for a whole that is no less than any of its parts, and "
            "`previous(name)`, the same a year before. Nothing else has a place in it, and each name must be one of an "
            "indicator."
        ),
        example=example_base(
            '[[identity]]\nid = "share"\nholds = "coverage = participants / workforse"\n', example_source()
        ),
    ),
)


READING_CODES: Final = (
    Code(
        code="R201",
        severity="error",
        title="A number that may be read in two ways",
        text=(
            'A printed number means one thing with Indonesian marks and another with English ones, as "27.025 ribu" '
            "does, and a mistake would be a thousandfold. It is never guessed. Write `value` with the number that is "
            "meant, or the `language` of the source."
        ),
        example=example_figure('indicator = "participants", printed = "27.025 ribu"'),
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
        example=example_figure('indicator = "participants", printed = "27 persen"'),
    ),
    Code(
        code="R203",
        severity="error",
        title="No number",
        text=(
            "The printed text has no number in it. What a source does not say is left out of the fact base; a dash or "
            'a "belum ada" is not a figure, and not 0 either.'
        ),
        example=example_figure('indicator = "coverage", printed = "belum ada data"'),
    ),
    Code(
        code="R204",
        severity="error",
        title="A number that cannot be read",
        text=(
            "The printed number has words or marks in it that are not understood, or digits missing. Words that do "
            "not change the number can be left out; a misprint of the source is entered as `value`, with a `note`."
        ),
        example=example_figure('indicator = "coverage", printed = "27,,3 persen"'),
    ),
    Code(
        code="R205",
        severity="error",
        title="A number out of range",
        text=(
            "The number has more digits or decimals than any published figure, or is larger. It is a slip, or not a "
            "number of this kind at all."
        ),
        example=example_figure('indicator = "participants", value = 1e400'),
    ),
    Code(
        code="R206",
        severity="error",
        title="A number below zero",
        text=(
            "Participants, workers, claims and money are not negative, nor is coverage. Where less than nothing has a "
            "meaning, as for a gap that turned into a surplus, the indicator says `negative = true`."
        ),
        example=example_figure('indicator = "participants", value = -5'),
    ),
    Code(
        code="R207",
        severity="error",
        title="Not a finite number",
        text=(
            "TOML knows `nan` and `inf`, a fact base does not: what is unknown is left out, and what has no upper "
            'bound is printed as "lebih dari …".'
        ),
        example=example_figure('indicator = "coverage", value = nan'),
    ),
)
