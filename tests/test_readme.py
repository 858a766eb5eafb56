"""The documentation runs: what its console blocks show is what the commands print, and nothing is left out of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from bpjscli.checks.examine import known_codes
from bpjscli.cli import every_command
from bpjscli.commands.shared.help import PAGES
from bpjscli.errors import Exit
from bpjscli.load.diagnostics import MOST_PROBLEMS
from bpjscli.load.include import DEEPEST_FOLDER, MOST_ENTRIES
from bpjscli.load.raw import BLOCKS, RawFigure, RawTerm
from bpjscli.numerals.digits import MOST_DIGITS
from bpjscli.numerals.words import LONGEST_TEXT
from bpjscli.solver.identity import LONGEST
from bpjscli.toml import limits
from tools.consoles import ROOT, commands, pages, replayed
from tools.findings import page

STALE = "run python tasks.py docs, and read what has changed"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_console_blocks_show_what_is_printed(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    now = replayed(text)
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == text, STALE


def test_the_page_of_codes_is_up_to_date(request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs" / "findings.md"
    if request.config.getoption("--update-golden"):
        path.write_text(page(), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert text == page(), STALE
    for code in known_codes():
        assert f"| [{code}](#{code.lower()}) |" in text


def test_the_command_reference_has_every_command() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^\$ bpjs (\S+) --help$", text, re.MULTILINE) == list(PAGES)
    assert re.findall(r"^## bpjs (\S+)$", text, re.MULTILINE) == list(PAGES)
    assert "$ bpjs --help\n" in text


def test_the_readme_names_every_command_and_exit_code() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in list(PAGES):
        assert f"`bpjs {command}" in text
    table = text.partition("## Exit codes")[2].partition("\n## ")[0]
    assert sorted(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE))) == sorted({*map(int, Exit), 129, 143})


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        page_of = path if not file else (path.parent / file).resolve()
        assert page_of.exists(), f"{name_of(path)}: {target}"
        if anchor:
            assert anchor in anchors(page_of.read_text(encoding="utf-8")), f"{name_of(path)}: {target}"


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them, and those it sets itself."""
    found = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"<[^>]+>|[`*]", "", heading)
        found.add(re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-"))
    return found


SHAPES: dict[str, type[msgspec.Struct]] = {**BLOCKS, "figure": RawFigure, "segment, programme": RawTerm}


@pytest.mark.parametrize("block", [name for name in SHAPES if name not in ("segment", "programme")])
def test_the_format_reference_lists_the_keys_there_are(block: str) -> None:
    text = (ROOT / "docs" / "fact-base.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {block}\n")[2].partition("\n## ")[0]
    listed = [key for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)]
    assert sorted(listed) == sorted(SHAPES[block].__struct_encode_fields__)


def test_the_limits_in_the_format_reference_are_those_of_the_loader() -> None:
    text = (ROOT / "docs" / "fact-base.md").read_text(encoding="utf-8").partition("\n## Limits\n")[2]
    numbers = [int(number.replace(" ", "")) for number in re.findall(r"\d[\d ]*(?= )", text)]
    assert numbers == [
        limits.MOST_BYTES // 2**20,
        limits.LONGEST_LINE,
        limits.MOST_KEY_PARTS,
        limits.DEEPEST_NESTING,
        limits.LONGEST_CHAIN,
        MOST_DIGITS,
        LONGEST_TEXT,
        LONGEST,
        MOST_PROBLEMS,
        MOST_ENTRIES,
        DEEPEST_FOLDER,
    ]


def contract() -> list[tuple[str, list[str], list[str]]]:
    """The commands of the table of rows in the page on JSON, with the keys and the tables it lists."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    lines = text.partition("| command | keys of a row |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [line.strip("|").split("|") for line in lines]
    words = [[re.findall(r"`([^`]+)`", cell) for cell in row] for row in cells]
    return [(command[0], keys, tables) for command, keys, tables in words]


@pytest.mark.parametrize(
    ("command", "keys", "tables"), contract(), ids=lambda value: value if type(value) is str else ""
)
def test_the_json_contract_lists_the_keys_there_are(command: str, keys: list[str], tables: list[str]) -> None:
    done = CliRunner().invoke(every_command(), [*command.split(), "--format", "json"], catch_exceptions=False)
    found = json.loads(done.stdout)
    if "--area kalbar" in command and command.startswith("coverage"):
        keys = ["area", "name", "period", "coverage", "participants", "workforce", "unregistered", *keys]
    assert [key for key in found["rows"][0] if key != "unknown"] == keys
    assert list(found.get("tables", {})) == tables


def test_a_block_is_replayed() -> None:
    """The mechanism itself: files are written, commands run in one folder, old output is replaced."""
    text = (
        "<!-- file: a.txt -->\n```text\nhello\n```\n"
        "```console\n$ cat a.txt\nold\n$ echo one \\\n  two; cd /; false\n```\n"
        "```console\n$ ls; ls nowhere\n```\n```sh\nrm -rf a.txt\n```\n"
    )
    now = replayed(text)
    assert "$ cat a.txt\nhello\n$ echo one \\\n  two; cd /; false\none two\n```" in now
    assert "$ ls; ls nowhere\na.txt\nls: " in now
    assert "old" not in now
    assert list(commands("$ a\nx\n$ b \\\n c\n")) == ["a", "b \\\n c"]
