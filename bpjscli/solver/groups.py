"""Groups: the figures of one source and base that can meet in identities.

Figures meet within an area and period. A growth rate also links two years, and a region its parts where the source
has them all. Targets and gaps of a year meet the latest actual figures of that year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Area, Figure, Indicator
from bpjscli.model.period import EARLIEST, Period, years_later
from bpjscli.solver.constraints import Regions, Variable, variable_order
from bpjscli.solver.identity import Identity, Previous, walk

_Named = Mapping[int, frozenset[str]]  # by year, the areas of which it matters that the source names them
_Stated = tuple[tuple[str, str | None, str | None], ...]  # indicator, segment, programme


class AreaPeriod(msgspec.Struct, frozen=True, gc=False):
    """An area in a period."""

    area: str
    period: Period


class Group(msgspec.Struct, frozen=True, gc=False):
    """Figures that meet, each with its variable; `regions` lists areas (by number) that are the sum of their parts.

    They stand in the order of their variables, so that nothing that follows depends on the order of a file. `written`
    are the periods as figures write them, by area and year, where one moment is written in several forms. Where an area
    was cut otherwise in some of the years, its entry in `regions` names those in which it has these parts.
    """

    source: str
    base: str | None
    figures: tuple[Figure, ...]
    variables: tuple[Variable, ...]
    areas: tuple[str, ...]
    first: Period
    regions: Regions = ()
    written: tuple[tuple[AreaPeriod, Period], ...] = ()

    def cell_of(self, variable: Variable) -> AreaPeriod:
        """The area and period that `variable` speaks of."""
        period = years_later(self.first, variable.year) if variable.year else self.first
        return AreaPeriod(self.areas[variable.area], period)

    def speaks_of(self, variable: Variable, period: Period) -> bool:
        """Whether `variable` is for `period`, in whichever form its figures write it."""
        cell = self.cell_of(variable)
        return cell.period == period or (cell, period) in self.written


class Grouper:
    """Sorts figures into groups, for one vocabulary and gazetteer."""

    def __init__(
        self, indicators: Mapping[str, Indicator], areas: Mapping[str, Area], identities: Sequence[Identity]
    ) -> None:
        self._indicators = indicators
        self._met = actual_indicators_met(indicators, identities)
        self._plans = frozenset(self._met)
        self._variables: dict[_Stated, tuple[tuple[Variable, ...], list[int]]] = {}
        self._looking_back = [
            (frozenset(identity.rates() or identity.names()), part.indicator)
            for identity in identities
            for part in walk(identity.expression)
            if isinstance(part, Previous)
        ]
        self.boundaries = Boundaries(areas)

    def groups(self, figures: Iterable[Figure]) -> list[Group]:
        """The groups of `figures`, which are all of one source, in the order of their first figures."""
        by_base: dict[str | None, list[Figure]] = defaultdict(list)
        by_year: dict[int, set[str]] = defaultdict(set)
        for figure in figures:
            by_base[figure.base].append(figure)
            by_year[figure.period.year].add(figure.area)
        named = {year: self.boundaries.telling(areas) for year, areas in by_year.items()}
        return [group for base, members in by_base.items() for group in self._groups_of(base, members, named)]

    def _groups_of(self, base: str | None, figures: list[Figure], named: _Named) -> list[Group]:
        cells: dict[AreaPeriod, list[Figure]] = defaultdict(list)
        for figure, cell in zip(figures, self._places(figures), strict=True):
            cells[cell].append(figure)
        if len(cells) == 1:
            return [self._one_cell(base, *cells.popitem())]
        self._write_years_alike(cells)
        joined = _Joined(cells)
        self._join_years(cells, joined)
        regions = self._join_regions(cells, joined, named)
        return [self._group(base, members, cells, regions, named) for members in joined.sets()]

    def _places(self, figures: list[Figure]) -> list[AreaPeriod]:
        """The cell in which each figure meets others: its own, save for targets and gaps."""
        cells = self._at_one_moment(figures, _own_cells(figures))
        if self._plans.isdisjoint([figure.indicator for figure in figures]):
            return cells
        actual: dict[tuple[str, int], list[tuple[Figure, AreaPeriod]]] = defaultdict(list)
        planned: dict[tuple[str, int], list[Period]] = defaultdict(list)
        latest: dict[tuple[str, int, str, str | None], Period] = {}
        for figure, cell in zip(figures, cells, strict=True):
            year = (figure.area, figure.period.year)
            if self._indicators[figure.indicator].role == "actual":
                actual[year].append((figure, cell))
            else:
                planned[year].append(figure.period)
                one = (*year, figure.indicator, figure.segment)
                latest[one] = max(latest.get(one, figure.period), figure.period, key=_latest)
        return [self._place(figure, cell, actual, planned, latest) for figure, cell in zip(figures, cells, strict=True)]

    def _place(
        self,
        figure: Figure,
        own: AreaPeriod,
        actual: Mapping[tuple[str, int], list[tuple[Figure, AreaPeriod]]],
        planned: Mapping[tuple[str, int], list[Period]],
        latest: Mapping[tuple[str, int, str, str | None], Period],
    ) -> AreaPeriod:
        year = (figure.area, figure.period.year)
        role = self._indicators[figure.indicator].role
        if role == "actual" or latest[(*year, figure.indicator, figure.segment)] != figure.period:
            return own
        met = {
            other.period: cell
            for other, cell in actual.get(year, ())
            if other.indicator in self._met[figure.indicator] and other.period.kind != "years"
        }
        if role == "gap" and figure.period in met:
            return met[figure.period]
        if met:
            return met[max(met, key=_latest)]
        return AreaPeriod(figure.area, max(planned[year], key=_latest))

    def _at_one_moment(self, figures: list[Figure], cells: list[AreaPeriod]) -> list[AreaPeriod]:
        """The cells, with all that is counted at the end of 2024 in one: for 2024, December or 31 December 2024.

        That of the longest period takes the others in. A rate of growth keeps to the period it is for, save that a
        year's is that of its end.
        """
        periods = {cell.period for cell in cells}
        if len(periods) == len({period.end for period in periods}):
            return cells
        forms: dict[date, dict[Period, None]] = defaultdict(dict)
        for figure in figures:
            if self._is_dated(figure):
                forms[figure.period.end][figure.period] = None
        for figure in figures:
            if figure.period.kind == "year" and figure.period.end in forms and self._is_rate(figure):
                forms[figure.period.end][figure.period] = None
        longest = {end: min(its, key=_earliest) for end, its in forms.items() if len(its) > 1}
        return [
            AreaPeriod(figure.area, longest[figure.period.end]) if self._moves(figure, forms, longest) else cell
            for figure, cell in zip(figures, cells, strict=True)
        ]

    def _moves(
        self, figure: Figure, forms: Mapping[date, Mapping[Period, None]], longest: Mapping[date, Period]
    ) -> bool:
        end = figure.period.end
        if end not in longest or longest[end] == figure.period:
            return False
        return self._is_dated(figure) or (self._is_rate(figure) and figure.period in forms[end])

    def _is_dated(self, figure: Figure) -> bool:
        """Whether a figure counts what there is on the last day of its period, which it must have seen."""
        indicator, published = self._indicators[figure.indicator], figure.source.published
        stock = indicator.kind == "stock" and indicator.role == "actual" and not indicator.points
        return stock and figure.period.kind != "years" and (published is None or published.end >= figure.period.end)

    def _is_rate(self, figure: Figure) -> bool:
        indicator = self._indicators[figure.indicator]
        return indicator.kind == "stock" and indicator.role == "actual" and indicator.points

    def _write_years_alike(self, cells: dict[AreaPeriod, list[Figure]]) -> None:
        """Move what is counted at the end of the year before to the form in which growth looks for it."""
        for names, indicator in self._looking_back:
            if self._indicators[indicator].kind != "stock":
                continue
            for cell in [c for c, its in cells.items() if any(f.indicator in names for f in its)]:
                if cell.period.year == EARLIEST or cell not in cells:
                    continue
                earlier = AreaPeriod(cell.area, years_later(cell.period, -1))
                for other in [c for c in cells if c.area == cell.area and c != earlier]:
                    if other.period.end == earlier.period.end and any(
                        f.indicator == indicator and self._is_dated(f) for f in cells[other]
                    ):
                        self._move_dated(cells, other, earlier)

    def _move_dated(self, cells: dict[AreaPeriod, list[Figure]], other: AreaPeriod, to: AreaPeriod) -> None:
        cells.setdefault(to, []).extend(f for f in cells[other] if self._is_dated(f))
        cells[other] = [f for f in cells[other] if not self._is_dated(f)]
        if not cells[other]:
            del cells[other]

    def _join_years(self, cells: Mapping[AreaPeriod, list[Figure]], joined: _Joined) -> None:
        for names, indicator in self._looking_back:
            for cell, figures in cells.items():
                if cell.period.year == EARLIEST or not any(f.indicator in names for f in figures):
                    continue
                earlier = AreaPeriod(cell.area, years_later(cell.period, -1))
                if any(f.indicator == indicator for f in cells.get(earlier, ())):
                    joined.join(cell, earlier)

    def _join_regions(
        self, cells: Mapping[AreaPeriod, list[Figure]], joined: _Joined, named: _Named
    ) -> dict[AreaPeriod, list[AreaPeriod]]:
        """Join the cells of a region's parts where all are there; the result maps the region's cell to theirs."""
        additive: dict[Period, set[str]] = defaultdict(set)
        for cell, figures in cells.items():
            if any(self._indicators[f.indicator].additive for f in figures):
                additive[cell.period].add(cell.area)
        regions: dict[AreaPeriod, list[AreaPeriod]] = {}
        for area in self.boundaries.wholes(dict.fromkeys(cell.area for cell in cells)):
            anchors = self.boundaries.anchors(area)
            for period, known in additive.items():
                if known.isdisjoint(anchors):
                    continue
                parts = self.boundaries.parts(area, period, named.get(period.year, frozenset()))
                if parts and parts[0] in known and known.issuperset(parts):
                    its_parts = regions[AreaPeriod(area, period)] = [AreaPeriod(part, period) for part in parts]
                    for part in its_parts[1:]:
                        joined.join(its_parts[0], part)
                    if AreaPeriod(area, period) in cells:
                        joined.join(its_parts[0], AreaPeriod(area, period))
        return regions

    def _one_cell(self, base: str | None, cell: AreaPeriod, figures: list[Figure]) -> Group:
        """The group of a source about one area and period. Most state the same, and share their variables."""
        stated = tuple([(figure.indicator, figure.segment, figure.programme) for figure in figures])
        known = self._variables.get(stated)
        if known is None:
            variables = [Variable(*one) for one in stated]
            order = sorted(range(len(stated)), key=lambda number: variable_order(variables[number]))
            known = self._variables[stated] = tuple(variables[number] for number in order), order
        in_order = tuple([figures[number] for number in known[1]])
        written = self._written({cell: figures})
        return Group(figures[0].source.id, base, in_order, known[0], (cell.area,), cell.period, written=written)

    def _written(self, cells: Mapping[AreaPeriod, list[Figure]]) -> tuple[tuple[AreaPeriod, Period], ...]:
        """The forms in which figures write the moment of their cell, other than that of the cell."""
        return tuple(
            dict.fromkeys(
                (cell, figure.period)
                for cell, figures in cells.items()
                for figure in figures
                if figure.period is not cell.period and figure.period != cell.period and self._is_dated(figure)
            )
        )

    def _group(
        self,
        base: str | None,
        members: list[AreaPeriod],
        cells: Mapping[AreaPeriod, list[Figure]],
        regions: Mapping[AreaPeriod, list[AreaPeriod]],
        named: _Named,
    ) -> Group:
        inside = set(members)
        sums = {region: parts for region, parts in regions.items() if parts[0] in inside}
        areas = tuple(sorted({cell.area for cell in (*members, *sums)}))
        number = {area: index for index, area in enumerate(areas)}
        first = min((cell.period for cell in members), key=_latest)
        pairs: list[tuple[Variable, Figure]] = []
        for cell in members:
            area, year = number[cell.area], cell.period.year - first.year
            pairs += [(Variable(f.indicator, f.segment, f.programme, area, year), f) for f in cells[cell]]
        pairs.sort(key=lambda pair: variable_order(pair[0]))
        variables, figures = zip(*pairs, strict=True)
        numbered: dict[tuple[int, tuple[int, ...], tuple[int, ...]], None] = {}
        span = range(-1, max(variable.year for variable in variables) + 2)  # nothing is known beyond the years beside
        for region, parts in sums.items():
            ids = tuple(part.area for part in parts)
            years = tuple(year for year in span if ids == self._parts_in(region.area, first, year, named))
            its_parts = tuple(number[id_] for id_ in ids)
            numbered[number[region.area], its_parts, () if len(years) == len(span) else years] = None
        written = self._written({cell: cells[cell] for cell in members})
        return Group(figures[0].source.id, base, figures, variables, areas, first, tuple(numbered), written)

    def _parts_in(self, area: str, first: Period, year: int, named: _Named) -> tuple[str, ...]:
        """The areas that add up to an area so many years after the first period of a group."""
        if first.year + year < EARLIEST:
            return ()
        period = years_later(first, year) if year else first
        return self.boundaries.parts(area, period, named.get(period.year, frozenset()))


def _own_cells(figures: Iterable[Figure]) -> list[AreaPeriod]:
    """The area and period of each figure: one object for all neighbours that share them, as most of a source do."""
    cells: list[AreaPeriod] = []
    cell = None
    for figure in figures:
        if cell is None or figure.period is not cell.period or figure.area != cell.area:
            cell = AreaPeriod(figure.area, figure.period)
        cells.append(cell)
    return cells


class _Joined:
    """Disjoint sets of cells, in the order of their first cells."""

    def __init__(self, cells: Iterable[AreaPeriod]) -> None:
        self._parent = {cell: cell for cell in cells}

    def find(self, cell: AreaPeriod) -> AreaPeriod:
        while self._parent[cell] is not cell:
            self._parent[cell] = self._parent[self._parent[cell]]
            cell = self._parent[cell]
        return cell

    def join(self, one: AreaPeriod, other: AreaPeriod) -> None:
        self._parent[self.find(other)] = self.find(one)

    def sets(self) -> list[list[AreaPeriod]]:
        by_root: dict[AreaPeriod, list[AreaPeriod]] = defaultdict(list)
        for cell in self._parent:
            by_root[self.find(cell)].append(cell)
        return list(by_root.values())


def actual_indicators_met(indicators: Mapping[str, Indicator], identities: Sequence[Identity]) -> dict[str, set[str]]:
    """For each target and gap the actual indicators that identities hold it against, directly or by one between.

    What else a source says of the year, such as its contributions, has nothing to do with when the plan is met.
    """
    named = [frozenset(identity.names()) for identity in identities]
    actual: dict[str, set[str]] = {}
    for indicator in indicators.values():
        if indicator.role != "actual":
            near = {indicator.id}.union(*(names for names in named if indicator.id in names))
            around = near.union(*(names for names in named if names & near))
            actual[indicator.id] = {name for name in around if name in indicators and indicators[name].role == "actual"}
    return actual


def _latest(period: Period) -> tuple[date, date]:
    return period.sort_key


def _earliest(period: Period) -> tuple[date, date]:
    return (period.start, period.end)
