"""The recording in the README: `bpjs add --article` from the first question to what was written, in one moving SVG.

It is made of a real run at a pseudo-terminal. A frame is what the program says up to its next question; its lines
appear together, and the page scrolls to them. There is no clock in it: a frame stands as long as it takes to read.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from tools.pictures import COLUMNS, FOLDER, THEME

PATH: Final = FOLDER / "recording.svg"
ARTICLE: Final = """\
Cakupan Jamsostek Sulawesi Utara Baru 38,4 Persen

MANADO, Kabar Uji - Cakupan kepesertaan di Sulawesi Utara baru mencapai 38,4 persen, atau 461.932 dari 1.202.948 \
pekerja, kata kepala kantor cabang, Rabu (4/3/2026).
Masih ada 714.016 pekerja yang belum terdaftar.
Sepanjang 2025 dibayarkan 12.041 klaim Jaminan Hari Tua senilai Rp120,4 miliar.
"""
KEYS: Final = ("", "", "", "2025-12-31", "a", "", "", "y")
"""What is typed at each question: four about the article, then all that is strong, and the rest one by one."""
ROWS: Final = 34
_SECONDS_A_FRAME: Final = 1.2
_SECONDS_A_LINE: Final = 0.15
_LINE: Final = 24.4  # pixels, as Rich draws a terminal
_TOP: Final = 20.0
_WIDTH: Final = 12.2
_LAST: Final = 5.0  # seconds that the end stands


def record() -> list[str]:
    """What a terminal shows up to each question, with its colours, and after the last answer."""
    import pexpect

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "figures.toml").write_text("format = 1\n", encoding="utf-8")
        Path(folder, "article.txt").write_text(ARTICLE, encoding="utf-8")
        command = [
            "-m",
            "bpjscli",
            "add",
            "--article",
            "article.txt",
            "--data",
            "figures.toml",
            "--no-pager",
            "--lang",
            "en",
        ]
        variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LC_ALL": "C.UTF-8"}
        terminal = pexpect.spawn(
            sys.executable, command, cwd=folder, env=variables, encoding="utf-8", dimensions=(60, COLUMNS), timeout=60
        )
        frames = []
        keys = list(KEYS)
        while terminal.expect([r": $", pexpect.EOF]) == 0:
            frames.append(f"{terminal.before}: ")
            terminal.sendline(keys.pop(0) if keys else "")
        frames.append(str(terminal.before))
        terminal.close()
    return [re.sub(r"\x1b\[\?2004[hl]|\r", "", frame.replace("\r\n", "\n")) for frame in frames]


def animate(frames: Sequence[str]) -> str:
    """The SVG; without motion, for those who want none, it shows the end."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, legacy_windows=False, _environ={})
    text = Text.assemble(("$ bpjs add --article article.txt\n", "bold"), Text.from_ansi("".join(frames)))
    console.print(text, soft_wrap=True)
    svg = console.export_svg(title="", theme=THEME, code_format="{styles}\x00{matrix}\x00{backgrounds}", unique_id="r")
    styles, matrix, backgrounds = svg.split("\x00")
    first = _first_frames(frames)
    rows: dict[int, list[str]] = {}
    for drawn in re.findall(r"<text[^>]*>.*?</text>|<rect[^>]*/>", backgrounds + matrix):
        height = float(re.search(r' y="([\d.]+)"', drawn)[1])  # type: ignore[index]  # Rich gives every part its height
        row = round((height - (_TOP if drawn.startswith("<text") else 1.5)) / _LINE)
        plain = re.sub(r' clip-path="[^"]*"', "", drawn)
        if not re.fullmatch(r"<text[^>]*>\s*</text>", plain.replace("&#160;", " ")):
            rows.setdefault(row, []).append(plain)
    begins, length = _times(first, len(frames))
    lines = "\n".join(
        f'<g class="f{first[min(row, len(first) - 1)]}">{"".join(parts)}</g>' for row, parts in sorted(rows.items())
    )
    return _page(styles, lines, _motion(first, begins, length), len(first))


def _first_frames(frames: Sequence[str]) -> list[int]:
    """For each line of the terminal the frame in which it appears; the command is there from the beginning."""
    found = [0]
    for number, frame in enumerate(frames):
        begun = frame.split("\n")
        found += [number] * (len(begun) - (1 if number else 0))
    return found


def _times(first: Sequence[int], frames: int) -> tuple[list[float], float]:
    """When each frame begins, in seconds, and how long the recording is."""
    begins, at = [], 0.0
    for number in range(frames):
        begins.append(at)
        at += _SECONDS_A_FRAME + _SECONDS_A_LINE * min(first.count(number), ROWS)
    return begins, at + _LAST


def _motion(first: Sequence[int], begins: Sequence[float], length: float) -> str:
    """The style sheet: when lines appear, and when the page scrolls."""
    rules, scroll = [], []
    for number, begin in enumerate(begins):
        percent = f"{100 * begin / length:.2f}%"
        last = max((row for row, frame in enumerate(first) if frame <= number), default=0)
        scroll.append(f"{percent}{{transform:translateY({-_LINE * max(0, last + 1 - ROWS):.1f}px)}}")
        if number:
            rules.append(f"@keyframes k{number}{{0%{{opacity:0}}{percent}{{opacity:1}}}}")
            rules.append(f".f{number}{{animation:k{number} {length:.1f}s step-end infinite}}")
    rules.append(f"@keyframes s{{{''.join(scroll)}}}.s{{animation:s {length:.1f}s step-end infinite}}")
    return f"@media (prefers-reduced-motion:no-preference){{{''.join(rules)}}}"


def _page(styles: str, lines: str, motion: str, rows: int) -> str:
    width, height = round(COLUMNS * _WIDTH + 16), round(ROWS * _LINE + 16)
    end = -_LINE * max(0, rows - ROWS)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"
 role="img" aria-label="bpjs add --article in a terminal, from the first question to what was written">
<style>
.r-matrix {{ font: 20px Consolas, Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace; white-space: pre }}
{styles}
.s {{ transform: translateY({end:.1f}px) }}
{motion}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#fff" stroke="#ccd" />
<svg x="8" y="8" width="{width - 16}" height="{height - 16}"><g class="s r-matrix">
{lines}
</g></svg>
</svg>
"""


def main() -> None:
    """Make it anew."""
    PATH.write_text(animate(record()), encoding="utf-8")


if __name__ == "__main__":
    main()
