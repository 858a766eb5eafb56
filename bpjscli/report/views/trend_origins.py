"""Where the numbers of a trend come from: changes, their two parts, and coverage on the latest workforce."""

from __future__ import annotations

from bpjscli.measures.answers import Candidate
from bpjscli.measures.coverage import find_beside
from bpjscli.measures.trend import Step, Trend
from bpjscli.report.builder import Builder
from bpjscli.report.cells import How
from bpjscli.report.numbers import period_text


def how_change(build: Builder, step: Step, *, growth: bool = False) -> How | None:
    """The change, or the growth a year, from the earlier point to the later one."""
    if step.previous is None:
        return None
    _ = build._
    label = _("Growth a year") if growth else _("Change")
    rule = _("the constant growth a year from the earlier to the later") if growth else _("later − earlier")
    what = build.about(label, build.measure(step.point.key), build.name(step.point.key.area), _span(build, step))
    return How(what, rule, tuple((_named(build, c), c) for c in (step.point, step.previous)))


def how_split(build: Builder, step: Step, name: str) -> How | None:
    """One of the two parts of a change of coverage."""
    if step.previous is None:
        return None
    _ = build._
    rules = {
        "participants": _("change of participants × average of 1 / workforce (Kitagawa, 1955)"),
        "workforce": _("change of 1 / workforce × average of participants (Kitagawa, 1955)"),
    }
    what = build.about(
        _("Change by {indicator}").format(indicator=build.lower(name)),
        build.name(step.point.key.area),
        _span(build, step),
    )
    earlier = (find_beside(build.answers, step.previous, part) for part in ("participants", "workforce"))
    operands = [c for c in (step.participants, step.workforce, *earlier) if c is not None]
    return How(what, rules[name], tuple((_named(build, c), c) for c in operands))


def how_on_latest(build: Builder, found: Trend, step: Step, title: str) -> How | None:
    """Coverage on the latest workforce; `title` says which one that is."""
    if found.latest is None or found.latest.workforce is None or step.participants is None:
        return None
    operands = tuple((_named(build, c), c) for c in (step.participants, found.latest.workforce))
    when = period_text(step.point.period, build.lang)
    what = build.about(build.lower("coverage"), build.name(found.key.area), when, title[:1].lower() + title[1:])
    return How(what, f"{build.lower('participants')} / {build.lower('workforce')}", operands)


def _named(build: Builder, candidate: Candidate) -> str:
    return f"{build.measure(candidate.key)}, {period_text(candidate.period, build.lang)}"


def _span(build: Builder, step: Step) -> str:
    points = [c for c in (step.previous, step.point) if c is not None]
    return " → ".join(period_text(c.period, build.lang) for c in points)
