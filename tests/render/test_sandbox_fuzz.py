"""Whatever a template says, it is filled, or told what is wrong with it; it never gets hold of Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import hostile

from bpjscli.render.sandbox import TemplateFaultError, fill_sandboxed

pytestmark = pytest.mark.long

DOCUMENT = hostile()
NAMES = (
    "document", "document.title", "document.sections", "document.sections[0]", "document.notes", "self",
    "namespace", "cycler", "joiner", "dict", "range", "''", "[]", "(1, 2)", "{}", "1", "1.5", "none", "x", "loop",
    "caller", "kwargs",
)  # fmt: skip
STEPS = (
    ".__class__", "['__class__']", "['__init__']", ".mro()", ".__globals__", ".format", ".format(document)", "()",
    "[0]", ".gi_frame", ".__getattribute__", ".encode()", "|attr('__class__')", "|map(attribute='__class__')|list",
    "|list", "|first", "|last", "|string", "|safe", "|e", "|tojson", "|pprint", "|xmlattr", "|urlize", "|striptags",
    "|join", "|groupby('title')", "|select('eq', 1)", "|format(document)", "|center(99)", "|replace('a', 'b')",
    "|sort", "|sum", "|batch(2)|list", "|dictsort", "|items|list", "|length", " * 3", " ~ document", " + 1",
    " ** 9", " // 0", " % document",
)  # fmt: skip
WORDS = (
    "{{", "}}", "{%", "%}", "{#", "#}", "{% if 1 %}", "{% endif %}", "{% set x = document %}", "{% macro x() %}",
    "-%}", "{% endmacro %}", "{% raw %}", "{% endraw %}", "{% include 'own.txt' %}",
    "{% import '/etc/passwd' as x %}", "\x00", "{% for x in document.sections %}", "{% endfor %}", "{% block x %}",
    "{% endblock %}", "{% extends x %}", "'", "text",
)  # fmt: skip
EXPRESSIONS = st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(STEPS), max_size=4)).map(
    lambda parts: f"{{{{ {parts[0]}{''.join(parts[1])} }}}}"
)
TEMPLATES = st.lists(EXPRESSIONS | st.sampled_from(WORDS), max_size=6).map("".join)


@settings(max_examples=60, deadline=None)
@given(text=TEMPLATES, name=st.sampled_from(["own.txt", "own.html.j2", "own.md"]))
def test_any_template_is_filled_or_told_what_is_wrong(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_text(text, encoding="utf-8")
    said = outcome(path)
    for inside in ("<class 'object'>", "<frame ", "subclass", "root:x:", "<module ", "'__builtins__'"):
        assert inside not in said


def outcome(path: Path) -> str:
    try:
        return fill_sandboxed(DOCUMENT, path)
    except TemplateFaultError as error:
        return str(error)


@pytest.mark.parametrize(
    "text",
    [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'own.txt' %}",
        "{{ " + "(" * 50_000 + "1" + ")" * 50_000 + " }}",
        "{{ 1" + "+1" * 50_000 + " }}",
        "{% if 1 %}" * 5_000 + "{% endif %}" * 5_000,
    ],
    ids=["macro", "include", "brackets", "sum", "blocks"],
)
def test_what_has_no_end_or_no_bottom_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.txt").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateFaultError, match="it calls or includes itself, or is nested too deep"):
        fill_sandboxed(DOCUMENT, tmp_path / "own.txt")
