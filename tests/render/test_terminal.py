from __future__ import annotations

import re

import pytest
from samples import SAMPLES, coverage, hostile, ranking, wide

from bpjscli.render import Options, render
from bpjscli.render.options import color_wanted
from bpjscli.render.width import display_width

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_longer_than_the_terminal_unless_it_is_a_link(sample: str, width: int) -> None:
    for line in render(SAMPLES[sample](), "table", Options(width=width)).splitlines():
        assert display_width(line) <= width or "://" in line


@pytest.mark.parametrize("sample", SAMPLES)
def test_colours_change_no_character(sample: str) -> None:
    coloured = render(SAMPLES[sample](), "table", Options(color="always"))
    assert ESCAPE.sub("", coloured) == render(SAMPLES[sample](), "table", Options(color="never"))


def test_the_only_escapes_are_those_of_colours() -> None:
    coloured = render(hostile(), "table", Options(color="always"))
    assert "\x1b" not in ESCAPE.sub("", coloured)
    assert "\x1b[31m" in coloured


def test_colours_say_what_a_sign_says() -> None:
    coloured = render(coverage(), "table", Options(width=120, color="always"))
    assert "\x1b[31m22,77 % †\x1b[0m" in coloured
    assert "\x1b[33m7,9 juta ‡\x1b[0m" in coloured
    assert "\x1b[36m7,25 juta *\x1b[0m" in coloured
    assert "\x1b[2m(7,249–7,251 juta)\x1b[0m" in coloured


def test_markup_and_emoji_codes_in_the_data_stay_as_they_are() -> None:
    text = render(hostile(), "table", Options(width=200, color="always"))
    assert "see [bps, 2024], [/x] [red]red[/red] :smile: :100: 10:30:15" in text


@pytest.mark.parametrize(
    ("options", "environ", "coloured"),
    [
        (Options(is_terminal=True), {}, True),
        (Options(is_terminal=False), {}, False),
        (Options(is_terminal=True), {"NO_COLOR": "1"}, False),
        (Options(is_terminal=True), {"NO_COLOR": ""}, True),
        (Options(is_terminal=True), {"TERM": "dumb"}, False),
        (Options(color="always"), {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (Options(color="never", is_terminal=True), {}, False),
    ],
)
def test_when_there_are_colours(options: Options, environ: dict[str, str], coloured: bool) -> None:
    assert color_wanted(options, environ) is coloured


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" in render(ranking(), "table", Options(is_terminal=True))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in render(ranking(), "table", Options(is_terminal=True))


@pytest.mark.parametrize("name", ["COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"])
def test_nothing_else_in_the_environment_matters(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = render(coverage(), "table", Options(color="always"))
    monkeypatch.setenv(name, "33")
    assert render(coverage(), "table", Options(color="always")) == before


def test_what_does_not_fit_becomes_one_record_a_row() -> None:
    text = render(coverage(), "table", Options(width=60))
    assert "\nKalimantan\n  Periode              2024\n  Cakupan kepesertaan  45,34 % [1]\n" in text
    assert "  Angkatan kerja       7,25 juta * (7,249–7,251 juta) [1]\n" in text


def test_long_titles_of_records_wrap() -> None:
    text = render(wide(), "table", Options(width=80))
    assert "  Contributions 2021          5,060,579,420,000 (4.52–4.54 trillion)\n  (rupiah)\n" in text


def test_a_terminal_too_narrow_is_taken_for_one_of_forty_columns() -> None:
    assert render(coverage(), "table", Options(width=1)) == render(coverage(), "table", Options(width=40))
