"""The catalogue of what may be wrong with a fact base: what `bpjs check --explain` prints for F and R codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bpjscli.facts.codes import dates, files, names, readings, shape
from bpjscli.facts.codes.code import DIVIDER, Code

__all__ = ["CODES", "DIVIDER", "Code"]

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {code.code: code for module in (names, shape, dates, files, readings) for code in module.CODES}
)
"""Every code of the families F (format) and R (reading), in order."""
