"""Whether the numbers of an article can all be true, read generously: linear inequalities between headcounts and sums.

Every rate is a quotient of two headcounts or amounts, so that bounds on it are linear in these; nothing here is shared
with the solver under trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bench.press import Line, read_line, unit_of
from bench.simplex import Limits, Row, solution
from bench.worlds import KALIMANTAN, PEOPLE, PROGRAMMES, Key

Form = dict[Key, int]
RATES = {  # numerator and denominator, as combinations of masses
    "coverage": ({"participants": 1}, "workforce"),
    "uncovered": ({"workforce": 1, "participants": -1}, "workforce"),
    "target_coverage": ({"target_participants": 1}, "workforce"),
    "gap_points": ({"target_participants": 1, "participants": -1}, "workforce"),
    "achievement": ({"participants": 1}, "target_participants"),
    "average_benefit": ({"benefits": 1}, "claims"),
}
DIFFERENCES = {
    "unregistered": {"workforce": 1, "participants": -1},
    "gap_people": {"target_participants": 1, "participants": -1},
}
CORES = {"participants": PEOPLE, "workforce": PEOPLE[:2], "claims": PROGRAMMES, "benefits": PROGRAMMES}
TWO_OF = ("coverage", "uncovered"), ("participants",), ("workforce",), ("unregistered",)  # two give all four


class Sum(NamedTuple):
    """A whole and its known parts; exact where the parts are all there are."""

    whole: Key
    parts: tuple[Key, ...]
    exact: bool


World = dict[str, Fraction]  # masses by the text of their keys


def possible(lines: Sequence[Line], without: int | None = None, limits: Limits | None = None) -> World | None:
    """A world that agrees with every line of an article; `None` for none.

    One line may be left out, or have other `limits`; which sums are exact is decided by what all lines speak of.
    """
    rows: list[Row] = []
    forms: list[Form] = []
    for number, line in enumerate(lines):
        if number == without and limits is None:
            continue
        low, high = limits if limits is not None and number == without else loose(line)
        numerator, denominator = _form(line.key)
        forms.append(numerator)
        if denominator is None:
            rows.append(_row(numerator, (low, high)))
            continue
        forms.append(denominator)
        if low is not None:
            rows.append(_row(_less(numerator, low, denominator), (Fraction(0), None)))
        if high is not None:
            rows.append(_row(_less(numerator, high, denominator), (None, Fraction(0))))
    for total in sums(lines):
        form = {key: Fraction(factor) for key, factor in _form(total.whole)[0].items()}
        for part in total.parts:
            for key, factor in _form(part)[0].items():
                form[key] = form.get(key, Fraction(0)) - factor
        forms.append(dict.fromkeys(form, 1))
        rows.append(_row(form, (Fraction(0), Fraction(0) if total.exact else None)))
    divisors = {divisor for line in lines if (divisor := _divisor(line.key)) is not None}
    variables: dict[str, Limits] = {}
    for key in dict.fromkeys(key for form in forms for key in form):
        variables[str(key)] = (Fraction(1) if key in divisors else Fraction(0), None)
    return solution(variables, rows)


def value_in(world: World, key: Key) -> Fraction | None:
    """What a world says of a quantity, percentages as ratios; `None` where it has no divisor for it."""
    numerator, denominator = _form(key)
    over = _total(world, denominator) if denominator is not None else Fraction(1)
    return None if not over else _total(world, numerator) / over


def _total(world: World, form: Form) -> Fraction:
    return sum((factor * world.get(str(key), Fraction(0)) for key, factor in form.items()), Fraction(0))


def sums(lines: Sequence[Line]) -> Iterator[Sum]:
    """The sums that an article's numbers must keep."""
    spoken = {line.key for line in lines}
    for place in dict.fromkeys((key.area, key.year) for key in spoken):
        for indicator, core in CORES.items():
            terms = PEOPLE if core[0] in PEOPLE else PROGRAMMES
            whole = Key(indicator, place[0], year=place[1])
            parts = {
                term: whole._replace(segment=term) if terms is PEOPLE else whole._replace(programme=term)
                for term in terms
            }
            known = {term: part for term, part in parts.items() if _known(part, spoken)}
            if known and set(core) <= set(known):
                yield Sum(whole, tuple(known.values()), True)
            elif known and _known(whole, spoken):
                yield Sum(whole, tuple(known.values()), False)
        yield from _sum_of_unregistered(Key("unregistered", place[0], year=place[1]), spoken)
    for indicator in ("participants", "workforce", "unregistered", "target_participants", "gap_people"):
        provinces = tuple(Key(indicator, area) for area in KALIMANTAN)
        if all(_known(part, spoken) for part in provinces):
            yield Sum(Key(indicator, "kalimantan"), provinces, True)


def _sum_of_unregistered(whole: Key, spoken: set[Key]) -> Iterator[Sum]:
    """Exact only where all is known of what it is a difference of, or nothing, and no segment is left out."""
    parts = {part: whole._replace(segment=part) for part in PEOPLE}
    known = {part: key for part, key in parts.items() if _known(key, spoken)}
    if not set(PEOPLE[:2]) <= set(known):
        return
    segments = {key.segment for key in spoken if key.segment and key.area == whole.area}
    if segments <= set(known) and all(
        _adds_up(whole._replace(indicator=name), spoken) for name in ("participants", "workforce")
    ):
        yield Sum(whole, tuple(known.values()), True)


def _adds_up(whole: Key, spoken: set[Key]) -> bool:
    known = [_known(whole._replace(segment=part), spoken) for part in (None, *CORES[whole.indicator])]
    return not any(known) or all(known[1:])


def _known(key: Key, spoken: set[Key]) -> bool:
    """Whether a number is printed, or follows from two others of its place."""
    if key in spoken:
        return True
    if key.indicator not in ("participants", "workforce", "unregistered"):
        return False
    told = [any(key._replace(indicator=name) in spoken for name in names) for names in TWO_OF]
    return sum(told) >= 2


def loose(line: Line) -> Limits:
    """The generous reading of a line, percentages as ratios."""
    reading = read_line(line)
    percent = 100 if unit_of(line.key.indicator) == "percent" else 1
    low, high = reading.loose.low, reading.loose.high
    if line.key.indicator == "average_benefit" and low == high and low is not None and high is not None:
        low, high = low - 1, high + 1  # to the nearest rupiah
    return None if low is None else Fraction(low) / percent, None if high is None else Fraction(high) / percent


def _form(key: Key) -> tuple[Form, Form | None]:
    """A quantity as a combination of masses, or as a quotient of two."""
    if key.indicator in DIFFERENCES:
        return {key._replace(indicator=name): factor for name, factor in DIFFERENCES[key.indicator].items()}, None
    if key.indicator == "contributions_growth":
        now, before = key._replace(indicator="contributions"), key._replace(indicator="contributions", year=-1)
        return {now: 1, before: -1}, {before: 1}
    if key.indicator not in RATES:
        return {key: 1}, None
    numerator, denominator = RATES[key.indicator]
    return (
        {key._replace(indicator=name): factor for name, factor in numerator.items()},
        {key._replace(indicator=denominator): 1},
    )


def _divisor(key: Key) -> Key | None:
    denominator = _form(key)[1]
    return None if denominator is None else next(iter(denominator))


def _less(numerator: Form, rate: Fraction, denominator: Form) -> dict[Key, Fraction]:
    form = {key: Fraction(factor) for key, factor in numerator.items()}
    for key, factor in denominator.items():
        form[key] = form.get(key, Fraction(0)) - rate * factor
    return form


def _row(form: Form | dict[Key, Fraction], limits: Limits) -> Row:
    return Row({str(key): Fraction(factor) for key, factor in form.items()}, limits)
