"""What office files say about themselves: the program, the language, and a date that is not the clock's."""

from __future__ import annotations

from datetime import datetime

from bpjscli.i18n import Lang
from bpjscli.report.document import Document

PROGRAM = "bpjs"
LANGUAGES: dict[Lang, str] = {"id": "id-ID", "en": "en-GB"}
_UNDATED = "2000-01-01"


def stamp(document: Document) -> datetime:
    """The day of the newest publication that the document rests on, at midnight: the same in every run."""
    return datetime.fromisoformat(document.dated or _UNDATED)
