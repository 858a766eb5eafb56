"""A pytest plugin for recording which test reaches a line: nothing is kept, so that it depends on no other test.

Functions do not remember their results, and a fixture is made anew for every test that asks for it.

The ids of tests that fail are written to the file that `BPJS_FAILED` names.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

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


_fixture: Any = pytest.fixture


def _of_a_test(*arguments: Any, scope: str = "function", **options: Any) -> Any:
    return _fixture(*arguments, **options)


# For what is imported after this.
functools.lru_cache = _lru_cache
pytest.fixture = _of_a_test  # type: ignore[assignment]  # with fewer overloads
settings.register_profile("recorded", deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("recorded")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the test that failed."""
    if report.failed:
        with Path(os.environ["BPJS_FAILED"]).open("a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\n")
