"""What a table would repeat in every row is said once: columns without any number, and one source of all numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from bpjscli.i18n import Lang, translator
from bpjscli.report.document import Block, Cell, Note, Paragraph, Table

Row = tuple[Cell, ...]

MOST_REASONS = 2  # that are told; the data has all


def tidied(blocks: Iterable[Block], lang: Lang, notes: Mapping[str, Note]) -> Iterator[Block]:
    """`blocks`, with each table's empty columns kept from people and named below it, and fewer references.

    What machines get stays the same: the columns and the data of all cells. `notes` are those of the document by id.
    """
    _ = translator(lang)
    named: tuple[str, ...] = ()
    for block in blocks:
        if not isinstance(block, Table) or not block.rows or block.style != "rows":
            named = block.notes if isinstance(block, Paragraph) else named
            yield block
            continue
        block, remarks = (block, []) if block.told else _without_empty(block, lang, notes)
        block, reasons = (block, []) if block.told else _with_reasons_once(block, lang, notes)
        block, source = _with_source_once(block, notes)
        yield block
        yield from (*remarks, *reasons)
        if source and source not in named and not block.told:
            text = _("Source: {source}.").format(source=notes[source].short)
            yield Paragraph(text, "small", (source,), short=_("Source:"))


def _without_empty(table: Table, lang: Lang, notes: Mapping[str, Note]) -> tuple[Table, list[Paragraph]]:
    """`table` without its shown columns of quantities that are all dashes with a reason, and what names these."""
    cells = list(zip(*table.rows, strict=True))
    empty = [
        place
        for place, column in enumerate(table.columns)
        if column.shown
        and column.kind == "quantity"
        and all(cell.data is None for cell in cells[place])
        and any(cell.notes for cell in cells[place])
    ]
    left = [c for place, c in enumerate(table.columns) if c.shown and c.kind == "quantity" and place not in empty]
    if not empty or not left:
        return table, []
    columns = tuple(replace(c, shown=c.shown and place not in empty) for place, c in enumerate(table.columns))
    titles = ", ".join(table.columns[place].title for place in empty)
    reasons = list(dict.fromkeys(note for place in empty for cell in cells[place] for note in cell.notes))
    _ = translator(lang)
    text = first = _("No number here: {columns}.").format(columns=titles)
    if 0 < len(reasons) <= MOST_REASONS:
        text = " ".join([text, *(f"{notes[reason].text}." for reason in reasons)])
    short = text if len(reasons) == 1 else first
    return replace(table, columns=columns), [Paragraph(text, "small", short=short)]


def _with_reasons_once(table: Table, lang: Lang, notes: Mapping[str, Note]) -> tuple[Table, list[Paragraph]]:
    """`table` whose dashes do not refer to reasons that several rows have, and these in a sentence each.

    Of dashes of one row with the same reason only the first refers to it.
    """
    shown = [place for place, c in enumerate(table.columns) if c.shown and c.kind == "quantity"]
    where: dict[str, dict[int, list[int]]] = {}
    for at, row in enumerate(table.rows):
        for place in shown:
            if (cell := row[place]).data is None and len(cell.notes) == 1 and not notes[cell.notes[0]].short:
                where.setdefault(cell.notes[0], {}).setdefault(at, []).append(place)
    often = {note: sorted({p for places in found.values() for p in places}) for note, found in where.items()}
    often = {note: places for note, places in often.items() if len(where[note]) > 1}
    silent = {
        (at, place)
        for note, found in where.items()
        for at, places in found.items()
        for place in (places if note in often else places[1:])
    }
    if not silent:
        return table, []
    rows = tuple(
        tuple(replace(cell, told=True) if (at, place) in silent else cell for place, cell in enumerate(row))
        for at, row in enumerate(table.rows)
    )
    _ = translator(lang)
    text = _("No number for {columns}: {reason}.")
    told = " ".join(
        text.format(
            columns=", ".join(_lower(table.columns[place].title) for place in places), reason=_lower(notes[note].text)
        )
        for note, places in often.items()
    )
    return replace(table, rows=rows), [Paragraph(told, "small", short=told, told=True)] if told else []


def _lower(text: str) -> str:
    """`text` without a capital at its beginning, unless it begins with a name of capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _with_source_once(table: Table, notes: Mapping[str, Note]) -> tuple[Table, str]:
    """`table` without references to the one source of all its numbers, and that source.

    Where there are several, that of all numbers of a row is taken to the name of the row.
    """
    shown = [place for place, column in enumerate(table.columns) if column.shown]
    numbers = [place for place in shown if table.columns[place].kind == "quantity"]
    cited = [sources for row in table.rows if (sources := _sources(row, numbers, notes))]
    shared = [note for note in cited[0] if all(note in sources for sources in cited)] if len(cited) > 1 else []
    if len(shared) == 1 and all(_rests_on(row, numbers, shared[0], notes) for row in table.rows):
        return replace(table, rows=tuple(_without(row, numbers, set(shared)) for row in table.rows)), shared[0]
    name = next((place for place in shown if table.columns[place].kind != "quantity"), None)
    if name is None or (numbers and name > numbers[0]):
        return table, ""
    return replace(table, rows=tuple(_row(row, name, numbers, notes) for row in table.rows)), ""


def _rests_on(row: Row, numbers: Sequence[int], source: str, notes: Mapping[str, Note]) -> bool:
    """Whether every number of a row that names sources names this one."""
    cited = [[note for note in row[place].notes if notes[note].short] for place in numbers]
    return all(source in sources for sources in cited if sources)


def _sources(row: Row, numbers: Sequence[int], notes: Mapping[str, Note]) -> list[str]:
    """The sources that the numbers of a row name, in order, each once."""
    return list(dict.fromkeys(note for place in numbers for note in row[place].notes if notes[note].short))


def _row(row: Row, name: int, numbers: Sequence[int], notes: Mapping[str, Note]) -> Row:
    """`row` with the sources that all of its numbers share beside its name, where there are several numbers."""
    known = [{note for note in row[place].notes if notes[note].short} for place in numbers if row[place].data]
    shared = set.intersection(*known) if len(known) > 1 else set()
    if not shared:
        return row
    found = [note for note in _sources(row, numbers, notes) if note in shared]
    cells = list(_without(row, numbers, shared))
    cells[name] = replace(cells[name], notes=(*cells[name].notes, *found))
    return tuple(cells)


def _without(row: Row, numbers: Sequence[int], sources: set[str]) -> Row:
    """`row` whose numbers do not refer to `sources`."""
    return tuple(
        replace(cell, notes=tuple(note for note in cell.notes if note not in sources)) if place in numbers else cell
        for place, cell in enumerate(row)
    )
