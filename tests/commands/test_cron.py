"""The example of docs/cron.md, in the environment that cron gives: next to nothing; and its commands, as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
SOURCE = """\
format = 1
[[source]]
id = "harian-2025-06-18"
published = 2025-06-18
language = "en"
defaults = { area = "kalbar", period = 2024 }
figures = [
  { indicator = "coverage", printed = "41 percent" },
  { indicator = "participants", printed = "410,123" },
  { indicator = "workforce", printed = "WORKFORCE" },
]
"""


def monthly(
    folder: Path, workforce: str = "1,000,300", more: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """The script under `env -i`, with a fact base in `folder` and only what its crontab sets."""
    text = SOURCE.replace('"WORKFORCE"', f'"{workforce}"{more}')
    (folder / "figures.toml").write_text(text, encoding="utf-8")
    given = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "BPJS_DATA": str(folder / "figures.toml"),
        "REPORT": str(folder / "report.md"),
    } | variables
    command = [
        "env",
        "-i",
        *(f"{name}={value}" for name, value in given.items()),
        "sh",
        str(EXAMPLES / "bpjs-monthly.sh"),
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def test_where_all_is_well_there_is_no_mail(tmp_path: Path) -> None:
    done = monthly(tmp_path, FAIL_UNDER="40")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "West Kalimantan" in (tmp_path / "report.md").read_text(encoding="utf-8")
    before = (tmp_path / "report.md").stat()
    assert monthly(tmp_path).returncode == 0
    assert (tmp_path / "report.md").stat() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.toml", "report.md"]


def test_a_contradiction_is_mailed_and_the_report_is_written(tmp_path: Path) -> None:
    done = monthly(tmp_path, workforce="1,200,300")
    assert done.returncode == 1
    assert "C401" in done.stdout
    assert done.stderr == "bpjs-monthly: exit code 1: bpjs check --quiet\n"
    assert "disputed" in (tmp_path / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("threshold", "code", "said"),
    [
        ("45", 1, "bpjs: coverage West Kalimantan: 41 % (40.96–41.02 %), wanted >= 45 %: failed"),
        ("41", 4, "cannot be decided at the published precision"),
        ("many", 2, 'bpjs: --fail-under: "many" is not a percentage'),
    ],
)
def test_a_gate_says_what_it_has_compared(threshold: str, code: int, said: str, tmp_path: Path) -> None:
    done = monthly(tmp_path, workforce="about 1,000,300", FAIL_UNDER=threshold)
    assert (done.returncode, done.stdout) == (code, "")
    first, second = done.stderr.splitlines()
    assert re.sub(r"\(.*?\)", "", said) in re.sub(r"\(.*?\)", "", first)
    assert second == f"bpjs-monthly: exit code {code}: bpjs coverage --quiet --fail-under {threshold}"


def test_a_broken_base_is_named_by_file_and_line_and_the_old_report_stays(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("old", encoding="utf-8")
    done = monthly(tmp_path, workforce="1.2.3")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"{tmp_path}/figures.toml:10: error[R204]")
    assert done.stderr.count("\n") == 2, "what is wrong is said once, and which step said so"
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == "old"


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    done = monthly(tmp_path, REPORT=str(tmp_path / "new" / "out" / "report.md"), SITE=str(tmp_path / "new" / "site"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "new" / "out" / "report.md").exists()
    assert (tmp_path / "new" / "site" / "index.html").exists()


def test_a_report_that_cannot_be_written_is_5(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    done = monthly(tmp_path)
    assert done.returncode == 5
    assert done.stderr.startswith("bpjs: cannot write ")


def test_a_misprint_that_is_known_is_not_mailed_each_month(tmp_path: Path) -> None:
    known = ', accepted = "two digits swapped"'
    assert monthly(tmp_path, "1,200,300").returncode == 1
    done = monthly(tmp_path, "1,200,300", known, SITE=str(tmp_path / "site"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "disputed" in (tmp_path / "report.md").read_text(encoding="utf-8")
    done = monthly(tmp_path, "1,200,300", f"{known}, accepted_until = 2025-01-01")
    assert done.returncode == 1


def block(heading: str, language: str = "sh") -> str:
    """The first block of commands below a heading of the page."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return section.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.mark.long
def test_the_commands_of_the_page_work_as_they_stand_in_a_fresh_home(tmp_path: Path) -> None:
    """The packages that pip would fetch are those of this environment; everything else is as it stands."""
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    clone.mkdir()
    for name in ("bpjscli", "data", "docs", "templates"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "constraints.txt"):
        shutil.copy(ROOT / name, clone)
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_CONFIG_FILE": "/dev/null"}
    variables = {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if Path(path).name == "site-packages"),
        **offline,
    }
    commands = f"set -e\n{block('Set it up')}"
    done = subprocess.run(["sh", "-c", commands], cwd=clone, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{home}/bpjs/facts/figures.toml: a fact base for Kalimantan")
    assert (home / "bpjs" / "out" / "report.html").is_file()
    line = PAGE.partition('crontab -l 2>/dev/null; echo "')[2].partition('"')[0]
    job = re.sub(r"^\S+ \S+ \S+ \S+ \S+ +", "", line)
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONPATH": variables["PYTHONPATH"]}
    done = subprocess.run(["sh", "-c", job], cwd="/", env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_reads_and_writes_what_the_commands_make() -> None:
    commands, unit = block("With systemd"), (EXAMPLES / "bpjs-monthly.service").read_text(encoding="utf-8")
    (script,) = re.findall("ExecStart=(.*)", unit)
    assert f"cp docs/examples/bpjs-monthly.sh {Path(script).parent}/" in commands
    assert f"chmod 755 {script}" in commands
    assert f"python3 -m venv {Path(script).parent}/venv" in commands
    (data,) = re.findall("BPJS_DATA=(.*)", unit)
    assert f"init {Path(data).parent} " in commands
    (writable,) = re.findall("ReadWritePaths=(.*)", unit)
    assert re.search(rf"mkdir -p .*{writable}\b", commands)
    written = re.findall("(?:REPORT|SITE)=(.*)", unit)
    assert written
    assert all(path.startswith(f"{writable}/") for path in written)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("bpjs-monthly.service", "bpjs-monthly.timer"):
        text = (EXAMPLES / name).read_text(encoding="utf-8").replace("/opt/bpjs/bpjs-monthly.sh", "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "bpjs" in line and "Command 'man" not in line]
    assert said == []  # the manual page need not be installed where this is tested
