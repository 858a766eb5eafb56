"""What a shell asks when somebody presses the Tab key."""

from __future__ import annotations

import os
import sys
from typing import Final

VARIABLE: Final = "_BPJS_COMPLETE"
"""The environment variable that says which shell is asking, and so that one is."""


def begun_command() -> str:
    """The command whose words are being completed; empty where it is its own name, or nothing is being completed.

    Typer would read rich to prepare help texts for zsh and fish; they need none of it, so it is said to be missing.
    """
    if VARIABLE not in os.environ:
        return ""
    sys.modules["rich"] = None  # type: ignore[assignment]  # how the import system spells "there is no such module"
    _join_options_and_values()
    text = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = text.split()
    return words[1] if len(words) > 2 or (len(words) == 2 and text[-1:].isspace()) else ""


def _join_options_and_values() -> None:
    """Take out the word "=" that bash makes of `--area=kal`; Typer looks for an option right before its value."""
    words, position = os.environ.get("COMP_WORDS", "").split("\n"), os.environ.get("COMP_CWORD", "")
    taken = [n for n, word in enumerate(words) if word == "=" and n and words[n - 1].startswith("--")]
    if taken and position.isdecimal():
        os.environ["COMP_WORDS"] = "\n".join(word for n, word in enumerate(words) if n not in taken)
        os.environ["COMP_CWORD"] = str(int(position) - sum(n < int(position) for n in taken))
