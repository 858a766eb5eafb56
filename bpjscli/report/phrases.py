"""Figures in words: what they measure, where and when, and what they have in common said once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import Formatter

from bpjscli.checks.finding import Argument, Follows, Message
from bpjscli.model.facts import Figure, Source
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.numbers import capitalise, period_text, plain_decimal, quantity_text, say_quantity
from bpjscli.solver.quantity import Quantity

MOST_NAMED = 6  # figures that a sentence lists; the data has all


def sentence(build: Builder, message: Message) -> str:
    """A message with its places filled in; figures of several sources each with their publisher."""
    if not message.arguments:
        return capitalise(message.text)
    template = build._(message.text)
    given = {name: _alone(message.arguments[name]) for _, name, _, _ in Formatter().parse(template) if name}
    figures = [argument for argument in given.values() if isinstance(argument, Figure)]
    filled = {
        name: _figure_among(build, argument, figures)
        if isinstance(argument, Figure)
        else argument_text(build, argument)
        for name, argument in given.items()
    }
    text = template.format(**filled)
    return text if message.text.startswith("{source}") else capitalise(text)  # an id stays as it is written


def _alone(argument: Argument) -> Argument:
    """What stands alone where several could."""
    return argument[0] if isinstance(argument, tuple) and len(argument) == 1 else argument


def _figure_among(build: Builder, figure: Figure, figures: Sequence[Figure]) -> str:
    """One of the `figures` of a sentence: what it has in common with the first of them has been said there."""
    first, text = figures[0], figure_text(build, figure)
    if figure is not first and _measured(figure) == _measured(first):
        text = f"“{printed_text(figure)}”"
        if figure.period != first.period:
            text = build._("{printed} for {period}").format(printed=text, period=period_text(figure.period, build.lang))
    publishers = {other.source.id: other.source.publisher for other in figures}
    if len(publishers) == 1:
        return text
    alone = len(set(publishers.values())) == len(publishers)
    return f"{text} ({(alone and figure.source.publisher) or figure.source.id})"


def _measured(figure: Figure) -> tuple[str | None, ...]:
    return (figure.indicator, figure.area, figure.segment, figure.programme)


def argument_text(build: Builder, argument: Argument) -> str:
    """One argument of a message, as the language writes it."""
    if isinstance(argument, Figure):
        return figure_text(build, argument)
    if isinstance(argument, Quantity):
        return say_quantity(quantity_text(argument, build.lang), build.lang)
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
        label=short_label(build, figure),
        area=build.name(figure.area),
        period=period_text(figure.period, build.lang),
        printed=printed_text(figure),
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
                label=label_of(build, figure, len(areas) > 1, part), printed=printed_text(figure)
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


def name_of_reading(build: Builder, reading: str) -> str:
    """What an indicator, an area, a segment or a programme is called."""
    if reading in build.base.areas:
        return build.name(reading)
    return build.lower(reading) if reading in build.base.vocabulary.indicators else build.term(reading)


def printed_text(figure: Figure) -> str:
    """A figure as its source has it."""
    return figure.printed if figure.printed is not None else plain_decimal(figure.given) or ""


def short_label(build: Builder, figure: Figure | Follows, said: str | None = None) -> str:
    """What a figure measures, with its segment or programme, unless that is the one that has been `said`."""
    parts = [part for part in (figure.segment, figure.programme) if part is not None]
    further = build.term(*(part for part in parts if part != said))
    if not further and (parts or said is None):
        return build.lower(figure.indicator)
    whole = build._("all segments") if said in build.base.vocabulary.segments else build._("all programmes")
    return f"{build.lower(figure.indicator)} ({further or whole})"


def label_of(build: Builder, figure: Figure | Follows, with_area: bool, part: str | None) -> str:
    """What a figure measures, and where, unless that has been said."""
    label = short_label(build, figure, part)
    return build._("{label} of {area}").format(label=label, area=build.name(figure.area)) if with_area else label
