"""Configuration: `bpjs.toml` beside the fact base, below the command line and the environment.

It holds defaults for options and nothing else: no code, no templates, no files to write, so that a fact base from a
stranger cannot make a run do more than it was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import typer

from bpjscli.errors import BpjsError, LocatedError, quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.shipped import is_shipped_base

FILE = "bpjs.toml"
LARGEST = 64 * 1024  # bytes; a configuration is a few lines


class SettingKey(msgspec.Struct, frozen=True, gc=False):
    """A setting: the kind of its value, the environment variable that overrides it, and what it is for."""

    kind: type
    variable: str | None
    purpose: str


class Setting(msgspec.Struct, frozen=True, gc=False):
    """A setting as it stands: its value (`None` for the default) and where that comes from."""

    key: str
    value: str | None
    origin: str
    purpose: str


KEYS: Mapping[str, SettingKey] = {
    "lang": SettingKey(str, "BPJS_LANG", N_("language, id or en")),
    "format": SettingKey(str, "BPJS_FORMAT", N_("format of results")),
    "color": SettingKey(str, "BPJS_COLOR", N_("colour on a terminal: auto, always or never")),
    "notes": SettingKey(str, "BPJS_NOTES", N_("notes of text: none, short or full")),
    "area": SettingKey(str, "BPJS_AREA", N_("area that commands are about when none is named")),
    "as_of": SettingKey(str, "BPJS_AS_OF", N_("day up to which publications count")),
    "strict": SettingKey(bool, None, N_("whether warnings fail a check")),
    "select": SettingKey(list, None, N_("codes that a check looks for")),
    "ignore": SettingKey(list, None, N_("codes that a check leaves out")),
    "fail_under": SettingKey(str, None, N_("least coverage in percent")),
    "fail_over": SettingKey(str, None, N_("most people missing to the target")),
    "fail_on": SettingKey(str, None, N_("findings on which a report fails: error or warning")),
}
ONLY_OF_CHECK = ("github", "sarif")
"""Formats that a configuration may name although most commands have none such."""
PARAMETERS = {"format": "format_"}  # keys whose option has another name in the code


def read_defaults(command: str, data: Path | None) -> dict[str, Any]:
    """What the `bpjs.toml` beside `data` sets for a command, by the names of its parameters.

    Raises `LocatedError` (exit code 2) for a file that cannot be used.
    """
    by_key = settings(config_file(data))
    if command != "check" and by_key.get("format") in ONLY_OF_CHECK:
        del by_key["format"]  # the other commands do without it
    return {PARAMETERS.get(key, key): value for key, value in by_key.items()}


def config_file(data: Path | None) -> Path | None:
    """The configuration that goes with a fact base; none for a shipped one."""
    return None if data is None or is_shipped_base(data) else (data if _is(data, Path.is_dir) else data.parent) / FILE


def settings(file: Path | None) -> dict[str, Any]:
    """What `file` sets; empty where there is none. Raises `BpjsError` with every fault, as file:line."""
    if file is None or not _is(file, Path.is_file):
        return {}
    import tomli

    try:
        if file.stat().st_size > LARGEST:
            raise LocatedError(
                _(
                    "{file}: error: a configuration has at most {most} bytes; this is something else",
                    file=file,
                    most=LARGEST,
                )
            )
        text = file.read_text(encoding="utf-8-sig")
        table = tomli.loads(text)
    except OSError as error:
        raise LocatedError(
            _("{file}: error: the configuration cannot be read: {reason}", file=file, reason=error.strerror)
        ) from error
    except (ValueError, RecursionError) as error:
        raise LocatedError(
            _("{file}: error: the configuration is not valid TOML: {error}", file=file, error=error)
        ) from error
    faults = [fault for key, value in table.items() if (fault := _fault(key, value))]
    if faults:
        raise LocatedError("\n".join(f"{file}:{_line(text, key)}: error: {said}" for key, said in faults))
    return {
        key: [str(entry) for entry in value] if isinstance(value, list) else _text(value)
        for key, value in table.items()
    }


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(path)
    except OSError:  # a folder whose name is too long or may not be looked into: reading the base will report that
        return False


def origins(context: typer.Context, data: Path | None) -> list[Setting]:
    """Every setting with its value and where that comes from."""
    file = {} if context.params.get("no_config") else settings(config_file(data))
    shown = []
    for key, known in KEYS.items():
        given = context.params.get(PARAMETERS.get(key, key))
        source = context.get_parameter_source(PARAMETERS.get(key, key))
        if source is not None and source.name == "COMMANDLINE":
            shown.append(Setting(key, str(given), N_("command line"), known.purpose))
        elif known.variable is not None and os.environ.get(known.variable):
            shown.append(Setting(key, os.environ[known.variable], known.variable, known.purpose))
        elif key in file:
            shown.append(Setting(key, _shown(file[key]), FILE, known.purpose))
        else:
            shown.append(Setting(key, None, N_("default"), known.purpose))
    return shown


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _fault(key: str, value: object) -> tuple[str, str] | None:
    """What is wrong with a setting, by its key; `None` for one that is right."""
    if key not in KEYS:
        from difflib import get_close_matches

        near = get_close_matches(key, KEYS, 1)
        return key, _('unknown setting "{key}"; ', key=key) + (
            _('did you mean "{near}"?', near=near[0]) if near else _("known are {words}", words=", ".join(KEYS))
        )
    kind = KEYS[key].kind
    if kind is str:
        right = isinstance(value, str | int | float | date) and not isinstance(value, bool | datetime)
    else:
        right = isinstance(value, kind)
    if right and isinstance(value, list):
        right = all(isinstance(entry, str) for entry in value)
    expected = {str: _("a text or a number"), bool: _("true or false"), list: _("a list of texts")}[kind]
    said = _misfit(key, str(value)) if right else _('"{key}" takes {expected}', key=key, expected=expected)
    return None if said is None else (key, said)


def _misfit(key: str, value: str) -> str | None:
    """What is wrong with the value of a setting, where that can be known without the fact base."""
    from bpjscli.commands.shared import values
    from bpjscli.commands.shared.options import COLOURS, NOTES
    from bpjscli.commands.shared.values import CheckFormat, FailOn, Language

    words = {
        "lang": (*Language,),
        "format": (*CheckFormat,),
        "fail_on": (*FailOn,),
        "color": COLOURS,
        "notes": NOTES,
    }
    known = words.get(key, ())
    if known and value not in known:
        return _('"{key}" is {value}; choose one of {known}', key=key, value=quoted(value), known=", ".join(known))
    try:
        if key == "as_of":
            values.day(value, key)
        elif key == "fail_under":
            values.percent(value, key, f"{key} = 60")
        elif key == "fail_over":
            values.people(value, key, f"{key} = 100000")
    except BpjsError as error:
        return error.message
    return None


def _text(value: object) -> object:
    return value if isinstance(value, bool) else str(value)


def _line(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split("=")[0].strip().strip("\"'") == key), 1)
