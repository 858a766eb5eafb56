"""What a caller may choose about the way a document is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

NotesChoice = Literal["none", "short", "full"]
ColorChoice = Literal["auto", "always", "never"]


class Options(msgspec.Struct, frozen=True):
    """Choices of one run; each renderer looks at the few that concern it.

    `table` looks at `width` (columns of the terminal), `color` and `is_terminal`; `table` and `plain` at `notes`, of
    which the one has short ones and the other full ones unless told; `csv` and `tsv` at `raw_csv` (leave
    text that a spreadsheet would take for a formula as it is), `bom` (start with a byte order mark) and `table_id`
    (only this table); `md` and `html` at `templates`, the folder that holds their Jinja templates.
    """

    width: int = 80
    color: ColorChoice = "auto"
    is_terminal: bool = False
    notes: NotesChoice | None = None
    raw_csv: bool = False
    bom: bool = False
    table_id: str | None = None
    templates: Path | None = None


def color_wanted(options: Options, environ: Mapping[str, str]) -> bool:
    """Whether to colour: as chosen; "auto" colours a terminal that is not dumb, unless NO_COLOR has a value."""
    if options.color != "auto":
        return options.color == "always"
    return options.is_terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
