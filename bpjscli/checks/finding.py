"""Findings as values, and which of them concern an area; wording is filled in where they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from bpjscli.model.areas import area_and_within
from bpjscli.model.facts import FactBase, Figure, Location, Severity, Source
from bpjscli.model.period import Period
from bpjscli.solver.quantity import Quantity

SuggestionKind = Literal["relabel", "swap", "digit", "scale", "copied", "parts", "addend", "incomplete"]
Evidence = Literal["strong", "fair", "weak"]
STRONG, FAIR = Decimal("0.9"), Decimal("0.5")  # of all explanations together
Argument = Figure | Quantity | Period | Source | Decimal | date | int | str | tuple["Argument", ...]


class Message(msgspec.Struct, frozen=True):
    """A sentence with `{named}` places: English, and the key of its translation."""

    text: str
    arguments: Mapping[str, Argument] = {}


class Follows(msgspec.Struct, frozen=True):
    """A quantity that would follow if a suggestion were right."""

    indicator: str
    area: str
    segment: str | None
    programme: str | None
    quantity: Quantity


class Suggestion(msgspec.Struct, frozen=True):
    """A misprint that would explain a contradiction.

    `reading` is the indicator that `figure` really states (relabel, parts), else the number as it would have been
    printed; `value` is that number. `others` are the figures read otherwise along with it: of an `addend` the total of
    the sum that `figure` belongs into, of an `incomplete` total the parts that it leaves out. `bits` is the evidence:
    bits of coincidence gained less bits of hypothesis spent; `probability` is what that amounts to beside all other
    explanations, "none of these" among them. `almost` says that a small disagreement would be left, `error` which
    typing error it is, `open_ended` that the number may be larger.
    """

    kind: SuggestionKind
    figure: Figure
    reading: str
    value: Decimal
    bits: Decimal
    others: tuple[tuple[Figure, str], ...] = ()
    follows: tuple[Follows, ...] = ()
    almost: bool = False
    probability: Decimal = Decimal(0)
    error: str | None = None
    open_ended: bool = False

    @property
    def evidence(self) -> Evidence:
        """How strong the evidence is, in a word."""
        return evidence_of(self.probability)


def evidence_of(probability: Decimal) -> Evidence:
    """How strong the evidence is for what is so probable."""
    return "strong" if probability >= STRONG else "fair" if probability >= FAIR else "weak"


def tied(suggestions: Sequence[Suggestion]) -> int:
    """How many of the first suggestions cannot be told apart: those half as probable as the first at least."""
    first = suggestions[0].probability if suggestions else Decimal(0)
    return sum(2 * suggestion.probability >= first for suggestion in suggestions)


class Agreement(msgspec.Struct, frozen=True):
    """What a figure would have to be for the other figures to agree."""

    figure: Figure
    quantity: Quantity


class Finding(msgspec.Struct, frozen=True):
    """Something to say about figures. The first figure is where it is reported; `size` is a relative disagreement."""

    code: str
    severity: Severity
    message: Message
    figures: tuple[Figure, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    would: tuple[Agreement, ...] = ()
    size: Decimal | None = None
    source: Source | None = None  # for a finding about a source as a whole
    place: Location | None = None  # for a finding about something that is no figure
    accepted: str | None = None  # why it is known and explained


def N_(text: str) -> str:  # noqa: N802  # the customary name by which the extraction of messages knows it
    """Mark a message for translation where it is shown."""
    return text


def select_about(base: FactBase, findings: Iterable[Finding], area: str, period: Period | None = None) -> list[Finding]:
    """The `findings` that concern `area` and the areas within it.

    With a `period`, only figures that begin no later than it ends count. A finding without figures concerns the areas
    of its source's figures; one about no source, or about a source without figures, concerns every area.
    """
    figures = base.select(areas=area_and_within(area, base.areas))
    if period is not None:
        figures = [figure for figure in figures if figure.period.start <= period.end]
    mine, sources = {figure.id for figure in figures}, {figure.source.id for figure in figures}
    others = {figure.source.id for figure in base.select()} - sources
    return [
        finding
        for finding in findings
        if (
            any(figure.id in mine for figure in finding.figures)
            if finding.figures
            else _source_of(base, finding) not in others
        )
    ]


def _source_of(base: FactBase, finding: Finding) -> str | None:
    """The id of the source that a finding without figures is about, or in whose block its place lies."""
    if finding.source is not None or finding.place is None:
        return None if finding.source is None else finding.source.id
    return _source_at(base, finding.place)


def _source_at(base: FactBase, place: Location) -> str | None:
    lines = {base.line_of_source(source): source.id for source in base.sources if source.file == place.file}
    return lines.get(max((line for line in lines if line <= place.line), default=0))
