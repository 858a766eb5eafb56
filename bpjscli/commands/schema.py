"""The parts of `bpjs schema` that are more than parse, call and write."""

from __future__ import annotations

import json

from bpjscli.facts.model import FactBase
from bpjscli.facts.schema import json_schema


def schema_text(base: FactBase) -> str:
    """The JSON Schema of a fact-base file with the indicators, segments, programmes and areas that `base` knows."""
    return json.dumps(json_schema(base.vocabulary, base.areas), ensure_ascii=False, indent=2) + "\n"
