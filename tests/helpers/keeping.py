"""Small fact bases for commands that write to one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

BASE = """\
# What Antara wrote.
format = 1

[[source]]
id        = "antara-2026-01-05"
publisher = "Antara"
published = 2026-01-05
defaults  = { area = "kalbar", period = 2025 }
figures   = [
  { indicator = "coverage", printed = "27 persen" },  # page 1
]
"""

CONTRADICTION = (
    {"indicator": "workforce", "printed": "2.981.430"},
    {"indicator": "participants", "printed": "812.345"},
    {"indicator": "coverage", "printed": "28,1 persen"},
)


def base_in(folder: Path, text: str = BASE) -> Path:
    """`figures.toml` in `folder`."""
    path = folder / "figures.toml"
    path.write_text(text, encoding="utf-8")
    return path


def options(**values: str) -> list[str]:
    """`options(area="kalbar")`: `--area kalbar`."""
    return [part for key, value in values.items() for part in (f"--{key.replace('_', '-')}", value)]


def git(folder: Path, *arguments: str) -> str:
    """What git says in `folder`, run as somebody, whatever the user's own configuration says."""
    nobody = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    env = {**os.environ, **nobody, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True, env=env)
    return done.stdout


def commit(folder: Path, message: str) -> None:
    """Commit everything in `folder`."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
