"""`bpjs report`: all of it as one document."""

from __future__ import annotations

from bpjscli.derive.answers import Answers
from bpjscli.facts.period import Period
from bpjscli.i18n import Lang
from bpjscli.report.document import Document


def report(answers: Answers, lang: Lang, area: str | None = None, period: Period | None = None) -> Document:
    """The report on `area`, or on all that the base has."""
    raise NotImplementedError
