"""`bpjs add --article` without a terminal: what is proposed, what is taken, and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
from articles import SINGKAWANG, saved
from asking import BPJS, environment, run
from keeping import base_in

from bpjscli.load.load import load

ABOUT = ("--area", "singkawang", "--period", "2025-06-18")
KEYS = ["text", "start", "end", "kind", "indicator", "segment", "programme", "area", "period", "printed", "value"]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_in(tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return saved(tmp_path, "article.txt", SINGKAWANG)


def proposed(base: Path, article: Path | str, *more: str) -> subprocess.CompletedProcess[str]:
    return run("add", "--article", str(article), "--data", str(base), *ABOUT, *more)


def test_the_proposals_as_json(base: Path, article: Path) -> None:
    done = proposed(base, article, "--dry-run", "--format", "json")
    said = json.loads(done.stdout)
    assert done.returncode == 0
    assert said["command"] == "add"
    assert {row["kind"] for row in said["rows"]} == {"proposal", "not-ours"}
    row = said["rows"][1]
    assert [key for key in row if key in KEYS] == KEYS
    assert (row["text"], row["indicator"], row["area"], row["period"]) == (
        "22,77 persen",
        "coverage",
        "singkawang",
        "2025-06-18",
    )
    assert (row["printed"], row["value"], row["confidence"]) == ("22,77 persen", "22.77", "strong")
    assert SINGKAWANG[row["start"] : row["end"]] == row["text"]
    assert {"indicator", "segment", "programme", "area", "period", "printed", "value"} <= set(
        said["rows"][2]["alternatives"][0]
    )
    assert [finding["code"] for finding in said["findings"]][:1] == ["C401"]
    assert "nothing was written" in done.stderr


def test_the_proposals_as_toml_can_be_pasted_into_a_base(base: Path, article: Path, tmp_path: Path) -> None:
    done = proposed(base, article, "--dry-run", "--format", "toml")
    (source,) = tomli.loads(done.stdout)["source"]
    assert source["publisher"] == "Kabar Uji"
    assert source["defaults"] == {"area": "singkawang", "period": tomli.loads("a = 2025-06-18")["a"]}
    assert source["figures"][0] == {
        "indicator": "coverage", "printed": "22,77 persen", "locator": "title and paragraph 1",
    }  # fmt: skip
    assert "# strong" in done.stdout
    assert "# paragraph 1: 18/6/2025: not-ours" in done.stdout
    pasted = tmp_path / "pasted.toml"
    pasted.write_text(f"format = 1\n\n{done.stdout}", encoding="utf-8")
    assert len(load(pasted).figures) == len(source["figures"])


def test_the_proposals_for_people(base: Path, article: Path) -> None:
    done = proposed(base, article, "--dry-run", "--lang", "id")
    assert "Dua" not in done.stderr
    assert re.search(r"22,77 persen +usul +Cakupan kepesertaan", done.stdout)
    assert re.search(r"18/6/2025 +bukan angka kita", done.stdout)


def test_yes_takes_what_is_strong_and_lists_the_rest(base: Path, tmp_path: Path) -> None:
    text = f"Ada 4.512 di sana.\n{SINGKAWANG}Sebanyak 2.000 orang hadir.\n"
    done = proposed(base, saved(tmp_path, "a.txt", text), "--yes")
    assert done.returncode == 0
    assert re.search(r"takes \d+ strong of \d+ numbers; left for a person:", done.stderr)
    assert "4.512: not understood" in done.stderr
    figures = [figure for figure in load(base).figures if figure.source.id == "kabaruji-2025-06-18"]
    assert {figure.indicator for figure in figures} == {"coverage", "uncovered", "claims", "benefits"}
    assert "73.236: unregistered (fair)" in done.stderr
    assert all(figure.locator for figure in figures)
    assert "4.512" not in base.read_text(encoding="utf-8")


def test_two_mentions_are_one_figure_with_two_places(base: Path, tmp_path: Path) -> None:
    text = "Cakupan kepesertaan 41,5 persen.\nSebanyak 58,5 persen pekerja belum terlindungi.\nCakupan 41,5 persen.\n"
    options = ("--publisher", "Kabar", "--published", "2025-06-18", "--yes")
    assert proposed(base, saved(tmp_path, "a.txt", text), *options).returncode == 0
    figures = [figure for figure in load(base).figures if figure.source.publisher == "Kabar"]
    assert [figure.locator for figure in figures] == ["paragraphs 1 and 3", "paragraph 2"]


def test_an_article_from_stdin(base: Path) -> None:
    command = [*BPJS, "add", "--article", "-", "--data", str(base), *ABOUT, "--dry-run", "--format", "json"]
    done = subprocess.run(command, input=SINGKAWANG.encode(), capture_output=True, env=environment(), check=False)
    assert len(json.loads(done.stdout)["rows"]) == 13


def test_figures_for_a_source_that_is_there(base: Path, article: Path) -> None:
    done = proposed(base, article, "--source", "antara-2026-01-05", "--yes")
    assert done.returncode == 0
    assert {figure.source.id for figure in load(base).figures} == {"antara-2026-01-05"}


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (("--article", "https://kabar.example/a", "--dry-run"), "save the page", 2),
        (("--article", "none.txt", "--dry-run"), "cannot read", 3),
        (("--article", "none.txt",), "--yes to write, or --dry-run", 2),
        (("--article", "none.txt", "--indicator", "coverage", "--dry-run"), "leave out --indicator", 2),
        (("--article", "none.txt", "--format", "toml", "--yes"), "goes with --dry-run", 2),
        (("--format", "toml", "--dry-run"), "go with --article", 2),
        (("--publisher", "Kabar", "--dry-run"), "go with --article", 2),
        (("--article", "none.txt", "--period", "besok", "--dry-run"), "cannot read", 3),
    ],
)  # fmt: skip
def test_what_is_refused(base: Path, tmp_path: Path, options: tuple[str, ...], said: str, code: int) -> None:
    done = run("add", "--data", str(base), *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_options_that_cannot_be_read(base: Path, article: Path) -> None:
    for option, value, said in (
        ("--period", "besok", "is not a period"),
        ("--published", "kemarin", "is not a period"),
        ("--area", "atlantis", "unknown area"),
    ):
        done = run("add", "--article", str(article), "--data", str(base), "--dry-run", option, value)
        assert done.returncode == 2
        assert f"{said}" in done.stderr


def test_yes_needs_to_know_where_the_article_is_from(base: Path, tmp_path: Path) -> None:
    text = saved(tmp_path, "a.txt", "Cakupan kepesertaan baru mencapai 41,5 persen.")
    done = run("add", "--article", str(text), "--data", str(base), "--yes")
    assert done.returncode == 2
    assert "--publisher, --published, --area and --period" in done.stderr


def test_nothing_strong(base: Path, tmp_path: Path) -> None:
    text = saved(tmp_path, "a.txt", "Ada 4.512 di sana.")
    done = proposed(base, text, "--yes", "--publisher", "Kabar", "--published", "2025")
    assert done.returncode == 2
    assert "strong enough" in done.stderr


@pytest.mark.parametrize("command", [("coverage",), ("check",), ("figures",), ("add", "--dry-run")])
def test_no_other_command_imports_any_of_it(command: tuple[str, ...], base: Path) -> None:
    program = (
        "import os, sys\nleave = os._exit\n"
        "os._exit = lambda code: (print(*sys.modules, file=sys.stderr, flush=True), leave(code))\n"
        "from bpjscli.__main__ import run\nrun()\n"
    )
    variables = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "--data", str(base)],
        capture_output=True,
        text=True,
        env=variables,
        check=False,
    )
    modules = done.stderr.split()
    assert "bpjscli.model.facts" in modules
    dates = {"bpjscli.articles", "bpjscli.articles.dates"}  # which headings of tables are read with, too
    dear = [name for name in modules if name.startswith(("bpjscli.articles", "trafilatura", "docx", "pypdfium2"))]
    assert set(dear) <= dates
