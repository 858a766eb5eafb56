"""`bpjs add` at a terminal: the conversation, as somebody has it."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from asking import environment, run
from keeping import BASE, base_in

from bpjscli.commands.shared.prompt import say
from bpjscli.load.load import load

pytestmark = pytest.mark.long

Terminal: TypeAlias = "pexpect.spawn[str]"
WRITE = "Write this\\? \\[Y/n\\]: "


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_in(tmp_path)


@pytest.fixture
def talk(base: Path) -> Iterator[list[Terminal]]:
    """Terminals of a test, which are closed after it."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close(force=True)


def begin(talk: list[Terminal], base: Path, *arguments: str) -> Terminal:
    command = ["-m", "bpjscli", *(arguments or ("add",)), "--data", str(base), "--no-pager"]
    variables = environment(TERM="dumb", COLUMNS="240", LINES="60", LANG="C.UTF-8")
    terminal = pexpect.spawn(sys.executable, command, env=variables, encoding="utf-8", timeout=30, dimensions=(60, 240))
    talk.append(terminal)
    return terminal


def answer(terminal: Terminal, question: str, typed: str) -> None:
    terminal.expect(question)
    terminal.sendline(typed)


def answers(terminal: Terminal, *pairs: tuple[str, str]) -> None:
    for question, typed in pairs:
        answer(terminal, question, typed)


def rest(terminal: Terminal) -> str:
    """What is said until the program ends, without colours."""
    terminal.expect(pexpect.EOF)
    terminal.close()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", str(terminal.before)).replace("\r\n", "\n")


NUMBER = "As printed, .*: "
NOTE = "Note in your own words, Enter for none: "
MORE = "Another figure of this source\\? \\[Y/n\\]: "
OF = 'Segment or programme, (?:Enter|"-") for the total(?: \\[[a-z-]*\\])?: '


def test_an_article_with_a_misprint(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base)
    terminal.expect("1  antara-2026-01-05  Antara, 5 January 2026")
    answers(
        terminal,
        ("Number or id, Enter for a new one: ", ""),
        ("Publisher: ", ""),
        ("this cannot be left out\r\nPublisher: ", "Kompas"),
        ("Title: ", "Cakupan naik"),
        ("Published .*: ", "5 Maret"),
        ('"5 Maret" is not a period.*\r\nPublished .*: ', "2026-03-05"),
        ("Link: ", ""),
        ("Speaker and office: ", ""),
        ("Date as printed, .*: ", ""),
        ("Language of its numbers, id or en \\[id\\]: ", "fr"),
        ("id / en\r\nLanguage .* \\[id\\]: ", ""),
        ("Id \\[kompas-2026-03-05\\]: ", ""),
        ("Area: ", "kalbr"),
        ('unknown area "kalbr"; did you mean "kalbar"', "?"),
        ("kalbar +West Kalimantan\r\n", "Kalimantan Barat"),
        ("  West Kalimantan \\(kalbar\\)\r\nIndicator: ", "covrage"),
        ('unknown indicator "covrage"; did you mean "coverage"', "?"),
        ("wage_ceiling +wage ceiling\r\n", "Cakupan kepesertaan"),
        ("  coverage\r\nPeriod: ", "2026-02"),
        (OF, "x"),
        ("choose one of pu, bpu, jakon, pmi, rentan.*\r\n", ""),
        (NUMBER, "28.105 persen"),
        ('"28.105" .*write =28.105.*\r\n', "28,1 persen"),
        ("  read as 28.05–28.15 %\r\n" + NOTE, "p1"),
        (MORE, "maybe"),
        ("y / n .*\r\n" + MORE, "y"),
        ("Area \\[kalbar\\]: ", ""),
        ("Indicator(?: \\[[a-z_]*\\])?: ", "participants"),
        ("Period \\[2026-02\\]: ", ""),
        (OF, ""),
        (NUMBER, "812.345"),
        ("  read as 812,345\r\n" + NOTE, ""),
        (MORE, ""),
        ("Area", ""),
        ("Indicator(?: \\[[a-z_]*\\])?: ", "workforce"),
        ("Period", ""),
        (OF, ""),
        (NUMBER, "=2981430"),
        ("  read as 2,981,430\r\n" + NOTE, ""),
        (MORE, "n"),
    )
    terminal.expect("1 source added, 3 figures added, .* 1 finding appeared")
    terminal.expect("C401 +error")
    assert base.read_text(encoding="utf-8") == BASE
    answer(terminal, WRITE, "")
    assert rest(terminal).endswith(f"bpjs: wrote 3 figures to {base}:20\n")
    assert terminal.exitstatus == 0
    assert base.read_text(encoding="utf-8") == BASE + (
        "\n[[source]]\n"
        'id        = "kompas-2026-03-05"\n'
        'publisher = "Kompas"\n'
        'title     = "Cakupan naik"\n'
        "published = 2026-03-05\n"
        'language  = "id"\n'
        "figures   = [\n"
        '  { area = "kalbar", indicator = "coverage",     period = "2026-02", printed = "28,1 persen", note = "p1" },\n'
        '  { area = "kalbar", indicator = "participants", period = "2026-02", printed = "812.345" },\n'
        '  { area = "kalbar", indicator = "workforce",    period = "2026-02", value = 2981430 },\n'
        "]\n"
    )


def test_a_source_by_its_number_and_its_defaults(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base)
    answers(
        terminal,
        ("Number or id, Enter for a new one: ", "Harian Contoh"),
        ("an id has letters, digits, hyphens, dots and underscores, and no spaces\r\n", "antara"),
        ('there is no source "antara"; did you mean "antara-2026-01-05"', "1"),
        ("Area \\[kalbar\\]: ", ""),
        ("Indicator(?: \\[[a-z_]*\\])?: ", "claims"),
        ("Period \\[2025\\]: ", ""),
        (OF, "jkk"),
        (NUMBER, "lebih dari 7.435"),
        ("read as > 7,435\r\n" + NOTE, ""),
        (MORE, "n"),
        (WRITE, "n"),
    )
    assert rest(terminal).endswith("bpjs: nothing was written\n")
    assert terminal.exitstatus == 0
    assert base.read_text(encoding="utf-8") == BASE


def test_what_is_there_already_is_asked_again(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base, "add", "--source", "antara-2026-01-05", "--indicator", "coverage")
    answers(
        terminal,
        ("Area \\[kalbar\\]: ", ""),
        ("Period \\[2025\\]: ", ""),
        (OF, ""),
        (NUMBER, "28 persen"),
        (NOTE, ""),
        ('"antara-2026-01-05/kalbar/coverage/2025" is already at .*:10; remove one', ""),
        ("Period \\[2025\\]: ", "2024"),
        (OF, ""),
        (NUMBER, "=1e400"),
        ("the number is beyond 1e30", "=,5"),
        ("after = stands a plain number, such as 41.3\r\n", "25 persen"),
        (NOTE, ""),
        (MORE, "tidak"),
        (WRITE, "ya"),
    )
    rest(terminal)
    assert [f.printed for f in load(base).figures] == ["27 persen", "25 persen"]


def test_what_options_say_is_not_asked(talk: list[Terminal], base: Path) -> None:
    given = ("--source", "antara-2026-01-05", "--indicator", "coverage", "--printed", "58 persen", "--note", "x")
    terminal = begin(talk, base, "add", *given, "--area", "kaltim", "--base", "eligible")
    answer(terminal, WRITE, "y")
    rest(terminal)
    assert load(base).figures[-1].base == "eligible"
    terminal = begin(talk, base, "add", *given, "--area", "kaltim", "--base", "eligible")
    assert "new figure:1: error[F116]" in rest(terminal)
    assert terminal.exitstatus == 3


def test_a_source_that_is_named_and_new(talk: list[Terminal], base: Path) -> None:
    given = ("--area", "kaltim", "--indicator", "coverage", "--period", "2026-02", "--printed", "57,2 persen")
    terminal = begin(talk, base, "add", "--source", "kompas-1", *given, "--segment", "pu")
    terminal.expect('There is no source "kompas-1" yet; it is entered first.')
    answers(terminal, ("Publisher: ", "Kompas"), ("Title: ", ""), ("Published .*: ", "2026-03"), ("Link: ", "x"))
    answers(terminal, ("Speaker", ""), ("Date", ""), ("Language", ""))
    terminal.expect('link "x" cannot be followed')
    answers(terminal, ("Publisher \\[Kompas\\]: ", ""), ("Title", ""), ("Published", ""))
    answers(terminal, ("Link \\[x\\]: ", "doi:10/1"), ("Speaker", ""), ("Date", ""), ("Language", ""))
    answers(terminal, ("Id \\[kompas-1\\]: ", ""), (WRITE, ""))
    rest(terminal)
    (figure,) = [f for f in load(base).figures if f.source.id == "kompas-1"]
    assert (figure.segment, figure.source.link) == ("pu", "doi:10/1")


def test_the_source_alone(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base, "add-source", "--publisher", "Kompas")
    answers(terminal, ("Title: ", ""), ("Published", "2026"), ("Link", ""), ("Speaker", ""), ("Date", ""))
    answers(terminal, ("Language", "en"), ("Id \\[kompas-2026\\]: ", ""), (WRITE, ""))
    rest(terminal)
    assert [source.id for source in load(base).sources] == ["antara-2026-01-05", "kompas-2026"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_breaking_off_writes_nothing(talk: list[Terminal], base: Path, key: str) -> None:
    terminal = begin(talk, base)
    terminal.expect("Number or id, Enter for a new one: ")
    terminal.send(key)
    assert rest(terminal).endswith("bpjs: stopped; nothing was written\n")
    assert terminal.exitstatus == 130
    assert base.read_text(encoding="utf-8") == BASE


def test_what_was_answered_before_breaking_off_is_said_as_commands(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base, "add")
    answers(terminal, ("Number or id, Enter for a new one: ", ""), ("Publisher: ", "Kompas"), ("Title: ", "It's up"))
    answers(terminal, ("Published", "2026"), ("Link", ""), ("Speaker", ""), ("Date", ""), ("Language", ""))
    answers(terminal, ("Id \\[kompas-2026\\]: ", ""), ("Area", "sambas"), ("Indicator", "coverage"), ("Period", "2025"))
    answers(terminal, (OF, ""), (NUMBER, "24 persen"), (NOTE, ""))
    terminal.expect(MORE)
    terminal.send("\x03")
    stopped, heading, *commands = rest(terminal).splitlines()[-4:]
    assert (stopped, heading) == ("bpjs: stopped; nothing was written", "what was entered before that, as commands:")
    assert base.read_text(encoding="utf-8") == BASE
    for line in commands:
        words = shlex.split(line)
        assert words[0] == "bpjs"
        assert run(*words[1:]).returncode == 0
    (figure,) = [f for f in load(base).figures if f.source.id == "kompas-2026"]
    assert (figure.area, figure.printed, figure.source.title) == ("sambas", "24 persen", "It's up")


def test_the_tab_key_completes(talk: list[Terminal], base: Path) -> None:
    terminal = begin(talk, base, "add", "--source", "antara-2026-01-05")
    terminal.expect("Area \\[kalbar\\]: ")
    terminal.send("singk\t")
    terminal.expect("singkawang")
    terminal.sendline("")
    terminal.expect("Indicator(?: \\[[a-z_]*\\])?: ")
    terminal.send("workf\t")
    terminal.expect("workforce")
    terminal.sendline("")
    terminal.expect("Period")


def test_the_first_source_of_an_empty_base(talk: list[Terminal], base: Path) -> None:
    base.write_text("format = 1\n")
    terminal = begin(talk, base)
    answers(terminal, ("Id of the source, Enter to choose it later: ", "a"), ("Publisher", "A"), ("Title", ""))
    answers(terminal, ("Published", "2026"), ("Link", ""), ("Speaker", ""), ("Date", ""), ("Language", ""))
    answers(terminal, ("Area: ", "61"), ("Indicator", "coverage"), ("Period", "2025"), (OF, "pu"), (NUMBER, "5%"))
    answers(terminal, (NOTE, ""), (MORE, "n"), (WRITE, ""))
    rest(terminal)
    (figure,) = load(base).figures
    assert (figure.id, figure.printed) == ("a/kalbar/coverage/pu/2025", "5%")


def test_what_is_said_fits_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    say("  an id has letters, digits, hyphens and dots\nshort")
    assert capsys.readouterr().out == "  an id has letters, digits,\n  hyphens and dots\nshort\n"
