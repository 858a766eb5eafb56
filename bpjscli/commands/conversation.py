"""`bpjs add` without its options: the questions, in the order in which an article is read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path

from bpjscli.commands.ask_source import ask_source, choose_source
from bpjscli.commands.prompt import advised, ask, ask_yes, say
from bpjscli.edit.addition import Addition, Entry, plan
from bpjscli.edit.literals import is_number
from bpjscli.edit.mapping import named
from bpjscli.edit.place import Values, defaults_in
from bpjscli.facts.areas import resolve_area
from bpjscli.facts.hints import Guesser
from bpjscli.facts.model import Area, FactBase, Indicator
from bpjscli.facts.period import parse_period
from bpjscli.facts.problems import InvalidBaseError
from bpjscli.facts.reading.measured import read_printed_as, read_value_as
from bpjscli.facts.reading.numeral import NumeralError
from bpjscli.i18n import Lang, translator
from bpjscli.report.numbers import interval_text

_ONE_FIGURE = ("printed", "value")
_NEVER_ASKED = ("base", "locator")


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
        self.found = Addition()
        """What has been entered so far."""

    def run(self) -> Addition:
        """What was entered. Raises `BpjsError` where the conversation is broken off."""
        source, new = self._source()
        self.found = Addition(new)
        while True:
            self._asked = False
            values = self._figure()
            tried = Addition(new, (*self.found.entries, Entry(source, values)))
            try:
                plan(self._path, tried, self._base.areas).load()
            except InvalidBaseError as error:
                if not self._asked:
                    raise
                for problem in error.problems:
                    say(f"  {problem.message}")
                continue
            self.found = tried
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
            return id_, None
        if id_:
            say(self._('There is no source "{id}" yet; it is entered first.').format(id=id_))
        new = ask_source(self._path, self._base, {"id": id_} if id_ else {}, self._lang)
        self._language = new.get("language", "id")
        return new["id"], new

    def _figure(self) -> dict[str, str]:
        _ = self._
        areas, indicators = self._base.areas, self._base.vocabulary.indicators
        area = self._one("area", _("Area"), self._area, areas)
        indicator = self._one("indicator", _("Indicator"), self._indicator, indicators)
        period = self._one("period", _("Period"), lambda typed: parse_period(typed).text)
        values = {"area": area, "indicator": indicator, "period": period, **self._part()}
        values |= self._number(indicators[indicator])
        if "note" in self._given or not any(key in self._given for key in _ONE_FIGURE):
            values["note"] = self._one("note", _("Note in your own words, Enter for none"), str, needed=False)
        values |= {key: self._given[key] for key in _NEVER_ASKED if key in self._given}
        return {key: value for key, value in values.items() if value}

    def _one(
        self, key: str, question: str, check: Callable[[str], str], words: Collection[str] = (), *, needed: bool = True
    ) -> str:
        if key in self._given:
            return self._given[key]
        self._asked = True
        said = self._("this cannot be left out") if needed else None
        return ask(question, check, self._defaults.get(key, ""), list(words), needed=said)

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
        indicator = named(typed, known)
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

    def _part(self) -> dict[str, str]:
        """The segment or programme, asked in one question; none for the total."""
        given = {key: self._given[key] for key in ("segment", "programme") if key in self._given}
        if given or any(key in self._given for key in _ONE_FIGURE):
            return given
        vocabulary = self._base.vocabulary
        of = dict.fromkeys(vocabulary.segments, "segment") | dict.fromkeys(vocabulary.programmes, "programme")

        def check(typed: str) -> str:
            if not typed:
                return typed
            found = named(typed, vocabulary.segments) or named(typed, vocabulary.programmes)
            if found is None:
                raise ValueError(self._("choose one of {known}").format(known=", ".join(of)))
            return found.id

        self._asked = True
        default = self._defaults.get("segment", self._defaults.get("programme", ""))
        typed = ask(self._("Segment or programme, Enter for the total"), check, default, list(of))
        return {of[typed]: typed} if typed else {}

    def _number(self, indicator: Indicator) -> dict[str, str]:
        """The number, and at once what it is read as."""
        for key in _ONE_FIGURE:
            if key in self._given:
                return {key: self._given[key]}
        self._asked = True
        question = self._('As printed, such as "28,1 persen" or "sekitar 3,3 juta"')
        needed = self._("this cannot be left out")
        typed = ask(question, lambda typed: self._read(typed, indicator), needed=needed)
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
                raise ValueError(advised(str(error), "", "=")) from error
        shown = interval_text(reading.rounded, reading.step, indicator.unit, self._lang)
        say("  " + self._("read as {interval}").format(interval=shown))
        return typed
