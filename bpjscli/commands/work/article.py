"""`bpjs add --article`: proposes a figure for each number of an article; a person decides."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpjscli.articles.mentions import Mention
from bpjscli.articles.metadata import Known, known_of
from bpjscli.articles.rows import ReadNumber
from bpjscli.articles.text import Article, read_article
from bpjscli.commands.shared.run import area_id
from bpjscli.commands.shared.writing import writable_base
from bpjscli.commands.work.add import Manner, add, check_manner, parse_option
from bpjscli.commands.work.article_reading import NEEDED, ArticleReading, free_id, is_strong
from bpjscli.errors import BpjsError
from bpjscli.i18n import N_, translator
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import list_words
from bpjscli.load.load import load
from bpjscli.load.raw import Values
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.output import complain, write
from bpjscli.report.views.proposals import locator_of, proposals

if TYPE_CHECKING:
    from bpjscli.commands.work.review import Review


def run_article(name: str, given: Values, manner: Manner) -> None:
    """Propose figures for the numbers of an article, and add those that are confirmed.

    `given` are the answers that options give.
    """
    path = writable_base(manner.asked.data, dry_run=manner.dry_run)
    base = load(path)
    check_manner(manner)
    article = read_article(name, _standard_input(manner) if name == "-" else None)
    reading = ArticleReading(path, base, article, _answers(base, article, given))
    if manner.dry_run:
        _show(reading, manner)
    elif manner.yes:
        _add_strong(reading, manner)
    else:
        from bpjscli.commands.work.review import Review

        _review(Review(reading, given, manner), manner)


def _answers(base: FactBase, article: Article, given: Values) -> dict[str, str]:
    """What options say, and for the rest what the article says of itself."""
    said = {key: value for key, value in _metadata(known_of(article, base.areas)).items() if value}
    for key, value in given.items():
        said[key] = parse_option(value, f"--{key}") if key in ("published", "period") else value
    if "area" in given:
        said["area"] = area_id(Answers(base), given["area"], N_("it needs an [[area]] block in the fact base")) or ""
    said["id"] = given.get("source") or free_id(base, said)
    known = next((source for source in base.sources if source.id == said["id"]), None)
    if known is not None:
        said["language"] = known.language
    return said


def _metadata(known: Known) -> dict[str, str | None]:
    return {field: getattr(known, field) for field in known.__struct_fields__}


def _standard_input(manner: Manner) -> bytes:
    """The text that is piped or pasted; afterwards the terminal answers questions, if there is one."""
    content = sys.stdin.buffer.read()
    if not (manner.dry_run or manner.yes or sys.stdin.isatty()):
        try:
            terminal = os.open("/dev/tty", os.O_RDONLY)
        except OSError as error:
            raise BpjsError(_("there is no terminal to ask at; say --yes or --dry-run")) from error
        os.dup2(terminal, 0)
    return content


def _show(reading: ArticleReading, manner: Manner) -> None:
    rows = reading.rows()
    mentions = [Mention(row, row.labels[0]) for row in rows if row.kind == "proposal"]
    if manner.asked.format_ == "toml":
        write(_as_toml(reading, rows, mentions), None)
    else:
        try:
            findings = reading.findings(mentions)
        except BpjsError as error:  # a proposal that cannot be entered is for the person to see, among the others
            complain(error.message)
            findings = []
        document = proposals(Answers(reading.base), rows, findings, manner.lang)
        manner.asked.show(document)
    complain(_("nothing was written, as --dry-run asks"))


def _as_toml(reading: ArticleReading, rows: Sequence[ReadNumber], mentions: Sequence[Mention]) -> str:
    """The proposals as a [[source]] block; comments say how sure each is, what else it may be, and what is left."""
    from bpjscli.edit.proposals import proposed_block

    first: list[Mention] = []
    for mention in mentions:
        if not any(reading.is_same(known.label, mention.label) for known in first):
            first.append(mention)
    remarks = []
    for mention in first:
        others = ", ".join(dict.fromkeys(label.indicator for label in mention.row.labels[1:]))
        remarks.append(mention.label.confidence + (f"; or {others}" if others else ""))
    rest = [f"{locator_of(row)}: {' '.join(row.text.split())}: {row.kind}" for row in rows if row.kind != "proposal"]
    return proposed_block(reading.addition(mentions), remarks, rest, reading.base.areas)


def _add_strong(reading: ArticleReading, manner: Manner) -> None:
    """Add what is strong, and list the rest."""
    lacking = [f"--{key}" for key in NEEDED if not reading.said.get(key) and not _is_known(reading, key)]
    if lacking:
        raise BpjsError(
            _("the article does not say its {lacking}; give these options", lacking=list_words(lacking, "and"))
        )
    rows = reading.rows()
    strong = [row for row in rows if is_strong(row)]
    rest = [row for row in rows if row.kind != "not-ours" and row not in strong]
    if not strong:
        raise BpjsError(_("nothing in the article is strong enough to be taken without asking; see --dry-run"))
    complain(
        _(
            "takes {strong} strong of {count} numbers; left for a person:",
            strong=len(strong),
            count=len(strong) + len(rest),
        )
    )
    for row in rest:
        said = (
            f"{row.labels[0].indicator} ({row.labels[0].confidence})" if row.kind == "proposal" else _("not understood")
        )
        complain(f"  {locator_of(row)}: {row.text}: {said}")
    addition = reading.addition([Mention(row, row.labels[0]) for row in strong])
    add(reading.path, reading.base, addition, manner)


def _is_known(reading: ArticleReading, key: str) -> bool:
    """Whether the source is in the base already, which says who published it and when."""
    return key in ("publisher", "published") and any(s.id == reading.said["id"] for s in reading.base.sources)


def _review(review: Review, manner: Manner) -> None:
    from bpjscli.commands.work.add import with_commands

    try:
        reading, mentions = review.run()
    except BpjsError as error:
        raise with_commands(error, review.path, review.found()) from error
    _ = translator(manner.lang)
    if not mentions:
        complain(_("nothing was confirmed, and nothing was written"))
        return
    base = load(reading.path)  # somebody may have written to it while the questions were answered
    add(reading.path, base, reading.addition(mentions), manner)
