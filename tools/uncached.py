"""A pytest plugin for recording which test reaches a line: no caches, so that it depends on no other test.

The ids of tests that fail are written to the file that `BPJS_FAILED` names.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_cached: Any = functools.lru_cache


def _lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    if callable(maxsize):
        return _lru_cache()(maxsize)

    def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
        cached: Callable[..., Any] = _cached(maxsize, typed)(function)
        if not function.__module__.startswith("bpjscli."):
            return cached
        function.cache_clear = lambda: None  # type: ignore[attr-defined]  # what is not cached may be cleared
        return function

    return decorated


functools.lru_cache = _lru_cache  # for what is imported after this


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the test that failed."""
    if report.failed:
        with Path(os.environ["BPJS_FAILED"]).open("a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\n")
