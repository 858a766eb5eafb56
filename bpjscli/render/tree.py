"""Trees as lines: a branch to every node, as `tree` draws folders."""

from __future__ import annotations

from collections.abc import Iterator

from bpjscli.render.page import PageNode, PageTree
from bpjscli.render.spans import Line, Span, cell_words, wrapped

BRANCH, LAST, PASS, NOTHING = "├─ ", "└─ ", "│  ", "   "
NARROWEST = 20  # however deep a node is


def tree_lines(tree: PageTree, width: int) -> list[Line]:
    """The nodes of `tree`, each beginning on a line of its own and wrapped to `width` columns."""
    lines: list[Line] = []
    for node in tree.nodes:
        lines += wrapped(cell_words(node.line), width)
        lines += _under(node, "", width)
    return lines


def _under(node: PageNode, before: str, width: int) -> Iterator[Line]:
    for child in node.children:
        is_last = child is node.children[-1]
        after = before + (NOTHING if is_last else PASS)
        text = wrapped(cell_words(child.line), max(width - len(after), NARROWEST))
        for place, line in enumerate(text):
            prefix = after if place else before + (LAST if is_last else BRANCH)
            yield (Span(prefix, "rule"), *line)
        yield from _under(child, after, width)
