"""What each key of a fact-base file is for, as editors show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bpjscli.facts.entries.raw import (
    RawArea,
    RawDefaults,
    RawFigure,
    RawIdentity,
    RawIndicator,
    RawSource,
    RawTerm,
)

_PERIOD: Final = (
    'A year (2025), a month ("2025-03"), a quarter ("2025-Q1"), a half ("2025-H1"), months ("2025-01/04") or a date.'
)
DESCRIPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    RawDefaults.__name__: {
        "area": "Any customary name of an area.",
        "indicator": "What is measured: an id of the vocabulary.",
        "period": _PERIOD,
        "segment": "Kind of participant, such as pu or bpu.",
        "programme": "Insurance programme, such as jkk or jht.",
        "base": "The definition of the workforce that the figures rest on.",
    },
    RawFigure.__name__: {
        "area": "Any customary name of an area; otherwise that of `defaults`.",
        "indicator": "What is measured: an id of the vocabulary.",
        "period": _PERIOD,
        "segment": "Kind of participant, such as pu or bpu.",
        "programme": "Insurance programme, such as jkk or jht.",
        "base": "The definition of the workforce that the figure rests on.",
        "printed": "The number with qualifier and unit, as the source has it.",
        "value": "A number that a machine wrote.",
        "note": "In your own words.",
        "locator": "Where in the source: a paragraph, a page.",
        "accepted": "Why a finding about this figure is known and explained.",
        "accepted_until": "The day after which the finding counts again.",
        "superseded_by": "Id of the figure or source that replaces it.",
    },
    RawSource.__name__: {
        "id": "A name of its own, such as antara-2026-03-04.",
        "publisher": "Who published it.",
        "title": "Its headline.",
        "published": _PERIOD,
        "speaker": "Whose numbers they are, with the office held.",
        "link": "An address that begins with https:, http: or doi:.",
        "language": "How `printed` is read; Indonesian by default.",
        "dateline": 'The date as the article prints it: "Senin (2/2/2026)".',
        "accessed": "The day on which it was read.",
        "note": "In your own words.",
        "defaults": "What its figures have in common.",
        "figures": "Its numbers, each on a line.",
    },
    RawArea.__name__: {
        "id": "Short, and used by figures.",
        "name": "The official name.",
        "level": "What kind of area it is.",
        "parent": "The area that it is directly a part of.",
        "kemendagri": 'Code of the Ministry of Home Affairs: "61.02".',
        "bps": 'Code of Statistics Indonesia: "6104".',
        "iso": 'Code of ISO 3166-2: "ID-KB".',
        "aliases": "Other customary names.",
        "complete": "Whether every direct part of it is known here, so that they add up.",
        "redrawn": "The days on which its boundaries changed, such as [2013-04-22].",
    },
    RawIndicator.__name__: {
        "id": "Used by figures and identities.",
        "name": "What people call it.",
        "label": "The same as name.",
        "unit": "What is counted.",
        "kind": "A stock is counted at a date, a flow over a period.",
        "role": "Whether it is counted, aimed at, or the distance between.",
        "negative": "Whether it may be below zero.",
        "additive": "Whether the parts of an area add up to the area.",
        "rare": "Whether no number is taken for one of these, wrongly named.",
        "points": "Whether it may be printed in percentage points.",
    },
    RawTerm.__name__: {
        "id": "Used by figures.",
        "name": "What people call it.",
        "label": "The same as name.",
        "core": "Whether it must be known before parts add up to their whole.",
        "since": "When it came into being: no earlier total has it as a part.",
        "counted": "Whether totals count it as a part of its own, within other parts, or either way.",
    },
    RawIdentity.__name__: {
        "id": "Named where a result rests on it.",
        "holds": 'The equation: "coverage = participants / workforce".',
        "core": "The parts that must all be known before a sum is exact.",
    },
}
"""By shape and key."""
