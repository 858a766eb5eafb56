"""What a command asks for, from its arguments: an indicator, an area, a segment or programme."""

from __future__ import annotations

from collections.abc import Callable

from bpjscli.commands.run import area_id, one_of
from bpjscli.derive.answers import Answers, Key
from bpjscli.errors import BpjsError


def wanted_area(answers: Answers, area: str | None, default: Callable[[Answers], str | None]) -> str:
    """The id of the area that the argument names; without one, that of `default`. Raises `BpjsError` if unknown."""
    place = area_id(answers, area) or default(answers)
    if place is None:
        raise BpjsError(f"bpjs: {answers.base.path} has no figures; say which area with --area")
    return place


def wanted_key(
    answers: Answers,
    indicator: str,
    area: str | None,
    segment: str | None,
    programme: str | None,
    default: Callable[[Answers, Key], str | None],
) -> Key:
    """The key that the arguments name; without an area, that of `default`. Raises `BpjsError` for unknown names."""
    vocabulary = answers.base.vocabulary
    key = Key(
        one_of("INDICATOR", indicator, list(vocabulary.indicators)) or indicator,
        "",
        one_of("--segment", segment, list(vocabulary.segments)),
        one_of("--programme", programme, list(vocabulary.programmes)),
    )
    return key._replace(area=wanted_area(answers, area, lambda asked: default(asked, key)))
