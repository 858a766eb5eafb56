"""The map of tiles: where each province stands on it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from bpjscli.facts.shipped import data_file


class Tile(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """The place of an area on the map: column and row from 0, from the west and from the north."""

    area: str
    short: str
    column: int
    row: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    tile: tuple[Tile, ...]


@lru_cache(maxsize=1)
def tiles() -> tuple[Tile, ...]:
    """The tiles of the shipped map, in the order of its file."""
    import tomli

    text = data_file("tiles.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomli.loads(text), _File).tile
