"""Asking which source figures come from, and what a new one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bpjscli.commands.prompt import ask, say
from bpjscli.edit.addition import Addition, plan
from bpjscli.edit.place import Values
from bpjscli.errors import BpjsError
from bpjscli.facts.entries.tables import normal_id
from bpjscli.facts.hints import Guesser
from bpjscli.facts.model import FactBase, Source
from bpjscli.facts.period import parse_period
from bpjscli.facts.problems import InvalidBaseError
from bpjscli.i18n import Lang, translator
from bpjscli.report.numbers import period_text

MOST_SHOWN = 8


def choose_source(base: FactBase, lang: Lang) -> str:
    """The id of a source that is there, or a new one; empty for a new one without a name yet."""
    _ = translator(lang)
    known = {source.id: source for source in base.sources}
    newest = sorted(known.values(), key=_published, reverse=True)[:MOST_SHOWN]

    def check(typed: str) -> str:
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(newest):
            return newest[int(typed) - 1].id
        if typed in known or not typed:
            return typed
        near = next((id_ for id_ in known if id_.startswith(typed)), None) or Guesser().nearest(typed, known)
        if near is not None:
            raise ValueError(_('there is no source "{id}"; did you mean "{near}"?').format(id=typed, near=near))
        if normal_id(typed) is None:
            raise ValueError(_("an id has letters, digits, hyphens, dots and underscores, and no spaces"))
        return typed

    if newest:
        say(_("Which source do the figures come from?"))
    for number, source in enumerate(newest, 1):
        said = [source.publisher or "", period_text(source.published, lang) if source.published is not None else ""]
        say(f"  {number}  {source.id.ljust(max(len(s.id) for s in newest))}  {', '.join(filter(None, said))}")
    question = _("Number or id, Enter for a new one") if newest else _("Id of the source, Enter to choose it later")
    return ask(question, check, words=list(known))


def ask_source(path: Path, base: FactBase, given: Values, lang: Lang) -> Values:
    """A new source of the base at `path`; what is `given` is not asked, and what cannot be entered is asked again.

    Raises `BpjsError` where the conversation is broken off.
    """
    _ = translator(lang)
    said: dict[str, str] = {"language": "id", **given}
    while True:
        for key, question, check, needed in _questions(lang):
            if key not in given:
                default = said.get(key) or (proposed_id(said) if key == "id" else "")
                said[key] = ask(question, check, default, needed=_("this cannot be left out") if needed else None)
        found = {key: value for key, value in said.items() if value}
        try:
            plan(path, Addition(found), base.areas).load()
        except BpjsError as error:
            for line in _complaints(error):
                say(f"  {line}")
            given = {}  # what was given may be what is wrong
        else:
            return found


def _complaints(error: BpjsError) -> list[str]:
    if isinstance(error, InvalidBaseError):
        return [problem.message for problem in error.problems]
    return [error.message.removeprefix("bpjs: ")]


def _questions(lang: Lang) -> list[tuple[str, str, Callable[[str], str], bool]]:
    """Key, question, what makes an answer of what was typed, and whether there must be one."""
    _ = translator(lang)

    def language(typed: str) -> str:
        if typed not in ("id", "en"):
            raise ValueError("id / en")
        return typed

    published = _("Published (2026-03-04, or 2026-03 where no more is known)")
    return [
        ("publisher", _("Publisher"), str, True),
        ("title", _("Title"), str, False),
        ("published", published, lambda typed: parse_period(typed).text, True),
        ("link", _("Link"), str, False),
        ("speaker", _("Speaker and office"), str, False),
        ("dateline", _("Date as printed, such as Rabu (4/3/2026)"), str, False),
        ("language", _("Language of its numbers, id or en"), language, True),
        ("id", _("Id"), str, True),
    ]


def proposed_id(said: Values) -> str:
    """Publisher and date, as ids of sources customarily are."""
    publisher = "".join(c for c in said.get("publisher", "").lower() if c.isalnum())
    return f"{publisher}-{said.get('published', '').lower()}".strip("-").replace("/", "-")


def _published(source: Source) -> date:
    return source.published.end if source.published is not None else date.min
