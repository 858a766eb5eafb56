"""The audit of the national base is what the checks say of it now, and so is its line in the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.audit import MOST_SHOWN, PAGE, Audit, line, make_audit, page, with_line

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def audit() -> Audit:
    return make_audit()


def test_the_page_is_up_to_date(audit: Audit) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(audit), "run python tasks.py docs and read the diff"


def test_its_line_in_the_readme_is_up_to_date(audit: Audit) -> None:
    text = README.read_text(encoding="utf-8")
    assert line(audit) in " ".join(text.split())
    assert with_line(text, audit) == text


def test_every_example_is_of_another_publication_and_has_an_explanation(audit: Audit) -> None:
    text = page(audit)
    assert text.count("\n### ") == MOST_SHOWN
    links = [part.partition("](")[2].partition(")")[0] for part in text.split("\n### ")[1:]]
    assert len(set(links)) == MOST_SHOWN
    assert all("evidence: " in part for part in text.split("\n### ")[1:])


def test_it_counts_publications_and_not_findings(audit: Audit) -> None:
    """A publication that is wrong in two places is one publication, and what lies between two is none."""
    alone = [f for f in audit.findings if f.code.startswith("C") and len({g.source.id for g in f.figures}) == 1]
    grave = [f.figures[0].source.id for f in alone if f.severity == "error"]
    assert len(set(grave)) < len(grave)
    assert f"| with figures that cannot all be true | {len(set(grave))} | " in page(audit)
    assert f" publications in the national base {len(set(grave))} (" in line(audit)
