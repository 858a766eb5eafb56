"""`bpjs explain`: where a number comes from, as a tree down to figures, readings, identities and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate, Key, published
from bpjscli.measures.lineage import Alternative, AppliedIdentity, Evidence, FigureReading, Lineage, lineage
from bpjscli.model.facts import Figure
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder, quantity_data
from bpjscli.report.document import Cell, Column, Document, Node, Tree
from bpjscli.report.numbers import capitalise, interval_text, period_text, plain_decimal
from bpjscli.report.views.trend import measure_trend
from bpjscli.solver.plan import REGION

KEYS = ("kind", "indicator", "area", "period", "segment", "programme", "base", "quantity", "why", "identity", "holds")
PLACE = ("figure", "printed", "read_as", "source", "file", "line")


def explain(answers: Answers, lang: Lang, key: Key, period: Period | None = None) -> Document:
    """The lineage of the answer to `key`: for `period`, the latest within it, or the latest of all."""
    build = Builder(answers, "explain", lang)
    build.section("explain", "", [explain_tree(build, key, period)])
    title = build._("Where it comes from: {indicator}, {area}")
    return build.document(title.format(indicator=measure_trend(build, key), area=build.name(key.area)), "explain")


def explain_tree(build: Builder, key: Key, period: Period | None = None) -> Tree:
    """The tree under one answer."""
    chosen = build.answers.best(key, period, exactly=True) if period is not None else None
    chosen = chosen or build.answers.best(key, period)
    columns = tuple(Column(key, key, "quantity" if key == "quantity" else "text") for key in KEYS + PLACE)
    if chosen is None:
        return Tree("explain", columns, empty=_why_nothing(build, key, period))
    found = lineage(build.answers, chosen, period)
    return Tree("explain", columns, (_Explainer(build, found).root(),))


def _why_nothing(build: Builder, key: Key, period: Period | None) -> str:
    """Why there is no answer: figures that it would follow from are disputed, or there are none."""
    _ = build._
    text = _("{area}: figures for {indicator} are not in this fact base, nor are those that it would follow from.")
    for when, prospects in build.answers.prospects(key).items():
        if (period is None or period.covers(when)) and any(prospect.solved.conflicts for prospect in prospects):
            text = _(
                "{area}: figures for {indicator} are not in this fact base, and nothing is derived, because those that "
                "it would follow from contradict each other; bpjs check --area {id} says which."
            )
    text = text.format(area=build.name(key.area), indicator=measure_trend(build, key), id=key.area)
    return build.missing(key.area, text)


class _Explainer:
    """Turns one lineage into nodes."""

    def __init__(self, build: Builder, found: Lineage) -> None:
        self.build = build
        self.found = found
        self._ = build._

    def root(self) -> Node:
        chosen = self.found.chosen
        cell = self.build.answer(chosen)
        text = f"{self.title(chosen)}: {_shown(cell)}"
        children = [*self.origins(self.found.evidence), self.source(chosen)]
        for id_, title, same in (
            ("alternatives", self._("not chosen"), True),
            ("other-periods", self._("for other periods"), False),
        ):
            others = [a for a in self.found.alternatives if (a.candidate.period == chosen.period) == same]
            if others:
                children.append(Node(title, {"kind": id_}, children=tuple(map(self.alternative, others))))
        return Node(text, _about(chosen, "answer"), (), cell.marks, tuple(children))

    def title(self, chosen: Candidate) -> str:
        label = measure_trend(self.build, chosen.key)
        place, when = self.build.name(chosen.key.area), period_text(chosen.period, self.build.lang)
        return f"{capitalise(label)}, {place}, {when}"

    def origins(self, evidence: Evidence) -> Iterator[Node]:
        """What a quantity rests on: its figures, what contradicts them, and the identities that say more."""
        for reading in evidence.readings:
            yield self.figure(reading)
        if evidence.against:
            members = tuple(self.leaf(reading, evidence) for reading in evidence.against)
            yield Node(self._("disputed: cannot all be true together with"), {"kind": "contradiction"}, (), (), members)
        if evidence.hull is not None:
            shown = self.build.hull_text(evidence.hull, evidence.variable.indicator)
            data = {"kind": "hull", "quantity": quantity_data(evidence.hull)}
            yield Node(self._("whichever figure is wrong: {interval}").format(interval=shown), data)
        if evidence.whichever:
            members = tuple(self.leaf(reading, evidence) for reading in evidence.whichever)
            text = self._("holds whichever of these figures is wrong")
            if not self.found.chosen.solved.looked_at_every_repair:
                text = self._("holds whichever of these figures is wrong; not each combination was looked at")
            yield Node(text, {"kind": "hull"}, (), (), members)
        for step in evidence.steps:
            yield self.application(step, evidence)

    def figure(self, reading: FigureReading) -> Node:
        figure = reading.figure
        cell = self.build.quantity(published(figure, disputed=reading.disputed, cut=reading.read_as == "cut"))
        text = self._("printed {figure}").format(figure=self.printed(figure))
        children = () if reading.read_as == "full" else (self.reading(reading),)
        return Node(text, self.figure_data(figure) | {"read_as": reading.read_as}, cell.notes, cell.marks, children)

    def printed(self, figure: Figure) -> str:
        """A figure as it is printed, with its place in the fact base."""
        printed = f"“{figure.printed}”" if figure.printed is not None else plain_decimal(figure.given)
        return f"{printed} ({self.build.base.place_of(figure)})"

    def figure_data(self, figure: Figure) -> dict[str, Any]:
        place = self.build.base.place_of(figure)
        return {
            "kind": "figure",
            "indicator": figure.indicator,
            "area": figure.area,
            "period": figure.period.text,
            "segment": figure.segment,
            "programme": figure.programme,
            "base": figure.base,
            "quantity": quantity_data(published(figure)),
            "figure": figure.id,
            "printed": figure.printed if figure.printed is not None else plain_decimal(figure.given),
            "source": figure.source.id,
            "file": place.file,
            "line": place.line,
        }

    def reading(self, reading: FigureReading) -> Node:
        """How a shortened or qualified figure is read."""
        _ = self._
        texts = {
            "rounded": _("read as {interval}"),
            "loose": _("read loosely as {interval}: the figures of its group agree only so"),
            "cut": _("cut, or off by one in its last digit: read as {interval}"),
        }
        figure = reading.figure
        unit = self.build.unit(figure.indicator) or figure.unit
        shown = interval_text(reading.interval, figure.reading.step, unit, self.build.lang)
        data = quantity_data(published(figure, cut=reading.read_as in ("loose", "cut")))
        return Node(
            texts[reading.read_as].format(interval=shown),
            {"kind": "reading", "quantity": data, "figure": figure.id, "read_as": reading.read_as},
        )

    def leaf(self, reading: FigureReading, parent: Evidence) -> Node:
        """A quantity that one figure states, and how it is read."""
        figure = reading.figure
        node = self.figure(reading)
        label = self.label(Key(figure.indicator, figure.area, figure.segment, figure.programme), figure.period, parent)
        return msgspec.structs.replace(node, text=f"{label}: {self.printed(figure)}")

    def label(self, key: Key, period: Period, parent: Evidence) -> str:
        """An indicator, with its area and period where they are not those of what it is named under."""
        label = [measure_trend(self.build, key)]
        if key.area != parent.area:
            label.append(self.build.name(key.area))
        if period != parent.period:
            label.append(period_text(period, self.build.lang))
        return ", ".join(label)

    def application(self, step: AppliedIdentity, evidence: Evidence) -> Node:
        _ = self._
        if step.identity == REGION:
            text = (
                _("the sum of its areas") if not evidence.readings else _("narrowed to {value} as the sum of its areas")
            )
        elif evidence.readings:
            text = _("narrowed to {value} by {identity}")
        else:
            text = _("follows from {identity}")
        cell = self.build.quantity(evidence.quantity, unit=self.build.unit(evidence.variable.indicator))
        operands = tuple(self.operand(operand, evidence) for operand in step.operands)
        data = {"kind": "identity", "identity": step.identity, "holds": step.holds or None}
        shown = text.format(value=_shown(cell), identity=step.holds)
        return Node(shown, data, (), cell.marks if evidence.readings else (), operands)

    def operand(self, operand: Evidence, parent: Evidence) -> Node:
        """A quantity that an identity was applied to."""
        if len(operand.readings) == 1 and operand.quantity is not None and not (operand.steps or operand.given):
            return self.leaf(operand.readings[0], parent)
        variable = operand.variable
        key = Key(variable.indicator, operand.area, variable.segment, variable.programme)
        cell = self.build.quantity(operand.quantity, unit=self.build.unit(variable.indicator))
        text = f"{self.label(key, operand.period, parent)}: {_shown(cell)}"
        if operand.given:
            text = self._("{quantity} (see above)").format(quantity=text)
        data = {
            "kind": "quantity",
            "indicator": variable.indicator,
            "area": operand.area,
            "period": operand.period.text,
            "segment": variable.segment,
            "programme": variable.programme,
            "quantity": None if operand.quantity is None else quantity_data(operand.quantity),
        }
        return Node(text, data, (), cell.marks, () if operand.given else tuple(self.origins(operand)))

    def source(self, chosen: Candidate) -> Node:
        source, base = chosen.source, self.build.base
        line = base.line_of_source(source)
        text = self._("source: {source} ({place})").format(
            source=self.build.source_text(source), place=f"{source.file}:{line}"
        )
        data = {"kind": "source", "source": source.id, "file": source.file, "line": line}
        return Node(text, data, (self.build.source_note(source),) if source.link else ())

    def alternative(self, alternative: Alternative) -> Node:
        other = alternative.candidate
        cell = self.build.answer(other)
        first = other.quantity.figures[0]
        parts = [_shown(cell)]
        if other.period != self.found.chosen.period:
            parts.insert(0, f"{period_text(other.period, self.build.lang)}:")
        reasons = [self.reason(why, other) for why in alternative.why if why != "other-period"]
        text = f"{' '.join(parts)} ({self.build.base.place_of(first)})"
        if reasons:
            text = f"{text}: {', '.join(reasons)}"
        data = _about(other, "alternative") | {"why": " ".join(alternative.why)}
        return Node(text, data, cell.notes, cell.marks)

    def reason(self, why: str, other: Candidate) -> str:
        _ = self._
        texts = {
            "superseded": _("its source has taken it back"),
            "disputed": _("disputed within its source"),
            "older": _("published earlier"),
            "rounding": _("newer, but a rounding of the one chosen"),
            "less-precise": _("less precise"),
            "derived": _("derived, while the one chosen is published"),
            "equal": _("as good as the one chosen"),
            "other-base": _("on the base {base}").format(base=f"“{other.base}”")
            if other.base
            else _("on a base that it does not name"),
        }
        return texts[why]


def _about(candidate: Candidate, kind: str) -> dict[str, Any]:
    key = candidate.key
    return {
        "kind": kind,
        "indicator": key.indicator,
        "area": key.area,
        "period": candidate.period.text,
        "segment": key.segment,
        "programme": key.programme,
        "base": candidate.base,
        "quantity": quantity_data(candidate.quantity),
        "source": candidate.source.id,
    }


def _shown(cell: Cell) -> str:
    return f"{cell.text} ({cell.detail})" if cell.detail else cell.text
