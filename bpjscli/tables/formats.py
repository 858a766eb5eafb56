"""What a number format of a spreadsheet shows of a number: its digits, its unit, thousands or millions.

Whatever a format shows beside the digits is accounted for, as in a heading: a word or a sign that is not known may
change what the number is ("≈ 42 %", "5 M"), and a format with one is refused.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import fold
from bpjscli.tables.headings import RAISED, SCALES

LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].', re.DOTALL)
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+)\Z", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\Z")
_SEMICOLON = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_DIGITS = re.compile(r"(?P<whole>[0#?][0#?,]*)(?:\.(?P<decimals>[0#?]*))?(?P<scaled>,*)|\.(?P<bare>[0#?]+)")
_NOT_READ = re.compile(r"[0#?]\s*/\s*[0#?1-9]|[Ee][+-]")
_UNITS: Final = {
    **dict.fromkeys(("persen", "percent"), "percent"),
    **dict.fromkeys(("orang", "jiwa", "people", "persons", "pekerja", "peserta", "workers"), "persons"),
    **dict.fromkeys(("rp", "idr", "rupiah"), "IDR"),
    **dict.fromkeys(("kasus", "klaim", "cases", "claims", "unit", "perusahaan"), "count"),
}
_HARMLESS: Final = frozenset({"dari", "of"})
_WORD = re.compile(r"[^\W\d_]+")
_HELD = "\x00"  # stands for what a format shows as it is
_WIDEST_GENERAL: Final = 11  # characters of a number with decimals that the format General shows
_SHOWN = " .,-+()%\u2212\u00a0\u202f"


class ShownNumber(NamedTuple):
    """Digits as shown, the unit beside them if any, a power of ten; `is_number` is false where no number is shown."""

    text: str
    unit: str = ""
    scale: int = 0
    is_number: bool = True


class FormatError(ValueError):
    """A number format whose number cannot be told; the message says why."""


class _Section(NamedTuple):
    """One part of a format: what it shows as it is, and its codes, with a mark where such text stands."""

    said: str
    codes: str
    signed: bool


def show_number(value: float, form: str) -> ShownNumber:
    """What a format shows of a number, half away from zero: 0.40885 as `0.00%` is 40.89 percent. Raises `FormatError`.

    The shortest decimal that stands for the stored binary number is what somebody typed. The format General shows a
    whole number as it is stored, and of another as many decimals as it has room for.
    """
    number = Decimal(repr(value))
    section = _section(form, number)
    codes = section.codes
    words = _WORD.findall(section.said)
    unit, scale = _beside(section, words, form)
    if "general" in codes.lower() or "@" in codes:
        return ShownNumber(_as_general(number), unit, _scale(0, scale, form))
    blocks = list(_DIGITS.finditer(codes))
    if _NOT_READ.search(codes) or len(blocks) > 1:
        raise FormatError(_("the format {form} is not read; show plain digits", form=form))
    if not blocks:
        return ShownNumber(section.said.strip() or codes.replace(_HELD, "").strip(), is_number=False)
    block = blocks[0]
    divided = 3 * (len(block[0]) - len(block[0].rstrip(",")))
    shown = number.scaleb(2 * codes.count("%") - divided)
    digits = _rounded(shown, block["decimals"] or block["bare"] or "")
    whole = block["whole"] or ""
    if not Decimal(digits) and "0" not in block[0]:
        return ShownNumber(section.said.strip(), is_number=False)
    _check_sign(number, Decimal(digits), section, form)
    padded = whole.count("0")
    if padded > 1 and len(digits.lstrip("-").partition(".")[0]) < padded:
        whole_digits, point, rest = digits.lstrip("-").partition(".")
        return ShownNumber(f"{whole_digits.zfill(padded)}{point}{rest}", unit, is_number=False)
    return ShownNumber(digits, unit, _scale(divided, scale, form))


def _section(form: str, number: Decimal) -> _Section:
    """The part of a format that holds for a number: by its condition, or for positive, negative and zero."""
    sections = [_split(section, form) for section in _SEMICOLON.split(form)]
    conditions = [condition for _, condition in sections[:2] if condition is not None]
    if conditions:
        if number < 0 or len(conditions) != len(sections) - 1 or sections[0][1] is None or len(sections) > 3:
            raise FormatError(_("the format {form} has conditions that are not read; show plain digits", form=form))
        at = next((place for place, (_, holds) in enumerate(sections) if holds is None or _holds(number, holds)), 0)
        section = sections[at][0]
    else:
        at = 2 if number == 0 and len(sections) > 2 else 1 if number < 0 and len(sections) > 1 else 0
        section = sections[at][0]
        section = section._replace(signed=number < 0 and at == 1)
    if form and not section.codes.strip():
        raise FormatError(_("the format {form} hides the number; show it, or empty the cell", form=form))
    return section if section.codes else section._replace(codes="General")


def _split(section: str, form: str) -> tuple[_Section, tuple[str, Decimal] | None]:
    """A section, and its condition."""
    said, at, codes = "", 0, ""
    for match in LITERAL.finditer(section):
        text = next((one for one in match.groups() if one is not None), "")
        said += ("" if match.start() == at else " ") + (text or " ")
        codes += section[at : match.start()] + (_HELD if text else " ")
        at = match.end()
    codes += section[at:]
    condition = None
    for bracket in _BRACKETS.findall(codes):
        written = _CONDITION.match(bracket)
        if written is not None:
            condition = (written[1], Decimal(written[2]))
        elif not _COLOUR.match(bracket):
            raise FormatError(_("the format {form} is not read; show plain digits", form=form))
    return _Section(fold(said).replace(",-", ""), _BRACKETS.sub("", codes), signed=False), condition


def _holds(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, ">": number > limit, "<=": number <= limit,
        ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _beside(section: _Section, words: list[str], form: str) -> tuple[str, int]:
    """The unit and the scale that a format shows beside the digits. Raises `FormatError` for anything else."""
    scales = {SCALES[word] for word in words if word in SCALES}
    units = {_UNITS[word] for word in words if word in _UNITS}
    if "%" in section.said or "%" in section.codes:
        units.add("percent")
    if section.said.strip(_SHOWN) == "" or "0" in section.codes or "#" in section.codes:
        strange = [word for word in words if word not in SCALES and word not in _UNITS and word not in _HARMLESS]
        signs = [sign for sign in RAISED.sub("", _WORD.sub("", section.said)) if sign not in _SHOWN]
        codes = re.sub(r"general|[0#?.,%@\s\x00()+\u2212-]", "", section.codes, flags=re.IGNORECASE)
        if strange or signs or (codes and not _NOT_READ.search(section.codes)):
            shown = (strange or signs or [codes])[0]
            raise FormatError(
                _(
                    'the format {form} shows "{shown}" beside the number, which is not understood',
                    form=form,
                    shown=shown,
                )
            )
    if len(scales) > 1 or len(units) > 1:
        raise FormatError(_("the format {form} shows two units or scales", form=form))
    return next(iter(units), ""), next(iter(scales), 0)


def _scale(divided: int, said: int, form: str) -> int:
    if said and divided and said != divided:
        raise FormatError(_("the format {form} divides by another number than it says", form=form))
    return divided or said


def _check_sign(number: Decimal, shown: Decimal, section: _Section, form: str) -> None:
    """Raise `FormatError` where what is shown has another sign than the number."""
    marks = f"{section.said} {section.codes}"
    marked = "-" in marks or "\u2212" in marks or ("(" in marks and ")" in marks)
    if (section.signed and shown and not marked) or (marked and number >= 0 and not section.signed):
        raise FormatError(_("the format {form} shows {number:f} with another sign", form=form, number=number))


def _rounded(number: Decimal, decimals: str) -> str:
    text = f"{number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.removesuffix(".")


def _as_general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return f"{number.quantize(Decimal(1)):f}"
    room = _WIDEST_GENERAL - 1 - max(number.adjusted() + 1, 1)
    if abs(number) < Decimal("0.0001") or room < 1:
        return f"{number:f}"
    return _rounded(number, "#" * room)
