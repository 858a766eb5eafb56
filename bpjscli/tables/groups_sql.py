"""The groups of a table in columns: which figures meet, as `solver.groups` sorts them, for millions at a time.

`figures` is a relation with one row a figure: `id`, the numbers of its `source`, `base`, `area`, `period` and `term`
(an indicator of a segment or programme), and its reading: `w` the number itself, `l` and `h` the ends of its rounded
reading, `o` 1 where an end is left out. Percentages are ratios; an end that is open stands at 1e40.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Area, Vocabulary
from bpjscli.model.period import EARLIEST, Period, years_later
from bpjscli.solver.groups import actual_indicators_met
from bpjscli.solver.identity import Identity, Previous, walk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Stated = tuple[str, str | None, str | None]  # indicator, segment, programme


class Names(NamedTuple):
    """What the numbers in `figures` stand for: each list is indexed by number."""

    areas: Sequence[str]
    periods: Sequence[Period]
    terms: list[Stated]


class GroupTables:
    """Fills the tables `placed`, `cell`, `region` and `grp` from `figures`.

    A cell is an area in a period. `placed` has the figures with the period in which they meet others (`place`), `cell`
    the cells with the number of their group (`grp`) and their `year` in it, `region` each region's cell with those of
    its parts, where all of them have figures that add up, and `grp` how many levels of such regions lie below a group.
    """

    def __init__(
        self,
        connection: DuckDBPyConnection,
        names: Names,
        vocabulary: Vocabulary,
        areas: Mapping[str, Area],
        identities: Sequence[Identity],
    ) -> None:
        self.connection = connection
        self.names = names
        self.vocabulary = vocabulary
        self.areas = areas
        self.identities = identities

    def fill(self) -> None:
        """Fill the tables."""
        self._describe_periods()
        self._place_figures()
        self._sort_into_cells()
        self._join_years()
        self._find_regions()

    def _terms_where(self, test: Callable[[str], bool]) -> str:
        """The numbers of the terms whose indicators pass a test, as a list in SQL."""
        chosen = [str(number) for number, term in enumerate(self.names.terms) if test(term[0])]
        return ", ".join(chosen) or "-1"

    def _sort_into_cells(self) -> None:
        additive = self._terms_where(lambda name: self.vocabulary.indicators[name].additive)
        self.connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE cell AS
            SELECT row_number() OVER (ORDER BY min(id)) AS cell, source, base, area, place AS period,
                bool_or(term IN ({additive})) AS additive
            FROM placed GROUP BY source, base, area, place""")

    def _place_figures(self) -> None:
        """The period in which each figure meets others: its own, save for targets and gaps."""
        roles = self.vocabulary.indicators
        plans = [number for number, term in enumerate(self.names.terms) if roles[term[0]].role != "actual"]
        if not plans:
            self.connection.execute("CREATE OR REPLACE TEMP VIEW placed AS SELECT *, period AS place FROM figures")
            return
        self._describe_meetings(plans)
        # The latest of each plan in a year moves to where it is met; the others stay.
        self.connection.execute("""
            CREATE OR REPLACE TEMP TABLE placed AS
            WITH planned AS (
                SELECT f.*, p.year, p.rank, m.role, m.kind FROM figures f
                JOIN period p ON p.period = f.period JOIN plan_term m ON m.term = f.term),
            latest AS (
                SELECT *, max(rank) OVER (PARTITION BY source, base, area, year, kind) AS last,
                    max(rank) OVER (PARTITION BY source, base, area, year) AS any_last FROM planned),
            met AS (
                SELECT l.id, max(p.rank) AS rank, bool_or(a.period = l.period) AS here FROM latest l
                JOIN meets m ON m.plan = l.term
                JOIN figures a ON a.source = l.source AND a.base = l.base AND a.area = l.area AND a.term = m.actual
                JOIN period p ON p.period = a.period AND p.year = l.year AND NOT p.several
                WHERE l.rank = l.last GROUP BY l.id),
            moved AS (
                SELECT l.id, CASE WHEN l.role = 'gap' AND coalesce(met.here, false) THEN l.rank
                    ELSE coalesce(met.rank, l.any_last) END AS rank
                FROM latest l LEFT JOIN met ON met.id = l.id WHERE l.rank = l.last)
            SELECT f.*, coalesce(p.period, f.period) AS place FROM figures f
            LEFT JOIN moved m ON m.id = f.id LEFT JOIN period p ON p.rank = m.rank""")

    def _describe_periods(self) -> None:
        periods = self.names.periods
        order = sorted(range(len(periods)), key=lambda number: periods[number].sort_key)
        rank = {number: place for place, number in enumerate(order)}
        rows = [(number, p.year, rank[number], p.kind == "years", p.end) for number, p in enumerate(periods)]
        columns = "period INTEGER, year INTEGER, rank INTEGER, several BOOLEAN, ends DATE"
        make_table(self.connection, "period", columns, rows)

    def _describe_meetings(self, plans: Iterable[int]) -> None:
        met = actual_indicators_met(self.vocabulary.indicators, self.identities)
        kinds: dict[tuple[str, str | None], int] = {}
        rows, meetings = [], []
        for number in plans:
            indicator, segment, _ = self.names.terms[number]
            kind = kinds.setdefault((indicator, segment), len(kinds))
            rows.append((number, self.vocabulary.indicators[indicator].role, kind))
            meetings += [
                (number, actual) for actual, term in enumerate(self.names.terms) if term[0] in met.get(indicator, ())
            ]
        make_table(self.connection, "plan_term", "term INTEGER, role VARCHAR, kind INTEGER", rows)
        make_table(self.connection, "meets", "plan INTEGER, actual INTEGER", meetings)

    def _join_years(self) -> None:
        """Number the groups: cells of an area in successive years, where a growth that is printed joins them."""
        looking = [
            (frozenset(identity.rates() or identity.names()), part.indicator)
            for identity in self.identities
            for part in walk(identity.expression)
            if isinstance(part, Previous)
        ]
        stated = {term[0] for term in self.names.terms}
        looking = [(names, indicator) for names, indicator in looking if names & stated and indicator in stated]
        earlier = self._earlier_periods() if looking else []
        if not earlier:
            self.connection.execute("ALTER TABLE cell ADD COLUMN grp BIGINT; UPDATE cell SET grp = cell")
            self.connection.execute("ALTER TABLE cell ADD COLUMN year INTEGER DEFAULT 0")
            return
        make_table(self.connection, "earlier", "period INTEGER, before INTEGER", earlier)
        self._link(looking)

    def _earlier_periods(self) -> list[tuple[object, ...]]:
        known = {period: number for number, period in enumerate(self.names.periods)}
        rows: list[tuple[object, ...]] = []
        for number, period in enumerate(self.names.periods):
            if period.year != EARLIEST and (before := known.get(years_later(period, -1))) is not None:
                rows.append((number, before))
        return rows

    def _link(self, looking: Sequence[tuple[frozenset[str], str]]) -> None:
        do = self.connection.execute
        links = [self._links(names, indicator) for names, indicator in looking]
        do(f"CREATE OR REPLACE TEMP TABLE link AS {' UNION '.join(links)}")
        do("""
            CREATE OR REPLACE TEMP TABLE numbered AS
            SELECT c.*, coalesce(l.before, c.cell) AS grp, CASE WHEN l.before IS NULL THEN 0 ELSE 1 END AS year
            FROM cell c LEFT JOIN link l ON l.cell = c.cell""")
        joined = "FROM numbered n JOIN numbered b ON b.cell = n.grp"
        while any(do(f"SELECT count(*) {joined} WHERE b.grp <> b.cell").fetchone() or ()):
            # Each round doubles how far a cell looks back.
            do(f"""
                CREATE OR REPLACE TEMP TABLE numbered AS
                SELECT n.cell, n.source, n.base, n.area, n.period, n.additive, b.grp, n.year + b.year AS year
                {joined}""")
        do("CREATE OR REPLACE TEMP TABLE cell AS SELECT * FROM numbered")

    def _links(self, names: frozenset[str], indicator: str) -> str:
        """The cells in which one of these rates is printed, with the cell of the year before where it has a base."""
        rates = self._terms_where(lambda name: name in names)
        base = self._terms_where(lambda name: name == indicator)
        cells = "SELECT DISTINCT source, base, area, place FROM placed WHERE term IN"
        return f"""
            SELECT DISTINCT c.cell, b.cell AS before FROM ({cells} ({rates})) r
            JOIN cell c ON c.source = r.source AND c.base = r.base AND c.area = r.area AND c.period = r.place
            JOIN earlier e ON e.period = c.period
            JOIN ({cells} ({base})) s
                ON s.source = c.source AND s.base = c.base AND s.area = c.area AND s.place = e.before
            JOIN cell b ON b.source = s.source AND b.base = s.base AND b.area = s.area AND b.period = s.place"""

    def _find_regions(self) -> None:
        """Regions as they were cut in the period, for a source that names what it names."""
        boundaries = Boundaries(self.areas)
        index = {area: number for number, area in enumerate(self.names.areas)}
        rows: list[tuple[object, ...]] = []
        named_in_years = self.connection.execute("""
            SELECT c.source, p.year, list(DISTINCT c.area) FROM cell c JOIN period p ON p.period = c.period
            GROUP BY ALL ORDER BY ALL""").fetchall()
        for source, year, areas in named_in_years:
            its = [self.names.areas[number] for number in areas]
            named = boundaries.telling(its)
            wholes = [area for area in boundaries.wholes(its) if area in its]
            for number, period in enumerate(self.names.periods):
                if period.year == year:
                    parts = {area: boundaries.parts(area, period, named) for area in wholes}
                    rows += [
                        (source, number, index[area], index[part], len(of), _height(area, parts))
                        for area, of in parts.items()
                        if all(part in index for part in of)
                        for part in of
                    ]
        columns = "source INTEGER, period INTEGER, region INTEGER, part INTEGER, parts INTEGER, height INTEGER"
        make_table(self.connection, "part", columns, rows)
        self._join_regions()

    def _join_regions(self) -> None:
        do = self.connection.execute
        do("""
            CREATE OR REPLACE TEMP TABLE region AS
            SELECT * FROM (
                SELECT r.cell AS region, c.cell AS part, p.parts, p.height, count(*) OVER (PARTITION BY r.cell) AS found
                FROM cell r JOIN part p ON p.region = r.area AND p.source = r.source AND p.period = r.period
                JOIN cell c ON c.source = r.source AND c.base = r.base AND c.period = r.period AND c.area = p.part
                    AND c.additive)
            WHERE found = parts""")
        rates = self._terms_where(lambda name: self.vocabulary.indicators[name].points)
        do(f"""
            CREATE OR REPLACE TEMP TABLE grp AS
            WITH several AS (
                SELECT source, base, p.ends FROM (SELECT DISTINCT source, base, period FROM cell) c
                JOIN period p ON p.period = c.period GROUP BY ALL HAVING count(*) > 1),
            growing AS (
                SELECT source, base, area, place FROM placed WHERE term IN ({rates}) GROUP BY ALL)
            SELECT c.grp, coalesce(max(r.height), 0) AS height, arg_min(c.period, c.year) AS first,
                bool_or(u.part IS NOT NULL) AS is_part,
                bool_or(s.ends IS NOT NULL OR (g.place IS NOT NULL AND (
                    (c.year = 0 AND (r.region IS NOT NULL OR u.part IS NOT NULL))
                    OR EXISTS (FROM several o WHERE o.source = c.source AND o.base = c.base)))) AS odd
            FROM cell c JOIN period p ON p.period = c.period
            LEFT JOIN several s ON s.source = c.source AND s.base = c.base AND s.ends = p.ends
            LEFT JOIN growing g
                ON g.source = c.source AND g.base = c.base AND g.area = c.area AND g.place = c.period
            LEFT JOIN (SELECT DISTINCT region, height FROM region) r ON r.region = c.cell
            LEFT JOIN (SELECT DISTINCT part FROM region) u ON u.part = c.cell GROUP BY c.grp""")


def _height(area: str, parts: Mapping[str, Sequence[str]]) -> int:
    """How many levels of regions stand one above the other, down from `area`; 0 for no region."""
    return 1 + max(_height(part, parts) for part in parts[area]) if parts.get(area) else 0


def make_table(connection: DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Create a temporary table with these rows."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in some)
        connection.execute(f"INSERT INTO {name} VALUES {marks}", [value for row in some for value in row])
