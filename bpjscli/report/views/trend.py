"""`bpjs trend`: how an indicator moved, which periods may be compared, what a change consists of, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import known
from bpjscli.measures.comparability import Verdict
from bpjscli.measures.trend import Step, Trend
from bpjscli.measures.trend import trend as find_trend
from bpjscli.model.period import parse_period
from bpjscli.report.answer_points import trend_points
from bpjscli.report.builder import Builder
from bpjscli.report.cells import How
from bpjscli.report.charts import trend_chart
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.numbers import Points, amount, interval_text, period_text, quantity_text, say_quantity
from bpjscli.report.views.trend_origins import how_change, how_on_latest, how_split
from bpjscli.solver.quantity import Quantity


def sign_change(quantity: Quantity, lang: Lang) -> str:
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
    text, lang = texts[verdict.reason], build.lang
    if verdict.reason == "base-differs" and (verdict.earlier.base is None or verdict.later.base is None):
        text = _(
            "The workforce went from {before} to {after} ({growth}): only one of the two names its base, “{named}”, "
            "and they count different workers."
        )
    return text.format(
        earlier=period_text(verdict.earlier.period, lang),
        later=period_text(verdict.later.period, lang),
        area=build.base.areas[verdict.later.key.area].name.in_language(lang),
        day="" if verdict.redrawn is None else period_text(parse_period(verdict.redrawn.isoformat()), lang),
        base=verdict.earlier.base,
        later_base=verdict.later.base,
        named=verdict.earlier.base or verdict.later.base,
        before=known_text(build, verdict.earlier_workforce),
        after=known_text(build, verdict.later_workforce),
        growth=_relative(build, verdict.growth),
        span=span_text(build, verdict.months),
        allowed=f"±{say_quantity(amount(verdict.allowed, Decimal('0.1'), 'percent', lang), lang)}",
    )


def known_text(build: Builder, candidate: Candidate | None) -> str:
    """A number as its source's figures leave it."""
    return "–" if candidate is None else quantity_text(known(candidate), build.lang).removeprefix("≈ ")


def _relative(build: Builder, growth: Quantity | None) -> str:
    return (
        "–" if growth is None else say_quantity(f"{sign_change(growth, build.lang).removeprefix('≈ ')} %", build.lang)
    )


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
        alike = [verdict for _step, verdict in verdicts if verdict.reason == reason and verdict.growth is None]
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
        text = build._(
            "Coverage changed by {change} points: {participants} from participants, {base} from the workforce."
        )
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
    text = sign_change(quantity, build.lang).removeprefix("≈ ")
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
    return "–" if value is None else say_quantity(quantity_text(value, build.lang).removeprefix("≈ "), build.lang)


def trend(answers: Answers, lang: Lang, key: Key) -> Document:
    """The series of an indicator in one area, with a verdict on every change."""
    build = Builder(answers, "trend", lang)
    found = find_trend(answers, key)
    build.section("trend", "", [*trend_points(build, found), *trend_blocks(build, found)])
    title = build._("Trend: {indicator}, {area}").format(indicator=build.measure(key), area=build.name(key.area))
    return build.document(title, "trend")


def trend_blocks(build: Builder, found: Trend) -> list[Block]:
    """The table of a series with its chart, and a remark on what may be compared."""
    table = trend_table(build, found)
    chart = trend_chart(build, found, table)
    before: list[Block] = [] if chart is None else [chart]
    return [*before, table, *trend_remarks(build, found)]


def trend_table(build: Builder, found: Trend) -> Table:
    """One row a point: the change to the point before it, what that consists of, and whether they are comparable."""
    _ = build._
    indicator = build.base.vocabulary.indicators[found.key.indicator]
    percent = indicator.unit == "percent"
    split = any(step.split is not None for step in found.steps)
    on_latest = sum(step.on_latest_workforce is not None for step in found.steps) > 1
    columns = (
        Column("area", _("Id"), shown=False),
        Column("name", _("Area"), shown=False),
        Column("indicator", _("Indicator"), shown=False),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("period", _("Period"), "date"),
        Column("quantity", build.label(indicator.id), "quantity"),
        Column("change", _("Change in points") if percent else _("Change"), "quantity"),
        Column("growth_per_year", _("Growth a year"), "quantity", shown=not percent, spare=1),
        Column("participants_effect", _("By participants"), "quantity", shown=split, spare=2),
        Column("denominator_effect", _("By denominator"), "quantity", shown=split, spare=2),
        Column("on_latest_workforce", _latest_title(build, found), "quantity", shown=on_latest, spare=1),
        Column("verdict", _("Comparable")),
        Column("reason", _("Reason"), shown=False),
        Column("reason_code", _("Code of the reason"), shown=False),
        Column("compared_with", _("Compared with"), "date", shown=False),
        Column("months", _("Months between"), "number", shown=False),
        Column("participants", build.label("participants"), "quantity", shown=False),
        Column("workforce", build.label("workforce"), "quantity", shown=False),
        Column("workforce_growth", _("Growth of the workforce"), "quantity", shown=False),
        Column("allowed_growth", _("Greatest plausible growth of the workforce"), "number", shown=False),
        Column("base", _("Base"), shown=False),
        Column("agreeing", _("Agreeing answers at about the same time"), shown=False),
    )
    rows = tuple(_row(build, found, step) for step in found.steps)
    empty = _("{area}: figures for {indicator} are not in this fact base.").format(
        area=build.name(found.key.area), indicator=build.measure(found.key)
    )
    return Table("trend", columns, rows, empty=build.missing(found.key.area, empty))


def _latest_title(build: Builder, found: Trend) -> str:
    if found.latest is None:
        return build._("On the latest workforce")
    return build._("On the workforce of {period}").format(period=period_text(found.latest.point.period, build.lang))


def _row(build: Builder, found: Trend, step: Step) -> tuple[Cell, ...]:
    key, verdict = found.key, step.verdict
    return (
        build.id(key.area),
        build.area(key.area),
        build.id(key.indicator),
        build.id(key.segment),
        build.id(key.programme),
        build.period(step.point.period),
        _point_cell(build, step),
        *_change_cells(build, step, narrow=key.indicator == "coverage"),
        _on_latest_cell(build, found, step),
        Cell("–", None) if verdict is None else Cell(outcome_text(build, verdict), verdict.outcome),
        build.id(None if verdict is None else reason_text(build, verdict)),
        build.id(None if verdict is None else verdict.reason),
        build.period(None if step.previous is None else step.previous.period),
        build.number(None if verdict is None else verdict.months),
        build.quantity(None if step.participants is None else known(step.participants)),
        build.quantity(None if step.workforce is None else known(step.workforce)),
        build.quantity(None if verdict is None else verdict.growth),
        _allowed_cell(verdict),
        build.id(step.point.base),
        Cell("", [f"{c.source.id} {c.period.text}" for c in step.merged]),
    )


def _point_cell(build: Builder, step: Step) -> Cell:
    """The number of a point, with a footnote for each answer that agrees with it at about the time."""
    cell = build.answer(step.point)
    return msgspec.structs.replace(cell, notes=(*cell.notes, *(build.agreeing_note(c) for c in step.merged)))


def _change_cells(build: Builder, step: Step, *, narrow: bool) -> list[Cell]:
    """The change, the growth a year, and the two effects; each that is not known with the reason."""
    _ = build._
    split, percent = step.split, step.point.quantity.unit == "percent"
    why_not = _why_no_change(build, step)
    no_change = why_not or _("the bounds of the two do not allow a difference")
    no_growth = why_not or _("growth a year needs a year and bounded figures")
    no_split = why_not or _("participants and workforce are not both known at both ends of the change")
    return [
        _noted(build, step, change_cell(build, step.change, no_change, narrow=narrow, how=how_change(build, step))),
        relative_cell(
            build, step.growth_per_year, "" if percent else no_growth, how=how_change(build, step, growth=True)
        ),
        change_cell(
            build,
            None if split is None else split.participants_effect,
            no_split,
            narrow=narrow,
            how=how_split(build, step, "participants"),
        ),
        change_cell(
            build,
            None if split is None else split.denominator_effect,
            no_split,
            narrow=narrow,
            how=how_split(build, step, "workforce"),
        ),
    ]


def _on_latest_cell(build: Builder, found: Trend, step: Step) -> Cell:
    """Coverage on the latest workforce, or why it is not known."""
    _ = build._
    how = how_on_latest(build, found, step, _latest_title(build, found))
    why_not = _("participants or the latest workforce are not known")
    return build.quantity(step.on_latest_workforce, why_not, narrow=True, how=how)


def _why_no_change(build: Builder, step: Step) -> str:
    _ = build._
    if step.point.quantity.disputed and step.point.quantity.held.width is None:
        return _("disputed figures take no part in a comparison, where nothing holds whichever is wrong")
    if step.previous is None:
        return _("the series begins here")
    if step.verdict is not None and step.verdict.reason == "spans-differ":
        return _("there is no earlier figure over a period of the same length")
    if step.verdict is not None and step.verdict.reason == "unfinished":
        return _("one of the two was published before its period was over")
    if step.verdict is not None and step.verdict.reason == "area-redrawn":
        return _("there is no earlier figure within the same boundaries")
    return ""


def change_cell(
    build: Builder, quantity: Quantity | None, why_not: str, *, narrow: bool = False, how: How | None = None
) -> Cell:
    """A change with its sign; one of a percentage in points, without the percent sign that would say "relative"."""
    cell = build.quantity(quantity, why_not, narrow=narrow, unit=points_of(quantity), how=how)
    if quantity is None or quantity.value is None:
        return cell
    text = sign_change(quantity, build.lang)
    text = text.removeprefix("≈ ") if cell.detail else text
    return msgspec.structs.replace(cell, text=text)


def relative_cell(build: Builder, quantity: Quantity | None, why_not: str, *, how: How | None = None) -> Cell:
    """A relative change in percent, with its sign."""
    cell = build.quantity(quantity, why_not, how=how)
    if quantity is None or quantity.value is None:
        return cell
    return msgspec.structs.replace(cell, text=f"{sign_change(quantity, build.lang).removeprefix('≈ ')} %")


def _allowed_cell(verdict: Verdict | None) -> Cell:
    if verdict is None or verdict.growth is None:
        return Cell("", None)
    text = f"{verdict.allowed.quantize(Decimal('0.01')):f}"
    return Cell(text, text)


def _noted(build: Builder, step: Step, cell: Cell) -> Cell:
    """The cell of a change, with a footnote for each end that counts with more digits than are printed."""
    notes = [_narrowing_note(build, end) for end in (step.previous, step.point) if end is not None]
    if cell.data is None or not any(notes):
        return cell
    return msgspec.structs.replace(cell, notes=(*cell.notes, *filter(None, notes)))


def _narrowing_note(build: Builder, end: Candidate) -> str | None:
    own, closer = quantity_text(end.quantity, build.lang), quantity_text(known(end), build.lang).removeprefix("≈ ")
    if own.removeprefix("≈ ") == closer:
        return None
    text = build._("{own} for {period} counts as {closer}, which the other figures of its source leave of it").format(
        own=say_quantity(own, build.lang),
        period=period_text(end.period, build.lang),
        closer=say_quantity(closer, build.lang),
    )
    return build.note(f"narrowed-{end.source.id}-{end.key.indicator}-{end.period.text}", text)
