"""The figures that the rows of a table make, and what keeps a row from making any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import fold
from bpjscli.load.raw import NewFigure
from bpjscli.model.facts import Indicator, Vocabulary
from bpjscli.tables.cells import letter_of
from bpjscli.tables.columns import (
    NUMBER_KEYS,
    ColumnMap,
    NumberColumn,
    has_number,
    heading_clash,
    holds_numbers,
    match_ids,
)
from bpjscli.tables.headings import DOUBTFUL, RAISED, Heading, HeadingReader
from bpjscli.tables.layout import Remark, Row, Sheet
from bpjscli.tables.numbers import CellError, check_marks, foreign_marks, state_number
from bpjscli.tables.own import is_own_figures

_TOTALS: Final = frozenset(
    {
        *("jumlah", "total", "jml", "jumlah total", "grand total", "total jumlah", "sub total", "subtotal"),
        *("rata-rata", "average"),
    }
)


class RowError(NamedTuple):
    """A row that cannot be entered, its number, and why."""

    number: int
    message: str


class RowNote(NamedTuple):
    """A row that gives no figure, and why; `alone` is its text where nothing else stands in it."""

    message: str
    alone: Remark | None = None


def make_figures(
    sheet: Sheet,
    columns: ColumnMap,
    common: Mapping[str, str],
    vocabulary: Vocabulary,
    defaults: Mapping[str, str] = MappingProxyType({}),
    languages: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[NewFigure | RowError | RowNote]:
    """The figures of the rows, filled up with what is `common` to all; a note for each row without a number.

    `defaults` are what the source says of figures that do not say it; they are not written again; `languages` are
    those of sources by their ids, Indonesian where there is none.
    """
    reader = _RowReader(sheet, columns, common, defaults, vocabulary)
    reader.languages = languages
    yield from reader.faults(sheet.head, [*columns.keys.values(), *(one.title for one in columns.numbers)])
    for row in sheet.rows:
        yield from reader.make(row)


class _RowReader:
    """Makes the figures of a table, row by row."""

    def __init__(
        self,
        sheet: Sheet,
        columns: ColumnMap,
        common: Mapping[str, str],
        defaults: Mapping[str, str],
        vocabulary: Vocabulary,
    ) -> None:
        self.sheet, self.columns, self.common, self.defaults = sheet, columns, common, defaults
        self.vocabulary = vocabulary
        self.reader = HeadingReader(vocabulary)
        self.names = {key: title for key, title in columns.keys.items() if key not in NUMBER_KEYS}
        self.one_of_two = {one.key for one in columns.numbers} == {*NUMBER_KEYS}
        own = is_own_figures(sheet.titles)
        self.beside = () if own else tuple(t for t in columns.unused if not holds_numbers(sheet, t))
        self.languages: Mapping[str, str] = {}
        apart = {*columns.keys.values(), *(title for title in sheet.titles if "kode" in fold(title))}
        cells = (cell for row in sheet.rows for title, cell in row.cells.items() if title not in apart)
        self.foreign = {} if own else foreign_marks(cell.text for cell in cells if not cell.is_number)
        self._read: dict[str, Heading] = {}

    def make(self, row: Row) -> Iterator[NewFigure | RowError | RowNote]:
        """The figures of a row, what is wrong with it, or why it has none."""
        origin = f"{self.sheet.name}:{row.number}"
        there = [column for column in self.columns.numbers if has_number(row, column.title)]
        faults = list(self.faults(row, [*self.names.values(), *(one.title for one in there)]))
        if faults:
            yield from faults
            return
        said = {key: row.cells[title].text for key, title in self.names.items() if has_number(row, title)}
        if "area" in said:
            said["area"] = RAISED.sub("", said["area"]).strip()
        texts = [cell.text for cell in row.cells.values() if cell.text]
        if not there:
            alone = Remark(row.number, texts[0]) if len(texts) == 1 else None
            yield RowNote(
                _("{origin}: no number; left out: {texts}", origin=origin, texts=quoted(" ".join(texts))), alone
            )
        elif "area" in self.names and ("area" not in said or fold(said["area"]) in _TOTALS):
            area = quoted(said.get("area", ""))
            note = _(
                "{origin}: the row names no area ({text}); left out. If it is a total, write of which area",
                origin=origin,
                text=area,
            )
            yield RowNote(note)
        else:
            for column in there[:1] if self.one_of_two else there:
                try:
                    values = self._figure(row, column, said)
                except CellError as error:
                    yield RowError(
                        row.number,
                        _(
                            "{origin}: error: {title}: {error}",
                            origin=origin,
                            title=self.sheet.locate(column.title),
                            error=error,
                        ),
                    )
                    continue
                letter = letter_of(self.sheet.titles.index(column.title) + 1)
                yield NewFigure(values.pop("source", ""), values, origin, letter)

    def faults(self, row: Row, titles: Sequence[str]) -> Iterator[RowError]:
        """What is wrong with cells that are needed; one message for all cells of a row with the same fault."""
        titles_of: dict[str, list[str]] = {}
        for title in titles:
            if title in row.cells and row.cells[title].fault:
                titles_of.setdefault(row.cells[title].fault, []).append(title)
        for fault, of in titles_of.items():
            more = _(" and {count} more", count=len(of) - 1) if len(of) > 1 else ""
            place = f"{self.sheet.name}:{row.number}: error: {self.sheet.locate(of[0])}{more}"
            yield RowError(row.number, f"{place}: {fault}")

    def _figure(self, row: Row, column: NumberColumn, said: Mapping[str, str]) -> dict[str, str]:
        """The keys of a figure. Raises `CellError` where the heading, the row and the cell disagree."""
        heading = column.heading
        parts = heading.parts if heading.indicator is None else {**heading.parts, "indicator": heading.indicator}
        by_row, row_heading = self._of_row(said)
        for key, part in parts.items():
            if by_row.get(key, part) != part:
                raise CellError(
                    _(
                        "the heading says {key} {part}, and the row says {other}",
                        key=key,
                        part=part,
                        other=quoted(by_row[key]),
                    )
                )
        values = {**match_ids(self.common, self.vocabulary), **by_row, **parts}
        indicator = self.vocabulary.indicators.get(values.get("indicator", self.defaults.get("indicator", "")))
        heading = _joined(heading, row_heading)
        clash = None if indicator is None else heading_clash(heading, indicator)
        if clash is not None:
            raise CellError(clash)
        self._check_beside(row, {**self.defaults, **values}, heading, indicator)
        cell = row.cells[column.title]
        if column.key == "printed" and not cell.is_number and not (_is_persons(indicator) and not heading.scale):
            check_marks(cell.text, self.languages.get(values.get("source", ""), "id"), self.foreign)
        number = state_number(cell, column.key, heading, column.title, indicator)
        return {**values, **number}

    def _of_row(self, said: Mapping[str, str]) -> tuple[dict[str, str], Heading]:
        """What the row says, by ids; an indicator in words is read like a heading: "Peserta PU (ribu)"."""
        values = match_ids(said, self.vocabulary)
        if "period" in values:
            values["period"] = self.reader.period(values["period"]) or values["period"]
        text = values.get("indicator", "")
        if not text or text in self.vocabulary.indicators:
            return values, Heading()
        heading = self._heading(text)
        if DOUBTFUL.intersection(heading.strange):
            raise CellError(_("{text} may be the workforce or participants; write which", text=quoted(text)))
        if heading.indicator is None or heading.strange:
            return values, Heading()
        for key, part in heading.parts.items():
            if values.setdefault(key, part) != part:
                raise CellError(
                    _(
                        "{text} says {key} {part}, and the row says {other}",
                        text=quoted(text),
                        key=key,
                        part=part,
                        other=quoted(values[key]),
                    )
                )
        return {**values, "indicator": heading.indicator}, heading

    def _check_beside(self, row: Row, found: Mapping[str, str], heading: Heading, indicator: Indicator | None) -> None:
        """Raise `CellError` where a cell that is not used says something else than the figure: "ribu orang", "PU"."""
        for title in self.beside:
            text = row.cells[title].text if title in row.cells else ""
            other = self._heading(text) if text else Heading()
            if other.strange:
                continue
            where = _("{column} says {text}", column=self.sheet.locate(title), text=quoted(text))
            for key, part in other.parts.items():
                if found.get(key) != part:
                    raise CellError(
                        _(
                            "{where}, which the figure does not; write it into the heading, or use the column",
                            where=where,
                        )
                    )
            if other.scale is not None and other.scale != heading.scale:
                raise CellError(_("{where}, which the heading does not; write it into the heading", where=where))
            if indicator is not None and (other.unit or indicator.unit) not in (indicator.unit, "points"):
                raise CellError(_("{where}, and {id} is in {unit}", where=where, id=indicator.id, unit=indicator.unit))
            if indicator is not None and (other.indicator or indicator.id) != indicator.id:
                raise CellError(_("{where}, and the figure is {id}", where=where, id=indicator.id))

    def _heading(self, text: str) -> Heading:
        if text not in self._read:
            self._read[text] = self.reader.read(text)
        return self._read[text]


def _is_persons(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.unit == "persons"


def _joined(heading: Heading, row: Heading) -> Heading:
    """The heading with the unit and the scale that the row says. Raises `CellError` where they differ."""
    if (heading.scale or row.scale) != (row.scale or heading.scale) or (heading.unit or row.unit) != (
        row.unit or heading.unit
    ):
        raise CellError(_("the heading and the row say different units or scales"))
    return heading._replace(scale=heading.scale or row.scale, unit=heading.unit or row.unit)
