"""Findings in words: sentences for people, objects for machines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

from bpjscli.checks.examine import manual
from bpjscli.checks.finding import Agreement, Finding, Suggestion, evidence_of, tied
from bpjscli.model.facts import Location
from bpjscli.report.builder import Builder, quantity_data
from bpjscli.report.document import Data
from bpjscli.report.numbers import (
    decimal_text,
    high_text,
    interval_text,
    low_text,
    plain_decimal,
    quantity_text,
    say_quantity,
)
from bpjscli.report.phrases import MOST_NAMED, label_of, name_of_reading, part_of, printed_text, sentence, short_label

MOST_ALTERNATIVES = 3  # figures that a sentence says another value of
MOST_FOLLOWING = 3  # consequences of a suggestion that a sentence names; the data has all
WIDE = 10  # an interval wider than such a part of its middle has no value worth a sentence
TELLING = Decimal("0.1")  # an explanation that is less probable is for the data alone

_WIDE = Context(prec=400)  # a change may be by a factor of hundreds of digits, where an identity of a base says so


def place_of(build: Builder, finding: Finding) -> Location | None:
    """Where a finding is reported: its first figure, its source, or the place it names itself."""
    if finding.place is not None:
        return finding.place
    if finding.figures:
        return build.base.place_of(finding.figures[0])
    if finding.source is not None:
        return Location(finding.source.file, build.base.line_of_source(finding.source))
    return None


def full_message(build: Builder, finding: Finding) -> str:
    """What a finding says in one line: the fact, what would be right, and the first suggestion."""
    parts = [sentence(build, finding.message)]
    if finding.would:
        parts.append(would_text(build, finding))
    if finding.suggestions:
        parts.append(first_suggestion_text(build, finding.suggestions, part_of(finding.figures)))
    return " ".join(parts)


def would_text(build: Builder, finding: Finding) -> str:
    """What each figure would have to be, were it the wrong one."""
    _ = build._
    several = len({figure.area for figure in finding.figures}) > 1
    found = [
        _("{label} were {value} instead of “{printed}”").format(
            label=label_of(build, would.figure, several, part_of(finding.figures)),
            value=say_quantity(_alternative(build, would), build.lang),
            printed=printed_text(would.figure),
        )
        for would in finding.would[:MOST_ALTERNATIVES]
    ]
    text, more = _("They would agree if {alternatives}."), len(finding.would) - len(found)
    if more == 1:
        text = _("They would agree if {alternatives}, or if one further figure were another.")
    elif more:
        text = _("They would agree if {alternatives}, or if one of {more} further figures were another.")
    return text.format(alternatives=_(", or ").join(found), more=more)


def leaves_out(finding: Finding) -> bool:
    """Whether the words about a finding leave out what its data has: they name the first few of each only."""
    hidden = [one for one in finding.suggestions[tied(finding.suggestions) :] if one.probability < TELLING]
    named = [one for argument in finding.message.arguments.values() if isinstance(argument, tuple) for one in argument]
    return (
        len(finding.would) > MOST_ALTERNATIVES
        or len(named) > MOST_NAMED
        or bool(hidden)
        or any(len(one.follows) > MOST_FOLLOWING for one in finding.suggestions)
    )


def _alternative(build: Builder, would: Agreement) -> str:
    """The number that a figure would have to be: its bounds, where the others leave it that open."""
    _, lang = build._, build.lang
    quantity, points = would.quantity, build.unit(would.figure.indicator)
    unit = points or quantity.unit
    low, high, step = quantity.interval.low, quantity.interval.high, would.figure.reading.step
    if high is None and low is not None:
        return _("at least {value}").format(value=low_text(low, step, unit, lang))
    if high is not None and (low is None or low == 0 < high):
        return _("at most {value}").format(value=high_text(high, step, unit, lang))
    if low is not None and high is not None and (high - low) * WIDE > abs(low + high) / 2:
        return interval_text(quantity.interval, quantity.step, unit, lang)
    text = quantity_text(quantity, lang, points)
    return _("about {value}").format(value=text[2:]) if text.startswith("≈ ") else text


def suggestion_texts(build: Builder, suggestions: Sequence[Suggestion], part: str | None) -> list[str]:
    """The suggestions that are worth a sentence: those that cannot be told apart from the first in one of them."""
    rest = [suggestion for suggestion in suggestions[tied(suggestions) :] if suggestion.probability >= TELLING]
    further = [suggestion_text(build, suggestion, part) for suggestion in rest]
    return [first_suggestion_text(build, suggestions, part), *further] if suggestions else []


def first_suggestion_text(build: Builder, suggestions: Sequence[Suggestion], part: str | None = None) -> str:
    """The first suggestion in a sentence; with those that explain as much, "either … or …"."""
    alike = suggestions[: tied(suggestions)]
    if len(alike) == 1:
        return suggestion_text(build, alike[0], part)
    _ = build._
    return _("Either {explanations}; the figures do not tell which (evidence: {word}).").format(
        explanations=_(", or ").join(_explanation(build, suggestion, part) for suggestion in alike),
        word=strength(build, sum((suggestion.probability for suggestion in alike), Decimal(0))),
    )


def suggestion_text(build: Builder, suggestion: Suggestion, part: str | None = None) -> str:
    """A suggestion in a sentence, with what would follow and how strong the evidence is; `part` has been said."""
    _, lang = build._, build.lang
    text = _("Perhaps {explanation} (evidence: {word}).").format(
        explanation=_explanation(build, suggestion, part), word=strength(build, suggestion.probability)
    )
    if suggestion.others and suggestion.kind == "relabel":
        exchanged = ", ".join(f"“{printed_text(f)}” = {name_of_reading(build, r)}" for f, r in suggestion.others)
        text += " " + _("Along with it: {others}.").format(others=exchanged)
    follows = [
        f"{label_of(build, f, f.area != suggestion.figure.area, part)} "
        + say_quantity(quantity_text(f.quantity, lang, build.unit(f.indicator)), lang)
        for f in suggestion.follows[:MOST_FOLLOWING]
    ]
    more = len(suggestion.follows) - len(follows)
    if more:
        text += " " + _("Then {values} and {more} more would follow.").format(values=", ".join(follows), more=more)
    elif follows:
        text += " " + _("Then {values} would follow.").format(values=", ".join(follows))
    if suggestion.almost:
        text += " " + _("A small disagreement would be left.")
    return text


def _explanation(build: Builder, suggestion: Suggestion, part: str | None) -> str:
    """What may have gone wrong, as a clause."""
    _, figure = build._, suggestion.figure
    texts = {
        "relabel": _("“{printed}” is really another quantity: {reading}"),
        "swap": _("two digits of “{printed}” were swapped: {reading}"),
        "digit": _("one digit of “{printed}” is wrong: {reading}"),
        "missing": _("a digit of “{printed}” is missing: {reading}"),
        "added": _("“{printed}” has a digit too many: {reading}"),
        "larger": _("“{printed}” is {factor} times too large: {reading}"),
        "smaller": _("“{printed}” is {factor} times too small: {reading}"),
        "copied": _("“{printed}” for {label} was copied from another line of the source: {reading} would fit"),
        "repeated": _("“{printed}” for {label} was copied from another line of the source"),
        "parts": _("the parts are those of another whole: {reading}"),
        "addend": _("“{printed}” for {label} belongs into the sum, too"),
        "incomplete": _("“{printed}” for {label} leaves out {others}; with that it would be {reading}"),
        "open": _("“{printed}” for {label} leaves out {others}; with that it would be {reading} or more"),
    }
    ratio = suggestion.value / figure.reading.value if suggestion.kind == "scale" else Decimal(1)
    return texts[_wording(suggestion)].format(
        printed=printed_text(figure),
        label=short_label(build, figure, part),
        reading=_reading(build, suggestion),
        factor=decimal_text(max(ratio, 1 / ratio), 0, build.lang),
        others=_(" and ").join(short_label(build, other, part) for other, _reads in suggestion.others),
    )


def _wording(suggestion: Suggestion) -> str:
    if suggestion.kind == "scale":
        return "smaller" if abs(suggestion.value) > abs(suggestion.figure.reading.value) else "larger"
    if suggestion.kind == "digit" and suggestion.error in ("missing", "added"):
        return suggestion.error
    if suggestion.kind == "copied" and not suggestion.reading:
        return "repeated"
    return "open" if suggestion.open_ended else suggestion.kind


def strength(build: Builder, probability: Decimal) -> str:
    """The evidence in words."""
    _ = build._
    return {"strong": _("strong"), "fair": _("fair"), "weak": _("weak")}[evidence_of(probability)]


def finding_data(build: Builder, finding: Finding) -> dict[str, Data]:
    """A finding as the JSON contract has it, with what else is known about it."""
    place = place_of(build, finding)
    data: dict[str, Data] = {
        "code": finding.code,
        "severity": finding.severity,
        "title": manual(finding.code)[1],
        "message": full_message(build, finding),
        "figures": [figure.id for figure in finding.figures],
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "suggestions": [
            _suggestion_data(build, suggestion, tied=1 < tied(finding.suggestions) > place)
            for place, suggestion in enumerate(finding.suggestions)
        ],
    }
    if finding.size is not None:
        data["size"] = plain_decimal(finding.size.quantize(Decimal("0.000001"), context=_WIDE))
    if finding.would:
        data["would"] = [{"figure": w.figure.id, **quantity_data(w.quantity)} for w in finding.would]
    if finding.accepted is not None:
        data["accepted"] = finding.accepted
    return data


def _suggestion_data(build: Builder, suggestion: Suggestion, *, tied: bool) -> dict[str, Data]:
    data: dict[str, Data] = {
        "kind": suggestion.kind,
        "figure": suggestion.figure.id,
        "reading": suggestion.reading,
        "value": plain_decimal(suggestion.value),
        "bits": plain_decimal(suggestion.bits),
        "probability": plain_decimal(suggestion.probability.quantize(Decimal("0.001"))),
        "evidence": suggestion.evidence,
        "tied": tied,
        "message": suggestion_text(build, suggestion),
        "others": [{"figure": figure.id, "reading": reading} for figure, reading in suggestion.others],
        "follows": [
            {
                "indicator": f.indicator,
                "area": f.area,
                "segment": f.segment,
                "programme": f.programme,
                **quantity_data(f.quantity),
            }
            for f in suggestion.follows
        ],
        "almost": suggestion.almost,
    }
    if suggestion.error is not None:
        data["error"] = suggestion.error
    return data


def _reading(build: Builder, suggestion: Suggestion) -> str:
    if suggestion.kind in ("relabel", "parts"):
        return name_of_reading(build, suggestion.reading)
    return suggestion.reading
