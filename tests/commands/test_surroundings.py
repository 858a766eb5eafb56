"""What a process finds around it: a folder that is gone, a locale that is not there, another day, another seed."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from asking import BPJS, environment, run, unmeasured

from bpjscli import output
from bpjscli.commands.shared import settings
from bpjscli.errors import BpjsError, Exit
from bpjscli.output import write

GONE = "bpjs: the current folder is no longer there; go to another one, or give paths in full\n"


def from_a_folder_that_is_gone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    vanishing = folder / "gone"
    vanishing.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.argv[1], sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *BPJS[:1], "-P", *BPJS[1:], *arguments],
        capture_output=True,
        text=True,
        cwd=vanishing,
        env=environment(PYTHONPATH=str(Path(settings.__file__).parents[2])),
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use stays there")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("gap",), 0, ""),
        (("figures", "--data", "figures.toml"), 3, "figures.toml:1: error[F151]: the file cannot be read: there is no"),
        (("ranking", "--output", "out.txt"), 5, "bpjs: cannot write out.txt: No such file or directory\n"),
        (("init", "kalbar"), 5, GONE),
    ],
)
def test_a_current_folder_that_is_gone(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = from_a_folder_that_is_gone(tmp_path, *arguments)
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert bool(done.stdout) == (code == 0)


def test_a_name_that_is_too_long_is_a_base_that_cannot_be_read() -> None:
    done = run("gap", "--data", "x" * 300 + "/figures.toml")
    assert done.returncode == 3
    assert done.stderr.endswith(":1: error[F151]: the file cannot be read: its name is too long\n")


@pytest.mark.long
def test_nothing_around_a_run_changes_its_output() -> None:
    """Not a locale, there or not; no time zone, seed, width, mode of Python, nor the day."""
    plain = run("report", "--format", "md", "--lang", "en").stdout
    assert "41.30" in plain
    worlds: list[dict[str, str]] = [
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Pontianak", "PYTHONHASHSEED": "1", "COLUMNS": "7"},
        {"LC_ALL": "ja_JP.SJIS", "TZ": "nowhere", "PYTHONHASHSEED": "4294967295", "PYTHONOPTIMIZE": "2"},
        {"LC_ALL": "C", "PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1", "PYTHONPYCACHEPREFIX": "/dev/null"},
    ]
    for world in worlds:
        done = run("report", "--format", "md", "--lang", "en", env=world)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", plain), world


def test_a_full_disk_leaves_no_half_of_a_fact_base(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    folder = tmp_path / "kalbar"
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000));"
        "from bpjscli.__main__ import run; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "init", str(folder)],
        capture_output=True,
        text=True,
        env=unmeasured(),  # or the measuring of coverage would meet the limit too
        check=False,
    )
    assert done.returncode == Exit.OUTPUT
    assert done.stderr == f"bpjs: cannot make {folder}: File too large\n"
    assert list(folder.iterdir()) == []


def test_a_configuration_that_may_not_be_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refused)
    assert settings.settings(tmp_path / "bpjs.toml") == {}


def test_an_error_without_a_name_is_about_a_stream() -> None:
    from bpjscli.__main__ import _place

    assert _place(OSError(5, "Input/output error")) == "standard output: Input/output error"
    assert _place(FileNotFoundError(2, "No such file or directory", "x.toml")) == "x.toml: No such file or directory"
    assert _place(OSError()) == "standard output: it is closed"


def test_nothing_asks_for_the_time_the_locale_or_the_network() -> None:
    """The same input gives the same output on any day, in any place, and nobody else hears of it."""
    asking = re.compile(
        r"\.(?:today|now|utcnow|fromtimestamp)\(|\btime\.(?:time|localtime|gmtime|strftime)\b"
        r"|\b(?:import|from) (?:locale|socket|urllib\.request|http|pickle|shelve|marshal)\b|\b(?:eval|exec)\("
    )
    package = Path(settings.__file__).parents[1]
    for path in package.rglob("*.py"):
        assert not asking.search(path.read_text(encoding="utf-8")), path
    assert asking.search("from locale import getlocale")
    assert asking.search("date.today()")


@pytest.mark.parametrize(
    "sabotage",
    ["os.fsync = fail", "from pathlib import Path\nPath.replace = fail", "from pathlib import Path\nPath.chmod = fail"],
    ids=["sync", "rename", "mode"],
)
def test_a_step_that_fails_leaves_the_old_file_and_nothing_beside_it(sabotage: str, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "site").mkdir()
    text = f"import os\ndef fail(*_):\n    raise OSError(5, 'Input/output error')\n{sabotage}\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(text, encoding="utf-8")
    done = run("ranking", "--output", str(target), env={"PYTHONPATH": str(tmp_path / "site")})
    assert (done.returncode, done.stderr) == (5, f"bpjs: cannot write {target}: Input/output error\n")
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.md", "site"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_of_a_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    os.chown(target, 12345, 23456)
    write("new", target)
    status = target.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)
    assert target.read_text(encoding="utf-8") == "new"


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who may write to the folder has put it there, after what is left of killed runs was removed."""
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    (tmp_path / f".out.txt.bpjs-{os.getpid()}").symlink_to(victim)
    monkeypatch.setattr(output, "_remove_leftovers", lambda _: None)
    with pytest.raises(BpjsError, match="cannot write"):
        write("new", tmp_path / "out.txt")
    assert victim.read_text(encoding="utf-8") == "precious"


def test_nothing_that_is_quoted_acts_on_the_terminal(tmp_path: Path) -> None:
    """Neither the settings of a stranger's bpjs.toml nor the name of a stranger's folder."""
    folder = tmp_path / "red\x1b[31m\u202e"
    folder.mkdir()
    settings = '"\\u001b[2J\\u202e" = 1\nfail_under = "\\u001b[31m"\nas_of = "\\u009b31m"\nlang = "\\u0007"\n'
    (folder / "bpjs.toml").write_text(settings, encoding="utf-8")
    done = run("gap", "--data", str(folder / "figures.toml"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 4
    assert not [char for char in done.stderr if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"]
    for arguments in (("--output", str(folder / "no" / "x")), ("--data", str(folder / "no.toml"))):
        done = run("gap", *arguments, env={"BPJS_NO_CONFIG": "1"})
        assert done.returncode in (3, 5)
        assert "red" in done.stderr
        assert not set(done.stderr) & {"\x1b", "\u202e"}
    for words in (
        ("figures", "\u202ered"),
        ("init", "a", "\u202ered"),
        ("\u202ered",),
        ("gap", "--\u202ered"),
    ):
        done = run(*words)
        assert done.returncode == 2
        assert "\\u202ered" in done.stderr
