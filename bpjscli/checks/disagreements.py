"""Family D: sources that disagree about the same quantity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from bpjscli.checks.diagnosis.evidence import NONE, log2
from bpjscli.checks.diagnosis.slips import distinct_values, list_written_forms, misprints
from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Argument, Finding, Message, Suggestion
from bpjscli.measures.agreement import disagree
from bpjscli.model.facts import Figure
from bpjscli.solver.plan import Variable
from bpjscli.solver.problem import as_item


@check("D501", "warning", "Sources disagree about the same quantity")
def disagreement(examination: Examination) -> Iterator[Finding]:
    """Two sources give different numbers for the same indicator, area and period, too far apart to be rounding.

    What is counted at a date is the same for 2025 as for December or 31 December 2025, unless it was published before
    that day: then it tells of an earlier one. Each is read as generously as newspapers round, and the readings still do
    not meet; a number that ends in zeros may be rounded to them. Where one swapped or wrong digit would turn one number
    into the other, the finding says so. The newest publication is shown, the others stay visible in `bpjs explain`; a
    source that has corrected itself is marked `superseded_by`. Sources with the same number are told once, at the first
    of them.
    """
    alike: dict[tuple[str, Decimal], list[Figure]] = defaultdict(list)
    newest_of: dict[str, Figure] = {}
    for newest, other in examination.pairs:
        if disagree(newest, other):
            alike[newest.id, other.reading.value].append(other)
            newest_of[newest.id] = newest
    for (id_, _), others in alike.items():
        newest, other = newest_of[id_], others[0]
        text = N_("{figure} and {other} are the same quantity, and too far apart to be rounding.")
        if len(others) > 1:
            text = N_(
                "{figure}, as in {count} sources, and {other} are the same quantity, and too far apart to be rounding."
            )
        arguments: dict[str, Argument] = {"figure": other, "other": newest, "count": len(others)}
        yield Finding("D501", "warning", Message(text, arguments), (*others, newest), _slips(other, newest))


@check("D502", "note", "A number is cut, as another source shows")
def cut_elsewhere(examination: Examination) -> Iterator[Finding]:
    """A source gives a shortened number of which another source has more digits, and it was cut rather than rounded.

    "7,9 juta" for 7.996.826 is no disagreement. A target for new participants that amounts to everybody not yet
    covered is held against their number in the same way. Each number is told once, however many sources have more of
    its digits.
    """
    told: set[str] = set()
    for newest, other in (*examination.pairs, *_everybody(examination)):
        shorter, longer = sorted((newest, other), key=lambda f: f.reading.step, reverse=True)
        exact = longer.reading.rounded
        if shorter.id in told or longer.reading.step >= shorter.reading.step:
            continue
        if (shorter.reading.loose & exact).empty:
            continue
        step, value, low = shorter.reading.step, shorter.reading.value, exact.low
        bounded = shorter.reading.rounded.high is not None  # "more than 7,9 juta" leaves nothing out
        if bounded and low is not None and value + step / 2 <= low < value + step:
            told.add(shorter.id)
            text = N_("{figure} is cut, not rounded: {other} has more digits.")
            yield Finding("D502", "note", Message(text, {"figure": shorter, "other": longer}), (shorter, longer))


def _everybody(examination: Examination) -> Iterator[tuple[Figure, Figure]]:
    """Targets for new participants with the unregistered of the year before, where they are the same people."""
    for (indicator, area, segment, programme, base), figures in examination.series.items():
        if indicator != "target_new_participants":
            continue
        for target in figures:
            key = ("unregistered", area, segment, programme, base)
            for people in examination.series.get(key, ()):
                if people.period.year == target.period.year - 1 and people.source is not target.source:
                    yield people, target


def _slips(one: Figure, other: Figure) -> tuple[Suggestion, ...]:
    """Single slips of the pen that turn one number into the other: nothing tells which of the two is wrong."""
    slips = [slip for figure, right in ((one, other), (other, one)) for slip in _turned(figure, right)]
    total = NONE + sum((2**suggestion.bits for suggestion in slips), Decimal(0))
    return tuple(msgspec.structs.replace(s, probability=2**s.bits / total) for s in slips)


def _turned(wrong: Figure, right: Figure) -> Iterator[Suggestion]:
    for slip in misprints(0, wrong, as_item(wrong, Variable(wrong.indicator))):
        if slip.value == right.reading.value:
            bits = (log2(distinct_values(wrong)) - log2(Decimal(slip.tried)) - 1).quantize(Decimal("0.1"))
            yield Suggestion(slip.kind, wrong, list_written_forms(slip, wrong), slip.value, bits, error=slip.error)
