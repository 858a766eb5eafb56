"""Loads a fact base from its files: its vocabulary, its sources and its figures, with every problem reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bpjscli.i18n import say as _
from bpjscli.load.compiled import read_compiled
from bpjscli.load.diagnostics import KINDS, Broken, Diagnostics, InvalidBaseError, show
from bpjscli.load.figure_parts import Given, Origin
from bpjscli.load.figures import read_figures
from bpjscli.load.include import display_path, gather_files
from bpjscli.load.names import Lookups
from bpjscli.load.raw import BLOCKS, FILE_KEYS, FORMAT, RawDefaults
from bpjscli.load.raw_tables import TableLocation, blocks, raw_source, report_key
from bpjscli.load.reader import Lines, TomlFile, clean, read_toml_file
from bpjscli.load.sources import Defaults, SourceIds, read_defaults, read_source
from bpjscli.model.facts import Area, FactBase, Figure, FigureTable, Location, Source, Vocabulary
from bpjscli.shipped import VOCABULARY, find_data_file

_DEFINING: Final = frozenset(BLOCKS) - {"source", "phrase", "table"}


def shipped_documents(problems: Diagnostics) -> Iterator[TomlFile]:
    """The shipped areas and vocabulary, parsed."""
    for name in VOCABULARY:
        file = find_data_file(name)
        document = read_toml_file(file, display_path(file), problems)
        if document is not None:
            yield document


class Loader:
    """One loading of a base; `documents` are its files, once they are read."""

    def __init__(self, name_of: Callable[[Path], str] | None) -> None:
        self._problems = Diagnostics()
        self._name_of = name_of or display_path
        self._base_name = name_of or str
        self.documents: list[TomlFile] = []
        self._ids = SourceIds()
        self._sources: list[Source] = []
        self._figures: list[Figure] = []
        self._broken = Broken()
        self._written = 0
        self._tables: list[FigureTable] = []

    def load(self, path: Path) -> FactBase:
        """The base in the file at `path`. Raises `InvalidBaseError` with all that is wrong."""
        documents = self.documents = gather_files(path, self._problems, self._name_of)
        if self._problems.failed:
            self._broken.add_all(*KINDS)  # any name may be defined where nothing could be read
        for position, document in enumerate(documents):
            clean(document)
            self._check_top(document, is_first=position == 0)
        if any(_is_of_another_format(document) for document in documents):
            raise InvalidBaseError(self._problems.in_order())  # what else it has, this version cannot judge
        areas, vocabulary = self._vocabulary(documents)
        if any("phrase" in document.table for document in documents):
            from bpjscli.load.phrases import read_phrases

            read_phrases(documents, vocabulary, self._problems.guesser, self._broken)
        lookups = Lookups(areas, vocabulary, self._problems.guesser, self._broken)
        self._add_figures(path, documents, lookups)
        lines = Lines(documents)
        self._check_whole(path, lines)
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
            line_of=lines.of_figure,
            line_of_source=lines.of_source,
            place_of_identity=lines.of_identity,
            tables=tuple(self._tables),
        )

    def _vocabulary(self, documents: Sequence[TomlFile]) -> tuple[dict[str, Area], Vocabulary]:
        shipped = read_compiled()
        if shipped is not None and all(_DEFINING.isdisjoint(document.table) for document in documents):
            return shipped.areas, shipped.vocabulary
        from bpjscli.load.vocabulary import read_vocabulary

        if shipped is not None:
            known = shipped.areas, shipped.vocabulary
            return read_vocabulary((), documents, self._problems.guesser, known, self._broken)
        own = list(shipped_documents(self._problems))
        return read_vocabulary(own, documents, self._problems.guesser, broken=self._broken)

    def _add_figures(self, path: Path, documents: Sequence[TomlFile], lookups: Lookups) -> None:
        for document in documents:
            for order, (table, spot) in enumerate(blocks(document, self._problems.guesser, "source", self._broken)):
                self._add_source(table, order, spot, lookups)
        for document in documents:
            for table, spot in blocks(document, self._problems.guesser, "table", self._broken):
                self._add_table(path, table, spot, lookups)

    def _add_source(self, table: object, order: int, spot: TableLocation, lookups: Lookups) -> None:
        raw, bad, bad_defaults, raw_figures = raw_source(table, spot)
        self._written += len(raw_figures)
        source = read_source(raw, bad, order, spot, lookups, self._ids)
        defaults = Defaults(faulty=bad_defaults)
        if raw.defaults is not None and raw.defaults != RawDefaults():
            defaults = read_defaults(raw.defaults, bad_defaults, spot.at("defaults"), lookups)
        language: Given = "wrong" if "language" in bad else "unsaid" if raw.language is None else "said"
        self._sources.append(source)
        self._figures += read_figures(Origin(source, defaults, lookups, spot, language), raw_figures)

    def _add_table(self, path: Path, table: object, spot: TableLocation, lookups: Lookups) -> None:
        from bpjscli.load.figure_table import read_figure_table

        figure_table = read_figure_table(table, spot, path.parent, lookups, self._ids)
        if figure_table is not None:
            self._tables.append(figure_table)

    def _check_whole(self, path: Path, lines: Lines) -> None:
        if any(figure.superseded_by is not None for figure in self._figures):
            from bpjscli.load.sources import check_superseded

            check_superseded(self._figures, self._ids, self._broken, lines.place_of, self._problems)
        if not (self._written or self._tables or self._problems.failed):
            self._problems.add("F119", _("the fact base has no figures yet"), Location(self._name_of(path), 1))

    def _check_top(self, document: TomlFile, *, is_first: bool) -> None:
        """Reports keys that no file has, and a first file that does not name its format."""
        spot = TableLocation(document, self._problems.guesser)
        version = document.table.get("format")
        if version is None and is_first and document.table:
            spot.report(
                "F118", _("the file does not say its format; write format = {version} at the top", version=FORMAT)
            )
        elif version is not None and (type(version) is not int or version != FORMAT):
            said = _(
                "format is {version}; this version of bpjs reads format = {known}",
                version=show(version),
                known=FORMAT,
            )
            spot.report("F118", said, "format")
        if _is_of_another_format(document):
            return
        for key in document.table:
            if key not in FILE_KEYS:
                meant = report_key(key, FILE_KEYS, spot)
                self._broken.add_all(*(KINDS if meant == "include" else (meant,)))


def _is_of_another_format(document: TomlFile) -> bool:
    version = document.table.get("format", FORMAT)
    return type(version) is int and version != FORMAT
