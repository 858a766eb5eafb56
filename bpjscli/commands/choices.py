"""The words that options choose from."""

from __future__ import annotations

from enum import StrEnum


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


class FailOn(StrEnum):
    """How grave a finding must be for a report to fail."""

    error = "error"
    warning = "warning"


class Language(StrEnum):
    """The languages."""

    id = "id"
    en = "en"
