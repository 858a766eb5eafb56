"""Findings in words: sentences for people, objects for machines."""

from __future__ import annotations

from decimal import Context, Decimal

from bpjscli.checks.examine import manual
from bpjscli.checks.finding import Agreement, Finding, Suggestion
from bpjscli.model.facts import Location
from bpjscli.model.interval import Interval
from bpjscli.report.builder import Builder, quantity_data
from bpjscli.report.document import Data
from bpjscli.report.numbers import decimal_text, interval_text, plain_decimal, quantity_text, say_quantity
from bpjscli.report.phrases import label_of, name_of_reading, part_of, printed_text, sentence, short_label

MOST_ALTERNATIVES = 3  # figures that a sentence says another value of
MOST_FOLLOWING = 3  # consequences of a suggestion that a sentence names; the data has all
WIDE = 10  # an interval wider than such a part of its middle has no value worth a sentence
WEAK, STRONG = Decimal(3), Decimal(6)  # bits of evidence

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
        parts.append(suggestion_text(build, finding.suggestions[0], part_of(finding.figures)))
    return " ".join(parts)


def would_text(build: Builder, finding: Finding) -> str:
    """What each figure would have to be, were it the wrong one."""
    _ = build._
    several = len({figure.area for figure in finding.figures}) > 1
    found = [
        _("{label} {value} instead of “{printed}”").format(
            label=label_of(build, would.figure, several, part_of(finding.figures)),
            value=say_quantity(_alternative(build, would), build.lang),
            printed=printed_text(would.figure),
        )
        for would in finding.would[:MOST_ALTERNATIVES]
    ]
    return _("The others would agree with {alternatives}.").format(alternatives=_(" or ").join(found))


def _alternative(build: Builder, would: Agreement) -> str:
    """The number that a figure would have to be; only how large or small, where the others leave it that open."""
    quantity, printed, step = would.quantity, would.figure.reading.value, would.figure.reading.step
    low, high, unit = quantity.interval.low, quantity.interval.high, build.unit(would.figure.indicator)
    if low is not None and high is not None and (high - low) * WIDE > abs(low + high) / 2:
        if printed > high:
            return interval_text(Interval(high=high), step, unit or quantity.unit, build.lang)
        if printed < low:
            return interval_text(Interval(low=low), step, unit or quantity.unit, build.lang)
    return quantity_text(quantity, build.lang, unit)


def suggestion_text(build: Builder, suggestion: Suggestion, part: str | None = None) -> str:
    """A suggestion in a sentence, with what would follow and how strong the evidence is; `part` has been said."""
    _, lang = build._, build.lang
    printed = printed_text(suggestion.figure)
    label, reading = short_label(build, suggestion.figure, part), _reading(build, suggestion)
    texts = {
        "relabel": _("Perhaps “{printed}” is really another quantity: {reading} ({evidence})."),
        "swap": _("Perhaps two digits of “{printed}” were swapped: {reading} ({evidence})."),
        "digit": _("Perhaps one digit of “{printed}” is wrong: {reading} ({evidence})."),
        "scale": _("Perhaps “{printed}” is off by a power of ten: {reading} ({evidence})."),
        "copied": _(
            "Perhaps “{printed}” for {label} was copied from another line of the source: {reading} would fit "
            "({evidence})."
        ),
        "parts": _("Perhaps the parts are those of another whole: {reading} ({evidence})."),
    }
    if suggestion.kind == "digit" and suggestion.value.adjusted() > suggestion.figure.reading.value.adjusted():
        texts["digit"] = _("Perhaps a digit of “{printed}” is missing: {reading} ({evidence}).")
    evidence = strength(build, suggestion.bits)
    text = texts[suggestion.kind].format(printed=printed, label=label, reading=reading, evidence=evidence)
    if suggestion.others and suggestion.kind == "relabel":
        exchanged = ", ".join(f"“{printed_text(f)}” = {name_of_reading(build, r)}" for f, r in suggestion.others)
        text += " " + _("Along with it: {others}.").format(others=exchanged)
    follows = [
        f"{label_of(build, f, f.area != suggestion.figure.area, part)} "
        + say_quantity(quantity_text(f.quantity, lang, build.unit(f.indicator)), lang)
        for f in suggestion.follows[:MOST_FOLLOWING]
    ]
    if follows:
        text += " " + _("Then {values} would follow.").format(values=", ".join(follows))
    if suggestion.almost:
        text += " " + _("A small disagreement would be left.")
    return text


def strength(build: Builder, bits: Decimal) -> str:
    """The evidence in words and in bits."""
    _ = build._
    word = _("weak") if bits < WEAK else _("fair") if bits < STRONG else _("strong")
    return _("evidence: {word}, {bits} bits").format(word=word, bits=decimal_text(bits, 1, build.lang))


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
        "suggestions": [_suggestion_data(build, suggestion) for suggestion in finding.suggestions],
    }
    if finding.size is not None:
        data["size"] = plain_decimal(finding.size.quantize(Decimal("0.000001"), context=_WIDE))
    if finding.would:
        data["would"] = [{"figure": w.figure.id, **quantity_data(w.quantity)} for w in finding.would]
    if finding.accepted is not None:
        data["accepted"] = finding.accepted
    return data


def _suggestion_data(build: Builder, suggestion: Suggestion) -> dict[str, Data]:
    return {
        "kind": suggestion.kind,
        "figure": suggestion.figure.id,
        "reading": suggestion.reading,
        "value": plain_decimal(suggestion.value),
        "bits": plain_decimal(suggestion.bits),
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


def _reading(build: Builder, suggestion: Suggestion) -> str:
    if suggestion.kind in ("relabel", "parts"):
        return name_of_reading(build, suggestion.reading)
    return suggestion.reading
