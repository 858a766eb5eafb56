"""The main points of an answer about an area: a sentence each, made from the data, and none where there is no news.

Level, change, who leads and who trails, the way to the target, and what is in dispute, in this order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpjscli.measures.answers import Candidate, Key
from bpjscli.measures.candidates import usable
from bpjscli.measures.coverage import Snapshot
from bpjscli.measures.gap import Gap
from bpjscli.measures.ranking import Ranking, Standing
from bpjscli.measures.trend import Step, Trend
from bpjscli.measures.trend import trend as find_trend
from bpjscli.model.interval import Interval
from bpjscli.report.builder import Builder
from bpjscli.report.document import Paragraph
from bpjscli.report.numbers import period_text
from bpjscli.report.sentences import doubts, lead_sentence, points_text, spoken, standing_sentences
from bpjscli.solver.quantity import Quantity

if TYPE_CHECKING:
    from bpjscli.checks.finding import Finding

MONTHS_A_YEAR = 12
LIFETIME = 80 * MONTHS_A_YEAR
"""Months: a pace that takes longer is no plan for anybody who lives now."""
ALL = 100  # percent


def point(build: Builder, sentences: Sequence[str], *candidates: Candidate | Quantity | None) -> Paragraph:
    """A main point, with the sources of what it rests on."""
    quantities = [c if isinstance(c, Quantity) else c.quantity for c in candidates if c is not None]
    notes = dict.fromkeys(build.source_note(figure.source) for q in quantities for figure in q.figures)
    return Paragraph(" ".join(sentences), "point", tuple(notes))


def level_point(build: Builder, shot: Snapshot) -> list[Paragraph]:
    """How many of the workers are covered, in percent and in people, and whether that is in dispute."""
    if shot.lead is None:
        return []
    names = ("participants", "workforce", "unregistered")
    known = {name: c for name in names if (c := _beside(shot, name)) is not None and usable(c)}
    heads = {name: _value(build, candidate.quantity) for name, candidate in known.items()}
    sentences = [lead_sentence(build, shot.lead)]
    if "unregistered" in heads and "workforce" in heads:
        text = build._("Of {workforce} workers {unregistered} are not covered.")
        if "participants" in heads:
            text = build._("That is {participants} of {workforce} workers; {unregistered} are not covered.")
        sentences.append(text.format(**heads))
    elif "workforce" in heads and "participants" in heads:
        sentences.append(build._("That is {participants} of {workforce} workers.").format(**heads))
    else:
        known = {}
    return [point(build, [*sentences, *doubts(build, shot.lead)], shot.lead, *known.values())]


def _beside(shot: Snapshot, name: str) -> Candidate | None:
    return shot.parts[name].candidate if name in shot.parts else None


def standing_point(build: Builder, place: Standing | None) -> list[Paragraph]:
    """The rank of an area within its region, and how far it is from it."""
    if place is None:
        return []
    return [point(build, standing_sentences(build, place), place.whole)]


def extremes_point(build: Builder, table: Ranking) -> list[Paragraph]:
    """Who leads and who trails, as far as the figures are precise enough to tell."""
    ends = extremes(table)
    if ends is None:
        return []
    top, bottom = ends
    _ = build._
    text = _("{first} leads ({most}), {last} trails ({least}).")
    sentence = text.format(
        first=build.name(top.key.area),
        most=spoken(build, top.quantity),
        last=build.name(bottom.key.area),
        least=spoken(build, bottom.quantity),
    )
    return [point(build, [sentence], top, bottom)]


def extremes(table: Ranking) -> tuple[Candidate, Candidate] | None:
    """The only first and the only last of a ranking of more than two; `None` where one is shared or dates are mixed."""
    ranked = table.ranked
    top = [rank for rank in ranked if rank.low == 1]
    bottom = [rank for rank in ranked if rank.high == len(ranked)]
    if table.mixed or len(ranked) < 3 or len(top) != 1 or len(bottom) != 1:
        return None
    return top[0].candidate, bottom[0].candidate


def latest_step(found: Trend, lead: Candidate | None) -> Step | None:
    """The step to the answer that the document is about, if another one can be held against it."""
    if lead is None:
        return None
    steps = [step for step in found.steps if step.point.period == lead.period and step.verdict is not None]
    return steps[-1] if steps else None


def change_point(build: Builder, lead: Candidate | None) -> list[Paragraph]:
    """Whether coverage is more than before, and whether the two may be compared at all."""
    if lead is None or not usable(lead):
        return []
    step = latest_step(find_trend(build.answers, Key("coverage", lead.key.area)), lead)
    if step is None or step.previous is None or step.previous.quantity.disputed or build.in_doubt(step.previous):
        return []
    return [point(build, [change_sentence(build, step)], step.point, step.previous)]


def change_sentence(build: Builder, step: Step) -> str:
    """Whether a number is more than the one before it, in points, or why that cannot be told."""
    assert step.previous is not None and step.verdict is not None  # noqa: S101, PT018  # the caller has looked
    _, lang = build._, build.lang
    before = spoken(build, step.previous.quantity)
    when = period_text(step.previous.period, lang)
    if step.verdict.outcome == "not-comparable":
        reasons = {
            "workforce-moved": _("the number of workers that it is measured against has changed too much"),
            "base-differs": _("the two count different workers"),
            "area-redrawn": _("the boundaries of the area have changed"),
        }
        why = reasons.get(step.verdict.reason)
        text = _("This cannot be compared with {before} ({period}).")
        if why is not None:
            text = _("This cannot be compared with {before} ({period}): {why}.")
        return text.format(before=before, period=when, why=why)
    if step.verdict.reason == "workforce-unknown":
        return _("It was {before} ({period}); the two may not be comparable.").format(before=before, period=when)
    if step.verdict.outcome == "unknown" or step.change is None:
        text = _("Whether that is more or less than before ({before}, {period}) cannot be told.")
        return text.format(before=before, period=when)
    low, high = step.change.interval.low, step.change.interval.high
    if low is None or high is None or low <= 0 <= high:
        return _("That is about as much as before ({before}, {period}).").format(before=before, period=when)
    text = _("That is {points} up from {before} ({period}).")
    if high < 0:
        text = _("That is {points} down from {before} ({period}).")
    return text.format(points=points_text(build, step.change), before=before, period=when)


def target_point(build: Builder, gap: Gap | None) -> list[Paragraph]:
    """How far the next target is, what it takes a month, and where the present pace leads."""
    if gap is None or gap.by is None or gap.current is None or gap.current.quantity.disputed:
        return []
    sentences = [_distance_sentence(build, gap)]
    if gap.surplus_points is None and gap.gap_people is not None:
        sentences += _needed_sentence(build, gap)
        sentences += _pace_sentence(build, gap)
    return [point(build, [s for s in sentences if s], gap.target, gap.current, gap.gap_people)]


def _distance_sentence(build: Builder, gap: Gap) -> str:
    _ = build._
    assert gap.by is not None  # noqa: S101  # the caller has looked
    aim, by = target_words(build, gap), build.day_text(gap.by)
    if gap.surplus_points is not None:
        text = _("The target of {target} by {day} is reached, with {points} to spare.")
        return text.format(target=aim, day=by, points=points_text(build, gap.surplus_points))
    if gap.perhaps_reached:
        return _("Whether the target of {target} by {day} is reached is within the rounding.").format(
            target=aim, day=by
        )
    if gap.gap_points is None:
        return _("The target is {target} by {day}.").format(target=aim, day=by)
    text = _("The target is {target} by {day}, {points} more.")
    return text.format(target=aim, day=by, points=points_text(build, gap.gap_points))


def target_words(build: Builder, gap: Gap) -> str:
    """A target as people say it: "60.80 %", or "all workers" where it amounts to that."""
    if is_all_workers(gap):
        return build._("all workers")
    return _value(build, gap.target)


def is_all_workers(gap: Gap) -> bool:
    """Whether a target amounts to everybody who is not covered yet."""
    high = gap.target.interval.high
    return gap.everybody is not None and high is not None and high >= ALL


def _needed_sentence(build: Builder, gap: Gap) -> list[str]:
    _ = build._
    assert gap.gap_people is not None  # noqa: S101  # the caller has looked
    people = _value(build, gap.gap_people)
    if gap.people_per_month is None:
        return [_("That takes {people} more people.").format(people=people)]
    text = _("That takes {people} more people, {monthly} a month.")
    return [text.format(people=people, monthly=_value(build, gap.people_per_month))]


def _pace_sentence(build: Builder, gap: Gap) -> list[str]:
    _ = build._
    if gap.pace is None:
        return []
    speed = gap.pace.people_per_month
    if speed.interval.high is not None and speed.interval.high <= 0:
        return [_("Lately the number of participants has not grown.")]
    if gap.months_at_pace is None or gap.months_at_pace.interval.low is None:
        return []
    text = _("Lately it was {speed} a month; at this pace it takes {time}.")
    if gap.months_at_pace.interval.low > LIFETIME:
        text = _("Lately it was {speed} a month: not at this pace within a lifetime.")
    return [text.format(speed=_value(build, speed), time=time_text(build, gap.months_at_pace.interval))]


def time_text(build: Builder, months: Interval) -> str:
    """So many months, and from two years on so many years: "1–5 months", "14 years", "more than a lifetime"."""
    _ = build._
    ends = [bound for bound in (months.low, months.high) if bound is not None]
    if ends[0] > LIFETIME:
        return _("more than a lifetime")
    in_years = ends[-1] >= 2 * MONTHS_A_YEAR
    numbers = list(dict.fromkeys(f"{end / MONTHS_A_YEAR if in_years else end:.0f}" for end in ends))
    number = "–".join(numbers) if len(ends) == 2 else f"≥ {numbers[0]}"
    if in_years:
        return _("{count} years").format(count=number)
    return _("less than a month") if ends[-1] <= 1 else _("{count} months").format(count=number)


def dispute_point(build: Builder, shots: Sequence[Snapshot], findings: Sequence[Finding] | None) -> list[Paragraph]:
    """Which answers are disputed, and how many contradictions a check has found, where it was made."""
    _ = build._
    disputed = [shot.area for shot in shots if shot.lead is not None and shot.lead.quantity.disputed]
    sentences = []
    if disputed:
        names = list_names(build, [build.name(area) for area in disputed])
        sentences.append(_("The figures of {areas} contradict each other.").format(areas=names))
    grave = [f for f in findings or () if f.severity == "error" and f.accepted is None]
    if grave:
        text = _("{count} contradictions are not settled; see “What does not add up”.")
        one = _("One contradiction is not settled; see “What does not add up”.")
        sentences.append(one if len(grave) == 1 else text.format(count=len(grave)))
    return [Paragraph(" ".join(sentences), "point")] if sentences else []


def list_names(build: Builder, names: Sequence[str]) -> str:
    """Names in a row, the last after "and"."""
    if len(names) == 1:
        return names[0]
    return build._(", ").join(names[:-1]) + build._(" and ") + names[-1]


def _value(build: Builder, quantity: Quantity) -> str:
    return spoken(build, quantity)
