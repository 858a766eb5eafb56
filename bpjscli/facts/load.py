"""Loads a fact base: its files, its vocabulary and its figures, with every problem reported in one run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bpjscli.errors import BpjsError, Exit
from bpjscli.facts.entries.figures import FigureReader
from bpjscli.facts.entries.lookups import Lookups
from bpjscli.facts.entries.raw import FORMAT, RawDefaults
from bpjscli.facts.entries.sources import Defaults, SourceIds, defaults_of, source_of
from bpjscli.facts.entries.tables import FILE_KEYS, Spot, blocks, raw_source, report_key
from bpjscli.facts.entries.vocabulary import read_vocabulary
from bpjscli.facts.files.hidden import clean
from bpjscli.facts.files.include import displayed, gather
from bpjscli.facts.files.reader import Document, read
from bpjscli.facts.hints import shown
from bpjscli.facts.model import Area, FactBase, Figure, Place, Problem, Source, Vocabulary
from bpjscli.facts.problems import Problems
from bpjscli.facts.shipped import data_file

SHIPPED_BASE = "figures.toml"
SHIPPED_VOCABULARY = ("areas.toml", "vocabulary.toml")


class InvalidBaseError(BpjsError):
    """A fact base that cannot be used; `problems` are all there are, by file, line and code."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)), Exit.BAD_BASE)
        self.problems = problems


def load(path: Path | None = None, name_of: Callable[[Path], str] | None = None) -> FactBase:
    """The fact base in the file at `path` and those it includes; `None` is the one that bpjs ships.

    `name_of` is what diagnostics call a file, where that is not its path: a copy is called by the name of what it
    copies. Raises `InvalidBaseError` where anything in the base is an error, and `BpjsError` where the environment sets
    no usable limit on the size of files.
    """
    if path is None:
        path, name_of = data_file(SHIPPED_BASE), name_of or _name_of_shipped
    with _without_garbage_collection():
        loader = _Loader(Problems(), name_of)
        return loader.load(path)


def _name_of_shipped(path: Path) -> str:
    """A file that bpjs ships has the same name wherever it is installed, so that what is said of it is the same too."""
    return f"data/{path.name}"


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Loading makes many objects and no garbage; looking for some takes a fifth of the time of a large base."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Loader:
    def __init__(self, problems: Problems, name_of: Callable[[Path], str] | None) -> None:
        self._problems = problems
        self._name_of = name_of or displayed
        self._base_name = name_of or str
        self._documents: dict[str, Document] = {}
        self._ids = SourceIds()
        self._sources: list[Source] = []
        self._figures: list[Figure] = []
        self._broken: set[str] = set()
        self._written = 0

    def load(self, path: Path) -> FactBase:
        documents = gather(path, self._problems, self._name_of)
        for position, document in enumerate(documents):
            self._documents[document.display] = document
            clean(document)
            _check_top(document, self._problems, is_first=position == 0)
        areas, vocabulary = self._vocabulary(documents)
        lookups = Lookups(areas, vocabulary, self._problems.guesser)
        for document in documents:
            for order, (table, spot) in enumerate(blocks(document, self._problems.guesser, "source")):
                self._add_source(table, order, spot, lookups)
        self._check_whole(path)
        problems = self._problems.in_order()
        if self._problems.failed:
            raise InvalidBaseError(problems)
        if len(self._figures) != self._written:  # nothing is worse for a fact base than a figure that vanishes
            raise RuntimeError("a figure was left out, and nothing said why")
        return FactBase(
            path=self._base_name(path),
            sources=tuple(self._sources),
            figures=tuple(self._figures),
            areas=areas,
            vocabulary=vocabulary,
            problems=problems,
            line_of=self._line_of,
            line_of_source=self._line_of_source,
            by_indicator=_by_indicator(self._figures),
            place_of_identity=self._place_of_identity,
        )

    def _vocabulary(self, documents: Sequence[Document]) -> tuple[dict[str, Area], Vocabulary]:
        shipped = []
        for name in SHIPPED_VOCABULARY:
            file = data_file(name)
            document = read(file, displayed(file), self._problems)
            if document is not None:
                shipped.append(document)
        return read_vocabulary(shipped, documents, self._problems.guesser)

    def _add_source(self, table: object, order: int, spot: Spot, lookups: Lookups) -> None:
        raw, bad, raw_figures = raw_source(table, spot)
        self._written += len(raw_figures)
        source = source_of(raw, bad, order, spot, lookups, self._ids)
        defaults = Defaults()
        if raw.defaults is not None and raw.defaults != RawDefaults():
            defaults = defaults_of(raw.defaults, spot.at("defaults"), lookups)
        self._sources.append(source)
        self._figures += FigureReader(source, defaults, lookups, spot).read_all(raw_figures, self._broken)

    def _check_whole(self, path: Path) -> None:
        if any(figure.superseded_by is not None for figure in self._figures):
            from bpjscli.facts.entries.superseded import check_superseded

            check_superseded(self._figures, self._ids, self._broken, self._place_of, self._problems)
        if not (self._written or self._problems.failed):
            self._problems.add("F119", "the fact base has no figures yet", Place(self._name_of(path), 1))

    def _line_of(self, figure: Figure) -> int:
        return self._place_of(figure).line

    def _place_of(self, figure: Figure) -> Place:
        document = self._documents[figure.source.file]
        return document.place(("source", figure.source.order, "figures", figure.order))

    def _line_of_source(self, source: Source) -> int:
        return self._documents[source.file].place(("source", source.order)).line

    def _place_of_identity(self, id_: str) -> Place:
        """Where the fact base has it; the top of the shipped vocabulary for one that it does not have itself."""
        for document in self._documents.values():
            for number, block in enumerate(document.table.get("identity", ())):
                if block["id"] == id_:
                    return document.place(("identity", number, "holds"))
        return Place(_name_of_shipped(Path("vocabulary.toml")), 1)


def _check_top(document: Document, problems: Problems, *, is_first: bool) -> None:
    """Reports keys that no file has, and a first file that does not name its format."""
    spot = Spot(document, problems.guesser)
    for key in document.table:
        if key not in FILE_KEYS:
            report_key(key, FILE_KEYS, spot)
    version = document.table.get("format")
    if version is None and is_first and document.table:
        spot.report("F118", f"the file does not say its format; write format = {FORMAT} at the top")
    elif version is not None and (type(version) is not int or version != FORMAT):
        spot.report("F118", f"format is {shown(version)}; this version of bpjs reads format = {FORMAT}", "format")


def _by_indicator(figures: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.indicator, []).append(figure)
    return {indicator: tuple(group) for indicator, group in found.items()}
