"""Family R, the part that needs other figures: numbers that were cut or are off by one in their last digit."""

from __future__ import annotations

from collections.abc import Iterator

from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Finding, Message
from bpjscli.model.facts import Figure
from bpjscli.model.interval import Interval
from bpjscli.numerals.choices import tell_choice
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.quantity import Quantity, make_derived
from bpjscli.solver.solve import Solved


@check("R301", "note", "A number was cut instead of rounded")
def cut(examination: Examination) -> Iterator[Finding]:
    """The other figures of the source put the true value above the half unit that rounding allows, but below the next.

    "3,2 juta" for 3.287.020 is no misprint: newspapers often cut the digits that they leave out. The figure is read as
    cut, its interval is the wider one in all that is derived from it, and its cells carry the mark of a cut figure.
    "Hampir 4,5 juta" that is said of 4.53 million is not cut, but read as generously.
    """
    for figure, rest, above in _stretched(examination):
        if above:
            text = N_("{figure} is cut, not rounded: the other figures give {value}.")
            if figure.reading.qualifier == "nearly":
                text = N_("{figure} is said of a little more: the other figures give {value}.")
            yield Finding("R301", "note", Message(text, {"figure": figure, "value": rest}), (figure,))


@check("R302", "note", "A number is off by one in its last digit")
def off_by_one(examination: Examination) -> Iterator[Finding]:
    """The other figures of the source put the true value below the half unit that rounding allows, by less than that.

    "21,44 persen" where the headcounts give 21,4347: somebody rounded twice, first to 21,435 and then to 21,44. "77,23
    persen" where they give 77,221: it is what a cut number leaves of a hundred. The figure is read loosely, in all that
    is derived from it.
    """
    for figure, rest, above in _stretched(examination):
        if not above:
            text = N_("{figure} is off by one in its last digit: the other figures give {value}.")
            yield Finding("R302", "note", Message(text, {"figure": figure, "value": rest}), (figure,))


@check("R303", "note", "A number is written against the rules of its language")
def written_otherwise(examination: Examination) -> Iterator[Finding]:
    """The number breaks the rules of its source's language, and these leave only one reading, which is chosen.

    "Rp1.68 triliun" in Indonesian is Rp1,68 triliun, since a dot groups three digits; "229. 405" is 229.405; of rupiah,
    "25,5 M" is 25,5 miliar; and "27,703" is 27.703 where others of the source are grouped by commas, too. What may be
    read in two ways, such as "27.025 ribu", is refused instead (R201).
    """
    for figure in examination.figures:
        if figure.printed is None:
            continue
        chosen = tell_choice(figure.printed, figure.unit, figure.source.language)
        if chosen is not None:
            text = N_("{figure} is read as “{chosen}”, the only reading that its marks leave.")
            yield Finding("R303", "note", Message(text, {"figure": figure, "chosen": chosen}), (figure,))


def _stretched(examination: Examination) -> Iterator[tuple[Figure, Quantity, bool]]:
    """Figures that agree with the others only when read loosely: what the others say, and whether that is above."""
    for solved in (part for whole in examination.solved for part in whole.by_part()):
        for number in numbers_in(solved.cut):
            figure = solved.group.figures[number]
            rest = _rest(solved, number)
            if rest.empty:
                continue  # the others leave nothing of it, and that is said of their contradiction
            above = rest.middle is not None and rest.middle > figure.reading.value
            yield figure, make_derived(figure.unit, rest), above


def _rest(solved: Solved, number: int) -> Interval:
    """What the other figures of the group leave of a figure: read as rounded, or loosely where that leaves nothing."""
    problem, figure = solved.problem, solved.group.figures[number]
    active = problem.everything & ~solved.disputed & ~(1 << number)
    interval = Interval()
    for loose in (0, problem.everything):
        box = problem.solve(active, loose)
        interval = problem.bounds(box, problem.items[number].variable, figure.unit) & figure.reading.loose
        if not box.conflict and not interval.empty:
            break
    return interval
