"""What figures of parts come to, held against the figure of their whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bpjscli.checks.contradictions import SMALL
from bpjscli.checks.finding import Argument, Finding, Message
from bpjscli.derive.quantity import derived
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Severity


def missed_whole(code: str, text: str, whole: Figure, parts: Sequence[Figure], total: Interval) -> Finding | None:
    """The finding that `parts`, which come to `total`, miss `whole` as generously as it is read; `None` if they do not.

    Its size is the miss relative to the whole; below that of a small contradiction it is a warning. `text` has places
    for {whole}, {total} and {parts}.
    """
    missed = total.distance(whole.reading.loose)
    if not missed:
        return None
    size = missed / whole.reading.value if whole.reading.value else Decimal(1)
    arguments: dict[str, Argument] = {"whole": whole, "total": derived(whole.unit, total), "parts": tuple(parts)}
    severity: Severity = "warning" if size < SMALL else "error"
    return Finding(code, severity, Message(text, arguments), (whole, *parts), size=size)
