"""Screening: which groups of a table certainly agree, found in columns; the others are examined by hand.

Groups with the same variables share a certificate. Regions follow their parts: what the parts come to, by the values
that cleared them, is given to the certificate of the region.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bpjscli.model.facts import Area, Term, Vocabulary
from bpjscli.model.period import Period, years_later
from bpjscli.solver.constraints import REST, Absent, Plan, Variable
from bpjscli.solver.identity import Identity
from bpjscli.solver.plan import Planner
from bpjscli.tables.certificate import Certificate, make_certificate
from bpjscli.tables.certificate_sql import EPSILON, MOST_WHOLE, Columns, Narrowing, pivot
from bpjscli.tables.groups_sql import GroupTables, Names, make_table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEWEST = 50  # groups of a shape below which to examine them is as quick as to screen them
FEWEST_NARROWED = 200  # likewise for the search for better values
ROUNDS = 2  # of narrowing, before values are chosen from the middle
PHASES = 12  # of narrowing that one query does
WORD = 62  # variables whose presence one number holds


class ScreenedShape(NamedTuple):
    """What groups have in common: their variables by number, what did not exist yet, and what sums of parts give."""

    variables: Mapping[int, Variable]
    absent: Absent
    sums: Mapping[int, Variable]


class Precision(NamedTuple):
    """How a variable is printed: always in full, how often so, and how wide its reading is beside the number."""

    in_full: bool
    exact: float
    width: float


class Screening:
    """Screens the `figures` of one connection (see `groups_sql`), with the plans of one planner."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        names: Names,
        vocabulary: Vocabulary,
        areas: Mapping[str, Area],
        identities: Sequence[Identity],
        planner: Planner,
        fewest: tuple[int, int] = (FEWEST, FEWEST_NARROWED),
    ) -> None:
        self.connection = connection
        self.names = names
        self.vocabulary = vocabulary
        self.planner = planner
        self.fewest, self.fewest_narrowed = fewest
        self._groups = GroupTables(connection, names, vocabulary, areas, identities)
        self._terms = {term: number for number, term in enumerate(names.terms)}
        self._slots: list[tuple[int, int]] = []  # (term, year)
        self._slot: dict[tuple[int, int], int] = {}
        self._absent: list[Absent] = []

    def run(self) -> None:
        """Fill the tables of `GroupTables`, and `suspect` with the cells of groups that are not cleared."""
        do = self.connection.execute
        self._groups.fill()
        self._shape()
        do("CREATE OR REPLACE TEMP TABLE cleared (grp BIGINT)")
        do("CREATE OR REPLACE TEMP TABLE solution (cell BIGINT, term INTEGER, v DOUBLE, e DOUBLE)")
        for (height,) in do("SELECT DISTINCT height FROM grp ORDER BY height").fetchall():
            self._screen_height(height)
        do("CREATE OR REPLACE TEMP TABLE suspect AS SELECT cell FROM cell WHERE grp NOT IN (SELECT grp FROM cleared)")
        do("DROP TABLE ordered; DROP TABLE solution")

    def _slot_of(self, term: int, year: int) -> int:
        if (term, year) not in self._slot:
            self._slot[term, year] = len(self._slots)
            self._slots.append((term, year))
        return self._slot[term, year]

    def _variable(self, slot: int) -> Variable:
        term, year = self._slots[slot]
        return Variable(*self.names.terms[term], 0, year)

    def _shape(self) -> None:
        """Give groups with the same variables the same number; one that states a variable twice has none."""
        do = self.connection.execute
        do("""
            CREATE OR REPLACE TEMP TABLE item AS
            SELECT c.grp, f.term, c.year, f.w, f.l, f.h, f.o FROM placed f JOIN cell c
            ON c.source = f.source AND c.base = f.base AND c.area = f.area AND c.period = f.place""")
        for term, year in do("SELECT DISTINCT term, year FROM item ORDER BY year, term").fetchall():
            self._slot_of(term, year)
        rows = [(*one, number) for number, one in enumerate(self._slots)]
        make_table(self.connection, "slot", "term INTEGER, year INTEGER, variable INTEGER", rows)
        make_table(self.connection, "era", "first INTEGER, era INTEGER", list(self._eras().items()))
        words = [f"k{number}" for number in range(-(-len(self._slots) // WORD) or 1)]
        bits = ", ".join(
            f"bit_or(CASE WHEN s.variable // {WORD} = {number} THEN CAST(1 AS BIGINT) << (s.variable % {WORD}) "
            f"ELSE 0 END) AS {word}"
            for number, word in enumerate(words)
        )
        its = "item i JOIN slot s ON s.term = i.term AND s.year = i.year"
        do(f"""
            CREATE OR REPLACE TEMP TABLE form AS
            WITH shaped AS (
                SELECT i.grp, count(*) AS n, count(DISTINCT s.variable) AS d, {bits} FROM {its} GROUP BY i.grp)
            SELECT dense_rank() OVER (ORDER BY e.era, {", ".join(words)}) AS shape, s.grp, e.era, g.height, g.is_part
            FROM shaped s JOIN grp g ON g.grp = s.grp JOIN era e ON e.first = g.first
            WHERE n = d AND NOT g.odd""")
        do(f"""
            CREATE OR REPLACE TEMP TABLE ordered AS
            SELECT f.shape, f.height, i.grp, s.variable, i.w, i.l, i.h, i.o FROM {its} JOIN form f ON f.grp = i.grp
            ORDER BY f.height, f.shape, i.grp""")
        do("DROP TABLE item")

    def _eras(self) -> dict[int, int]:
        """For each period, as the first of a group, the number of what did not exist yet in its years."""
        years = sorted({year for _, year in self._slots}) or [0]
        numbers = {}
        for number, period in enumerate(self.names.periods):
            absent = absent_from(period, years, self.vocabulary)
            if absent not in self._absent:
                self._absent.append(absent)
            numbers[number] = self._absent.index(absent)
        return numbers

    def _screen_height(self, height: int) -> None:
        do = self.connection.execute
        if height:
            self._add_up(height)
        precision: dict[int, dict[int, Precision]] = {}
        rows = do(f"""
            SELECT shape, variable, bool_and(l = w AND h = w AND o = 0), avg(CASE WHEN l = h THEN 1.0 ELSE 0.0 END),
                avg(CASE WHEN h < 1e39 AND l > -1e39 THEN (h - l) / (abs(w) + 1e-9) ELSE 1 END)
            FROM ordered WHERE height = {height} GROUP BY shape, variable""").fetchall()
        for shape, variable, *how in rows:
            precision.setdefault(shape, {})[variable] = Precision(*how)
        forms = "form_sums" if height else "(SELECT *, '' AS sums FROM form)"
        counts = do(f"""
            SELECT shape, era, sums, count(*) FROM {forms} WHERE height = {height}
            GROUP BY ALL ORDER BY ALL""").fetchall()
        for shape, era, sums, count in counts:
            if count >= self.fewest or height:
                self._screen_shape((height, shape, sums), era, precision[shape])

    def _add_up(self, height: int) -> None:
        """What the parts of each region of this height come to, where all of them are cleared."""
        do = self.connection.execute
        do(f"""
            CREATE OR REPLACE TEMP TABLE given AS
            SELECT c.grp, c.year, s.term, sum(s.v) AS v,
                CASE WHEN bool_and(s.e = 0 AND s.v = floor(s.v)) AND sum(abs(s.v)) < {MOST_WHOLE} THEN 0
                ELSE sum(s.e) * 1.01 + sum(abs(s.v)) * r.parts * {EPSILON} END AS e
            FROM region r JOIN cell c ON c.cell = r.region JOIN grp g ON g.grp = c.grp
            JOIN solution s ON s.cell = r.part WHERE g.height = {height}
            GROUP BY c.grp, c.year, r.region, s.term, r.parts HAVING count(*) = r.parts""")
        pairs = do("SELECT DISTINCT term, year FROM given ORDER BY ALL").fetchall()
        rows = [(term, year, self._slot_of(term, year)) for term, year in pairs]
        make_table(self.connection, "given_slot", "term INTEGER, year INTEGER, variable INTEGER", rows)
        # A region one of whose parts is not cleared is not cleared itself.
        do(f"""
            CREATE OR REPLACE TEMP TABLE form_sums AS
            WITH its AS (
                SELECT g.grp, string_agg(CAST(s.variable AS VARCHAR), ',' ORDER BY s.variable) AS sums
                FROM given g JOIN given_slot s ON s.term = g.term AND s.year = g.year GROUP BY g.grp)
            SELECT f.grp, f.shape, f.era, f.height, f.is_part, coalesce(its.sums, '') AS sums
            FROM form f LEFT JOIN its ON its.grp = f.grp
            WHERE f.height = {height} AND f.grp NOT IN (
                SELECT c.grp FROM region r JOIN cell c ON c.cell = r.region JOIN cell p ON p.cell = r.part
                WHERE p.grp NOT IN (SELECT grp FROM cleared))""")

    def _screen_shape(self, form: tuple[int, int, str], era: int, precision: Mapping[int, Precision]) -> None:
        given = [int(number) for number in form[2].split(",") if number]
        shape = ScreenedShape(
            {number: self._variable(number) for number in sorted(precision)},
            self._absent[era],
            {number: self._variable(number) for number in given},
        )
        certificates = self._certificates(shape, precision)
        if certificates is not None:
            in_full = {number for slot, number in certificates[1].items() if precision[slot].in_full}
            _ShapeScreen(self, *certificates, in_full).run(*form)

    def _certificates(
        self, shape: ScreenedShape, precision: Mapping[int, Precision]
    ) -> tuple[list[Certificate], dict[int, int], dict[int, int]] | None:
        """The certificates of a shape, and which variable of its plan each published and each given slot is.

        What is printed in full is taken at its word first, then other counts, then percentages, the precise ones
        first: a count that follows from a percentage is seldom whole. A second certificate, for better values than the
        printed ones, takes counts that nobody printed before the percentages.
        """
        known = frozenset(shape.variables.values())
        plan = self.planner.plan_with_sums(known, shape.absent, frozenset(shape.sums.values()))
        published = {slot: plan.numbers[variable] for slot, variable in shape.variables.items()}
        given = {slot: plan.numbers[variable] for slot, variable in shape.sums.items()}
        whole = [number for variable, number in plan.numbers.items() if not self.is_percent(variable)]
        percent = {slot: self.is_percent(variable) for slot, variable in shape.variables.items()}
        slots = sorted(published, key=lambda slot: (-precision[slot].exact, percent[slot], precision[slot].width, slot))
        taking = [published[slot] for slot in slots]
        printed = [number for slot, number in published.items() if not percent[slot]]
        hidden = sorted(set(self.counted(plan)).difference(printed))
        orders = (taking, taking[::-1]), ([n for n in taking if n in printed] + hidden + taking,)
        certificates = []
        for choices in orders:
            made = (make_certificate(plan, order, whole, given.values()) for order in choices)
            certificates += [next((one for one in made if one is not None), None)]
        first, better = certificates
        return None if first is None else ([first, better or first], published, given)

    def counted(self, plan: Plan) -> list[int]:
        """The variables of a plan of which there is a whole number: nobody counts parts of a person."""
        whole = self.planner.whole
        return [n for variable, n in plan.numbers.items() if variable.indicator in whole and REST not in variable]

    def is_percent(self, variable: Variable) -> bool:
        """Whether a variable is a percentage."""
        return self.vocabulary.indicators[variable.indicator].unit == "percent"

    def term_number(self, variable: Variable) -> int:
        """The number of a term, which may be a new one."""
        stated = (variable.indicator, variable.segment, variable.programme)
        if stated not in self._terms:
            self._terms[stated] = len(self.names.terms)
            self.names.terms.append(stated)
        return self._terms[stated]

    def additive(self, plan: Plan) -> Iterator[tuple[int, Variable]]:
        """The variables of a plan of which the parts of a region add up to the region."""
        indicators = self.vocabulary.indicators
        for number, variable in enumerate(plan.variables):
            if variable is not None and REST not in variable and indicators[variable.indicator].additive:
                yield number, variable


class _ShapeScreen:
    """Screens the groups of one shape by its certificates: as printed first, then with better values."""

    def __init__(
        self,
        screening: Screening,
        certificates: list[Certificate],
        published: dict[int, int],
        given: dict[int, int],
        in_full: Collection[int],
    ) -> None:
        self.screening = screening
        self.certificate, self.better = certificates
        self.published = published
        self.given = given
        self.in_full = in_full
        self.do = screening.connection.execute
        named = {number: variable for variable, number in self.certificate.plan.numbers.items()}
        self.percent = {number: screening.is_percent(named[number]) for number in published.values()}
        self.has_parts = False

    def run(self, height: int, shape: int, sums: str) -> None:
        """Clear what can be cleared of the groups of a shape with these sums."""
        parts = self.do(f"SELECT bool_or(is_part) FROM form WHERE height = {height} AND shape = {shape}").fetchone()
        self.has_parts = bool(parts and parts[0])
        its = self._pivoted(height, shape, sums)
        self._check(self.certificate, its, {})
        if len(self.in_full) < len(self.published):
            left = self.do("SELECT count(*) FROM solved WHERE NOT ok").fetchone()
            if left is not None and left[0] >= self.screening.fewest_narrowed:
                self._narrow(its)

    def _check(self, certificate: Certificate, relation: str, values: Mapping[int, str]) -> None:
        """Build the solution of each row, note the groups it clears, and what regions need of their solutions."""
        columns = Columns(certificate, self.percent, tuple(self.given.values()), values)
        its = [f"(e{n} = 0 AND v{n} = floor(v{n}))" for n in self.screening.counted(certificate.plan)]
        conditions = " AND ".join([*columns.solution(), *its]) or "true"
        query = columns.layers.query(f"({relation})")
        additive = list(self.screening.additive(certificate.plan)) if self.has_parts else []
        kept = "".join(f", v{number}, e{number}" for number, _ in additive)
        self.do(
            f"CREATE OR REPLACE TEMP TABLE solved AS SELECT grp, coalesce({conditions}, false) AS ok{kept} FROM {query}"
        )
        self.do("INSERT INTO cleared SELECT grp FROM solved WHERE ok")
        for number, variable in additive:
            term = self.screening.term_number(variable)
            self.do(f"""
                INSERT INTO solution SELECT c.cell, {term}, s.v{number}, s.e{number}
                FROM solved s JOIN grp g ON g.grp = s.grp AND g.is_part
                JOIN cell c ON c.grp = s.grp AND c.year = {variable.year} WHERE s.ok""")

    def _pivoted(self, height: int, shape: int, sums: str) -> str:
        """One row a group: the readings of its figures, and what its parts come to."""
        numbers = ", ".join(f"({slot}, {number})" for slot, number in self.published.items())
        form = f"JOIN form_sums f ON f.grp = o.grp AND f.sums = '{sums}'" if height else ""
        in_full = sorted(self.in_full)
        rounded = [number for number in self.published.values() if number not in self.in_full]
        its = ", ".join(filter(None, (pivot(in_full, "w"), pivot(rounded, "wlho"))))
        same = "".join(f", w{n} AS l{n}, w{n} AS h{n}, 0 AS o{n}" for n in in_full)
        inner = f"""
            SELECT *{same} FROM (SELECT grp, {its}
                FROM (SELECT o.grp, n.variable, o.w, o.l, o.h, o.o FROM ordered o
                    JOIN (VALUES {numbers}) AS n(slot, variable) ON n.slot = o.variable {form}
                    WHERE o.height = {height} AND o.shape = {shape}) AS its GROUP BY grp) AS pivoted"""
        if not self.given:
            return inner
        slots = ", ".join(f"({slot}, {number})" for slot, number in self.given.items())
        return f"""
            SELECT * FROM ({inner}) AS stated JOIN (
                SELECT grp, {pivot(self.given.values(), "gf")}
                FROM (SELECT g.grp, n.variable, g.v AS g, g.e AS f FROM given g
                    JOIN given_slot s ON s.term = g.term AND s.year = g.year
                    JOIN (VALUES {slots}) AS n(slot, variable) ON n.slot = s.variable) AS its
                GROUP BY grp) AS sums USING (grp)"""

    def _narrow(self, pivoted: str) -> None:
        base = [f"{letter}{number}" for number in self.published.values() for letter in "wlho"]
        base += [f"{letter}{number}" for number in self.given.values() for letter in "gf"]
        self.do(
            f"CREATE OR REPLACE TEMP TABLE narrow AS SELECT grp, {', '.join(base)} FROM ({pivoted}) AS its "
            "WHERE grp IN (SELECT grp FROM solved WHERE NOT ok)"
        )
        narrowing = Narrowing(self.better, self.published.values(), self.given.values())
        chosen = narrowing.phases_of(ROUNDS)
        for start in range(0, len(narrowing.phases), PHASES):
            text = "narrow"
            for number, phase in enumerate(narrowing.phases[start : start + PHASES]):
                its = ", ".join(f"{expression} AS {name}" for name, expression in phase)
                text = f"(SELECT *, {its} FROM {text} AS phase{number})"
            self.do(f"CREATE OR REPLACE TEMP TABLE narrow AS SELECT * FROM {text}")
        self._check(self.better, f"SELECT grp, {', '.join((*base, *chosen.values()))} FROM narrow", chosen)


def absent_from(first: Period, years: Sequence[int], vocabulary: Vocabulary) -> Absent:
    """The segments and programmes that did not exist yet in a group that begins with `first`, in each of its years."""
    terms: list[Term] = [
        term
        for terms in (vocabulary.segments, vocabulary.programmes)
        for term in terms.values()
        if not term.existed(first)
    ]
    return frozenset((year, t.id) for t in terms for year in years if not t.existed(years_later(first, year)))
