"""Asking at a terminal: one question at a time, with what may be answered, until an answer can be used."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from textwrap import wrap
from types import ModuleType

from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import say as _

_PRINTED = re.compile(r'\bprinted = (?=")')
_VALUE = re.compile(r"\bvalue = ")

Check = Callable[[str], str]
"""Turns what was typed into the answer. Raises `ValueError` with what is wrong with it."""


BACK = "<"
"""What is typed to go back to the question before."""


class GoBackError(Exception):
    """Somebody wants the question before."""


def is_conversation() -> bool:
    """Whether somebody can be asked: both ends are terminals, or the answers are piped in, a line each."""
    if sys.stdin is None:
        return False
    return (sys.stdin.isatty() and sys.stdout.isatty()) or is_piped()


def is_piped() -> bool:
    """Whether answers come from a pipe or a file that has any."""
    import os
    import stat

    if sys.stdin is None or sys.stdin.isatty():
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):  # a stream without a file
        return False
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        return False
    return bool(sys.stdin.buffer.peek(1)) if hasattr(sys.stdin.buffer, "peek") else False


def say(text: str) -> None:
    """Lines for whoever is being asked; one too long for the terminal goes on under its beginning."""
    width = max(get_terminal_size().columns - 1, 20)
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        broken = wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) if len(line) > width else [line]
        sys.stdout.write("".join(f"{part}\n" for part in broken))
    sys.stdout.flush()


def add_advice(message: str, printed: str, value: str) -> str:
    """`message` with its advice as one would type it: instead of `value = 28.1` perhaps `--value 28.1`, or `=28.1`."""
    return _VALUE.sub(value, _PRINTED.sub(printed, message))


def ask(
    question: str,
    check: Check,
    default: str = "",
    words: Sequence[str] = (),
    *,
    needed: str | None = None,
    can_go_back: bool = False,
    at_end: str | None = None,
) -> str:
    """The answer to `question`; an empty one is `default`, and the Tab key completes `words`.

    `needed` is what is said where there is no answer and must be one, `at_end` the answer where piped ones have ended.

    Raises `BpjsError` (exit code 130) where the conversation ends instead, and `GoBackError` where `BACK` is typed and
    there is a question before.
    """
    shown = f"{question} [{default}]: " if default else f"{question}: "
    *above, shown = _broken(shown)
    with suppress(ModuleNotFoundError):
        import readline

        _complete(readline, words)
    while True:
        try:
            for line in above:
                say(line)
            typed = input(shown).strip()
            if not sys.stdin.isatty():
                say(typed)  # so that what was asked and answered can be read
        except (EOFError, KeyboardInterrupt) as error:
            say("")
            if at_end is not None and isinstance(error, EOFError) and not sys.stdin.isatty():
                return at_end
            raise BpjsError(_("stopped; nothing was written"), Exit.INTERRUPTED) from error
        if can_go_back and typed == BACK:
            raise GoBackError
        if needed is not None and not (typed or default):
            say(f"  {needed}")
            continue
        try:
            return check(typed or default)
        except ValueError as error:
            say(f"  {error}")


def _broken(question: str) -> list[str]:
    """A question in the lines that it takes; an answer has room behind the last of them."""
    width = max(get_terminal_size().columns - 1, 20)
    if len(question) < width:
        return [question]
    lines = wrap(question, width, break_on_hyphens=False) or [question]
    return [*lines[:-1], f"{lines[-1]} "]


def ask_yes(question: str, *, default: bool) -> bool:
    """Whether the answer is yes; y or n in either language. Where piped answers end, it is no."""
    answers = {"y": True, "yes": True, "ya": True, "n": False, "no": False, "t": False, "tidak": False}

    def check(typed: str) -> str:
        if typed and typed.lower() not in answers:
            raise ValueError("y / n (ya / tidak)")
        return typed.lower()

    typed = ask(f"{question} [{'Y/n' if default else 'y/N'}]", check, at_end="n")
    return answers.get(typed, default)


def _complete(readline: ModuleType, words: Sequence[str]) -> None:
    """Let the Tab key complete `words`, whatever letters they have."""

    def completer(begun: str, number: int) -> str | None:
        matches = [word for word in words if word.lower().startswith(begun.lower())]
        return matches[number] if number < len(matches) else None

    readline.set_completer_delims("")
    readline.set_completer(completer)
    readline.parse_and_bind("tab: complete")
