"""Changes and verdicts on them in words, with their numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from bpjscli.derive.answers import Candidate
from bpjscli.derive.candidate import known
from bpjscli.derive.comparability import Verdict
from bpjscli.derive.quantity import Quantity
from bpjscli.derive.trend import Step, Trend
from bpjscli.facts.period import parse_period
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.document import Paragraph
from bpjscli.report.numbers import Points, amount, interval_text, period_text, quantity_text, spoken


def signed(quantity: Quantity, lang: Lang) -> str:
    """A change as text, that of a percentage in points: "+0.21", "−4.04", "≈ +15,742"."""
    text = quantity_text(quantity, lang, points_of(quantity))
    if quantity.value is None or quantity.value <= 0 or quantity.qualifier in ("at-least", "at-most"):
        return text
    sign, space, number = text.rpartition("≈ ")
    return f"{sign}{space}+{number}"


def points_of(quantity: Quantity | None) -> Points | None:
    """How a change is shown: of a percentage in points, without the sign that would say "relative"."""
    return "points" if quantity is not None and quantity.unit == "percent" else None


def outcome_text(build: Builder, verdict: Verdict) -> str:
    """A verdict in a word or two."""
    _ = build._
    words = {"comparable": _("yes"), "not-comparable": _("no"), "unknown": _("cannot be told")}
    return words[verdict.outcome]


def reason_text(build: Builder, verdict: Verdict) -> str:
    """Why two periods may or may not be compared, as a sentence with its numbers."""
    _ = build._
    texts = {
        "disputed": _("One of the figures is disputed or has been taken back."),
        "area-redrawn": _("The boundaries of {area} changed on {day}: the two are not of the same place."),
        "base-differs": _("They count on different bases: “{base}” and “{later_base}”."),
        "spans-differ": _("One is over {earlier}, the other over {later}: the lengths of the two periods differ."),
        "unfinished": _("A figure was published before its period was over, so that it may cover only a part of it."),
        "workforce-unknown": _("The workforce is not known at both ends, nor figures it would follow from."),
        "workforce-moved": _(
            "The workforce went from {before} to {after} ({growth}) in {span}; {allowed} is plausible."
        ),
        "workforce-imprecise": _(
            "The workforce went from {before} to {after}, which is too rough to tell whether by more than {allowed}."
        ),
        "workforce-steady": _("The workforce went from {before} to {after} ({growth}) in {span}."),
        "plain": _("It has no denominator that could have moved."),
    }
    lang = build.lang
    return texts[verdict.reason].format(
        earlier=period_text(verdict.earlier.period, lang),
        later=period_text(verdict.later.period, lang),
        area=build.base.areas[verdict.later.key.area].name.in_language(lang),
        day="" if verdict.redrawn is None else period_text(parse_period(verdict.redrawn.isoformat()), lang),
        base=verdict.earlier.base,
        later_base=verdict.later.base,
        before=known_text(build, verdict.earlier_workforce),
        after=known_text(build, verdict.later_workforce),
        growth=_relative(build, verdict.growth),
        span=span_text(build, verdict.months),
        allowed=f"±{spoken(amount(verdict.allowed, Decimal('0.1'), 'percent', lang), lang)}",
    )


def known_text(build: Builder, candidate: Candidate | None) -> str:
    """A number as its source's figures leave it."""
    return "–" if candidate is None else quantity_text(known(candidate), build.lang).removeprefix("≈ ")


def _relative(build: Builder, growth: Quantity | None) -> str:
    return "–" if growth is None else spoken(f"{signed(growth, build.lang).removeprefix('≈ ')} %", build.lang)


def span_text(build: Builder, months: int) -> str:
    """A time in calendar months, in words."""
    _ = build._
    if abs(months) < 2:
        return _("about a month") if months else _("less than a month")
    return _("{months} months").format(months=abs(months))


def trend_remarks(build: Builder, found: Trend) -> list[Paragraph]:
    """A sentence on every change that has something to say, and one on the latest workforce."""
    verdicts = [(step, step.verdict) for step in found.steps if step.verdict is not None]
    remarks = [_remark(build, step, verdict) for step, verdict in verdicts if verdict.growth is not None]
    for reason in ("area-redrawn", "base-differs", "spans-differ", "unfinished", "workforce-unknown"):
        alike = [verdict for _step, verdict in verdicts if verdict.reason == reason]
        if alike:
            pairs = "; ".join(_pair(build, verdict) for verdict in alike)
            text = f"{pairs}: {_outcome_clause(build, alike[0])} {reason_text(build, alike[0])}"
            remarks.append(Paragraph(text, _style(alike[0])))
    latest = _latest_remark(build, found)
    return remarks if latest is None else [*remarks, latest]


def _pair(build: Builder, verdict: Verdict) -> str:
    earlier, later = verdict.earlier.period, verdict.later.period
    return f"{period_text(earlier, build.lang)} → {period_text(later, build.lang)}"


def _style(verdict: Verdict) -> Literal["normal", "warning"]:
    return "warning" if verdict.outcome == "not-comparable" else "normal"


def _outcome_clause(build: Builder, verdict: Verdict) -> str:
    _ = build._
    clauses = {
        "comparable": _("comparable."),
        "not-comparable": _("not comparable."),
        "unknown": _("whether they are comparable cannot be told."),
    }
    return clauses[verdict.outcome]


def _remark(build: Builder, step: Step, verdict: Verdict) -> Paragraph:
    sentences = [f"{_pair(build, verdict)}: {_outcome_clause(build, verdict)}", reason_text(build, verdict)]
    if step.split is not None and step.change is not None:
        text = build._("Of the change of {change} points participants make up {participants}, the denominator {base}.")
        sentences.append(
            text.format(
                change=_points(build, step.change),
                participants=_points(build, step.split.participants_effect),
                base=_points(build, step.split.denominator_effect),
            )
        )
    return Paragraph(" ".join(sentences), _style(verdict))


def _points(build: Builder, quantity: Quantity) -> str:
    """A change in points with its range: "+13 (12.2–13.2)"."""
    text = signed(quantity, build.lang).removeprefix("≈ ")
    return f"{text} ({interval_text(quantity.interval, quantity.step, 'points', build.lang)})"


def _latest_remark(build: Builder, found: Trend) -> Paragraph | None:
    if found.latest is None:
        return None
    earlier = [s for s in found.steps if s.point is not found.latest.point and s.on_latest_workforce is not None]
    if not earlier:
        return None
    values = "; ".join(f"{period_text(s.point.period, build.lang)}: {_latest_text(build, s)}" for s in earlier)
    text = build._("Coverage on the workforce of {period} ({workforce}) would have been: {values}.").format(
        period=period_text(found.latest.point.period, build.lang),
        workforce=known_text(build, found.latest.workforce),
        values=values,
    )
    return Paragraph(text)


def _latest_text(build: Builder, step: Step) -> str:
    value = step.on_latest_workforce
    return "–" if value is None else spoken(quantity_text(value, build.lang).removeprefix("≈ "), build.lang)
