"""The figures of tables that a command needs, so that a question about one area does not pay for all others."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bpjscli.i18n import say as _
from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, parts_of, resolve_area
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import FactBase
from bpjscli.output import complain

if TYPE_CHECKING:
    from bpjscli.tables.entering import Near
    from bpjscli.tables.store import TableStore

MOST = 200_000
"""Figures of tables that a command about one area takes in; of more, the latest."""


def open_store(base: FactBase, near: Near | None = None) -> TableStore:
    """The tables of a base, read; where they are large, of `near` areas only.

    Raises `InvalidBaseError` for what is wrong in the rows that are read.
    """
    from bpjscli.measures.answers import read_identities
    from bpjscli.progress import PROGRESS
    from bpjscli.solver.plan import Planner
    from bpjscli.tables.store import TableStore

    PROGRESS.working_on("bpjs: reading the tables ...")
    return TableStore(base, Planner(base.vocabulary, read_identities(base)).quotients, near)


def with_figures(base: FactBase, area: str | None, *, every: bool = False) -> FactBase:
    """The base with the figures of its tables about an area, its parts, what it lies in, and the parts of that.

    Without an area, those of provinces and larger areas, and of regencies whose province is in no table; all of them
    where they are few, or where `every` one is asked for.
    """
    store = open_store(base, None if every else lambda known: _near(base, area, known))
    if every or store.whole:
        return store.base_with("true")
    near, first = store.base_about(_near(base, area, store.numbering.areas), MOST)
    if first is not None:
        hint = _("another area") if area is not None else _("an area")
        complain(
            _(
                "of the tables, only what ends on {first} or later is used; --area with {hint} sees more",
                first=first,
                hint=hint,
            )
        )
    return near


def with_most_figures(store: TableStore) -> FactBase:
    """The base with all figures of its tables; where they are too many, with the latest."""
    if store.count() <= MOST:
        return store.base_with("true")
    whole, first = store.base_about(set(store.numbering.areas), MOST)
    if first is not None:
        complain(_("of the tables, only what ends on {first} or later is used", first=first))
    return whole


def _near(base: FactBase, name: str | None, known: Collection[str]) -> set[str]:
    if name is None:
        large = {area.id for area in base.areas.values() if area.level not in ("regency", "city")}
        return large.union(id_ for id_ in known if base.areas[id_].parent not in known)
    try:
        area = resolve_area(name, base.areas).id
    except (UnknownAreaError, AmbiguousAreaError):
        return set()  # the command says what is wrong with the name
    above = Boundaries(base.areas).over([area])
    areas = {area, *above}
    for one in (area, *above):
        areas.update(part.id for part in parts_of(one, base.areas))
    groups = [one for one in areas if base.areas[one].level == "group"]
    return areas.union(part.id for group in groups for part in parts_of(group, base.areas))
