"""What a command asks for, from its arguments: an indicator, an area, a segment or programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bpjscli.commands.run import area_id
from bpjscli.derive.answers import Answers, Key
from bpjscli.errors import BpjsError, quoted

if TYPE_CHECKING:
    from bpjscli.edit.mapping import Named

MOST_NAMED = 8  # indicators that a message lists; there are several dozen
SHORTEST_PART = 3  # letters of a word that stands for a name it is a part of


def wanted_area(answers: Answers, area: str | None, default: Callable[[Answers], str | None]) -> str:
    """The id of the area that the argument names; without one, that of `default`. Raises `BpjsError` if unknown."""
    place = area_id(answers, area) or default(answers)
    if place is None:
        raise BpjsError(f"bpjs: {answers.base.path} has no figures; say which area with --area")
    return place


def named_id(option: str, value: str | None, known: Mapping[str, Named]) -> str | None:
    """The id of what goes by an id or a label, in either language; raises `BpjsError` with the nearest ones."""
    if value is None or value in known:
        return value
    from bpjscli.edit.mapping import named

    found = named(value, known)
    if found is None:
        raise BpjsError(f"bpjs: {option}: unknown {quoted(value)}{_meant(value, known)}")
    return found.id


def _meant(value: str, known: Mapping[str, Named]) -> str:
    """The end of a message: those that `value` is a part of or nearly is, else the first of them all."""
    from difflib import get_close_matches

    from bpjscli.facts.hints import fold, listed

    wanted = fold(value.strip())
    ids = {fold(name): one.id for one in known.values() for name in (one.name.en, one.name.id, one.id)}
    near = [name for name in ids if len(wanted) >= SHORTEST_PART and wanted in name]
    near = sorted(near, key=lambda name: (not name.startswith(wanted), len(name))) or get_close_matches(wanted, ids, 3)
    if near:
        meant = list(dict.fromkeys(ids[name] for name in near))[:3]
        return f"; did you mean {listed([quoted(id_) for id_ in meant])}?"
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"; known are {', '.join(list(known)[:MOST_NAMED])}{more}"


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
        named_id("INDICATOR", indicator, vocabulary.indicators) or indicator,
        "",
        named_id("--segment", segment, vocabulary.segments),
        named_id("--programme", programme, vocabulary.programmes),
    )
    return key._replace(area=wanted_area(answers, area, lambda asked: default(asked, key)))
