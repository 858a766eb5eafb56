"""Results in files, whatever happens while they are written: the old one or the new one, never a mixture."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from asking import BPJS, environment, kill, run, shell, unmeasured


def ranking(target: Path, lang: str) -> subprocess.Popen[bytes]:
    command = [*BPJS, "ranking", "--format", "md", "--lang", lang, "--output", str(target)]
    return subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL)


@pytest.mark.long
def test_a_run_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """Most of the moments lie within the writing, which is the shortest part of a run."""
    target = tmp_path / "out.md"
    whole = []
    for lang in ("en", "id"):
        assert ranking(target, lang).wait() == 0
        whole.append(target.read_bytes())
    assert whole[0] != whole[1]
    for number in range(6):
        with ranking(target, ("en", "id")[number % 2]) as process:
            kill(process, tmp_path, number * 0.0005)
        assert target.read_bytes() in whole
    with ranking(target, "en") as process:
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert ranking(target, "id").wait() == 0
    assert target.read_bytes() == whole[1]
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]


DYING = """
import io
from pathlib import Path
ordinary = Path.open
class Dying(io.FileIO):
    def write(self, data):
        super().write(data[:10])
        die()
def open_(self, mode="r", *a, **k):
    return Dying(self, mode) if ".bpjs-" in self.name else ordinary(self, mode, *a, **k)
Path.open = open_
"""


@pytest.mark.parametrize(
    "sabotage",
    [DYING, "os.fsync = lambda _: die()", "from pathlib import Path\nPath.replace = lambda *_: die()"],
    ids=["write", "sync", "rename"],
)
def test_a_run_killed_within_the_writing_leaves_the_old_file(sabotage: str, tmp_path: Path) -> None:
    """The process kills itself where the operating system is asked for the step."""
    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "site").mkdir()
    text = f"import os, signal\ndef die():\n    os.kill(os.getpid(), signal.SIGKILL)\n{sabotage}\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(text, encoding="utf-8")
    done = run("ranking", "--output", str(target), env={"PYTHONPATH": str(tmp_path / "site")})
    assert done.returncode == -signal.SIGKILL
    assert target.read_text(encoding="utf-8") == "old"
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith(".report")]
    assert len(left) == 1
    assert run("ranking", "--output", str(target)).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.md", "site"]


def test_a_file_system_that_fills_up_leaves_the_old_file(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk; Python ignores the signal that goes with it."""
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")
    done = subprocess.run(
        [*BPJS, "coverage", "--format", "html", "--output", str(target)],
        env=unmeasured(),  # or the measuring of coverage would meet the limit too
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == f"bpjs: cannot write {target}: File too large\n"
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_device_is_one_line_and_5() -> None:
    done = run("ranking", "--output", "/dev/full")
    assert (done.returncode, done.stderr) == (5, "bpjs: cannot write /dev/full: No space left on device\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may keep no holes")
def test_a_target_larger_than_the_memory_is_replaced_unread(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    with target.open("wb") as stream:
        stream.truncate(60 * 10**9)
    done = shell(f"ulimit -v 2000000; exec {' '.join(BPJS)} ranking --format md --output {target}")
    assert (done.returncode, done.stderr) == (0, "")
    assert target.read_text(encoding="utf-8") == run("ranking", "--format", "md").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may keep no holes")
def test_a_base_larger_than_the_memory_is_refused_unread(tmp_path: Path) -> None:
    base = tmp_path / "figures.toml"
    with base.open("wb") as stream:
        stream.truncate(60 * 10**9)
    done = shell(f"ulimit -v 2000000; exec {' '.join(BPJS)} check --data {base}")
    assert done.returncode == 3
    assert "error[F152]: the file has 60,000,000,000 bytes" in done.stderr + done.stdout


def test_no_temporary_folder_is_one_line_and_5() -> None:
    """Nothing can be written in any folder where a file may have no bytes."""
    command = f"ulimit -f 0; exec {' '.join(BPJS)} add --from - --dry-run"
    done = shell(f"printf 'area,participants\\nkalbar,3\\n' | ({command})")
    said = "bpjs: no temporary folder can be written to; set TMPDIR to a folder that exists and has room\n"
    assert (done.returncode, done.stderr) == (5, said)


def test_two_runs_take_turns(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    running = [ranking(target, lang) for lang in ("en", "id") * 2]
    assert [process.wait() for process in running] == [0] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]
    whole = [run("ranking", "--format", "md", "--lang", lang).stdout for lang in ("en", "id")]
    assert target.read_text(encoding="utf-8") in whole


def test_a_lock_that_is_not_given_back_is_5(tmp_path: Path) -> None:
    import fcntl

    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    impatient = tmp_path / "site" / "sitecustomize.py"
    impatient.parent.mkdir()
    impatient.write_text(
        "from bpjscli import output\noutput.lock_folder.__wrapped__.__kwdefaults__['patience'] = 0.1\n"
    )
    done = run("ranking", "--output", str(target), env={"PYTHONPATH": str(impatient.parent)})
    os.close(handle)
    assert done.returncode == 5
    assert done.stderr == f"bpjs: another run of bpjs is writing in {tmp_path}; try again when it has finished\n"
    assert target.read_text(encoding="utf-8") == "old"


def test_the_mode_of_a_file_stays_and_that_of_a_new_one_is_the_users(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    assert shell(f"umask 027; $BPJS ranking --output {target}").returncode == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    target.chmod(0o604)
    target.write_text("old", encoding="utf-8")
    assert shell(f"umask 077; $BPJS ranking --output {target}").returncode == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o604
    assert target.read_text(encoding="utf-8").startswith("Ranking")


def test_an_unchanged_result_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    run("ranking", "--output", str(target))
    before = target.stat()
    os.utime(target, (1_000_000_000, 1_000_000_000))
    run("ranking", "--output", str(target))
    assert (target.stat().st_ino, target.stat().st_mtime) == (before.st_ino, 1_000_000_000)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "out.txt"
    link.symlink_to("there/real.txt")
    for _ in ("while it leads nowhere", "and when it leads to a file"):
        assert run("ranking", "--output", str(link)).returncode == 0
        assert link.is_symlink()
        assert (tmp_path / "there" / "real.txt").read_text(encoding="utf-8").startswith("Ranking")
        (tmp_path / "there" / "real.txt").write_text("old", encoding="utf-8")


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert run("ranking", "--output", str(pipe)).returncode == 0
    reader.join(timeout=20)
    assert read[0].startswith("Ranking")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout")
def test_stdout_by_its_name_is_stdout(tmp_path: Path) -> None:
    plain = run("ranking").stdout
    assert run("ranking", "--output", "/dev/stdout").stdout == plain
    done = shell(f"{{ echo above; $BPJS ranking --output /dev/stdout; echo below; }} >> {tmp_path}/all.txt")
    assert done.returncode == 0
    assert (tmp_path / "all.txt").read_text(encoding="utf-8") == f"above\n{plain}below\n"


def test_a_reader_that_goes_away_from_a_named_stdout_is_141() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*BPJS, "ranking", "-o", "/dev/stdout"], stdout=writer, stderr=subprocess.PIPE, env=environment(), check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("kind", ["itself", "link", "hard link", "included"])
def test_a_file_of_the_base_is_not_replaced_by_a_result(kind: str, tmp_path: Path) -> None:
    part = tmp_path / "part.toml"
    part.write_text('format = 1\n[[area]]\nid = "x"\nname = "X"\nlevel = "group"\n', encoding="utf-8")
    base = tmp_path / "base.toml"
    base.write_text('format = 1\ninclude = ["part.toml"]\n', encoding="utf-8")
    output = {"itself": base, "included": part}.get(kind, tmp_path / "other.toml")
    if kind == "link":
        output.symlink_to(base)
    elif kind == "hard link":
        output.hardlink_to(base)
    before = output.read_bytes()
    done = run("report", "--data", str(base), "--format", "md", "--output", str(output))
    assert done.returncode == 2
    assert "is a file of the fact base itself; name another one" in done.stderr
    assert output.read_bytes() == before


SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # the folder is what is tested


@pytest.mark.skipif(not SHARED_MEMORY.is_dir(), reason="this system has no /dev/shm")
def test_a_regular_file_under_dev_is_replaced(tmp_path: Path) -> None:
    target = SHARED_MEMORY / f"bpjs-{os.getpid()}.txt"
    try:
        target.write_text("old\n", encoding="utf-8")
        assert run("ranking", "--output", str(target)).returncode == 0
        assert not target.read_text(encoding="utf-8").startswith("old")
    finally:
        target.unlink(missing_ok=True)
