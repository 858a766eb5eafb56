"""Which column of a table holds what, and the figures that its rows make."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bpjscli.errors import BpjsError, quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import SYNONYMS, Guesser, fold
from bpjscli.load.labels import match_label
from bpjscli.load.raw import RawFigure
from bpjscli.model.facts import Indicator, Vocabulary
from bpjscli.tables.cells import letter_of
from bpjscli.tables.headings import DOUBTFUL, RAISED, Heading, HeadingReader, bracketed
from bpjscli.tables.layout import Row, Sheet
from bpjscli.tables.own import is_own_figures

GIVEN: Final = "given"
"""The column in which `bpjs figures` writes the `value` of a figure that has one, with its digits."""
KEYS: Final = ("source", *RawFigure.__struct_fields__)
NUMBER_KEYS: Final = ("printed", "value")
_MISSING: Final = frozenset({"", "-", "–", "—", "…", "...", "n/a", "na", "n.a.", "tidak ada", "null"})
_ROW_NUMBERS: Final = frozenset({"no", "nr", "nomor", "number", "urut"})
_ROW_NUMBER = re.compile(r"\d{1,4}\Z|[a-z]\Z|[ivx]+\Z", re.IGNORECASE)
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


def parse_map(written: Sequence[str]) -> dict[str, str]:
    """`--map area=Provinsi,printed=Cakupan` as keys and titles; a title may have commas where it stands alone."""
    titles: dict[str, str] = {}
    for part in (part for entry in written for part in re.split(r",(?=\s*[\w-]+\s*=)", entry)):
        key, equals, title = part.partition("=")
        if not equals or not key.strip() or not title.strip():
            raise BpjsError(
                _("--map: {part} is not KEY=COLUMN; write for example --map area=Provinsi", part=quoted(part))
            )
        if titles.setdefault(key.strip(), title.strip()) != title.strip():
            raise BpjsError(_("--map: {key} is given two columns", key=quoted(key.strip())))
    return titles


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
    if is_own_figures(sheet.titles):
        return _own_columns(sheet)
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
        raise BpjsError(_("--map: either printed or value, or columns by indicator; not both"))
    used = {*keys.values(), *(one.title for one in numbers)}
    unused = tuple(title for title in sheet.titles if title and title not in used)
    _check_units(numbers, vocabulary, refused)
    if not numbers:
        titles = ", ".join(_with_reason(title, refused) for title in sheet.titles if title)
        raise BpjsError(
            _(
                "which column of {name} has the numbers? say with --map printed=… ({titles})",
                name=sheet.name,
                titles=titles,
            )
        )
    _check_left_out(sheet, unused, ignored, refused)
    _check_twins(numbers, keys)
    return ColumnMap(keys, tuple(numbers), unused)


def _own_columns(sheet: Sheet) -> ColumnMap:
    """The columns of a table that `bpjs figures` wrote: by their keys, whatever else it has for people."""
    keys = {title: title for title in sheet.titles if title in KEYS and title != "value"}
    numbers = [NumberColumn("printed", Heading())]
    if GIVEN in sheet.titles:
        numbers.insert(0, NumberColumn(GIVEN, Heading(), "value"))
    return ColumnMap(keys, tuple(numbers), tuple(title for title in sheet.titles if title not in {*keys, GIVEN}))


def _keys(chosen: Mapping[str, str], rest: Sequence[str]) -> dict[str, str]:
    keys = {key: title for key, title in chosen.items() if key in KEYS}
    guessed = {title: key for title in rest if (key := _key_of(title)) is not None and key not in keys}
    for title, key in guessed.items():
        if keys.setdefault(key, title) != title:
            pair = _("{keys} and {title}", keys=quoted(keys[key]), title=quoted(title))
            raise BpjsError(
                _(
                    "the columns {pair} may both be the {key}; say which with --map {key}=…",
                    pair=pair,
                    key=key,
                )
            )
    both = [keys[key] for key in NUMBER_KEYS if key in keys]
    if len(both) > 1 and not {*both} <= {*chosen.values()} and [*map(fold, both)] != [*NUMBER_KEYS]:
        said = _(
            "the columns {one} and {other} may both have the numbers; say which with --map"
            " printed=… and leave the other out with --ignore-columns",
            one=quoted(both[0]),
            other=quoted(both[1]),
        )
        raise BpjsError(said)
    return keys


def _key_columns(
    keys: Mapping[str, str], reader: HeadingReader, chosen: Mapping[str, str]
) -> tuple[list[NumberColumn], dict[str, str]]:
    """The columns `printed` and `value`, with what their titles say in brackets, or anywhere where they are chosen."""
    numbers, refused = [], {}
    for key in NUMBER_KEYS:
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
    headings = {title: reader.read(title) for title in rest}
    if any(one.indicator == "participants" for one in headings.values()):  # "workers" beside them are all workers
        headings |= {title: reader.read(title, "workforce") for title, one in headings.items() if one.strange}
    for title, heading in headings.items():
        if heading.strange:
            if heading.indicator is not None or heading.parts or DOUBTFUL.intersection(heading.strange):
                refused[title] = _not_understood(heading)
        elif heading.indicator is not None or (known and heading.parts):
            numbers.append(NumberColumn(title, heading))
        elif heading.parts:
            refused[title] = _("no indicator; say it with --indicator")
    return numbers, refused


def _not_understood(heading: Heading) -> str:
    if any(word in DOUBTFUL for word in heading.strange):
        return _("{words} may be the workforce or participants; say with --map which", words=quoted(heading.strange[0]))
    words = [quoted(word) for word in dict.fromkeys(heading.strange)]
    return (
        _("{words} is not understood", words=words[0])
        if len(words) == 1
        else _("{words} are not understood", words=", ".join(words))
    )


def _check_ignored(sheet: Sheet, ignored: Sequence[str]) -> None:
    for title in ignored:
        if title not in sheet.titles and title != "all":
            hint = Guesser().meant(title, [t for t in sheet.titles if t])
            raise BpjsError(
                _(
                    "--ignore-columns: {name} has no column {title}{hint}",
                    name=sheet.name,
                    title=quoted(title),
                    hint=hint,
                )
            )


def _check_units(numbers: Sequence[NumberColumn], vocabulary: Vocabulary, refused: dict[str, str]) -> None:
    """Raise `BpjsError` for columns of numbers whose titles contradict their indicator or are not understood."""
    said = [f"{quoted(one.title)}: {refused[one.title]}" for one in numbers if one.title in refused]
    for one in numbers:
        indicator = vocabulary.indicators.get(one.heading.indicator or "")
        clash = None if indicator is None else heading_clash(one.heading, indicator)
        if clash is not None:
            said.append(f"{quoted(one.title)}: {clash}")
    if said:
        raise BpjsError("\n".join([*said, _("rename the column, or leave it out with --ignore-columns")]))


def _check_left_out(sheet: Sheet, unused: Sequence[str], ignored: Sequence[str], refused: Mapping[str, str]) -> None:
    """Raise `BpjsError` where columns hold numbers, or have no heading, and nobody asked to leave them out."""
    if "all" in ignored:
        return
    left = [title for title in unused if title not in ignored and not _counts_rows(sheet, title)]
    nameless = [
        title for title in left if _is_nameless(sheet, title) and any(has_number(row, title) for row in sheet.rows)
    ]
    if nameless:
        letters = ", ".join(letter_of(sheet.titles.index(title) + 1) for title in nameless)
        raise BpjsError(
            _(
                "{name}:{number}: no heading stands over what column {letters} holds; give it one, or leave it"
                " out with --ignore-columns {column}",
                name=sheet.name,
                number=sheet.head.number,
                letters=letters,
                column=quoted(nameless[0]),
            )
        )
    numbers = [title for title in left if holds_numbers(sheet, title)]
    if numbers:
        named = [_with_reason(title, refused) for title in numbers]
        raise BpjsError(
            _(
                "{name}: these columns hold numbers and would not be used: {named}; say with --map what they"
                " are, or leave them out with --ignore-columns {column}",
                name=sheet.name,
                named=", ".join(named),
                column=quoted(numbers[0]),
            )
        )


def _is_nameless(sheet: Sheet, title: str) -> bool:
    return title == f"column {sheet.titles.index(title) + 1}"


def _with_reason(title: str, refused: Mapping[str, str]) -> str:
    return f"{quoted(title)}: {refused[title]}" if title in refused else quoted(title)


def holds_numbers(sheet: Sheet, title: str) -> bool:
    """Whether any cell of a column begins with a number."""
    cells = (row.cells[title] for row in sheet.rows if title in row.cells)
    return any(cell.is_number or _HOLDS_NUMBER.match(cell.text) for cell in cells)


def _counts_rows(sheet: Sheet, title: str) -> bool:
    """Whether a column only numbers the rows: by its heading, with nothing but small whole numbers and letters."""
    rows = [row for row in sheet.rows if sum(bool(cell.text) for cell in row.cells.values()) > 1]
    cells = (row.cells[title].text.rstrip(".") for row in rows if has_number(row, title))
    return {*_words(title)} <= _ROW_NUMBERS and all(_ROW_NUMBER.match(cell) for cell in cells)


def _check_twins(numbers: Sequence[NumberColumn], keys: Mapping[str, str]) -> None:
    """Raise `BpjsError` where two columns would be the same figure."""
    if any(key in keys for key in NUMBER_KEYS):
        return
    seen: dict[tuple[str | None, ...], str] = {}
    for one in numbers:
        its = (one.heading.indicator, one.heading.segment, one.heading.programme, one.heading.period)
        if seen.setdefault(its, one.title) != one.title:
            raise BpjsError(
                _(
                    "the columns {seen} and {title} may both be {its}; say in each heading which segment, programme"
                    " or period it is, or leave one out with --ignore-columns",
                    seen=quoted(seen[its]),
                    title=quoted(one.title),
                    its=its[0] or _("the same figure"),
                )
            )


def match_ids(values: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, str]:
    """`values` with an indicator, segment or programme by its id, where another name of it is written."""
    matches = {
        "indicator": match_label(values.get("indicator", ""), vocabulary.indicators),
        "segment": match_label(values.get("segment", ""), vocabulary.segments),
        "programme": match_label(values.get("programme", ""), vocabulary.programmes),
    }
    return {**values, **{key: one.id for key, one in matches.items() if one is not None}}


def heading_clash(heading: Heading, indicator: Indicator) -> str | None:
    """What the unit, the scale or the period of a heading has against an indicator; `None` where they agree."""
    if heading.until and indicator.kind == "flow":
        until = heading.period or ""
        written = f"{until[:4]}-01/{until[5:7] or 12}"
        return _(
            '"up to" {until} may be the months since January or all years, and {id} is counted over a time;'
            " write it out, such as {written}",
            until=until,
            id=indicator.id,
            written=written,
        )
    return unit_clash(heading, indicator)


def unit_clash(heading: Heading, indicator: Indicator) -> str | None:
    """What the unit or scale of a heading has against an indicator; `None` where they agree."""
    unit = heading.unit
    if unit == "points":
        unit = "percent" if indicator.points else "percentage points"
    if unit is not None and unit != indicator.unit:
        return _("the heading says {unit}, and {id} is in {own}", unit=unit, id=indicator.id, own=indicator.unit)
    if heading.scale is not None and indicator.unit == "percent":
        return _("the heading says thousands or millions, and {id} is in percent", id=indicator.id)
    return None


def has_number(row: Row, title: str) -> bool:
    """Whether a row has anything in a column that is not a mark for what nobody published."""
    return title in row.cells and row.cells[title].text.casefold() not in _MISSING


def _check_chosen(sheet: Sheet, chosen: Mapping[str, str], vocabulary: Vocabulary) -> None:
    guesser = Guesser()
    for key, title in chosen.items():
        if key not in KEYS and key not in vocabulary.indicators:
            hint = guesser.meant(key, [*KEYS, *vocabulary.indicators])
            raise BpjsError(_("--map: {key} is no key of a figure and no indicator{hint}", key=quoted(key), hint=hint))
        if title not in sheet.titles:
            hint = guesser.meant(title, [t for t in sheet.titles if t])
            raise BpjsError(
                _("--map: {name} has no column {title}{hint}", name=sheet.name, title=quoted(title), hint=hint)
            )


def _key_of(title: str) -> str | None:
    """The figure key that a title means: its own name, or a word for it in either language."""
    words = _words(title)
    whole = "_".join(words)
    if whole in KEYS:
        return whole
    keys = {SYNONYMS.get(word, word) for word in words} - {"name"}
    return keys.pop() if len(keys) == 1 and keys <= set(KEYS) else None


def _words(title: str) -> list[str]:
    return _WORD.findall(fold(_UNIT.sub(" ", RAISED.sub(" ", title))))
