"""The entry point: run the command line, and turn what went wrong into an exit code and a line on stderr."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from bpjscli import __version__
from bpjscli.errors import STOPPED_BY, BpjsError, Exit
from bpjscli.i18n import say as _
from bpjscli.output import complain, mend_streams, write, write_error
from bpjscli.progress import PROGRESS


def run() -> NoReturn:
    """Run `bpjs` with the process's arguments and exit."""
    gc.disable()  # of six million objects made for a large base 500 are garbage; looking for them takes a twentieth
    mend_streams()
    _catch_signals()
    stdout = sys.stdout
    code: object
    try:
        code = _run()
    except SystemExit as ended:
        # Typer puts another stream in the place of stdout when its reader has gone, and exits with 1.
        code = ended.code if sys.stdout is stdout else Exit.CLOSED_PIPE
    _leave(code)


def _run() -> int:
    try:
        if sys.argv[1:] == ["--version"]:  # which needs nothing that takes time to import
            write(f"bpjs {__version__}\n", None)
            return Exit.OK
        from bpjscli import cli

        if sys.argv[1:2] == ["help"]:  # as git, cargo and others have it
            sys.argv[1:] = [*sys.argv[2:], "--help"]
        cli.run(sys.argv[1:])
    except BpjsError as error:
        write_error(error.shown)
        return error.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.CLOSED_PIPE
    except OSError as error:
        complain(f"{_place(error)}")
        return Exit.OUTPUT
    except Exception as error:  # noqa: BLE001  # whatever the input, never a traceback
        if "_BPJS_COMPLETE" not in os.environ:  # a shell is waiting in the middle of a line
            write_error(_bug(error))
        return Exit.BUG
    return Exit.OK


def _place(error: OSError) -> str:
    """What an error of the system is about; one without a name is about the current folder or a stream."""
    if error.filename is None and error.errno == errno.ENOENT:
        return _("the current folder is no longer there; go to another one, or give paths in full")
    place, reason = error.filename or _("standard output"), error.strerror or _("it is closed")
    return f"{place}: {reason}"


def _catch_signals() -> None:
    """Let a signal end the run like an error does, so that no half-written file stays behind."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    STOPPED_BY.append(SystemExit(128 + number))
    raise STOPPED_BY[-1]


def _bug(error: Exception) -> str:
    if os.environ.get("BPJS_DEBUG"):
        import traceback

        return "".join(traceback.format_exception(error)).rstrip()
    said = _("this is a bug in bpjs: {name}: {error}", name=type(error).__name__, error=error)
    return f"bpjs: {said}\n" + _("Please report it with the fact base; BPJS_DEBUG=1 shows where it happened.")


def _leave(code: object) -> NoReturn:
    """Exit with `code`; what a stream still holds for a reader that has gone, or for a full disk, is dropped.

    The memory goes back to the system as a whole: to take a large base apart object by object takes a tenth of a run.
    """
    PROGRESS.finished()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    os._exit(code if isinstance(code, int) else bool(code))


if __name__ == "__main__":
    run()
