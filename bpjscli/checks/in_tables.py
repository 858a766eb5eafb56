"""The checks over a fact base with tables: screened in columns, examined by hand where something may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from bpjscli.checks.examination import CHECKS, Examination
from bpjscli.checks.examine import accept, is_wanted, of_diagnostics, sort_findings
from bpjscli.checks.finding import Finding
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import Figure
from bpjscli.tables.groups_sql import make_table
from bpjscli.tables.screening import Screening
from bpjscli.tables.store import TableStore
from bpjscli.tables.suspects import GROUPS, describe, groups, query

MOST_EXAMINED = 60_000
"""Figures of tables that one check examines by hand, some ten seconds' worth; how many more there are is said."""


class TableFindings(NamedTuple):
    """What was found, answers that know the figures it is about, and how many suspects were not examined, by code."""

    findings: list[Finding]
    answers: Answers
    left_out: dict[str, int]


def examine_tables(
    answers: Answers, store: TableStore, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> TableFindings:
    """Everything to say about a fact base and its tables; `select` and `ignore` are those of `examine`."""
    return _TableExamination(answers, store).run(select, ignore)


class _TableExamination:
    def __init__(self, answers: Answers, store: TableStore) -> None:
        self.answers = answers
        self.store = store
        self.left_out: dict[str, int] = {}
        self._figures: dict[str, Figure] = {}
        self._examinations: dict[str, Examination] = {}
        self._last = ""

    def run(self, select: Sequence[str], ignore: Sequence[str]) -> TableFindings:
        screening = Screening(
            self.store.connection,
            self.store.numbering.names(),
            self.answers.base.vocabulary,
            self.answers.base.areas,
            self.answers.identities,
            self.answers.planner,
        )
        screening.run()
        describe(self.store)
        sums = [(i.result, dimension) for i in self.answers.identities if (dimension := i.sums_over()) is not None]
        first = self._examination(GROUPS[0], groups(sums))
        self._note_disputed(first.disputed)
        findings = list(of_diagnostics(self.answers.base.problems))
        for check in CHECKS.values():
            if is_wanted(check.code, select, ignore):
                examination = first if check.code in GROUPS else self._for(check.code, first)
                its = list(check.run(examination))
                findings += its
                self._remember(its)
        kept = [accept(finding, first.today) for finding in findings if is_wanted(finding.code, select, ignore)]
        figures = sorted(self._figures.values(), key=lambda figure: (figure.source.order, figure.order))
        whole = tuple({figure.id: figure for figure in (*self.answers.base.figures, *figures)}.values())
        rows = self.store.locate(figures)
        base = msgspec.structs.replace(self.answers.base, figures=whole, rows=rows)
        return TableFindings(sort_findings(kept, whole), Answers(base, self.answers.as_of), self.left_out)

    def _for(self, code: str, first: Examination) -> Examination:
        """The figures that a check has to look at, with what is known of contradictions."""
        if code == "S604":  # which is about sources
            return Examination(self.answers)
        redrawn = {
            number: days
            for area, number in self.store.numbering.areas.items()
            if (days := self.answers.boundaries.redrawn(area))
        }
        selected = query(code, redrawn)
        if selected not in self._examinations:  # codes of one query follow each other
            self._examinations = {selected: self._examination(code, selected)}
        elif self._last in self.left_out:
            self.left_out[code] = self.left_out[self._last]
        self._last = code
        examination = self._examinations[selected]
        examination.disputed = first.disputed
        examination.suspected = first.suspected
        return examination

    def _examination(self, code: str, selected: str) -> Examination:
        do = self.store.connection.execute
        do(f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT DISTINCT id FROM ({selected}) WHERE id IS NOT NULL")
        count = (do(f"SELECT count(*) FROM chosen WHERE {self.store.of_tables}").fetchone() or (0,))[0]
        if count > MOST_EXAMINED:
            self.left_out[code] = count - MOST_EXAMINED
            do(f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT id FROM chosen ORDER BY id LIMIT {MOST_EXAMINED}")
        wanted = "id IN (SELECT id FROM chosen)"
        witnesses = "id IN (SELECT id FROM witness)" if count else "false"
        base = self.store.base_with(f"{wanted} OR {witnesses}", located=False)
        return Examination(Answers(base, self.answers.as_of))

    def _note_disputed(self, disputed: Iterable[str]) -> None:
        """Tell the queries which figures are part of a contradiction."""
        ids = set(disputed)
        orders = [(n,) for n, figure in enumerate(self.answers.base.figures) if figure.id in ids]
        orders += [(figure.order,) for id_, figure in self._seen.items() if id_ in ids]
        make_table(self.store.connection, "disputed", "id BIGINT", orders)

    @property
    def _seen(self) -> dict[str, Figure]:
        return self.store.made

    def _remember(self, findings: Iterable[Finding]) -> None:
        self._figures.update((figure.id, figure) for figure in _named_by(findings) if figure.id in self._seen)


def _named_by(findings: Iterable[Finding]) -> Iterator[Figure]:
    for finding in findings:
        yield from finding.figures
        for suggestion in finding.suggestions:
            yield suggestion.figure
            yield from (figure for figure, _ in suggestion.others)
