"""`bpjs template` and `bpjs report --template`: a process of its own, with limits."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from asking import BPJS, answer, environment, run, told
from msgspec.msgpack import encode

from bpjscli.commands.work import template_child, templates
from bpjscli.commands.work.report import make_report
from bpjscli.commands.work.templates import fill_template
from bpjscli.errors import BpjsError, Exit
from bpjscli.measures.answers import Answers
from bpjscli.render import sandbox
from bpjscli.report.document import Document

Answered = Callable[[Path], bytes]

TITLE = "Social insurance of workers: Kalimantan"


@pytest.fixture(scope="module")
def document(shipped: Answers) -> Document:
    return make_report(shipped, "en", None, None, None)


def write(folder: Path, text: str, name: str = "own.txt.j2") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(document: Document, template: Path, seconds: int = 10) -> str:
    with pytest.raises(BpjsError) as caught:
        fill_template(document, template, seconds)
    assert caught.value.exit_code == Exit.USAGE
    return caught.value.message


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the child in /proc")
def test_a_run_that_is_ended_ends_its_child_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    command = [*BPJS, "report", "--template", str(path)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + 60
    while not (child := children.read_text().strip()) and time.monotonic() < end:
        time.sleep(0.01)
    stat = Path(f"/proc/{child}/stat")
    while int(stat.read_text().rpartition(")")[2].split()[11]) < 50:  # half a second of work: it is filling
        time.sleep(0.01)
    process.terminate()
    assert (process.wait(5), process.communicate()[1]) == (128 + signal.SIGTERM, b"")
    assert not stat.exists()


def test_a_report_by_a_template_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path, "{{ document.title }}\n{% for s in document.sections %}[{{ s.id }}]{% endfor %}.\n")
    done = run("report", "--template", str(path), "--sections", "gap,trend", "--lang", "en")
    assert done.stdout == f"{TITLE}\n[gap][trend].\n"
    assert (done.stderr, done.returncode) == ("", 0)


def test_it_is_written_to_a_file_like_any_other(tmp_path: Path) -> None:
    path = write(tmp_path, "{{ document.title }}")
    run("report", "--template", str(path), "--lang", "en", "--output", str(tmp_path / "out.txt"))
    assert (tmp_path / "out.txt").read_text() == TITLE


def test_the_whole_document_arrives(document: Document, tmp_path: Path) -> None:
    text = fill_template(document, templates.find_shipped("md"))
    assert text == answer("report", "--format", "md", "--lang", "en")
    assert fill_template(document, write(tmp_path, "{% for x in document.sections %}é–†{% endfor %}")) == "é–†" * 9


def test_the_same_template_gives_the_same_bytes(document: Document) -> None:
    texts = {fill_template(document, templates.find_shipped("html")) for _ in range(2)}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{{ document.titel }}", ':2: template: there is no "titel" here; did you mean "title"?'),
        ("{% if %}", ":1: template: Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", ":1: template: access to attribute '__class__' of 'str' object is unsafe."),
        ("{% include '/etc/passwd' %}", ':1: template: there is no file "/etc/passwd" that a template may use'),
        ("{{ 'a' * 200000000 }}", ":1: template: this would make more than 1000000 of str"),
    ],
)
def test_a_fault_is_told_with_its_line_and_exit_code_2(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    done = run("report", "--template", str(path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"{path}{said}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(9) %}" + "{% endfor %}" * 3,
        "{% set n = namespace(x=3) %}{% for a in range(99999) %}{% set n.x = n.x * n.x %}{% endfor %}",
    ],
    ids=["nested loops", "ever larger numbers"],
)
@pytest.mark.long
def test_what_never_ends_is_ended(document: Document, tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    assert refused(document, path, seconds=1) == f"{path}: template: it took longer than 1 seconds"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' | center(300000000) }}",
        "{{ '%0300000000d' % 1 }}",
        "{{ '{:>300000000}'.format(1) }}",
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{{ 'aaaa' | replace('a', 'a' * 1000000) | replace('a', 'a' * 1000) }}",
    ],
    ids=["filter", "percent", "format", "doubling", "replacing"],
)
def test_what_needs_too_much_memory_is_refused(document: Document, tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    assert refused(document, path) == f"{path}: template: it needs more than 256 MB of memory"


def test_what_is_too_long_is_refused(document: Document, tmp_path: Path) -> None:
    path = write(tmp_path, "{% for i in range(50) %}{{ 'x' * 999999 }}{% endfor %}")
    assert "it makes more than 20971520 characters" in refused(document, path)


def test_a_module_beside_it_is_not_imported(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jinja2.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    assert fill_template(document, write(tmp_path, "{{ document.lang }}")) == "en"


def test_a_process_that_dies_is_told_of(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_CHILD", "bpjscli.no_such_module")
    path = write(tmp_path, "x")
    assert refused(document, path) == f"{path}: template: it could not be filled"


@pytest.mark.parametrize(("signal", "said"), [(9, "it took longer than 10 seconds"), (11, "it could not be filled")])
def test_only_what_was_ended_for_it_took_too_long(signal: int, said: str) -> None:
    assert templates._reason(-signal, 10) == said


def test_a_template_that_does_not_exist(tmp_path: Path) -> None:
    done = run("report", "--template", str(tmp_path / "missing.j2"))
    assert (done.returncode, done.stderr) == (2, f"bpjs: --template: there is no file {tmp_path / 'missing.j2'}\n")


def test_a_format_goes_with_no_template_but_one_from_the_environment_does(tmp_path: Path) -> None:
    path = write(tmp_path, "x")
    done = run("report", "--template", str(path), "--format", "md")
    assert done.returncode == 2
    assert done.stderr == "bpjs: --template makes the text by itself; leave --format out\n"
    assert run("report", "--template", str(path), env={"BPJS_FORMAT": "md"}).stdout == "x"


def test_the_shipped_templates_are_listed_with_what_they_are_for() -> None:
    listed = told("template")["rows"]
    assert [row["file"] for row in listed] == ["report.html.j2", "report.md.j2", "report.css", "report.js"]
    assert listed[0]["purpose"] == "a report as one HTML file"
    assert all(row["purpose"] for row in listed)
    assert "laporan" in answer("template", "--lang", "id")


def test_a_shipped_template_is_shown_as_it_is() -> None:
    folder = Path(__file__).parents[2] / "templates"
    assert answer("template", "show", "html") == (folder / "report.html.j2").read_text()
    assert answer("template", "show", "report.css") == (folder / "report.css").read_text()


def test_a_copy_has_all_that_it_includes_and_gives_the_same_report(tmp_path: Path) -> None:
    done = run("template", "copy", "html", "--to", str(tmp_path))
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.css", "report.html.j2", "report.js"]
    own = run("report", "--template", str(tmp_path / "report.html.j2")).stdout
    assert own == run("report", "--format", "html").stdout


def test_a_copy_overwrites_nothing_unless_told_to(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("mine")
    done = run("template", "copy", "md", "--to", str(tmp_path))
    assert done.returncode == 5
    assert done.stderr == f"bpjs: {tmp_path / 'report.md.j2'} exists already; --force replaces it\n"
    assert (tmp_path / "report.md.j2").read_text() == "mine"
    assert run("template", "copy", "md", "--to", str(tmp_path), "--force").returncode == 0
    assert (tmp_path / "report.md.j2").read_text() != "mine"


def test_the_folder_of_a_copy_is_made(tmp_path: Path) -> None:
    done = run("template", "copy", "html", "--to", str(tmp_path / "mine"))
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["report.css", "report.html.j2", "report.js"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show",), 2, "bpjs: template show: say which one: bpjs template show html\n"),
        (("copy",), 2, "bpjs: template copy: say which one: bpjs template copy html\n"),
        (("show", "pdf"), 2, 'bpjs: there is no template "pdf"; there are: report.html.j2, report.md.j2, '),
        (
            ("copy", "md", "--to", "/nonexistent/a"),
            5,
            "bpjs: cannot copy to /nonexistent/a: No such file or directory\n",
        ),
    ],
)
def test_what_cannot_be_done(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run("template", *arguments)
    assert done.returncode == code
    assert done.stderr.startswith(said)


@pytest.fixture
def child(document: Document, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Answered:
    """The child's part within this process, which takes no limits upon itself."""

    def answered(template: Path) -> bytes:
        monkeypatch.setattr(sys, "argv", ["child", str(template), "1"])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(encode(document))))
        with suppress(SystemExit):
            template_child.main()
        return capsysbinary.readouterr().out

    monkeypatch.setattr(template_child, "_limit", lambda _seconds: None)
    return answered


def test_the_child_answers_with_one_line_and_the_text(child: Answered, tmp_path: Path) -> None:
    assert child(write(tmp_path, "{{ document.lang }}")) == b"filled\nen"
    path = write(tmp_path, "{{ nothing }}")
    assert child(path) == f'fault\n{path}:1: template: "nothing" is not defined; a template has "document"'.encode()


def test_the_child_says_when_memory_is_short(child: Answered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(_document: Document, _template: Path) -> str:
        raise MemoryError

    monkeypatch.setattr(sandbox, "fill_sandboxed", short)
    path = write(tmp_path, "x")
    assert child(path) == f"fault\n{path}: template: it needs more than 256 MB of memory".encode()


def test_the_child_limits_itself_before_it_fills(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")
    taken: dict[str, tuple[int, int]] = {}
    resource = SimpleNamespace(setrlimit=taken.__setitem__, **{name: name for name in names})
    monkeypatch.setitem(sys.modules, "resource", resource)
    template_child._limit(7)
    assert taken == {
        "RLIMIT_AS": (template_child.MEMORY,) * 2,
        "RLIMIT_CPU": (7, 7),
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_CORE": (0, 0),
    }


def test_a_system_without_such_limits_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    template_child._limit(7)
