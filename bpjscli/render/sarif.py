"""Findings as SARIF 2.1.0, the exchange format of static analysis that code-scanning services read."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from bpjscli import __version__
from bpjscli.render.options import Options
from bpjscli.render.safety import visible_line
from bpjscli.report.document import Data, Document

LEVELS = ("error", "warning", "note")
_LINK = re.compile(r"(?<!\\)\[(?=[^\]]*\]\()")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(document: Document, _options: Options) -> str:
    """One run with a rule a code and a result a finding; accepted findings are suppressed, with the reason."""
    rules: dict[str, dict[str, Data]] = {}
    for finding in document.findings:
        code = _code(finding)
        rules.setdefault(code, {"id": code, "shortDescription": {"text": visible_line(finding.get("title") or code)}})
    run = {
        "tool": {"driver": {"name": "bpjs", "version": __version__, "rules": list(rules.values())}},
        "results": [_result(finding, list(rules)) for finding in document.findings],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def _result(finding: dict[str, Data], rules: list[str]) -> dict[str, Data]:
    code, severity = _code(finding), finding.get("severity")
    result: dict[str, Data] = {
        "ruleId": code,
        "ruleIndex": rules.index(code),
        "level": severity if severity in LEVELS else "note",
        "message": {"text": _message(finding)},
        "properties": {"figures": finding.get("figures", []), "suggestions": finding.get("suggestions", [])},
    }
    if finding.get("file"):
        location: dict[str, Data] = {"artifactLocation": {"uri": quote(finding["file"].replace("\\", "/"))}}
        if finding.get("line"):
            location["region"] = {"startLine": finding["line"]}
        result["locations"] = [{"physicalLocation": location}]
    if finding.get("accepted") is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding["accepted"]}]
    return result


def _code(finding: dict[str, Data]) -> str:
    return visible_line(finding.get("code") or "") or "bpjs"


def _message(finding: dict[str, Data]) -> str:
    """A message as plain text: what SARIF takes for a link in it (section 3.11.6) is kept from being one."""
    return _LINK.sub(r"\\[", visible_line(finding.get("message") or ""))
