"""The JSON Schema that editors check a fact base with, held against what loading it says."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import tomli
from loading import HEAD, loaded, problems, said, write

from bpjscli.load.codes import CODES, DIVIDER
from bpjscli.load.load import load
from bpjscli.load.raw import BLOCKS
from bpjscli.load.schema import REQUIRED, schema_text
from bpjscli.measures.answers import Answers
from bpjscli.model.period import parse_period

ROOT = Path(__file__).parents[2]
SHIPPED = ("figures.toml", "areas.toml", "vocabulary.toml")
FILES = [*(ROOT / "data" / name for name in SHIPPED), *sorted((ROOT / "tests" / "cases").glob("*.toml"))]

SEEN_BY_SCHEMA = ("F101", "F102", "F103", "F106", "F112", "F113", "F134")
"""The kinds of fault that a schema can see in the example of their code."""


def plain(value: Any) -> Any:
    """TOML as JSON has it: a date is its text, and a number with decimals a number."""
    match value:
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
    return value


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text(load()))
    return found


def faults(schema: dict[str, Any], text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(plain(tomli.loads(text, parse_float=Decimal)))]


def test_it_is_a_schema_of_the_draft_it_names(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_shipped_file_is_what_the_command_prints() -> None:
    """`python tasks.py schema` brings it up to date."""
    assert (ROOT / "data" / "bpjs.schema.json").read_text(encoding="utf-8") == schema_text(load())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_files_name_it(name: str) -> None:
    assert (ROOT / "data" / name).read_text(encoding="utf-8").startswith("#:schema ./bpjs.schema.json\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shipped_base_and_every_case_are_valid(schema: dict[str, Any], path: Path) -> None:
    assert faults(schema, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("code", SEEN_BY_SCHEMA)
def test_it_finds_what_loading_finds(schema: dict[str, Any], code: str) -> None:
    assert faults(schema, CODES[code].example.partition(DIVIDER)[0])


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('indicator = "covrage", printed = "27 persen"', "'covrage' is not one of"),
        ('indicator = "coverage", printed = "27 persen", value = 27', "is valid under each of"),
        ('indicator = "coverage"', "is not valid under any of the given schemas"),
        ('indicator = "coverage", period = "2025-Q5", printed = "27 persen"', "is not valid under any of"),
        ('indicator = "coverage", segment = "formal", printed = "27 persen"', "'formal' is not one of"),
        ('indicator = "coverage", value = "27"', "'27' is not of type 'number'"),
        ('indicator = "coverage", value = 27, accepted_until = 2026-01-01', "'accepted' is a dependency of"),
    ],
)
def test_a_figure_that_is_wrong(schema: dict[str, Any], broken: str, message: str) -> None:
    (fault,) = faults(schema, f"{HEAD}figures = [{{ {broken} }}]")
    assert message in fault


@pytest.mark.parametrize(
    "period", ["2025", '"2025"', '"2025-03"', '"2025-Q1"', '"2025-H2"', '"2025-01/04"', "2025-03-31", '"2025-03-31"']
)
def test_every_way_to_write_a_period(schema: dict[str, Any], period: str) -> None:
    parse_period(period.strip('"'))
    assert faults(schema, f'{HEAD}figures = [{{ period = {period}, indicator = "coverage", value = 41.30 }}]') == []


def test_an_area_by_any_name_and_ids_to_complete(schema: dict[str, Any]) -> None:
    assert faults(schema, f'{HEAD}defaults = {{ area = "Kalimantan Barat" }}') == []
    ids, _ = schema["$defs"]["area"]["anyOf"]
    assert {"kalbar", "pbd", "tarakan"} <= set(ids["enum"])
    names = dict(zip(ids["enum"], ids["x-taplo"]["docs"]["enumValues"], strict=True))
    assert names["kalbar"] == "West Kalimantan (Kalimantan Barat)"


def test_a_base_with_words_of_its_own_has_a_schema_of_its_own(tmp_path: Path, schema: dict[str, Any]) -> None:
    text = f"""{HEAD}figures = [{{ area = "kalbar", period = 2025, indicator = "complaints", value = 3 }}]
        [[indicator]]
        id = "complaints"
        name = "keluhan"
        unit = "count"
        kind = "flow"
    """
    assert faults(schema, text)
    own = json.loads(schema_text(loaded(tmp_path, text)))
    assert faults(own, text) == []


def test_every_key_says_what_it_is_for(schema: dict[str, Any]) -> None:
    for name, definition in schema["$defs"].items():
        for key, said_of in definition.get("properties", {}).items():
            assert "description" in said_of or "$ref" in said_of or name == "Text", f"{name}.{key}"


@pytest.mark.parametrize(("key", "shape"), BLOCKS.items())
def test_the_keys_are_those_of_the_loader(schema: dict[str, Any], key: str, shape: type[msgspec.Struct]) -> None:
    definition = schema["$defs"][schema["properties"][key]["items"]["$ref"].rpartition("/")[2]]
    assert tuple(definition["properties"]) == shape.__struct_encode_fields__
    assert definition["required"] == list(REQUIRED[key])


ENOUGH = {
    "source": {"id": '"a"', "published": "2026-02-02"},
    "area": {"id": '"kalbar"'},
    "indicator": {"id": '"complaints"', "unit": '"count"', "kind": '"flow"', "name": '"keluhan"'},
    "identity": {"id": '"twice"', "holds": '"coverage = participants / workforce"'},
    "segment": {"id": '"asn"', "name": '"ASN"'},
    "programme": {"id": '"jkn"', "name": '"JKN"'},
    "phrase": {"of": '"coverage"', "words": '["cakupan"]'},
}


@pytest.mark.parametrize("key", ENOUGH)
def test_a_block_without_a_required_key_does_not_load(tmp_path: Path, key: str) -> None:
    def block(without: str = "") -> str:
        keys = "\n".join(f"{name} = {value}" for name, value in ENOUGH[key].items() if name != without)
        return f"format = 1\n[[{key}]]\n{keys}\n"

    assert [p for p in problems(write(tmp_path, block())) if p.severity == "error"] == []
    for name in REQUIRED[key]:
        assert any("F111" in line and f" {name};" in line for line in said(tmp_path, block(name)))


def test_the_schema_does_not_depend_on_the_figures(shipped: Answers) -> None:
    assert not re.search(r"idntimes|Adi Hendratta", schema_text(shipped.base))
