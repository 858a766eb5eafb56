"""Which figure is likely to be entered next: its indicator, and its segment or programme.

In a list by area each area has what the one before had, in the same order. In one area the next figure is one that
an identity of the vocabulary sets beside the last (participants after coverage, benefits after claims), and where these
are entered, the same of the next segment or programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bpjscli.load.raw import Values
from bpjscli.model.facts import Vocabulary

_NAME = re.compile(r"[a-z_]+")


def next_figure(entered: Sequence[Values], vocabulary: Vocabulary, area: str) -> dict[str, str]:
    """What is likely to come for `area` after the figures `entered`, as keys with values; empty before the first."""
    own = [values for values in entered if values["area"] == area]
    others = [values for values in entered if values["area"] != area]
    example = [values for values in others if values["area"] == others[-1]["area"]]
    if len(example) > len(own) and [*map(_kind, own)] == [*map(_kind, example[: len(own)])]:
        return _kind(example[len(own)])
    if not own:
        return {}
    last = own[-1]
    done = [values["indicator"] for values in own if _part(values) == _part(last)]
    beside = next((name for name in _beside(last["indicator"], vocabulary) if name not in done), None)
    if beside is not None:
        return {"indicator": beside, **_part(last)}
    further = _next_part(last, vocabulary)
    return {"indicator": done[0], **further} if further else {}


def _kind(values: Values) -> dict[str, str]:
    return {"indicator": values["indicator"], **_part(values)}


def _part(values: Values) -> dict[str, str]:
    return {key: values[key] for key in ("segment", "programme") if values.get(key)}


def _next_part(values: Values, vocabulary: Vocabulary) -> dict[str, str]:
    """The segment or programme after that of a figure, in the order of the vocabulary; none after the last."""
    known: Mapping[str, Sequence[str]] = {
        "segment": list(vocabulary.segments),
        "programme": list(vocabulary.programmes),
    }
    for key, ids in known.items():
        if values.get(key) in ids[:-1]:
            return {key: ids[ids.index(values[key]) + 1]}
    return {}


def _beside(indicator: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The indicators that stand beside another one in an identity and are as customary; what adds up comes first."""
    role = vocabulary.indicators[indicator].role
    for identity in vocabulary.identities.values():
        names = [name for name in _NAME.findall(identity.holds) if name in vocabulary.indicators]
        if indicator not in names:
            continue
        neighbours = [vocabulary.indicators[name] for name in dict.fromkeys(names) if name != indicator]
        neighbours = [
            one for one in neighbours if one.role == role and not one.rare and (one.additive or one.kind == "stock")
        ]
        yield from (one.id for one in sorted(neighbours, key=lambda one: not one.additive))
