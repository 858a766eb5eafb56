"""The figures of tables beside a fact base: millions of them in columns, those that are asked for as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from bpjscli.errors import BpjsError, quoted
from bpjscli.load.diagnostics import Broken, Guesser, InvalidBaseError
from bpjscli.load.figure_errors import CODE_OF_KIND
from bpjscli.load.figure_parts import make_figure_id
from bpjscli.load.names import Lookups, period_fault
from bpjscli.model.facts import Diagnostic, FactBase, Figure, Indicator, Location, Reading, Source
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.qualifiers import is_below_zero
from bpjscli.numerals.reading import read_printed_as, read_value_as
from bpjscli.tables.groups_sql import make_table
from bpjscli.tables.read import location_of, read_tables
from bpjscli.tables.rows import Numbering, loose_of, reading_of, row_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ERRORS = 100  # rows with an error that are named one by one
_PERCENT = r"([1-9][0-9]?|100)(\.[0-9]{1,3})?"
_WHOLE = "0|[1-9][0-9]{0,14}"


class _Bad(NamedTuple):
    """A row that cannot be used, and why."""

    row: int
    code: str
    message: str


class TableStore:
    """The tables of a fact base, read and numbered together with the figures of the base.

    The relation `figures` has them all (see `groups_sql`), with the ends of their loose readings `ll` and `lh`, the
    `row` of their table (none for those of the base) and the `text` of their number.
    """

    def __init__(self, base: FactBase, quotients: frozenset[str]) -> None:
        """Read the tables. Raises `InvalidBaseError` with what is wrong in them, row by row."""
        self.base = base
        self.connection = connect()
        self.numbering = Numbering(quotients)
        self._lookups = Lookups(base.areas, base.vocabulary, Guesser(), Broken())
        self._sources = {source.id: source for source in base.sources}
        self._files, errors = read_tables(self.connection, base.tables)
        if errors:
            raise InvalidBaseError(tuple(errors))
        self._digits = [{**table.digits} for table in base.tables]
        self.made: dict[str, Figure] = {}  # every figure that was asked for so far, by id
        self._readings: dict[tuple[str, str, bool, str, int | None], Reading] = {}
        bad = [*self._look_up(), *self._read_numbers()]
        self._enter()
        bad += self._duplicates()
        if bad:
            raise InvalidBaseError(self._errors(bad))

    def _look_up(self) -> list[_Bad]:
        """Number the parts of figures, each distinct text once."""
        finders: dict[str, Callable[[str], int | None]] = {
            "source": lambda text: self._number(self.numbering.sources, text if text in self._sources else None),
            "area": lambda text: self._number(self.numbering.areas, self._lookups.areas[text]),
            "period": lambda text: self._number(self.numbering.periods, self._lookups.periods.find(text)),
            "base": lambda text: self._number(self.numbering.bases, text),
        }
        bad: list[_Bad] = []
        for part, find in finders.items():
            texts = self._distinct(f"tbl, {part}")
            rows = [(tbl, text, find(self._renamed(tbl, part, text))) for tbl, text in texts if text is not None]
            make_table(self.connection, f"map_{part}", "tbl INTEGER, text VARCHAR, number INTEGER", rows)
            for tbl, text, number in rows:
                if number is None:
                    bad += self._rows_where(tbl, part, text, *self._why(part, self._renamed(tbl, part, text)))
        return bad + self._look_up_terms()

    def _look_up_terms(self) -> list[_Bad]:
        bad: list[_Bad] = []
        rows = []
        for tbl, indicator, segment, programme in self._distinct("tbl, indicator, segment, programme"):
            name = self._renamed(tbl, "indicator", indicator or "")
            parts = [self._renamed(tbl, "segment", segment), self._renamed(tbl, "programme", programme)]
            if parts[0] in self.base.vocabulary.programmes and parts[1] is None:
                parts.reverse()
            known = name in self.base.vocabulary.indicators and self._lookups.knows(parts[0], parts[1])
            number = self._number(self.numbering.terms, (name, *parts)) if known else None
            rows.append((tbl, indicator, segment, programme, number))
            if not known:
                bad += self._term_errors(tbl, indicator, name, (segment, parts[0]), (programme, parts[1]))
        columns = "tbl INTEGER, indicator VARCHAR, segment VARCHAR, programme VARCHAR, number INTEGER"
        make_table(self.connection, "map_term", columns, rows)
        return bad

    def _term_errors(
        self, tbl: int, written: str, name: str, segment: tuple[str | None, str | None], programme: tuple[Any, Any]
    ) -> list[_Bad]:
        vocabulary, guesser = self.base.vocabulary, self._lookups.guesser
        if name not in vocabulary.indicators:
            hint = guesser.meant(name, vocabulary.indicators) or "; define it in an [[indicator]] block, or rename it"
            return self._rows_where(tbl, "indicator", written, "F102", f"unknown indicator {quoted(name)}{hint}")
        for part, (text, meant), known in (
            ("segment", segment, vocabulary.segments), ("programme", programme, vocabulary.programmes)
        ):  # fmt: skip
            if meant is not None and meant not in known:
                hint = guesser.meant(meant, known)
                return self._rows_where(tbl, part, text or "", "F103", f"unknown {part} {quoted(meant)}{hint}")
        return []

    def _why(self, part: str, text: str) -> tuple[str, str]:
        if part == "area":
            return self._lookups.areas.faults[text]
        if part == "period":
            return "F121", f"period: {period_fault(text)}"
        return "F107", f"there is no source {quoted(text)}; write it as a [[source]] block, or rename it"

    def _renamed(self, tbl: int, part: str, text: Any) -> Any:
        return self.base.tables[tbl].rename.get(part, {}).get(text, text)

    def _number(self, known: dict[Any, int], name: object) -> int | None:
        return None if name is None else known.setdefault(name, len(known))

    def _distinct(self, columns: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"SELECT DISTINCT {columns} FROM raw ORDER BY ALL").fetchall()

    def _rows_where(self, tbl: int, part: str, text: str, code: str, message: str) -> list[_Bad]:
        found = self.connection.execute(
            f"SELECT DISTINCT row FROM raw WHERE tbl = ? AND {part} = ? ORDER BY row", [tbl, text]
        ).fetchall()
        return [_Bad(row, code, message) for (row,) in found]

    def _read_numbers(self) -> list[_Bad]:
        """Read the numbers that are not plain through the grammar, each distinct text of an indicator once."""
        indicators = self.base.vocabulary.indicators
        terms = []
        for (name, *_), number in self.numbering.terms.items():
            its = indicators[name]
            plain = name not in self.numbering.quotients
            terms.append((number, name, its.unit == "percent", its.unit == "IDR", plain))
        columns = "term INTEGER, name VARCHAR, percent BOOLEAN, money BOOLEAN, plain BOOLEAN"
        make_table(self.connection, "term_kind", columns, terms)
        digits = [(tbl, name, count) for tbl, its in enumerate(self._digits) for name, count in its.items()]
        make_table(self.connection, "digits", "tbl INTEGER, name VARCHAR, digits INTEGER", digits)
        languages = [(number, self._sources[id_].language) for id_, number in self.numbering.sources.items()]
        make_table(self.connection, "tongue", "source INTEGER, language VARCHAR", languages)
        self.connection.execute(f"""
            CREATE TEMP TABLE looked AS
            SELECT r.row, r.tbl, r.place, r.text, r.printed, s.number AS source, coalesce(b.number, 0) AS base,
                a.number AS area, p.number AS period, m.number AS term, k.name, g.language, d.digits,
                CASE WHEN r.printed OR NOT k.plain THEN 'odd'
                    WHEN k.percent AND regexp_full_match(r.text, '{_PERCENT}') AND d.digits IS NULL THEN 'percent'
                    WHEN NOT k.percent AND regexp_full_match(r.text, '{_WHOLE}') THEN 'whole' ELSE 'odd' END AS kind,
                k.money
            FROM raw r
            JOIN map_source s ON s.tbl = r.tbl AND s.text = r.source
            LEFT JOIN map_base b ON b.tbl = r.tbl AND b.text = r.base
            JOIN map_area a ON a.tbl = r.tbl AND a.text = r.area
            JOIN map_period p ON p.tbl = r.tbl AND p.text = r.period
            JOIN map_term m ON m.tbl = r.tbl AND m.indicator = r.indicator
                AND m.segment IS NOT DISTINCT FROM r.segment AND m.programme IS NOT DISTINCT FROM r.programme
            JOIN term_kind k ON k.term = m.number JOIN tongue g ON g.source = s.number
            LEFT JOIN digits d ON d.tbl = r.tbl AND d.name = k.name
            WHERE s.number IS NOT NULL AND a.number IS NOT NULL AND p.number IS NOT NULL""")
        self.connection.execute("DROP TABLE raw")
        return self._read_odd()

    def _read_odd(self) -> list[_Bad]:
        distinct = "SELECT DISTINCT name, text, printed, language, digits FROM looked WHERE kind = 'odd' ORDER BY ALL"
        rows: list[tuple[object, ...]] = []
        bad: list[_Bad] = []
        for name, text, printed, language, digits in self.connection.execute(distinct).fetchall():
            indicator = self.base.vocabulary.indicators[name]
            try:
                reading = self._reading(indicator, text, printed, language, digits)
            except NumeralError as error:
                bad += self._odd_rows(name, text, CODE_OF_KIND[error.kind], f"{quoted(text)}: {error}")
                continue
            shown = (name, text, printed, language, digits)
            rows.append(
                (*shown, *reading_of(indicator, reading, self.numbering.quotients), *loose_of(indicator, reading))
            )
        columns = "name VARCHAR, text VARCHAR, printed BOOLEAN, language VARCHAR, digits INTEGER"
        ends = "w DOUBLE, l DOUBLE, h DOUBLE, o INTEGER, ll DOUBLE, lh DOUBLE"
        make_table(self.connection, "odd", f"{columns}, {ends}", rows)
        return bad

    def _odd_rows(self, name: str, text: str, code: str, message: str) -> list[_Bad]:
        found = self.connection.execute("SELECT row FROM looked WHERE name = ? AND text = ? ORDER BY row", [name, text])
        return [_Bad(row, code, message) for (row,) in found.fetchall()]

    def _reading(self, indicator: Indicator, text: str, printed: bool, language: str, digits: int | None) -> Reading:
        """The reading of a number as it stands in a table. Raises `NumeralError`."""
        key = (indicator.id, text, printed, language, digits)
        found = self._readings.get(key)
        if found is None:
            if printed:
                found = read_printed_as(indicator, text, "en" if language == "en" else "id")
            else:
                found = read_value_as(indicator, value_of(text, digits))
            if is_below_zero(found) and not indicator.negative:
                raise NumeralError("range", f"{indicator.id} cannot be below zero, check the source")
            self._readings[key] = found
        return found

    def _enter(self) -> None:
        """Fill `figures`: those of the base first."""
        toml = [(*row_of(figure, self.numbering, number), *loose_of(self._indicator(figure), figure.reading))
                for number, figure in enumerate(self.base.figures)]  # fmt: skip
        first = len(toml)
        self.connection.execute(f"""
            CREATE TEMP TABLE figures AS
            SELECT row_number() OVER (ORDER BY f.row, f.place) + {first - 1} AS id, f.source, f.base, f.area, f.period,
                f.term, f.row, f.text, f.printed, f.language, f.digits,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN f.v / 100 ELSE o.w END AS w,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN (f.v - f.half) / 100 ELSE o.l END AS l,
                CASE f.kind WHEN 'whole' THEN f.v WHEN 'percent' THEN (f.v + f.half) / 100 ELSE o.h END AS h,
                CASE f.kind WHEN 'odd' THEN o.o ELSE 0 END AS o,
                CASE f.kind WHEN 'whole' THEN CASE WHEN f.money THEN greatest(f.v - 1, 0) ELSE f.v END
                    WHEN 'percent' THEN (f.v - 2 * f.half) / 100 ELSE o.ll END AS ll,
                CASE f.kind WHEN 'whole' THEN CASE WHEN f.money THEN f.v + 1 ELSE f.v END
                    WHEN 'percent' THEN (f.v + 2 * f.half) / 100 ELSE o.lh END AS lh
            FROM (SELECT *, TRY_CAST(text AS DOUBLE) AS v,
                    0.5 * 10.0 ** -(CASE WHEN contains(text, '.') THEN length(text) - position('.' IN text) ELSE 0 END)
                    AS half FROM looked) f
            LEFT JOIN odd o ON f.kind = 'odd' AND o.name = f.name AND o.text = f.text AND o.printed = f.printed
                AND o.language = f.language AND o.digits IS NOT DISTINCT FROM f.digits""")
        self.connection.execute("DROP TABLE looked")
        names = "id, source, base, area, period, term, w, l, h, o, ll, lh"
        for start in range(0, len(toml), 1000):
            values = ", ".join("(" + ", ".join(map(repr, row)) + ")" for row in toml[start : start + 1000])
            self.connection.execute(f"INSERT INTO figures ({names}) VALUES {values}")

    def _indicator(self, figure: Figure) -> Indicator:
        return self.base.vocabulary.indicators[figure.indicator]

    def _duplicates(self) -> list[_Bad]:
        found = self.connection.execute("""
            SELECT row FROM (
                SELECT row, row_number() OVER (PARTITION BY source, base, area, period, term ORDER BY id) AS n
                FROM figures)
            WHERE n > 1 AND row IS NOT NULL ORDER BY row""").fetchall()
        said = "a figure of this row is there already, in an earlier row or in the fact base; remove one"
        return [_Bad(row, "F116", said) for (row,) in dict.fromkeys(found)]

    def _errors(self, bad: Iterable[_Bad]) -> tuple[Diagnostic, ...]:
        """The first errors by row, and how many more there are."""
        every = sorted(dict.fromkeys(bad))
        rows = self._locations([one.row for one in every[:MOST_ERRORS]])
        errors = [Diagnostic(one.code, "error", one.message, rows[one.row]) for one in every[:MOST_ERRORS]]
        if len(every) > MOST_ERRORS:
            more = f"{len(every) - MOST_ERRORS:,} more rows of tables have errors"
            errors.append(Diagnostic("F165", "error", more, self.base.tables[0].place))
        return tuple(errors)

    def _locations(self, rows: Collection[int]) -> dict[int, Location]:
        make_table(self.connection, "wanted_row", "row BIGINT", [(row,) for row in dict.fromkeys(rows)])
        found = self.connection.execute(
            "SELECT s.row, s.file, s.line, s.key FROM source_row s JOIN wanted_row w ON w.row = s.row"
        ).fetchall()
        its = {row: (file, line, key) for row, file, line, key in found}
        return {row: location_of(row, self._files, its) for row in its}

    def count(self) -> int:
        """How many figures the tables have."""
        found = self.connection.execute("SELECT count(*) FROM figures WHERE row IS NOT NULL").fetchone()
        return int(found[0]) if found else 0

    def base_about(self, areas: Collection[str], most: int) -> tuple[FactBase, date | None]:
        """The fact base with the figures of the tables about some areas; at `most` so many, the latest ones.

        The day is the end of the first period that is there, where earlier ones are left out.
        """
        numbers = [str(number) for area, number in self.numbering.areas.items() if area in areas]
        where = f"area IN ({', '.join(numbers) or -1})"
        ends = [(number, period.end) for period, number in self.numbering.periods.items()]
        make_table(self.connection, "period_end", "period INTEGER, ends DATE", ends)
        counts = self.connection.execute(f"""
            SELECT ends, count(*) FROM figures JOIN period_end USING (period) WHERE row IS NOT NULL AND {where}
            GROUP BY ends ORDER BY ends DESC""").fetchall()
        total, first = 0, None
        for ends, count in counts:
            total += count
            if total > most and first is not None:
                later = f"period IN (SELECT period FROM period_end WHERE ends >= DATE '{first}')"
                return self.base_with(f"{where} AND {later}"), first
            first = ends
        return self.base_with(where), None

    def base_with(self, where: str) -> FactBase:
        """The fact base with those figures of the tables that a condition in SQL selects, and all of its own."""
        query = f"""
            SELECT id, row, source, base, area, period, term, text, printed, language, digits FROM figures f
            WHERE row IS NOT NULL AND ({where}) ORDER BY id"""
        found = self.connection.execute(query).fetchall()
        locations = self._locations([row[1] for row in found])
        names = _Names(self.numbering)
        rows: dict[str, Location] = {}
        by_source: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.base.figures:
            by_source[figure.source.id].append(figure)
        for row in found:
            figure = self._figure(row, names)
            self.made[figure.id] = figure
            rows[figure.id] = locations[row[1]]
            by_source[figure.source.id].append(figure)
        figures = tuple(figure for source in self.base.sources for figure in by_source.get(source.id, ()))
        return msgspec.structs.replace(self.base, figures=figures, rows=rows)

    def _figure(self, row: tuple[Any, ...], names: _Names) -> Figure:
        id_, _, source_number, base, area, period, term, text, printed, language, digits = row
        source: Source = self._sources[names.sources[source_number]]
        name, segment, programme = names.terms[term]
        indicator = self.base.vocabulary.indicators[name]
        when = names.periods[period]
        where, over = names.areas[area], names.bases[base]
        return Figure(
            id=make_figure_id(source, where, indicator, segment, programme, over, when, None),
            source=source,
            area=where,
            indicator=name,
            period=when,
            segment=segment,
            programme=programme,
            base=over,
            printed=text if printed else None,
            given=None if printed else Decimal(value_of(text, digits)),
            reading=self._reading(indicator, text, printed, language, digits),
            unit=indicator.unit,
            order=id_,
        )


class _Names:
    """What numbers stand for."""

    def __init__(self, numbering: Numbering) -> None:
        self.sources = list(numbering.sources)
        self.bases = list(numbering.bases)
        self.areas = list(numbering.areas)
        self.periods = list(numbering.periods)
        self.terms = list(numbering.terms)


def connect() -> DuckDBPyConnection:
    """A database in memory that loads nothing by itself. Raises `BpjsError` where DuckDB is missing."""
    try:
        import duckdb
    except ImportError as error:
        raise BpjsError("a [[table]] needs DuckDB; install bpjscli[tables]") from error
    settings: Mapping[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",  # nothing is left on a disk, however a run ends
    }
    return duckdb.connect(config=dict(settings))


def value_of(text: str, digits: int | None) -> int | Decimal:
    """The number that a table holds, with as many decimals as it is said to have. Raises `NumeralError`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise NumeralError("malformed", 'it is no plain number; name its column as printed = "…"') from None
    if not value.is_finite():
        raise NumeralError("malformed", "it is not a finite number")
    if digits is not None:
        value = value.quantize(Decimal(1).scaleb(-digits))
    elif value == value.to_integral_value() and "e" not in text.lower() and text.endswith(".0"):
        value = value.to_integral_value()  # a whole number in a column of fractions
    return int(value) if "." not in str(value) and "E" not in str(value) else value
