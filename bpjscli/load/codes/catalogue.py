"""What the catalogue knows of a code, and the fact base that most of its examples share."""

from __future__ import annotations

from typing import Final

import msgspec

from bpjscli.model.facts import Severity

DIVIDER: Final = "# --- "
"""Begins a line of an example that names the file which the lines after it are; those before it are the base itself."""


class Code(msgspec.Struct, frozen=True):
    """One kind of problem; `example` is a minimal fact base that has it, in several files where `DIVIDER` says so."""

    code: str
    severity: Severity
    title: str
    text: str
    example: str


def example_source(*keys: str, figures: tuple[str, ...] = ('indicator = "coverage", printed = "27 persen"',)) -> str:
    """A `[[source]]` block with these further keys and these figures, all of them of Kalimantan Barat in 2025."""
    lines = ["[[source]]", 'id = "antara-2026-02-02"']
    if not any(key.startswith("published") for key in keys):
        lines.append("published = 2026-02-02")
    lines += [*keys, 'defaults = { area = "kalbar", period = 2025 }', "figures = ["]
    return "\n".join([*lines, *(f"  {{ {figure} }}," for figure in figures), "]"]) + "\n"


def example_base(*blocks: str) -> str:
    """A fact base of these blocks."""
    return "\n".join(["format = 1\n", *blocks])


def example_figure(text: str) -> str:
    """A fact base of this one figure."""
    return example_base(example_source(figures=(text,)))
