"""The ways out of Jinja's sandbox that were published, each tried as its advisory has it or in the same manner."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import coverage

from bpjscli.render.sandbox import TemplateFaultError, fill_sandboxed

ESCAPES = {
    "CVE-2016-10745": "{{ '{0.__class__.__init__.__globals__}'.format(document) }}",
    "CVE-2016-10745, unicode": "{{ ('{0.__class__.__init__.__globals__}' | string).format(document) }}",
    "CVE-2019-10906": "{{ '{x.__class__.__mro__}'.format_map({'x': document}) }}",
    "CVE-2019-10906, markup": "{{ ('{x.__class__.__mro__}' | safe).format_map({'x': document}) }}",
    "CVE-2024-56326": "{% set f = '{0.__class__.__mro__}'.format %}{{ f(document) }}",
    "CVE-2024-56326, in a filter": "{{ [document] | map('string') | map(attribute='format') | list | first }}"
    "{% set ns = namespace(f='{0.__class__.__mro__}'.format) %}{{ ns.f(document) }}",
    "CVE-2025-27516": "{{ ('{0.__class__.__mro__}' | attr('format'))(document) }}",
    "CVE-2025-27516, format_map": "{{ ('{x.__class__.__mro__}' | attr('format_map'))({'x': document}) }}",
    "attributes": "{{ document.__class__.__mro__ }}",
    "attributes by attr": "{{ document | attr('__class__') | attr('__mro__') }}",
    "attributes by a subscript": "{{ document['__class__']['__mro__'] }}",
    "attributes by map": "{{ [document] | map(attribute='__class__') | list }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "the environment of a cycler": "{{ cycler.__init__.__globals__.os.environ }}",
    "the environment of self": "{{ self._TemplateReference__context.environment }}",
    "a generator's frame": "{{ (document.sections | map('upper')).gi_frame }}",
}


@pytest.mark.parametrize("text", ESCAPES.values(), ids=list(ESCAPES))
def test_no_published_way_leads_out(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused, or shows nothing of Python."""
    monkeypatch.setenv("BPJS_SECRET_OF_A_TEST", "the-secret")
    path = tmp_path / "own.txt.j2"
    path.write_text(text, encoding="utf-8")
    try:
        shown = fill_sandboxed(coverage(), path)
    except TemplateFaultError:
        return
    for told in ("the-secret", "class '", "__builtins__", "<frame", "Environment"):
        assert told not in shown


@pytest.mark.parametrize("name", ["a{{ 7 * 7 }}.txt.j2", "a'; import os; x = '.txt.j2", "{% set x = 1 %}.txt.j2"])
def test_the_name_of_a_template_is_no_code(tmp_path: Path, name: str) -> None:
    """CVE-2024-56201."""
    path = tmp_path / name
    path.write_text("{{ document.lang }}", encoding="utf-8")
    assert fill_sandboxed(coverage(), path) == "id"
    path.write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(TemplateFaultError, match="is not defined"):
        fill_sandboxed(coverage(), path)
