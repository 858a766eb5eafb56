"""Findings in words: sentences for people, objects for machines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bpjscli.checks.examine import manual
from bpjscli.checks.finding import Argument, Finding, Follows, Message, Suggestion, Would
from bpjscli.derive.quantity import Quantity
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Place, Source
from bpjscli.facts.period import Period
from bpjscli.report.build import Builder, quantity_data
from bpjscli.report.document import Data
from bpjscli.report.numbers import amount, capitalised, interval_text, period_text, plain_decimal, quantity_text, spoken

MOST_NAMED = 6  # figures that a sentence lists; the data has all
MOST_ALTERNATIVES = 3  # figures that a sentence says another value of
MOST_FOLLOWING = 3  # consequences of a suggestion that a sentence names; the data has all
WIDE = 10  # an interval wider than such a part of its middle has no value worth a sentence
WEAK, STRONG = Decimal(3), Decimal(6)  # bits of evidence


def place_of(build: Builder, finding: Finding) -> Place | None:
    """Where a finding is reported: its first figure, its source, or the place it names itself."""
    if finding.place is not None:
        return finding.place
    if finding.figures:
        return build.base.place_of(finding.figures[0])
    if finding.source is not None:
        return Place(finding.source.file, build.base.line_of_source(finding.source))
    return None


def sentence(build: Builder, message: Message) -> str:
    """A message with its places filled in."""
    filled = {name: argument_text(build, argument) for name, argument in message.arguments.items()}
    text = build._(message.text).format(**filled) if filled else message.text
    return text if message.text.startswith("{source}") else capitalised(text)  # an id stays as it is written


def argument_text(build: Builder, argument: Argument) -> str:
    """One argument of a message, as the language writes it."""
    if isinstance(argument, Figure):
        return figure_text(build, argument)
    if isinstance(argument, Quantity):
        return spoken(quantity_text(argument, build.lang), build.lang)
    if isinstance(argument, Source):
        return argument.id
    if isinstance(argument, Period):
        return period_text(argument, build.lang)
    if isinstance(argument, date):
        return build.day_text(argument)
    if isinstance(argument, tuple):
        figures = [part for part in argument if isinstance(part, Figure)]
        if len(figures) == len(argument):
            return figures_text(build, figures)
        return "; ".join(argument_text(build, part) for part in argument)
    return build._(argument) if isinstance(argument, str) else str(argument)


def figure_text(build: Builder, figure: Figure) -> str:
    """A figure in words: `coverage of Singkawang City for 18 June 2025, "22,77 persen"`."""
    return build._("{label} of {area} for {period}, “{printed}”").format(
        label=_short(build, figure),
        area=build.name(figure.area),
        period=period_text(figure.period, build.lang),
        printed=_printed(figure),
    )


def figures_text(build: Builder, figures: Sequence[Figure]) -> str:
    """Figures in one sentence: what they have in common once, then each, the first few by name."""
    _ = build._
    areas, periods = ({build.name(f.area) for f in figures}, {f.period for f in figures})
    part, between = part_of(figures), _(", ")
    if len(figures) == 1 or len(periods) > 1:
        parts = [figure_text(build, figure) for figure in figures[:MOST_NAMED]]
        head, between = "", _("; ")
    else:
        period = period_text(figures[0].period, build.lang)
        parts = [
            _("{label} “{printed}”").format(
                label=_label_of(build, figure, len(areas) > 1, part), printed=_printed(figure)
            )
            for figure in figures[:MOST_NAMED]
        ]
        common = [] if len(areas) > 1 else [build.name(figures[0].area)]
        head = ", ".join([*common, period, *([] if part is None else [build.term(part)])]) + ": "
    if len(figures) > MOST_NAMED:
        parts.append(_("{count} more").format(count=len(figures) - MOST_NAMED))
    return head + between.join(parts[:-1]) + (_(" and ") if len(parts) > 1 else "") + parts[-1]


def part_of(figures: Sequence[Figure]) -> str | None:
    """The segment or programme that all of several figures of one period are about, which is then said once."""
    if len(figures) == 1 or len({figure.period for figure in figures}) > 1:
        return None
    shared = [{figure.segment for figure in figures}, {figure.programme for figure in figures}]
    return next((part for parts in shared if len(parts) == 1 for part in parts if part is not None), None)


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
            label=_label_of(build, would.figure, several, part_of(finding.figures)),
            value=spoken(_alternative(build, would), build.lang),
            printed=_printed(would.figure),
        )
        for would in finding.would[:MOST_ALTERNATIVES]
    ]
    return _("The others would agree with {alternatives}.").format(alternatives=_(" or ").join(found))


def _alternative(build: Builder, would: Would) -> str:
    """The number that a figure would have to be; only how large or small, where the others leave it that open."""
    quantity, printed, step = would.quantity, would.figure.reading.value, would.figure.reading.step
    low, high = quantity.interval.low, quantity.interval.high
    if low is not None and high is not None and (high - low) * WIDE > abs(low + high) / 2:
        if printed > high:
            return interval_text(Interval(high=high), step, quantity.unit, build.lang)
        if printed < low:
            return interval_text(Interval(low=low), step, quantity.unit, build.lang)
    return quantity_text(quantity, build.lang)


def suggestion_text(build: Builder, suggestion: Suggestion, part: str | None = None) -> str:
    """A suggestion in a sentence, with what would follow and how strong the evidence is; `part` has been said."""
    _, lang = build._, build.lang
    printed = _printed(suggestion.figure)
    label, reading = _short(build, suggestion.figure, part), _reading(build, suggestion)
    texts = {
        "relabel": _("Perhaps “{printed}” is really the {reading}."),
        "swap": _("Perhaps two digits of “{printed}” were swapped: {reading}."),
        "digit": _("Perhaps one digit of “{printed}” is wrong: {reading}."),
        "scale": _("Perhaps “{printed}” is off by a power of ten: {reading}."),
        "copied": _("Perhaps “{printed}” for {label} was copied from another line of the source: {reading} would fit."),
        "parts": _("Perhaps the parts are those of another whole: the {reading}."),
    }
    text = texts[suggestion.kind].format(printed=printed, label=label, reading=reading)
    if suggestion.others and suggestion.kind == "relabel":
        exchanged = ", ".join(f"“{_printed(f)}” = {_label(build, r)}" for f, r in suggestion.others)
        text += " " + _("Along with it: {others}.").format(others=exchanged)
    follows = [
        f"{_label_of(build, f, f.area != suggestion.figure.area, part)} {spoken(quantity_text(f.quantity, lang), lang)}"
        for f in suggestion.follows[:MOST_FOLLOWING]
    ]
    if follows:
        text += " " + _("Then {values} would follow.").format(values=", ".join(follows))
    if suggestion.almost:
        text += " " + _("A small disagreement would be left.")
    return f"{text} ({strength(build, suggestion.bits)})"


def strength(build: Builder, bits: Decimal) -> str:
    """The evidence in words and in bits."""
    _ = build._
    word = _("weak") if bits < WEAK else _("fair") if bits < STRONG else _("strong")
    text = amount(bits, Decimal("0.1"), "percent", build.lang).removesuffix(" %")
    return _("evidence: {word}, {bits} bits").format(word=word, bits=text)


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
        data["size"] = plain_decimal(finding.size.quantize(Decimal("0.000001")))
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
        return _label(build, suggestion.reading)
    return suggestion.reading


def _label(build: Builder, reading: str) -> str:
    if reading in build.base.areas:
        return build.name(reading)
    return build.lower(reading) if reading in build.base.vocabulary.indicators else build.term(reading)


def _printed(figure: Figure) -> str:
    return figure.printed if figure.printed is not None else plain_decimal(figure.given) or ""


def _short(build: Builder, figure: Figure | Follows, said: str | None = None) -> str:
    """What a figure measures, with its segment or programme, unless that is the one that has been `said`."""
    parts = [part for part in (figure.segment, figure.programme) if part is not None]
    further = build.term(*(part for part in parts if part != said))
    if not further and (parts or said is None):
        return build.lower(figure.indicator)
    whole = build._("all segments") if said in build.base.vocabulary.segments else build._("all programmes")
    return f"{build.lower(figure.indicator)} ({further or whole})"


def _label_of(build: Builder, figure: Figure | Follows, with_area: bool, part: str | None) -> str:
    """What a figure measures, and where, unless that has been said."""
    label = _short(build, figure, part)
    return build._("{label} of {area}").format(label=label, area=build.name(figure.area)) if with_area else label
