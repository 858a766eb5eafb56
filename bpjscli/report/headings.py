"""Headings that say what was found; where nothing clear was, the name of the subject."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.breakdown import Part
from bpjscli.measures.candidates import usable
from bpjscli.measures.gap import Gap
from bpjscli.measures.ranking import Ranking
from bpjscli.measures.trend import Trend, trend
from bpjscli.report.answer_points import leading_part, share_text
from bpjscli.report.builder import Builder
from bpjscli.report.main_points import extremes, latest_step
from bpjscli.report.numbers import capitalise, period_text
from bpjscli.report.sentences import points_text


def ranking_heading(build: Builder, table: Ranking) -> str:
    """Who leads and who trails."""
    ends = extremes(table)
    if ends is None:
        return build._("Ranking")
    first, last = (build.name(candidate.key.area) for candidate in ends)
    return build._("{first} leads, {last} trails").format(first=first, last=last)


def part_heading(build: Builder, parts: Sequence[Part], text: str, subject: str) -> str:
    """Which part is the greatest, put into `text`; the `subject` where that cannot be told."""
    most = leading_part(parts)
    if most is None:
        return subject
    return text.format(part=capitalise(build.term(most.term)), share=share_text(build, most))


def gap_heading(build: Builder, gap: Gap | None) -> str:
    """How far the next target is."""
    _ = build._
    if gap is None or gap.by is None:
        return _("Gap to target")
    if gap.surplus_points is not None:
        return _("The target for {year} is reached").format(year=gap.by.year)
    if gap.gap_points is None or gap.perhaps_reached:
        return _("Gap to target")
    return _("{points} to the target for {year}").format(points=points_text(build, gap.gap_points), year=gap.by.year)


def trend_heading(build: Builder, lead: Candidate | None) -> str:
    """Whether coverage is more than before, or cannot be compared."""
    _ = build._
    step = None if lead is None or not usable(lead) else latest_step(_trend(build.answers, lead), lead)
    if step is None or step.previous is None or step.verdict is None or step.verdict.outcome == "unknown":
        return _("Trend")
    when = period_text(step.previous.period, build.lang)
    if step.verdict.outcome == "not-comparable":
        return _("Not comparable with {period}").format(period=when)
    low, high = (None, None) if step.change is None else (step.change.interval.low, step.change.interval.high)
    if step.change is None or low is None or high is None or low <= 0 <= high:
        return _("Trend")
    text = _("Up {points} since {period}") if low > 0 else _("Down {points} since {period}")
    return text.format(points=points_text(build, step.change), period=when)


def _trend(answers: Answers, lead: Candidate) -> Trend:
    return trend(answers, Key("coverage", lead.key.area))
