"""Sentences about the coverage of an area: how much, whether that is in doubt, and how it stands within its region."""

from __future__ import annotations

from bpjscli.measures.agreement import finer
from bpjscli.measures.answers import Candidate
from bpjscli.measures.ranking import Standing
from bpjscli.report.builder import Builder
from bpjscli.report.numbers import MINUS, period_text, quantity_text, rank_text, say_quantity
from bpjscli.solver.quantity import Quantity


def spoken(build: Builder, quantity: Quantity) -> str:
    """A quantity as it is read aloud: "about 3.3 million", "more than 50 %", "hampir 40 persen"."""
    _ = build._
    words = {
        "≈": _("about {number}"),
        "≲": _("almost {number}"),
        ">": _("more than {number}"),
        "≥": _("at least {number}"),
        "<": _("less than {number}"),
        "≤": _("at most {number}"),
    }
    text = say_quantity(quantity_text(quantity, build.lang), build.lang)
    sign, _space, number = text.partition(" ")
    return words[sign].format(number=number) if sign in words else text


def lead_sentence(build: Builder, lead: Candidate) -> str:
    """How many of the workers of an area were covered, and when; where that is only a bound, what is known besides."""
    _, lang = build._, build.lang
    sentence = _("{area}: {value} of the workers were covered in {period}.")
    if lead.period.kind == "day":
        sentence = _("{area}: {value} of the workers were covered on {period}.")
    text = sentence.format(
        area=build.name(lead.key.area),
        value=spoken(build, lead.quantity),
        period=period_text(lead.period, lang),
    )
    more = finer(build.answers, lead) if lead.quantity.interval.width is None else None
    if more is None:
        return text
    exact = spoken(build, more.quantity)
    return f"{text} " + _("Known more exactly: {value} for {period}.").format(
        value=exact, period=period_text(more.period, lang)
    )


def doubts(build: Builder, lead: Candidate) -> list[str]:
    """That a figure is disputed or in doubt; nothing where it is neither."""
    _ = build._
    if lead.quantity.disputed and lead.quantity.origin == "derived":
        return [_("That is so whichever of the figures of its source is wrong; they contradict each other.")]
    if lead.quantity.disputed:
        said = _("That figure is disputed: it contradicts others of its source.")
        if lead.quantity.held.width is None:
            return [said]
        held = build.hull_text(lead.quantity, lead.key.indicator)
        return [
            said,
            _("Whichever of them is wrong, it is {interval}.").format(interval=say_quantity(held, build.lang)),
        ]
    if build.in_doubt(lead):
        return [_("That figure is in doubt: others speak against it.")]
    return []


def standing_sentences(build: Builder, place: Standing | None) -> list[str]:
    """The rank of an area and its distance to its region; nothing where it stands alone."""
    if place is None:
        return []
    _ = build._
    rank, count = place.place, len(place.table.ranked)
    region = build.name(place.region)
    if rank.high == 1:
        sentences = [_("First of {count} in {region}.").format(count=count, region=region)]
    elif rank.low == count:
        sentences = [_("Last of {count} in {region}.").format(count=count, region=region)]
    else:
        sentences = [_("Rank {rank} of {count} in {region}.").format(rank=rank_text(rank), count=count, region=region)]
    apart = _distance_sentence(build, place)
    sentences += [] if apart is None else [apart]
    if place.table.mixed:
        sentences.append(_("No source has these areas together: sources and dates are mixed."))
    return sentences


def _distance_sentence(build: Builder, place: Standing) -> str | None:
    """How far above or below its region, or that rounding does not tell which."""
    _ = build._
    distance = place.distance
    if place.whole is None or distance is None:
        return None
    low, high = distance.interval.low, distance.interval.high
    value = say_quantity(quantity_text(place.whole.quantity, build.lang), build.lang)
    region = build.name(place.region)
    if low is None or high is None or low <= 0 <= high:
        return _("Whether above or below {region} ({value}) is within the rounding.").format(region=region, value=value)
    sentence = _("{points} below {region} ({value}).") if low > 0 else _("{points} above {region} ({value}).")
    return sentence.format(points=points_text(build, distance), region=region, value=value)


def points_text(build: Builder, quantity: Quantity) -> str:
    """How many percentage points a difference is, in words, whatever its sign: "1 point", "4.5 points"."""
    _ = build._
    number = quantity_text(quantity, build.lang, "points").removeprefix("≈ ").replace(MINUS, "")
    return _("{number} point").format(number=number) if number == "1" else _("{number} points").format(number=number)
