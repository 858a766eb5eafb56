"""Work that is shared out to several processors: each takes runs of parts that stand beside each other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec

MOST: int = 4
"""Processes at most: what they would share of memory they copy as they go."""

WORTHWHILE: int = 60
"""Parts from which on a further process is worth its start."""

RUN: int = 16
"""Parts beside each other that one process makes: what they ask alike it works out once."""

Part = TypeVar("Part")
Made = list[tuple[str, bytes]]


def processors() -> int:
    """How many processors this run may use; 1 where a process cannot be continued as two."""
    if sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def make_all(parts: Sequence[Part], make: Callable[[Part], tuple[str, bytes]], processes: int) -> Made:
    """What `make` gives for each of `parts`, in their order, whoever made it.

    A process of its own takes over all that this one knows and answers through a pipe; where it fails, its share is
    made here, so that what was wrong is said here.
    """
    count = min(processes, max(1, len(parts) // WORTHWHILE))
    places = [[place for place in range(len(parts)) if place // RUN % count == one] for one in range(count)]
    shares = [[parts[place] for place in share] for share in places]
    begun = [_begin(share, make) for share in shares[1:]]
    made = [[make(part) for part in shares[0]]]
    for share, (process, pipe) in zip(shares[1:], begun, strict=True):
        results = _end(process, pipe)
        made.append([make(part) for part in share] if results is None else results)
    by_place = {
        place: one
        for share, made_of in zip(places, made, strict=True)
        for place, one in zip(share, made_of, strict=True)
    }
    return [by_place[place] for place in range(len(parts))]


def _begin(share: Sequence[Part], make: Callable[[Part], tuple[str, bytes]]) -> tuple[int, int]:
    """Start a process that makes a share: its number, and the pipe it answers through."""
    pipe, answer = os.pipe()
    process = os.fork()
    if process:
        os.close(answer)
        return process, pipe
    code = 1  # pragma: no cover - in a process that ends without a word on what it has run
    with suppress(BaseException):  # pragma: no cover
        os.close(pipe)
        with os.fdopen(answer, "wb") as stream:
            stream.write(msgspec.msgpack.encode([make(part) for part in share]))
        code = 0
    os._exit(code)  # pragma: no cover


def _end(process: int, pipe: int) -> Made | None:
    """What a process has made; `None` where it failed."""
    with os.fdopen(pipe, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(process, 0)
    return None if status else msgspec.msgpack.decode(answer, type=Made)
