"""Family T: periods that may not be compared."""

from __future__ import annotations

from collections.abc import Iterator

from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Argument, Finding, Message
from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.comparability import Reason, Verdict, compare

LOOK_BACK = 4  # points that a point is held against, the nearest first


@check("T701", "note", "The workforce moved more than it can in the time")
def denominator_moved(examination: Examination) -> Iterator[Finding]:
    """Coverage of two neighbouring periods may not be compared, because the workforce under it was counted otherwise.

    A workforce grows or shrinks by a few percent a year. Where the one that coverage rests on moved by more, even by
    the most cautious reading of both figures, it was taken from another survey or another definition, and coverage may
    "fall" while participants rise. `bpjs trend` splits the change into what each contributed.
    """
    for verdict in _verdicts(examination, "workforce-moved"):
        text = N_("{later} may not be compared with {earlier}: the workforce moved by {growth} in {months} months.")
        if not verdict.months:
            text = N_("{later} may not be compared with {earlier}: for one month, their workforces differ by {growth}.")
        yield _finding("T701", text, verdict)


@check("T702", "note", "Coverage over different bases")
def base_changed(examination: Examination) -> Iterator[Finding]:
    """Coverage of two neighbouring periods rests on different definitions of the workforce, as the sources say.

    Eligible workers are fewer than all who are employed, so the same participants make a higher rate over the one than
    over the other. The two stand beside each other and are not held against each other.
    """
    for verdict in _verdicts(examination, "base-differs"):
        text = N_("{later} may not be compared with {earlier}: their workforces are defined differently.")
        yield _finding("T702", text, verdict)


@check("T703", "note", "Coverage within other boundaries")
def area_redrawn(examination: Examination) -> Iterator[Finding]:
    """The boundaries of an area changed between two neighbouring periods, so that they are not of the same place.

    East Kalimantan lost its north to a new province in 2013, Papua and West Papua most of theirs in 2022. Figures
    from before and after are of different workers, even under one name. An `[[area]]` block says with `since` and
    `from` when it was split from another, and with `redrawn` when its boundaries changed otherwise.
    """
    for verdict in _verdicts(examination, "area-redrawn"):
        text = N_("{later} may not be compared with {earlier}: the boundaries of the area changed in between.")
        yield _finding("T703", text, verdict)


def _verdicts(examination: Examination, reason: Reason) -> Iterator[Verdict]:
    if examination.incomparable is None:
        examination.incomparable = list(_incomparable(examination))
    return (verdict for verdict in examination.incomparable if verdict.reason == reason)


def _incomparable(examination: Examination) -> Iterator[Verdict]:
    """Every point of coverage that may not be compared with the one before it."""
    answers = examination.answers
    for indicator, area, segment, programme in dict.fromkeys(series[:4] for series in examination.series):
        if indicator == "coverage":
            points = _points(answers, Key(indicator, area, segment, programme))
            for place, later in enumerate(points):
                verdict = _against_known(points[max(0, place - LOOK_BACK) : place], later, answers)
                if verdict is not None and verdict.outcome == "not-comparable":
                    yield verdict


def _against_known(earlier: list[Candidate], later: Candidate, answers: Answers) -> Verdict | None:
    """The verdict against the nearest earlier point that allows one: not every source names its workforce."""
    verdicts = (compare(one, later, answers) for one in reversed(earlier))
    return next((verdict for verdict in verdicts if verdict.outcome != "unknown"), None)


def _points(answers: Answers, key: Key) -> list[Candidate]:
    """The best published answer for each period, earliest first."""
    candidates = []
    for period in answers.prospects(key):
        if any(candidate.quantity.origin == "published" for candidate in answers.at(key, period)):
            candidates.append(answers.best(key, period, exactly=True))
    return sorted((c for c in candidates if c is not None), key=lambda c: (c.date, c.period.sort_key))


def _finding(code: str, text: str, verdict: Verdict) -> Finding:
    later, earlier = verdict.later.quantity.figures, verdict.earlier.quantity.figures
    arguments: dict[str, Argument] = {"later": later, "earlier": earlier, "months": verdict.months}
    if verdict.growth is not None:
        arguments["growth"] = verdict.growth
    return Finding(code, "note", Message(text, arguments), (*later, *earlier))
