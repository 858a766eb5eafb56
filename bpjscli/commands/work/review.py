"""The numbers of an article one after the other at a terminal: what each may be, and what a person says it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

import msgspec

from bpjscli.articles.mentions import Mention
from bpjscli.articles.rows import Label, ReadNumber
from bpjscli.checks.finding import Finding
from bpjscli.commands.shared.prompt import ask, say
from bpjscli.commands.work.add import Manner
from bpjscli.commands.work.article_reading import NEEDED, ArticleReading, free_id, is_strong
from bpjscli.edit.addition import Addition
from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import Lang, translator
from bpjscli.load.labels import match_label
from bpjscli.load.raw import Values
from bpjscli.measures.answers import Answers
from bpjscli.model.areas import resolve_area
from bpjscli.model.period import parse_period
from bpjscli.numerals.digits import Language
from bpjscli.numerals.reading import NumeralError, read_printed_as
from bpjscli.report.builder import Builder
from bpjscli.report.findings import full_message
from bpjscli.report.views.proposals import kinds, locator_of

_AROUND: Final = 160  # characters shown on each side of a number
_OPEN, _CLOSE = "\ue000", "\ue001"
_FIELDS: Final = ("indicator", "part", "area", "period", "printed")


class Review:
    """Asks what the article says of itself, then about each number of it; `run` gives what was confirmed."""

    def __init__(self, reading: ArticleReading, given: Values, manner: Manner) -> None:
        self._reading = reading
        self._given = given
        lang = manner.lang
        self._lang: Lang = lang
        self._color = manner.asked.color
        self._ = translator(lang)
        self._rows: Sequence[ReadNumber] = ()
        self._chosen: dict[int, Label | None] = {}
        self._build = Builder(Answers(reading.base), "add", lang)
        self.path = reading.path

    def run(self) -> tuple[ArticleReading, list[Mention]]:
        """What was confirmed. Raises `BpjsError` where the conversation is broken off."""
        self._ask_frame()
        self._rows = self._reading.rows()
        self._say_count()
        self._go_through(self._next(-1))
        while (again := self._look_again()) is not None:
            self._chosen.pop(again, None)
            self._go_through(again)
        return self._reading, self._mentions()

    def found(self) -> Addition:
        """What has been confirmed so far."""
        mentions = self._mentions()
        return self._reading.addition(mentions) if mentions else Addition()

    def _mentions(self) -> list[Mention]:
        chosen = ((at, self._chosen[at]) for at in sorted(self._chosen))
        return [Mention(self._rows[at], label) for at, label in chosen if label is not None]

    # What the article says of itself

    def _ask_frame(self) -> None:
        _ = self._
        said = dict(self._reading.said)
        for key, name in (("title", _("Title")), ("link", _("Link"))):
            if said.get(key):
                say(f"{name}: {said[key]}")
        questions: dict[str, tuple[str, Callable[[str], str]]] = {
            "publisher": (_("Publisher"), str),
            "published": (_("Published"), lambda typed: parse_period(typed).text),
            "area": (_("Main area"), lambda typed: resolve_area(typed, self._reading.base.areas).id),
            "period": (_("Main period"), lambda typed: parse_period(typed).text),
        }
        is_there = any(source.id == said["id"] for source in self._reading.base.sources)
        for key in NEEDED:
            if key in self._given or (is_there and key in ("publisher", "published")):
                continue
            question, check = questions[key]
            default = said.get(key) or (said.get("published", "") if key == "period" else "")
            said[key] = ask(question, check, default, needed=_("this cannot be left out"))
        if not is_there and "source" not in self._given:
            said["id"] = free_id(self._reading.base, said)
        self._reading = msgspec.structs.replace(self._reading, said=said)

    def _say_count(self) -> None:
        _ = self._
        asked = [row for row in self._rows if row.kind != "not-ours"]
        strong = sum(is_strong(row) for row in asked)
        say(_("{count} numbers, {strong} of them strong.").format(count=len(asked), strong=strong))
        self._explain()

    def _explain(self) -> None:
        _ = self._
        say(
            _(
                "Enter accepts the first, 1-3 choose, e edits one field, s skips, b goes back, a accepts all that are "
                "strong, q leaves, #7 goes to number 7, ? says this again."
            )
        )

    # The list

    def _go_through(self, at: int) -> None:
        """Ask about each number from `at` on that is not decided yet."""
        while at < len(self._rows):
            row = self._rows[at]
            if self._is_same_again(at):
                say(self._head(at) + "  " + self._("the same figure as before: one figure, two places"))
                at = self._next(at)
                continue
            self._show(at, row)
            at = self._decide(at, row)

    def _next(self, at: int) -> int:
        """The next number that somebody must be asked about; those that are not ours are listed on the way."""
        for place in range(at + 1, len(self._rows)):
            if place in self._chosen:
                continue
            if self._rows[place].kind != "not-ours":
                return place
            say(f"{self._head(place)}  {self._rows[place].text}  {kinds(self._lang)['not-ours']}")
            self._chosen[place] = None
        return len(self._rows)

    def _is_same_again(self, at: int) -> bool:
        """Whether a number repeats one that was confirmed; it is then confirmed, too."""
        row = self._rows[at]
        if row.kind != "proposal":
            return False
        label = row.labels[0]
        known = [chosen for chosen in self._chosen.values() if chosen is not None]
        if at in self._chosen or not any(self._reading.is_same(chosen, label) for chosen in known):
            return False
        self._chosen[at] = label
        return True

    def _decide(self, at: int, row: ReadNumber) -> int:
        """Ask about one number; the place of the next one to ask about."""
        typed = ask(self._("Enter, 1-3, e, s, b, a, q or ?"), lambda typed: self._checked(typed, row))
        if typed == "?":
            self._explain()
            return at
        if typed == "q":
            raise BpjsError(self._("stopped; nothing was written"), Exit.INTERRUPTED)
        if typed == "b":
            return self._back(at)
        if typed.startswith("#"):
            self._chosen.pop(int(typed[1:]) - 1, None)
            return int(typed[1:]) - 1
        if typed == "a":
            self._accept_strong()
            return at if at not in self._chosen else self._next(at)
        if typed == "e":
            self._chosen[at] = self._edited(row)
        elif typed == "s" or not row.labels or (typed == "" and row.kind == "not-understood"):
            self._chosen[at] = None
        else:
            self._chosen[at] = self._complete(row.labels[int(typed or "1") - 1])
        return self._next(at)

    def _checked(self, typed: str, row: ReadNumber) -> str:
        typed = typed.strip().lower()
        if typed in ("", "?", "e", "s", "b", "a", "q"):
            return typed
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(row.labels):
            return typed
        if re.fullmatch(r"#\d{1,6}", typed, re.ASCII) and 1 <= int(typed[1:]) <= len(self._rows):
            return typed
        raise ValueError(self._("Enter, 1-{most}, e, s, b, a, q or #number; ? explains").format(most=len(row.labels)))

    def _back(self, at: int) -> int:
        """The number before, which is asked about again."""
        for place in range(at - 1, -1, -1):
            if self._rows[place].kind != "not-ours":
                self._chosen.pop(place, None)
                return place
        say("  " + self._("this is the first one"))
        return at

    def _accept_strong(self) -> None:
        taken = [at for at, row in enumerate(self._rows) if at not in self._chosen and is_strong(row)]
        for at in taken:
            self._chosen[at] = self._rows[at].labels[0]
        say("  " + self._("{count} accepted").format(count=len(taken)))

    def _complete(self, label: Label) -> Label:
        """A label with the main area and period, where it has none."""
        said = self._reading.said
        return msgspec.structs.replace(
            label, area=label.area or said.get("area"), period=label.period or said.get("period")
        )

    # One number

    def _head(self, at: int) -> str:
        return f"{at + 1}/{len(self._rows)}"

    def _show(self, at: int, row: ReadNumber) -> None:
        words = kinds(self._lang)
        sure = row.labels[0].confidence if row.kind == "proposal" else row.kind
        say("")
        say(f"{self._head(at)}  {locator_of(row)}  {words[sure]}")
        say_marked(self._fragment(row), self._color)
        for number, label in enumerate(row.labels, 1):
            say_indented(f"  {number}  ", self._text(label, row.labels[0] if number > 1 else None))

    def _fragment(self, row: ReadNumber) -> str:
        """The sentence of a number, cut where it is long, the number between marks."""
        text = self._reading.article.text
        start, end = row.sentence
        if row.start - _AROUND > start:  # cut between words
            space = text.find(" ", row.start - _AROUND, row.start)
            start = space + 1 if space >= 0 else row.start - _AROUND
        if row.end + _AROUND < end:
            end = max(row.end, text.rfind(" ", row.end, row.end + _AROUND))
        end = max(row.end, end)
        before = ("…" if start > row.sentence[0] else "") + text[start : row.start]
        after = text[row.end : end] + ("…" if end < row.sentence[1] else "")
        number = re.sub(r"\s+", "\u00a0", text[row.start : row.end])
        whole = f"{before}{_OPEN}{number}{_CLOSE}{after}"
        return "".join(c if c.isprintable() or c in (_OPEN, _CLOSE, "\u00a0") else " " for c in whole)

    def _text(self, label: Label, beside: Label | None) -> str:
        """A label in one line; beside another one only what is different."""
        name = self._build.lower(label.indicator)
        part = self._build.term(label.segment, label.programme)
        area = "" if label.area is None else self._build.name(label.area)
        if beside is not None and not part and label.indicator == beside.indicator:
            part = self._("total")
        said = [f"{name} ({part})" if part else name]
        if beside is None or label.area != beside.area:
            said.append(area)
        if beside is None or label.period != beside.period:
            said.append(label.period or "")
        if beside is None:
            said.append(f"“{label.printed}”")
        return ", ".join(filter(None, said))

    def _edited(self, row: ReadNumber) -> Label | None:
        """The first label with one field as it is typed; for a number without labels all that are needed."""
        _ = self._
        if row.kind == "proposal":
            label = self._complete(row.labels[0])
            fields = {"indicator": "i", "part": "s", "area": "a", "period": "p", "printed": "n"}
            question = _("Which field: (i)ndicator, (s)egment or programme, (a)rea, (p)eriod, (n)umber")
            known = {key: field for field, key in fields.items()} | {field: field for field in fields}

            def check(typed: str) -> str:
                if typed.lower() not in known:
                    raise ValueError(_("one of {letters}").format(letters=", ".join(fields.values())))
                return known[typed.lower()]

            return self._with_field(label, ask(question, check))
        label = Label("", None, None, None, None, " ".join(row.text.split()), None, "weak")
        return self._with_field(self._complete(label), "indicator")

    def _with_field(self, label: Label, field: str) -> Label:
        base, _ = self._reading.base, self._
        vocabulary = base.vocabulary
        if field == "indicator":

            def indicator(typed: str) -> str:
                match = match_label(typed, vocabulary.indicators)
                if match is None:
                    raise ValueError(_('unknown indicator "{typed}"').format(typed=typed))
                self._read(match.id, label.printed)
                return match.id

            typed = ask(_("Indicator"), indicator, label.indicator, list(vocabulary.indicators))
            return msgspec.structs.replace(label, indicator=typed)
        if field == "part":
            return self._with_part(label)
        if field == "area":
            typed = ask(_("Area"), lambda typed: resolve_area(typed, base.areas).id, label.area or "", list(base.areas))
            return msgspec.structs.replace(label, area=typed)
        if field == "period":
            typed = ask(_("Period"), lambda typed: parse_period(typed).text, label.period or "")
            return msgspec.structs.replace(label, period=typed)
        typed = ask(_("As printed"), lambda typed: self._read(label.indicator, typed), label.printed)
        return msgspec.structs.replace(label, printed=typed)

    def _with_part(self, label: Label) -> Label:
        vocabulary, _ = self._reading.base.vocabulary, self._
        of = dict.fromkeys(vocabulary.segments, "segment") | dict.fromkeys(vocabulary.programmes, "programme")

        def check(typed: str) -> str:
            match = match_label(typed, vocabulary.segments) or match_label(typed, vocabulary.programmes)
            if typed and match is None:
                raise ValueError(_("choose one of {known}").format(known=", ".join(of)))
            return match.id if match is not None else ""

        typed = ask(_("Segment or programme, Enter for the total"), check, words=list(of))
        chosen: dict[str, str | None] = {"segment": None, "programme": None}
        if typed:
            chosen[of[typed]] = typed
        return msgspec.structs.replace(label, **chosen)

    def _read(self, indicator: str, printed: str) -> str:
        language: Language = "en" if self._reading.said["language"] == "en" else "id"
        try:
            read_printed_as(self._reading.base.vocabulary.indicators[indicator], printed, language)
        except NumeralError as error:
            raise ValueError(str(error)) from error
        return printed

    # What does not agree

    def _look_again(self) -> int | None:
        """Name the numbers that cannot all be right; the one to ask about again, if anybody wants to."""
        _ = self._
        mentions = self._mentions()
        findings = [f for f in self._reading.findings(mentions) if f.code.startswith("C")] if mentions else []
        if not findings:
            return None
        for finding in findings:
            places = self._places(finding)
            numbers = ", ".join(f"#{place + 1}" for place in places)
            say("")
            say(_("Look again at {numbers}: {message}").format(numbers=numbers, message=self._message(finding)))
        most = len(self._rows)

        def check(typed: str) -> str:
            plain = typed.lstrip("#")
            if plain and not (plain.isascii() and plain.isdigit() and 1 <= int(plain) <= most):
                raise ValueError(_("a number from 1 to {most}, or Enter").format(most=most))
            return plain

        typed = ask(_("Number to look at again, Enter to go on"), check)
        return int(typed) - 1 if typed else None

    def _message(self, finding: Finding) -> str:
        reading = self._reading
        from bpjscli.edit.addition import plan_addition

        answers = Answers(plan_addition(reading.path, reading.addition(self._mentions()), reading.base.areas).load())
        return full_message(Builder(answers, "add", self._lang), finding)

    def _places(self, finding: Finding) -> list[int]:
        """The numbers of the article that a finding is about."""
        about = {
            (f.area, f.indicator, f.period.text, f.segment, f.programme)
            for f in finding.figures
            if f.source.id == self._reading.said["id"]
        }
        return [
            at
            for at, label in sorted(self._chosen.items())
            if label is not None
            and (label.area, label.indicator, label.period, label.segment, label.programme) in about
        ]


def say_marked(fragment: str, color: str) -> None:
    """A fragment with the number in it between brackets, and in colour where a terminal has any."""
    width = max(get_terminal_size().columns - 1, 20)
    opened, closed = "[", "]"
    if color == "always" or (color == "auto" and sys.stdout.isatty() and not _is_dumb()):
        opened, closed = "\x1b[1;33m[", "]\x1b[0m"
    for line in wrap(fragment, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False):
        sys.stdout.write(line.replace(_OPEN, opened).replace(_CLOSE, closed).replace("\u00a0", " ") + "\n")
    sys.stdout.flush()


def say_indented(head: str, text: str) -> None:
    """A line with a head; what does not fit goes on under its text."""
    width = max(get_terminal_size().columns - 1, 20)
    for line in wrap(text, width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False):
        say(line)


def _is_dumb() -> bool:
    import os

    return os.environ.get("TERM", "dumb") == "dumb" or bool(os.environ.get("NO_COLOR"))
