"""Family S, continued: changes that no workforce can make in the time."""

from __future__ import annotations

from collections.abc import Iterator

from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import N_, Finding, Message
from bpjscli.checks.registry import check
from bpjscli.derive.doubt import jumps


@check("S603", "warning", "A jump that no workforce can make in the time")
def jump(examination: Examination) -> Iterator[Finding]:
    """Coverage changes by more than five points and ten points a year, or a headcount more than doubles in a year.

    A segment may begin with hardly anybody, so that its headcount may grow to five times as much.

    Two figures for neighbouring dates, usually of different sources, are each believable and cannot follow each other:
    27.36 % on 1 December and 37 % on 24 December. A figure that differs from both its neighbours while these agree is
    named as the odd one out. Where bases differ, nothing is compared.
    """
    indicators = examination.base.vocabulary.indicators
    for (indicator, *_), figures in examination.undisputed.items():
        for found in jumps(figures, indicators[indicator]) if len(figures) > 1 else ():
            figure, before, after = found.figure, found.before, found.after
            if after is not None:
                text = N_("{figure} is the odd one out: {before} came before it, and {after} after it.")
                message = Message(text, {"figure": figure, "before": before, "after": after})
                yield Finding("S603", "warning", message, (figure, before, after))
            else:
                text = N_("{figure}: too far from {before} for the time between them.")
                yield Finding("S603", "warning", Message(text, {"figure": figure, "before": before}), (figure, before))
