"""Charts have the numbers of the tables beside them, and say in words what they show."""

from __future__ import annotations

import msgspec
from conftest import Ask
from msgspec.structs import replace

from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.breakdown import benefits_of
from bpjscli.measures.ranking import Ranking
from bpjscli.measures.ranking import ranking as ranked
from bpjscli.measures.trend import trend as find_trend
from bpjscli.report.builder import Builder
from bpjscli.report.charts import (
    MAP,
    MOST_BARS,
    benefits_chart,
    cells_of,
    gap_chart,
    parts_chart,
    picture_of_ranking,
    point,
    ranking_chart,
    read_tiles,
    tile_chart,
    trend_chart,
)
from bpjscli.report.document import Cell, Chart, Column, Point, Table
from bpjscli.report.views.benefits import programmes_table
from bpjscli.report.views.gap import find_gaps, gap_table
from bpjscli.report.views.ranking import ranked_areas, ranking_table
from bpjscli.report.views.report import report
from bpjscli.report.views.trend import trend_table
from bpjscli.report.views.trends import trends_blocks


def coverage_ranking(answers: Answers) -> tuple[Builder, Ranking, Table]:
    build = Builder(answers, "ranking", "en")
    found = ranked(answers, ranked_areas(answers, "kalimantan"))
    return build, found, ranking_table(build, found)


def numbers(chart: Chart) -> set[Point]:
    return {replace(one, marks=()) for series in chart.series for one in series.points if one.known}


def numbers_of(*tables: Table) -> set[Point]:
    cells = (cell for table in tables for row in table.rows for cell in row)
    return {replace(point(cell), marks=()) for cell in cells}


def quantity(value: str, unit: str = "percent", **more: tuple[str, ...]) -> Cell:
    data = {"value": value, "low": value, "high": value, "unit": unit, "origin": "published", "figures": []}
    return Cell(value, data, **more)  # type: ignore[arg-type]  # marks, by name


def test_a_ranking_is_bars_in_the_order_of_its_table(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    chart = ranking_chart(build, found, table)
    assert chart is not None
    assert (chart.kind, chart.unit, chart.tables) == ("bars", "percent", ("ranking",))
    assert chart.title == "Coverage by area, 2025"
    assert chart.text == "Highest: East Kalimantan (> 50 %). Lowest: West Kalimantan (27 %)."
    assert [category.label for category in chart.categories] == [cell.text for cell in cells_of(table, "name")]
    assert chart.series[0].points[0] == Point("> 50 %", "50", "50", None)
    assert chart.series[0].points[0].open_ended
    assert numbers(chart) <= numbers_of(table)


def test_a_reference_stands_in_a_ranking(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    whole = quantity("41")
    chart = ranking_chart(build, found, table, reference=("Kalimantan", whole), beside=["headline"])
    assert chart is not None
    assert [(series.role, series.title) for series in chart.series] == [
        ("value", "Coverage"),
        ("reference", "Kalimantan"),
    ]
    assert chart.series[1].points == (point(whole),)
    assert chart.tables == ("ranking", "headline")


def test_a_ranking_has_one_picture_a_map_where_there_are_many_provinces(ask: Ask, shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    few = picture_of_ranking(build, found, table)
    assert few is not None
    assert few.kind == "bars"
    provinces = [tile.area for tile in read_tiles()][:MAP]
    answers = ask(
        "\n".join(f'{{ area = "{p}", indicator = "coverage", printed = "4{n}%" }}' for n, p in enumerate(provinces))
    )
    build, found = Builder(answers, "ranking", "en"), ranked(answers, provinces)
    many = picture_of_ranking(build, found, ranking_table(build, found))
    assert many is not None
    assert (many.kind, len(many.categories)) == ("tiles", MAP)


def test_a_gap_is_a_line_from_coverage_to_target(shipped: Answers) -> None:
    build = Builder(shipped, "gap", "en")
    table = gap_table(build, find_gaps(shipped, shipped.areas(), None, None, every=False))
    chart = gap_chart(build, table, "kalbar")
    assert chart is not None
    assert (chart.kind, chart.tables, chart.unit) == ("dumbbell", ("gap",), "percent")
    assert [category.label for category in chart.categories][:3] == [
        "Kalimantan",
        "West Kalimantan",
        "South Kalimantan",
    ]
    assert [category.label for category in chart.categories if category.strong] == ["West Kalimantan"]
    assert "Central Kalimantan" not in {category.label for category in chart.categories}, "whose target is not known"
    assert [series.role for series in chart.series] == ["value", "target"]
    assert chart.text == "Farthest to go: Kalimantan (58 points)."
    assert numbers(chart) <= numbers_of(table)
    assert gap_chart(build, replace(table, rows=())) is None


def test_several_targets_of_an_area_have_their_days(shipped: Answers) -> None:
    build = Builder(shipped, "gap", "en")
    table = gap_table(build, find_gaps(shipped, ["kalbar"], None, None, every=True))
    chart = gap_chart(build, table)
    assert chart is not None
    assert [category.label for category in chart.categories] == [
        f"West Kalimantan, 31 December {year}" for year in (2025, 2026, 2030)
    ]


def test_trends_of_several_areas_are_small_multiples(shipped: Answers) -> None:
    build = Builder(shipped, "report", "en")
    chart, table = trends_blocks(build, ["kalbar", "kalteng", "kalsel"])
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert chart.kind == "multiples"
    assert [series.title for series in chart.series] == ["West Kalimantan", "Central Kalimantan", "South Kalimantan"]
    assert chart.text == "3 areas on one scale, March 2023 to 2025."
    for place, category in enumerate(chart.categories):
        known = [series.title for series in chart.series if series.points[place].known]
        assert len(known) == 1
        assert category.label.startswith(f"{known[0]}, ")
    assert numbers(chart) <= numbers_of(table)
    assert trends_blocks(build, ["kalbar", "sambas"]) == [], "Sambas has one number"


def test_a_reference_that_is_not_known_is_left_out(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    chart = ranking_chart(build, found, table, reference=("Kalimantan", Cell("–")))
    assert chart is not None
    assert len(chart.series) == 1


def test_one_bar_is_no_chart_and_neither_are_too_many(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    one = msgspec.structs.replace(found, ranks=found.ranks[:1])
    assert ranking_chart(build, one, replace(table, rows=table.rows[:1])) is None
    many = msgspec.structs.replace(found, ranks=found.ranks * MOST_BARS)
    assert ranking_chart(build, many, replace(table, rows=table.rows * MOST_BARS)) is None


def test_ranks_that_precision_cannot_separate_lead_nothing(ask: Ask) -> None:
    answers = ask('{ area = "kalsel", indicator = "coverage", printed = "42%" }\n'
                  '{ area = "kalteng", indicator = "coverage", printed = "42%" }')  # fmt: skip
    build, found, table = coverage_ranking(answers)
    chart = ranking_chart(build, found, table)
    assert chart is not None
    assert chart.text == "The figures are not precise enough to tell who leads."


def test_ranks_at_the_end_are_named_together(ask: Ask) -> None:
    answers = ask('{ area = "kaltim", indicator = "coverage", printed = "58%" }\n'
                  '{ area = "kalsel", indicator = "coverage", printed = "42%" }\n'
                  '{ area = "kalteng", indicator = "coverage", printed = "42%" }')  # fmt: skip
    build, found, table = coverage_ranking(answers)
    chart = ranking_chart(build, found, table)
    assert chart is not None
    assert chart.text == "Highest: East Kalimantan (58 %). Lowest: Central Kalimantan (42 %), South Kalimantan (42 %)."


def test_a_mixture_of_periods_has_a_title_without_one(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    chart = ranking_chart(build, msgspec.structs.replace(found, period=None), table)
    assert chart is not None
    assert chart.title == "Coverage by area"


def test_the_map_has_every_province_where_no_other_stands(shipped: Answers) -> None:
    areas = shipped.base.areas
    assert [tile.area for tile in read_tiles()] == [area.id for area in areas.values() if area.level == "province"]
    assert len({(tile.column, tile.row) for tile in read_tiles()}) == 38
    assert len({tile.short for tile in read_tiles()}) == 38
    codes = {areas[tile.area].iso for tile in read_tiles()}
    assert len(codes) == 38


def test_the_map_is_cut_to_the_provinces_with_a_figure(shipped: Answers) -> None:
    build, found, table = coverage_ranking(shipped)
    chart = tile_chart(build, found, table)
    assert chart is not None
    assert chart.text.startswith("5 of 38 provinces have a figure here. Highest: East Kalimantan (> 50 %).")
    points = dict(zip((category.label for category in chart.categories), chart.series[0].points, strict=True))
    assert points["West Kalimantan"].value == "27.36", "known more exactly than the 27 % that is ranked"
    assert points["East Kalimantan"].text == "58.53 %", "and not only that it is above 50 %"
    assert sum(one.known for one in points.values()) == 5
    assert len(points) == 5, "what has no figure is not drawn"
    assert min(category.column for category in chart.categories) == 0
    assert min(category.row for category in chart.categories) == 0
    assert max(category.column for category in chart.categories) < 6, "so that each tile has room for its number"
    kalbar = next(category for category in chart.categories if category.label == "West Kalimantan")
    assert (kalbar.short, kalbar.code) == ("Kalbar", "KB")
    assert numbers(chart) <= numbers_of(table)


def test_counts_make_no_map_and_neither_do_regencies(ask: Ask) -> None:
    answers = ask('{ area = "kaltim", indicator = "participants", printed = "58" }\n'
                  '{ area = "kalsel", indicator = "participants", printed = "42" }\n'
                  '{ area = "sambas", indicator = "coverage", printed = "24%" }\n'
                  '{ area = "pontianak", indicator = "coverage", printed = "40%" }')  # fmt: skip
    build = Builder(answers, "ranking", "en")
    for areas, indicator in ((["kaltim", "kalsel"], "participants"), (["sambas", "pontianak"], "coverage")):
        found = ranked(answers, areas, indicator)
        assert tile_chart(build, found, ranking_table(build, found)) is None


def test_a_trend_has_two_lines_and_says_what_is_not_comparable(shipped: Answers) -> None:
    build = Builder(shipped, "trend", "en")
    found = find_trend(shipped, Key("coverage", "kalimantan"))
    table = trend_table(build, found)
    chart = trend_chart(build, found, table)
    assert chart is not None
    assert chart.title == "Coverage over time, Kalimantan"
    assert [series.title for series in chart.series] == ["as published", "on the workforce of 2025"]
    assert [(c.label, c.at, c.comparable) for c in chart.categories] == [
        ("31 December 2023", "2023-12-31", True),
        ("2024", "2024-11-07", False),
        ("2025", "2025-12-31", False),
    ]
    assert chart.text == (
        "As published: 46.33 % (31 December 2023), 41.30 % (2025). "
        "On the workforce of 2025: ≈ 31.3 % (31 December 2023), ≈ 41.30 % (2025)."
    )
    assert numbers(chart) <= numbers_of(table)


def test_a_trend_of_counts_has_one_line_and_one_point_has_none(shipped: Answers, ask: Ask) -> None:
    build = Builder(shipped, "trend", "en")
    found = find_trend(shipped, Key("participants", "kalimantan"))
    chart = trend_chart(build, found, trend_table(build, found))
    assert chart is not None
    assert (len(chart.series), chart.unit) == (1, "persons")
    alone = ask('{ indicator = "coverage", printed = "41%" }')
    build = Builder(alone, "trend", "en")
    found = find_trend(alone, Key("coverage", "kalimantan"))
    assert trend_chart(build, found, trend_table(build, found)) is None


def test_benefits_are_shares_of_programmes_without_their_total(shipped: Answers) -> None:
    build = Builder(shipped, "benefits", "en")
    table = programmes_table(build, "kalimantan", benefits_of(shipped, "kalimantan"))
    chart = benefits_chart(build, table)
    assert chart is not None
    assert (chart.kind, chart.id) == ("grouped", "chart-benefits")
    assert [category.label for category in chart.categories] == [
        "Work injury", "Death", "Old-age savings", "Pension", "Job loss",
    ]  # fmt: skip
    assert chart.text == (
        "Share of claims, highest: Old-age savings (≈ 67.94 %). Share of benefits, highest: Old-age savings (≈ 78.5 %)."
    )
    assert numbers(chart) <= numbers_of(table)
    assert benefits_chart(build, programmes_table(build, "kalbar", None)) is None


def segments(*rows: tuple[str | None, str, Cell, Cell]) -> Table:
    columns = (
        Column("segment", "Id", shown=False),
        Column("name", "Segment"),
        Column("participants", "Participants", "quantity"),
        Column("share", "Share", "quantity"),
    )
    return Table("segments", columns, tuple((Cell("", id_), Cell(name), *cells) for id_, name, *cells in rows))


def test_parts_of_a_whole_leave_the_whole_out(shipped: Answers) -> None:
    build = Builder(shipped, "report", "en")
    table = segments(
        ("pu", "Wage earners", quantity("60", "persons"), quantity("60")),
        ("bpu", "Own account", quantity("40", "persons"), quantity("40")),
        ("pmi", "Migrants", Cell("–"), Cell("–")),
        (None, "All", quantity("100", "persons"), Cell("")),
    )
    chart = parts_chart(build, table, "segment", ("participants", "share"), "By segment", "persons")
    assert chart is not None
    assert (chart.kind, chart.unit) == ("parts", "persons")
    assert [category.label for category in chart.categories] == ["Wage earners", "Own account", "Migrants"]
    assert [[one.text for one in series.points] for series in chart.series] == [["60", "40", "–"], ["60", "40", "–"]]
    one = segments(("pu", "Wage earners", quantity("60", "persons"), quantity("60")))
    assert parts_chart(build, one, "segment", ("participants", "share"), "By segment", "persons") is None


def test_parts_without_shares_have_no_highest_share(shipped: Answers) -> None:
    people, none = quantity("60", "persons", marks=("disputed",)), Cell("–")
    table = segments(("pu", "Wage earners", people, none), ("bpu", "Own account", people, none))
    keys = ("participants", "share")
    chart = parts_chart(Builder(shipped, "report", "en"), table, "segment", keys, "By segment", "persons")
    assert chart is not None
    assert chart.text == "Participants, highest: Wage earners (60)."


def test_marks_come_along(shipped: Answers) -> None:
    assert point(quantity("22.77", marks=("disputed",))).marks == ("disputed",)
    assert point(Cell("–", None, ("why",))) == Point("–")


def test_an_open_point_is_known_and_an_unknown_one_is_not_open() -> None:
    assert Point("> 50 %", "50", "50", None).open_ended
    assert not Point("41 %", "41", "40.5", "41.5").open_ended
    assert not Point("–").open_ended


def test_every_chart_of_the_report_has_its_numbers_in_its_tables(shipped: Answers) -> None:
    for area in ("kalimantan", "kalbar", "kalsel"):
        document = report(shipped, "en", area)
        tables = {table.id: table for table in document.tables()}
        for chart in document.charts():
            assert numbers(chart) <= numbers_of(*(tables[id_] for id_ in chart.tables)), (area, chart.id)
    charts = [chart.id for chart in report(shipped, "id").charts()]
    assert charts == ["chart-ranking", "chart-gap", "chart-segments", "chart-benefits", "chart-trend", "chart-trends"]


def test_the_subject_of_a_report_stands_out(shipped: Answers) -> None:
    (bars, gaps) = report(shipped, "en", "kalbar").charts()[:2]
    assert [category.label for category in bars.categories if category.strong] == ["West Kalimantan"]
    assert len([category for category in gaps.categories if category.strong]) == 3, "one a target of its own"
    assert not any(category.strong for category in report(shipped, "en").charts()[0].categories)


def test_a_ranking_without_the_other_sections_has_no_numbers_of_theirs(shipped: Answers) -> None:
    (bars,) = report(shipped, "en", sections=["ranking"]).charts()
    assert [series.role for series in bars.series] == ["value"]
    (bars,) = report(shipped, "en", sections=["ranking", "headline"]).charts()
    assert [series.role for series in bars.series] == ["value", "reference"]
