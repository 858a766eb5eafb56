"""How a table is read into its shape: whole where all of it is right, else key by key, each wrong one reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_type_hints

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Guesser, list_words, show
from bpjscli.load.raw import FILE_KEYS, RawDefaults, RawFigure, RawSource
from bpjscli.load.reader import TomlFile

RawT = TypeVar("RawT", bound=msgspec.Struct)

LONGEST_ID: Final = 100
_BELOW: Final = frozenset((*RawSource.__struct_fields__, *RawFigure.__struct_fields__))
NOTHING: Final[frozenset[str]] = frozenset()
_DEFAULTS: Final = frozenset(RawDefaults.__struct_fields__)

_TYPES: Final = (Decimal, date, datetime, time)  # as the parser gives them; texts are not turned into any of these
_ID = re.compile(r"[^\W_][\w.-]*\Z")

_WANTED: Final[Mapping[str, str]] = {
    "value": N_("a number without quotes, such as 80.5 (or use printed)"),
    "accessed": N_("a date without quotes, such as 2026-02-02"),
    "accepted_until": N_("a date without quotes, such as 2026-12-31"),
    "accepted": N_("the reason in quotes"),
    "name": N_('text in quotes, or {{ id = "…", en = "…" }}'),
    "label": N_('text in quotes, or {{ id = "…", en = "…" }}'),
    "redrawn": N_("a list of dates, such as [2013-04-22]"),
    "core": N_('a list of ids in quotes, such as ["pu"]'),
    "words": N_('a list of phrases in quotes, such as ["angka kepesertaan"]'),
    "aliases": N_('a list of names in quotes, such as ["kalbar"]'),
    "former_codes": N_('a list of codes in quotes, such as ["bps:6407"]'),
    "parts": N_('a list of ids in quotes, such as ["aceh", "sumut"]'),
    "columns": N_('a table such as {{ area = "kode", period = "bulan", coverage = "cakupan" }}'),
    "rename": N_('a table such as {{ indicator = {{ Peserta = "participants" }} }}'),
    "digits": N_("a table such as {{ coverage = 2 }}"),
    "row": N_('a list of columns, such as ["kode", "bulan"]'),
    "figures": N_('a list of figures, such as [{{ indicator = "coverage", printed = "27 persen" }}]'),
    "defaults": N_("a table, such as {{ period = 2025 }}"),
}


class TableLocation:
    """A place in a file, and what is reported there."""

    def __init__(self, document: TomlFile, guesser: Guesser, *trail: str | int) -> None:
        self.document = document
        self.guesser = guesser
        self.trail = trail

    def at(self, *further: str | int) -> TableLocation:
        """The spot of something within."""
        return TableLocation(self.document, self.guesser, *self.trail, *further)

    def report(self, code: str, message: str, *key: str | int) -> None:
        """Says that something is wrong here, or at a key within."""
        self.document.report(code, message, *self.trail, *key)

    def report_name(self, code: str, message: str, key: str) -> None:
        """Says that what a key names is not to be had: one fault wherever else the same is said, and told once."""
        self.document.report(code, message, *self.trail, key, once=True)

    def __str__(self) -> str:
        return str(self.document.place(self.trail))


def raw_table(table: object, shape: type[RawT], spot: TableLocation) -> tuple[RawT, frozenset[str]]:
    """`table` in its shape without the keys that are reported as wrong, and the names of those, or those meant."""
    try:
        return msgspec.convert(table, shape, builtin_types=_TYPES), NOTHING
    except msgspec.ValidationError:
        pass
    if not isinstance(table, dict):
        spot.report("F112", _("{spot} is {table}; write a table of its keys", spot=_name(spot), table=show(table)))
        return shape(), frozenset(shape.__struct_fields__)
    good: dict[str, Any] = {}
    bad: set[str] = set()
    fields = dict(zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True))  # "from" is a keyword
    for key, value in table.items():
        if key not in fields:
            bad.add(report_key(key, shape.__struct_encode_fields__, spot))
            continue
        try:
            good[fields[key]] = getattr(msgspec.convert({key: value}, shape, builtin_types=_TYPES), fields[key])
        except msgspec.ValidationError:
            bad.add(key)
            _report_value(key, value, shape, spot)
    return shape(**good), frozenset(bad)


RawFigures = Sequence[tuple[RawFigure, frozenset[str]]]


class RawSourceTable(NamedTuple):
    """A source in its shape, the keys that are wrong of it and of its defaults, and each figure with its wrong keys."""

    raw: RawSource
    bad: frozenset[str]
    bad_defaults: frozenset[str]
    figures: RawFigures


def raw_source(table: object, spot: TableLocation) -> RawSourceTable:
    """The source as it is written, with what is wrong about its keys reported."""
    try:
        raw = msgspec.convert(table, RawSource, builtin_types=_TYPES)
    except msgspec.ValidationError:
        return _source_by_parts(table, spot)
    return RawSourceTable(raw, NOTHING, NOTHING, [(figure, NOTHING) for figure in raw.figures])


def _source_by_parts(table: object, spot: TableLocation) -> RawSourceTable:
    if not isinstance(table, dict):
        return RawSourceTable(*raw_table(table, RawSource, spot), NOTHING, [])
    parts = dict(table)
    written, defaults = parts.pop("figures", []), parts.pop("defaults", {})
    raw, bad = raw_table(parts, RawSource, spot)
    defaults, bad_defaults = raw_table(defaults, RawDefaults, spot.at("defaults"))
    raw = msgspec.structs.replace(raw, defaults=defaults)
    if not isinstance(written, list):
        _report_value("figures", written, RawSource, spot)
        written = []
    figures = [raw_table(figure, RawFigure, spot.at("figures", order)) for order, figure in enumerate(written)]
    if "defaults" in bad or not bad_defaults <= _DEFAULTS:  # what nobody knows may be meant to be any of them
        bad_defaults = _DEFAULTS
    return RawSourceTable(raw, bad, bad_defaults | (bad & _DEFAULTS), figures)


def blocks(document: TomlFile, guesser: Guesser, key: str, broken: Broken) -> list[tuple[object, TableLocation]]:
    """The `[[key]]` tables of a file, each with its spot; one that is not written as such is reported."""
    tables = document.table.get(key, [])
    if not isinstance(tables, list):
        broken.add_all(key)
        brackets = (
            _("[[{key}]] in two brackets", key=key) if isinstance(tables, dict) else _("a [[{key}]] block", key=key)
        )
        document.report(
            "F112",
            _("{key} is {tables}; write {brackets}", key=key, tables=show(tables), brackets=brackets),
            key,
        )
        return []
    return [(table, TableLocation(document, guesser, key, order)) for order, table in enumerate(tables)]


def is_usable_id(name: str | None, bad: frozenset[str], what: str, spot: TableLocation) -> str | None:
    """`name` in its normal Unicode form where it can serve as the id of a `what`; otherwise it is reported."""
    if name is not None:
        return check_id(name, "id", spot)
    if "id" not in bad:
        spot.report("F111", _('the {what} has no id; write id = "…"', what=what))
    return None


def check_id(name: str, key: str, spot: TableLocation) -> str | None:
    """`name` in its normal Unicode form, where it can serve as an id; otherwise it is reported at its `key`."""
    normal = normalise_id(name)
    if normal is not None:
        return normal
    rule = _(
        "at most {most} letters, digits, hyphens, dots and underscores, the first a letter or digit",
        most=LONGEST_ID,
    )
    spot.report("F114", _("{key} is {name}; write {rule}", key=key, name=quoted(name), rule=rule), key)
    return None


def normalise_id(name: str) -> str | None:
    """`name` in its normal Unicode form; `None` where it cannot serve as an id."""
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFC", name)
    return name if len(name) <= LONGEST_ID and _ID.match(name) else None


def report_key(key: str, known: tuple[str, ...], spot: TableLocation) -> str:
    """Reports a key that its table does not have; the one that it was meant to be, else the key itself."""
    near = None
    if key in RawFigure.__struct_fields__ and "figures" in known:
        hint = _("in a source; it belongs in {key}", key="defaults" if key in _DEFAULTS else _("a figure"))
    elif key in FILE_KEYS:
        hint = _("here; it belongs at the top of the file, before the first [[source]]")
    elif known == FILE_KEYS and key in _BELOW:
        hint = _("at the top of the file; it belongs in a [[source]] block")
    else:
        near = spot.guesser.nearest_key(key, known)
        if near is not None:
            meant = _("did you mean {near}?", near=quoted(near))
        else:
            meant = _("known keys are {known}", known=list_words(known, "and"))
        spot.report_name("F101", _("unknown key {key}; {meant}", key=quoted(key), meant=meant), key)
        return near or key
    spot.report("F101", _("unknown key {key} {hint}", key=quoted(key), hint=hint), key)
    return key


def _report_value(key: str, value: object, shape: type[msgspec.Struct], spot: TableLocation) -> None:
    words = _words(shape, key)
    if words and isinstance(value, str):
        near = spot.guesser.nearest(value, words)
        hint = (
            _("; did you mean {near}?", near=quoted(near))
            if near
            else _("; write {words}", words=list_words([quoted(word) for word in words]))
        )
        spot.report_name("F106", _("{key} cannot be {value}{hint}", key=key, value=quoted(value), hint=hint), key)
    else:
        report = spot.report_name if key in _DEFAULTS else spot.report
        report(
            "F112",
            _("{key} is {value}; write {wanted}", key=key, value=show(value), wanted=_wanted(key, shape)),
            key,
        )


def _wanted(key: str, shape: type[msgspec.Struct]) -> str:
    if bool in _types(shape, key):
        return _("true or false")
    words = [quoted(word) for word in _words(shape, key)]
    if key in _WANTED:
        return _(_WANTED[key])
    return list_words(words) if words else _("text in quotes")


def _types(shape: type[msgspec.Struct], key: str) -> tuple[Any, ...]:
    """The types that the value of a key may have."""
    fields = dict(zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True))
    return get_args(get_type_hints(shape)[fields[key]])


def _words(shape: type[msgspec.Struct], key: str) -> tuple[str, ...]:
    """The words that a key takes, where they are few."""
    return tuple(word for choice in _types(shape, key) for word in get_args(choice) if isinstance(word, str))


def _name(spot: TableLocation) -> str:
    """What the message calls the table at a spot."""
    key = next(part for part in reversed(spot.trail) if isinstance(part, str))
    return _("a figure") if key == "figures" else key
