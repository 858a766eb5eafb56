"""What all office files have in common: the same bytes, what they need, where they may go."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from reading_office import OPTIONS, needs_pdf, part
from samples import HOSTILE_TEXTS, SAMPLES, coverage

from bpjscli.errors import BpjsError, Exit
from bpjscli.render import BINARY_FORMATS, render, render_binary
from bpjscli.render.office.package import stamp, zip_parts
from bpjscli.report.document import Document

REPOSITORY = Path(__file__).parents[3]
BPJS = [sys.executable, "-m", "bpjscli"]
LIBRARY = {"pdf": "weasyprint", "docx": "resvg_py", "xlsx": "xlsxwriter"}

SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from samples import SAMPLES
from bpjscli.render import Options, render_binary
options = Options(templates=Path(sys.argv[2]))
for sample in sys.argv[4:]:
    sys.stdout.buffer.write(render_binary(SAMPLES[sample](), sys.argv[3], options))
"""
REPEATED = ("hostile",)  # it has tables, notes, a chart, and letters of many fonts


@pytest.mark.long
@pytest.mark.parametrize("name", BINARY_FORMATS)
def test_the_same_bytes_whatever_the_process_its_clock_and_its_locale(name: str) -> None:
    if name == "pdf":
        needs_pdf()
    render_binary(SAMPLES["empty"](), name, OPTIONS)  # so that what follows is not the first file of this process
    here = b"".join(render_binary(SAMPLES[sample](), name, OPTIONS) for sample in REPEATED)
    folders = [str(REPOSITORY / "tests/helpers"), str(REPOSITORY / "templates")]
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *folders, name, *REPEATED],
        env={**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Pontianak", "LC_ALL": "tr_TR.UTF-8"},
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    assert run.stderr == b""
    assert run.stdout == here


@pytest.mark.parametrize("name", ["docx", "xlsx"])
@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_packages_have_neither_macros_nor_anything_from_elsewhere(make: object, name: str) -> None:
    file = render_binary(make(), name, OPTIONS)  # type: ignore[operator]  # a table of functions
    with ZipFile(io.BytesIO(file)) as package:
        assert package.testzip() is None
        for entry in package.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert not any(word in entry.filename.lower() for word in ("vba", "activex", "externallink", "embedding"))
            if entry.filename.endswith(".rels"):
                targets = package.read(entry).decode()
                for relation in targets.split("<Relationship ")[1:]:
                    if 'TargetMode="External"' in relation:
                        assert 'Target="http' in relation
                        assert "/hyperlink" in relation


def test_the_parts_of_a_package_keep_their_order_and_their_bytes() -> None:
    parts: dict[str, str | bytes] = {"b.xml": "é", "a.bin": b"\x00\xff"}
    with ZipFile(io.BytesIO(zip_parts(parts))) as package:
        assert package.namelist() == ["b.xml", "a.bin"]
        assert package.read("b.xml") == "é".encode()
        assert package.read("a.bin") == b"\x00\xff"
    assert zip_parts(parts) == zip_parts(dict(parts))


def test_a_file_is_dated_by_the_newest_publication_it_rests_on() -> None:
    assert str(stamp(dated("2026-02-03"))) == "2026-02-03 00:00:00"
    assert str(stamp(dated(None))) == "2000-01-01 00:00:00"
    assert "2026-02-03T00:00:00Z" in part(render_binary(dated("2026-02-03"), "docx", OPTIONS), "docProps/core.xml")
    assert "2026-02-03T00:00:00Z" in part(render_binary(dated("2026-02-03"), "xlsx", OPTIONS), "docProps/core.xml")


def dated(day: str | None) -> Document:
    return Document("coverage", "Coverage", "en", None, (), dated=day)


@pytest.mark.parametrize("name", BINARY_FORMATS)
def test_without_its_library_one_line_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, LIBRARY[name], None)
    with pytest.raises(BpjsError) as error:
        render_binary(SAMPLES["charts"](), name, OPTIONS)
    assert error.value.exit_code == Exit.USAGE
    assert "\n" not in error.value.message
    assert LIBRARY[name] in error.value.message
    assert error.value.message.endswith(f': {sys.executable} -m pip install "bpjscli[office]"')


def test_a_word_file_without_charts_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert render_binary(coverage(), "docx", OPTIONS)


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    for ask in (render, render_binary):
        with pytest.raises(BpjsError, match=r'unknown format "odt"; choose one of table, .*json.*pdf, docx, xlsx'):
            ask(coverage(), "odt", OPTIONS)


@pytest.mark.parametrize("name", BINARY_FORMATS)
def test_a_terminal_is_refused(name: str) -> None:
    leader, follower = pty.openpty()
    run = subprocess.run(
        [*BPJS, "sources", "--format", name], stdout=follower, stderr=subprocess.PIPE, cwd=REPOSITORY, check=False
    )
    os.close(follower)
    os.close(leader)
    assert run.returncode == Exit.USAGE
    told = run.stderr.decode()
    assert told.count("\n") == 1
    assert f"--output sources.{name}" in told


@pytest.mark.long
@pytest.mark.parametrize(("name", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_a_pipe_and_a_file_get_the_same(name: str, start: bytes, tmp_path: Path) -> None:
    if name == "pdf":
        needs_pdf()
    target = tmp_path / f"sources.{name}"
    command = [*BPJS, "sources", "--format", name]
    piped = subprocess.run(command, capture_output=True, cwd=REPOSITORY, check=True)
    subprocess.run([*command, "--output", str(target)], cwd=REPOSITORY, check=True)
    assert piped.stdout.startswith(start)
    assert target.read_bytes() == piped.stdout
    assert piped.stderr == b""


def test_hostile_texts_do_not_reach_xml_as_they_are() -> None:
    for name, main in (("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")):
        text = part(render_binary(SAMPLES["hostile"](), name, OPTIONS), main)
        assert not [char for char in "\x00\x07\x08\x1b\x9b\u202e\u200b\ud800\ufffe" if char in text]
        assert "<script>" not in text
        assert "&lt;script&gt;" in text
    assert any("\ud800" in text for text in HOSTILE_TEXTS)
