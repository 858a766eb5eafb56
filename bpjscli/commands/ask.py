"""What a command asks for, from its arguments: an indicator, an area, a segment or programme."""

from __future__ import annotations

from collections.abc import Callable

from bpjscli.commands.run import area_id, one_of
from bpjscli.derive.answers import Answers, Key
from bpjscli.errors import BpjsError


def wanted(
    answers: Answers,
    indicator: str,
    area: str | None,
    segment: str | None,
    programme: str | None,
    default: Callable[[Answers, Key], str | None],
) -> Key:
    """The key that the arguments name; without an area, that of `default`. Raises `BpjsError` for unknown names."""
    vocabulary = answers.base.vocabulary
    indicator = one_of("INDICATOR", indicator, list(vocabulary.indicators)) or indicator
    segment = one_of("--segment", segment, list(vocabulary.segments))
    programme = one_of("--programme", programme, list(vocabulary.programmes))
    key = Key(indicator, area_id(answers, area) or "", segment, programme)
    place = key.area or default(answers, key)
    if place is None:
        raise BpjsError(f"bpjs: {answers.base.path} has no figures; say which area with --area")
    return key._replace(area=place)
