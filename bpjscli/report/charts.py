"""Charts of rankings, trends and benefits, and the map of tiles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

from bpjscli.measures.ranking import Ranking
from bpjscli.measures.trend import Trend
from bpjscli.report.builder import Builder
from bpjscli.report.document import Category, Cell, Chart, Point, Series, Table
from bpjscli.report.numbers import capitalise, period_text
from bpjscli.shipped import find_data_file

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.


class Tile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where an area stands: its id, a name that fits a tile, its column from the west and its row from the north."""

    area: str
    short: str
    column: int
    row: int


@lru_cache(maxsize=1)
def read_tiles() -> tuple[Tile, ...]:
    """The tiles of the shipped map, in the order of its file; JSON, because every ranking of provinces reads it."""
    return msgspec.json.decode(find_data_file("tiles.json").read_bytes(), type=tuple[Tile, ...])


MOST_BARS = 60
"""A picture of more than this many bars tells less than its table."""


def point(cell: Cell) -> Point:
    """The number of a cell."""
    data = cell.data if isinstance(cell.data, dict) else {}
    return Point(cell.text, data.get("value"), data.get("low"), data.get("high"), cell.marks)


def cells_of(table: Table, key: str) -> list[Cell]:
    """The cells of one column; raises `StopIteration` where there is no such column."""
    place = next(place for place, column in enumerate(table.columns) if column.key == key)
    return [row[place] for row in table.rows]


def ranking_chart(
    build: Builder,
    found: Ranking,
    table: Table,
    *,
    reference: tuple[str, Cell] | None = None,
    beside: Sequence[str] = (),
    subject: str | None = None,
) -> Chart | None:
    """Bars with intervals; `None` where fewer than two areas have a number, or too many.

    The bar of the area `subject` stands out. The `reference`, a name and a number, must be a cell of the tables
    `beside`.
    """
    cells = cells_of(table, found.indicator)
    if not 2 <= len(cells) <= MOST_BARS:
        return None
    names = [cell.text for cell in cells_of(table, "name")]
    series = [Series(build.label(found.indicator), tuple(map(point, cells)))]
    if reference is not None and point(reference[1]).known:
        series.append(Series(reference[0], (point(reference[1]),), "reference"))
    return Chart(
        "chart-ranking",
        "bars",
        _by_area_title(build, found),
        _extremes_text(build, found, table),
        (table.id, *beside),
        build.base.vocabulary.indicators[found.indicator].unit,
        tuple(
            Category(name, strong=rank.area == subject, leads_to=f"area {rank.area}")
            for name, rank in zip(names, found.ranks, strict=True)
        ),
        tuple(series),
    )


def tile_chart(build: Builder, found: Ranking, table: Table, subject: str | None = None) -> Chart | None:
    """A map of the provinces with a number, cut to where these are; `None` where it would show fewer than two.

    Only percentages make a map: the shade of a count would tell how many people live there. Where a number is known
    more exactly than the one that is ranked, the map shows it.
    """
    _ = build._
    unit = build.base.vocabulary.indicators[found.indicator].unit
    areas = build.base.areas
    ranked, better = cells_of(table, found.indicator), cells_of(table, "better")
    cells = {
        rank.area: cell if rank.better is None else more
        for rank, cell, more in zip(found.ranks, ranked, better, strict=True)
    }
    places = [tile for tile in read_tiles() if tile.area in areas]
    known = [tile for tile in places if tile.area in cells and point(cells[tile.area]).known]
    if unit != "percent" or len(known) < 2:
        return None
    west, north = min(tile.column for tile in known), min(tile.row for tile in known)
    categories = tuple(
        Category(
            build.name(tile.area),
            tile.short,
            (areas[tile.area].iso or "")[-2:],
            column=tile.column - west,
            row=tile.row - north,
            strong=tile.area == subject,
            leads_to=f"area {tile.area}",
        )
        for tile in known
    )
    points = tuple(point(cells[tile.area]) for tile in known)
    text = _("{known} of {all} provinces have a figure here. {extremes}").format(
        known=len(known), all=len(places), extremes=_extremes_text(build, found, table)
    )
    title = _("{title}: map").format(title=_by_area_title(build, found))
    series = (Series(build.label(found.indicator), points),)
    return Chart("chart-map", "tiles", title, text, (table.id,), unit, categories, series)


MAP = 12
"""From so many provinces on a map tells more than bars."""


def picture_of_ranking(
    build: Builder,
    found: Ranking,
    table: Table,
    *,
    reference: tuple[str, Cell] | None = None,
    beside: Sequence[str] = (),
    subject: str | None = None,
    on_map: bool = False,
) -> Chart | None:
    """The one picture of a ranking: a map of many provinces, or `on_map` of any, else what `ranking_chart` makes."""
    tiles = tile_chart(build, found, table, subject)
    if tiles is not None and (on_map or len(tiles.categories) >= MAP):
        return tiles
    return ranking_chart(build, found, table, reference=reference, beside=beside, subject=subject) or tiles


MOST_GAPS = 24


def gap_chart(build: Builder, table: Table, subject: str | None = None) -> Chart | None:
    """From coverage to target, a line each; `None` where no row of the table has both, or too many have.

    The rows of the area `subject` stand out. Where an area has several targets each row has the day of its own.
    """
    rows = [place for place, cell in enumerate(cells_of(table, "target")) if point(cell).known]
    rows = [place for place in rows if point(cells_of(table, "coverage")[place]).known]
    if not 1 <= len(rows) <= MOST_GAPS:
        return None
    _ = build._
    areas, names, days = (cells_of(table, key) for key in ("area", "name", "by"))
    days_of = {
        areas[place].data: {days[row].data for row in rows if areas[row].data == areas[place].data} for place in rows
    }
    categories = tuple(
        Category(
            names[place].text if len(days_of[areas[place].data]) == 1 else f"{names[place].text}, {days[place].text}",
            strong=areas[place].data == subject,
        )
        for place in rows
    )
    stands, aims = (tuple(point(cells_of(table, key)[place]) for place in rows) for key in ("coverage", "target"))
    gaps = [
        (category.label, cells_of(table, "gap_points")[place]) for category, place in zip(categories, rows, strict=True)
    ]
    open_ = [(label, cell) for label, cell in gaps if point(cell).known and "value" in (cell.data or {})]
    label, most = max(open_, key=lambda gap: Decimal(point(gap[1]).value or 0), default=("", Cell("")))
    text = _("Farthest to go: {area} ({points} points).").format(area=label, points=most.text) if label else ""
    series = (Series(build.label("coverage"), stands), Series(_("target"), aims, "target"))
    title = _("From coverage to target")
    return Chart("chart-gap", "dumbbell", title, text, (table.id,), "percent", categories, series)


MOST_TRENDS = 12


def multiples_chart(build: Builder, table: Table) -> Chart | None:
    """A small line for each area of a table of several trends; `None` for fewer than two areas, or too many."""
    areas = list(dict.fromkeys(cell.text for cell in cells_of(table, "name")))
    if not 2 <= len(areas) <= MOST_TRENDS:
        return None
    names, periods, verdicts = (cells_of(table, key) for key in ("name", "period", "verdict"))
    numbers, ends = cells_of(table, "quantity"), cells_of(table, "end")
    categories = tuple(
        Category(f"{name.text}, {period.text}", at=str(end.data), comparable=verdict.data in (None, "comparable"))
        for name, period, end, verdict in zip(names, periods, ends, verdicts, strict=True)
    )
    series = tuple(
        Series(
            area, tuple(point(n) if name.text == area else Point("–") for n, name in zip(numbers, names, strict=True))
        )
        for area in areas
    )
    text = build._("{count} areas on one scale, {first} to {last}.").format(
        count=len(areas),
        first=min(zip(ends, periods, strict=True), key=lambda pair: str(pair[0].data))[1].text,
        last=max(zip(ends, periods, strict=True), key=lambda pair: str(pair[0].data))[1].text,
    )
    title = build._("Coverage over time, by area")
    return Chart("chart-trends", "multiples", title, text, (table.id,), "percent", categories, series)


def trend_chart(build: Builder, found: Trend, table: Table) -> Chart | None:
    """A line over time, for coverage with a second one on the latest workforce; `None` for fewer than two points."""
    cells = cells_of(table, "quantity")
    if sum(point(cell).known for cell in cells) < 2:
        return None
    _ = build._
    indicator = build.base.vocabulary.indicators[found.key.indicator]
    categories = tuple(
        Category(
            period_text(step.point.period, build.lang),
            at=step.point.date.isoformat(),
            comparable=step.verdict is None or step.verdict.outcome == "comparable",
        )
        for step in found.steps
    )
    series = [Series(_("as published"), tuple(map(point, cells)))]
    latest = cells_of(table, "on_latest_workforce")
    second = found.latest is not None and sum(point(cell).known for cell in latest) > 1
    if second:
        title = next(column.title for column in table.columns if column.key == "on_latest_workforce")
        series.append(Series(title[:1].lower() + title[1:], tuple(map(point, latest))))
    text = " ".join(_course(build, one, categories) for one in series)
    return Chart(
        "chart-trend",
        "line",
        _("{indicator} over time, {area}").format(indicator=build.label(indicator.id), area=build.name(found.key.area)),
        text,
        (table.id,),
        indicator.unit,
        categories,
        tuple(series),
    )


def benefits_chart(build: Builder, table: Table) -> Chart | None:
    """The share of each programme in claims and in benefits; `None` where fewer than two programmes have one."""
    return shares_chart(
        build,
        table,
        "programme",
        ("claims_share", "benefits_share"),
        build._("Claims and benefits by programme, share of all"),
    )


def shares_chart(build: Builder, table: Table, part: str, keys: Sequence[str], title: str) -> Chart | None:
    """Shares of the same parts in several wholes, side by side; rows without an id in column `part` are wholes."""
    categories, series = _by_part(table, part, keys)
    if any(sum(one.known for one in s.points) < 2 for s in series):
        return None
    text = " ".join(_greatest(build, one, categories) for one in series)
    return Chart(f"chart-{table.id}", "grouped", title, text, (table.id,), "percent", categories, series)


def parts_chart(build: Builder, table: Table, part: str, keys: Sequence[str], title: str, unit: str) -> Chart | None:
    """One whole in its parts, by the numbers of the first of `keys`; rows without an id in `part` are wholes.

    `None` where fewer than two parts are known: that is no division.
    """
    categories, series = _by_part(table, part, keys)
    if sum(one.known for one in series[0].points) < 2:
        return None
    told = (one for one in series if any(p.known for p in one.points))  # disputed parts have no shares
    text = " ".join(_greatest(build, one, categories) for one in told)
    return Chart(f"chart-{table.id}", "parts", title, text, (table.id,), unit, categories, series)


def _by_part(table: Table, part: str, keys: Sequence[str]) -> tuple[tuple[Category, ...], tuple[Series, ...]]:
    """The parts of a table, and a series for each of its columns `keys`."""
    rows = [place for place, cell in enumerate(cells_of(table, part)) if cell.data is not None]
    names = cells_of(table, "name")
    titles = {column.key: column.title for column in table.columns}
    series = (Series(titles[key], tuple(point(cells_of(table, key)[row]) for row in rows)) for key in keys)
    return tuple(Category(names[row].text) for row in rows), tuple(series)


def _by_area_title(build: Builder, found: Ranking) -> str:
    label = build.label(found.indicator)
    if found.period is None:
        return build._("{indicator} by area").format(indicator=label)
    when = period_text(found.period, build.lang)
    return build._("{indicator} by area, {period}").format(indicator=label, period=when)


def _extremes_text(build: Builder, found: Ranking, table: Table) -> str:
    """Who stands at either end of a ranking, as far as its precision can tell."""
    _ = build._
    count = len(found.ranked)
    cells = dict(zip((rank.area for rank in found.ranks), cells_of(table, found.indicator), strict=True))
    named = {rank.area: f"{build.name(rank.area)} ({cells[rank.area].text})" for rank in found.ranks}
    top = [named[rank.area] for rank in found.ranked if rank.low == 1]
    bottom = [named[rank.area] for rank in found.ranked if rank.high == count]
    if len(top) == count or len(bottom) == count:
        return _("The figures are not precise enough to tell who leads.")
    return _("Highest: {top}. Lowest: {bottom}.").format(top=", ".join(top), bottom=", ".join(bottom))


def _course(build: Builder, series: Series, categories: Sequence[Category]) -> str:
    known = [(p, category) for p, category in zip(series.points, categories, strict=True) if p.known]
    values = ", ".join(f"{p.text} ({category.label})" for p, category in (known[0], known[-1]))
    return f"{capitalise(series.title)}: {values}."


def _greatest(build: Builder, series: Series, categories: Sequence[Category]) -> str:
    pairs = list(zip(series.points, categories, strict=True))
    most, category = max(pairs, key=lambda pair: Decimal(pair[0].value or 0))
    return build._("{series}, highest: {part} ({value}).").format(
        series=series.title, part=category.label, value=most.text
    )
