"""The pages of a site in a browser: from a disk and from a web server, searched, on a phone, checked by axe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from asking import run
from cdp import Browser, Page, browser_path, started
from test_report_html import axe  # noqa: F401  # a fixture

pytestmark = pytest.mark.long

PHONE, DESK = 390, 1280
PAGES = (
    "index", "areas", "sources", "findings", "areas/kalimantan", "areas/kalbar", "areas/kalbar/singkawang",
    "sources/tribunkaltim-2025-06-18",
)  # fmt: skip
pages = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("there is no Chromium here; BPJS_BROWSER names one")
    with started(path, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    for lang in ("en", "id"):
        assert run("site", str(place / lang), "--lang", lang).returncode == 0
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The same site from a web server of this machine."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def shown(browser: Browser, address: str, width: int = DESK, *, dark: bool = False) -> Page:
    page = browser.page()
    page.show(address, width, dark=dark)
    return page


def at(folder: Path, name: str, lang: str = "en") -> str:
    return (folder / lang / f"{name}.html").as_uri()


@pages
def test_a_page_has_its_style_and_script_and_fetches_nothing_else(browser: Browser, folder: Path, name: str) -> None:
    page = shown(browser, at(folder, name))
    assert page.happened("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    asked = {event["request"]["url"].rpartition("/en/")[2] for event in page.happened("Network.requestWillBeSent")}
    assert asked == {f"{name}.html", "site.css", "site.js"}
    assert page.ask("getComputedStyle(document.querySelector('.steps .home')).fontWeight") == "600"
    assert page.ask("!document.querySelector('.search').hidden")


@pages
@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_a_page_is_never_wider_than_its_screen(browser: Browser, folder: Path, name: str, width: int) -> None:
    assert shown(browser, at(folder, name), width).ask("document.documentElement.scrollWidth") <= width


def typed(page: Page, text: str) -> list[str]:
    """The addresses that the search offers, once it has read its index."""
    found: list[str] = page.ask(
        "new Promise(done => { const input = document.querySelector('#search'); input.focus();"
        f" input.value = {text!r}; input.dispatchEvent(new Event('input'));"
        " const look = () => window.bpjsPages ? done([...document.querySelectorAll('.search li a')]"
        ".map(a => a.getAttribute('href'))) : setTimeout(look, 20); look(); })"
    )
    return found


@pytest.mark.parametrize("server", [False, True])
def test_the_search_works_from_a_disk_and_from_a_server(
    browser: Browser, folder: Path, served: str, *, server: bool
) -> None:
    address = f"{served}/en/areas/kalbar/singkawang.html" if server else at(folder, "areas/kalbar/singkawang")
    page = shown(browser, address)
    assert page.happened("Log.entryAdded", "Runtime.exceptionThrown") == []
    assert typed(page, "west kal")[0] == "../../areas/kalbar.html"
    assert typed(page, "KALBAR")[0] == "../../areas/kalbar.html"
    assert "../../sources/tribunkaltim-2025-06-18.html" in typed(page, "tribun 2025")
    assert "../../findings.html" in typed(page, "C401")
    assert typed(page, "zzz") == []
    assert page.ask("document.querySelector('.search .none').textContent") == "Nothing found."
    assert typed(page, "  ") == []


def press(page: Page, key: str, code: int) -> None:
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)


def test_the_search_is_used_by_keyboard(browser: Browser, folder: Path) -> None:
    page = shown(browser, at(folder, "index"))
    offered = typed(page, "kalimantan")
    press(page, "ArrowDown", 40)
    press(page, "ArrowDown", 40)
    assert page.ask("document.activeElement.getAttribute('href')") == offered[1]
    press(page, "ArrowUp", 38)
    press(page, "ArrowUp", 38)
    assert page.ask("document.activeElement.id") == "search"
    press(page, "Escape", 27)
    assert page.ask("document.querySelectorAll('.search li').length") == 0


def test_without_script_there_are_lists_and_no_empty_box(browser: Browser, folder: Path) -> None:
    page = browser.page()
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.show(at(folder, "index"), DESK)
    assert page.ask("document.querySelector('.search').checkVisibility()") is False
    assert page.ask("[...document.querySelectorAll('.steps a')].map(a => a.getAttribute('href'))") == [
        "index.html", "areas.html", "sources.html", "findings.html",
    ]  # fmt: skip


def test_the_map_is_used_by_keyboard_and_leads_to_provinces(browser: Browser, folder: Path) -> None:
    page = shown(browser, at(folder, "index"))
    links = page.ask("[...document.querySelectorAll('svg.wide a')].map(a => a.getAttribute('href'))")
    assert "areas/kalbar.html" in links
    page.ask("document.querySelector('svg.wide a').focus()")
    assert page.ask("document.activeElement.tagName.toLowerCase()") == "a"


@pages
@pytest.mark.parametrize(("lang", "width", "dark"), [("en", DESK, False), ("id", PHONE, True)])
def test_axe_finds_nothing_on_any_page(  # which page, and how it is looked at
    browser: Browser,
    folder: Path,
    axe: str,  # noqa: F811
    name: str,
    lang: str,
    width: int,
    *,
    dark: bool,
) -> None:
    page = browser.page()
    page.call("Page.setBypassCSP", enabled=True)
    page.show(at(folder, name, lang), width, dark=dark)
    page.ask(f"{axe};null")
    found: list[dict[str, Any]] = page.ask("axe.run(document).then(result => result.violations)")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
