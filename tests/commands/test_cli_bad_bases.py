"""A fact base that cannot be used: exit code 3, every problem on stderr with its place, nothing on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import run

FIGURE = '[[source]]\nid = "a"\npublished = 2026-02-02\nfigures = [\n  {{ {} }},\n]\n'

BAD = {
    "broken TOML": ("x = [", "F155", "the [ that opens here is never closed"),
    "an unknown key": (
        FIGURE.format('area = "kalbar", indicator = "coverage", period = 2025, printd = "27 persen"'),
        "F101",
        'did you mean "printed"?',
    ),
    "an unknown area": (
        FIGURE.format('area = "kalbr", indicator = "coverage", period = 2025, printed = "27 persen"'),
        "F104",
        'unknown area "kalbr"; did you mean "kalbar"',
    ),
    "an unknown indicator": (
        FIGURE.format('area = "kalbar", indicator = "covrage", period = 2025, printed = "27 persen"'),
        "F102",
        "coverage",
    ),
    "printed and value": (
        FIGURE.format('area = "kalbar", indicator = "coverage", period = 2025, printed = "27 persen", value = 27'),
        "F113",
        "both printed and value",
    ),
    "two readings": (
        FIGURE.format('area = "kalbar", indicator = "workforce", period = 2025, printed = "27.025 ribu"'),
        "R201",
        "value",
    ),
    "no such day": (
        FIGURE.format('area = "kalbar", indicator = "coverage", period = "2025-02-30", printed = "27 persen"'),
        "F121",
        "28 days",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_said_with_its_place(name: str, tmp_path: Path) -> None:
    text, code, words = BAD[name]
    (tmp_path / "figures.toml").write_text(f"format = 1\n{text}\n", encoding="utf-8")
    done = run("coverage", "--data", "figures.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = [line for line in done.stderr.splitlines() if "error[" in line]
    assert line.startswith("figures.toml:")
    assert f"error[{code}]: " in line
    assert words in line


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    figures = [
        'area = "kalbr", indicator = "coverage", period = 2025, printed = "27 persen"',
        'area = "kalbar", indicator = "covrage", period = 2025, printed = "27 persen"',
        'area = "kalbar", indicator = "coverage", period = 2025, printed = "27,3,5 persen"',
        'area = "kalbar", indicator = "coverage", period = 2025',
    ]
    text = "".join(f"  {{ {figure} }},\n" for figure in figures)
    base = f'format = 1\n[[source]]\nid = "a"\npublished = 2026-02-02\nfigures = [\n{text}]\n'
    (tmp_path / "figures.toml").write_text(base, encoding="utf-8")
    done = run("coverage", "--data", "figures.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert [line.split(":")[1] for line in done.stderr.splitlines() if "error[" in line] == ["6", "7", "8", "9", "9"]


@pytest.mark.parametrize("command", ["coverage", "ranking", "gap", "figures", "sources", "check"])
def test_every_command_says_it_alike(command: str, tmp_path: Path) -> None:
    done = run(command, "--data", "nowhere.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "nowhere.toml:1: error[F151]: the file cannot be read: there is no such file\n"


def test_a_folder_is_no_fact_base(tmp_path: Path) -> None:
    done = run("coverage", "--data", str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "the path is a folder; name a TOML file" in done.stderr


def test_what_needs_no_fact_base_works_with_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "figures.toml").write_text("x = [", encoding="utf-8")
    broken = {"BPJS_DATA": str(tmp_path / "figures.toml")}
    assert run("coverage", env=broken).returncode == 3
    assert run(env=broken).returncode == 3
    (tmp_path / "bpjs.toml").write_text("lang = [", encoding="utf-8")
    assert run("coverage", env=broken).returncode == 2
    for arguments in (("--version",), ("--help",), ("coverage", "--help"), ("--show-completion", "bash")):
        done = run(*arguments, env={**broken, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
        assert done.returncode == 0
        assert done.stdout
        assert done.stderr == ""
