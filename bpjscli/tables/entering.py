"""From the texts of tables to the relation `figures`: each distinct text is looked up or read once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Guesser
from bpjscli.load.figure_errors import CODE_OF_KIND
from bpjscli.load.names import Lookups, period_fault
from bpjscli.model.facts import FactBase, Indicator, Reading
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.qualifiers import is_below_zero, range_reading
from bpjscli.numerals.reading import read_printed_as, read_value_as
from bpjscli.tables.groups_sql import make_table
from bpjscli.tables.read import BETWEEN, INTERVAL, PRINTED, VALUE, Files, Opened, unpivot
from bpjscli.tables.rows import Numbering, loose_of, reading_of, row_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PERCENT = r"^([1-9][0-9]?|100)(\.[0-9]{1,3})?$"
_WHOLE = "^(0|[1-9][0-9]{0,14})$"
_BY_ROW = ("source", "area", "period", "base")
_TERM = ("indicator", "segment", "programme")
FIGURES = (
    "id BIGINT, source INTEGER, base INTEGER, area INTEGER, period INTEGER, term INTEGER, text VARCHAR, form INTEGER, "
    "w DOUBLE, l DOUBLE, h DOUBLE, o INTEGER, ll DOUBLE, lh DOUBLE"
)
Near = Callable[[Collection[str]], Collection[str]]
"""Of the areas that tables have figures of, those that are wanted."""


class BadRow(NamedTuple):
    """A row that cannot be used, and why."""

    row: int
    code: str
    message: str


class Entering:
    """Fills `figures`: one row a figure, with those of the base first.

    Its columns are those of `groups_sql`, the ends of the loose reading, `ll` and `lh`, and of a table the `text` and
    `form` of its number. The `id` of a figure of a table is `first` + `width` * its row + the place of its column.
    """

    def __init__(self, connection: DuckDBPyConnection, base: FactBase, files: Files, numbering: Numbering) -> None:
        self.connection = connection
        self.base = base
        self.files = files
        self.numbering = numbering
        self.first = len(base.figures)
        self.width = 1
        self._lookups = Lookups(base.areas, base.vocabulary, Guesser(), Broken())
        self._sources = {source.id: source for source in base.sources}
        self._readings: dict[tuple[str, str, int, str, int | None], Reading] = {}

    def run(self, near: Near | None = None) -> list[BadRow]:
        """Enter the figures, of areas that are `near` only; what is wrong in the rows that were looked at."""
        self.width = max((len(one.places) for one in self.files.opened), default=1)
        bad = [*self._look_up(), *self._look_up_terms()]
        areas = None if near is None else self._numbers_of(near(self.numbering.areas))
        bad += self._read_odd(areas)
        self._enter_base()
        for one in self.files.opened:
            self._enter(one, areas)
        self.files.close()
        return bad + self._duplicates()

    def near(self, tbl: int, texts: Collection[str], near: Near) -> list[str]:
        """Of the texts that stand for areas in a table, those of areas that are near, and those of no area."""
        areas = {text: self._lookups.areas[self._renamed(tbl, "area", text)] for text in texts}
        chosen = near([area for area in areas.values() if area is not None])
        return [text for text, area in areas.items() if area is None or area in chosen]

    def _look_up(self) -> Iterator[BadRow]:
        """Number the parts of figures, each distinct text once."""
        finders: dict[str, Callable[[str], int | None]] = {
            "source": lambda text: self._number(self.numbering.sources, text if text in self._sources else None),
            "area": lambda text: self._number(self.numbering.areas, self._lookups.areas[text]),
            "period": lambda text: self._number(self.numbering.periods, self._lookups.periods.find(text)),
            "base": lambda text: self._number(self.numbering.bases, text),
        }
        for part, find in finders.items():
            rows: dict[tuple[int, str], int | None] = {}
            for one in self.files.opened:
                for (text,) in self._distinct(one, part):
                    if (one.tbl, text) not in rows and text is not None:
                        rows[one.tbl, text] = find(self._renamed(one.tbl, part, text))
                    if text is not None and rows[one.tbl, text] is None:
                        yield from self._rows_where(one, f"{part} = ?", [text], *self._why(part, one.tbl, text))
            its = [(tbl, text, number) for (tbl, text), number in rows.items() if number is not None]
            make_table(self.connection, f"map_{part}", "tbl INTEGER, text VARCHAR, number INTEGER", its)

    def _look_up_terms(self) -> Iterator[BadRow]:
        """Number the indicators with their parts, and note how numbers of each are read: the relation `its_term`."""
        rows: list[tuple[object, ...]] = []
        for one in self.files.opened:
            texts: Collection[tuple[Any, ...]] = []
            if any(place.indicator is None for place in one.places):
                texts = self._distinct(one, ", ".join(_TERM))
            for number, place in enumerate(one.places):
                if place.indicator is None:
                    for its in texts:
                        yield from self._add_term(rows, one, number, its)
                else:
                    yield from self._add_term(rows, one, number, (place.indicator, place.part, None))
        columns = (
            "file INTEGER, place INTEGER, key VARCHAR, term INTEGER, name VARCHAR, form INTEGER, digits INTEGER, "
            "plain VARCHAR, money BOOLEAN"
        )
        make_table(self.connection, "its_term", columns, rows)
        languages = [(number, self._sources[id_].language) for id_, number in self.numbering.sources.items()]
        make_table(self.connection, "tongue", "source INTEGER, language VARCHAR", languages)

    def _add_term(
        self, rows: list[tuple[object, ...]], one: Opened, place: int, texts: tuple[Any, ...]
    ) -> Iterator[BadRow]:
        vocabulary = self.base.vocabulary
        name, *parts = (self._renamed(one.tbl, part, text or None) for part, text in zip(_TERM, texts, strict=True))
        if parts[0] in vocabulary.programmes and parts[1] is None:
            parts.reverse()
        if name not in vocabulary.indicators or not self._lookups.knows(parts[0], parts[1]):
            yield from self._term_errors(one, texts, name, parts)
            return
        its, form, digits = vocabulary.indicators[name], one.places[place].form, one.table.digits.get(name)
        plain = None if form != VALUE or name in self.numbering.quotients else "whole"
        if plain and its.unit == "percent":
            plain = "percent" if digits is None else None
        number = self._number(self.numbering.terms, (name, *parts))
        rows.append((one.number, place, _key(one, place, texts), number, name, form, digits, plain, its.unit == "IDR"))

    def _term_errors(self, one: Opened, texts: tuple[Any, ...], name: Any, parts: list[Any]) -> Iterator[BadRow]:
        vocabulary, guesser = self.base.vocabulary, self._lookups.guesser
        if name not in vocabulary.indicators:
            hint = guesser.meant(name or "", vocabulary.indicators)
            hint = hint or _("; define it in an [[indicator]] block, or rename it")
            said = _("unknown indicator {name}{hint}", name=quoted(name or ""), hint=hint)
            yield from self._rows_where(one, "coalesce(indicator, '') = ?", [texts[0] or ""], "F102", said)
            return
        for part, text, meant, known in (
            ("segment", texts[1], parts[0], vocabulary.segments),
            ("programme", texts[2], parts[1], vocabulary.programmes),
        ):
            if meant is not None and meant not in known:
                said = _("unknown {part} {name}{hint}", part=part, name=quoted(meant), hint=guesser.meant(meant, known))
                yield from self._rows_where(one, f"{part} = ?", [text], "F103", said)
                return

    def _why(self, part: str, tbl: int, written: str) -> tuple[str, str]:
        text = self._renamed(tbl, part, written)
        if part == "area":
            return self._lookups.areas.faults[text]
        if part == "period":
            return "F121", _("period: {fault}", fault=period_fault(text))
        return "F107", _("there is no source {text}; write it as a [[source]] block, or rename it", text=quoted(text))

    def _renamed(self, tbl: int, part: str, text: Any) -> Any:
        return self.base.tables[tbl].rename.get(part, {}).get(text, text)

    def _number(self, known: dict[Any, int], name: object) -> int | None:
        return None if name is None else known.setdefault(name, len(known))

    def _numbers_of(self, areas: Collection[str]) -> list[int]:
        return [number for area, number in self.numbering.areas.items() if area in areas] or [-1]

    def _distinct(self, one: Opened, columns: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"SELECT DISTINCT {columns} FROM {one.relation} ORDER BY {columns}").fetchall()

    def _rows_where(self, one: Opened, condition: str, values: list[Any], code: str, message: str) -> Iterator[BadRow]:
        rows = self.connection.execute(f"SELECT row FROM {one.relation} WHERE {condition} ORDER BY row", values)
        return (BadRow(row, code, message) for (row,) in rows.fetchall())

    def _cells(self, one: Opened, areas: Collection[int] | None) -> str:
        """A query for the figures of a file with what they are about as numbers, and of which `kind` the number is."""
        needed = [*_BY_ROW, *(_TERM if any(place.indicator is None for place in one.places) else ())]
        key = "concat_ws(chr(31), " + ", ".join(f"coalesce(c.{part}, '')" for part in _TERM) + ")"
        key = key if len(needed) > len(_BY_ROW) else "''"
        chosen = "" if areas is None else f"WHERE a.number IN ({', '.join(map(str, areas))})"
        return f"""
            SELECT c.row * {self.width} + c.place + {self.first} AS id, c.row, s.number AS source,
                coalesce(b.number, 0) AS base, a.number AS area, p.number AS period, t.term, c.text, t.form, t.name,
                t.digits, t.money, g.language,
                CASE WHEN t.plain = 'percent' AND regexp_matches(c.text, '{_PERCENT}') THEN 'percent'
                    WHEN t.plain = 'whole' AND regexp_matches(c.text, '{_WHOLE}') THEN 'whole' ELSE 'odd' END AS kind
            FROM {unpivot(one, needed)} AS c
            JOIN map_source s ON s.tbl = {one.tbl} AND s.text = c.source
            LEFT JOIN map_base b ON b.tbl = {one.tbl} AND b.text = c.base
            JOIN map_area a ON a.tbl = {one.tbl} AND a.text = c.area
            JOIN map_period p ON p.tbl = {one.tbl} AND p.text = c.period
            JOIN its_term t ON t.file = {one.number} AND t.place = c.place AND t.key = {key}
            JOIN tongue g ON g.source = s.number {chosen}"""

    def _read_odd(self, areas: Collection[int] | None) -> list[BadRow]:
        """Read the numbers that are not plain through the grammar, each distinct text of an indicator once."""
        rows: dict[tuple[Any, ...], tuple[object, ...]] = {}
        bad: list[BadRow] = []
        for one in self.files.opened:
            cells = f"SELECT * FROM ({self._cells(one, areas)}) AS cells WHERE kind = 'odd'"
            its = "name, text, form, language, digits"
            texts = self.connection.execute(f"SELECT DISTINCT {its} FROM ({cells}) AS odd ORDER BY {its}").fetchall()
            for shown in (shown for shown in texts if shown not in rows):
                name, text, *_ = shown
                indicator = self.base.vocabulary.indicators[name]
                try:
                    reading = self.reading(indicator, *shown[1:])
                except NumeralError as error:
                    where = self.connection.execute(
                        f"SELECT row FROM ({cells}) AS odd WHERE name = ? AND text = ? ORDER BY row", [name, text]
                    )
                    said = f"{quoted(text)}: {error}"
                    bad += [BadRow(row, CODE_OF_KIND[error.kind], said) for (row,) in where.fetchall()]
                    continue
                ends = (*reading_of(indicator, reading, self.numbering.quotients), *loose_of(indicator, reading))
                rows[shown] = (*shown, *ends)
        columns = (
            "name VARCHAR, text VARCHAR, form INTEGER, language VARCHAR, digits INTEGER, "
            "w DOUBLE, l DOUBLE, h DOUBLE, o INTEGER, ll DOUBLE, lh DOUBLE"
        )
        make_table(self.connection, "odd", columns, list(rows.values()))
        return bad

    def reading(self, indicator: Indicator, text: str, form: int, language: str, digits: int | None) -> Reading:
        """The reading of a number as it stands in a table. Raises `NumeralError`."""
        key = (indicator.id, text, form, language, digits)
        as_read = self._readings.get(key)
        if as_read is None:
            if form == PRINTED:
                as_read = read_printed_as(indicator, text, "en" if language == "en" else "id")
            elif form == INTERVAL:
                low, _between, high = text.partition(BETWEEN)
                ends = [read_value_as(indicator, value_of(end, digits)) for end in (low, high)]
                if ends[0].value > ends[1].value:
                    raise NumeralError("malformed", _("the interval runs backwards; check which column is low"))
                as_read = range_reading(*ends)
            else:
                as_read = read_value_as(indicator, value_of(text, digits))
            if is_below_zero(as_read) and not indicator.negative:
                raise NumeralError("range", _("{id} cannot be below zero, check the source", id=indicator.id))
            self._readings[key] = as_read
        return as_read

    def _enter_base(self) -> None:
        indicators = self.base.vocabulary.indicators
        toml = [
            (*row_of(figure, self.numbering, number), *loose_of(indicators[figure.indicator], figure.reading))
            for number, figure in enumerate(self.base.figures)
        ]
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE figures ({FIGURES})")
        names = "id, source, base, area, period, term, w, l, h, o, ll, lh"
        for start in range(0, len(toml), 1000):
            values = ", ".join("(" + ", ".join(map(repr, row)) + ")" for row in toml[start : start + 1000])
            self.connection.execute(f"INSERT INTO figures ({names}) VALUES {values}")

    def _enter(self, one: Opened, areas: Collection[int] | None) -> None:
        self.connection.execute(f"""
            INSERT INTO figures
            SELECT f.id, f.source, f.base, f.area, f.period, f.term, f.text, f.form,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN f.v / 100 ELSE o.w END,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN (f.v - f.half) / 100 ELSE o.l END,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN (f.v + f.half) / 100 ELSE o.h END,
                CASE f.kind WHEN 'odd' THEN o.o ELSE 0 END,
                CASE f.kind WHEN 'whole' THEN CASE WHEN f.money THEN greatest(f.v - 1, 0) ELSE f.v END
                    WHEN 'percent' THEN (f.v - 2 * f.half) / 100 ELSE o.ll END,
                CASE f.kind WHEN 'whole' THEN CASE WHEN f.money THEN f.v + 1 ELSE f.v END
                    WHEN 'percent' THEN (f.v + 2 * f.half) / 100 ELSE o.lh END
            FROM (SELECT c.*, CASE WHEN kind <> 'odd' THEN CAST(text AS DOUBLE) END AS v,
                    CAST(CASE WHEN strpos(text, '.') = 0 THEN 0.5 ELSE CASE length(text) - strpos(text, '.')
                    WHEN 1 THEN 0.05 WHEN 2 THEN 0.005 ELSE 0.0005 END END AS DOUBLE) AS half
                FROM ({self._cells(one, areas)}) AS c) AS f
            LEFT JOIN odd o ON f.kind = 'odd' AND o.name = f.name AND o.text = f.text AND o.form = f.form
                AND o.language = f.language AND coalesce(o.digits, -1) = coalesce(f.digits, -1)""")

    def _duplicates(self) -> list[BadRow]:
        found = self.connection.execute(f"""
            SELECT f.id FROM figures f JOIN (
                SELECT source, base, area, period, term, min(id) AS first FROM figures
                GROUP BY source, base, area, period, term HAVING count(*) > 1) d
            ON d.source = f.source AND d.base = f.base AND d.area = f.area AND d.period = f.period
                AND d.term = f.term AND f.id > d.first
            WHERE f.id >= {self.first} ORDER BY f.id""").fetchall()
        said = _("a figure of this row is there already, in an earlier row or in the fact base; remove one")
        return [BadRow((id_ - self.first) // self.width, "F116", said) for (id_,) in found]


def _key(one: Opened, place: int, texts: tuple[Any, ...]) -> str:
    """What tells the terms of a file apart: of a long table its texts, of a wide one nothing but the place."""
    long = any(its.indicator is None for its in one.places)
    return "\x1f".join(text or "" for text in texts) if long and one.places[place].indicator is None else ""


def value_of(text: str, digits: int | None) -> int | Decimal:
    """The number that a table holds, with as many decimals as it is said to have. Raises `NumeralError`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise NumeralError("malformed", _('it is no plain number; name its column as printed = "…"')) from None
    if not value.is_finite():
        raise NumeralError("malformed", _("it is not a finite number"))
    if digits is not None:
        value = value.quantize(Decimal(1).scaleb(-digits))
    elif value == value.to_integral_value() and "e" not in text.lower() and text.endswith(".0"):
        value = value.to_integral_value()  # a whole number in a column of fractions
    return int(value) if "." not in str(value) and "E" not in str(value) else value
