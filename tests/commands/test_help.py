"""The help and the manual page: the common path first, an example for every command, and nothing that drifts."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
from asking import run
from typer.testing import CliRunner

from bpjscli.cli import every_command, one_command
from bpjscli.commands.shared.help import ANSWERS, CODES, KEEPING, PAGES, SHARED, TRUST
from bpjscli.errors import Exit
from bpjscli.i18n import Lang
from tools.manpage import PAGES_OF_LANGUAGES, manual

EXAMPLES = [(name, example) for name, page in PAGES.items() for example in page.examples]


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(every_command())
    found: dict[str, Any] = group.commands
    return found


def test_every_command_has_a_page_and_they_stand_in_its_order() -> None:
    assert list(commands()) == list(PAGES)


def test_the_help_begins_with_what_to_do_first_and_fits_a_terminal() -> None:
    text = run("--help").stdout
    begin, *panels, options = (text.index(f"{part}:") for part in ("Begin with", ANSWERS, TRUST, KEEPING, "Options"))
    assert begin < panels[0] < panels[1] < panels[2] < options
    assert max(map(len, text.splitlines())) <= 100
    for name, page in PAGES.items():
        assert re.search(rf"^  {name} +{re.escape(page.short)}$", text, re.MULTILINE)


@pytest.mark.parametrize("words", [("--help",), ("--no-such-option",), ("a", "few", "too", "many")], ids=" ".join)
@pytest.mark.parametrize("name", PAGES)
def test_a_command_says_by_itself_what_it_says_among_the_others(name: str, words: tuple[str, ...]) -> None:
    by_itself = CliRunner().invoke(one_command(name), words, prog_name=f"bpjs {name}")
    among_all = CliRunner().invoke(every_command(), [name, *words], prog_name="bpjs")
    assert (by_itself.output, by_itself.exit_code) == (among_all.output, among_all.exit_code)


@pytest.mark.parametrize("name", PAGES)
def test_a_command_names_what_is_its_own_before_what_most_have(name: str) -> None:
    text = CliRunner().invoke(one_command(name), ["--help"], prog_name=f"bpjs {name}").output
    found = re.findall(r"^([A-Z][\w ]+):$", text, re.MULTILINE)
    shared = [heading for heading in SHARED if heading in found]
    assert found[-len(shared) :] == shared
    assert not re.search(r"<\w+>|\{[a-z]+\}", text), "a type of Python is no name for a value"


def test_help_uses_the_width_of_a_terminal() -> None:
    wide = run("coverage", "--help", env={"COLUMNS": "140"})
    assert 90 < max(map(len, wide.stdout.splitlines())) <= 100


def test_help_may_be_asked_for_in_a_word() -> None:
    assert run("help").stdout == run("--help").stdout
    assert run("help", "diff").stdout == run("diff", "--help").stdout
    assert run("help", "nothing").returncode == 2


def test_the_help_has_every_exit_code() -> None:
    named = {int(code) for codes, _ in CODES for code in codes.split(",")}
    assert named == {*map(int, Exit), 128 + signal.SIGTERM}


@pytest.mark.parametrize("name", PAGES)
def test_the_help_of_a_command_ends_with_its_examples(name: str) -> None:
    text = run(name, "--help").stdout
    assert text.endswith("".join(f"    {example}\n" for example in PAGES[name].examples))


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_is_a_command_that_there_is(name: str, example: str) -> None:
    program, command, *arguments = shlex.split(example)
    assert (program, command) == ("bpjs", name)
    known = {option for parameter in commands()[name].params for option in parameter.opts}
    assert {argument for argument in arguments if argument.startswith("-")} <= known


NEEDS = ("table.csv", "HEAD~1", "old.toml", "figures.toml")  # what is not there where an example is tried
HARMLESS = [example for _, example in EXAMPLES if example != "bpjs add" and not any(need in example for need in NEEDS)]


@pytest.mark.parametrize("example", HARMLESS)
def test_an_example_answers_from_the_shipped_base(example: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    done = run(*shlex.split(example)[1:], cwd=tmp_path)
    may_fail = any(word in example for word in ("--fail-", "bpjs check"))
    assert done.returncode in (0, 1 if may_fail else 0), done.stderr


@pytest.mark.parametrize("lang", PAGES_OF_LANGUAGES)
def test_the_manual_page_is_up_to_date(lang: Lang, request: pytest.FixtureRequest) -> None:
    page = PAGES_OF_LANGUAGES[lang]
    if request.config.getoption("--update-golden"):
        page.write_text(manual(lang), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == manual(lang), "run python tasks.py docs and read the diff"


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man")
def test_the_manual_page_is_one_that_man_shows() -> None:
    done = subprocess.run(
        ["man", "--warnings", "-l", PAGES_OF_LANGUAGES["en"]], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    shown = re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout)
    for name in PAGES:
        assert f"bpjs {name}" in shown
    assert "--province" in shown
