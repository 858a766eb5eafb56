"""One area at one time: coverage and what belongs to it, from one source as far as that reaches."""

from __future__ import annotations

import msgspec

from bpjscli.measures.agreement import meet
from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import sound, usable
from bpjscli.model.period import Period


class SnapshotPart(msgspec.Struct, frozen=True, gc=False):
    """An indicator of a snapshot. Without a candidate, `elsewhere` is the nearest answer for another time, if any.

    `against` is an answer for the same time that was left out, as its source has another number for the lead: `lead`.
    """

    candidate: Candidate | None
    elsewhere: Candidate | None = None
    against: Candidate | None = None
    lead: Candidate | None = None


class Snapshot(msgspec.Struct, frozen=True, gc=False):
    """An area's `lead` indicator, and the others for the same period."""

    area: str
    lead: Candidate | None
    parts: dict[str, SnapshotPart]

    @property
    def period(self) -> Period | None:
        """The period of the lead."""
        return None if self.lead is None else self.lead.period


def snapshot(
    answers: Answers,
    area: str,
    lead: str,
    others: tuple[str, ...],
    period: Period | None = None,
    *,
    segment: str | None = None,
    programme: str | None = None,
    source: str | None = None,
) -> Snapshot:
    """The latest answer for `lead` (of one source, where given), with `others` from the same group where it has them.

    Other sources fill in only for the very same period, and only where what they say of the lead itself can be the same
    number: what contradicts itself does not stand in one row.
    """
    key = Key(lead, area, segment, programme)
    chosen = answers.best(key, period)
    if source is not None:
        chosen = next((c for c in answers.candidates(key, period) if c.source.id == source), chosen)
    parts = {name: _part(answers, key._replace(indicator=name), chosen, period) for name in others}
    return Snapshot(area, chosen, parts)


def _part(answers: Answers, key: Key, lead: Candidate | None, period: Period | None) -> SnapshotPart:
    candidates = answers.candidates(key, period)
    if lead is None:
        return SnapshotPart(candidates[0] if candidates else None)
    same_period = answers.at(key, lead.period)
    if lead.quantity.disputed:  # nothing of another source mends it
        same_period = [c for c in same_period if c.source is lead.source]
    same_group = [c for c in same_period if c.solved is lead.solved]
    if same_group:
        return SnapshotPart(same_group[0])
    same_base = [c for c in same_period if c.base == lead.base]
    for candidate in same_base:
        if other_lead(answers, lead, candidate) is None:
            return SnapshotPart(candidate)
    if same_base and not lead.quantity.disputed:
        return SnapshotPart(None, None, same_base[0], other_lead(answers, lead, same_base[0]))
    return SnapshotPart(None, candidates[0] if candidates else None)


def other_lead(answers: Answers, lead: Candidate, candidate: Candidate) -> Candidate | None:
    """What the source of `candidate` says instead of `lead`, where the two cannot be the same number."""
    own = [c for c in answers.at(lead.key, lead.period) if c.source is candidate.source and c.base == lead.base]
    return own[0] if own and not any(meet(lead, c) for c in own) else None


def find_beside(answers: Answers, current: Candidate, indicator: str) -> Candidate | None:
    """Another indicator of `current`'s area, segment and period: of its own group, else of a source on its base.

    That source may not say otherwise of `current` itself. `None` where no answer has bounds on both sides; what is
    disputed answers only where nothing else does.
    """
    candidates = [
        c
        for c in answers.at(Key(indicator, current.key.area, current.key.segment), current.period)
        if usable(c) and c.narrowed.width is not None
    ]
    candidates.sort(key=lambda c: c.quantity.disputed)
    same_group = [c for c in candidates if c.solved is current.solved]
    others = (c for c in candidates if c.base == current.base and sound(c) and other_lead(answers, current, c) is None)
    return same_group[0] if same_group else next(others, None)
