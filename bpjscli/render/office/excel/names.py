"""Names of sheets, as Excel allows them: at most 31 characters, some forbidden, no two alike."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_LONGEST = 31  # UTF-16 code units
_RESERVED = ("history",)


class SheetNames:
    """Gives each sheet a name that no other has, near the one that is wanted."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def name(self, wanted: str) -> str:
        """A name like `wanted`, with a number where it is taken; Excel does not tell capitals from small letters."""
        plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "-"
        number = 1
        while True:
            ending = f" ({number})" if number > 1 else ""
            name = _cut(plain, _LONGEST - len(ending)) + ending
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            number += 1


def _cut(text: str, units: int) -> str:
    """The beginning of `text`, of at most so many code units, with an ellipsis where something is missing."""
    if _units(text) <= units:
        return text
    kept = text[:units]
    while _units(kept) > units - 1:
        kept = kept[:-1]
    return kept.rstrip(" '") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
