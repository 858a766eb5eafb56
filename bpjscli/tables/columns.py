"""Which column of a table holds what, and the figures that its rows make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from bpjscli.errors import BpjsError, quoted
from bpjscli.load.diagnostics import SYNONYMS, Guesser, fold
from bpjscli.load.raw import NewFigure, RawFigure
from bpjscli.model.facts import Indicator, Term, Vocabulary
from bpjscli.tables.headings import ALSO, RAISED, Heading, HeadingReader, bracketed
from bpjscli.tables.numbers import CellError, state_number
from bpjscli.tables.sheet import Row, Sheet

Named = TypeVar("Named", Indicator, Term)

KEYS: Final = ("source", *RawFigure.__struct_fields__)
_NUMBER: Final = ("printed", "value")
_MISSING: Final = frozenset({"", "-", "–", "—", "…", "...", "n/a", "na", "n.a.", "tidak ada", "null"})
_ROW_NUMBERS: Final = frozenset({"no", "nr", "nomor", "number", "urut"})
_OWN: Final = frozenset({"id", "printed", "read", "low", "high", "loose_low", "loose_high"})
_UNIT = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_HOLDS_NUMBER = re.compile(r"\W*(?:rp\W*)?\d", re.IGNORECASE)


class NumberColumn(NamedTuple):
    """A column of numbers: its title, what that says, and whether text in it is `printed` or a `value`."""

    title: str
    heading: Heading
    key: str = "printed"


class ColumnMap(NamedTuple):
    """Column titles by figure key, and the columns of numbers; `unused` are the other titles."""

    keys: Mapping[str, str]
    numbers: tuple[NumberColumn, ...]
    unused: tuple[str, ...]

    @property
    def indicators(self) -> dict[str, str]:
        """Titles by the indicator that they name."""
        return {one.heading.indicator: one.title for one in self.numbers if one.heading.indicator is not None}


class RowError(NamedTuple):
    """A row that cannot be entered, and why."""

    message: str


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


def map_columns(
    sheet: Sheet,
    chosen: Mapping[str, str],
    vocabulary: Vocabulary,
    common: Mapping[str, str] | None = None,
    ignored: Sequence[str] = (),
) -> ColumnMap:
    """The columns that `chosen` names, and for the rest those whose titles say in either language what they hold.

    `common` are keys that hold for all rows, `ignored` the titles that may be left out; "all" stands for any of them.
    Raises `BpjsError` for a key or column that there is not, for two columns that may be the same, and for a column
    with numbers that would be left out.
    """
    _check_chosen(sheet, chosen, vocabulary)
    _check_ignored(sheet, ignored)
    taken = {*chosen.values(), *ignored}
    rest = [title for title in sheet.titles if title and title not in taken]
    keys = _keys(chosen, rest)
    reader = HeadingReader(vocabulary)
    numbers, refused = _key_columns(keys, reader, chosen)
    if not numbers:
        known = "indicator" in keys or "indicator" in (common or {})
        numbers, refused = _indicator_columns(chosen, [t for t in rest if t not in keys.values()], reader, known)
    elif any(key not in KEYS for key in chosen):
        raise BpjsError("--map: either printed or value, or columns by indicator; not both")
    used = {*keys.values(), *(one.title for one in numbers)}
    unused = tuple(title for title in sheet.titles if title and title not in used)
    _check_units(numbers, vocabulary, refused)
    if not numbers:
        titles = ", ".join(_with_reason(title, refused) for title in sheet.titles if title)
        raise BpjsError(f"which column of {sheet.name} has the numbers? say with --map printed=… ({titles})")
    _check_numbers_left_out(sheet, unused, ignored, refused)
    _check_twins(numbers, keys)
    return ColumnMap(keys, tuple(numbers), unused)


def _keys(chosen: Mapping[str, str], rest: Sequence[str]) -> dict[str, str]:
    keys = {key: title for key, title in chosen.items() if key in KEYS}
    guessed = {title: key for title in rest if (key := _key_of(title)) is not None and key not in keys}
    for title, key in guessed.items():
        if keys.setdefault(key, title) != title:
            pair = f"{quoted(keys[key])} and {quoted(title)}"
            raise BpjsError(f"the columns {pair} may both be the {key}; say which with --map {key}=…")
    both = [keys[key] for key in _NUMBER if key in keys]
    if len(both) > 1 and not {*both} <= {*chosen.values()} and [*map(fold, both)] != [*_NUMBER]:
        raise BpjsError(f"the columns {quoted(both[0])} and {quoted(both[1])} may both have the numbers; "
                        "say which with --map printed=… and leave the other out with --ignore-columns")  # fmt: skip
    return keys


def _key_columns(
    keys: Mapping[str, str], reader: HeadingReader, chosen: Mapping[str, str]
) -> tuple[list[NumberColumn], dict[str, str]]:
    """The columns `printed` and `value`, with what their titles say in brackets, or anywhere where they are chosen."""
    numbers, refused = [], {}
    for key in _NUMBER:
        if key in keys:
            title = keys[key]
            heading = reader.read(title if key in chosen else bracketed(title))
            if heading.strange and key not in chosen:
                refused[title] = _not_understood(heading)
            numbers.append(NumberColumn(title, heading._replace(indicator=None) if key in chosen else heading, key))
    return numbers, refused


def _indicator_columns(
    chosen: Mapping[str, str], rest: Sequence[str], reader: HeadingReader, known: bool
) -> tuple[list[NumberColumn], dict[str, str]]:
    """The columns by indicator, or by segment, programme or period of an indicator that is `known`; why not others."""
    numbers = [
        NumberColumn(title, reader.read(title)._replace(indicator=key, strange=()))
        for key, title in chosen.items()
        if key not in KEYS
    ]
    refused = {}
    for title in rest:
        heading = reader.read(title)
        if heading.strange:
            if heading.indicator is not None or heading.parts:
                refused[title] = _not_understood(heading)
        elif heading.indicator is not None or (known and heading.parts):
            numbers.append(NumberColumn(title, heading))
        elif heading.parts:
            refused[title] = "no indicator; say it with --indicator"
    return numbers, refused


def _not_understood(heading: Heading) -> str:
    return f"{', '.join(map(quoted, heading.strange))} is not understood"


def _check_ignored(sheet: Sheet, ignored: Sequence[str]) -> None:
    for title in ignored:
        if title not in sheet.titles and title != "all":
            hint = Guesser().meant(title, [t for t in sheet.titles if t])
            raise BpjsError(f"--ignore-columns: {sheet.name} has no column {quoted(title)}{hint}")


def _check_units(numbers: Sequence[NumberColumn], vocabulary: Vocabulary, refused: dict[str, str]) -> None:
    """Raise `BpjsError` for columns of numbers whose titles contradict their indicator or are not understood."""
    said = [f"{quoted(one.title)}: {refused[one.title]}" for one in numbers if one.title in refused]
    for one in numbers:
        indicator = vocabulary.indicators.get(one.heading.indicator or "")
        clash = None if indicator is None else unit_clash(one.heading, indicator)
        if clash is not None:
            said.append(f"{quoted(one.title)}: {clash}")
    if said:
        raise BpjsError("\n".join([*said, "rename the column, or leave it out with --ignore-columns"]))


def _check_numbers_left_out(
    sheet: Sheet, unused: Sequence[str], ignored: Sequence[str], refused: Mapping[str, str]
) -> None:
    """Raise `BpjsError` where columns that nobody asked to leave out hold numbers."""
    if "all" in ignored:
        return
    own = sheet.titles if _OWN.issubset(sheet.titles) else ()
    left = [
        title
        for title in unused
        if title not in ignored and title not in own and _holds_numbers(sheet, title) and not _counts_rows(sheet, title)
    ]
    if left:
        named = [_with_reason(title, refused) for title in left]
        raise BpjsError(f"{sheet.name}: these columns hold numbers and would not be used: {', '.join(named)}; say with "
                        f"--map what they are, or leave them out with --ignore-columns {quoted(left[0])}")  # fmt: skip


def _with_reason(title: str, refused: Mapping[str, str]) -> str:
    return f"{quoted(title)}: {refused[title]}" if title in refused else quoted(title)


def _holds_numbers(sheet: Sheet, title: str) -> bool:
    cells = (row.cells[title] for row in sheet.rows if title in row.cells)
    return any(cell.is_number or _HOLDS_NUMBER.match(cell.text) for cell in cells)


def _counts_rows(sheet: Sheet, title: str) -> bool:
    """Whether a column only numbers the rows."""
    cells = [row.cells[title].text.rstrip(".") for row in sheet.rows if _has(row, title)]
    return {*_words(title)} <= _ROW_NUMBERS and cells == [str(number) for number in range(1, len(cells) + 1)]


def _check_twins(numbers: Sequence[NumberColumn], keys: Mapping[str, str]) -> None:
    """Raise `BpjsError` where two columns would be the same figure."""
    if any(key in keys for key in _NUMBER):
        return
    seen: dict[tuple[str | None, ...], str] = {}
    for one in numbers:
        its = (one.heading.indicator, one.heading.segment, one.heading.programme, one.heading.period)
        if seen.setdefault(its, one.title) != one.title:
            raise BpjsError(
                f"the columns {quoted(seen[its])} and {quoted(one.title)} may both be {its[0] or 'the same figure'}; "
                "say in each heading which segment, programme or period it is, or leave one out with --ignore-columns"
            )


def match_heading(written: str, known: Mapping[str, Named]) -> Named | None:
    """The indicator, segment or programme that goes by an id or by a label in either language; letter case aside."""
    wanted = fold(written.strip())
    wanted = ALSO.get(wanted, wanted)
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
) -> Iterator[NewFigure | RowError | str]:
    """The figures of the rows, filled up with what is `common` to all; a sentence for each row without a number."""
    by_key = {one.key for one in columns.numbers} == {*_NUMBER}
    names = {key: title for key, title in columns.keys.items() if key not in _NUMBER}
    for row in sheet.rows:
        origin = f"{sheet.name}:{row.number}"
        said = {key: row.cells[title].text for key, title in names.items() if _has(row, title)}
        there = [column for column in columns.numbers if _has(row, column.title)]
        if not there:
            yield f"{origin}: no number; left out"
        for column in there[:1] if by_key else there:
            try:
                values = _figure(row, column, {**common, **said}, match_ids(said, vocabulary), vocabulary)
            except CellError as error:
                yield RowError(f"{origin}: error: {quoted(column.title)}: {error}")
                continue
            yield NewFigure(values.pop("source", ""), values, origin)


def _figure(
    row: Row, column: NumberColumn, values: Mapping[str, str], said: Mapping[str, str], vocabulary: Vocabulary
) -> dict[str, str]:
    """The keys of a figure. Raises `CellError` where the heading, the row and the cell disagree."""
    heading = column.heading
    parts = heading.parts if heading.indicator is None else {**heading.parts, "indicator": heading.indicator}
    for key, part in parts.items():
        if said.get(key, part) != part:
            raise CellError(f"the heading says {key} {part}, and the row says {quoted(said[key])}")
    found = match_ids({**values, **parts}, vocabulary)
    indicator = vocabulary.indicators.get(found.get("indicator", ""))
    clash = None if indicator is None else unit_clash(heading, indicator)
    if clash is not None:
        raise CellError(clash)
    number = state_number(row.cells[column.title], column.key, heading, column.title, indicator)
    return {**found, **number}


def unit_clash(heading: Heading, indicator: Indicator) -> str | None:
    """What the unit or scale of a heading has against an indicator; `None` where they agree."""
    unit = heading.unit
    if unit == "points":
        unit = "percent" if indicator.points else "percentage points"
    if unit is not None and unit != indicator.unit:
        return f"the heading says {unit}, and {indicator.id} is in {indicator.unit}"
    if heading.scale is not None and indicator.unit == "percent":
        return f"the heading says thousands or millions, and {indicator.id} is in percent"
    return None


def _has(row: Row, title: str) -> bool:
    return title in row.cells and row.cells[title].text.casefold() not in _MISSING


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


def _words(title: str) -> list[str]:
    return _WORD.findall(fold(_UNIT.sub(" ", RAISED.sub(" ", title))))
