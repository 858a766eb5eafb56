"""Which column of a table holds what, and the figures that its rows make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from bpjscli.errors import BpjsError, quoted
from bpjscli.load.diagnostics import SYNONYMS, Guesser, fold
from bpjscli.load.raw import NewFigure, RawFigure
from bpjscli.model.facts import Indicator, Term, Vocabulary
from bpjscli.tables.sheet import Row, Sheet, SheetCell

Named = TypeVar("Named", Indicator, Term)

KEYS: Final = ("source", *RawFigure.__struct_fields__)
_NUMBER: Final = ("printed", "value")
_MISSING: Final = frozenset({"", "-", "–", "—", "…", "...", "n/a", "na", "n.a.", "tidak ada", "null"})
_OF_ANY: Final = frozenset({"jumlah", "total", "persentase", "persen", "percent", "percentage", "number", "of"})
_ALSO: Final[Mapping[str, str]] = {
    "angkatan kerja": "workforce",
    "tenaga kerja": "workforce",
    "labour force": "workforce",
}
_UNIT = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")


class ColumnMap(NamedTuple):
    """Column titles by figure key, and by indicator for tables with a column for each; `unused` are the others."""

    keys: Mapping[str, str]
    indicators: Mapping[str, str]
    unused: tuple[str, ...]


def parse_map(written: Sequence[str]) -> dict[str, str]:
    """`--map area=Provinsi,printed=Cakupan` as keys and titles; a title may have commas where it stands alone."""
    found: dict[str, str] = {}
    for part in (part for entry in written for part in re.split(r",(?=\s*[\w-]+\s*=)", entry)):
        key, equals, title = part.partition("=")
        if not equals or not key.strip() or not title.strip():
            raise BpjsError(f"--map: {quoted(part)} is not KEY=COLUMN; write for example --map area=Provinsi")
        if found.setdefault(key.strip(), title.strip()) != title.strip():
            raise BpjsError(f"--map: {quoted(key.strip())} is given two columns")
    return found


def map_columns(sheet: Sheet, chosen: Mapping[str, str], vocabulary: Vocabulary) -> ColumnMap:
    """The columns that `chosen` names, and for the rest those whose titles say in either language what they hold.

    Raises `BpjsError` for a key or column that there is not, and for two columns that may be the same.
    """
    _check_chosen(sheet, chosen, vocabulary)
    keys = {key: title for key, title in chosen.items() if key in KEYS}
    indicators = {key: title for key, title in chosen.items() if key not in KEYS}
    rest = [title for title in sheet.titles if title and title not in chosen.values()]
    guessed = {title: key for title in rest if (key := _key_of(title)) is not None and key not in keys}
    for title, key in guessed.items():
        if keys.setdefault(key, title) != title:
            pair = f"{quoted(keys[key])} and {quoted(title)}"
            raise BpjsError(f"the columns {pair} may both be the {key}; say which with --map {key}=…")
    if not any(key in keys for key in _NUMBER):
        for title in rest:
            indicator = None if title in guessed else _indicator_of(title, vocabulary)
            if indicator is not None:
                indicators.setdefault(indicator, title)
    elif indicators:
        raise BpjsError("--map: either printed or value, or columns by indicator; not both")
    used = {*keys.values(), *indicators.values()}
    if not indicators and not any(key in keys for key in _NUMBER):
        titles = ", ".join(quoted(title) for title in sheet.titles if title)
        raise BpjsError(f"which column of {sheet.name} has the numbers? say with --map printed=… ({titles})")
    return ColumnMap(keys, indicators, tuple(title for title in sheet.titles if title and title not in used))


def match_heading(written: str, known: Mapping[str, Named]) -> Named | None:
    """The indicator, segment or programme that goes by an id or by a label in either language; letter case aside."""
    wanted = fold(written.strip())
    wanted = _ALSO.get(wanted, wanted)
    return next((one for one in known.values() if wanted in map(fold, (one.id, one.name.id, one.name.en))), None)


def match_ids(values: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, str]:
    """`values` with an indicator, segment or programme by its id, where another name of it is written."""
    found = {
        "indicator": match_heading(values.get("indicator", ""), vocabulary.indicators),
        "segment": match_heading(values.get("segment", ""), vocabulary.segments),
        "programme": match_heading(values.get("programme", ""), vocabulary.programmes),
    }
    return {**values, **{key: one.id for key, one in found.items() if one is not None}}


def make_figures(
    sheet: Sheet, columns: ColumnMap, common: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[NewFigure | str]:
    """The figures of the rows, filled up with what is `common` to all; a sentence for each row without a number."""
    for row in sheet.rows:
        origin = f"{sheet.name}:{row.number}"
        said = {key: row.cells[title] for key, title in columns.keys.items() if _has(row, title)}
        values = {**common, **{key: cell.text for key, cell in said.items() if key not in _NUMBER}}
        source = values.pop("source", "")
        if columns.indicators:
            numbers = [
                {**values, "indicator": indicator, **_number(row.cells[title])}
                for indicator, title in columns.indicators.items()
                if _has(row, title)
            ]
        else:
            numbers = [{**values, **_number(said[key], key)} for key in _NUMBER if key in said][:1]
        if not numbers:
            yield f"{origin}: no number; left out"
        for each in numbers:
            yield NewFigure(source, match_ids(each, vocabulary), origin)


def _has(row: Row, title: str) -> bool:
    return title in row.cells and row.cells[title].text.casefold() not in _MISSING


def _number(cell: SheetCell, key: str = "printed") -> dict[str, str]:
    return {"value" if cell.is_number else key: cell.text}


def _check_chosen(sheet: Sheet, chosen: Mapping[str, str], vocabulary: Vocabulary) -> None:
    guesser = Guesser()
    for key, title in chosen.items():
        if key not in KEYS and key not in vocabulary.indicators:
            hint = guesser.meant(key, [*KEYS, *vocabulary.indicators])
            raise BpjsError(f"--map: {quoted(key)} is no key of a figure and no indicator{hint}")
        if title not in sheet.titles:
            hint = guesser.meant(title, [t for t in sheet.titles if t])
            raise BpjsError(f"--map: {sheet.name} has no column {quoted(title)}{hint}")


def _key_of(title: str) -> str | None:
    """The figure key that a title means: its own name, or a word for it in either language."""
    words = _words(title)
    whole = "_".join(words)
    if whole in KEYS:
        return whole
    found = {SYNONYMS.get(word, word) for word in words} - {"name"}
    return found.pop() if len(found) == 1 and found <= set(KEYS) else None


def _indicator_of(title: str, vocabulary: Vocabulary) -> str | None:
    """The indicator whose id or label a title is, or the only one whose label it begins."""
    words = _telling(title)
    if not words:
        return None
    also = _ALSO.get(" ".join(words))
    if also in vocabulary.indicators:
        return also
    begun = []
    for indicator in vocabulary.indicators.values():
        labels = [_telling(label) for label in (indicator.id, indicator.name.id, indicator.name.en)]
        if words in labels:
            return indicator.id
        if any(label[: len(words)] == words for label in labels):
            begun.append(indicator.id)
    return begun[0] if len(begun) == 1 else None


def _telling(title: str) -> list[str]:
    """The words that tell one indicator from another."""
    return [word for word in _words(title) if word not in _OF_ANY]


def _words(title: str) -> list[str]:
    return _WORD.findall(fold(_UNIT.sub(" ", title)))
