"""Where a number comes from, as a tree of nodes: figures and how they are read, identities, and what was not chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from bpjscli.measures.answers import Candidate, Key, published
from bpjscli.measures.lineage import Alternative, AppliedIdentity, Evidence, FigureReading, Lineage, evidence, lineage
from bpjscli.model.facts import Figure
from bpjscli.model.period import Period
from bpjscli.report.cells import Cells, How, Trace, quantity_data
from bpjscli.report.document import Cell, Derivation, Mark, Node
from bpjscli.report.numbers import capitalise, interval_text, period_text, plain_decimal
from bpjscli.solver.plan import REGION
from bpjscli.solver.quantity import Quantity


def derive(build: Cells, traces: Mapping[str, Trace]) -> tuple[Derivation, ...]:
    """The derivations of numbers, by id, as a page shows them: with publishers instead of places in the fact base."""
    ids = {_identity(trace.how, trace.quantity): id_ for id_, trace in reversed(list(traces.items()))}
    return tuple(Derivation(id_, _derived(build, trace, ids)) for id_, trace in traces.items())


def _identity(how: Candidate | How | None, quantity: Quantity) -> tuple[object, ...]:
    """What two traces of the same number have in common."""
    if isinstance(how, Candidate):
        return how.key, how.period, how.source.id, how.base
    return quantity.unit, quantity.value, quantity.interval, tuple(figure.id for figure in quantity.figures)


def _derived(build: Cells, trace: Trace, ids: Mapping[tuple[object, ...], str]) -> Node:
    if isinstance(trace.how, How):
        return _computed(build, trace, trace.how, ids)
    return _bare(Explainer(build, lineage(build.answers, trace.how, trace.how.period), places=False).root())


def _bare(node: Node) -> Node:
    """`node` with what a page shows of it: the note of its source, no others and no data."""
    notes = node.notes if node.data.get("kind") == "source" else ()
    return replace(node, data={}, notes=notes, children=tuple(map(_bare, node.children)))


def _computed(build: Cells, trace: Trace, how: How, ids: Mapping[tuple[object, ...], str]) -> Node:
    """What was computed, by which rule, and of what."""
    quantity, shown = trace.quantity, trace.shown
    exact = quantity.origin != "derived" or quantity.interval.exact or quantity.interval.width is None
    interval = interval_text(quantity.interval, quantity.step, trace.unit or quantity.unit, build.lang)
    detail = shown.detail or ("" if exact else interval)
    text = f"{how.what}: {shown_text(replace(shown, detail=detail))}"
    operands = tuple(_operand(build, label, operand, ids) for label, operand in how.operands if operand is not None)
    rule = Node(build._("computed as {rule}").format(rule=how.rule), children=operands)
    return Node(text, marks=shown.marks, children=(rule,))


def _operand(build: Cells, label: str, operand: Candidate | Quantity, ids: Mapping[tuple[object, ...], str]) -> Node:
    """A number that a rule was applied to, with what it rests on; one that has a derivation refers to that."""
    answer = operand if isinstance(operand, Candidate) else None
    quantity = operand if isinstance(operand, Quantity) else operand.quantity
    if quantity.origin == "published" and not quantity.disputed:
        return _leaf(build, label, quantity.figures[0])
    text = f"{label}: {shown_text(build.quantity(quantity) if answer is None else build.answer(answer))}"
    marks = _marks(quantity)
    if (id_ := ids.get(_identity(answer, quantity))) is not None:
        return Node(text, marks=marks, derivation=id_)
    if answer is None:
        return Node(
            text, marks=marks, children=tuple(_leaf(build, _about_figure(build, f), f) for f in quantity.figures)
        )
    explainer = Explainer(build, Lineage(answer, evidence(build.answers, answer), ()), places=False)
    return Node(text, marks=marks, children=tuple(map(_bare, explainer.origins(explainer.found.evidence))))


def _marks(quantity: Quantity) -> tuple[Mark, ...]:
    return ("disputed",) if quantity.disputed else ()


def _leaf(build: Cells, label: str, figure: Figure) -> Node:
    """A figure that a number rests on: what it is, how it is printed, and its source."""
    return Node(f"{label}: {_printed(build, figure, places=False)}", notes=(build.source_note(figure.source),))


def _about_figure(build: Cells, figure: Figure) -> str:
    measured = build.measure(Key(figure.indicator, figure.area, figure.segment, figure.programme))
    return f"{measured}, {build.name(figure.area)}, {period_text(figure.period, build.lang)}"


def _printed(build: Cells, figure: Figure, *, places: bool) -> str:
    """A figure as it is printed, with its place in the fact base or its publisher."""
    printed = f"“{figure.printed}”" if figure.printed is not None else plain_decimal(figure.given)
    return f"{printed} ({build.base.place_of(figure) if places else build.source_name(figure.source)})"


class Explainer:
    """Turns one lineage into nodes; with `places`, figures have their places in the fact base, and all is told."""

    def __init__(self, build: Cells, found: Lineage, *, places: bool = True) -> None:
        self.build = build
        self.found = found
        self.places = places
        self._ = build._

    def root(self) -> Node:
        """The answer with all that it rests on, and what was not chosen."""
        chosen = self.found.chosen
        cell = self.build.answer(chosen)
        text = f"{self._title(chosen)}: {shown_text(cell)}"
        children = [*self.origins(self.found.evidence), self._source(chosen)]
        for id_, title, same in (
            ("alternatives", self._("not chosen"), True),
            ("other-periods", self._("for other periods"), False),
        ):
            others = [a for a in self.found.alternatives if (a.candidate.period == chosen.period) == same]
            if others and (same or self.places):
                children.append(Node(title, {"kind": id_}, children=tuple(map(self._alternative, others))))
        return Node(text, _about(chosen, "answer"), (), cell.marks, tuple(children))

    def _title(self, chosen: Candidate) -> str:
        label = self.build.measure(chosen.key)
        place, when = self.build.name(chosen.key.area), period_text(chosen.period, self.build.lang)
        return f"{capitalise(label)}, {place}, {when}"

    def origins(self, evidence: Evidence) -> Iterator[Node]:
        """What a quantity rests on: its figures, what contradicts them, and the identities that say more."""
        for reading in evidence.readings:
            yield self._figure(reading)
        if evidence.against:
            members = tuple(self._leaf(reading, evidence) for reading in evidence.against)
            yield Node(self._("disputed: cannot all be true together with"), {"kind": "contradiction"}, (), (), members)
        if evidence.hull is not None:
            shown = self.build.hull_text(evidence.hull, evidence.variable.indicator)
            data = {"kind": "hull", "quantity": quantity_data(evidence.hull)}
            yield Node(self._("whichever figure is wrong: {interval}").format(interval=shown), data)
        if evidence.whichever:
            members = tuple(self._leaf(reading, evidence) for reading in evidence.whichever)
            text = self._("holds whichever of these figures is wrong")
            if not self.found.chosen.solved.looked_at_every_repair:
                text = self._("holds whichever of these figures is wrong; not each combination was looked at")
            yield Node(text, {"kind": "hull"}, (), (), members)
        for step in evidence.steps:
            yield self._application(step, evidence)

    def _figure(self, reading: FigureReading) -> Node:
        figure = reading.figure
        cell = self.build.quantity(published(figure, disputed=reading.disputed, cut=reading.read_as == "cut"))
        text = self._("printed {figure}").format(figure=self._printed(figure))
        children = () if reading.read_as == "full" else (self._reading(reading),)
        return Node(text, self._figure_data(figure) | {"read_as": reading.read_as}, cell.notes, cell.marks, children)

    def _printed(self, figure: Figure) -> str:
        return _printed(self.build, figure, places=self.places)

    def _figure_data(self, figure: Figure) -> dict[str, Any]:
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

    def _reading(self, reading: FigureReading) -> Node:
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

    def _leaf(self, reading: FigureReading, parent: Evidence) -> Node:
        """A quantity that one figure states, and how it is read."""
        figure = reading.figure
        node = self._figure(reading)
        label = self._label(Key(figure.indicator, figure.area, figure.segment, figure.programme), figure.period, parent)
        return replace(node, text=f"{label}: {self._printed(figure)}")

    def _label(self, key: Key, period: Period, parent: Evidence) -> str:
        """An indicator, with its area and period where they are not those of what it is named under."""
        label = [self.build.measure(key)]
        if key.area != parent.area:
            label.append(self.build.name(key.area))
        if period != parent.period:
            label.append(period_text(period, self.build.lang))
        return ", ".join(label)

    def _application(self, step: AppliedIdentity, evidence: Evidence) -> Node:
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
        operands = tuple(self._operand(operand, evidence) for operand in step.operands)
        data = {"kind": "identity", "identity": step.identity, "holds": step.holds or None}
        shown = text.format(value=shown_text(cell), identity=step.holds)
        return Node(shown, data, (), cell.marks if evidence.readings else (), operands)

    def _operand(self, operand: Evidence, parent: Evidence) -> Node:
        """A quantity that an identity was applied to."""
        if len(operand.readings) == 1 and operand.quantity is not None and not (operand.steps or operand.given):
            return self._leaf(operand.readings[0], parent)
        variable = operand.variable
        key = Key(variable.indicator, operand.area, variable.segment, variable.programme)
        cell = self.build.quantity(operand.quantity, unit=self.build.unit(variable.indicator))
        text = f"{self._label(key, operand.period, parent)}: {shown_text(cell)}"
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

    def _source(self, chosen: Candidate) -> Node:
        source, base = chosen.source, self.build.base
        line = base.line_of_source(source)
        text = self._("source: {source}").format(source=self.build.source_text(source))
        if self.places:
            text = f"{text} ({source.file}:{line})"
        data = {"kind": "source", "source": source.id, "file": source.file, "line": line}
        return Node(text, data, (self.build.source_note(source),) if source.link else ())

    def _alternative(self, alternative: Alternative) -> Node:
        other = alternative.candidate
        cell = self.build.answer(other)
        first = other.quantity.figures[0]
        parts = [shown_text(cell)]
        if other.period != self.found.chosen.period:
            parts.insert(0, f"{period_text(other.period, self.build.lang)}:")
        reasons = [self._reason(why, other) for why in alternative.why if why != "other-period"]
        place = self.build.base.place_of(first) if self.places else self.build.source_name(first.source)
        text = f"{' '.join(parts)} ({place})"
        if reasons:
            text = f"{text}: {', '.join(reasons)}"
        data = _about(other, "alternative") | {"why": " ".join(alternative.why)}
        return Node(text, data, cell.notes, cell.marks)

    def _reason(self, why: str, other: Candidate) -> str:
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


def shown_text(cell: Cell) -> str:
    """A number with its interval, where it has one."""
    return f"{cell.text} ({cell.detail})" if cell.detail else cell.text
