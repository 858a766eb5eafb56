"""Where in the files of a fact base something new belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bpjscli.errors import BpjsError, quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics
from bpjscli.load.include import gather_files
from bpjscli.load.names import Periods
from bpjscli.load.raw import Values
from bpjscli.load.raw_tables import normalise_id
from bpjscli.load.reader import TomlFile
from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, resolve_area
from bpjscli.model.facts import Area
from bpjscli.model.period import parse_period


def holder_of(documents: Sequence[TomlFile], new: Values | None, sources: Sequence[str]) -> TomlFile:
    """The one file that holds `sources`, and is to hold the `new` one.

    Raises `BpjsError` where a source is unknown, where the new one is not new, and where there would be several files.
    """
    of = {id_: document for document in documents for id_ in ids_in(document)}
    new_id = None if new is None else new["id"]
    if new_id in of:
        raise BpjsError(_("there is a source {new_id} already; choose another id", new_id=quoted(new_id or "")))
    wanted = [id_ for id_ in dict.fromkeys(sources) if id_ != new_id]
    for id_ in wanted:
        if id_ not in of:
            raise unknown_source(id_, list(of))
    holders = [of[id_] for id_ in wanted] + ([_for_sources(documents)] if new is not None else [])
    names = list(dict.fromkeys(document.display for document in holders))
    if len(names) > 1:
        raise BpjsError(
            _(
                "the figures belong to sources in several files, {names}; add them one file at a time",
                names=" and ".join(names),
            )
        )
    return holders[0]


def position_of(document: TomlFile, published: str | None) -> int | None:
    """Where a new source keeps the order of publication; `None`, at the end, where there is none to keep."""
    periods = Periods()
    keys = [periods.find(table.get("published")) for table in _sources(document)]
    known = [period.sort_key for period in keys if period is not None]
    if published is None or len(known) < len(keys) or known != sorted(known):
        return None
    try:
        own = parse_period(published).sort_key
    except ValueError:
        return None  # loading the result says what is wrong with it
    return next((place for place, key in enumerate(known) if key > own), None)


def ids_in(document: TomlFile) -> list[str]:
    """The ids of the sources of a file, in its order and in their normal form."""
    return [normalise_id(str(table.get("id", ""))) or "" for table in _sources(document)]


def defaults_in(path: Path, source: str, areas: Mapping[str, Area]) -> Values:
    """The defaults of a source of the base at `path`, as plain text, the area by its id; none for an unknown one."""
    for document in gather_files(path, Diagnostics()):
        if source in ids_in(document):
            return defaults_of(document, ids_in(document).index(source), areas)
    return {}


def defaults_of(document: TomlFile, order: int, areas: Mapping[str, Area]) -> Values:
    """The defaults of source number `order` of a file, as plain text, the area by its id."""
    defaults = {key: str(value) for key, value in _sources(document)[order].get("defaults", {}).items()}
    return defaults | ({"area": area_id(defaults["area"], areas)} if "area" in defaults else {})


def count_of(document: TomlFile, order: int) -> int:
    """How many figures source number `order` of a file has."""
    return len(_sources(document)[order].get("figures", ()))


def _sources(document: TomlFile) -> Sequence[dict[str, Any]]:
    """The sources of a file; loading says what is wrong where they are none."""
    tables = document.table.get("source", ())
    return [table if isinstance(table, dict) else {} for table in tables] if isinstance(tables, list) else ()


def area_id(name: str, areas: Mapping[str, Area]) -> str:
    """The id of the area that `name` means, or the name itself: loading the result says what is wrong with it."""
    try:
        return resolve_area(name, areas).id
    except (UnknownAreaError, AmbiguousAreaError):
        return name


def _for_sources(documents: Sequence[TomlFile]) -> TomlFile:
    """The file for a new source: the first one, unless it leaves its sources to files it includes."""
    with_sources = [document for document in documents if ids_in(document)]
    return documents[0] if not with_sources or documents[0] in with_sources else with_sources[-1]


def unknown_source(id_: str, known: Sequence[str]) -> BpjsError:
    """The error that says so, with the nearest ids."""
    from difflib import get_close_matches

    near = [quoted(name) for name in get_close_matches(id_, known, 3, 0.5)]
    meant = f"did you mean {' or '.join(near)}? If it is new, enter it" if near else "enter it"
    return BpjsError(_("there is no source {id}; {meant} first, with bpjs add-source", id=quoted(id_), meant=meant))
