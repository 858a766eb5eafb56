"""`bpjs gap`: how far to the target, in points and in people, and the pace it takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.coverage import find_beside
from bpjscli.measures.gap import Gap, gap_to, gaps_of, make_given_target, next_gap
from bpjscli.model.facts import Unit
from bpjscli.model.interval import Interval
from bpjscli.report.builder import Builder, quantity_data
from bpjscli.report.cells import How
from bpjscli.report.charts import gap_chart
from bpjscli.report.document import Block, Cell, Column, Data, Document, Paragraph, Table
from bpjscli.report.main_points import is_all_workers, target_point, time_text
from bpjscli.report.numbers import capitalise, period_text, quantity_text
from bpjscli.report.sentences import points_text
from bpjscli.solver.quantity import Quantity

EVERYBODY = 100  # percent


def gap(
    answers: Answers, lang: Lang, area: str | None = None, target: Decimal | None = None, by: date | None = None
) -> Document:
    """The gap of `area` to each of its targets, or of every area to its next one; or to a `target` in percent."""
    build = Builder(answers, "gap", lang)
    found = find_gaps(answers, [area] if area is not None else answers.areas(), target, by, every=area is not None)
    table = gap_table(build, found)
    if area is not None:
        table = replace(table, empty=no_target(build, area))
    first = next_gap(answers, area) if area is not None and target is None and by is None else None
    points = target_point(build, first)
    chart = gap_chart(build, table, area)
    blocks: list[Block] = [*points, *([] if chart is None else [chart]), table]
    told = first.by if first is not None and points else None
    others = [item for item in found if told is None or item.by != told]
    blocks += [Paragraph(text, "normal") for item in others for text in remarks(build, item)]
    if target is not None and target > EVERYBODY:
        text = build._("A target above 100 % asks for more people than there are workers.")
        blocks.append(Paragraph(text, "warning"))
    build.section("gap", "", blocks)
    title = build._("Gap to target")
    return build.document(title if area is None else f"{title}: {build.name(area)}", "gap")


def no_target(build: Builder, area: str) -> str:
    """The sentence for an area without targets."""
    text = build._("{area}: a target to hold its coverage against is not in this fact base.")
    return build.missing(area, text.format(area=build.name(area)))


def find_gaps(
    answers: Answers, areas: Sequence[str], target: Decimal | None, by: date | None, *, every: bool
) -> list[Gap]:
    """Gaps to stated targets (`every` one of them, or the next of each area), or to the user's `target`."""
    if target is not None:
        gaps = [gap_to(answers, area, make_given_target(target), by) for area in areas]
        return [g for g in gaps if every or g.current is not None]
    if every:
        found = [g for area in areas for g in gaps_of(answers, area)]
    else:
        found = [g for area in areas if (g := next_gap(answers, area)) is not None]
    return [g for g in found if by is None or g.by == by]


def gap_table(build: Builder, gaps: Sequence[Gap]) -> Table:
    """One row a target."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("name", _("Area")),
        Column("target", _("Target"), "quantity"),
        Column("by", _("By"), "date"),
        Column("coverage", _("Coverage"), "quantity", spare=2),
        Column("coverage_period", _("Period of the coverage"), "date", shown=False),
        Column("gap_points", _("Gap in points"), "quantity"),
        Column("gap_people", _("Gap in people"), "quantity"),
        Column("people_per_month", _("People a month"), "quantity", spare=1),
        Column("surplus_points", _("Surplus in points"), "quantity", shown=False),
        Column("months", _("Months left"), "number", shown=False),
        Column("present_people_per_month", _("Present pace"), "quantity", shown=False),
        Column("months_at_present_pace", _("Months at the present pace"), "quantity", shown=False),
    )
    periods = {item.current.period for item in gaps if item.current is not None}
    rows = tuple(
        (
            build.id(item.area),
            build.area(item.area),
            target_cell(build, item),
            build.day(item.by),
            _coverage_cell(build, item, dated=len(periods) > 1),
            build.period(None if item.current is None else item.current.period),
            points_cell(build, item),
            people_cell(build, item),
            _monthly_cell(build, item),
            build.quantity(item.surplus_points),
            build.number(item.months),
            build.quantity(None if item.pace is None else item.pace.people_per_month),
            build.quantity(item.months_at_pace),
        )
        for item in gaps
    )
    return Table("gap", columns, rows, empty=_("No target matches."))


def _coverage_cell(build: Builder, item: Gap, *, dated: bool) -> Cell:
    """The coverage that a gap is measured from; `dated` with its period, where those of a table differ."""
    why_not = build._("{area}: coverage is not in this fact base").format(area=build.name(item.area))
    cell = build.answer(item.current, why_not)
    if not dated or item.current is None:
        return cell
    when = period_text(item.current.period, build.lang, short=True)
    return replace(cell, detail=f"{cell.detail}; {when}" if cell.detail else when)


def target_cell(build: Builder, item: Gap) -> Cell:
    """A target; one that amounts to everybody says so instead of "99 % (96.8–102.0 %)"."""
    cell = build.quantity(item.target, _no_target(build, item), how=_how_target(build, item))
    if not item.target.known or not is_all_workers(item):
        return cell
    return replace(cell, text=build._("everyone"), detail="")


def _no_target(build: Builder, item: Gap) -> str:
    _ = build._
    if item.by is None:
        return _("{area}: the target is not in this fact base, only how far it is").format(area=build.name(item.area))
    return _("the target in percent: the workforce is not known")


def _how_target(build: Builder, item: Gap) -> Candidate | How | None:
    """Where a target comes from: it is stated, or follows from so many new participants."""
    _ = build._
    if item.stated is None or item.stated.key.indicator == "target_coverage":
        return item.stated
    operands = [(_name_of(build, c), c) for c in (item.stated, *_heads(build, item))]
    rule = _("(participants + new participants) / workforce")
    return How(_about(build, _("Target"), item), rule, tuple(operands))


def _how_points(build: Builder, item: Gap) -> How:
    _ = build._
    if item.stated is not None and item.stated.key.indicator != "target_coverage":
        operands = [(_name_of(build, c), c) for c in (item.stated, *_heads(build, item)[1:])]
        return How(_about(build, _("Gap in points"), item), _("new participants / workforce"), tuple(operands))
    return How(_about(build, _("Gap in points"), item), _("target − coverage"), _ends(build, item))


def _how_people(build: Builder, item: Gap) -> How:
    _ = build._
    operands = [*_ends(build, item), *((_name_of(build, c), c) for c in _heads(build, item))]
    what = _about(build, _("Gap in people"), item)
    return How(what, _("(target − coverage) × workforce"), tuple(operands))


def _ends(build: Builder, item: Gap) -> tuple[tuple[str, Candidate | Quantity | None], ...]:
    """The target and the coverage that a gap lies between."""
    current = "" if item.current is None else _name_of(build, item.current)
    return (build._("target"), item.stated or item.target), (current, item.current)


def _heads(build: Builder, item: Gap) -> list[Candidate]:
    """The participants and the workforce beside the coverage, as far as they are known."""
    if item.current is None:
        return []
    found = (find_beside(build.answers, item.current, name) for name in ("participants", "workforce"))
    return [candidate for candidate in found if candidate is not None]


def _name_of(build: Builder, candidate: Candidate) -> str:
    return f"{build.measure(candidate.key)}, {period_text(candidate.period, build.lang)}"


def _about(build: Builder, label: str, item: Gap) -> str:
    return build.about(label, build.name(item.area), "" if item.by is None else build.day_text(item.by))


def points_cell(build: Builder, item: Gap) -> Cell:
    """The gap in points, without the percent sign that would say "relative"; a target reached shows its surplus."""
    if item.surplus_points is None:
        if item.gap_points is None and _is_disputed(item):
            return _nothing_follows(build, item)
        why_not = build._("no gap can be computed without coverage")
        cell = build.quantity(item.gap_points, why_not, unit="points", how=_how_points(build, item))
        return replace(cell, notes=(*cell.notes, *_perhaps_reached(build, item)))
    how = How(_about(build, build._("Surplus in points"), item), build._("coverage − target"), _ends(build, item))
    cell = build.quantity(item.surplus_points, narrow=True, unit="points", how=how)
    text = build._("reached, {points} to spare").format(points=points_text(build, item.surplus_points))
    return replace(cell, text=text, data=_nothing_left("percent", item))


def _perhaps_reached(build: Builder, item: Gap) -> tuple[str, ...]:
    if not item.perhaps_reached:
        return ()
    text = build._("the figures leave open whether the target is reached")
    return (build.note("perhaps-reached", capitalise(text)),)


def people_cell(build: Builder, item: Gap) -> Cell:
    """The gap in people, or why it cannot be computed."""
    _ = build._
    if item.surplus_points is not None:
        return Cell("0", _nothing_left("persons", item))
    if item.gap_people is None and _is_disputed(item):
        return _nothing_follows(build, item)
    why_not = _("no workforce is known for the same area and period as the coverage")
    return build.quantity(item.gap_people, why_not, how=_how_people(build, item))


def _is_disputed(item: Gap) -> bool:
    return item.current is not None and item.current.quantity.disputed


def _nothing_follows(build: Builder, item: Gap) -> Cell:
    why = build._("{area}: its coverage is disputed, and nothing holds whichever figure is wrong")
    return build.unknown(why.format(area=build.name(item.area)))


def _monthly_cell(build: Builder, item: Gap) -> Cell:
    _ = build._
    if item.surplus_points is not None:
        return Cell("0", _nothing_left("persons", item))
    if item.by is None:
        return build.unknown(_("no pace without the day of the target"))
    if item.gap_people is not None and item.months <= 0:
        return build.unknown(_("the day of the target is not after that of the coverage, so no month is left"))
    rule = _("gap in people / {months} months").format(months=item.months)
    how = How(_about(build, _("People a month"), item), rule, ((_("gap in people"), item.gap_people),))
    return build.quantity(item.people_per_month, _("no pace without a number of people"), how=how)


def _nothing_left(unit: Unit, item: Gap) -> Data:
    """The data of a gap that is closed, which rests on what the surplus rests on."""
    assert item.surplus_points is not None  # noqa: S101  # the caller has looked
    nothing = Interval.exactly(Decimal(0))
    return quantity_data(Quantity(unit, Decimal(0), nothing, origin="derived", figures=item.surplus_points.figures))


def targets_table(build: Builder, area: str) -> Table:
    """The stated targets of one area, and how far each is."""
    _ = build._
    columns = (
        Column("by", _("By"), "date"),
        Column("target", _("Target"), "quantity"),
        Column("gap_points", _("Gap in points"), "quantity"),
        Column("gap_people", _("Gap in people"), "quantity"),
    )
    rows = tuple(
        (build.day(item.by), target_cell(build, item), points_cell(build, item), people_cell(build, item))
        for item in gaps_of(build.answers, area)
    )
    return Table("targets", columns, rows)


def remarks(build: Builder, item: Gap) -> list[str]:
    """What a row cannot hold: that a target is everybody, and where the present pace would lead."""
    _ = build._
    found = []
    name = build.name(item.area)
    if item.everybody is not None:
        found.append(
            _(
                "{area}: the target of {people} is as many as all workers not yet covered ({unregistered}): it means "
                "full coverage."
            ).format(area=name, people=_text(build, item.gap_people), unregistered=_answer_text(build, item.everybody))
        )
    if item.pace is None or item.gap_people is None:
        return found
    speed = item.pace.people_per_month
    if speed.interval.high is not None and speed.interval.high <= 0:
        found.append(
            _("{area}: participants have not grown lately, so the present pace never gets there.").format(area=name)
        )
    elif item.months_at_pace is None or item.months_at_pace.interval.low is None:
        found.append(
            _("{area}: whether participants grow lately is within the rounding of the figures.").format(area=name)
        )
    else:
        found.append(_pace_sentence(build, item, speed, name))
    return found


def _pace_sentence(build: Builder, item: Gap, speed: Quantity, name: str) -> str:
    _ = build._
    assert item.pace is not None and item.months_at_pace is not None  # noqa: S101, PT018  # the caller has looked
    return _(
        "{area}: the present pace is {speed} people a month ({earlier} to {later}), at which it takes {time}."
    ).format(
        area=name,
        speed=quantity_text(speed, build.lang),
        earlier=build.day_text(item.pace.earlier.date),
        later=build.day_text(item.pace.later.date),
        time=time_text(build, item.months_at_pace.interval),
    )


def _text(build: Builder, quantity: Quantity | None) -> str:
    return "–" if quantity is None else quantity_text(quantity, build.lang)


def _answer_text(build: Builder, candidate: Candidate) -> str:
    return quantity_text(candidate.quantity, build.lang)
