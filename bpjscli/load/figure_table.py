"""Turns a `[[table]]` block into how its files are read; what stands in the files is for `tables` to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import list_words
from bpjscli.load.include import display_path, find_data_files
from bpjscli.load.names import Lookups
from bpjscli.load.raw import RawColumn, RawDefaults, RawFigureTable
from bpjscli.load.raw_tables import TableLocation, raw_table
from bpjscli.load.sources import SourceIds, read_defaults
from bpjscli.model.facts import FigureTable

PARTS: Final = ("area", "period", "indicator", "segment", "programme", "base", "value", "printed", "low", "high")
"""What a column may hold, beside an indicator."""
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_TABLE: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){0,2}\Z")
ENDINGS: Final = (".csv", ".tsv", ".parquet", ".xlsx")


def split_column(name: str) -> tuple[str | None, str | None, str]:
    """What a column of numbers is about, by its name in a block: indicator, part, and value, printed, low or high.

    Of a long table the indicator is none; of a wide one "claims/jht.low" is an indicator, its part, and one end.
    """
    if name in ("value", "printed", "low", "high"):
        return None, None, name
    about, dot, end = name.partition(".")
    indicator, _, part = about.partition("/")
    return indicator, part or None, end if dot else "value"


def read_figure_table(
    table: object, spot: TableLocation, folder: Path, lookups: Lookups, sources: SourceIds
) -> FigureTable | None:
    """The table, or `None` where anything is wrong with the block, which is reported."""
    raw, bad = raw_table(table, RawFigureTable, spot)
    query = _query(raw, spot)
    files = _files(raw, bad, spot, folder) if raw.connection is None else []
    columns_hold = _check_columns(raw, bad, spot, lookups)
    source_known = _check_source(raw, bad, spot, sources)
    defaults = raw.defaults or RawDefaults()
    looked_up = read_defaults(defaults, frozenset(), spot.at("defaults"), lookups)
    if bad or not ((files or query) and columns_hold and source_known) or looked_up.faulty:
        return None
    return FigureTable(
        source=raw.source if isinstance(raw.source, str) else None,
        source_column=raw.source.column if isinstance(raw.source, RawColumn) else None,
        files=tuple((str(file), display_path(file)) for file in files),
        columns=raw.columns or {},
        place=spot.document.place(spot.trail),
        sheet=raw.sheet,
        connection=raw.connection,
        query=query,
        rename=raw.rename or {},
        digits=raw.digits or {},
        row=raw.row or (),
        defaults={
            "area": looked_up.area,
            "period": None if looked_up.period is None else looked_up.period.text,
            "indicator": defaults.indicator,
            "segment": defaults.segment,
            "programme": defaults.programme,
            "base": looked_up.base,
        },
    )


def _query(raw: RawFigureTable, spot: TableLocation) -> str:
    """What is read from a database; "" where nothing is, or where that is wrong, which is reported."""
    if raw.connection is None:
        if raw.query is not None or raw.table is not None:
            spot.report("F165", _("query and table are for a database; name one with connection, or leave them out"))
        return ""
    if raw.file is not None:
        spot.report("F165", _("the table has a file and a connection; it is either of them"), "connection")
    elif not _VARIABLE.match(raw.connection):
        said = _(
            "connection is not the name of an environment variable, such as BPJS_DB; put the address of the database "
            "there, never in the fact base"
        )
        spot.report("F165", said, "connection")
    elif (raw.query is None) == (raw.table is None):
        spot.report("F165", _("a connection needs a query or a table, and only one of them"), "connection")
    elif raw.query is not None:
        wrong = check_query(raw.query)
        if wrong is None:
            return raw.query.strip().rstrip(";")
        spot.report("F165", wrong, "query")
    elif not _TABLE.match(raw.table or ""):
        spot.report(
            "F165", _("{table} is no name of a table; write a query for it", table=quoted(raw.table or "")), "table"
        )
    else:
        return f"SELECT * FROM {raw.table}"  # noqa: S608  # a name and nothing else, as was just seen
    return ""


def check_query(query: str) -> str | None:
    """What is wrong with a query at first sight: it has to be one that reads. `None` where nothing is."""
    words = query.split(None, 1)
    if not words or words[0].lower() not in ("select", "with", "values", "table"):
        return _("the query does not begin with SELECT or WITH; a table is only read")
    if ";" in query.strip().rstrip(";"):
        return _("the query has several statements; write one")
    return None


def _files(raw: RawFigureTable, bad: frozenset[str], spot: TableLocation, folder: Path) -> list[Path]:
    if raw.file is None:
        if "file" not in bad:
            spot.report("F111", _('the table has no file; write file = "2026/*.csv", or connection for a database'))
        return []
    try:
        files = find_data_files(raw.file, folder)
    except OSError as error:
        spot.report(
            "F165", _("{file} cannot be followed: {reason}", file=quoted(raw.file), reason=error.strerror), "file"
        )
        return []
    if not files:
        spot.report("F165", _("{file} matches no file in the fact base's folder", file=quoted(raw.file)), "file")
    for file in files:
        if file.suffix.lower() not in ENDINGS:
            said = _(
                "{name} is no table that bpjs reads; its name must end in {endings}",
                name=quoted(file.name),
                endings=list_words(ENDINGS),
            )
            spot.report("F165", said, "file")
            return []
    return files


def _check_source(raw: RawFigureTable, bad: frozenset[str], spot: TableLocation, sources: SourceIds) -> bool:
    if raw.source is None:
        if "source" not in bad:
            spot.report("F111", _("the table has no source; write the id of a [[source]]"))
        return False
    if isinstance(raw.source, str) and raw.source not in sources:
        spot.report(
            "F107",
            _("source names {source}, which does not exist; write the id of one", source=quoted(raw.source)),
            "source",
        )
        return False
    return True


def _check_columns(raw: RawFigureTable, bad: frozenset[str], spot: TableLocation, lookups: Lookups) -> bool:
    if not raw.columns:
        if "columns" not in bad:
            spot.report(
                "F111", _('the table has no columns; write columns = {{ area = "kode", coverage = "cakupan" }}')
            )
        return False
    messages = list(_column_errors(raw, lookups))
    for message in messages:
        spot.report("F165", message, "columns")
    return not messages


def _column_errors(raw: RawFigureTable, lookups: Lookups) -> Iterator[str]:
    columns = raw.columns or {}
    defaults = raw.defaults or RawDefaults()
    wide = [name for name in columns if name not in PARTS]
    for name in wide:
        indicator, part, end = split_column(name)
        if end not in ("value", "low", "high"):
            yield _("columns has {name}; after a point stands low or high, the ends of an interval", name=quoted(name))
        elif indicator not in lookups.indicators:
            hint = lookups.guesser.meant(indicator or "", (*PARTS, *lookups.indicators))
            yield _(
                "columns has {name}, which is no part of a figure and no indicator{hint}", name=quoted(name), hint=hint
            )
        elif part and part not in lookups.segments and part not in lookups.programmes:
            hint = lookups.guesser.meant(part, (*lookups.segments, *lookups.programmes))
            yield _(
                "columns has {name}, and {part} is no segment and no programme{hint}",
                name=quoted(name),
                part=quoted(part),
                hint=hint,
            )
    for part in ("area", "period"):
        if part not in columns and getattr(defaults, part) is None:
            yield _("columns does not say which one holds the {part}; name it, or write it in defaults", part=part)
    yield from _missing_ends(columns)
    numbers = [name for name in ("value", "printed", "low", "high") if name in columns]
    if wide and (numbers or "indicator" in columns):
        yield _("columns names indicators and a column for indicators or values; a table is either wide or long")
    elif not wide and not numbers:
        yield _('columns names no number; write value = "column", or an indicator and its column')
    elif not wide and "indicator" not in columns and defaults.indicator is None:
        yield _("columns does not say which one holds the indicator; name it, or write it in defaults")


def _missing_ends(columns: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each column with one end of an interval that has none with the other end."""
    for name in columns:
        for end, other in (("low", "high"), ("high", "low")):
            pair = name.removesuffix(end) + other
            if (name == end or name.endswith(f".{end}")) and pair not in columns:
                yield _(
                    "columns has {name} and no {pair}; an interval needs both ends",
                    name=quoted(name),
                    pair=quoted(pair),
                )
