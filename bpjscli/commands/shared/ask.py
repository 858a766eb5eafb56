"""What a command asks for, from its arguments: an indicator, an area, a segment or programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bpjscli.commands.shared.run import area_id
from bpjscli.errors import BpjsError, OptionError, quoted
from bpjscli.i18n import say as _
from bpjscli.measures.answers import Answers, Key

if TYPE_CHECKING:
    from bpjscli.load.labels import Named

MOST_NAMED = 8  # indicators that a message lists; there are several dozen
SHORTEST_PART = 3  # letters of a word that stands for a name it is a part of


def choose_area(answers: Answers, area: str | None, default: Callable[[Answers], str | None]) -> str:
    """The id of the area that the argument names; without one, that of `default`. Raises `BpjsError` if unknown."""
    place = area_id(answers, area) or default(answers)
    if place is None:
        raise BpjsError(_("{path} has no figures; say which area with --area", path=answers.base.path))
    return place


def find_id(option: str, value: str | None, known: Mapping[str, Named]) -> str | None:
    """The id of what goes by an id or a label, in either language; raises `BpjsError` with the nearest ones."""
    if value is None or value in known:
        return value
    from bpjscli.load.labels import match_label

    match = match_label(value, known)
    if match is None:
        raise OptionError(option, _("unknown {value}{hint}", value=quoted(value), hint=_meant(value, known)))
    return match.id


def _meant(value: str, known: Mapping[str, Named]) -> str:
    """The end of a message: those that `value` is a part of or nearly is, else the first of them all."""
    from difflib import get_close_matches

    from bpjscli.load.diagnostics import fold, list_words

    wanted = fold(value.strip())
    ids = {fold(name): one.id for one in known.values() for name in (one.name.en, one.name.id, one.id)}
    near = [name for name in ids if len(wanted) >= SHORTEST_PART and wanted in name]
    near = sorted(near, key=lambda name: (not name.startswith(wanted), len(name))) or get_close_matches(wanted, ids, 3)
    if near:
        meant = list(dict.fromkeys(ids[name] for name in near))[:3]
        return _("; did you mean {value}?", value=list_words([quoted(id_) for id_ in meant]))
    more = _(" and {known} more", known=len(known) - MOST_NAMED) if len(known) > MOST_NAMED else ""
    return _("; known are {known}{more}", known=", ".join(list(known)[:MOST_NAMED]), more=more)


def choose_key(
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
        find_id("INDICATOR", indicator, vocabulary.indicators) or indicator,
        "",
        find_id("--segment", segment, vocabulary.segments),
        find_id("--programme", programme, vocabulary.programmes),
    )
    return key._replace(area=choose_area(answers, area, lambda asked: default(asked, key)))
