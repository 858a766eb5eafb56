"""The page of headings says what becomes of each."""

from __future__ import annotations

from pathlib import Path

from tools.headings import HEADINGS, page


def test_the_page_shows_what_is_made_of_headings() -> None:
    found = Path("docs/headings.md").read_text(encoding="utf-8")
    assert found == page(), "run python tasks.py docs"
    assert len(HEADINGS) == len({*HEADINGS}) >= 60
