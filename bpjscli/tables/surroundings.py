"""What stands above, between and below the rows of a table, held against the figures that the rows make.

A title such as "Peserta PU per Desember 2024 (ribu orang)" is about every number below it. What it says is not applied,
since nobody knows how far it reaches; where the figures do not say the same by themselves, they are refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from bpjscli.errors import quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.load.raw import NewFigure
from bpjscli.model.facts import Vocabulary
from bpjscli.model.period import Period, parse_period
from bpjscli.tables.columns import ColumnMap, NumberColumn
from bpjscli.tables.headings import HeadingReader, Mentions
from bpjscli.tables.layout import Remark, Sheet

_DATED: Final = re.compile(
    r"\W*(?:sumber|source|dicetak|tanggal|tgl|update|diperbarui|pembaruan|diunduh|diakses|terbit|data diolah|printed)",
    re.IGNORECASE,
)
"""How a line begins whose date is that of the paper, not of the numbers."""
_TOWARDS: Final = frozenset({"terhadap", "thd", "menuju", "dari", "of", "to", "towards"})
_FOREIGN: Final = frozenset({"usd", "dollar", "dolar", "us", "eur", "euro", "sgd", "$", "€"})
_NAMES: Final = {3: N_("thousands"), 6: N_("millions"), 9: N_("billions"), 12: N_("trillions")}


def find_contradictions(
    sheet: Sheet,
    columns: ColumnMap,
    figures: Sequence[NewFigure],
    within: Sequence[Remark],
    defaults: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, str]]:
    """The row and the message of each line of text that says something else than the figures it is about.

    `within` are lines of text below the headings: one between rows with numbers is about those that follow, one below
    all of them about the scale only. `defaults` are what holds for figures that do not say it.
    """
    reader = HeadingReader(vocabulary)
    lines = sorted(
        ((_row_of(figure), _kind({**defaults, **figure.values})) for figure in figures), key=lambda one: one[0]
    )
    rows = [number for number, _ in lines]
    last = rows[-1] if rows else 0
    every = dict.fromkeys(kind for _, kind in lines)
    for remark in sheet.remarks:
        why = _against(reader.mentions(remark.text), remark, columns.numbers, every, reader, vocabulary)
        if why:
            todo = _("write it into each heading that it is about, or say --header N to pass it over")
            yield (
                remark.number,
                _("{text} stands above the table, {why}; {todo}", text=quoted(remark.text), why=why, todo=todo),
            )
    for place, remark in enumerate(within):
        said = reader.mentions(remark.text)
        if remark.number > last:
            why = _against_scale(said, columns.numbers, vocabulary)
        else:
            end = within[place + 1].number if place + 1 < len(within) else last + 1
            about = dict.fromkeys(one for _, one in lines[bisect_right(rows, remark.number) : bisect_left(rows, end)])
            why = _against(said, remark, columns.numbers, about, reader, vocabulary)
        if why:
            todo = _("write it into a column of its own, or delete the row")
            yield (
                remark.number,
                _("{text} stands alone in its row, {why}; {todo}", text=quoted(remark.text), why=why, todo=todo),
            )


class _Kind(NamedTuple):
    """What a figure is about, as it is written."""

    indicator: str | None
    segment: str | None
    programme: str | None
    period: str | None


def _kind(values: Mapping[str, str]) -> _Kind:
    return _Kind(*(values.get(key) for key in _Kind._fields))


def _row_of(figure: NewFigure) -> int:
    return int((figure.origin or "").rpartition(":")[2] or 0)


def _against(
    said: Mentions,
    remark: Remark,
    numbers: Sequence[NumberColumn],
    figures: Collection[_Kind],
    reader: HeadingReader,
    vocabulary: Vocabulary,
) -> str:
    """What a line of text has against the figures; nothing where they agree."""
    for key, named in (("segment", said.segments), ("programme", said.programmes)):
        if len(named) == 1 and any(getattr(figure, key) not in named for figure in figures):
            return _("and says {key} {named}, which its figures do not", key=key, named=next(iter(named)))
    if not _DATED.match(remark.text):
        for figure in figures:
            if said.periods and not _overlaps(said.periods, figure.period or ""):
                return _("and says {other}, where a figure is of {period}", other=said.periods[0], period=figure.period)
    return _against_scale(said, numbers, vocabulary) or _against_indicator(said, figures, reader, vocabulary)


def _against_scale(said: Mentions, numbers: Sequence[NumberColumn], vocabulary: Vocabulary) -> str:
    units = said.units - {"percent", "points"}
    for column in numbers:
        indicator = vocabulary.indicators.get(column.heading.indicator or "")
        unit = None if indicator is None else indicator.unit
        if unit == "percent" or (unit is not None and units and unit not in units):
            continue
        if said.scales and column.heading.scale not in said.scales:
            return _(
                "and says {scale}, which {title} does not",
                scale=_(_NAMES[min(said.scales)]),
                title=quoted(column.title),
            )
        if _FOREIGN.intersection(said.words) and unit in (None, "IDR"):
            return _("and says a currency that is not rupiah")
    known = {vocabulary.indicators[c.heading.indicator].unit for c in numbers if c.heading.indicator is not None}
    if "percent" in said.units and known and "percent" not in known:
        return _("and says percent, which no column is")
    return ""


def _against_indicator(
    said: Mentions, figures: Collection[_Kind], reader: HeadingReader, vocabulary: Vocabulary
) -> str:
    """Whether a line names the indicator more narrowly: "peserta baru" over a column of "peserta"."""
    there = {figure.indicator or "" for figure in figures}.intersection(vocabulary.indicators)
    if not there:
        return ""
    for named, words in said.indicators.items():
        if named not in there and any(words > phrase for one in there for phrase in reader.phrases_of(one)):
            return _("and says {indicator}, which no figure is", indicator=vocabulary.indicators[named].name.en)
    if "participants" in said.indicators and "workforce" in there and "participants" not in there:
        return _("and says participants, where the numbers are taken for the workforce")
    is_target = any(vocabulary.indicators[one].role != "actual" for one in there)
    bare = any(
        word in ("target", "sasaran") and (at == 0 or said.words[at - 1] not in _TOWARDS)
        for at, word in enumerate(said.words)
    )
    return _("and says target, which no figure is") if bare and not is_target else ""


def _overlaps(periods: Sequence[str], written: str) -> bool:
    """Whether a period has a day in common with any of `periods`; one that cannot be read is refused elsewhere."""
    try:
        period = parse_period(written)
    except ValueError:
        return True
    return any(_meet(parse_period(one), period) for one in periods)


def _meet(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end
