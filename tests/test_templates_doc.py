"""The page on templates names all that a template sees."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from bpjscli.render import page, page_blocks, sandbox
from bpjscli.render.html import FILTERS as HTML
from bpjscli.render.markdown import FILTERS as MARKDOWN
from bpjscli.report.document import Category

TEXT = (Path(__file__).parents[1] / "docs" / "templates.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_0-9]+)`", TEXT))


def fields() -> set[str]:
    structs: list[type[msgspec.Struct]] = [
        page.Page, page.PageSection, page.Footnote, page.Explained, page_blocks.Reference, page_blocks.Shown,
        page_blocks.Bar, page_blocks.PageParagraph, page_blocks.PageTable, page_blocks.PageNode, page_blocks.PageTree,
        page_blocks.PageChart, page_blocks.PageSeries, page_blocks.PagePoint, Category,
    ]  # fmt: skip
    found = {field.name for struct in structs for field in msgspec.structs.fields(struct)}
    return found | {field.name for field in msgspec.structs.fields(page_blocks.PageColumn)} - {"bars"}


@pytest.mark.parametrize("name", sorted(fields()))
def test_every_field_is_documented(name: str) -> None:
    assert name in NAMED


def test_every_filter_is_documented() -> None:
    for name in {*HTML, *MARKDOWN} - {"e", "escape"}:
        assert f"`{name}" in TEXT, name


def test_every_limit_is_documented() -> None:
    from bpjscli.commands.work import template_child, templates

    assert f"{templates.SECONDS} seconds, {template_child.MEMORY >> 20} MB" in " ".join(TEXT.split())
    assert sandbox.MOST_OUTPUT == 20 * 1024 * 1024
    for ending in sandbox.KINDS:
        assert f"`{ending}`" in TEXT or ending in (".jinja", ".jinja2", ".htm")
