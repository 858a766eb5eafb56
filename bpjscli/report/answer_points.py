"""The main points of answers that are not about one area's coverage: a ranking, a trend, claims and benefits.

A sentence each, made from the data, and none where there is no news.
"""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.measures.breakdown import Benefits, Part, Totals
from bpjscli.measures.candidates import known, usable
from bpjscli.measures.trend import Step, Trend
from bpjscli.report.builder import Builder
from bpjscli.report.document import Paragraph
from bpjscli.report.main_points import change_sentence, point
from bpjscli.report.numbers import MINUS, period_text, quantity_text, say_quantity
from bpjscli.report.sentences import doubts, lead_sentence, spoken
from bpjscli.solver.quantity import Quantity


def trend_points(build: Builder, found: Trend) -> list[Paragraph]:
    """Where a series stands, and whether that is more than before."""
    if not found.steps or not usable(found.steps[-1].point):
        return []
    last = found.steps[-1]
    sentences = [_level_sentence(build, found, last), *doubts(build, last.point)]
    points = [point(build, sentences, last.point)]
    before = last.previous
    if before is None or last.verdict is None or before.quantity.disputed or build.in_doubt(before):
        return points
    return [*points, point(build, [_change_sentence(build, last)], last.point, before)]


def _level_sentence(build: Builder, found: Trend, last: Step) -> str:
    if found.key == found.key._replace(indicator="coverage", segment=None, programme=None):
        return lead_sentence(build, last.point)
    return build._("{area}, {measure}: {value} ({period}).").format(
        area=build.name(found.key.area),
        measure=build.measure(found.key),
        value=spoken(build, last.point.quantity),
        period=period_text(last.point.period, build.lang),
    )


def _change_sentence(build: Builder, step: Step) -> str:
    """How much more or less than before; of a percentage in points."""
    low, high = (None, None) if step.change is None else (step.change.interval.low, step.change.interval.high)
    outcome = None if step.verdict is None else step.verdict.outcome
    plain = step.point.quantity.unit == "percent" or outcome != "comparable" or step.previous is None
    if plain or step.change is None or step.previous is None or low is None or high is None or low <= 0 <= high:
        return change_sentence(build, step)
    text = build._("That is {amount} more than {before} ({period}).")
    if high < 0:
        text = build._("That is {amount} fewer than {before} ({period}).")
    return text.format(
        amount=spoken(build, step.change).replace(MINUS, ""),
        before=spoken(build, known(step.previous)),
        period=period_text(step.previous.period, build.lang),
    )


def leading_part(parts: Sequence[Part]) -> Part | None:
    """The part with the greatest share, as far as the shares are precise enough to tell; `None` of fewer than two."""
    bounded = [(part, part.share.interval) for part in parts if part.share is not None]
    ends = [(part, i.low, i.high) for part, i in bounded if i.low is not None and i.high is not None]
    if len(ends) < 2 or len(ends) < len(bounded):
        return None
    first = max(ends, key=lambda end: end[1])
    return first[0] if all(high < first[1] for part, _low, high in ends if part is not first[0]) else None


def share_text(build: Builder, part: Part) -> str:
    """A share as a heading has it: "59.44 %"."""
    text = "" if part.share is None else quantity_text(part.share, build.lang).removeprefix("≈ ")
    return say_quantity(text, build.lang)


def benefits_points(build: Builder, found: Benefits | None, totals: Sequence[Totals]) -> list[Paragraph]:
    """Which programme takes the most, what a claim brings, and how much of the contributions is paid out."""
    points = [] if found is None else [*_leading_point(build, found), *_average_point(build, found)]
    return [*points, *_ratio_point(build, totals)]


def _leading_point(build: Builder, found: Benefits) -> list[Paragraph]:
    _ = build._
    most = leading_part(found.benefits.parts)
    if most is None or most.candidate is None:
        return []
    programme = build.term(most.term)
    text = _("The largest part of the benefits paid goes to {programme}: {share} ({amount}).")
    sentences = [
        text.format(
            programme=programme,
            share=share_text(build, most),
            amount=spoken(build, most.candidate.quantity),
        )
    ]
    claims = leading_part(found.claims.parts)
    if claims is not None and claims.term == most.term:
        sentences.append(_("Of the claims it is {share}.").format(share=share_text(build, claims)))
    return [point(build, [*sentences, *doubts(build, most.candidate)], most.candidate)]


def _average_point(build: Builder, found: Benefits) -> list[Paragraph]:
    """What a claim brings, of all programmes and of those at either end."""
    if found.average is None or not found.average.known:
        return []
    _ = build._
    averages = [(p.id, p.average) for p in found.programmes if p.average is not None and p.average.value is not None]
    sentence = _("A claim brings {average} on average.").format(average=_plainly(build, found.average))
    if len(averages) > 1:
        (low, least), (high, most) = (end(averages, key=lambda one: one[1].value or 0) for end in (min, max))
        text = _("A claim brings {average} on average: from {least} ({low}) to {most} ({high}).")
        sentence = text.format(
            average=_plainly(build, found.average),
            least=_plainly(build, least),
            low=build.term(low),
            most=_plainly(build, most),
            high=build.term(high),
        )
    return [point(build, [sentence], found.average)]


def _ratio_point(build: Builder, totals: Sequence[Totals]) -> list[Paragraph]:
    item = next((item for item in totals if item.share is not None and item.share.known), None)
    if item is None or item.share is None:
        return []
    text = build._("Benefits were {share} of contributions in {period}.")
    when = period_text(item.period, build.lang)
    return [point(build, [text.format(share=_plainly(build, item.share), period=when)], item.share)]


def _plainly(build: Builder, quantity: Quantity) -> str:
    """A computed number in a sentence, which need not say "about" each time."""
    return say_quantity(quantity_text(quantity, build.lang).removeprefix("≈ "), build.lang)
