"""Family S: figures that break no identity and are still hard to believe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from bpjscli.checks.dateline import weekday_of
from bpjscli.checks.diagnosis.evidence import log2, round_bits
from bpjscli.checks.diagnosis.slips import Slip, list_written_forms, misprints
from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Argument, Finding, Message, Suggestion
from bpjscli.measures.agreement import day_of, jumps
from bpjscli.model.facts import Figure
from bpjscli.solver.constraints import REST, Constraint, Variable
from bpjscli.solver.solve import Solved

TELLING_DIGITS = 1000  # two numbers this large that are equal to the last digit are hardly so by chance


@check("S601", "warning", "Different programmes or segments have the same number")
def equal_values(examination: Examination) -> Iterator[Finding]:
    """A source prints the same number, with four or more digits, for two programmes or two segments.

    Sources that print it alike are told once, at the first of them.

    That two programmes paid exactly 9,377 claims each is possible and very unlikely; more often one number was copied
    into the wrong line. Nothing is wrong with the arithmetic, so this is a warning.
    """
    seen: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in examination.figures:
        if figure.segment is not None or figure.programme is not None:
            value, step = figure.reading.value, figure.reading.step or 1
            if figure.unit != "percent" and abs(value) >= TELLING_DIGITS * step:
                place = (figure.indicator, figure.area, figure.period.text, figure.base, value)
                seen[place][figure.source.id].append(figure)
    for by_source in seen.values():
        alike = [tuple(figures) for figures in by_source.values() if len({_part(figure) for figure in figures}) > 1]
        if alike:
            text = N_("{figures}: the same number for each; one of them may have been copied.")
            if len(alike) > 1:
                text = N_("{figures}: the same number for each, in {count} sources; one of them may have been copied.")
            arguments: dict[str, Argument] = {"figures": alike[0], "count": len(alike)}
            yield Finding("S601", "warning", Message(text, arguments), tuple(chain.from_iterable(alike)))


def _part(figure: Figure) -> tuple[str | None, str | None]:
    return figure.segment, figure.programme


@check("S602", "warning", "Coverage above 100 %")
def above_everybody(examination: Examination) -> Iterator[Finding]:
    """More workers are covered than there are, even by the most cautious reading.

    A rate is printed that is above 100 %, or participants are printed that are more than the workforce beside them.
    That happens where participants are counted at their employer's seat and the workforce where it lives, so it is no
    contradiction; but it says that the rate is not what its name promises.
    """
    rates = set()
    for figure in examination.figures:
        low = figure.reading.rounded.low
        if figure.indicator == "coverage":
            rates.add(_place(figure))
            if low is not None and low > 100:
                text = N_("{figure}: more than all workers; the participants and the workforce count different people.")
                yield Finding("S602", "warning", Message(text, {"figure": figure}), (figure,))
    yield from _more_than_there_are(examination, rates)


def _place(figure: Figure) -> tuple[object, ...]:
    return (figure.source.id, figure.area, figure.period.text, figure.segment, figure.programme, figure.base)


def _more_than_there_are(examination: Examination, rates: set[tuple[object, ...]]) -> Iterator[Finding]:
    """Participants above the workforce of the same source; with a rate printed as well, that rate has been judged."""
    standing = [figure for figure in examination.figures if figure.superseded_by is None]
    workforces = {_place(figure): figure for figure in standing if figure.indicator == "workforce"}
    for figure in standing:
        workforce = workforces.get(_place(figure))
        if figure.indicator != "participants" or workforce is None or _place(figure) in rates:
            continue
        low, high = figure.reading.loose.low, workforce.reading.loose.high
        if low is not None and high is not None and low > high and figure.id not in examination.disputed:
            text = N_("{figure}: more than {other}; the participants and the workforce count different people.")
            message = Message(text, {"figure": figure, "other": workforce})
            yield Finding("S602", "warning", message, (figure, workforce))


@check("S604", "warning", "A weekday does not fit its date")
def wrong_weekday(examination: Examination) -> Iterator[Finding]:
    """The dateline of a source names a weekday that its date does not fall on.

    "Kamis (7/11)" was in 2024, not in 2023: either the date is a misprint, or the article is of another year than its
    source block says, and so are its figures.
    """
    for source in examination.base.sources:
        if source.dateline is None or source.published is None:
            continue
        weekday = weekday_of(source.dateline, source.published)
        if weekday is not None and weekday.named != weekday.true:
            text = N_("{source}: its dateline says {dateline}, but {day} was a {weekday}.")
            arguments: dict[str, Argument] = {
                "source": source,
                "dateline": source.dateline,
                "day": weekday.day,
                "weekday": weekday.true_name,
            }
            yield Finding("S604", "warning", Message(text, arguments), source=source)


@check("S605", "note", "A target below what is already reached")
def target_behind(examination: Examination) -> Iterator[Finding]:
    """A target for a later year is lower than the coverage that had been reached when it was published.

    Either the target is one for other people (another base, only one segment), or it was read off the wrong line.
    A target of the same year that has been passed is not reported: that is what targets are for. It is held against the
    latest coverage of that time, and not against a higher one of years before.
    """
    for (indicator, area, segment, programme, base), targets in examination.series.items():
        if indicator != "target_coverage":
            continue
        reached = examination.series.get(("coverage", area, segment, programme, base), ())
        undisputed = [figure for figure in reached if figure.id not in examination.disputed]
        for target in targets:
            known = [figure for figure in undisputed if _known_before(target, figure)]
            latest = max(known, key=lambda f: (day_of(f), f.period.sort_key), default=None)
            if latest is not None and _behind(target, latest):
                text = N_("{figure}: {other} had already been reached when this target was published.")
                message = Message(text, {"figure": target, "other": latest})
                yield Finding("S605", "note", message, (target, latest))


def _known_before(target: Figure, reached: Figure) -> bool:
    """Whether coverage is of an earlier year than a target is for, and of a time before that was published."""
    published = target.source.published
    return published is not None and target.period.year > reached.period.year and day_of(reached) <= published.end


def _behind(target: Figure, reached: Figure) -> bool:
    high, low = target.reading.loose.high, reached.reading.loose.low
    return high is not None and low is not None and high < low


@check("S603", "warning", "A jump that no workforce can make in the time")
def jump(examination: Examination) -> Iterator[Finding]:
    """Coverage changes by more than five points and ten points a year, or a headcount more than doubles in a year.

    A segment may begin with hardly anybody, so that its headcount may grow to five times as much.

    Two figures for neighbouring dates, usually of different sources, are each believable and cannot follow each other:
    27.36 % on 1 December and 37 % on 24 December. A figure that differs from both its neighbours while these agree is
    named as the odd one out. Where bases differ, nothing is compared, nor are two numbers of one source,
    nor where the workforce beside each explains the change. It is a note where the later source itself says who they
    were: 81.466 vulnerable workers, enrolled by their city at once.
    """
    indicators = examination.base.vocabulary.indicators
    for (indicator, area, segment, programme, base), figures in examination.undisputed.items():
        workforces = examination.series.get(("workforce", area, segment, programme, base), ())
        for odd_one in jumps(figures, indicators[indicator], workforces) if len(figures) > 1 else ():
            figure, before, after = odd_one.figure, odd_one.before, odd_one.after
            if after is not None:
                text = N_("{figure} is the odd one out: {before} came before it, and {after} after it.")
                message = Message(text, {"figure": figure, "before": before, "after": after})
                yield Finding("S603", "warning", message, (figure, before, after))
                continue
            enrolled = _enrolled(examination, figure, before)
            if enrolled is not None:
                text = N_("{figure}: much more than {before}; {enrolled} may explain it.")
                message = Message(text, {"figure": figure, "before": before, "enrolled": enrolled})
                yield Finding("S603", "note", message, (figure, before, enrolled))
            else:
                text = N_("{figure}: too far from {before} for the time between them.")
                yield Finding("S603", "warning", Message(text, {"figure": figure, "before": before}), (figure, before))


EXPLAINED = Decimal("0.5")  # of a rise: what those who were enrolled together must make up at least


def _enrolled(examination: Examination, figure: Figure, before: Figure) -> Figure | None:
    """Whom the source of a coverage that rose names as enrolled together, if they may be as many as it rose by.

    They are of a segment that is within others, such as vulnerable workers, whom a government enrols by a decree, or
    they are new participants. Where a workforce is known, they must be a part of it that is large enough.
    """
    rise = figure.reading.value - before.reading.value
    if figure.indicator != "coverage" or rise <= 0:
        return None
    segments = examination.base.vocabulary.segments
    beside = [
        other
        for other in examination.figures
        if other.source is figure.source
        and (other.area, other.base) == (figure.area, figure.base)
        and other.period.end == figure.period.end
        and (
            other.indicator in ("new_participants", "net_new_participants")
            or (other.indicator == "participants" and other.segment and segments[other.segment].counted == "within")
        )
    ]
    workforces = examination.series.get(("workforce", figure.area, figure.segment, None, figure.base), ())
    least = min((f.reading.loose.low or Decimal(0) for f in workforces), default=Decimal(0)) * rise / 100 * EXPLAINED
    enough = [other for other in beside if (other.reading.loose.high or least) >= least]
    return max(enough, key=lambda other: other.reading.value, default=None)


CLEAR = Decimal(5)  # bits: below, that a slip of the pen makes a sum come out is no wonder


@check("S606", "warning", "Parts miss their whole by one slip of the pen")
def shortfall(examination: Examination) -> Iterator[Finding]:
    """Some parts of a total are printed, others are not, and one digit would make the printed ones add up exactly.

    Wage earners and own-account workers are less than all participants, because construction workers are missing from
    the list: that breaks no identity. But where the missing number is just what one swapped or wrong digit makes, it is
    more likely that the parts are complete and a digit is wrong. The chance is weighed: the larger the missing number
    and the fewer the digits that were tried, the less likely it comes out by accident.
    """
    for solved in examination.solved:
        for constraint in solved.problem.plan.constraints:
            variables = [solved.problem.plan.variables[number] for number in constraint.parts]
            if constraint.kind == "sum" and any(v is not None and REST in v for v in variables):
                yield from _missed(solved, constraint)


def _missed(solved: Solved, constraint: Constraint) -> Iterator[Finding]:
    plan = solved.problem.plan
    whole = _in_full(solved, plan.variables[constraint.total])
    named = [v for number in constraint.parts if (v := plan.variables[number]) is not None and REST not in v]
    numbers = [_in_full(solved, variable) for variable in named]
    parts = [number for number in numbers if number is not None]
    if whole is None or len(parts) < max(2, len(numbers)):
        return
    figures = solved.group.figures
    missing = figures[whole].reading.value - sum((figures[n].reading.value for n in parts), Decimal(0))
    if missing <= 0:
        return
    slips = {n: _misprints(solved, n) for n in (whole, *parts)}
    tried = sum(map(len, slips.values()))
    fitting = [
        slip
        for number, its in slips.items()
        for slip in its
        if slip.value - figures[number].reading.value == (-missing if number == whole else missing)
    ]
    bits = round_bits(log2(missing) - log2(Decimal(max(tried, 1))))
    if fitting and bits > CLEAR:
        weight = 2**bits
        suggestions = tuple(
            Suggestion(
                slip.kind,
                figures[slip.number],
                list_written_forms(slip, figures[slip.number]),
                slip.value,
                bits,
                probability=weight / (1 + len(fitting) * weight),
                error=slip.error,
            )
            for slip in fitting
        )
        first = fitting[0].number
        members = (first, *(n for n in (whole, *parts) if n != first))
        text = N_("{figures}: the parts miss their whole by just what one digit makes.")
        message = Message(text, {"figures": tuple(figures[n] for n in (whole, *parts))})
        yield Finding("S606", "warning", message, tuple(figures[n] for n in members), suggestions)


def _in_full(solved: Solved, variable: Variable | None) -> int | None:
    """The undisputed figure that prints a variable in full; `None` where there is not exactly one."""
    items = solved.problem.items
    numbers = [n for n, item in enumerate(items) if item.variable == variable and not solved.disputed >> n & 1]
    return numbers[0] if len(numbers) == 1 and items[numbers[0]].rounded.exact else None


def _misprints(solved: Solved, number: int) -> list[Slip]:
    figure = solved.group.figures[number]
    slips = misprints(number, figure, solved.problem.items[number])
    return [slip for slip in slips if slip.kind in ("swap", "digit") and slip.error != "missing"]
