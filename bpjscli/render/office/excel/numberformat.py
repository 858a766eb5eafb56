"""Number formats that let Excel show a number as the document does: "> 50 %" is 50, "≈ Rp9,44 juta" is 9,440,000.

The number of a cell is what a formula reckons with, its format only how it looks. Excel writes it with the separators
of its own language, whatever the document's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType

from bpjscli.i18n import Lang

_WIDE = Context(prec=60)
_DECIMALS: dict[Lang, tuple[str, str]] = {"en": (",", "."), "id": (".", ",")}
_NUMBER = re.compile(r"\d[\d.,]*")
_THOUSANDS = (0, 3, 6, 9, 12)  # a comma after the digits of a format divides by a thousand
_MINUS = "\N{MINUS SIGN}"
_LONGEST = 255  # characters of a format
_SIGNIFICANT = 15  # digits that Excel keeps of a number

GENERAL: Mapping[str, str] = MappingProxyType({"percent": '0.00##" %"', "IDR": '"Rp"#,##0.##', "": "#,##0.####"})
"""For numbers without a text of their own, the bounds of an interval, by unit; "" for any other."""


def number_format(text: str, value: Decimal, lang: Lang) -> str | None:
    """The format in which Excel shows `value` as `text`, or `None` where there is none, as for "1,7–1,8 juta"."""
    found = _NUMBER.findall(text)
    if len(found) != 1 or not found[0][-1].isdigit():
        return None
    before, after = text.split(found[0])
    grouping, point = _DECIMALS[lang]
    whole, _, decimals = found[0].replace(grouping, "").partition(point)
    shown = Decimal(f"{whole}.{decimals}" if decimals else whole)
    for thousands in _THOUSANDS:
        if _rounded(abs(value).scaleb(-thousands, _WIDE), len(decimals)) == shown:
            digits = ("#,##0" if grouping in found[0] else "0") + ("." + "0" * len(decimals) if decimals else "")
            return _signed(before, digits + "," * (thousands // 3), after, value)
    return None


def storable(value: Decimal) -> Decimal:
    """`value` with the digits that Excel can hold."""
    rounded = value.normalize(Context(prec=_SIGNIFICANT))
    return Decimal(f"{rounded:f}")


def _signed(before: str, digits: str, after: str, value: Decimal) -> str | None:
    """Formats for positive and for negative numbers; a text that has its sign elsewhere has no format."""
    sign = next((sign for sign in (_MINUS, "+") if sign in before), "")
    if '"' in before + after or (value < 0) != (sign == _MINUS) or (sign in after and sign):
        return None
    start, _, rest = before.partition(sign) if sign else (before, "", "")
    positive = _literal(start + ("+" if sign == "+" else "") + rest) + digits + _literal(after)
    negative = _literal(start + _MINUS + rest) + digits + _literal(after)
    whole = f"{positive};{negative}" if sign or value < 0 else positive
    return whole if len(whole) <= _LONGEST else None


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def _rounded(value: Decimal, places: int) -> Decimal:
    """As Excel rounds what it shows: half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
