"""The page of all codes, made from the manuals that `bpjs check --explain` prints."""

from __future__ import annotations

from collections.abc import Iterator

from bpjscli.checks.examine import FAMILIES, known_codes, manual
from bpjscli.load.codes import CODES

INTRODUCTION = """\
# Codes

What `bpjs check` reports, and what a command says about a fact base it cannot use. The codes are stable. An error of
family F or R keeps a base from being used at all (exit code 3); every other finding leaves it usable, and errors
among them give `bpjs check` exit code 1.

This page is made by `python tasks.py docs` from the texts that `bpjs check --explain CODE` prints.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([INTRODUCTION, *_contents(), *(_section(family) for family in FAMILIES)])


def _contents() -> Iterator[str]:
    yield "| code | severity | title |"
    yield "| --- | --- | --- |"
    for code in known_codes():
        severity, title, _text = manual(code)
        yield f"| [{code}](#{code.lower()}) | {severity} | {title} |"
    yield ""


def _section(family: str) -> str:
    parts = [f"## {family}: {FAMILIES[family]}\n"]
    for code in known_codes():
        if code.startswith(family):
            severity, title, text = manual(code)
            parts.append(f'### <a id="{code.lower()}"></a>{code}: {title}\n\n_{severity}_\n\n{text}\n')
            if code in CODES:
                parts.append(f"A fact base that has it:\n\n```toml\n{CODES[code].example.strip()}\n```\n")
    return "\n".join(parts)
