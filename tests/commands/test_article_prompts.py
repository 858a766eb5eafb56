"""`bpjs add --article` at a terminal: the list of numbers, as somebody goes through it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from articles import SINGKAWANG, saved
from asking import environment
from keeping import base_in

from bpjscli.load.load import load

Terminal: TypeAlias = "pexpect.spawn[str]"
KEYS = "Enter, 1-3, e, s, b, a, q or \\?: "
AGAIN = "Number to look at again, Enter to go on: "
WRITE = "Write this\\? \\[Y/n\\]: "


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_in(tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return saved(tmp_path, "article.txt", SINGKAWANG)


@pytest.fixture
def talk() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close(force=True)


def begin(
    talk: list[Terminal], base: Path, article: Path, *more: str, width: int = 240, term: str = "dumb"
) -> Terminal:
    command = ["-m", "bpjscli", "add", "--article", str(article), "--data", str(base), "--no-pager", *more]
    variables = environment(TERM=term, COLUMNS=str(width), LINES="60", LANG="C.UTF-8")
    terminal = pexpect.spawn(
        sys.executable, command, env=variables, encoding="utf-8", timeout=30, dimensions=(60, width)
    )
    talk.append(terminal)
    return terminal


def answers(terminal: Terminal, *pairs: tuple[str, str]) -> None:
    for question, typed in pairs:
        terminal.expect(question)
        terminal.sendline(typed)


def rest(terminal: Terminal) -> str:
    terminal.expect(pexpect.EOF)
    terminal.close()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", str(terminal.before)).replace("\r\n", "\n")


FRAME = (
    ("Publisher \\[Kabar Uji\\]: ", ""),
    ("Published \\[2025-06-18\\]: ", ""),
    ("Main area \\[singkawang\\]: ", ""),
    ("Main period \\[2024\\]: ", "2025-06-18"),
)


ABOUT = ("--publisher", "Kabar Uji", "--published", "2025-06-18", "--area", "kalbar", "--period", "2025")


def figures(base: Path) -> list[str]:
    found = [figure for figure in load(base).figures if figure.source.id == "kabaruji-2025-06-18"]
    return [" ".join(filter(None, (f.indicator, f.segment or f.programme, f.period.text, f.printed))) for f in found]


def test_all_that_is_strong_in_few_keys_and_its_contradiction_before_writing(
    talk: list[Terminal], base: Path, article: Path
) -> None:
    terminal = begin(talk, base, article)
    answers(terminal, *FRAME, (KEYS, "a"), *[(f"{number}/13 ", "") for number in (3, 5)])
    terminal.expect("Look again at #1, #2, #3, #5, #6: Singkawang City")
    answers(terminal, (AGAIN, ""), (WRITE, "y"))
    assert "wrote 8 figures" in rest(terminal)
    assert figures(base)[:2] == ["coverage 2025-06-18 22,77 persen", "participants 2025-06-18 sekitar 16.684"]
    text = base.read_text(encoding="utf-8")
    assert 'defaults  = { area = "singkawang", period = 2025-06-18 }' in text
    assert 'locator = "title and paragraph 1"' in text


def test_one_after_the_other(talk: list[Terminal], base: Path, article: Path) -> None:
    terminal = begin(talk, base, article)
    answers(terminal, *FRAME)
    terminal.expect("1/13 .*\\[22 Persen\\]")
    answers(
        terminal,
        (KEYS, "?"),
        (KEYS, "99"),
        ("e, s, b, a, q or #number", "s"),
        ("2/13 ", ""),
        ("3/13 ", "b"),
        ("2/13 ", ""),
        ("3/13 ", "e"),
        ("Which field", "x"),
        ("one of i, s, a, p, n", "n"),
        ("As printed \\[sekitar 16.684\\]: ", "tidak ada"),
        ("has no number", "16.684"),
    )
    terminal.expect("4/13  18/6/2025  not ours")
    answers(terminal, ("5/13 ", "3"), ("6/13 ", "#5"), ("5/13 ", "3"), ("6/13 ", "s"))
    answers(terminal, *[(f"{number}/13 ", "s") for number in (8, 9, 10, 11)])
    terminal.expect("12/13  5  not ours")
    answers(terminal, (AGAIN, "0"), ("a number from 1 to 13", ""), (WRITE, ""))
    rest(terminal)
    assert figures(base) == [
        "coverage 2025-06-18 22,77 persen",
        "participants 2025-06-18 16.684",
        "workforce 2025-06-18 sekitar 73.236",
    ]


def test_a_repeated_number_is_asked_about_once(talk: list[Terminal], base: Path, tmp_path: Path) -> None:
    text = "Cakupan kepesertaan 41,5 persen.\nTingkat kepesertaan 41,5 persen masih rendah.\n"
    terminal = begin(talk, base, saved(tmp_path, "a.txt", text), *ABOUT)
    answers(terminal, (KEYS, ""))
    terminal.expect("2/2  the same figure as before: one figure, two places")
    answers(terminal, (WRITE, "y"))
    rest(terminal)
    assert figures(base) == ["coverage 2025 41,5 persen"]


def test_each_field_can_be_edited(talk: list[Terminal], base: Path, tmp_path: Path) -> None:
    text = "Cakupan kepesertaan 41,5 persen.\n\nAda 4.512 di sana.\nPeserta aktif 7.000 orang.\n"
    terminal = begin(talk, base, saved(tmp_path, "a.txt", text), *ABOUT)
    answers(
        terminal,
        (KEYS, "e"), ("Which field", "p"), ("Period \\[2025\\]: ", "2024"),
        (KEYS, "e"), ("Indicator: ", "proyek"), ("unknown indicator", "projects"),
        (KEYS, "e"), ("Which field", "s"), ("Segment or programme.*: ", "zzz"), ("choose one of", "bpu"),
        (WRITE, "y"),
    )  # fmt: skip
    rest(terminal)
    assert figures(base) == ["coverage 2024 41,5 persen", "projects 2025 4.512", "participants bpu 2025 7.000"]


def test_the_area_and_the_indicator_can_be_edited(talk: list[Terminal], base: Path, tmp_path: Path) -> None:
    text = "Cakupan kepesertaan 41,5 persen.\nTingkat kepesertaan 30 persen.\n"
    terminal = begin(talk, base, saved(tmp_path, "a.txt", text), *ABOUT)
    answers(
        terminal,
        (KEYS, "e"), ("Which field", "area"), ("Area \\[kalbar\\]: ", "Sambas"),
        (KEYS, "e"), ("Which field", "i"), ("Indicator \\[coverage\\]: ", "participants"),
        ("percent", "uncovered"),
        (WRITE, "y"),
    )  # fmt: skip
    rest(terminal)
    assert figures(base) == ["coverage 2025 41,5 persen", "uncovered 2025 30 persen"]
    assert 'area = "sambas"' in base.read_text(encoding="utf-8")


def test_leaving_early_says_what_was_confirmed_as_commands(talk: list[Terminal], base: Path, article: Path) -> None:
    before = base.read_bytes()
    terminal = begin(talk, base, article)
    answers(terminal, *FRAME, (KEYS, "s"), (KEYS, ""), (KEYS, "q"))
    said = rest(terminal)
    assert "bpjs add-source" in said
    assert "--printed '22,77 persen'" in said
    assert base.read_bytes() == before
    assert terminal.exitstatus == 130


def test_nothing_confirmed(talk: list[Terminal], base: Path, tmp_path: Path) -> None:
    text = saved(tmp_path, "a.txt", "Cakupan kepesertaan 41,5 persen.")
    options = ("--publisher", "Kabar", "--published", "2025", "--area", "kalbar", "--period", "2025")
    terminal = begin(talk, base, text, *options)
    answers(terminal, (KEYS, "b"), ("this is the first one", "s"))
    assert "nothing was confirmed" in rest(terminal)


@pytest.mark.parametrize("width", [60, 100])
def test_it_fits_the_terminal_and_marks_the_number(talk: list[Terminal], base: Path, article: Path, width: int) -> None:
    terminal = begin(talk, base, article, width=width, term="xterm-256color")
    answers(terminal, *FRAME, (KEYS, "s"))
    terminal.expect(KEYS)
    shown = str(terminal.before)
    assert "\x1b[1;33m[22,77 persen]\x1b[0m" in shown
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines()
    assert max(map(len, lines)) <= width
