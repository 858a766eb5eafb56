"""Values as TOML writes them."""

from __future__ import annotations

import json
import re

from bpjscli.errors import BpjsError, quoted
from bpjscli.facts.period import Period

_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def text_literal(text: str) -> str:
    """`text` in double quotes. Raises `BpjsError` for what no file can hold: bytes that were no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BpjsError(f"bpjs: {quoted(text)} is not valid text; write it in UTF-8") from error
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML has the escapes of JSON


def period_literal(period: Period) -> str:
    """A year as a number, a date as a date, everything else as text."""
    return period.text if period.kind in ("year", "day") else f'"{period.text}"'


def is_number(text: str) -> bool:
    """Whether `text` is a number as TOML writes it, without underscores."""
    return _NUMBER.fullmatch(text) is not None
