"""The pictures of the README: a terminal, drawn from what commands print; the HTML report and a site in a browser."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from bpjscli.checks.examine import examine
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.render import Options, render
from bpjscli.report.document import Document
from bpjscli.report.views.coverage import coverage
from bpjscli.report.views.ranking import ranked_areas, ranking
from bpjscli.report.views.report import report
from bpjscli.report.views.site import make_contents
from bpjscli.shipped import find_template_folder
from bpjscli.site.pages import site_files

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
COLUMNS = 96  # of the terminal at which an article is entered
NARROW = 80
SCREEN = "1120,1030"

THEME = TerminalTheme(
    (255, 255, 255),
    (28, 37, 48),
    [(28, 37, 48), (163, 34, 43), (40, 110, 60), (128, 83, 0), (10, 88, 120), (110, 60, 130), (0, 110, 130),
     (90, 100, 110)],
)  # fmt: skip
_FORMAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"
 role="img" aria-label="bpjs in a terminal">
<style>
.{unique_id}-matrix {{
  font: {char_height}px Consolas, Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace; white-space: pre
}}
{styles}
</style>
<defs>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def session(answers: Answers) -> Iterator[Text]:
    """Two commands and what a terminal shows for them, without their notes."""
    shown = (
        ("bpjs ranking", ranking(answers, "en", ranked_areas(answers, None))),
        ("bpjs coverage --province kalbar", coverage(answers, "en", "kalbar")),
    )
    for place, (command, document) in enumerate(shown):
        yield Text(f"{chr(10) if place else ''}$ {command}", style="bold")
        yield Text.from_ansi(_without_notes(document))


def terminal(answers: Answers) -> str:
    """An SVG of that terminal."""
    console = Console(file=io.StringIO(), record=True, width=NARROW, legacy_windows=False, _environ={})
    for text in session(answers):
        console.print(text, soft_wrap=True)
    svg = console.export_svg(title="", theme=THEME, code_format=_FORMAT, unique_id="t")
    return re.sub(r'<circle [^>]*/>|<g transform="translate\(26,22\)">\s*</g>', "", svg)


ARTICLE = """\
Cakupan Jamsostek Sulawesi Utara Baru 38,4 Persen

MANADO, Kabar Uji - Cakupan kepesertaan di Sulawesi Utara baru mencapai 38,4 persen, atau 461.932 dari 1.202.948 \
pekerja, kata kepala kantor cabang, Rabu (4/3/2026).
Sepanjang 2025 dibayarkan 12.041 klaim Jaminan Hari Tua senilai Rp120,4 miliar.
"""
KEYS = ("", "", "", "2025-12-31", "", "", "")


def review() -> str:
    """What a terminal shows of `bpjs add --article` at the first questions and numbers, with its colours."""
    import pexpect

    with tempfile.TemporaryDirectory() as folder:
        base, article = Path(folder) / "figures.toml", Path(folder) / "article.txt"
        base.write_text("format = 1\n", encoding="utf-8")
        article.write_text(ARTICLE, encoding="utf-8")
        command = ["-m", "bpjscli", "add", "--article", str(article), "--data", str(base), "--no-pager", "--lang", "en"]
        variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LC_ALL": "C.UTF-8"}
        size = (60, COLUMNS)
        terminal = pexpect.spawn(sys.executable, command, env=variables, encoding="utf-8", dimensions=size, timeout=60)
        shown = ""
        for key in KEYS:
            terminal.expect(": $")
            shown += f"{terminal.before}: "
            terminal.sendline(key)
        terminal.expect(": $")
        shown += f"{terminal.before}: "
        terminal.close(force=True)
    return shown.replace("\r\n", "\n").replace("\x1b[?2004h", "").replace("\x1b[?2004l", "").replace("\r", "")


def reviewed() -> str:
    """An SVG of that terminal."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, legacy_windows=False, _environ={})
    console.print(Text("$ bpjs add --article article.txt", style="bold"), soft_wrap=True)
    console.print(Text.from_ansi(review()), soft_wrap=True)
    svg = console.export_svg(title="", theme=THEME, code_format=_FORMAT, unique_id="a")
    return re.sub(r'<circle [^>]*/>|<g transform="translate\(26,22\)">\s*</g>', "", svg)


def photograph(address: str, path: Path) -> None:
    """A PNG of a page; there must be a Chromium."""
    browser = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={SCREEN}")
    subprocess.run([browser, *options, f"--screenshot={path}", address], check=True, capture_output=True)


def main() -> None:
    """Make both anew."""
    answers = Answers(load())
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(answers), encoding="utf-8")
    (FOLDER / "article.svg").write_text(reviewed(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        options = Options(templates=ROOT / "templates")
        document = report(Answers(answers.base, traced=True), "en", findings=examine(answers))
        page.write_text(render(document, "html", options), encoding="utf-8")
        photograph(page.as_uri(), FOLDER / "report.png")
        for name, content in site_files(make_contents(answers, "en", examine(answers)), find_template_folder()).items():
            (place := Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        photograph((Path(folder) / "areas" / "kalbar.html").as_uri(), FOLDER / "site.png")


def _without_notes(document: Document) -> str:
    return render(document, "table", Options(width=NARROW, color="always", notes="none")).rstrip()


if __name__ == "__main__":
    main()
