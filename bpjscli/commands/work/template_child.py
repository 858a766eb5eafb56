"""The process that fills a user's template: it has a document, one template, and limits, and answers on stdout.

`bpjscli.commands.work.templates` starts it, with the document on stdin. The answer is one line, "filled" or
"fault", and then the text, or what is wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY = 256 * 1024 * 1024  # bytes of address space
FILLED, FAULT = b"filled\n", b"fault\n"


def main() -> None:
    """Fill the template named by the first argument within as many seconds of processor time as the second says."""
    template, seconds = Path(sys.argv[1]), int(sys.argv[2])
    received = sys.stdin.buffer.read()
    try:
        answer = FILLED + _filled(received, template, seconds).encode("utf-8", "backslashreplace")
    except MemoryError:
        answer = FAULT + f"{template}: template: it needs more than {MEMORY >> 20} MB of memory".encode()
    sys.stdout.buffer.write(answer)


def _filled(received: bytes, template: Path, seconds: int) -> str:
    import msgspec

    from bpjscli.render.sandbox import TemplateFaultError, fill_sandboxed
    from bpjscli.report.document import Document

    document = msgspec.msgpack.decode(received, type=Document)
    _limit(seconds)
    try:
        return fill_sandboxed(document, template)
    except TemplateFaultError as error:
        sys.stdout.buffer.write(FAULT + str(error).encode("utf-8", "backslashreplace"))
        raise SystemExit from error


def _limit(seconds: int) -> None:
    """Take memory, time and the writing of files away, where the system knows how; the parent keeps the time anyway."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
