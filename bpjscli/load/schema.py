"""The JSON Schema of a fact-base file, for editors: its tables, what each key is for, the words that are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from bpjscli.load.raw import (
    BLOCKS,
    FORMAT,
    RawArea,
    RawBenefit,
    RawColumn,
    RawDefaults,
    RawFigure,
    RawFigureTable,
    RawIdentity,
    RawIndicator,
    RawPhrase,
    RawSource,
    RawTerm,
)
from bpjscli.load.raw_tables import LONGEST_ID
from bpjscli.load.vocabulary import SCHEMES
from bpjscli.model.facts import Area, FactBase, Indicator, Term, Vocabulary
from bpjscli.model.period import EARLIEST, EXAMPLES, LATEST, WRITTEN

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
    RawColumn.__name__: {"column": "The column that holds it."},
    RawFigureTable.__name__: {
        "source": "Id of the source that the table is, or the column that holds such ids.",
        "file": "A path or pattern within the folder of the fact base: CSV, TSV, Parquet or XLSX.",
        "connection": "The name of an environment variable that holds the address of a database; never the address.",
        "query": "What to read from the database: a SELECT.",
        "table": "The table or view to read from the database, instead of a query.",
        "sheet": "The sheet of a workbook; its first otherwise.",
        "columns": "What the columns hold: parts of a figure, or indicators, each with the name of its column.",
        "rename": "Words of the file and the words of the fact base for them, by part of a figure.",
        "digits": "Decimals of an indicator that the file does not write: 45.3 is 45.30.",
        "row": "The columns that name a row in messages.",
        "defaults": "What the figures have in common, unless a column says otherwise.",
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
        "former_codes": 'Codes that it had before, each with its scheme: "bps:6407", "kemendagri:91.01".',
        "parts": "What a group consists of that lies in other areas, such as the provinces of a regional office.",
        "complete": "Whether every direct part of it is known here, so that they add up.",
        "since": "The first day on which it was an area of its own.",
        "until": "The last day on which it was one.",
        "from": "The area of the same level that it was split from on that day.",
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
        "benefit": "What one claim is usually paid on average, in the order of time.",
    },
    RawBenefit.__name__: {
        "low": "The least, in rupiah.",
        "high": "The most, in rupiah.",
        "since": "From when on.",
        "basis": "What says so.",
    },
    RawIdentity.__name__: {
        "id": "Named where a result rests on it.",
        "holds": 'The equation: "coverage = participants / workforce".',
        "core": "The parts that must all be known before a sum is exact.",
    },
    RawPhrase.__name__: {
        "of": "The id of the indicator, segment or programme.",
        "words": 'How articles say it: ["angka kepesertaan", "rasio peserta"].',
    },
}
"""By shape and key."""


DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("id",),
    "area": ("id",),
    "indicator": ("id", "unit", "kind"),
    "identity": ("id", "holds"),
    "segment": ("id",),
    "programme": ("id",),
    "phrase": ("of", "words"),
    "table": ("source", "file", "columns"),
}
"""The keys without which a block of that kind is always an error."""

_NAMED: Final = {"anyOf": [{"required": ["name"]}, {"required": ["label"]}]}
_ID: Final = {"type": "string", "minLength": 1, "maxLength": LONGEST_ID}


def json_schema(vocabulary: Vocabulary, areas: Mapping[str, Area]) -> Schema:
    """The schema (draft 2020-12) of a file whose indicators, segments and programmes are those of `vocabulary`.

    An area may go by any customary name; its ids are there for completion. A date counts as its text.
    """
    _, shapes = msgspec.json.schema_components(BLOCKS.values())
    definitions = {
        name.removeprefix("Raw"): _plain(shape, DESCRIPTIONS.get(name, {})) for name, shape in shapes.items()
    }
    words = {
        "area": {"anyOf": [_one_of(areas.values()), {"type": "string"}]},
        "indicator": _one_of(vocabulary.indicators.values()),
        "segment": _one_of(vocabulary.segments.values()),
        "programme": _one_of(vocabulary.programmes.values()),
        "period": _period(),
    }
    for name in ("Defaults", "Figure"):
        keys = definitions[name]["properties"]
        keys |= {key: {"description": keys[key]["description"], "$ref": f"#/$defs/{key}"} for key in words}
    _complete(definitions)
    blocks = {key: _array(shape) for key, shape in BLOCKS.items()}
    return {
        "$schema": DRAFT,
        "title": "A bpjs fact base",
        "description": "Published social-insurance figures, and who published them.",
        "type": "object",
        "properties": {
            "format": {"description": "The version of this format.", "const": FORMAT},
            "include": {
                "description": "Further files of the fact base, as patterns within its folder.",
                "type": "array",
                "items": {"type": "string"},
            },
            **blocks,
        },
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())) | words,
    }


def _complete(definitions: dict[str, Schema]) -> None:
    """What the shapes leave to the loader, as far as a schema can say it."""
    figure, source, area = definitions["Figure"], definitions["Source"], definitions["Area"]
    figure["oneOf"] = [{"required": ["printed"]}, {"required": ["value"]}]
    figure["dependentRequired"] = {"accepted_until": ["accepted"]}
    figure["properties"]["value"] |= {"type": "number"}
    for name in ("Term", "Benefit"):
        definitions[name]["properties"]["since"]["type"] = ["integer", "string"]
    figure["properties"]["value"].pop("anyOf")
    source["properties"]["published"] = {
        "description": "When: a date, or no more than is known.",
        "$ref": "#/$defs/period",
    }
    source["properties"]["link"]["pattern"] = r"^(?:[Hh][Tt][Tt][Pp][Ss]?://|[Dd][Oo][Ii]:)[^\s<>]+$"
    for scheme, (pattern, _) in SCHEMES.items():
        area["properties"][scheme]["pattern"] = f"^{_portable(pattern.pattern)}"
    for definition in definitions.values():
        if "id" in definition["properties"] and "en" not in definition["properties"]:
            definition["properties"]["id"] |= _ID
    for key, shape in BLOCKS.items():
        definitions[_name(shape)]["required"] = list(REQUIRED[key])
    for name in ("Indicator", "Term"):
        definitions[name] |= _NAMED


def _plain(shape: Schema, descriptions: Mapping[str, str]) -> Schema:
    """A shape without what only its reader needs: TOML has no null, and a key that is left out has no value."""
    described = {key: {"description": text} for key, text in descriptions.items()}
    keys = {key: described.get(key, {}) | _without_null(value) for key, value in shape["properties"].items()}
    return {
        "description": shape["description"],
        "type": "object",
        "properties": keys,
        **({"required": shape["required"]} if shape["required"] else {}),
        "additionalProperties": False,
    }


def _without_null(value: Schema) -> Schema:
    value = {key: said for key, said in value.items() if key != "default"}
    choices = [_named(choice) for choice in value.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        return value | choices[0]
    return _named(value) | ({"anyOf": choices} if choices else {})


def _named(value: Schema) -> Schema:
    """A schema with its reference, or that of its items, by the name that definitions have here."""
    if "$ref" in value:
        return value | {"$ref": value["$ref"].replace("/Raw", "/")}
    return value | {"items": _named(value["items"])} if "items" in value else value


def _array(shape: type[msgspec.Struct]) -> Schema:
    description = (shape.__doc__ or "").strip()
    return {"description": description, "type": "array", "items": {"$ref": f"#/$defs/{_name(shape)}"}}


def _name(shape: type[msgspec.Struct]) -> str:
    return shape.__name__.removeprefix("Raw")


def _one_of(known: Iterable[Area | Indicator | Term]) -> Schema:
    """An id among those known, each with its name where an editor shows it."""
    words = list(known)
    names = [word.name.id if word.name.id == word.name.en else f"{word.name.en} ({word.name.id})" for word in words]
    return {"type": "string", "enum": [word.id for word in words], "x-taplo": {"docs": {"enumValues": names}}}


def _period() -> Schema:
    year = {"type": "integer", "minimum": EARLIEST, "maximum": LATEST}
    text = {"type": "string", "pattern": f"^{_portable(WRITTEN.pattern)}"}
    return {"anyOf": [year, text], "description": f"Write {EXAMPLES}."}


def _portable(pattern: str) -> str:
    """A pattern as every dialect of regular expressions reads it."""
    return pattern.replace(r"\Z", "$")


def schema_text(base: FactBase) -> str:
    """The JSON Schema of a fact-base file with the indicators, segments, programmes and areas that `base` knows."""
    return json.dumps(json_schema(base.vocabulary, base.areas), ensure_ascii=False, indent=2) + "\n"
