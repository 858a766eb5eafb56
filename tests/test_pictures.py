"""The pictures of the README show what the program shows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from bpjscli.measures.answers import Answers
from tools.pictures import FOLDER, review, reviewed, session, terminal
from tools.recording import PATH, animate, record

pytestmark = pytest.mark.long

SVG = "{http://www.w3.org/2000/svg}"


def shown(svg: str) -> list[str]:
    """The lines of a drawn terminal, without white space: its texts, by their height."""
    lines: dict[float, str] = {}
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314 - our own
        height = float(text.attrib["y"])
        lines[height] = lines.get(height, "") + "".join((text.text or "").split())
    return [lines[height] for height in sorted(lines) if lines[height]]


def test_the_terminal_is_in_step_with_the_program(shipped: Answers, request: pytest.FixtureRequest) -> None:
    path = FOLDER / "terminal.svg"
    if request.config.getoption("--update-golden"):
        path.write_text(terminal(shipped), encoding="utf-8")
    printed = "\n".join(text.plain for text in session(shipped))
    expected = ["".join(line.split()) for line in printed.splitlines()]
    assert shown(path.read_text(encoding="utf-8")) == [line for line in expected if line], (
        "run python -m tools.pictures"
    )


def test_the_list_of_an_article_is_in_step_with_the_program(request: pytest.FixtureRequest) -> None:
    path = FOLDER / "article.svg"
    if request.config.getoption("--update-golden"):
        path.write_text(reviewed(), encoding="utf-8")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", review())
    expected = ["".join(line.split()) for line in plain.splitlines()]
    assert shown(path.read_text(encoding="utf-8"))[1:] == [line for line in expected if line], (
        "run python -m tools.pictures"
    )


def test_the_recording_is_in_step_with_the_program(request: pytest.FixtureRequest) -> None:
    frames = record()
    if request.config.getoption("--update-golden"):
        PATH.write_text(animate(frames), encoding="utf-8")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "".join(frames))
    expected = ["".join(line.split()) for line in plain.splitlines()]
    assert shown(PATH.read_text(encoding="utf-8"))[1:] == [line for line in expected if line], (
        "run python -m tools.recording"
    )
    assert "Look again at #1, #2, #3, #4, #6" in plain
    assert "wrote 6 figures" in plain


def test_a_recording_shows_its_frames_one_after_the_other() -> None:
    svg = animate(["first: ", "\nsecond: ", "\nthird\n"])
    assert svg == animate(["first: ", "\nsecond: ", "\nthird\n"])
    assert re.findall(r'<g class="f(\d)">', svg) == ["0", "0", "1", "2"]
    assert [float(begin) for begin in re.findall(r"@keyframes k\d\{0%\{opacity:0\}([\d.]+)%", svg)] == sorted(
        float(begin) for begin in re.findall(r"@keyframes k\d\{0%\{opacity:0\}([\d.]+)%", svg)
    )
    assert "prefers-reduced-motion" in svg


@pytest.mark.parametrize("name", ["terminal.svg", "article.svg", "recording.svg"])
def test_pictures_fetch_nothing_and_are_not_too_large(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not {"url(http", "@import", "@font-face", "<script", "<image"} & {
        mark for mark in ("url(http", "@import", "@font-face", "<script", "<image") if mark in text
    }
    assert all(path.stat().st_size < 200_000 for path in FOLDER.iterdir())
