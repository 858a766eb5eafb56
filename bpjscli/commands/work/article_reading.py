"""An article with what is known of it: its numbers, and what those that are confirmed add to a base."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bpjscli.articles.lexicon import extended, read_lexicon
from bpjscli.articles.mentions import Mention, common_values, figures_of, is_same_figure
from bpjscli.articles.periods import Frame
from bpjscli.articles.reader import Reader
from bpjscli.articles.rows import Label, ReadNumber
from bpjscli.articles.text import Article
from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.commands.work.conversation import propose_id
from bpjscli.edit.addition import Addition, plan_addition
from bpjscli.load.diagnostics import Broken, Diagnostics, Guesser
from bpjscli.load.include import gather_files
from bpjscli.load.phrases import read_phrases
from bpjscli.load.raw import NewFigure, Values
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase, Vocabulary
from bpjscli.model.period import parse_period
from bpjscli.numerals.digits import Language

NEEDED = ("publisher", "published", "area", "period")
_SOURCE_KEYS = ("id", "publisher", "title", "published", "link", "language")


class ArticleReading(msgspec.Struct, frozen=True):
    """An article with what is known of it; `said` are the keys of its source, its main area and its main period."""

    path: Path
    base: FactBase
    article: Article
    said: Values

    @property
    def language(self) -> Language:
        """The language of its numbers."""
        return "en" if self.said["language"] == "en" else "id"

    def is_same(self, one: Label, other: Label) -> bool:
        """Whether two mentions are one figure."""
        return is_same_figure(one, other, self.base.vocabulary.indicators, self.language)

    def rows(self) -> list[ReadNumber]:
        """The numbers of the article, in its order."""
        published = self.said.get("published")
        frame = Frame(
            self.said.get("area"),
            self.said.get("period"),
            None if published is None else parse_period(published).end,
            self.language,
            self.said.get("title"),
        )
        vocabulary = self.base.vocabulary
        lexicon = extended(read_lexicon(), own_phrases(self.path, vocabulary), vocabulary)
        return Reader(vocabulary, self.base.areas, frame, lexicon).read(self.article.text)

    def addition(self, mentions: Iterable[Mention]) -> Addition:
        """What these mentions add to the base: a new source, unless the base has it, with their figures."""
        figures = figures_of(mentions, self.base.vocabulary.indicators, self.language)
        source = {key: self.said[key] for key in _SOURCE_KEYS if self.said.get(key)}
        entries = tuple(NewFigure(self.said["id"], figure) for figure in figures)
        if any(known.id == self.said["id"] for known in self.base.sources):
            return Addition(None, entries)
        return Addition(source, entries, common_values(figures))

    def findings(self, mentions: Iterable[Mention]) -> list[Finding]:
        """What check would say of these mentions, held against each other and against the base."""
        addition = self.addition([mention for mention in mentions if mention.label.area and mention.label.period])
        if not addition.entries:
            return []
        answers = Answers(plan_addition(self.path, addition, self.base.areas).load())
        id_ = self.said["id"]
        return [finding for finding in examine(answers) if any(f.source.id == id_ for f in finding.figures)]


def own_phrases(path: Path, vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    """The phrases that the fact base at `path` adds; loading it has said what is wrong with them."""
    documents = gather_files(path, Diagnostics())
    return read_phrases(documents, vocabulary, Guesser(), Broken())


def free_id(base: FactBase, said: Values) -> str:
    """The id for a new source, with a letter where the base has one of that name."""
    known = {source.id for source in base.sources}
    first = propose_id(said) or "article"
    return next(id_ for id_ in (first, *(f"{first}-{n}" for n in range(2, len(known) + 3))) if id_ not in known)


def is_strong(row: ReadNumber) -> bool:
    """Whether a row may be taken without asking."""
    return row.kind == "proposal" and row.labels[0].confidence == "strong" and bool(row.labels[0].area)
