"""The map of tiles: each province a square of the same size, roughly where it lies."""

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.

from functools import lru_cache

import msgspec

from bpjscli.facts.shipped import data_file


class Tile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where an area stands: its id, a name that fits a tile, its column from the west and its row from the north."""

    area: str
    short: str
    column: int
    row: int


@lru_cache(maxsize=1)
def tiles() -> tuple[Tile, ...]:
    """The tiles of the shipped map, in the order of its file; JSON, because every ranking of provinces reads it."""
    return msgspec.json.decode(data_file("tiles.json").read_bytes(), type=tuple[Tile, ...])
