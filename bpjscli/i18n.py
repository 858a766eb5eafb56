"""Messages in two languages: the English text is the key, the Indonesian one stands in a gettext catalogue."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Literal

Lang = Literal["id", "en"]
Translate = Callable[[str], str]

CATALOGUES = Path(__file__).parent / "locale"


@lru_cache(maxsize=2)
def translator(lang: Lang) -> Translate:
    """The function that turns an English message into `lang`; English stays as it is."""
    if lang == "en":
        return lambda message: message
    return gettext.translation("bpjs", CATALOGUES, languages=["id"], fallback=True).gettext


def N_(message: str) -> str:  # noqa: N802  # the customary name by which the extraction of messages knows it
    """`message` as it is: it is translated later, where the language is known."""
    return message


_SPOKEN: ContextVar[Lang] = ContextVar("_SPOKEN", default="en")


def say(message: str, /, **places: object) -> str:
    """`message` in the language of this run, its `{named}` places filled in (braces are doubled). Imported as `_`.

    It is for what help and errors say; a document is in the language that it was asked for in.
    """
    text = translator(_SPOKEN.get())(message)
    return text.format(**places) if "{" in text else text


def spoken() -> Lang:
    """The language of this run."""
    return _SPOKEN.get()


def speak(lang: Lang) -> None:
    """Let the rest of this run be in `lang`."""
    _SPOKEN.set(lang)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Let what is said meanwhile be in `lang`, and afterwards in the language of before."""
    before = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language_of_environment() -> Lang:
    """The language of BPJS_LANG, else of the locale, else English."""
    if (named := os.environ.get("BPJS_LANG")) in ("id", "en"):
        return "id" if named == "id" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "id" if value.lower().replace("-", "_").split("_")[0] in ("id", "in") else "en"
    return "en"


def language_of_words(words: Sequence[str]) -> Lang:
    """The language that a command line asks for, before anything else of it is understood: that of help and errors."""
    for word, after in zip(words, (*words[1:], ""), strict=False):
        value = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in ("id", "en"):
            return "id" if value == "id" else "en"
    return language_of_environment()
