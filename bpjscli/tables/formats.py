"""What a number format of a spreadsheet shows of a number: its digits, a percent sign, thousands or millions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from bpjscli.load.diagnostics import fold
from bpjscli.tables.headings import SCALES

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_SEMICOLON = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)")
_STRANGE = re.compile(r"[0#?]\s*/\s*[0#?1-9]|[Ee][+-]")
_FOREIGN = re.compile(r"[$€£¥]|\b(?:usd|eur|sgd|us)\b")
_SHORT: Final = frozenset({"k", "m", "b", "t", "rb", "mio", "bn", "mn", "tn", "mrd"})


class ShownNumber(NamedTuple):
    """Digits as shown, "percent" or no unit, a power of ten; `is_number` is false where no digit is shown."""

    text: str
    unit: str = ""
    scale: int = 0
    is_number: bool = True


class FormatError(ValueError):
    """A number format whose number cannot be told; the message says why."""


def show_number(value: float, form: str) -> ShownNumber:
    """What a format shows of a number, half away from zero: 0.40885 as `0.00%` is 40.89 percent. Raises `FormatError`.

    The shortest decimal that stands for the stored binary number is what somebody typed. A format that says nothing
    leaves the number as it is stored.
    """
    number = Decimal(repr(value))
    section = _section(form, number)
    said = fold(" ".join(" ".join(filter(None, match.groups())) for match in _LITERAL.finditer(section)))
    plain = _LITERAL.sub(" ", section)
    if _STRANGE.search(plain):
        raise FormatError(f"the format {form} is not read; show plain digits")
    words = re.findall(r"[^\W\d_]+", said)
    if _FOREIGN.search(f"{said} {plain}") or _SHORT.intersection(words):
        raise FormatError(f"the format {form} shows a currency or a letter that is not read")
    unit = "percent" if "%" in plain or "%" in said or "persen" in words else ""
    if "general" in plain.lower() or "@" in plain:
        return ShownNumber(_as_stored(number), unit, _scale(0, words, form))
    digits = _DIGITS.search(plain)
    if digits is None:
        return ShownNumber(said.strip() or plain.strip() or "-", is_number=False)
    divided = 3 * (len(digits[0]) - len(digits[0].rstrip(",")))
    shown = number.scaleb(2 * plain.count("%") - divided)
    return ShownNumber(_rounded(shown, digits[1] or ""), unit, _scale(divided, words, form))


def _section(form: str, number: Decimal) -> str:
    """The part of a format that holds for a number: positive; negative; zero."""
    if _CONDITION.search(form):
        raise FormatError(f"the format {form} has conditions and is not read; show plain digits")
    sections = _SEMICOLON.split(form)
    at = 2 if number == 0 and len(sections) > 2 else 1 if number < 0 and len(sections) > 1 else 0
    section = sections[at]
    if form and not section.strip():
        raise FormatError(f"the format {form} hides the number")
    return section or "General"


def _scale(divided: int, words: list[str], form: str) -> int:
    said = {SCALES[word] for word in words if word in SCALES}
    if len(said) > 1 or (said and divided and said != {divided}):
        raise FormatError(f"the format {form} divides by another number than it says")
    return divided or next(iter(said), 0)


def _rounded(number: Decimal, decimals: str) -> str:
    text = f"{number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.removesuffix(".")


def _as_stored(number: Decimal) -> str:
    return f"{number.quantize(Decimal(1)):f}" if number == number.to_integral_value() else f"{number:f}"
