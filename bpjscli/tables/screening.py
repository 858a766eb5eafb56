"""Screening: which groups of a table certainly agree, found in columns; the others are examined by hand.

`figures` is a relation with one row a figure: `id`, the numbers of its `source`, `base`, `area`, `period` and `term` (an
indicator of a segment or programme), and its reading: `w` the number itself, `l` and `h` the ends of its rounded
reading, `o` 1 where an end is left out. Percentages are ratios; an end that is open stands at 1e40.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bpjscli.solver.constraints import REST, Absent, Plan, Variable
from bpjscli.solver.groups import summands
from bpjscli.solver.identity import Identity, Previous, walk
from bpjscli.solver.plan import Planner
from bpjscli.model.facts import Area, Term, Vocabulary
from bpjscli.model.period import EARLIEST, Period, years_later
from bpjscli.tables.certificate import Certificate, make_certificate
from bpjscli.tables.certificate_sql import Columns, Narrowing, pivot

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Stated = tuple[str, str | None, str | None]  # indicator, segment, programme

FEWEST = 12  # groups of a shape below which to examine them is as quick as to screen them
ROUNDS = 2  # of narrowing, before values are chosen from the middle
PHASES = 12  # of narrowing that one query does
WORD = 62  # variables whose presence one number holds


class Names(NamedTuple):
    """What the numbers in `figures` stand for: each list is indexed by number."""

    areas: Sequence[str]
    periods: Sequence[Period]
    terms: list[Stated]


class Shape(NamedTuple):
    """What groups have in common: their variables by number, what did not exist yet, and what sums of parts give."""

    variables: Mapping[int, Variable]
    absent: Absent
    sums: Mapping[int, Variable]


class Screening:
    """Screens the figures of one connection, with the plans of one planner."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        names: Names,
        vocabulary: Vocabulary,
        areas: Mapping[str, Area],
        identities: Sequence[Identity],
        planner: Planner,
    ) -> None:
        self.connection = connection
        self.names = names
        self.vocabulary = vocabulary
        self.areas = areas
        self.identities = identities
        self.planner = planner
        self._number = {term: number for number, term in enumerate(names.terms)}
        self._slots: list[tuple[int, int]] = []  # (term, year)
        self._slot: dict[tuple[int, int], int] = {}

    def run(self) -> None:
        """Fill the table `suspect` with the cells of groups that are not cleared."""
        self._sort_into_cells()
        self._join_years()
        self._find_regions()
        self._number_slots()
        self._shape()
        do = self.connection.execute
        do("CREATE OR REPLACE TEMP TABLE cleared (grp BIGINT)")
        do("CREATE OR REPLACE TEMP TABLE solution (cell BIGINT, term INTEGER, v DOUBLE, e DOUBLE)")
        heights = [row[0] for row in do("SELECT DISTINCT height FROM grp ORDER BY height").fetchall()]
        for height in heights:
            self._screen_height(height)
        do("CREATE OR REPLACE TEMP TABLE suspect AS SELECT cell FROM cell WHERE grp NOT IN (SELECT grp FROM cleared)")

    def _sort_into_cells(self) -> None:
        do = self.connection.execute
        self._place_plans()
        additive = self._terms_where(lambda term: self.vocabulary.indicators[term[0]].additive)
        do(
            "CREATE OR REPLACE TEMP TABLE cell AS SELECT row_number() OVER (ORDER BY min(id)) AS cell, source, base, area, "
            f"place AS period, bool_or(term IN ({additive})) AS additive FROM placed GROUP BY source, base, area, place"
        )

    def _terms_where(self, test: object) -> str:
        chosen = [str(number) for number, term in enumerate(self.names.terms) if test(term)]  # type: ignore[operator]
        return ", ".join(chosen) or "-1"

    def _place_plans(self) -> None:
        """The period in which each figure meets others: its own, save for targets and gaps."""
        do = self.connection.execute
        roles = self.vocabulary.indicators
        plans = [number for number, term in enumerate(self.names.terms) if roles[term[0]].role != "actual"]
        if not plans:
            do("CREATE OR REPLACE TEMP VIEW placed AS SELECT *, period AS place FROM figures")
            return
        self._describe_periods()
        self._describe_meetings(plans)
        do(
            "CREATE OR REPLACE TEMP TABLE planned AS SELECT f.*, p.year, p.rank, m.role, m.kind FROM figures f "
            "JOIN period p ON p.period = f.period JOIN plan_term m ON m.term = f.term"
        )
        do(  # the latest of each plan in a year moves to where it is met; the others stay
            "CREATE OR REPLACE TEMP TABLE moved AS WITH latest AS (SELECT *, max(rank) OVER (PARTITION BY source, base, "
            "area, year, kind) AS last, max(rank) OVER (PARTITION BY source, base, area, year) AS any_last FROM planned), "
            "met AS (SELECT l.id, max(p.rank) AS rank, bool_or(a.period = l.period) AS here FROM latest l "
            "JOIN meets m ON m.plan = l.term JOIN figures a ON a.source = l.source AND a.base = l.base AND a.area = l.area "
            "AND a.term = m.actual JOIN period p ON p.period = a.period AND p.year = l.year AND NOT p.several "
            "WHERE l.rank = l.last GROUP BY l.id) "
            "SELECT l.id, CASE WHEN l.role = 'gap' AND coalesce(met.here, false) THEN l.rank "
            "ELSE coalesce(met.rank, l.any_last) END AS rank FROM latest l LEFT JOIN met ON met.id = l.id "
            "WHERE l.rank = l.last"
        )
        do(
            "CREATE OR REPLACE TEMP TABLE placed AS SELECT f.*, coalesce(p.period, f.period) AS place FROM figures f "
            "LEFT JOIN moved m ON m.id = f.id LEFT JOIN period p ON p.rank = m.rank"
        )

    def _describe_periods(self) -> None:
        periods = self.names.periods
        order = sorted(range(len(periods)), key=lambda number: periods[number].sort_key)
        rank = {number: place for place, number in enumerate(order)}
        rows = [(number, p.year, rank[number], p.kind == "years") for number, p in enumerate(periods)]
        self._table("period", "period INTEGER, year INTEGER, rank INTEGER, several BOOLEAN", rows)

    def _describe_meetings(self, plans: Iterable[int]) -> None:
        from bpjscli.solver.groups import _met_by_plans

        met = _met_by_plans(self.vocabulary.indicators, self.identities)
        kinds: dict[tuple[str, str | None], int] = {}
        rows, meetings = [], []
        for number in plans:
            indicator, segment, _ = self.names.terms[number]
            kind = kinds.setdefault((indicator, segment), len(kinds))
            rows.append((number, self.vocabulary.indicators[indicator].role, kind))
            meetings += [
                (number, actual) for actual, term in enumerate(self.names.terms) if term[0] in met.get(indicator, ())
            ]
        self._table("plan_term", "term INTEGER, role VARCHAR, kind INTEGER", rows)
        self._table("meets", "plan INTEGER, actual INTEGER", meetings)

    def _table(self, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
        do = self.connection.execute
        do(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
        for start in range(0, len(rows), 500):
            some = rows[start : start + 500]
            marks = ", ".join(f"({', '.join('?' * len(row))})" for row in some)
            do(f"INSERT INTO {name} VALUES {marks}", [value for row in some for value in row])

    def _join_years(self) -> None:
        """Number the groups: cells of an area in successive years, where a growth that is printed holds them together."""
        do = self.connection.execute
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
            do("ALTER TABLE cell ADD COLUMN grp BIGINT; UPDATE cell SET grp = cell")
            do("ALTER TABLE cell ADD COLUMN year INTEGER DEFAULT 0")
            return
        self._table("earlier", "period INTEGER, before INTEGER", earlier)
        self._link(looking)

    def _earlier_periods(self) -> list[tuple[object, ...]]:
        known = {period: number for number, period in enumerate(self.names.periods)}
        found: list[tuple[object, ...]] = []
        for number, period in enumerate(self.names.periods):
            if period.year != EARLIEST and (before := known.get(years_later(period, -1))) is not None:
                found.append((number, before))
        return found

    def _link(self, looking: Sequence[tuple[frozenset[str], str]]) -> None:
        do = self.connection.execute
        links = []
        for names, indicator in looking:
            rates = self._terms_where(lambda term, names=names: term[0] in names)
            base = self._terms_where(lambda term, indicator=indicator: term[0] == indicator)
            links.append(
                "SELECT DISTINCT c.cell, b.cell AS before FROM (SELECT DISTINCT source, base, area, place FROM placed "
                f"WHERE term IN ({rates})) r JOIN cell c ON c.source = r.source AND c.base = r.base AND c.area = r.area "
                "AND c.period = r.place JOIN earlier e ON e.period = c.period JOIN (SELECT DISTINCT source, base, area, "
                f"place FROM placed WHERE term IN ({base})) s ON s.source = c.source AND s.base = c.base "
                "AND s.area = c.area AND s.place = e.before JOIN cell b ON b.source = s.source AND b.base = s.base "
                "AND b.area = s.area AND b.period = s.place"
            )
        do(f"CREATE OR REPLACE TEMP TABLE link AS {' UNION '.join(links)}")
        do(
            "CREATE OR REPLACE TEMP TABLE numbered AS SELECT c.*, coalesce(l.before, c.cell) AS grp, "
            "CASE WHEN l.before IS NULL THEN 0 ELSE 1 END AS year FROM cell c LEFT JOIN link l ON l.cell = c.cell"
        )
        while True:  # each round doubles how far a cell looks back
            do(
                "CREATE OR REPLACE TEMP TABLE numbered AS SELECT n.cell, n.source, n.base, n.area, n.period, n.additive, "
                "b.grp, n.year + b.year AS year FROM numbered n JOIN numbered b ON b.cell = n.grp"
            )
            left = do(
                "SELECT count(*) FROM numbered n JOIN numbered b ON b.cell = n.grp WHERE b.grp <> b.cell"
            ).fetchone()
            if not left or not left[0]:
                break
        do("CREATE OR REPLACE TEMP TABLE cell AS SELECT * FROM numbered")

    def _find_regions(self) -> None:
        """Regions with figures whose parts all have additive ones, and how many such levels lie below each group."""
        do = self.connection.execute
        index = {area: number for number, area in enumerate(self.names.areas)}
        rows: list[tuple[object, ...]] = []
        heights: dict[str, int] = {}
        for area in sorted(index, key=lambda id_: self._height(id_, index, heights)):
            parts = summands(area, self.areas) if self._height(area, index, heights) else ()
            rows += [(index[area], index[part], len(parts), heights[area]) for part in parts]
        self._table("part", "region INTEGER, part INTEGER, parts INTEGER, height INTEGER", rows)
        do(
            "CREATE OR REPLACE TEMP TABLE region AS SELECT * FROM (SELECT r.cell AS region, c.cell AS part, p.parts, "
            "p.height, count(*) OVER (PARTITION BY r.cell) AS found FROM cell r JOIN part p ON p.region = r.area "
            "JOIN cell c ON c.source = r.source AND c.base = r.base AND c.period = r.period AND c.area = p.part "
            "AND c.additive) WHERE found = parts"
        )
        do(
            "CREATE OR REPLACE TEMP TABLE grp AS SELECT c.grp, coalesce(max(r.height), 0) AS height, "
            "arg_min(c.period, c.year) AS first, bool_or(u.part IS NOT NULL) AS is_part FROM cell c "
            "LEFT JOIN (SELECT DISTINCT region, height FROM region) r ON r.region = c.cell "
            "LEFT JOIN (SELECT DISTINCT part FROM region) u ON u.part = c.cell GROUP BY c.grp"
        )

    def _height(self, area: str, index: Mapping[str, int], heights: dict[str, int]) -> int:
        """How many levels of regions with figures stand one above the other, down from `area`; 0 for no region."""
        if area not in heights:
            place = self.areas.get(area)
            parts = summands(area, self.areas) if place is not None and place.complete else ()
            whole = bool(parts) and all(part in index for part in parts)
            heights[area] = 1 + max(self._height(part, index, heights) for part in parts) if whole else 0
        return heights[area]

    def _number_slots(self) -> None:
        do = self.connection.execute
        do(
            "CREATE OR REPLACE TEMP TABLE item AS SELECT f.id, c.grp, f.term, c.year, f.w, f.l, f.h, f.o FROM placed f JOIN "
            "cell c ON c.source = f.source AND c.base = f.base AND c.area = f.area AND c.period = f.place"
        )
        pairs = do("SELECT DISTINCT term, year FROM item ORDER BY year, term").fetchall()
        for term, year in pairs:
            self._slot_of(term, year)

    def _slot_of(self, term: int, year: int) -> int:
        if (term, year) not in self._slot:
            self._slot[term, year] = len(self._slots)
            self._slots.append((term, year))
        return self._slot[term, year]

    def _variable(self, slot: int) -> Variable:
        term, year = self._slots[slot]
        return Variable(*self.names.terms[term], 0, year)

    def _shape(self) -> None:
        """Give groups with the same variables the same number; a variable that is stated twice has no shape."""
        do = self.connection.execute
        self._table(
            "slot", "term INTEGER, year INTEGER, variable INTEGER", [(*one, n) for n, one in enumerate(self._slots)]
        )
        words = range(-(-len(self._slots) // WORD) or 1)
        bits = ", ".join(
            f"bit_or(CASE WHEN s.variable // {WORD} = {n} THEN CAST(1 AS BIGINT) << (s.variable % {WORD}) ELSE 0 END) AS k{n}"
            for n in words
        )
        keys = ", ".join(f"k{n}" for n in words)
        eras = self._eras()
        self._table("era", "first INTEGER, era INTEGER", list(eras.items()))
        do(
            "CREATE OR REPLACE TEMP TABLE shaped AS SELECT i.grp, count(*) AS n, count(DISTINCT s.variable) AS d, "
            f"{bits} FROM item i JOIN slot s ON s.term = i.term AND s.year = i.year GROUP BY i.grp"
        )
        do(
            f"CREATE OR REPLACE TEMP TABLE form AS SELECT dense_rank() OVER (ORDER BY era, {keys}) AS shape, s.grp, e.era, "
            f"g.height, g.is_part, {keys} FROM shaped s JOIN grp g ON g.grp = s.grp JOIN era e ON e.first = g.first "
            "WHERE n = d"
        )
        do(
            "CREATE OR REPLACE TEMP TABLE ordered AS SELECT f.shape, f.height, i.grp, s.variable, i.w, i.l, i.h, i.o "
            "FROM item i JOIN form f ON f.grp = i.grp JOIN slot s ON s.term = i.term AND s.year = i.year "
            "ORDER BY f.height, f.shape, i.grp"
        )
        do("DROP TABLE item; DROP TABLE shaped")

    def _eras(self) -> dict[int, int]:
        """For each period, as the first of a group, the number of what did not exist yet in its years."""
        years = sorted({year for _, year in self._slots}) or [0]
        self._absent: list[Absent] = []
        found = {}
        for number, period in enumerate(self.names.periods):
            absent = absent_from(period, years, self.vocabulary)
            if absent not in self._absent:
                self._absent.append(absent)
            found[number] = self._absent.index(absent)
        return found

    def _screen_height(self, height: int) -> None:
        do = self.connection.execute
        if height:
            self._add_up(height)
        precision: dict[int, dict[int, tuple[float, float]]] = {}
        rows = do(
            "SELECT shape, variable, avg(CASE WHEN l = h THEN 1.0 ELSE 0.0 END), "
            "avg(CASE WHEN h < 1e39 AND l > -1e39 THEN (h - l) / (abs(w) + 1e-9) ELSE 1 END) "
            f"FROM ordered WHERE height = {height} GROUP BY shape, variable"
        ).fetchall()
        for shape, variable, exact, width in rows:
            precision.setdefault(shape, {})[variable] = (-exact, width)
        counts = do(
            f"SELECT shape, era, sums, count(*) FROM {'form_sums' if height else '(SELECT *, NULL AS sums FROM form)'} "
            f"WHERE height = {height} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        for shape, era, sums, count in counts:
            if count >= FEWEST or height:
                self._screen_shape(height, shape, era, sums, precision[shape])

    def _add_up(self, height: int) -> None:
        """What the parts of each region of this height come to, where all of them are cleared."""
        do = self.connection.execute
        do(
            "CREATE OR REPLACE TEMP TABLE given AS WITH r AS (SELECT r.region, r.part, r.parts FROM region r JOIN cell c ON "
            f"c.cell = r.region JOIN grp g ON g.grp = c.grp WHERE g.height = {height}) "
            "SELECT c.grp, c.year, r.region, s.term, sum(s.v) AS v, CASE WHEN bool_and(s.e = 0 AND s.v = floor(s.v)) "
            "AND sum(abs(s.v)) < 4.5e15 THEN 0 ELSE sum(s.e) * 1.01 + sum(abs(s.v)) * any_value(r.parts) * 8.9e-16 END AS e "
            "FROM r JOIN solution s ON s.cell = r.part JOIN cell c ON c.cell = r.region "
            "GROUP BY c.grp, c.year, r.region, s.term, r.parts HAVING count(*) = r.parts"
        )
        pairs = do("SELECT DISTINCT term, year FROM given").fetchall()
        new = [(*pair, self._slot_of(*pair)) for pair in pairs]
        self._table("given_slot", "term INTEGER, year INTEGER, variable INTEGER", new)
        do(
            "CREATE OR REPLACE TEMP TABLE given_slots AS SELECT g.grp, s.variable, any_value(g.v) AS v, any_value(g.e) AS e "
            "FROM given g JOIN given_slot s ON s.term = g.term AND s.year = g.year GROUP BY g.grp, s.variable"
        )
        do(  # a region one of whose parts is not cleared is not cleared itself
            "CREATE OR REPLACE TEMP TABLE form_sums AS WITH bad AS (SELECT DISTINCT c.grp FROM region r JOIN cell c ON c.cell "
            "= r.region JOIN cell p ON p.cell = r.part WHERE p.grp NOT IN (SELECT grp FROM cleared)), "
            "its AS (SELECT grp, string_agg(CAST(variable AS VARCHAR), ',' ORDER BY variable) AS sums FROM given_slots "
            "GROUP BY grp) SELECT f.grp, f.shape, f.era, f.height, f.is_part, coalesce(its.sums, '') AS sums FROM form f "
            f"LEFT JOIN its ON its.grp = f.grp WHERE f.height = {height} AND f.grp NOT IN (SELECT grp FROM bad)"
        )

    def _screen_shape(
        self, height: int, shape: int, era: int, sums: str | None, precision: Mapping[int, tuple[float, float]]
    ) -> None:
        given = [int(number) for number in sums.split(",")] if sums else []
        its = Shape(
            {number: self._variable(number) for number in sorted(precision)},
            self._absent[era],
            {number: self._variable(number) for number in given},
        )
        found = self.certificate(its, precision)
        if found is None:
            return
        certificate, published, sums_given = found
        _ShapeScreen(self, certificate, published, sums_given).run(height, shape, sums)

    def certificate(
        self, shape: Shape, precision: Mapping[int, tuple[float, float]]
    ) -> tuple[Certificate, dict[int, int], dict[int, int]] | None:
        """The certificate of a shape, and which variable of its plan each published and each given slot is."""
        known = frozenset(shape.variables.values())
        plan = self.planner.plan_with_sums(known, shape.absent, frozenset(shape.sums.values()))
        published = {slot: plan.numbers[variable] for slot, variable in shape.variables.items()}
        given = {slot: plan.numbers[variable] for slot, variable in shape.sums.items()}
        whole = [n for variable, n in plan.numbers.items() if self._is_whole(variable)]
        taking = sorted(published, key=lambda slot: (*precision[slot], slot))
        for order in (taking, taking[::-1]):
            found = make_certificate(plan, [published[slot] for slot in order], whole, given.values())
            if found is not None:
                return found, published, given
        return None

    def _is_whole(self, variable: Variable) -> bool:
        return variable.indicator in self.vocabulary.indicators and not self.is_percent(variable)

    def is_percent(self, variable: Variable) -> bool:
        """Whether a variable is a percentage."""
        return self.vocabulary.indicators[variable.indicator].unit == "percent"

    def term_number(self, variable: Variable) -> int:
        """The number of a term, which may be a new one."""
        stated = (variable.indicator, variable.segment, variable.programme)
        if stated not in self._number:
            self._number[stated] = len(self.names.terms)
            self.names.terms.append(stated)
        return self._number[stated]

    def additive(self, plan: Plan) -> Iterator[tuple[int, Variable]]:
        """The variables of a plan of which the parts of a region add up to the region."""
        for number, variable in enumerate(plan.variables):
            if (
                variable is not None
                and REST not in variable
                and self.vocabulary.indicators[variable.indicator].additive
            ):
                yield number, variable


class _ShapeScreen:
    """Screens the groups of one shape by its certificate: as printed first, then with better values."""

    def __init__(
        self, screening: Screening, certificate: Certificate, published: dict[int, int], given: dict[int, int]
    ) -> None:
        self.screening = screening
        self.certificate = certificate
        self.published = published
        self.given = given
        plan = certificate.plan
        self.percent = {n: (v := plan.variables[n]) is not None and screening.is_percent(v) for n in published.values()}

    def run(self, height: int, shape: int, sums: str | None) -> None:
        do = self.screening.connection.execute
        do(f"CREATE OR REPLACE TEMP TABLE wide AS {self._pivoted(height, shape, sums)}")
        columns = Columns(self.certificate, self.percent, tuple(self.given.values()))
        conditions = " AND ".join(columns.solution()) or "true"
        do(
            f"CREATE OR REPLACE TEMP TABLE solved AS SELECT *, coalesce({conditions}, false) AS ok FROM {columns.layers.query('wide')}"
        )
        self._keep("solved")
        left = do("SELECT count(*) FROM solved WHERE NOT ok").fetchone()
        if left and left[0] >= FEWEST and any(self._rounded()):
            self._narrow()

    def _rounded(self) -> Iterator[bool]:
        names = [f"l{number} < h{number}" for number in self.published.values()]
        yield bool(
            self.screening.connection.execute(
                f"SELECT bool_or({' OR '.join(names)}) FROM solved WHERE NOT ok"
            ).fetchone()[0]
        )  # type: ignore[index]

    def _pivoted(self, height: int, shape: int, sums: str | None) -> str:
        numbers = ", ".join(f"({slot}, {number})" for slot, number in self.published.items())
        chosen = f"o.height = {height} AND o.shape = {shape}"
        if sums is None:
            return (
                f"SELECT o.grp, {pivot(self.published.values(), frozenset())} FROM (SELECT o.grp, n.variable, o.w, o.l, o.h, "
                f"o.o FROM ordered o JOIN (VALUES {numbers}) AS n(slot, variable) ON n.slot = o.variable WHERE {chosen}) o "
                "GROUP BY o.grp"
            )
        inner = (
            f"SELECT o.grp, {pivot(self.published.values(), frozenset())} FROM (SELECT o.grp, n.variable, o.w, o.l, o.h, o.o "
            f"FROM ordered o JOIN (VALUES {numbers}) AS n(slot, variable) ON n.slot = o.variable JOIN form_sums f ON "
            f"f.grp = o.grp AND f.sums = '{sums}' WHERE {chosen}) o GROUP BY o.grp"
        )
        if not self.given:
            return inner
        its = ", ".join(f"({slot}, {number})" for slot, number in self.given.items())
        columns = ", ".join(
            f"max({c}) FILTER (WHERE n.variable = {number}) AS {c}{number}"
            for number in self.given.values()
            for c in "ve"
        )
        return (
            f"SELECT * FROM ({inner}) JOIN (SELECT g.grp, {columns} FROM given_slots g JOIN (VALUES {its}) AS "
            "n(slot, variable) ON n.slot = g.variable GROUP BY g.grp) USING (grp)"
        )

    def _keep(self, solved: str) -> None:
        """Note the cleared groups, and what regions need of their solutions."""
        do = self.screening.connection.execute
        do(f"INSERT INTO cleared SELECT grp FROM {solved} WHERE ok")
        for number, variable in self.screening.additive(self.certificate.plan):
            term = self.screening.term_number(variable)
            do(
                f"INSERT INTO solution SELECT c.cell, {term}, s.v{number}, s.e{number} FROM {solved} s JOIN grp g ON "
                f"g.grp = s.grp AND g.is_part JOIN cell c ON c.grp = s.grp AND c.year = {variable.year} WHERE s.ok"
            )

    def _narrow(self) -> None:
        do = self.screening.connection.execute
        base = [f"{letter}{number}" for number in self.published.values() for letter in "wlho"]
        base += [f"{letter}{number}" for number in self.given.values() for letter in "ve"]
        do(f"CREATE OR REPLACE TEMP TABLE narrow AS SELECT grp, {', '.join(base)} FROM solved WHERE NOT ok")
        narrowing = Narrowing(self.certificate, self.published.values(), self.given.values())
        chosen = narrowing.phases_of(ROUNDS)
        for start in range(0, len(narrowing.phases), PHASES):
            text = "narrow"
            for number, phase in enumerate(narrowing.phases[start : start + PHASES]):
                its = ", ".join(f"{expression} AS {name}" for name, expression in phase)
                text = f"(SELECT *, {its} FROM {text} AS phase{number})"
            do(f"CREATE OR REPLACE TEMP TABLE narrow AS SELECT * FROM {text}")
        columns = Columns(self.certificate, self.percent, tuple(self.given.values()))
        values = {number: name for number, name in chosen.items()}
        for name in values.values():
            columns.layers.known(name)
        conditions = " AND ".join(columns.solution(values)) or "true"
        do(
            f"CREATE OR REPLACE TEMP TABLE again AS SELECT *, coalesce({conditions}, false) AS ok FROM {columns.layers.query('narrow')}"
        )
        self._keep("again")


def absent_from(first: Period, years: Sequence[int], vocabulary: Vocabulary) -> Absent:
    """The segments and programmes that did not exist yet in a group that begins with `first`, in each of its years."""
    terms: list[Term] = [
        term
        for terms in (vocabulary.segments, vocabulary.programmes)
        for term in terms.values()
        if not term.existed(first)
    ]
    return frozenset((year, t.id) for t in terms for year in years if not t.existed(years_later(first, year)))

