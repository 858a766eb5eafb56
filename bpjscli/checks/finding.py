"""Findings: what a check has to say, as a value; wording and numbers are filled in where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from bpjscli.derive.quantity import Quantity
from bpjscli.facts.model import Figure, Place, Severity, Source
from bpjscli.facts.period import Period

SuggestionKind = Literal["relabel", "swap", "digit", "scale", "copied", "parts"]
Argument = Figure | Quantity | Period | Source | Decimal | date | int | str | tuple["Argument", ...]


class Message(msgspec.Struct, frozen=True):
    """A sentence with `{named}` places: English, and the key of its translation."""

    text: str
    arguments: Mapping[str, Argument] = {}


class Follows(msgspec.Struct, frozen=True):
    """A quantity that would follow if a suggestion were right."""

    indicator: str
    area: str
    segment: str | None
    programme: str | None
    quantity: Quantity


class Suggestion(msgspec.Struct, frozen=True):
    """A misprint that would explain a contradiction.

    `reading` is the indicator that `figure` really states (relabel, parts), else the number as it would have been
    printed; `value` is that number. `others` are the figures read otherwise along with it. `bits` is the evidence: bits
    of coincidence gained less bits of hypothesis spent. `almost` says that a small disagreement would be left.
    """

    kind: SuggestionKind
    figure: Figure
    reading: str
    value: Decimal
    bits: Decimal
    others: tuple[tuple[Figure, str], ...] = ()
    follows: tuple[Follows, ...] = ()
    almost: bool = False


class Would(msgspec.Struct, frozen=True):
    """What a figure would have to be for the other figures to agree."""

    figure: Figure
    quantity: Quantity


class Finding(msgspec.Struct, frozen=True):
    """Something to say about figures. The first figure is where it is reported; `size` is a relative disagreement."""

    code: str
    severity: Severity
    message: Message
    figures: tuple[Figure, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    would: tuple[Would, ...] = ()
    size: Decimal | None = None
    source: Source | None = None  # for a finding about a source as a whole
    place: Place | None = None  # for a finding about something that is no figure
    accepted: str | None = None  # why it is known and explained


def N_(text: str) -> str:  # noqa: N802  # the customary name by which the extraction of messages knows it
    """Mark a message for translation where it is shown."""
    return text
