"""Every command in every format: to stdout and to a file, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import stat
import subprocess
from pathlib import Path

import pytest
from asking import BPJS, answer, environment, run

from bpjscli.commands.shared.values import Format

COMMANDS = [
    (),
    ("coverage",),
    ("coverage", "--province", "kalbar"),
    ("ranking",),
    ("gap",),
    ("trend", "coverage"),
    ("benefits",),
    ("figures",),
    ("sources",),
]
FORMATS = ["table", "plain", "md", "html", "csv", "tsv", "json"]
EACH = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "alone")


@EACH
@pytest.mark.parametrize("name", FORMATS)
def test_every_command_has_every_format(command: tuple[str, ...], name: str) -> None:
    text = answer(*command, "--format", name)
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert text == answer(*command, "--format", name)


@EACH
def test_json_has_the_keys_of_the_contract(command: tuple[str, ...]) -> None:
    found = json.loads(answer(*command, "--format", "json"))
    assert list(found)[:4] == ["command", "as_of", "rows", "findings"]
    assert found["command"] == (command[0] if command else "summary")
    assert found["rows"]


@EACH
def test_csv_and_tsv_hold_the_rows_of_json(command: tuple[str, ...]) -> None:
    expected = json.loads(answer(*command, "--format", "json"))["rows"]
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        found = list(csv.DictReader(io.StringIO(answer(*command, "--format", name)), delimiter=delimiter))
        assert len(found) >= len(expected)
        first = next(key for key, value in expected[0].items() if isinstance(value, str))
        assert found[0][first] == expected[0][first]


def test_the_default_is_plain_where_nobody_sees_it() -> None:
    assert answer("ranking") == answer("ranking", "--format", "plain")


@pytest.mark.parametrize(
    ("name", "format_"),
    [("r.html", "html"), ("r.HTM", "html"), ("r.csv", "csv"), ("r.markdown", "md"), ("r.txt", "plain"), ("r", "plain")],
)
def test_the_name_of_a_file_says_its_format(name: str, format_: str, tmp_path: Path) -> None:
    answer("ranking", "--output", str(tmp_path / name))
    assert (tmp_path / name).read_bytes() == answer("ranking", "--format", format_).encode()


def test_the_name_of_a_file_says_more_than_a_standing_default(tmp_path: Path) -> None:
    notes = ("check", "--select", "T")
    answer(*notes, "--output", str(tmp_path / "r.sarif"), env={"BPJS_FORMAT": "csv"})
    answer(*notes, "--output", str(tmp_path / "r.log"), env={"BPJS_FORMAT": "csv"})
    assert (tmp_path / "r.sarif").read_text(encoding="utf-8") == answer(*notes, "--format", "sarif")
    assert (tmp_path / "r.log").read_bytes() == answer(*notes, "--format", "csv").encode()


@pytest.mark.parametrize(
    ("name", "meant"), [("r.htlm", "html"), ("r.doc", "docx"), ("r.XLS", "xlsx"), ("r.jso", "json")]
)
def test_a_name_that_nearly_says_a_format_is_refused(name: str, meant: str, tmp_path: Path) -> None:
    done = run("ranking", "--output", str(tmp_path / name))
    assert done.returncode == 2
    assert f"; did you mean .{meant}? --format takes any name" in done.stderr
    assert not list(tmp_path.iterdir())
    assert run("ranking", "--output", str(tmp_path / name), "--format", "md").returncode == 0


@pytest.mark.parametrize("name", ["r.pages", "r.tex", "R.ODT", "r.yaml"])
def test_a_name_of_a_format_that_does_not_exist_is_refused_with_those_that_do(name: str, tmp_path: Path) -> None:
    done = run("ranking", "--output", str(tmp_path / name))
    assert done.returncode == 2
    ending = name.lower().partition(".")[2]
    known = ", ".join(Format)
    assert done.stderr == (
        f'bpjs: --output: no format is called "{ending}"; there are {known}; --format takes any name\n'
    )
    assert not list(tmp_path.iterdir())
    assert run("ranking", "--output", str(tmp_path / name), "--format", "md").returncode == 0


def test_a_template_and_a_copy_of_one_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "own.tex.j2").write_text("{{ document.title }}", encoding="utf-8")
    answer("report", "--template", str(tmp_path / "own.tex.j2"), "--output", str(tmp_path / "memo.tex"))
    assert "Kalimantan" in (tmp_path / "memo.tex").read_text(encoding="utf-8")
    answer("template", "show", "html", "--output", str(tmp_path / "mine.html.j2"))
    assert (tmp_path / "mine.html.j2").exists()


@pytest.mark.parametrize("name", ["r.log", "r.out", "r.html.tmp", "tmp.Xy7Kq2Lm9a", "r.2025", "r.", "r.text"])
def test_a_name_that_says_no_format_is_plain_text(name: str, tmp_path: Path) -> None:
    answer("ranking", "--output", str(tmp_path / name))
    assert (tmp_path / name).read_bytes() == answer("ranking").encode()


def test_a_format_that_is_named_is_the_one(tmp_path: Path) -> None:
    answer("ranking", "--output", str(tmp_path / "r.html"), "--format", "json")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("{")


def test_a_terminal_gets_a_table_fitted_to_it() -> None:
    """A pseudo-terminal of 60 columns."""
    leader, follower = pty.openpty()
    variables = environment(TERM="xterm", COLUMNS="60", LANG="en_US.UTF-8")
    with subprocess.Popen([*BPJS, "ranking"], stdout=follower, stderr=subprocess.PIPE, env=variables) as process:
        os.close(follower)
        received = b""
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:
                break
            if not chunk:
                break
            received += chunk
    os.close(leader)
    assert process.returncode == 0
    text = received.decode()
    assert "\x1b[1m" in text
    assert "─" in text
    assert "Ranking by coverage" in text


def test_output_writes_the_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = run("ranking", "--format", "json", "--output", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == run("ranking", "--format", "json").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_file_with_the_same_content_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "ranking.txt"
    answer("ranking", "--output", str(target))
    os.utime(target, (1_000_000_000, 1_000_000_000))
    answer("ranking", "--output", str(target))
    assert target.stat().st_mtime == 1_000_000_000
    answer("gap", "--output", str(target))
    assert target.stat().st_mtime != 1_000_000_000


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "real.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    answer("ranking", "--output", str(link))
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text(encoding="utf-8").startswith("Ranking")


def test_an_encoding_of_the_terminal_does_not_change_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = run("sources", "-f", "csv", "-o", str(target), env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "…" in target.read_text(encoding="utf-8")


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    for target, why in ((tmp_path, "it is a directory"), (tmp_path / "no" / "x", "No such file or directory")):
        done = run("ranking", "--output", str(target))
        assert (done.returncode, done.stdout) == (5, "")
        assert done.stderr == f"bpjs: cannot write {target}: {why}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_is_written_to_as_it_is() -> None:
    assert run("ranking", "--output", "/dev/null").returncode == 0
    done = run("ranking", "--output", "/dev/full")
    assert (done.returncode, done.stderr) == (5, "bpjs: cannot write /dev/full: No space left on device\n")
    assert run("ranking", "--output", "/dev/stdout").stdout == answer("ranking")


def test_an_old_file_outlives_a_failure(tmp_path: Path) -> None:
    """A base that cannot be read, or a command that is wrong, leaves the last report where it is."""
    target = tmp_path / "report.txt"
    target.write_text("last month's", encoding="utf-8")
    assert run("ranking", "--data", str(tmp_path / "none.toml"), "--output", str(target)).returncode == 3
    assert run("ranking", "--by", "nonsense", "--output", str(target)).returncode == 2
    assert target.read_text(encoding="utf-8") == "last month's"
