"""A wrong command line: one line that says what is wrong and what to type, in the language of the run."""

from __future__ import annotations

import re

import pytest
import typer
from typer.testing import CliRunner

from bpjscli.checks.examine import known_codes
from bpjscli.cli import every_command
from bpjscli.commands.shared.help import PAGES
from bpjscli.i18n import language_of_words, spoken

ENGLISH = re.compile(r"\b(the|of|and|is|are|which|with|not|its|what|how|where|for|from)\b", re.IGNORECASE)
"""Words that no Indonesian sentence has; file names and commands have none of them."""

CODE = re.compile(r"`[^`]*`|\[\[?\w+\]\]?|-[\w-]+")
"""What is typed as it stands in every language: keys, blocks, options."""

WRONG = {
    ("cov",): ("no command is called cov; bpjs -h lists them", "tidak ada perintah bernama cov; bpjs -h menampilkan"),
    ("rankin",): ("no command is called rankin; did you mean ranking?", "bernama rankin; mungkin maksud Anda ranking?"),
    ("ranking", "--qqq"): ("no option is called --qqq; bpjs ranking -h lists them", "tidak ada opsi bernama --qqq"),
    ("ranking", "--period"): ("--period needs a value behind it", "--period memerlukan nilai di belakangnya"),
    ("ranking", "--bom=1"): ("--bom takes no value", "--bom tidak memakai nilai"),
    ("ranking", "--format", "x"): ("--format: unknown value; choose one of table,", "--format: nilai tidak dikenal"),
    ("add", "--header", "0"): (
        "--header: give a whole number from 1 on",
        "--header: tulis bilangan bulat mulai dari 1",
    ),
    ("diff",): ("OLD is missing: bpjs diff OLD; bpjs diff -h says what it is", "OLD tidak ada: bpjs diff OLD;"),
    ("gap", "kalbar"): ("nothing takes kalbar here; an area goes with --area", "kalbar tidak dikenal di sini"),
}


def english(text: str) -> list[str]:
    """The English words in `text`."""
    return ENGLISH.findall(CODE.sub("", text))


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_told_in_a_line(words: tuple[str, ...]) -> None:
    for lang, said in zip(("en", "id"), WRONG[words], strict=True):
        done = CliRunner().invoke(every_command(), list(words), env={"LC_ALL": lang})
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert said in done.stderr
    assert spoken() == "en"


def test_without_a_process_to_end_the_error_is_raised() -> None:
    command = typer.main.get_command(every_command())
    with pytest.raises(typer.BadParameter.__mro__[1], match="did you mean coverage"):
        command(["covrage"], standalone_mode=False)


def test_the_language_is_found_wherever_it_stands() -> None:
    assert language_of_words(["ranking", "--lang", "id"]) == "id"
    assert language_of_words(["--lang=id", "ranking"]) == "id"
    assert language_of_words(["ranking", "--lang"]) == language_of_words([])
    assert language_of_words(["ranking", "--lang", "fr"]) == language_of_words([])


@pytest.mark.parametrize("command", ["", *PAGES])
def test_indonesian_help_has_no_english_sentence(command: str) -> None:
    done = CliRunner().invoke(every_command(), [*command.split(), "--help"], env={"BPJS_LANG": "id"})
    assert done.exit_code == 0
    assert done.stdout.startswith("Pemakaian: ")
    assert english(done.stdout) == []


def test_indonesian_manuals_have_no_english_sentence() -> None:
    for code in [*known_codes(), "all"]:
        done = CliRunner().invoke(every_command(), ["check", "--explain", code, "--lang", "id"])
        assert done.exit_code == 0
        assert english(done.stdout) == [], code
