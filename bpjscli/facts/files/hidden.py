"""Characters that cannot be seen: errors in ids and numbers, warnings in notes and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from bpjscli.facts.files.reader import Document

_CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_MARK: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SUSPICIOUS = re.compile(f"[{_CONTROL}{_INVISIBLE}{_MARK}]")
_CONTROLS = f"[{_CONTROL}]"
_CONTROLS_AND_BREAKS = f"[{_CONTROL}\t\n]"
_UNSEEN = rf"[{_INVISIBLE}]|(?:(?<=\s)|\A)[{_MARK}]"  # a lone mark sits on the wrong letter, or on none

_OWN_WORDS: Final = frozenset({"note", "accepted"})
_READ_BY_PEOPLE: Final = _OWN_WORDS | {"title", "publisher", "speaker", "dateline", "locator"}


def clean(document: Document) -> None:
    """Reports hidden characters in every text of the file, and takes out of its tables those that are errors.

    What is taken out was reported, and would otherwise be reported again as an unknown name. Most files need no look.
    """
    text = document.text
    if '"""' in text or "'''" in text or "\\" in text or "\t" in text or _has_suspicious(text):
        for holder, key, trail in list(_texts(document.table)):
            holder[key] = _cleaned(document, holder[key], trail)


def _has_suspicious(text: str) -> bool:
    return not text.isascii() and _SUSPICIOUS.search(text) is not None


def _texts(table: dict[str, Any]) -> Iterator[tuple[Any, str | int, tuple[str | int, ...]]]:
    """Every text in the tables: what holds it, its key there, and its trail from the top."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(table, ())]
    while waiting:
        holder, trail = waiting.pop()
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, str):
                yield holder, key, (*trail, key)
            elif isinstance(value, (dict, list)):
                waiting.append((value, (*trail, key)))


def _cleaned(document: Document, text: str, trail: tuple[str | int, ...]) -> str:
    key = next(part for part in reversed(trail) if isinstance(part, str))
    controls = _CONTROLS if key in _OWN_WORDS else _CONTROLS_AND_BREAKS
    found = re.search(controls, text)
    if found:
        message = f"{key} has the control character {_named(found.group())} in it; delete it"
        document.report("F131", message, *trail)
        text = re.sub(controls, "", text)
    found = _SUSPICIOUS.search(text) and re.search(_UNSEEN, text)
    if found and key in _READ_BY_PEOPLE:
        document.report("F133", f"{key} has {_named(found.group())} in it, which cannot be seen; delete it", *trail)
    elif found:
        document.report("F132", f"{key} has {_named(found.group())} in it, which cannot be seen; delete it", *trail)
        text = re.sub(_UNSEEN, "", text)
    return text


def _named(character: str) -> str:
    import unicodedata

    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
