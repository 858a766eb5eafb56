"""The entry point: run the command line, and turn what went wrong into an exit code and a line on stderr."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from bpjscli.errors import BpjsError, Exit


def run() -> NoReturn:
    """Run `bpjs` with the process's arguments and exit."""
    gc.set_threshold(200_000)  # a run is short and makes little garbage: looking for it took a tenth of its time
    try:
        from bpjscli.cli import app, only_command

        only_command(sys.argv[1:])
        app(prog_name="bpjs")
    except BpjsError as error:
        _complain(error.message)
        _leave(error.exit_code)
    except KeyboardInterrupt:
        _leave(Exit.INTERRUPTED)
    except BrokenPipeError:
        _leave(Exit.CLOSED_PIPE)
    except OSError as error:
        _complain(f"bpjs: {error.strerror or error}: {error.filename or 'the output'}")
        _leave(Exit.OUTPUT)
    except Exception as error:  # noqa: BLE001  # whatever the input, never a traceback
        _complain(_bug(error))
        _leave(Exit.BUG)
    _leave(Exit.OK)


def _bug(error: Exception) -> str:
    if os.environ.get("BPJS_DEBUG"):
        import traceback

        return "".join(traceback.format_exception(error)).rstrip()
    return (
        f"bpjs: this is a bug in bpjs: {type(error).__name__}: {error}\n"
        "Please report it with the fact base; BPJS_DEBUG=1 shows where it happened."
    )


def _complain(message: str) -> None:
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{message}\n")
        except (OSError, UnicodeError):
            return


def _leave(code: int) -> NoReturn:
    """Exit at once with `code`; what stdout still holds for a reader that has gone is dropped."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


if __name__ == "__main__":
    run()
