"""The map at the door is that of the house: folders, files, names."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from bpjscli.commands.shared.help import PAGES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "bpjscli"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SMALL = 46


def test_every_room_is_on_the_map() -> None:
    drawing = ARCHITECTURE.partition("```\nbpjscli/\n")[2].partition("```")[0]
    drawn = re.findall(r"^  (\w+)/", drawing, re.MULTILINE)
    rooms = [path.name for path in sorted(PACKAGE.iterdir()) if (path / "__init__.py").exists()]
    assert sorted(drawn) == rooms
    loose = re.findall(r"\w+", drawing.partition("    ")[0])
    assert sorted(loose) == sorted(
        p.stem for p in PACKAGE.glob("*.py") if p.stem not in ("__init__", "__main__", "cli")
    )


def test_every_file_that_is_named_is_there() -> None:
    for page in (ARCHITECTURE, CONTRIBUTING):
        for name in re.findall(r"`((?:[\w.-]+/)+(?:[\w.-]+)?)`", page):
            name = name.replace("NAME", "coverage")
            assert (ROOT / name).exists() or (PACKAGE / name).exists(), name


def test_every_tool_has_its_line() -> None:
    tools = {path.name for path in (ROOT / "tools").iterdir() if path.is_file() and path.name != "__init__.py"}
    assert tools == {Path(name).name for name in re.findall(r"`(tools/[\w.]+)`", CONTRIBUTING)}


def test_a_type_has_a_name_of_its_own() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert {name for name, count in names.items() if count > 1} == set()


def test_every_command_has_a_file() -> None:
    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__"}
    assert files == {name.replace("-", "_") for name in PAGES}


def test_few_modules_are_small() -> None:
    """A concept is not cut in two; the files of commands, which are one each, stand apart."""
    own = [path for path in MODULES if path.parent != PACKAGE / "commands"]
    small = [path.name for path in own if path.read_text(encoding="utf-8").count("\n") < SMALL]
    assert len(small) <= len(own) / 20, small
