"""Which figures of tables each check has to look at: a query for each code, which leaves out only what is right.

The queries are generous: what they select is examined by the check itself. Each works on `figures`, `cell`, `part` and
`period` as screening leaves them, on `known_term` (what each term is), `above` (which areas lie in which others, or
did), `day` (by source and period, the day that a stock is dated to) and `disputed` (figures of contradictions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bpjscli.model.boundaries import Boundaries
from bpjscli.tables.groups_sql import make_table
from bpjscli.tables.read import PRINTED
from bpjscli.tables.store import TableStore

_THRICE = "2.99"  # times: what S608 calls far, with room for binary fractions
_FEW = "99.9"  # people or claims: of fewer, S608 says nothing
_NEAR = "1e-9"  # what binary fractions may be off, generously
_KEY = "source, base, area, period"
_FULL = (
    "SELECT f.*, t.* EXCLUDE (term), p.year, p.ends FROM figures f "
    "JOIN known_term t USING (term) JOIN period p USING (period)"
)

GROUPS: Final = ("C401", "C402", "R301", "R302", "S606")
"""Codes whose checks look at groups, and find nothing in one that is cleared."""

_SHORTFALL = r"^([1-9]|9|18|27|36|45|54|63|72|81)0*$"  # what one digit, or two that are swapped, make


def describe(store: TableStore) -> None:
    """Make the relations that the queries work on; screening must have run."""
    do, numbering, base = store.connection.execute, store.numbering, store.base
    indicators = base.vocabulary.indicators
    rows: list[tuple[object, ...]] = []
    for (name, segment, programme), number in numbering.terms.items():
        its = indicators[name]
        moves = its.kind == "flow" and its.additive and its.role == "actual"
        adds = its.additive and not its.negative and its.role == "actual"
        rows.append((number, name, segment, programme, its.unit == "percent", moves, adds))
    columns = (
        "term INTEGER, name VARCHAR, segment VARCHAR, programme VARCHAR, percent BOOLEAN, flow BOOLEAN, adds BOOLEAN"
    )
    make_table(store.connection, "known_term", columns, rows)
    boundaries = Boundaries(base.areas)
    areas = dict(numbering.areas)
    levels = [(number, base.areas[area].level == "group") for area, number in areas.items()]
    make_table(store.connection, "level", "area INTEGER, is_group BOOLEAN", levels)
    over = [(areas[a], areas[b]) for a in areas for b in sorted(boundaries.over([a])) if b in areas and a != b]
    make_table(store.connection, "above", "area INTEGER, above INTEGER", over)
    sources = {source.id: source for source in base.sources}
    days: list[tuple[object, ...]] = []
    for id_, source in numbering.sources.items():
        published = sources[id_].published
        for period, number in numbering.periods.items():
            day = period.end if published is None else min(period.end, published.end)
            days.append((source, number, day, (period.end - period.start).days, period.start))
    columns = "source INTEGER, period INTEGER, day DATE, days INTEGER, starts DATE"
    make_table(store.connection, "day", columns, days)
    benefits: list[tuple[object, ...]] = []
    for period, number in numbering.periods.items():
        for its_term in base.vocabulary.programmes.values():
            usual = its_term.usual_benefit(period)
            if usual is not None:
                benefits.append((its_term.id, number, float(usual.low), float(usual.high)))
    make_table(store.connection, "usual", "programme VARCHAR, period INTEGER, low DOUBLE, high DOUBLE", benefits)
    telling = [(areas[area],) for area in sorted(boundaries.telling(list(areas)))]
    make_table(store.connection, "telling", "area INTEGER", telling)
    do("CREATE OR REPLACE TEMP TABLE witness AS SELECT min(f.id) AS id FROM figures f JOIN telling USING (area) "
       "JOIN period p USING (period) GROUP BY f.source, p.year, f.area")  # fmt: skip
    do("CREATE OR REPLACE TEMP TABLE disputed (id BIGINT)")


def groups(sums: Sequence[tuple[str, str]]) -> str:
    """The figures of groups that are not cleared, with their regions; of `sums`, those one slip would mend."""
    short = " UNION ".join(_shortfall(indicator, dimension) for indicator, dimension in sums) or "SELECT NULL AS cell"
    return f"""
        WITH start AS (SELECT cell FROM suspect UNION {short}),
        wider AS (SELECT cell FROM start
            UNION SELECT r.region FROM region r JOIN start s ON s.cell = r.part
            UNION SELECT r.part FROM region r JOIN start s ON s.cell = r.region),
        widest AS (SELECT cell FROM wider UNION SELECT r.part FROM region r JOIN wider w ON w.cell = r.region
            WHERE r.region IN (SELECT x.region FROM region x JOIN start s ON s.cell = x.part)),
        its AS (SELECT DISTINCT c.grp FROM widest w JOIN cell c ON c.cell = w.cell)
        SELECT p.id FROM placed p JOIN cell c ON c.source = p.source AND c.base = p.base AND c.area = p.area
            AND c.period = p.place JOIN its ON its.grp = c.grp"""


def _shortfall(indicator: str, dimension: str) -> str:
    part, other = dimension, "programme" if dimension == "segment" else "segment"
    return f"""
        SELECT cell FROM (
            SELECT c.cell, max(p.w) FILTER (WHERE t.{part} IS NULL) AS whole,
                sum(p.w) FILTER (WHERE t.{part} IS NOT NULL) AS parts, bool_and(p.l = p.h) AS exact, count(*) AS n
            FROM placed p JOIN known_term t ON t.term = p.term AND t.name = '{indicator}' AND t.{other} IS NULL
            JOIN cell c ON c.source = p.source AND c.base = p.base AND c.area = p.area AND c.period = p.place
            GROUP BY c.cell)
        WHERE n > 2 AND exact AND whole - parts > 31
            AND regexp_matches(CAST(CAST(whole - parts AS BIGINT) AS VARCHAR), '{_SHORTFALL}')"""


def query(code: str, redrawn: Mapping[int, Sequence[date]]) -> str:
    """The figures that the check of a code has to look at, as a query for their ids."""
    return _trends(redrawn) if code.startswith("T7") else _QUERIES[code]


_PAIRS = f"""
    WITH several AS (
        SELECT k.area, k.base, p.ends FROM (SELECT DISTINCT source, base, area, period FROM figures) k
        JOIN period p USING (period) GROUP BY k.area, k.base, p.ends HAVING min(k.source) < max(k.source)),
    its AS (SELECT f.* FROM ({_FULL}) f JOIN several USING (area, base, ends)),
    alike AS (
        SELECT term, area, base, ends FROM its GROUP BY term, area, base, ends
        HAVING min(source) < max(source) AND (max(ll) > min(lh) - abs(min(lh)) * {_NEAR}
            OR (max(l) >= min(h) - abs(min(h)) * {_NEAR} AND max(h - l) > min(h - l))))
    SELECT f.id FROM its f JOIN alike a USING (term, area, base, ends)"""

_EVERYBODY = f"""
    UNION SELECT f.id FROM ({_FULL}) f
    WHERE f.name IN ('target_new_participants', 'unregistered')
        AND f.area IN (SELECT area FROM ({_FULL}) WHERE name = 'target_new_participants')"""

_MOVED = f"""
    WITH flows AS (
        SELECT f.source, f.base, f.area, f.name, f.segment, f.programme, f.period, max(f.ll) AS low, min(f.lh) AS high,
            f.ends, d.starts, round((d.days + 1) / 30.4) AS months
        FROM ({_FULL}) f JOIN day d USING (source, period) WHERE f.flow GROUP BY ALL),
    by_programme AS (
        SELECT * EXCLUDE (segment, low, high),
            coalesce(max(low) FILTER (WHERE segment IS NULL), sum(low)) AS low,
            coalesce(min(high) FILTER (WHERE segment IS NULL), sum(high)) AS high
        FROM flows WHERE programme IS NOT NULL GROUP BY ALL),
    by_segment AS (
        SELECT * EXCLUDE (programme, low, high),
            coalesce(max(low) FILTER (WHERE programme IS NULL), sum(low)) AS low,
            coalesce(min(high) FILTER (WHERE programme IS NULL), sum(high)) AS high
        FROM flows WHERE segment IS NOT NULL GROUP BY ALL),
    amounts AS (
        SELECT * FROM flows
        UNION ALL BY NAME SELECT * EXCLUDE (programme, low, high), sum(low) AS low, sum(high) AS high
            FROM by_programme GROUP BY ALL
        UNION ALL BY NAME SELECT * EXCLUDE (segment, low, high), sum(low) AS low, sum(high) AS high
            FROM by_segment GROUP BY ALL),
    series AS (
        SELECT *, coalesce(segment, '') || ' ' || coalesce(programme, '') AS term,
            12 * year(starts) + month(starts) AS since FROM amounts),
    several AS (
        SELECT base, area, name, term, months FROM series GROUP BY ALL
        HAVING min(source) < max(source) AND max(low) > {_THRICE} * min(high)),
    its AS (SELECT s.* FROM series s JOIN several USING (base, area, name, term, months)),
    moved AS (
        SELECT DISTINCT x.base, x.area, x.name, x.starts, y.ends
        FROM its x JOIN its y USING (base, area, name, term, months)
        WHERE x.source <> y.source AND x.ends < y.starts AND y.since - x.since <= greatest(12, months)
            AND greatest(x.low, y.low) > {_FEW}
            AND (y.low > {_THRICE} * x.high OR x.low > {_THRICE} * y.high))
    SELECT f.id FROM ({_FULL}) f JOIN day d USING (source, period) JOIN moved m USING (base, area)
    WHERE d.starts >= m.starts AND f.ends <= m.ends AND (f.name = m.name OR starts_with(f.name, m.name || '_'))"""

_QUERIES: Final[Mapping[str, str]] = {
    "R303": f"SELECT id FROM figures WHERE form = {PRINTED} AND regexp_matches(text, '[.,]')",
    "S607": f"""
        WITH its AS (
            SELECT source, base, area, period, programme, u.low, u.high,
                min(l) FILTER (WHERE name = 'benefits') / nullif(max(h) FILTER (WHERE name = 'claims'), 0) AS least,
                max(h) FILTER (WHERE name = 'benefits') / nullif(min(l) FILTER (WHERE name = 'claims'), 0) AS most,
                min(l) FILTER (WHERE name = 'average_benefit') AS own_least,
                max(h) FILTER (WHERE name = 'average_benefit') AS own_most
            FROM ({_FULL}) JOIN usual u USING (programme, period)
            WHERE name IN ('benefits', 'claims', 'average_benefit') GROUP BY ALL),
        cells AS (
            SELECT DISTINCT source, base, area, period FROM its
            WHERE least > high OR most < low OR own_least > high OR own_most < low)
        SELECT f.id FROM figures f JOIN cells USING (source, base, area, period)""",
    "S601": f"""
        WITH alike AS (
            SELECT {_KEY}, name, w FROM ({_FULL}) WHERE (segment IS NOT NULL OR programme IS NOT NULL) AND NOT percent
                AND abs(w) >= 1000 GROUP BY ALL HAVING count(*) > 1)
        SELECT f.id FROM ({_FULL}) f JOIN alike a USING (area, period, base, name, w)
        WHERE f.segment IS NOT NULL OR f.programme IS NOT NULL""",
    "S602": f"""
        WITH pair AS (
            SELECT c.term AS covered, t.term AS there FROM known_term c JOIN known_term t ON c.name = 'participants'
                AND t.name = 'workforce' AND c.segment IS NOT DISTINCT FROM t.segment
                AND c.programme IS NOT DISTINCT FROM t.programme),
        cells AS (
            SELECT DISTINCT c.source, c.base, c.area, c.period FROM pair x JOIN figures c ON c.term = x.covered
            JOIN figures t ON t.term = x.there AND t.source = c.source AND t.base = c.base AND t.area = c.area
                AND t.period = c.period AND c.ll > t.lh)
        SELECT f.id FROM ({_FULL}) f JOIN cells USING (source, base, area, period)
            WHERE f.name IN ('coverage', 'participants', 'workforce')
        UNION SELECT f.id FROM ({_FULL}) f WHERE f.name = 'coverage' AND f.l > 1 - {_NEAR}""",
    "C403": f"""
        WITH rates AS (SELECT * FROM ({_FULL}) WHERE name = 'coverage'),
        its AS (
            SELECT r.id, p.id AS part, r.ll, r.lh, min(p.ll) OVER (PARTITION BY r.id) AS least,
                max(p.lh) OVER (PARTITION BY r.id) AS most
            FROM rates r JOIN part x ON x.region = r.area AND x.source = r.source AND x.period = r.period
            JOIN rates p ON p.area = x.part AND p.term = r.term AND p.base = r.base AND p.source = r.source
                AND p.period = r.period)
        SELECT unnest([id, part]) AS id FROM its WHERE lh < least + {_NEAR} OR ll > most - {_NEAR}""",
    "C404": f"""
        WITH flows AS (SELECT f.*, d.days, d.starts FROM ({_FULL}) f JOIN day d USING (source, period) WHERE f.flow),
        several AS (SELECT source, base, area, term FROM flows GROUP BY ALL HAVING max(days) - min(days) > 5),
        its AS (SELECT f.* FROM flows f JOIN several USING (source, base, area, term)),
        sums AS (
            SELECT w.id, w.ll, w.lh, w.days, sum(p.ll) AS low, sum(p.lh) AS high, sum(p.days + 1) AS covered
            FROM its w JOIN its p ON p.source = w.source AND p.base = w.base AND p.area = w.area AND p.term = w.term
                AND p.starts >= w.starts AND p.ends <= w.ends AND p.days < w.days
            GROUP BY w.id, w.ll, w.lh, w.days, round((p.days + 1) / 30.4)),
        bad AS (
            SELECT id FROM sums
            WHERE low > lh OR (covered > days AND high < ll)),
        where_bad AS (SELECT DISTINCT source, base, area, term FROM its JOIN bad USING (id))
        SELECT f.id FROM its f JOIN where_bad USING (source, base, area, term)""",
    "C405": f"""
        WITH nested AS (SELECT area FROM above UNION SELECT above FROM above),
        its AS (SELECT * FROM ({_FULL}) WHERE adds AND area IN (SELECT area FROM nested)),
        pairs AS (
            SELECT p.id AS part, w.id AS whole, p.area, w.area AS over, p.source, p.base, p.period, p.term, p.ll, w.lh
            FROM its p JOIN level g ON g.area = p.area AND NOT g.is_group JOIN above a ON a.area = p.area
            JOIN its w ON w.area = a.above AND w.source = p.source AND w.base = p.base AND w.period = p.period
                AND w.term = p.term),
        direct AS (
            SELECT * FROM pairs x WHERE NOT EXISTS (
                SELECT 1 FROM pairs y JOIN level g ON g.area = y.over AND NOT g.is_group
                JOIN above a ON a.area = y.over AND a.above = x.over WHERE y.part = x.part)),
        bad AS (SELECT whole FROM direct GROUP BY whole HAVING sum(ll) > max(lh))
        SELECT unnest([part, whole]) AS id FROM pairs WHERE whole IN (SELECT whole FROM bad)""",
    "S608": _MOVED,
    "D501": _PAIRS,
    "D502": _PAIRS + _EVERYBODY,
    "S603": f"""
        WITH its AS (
            SELECT f.*, d.day, d.starts FROM ({_FULL}) f JOIN day d USING (source, period)
            WHERE f.name IN ('coverage', 'participants', 'workforce') AND f.id NOT IN (SELECT id FROM disputed)),
        pairs AS (
            SELECT *, lag(ll) OVER before AS low, lag(lh) OVER before AS high, lag(day) OVER before AS last
            FROM its WINDOW before AS (PARTITION BY term, area, base ORDER BY day, starts, id)),
        far AS (
            SELECT DISTINCT term, area, base FROM pairs WHERE CASE WHEN name = 'coverage'
                THEN greatest(ll - high, low - lh) > 0.05 - {_NEAR}
                ELSE (ll > high * 1.99 OR low > lh * 1.99) AND date_diff('day', last, day) <= 366 END)
        SELECT f.id FROM its f JOIN far USING (term, area, base)""",
    "S605": f"""
        WITH aims AS (SELECT * FROM ({_FULL}) WHERE name = 'target_coverage'),
        series AS (
            SELECT DISTINCT t.area, t.base, t.segment FROM aims t JOIN ({_FULL}) c ON c.name = 'coverage'
                AND c.area = t.area AND c.base = t.base AND c.segment IS NOT DISTINCT FROM t.segment AND t.year > c.year
            WHERE t.lh < c.ll + {_NEAR})
        SELECT f.id FROM ({_FULL}) f JOIN series s ON s.area = f.area AND s.base = f.base
            AND s.segment IS NOT DISTINCT FROM f.segment WHERE f.name IN ('target_coverage', 'coverage')""",
}


def _trends(redrawn: Mapping[int, Sequence[date]]) -> str:
    """Points of coverage before which the workforce, its definition or the area may have changed, with four before.

    The cells of these points are taken whole, because what follows from the figures beside them counts, too.
    """
    days = (
        ", ".join(f"({area}, DATE '{day}')" for area, its in redrawn.items() for day in its)
        or "(-1, DATE '1900-01-01')"
    )
    return f"""
        WITH stated AS (
            SELECT source, base, area, period, segment, programme, d.day,
                max(w) FILTER (WHERE name = 'coverage') AS rate,
                coalesce(max(l) FILTER (WHERE name = 'workforce'), max(l) FILTER (WHERE name = 'participants')
                    / max(h) FILTER (WHERE name = 'coverage')) AS low,
                coalesce(max(h) FILTER (WHERE name = 'workforce'), max(h) FILTER (WHERE name = 'participants')
                    / nullif(max(l) FILTER (WHERE name = 'coverage'), 0)) AS high
            FROM ({_FULL}) JOIN day d USING (source, period) WHERE name IN ('coverage', 'participants', 'workforce')
            GROUP BY ALL),
        points AS (
            SELECT *, row_number() OVER (PARTITION BY area, segment, programme ORDER BY day, period, source) AS n
            FROM stated WHERE rate IS NOT NULL),
        changed AS (
            SELECT DISTINCT x.area, x.segment, x.programme, x.n FROM points x JOIN points y ON y.area = x.area
                AND y.segment IS NOT DISTINCT FROM x.segment AND y.programme IS NOT DISTINCT FROM x.programme
                AND y.n < x.n AND y.n >= x.n - 8
            LEFT JOIN (VALUES {days}) AS r(area, day) ON r.area = x.area
            WHERE x.base <> y.base OR (r.day > y.day AND r.day <= x.day)
                OR x.low / nullif(y.high, 0) > 1.0199 OR x.high / nullif(y.low, 0) < 0.9801),
        cells AS (
            SELECT DISTINCT p.source, p.base, p.area, p.period FROM points p JOIN changed c ON c.area = p.area
                AND c.segment IS NOT DISTINCT FROM p.segment AND c.programme IS NOT DISTINCT FROM p.programme
                AND p.n <= c.n AND p.n >= c.n - 8)
        SELECT f.id FROM figures f JOIN cells USING (source, base, area, period)"""
