"""Gates: decided on intervals, with the numbers compared on stderr and an exit code for each answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import run

BASE = """\
format = 1
[[source]]
id = "harian"
published = 2026-02-01
language = "en"
defaults = { area = "kalbar", period = 2025 }
figures = [
  { indicator = "coverage", printed = "41 percent" },
  { indicator = "participants", printed = "410,123" },
  { indicator = "target_coverage", printed = "60 percent", period = 2026 },
  { indicator = "coverage", printed = "more than 50 percent", area = "kaltim" },
  { indicator = "coverage", printed = "less than 30 percent", area = "kalsel" },
  { indicator = "coverage", printed = "70 percent", area = "kaltara" },
  { indicator = "target_coverage", printed = "60 percent", area = "kaltara", period = 2026 },
]
"""


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "figures.toml"
    path.write_text(BASE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("area", "threshold", "code"),
    [
        ("kalbar", "40", 0),
        ("kalbar", "40.5", 0),  # 41 percent is at least 40.5
        ("kalbar", "40.51", 4),
        ("kalbar", "41.49", 4),
        ("kalbar", "41.51", 1),
        ("kaltim", "50", 0),
        ("kaltim", "50.01", 4),
        ("kalsel", "30", 1),  # less than 30 is not 30
        ("kalsel", "29.99", 4),
        ("kalsel", "0", 0),
        ("kalteng", "1", 4),  # nobody has published it
    ],
)
def test_coverage(area: str, threshold: str, code: int, data: str) -> None:
    done = run("coverage", "--data", data, "--area", area, "--fail-under", threshold, "--quiet")
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == (1 if code else 0)
    words = {1: ": failed\n", 4: ": cannot be decided at the published precision\n"}
    if area == "kalteng":
        words[4] = (
            "unknown, wanted >= 1 %: cannot be decided, as it is not in this fact base, "
            "nor is what it would follow from\n"
        )
    assert done.stderr.endswith(words.get(code, ""))


@pytest.mark.parametrize(
    ("area", "most", "code"),
    [
        ("kalbar", "250.000", 0),
        ("kalbar", "100_000", 1),
        ("kalbar", "190000", 4),
        ("kaltara", "0", 0),  # a target that is reached leaves nobody missing
        ("kalteng", "1000000", 4),
    ],
)
def test_people_missing(area: str, most: str, code: int, data: str) -> None:
    done = run("gap", "--data", data, "--area", area, "--fail-over", most, "--quiet")
    assert (done.returncode, done.stdout) == (code, ""), done.stderr


@pytest.mark.parametrize(
    ("chosen", "most", "code"),
    [(("--target", "45"), "50000", 0), (("--target", "45"), "20000", 1), (("--by", "2026-12-31"), "100000", 1)],
)
def test_people_missing_to_the_target_that_is_asked_for(
    chosen: tuple[str, ...], most: str, code: int, data: str
) -> None:
    done = run("gap", "--data", data, "--area", "kalbar", *chosen, "--fail-over", most)
    assert done.returncode == code, done.stderr


def test_a_target_of_no_such_day_decides_nothing(data: str) -> None:
    done = run("gap", "--data", data, "--area", "kalbar", "--by", "2030-12-31", "--fail-over", "1", "-q")
    assert done.returncode == 4
    assert "gap West Kalimantan: unknown, wanted <= 1: cannot be decided, as it is not in this fact base" in done.stderr


def test_the_line_has_all_that_was_compared(data: str) -> None:
    done = run("coverage", "--data", data, "--area", "kalbar", "--fail-under", "45", "-q")
    assert done.stderr == "bpjs: coverage West Kalimantan: 41 % (40.5–41.5 %), wanted >= 45 %: failed\n"
    done = run("coverage", "--data", data, "--area", "kalteng", "--fail-under", "45", "-q")
    assert "Central Kalimantan: unknown, wanted >= 45 %" in done.stderr


def test_without_quiet_the_answer_comes_as_well_and_a_gate_that_passes_says_so(data: str) -> None:
    plain = run("coverage", "--data", data, "--area", "kalbar")
    done = run("coverage", "--data", data, "--area", "kalbar", "--fail-under", "40")
    assert done.stdout == plain.stdout
    assert done.stderr.endswith(": passed\n")


def test_quiet_with_an_output_writes_it(data: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    command = ("coverage", "--data", data, "-a", "kalbar", "--fail-under", "45", "-q", "-f", "csv", "-o", str(target))
    assert run(*command).returncode == 1
    assert target.read_text(encoding="utf-8").splitlines()[1].startswith("kalbar,")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--fail-under", "high"), ("--fail-under", "nan"), ("--fail-under", "-1"), ("--fail-under", "1001")],
)
def test_a_threshold_that_is_none_is_refused_before_anything_is_read(option: str, value: str) -> None:
    done = run("coverage", "--data", "nowhere.toml", f"{option}={value}")
    assert (done.returncode, done.stdout) == (2, "")
    assert f'{option}: "{value}" is not a percentage' in done.stderr


def test_a_number_of_people_that_is_none_is_refused() -> None:
    for value in ("many", "-5", "1.5e3", "1.5", "100.00", "1.0000", "9" * 16, "٣"):
        assert run("gap", f"--fail-over={value}").returncode == 2


def test_what_is_disputed_decides_as_far_as_it_holds_whichever_figure_is_wrong(data: str) -> None:
    text = (
        Path(data)
        .read_text(encoding="utf-8")
        .replace("410,123", '410,123" },\n  { indicator = "workforce", printed = "2,000,123')
    )
    Path(data).write_text(text, encoding="utf-8")
    done = run("coverage", "--data", data, "--area", "kalbar", "--fail-under", "30", "-q")
    assert done.returncode == 4
    assert ", disputed, whichever figure is wrong, wanted >= 30 %: cannot be decided, as its source" in done.stderr
    done = run("coverage", "--data", data, "--area", "kalbar", "--fail-under", "10")
    assert (done.returncode, "41 % (20.5–41.5 %), disputed, whichever figure is wrong" in done.stderr) == (0, True)
    assert run("coverage", "--data", data, "--area", "kalbar", "--fail-under", "60", "-q").returncode == 1


REPORTED = """\
format = 1
[[source]]
id = "harian"
published = 2026-02-01
defaults = { area = "kalbar", period = 2025 }
figures = [
  { indicator = "coverage", printed = "41 persen" },
  { indicator = "participants", printed = "410.123" },
  { indicator = "workforce", printed = "2.000.123" },
  { indicator = "coverage", printed = "104 persen", area = "kaltim" },
]
"""


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("--fail-on", "error"),
            1,
            "bpjs: the report has 1 error about its figures; bpjs check --area kalbar says where\n",
        ),
        (("--fail-on", "warning"), 1, "bpjs: the report has 1 error about its figures; bpjs check --area kalbar says"),
        ((), 0, ""),
        (("--fail-on", "error", "--sections", "trend"), 2, "bpjs: --fail-on is about the section quality; name it"),
        (("--fail-on", "error", "--sections", "quality"), 1, "the report has 1 error"),
    ],
)
def test_a_report_may_fail_and_is_written_all_the_same(
    arguments: tuple[str, ...], code: int, message: str, tmp_path: Path
) -> None:
    (tmp_path / "figures.toml").write_text(REPORTED, encoding="utf-8")
    command = ("report", "--data", "figures.toml", "--area", "kalbar", "-f", "md", "-o", "out.md", *arguments)
    done = run(*command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert (tmp_path / "out.md").exists() == (code != 2)


def test_the_check_that_a_report_points_to_says_it(tmp_path: Path) -> None:
    """A report on a province is also about its cities."""
    (tmp_path / "figures.toml").write_text(REPORTED.replace('"kalbar"', '"singkawang"'), encoding="utf-8")
    report = run("report", "--data", "figures.toml", "--area", "kalbar", "--fail-on", "error", cwd=tmp_path)
    assert "1 error about its figures; bpjs check --area kalbar says where" in report.stderr
    check = run("check", "--data", "figures.toml", "--area", "kalbar", cwd=tmp_path)
    assert (report.returncode, check.returncode) == (1, 1)
    assert "C401" in check.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
def test_warnings_fail_a_report_where_it_is_asked_for(fail_on: str, code: int, tmp_path: Path) -> None:
    text = REPORTED.replace("2.000.123", "1.000.123")
    (tmp_path / "figures.toml").write_text(text, encoding="utf-8")
    (tmp_path / "bpjs.toml").write_text(f'fail_on = "{fail_on}"\n', encoding="utf-8")
    done = run("report", "--data", "figures.toml", "--area", "kaltim", cwd=tmp_path)
    assert done.returncode == code, done.stdout
    assert ("1 warning about its figures" in done.stderr) == bool(code)


SEVERAL = """\
format = 1
[[source]]
id = "older"
published = 2026-02-02
defaults = { area = "kalbar", period = 2025 }
figures = [
  { indicator = "participants", value = 410_123 },
  { indicator = "workforce", value = 1_003_457 },
]
[[source]]
id = "newer"
published = 2026-03-02
defaults = { area = "kalbar" }
figures = [
  { indicator = "coverage", period = 2025-12-31, value = 45 },
  { indicator = "workforce", period = 2025-12-31, value = 1_003_457 },
]
"""


@pytest.mark.parametrize(
    ("gate", "code", "said"),
    [
        (
            ("coverage", "--fail-under", "43"),
            4,
            "as another source has ≈ 40.87 %; see bpjs explain coverage --area kalbar",
        ),
        (("coverage", "--fail-under", "40"), 0, "passed"),
        (("coverage", "--fail-under", "46"), 1, "failed"),
        (("gap", "--target", "44", "--fail-over", "1000"), 4, "as another source has ≈ 40.87 %"),
    ],
)
def test_what_sources_disagree_about_decides_nothing(
    gate: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    """40.87 percent follow from the older source for 2025; the newer has 45 for the last day of that year."""
    base = tmp_path / "figures.toml"
    base.write_text(SEVERAL, encoding="utf-8")
    done = run(*gate, "--data", str(base), "--area", "kalbar", "--quiet" if code else "--format=csv")
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_gate_is_decided_on_all_that_the_figures_of_a_source_allow() -> None:
    """41.30 percent were printed; 3,302,762 of 7,996,826 are 41.3009."""
    done = run("coverage", "--fail-under", "41.3", "--format=csv")
    assert (done.returncode, done.stderr.rpartition(": ")[2]) == (0, "passed\n")
    assert run("coverage", "--fail-under", "41.301", "--quiet").returncode == 1
