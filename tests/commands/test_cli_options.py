"""What every command takes: languages, the fact base, help; and what `bpjs` alone says."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import answer, rows, run

import bpjscli

SMALL = """\
format = 1

[[source]]
id = "a"
published = 2026-02-02
figures = [
  { area = "kaltim", indicator = "coverage", period = 2025, printed = "55 persen" },
]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_alone_it_says_what_there_is_and_what_to_try() -> None:
    text = answer("--lang", "en")
    assert "94 figures from 18 sources about 11 areas, 2021–2025." in text
    assert "bpjs coverage --province kalbar" in text


def test_every_command_it_names_works() -> None:
    for row in rows():
        command = row["command"].split()
        assert command[0] == "bpjs"
        assert run(*command[1:]).returncode == (1 if "check" in command else 0), row["command"]


def test_version() -> None:
    assert answer("--version") == f"bpjs {bpjscli.__version__}\n"


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for command in ("coverage", "ranking", "gap", "trend", "benefits", "figures", "sources", "check", "report"):
        assert f"\n  {command} " in text
        assert run(command, "-h").stdout.startswith(f"Usage: bpjs {command} [OPTIONS]")


def test_a_wrong_command_gets_the_nearest() -> None:
    done = run("covrage")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "bpjs: no command is called covrage; did you mean coverage?\n"


def test_an_area_without_its_option_is_told_of_it() -> None:
    assert run("trend", "coverage", "kalbar").stderr == "bpjs: nothing takes kalbar here; an area goes with --area\n"
    assert run("sources", "kalbar").stderr == "bpjs: nothing takes kalbar here; bpjs sources -h shows what may\n"


@pytest.mark.parametrize(
    "arguments", [("coverage", "kalbar"), ("ranking", "--nope"), ("gap", "--format", "odt"), ("-x",)]
)
def test_usage_errors_are_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bpjs: ")
    assert done.stderr.count("\n") == 1


def test_an_option_before_the_command_is_refused_not_ignored(small: Path) -> None:
    done = run("--data", str(small), "ranking")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "bpjs: write --data after the command: bpjs ranking --data …\n"


def test_data_by_option_or_by_environment(small: Path) -> None:
    by_option = run("coverage", "--data", str(small), "--format", "csv")
    by_environment = run("coverage", "--format", "csv", env={"BPJS_DATA": str(small)})
    assert by_option.stdout == by_environment.stdout
    assert by_option.stdout.count("\n") == 2
    assert "1 figure from 1 source about 1 area, 2025." in run(env={"BPJS_DATA": str(small)}).stdout
    elsewhere = run("coverage", "--data", str(small), "--format", "csv", env={"BPJS_DATA": "/nowhere.toml"})
    assert elsewhere.stdout == by_option.stdout


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({}, "West Kalimantan"),
        ({"LANG": "id_ID.UTF-8"}, "Kalimantan Barat"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "West Kalimantan"),
        ({"LC_ALL": "", "LANG": "id_ID"}, "Kalimantan Barat"),
        ({"LANG": "tr_TR.UTF-8"}, "West Kalimantan"),
        ({"LANG": "id_ID.UTF-8", "BPJS_LANG": "en"}, "West Kalimantan"),
        ({"BPJS_LANG": "id"}, "Kalimantan Barat"),
    ],
    ids=str,
)
def test_the_language_is_that_of_the_environment(variables: dict[str, str], word: str) -> None:
    assert word in run("ranking", env=variables).stdout


def test_the_option_wins_over_the_environment() -> None:
    assert "Kalimantan Barat" in run("ranking", "--lang", "id", env={"BPJS_LANG": "en"}).stdout
    done = run("ranking", env={"BPJS_LANG": "fr"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "bpjs: BPJS_LANG: unknown value; choose one of id, en\n"


def test_numbers_are_written_as_the_language_has_it() -> None:
    assert "59.56 %" in answer("coverage", "-a", "kalbar", "--lang", "en")
    text = answer("coverage", "-a", "kalbar", "--lang", "id")
    assert "59,56 %" in text
    assert "31 Desember 2026" in text


def test_errors_are_in_the_language_of_the_run() -> None:
    assert 'unknown area "kalbr"; did you mean' in run("coverage", "-a", "kalbr", "--lang", "en").stderr
    assert 'wilayah "kalbr" tidak dikenal; mungkin maksud' in run("coverage", "-a", "kalbr", "--lang", "id").stderr


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--as-of", "2024-02-30", "2024-02 has 29 days"),
        ("--as-of", "yesterday", "yesterday"),
        ("--period", "2025-Q5", "2025-Q5"),
        ("--period", "25", "25"),
    ],
)
def test_dates_that_are_none(option: str, text: str, words: str) -> None:
    done = run("coverage", option, text)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"bpjs: {option}: ")
    assert words in done.stderr
