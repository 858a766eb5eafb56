"""Numbers and dates as people write them in Indonesian and English.

Separators and month names are those of the Unicode CLDR; a test holds them against Babel. Babel itself would cost
every piped command its import and locale files (a fifth of the start-up time) for these forty strings.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.ranking import Rank
from bpjscli.model.facts import Unit
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period, parse_period
from bpjscli.solver.quantity import Quantity

Points = Literal["points"]  # the unit of a difference between percentages
RATES = ("percent", "points")
WHOLES = (Decimal(0), Decimal(100))  # nothing, and all
FINEST = Decimal("1e-12")  # percent; no reading has more decimals
MINUS = "−"
_WIDE = Context(prec=60)
_SEPARATORS: dict[Lang, dict[int, int]] = {"en": {}, "id": {ord(","): ord("."), ord("."): ord(",")}}
_MONTHS: dict[Lang, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
}  # fmt: skip
_SHORT_MONTHS: dict[Lang, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
}
_SCALES: tuple[tuple[int, dict[Lang, str]], ...] = (
    (12, {"en": "trillion", "id": "triliun"}),
    (9, {"en": "billion", "id": "miliar"}),
    (6, {"en": "million", "id": "juta"}),
)
_SIGNS = {"more-than": "> ", "at-least": "≥ ", "less-than": "< ", "at-most": "≤ ", "about": "≈ ", "nearly": "≲ "}
_TO: dict[Lang, str] = {"en": "to", "id": "hingga"}
MOST_DECIMALS = 4  # of a scaled number: "7,250 juta" but "5.060.579.420.000"


def decimal_text(value: Decimal, decimals: int, lang: Lang) -> str:
    """`value` with `decimals` places (rounded half to even) and grouped thousands."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, _WIDE)
    return f"{rounded:,f}".replace("-", MINUS).translate(_SEPARATORS[lang])


def amount(value: Decimal, step: Decimal, unit: Unit | Points, lang: Lang) -> str:
    """A number in its unit, with digits down to `step` (0: in full): "41,30 %", "7,9 juta", "Rp70,2 miliar".

    Points have no sign of their own: a percent sign would say that the number is relative.
    """
    if unit in RATES:
        return decimal_text(value, _telling(value, _places(value, step)), lang) + (" %" if unit == "percent" else "")
    number = _scaled(value, step, lang)
    if unit != "IDR":
        return number
    return f"{MINUS}Rp{number[1:]}" if number.startswith(MINUS) else f"Rp{number}"


def tell_apart(quantity: Quantity, other: Decimal) -> Quantity:
    """`quantity`, shown with as many more digits as it takes to tell it from `other`: 44.9996 beside 45 percent."""
    value, step = quantity.value, quantity.step
    if value is None or quantity.unit not in RATES or not step:
        return quantity
    while step > FINEST and value != other and _to_step(value, step, ROUND_HALF_EVEN) == other:
        step = step.scaleb(-1)
    return replace(quantity, step=step)


def quantity_text(quantity: Quantity, lang: Lang, unit: Points | None = None) -> str:
    """A quantity as its cell shows it: "> 50 %", "≈ 3,3 juta", "1,7–1,8 juta"; "–" where it is unknown."""
    if quantity.value is None:
        return "–"
    if quantity.qualifier == "range" and quantity.interval.width is not None:
        return interval_text(quantity.interval, quantity.step, unit or quantity.unit, lang)
    sign = _SIGNS.get(quantity.qualifier, "")
    return sign + amount(quantity.value, quantity.step, unit or quantity.unit, lang)


def say_quantity(text: str, lang: Lang) -> str:
    """A number as it stands in a sentence: Indonesian spells out the percent sign of tables, "41,30 persen"."""
    return text.replace(" %", " persen") if lang == "id" else text


def interval_text(interval: Interval, step: Decimal, unit: Unit | Points, lang: Lang) -> str:
    """An interval, both ends with as many digits as its width deserves: "4,45–4,75 juta", "≥ 50 %", "−2 to 3 %"."""
    if interval.low is None or interval.high is None:
        if interval.low is not None:
            return f"{'>' if interval.low_open else '≥'} {low_text(interval.low, step, unit, lang)}"
        if interval.high is not None:
            return f"{'<' if interval.high_open else '≤'} {high_text(interval.high, step, unit, lang)}"
        return "–"
    finer = _finer(interval, step, unit)
    finer = min(
        _telling_step(interval.low, finer, ROUND_FLOOR, unit), _telling_step(interval.high, finer, ROUND_CEILING, unit)
    )
    least, most = _to_step(interval.low, finer, ROUND_FLOOR), _to_step(interval.high, finer, ROUND_CEILING)
    low, high = amount(least, finer, unit, lang), amount(most, finer, unit, lang)
    if low == high:
        return low
    number, space, word = high.rpartition(" ")
    if least and space and " " not in low:  # "100–1 million" would be read as 100 million to 1 million
        high = amount(most, Decimal(0), unit, lang)
    elif space and low.endswith(f" {word}"):
        low = low[: -len(word) - 1]
        high = f"{number.removeprefix('Rp')} {word}"
    return f"{low} {_TO[lang]} {high}" if MINUS in low else f"{low}–{high}"  # a dash beside a minus misleads


def low_text(bound: Decimal, step: Decimal, unit: Unit | Points, lang: Lang) -> str:
    """A low bound with digits down to `step`, rounded down: what lies above the bound lies above what is shown."""
    return amount(_to_step(bound, step, ROUND_FLOOR), step, unit, lang)


def high_text(bound: Decimal, step: Decimal, unit: Unit | Points, lang: Lang) -> str:
    """A high bound with digits down to `step`, rounded up."""
    return amount(_to_step(bound, step, ROUND_CEILING), step, unit, lang)


def _telling_step(bound: Decimal, step: Decimal, rounding: str, unit: Unit | Points) -> Decimal:
    """Where to round a bound outwards, so that it is never all or nothing where it is neither."""
    while unit in RATES and step > FINEST and bound not in WHOLES and _to_step(bound, step, rounding) in WHOLES:
        step = step.scaleb(-1)
    return step


def _telling(value: Decimal, places: int) -> int:
    """The decimals of a rate that is never shown as all or as nothing where it is neither."""
    step = _telling_step(value, Decimal(1).scaleb(-places), ROUND_HALF_EVEN, "percent")
    return -step.adjusted()


def _finer(interval: Interval, step: Decimal, unit: Unit | Points) -> Decimal:
    """The place to which bounds are shown: one digit more than the value, save where that would pretend."""
    finer = step.scaleb(-1)
    if unit not in RATES:
        return finer if finer >= 1 else Decimal(0)
    ends = [_WIDE.divide(b, finer) for b in (interval.low, interval.high) if b is not None]
    exact = all(end == end.to_integral_value() for end in ends)  # a reading's own bounds, not a quotient's
    return finer if exact or step > Decimal("0.01") else step


def period_text(period: Period, lang: Lang, *, short: bool = False) -> str:
    """A period in words: "2025", "triwulan I 2025", "Maret 2025", "24 Desember 2025"; `short` "24 Des 2025"."""
    names = (_SHORT_MONTHS if short else _MONTHS)[lang]
    if period.kind == "year":
        return period.text
    if period.kind == "years":
        return "–".join(period_text(parse_period(end), lang, short=short) for end in period.text.split("/"))
    if period.kind == "day":
        return f"{period.start.day} {names[period.start.month - 1]} {period.year}"
    if period.kind == "month":
        return f"{names[period.start.month - 1]} {period.year}"
    if period.kind == "months":
        first, last = (names[day.month - 1] for day in (period.start, period.end))
        return f"{first}–{last} {period.year}"
    part = int(period.text[-1])
    if period.kind == "quarter":
        return (
            f"triwulan {['I', 'II', 'III', 'IV'][part - 1]} {period.year}" if lang == "id" else f"Q{part} {period.year}"
        )
    return f"semester {'I' * part} {period.year}" if lang == "id" else f"H{part} {period.year}"


def capitalise(text: str) -> str:
    """`text` with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def plain_decimal(value: Decimal | None) -> str | None:
    """A decimal for machines: no exponent, no grouping."""
    return None if value is None else f"{value:f}"


def _to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    if not step:
        return value
    return _WIDE.multiply(_WIDE.divide(value, step).to_integral_value(rounding, _WIDE), step)


def _places(value: Decimal, step: Decimal) -> int:
    """The decimals of a number known to `step`; one in full keeps what it has."""
    exponent = step.adjusted() if step else value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(value: Decimal, step: Decimal, lang: Lang) -> str:
    places = step.adjusted() if step else 0
    if places >= 2:
        for exponent, words in _SCALES:
            if abs(value) >= Decimal(1).scaleb(exponent):
                if exponent - places > MOST_DECIMALS:
                    break
                decimals = max(0, exponent - places)
                return f"{decimal_text(value.scaleb(-exponent, _WIDE), decimals, lang)} {words[lang]}"
    return decimal_text(value, _places(value, step), lang)


def rank_text(rank: Rank) -> str:
    """A rank as people read it: "1", "3–4" for a rank that is shared, or a dash for none."""
    if rank.low is None:
        return "–"
    return str(rank.low) if rank.low == rank.high else f"{rank.low}–{rank.high}"
