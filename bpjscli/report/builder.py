"""Making a document: sections of blocks, the footnotes and signs of their cells, and where their numbers come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.report.cells import Cells, figure_quantity, quantity_data
from bpjscli.report.document import Block, Data, Derivation, Document, Mark, Section, Table
from bpjscli.report.tidy import tidied

__all__ = ["Builder", "figure_quantity", "quantity_data"]

SIGNS: dict[Mark, str] = {"disputed": "†", "doubtful": "§", "cut": "‡", "derived": "*"}


class Builder(Cells):
    """Collects the sections of one document, and finishes it."""

    def __init__(self, answers: Answers, command: str, lang: Lang) -> None:
        super().__init__(answers, command, lang)
        self._sections: list[Section] = []
        self.findings: list[dict[str, Data]] = []

    def section(self, id_: str, title: str, blocks: Iterable[Block], *, appendix: bool = False) -> None:
        """Add a section; what its tables would repeat in every row is said once, see `tidy.py`."""
        self._sections.append(Section(id_, title, tuple(tidied(blocks, self.lang, self._notes)), appendix))

    def document(self, title: str, rows_of: str | None = None, about: Iterable[tuple[str, str]] = ()) -> Document:
        """The finished document."""
        as_of = self.answers.as_of
        dated = None if self._newest is None else self._newest.isoformat()
        derivations = self._derivations()
        return Document(
            self.command,
            title,
            self.lang,
            None if as_of is None else as_of.isoformat(),
            tuple(self._sections),
            rows_of,
            tuple(self._notes.values()),
            self._legend(),
            tuple(self.findings),
            dated,
            tuple(about),
            derivations,
        )

    def _derivations(self) -> tuple[Derivation, ...]:
        """Where the numbers come from that bear marks, each once, if that was to be remembered."""
        traces, self.traces = self.traces, None
        if not traces:
            return ()
        from bpjscli.report.derivations import derive

        used = {id_ for section in self._sections for block in section.blocks for id_ in _used(block)}
        return derive(self, {id_: trace for id_, trace in traces.items() if id_ in used})

    def _legend(self) -> tuple[tuple[Mark, str, str], ...]:
        _ = self._
        meanings: dict[Mark, str] = {
            "disputed": _("disputed: part of a contradiction; what is derived holds whichever figure is wrong"),
            "doubtful": _("in doubt: another source has another number, or it moved too far; bpjs check says more"),
            "cut": _("cut or off by one in its last digit: it agrees with the other figures only that way"),
            "derived": _("derived from published figures; the range is what these allow"),
        }
        return tuple((mark, SIGNS[mark], meanings[mark]) for mark in SIGNS if mark in self._marks)


def _used(block: Block) -> Iterator[str]:
    """The ids of the derivations that the shown cells of a table refer to."""
    if isinstance(block, Table):
        shown = [place for place, column in enumerate(block.columns) if column.shown]
        yield from (row[place].derivation for row in block.rows for place in shown if row[place].derivation)
