"""Console blocks of the documentation: every command in them is run, and what it prints must be what they show.

A block fenced as `console` holds commands after "$ " and, below each, its output, stdout and stderr together. The
blocks of a page run in one folder of their own, in order. A comment `<!-- file: NAME -->` above another block writes
that block to NAME first.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("*.md", "docs/*.md", "docs/dev/*.md", "bench/README.md")

_BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n+)?^```(?P<language>[a-z]*)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def pages() -> list[Path]:
    """Every page that may have console blocks."""
    return [path for pattern in PAGES for path in sorted(ROOT.glob(pattern))]


def replayed(page: str) -> str:
    """`page` with every console block as it would be printed now."""
    with tempfile.TemporaryDirectory(prefix="bpjs-docs-") as folder:
        place = Path(folder).resolve()

        def again(match: re.Match[str]) -> str:
            if match["file"]:
                (place / match["file"]).write_text(match["text"], encoding="utf-8")
            if match["language"] != "console":
                return match[0]
            shown = "".join(f"$ {command}\n{_output(command, place)}" for command in commands(match["text"]))
            start = match.start("text") - match.start()
            return f"{match[0][:start]}{shown}```"

        return _BLOCK.sub(again, page)


def commands(block: str) -> Iterator[str]:
    """The commands of a console block; a line that ends in a backslash goes on in the next."""
    lines = iter(block.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line.removeprefix("$ ")
            while command.endswith("\\"):
                command += f"\n{next(lines)}"
            yield command


def _output(command: str, folder: Path) -> str:
    """What a shell prints for `command`, with `bpjs` of this environment and nothing of the user's own."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    kept = {name: os.environ[name] for name in ("PYTHONDONTWRITEBYTECODE",) if name in os.environ}
    done = subprocess.run(
        ["bash", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env={"PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(folder), **kept},
        timeout=60,
        check=False,
    )
    text = done.stdout.decode("utf-8")
    return text if not text or text.endswith("\n") else f"{text}\n"
