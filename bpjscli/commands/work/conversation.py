"""`bpjs add` without its options: the questions in the order in which an article is read, and its source."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from bpjscli.commands.shared.prompt import GoBackError, add_advice, ask, ask_yes, say
from bpjscli.commands.work.neighbours import next_figure
from bpjscli.commands.work.written_periods import read_written_period
from bpjscli.edit.addition import Addition, plan_addition
from bpjscli.edit.place import defaults_in
from bpjscli.edit.tidy import is_number
from bpjscli.errors import BpjsError
from bpjscli.i18n import Lang, translator
from bpjscli.load.diagnostics import Guesser, InvalidBaseError
from bpjscli.load.labels import match_label
from bpjscli.load.raw import NewFigure, Values
from bpjscli.load.raw_tables import normalise_id
from bpjscli.model.areas import resolve_area
from bpjscli.model.facts import Area, FactBase, Indicator, Source
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError, read_printed_as, read_value_as
from bpjscli.report.numbers import interval_text, period_text

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
        if normalise_id(typed) is None:
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
        questions = [question for question in _questions(lang) if question[0] not in given]
        at = 0
        while at < len(questions):
            key, question, check, needed = questions[at]
            default = said.get(key) or (propose_id(said) if key == "id" else "")
            must = _("this cannot be left out") if needed else None
            try:
                said[key] = ask(question, check, default, needed=must, can_go_back=at > 0)
            except GoBackError:
                at -= 1
            else:
                at += 1
        values = {key: value for key, value in said.items() if value}
        try:
            plan_addition(path, Addition(values), base.areas).load()
        except BpjsError as error:
            for line in _complaints(error):
                say(f"  {line}")
            given = {}  # what was given may be what is wrong
        else:
            return values


def _complaints(error: BpjsError) -> list[str]:
    if isinstance(error, InvalidBaseError):
        return [problem.message for problem in error.problems]
    return [error.message]


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
        ("published", published, read_written_period, True),
        ("link", _("Link"), str, False),
        ("speaker", _("Speaker and office"), str, False),
        ("dateline", _("Date as printed, such as Rabu (4/3/2026)"), str, False),
        ("language", _("Language of its numbers, id or en"), language, True),
        ("id", _("Id"), str, True),
    ]


def propose_id(said: Values) -> str:
    """Publisher and date, as ids of sources customarily are."""
    publisher = "".join(c for c in said.get("publisher", "").lower() if c.isalnum())
    return f"{publisher}-{said.get('published', '').lower()}".strip("-").replace("/", "-")


def _published(source: Source) -> date:
    return source.published.end if source.published is not None else date.min


_ONE_FIGURE = ("printed", "value")
_SAID = ("area", "indicator", "segment", "programme", "period", "printed", "value")
_TOTAL = "-"


class Conversation:
    """Asks for a source and its figures; what is `given` by options is not asked, and holds for every figure."""

    def __init__(self, path: Path, base: FactBase, given: Values, lang: Lang) -> None:
        self._path = path
        self._base = base
        self._given = given
        self._lang: Lang = lang
        self._ = translator(lang)
        self._defaults: Values = {}
        self._language: str = "id"
        self._asked = False
        self._published: date | None = None
        self._likely: dict[str, str] = {}
        self._again: dict[str, str] = {}
        self.found = Addition()
        """What has been entered so far."""

    def run(self) -> Addition:
        """What was entered. Raises `BpjsError` where the conversation is broken off."""
        source, new = self._source()
        self.found = Addition(new)
        say(self._('Type "<" to go back to the question before.'))
        while True:
            self._asked = False
            try:
                values = self._figure()
            except GoBackError:
                self._reopen()
                continue
            tried = Addition(new, (*self.found.entries, NewFigure(source, values)))
            try:
                plan_addition(self._path, tried, self._base.areas).load()
            except InvalidBaseError as error:
                if not self._asked:
                    raise
                for problem in error.problems:
                    say(f"  {problem.message}")
                continue
            self.found = tried
            self._again = {}
            self._defaults = {**self._defaults, "area": values["area"], "period": values["period"]}
            single = any(key in self._given for key in _ONE_FIGURE)
            if single or not ask_yes(self._("Another figure of this source?"), default=True):
                return self.found

    def _source(self) -> tuple[str, Values | None]:
        """The id of the source, and the source itself where it is new."""
        known = {source.id: source for source in self._base.sources}
        id_ = self._given.get("source") or choose_source(self._base, self._lang)
        if id_ in known:
            self._language = known[id_].language
            self._defaults = defaults_in(self._path, id_, self._base.areas)
            published = known[id_].published
            self._published = None if published is None else published.end
            return id_, None
        if id_:
            say(self._('There is no source "{id}" yet; it is entered first.').format(id=id_))
        new = ask_source(self._path, self._base, {"id": id_} if id_ else {}, self._lang)
        self._language = new.get("language", "id")
        self._published = parse_period(new["published"]).end
        return new["id"], new

    def _figure(self) -> dict[str, str]:
        """One figure, question by question. Raises `GoBackError` where the one before is wanted again."""
        values = {key: value for key, value in self._given.items() if key != "source"}
        single = any(key in values for key in _ONE_FIGURE)
        steps: list[Callable[[Values], dict[str, str]]] = []
        steps += [self._ask_area] if "area" not in values else []
        steps += [self._ask_indicator] if "indicator" not in values else []
        steps += [self._ask_period] if "period" not in values else []
        steps += [self._ask_part] if not single and not {"segment", "programme"} & values.keys() else []
        steps += [self._ask_number] if not single else []
        steps += [self._ask_note] if not single and "note" not in values else []
        self._asked = bool(steps)
        answers: list[dict[str, str]] = []
        while len(answers) < len(steps):
            so_far = {key: value for answer in (values, *answers) for key, value in answer.items()}
            try:
                answers.append(steps[len(answers)](so_far))
            except GoBackError:
                if not answers:
                    raise
                answers.pop()
        merged = {key: value for answer in (values, *answers) for key, value in answer.items()}
        return {key: value for key, value in merged.items() if value}

    def _reopen(self) -> None:
        """Take back the last figure, so that it is asked about again; before the first one there is nothing."""
        entries = self.found.entries
        if not entries:
            say("  " + self._("this is the first question"))
            return
        self.found = msgspec.structs.replace(self.found, entries=entries[:-1])
        said = entries[-1].values
        say("  " + self._("again: {figure}").format(figure=", ".join(said[k] for k in _SAID if said.get(k))))
        self._defaults = {**self._defaults, **said}
        self._again = dict(said)

    def _ask(
        self, key: str, question: str, check: Callable[[str], str], default: str = "", words: Collection[str] = ()
    ) -> dict[str, str]:
        needed = self._("this cannot be left out")
        default = self._again.get(key) or default
        return {key: ask(question, check, default, list(words), needed=needed, can_go_back=True)}

    def _ask_area(self, so_far: Values) -> dict[str, str]:
        return self._ask("area", self._("Area"), self._area, self._defaults.get("area", ""), self._base.areas)

    def _ask_indicator(self, so_far: Values) -> dict[str, str]:
        known = self._base.vocabulary.indicators
        self._likely = next_figure(self._entered(), self._base.vocabulary, so_far["area"])
        default = self._likely.get("indicator") or self._defaults.get("indicator", "")
        return self._ask("indicator", self._("Indicator"), self._indicator, default, known)

    def _entered(self) -> list[Values]:
        """The figures so far, each with its area."""
        return [{**self._defaults, **entry.values} for entry in self.found.entries]

    def _ask_period(self, so_far: Values) -> dict[str, str]:
        is_flow = self._base.vocabulary.indicators[so_far["indicator"]].kind == "flow"

        def check(typed: str) -> str:
            period = read_written_period(typed, self._published, is_flow=is_flow)
            if period != typed:
                say(f"  {period}")
            return period

        return self._ask("period", self._("Period"), check, self._defaults.get("period", ""))

    def _ask_note(self, so_far: Values) -> dict[str, str]:
        question = self._("Note in your own words, Enter for none")
        return {"note": ask(question, str, self._again.get("note", ""), can_go_back=True)}

    def _area(self, typed: str) -> str:
        """The area that goes by a name; "?" lists those of the higher levels."""
        areas = self._base.areas
        if typed == "?":
            listed = [area for area in areas.values() if area.level in ("country", "group", "province")]
            raise ValueError("\n  ".join(f"{a.id.ljust(12)}  {a.name.in_language(self._lang)}" for a in listed))
        area = resolve_area(typed, areas)
        self._echo(typed, area)
        return area.id

    def _indicator(self, typed: str) -> str:
        """The indicator that an id or a label in either language means; "?" lists all of them."""
        known = self._base.vocabulary.indicators
        if typed == "?":
            width = max(map(len, known))
            raise ValueError(
                "\n  ".join(f"{i.id.ljust(width)}  {i.name.in_language(self._lang)}" for i in known.values())
            )
        indicator = match_label(typed, known)
        if indicator is not None:
            self._echo(typed, indicator)
            return indicator.id
        hint = Guesser().meant(typed, known) or self._("; type ? to see all")
        raise ValueError(self._('unknown indicator "{typed}"').format(typed=typed) + hint)

    def _echo(self, typed: str, meant: Area | Indicator) -> None:
        """Says what a name was taken for, where it is not the id itself or what Enter stands for."""
        if typed not in (meant.id, *self._defaults.values()):
            name = meant.name.in_language(self._lang)
            say(f"  {name}" if name == meant.id else f"  {name} ({meant.id})")

    def _ask_part(self, so_far: Values) -> dict[str, str]:
        """The segment or programme, asked in one question; none for the total."""
        vocabulary = self._base.vocabulary
        of = dict.fromkeys(vocabulary.segments, "segment") | dict.fromkeys(vocabulary.programmes, "programme")

        def check(typed: str) -> str:
            if not typed or typed == _TOTAL:
                return ""
            match = match_label(typed, vocabulary.segments) or match_label(typed, vocabulary.programmes)
            if match is None:
                raise ValueError(self._("choose one of {known}").format(known=", ".join(of)))
            return match.id

        likely = self._likely if self._likely.get("indicator") == so_far["indicator"] else {}
        usual = {**self._defaults, **likely, **self._again}
        default = usual.get("segment") or usual.get("programme") or ""
        question = self._("Segment or programme, Enter for the total")
        if default:
            question = self._('Segment or programme, "-" for the total')
        typed = ask(question, check, default, list(of), can_go_back=True)
        return {of[typed]: typed} if typed else {}

    def _ask_number(self, so_far: Values) -> dict[str, str]:
        """The number, and at once what it is read as."""
        indicator = self._base.vocabulary.indicators[so_far["indicator"]]
        question = self._('As printed, such as "28,1 persen" or "sekitar 3,3 juta"')
        needed = self._("this cannot be left out")
        typed = ask(question, lambda typed: self._read(typed, indicator), needed=needed, can_go_back=True)
        return {"value": typed[1:].strip()} if typed.startswith("=") else {"printed": typed}

    def _read(self, typed: str, indicator: Indicator) -> str:
        """Says what a number is read as; one after an equals sign is a plain number from a machine."""
        if typed.startswith("="):
            plain = typed[1:].strip()
            if not is_number(plain):
                raise ValueError(self._("after = stands a plain number, such as 41.3"))
            written = Decimal(plain)
            reading = read_value_as(indicator, int(written) if plain.lstrip("+-").isdigit() else written)
        else:
            try:
                reading = read_printed_as(indicator, typed, "en" if self._language == "en" else "id")
            except NumeralError as error:
                raise ValueError(add_advice(str(error), "", "=")) from error
        shown = interval_text(reading.rounded, reading.step, indicator.unit, self._lang)
        say("  " + self._("read as {interval}").format(interval=shown))
        return typed
