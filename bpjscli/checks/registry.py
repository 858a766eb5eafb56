"""The checks by code: what each finds, and its manual, which is its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import Finding
from bpjscli.facts.model import Severity

Run = Callable[[Examination], Iterator[Finding]]


class Check(NamedTuple):
    """A check: its stable code, the usual severity of its findings, and what it is about."""

    code: str
    severity: Severity
    title: str
    text: str
    run: Run


CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity, title: str) -> Callable[[Run], Run]:
    """Enter a function among the checks under `code`; its docstring is what `--explain` prints."""

    def enter(run: Run) -> Run:
        CHECKS[code] = Check(code, severity, title, inspect.cleandoc(run.__doc__ or ""), run)
        return run

    return enter
