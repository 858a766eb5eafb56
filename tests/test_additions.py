"""What ARCHITECTURE.md says is to be touched to add something is enough: a sample of each kind, made in a copy.

A sample appends to files or puts text before an anchor in them, and shows by a command that it works.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("| to add | touch |")[2].partition("\n\n")[0]
ROWS = dict(re.findall(r"^\| ([a-z][^|]+?) \| (.+) \|$", TABLE, re.MULTILINE))
MOST_FILES = 3

BASE = """
format = 1
[[source]]
id = "a"
publisher = "A"
title = "T"
published = 2026-01-02
defaults = { area = "kalbar", period = 2025 }
figures = [{ indicator = "coverage", printed = "41 persen" }, { indicator = "workforce", printed = "FIGURE" }]
"""


class Addition(NamedTuple):
    """Files with the anchor before which a text is put (empty: at the end), the command, and what it then prints."""

    edits: tuple[tuple[str, str, str], ...]
    command: tuple[str, ...]
    shown: str
    figure: str = "3,1 juta"


SAMPLES = {
    "an indicator, segment, programme or identity": Addition(
        (
            (
                "data/vocabulary.toml",
                "",
                '\n[[indicator]]\nid = "helmets"\nname = { id = "helm", en = "helmets" }\nunit = "count"\nkind = "flow"\n',
            ),
        ),
        ("schema",),
        '"helmets"',
    ),
    "a wording of printed numbers": Addition(
        (("bpjscli/numerals/lexicon.py", "sekitar, kurang lebih, kurang-lebih", "kirana, "),),
        ("figures", "--indicator", "workforce"),
        "kirana 3,1 juta",
        "kirana 3,1 juta",
    ),
    "a finding": Addition(
        (
            (
                "bpjscli/checks/suspicious.py",
                "",
                '\n\n@check("S699", "note", "A number of threes")\n'
                "def threes(examination: Examination) -> Iterator[Finding]:\n"
                '    """All its digits are 3. This is a sample."""\n'
                "    for figure in examination.figures:\n"
                '        if set(str(figure.reading.value)) == {"3"}:\n'
                '            yield Finding("S699", "note", Message("{figure} has threes only.", '
                '{"figure": figure}), (figure,))\n',
            ),
        ),
        ("check", "--select", "S699"),
        "S699",
        "333.333",
    ),
    "a slip that explains findings": Addition(
        (("bpjscli/checks/diagnosis/slips.py", '{"percent": (1, -1),', ""),),
        ("check", "--explain", "C401"),
        "C401",
    ),
    "a section of the report": Addition(
        (
            ("bpjscli/report/views/report.py", '        "sources": _sources,\n', '        "hello": _hello,\n'),
            (
                "bpjscli/report/views/report.py",
                '        "sources": _("Method"),\n',
                '        "hello": "Hello",\n',
            ),
            (
                "bpjscli/report/views/report.py",
                "SECTIONS: Mapping",
                'def _hello(build: Builder, _subject: Subject) -> Blocks:\n    return [Paragraph("A new section.")]\n\n\n',
            ),
        ),
        ("report", "--sections", "hello"),
        "A new section.",
    ),
    "a chart": Addition(
        (
            (
                "bpjscli/report/charts.py",
                "def ranking_chart(",
                "def second_chart(build: Builder, found: Ranking, table: Table) -> Chart | None:\n"
                "    chart = ranking_chart(build, found, table)\n"
                '    return None if chart is None else replace(chart, id="second", title="A second chart")\n\n\n',
            ),
            ("bpjscli/report/charts.py", "import msgspec\n", "from msgspec.structs import replace\n"),
            (
                "bpjscli/report/views/ranking.py",
                "    return [block for block in blocks if block is not None]",
                "    from bpjscli.report.charts import second_chart\n    blocks = (*blocks, second_chart(build, found, table))\n",
            ),
        ),
        ("ranking", "--format", "html", "--data", "data/figures.toml"),
        "A second chart",
    ),
    "a format": Addition(
        (
            (
                "bpjscli/render/loud.py",
                "",
                "from bpjscli.render import plain\n\n\ndef render(document, options):\n"
                "    return plain.render(document, options).upper()\n",
            ),
            (
                "bpjscli/render/__init__.py",
                '        "plain": _lazily("plain"),\n',
                '        "loud": _lazily("loud"),\n',
            ),
            ("bpjscli/commands/shared/values.py", "class CheckFormat(", '    loud = "loud"\n\n\n'),
        ),
        ("coverage", "--format", "loud"),
        "WEST KALIMANTAN",
    ),
    "an option of all commands": Addition(
        (
            (
                "bpjscli/commands/shared/options.py",
                "DryRun = Annotated[",
                'Loud = Annotated[bool, _flag("--loud", "A sample.")]\n\n',
            ),
            ("bpjscli/commands/shared/asked.py", '    "bom": o.Bom,\n', '    "loud": o.Loud,\n'),
            ("bpjscli/commands/shared/asked.py", '"bom", "raw_csv")\n_FLAGS', '"loud", '),
            ("bpjscli/commands/shared/asked.py", '"bom", "raw_csv")\nRESULT', '"loud", '),
            ("bpjscli/commands/shared/asked.py", "    bom: bool = False\n", "    loud: bool = False\n"),
        ),
        ("coverage", "--loud"),
        "West Kalimantan",
    ),
    "a command": Addition(
        (
            (
                "bpjscli/commands/hello.py",
                "",
                "from bpjscli.commands.shared.asked import Asked, asks\nfrom bpjscli.output import write\n\n\n"
                '@asks("data")\ndef hello(asked: Asked) -> None:\n    """A sample."""\n    write("Hello.\\n", None)\n',
            ),
            (
                "bpjscli/commands/shared/help.py",
                '    "ranking": HelpPage(',
                '    "hello": HelpPage(ANSWERS, "A sample.", ("bpjs hello",)),\n',
            ),
        ),
        ("hello",),
        "Hello.",
    ),
    "a kind of table to read": Addition(
        (("bpjscli/tables/sheet.py", '    ".txt": _read_csv,\n', '    ".psv": _read_csv,\n'),),
        ("add", "--from", "table.psv", "--source", "a", "--dry-run", "--data", "base.toml"),
        "12.345",
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("bpjscli", "data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_row_has_a_sample_and_few_files() -> None:
    assert [*SAMPLES, "a language"] == [*ROWS]
    for row, sample in SAMPLES.items():
        touched = {file for file, _, _ in sample.edits}
        assert len(touched) <= MOST_FILES
        assert all(f"`{file}`" in ROWS[row] or f"`{Path(file).parent}/`" in ROWS[row] for file in touched), row


@pytest.mark.long
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_sample_of_each_kind_works(kind: str, copy: Path) -> None:
    sample = SAMPLES[kind]
    for file, anchor, text in sample.edits:
        path = copy / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        assert before.count(anchor) == 1 or not anchor, f"{file} has no single {anchor!r}"
        place = before.index(anchor) if anchor else len(before)
        path.write_text(before[:place] + text + before[place:], encoding="utf-8")
    (copy / "base.toml").write_text(BASE.replace("FIGURE", sample.figure), encoding="utf-8")
    (copy / "table.psv").write_text(
        "area,period,indicator,printed\nkalbar,2025,participants,12.345\n", encoding="utf-8"
    )
    named = () if "--data" in sample.command or sample.command[0] == "schema" else ("--data", "base.toml")
    command = [sys.executable, "-m", "bpjscli", *sample.command, *named]
    environment = {"PYTHONPATH": str(copy), "BPJS_CACHE": "off", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert sample.shown in done.stdout, done.stderr
