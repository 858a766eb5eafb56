"""Screening in columns: what it clears, the solver finds nothing wrong with."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from bench.monitoring import Kind, Printing, Row, regencies, rows
from bench.screened import screen, sources
from bpjscli.load.load import load
from bpjscli.measures.answers import read_identities
from bpjscli.model.facts import FactBase, Figure, Source
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import read_printed_as, read_value_as
from bpjscli.solver.constraints import Variable
from bpjscli.solver.plan import Planner
from bpjscli.tables.certificate import evaluate, make_certificate

pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def base() -> FactBase:
    return load()


def figures_of(base: FactBase, table: list[Row], source: str = "dashboard") -> list[Figure]:
    """The figures of a table, as loading would make them."""
    found: list[Figure] = []
    for row in table:
        for column, printed in row.figures.items():
            name, _, part = column.partition("/")
            indicator = base.vocabulary.indicators[name]
            plain = printed.replace(".", "").isdigit()
            reading = read_value_as(indicator, _number(printed)) if plain else read_printed_as(indicator, printed, "id")
            segment = part if part in base.vocabulary.segments else None
            programme = part if part in base.vocabulary.programmes else None
            id_ = f"{source}/{row.area}/{column}/{row.month}"
            period = parse_period(row.month)
            found.append(
                Figure(
                    id_, Source(source), row.area, name, period, segment, programme, None, printed, None, reading,
                    indicator.unit, order=len(found),
                )
            )  # fmt: skip
    return found


def _number(printed: str) -> int:
    from decimal import Decimal

    value = Decimal(printed)
    return int(value) if "." not in printed else value  # type: ignore[return-value]  # what read_value takes, too


@pytest.mark.parametrize("seed", [11, 12])
def test_no_faulty_group_of_any_article_is_cleared(base: FactBase, seed: int) -> None:
    groups, faulty, cleared, _ = screen(base, list(sources(base, seed, 12)))
    assert not [group for group, f, c in zip(groups, faulty, cleared, strict=True) if f and c]
    assert sum(faulty) > 50
    assert sum(cleared) > 50


@pytest.mark.parametrize("kind", [Kind(slips=0.05, ragged=True), Kind("rounded", slips=0.05)], ids=["exact", "rounded"])
def test_no_slip_in_a_table_is_cleared(base: FactBase, kind: Kind) -> None:
    table = list(rows(regencies(base.areas, 60), 5, kind, base.areas))
    groups, faulty, cleared, _ = screen(base, [figures_of(base, table)])
    assert not [group for group, f, c in zip(groups, faulty, cleared, strict=True) if f and c]
    assert any(faulty)


@pytest.mark.parametrize("printing", ["exact", "rounded"])
def test_a_table_without_slips_is_cleared(base: FactBase, printing: Printing) -> None:
    table = list(rows(regencies(base.areas, 60), 5, Kind(printing, slips=0), base.areas))
    assert not screen(base, [figures_of(base, table)]).suspects


def test_regions_are_cleared_with_their_parts(base: FactBase) -> None:
    right = list(rows(regencies(base.areas, 60), 2, Kind(slips=0, regions=True), base.areas))
    assert not screen(base, [figures_of(base, right)]).suspects
    province = next(row for row in right if row.area == "aceh")
    wrong = {**province.figures, "participants/pu": str(int(province.figures["participants/pu"]) + 1)}
    table = [row._replace(figures=wrong) if row is province else row for row in right]
    groups, faulty, cleared, _ = screen(base, [figures_of(base, table)])
    assert [(f, c) for g, f, c in zip(groups, faulty, cleared, strict=True) if f or not c] == [(True, False)]


def test_a_certificate_is_a_solution(base: FactBase) -> None:
    """Whatever is taken, the values that are computed satisfy every constraint of the plan."""
    planner = Planner(base.vocabulary, read_identities(base))
    names = ("coverage", "participants", "workforce", "unregistered", "uncovered", "target_coverage", "gap_people")
    plan = planner.plan(frozenset(map(Variable, names)))
    certificate = make_certificate(plan, [plan.numbers[Variable(name)] for name in names])
    assert certificate is not None
    assert certificate.balances == ()
    rng = Random(1)  # noqa: S311
    for _ in range(20):
        taken = {number: Fraction(rng.randint(1, 10**6), rng.randint(1, 10**3)) for number in certificate.taken}
        values = evaluate(certificate.steps, plan, taken)
        for constraint in plan.constraints:
            parts = [values[part] for part in constraint.parts]
            made = sum(parts) if constraint.kind == "sum" else parts[0] * parts[1]
            assert made == values[constraint.total]
