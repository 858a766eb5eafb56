"""The plain `bpjs add`, quicker: likely defaults, a way back, dates as people write them, answers that are piped in."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from asking import environment
from keeping import base_in

from bpjscli.commands.shared.prompt import ask
from bpjscli.commands.work.neighbours import next_figure
from bpjscli.commands.work.written_periods import read_written_period
from bpjscli.load.load import load

VOCABULARY = load().vocabulary


@pytest.mark.parametrize(
    ("typed", "stock", "flow"),
    [
        ("2/2/2026", "2026-02-02", "2026-02-02"),
        ("2.2.26", "2026-02-02", "2026-02-02"),
        ("2 Februari 2026", "2026-02-02", "2026-02-02"),
        ("pada 2 Februari 2026", "2026-02-02", "2026-02-02"),
        ("to 25 November", "2025-11-25", "2025-01/11"),
        ("hingga 30 September 2025", "2025-09-30", "2025-01/09"),
        ("per Maret 2025", "2025-03", "2025-Q1"),
        ("Februari 2026", "2026-02", "2026-02"),
        ("semester I 2025", "2025-H1", "2025-H1"),
        ("triwulan III 2025", "2025-Q3", "2025-Q3"),
        ("Januari-September 2024", "2024-01/09", "2024-01/09"),
        ("tahun 2024", "2024", "2024"),
        ("2025-03-31", "2025-03-31", "2025-03-31"),
    ],
)
def test_dates_as_people_write_them(typed: str, stock: str, flow: str) -> None:
    published = date(2026, 2, 4)
    assert read_written_period(typed, published) == stock
    assert read_written_period(typed, published, is_flow=True) == flow


@pytest.mark.parametrize(
    "typed", ["yesterday", "31/2/2026", "2 Februari 2026 dan 3 Maret 2026", "25 November", "", "to"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        read_written_period(typed)


def entered(*figures: str) -> list[dict[str, str]]:
    """Figures as "area indicator [part]"."""
    found = []
    for figure in figures:
        area, indicator, *part = figure.split()
        key = "segment" if part and part[0] in VOCABULARY.segments else "programme"
        found.append({"area": area, "indicator": indicator, **({key: part[0]} if part else {})})
    return found


@pytest.mark.parametrize(
    ("figures", "area", "expected"),
    [
        ((), "kalbar", []),
        (("kalbar coverage",), "kalbar", ["participants"]),
        (("kalbar coverage", "kalbar participants"), "kalbar", ["workforce"]),
        (("kalbar claims jkk",), "kalbar", ["benefits", "jkk"]),
        (("kalbar claims jkk", "kalbar benefits jkk"), "kalbar", ["claims", "jkm"]),
        (("kalbar target_coverage",), "kalbar", ["target_participants"]),
        (("kalbar employers",), "kalbar", []),
        (("kalbar coverage", "kalbar workforce"), "kalsel", ["coverage"]),
        (("kalbar coverage", "kalbar workforce", "kalsel coverage"), "kalsel", ["workforce"]),
    ],
)
def test_the_likely_next_figure(figures: tuple[str, ...], area: str, expected: list[str]) -> None:
    assert list(next_figure(entered(*figures), VOCABULARY, area).values()) == expected


def piped(base: Path, lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bpjscli", "add", "--data", str(base), *options]
    variables = environment(LANG="C.UTF-8", COLUMNS="200")
    return subprocess.run(
        command, input=lines, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_answers_are_taken_line_by_line_where_a_terminal_is_missing(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    lines = "1\nkalbar\ncakupan\n<\nangkatan kerja\n2/2/2026\n\n2.981.430\n\ny\n\n\n\n\n812.345 peserta\n\nn\ny\n"
    done = piped(base, lines)
    assert done.returncode == 0, done.stderr
    assert "Indicator: cakupan\n  coverage" in done.stdout
    assert "Period [2025]: 2/2/2026\n  2026-02-02\n" in done.stdout
    assert "Indicator [participants]: \n" in done.stdout
    assert "Write this? [Y/n]: y\n" in done.stdout
    figures = [f"{f.indicator} {f.period} {f.printed}" for f in load(base).figures[1:]]
    assert figures == ["workforce 2026-02-02 2.981.430", "participants 2026-02-02 812.345 peserta"]


def test_where_piped_answers_end_nothing_is_written_unless_yes_was_said(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    lines = "1\nkalbar\nworkforce\n2025\n\n2.981.430\n\n"
    assert "nothing was written" in piped(base, lines).stderr
    assert len(load(base).figures) == 1
    assert piped(base, lines, "--yes").returncode == 0
    assert len(load(base).figures) == 2
    assert piped(base, "1\nkalbar\n").returncode == 130
    done = piped(base, "")
    assert done.returncode == 2
    assert "without a terminal nobody can be asked" in done.stderr


def test_the_figure_before_can_be_asked_about_again(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    first = "1\n<\nkalbar\nworkforce\n2025\n\n2.981.430\n\ny\n"
    done = piped(base, f"{first}<\n\n\n\n\n2.981.431\n\nn\ny\n")
    assert "this is the first question" in done.stdout
    assert "again: kalbar, workforce, 2025, 2.981.430" in done.stdout
    assert [f.printed for f in load(base).figures[1:]] == ["2.981.431"]


def test_an_option_takes_a_date_and_an_indicator_by_its_label(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    options = ("--source", "antara-2026-01-05", "--indicator", "angkatan kerja", "--period", "31 Desember 2025")
    assert piped(base, "", *options, "--printed", "2,9 juta", "--yes").returncode == 0
    assert [(f.indicator, f.period.text) for f in load(base).figures[1:]] == [("workforce", "2025-12-31")]


def test_a_question_that_is_wider_than_the_terminal_is_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    asked: list[str] = []

    def answer(shown: str) -> str:
        asked.append(shown)
        return "i"

    monkeypatch.setattr("builtins.input", answer)
    ask("Which field: (i)ndicator, (s)egment or programme, (a)rea, (p)eriod, (n)umber", str)
    assert capsys.readouterr().out.splitlines()[0] == "Which field: (i)ndicator, (s)egment or programme, (a)rea,"
    assert asked == ["(p)eriod, (n)umber: "]
