"""From the numbers of a text that somebody has confirmed to figures: two mentions of one number are one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from bpjscli.articles.rows import Label, ReadNumber
from bpjscli.model.facts import Indicator, Reading
from bpjscli.numerals.digits import Language, NumeralError
from bpjscli.numerals.reading import read_printed_as

_KEYS: Final = ("area", "indicator", "period", "segment", "programme")
_ROUND: Final = ("rounded", "about")
DEFAULTS: Final = ("area", "period")


class Mention(msgspec.Struct, frozen=True):
    """A number of the text, and what it was confirmed to be."""

    row: ReadNumber
    label: Label


def figures_of(
    mentions: Iterable[Mention], indicators: Mapping[str, Indicator], language: Language
) -> list[dict[str, str]]:
    """The figures of `mentions`, in their order, as keys with plain text; each says in `locator` where it stands.

    Mentions that agree in every key are one figure where they have one value, or where one of them is the other cut or
    rounded: it is printed as the most precise of them, and of several as the longest, which has its qualifier.
    """
    groups: list[list[Mention]] = []
    for mention in mentions:
        same = next((each for each in groups if _is_same(each[0], mention, indicators, language)), None)
        if same is None:
            groups.append([mention])
        else:
            same.append(mention)
    figures = [_figure(each, indicators, language) for each in groups]
    places = Counter(_place(figure) for figure in figures)
    return [
        {**figure, "locator": f"{figure['locator']}: {figure['printed']}"} if places[_place(figure)] > 1 else figure
        for figure in figures
    ]


def _place(figure: Mapping[str, str]) -> tuple[str, ...]:
    """What two figures that a paragraph prints differently have in common."""
    return tuple(figure.get(key, "") for key in (*_KEYS, "locator"))


def is_same_figure(one: Label, other: Label, indicators: Mapping[str, Indicator], language: Language) -> bool:
    """Whether two mentions are one figure."""
    if any(getattr(one, key) != getattr(other, key) for key in _KEYS):
        return False
    first, second = (_reading(label, indicators, language) for label in (one, other))
    if first is None or second is None:
        return one.printed == other.printed
    if first.value == second.value:
        return True
    finer, coarser = sorted((first, second), key=lambda reading: reading.step)
    return coarser.qualifier in _ROUND and finer.step < coarser.step and finer.value in coarser.loose


def _is_same(one: Mention, other: Mention, indicators: Mapping[str, Indicator], language: Language) -> bool:
    return is_same_figure(one.label, other.label, indicators, language)


def _reading(label: Label, indicators: Mapping[str, Indicator], language: Language) -> Reading | None:
    try:
        return read_printed_as(indicators[label.indicator], label.printed, language)
    except (NumeralError, KeyError):
        return None


def common_values(figures: Sequence[dict[str, str]]) -> dict[str, str]:
    """The area and the period that most figures share, as the defaults of their source."""
    values = {}
    for key in DEFAULTS:
        counts = Counter(figure[key] for figure in figures if key in figure)
        value, times = counts.most_common(1)[0] if counts else ("", 0)
        if times > 1 or len(figures) == 1:
            values[key] = value
    return values


def _figure(mentions: Sequence[Mention], indicators: Mapping[str, Indicator], language: Language) -> dict[str, str]:
    def precision(mention: Mention) -> tuple[Decimal, int]:
        reading = _reading(mention.label, indicators, language)
        return (Decimal(0) if reading is None else -reading.step, len(mention.label.printed))

    label = max(mentions, key=precision).label
    values = {key: getattr(label, key) for key in _KEYS} | {"printed": label.printed}
    values["locator"] = _locator(mention.row.paragraph for mention in mentions)
    return {key: str(value) for key, value in values.items() if value}


def _locator(paragraphs: Iterable[int]) -> str:
    """Paragraphs in words: "paragraph 3", "title and paragraphs 2 and 5"."""
    ordered = sorted(set(paragraphs))
    numbers = [str(number) for number in ordered if number]
    listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
    said = f"paragraph{'s' if len(numbers) > 1 else ''} {listed}" if numbers else ""
    return " and ".join(filter(None, ("title" if 0 in ordered else "", said)))
