"""The number of a cell, with the unit and the scale that its heading and its format say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import fold
from bpjscli.model.facts import Indicator
from bpjscli.tables.cells import SheetCell
from bpjscli.tables.headings import Heading

_WORDS: Final = {
    3: ("ribu", "thousand"),
    6: ("juta", "million"),
    9: ("miliar", "billion"),
    12: ("triliun", "trillion"),
}
_PERCENT = re.compile(r"%|persen|percent", re.IGNORECASE)
_SCALED = re.compile(
    r"(?:ribu|juta|jt|mili?[ay]ar|milyar|triliun|thousand|million|billion|trillion)|\d\s*(?:rb|[kmbt])\b", re.IGNORECASE
)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}\.\d{3}\Z", re.ASCII)


_FOREIGN_MARKS: Final = {
    "id": re.compile(r"\d\.(?:\d{1,2}|\d{4,})(?!\d)(?!\.)|\d,\d{3}(?:,\d{3})+(?!\d)|\d,\d{3}\.\d"),
    "en": re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)(?!,)|\d\.\d{3}(?:\.\d{3})+(?!\d)|\d\.\d{3},\d"),
}
_EITHER: Final = {
    "id": re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,])"),
    "en": re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])"),
}
_LANGUAGES: Final = {"id": N_("English"), "en": N_("Indonesian")}


class CellError(ValueError):
    """A cell whose number cannot be told; the message says why."""


def state_number(
    cell: SheetCell, key: str, heading: Heading, title: str, indicator: Indicator | None
) -> dict[str, str]:
    """`printed` or `value` of a figure, with the scale of the heading. Raises `CellError`.

    A scale becomes an exponent of a `value`, so that its digits stay its precision, and a word after what is `printed`.
    """
    if cell.unit and indicator is not None and indicator.unit != cell.unit:
        shown = "%" if cell.unit == "percent" else cell.unit
        raise CellError(
            _(
                "the cell shows {text} {shown}, and {id} is in {unit}",
                text=cell.text,
                shown=shown,
                id=indicator.id,
                unit=indicator.unit,
            )
        )
    if cell.scale and heading.scale not in (None, cell.scale):
        raise CellError(_("the heading and the format of the cell say different scales"))
    scale = cell.scale or heading.scale or 0
    if cell.is_number or key == "value":
        return {"value": _value(cell, scale, indicator)}
    text = cell.text
    if scale:
        if _SCALED.search(text) or _PERCENT.search(text):
            raise CellError(_('"{text}" has a scale or unit of its own, and the heading says one, too', text=text))
        english = any(word in fold(title) for _, word in _WORDS.values())
        text = f"{text} {_WORDS[scale][english]}"
    if heading.unit == "percent" and not _PERCENT.search(text):
        text = f"{text} persen"
    return {key: text}


def foreign_marks(texts: Iterable[str]) -> dict[str, str]:
    """The first number that is not written as in each language: with the marks of the other one."""
    by_language: dict[str, str] = {}
    for text in texts:
        for language, pattern in _FOREIGN_MARKS.items():
            if language not in by_language and pattern.search(text):
                by_language[language] = text
    return by_language


def check_marks(text: str, language: str, foreign: Mapping[str, str]) -> None:
    """Raise `CellError` for "10,845" in a table that elsewhere writes its numbers as in another language."""
    either = _EITHER[language].search(text)
    if either is not None and language in foreign:
        raise CellError(
            _(
                '"{text}" may have decimals or grouped digits, as other numbers of the table are written as in'
                ' {language} ("{other}"); write all of them in one way',
                text=either[0],
                language=_(_LANGUAGES[language]),
                other=foreign[language],
            )
        )


def _value(cell: SheetCell, scale: int, indicator: Indicator | None) -> str:
    if not scale:
        if not cell.is_number and _GROUPED.match(cell.text) and (indicator is None or indicator.unit != "percent"):
            plain = cell.text.replace(".", "")
            said = _(
                '"{text}" may be {plain} or a number with decimals; write it without a dot, or call'
                ' the column "printed"',
                text=cell.text,
                plain=plain,
            )
            raise CellError(said)
        return cell.text
    if not _PLAIN.match(cell.text):
        raise CellError(_('"{text}" is not a plain number, and the heading says thousands or millions', text=cell.text))
    if not cell.is_number and _GROUPED.match(cell.text):
        raise CellError(
            _('"{text}" may be a number with decimals or with grouped digits; write it in full', text=cell.text)
        )
    return f"{cell.text}e{scale}"
