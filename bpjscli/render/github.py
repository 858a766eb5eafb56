"""Findings as GitHub workflow commands, which annotate the lines of a fact base in a pull request.

GitHub shows ten annotations a level and step; further findings follow as plain lines, so that none is lost.
"""

from __future__ import annotations

from bpjscli.render.options import Options
from bpjscli.render.safety import visible_line
from bpjscli.report.document import Data, Document

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
MOST_A_LEVEL = 10
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(document: Document, _options: Options) -> str:
    """One line a finding that nobody has accepted; accepted ones are left out."""
    shown = dict.fromkeys(LEVELS, 0)
    lines = []
    for finding in document.findings:
        if finding.get("accepted") is None:
            severity = _severity(finding)
            shown[severity] += 1
            lines.append(_command(finding) if shown[severity] <= MOST_A_LEVEL else _plain(finding))
    return "".join(f"{line}\n" for line in lines)


def _command(finding: dict[str, Data]) -> str:
    properties = {
        "file": _path(finding),
        "line": finding.get("line"),
        "title": f"{finding.get('code', '')} {finding.get('title', '')}".strip(),
    }
    listed = ",".join(
        f"{name}={visible_line(str(value)).translate(_IN_PROPERTY)}" for name, value in properties.items() if value
    )
    message = visible_line(finding.get("message", "")).translate(_IN_MESSAGE)
    return f"::{LEVELS[_severity(finding)]}{listed and ' '}{listed}::{message}"


def _plain(finding: dict[str, Data]) -> str:
    """A finding as a line that nobody takes for a command: neither "::name::" nor the older "##[name]"."""
    place = f"{_path(finding)}:{finding.get('line')}: " if finding.get("file") else ""
    text = f"{place}{_severity(finding)}[{finding.get('code', '')}]: {finding.get('message', '')}"
    return visible_line(text).replace("::", ": :").replace("##[", "# #[")


def _severity(finding: dict[str, Data]) -> str:
    severity = finding.get("severity")
    return severity if severity in LEVELS else "note"


def _path(finding: dict[str, Data]) -> str:
    return (finding.get("file") or "").replace("\\", "/")
