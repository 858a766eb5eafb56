"""Where figures and sources stand in the files of a base, by whatever way it is come by."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.facts.files.reader import Document
from bpjscli.facts.model import Figure, Place, Source
from bpjscli.facts.shipped import shipped_name


class Lines:
    """The lines of figures, sources and identities, found when one is asked for."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.display: document for document in documents}

    def place_of(self, figure: Figure) -> Place:
        """The file and line of a figure."""
        document = self._documents[figure.source.file]
        return document.place(("source", figure.source.order, "figures", figure.order))

    def of_figure(self, figure: Figure) -> int:
        """The line of a figure."""
        return self.place_of(figure).line

    def of_source(self, source: Source) -> int:
        """The line where the block of a source begins."""
        return self._documents[source.file].place(("source", source.order)).line

    def of_identity(self, id_: str) -> Place:
        """Where the fact base has an identity; the top of the shipped vocabulary for one that it has not."""
        for document in self._documents.values():
            for number, block in enumerate(document.table.get("identity", ())):
                if block["id"] == id_:
                    return document.place(("identity", number, "holds"))
        return Place(shipped_name("vocabulary.toml"), 1)
