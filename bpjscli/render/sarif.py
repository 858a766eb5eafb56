"""Findings as SARIF 2.1.0, the exchange format of static analysis that code-scanning services read."""

from __future__ import annotations

import json
from urllib.parse import quote

from bpjscli import __version__
from bpjscli.render.options import Options
from bpjscli.report.document import Data, Document

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(document: Document, _options: Options) -> str:
    """One run with a rule a code and a result a finding; accepted findings are suppressed, with the reason."""
    rules: dict[str, dict[str, Data]] = {}
    for finding in document.findings:
        code = finding["code"]
        rules.setdefault(code, {"id": code, "shortDescription": {"text": finding.get("title") or code}})
    run = {
        "tool": {"driver": {"name": "bpjs", "version": __version__, "rules": list(rules.values())}},
        "results": [_result(finding, list(rules)) for finding in document.findings],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def _result(finding: dict[str, Data], rules: list[str]) -> dict[str, Data]:
    result: dict[str, Data] = {
        "ruleId": finding["code"],
        "ruleIndex": rules.index(finding["code"]),
        "level": finding["severity"],
        "message": {"text": finding["message"]},
        "properties": {"figures": finding["figures"], "suggestions": finding["suggestions"]},
    }
    if finding["file"]:
        location: dict[str, Data] = {"artifactLocation": {"uri": quote(finding["file"].replace("\\", "/"))}}
        if finding["line"]:
            location["region"] = {"startLine": finding["line"]}
        result["locations"] = [{"physicalLocation": location}]
    if finding.get("accepted") is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding["accepted"]}]
    return result
