"""Work that several processes share: the same as that of one, and what goes wrong in one of them is said here."""

from __future__ import annotations

import os
import sys

import pytest

from bpjscli.site.sharing import RUN, WORTHWHILE, make_all, processors

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are continued as two on Linux only")
PARTS = range(3 * WORTHWHILE + RUN // 2)


def made(part: int) -> tuple[str, bytes]:
    return str(part), bytes([part % 256])


@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_the_result_is_the_same_however_many_make_it(processes: int) -> None:
    assert make_all(PARTS, made, processes) == [made(part) for part in PARTS]


def test_several_take_part_where_it_is_worth_it() -> None:
    def who(part: int) -> tuple[str, bytes]:
        return str(os.getpid()), b""

    assert len({process for process, _ in make_all(PARTS, who, 2)}) == 2
    assert {process for process, _ in make_all(PARTS[: WORTHWHILE - 1], who, 2)} == {str(os.getpid())}
    assert make_all([], who, 2) == []
    assert processors() >= 1


def test_what_a_process_cannot_do_is_done_here() -> None:
    here = os.getpid()

    def only_here(part: int) -> tuple[str, bytes]:
        if os.getpid() != here:
            raise ValueError
        return made(part)

    assert make_all(PARTS, only_here, 2) == [made(part) for part in PARTS]


def test_what_nobody_can_do_is_said_here() -> None:
    def never(part: int) -> tuple[str, bytes]:
        if part == RUN:  # in the share of another process
            raise ValueError("no")
        return made(part)

    with pytest.raises(ValueError, match="no"):
        make_all(PARTS, never, 2)
