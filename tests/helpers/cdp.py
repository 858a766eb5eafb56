"""A browser, asked through its own protocol (Chrome DevTools) over a pipe: no driver and no package in between."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--force-color-profile=srgb",
)  # fmt: skip


def browser_path() -> str | None:
    """The browser: BPJS_BROWSER, or the first that is installed."""
    return os.environ.get("BPJS_BROWSER") or next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """One tab: what it was asked, and what happened in it."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self.events: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a method."""
        return self._browser.call(method, parameters, self._session, self.events)

    def show(self, address: str, width: int, *, dark: bool = False) -> None:
        """Load a page on a screen of this width, and wait for it."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=address)
        while not self.happened("Page.loadEventFired"):
            self._browser.listen(self.events)

    def happened(self, *methods: str) -> list[dict[str, Any]]:
        """The parameters of every event of these kinds."""
        return [event["params"] for event in self.events if event["method"] in methods]

    def ask(self, expression: str) -> Any:
        """The value of an expression, or of the promise it gives. Raises `AssertionError` for an exception in it."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")


class Browser:
    """A browser that was started."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, of: int) -> None:
        self.process = process
        self._to = to
        self._of = of
        self._rest = b""
        self._number = 0

    def page(self) -> Page:
        """A new tab."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        return Page(self, session)

    def call(
        self,
        method: str,
        parameters: dict[str, Any],
        session: str | None = None,
        events: list[dict[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """The result of a method; events that come before it are kept in `events`."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result
            if events is not None and "method" in answer:
                events.append(answer)

    def listen(self, events: list[dict[str, Any]]) -> None:
        """Wait for one event."""
        events.append(self._next())

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            received = os.read(self._of, 1 << 16)
            assert received, "the browser has ended"
            self._rest += received
        message, _, self._rest = self._rest.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read


def _pipe() -> tuple[int, int]:
    """A pipe whose ends have numbers far from those that the browser uses."""
    ends = []
    for end in os.pipe():
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20))
        os.close(end)
    return ends[0], ends[1]


@contextmanager
def started(path: str, folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in `folder`; it speaks on its descriptors 3 and 4."""
    theirs, ours = _pipe()
    mine, its = _pipe()
    move = f"import os, sys; os.dup2({theirs}, 3); os.dup2({its}, 4); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", move, path, *ARGUMENTS, f"--user-data-dir={folder}"]
    with subprocess.Popen(
        command, pass_fds=(theirs, its), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.close(theirs)
        os.close(its)
        try:
            yield Browser(process, ours, mine)
        finally:
            process.terminate()
            process.wait(20)
            os.close(ours)
            os.close(mine)
