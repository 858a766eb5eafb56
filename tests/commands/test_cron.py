"""The example of docs/cron.md, in the environment that cron gives: next to nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
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


def monthly(folder: Path, workforce: str = "1,000,300", **variables: str) -> subprocess.CompletedProcess[str]:
    """The script under `env -i`, with a fact base in `folder` and only what its crontab sets."""
    (folder / "figures.toml").write_text(SOURCE.replace("WORKFORCE", workforce), encoding="utf-8")
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


def test_a_report_that_cannot_be_written_is_5(tmp_path: Path) -> None:
    done = monthly(tmp_path, REPORT=str(tmp_path / "nowhere" / "report.md"))
    assert done.returncode == 5
    assert done.stderr.startswith("bpjs: cannot write ")


def test_a_job_without_its_variables_says_which(tmp_path: Path) -> None:
    done = monthly(tmp_path, REPORT="")
    assert done.returncode == 2
    assert "set REPORT to the file to write" in done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("bpjs-monthly.service", "bpjs-monthly.timer"):
        text = (EXAMPLES / name).read_text(encoding="utf-8").replace("/usr/local/bin/bpjs-monthly.sh", "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "bpjs" in line and "Command 'man" not in line]
    assert said == []  # the manual page need not be installed where this is tested
