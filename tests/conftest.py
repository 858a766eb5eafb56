"""What tests share: golden files, the shipped base, and small bases that a test writes itself.

Golden files are whole outputs kept beside the tests, compared byte for byte, rewritten by `--update-golden`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

os.environ["BPJS_CACHE"] = "off"  # what tests load is nobody's to keep; those of keeping name a folder

settings.register_profile("patient", settings.default, deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("patient")

Golden = Callable[[str, str], None]
Ask = Callable[..., Answers]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what is printed now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("plain/coverage.txt", text)`: the text is that of the file under `golden/` beside the test."""
    folder: Path = request.path.parent / "golden"
    update: bool = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        path = folder / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path} is missing: run pytest --update-golden and read what it wrote"
        assert text == path.read_bytes().decode(), f"{name} has changed: run pytest --update-golden and read the diff"

    return check


@pytest.fixture(scope="session")
def shipped() -> Answers:
    """Answers from the base that bpjs ships."""
    return Answers(load())


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """`ask(text)`: answers from whole [[source]] blocks, or from figures of one English source.

    That source is called "a" and speaks of Kalimantan in 2025.
    """

    def answers(text: str, as_of: date | None = None) -> Answers:
        if "[[source]]" not in text:
            figures = ",\n".join(line for line in text.strip().splitlines() if line.strip())
            text = (
                '[[source]]\nid = "a"\npublished = 2026-02-01\nlanguage = "en"\n'
                f'defaults = {{ area = "kalimantan", period = 2025 }}\nfigures = [\n{figures}\n]\n'
            )
        path = tmp_path / "figures.toml"
        path.write_text(f"format = 1\n{text}", encoding="utf-8")
        return Answers(load(path), as_of)

    return answers
