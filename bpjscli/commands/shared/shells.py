"""Completion as each shell asks for it and takes it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import Final

import typer

VARIABLE: Final = "_BPJS_COMPLETE"
"""The environment variable that says which shell is asking, and so that one is."""


def find_begun_command() -> str:
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


Item = tuple[str, str]
"""What may be written, and a word about it, which zsh and fish show."""

Completer = Callable[[typer.Context, str], list[Item]]

_UNSAFE: Final = r"[^\w .,/()–-]"
_OPTION: Final = r"""(?:^|\s)(--[\w-]+=)(?:[^\s"'\\]|\\.|"[^"]*"?|'[^']*'?)*\Z"""


class _Word(str):
    """A completion that Typer keeps although what is written is not letter for letter how it begins."""

    __slots__ = ()

    def startswith(self, *_arguments: object) -> bool:
        """Whether a completer has offered it."""
        return True


def completer(offer: Callable[[typer.Context, str], Iterable[Item]]) -> Completer:
    """`offer` made safe: no exception, and nothing that a shell would take for more than a word.

    Typer's scripts hand what they get to `eval` (zsh) or to expansion (bash), and the words come from a file that
    somebody else may have written: an item with a character that means something to a shell is left out.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Item]:
        try:
            offered = dict.fromkeys(offer(ctx, incomplete))
            before = _option_before()
            return [
                (_Word(before + _escaped(value)), re.sub(_UNSAFE, " ", help_).strip())
                for value, help_ in offered
                if value and not re.search(_UNSAFE, value)
            ]
        except Exception:  # noqa: BLE001  # a shell is waiting in the middle of a line: silence is the only answer
            return []

    return complete


def in_these_letters(name: str, begun: str) -> str:
    """`name`; in zsh, which takes nothing that does not begin with what is written, in the letters it was begun in."""
    return begun + name[len(begun) :] if os.environ.get(VARIABLE) == "complete_zsh" else name


def _escaped(value: str) -> str:
    """`value` as bash has to find it: Typer's other scripts quote by themselves."""
    if " " not in value or os.environ.get(VARIABLE) != "complete_bash":
        return value
    words = os.environ.get("COMP_WORDS", "").split("\n")
    position = os.environ.get("COMP_CWORD", "")
    word = words[int(position)] if position.isdecimal() and int(position) < len(words) else ""
    return value if word[:1] in ('"', "'") else value.replace(" ", "\\ ")


def _option_before() -> str:
    """The "--area=" of `--area=kal`: to zsh and fish it is a part of the word, and so of what the word may become."""
    begun = re.search(_OPTION, os.environ.get("_TYPER_COMPLETE_ARGS", ""))
    return begun[1] if begun and os.environ.get(VARIABLE) != "complete_bash" else ""
