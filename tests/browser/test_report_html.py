"""The HTML report in a browser, on a phone and on a desk, in the light and in the dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cdp import Browser, Page, browser_path, started

from bpjscli.checks.examine import examine
from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.render import Options, render
from bpjscli.report.views.report import report

pytestmark = pytest.mark.long

TEMPLATES = Path(__file__).parents[2] / "templates"
PHONE, DESK = 390, 1280
AXE_PACKAGES = ("axe_playwright_python", "axe_core_python")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("there is no Chromium here; BPJS_BROWSER names one")
    with started(path, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core: BPJS_AXE, or that of an installed package (the extra "browser")."""
    named = os.environ.get("BPJS_AXE")
    found = [spec.origin for name in AXE_PACKAGES if (spec := find_spec(name)) is not None and spec.origin]
    paths = [Path(named)] if named else [Path(origin).with_name("axe.min.js") for origin in found]
    if not paths:
        pytest.skip(
            'there is no axe-core here: python -m pip install "bpjscli[browser]", or name its script with BPJS_AXE'
        )
    return paths[0].read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def addresses(shipped: Answers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report of the shipped base in both languages, and that of one province with disputed figures."""
    folder = tmp_path_factory.mktemp("reports")
    wanted: dict[str, tuple[Lang, str | None]] = {"en": ("en", None), "id": ("id", None), "kalbar": ("en", "kalbar")}
    found = {}
    traced = Answers(shipped.base, traced=True)
    for name, (lang, area) in wanted.items():
        document = report(traced, lang, area, findings=examine(shipped))
        path = folder / f"{name}.html"
        path.write_text(render(document, "html", Options(templates=TEMPLATES)), encoding="utf-8")
        found[name] = path.as_uri()
    return found


reports = pytest.mark.parametrize("name", ["en", "id", "kalbar"])
widths = pytest.mark.parametrize("width", [320, PHONE, 768, DESK])


def shown(browser: Browser, address: str, width: int, *, dark: bool = False) -> Page:
    page = browser.page()
    page.show(address, width, dark=dark)
    return page


def texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.ask(f"[...document.querySelectorAll({selector!r})].map(e => e.textContent.trim())")
    return found


@reports
def test_nothing_is_wrong_and_nothing_is_fetched(browser: Browser, addresses: dict[str, str], name: str) -> None:
    page = shown(browser, addresses[name], DESK)
    page.ask("document.querySelectorAll('.sortable button').forEach(b => b.click())")
    assert page.happened("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    assert [event["request"]["url"] for event in page.happened("Network.requestWillBeSent")] == [addresses[name]]


@reports
@widths
def test_a_page_is_never_wider_than_its_screen(
    browser: Browser, addresses: dict[str, str], name: str, width: int
) -> None:
    page = shown(browser, addresses[name], width)
    assert page.ask("document.documentElement.scrollWidth") <= width
    outside = page.ask(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll') && !e.closest('svg'))"
        f".filter(e => e.getBoundingClientRect().right > {width} + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []


@pytest.mark.parametrize(("width", "layout"), [(320, "narrow"), (PHONE, "narrow"), (768, "wide"), (DESK, "wide")])
def test_of_every_chart_one_drawing_is_seen_and_can_be_read(
    browser: Browser, addresses: dict[str, str], width: int, layout: str
) -> None:
    page = shown(browser, addresses["en"], width)
    seen = page.ask(
        "[...document.querySelectorAll('.chart svg')].filter(e => e.checkVisibility()).map(e => e.classList[0])"
    )
    assert seen == [layout] * 6
    smallest = page.ask(
        "Math.min(...[...document.querySelectorAll('.chart svg text')].filter(e => e.checkVisibility())"
        ".map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"
    )
    assert smallest >= (8 if width == 320 else 9)


def test_texts_of_charts_do_not_leave_them(browser: Browser, addresses: dict[str, str]) -> None:
    for name, width in (("en", PHONE), ("id", PHONE), ("id", DESK), ("kalbar", DESK)):
        page = shown(browser, addresses[name], width)
        outside = page.ask(
            "[...document.querySelectorAll('.chart svg text')].filter(e => e.checkVisibility()).filter(e => {"
            "const own = e.getBoundingClientRect(), all = e.ownerSVGElement.getBoundingClientRect();"
            "return own.right > all.right + 3 || own.left < all.left - 3; }).map(e => e.textContent)"
        )
        assert outside == [], (name, width)


def test_rows_are_sorted_by_a_click_and_come_back(browser: Browser, addresses: dict[str, str]) -> None:
    page = shown(browser, addresses["en"], DESK)
    table = "#ranking--2" if page.ask("!!document.querySelector('table#ranking--2')") else "table#ranking"
    names = f"{table} tbody tr :nth-child(2)"
    before = texts(page, names)
    assert before[0] == "East Kalimantan"
    click = f"document.querySelectorAll('{table} thead button')[2].click()"
    state = f"document.querySelectorAll('{table} thead th')[2].ariaSort"
    orders = []
    for _ in range(3):
        page.ask(click)
        orders.append((page.ask(state), texts(page, names)[0]))
    assert orders == [("ascending", "West Kalimantan"), ("descending", "East Kalimantan"), (None, "East Kalimantan")]
    assert texts(page, names) == before


def test_heads_are_reached_and_used_by_the_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    page = shown(browser, addresses["en"], DESK)
    page.ask("document.querySelector('.sortable button').focus()")
    for kind in ("keyDown", "keyUp"):
        key = {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
        page.call("Input.dispatchKeyEvent", type=kind, **key)
    assert page.ask("document.activeElement.parentElement.ariaSort") == "ascending"


def test_footnotes_lead_to_their_sources_and_back(browser: Browser, addresses: dict[str, str]) -> None:
    page = shown(browser, addresses["en"], PHONE)
    assert page.ask("[...document.querySelectorAll('.ref')].every(e => e.tabIndex === 0)")
    page.ask("document.querySelector('.ref').click()")
    assert page.ask("location.hash") == "#note-1"
    assert page.ask("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
    page.ask("document.querySelector(':target .back a').click()")
    assert page.ask("location.hash") == "#ref-1-1"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_number_opens_its_derivation_where_it_stands(browser: Browser, addresses: dict[str, str], width: int) -> None:
    page = browser.page()
    page.call("Emulation.setScriptExecutionDisabled", value=False)
    page.show(addresses["en"], width)
    assert texts(page, ".from:target") == []
    assert page.ask("[...document.querySelectorAll('a.sign')].every(e => e.tabIndex === 0 && e.ariaLabel)")
    page.ask("document.querySelectorAll('a.sign')[4].scrollIntoView({block: 'center'})")
    before = page.ask("scrollY")
    page.ask("document.querySelectorAll('a.sign')[4].focus()")
    for kind in ("keyDown", "keyUp"):
        key = {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
        page.call("Input.dispatchKeyEvent", type=kind, **key)
    (panel,) = texts(page, ".from:target")
    assert panel.startswith("Coverage, Central Kalimantan, 2024: 45.44")
    assert page.ask("document.activeElement.matches('.from:target')"), "a screen reader reads on there"
    assert page.ask("scrollY") == before
    assert page.ask("document.querySelector('.from:target').getBoundingClientRect().bottom <= innerHeight")
    page.ask("document.querySelector('.from:target .close').click()")
    assert (texts(page, ".from:target"), page.ask("scrollY")) == ([], before)
    page.ask("document.querySelectorAll('a.sign')[4].click()")
    page.ask("document.querySelector('.from:target [role=doc-backlink]').click()")
    assert page.ask("document.querySelector('a.sign:target') === document.querySelectorAll('a.sign')[4]")
    assert page.ask("(y => 0 < y && y < innerHeight)(document.querySelector(':target').getBoundingClientRect().top)")


def test_the_contents_lead_to_the_sections(browser: Browser, addresses: dict[str, str]) -> None:
    page = shown(browser, addresses["en"], PHONE)
    titles = page.ask(
        "[...document.querySelectorAll('.contents a')].map(e => [e.textContent,"
        " (document.querySelector(e.hash).matches('h2') ? document.querySelector(e.hash)"
        " : document.querySelector(e.hash).querySelector('h2')).textContent])"
    )
    assert len(titles) == 9
    assert all(one == other for one, other in titles)


def test_light_and_dark_differ(browser: Browser, addresses: dict[str, str]) -> None:
    ask = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.c-bar')).fill]"
    light, dark = (shown(browser, addresses["en"], DESK, dark=dark).ask(ask) for dark in (False, True))
    assert light == ["rgb(255, 255, 255)", "rgb(10, 88, 120)"]
    assert light[0] != dark[0]
    assert light[1] != dark[1]


def test_the_page_is_whole_without_a_script(browser: Browser, addresses: dict[str, str]) -> None:
    page = browser.page()
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.show(addresses["en"], DESK)
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    counts = {
        selector: len(page.call("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"])
        for selector in ("button", "tbody tr", "svg", ".numbers dd.large")
    }
    assert counts["button"] == 0
    assert counts["tbody tr"] > 40
    assert counts["svg"] == 12
    assert counts[".numbers dd.large"] == 3


def test_a_printed_report_fills_pages(browser: Browser, addresses: dict[str, str]) -> None:
    page = shown(browser, addresses["en"], DESK)
    printed = page.call("Page.printToPDF", preferCSSPageSize=True, transferMode="ReturnAsStream")
    data = ""
    while not (chunk := page.call("IO.read", handle=printed["stream"]))["eof"]:
        data += chunk["data"]
    assert len(data) > 50_000


# Each language and each width meets both kinds of colours; the province has disputed figures.
@pytest.mark.parametrize(
    ("name", "width", "dark"), [("en", PHONE, False), ("kalbar", DESK, True), ("id", PHONE, True), ("id", DESK, False)]
)
def test_axe_finds_nothing(
    browser: Browser, addresses: dict[str, str], axe: str, name: str, width: int, dark: bool
) -> None:
    page = browser.page()
    page.call("Page.setBypassCSP", enabled=True)  # the page itself lets no foreign script run
    page.show(addresses[name], width, dark=dark)
    page.ask(f"{axe};null")
    found: list[dict[str, Any]] = page.ask(
        "axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(result => result.violations)"
    )
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
