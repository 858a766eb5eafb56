"""Lines of tables, keys and array elements, in any layout that TOML allows."""

from __future__ import annotations

from decimal import Decimal

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.toml.locate import Locator, Trail

TYPICAL = """\
# a comment with [[source]] and "quotes
format = 1

[[source]]
id = "first"
title = "with # and [ and { in it"
defaults = { area = "kalbar", period = 2025 }
figures = [
  { indicator = "coverage", printed = "27 persen" },
  # { indicator = "claims" },
  { indicator = "claims", printed = '"7.435" ]' }, { indicator = "benefits", printed = "Rp1" },
  {
    indicator = "workforce",
    printed = \"\"\"
7,9 juta\"\"\",
  },
]

[[source]]
id = "second"

[source.defaults]
area = "kaltim"

[[source.figures]]
indicator = "coverage"
printed = "50 persen"

[[source.figures]]
"indicator" = "claims"
printed = "1"
"""

LINES: list[tuple[Trail, int]] = [
    ((), 1),
    (("format",), 2),
    (("source", 0), 4),
    (("source", 0, "id"), 5),
    (("source", 0, "defaults", "period"), 7),
    (("source", 0, "figures"), 8),
    (("source", 0, "figures", 0), 9),
    (("source", 0, "figures", 0, "printed"), 9),
    (("source", 0, "figures", 1), 11),
    (("source", 0, "figures", 2), 11),
    (("source", 0, "figures", 3), 12),
    (("source", 0, "figures", 3, "indicator"), 13),
    (("source", 0, "figures", 3, "printed"), 14),
    (("source", 1), 19),
    (("source", 1, "defaults"), 22),
    (("source", 1, "defaults", "area"), 23),
    (("source", 1, "figures", 0), 25),
    (("source", 1, "figures", 1), 29),
    (("source", 1, "figures", 1, "indicator"), 30),
]


@pytest.mark.parametrize(("trail", "line"), LINES)
def test_every_part_of_a_fact_base_has_its_line(trail: Trail, line: int) -> None:
    assert Locator(TYPICAL).line(trail) == line


def test_windows_line_ends_do_not_move_lines() -> None:
    locator = Locator(TYPICAL.replace("\n", "\r\n"))
    assert [locator.line(trail) for trail, _ in LINES] == [line for _, line in LINES]


def test_what_is_not_there_has_the_line_of_what_is_around_it() -> None:
    locator = Locator(TYPICAL)
    assert locator.line(("source", 0, "link")) == 4
    assert locator.line(("source", 0, "figures", 0, "note")) == 9
    assert locator.line(("nothing",)) == 1


@pytest.mark.parametrize(
    ("text", "trail", "line"),
    [
        ("a.b.c = 1\n\na.b.d = 2\n", ("a", "b", "d"), 3),
        ("\na.b.c = 1\n\na.b.d = 2\n", ("a", "b"), 2),
        ("[a]\nx = 1\n[a.b]\ny = 2\n", ("a", "b", "y"), 4),
        ('[ "a b" . c ]\nx = 1\n', ("a b", "c", "x"), 2),
        ('x = 1\n"\\u0061" = 2\n', ("a",), 2),
        ("x = 1\n'' = 2\n", ("",), 2),
        ('x = [\n  [1, 2],\n  [\n    3,\n    4 ]\n]\ny = """\n""""\nz = 1', ("x", 1, 1), 5),
        ('y = """\n\n""""\nz = 1', ("z",), 4),
        ("y = '''\n''''\nz = 1", ("z",), 3),
        ('y = ""\nz = 1', ("z",), 2),
        ('y = "\\""\nz = 1', ("z",), 2),
        ("y = 2026-02-02 10:00:00\nz = 1", ("z",), 2),
        ("y = [ # ]\n  1,\n  2 # ,\n]\nz = 1", ("y", 1), 3),
        ("y = {\n  # }\n  a = 1,\n  b.c = 2\n}\nz = 1", ("y", "b", "c"), 4),
        ("y = { a = [\n 1 ], b = 2 }\nz = 1", ("y", "b"), 2),
        ("\n\n[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\n", ("a", 1, "b", 1), 7),
        ("a = inf\nb = -0x1F\nc = true\nd = 1_0.5e-3", ("d",), 4),
    ],
)
def test_corners_of_the_syntax(text: str, trail: Trail, line: int) -> None:
    assert Locator(text).line(trail) == line


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("a = 1\nb = 2\na = 3\n", (("a",), 1, 3)),
        ("[a]\n[b]\n[a]\n", (("a",), 1, 3)),
        ('[[source]]\nid = "x"\n\nid = "y"\nid = "z"', (("source", 0, "id"), 2, 4)),
        ("a = { b = 1,\n b = 2 }\n", (("a", "b"), 1, 2)),
        ("[[a]]\nx = 1\n[[a]]\nx = 1\n", None),
    ],
)
def test_what_is_written_twice_is_found(text: str, repeated: tuple[Trail, int, int] | None) -> None:
    assert Locator(text).repeated() == repeated


@pytest.mark.parametrize(
    "end",
    [
        "b = [1,",
        "b = {",
        'b = "',
        "b = '",
        "b = ]",
        "= 1",
        "[b",
        "b",
        "b = [1 2]",
        "b = [\n[]\n1]",
        "b = [{\n} {}]",
        '"\\q" = 1',
    ],
)
def test_a_broken_file_has_its_lines_up_to_the_fault(end: str) -> None:
    locator = Locator(f"\na = 1\n{end}")
    assert locator.line(("a",)) == 2


def _reads_toml_1_1() -> bool:
    try:
        return bool(tomli.loads("a = {\n}") == {"a": {}})
    except tomli.TOMLDecodeError:
        return False


READS_TOML_1_1 = _reads_toml_1_1()  # with it, inline tables may have several lines


class Page:
    """A text under construction that knows which line it is on."""

    def __init__(self) -> None:
        self.text = ""
        self.lines: dict[Trail, int] = {}

    def mark(self, *trail: str | int) -> None:
        self.lines[trail] = self.text.count("\n") + 1

    def add(self, text: str) -> None:
        self.text += text


STRINGS = st.sampled_from(
    [
        '"plain"',
        '"[[source]] # { \\" ]"',
        "'C:\\[{\"'",
        '"""\n[[source]]\nfigures = [ { "x" = 1 },\n"""',
        '"""say "hi\\""""',
        "'''\n]] ' }\n'''",
        '""',
        "''''quoted''''",
    ]
)
VALUES = st.one_of(STRINGS, st.sampled_from(["1", "-3.2e6", "2026-02-02", "true", "inf", "[1, [2, 3]]", "{ a = 1 }"]))
GAPS = st.sampled_from(["", " ", "\n", "\n\n  ", ' # not ] or } or "\n', "\n# [[source]]\n"])
BREAKS = st.sampled_from(["\n", "\n\n", " # {\n", "\n# x = [\n\t"])


@st.composite
def pages(draw: st.DrawFn) -> Page:
    page = Page()
    page.add(draw(st.sampled_from(["", "format = 1\n", "# [[source]]\n\n", 'include = [\n "a[1].toml", # ]\n]\n'])))
    for source in range(draw(st.integers(1, 3))):
        page.mark("source", source)
        page.add("[[source]]" + draw(BREAKS))
        for key in draw(st.lists(st.sampled_from(["id", '"title"', "note", "'link'"]), unique=True)):
            page.mark("source", source, key.strip("\"'"))
            page.add(f"{key} = {draw(VALUES)}{draw(BREAKS)}")
        draw(st.sampled_from([_inline_figures, _sub_tables]))(draw, page, source)
    return page


def _inline_figures(draw: st.DrawFn, page: Page, source: int) -> None:
    page.mark("source", source, "figures")
    page.add("figures = [")
    count = draw(st.integers(0, 4))
    for order in range(count):
        page.add(draw(GAPS))
        page.mark("source", source, "figures", order)
        page.add("{")
        keys = draw(st.lists(st.sampled_from(["a", "b", "c.d", '"e f"']), unique=True))
        for position, key in enumerate(keys):
            page.add(draw(GAPS))
            page.mark("source", source, "figures", order, *key.strip('"').split("."))
            page.add(f"{key} ={draw(st.sampled_from(['', ' ']))}{draw(VALUES)}")
            page.add(draw(GAPS))
            if position < len(keys) - 1:
                page.add(",")
        page.add("}" + draw(GAPS))
        if order < count - 1 or draw(st.booleans()):
            page.add(",")
    page.add(draw(GAPS) + "]" + draw(BREAKS))


def _sub_tables(draw: st.DrawFn, page: Page, source: int) -> None:
    for order in range(draw(st.integers(0, 3))):
        page.mark("source", source, "figures", order)
        page.add(draw(st.sampled_from(["[[source.figures]]", '[[ source . "figures" ]]'])) + draw(BREAKS))
        page.mark("source", source, "figures", order, "printed")
        page.add(f"printed = {draw(VALUES)}{draw(BREAKS)}")


@given(pages(), st.sampled_from(["\n", "\r\n"]))
def test_lines_are_found_in_any_layout(page: Page, ending: str) -> None:
    text = page.text.replace("\n", ending)
    if READS_TOML_1_1:
        tomli.loads(text, parse_float=Decimal)  # the generator writes nothing but TOML
    locator = Locator(text)
    assert {trail: locator.line(trail) for trail in page.lines} == page.lines


@given(st.text(alphabet="ab=.[]{}\"'#,\\\n 1", max_size=60))
def test_no_text_is_too_broken(text: str) -> None:
    assert Locator(text).line(("a",)) <= text.count("\n") + 1
