"""What takes long is said on a terminal's stderr after a second, and gone before anything else is written."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Timer

AFTER = 1.0  # seconds of silence


class Progress:
    """One line of a terminal, drawn by a timer while the run is at work."""

    def __init__(self) -> None:
        self._text = ""
        self._drawn = ""
        self._timer: Timer | None = None

    def working_on(self, text: str) -> None:
        """Say `text` if this takes longer; without a terminal, never."""
        self.finished()
        if sys.stderr.isatty():
            from threading import Timer

            self._text = text
            self._timer = Timer(AFTER, self._draw)
            self._timer.daemon = True
            self._timer.start()

    def finished(self) -> None:
        """Take the line away."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
        if self._drawn:
            self._write(f"\r{' ' * len(self._drawn)}\r")
            self._drawn = ""

    def _draw(self) -> None:
        self._drawn = self._text
        self._write(self._drawn)

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


PROGRESS = Progress()
