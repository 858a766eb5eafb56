"""The catalogue of what may be wrong with a fact base: what `bpjs check --explain` prints for F and R codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bpjscli.load.codes.catalogue import DIVIDER, Code
from bpjscli.load.codes.files import FILE_CODES
from bpjscli.load.codes.tables import NAME_CODES, TABLE_CODES
from bpjscli.load.codes.values import READING_CODES, VALUE_CODES

__all__ = ["CODES", "DIVIDER", "Code"]

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {code.code: code for codes in (NAME_CODES, TABLE_CODES, VALUE_CODES, FILE_CODES, READING_CODES) for code in codes}
)
"""Every code of the families F (format) and R (reading), in order."""
