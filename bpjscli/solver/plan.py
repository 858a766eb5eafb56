"""From identities to primitive constraints: the plan of a group, which all groups of the same shape share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from bpjscli.model.facts import Term, Vocabulary
from bpjscli.solver.constraints import (
    REGION,
    REST,
    Absent,
    Application,
    Constraint,
    Instance,
    Plan,
    Regions,
    Rule,
    Slot,
    Variable,
    variable_order,
)
from bpjscli.solver.draft import Addends, Draft, Sums
from bpjscli.solver.identity import Dimension, Identity, Name, Operation, SumOver

__all__ = ["REGION", "REST", "Constraint", "Instance", "Plan", "Planner", "Regions", "Variable"]


class Shape(msgspec.Struct, frozen=True, gc=False):
    """What a plan depends on.

    `known` are the published variables, `regions` the areas that are sums of others, `absent` the (year, segment or
    programme) pairs that did not exist yet. With `open_lists`, a source may leave out of a list what few know of,
    such as migrant workers. `sums` are variables that sums over other groups give.
    """

    known: frozenset[Variable]
    regions: Regions = ()
    absent: Absent = frozenset()
    open_lists: bool = False
    sums: frozenset[Variable] = frozenset()


class Planner:
    """Makes plans for one vocabulary and remembers them by shape.

    The order of the identities makes no difference to any plan. `quotients` are the indicators that are no percentages
    and yet seldom whole numbers: an average in full is rounded to one. `whole` are those that are counted, `divisors`
    what is counted where a rate is of it.
    """

    def __init__(self, vocabulary: Vocabulary, identities: Sequence[Identity]) -> None:
        self.vocabulary = vocabulary
        self._made: dict[Shape, Plan] = {}
        self._laws = _Laws(vocabulary, identities)
        self._within_reach: dict[frozenset[str], frozenset[str]] = {}
        self.signed = frozenset(i.id for i in vocabulary.indicators.values() if i.negative)
        self.quotients = frozenset(
            identity.result
            for identity in identities
            if isinstance(identity.expression, Operation)
            and identity.expression.operator == "/"
            and vocabulary.indicators[identity.result].unit != "percent"
        )
        self.whole = frozenset(
            indicator.id
            for indicator in vocabulary.indicators.values()
            if indicator.unit in ("persons", "count") and indicator.role == "actual"
        ).difference(self.quotients)
        self.divisors = {
            identity.result: identity.expression.right.indicator
            for identity in identities
            if isinstance(identity.expression, Operation)
            and identity.expression.operator == "/"
            and isinstance(identity.expression.right, Name)
            and identity.expression.right.indicator in self.whole
        }

    def plan(
        self,
        known: frozenset[Variable],
        regions: Regions = (),
        absent: Absent = frozenset(),
        *,
        open_lists: bool = False,
    ) -> Plan:
        """The plan for a group of this shape; see `Shape`."""
        shape = Shape(known, regions, absent, open_lists)
        plan = self._made.get(shape)
        if plan is None:
            plan = self._made[shape] = _Closure(self._laws, self.signed, shape).plan()
        return plan

    def within_reach(self, indicators: frozenset[str]) -> frozenset[str]:
        """`indicators`, and those that may follow from them: an identity gives one that alone is missing in it.

        Each variable of a plan is of one of these; which of them follow depends on areas, years and parts besides.
        """
        reachable = self._within_reach.get(indicators)
        if reachable is None:
            known = set(indicators)
            while more := [only for rule in self._laws.rules if (only := _only_missing(rule, known)) is not None]:
                known.update(more)
            reachable = self._within_reach[indicators] = frozenset(known)
        return reachable

    def plan_with_sums(self, known: frozenset[Variable], absent: Absent, sums: frozenset[Variable]) -> Plan:
        """The plan for a region of which `sums` are known from its parts, which are in groups of their own."""
        return _Closure(self._laws, self.signed, Shape(known, (), absent, sums=sums)).plan()


def _only_missing(rule: Rule, known: Collection[str]) -> str | None:
    """The one indicator that a rule names and that is not known, where parts are known of all that it adds up."""
    missing = {indicator for indicator, _ in rule.names if indicator not in known}
    return missing.pop() if len(missing) == 1 and all(sum_.indicator in known for sum_ in rule.sums) else None


class _Laws:
    """The identities of a vocabulary, arranged by how they are looked for."""

    def __init__(self, vocabulary: Vocabulary, identities: Sequence[Identity]) -> None:
        rules = [Rule.of(identity) for identity in sorted(identities, key=lambda identity: identity.id)]
        self.rules = rules
        self.sums = [rule for rule in rules if rule.sums]
        self.naming: dict[str, list[tuple[Rule, int]]] = defaultdict(list)  # indicator -> rules, and the year it is of
        self.differences: dict[str, tuple[str, str]] = {}  # what is less, and by what
        for rule in rules:
            if not rule.sums:
                self._note_difference(rule.identity)
                for indicator, year in rule.names:
                    self.naming[indicator].append((rule, year))
        self.cores = {
            (rule.identity.result, sum_.dimension): rule.identity.core
            for rule in rules
            for sum_ in rule.sums
            if not sum_.most
        }
        self.minuends = frozenset(minuend for minuend, _ in self.differences.values())
        self.additive = {
            indicator.id: Rule.of(Identity(REGION, "", indicator.id, Name(indicator.id)))
            for indicator in vocabulary.indicators.values()
            if indicator.additive
        }
        terms: Mapping[Dimension, Mapping[str, Term]] = {
            "segment": vocabulary.segments,
            "programme": vocabulary.programmes,
        }
        self.terms = {
            dimension: tuple(term.id for term in its.values() if term.counted != "within")
            for dimension, its in terms.items()
        }
        self.either = frozenset(t.id for its in terms.values() for t in its.values() if t.counted == "either")

    def _note_difference(self, identity: Identity) -> None:
        match identity.expression:
            case Operation("-", Name(minuend), Name(subtrahend)):
                self.differences.setdefault(identity.result, (minuend, subtrahend))


class _Slots:
    """Where sums may apply: known variables by area, and the slots at which nothing new can be added up."""

    def __init__(self) -> None:
        self.in_area: dict[int, list[Variable]] = defaultdict(list)
        self.divided: set[str] = set()  # indicators of which some segment or programme is known
        self.parts: set[tuple[str, Dimension, str]] = set()  # which of them
        self.exhausted: set[Slot] = set()
        self._whole: dict[Slot, None] = {}
        self._within: dict[Slot, None] = {}
        self._here: dict[tuple[int, int], list[Slot]] = defaultdict(list)

    def enter(self, variable: Variable) -> None:
        """Take in a variable that has become known."""
        indicator, segment, programme, area, year = variable
        self.in_area[area].append(variable)
        self._open((None, None, area, year), self._whole)
        if segment and programme:
            self._open((None, programme, area, year), self._within)
            self._open((segment, None, area, year), self._within)
        if segment:
            self.parts.add((indicator, "segment", segment))
        if programme:
            self.parts.add((indicator, "programme", programme))
        if (segment or programme) and indicator not in self.divided:
            self.divided.add(indicator)
            self.exhausted.clear()
        self.exhausted.difference_update(self._here[area, year])

    def changed(self) -> list[Slot]:
        """The slots at which a sum may apply, in their order."""
        return [slot for slot in (*self._whole, *self._within) if slot not in self.exhausted]

    def _open(self, slot: Slot, slots: dict[Slot, None]) -> None:
        if slot not in slots:
            slots[slot] = None
            self._here[slot[2:]].append(slot)


class _Closure:
    """Applies identities until none adds a variable: what one derives, another may need.

    Sums wait until nothing else can be derived, because they take in the parts that are known when they are applied.
    """

    def __init__(self, laws: _Laws, signed: frozenset[str], shape: Shape) -> None:
        self.laws = laws
        self.signed = signed
        self.shape = shape
        self.known: dict[Variable, None] = {}
        self.slots = _Slots()
        self._learn(sorted((*shape.known, *shape.sums), key=variable_order))
        self.draft = Draft(self.known, signed, laws.either)
        self.applied: set[tuple[str, Variable]] = set()
        years = [variable.year for variable in self.known]
        self.years = range(min(years, default=0) - 1, max(years, default=0) + 2)

    def plan(self) -> Plan:
        self._derive(list(self.known))
        while any(map(self._add_up, self._regional())) or any(map(self._add_up, self._wholes())):
            pass
        return self.draft.finish()

    def _learn(self, variables: Iterable[Variable]) -> None:
        for variable in variables:
            if variable not in self.known:
                self.known[variable] = None
                self.slots.enter(variable)

    def _derive(self, fresh: list[Variable]) -> None:
        """Apply what speaks of the variables in `fresh` and of those that become known by it.

        Nothing becomes known beyond the years beside those of figures: x = previous(x) would lead on without an end.
        """
        for variable in fresh:  # grows while it is walked
            for rule, year in self.laws.naming[variable.indicator]:
                place = (variable.segment, variable.programme, variable.area, variable.year - year)
                application = Application(rule, place)
                missing = [needed for needed in application.named() if needed not in self.known]
                near = all(needed.year in self.years for needed in missing)
                if near and len(missing) <= 1 and self._is_new(application) and self._stated(application):
                    self._apply(application, {})
                    fresh.extend(missing)

    def _is_new(self, application: Application) -> bool:
        return (application.rule.identity.id, application.result) not in self.applied

    def _stated(self, application: Application) -> bool:
        return all(application.at(rate) in self.shape.known for rate in application.rule.rates)

    def _apply(self, application: Application, sums: Sums) -> None:
        self.applied.add((application.rule.identity.id, application.result))
        self._learn(application.named())
        self.draft.apply(application, sums)

    def _regional(self) -> Iterator[Application]:
        """The sums of areas that take no part yet, where every part is known."""
        for area, parts, years in self.shape.regions:
            for variable in list(self.slots.in_area.get(parts[0], ())):
                if years and variable.year not in years:
                    continue
                rule = self.laws.additive.get(variable.indicator)
                if rule is not None:
                    application = Application(rule, (variable.segment, variable.programme, area, variable.year), parts)
                    if self._is_new(application) and all(part in self.known for part in application.summands()):
                        yield application

    def _wholes(self) -> Iterator[Application]:
        """The sums of which there may be parts, where something new is known: of segments also within a programme."""
        rules = [rule for rule in self.laws.sums if all(sum_.indicator in self.slots.divided for sum_ in rule.sums)]
        for slot in self.slots.changed() if rules else ():
            yield from (Application(rule, slot) for rule in rules if rule.divides(slot))
            self.slots.exhausted.add(slot)

    def _add_up(self, application: Application) -> bool:
        """Apply a sum where that says something; whether a variable became known by it."""
        if not self._is_new(application):
            return False
        missing = [variable for variable in application.named() if variable not in self.known]
        sums: dict[SumOver, Addends] = {}
        for sum_ in application.rule.sums:
            addends = self._addends(application, sum_)
            if addends is None or (missing and addends.left in ("anything", "each")):
                return False
            sums[sum_] = addends
        if len(missing) > 1:
            return False
        self._apply(application, sums)
        self._derive(missing)
        return bool(missing)

    def _addends(self, application: Application, sum_: SumOver) -> Addends | None:
        """What a sum consists of here; `None` where nothing can be said of it.

        Without its core, anything may be left beside the parts that are known.
        """
        core = application.rule.identity.core
        parts = tuple(application.known_parts(sum_, self.laws.terms[sum_.dimension], self.known))
        if not parts:
            return None
        if sum_.most:
            return Addends(parts, "each")
        if not self._all_known(application, sum_.indicator, sum_.dimension, core):
            return None if sum_.indicator in self.signed else Addends(parts, "anything")
        others = self._not_named(application, sum_, core)
        if sum_.indicator in self.laws.differences:
            return self._differences(application, sum_, parts, others)
        if sum_.indicator in self.laws.minuends and self._counted_elsewhere(sum_, others):
            return Addends(parts, "anything")
        open_list = self.shape.open_lists and others and sum_.indicator not in self.laws.minuends
        return Addends(parts, "unsaid" if open_list else "nothing")

    def _counted_elsewhere(self, sum_: SumOver, terms: Collection[str]) -> bool:
        """Whether the source has a number of its own for one of these terms, of another area or year.

        Construction and migrant workers have no workforce of their own, save where a source says so.
        """
        return any((sum_.indicator, sum_.dimension, term) in self.slots.parts for term in terms)

    def _not_named(self, application: Application, sum_: SumOver, core: Iterable[str]) -> list[str]:
        """The terms that a sum takes in where there are any, and of which nothing is known here."""
        year = application.place[3]
        return [
            term
            for term in self.laws.terms[sum_.dimension]
            if term not in core
            and term not in self.laws.either
            and (year, term) not in self.shape.absent
            and application.part(sum_.indicator, sum_.dimension, term) not in self.known
        ]

    def _differences(
        self, application: Application, sum_: SumOver, parts: tuple[Variable, ...], others: Iterable[str]
    ) -> Addends | None:
        """What a sum of differences consists of.

        Unregistered is workforce less participants. Construction workers are participants without a workforce of their
        own: the whole is less than its parts by them. A whole that nobody printed is held against its parts only where
        those of workforce and participants are known, too: else the parts may be of another workforce.
        """
        minuend, subtrahend = self.laws.differences[sum_.indicator]
        printed = application.result in self.shape.known
        if not printed and not all(self._adds_up(application, name, sum_.dimension) for name in (minuend, subtrahend)):
            return None
        usual = self.laws.cores.get((subtrahend, sum_.dimension), ())
        more, taken_off, more_off = list(parts), [], False
        for term in others:
            own, less = (application.part(name, sum_.dimension, term) for name in (minuend, subtrahend))
            more += [own] if own in self.known else []
            taken_off += [less] if less in self.known else []
            more_off = more_off or (less not in self.known and (term in usual or self.shape.open_lists))
        return Addends(tuple(more), "nothing", tuple(taken_off), more_off)

    def _adds_up(self, application: Application, indicator: str, dimension: Dimension) -> bool:
        """Whether nothing is known of an indicator, or all the parts of its whole."""
        core = self.laws.cores.get((indicator, dimension))
        if core is None:
            return True
        parts = application.known_parts(SumOver(indicator, dimension), self.laws.terms[dimension], self.known)
        if not parts and application.at(indicator) not in self.known:
            return True
        return self._all_known(application, indicator, dimension, core)

    def _all_known(self, application: Application, indicator: str, dimension: Dimension, terms: Iterable[str]) -> bool:
        """Whether the parts of an indicator are known, as far as they existed."""
        year = application.place[3]
        return all(
            application.part(indicator, dimension, term) in self.known or (year, term) in self.shape.absent
            for term in terms
        )
