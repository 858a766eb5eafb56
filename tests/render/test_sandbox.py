"""What a template that somebody brings may do, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import SAMPLES, coverage, hostile, ranking

from bpjscli.render import Options, render, sandbox
from bpjscli.render.sandbox import TemplateFaultError, fill_sandboxed

SHIPPED = Path(__file__).parents[2] / "templates"


def made(folder: Path, text: str, name: str = "own.txt.j2") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return fill_sandboxed(coverage(), path)


def fault(folder: Path, text: str, name: str = "own.txt.j2") -> str:
    with pytest.raises(TemplateFaultError) as caught:
        made(folder, text, name)
    return str(caught.value).replace(f"{folder}/", "")


def test_a_document_is_all_there_is(tmp_path: Path) -> None:
    text = made(tmp_path, "{{ document.title }}: {{ document.sections | length }} ({{ document.lang }})")
    assert text == "Cakupan kepesertaan di Kalimantan Barat: 2 (id)"
    assert fault(tmp_path, "{{ answers }}").endswith('"answers" is not defined; a template has "document"')


def test_cells_have_text_signs_and_what_they_are_sorted_by(tmp_path: Path) -> None:
    text = made(
        tmp_path,
        "{% for section in document.sections %}{% for block in section.blocks if block.kind == 'table' %}"
        "{% for row in block.rows %}{% for cell in row %}{{ cell.text }}{{ cell.signs }} {{ cell.order }};{% endfor %}|"
        "{% endfor %}{% endfor %}{% endfor %}",
    )
    assert "Kalimantan ;2024 2024;45,34 % 45.34;3.287.020 3287020;7,25 juta* 7249713;|" in text


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["html", "md"])
def test_the_shipped_templates_give_the_same_within_the_sandbox(sample: str, name: str) -> None:
    document = SAMPLES[sample]()
    own = fill_sandboxed(document, SHIPPED / f"report.{name}.j2")
    assert own == render(document, name, Options(templates=SHIPPED))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.html.j2", "&lt;script&gt;"),
        ("own.html", "&lt;script&gt;"),
        ("OWN.HTM", "&lt;script&gt;"),
        ("own.md.j2", "\\<script>"),
        ("own.md", "\\<script>"),
        ("own.txt.j2", "<script>"),
        ("own", "<script>"),
        ("own.tex.j2", "<script>"),
    ],
)
def test_what_is_printed_is_escaped_for_the_format_that_the_name_says(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text("{{ document.sections[0].blocks[5].text }}", encoding="utf-8")
    assert text in fill_sandboxed(hostile(), path)


def test_numbers_stay_on_the_line_of_their_units_in_html(tmp_path: Path) -> None:
    text = "{{ document.sections[0].blocks[0].rows[1][1].text }}"
    path = tmp_path / "own.html.j2"
    path.write_text(text)
    assert fill_sandboxed(ranking(), path) == "North Kalimantan"
    path.write_text(text.replace("[1].text", "[2].text"))
    assert fill_sandboxed(ranking(), path) == "≈\u00a046%"


INTERNALS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ document.__class__.__init__.__globals__ }}",
    "{{ document.title.__class__ }}",
    "{{ document['__class__'] }}",
    "{{ document | attr('__class__') }}",
    "{{ ['a'] | map(attribute='__class__') | join }}",
    "{{ '{0.__class__}'.format(document) }}",
    "{{ '{0.__class__}'.format_map({'0': document}) }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ joiner.__init__.__globals__.os }}",
    "{{ range.__self__ }}",
    "{{ (1).__class__ }}",
    "{{ document.page.__globals__ }}",
    "{% set x = document.title.__len__ %}{{ x() }}",
    "{{ (document.sections | map('length'))['gi_frame'] }}",
    "{{ namespace.__init__.__globals__ }}",
]


@pytest.mark.parametrize("text", INTERNALS)
def test_nothing_leads_into_python(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, f"a line\n{text}").startswith("own.txt.j2:2: template: ")


@pytest.mark.parametrize(
    "text",
    ["{% set _ = document.sections.append(1) %}", "{% do x %}", "{{ {}.update({'a': 1}) }}", "{{ [].append(1) }}"],
)
def test_nothing_is_changed(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, text).startswith("own.txt.j2:1: template: ")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../secret.txt",
        "../../../../../../etc/passwd",
        "sub/../../secret.txt",
        ".hidden.txt",
        "sub/.hidden.txt",
        "leads-out.txt",
        "folder-that-leads-out/secret.txt",
        "id_rsa",
        "circle.txt",
        "large.txt",
        "binary.txt",
        "sub",
        "missing.txt",
        "..\\\\secret.txt",
    ],
)
@pytest.mark.parametrize("how", ["{{% include '{}' %}}", "{{% extends '{}' %}}", "{{% import '{}' as x %}}"])
def test_no_file_outside_of_its_folder(tmp_path: Path, name: str, how: str) -> None:
    folder = tmp_path / "own"
    (folder / "sub").mkdir(parents=True)
    for path in ("../secret.txt", ".hidden.txt", "sub/.hidden.txt", "id_rsa"):
        (folder / path).write_text("SECRET")
    (folder / "leads-out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder-that-leads-out").symlink_to(tmp_path)
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "large.txt").write_text("x" * (sandbox.LARGEST_FILE + 1))
    (folder / "binary.txt").write_bytes(b"\xff\xfe\x00")
    text = fault(folder, "\n\n" + how.format(name))
    assert text.startswith("own.txt.j2:3: template: there is no file ")
    assert "SECRET" not in text


def test_files_of_its_folder_and_links_within_are_fine(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "head.txt").write_text("{{ document.lang }}")
    (tmp_path / "link.txt").symlink_to(tmp_path / "parts" / "head.txt")
    assert made(tmp_path, "{% include 'parts/head.txt' %} {% include 'link.txt' %}") == "id id"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 'a' * 200000000 }}", "would make more than 1000000 of str"),
        ("{{ 200000000 * 'a' }}", "would make more than 1000000 of str"),
        ("{{ [1] * 200000000 }}", "would make more than 1000000 of list"),
        ("{{ (1, 2) * 600000 }}", "would make more than 1000000 of tuple"),
        ("{{ 9 ** 9 ** 9 }}", "powers are not available"),
        ("{{ range(1000000000) | list }}", "Range too big"),
    ],
)
def test_nothing_is_made_that_is_too_large(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(tmp_path, text)


def test_multiplication_is_there(tmp_path: Path) -> None:
    assert made(tmp_path, "{{ '-' * 10 }} {{ 3 * 4 }} {{ 1.5 * 2 }}") == "---------- 12 3.0"


def test_the_output_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_OUTPUT", 1000)
    assert "it makes more than 1000 characters" in fault(tmp_path, "{% for i in range(2000) %}x{{ i }}{% endfor %}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{% for x in %}", "own.txt.j2:2: template: Expected an expression"),
        ("\n\n{% endfor %}", "own.txt.j2:3: template: Encountered unknown tag 'endfor'"),
        ("{% if true %}", "own.txt.j2:1: template: Unexpected end of template"),
        (
            "\n{{ document.titel }}",
            'own.txt.j2:2: template: there is no "titel" here; did you mean "title"?',
        ),
        ("\n{{ 1 / 0 }}", "own.txt.j2:2: template: division by zero"),
        ("\n{{ 'x' + 1 }}", "own.txt.j2:2: template: can only concatenate str"),
        ("{{ document | round }}", "own.txt.j2:1: template: No filter named 'round'"),
        ("{{ [1, 2] | random }}", "own.txt.j2:1: template: No filter named 'random'"),
        ("{{ lipsum() }}", 'own.txt.j2:1: template: "lipsum" is not defined'),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "own.txt.j2: template: it calls or includes itself"),
        ("{% include 'own.txt.j2' %}", "own.txt.j2: template: it calls or includes itself"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, text: str, said: str) -> None:
    assert fault(tmp_path, text).startswith(said)


def test_a_fault_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "part.txt").write_text("one\ntwo {{ nothing }}\n")
    assert fault(tmp_path, "{% include 'part.txt' %}").startswith('part.txt:2: template: "nothing" is not defined')
    (tmp_path / "part.txt").write_text("one\n{% if %}")
    assert fault(tmp_path, "{% include 'part.txt' %}").startswith("part.txt:2: template: ")


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "own.txt.j2"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TemplateFaultError, match="there is no file"):
        fill_sandboxed(coverage(), path)
