"""A pytest plugin that takes the caches off bpjscli: whether a test reaches a line depends on no other test."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

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
