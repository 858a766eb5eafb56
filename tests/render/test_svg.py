"""What a drawing shows, measured in the drawing itself."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from drawn import SIZES, UNKNOWN, WORDS, Drawing, chart, drawn, exact, point, series
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.svg import WIDTHS, svg
from bpjscli.render.svg.canvas import COLOURS, ROLES, text_width
from bpjscli.render.svg.scale import Scale, extent, ticks
from bpjscli.render.svg.tiles import DARK, STEPS, step_of, steps_of
from bpjscli.report.document import Category

CSS = (Path(__file__).parents[2] / "templates" / "report.css").read_text()

RANKING = chart(
    "bars",
    ["East Kalimantan", "North Kalimantan", "West Kalimantan"],
    series(
        "Coverage",
        point("> 50 %", "50", "50", None),
        point("≈ 46 %", "46", "45", "47"),
        point("27 %", "27", "27", "27"),
    ),
    series("next target", UNKNOWN, UNKNOWN, exact("60.80"), role="target"),
    series("Kalimantan", exact("41"), role="reference"),
)
TREND = chart(
    "line",
    [
        Category("31 December 2023", at="2023-12-31"),
        Category("2024", at="2024-11-07", comparable=False),
        Category("2025", at="2025-12-31", comparable=False),
    ],
    series("as published", exact("46.33"), exact("45.34"), exact("41.30")),
    series("on the workforce of 2025", point("≈ 31.3 %", "31.3", "30", "33"), exact("41.10"), exact("41.30")),
)
PARTS = chart(
    "parts",
    ["Wage earners", "Own account", "Migrants"],
    series("Participants", exact("75"), exact("25"), UNKNOWN),
    series("Share", exact("75.0"), exact("25.0"), UNKNOWN),
)
SHARES = chart(
    "grouped",
    ["Death", "Old age"],
    series("Share of claims", exact("4"), exact("68")),
    series("Share of benefits", exact("10.5"), exact("78.5")),
)
MAP = chart(
    "tiles",
    [
        Category("West Kalimantan", "Kalbar", "KB", column=0, row=1),
        Category("North Kalimantan", "Kaltara", "KU", column=13, row=0),
        Category("Bali", "Bali", "BA", column=5, row=2),
        Category("Aceh", "Aceh", "AC"),
    ],
    series("Coverage", exact("27"), exact("81"), exact("50", disputed=True), UNKNOWN),
)
GAP = chart(
    "dumbbell",
    ["Here", "There"],
    series("Coverage", exact("41"), exact("80", disputed=True)),
    series("target", exact("60"), exact("70"), role="target"),
)
TRENDS = chart(
    "multiples",
    [
        Category("Here, 2023", at="2023-12-31"),
        Category("Here, 2025", at="2025-12-31", comparable=False),
        Category("There, 2023", at="2023-12-31"),
        Category("There, 2025", at="2025-12-31"),
    ],
    series("Here", exact("41"), exact("45"), UNKNOWN, UNKNOWN),
    series("There", UNKNOWN, UNKNOWN, exact("58"), exact("46", disputed=True)),
)
ALL = {
    "bars": RANKING,
    "line": TREND,
    "parts": PARTS,
    "grouped": SHARES,
    "tiles": MAP,
    "dumbbell": GAP,
    "multiples": TRENDS,
}
every = pytest.mark.parametrize("of", ALL.values(), ids=ALL)
layouts = pytest.mark.parametrize("layout", WIDTHS)


@every
@layouts
def test_a_drawing_has_a_name_a_description_and_no_script(of: PageChart, layout: str) -> None:
    root = drawn(of, layout).root
    assert root.attrib["role"] == "img"
    ids = {element.attrib["id"]: element.text for element in root.iter() if "id" in element.attrib}
    named = root.attrib["aria-labelledby"].split()
    assert [ids[id_] for id_ in named] == ["A title", "What it shows."]
    assert all(id_.startswith(f"c-{layout}-") for id_ in ids)
    assert not {element.tag for element in root.iter()} & {"script", "style", "image", "use", "a", "foreignObject"}
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "href")]


@every
@layouts
def test_everything_stands_within_the_drawing(of: PageChart, layout: str) -> None:
    inside(drawn(of, layout))


def inside(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        if shape.tag == "pattern" or shape.role == "stripe":
            continue
        xs = [shape.at[name] for name in ("x", "x1", "x2", "cx") if name in shape.at] + [x for x, _ in shape.points]
        ys = [shape.at[name] for name in ("y", "y1", "y2", "cy") if name in shape.at] + [y for _, y in shape.points]
        if shape.tag == "rect":
            xs.append(shape.at["x"] + shape.at["width"])
            ys.append(shape.at["y"] + shape.at["height"])
        assert all(-1 <= x <= drawing.width + 1 for x in xs), shape
        assert all(-1 <= y <= drawing.height + 1 for y in ys), shape


def test_bars_are_as_long_as_their_numbers() -> None:
    east, north, west = (shape for shape in drawn(RANKING).of("bar") if shape.at["height"] > 10)
    assert east.at["x"] == north.at["x"] == west.at["x"]
    for bar, value in ((east, 50), (north, 46), (west, 27)):
        assert abs(bar.at["width"] / value - east.at["width"] / 50) < Decimal("0.01")


def test_an_interval_is_a_whisker_from_end_to_end_and_an_exact_number_has_none() -> None:
    drawing = drawn(chart("bars", ["a", "b"], series("s", point("46 %", "46", "40", "60"), exact("27"))))
    bar = next(shape for shape in drawing.of("bar") if shape.at["height"] > 10)
    zero, unit = bar.at["x"], bar.at["width"] / 46
    (whisker,) = (w for w in drawing.of("whisker") if w.at["y1"] == w.at["y2"] and w.at["y1"] > 20)
    assert abs(whisker.at["x1"] - (zero + unit * 40)) < Decimal("0.2")
    assert abs(whisker.at["x2"] - (zero + unit * 60)) < Decimal("0.2")
    assert WORDS.interval in drawing.texts()
    assert WORDS.interval not in drawn(chart("bars", ["a", "b"], series("s", exact("1"), exact("2")))).texts()


def test_what_has_no_upper_bound_is_dotted_to_the_end_of_the_axis() -> None:
    drawing = drawn(RANKING)
    (open_,) = (shape for shape in drawing.of("open") if shape.at["y1"] > 20)
    bar = next(shape for shape in drawing.of("bar") if shape.at["height"] > 10)
    assert abs(open_.at["x1"] - (bar.at["x"] + bar.at["width"] + 2)) < Decimal("0.2")
    assert open_.at["x2"] == max(shape.at["x1"] for shape in drawing.of("grid"))
    assert WORDS.open_ended in drawing.texts()


def test_what_has_no_lower_bound_is_no_bar_at_all() -> None:
    drawing = drawn(chart("bars", ["a", "b"], series("s", point("< 30 %", "30", None, "30"), exact("27"))))
    assert len([shape for shape in drawing.of("bar") if shape.at["height"] > 10]) == 1
    (open_,) = (shape for shape in drawing.of("open") if shape.at["y1"] > 20)
    assert open_.at["x2"] > open_.at["x1"]


def test_targets_and_references_are_lines_with_their_numbers() -> None:
    drawing = drawn(RANKING)
    marks = [shape for shape in drawing.of("target") if shape.at["y1"] > 20]
    assert len(marks) == 1
    bar = next(shape for shape in drawing.of("bar") if shape.at["height"] > 10)
    unit = bar.at["width"] / 50
    assert abs(marks[0].at["x1"] - (bar.at["x"] + unit * Decimal("60.8"))) < Decimal("0.2")
    (line,) = drawing.of("reference")
    assert abs(line.at["x1"] - (bar.at["x"] + unit * 41)) < Decimal("0.2")
    assert {"60.80 %", "Kalimantan 41 %", "next target"} <= set(drawing.texts("small"))


def test_what_is_not_known_has_a_label_and_no_shape() -> None:
    drawing = drawn(
        chart("bars", ["a", "b"], series("s", UNKNOWN, exact("27")), series("r", UNKNOWN, role="reference"))
    )
    assert drawing.texts("number") == ["–", "27 %"]
    assert len([shape for shape in drawing.of("bar") if shape.at["height"] > 10]) == 1
    assert not drawing.of("reference")


@pytest.mark.parametrize("form", ["bars", "parts", "line", "tiles"])
def test_what_is_disputed_is_hatched_and_bears_its_sign(form: str) -> None:
    names = [Category("a", at="2024-01-01"), Category("b", at="2025-01-01", column=1)]
    disputed = chart(form, names, series("s", exact("22", disputed=True), exact("20")))  # type: ignore[arg-type]
    drawing = drawn(disputed)
    hatched = [shape for shape in drawing.shapes if shape.tag == "rect" and not shape.role]
    assert hatched
    fills = {e.attrib["fill"] for e in drawing.root.iter("rect") if "class" not in e.attrib}
    (pattern,) = drawing.root.iter("pattern")
    assert fills == {f"url(#{pattern.attrib['id']})"}
    assert any("†" in text for text in drawing.texts())
    assert "defs" not in svg(ALL[form if form != "tiles" else "bars"], "wide", WORDS)


def test_what_a_document_is_about_stands_out() -> None:
    names = [Category("a", "a", strong=True), Category("b", "b", column=13)]
    bars_, tiles_ = (drawn(chart(form, names, series("s", exact("1"), exact("2")))) for form in ("bars", "tiles"))
    assert (bars_.texts("number")[0], bars_.texts("label")) == ("a", ["b"])
    assert [shape.at["x"] for shape in tiles_.of("frame")] == [0]


def test_several_series_have_bars_of_their_own_with_a_key() -> None:
    drawing = drawn(SHARES)
    bars = [shape for shape in drawing.of("bar", "bar-2") if shape.at["height"] > 10]
    assert [shape.role for shape in bars] == ["bar", "bar-2"] * 2
    assert drawing.texts("small")[:2] == ["Share of claims", "Share of benefits"]
    assert {"4 %", "10.5 %", "68 %", "78.5 %"} <= set(drawing.texts("small"))


@pytest.mark.parametrize("form", ["bars", "grouped"])
def test_on_a_phone_labels_stand_above_their_bars(form: str) -> None:
    drawing = drawn(ALL[form], "narrow")
    labels = drawing.of("label")
    bars = [shape for shape in drawing.of("bar") if shape.at["height"] > 10]
    assert all(label.at["x"] == 0 for label in labels)
    assert all(bar.at["x"] == 1 for bar in bars)
    assert labels[0].at["y"] < bars[0].at["y"]
    wide = drawn(ALL[form])
    assert all(bar.at["x"] > 50 for bar in wide.of("bar") if bar.at["height"] > 10)


@every
@layouts
def test_texts_are_large_enough_to_read(of: PageChart, layout: str) -> None:
    for shape in drawn(of, layout).shapes:
        if shape.tag == "text":
            assert shape.role in SIZES or shape.role.startswith("tiny-")
    sizes = {name: re.search(r'font-size="([\d.]+)"', role.more) for name, role in ROLES.items()}
    for name, found in sizes.items():
        if found:
            assert Decimal(found[1]) >= (Decimal("9.5") if name.startswith("tiny-") else 12)


def test_a_line_is_broken_where_periods_may_not_be_compared() -> None:
    drawing = drawn(TREND)
    assert len([shape for shape in drawing.of("break") if shape.at["y1"] > 20]) == 2
    assert len([shape for shape in drawing.of("trend") if shape.at["y1"] > 40]) == 0
    second = [shape for shape in drawing.of("second") if shape.at["y1"] > 40]
    assert len(second) == 2
    assert WORDS.not_comparable in drawing.texts("small")


def test_a_line_stands_over_its_days() -> None:
    drawing = drawn(TREND)
    first, second, third = [shape.at["cx"] for shape in drawing.of("dot") if shape.at["r"] > 4]
    assert abs((second - first) / (third - first) - Decimal(312) / 731) < Decimal("0.01")


def test_values_of_one_height_are_written_once() -> None:
    assert drawn(TREND).texts("number", "small").count("41.30 %") == 1


def test_values_that_would_run_into_each_other_are_left_to_the_table() -> None:
    names = [Category(f"{day} May 2024", at=f"2024-05-{day:02}") for day in range(1, 31)]
    drawing = drawn(chart("line", names, series("s", *(exact("40.123456") for _ in names))))
    values, periods = drawing.texts("number"), [text for text in drawing.texts("small") if text.endswith("2024")]
    assert 10 < len(values) < 30
    assert 4 < len(periods) < 15
    assert "30 May 2024" in periods


def test_a_value_stands_at_its_own_point_and_no_other() -> None:
    days = ("2023-03-31", "2025-10-09", "2025-12-01", "2025-12-24")
    names = [Category(day, at=day) for day in days]
    drawing = drawn(chart("line", names, series("s", *map(exact, ("32.28", "30.41", "27.36", "37")))))
    feet = {shape.text: shape.at["y"] for shape in drawing.of("number")}
    dots = [shape.at["cy"] for shape in drawing.of("dot") if shape.at["r"] > 4]
    assert [feet[f"{value} %"] - dot for value, dot in zip(("32.28", "30.41", "27.36", "37"), dots, strict=True)] == [
        -11, -11, 20, -11,
    ]  # fmt: skip


def test_a_single_day_stands_in_the_middle() -> None:
    names = [Category("2024", at="2024-05-01"), Category("1 May", at="2024-05-01")]
    (first, second) = (s.at["cx"] for s in drawn(chart("line", names, series("s", exact("40"), exact("60")))).of("dot")
                       if s.at["r"] > 4)  # fmt: skip
    assert first == second == 400


def test_open_ends_of_a_line_have_arrows() -> None:
    names = [Category("a", at="2024-05-01"), Category("b", at="2025-05-01")]
    up, down = point("≥ 40 %", "40", "40", None), point("≤ 60 %", "60", None, "60")
    drawing = drawn(chart("line", names, series("s", up, down)))
    above, below = (shape for shape in drawing.of("open") if shape.at["x1"] == shape.at["x2"])
    assert above.at["y2"] < above.at["y1"]
    assert below.at["y2"] > below.at["y1"]


def test_parts_share_the_whole_width() -> None:
    drawing = drawn(PARTS)
    pieces = [shape for shape in drawing.of("step-5", "step-3") if shape.at["height"] > 20]
    assert [shape.at["width"] for shape in pieces] == [598, 198]
    assert drawing.texts("label") == ["Wage earners", "Own account", "Migrants"]
    assert drawing.texts("number") == ["75 %", "25 %", "no figure"]
    assert drawing.texts("small") == ["75.0 %", "25.0 %", "–"]
    assert len(drawing.of("unknown")) == 1


def test_parts_of_nothing_have_no_pieces() -> None:
    drawing = drawn(chart("parts", ["a", "b"], series("s", exact("0"), exact("0"))))
    assert not [shape for shape in drawing.shapes if shape.tag == "rect" and shape.at["height"] > 20]


def test_tiles_have_a_place_a_shade_and_a_number() -> None:
    drawing = drawn(MAP)
    shades = {
        shape.role: shape for shape in drawing.shapes if shape.tag == "rect" and shape.role and shape.at["width"] > 40
    }
    assert set(shades) == {"step-2", "step-5", "disputed", "unknown", "paper"}
    side = Decimal(800) / 14
    assert abs(shades["step-5"].at["x"] - side * 13) < Decimal("0.1")
    assert drawing.texts("on-light", "on-dark") == ["27", "81", "50 †"]
    assert drawing.texts("tiny-quiet") == ["Aceh"]
    assert {"0–20 %", "80–100 %", "disputed", "no figure"} <= set(drawing.texts("small"))


def test_a_map_that_is_too_wide_stands_in_parts_and_keeps_its_numbers() -> None:
    drawing = drawn(MAP, "narrow")
    assert drawing.texts("tiny-on-light", "tiny-on-dark", "tiny-quiet") == ["Kalbar", "Kaltara", "Bali", "Aceh"]
    assert drawing.texts("on-light", "on-dark") == ["27", "81", "50 †"]
    tiles = [shape for shape in drawing.shapes if shape.tag == "rect" and shape.at["width"] > 40]
    east = next(shape for shape in tiles if shape.role == "step-5")
    assert east.at["y"] > max(shape.at["y"] for shape in tiles if shape.role != "step-5"), "the east below the west"
    assert all(shape.at["x"] + shape.at["width"] <= 340 for shape in tiles)


def test_a_dumbbell_goes_from_where_one_stands_to_the_target() -> None:
    for layout in WIDTHS:
        drawing = drawn(GAP, layout)
        (stand,) = (shape for shape in drawing.of("dot") if shape.at["r"] > 6)
        first, second = (shape for shape in drawing.of("ring") if shape.at["r"] > 5)
        assert stand.at["cx"] < first.at["cx"] < second.at["cx"]
        assert len([shape for shape in drawing.of("disputed") if shape.at["width"] == 12]) == 1
        assert drawing.texts("number") == ["41 %", "80 % †"]
        assert {"60 %", "70 %"} <= set(drawing.texts("small"))


def test_small_multiples_have_a_line_a_series_on_one_scale() -> None:
    for layout in WIDTHS:
        drawing = drawn(TRENDS, layout)
        assert drawing.texts("number") == ["Here", "There"]
        assert len([shape for shape in drawing.of("trend") if shape.tag == "line"]) == 1
        assert len([shape for shape in drawing.of("break") if shape.at["x1"] > 0]) == 1, "and one in the key"
        dots = drawing.of("dot")
        assert len(list(dots)) == 3
        assert {"41 %", "45 %", "58 %", "46 % †", "2023", "2025"} <= set(drawing.texts("small"))


def test_tiles_without_a_short_name_have_their_label() -> None:
    names = [Category("Somewhere far away"), Category("Elsewhere", column=1)]
    drawing = drawn(chart("tiles", names, series("s", exact("10"), exact("20"))))
    assert "Somewhere far away" in drawing.texts("tiny-on-light")
    many = [*names, Category("z", column=13)]
    texts = drawn(chart("tiles", many, series("s", exact("10"), exact("20"), exact("1")))).texts("tiny-on-light")
    assert texts[0].endswith("…")


@pytest.mark.parametrize(("value", "step"), [("0", 1), ("19.99", 1), ("20", 2), ("50", 3), ("99", 5), ("100", 5)])
def test_shades(value: str, step: int) -> None:
    assert step_of(exact(value), Decimal(100)) == step
    assert step_of(UNKNOWN, Decimal(100)) == 0


@pytest.mark.parametrize(
    ("text", "low", "high", "steps"),
    [
        ("> 50 %", "50", None, (3, 5)),
        ("> 80 %", "80", None, (5, 5)),
        ("< 50 %", None, "50", (1, 3)),
        ("< 40 %", None, "40", (1, 2)),
        ("≈ 40 %", "38", "42", (3, 3)),
    ],
)
def test_a_bound_has_each_shade_it_leaves(text: str, low: str | None, high: str | None, steps: tuple[int, int]) -> None:
    number = point(text, text.strip("<>≈ %"), low, high)
    assert steps_of(number, Decimal(100)) == steps
    picture = chart("tiles", [Category("East Kalimantan", "Kaltim", "KI")], series("Coverage", number))
    assert (WORDS.open_ended in svg(picture, "wide", WORDS)) == (steps[0] != steps[1])


@pytest.mark.parametrize(
    ("numbers", "unit", "low", "high"),
    [
        (["41"], "percent", "0", "50"),
        (["100"], "percent", "0", "100"),
        (["103"], "percent", "0", "200"),
        (["-3", "4"], "percent", "-5", "5"),
        (["0"], "percent", "0", "1"),
        ([], "percent", "0", "1"),
        (["3302762"], "persons", "0", "3302762"),
        (["0"], "persons", "0", "1"),
    ],
)
def test_axes_begin_at_zero(numbers: list[str], unit: str, low: str, high: str) -> None:
    assert extent([exact(text) for text in numbers], unit) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 50, [0, 10, 20, 30, 40, 50]),
        (0, 20, [0, 5, 10, 15, 20]),
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (-5, 5, [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]),
        (-5, 10, [-4, -2, 0, 2, 4, 6, 8, 10]),
    ],
)
def test_ticks_are_round_numbers_with_zero(low: int, high: int, marks: list[int]) -> None:
    assert ticks(Decimal(low), Decimal(high)) == marks


def test_a_scale_keeps_to_its_ends() -> None:
    scale = Scale(Decimal(0), Decimal(100), Decimal(10), Decimal(200))
    assert [scale.at(Decimal(v)) for v in (-5, 0, 50, 100, 120)] == [10, 10, 110, 210, 210]
    assert Scale(Decimal(1), Decimal(1), Decimal(10), Decimal(200)).at(Decimal(1)) == 10


PRINTED = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
names = st.text(PRINTED, max_size=40)
decimals = st.decimals(-(10**12), 10**15, places=2, allow_nan=False).map(str)
points = st.one_of(
    st.just(UNKNOWN),
    st.builds(
        lambda text, ends, disputed: PagePoint(text, "", ends[1], ends[0], ends[2], disputed),
        st.text(PRINTED, max_size=30),
        st.tuples(st.none() | decimals, decimals, st.none() | decimals),
        st.booleans(),
    ),
)


@st.composite
def charts(draw: st.DrawFn) -> PageChart:
    form = draw(st.sampled_from(["bars", "grouped", "dumbbell", "parts", "line", "multiples", "tiles"]))
    count = draw(st.integers(1, 5))
    days = st.dates().map(str)
    categories = [
        Category(draw(names), draw(names), draw(names), draw(days), draw(st.booleans()), number, number % 2)
        for number in range(count)
    ]
    row = st.lists(points, min_size=count, max_size=count).map(tuple)
    of = [PageSeries(draw(names), draw(row), "value") for _ in range(1 if form in ("bars", "dumbbell", "tiles") else 2)]
    if form in ("bars", "dumbbell"):
        of += [PageSeries("t", draw(row), "target")]
    if form == "bars":
        of += [PageSeries("r", (draw(points),), "reference")]
    return chart(form, categories, *of, unit=draw(st.sampled_from(["percent", "persons"])))  # type: ignore[arg-type]


@given(charts(), st.sampled_from(list(WIDTHS)))
def test_anything_can_be_drawn_within_its_frame(of: PageChart, layout: str) -> None:
    drawing = drawn(of, layout)
    assert drawing.height > 0
    for shape in drawing.shapes:
        assert all(value.is_finite() for value in shape.at.values())
    if all(len(c.label) < 20 for c in of.categories) and all(len(p.text) < 8 for s in of.series for p in s.points):
        inside(drawing)


def test_texts_are_escaped() -> None:
    nasty = "<script>alert(\"x\")</script> & 'b'"
    drawing = drawn(chart("bars", [nasty, "b"], series(nasty, exact("1"), exact("2"))))
    assert nasty in drawing.texts("small")
    text = svg(chart("bars", [nasty, "b"], series("s", exact("1"), exact("2"))), "wide", WORDS)
    assert "<script" not in text


def test_long_labels_are_cut_and_whole_in_the_title() -> None:
    long = "Kabupaten " * 12
    drawing = drawn(chart("bars", [long, "b"], series("s", exact("1"), exact("2"))))
    (label, _) = drawing.texts("label")
    assert label.endswith("…")
    assert text_width(label) <= 220
    titles = [element.text for element in drawing.root.iter("title")]
    assert f"{long}: 1 %" in titles


@every
def test_the_same_chart_is_the_same_drawing(of: PageChart) -> None:
    assert svg(of, "wide", WORDS) == svg(of, "wide", WORDS)


def test_the_colours_of_drawings_are_those_of_the_page() -> None:
    light = re.search(r":root \{(.*?)\}", CSS, re.DOTALL)
    assert light
    assert dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light[1])).items() >= COLOURS.items()
    rules: dict[str, dict[str, str]] = {}
    for names_, body in re.findall(r"((?:\.c-[a-z0-9-]+(?:, )?)+) \{ (.*?) \}", CSS):
        for name in names_.split(", "):
            rules.setdefault(name.removeprefix(".c-"), {}).update(
                re.findall(r"(fill|stroke): var\(--([a-z0-9-]+)\)", body)
            )
    expected = {
        name: {key: colour for key, colour in (("fill", role.fill), ("stroke", role.stroke)) if colour in COLOURS}
        for name, role in ROLES.items()
    }
    assert rules == expected


def luminance(colour: str) -> Decimal:
    """The relative luminance of "#rrggbb", by WCAG 2.2."""
    parts = [Decimal(int(colour[at : at + 2], 16)) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / Decimal("12.92") if part <= Decimal("0.04045") else _linear(part) for part in parts)
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(part: Decimal) -> Decimal:
    return ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def contrast(one: str, other: str) -> Decimal:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + Decimal("0.05")) / (dark + Decimal("0.05"))


@pytest.mark.parametrize("place", [0, 1, 2], ids=["light", "dark", "print"])
def test_numbers_stand_out_on_their_tiles_and_bars_on_the_page(place: int) -> None:
    colours = dict(
        re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[place])
    )
    for step in range(1, STEPS + 1):
        text = "paper" if step >= DARK else "ink"
        assert contrast(colours[text], colours[f"step-{step}"]) >= Decimal("4.5"), step
    for shape in ("accent", "disputed", "quiet", "ink"):
        assert contrast(colours[shape], colours["paper"]) >= 3, shape
    assert contrast(colours["quiet"], colours["tint"]) >= Decimal("4.5")


def test_shades_differ_in_grey_as_well() -> None:
    steps = [luminance(COLOURS[f"step-{step}"]) for step in range(1, STEPS + 1)]
    assert all(lighter - darker > Decimal("0.07") for lighter, darker in pairwise(steps))
