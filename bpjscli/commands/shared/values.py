"""The words that options choose from, and what the texts of options mean: days, periods, percentages, people."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from bpjscli.errors import OptionError, quoted
from bpjscli.i18n import say as _
from bpjscli.model.period import WRITTEN, Period, parse_period


class Format(StrEnum):
    """The formats every command has."""

    table = "table"
    plain = "plain"
    md = "md"
    html = "html"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"


class CheckFormat(StrEnum):
    """The formats of `check`: those of every command, and two for machines that annotate files."""

    table = "table"
    plain = "plain"
    md = "md"
    html = "html"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    github = "github"
    sarif = "sarif"
    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"


class AddFormat(StrEnum):
    """The formats of `add`: those of every command, and TOML for what an article may say."""

    table = "table"
    plain = "plain"
    md = "md"
    html = "html"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    toml = "toml"
    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"


class FailOn(StrEnum):
    """How grave a finding must be for a report to fail."""

    error = "error"
    warning = "warning"


class Language(StrEnum):
    """The languages."""

    id = "id"
    en = "en"


def day(text: str | None, option: str) -> date | None:
    """A date as an option gives it, as the last day of a month or year where no day is named."""
    if text is None:
        return None
    try:
        return parse_period(text).end
    except ValueError as error:
        said = (
            str(error)
            if WRITTEN.match(text)
            else _("{text} is not a date; write for example 2026-02-02", text=quoted(text))
        )
        raise OptionError(option, said) from error


def period(text: str | None) -> Period | None:
    """A period as `--period` gives it."""
    if text is None:
        return None
    try:
        return parse_period(text)
    except ValueError as error:
        raise OptionError("--period", str(error)) from error


def percent(text: str | None, option: str, example: str = "") -> Decimal | None:
    """A percentage as an option gives it: 60, 60.5, "60,5" or "60%"; `example` is what to write, else `OPTION 60`."""
    if text is None:
        return None
    try:
        value = Decimal(text.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= 1000:
        raise OptionError(
            option,
            _(
                "{text} is not a percentage; write for example {example}",
                text=quoted(text),
                example=example or " ".join((option, "60")),
            ),
        )
    return value


def people(text: str | None, option: str, example: str = "") -> Decimal | None:
    """A number of people as an option gives it: 100000, "100.000" or 100_000; `example` as that of `percent`."""
    if text is None:
        return None
    digits = re.sub(r"[.,_](?=\d{3}(?:\D|\Z))", "", text.strip(), flags=re.ASCII)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise OptionError(
            option,
            _(
                "{text} is not a number of people; write for example {example}",
                text=quoted(text),
                example=example or " ".join((option, "100000")),
            ),
        )
    return Decimal(digits)
