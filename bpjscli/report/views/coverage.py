"""`bpjs coverage`: how many of the workers are covered, everywhere or in one area."""

from __future__ import annotations

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.agreement import finer
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.coverage import Snapshot, SnapshotPart, snapshot
from bpjscli.measures.ranking import Standing, standing
from bpjscli.model.areas import parts_of
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table
from bpjscli.report.numbers import period_text, quantity_text, rank_text, say_quantity
from bpjscli.report.views.gap import points_text, targets_table

BESIDE = ("participants", "workforce", "unregistered")


def coverage(answers: Answers, lang: Lang, area: str | None = None, period: Period | None = None) -> Document:
    """Coverage of every area with figures, or of `area` with its rank, its targets and its parts."""
    build = Builder(answers, "coverage", lang)
    if area is not None:
        return _one_area(build, area, period)
    shots = [snapshot(answers, place, "coverage", BESIDE, period) for place in answers.areas()]
    build.section("coverage", "", [coverage_table(build, [s for s in shots if s.lead is not None], "coverage")])
    return build.document(build._("Coverage of workers"), "coverage")


def _one_area(build: Builder, area: str, period: Period | None) -> Document:
    _ = build._
    answers = build.answers
    shot = snapshot(answers, area, "coverage", BESIDE, period)
    place = None
    if shot.lead is not None:
        place = standing(answers, area, shot.lead, period)
        sentences = [lead_sentence(build, shot.lead), *standing_sentences(build, place), *doubts(build, shot.lead)]
        build.section("standing", "", [Paragraph(" ".join(sentences), "lead")])
    shots = [shot] if shot.lead is not None else []
    table = coverage_table(build, shots, "coverage", {area: place})
    empty = (
        _("{area}: coverage is not in this fact base.")
        if period is None
        else _("{area}: coverage for {period} is not in this fact base.")
    )
    when = "" if period is None else period_text(period, build.lang)
    empty = build.missing(area, empty.format(area=build.name(area), period=when))
    build.section("coverage", "", [replace(table, empty=empty)])
    if shots:
        targets = targets_table(build, area)
        if targets.rows:
            build.section("targets", _("Distance to target"), [targets])
    parts = [snapshot(answers, part.id, "coverage", BESIDE, period) for part in parts_of(area, build.base.areas)]
    known = [part for part in parts if part.lead is not None]
    if known:
        build.section("parts", _("Areas within"), [coverage_table(build, known, "parts")])
    return build.document(_("Coverage of workers: {area}").format(area=build.name(area)), "coverage")


def coverage_table(
    build: Builder, shots: list[Snapshot], id_: str, places: dict[str, Standing | None] | None = None
) -> Table:
    """One row a snapshot: coverage and the headcounts beside it; `places` adds ranks for machines."""
    _ = build._
    columns = [
        Column("area", _("Id"), shown=False),
        Column("name", _("Area")),
        Column("period", _("Period"), "date"),
        build.column("coverage"),
        *(build.column(indicator, spare=place) for place, indicator in enumerate(BESIDE)),
    ]
    if places is not None:
        columns += [
            Column("rank_low", _("Rank from"), "number", shown=False),
            Column("rank_high", _("Rank to"), "number", shown=False),
            Column("ranked", _("Areas ranked"), "number", shown=False),
            Column("region", _("Region"), shown=False),
            Column("region_coverage", _("Coverage of the region"), "quantity", shown=False),
            Column("points_below_region", _("Points below the region"), "quantity", shown=False),
        ]
    rows = []
    for shot in shots:
        row = [build.id(shot.area), build.area(shot.area), build.period(shot.period), _lead_cell(build, shot)]
        row += [_beside_cell(build, shot, indicator) for indicator in BESIDE]
        if places is not None:
            row += _place_cells(build, places.get(shot.area))
        rows.append(tuple(row))
    return Table(id_, tuple(columns), tuple(rows), empty=_("No figure for coverage matches."))


def _lead_cell(build: Builder, shot: Snapshot) -> Cell:
    """The coverage, with a footnote for what agrees with it in more digits for another day."""
    cell = build.answer(shot.lead)
    other = None if shot.lead is None else finer(build.answers, shot.lead)
    return cell if other is None else replace(cell, notes=(*cell.notes, build.agreeing_note(other)))


def _place_cells(build: Builder, place: Standing | None) -> list[Cell]:
    if place is None:
        return [build.number(None)] * 3 + [build.id(None), Cell("–"), Cell("–")]
    return [
        build.number(place.place.low),
        build.number(place.place.high),
        build.number(len(place.table.ranked)),
        build.id(place.region),
        build.answer(place.whole),
        build.quantity(place.distance),
    ]


def _beside_cell(build: Builder, shot: Snapshot, indicator: str) -> Cell:
    part = shot.parts[indicator]
    if part.candidate is not None:
        return build.answer(part.candidate)
    return build.unknown(tell_left_out(build, part) or _why_not(build, shot, indicator, part.elsewhere))


def tell_left_out(build: Builder, part: SnapshotPart) -> str:
    """Why an answer for the same time does not stand beside the lead; empty where there is none."""
    if part.against is None or part.lead is None:
        return ""
    key, lang = part.against.key, build.lang
    return build._(
        "{label}, {area}: {value} is of a source that has {other} for {lead}, and is not shown beside it"
    ).format(
        label=build.label(key.indicator),
        area=build.name(key.area),
        value=say_quantity(quantity_text(part.against.quantity, lang), lang),
        other=say_quantity(quantity_text(part.lead.quantity, lang), lang),
        lead=build.lower(part.lead.key.indicator),
    )


def _why_not(build: Builder, shot: Snapshot, indicator: str, elsewhere: Candidate | None) -> str:
    """Why a cell is empty; the same sentence for every area it is true of, so that they share one footnote."""
    _ = build._
    if shot.lead is not None and shot.lead.quantity.disputed:
        return _("not derived, because the figures it would rest on contradict each other")
    if elsewhere is None:
        return _("not in this fact base, nor are the figures it would follow from")
    return _("{label}, {area}: not in this fact base for this period; the latest is {value} for {other}").format(
        label=build.label(indicator),
        area=build.name(shot.area),
        value=say_quantity(quantity_text(elsewhere.quantity, build.lang), build.lang),
        other=period_text(elsewhere.period, build.lang),
    )


def lead_sentence(build: Builder, lead: Candidate) -> str:
    """How many of the workers of an area were covered, and when; where that is only a bound, what is known besides."""
    _, lang = build._, build.lang
    sentence = _("{area}: {value} of the workers were covered in {period}.")
    if lead.period.kind == "day":
        sentence = _("{area}: {value} of the workers were covered on {period}.")
    text = sentence.format(
        area=build.name(lead.key.area),
        value=say_quantity(quantity_text(lead.quantity, lang), lang),
        period=period_text(lead.period, lang),
    )
    more = finer(build.answers, lead) if lead.quantity.interval.width is None else None
    if more is None:
        return text
    exact = say_quantity(quantity_text(more.quantity, lang), lang)
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
