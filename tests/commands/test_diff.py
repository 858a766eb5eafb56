"""`bpjs diff`: two files, or a file and what git remembers of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from asking import run
from keeping import BASE, base_in, commit, git

from bpjscli.commands.work import diff
from bpjscli.errors import BpjsError

NEWER = BASE.replace("27 persen", "28,5 persen")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A base that was committed, with a file that it includes, and then changed twice."""
    git(tmp_path, "init", "-q")
    folder = tmp_path / "data"
    (folder / "2026").mkdir(parents=True)
    text = BASE.replace("format = 1", 'format = 1\ninclude = ["2026/*.toml"]')
    base = base_in(folder, text)
    part = folder / "2026" / "march.toml"
    source = '[[source]]\nid = "kompas-2026-03"\npublished = "2026-03"\ndefaults = { area = "kaltim", period = 2025 }\n'
    part.write_text(f'{source}figures = [{{ indicator = "coverage", printed = "58 persen" }}]\n')
    commit(tmp_path, "one")
    part.write_text(f'{source}figures = [{{ indicator = "coverage", printed = "59 persen" }}]\n')
    commit(tmp_path, "two")
    base.write_text(text.replace("27 persen", "28,5 persen"), encoding="utf-8")
    return tmp_path


def moved(*arguments: str, cwd: Path, **env: str) -> set[tuple[str, str, str]]:
    """The figures that changed: area, printed before, printed now."""
    done = run("diff", *arguments, "--format", "json", cwd=cwd, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    return {(row["area"], row["printed_before"], row["printed"]) for row in json.loads(done.stdout)["rows"]}


def test_two_files(tmp_path: Path) -> None:
    old = base_in(tmp_path)
    (tmp_path / "new.toml").write_text(NEWER, encoding="utf-8")
    done = run("diff", "figures.toml", "new.toml", cwd=tmp_path)
    assert done.stdout.startswith(
        "What changed from figures.toml to new.toml\n"
        "==========================================\n\n"
        "1 figure changed, 2 results moved.\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert moved(str(old), cwd=tmp_path, BPJS_DATA=str(tmp_path / "new.toml")) == {
        ("kalbar", "27 persen", "28,5 persen")
    }


def test_for_a_mail(tmp_path: Path) -> None:
    base_in(tmp_path)
    (tmp_path / "new.toml").write_text(NEWER, encoding="utf-8")
    text = run("diff", "figures.toml", "new.toml", "--format", "md", cwd=tmp_path).stdout
    assert text.startswith("# What changed from figures.toml to new.toml\n")
    assert re.search(r"\| changed +\| West Kalimantan", text)


ONE, TWO = ("kaltim", "58 persen", "59 persen"), ("kalbar", "27 persen", "28,5 persen")


def test_a_revision_with_the_files_it_included(repository: Path) -> None:
    base = "data/figures.toml"
    assert moved("HEAD", "--data", base, cwd=repository) == {TWO}
    assert moved("HEAD~1", "--data", base, cwd=repository) == {ONE, TWO}
    assert moved("HEAD~1", "HEAD", "--data", base, cwd=repository) == {ONE}
    assert moved("HEAD~1:data/figures.toml", "HEAD:./figures.toml", cwd=repository / "data") == {ONE}
    assert moved("HEAD~1", cwd=repository.parent, BPJS_DATA=str(repository / base)) == {ONE, TWO}


def test_a_revision_beside_a_file_means_that_file(repository: Path) -> None:
    assert moved("HEAD", "data/figures.toml", cwd=repository) == {TWO}
    assert moved("data/figures.toml", "HEAD", cwd=repository) == {("kalbar", "28,5 persen", "27 persen")}


def test_the_base_that_came_with_bpjs_has_no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "is_installed", lambda _path: True)
    with pytest.raises(BpjsError, match=r'^"HEAD~1" is no file, and .* name one with --data FILE$'):
        diff.run_diff("HEAD~1", None, None, None, "en")


def test_findings_of_a_revision_are_named_by_it(repository: Path) -> None:
    base = repository / "data" / "figures.toml"
    wrong = ('{ indicator = "workforce", printed = "9 juta" }', '{ indicator = "participants", printed = "7 juta" }')
    base.write_text(BASE.replace("  { ind", f"  {wrong[0]},\n  {wrong[1]},\n  {{ ind"), encoding="utf-8")
    commit(repository, "three")
    base.write_text(BASE, encoding="utf-8")
    done = run("diff", "HEAD", "--data", str(base), "--format", "json", cwd=repository)
    gone = [finding for finding in json.loads(done.stdout)["findings"] if finding["change"] == "gone"]
    assert {finding["file"] for finding in gone} == {"HEAD:data/figures.toml"}


def test_a_broken_revision_says_where(repository: Path) -> None:
    base = repository / "data" / "figures.toml"
    base.write_text("format = 1\nnonsense\n")
    commit(repository, "three")
    base.write_text(BASE, encoding="utf-8")
    done = run("diff", "HEAD", "--data", str(base))
    assert done.returncode == 3
    assert done.stderr.startswith("HEAD:data/figures.toml:2: error[F155]: not valid TOML")
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("HEAD~9",), '"HEAD~9" is neither a file nor a git revision'),
        (("nothing.toml",), '"nothing.toml" is neither a file nor a git revision'),
        (("--", "--output=x"), '"--output=x" is neither a file nor a git revision'),
        ((":data/figures.toml",), '":data/figures.toml" is neither a file nor a git revision'),
        (("HEAD:data/none.toml",), '"HEAD" has no file "data/none.toml"'),
        (("HEAD:/etc/passwd",), '"/etc/passwd" is no path within the repository'),
        (("HEAD:a/../../b",), '"a/../../b" is no path within the repository'),
        (("HEAD:../../x.toml",), '"../../x.toml" lies outside of the repository'),
        (("HEAD:",), '"" is no path within the repository'),
    ],
)
def test_what_git_does_not_know(repository: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("diff", "--data", "data/figures.toml", *arguments, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_outside_of_a_repository(tmp_path: Path) -> None:
    base_in(tmp_path)
    done = run("diff", "HEAD~1", "--data", "figures.toml", cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr.startswith('bpjs: "HEAD~1" is no file, and no git revision: git: not a git repository')


def test_without_git(tmp_path: Path) -> None:
    base_in(tmp_path)
    done = run("diff", "HEAD~1", "--data", "figures.toml", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert "git cannot be run: No such file or directory" in done.stderr


def test_nothing_is_left_behind(repository: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = run("diff", "HEAD", "--data", "data/figures.toml", cwd=repository, env={"TMPDIR": str(scratch)})
    assert done.returncode == 0
    assert list(scratch.iterdir()) == []


def test_as_of_holds_for_both_sides(repository: Path) -> None:
    assert moved("HEAD~1", "HEAD", "--data", "data/figures.toml", "--as-of", "2026-02", cwd=repository) == set()


def test_a_file_of_a_revision_that_is_too_large(repository: Path) -> None:
    base = repository / "data" / "figures.toml"
    base.write_text(BASE + "# more\n" * 500, encoding="utf-8")
    commit(repository, "three")
    base.write_text(BASE, encoding="utf-8")
    done = run("diff", "HEAD", "--data", str(base), env={"BPJS_MAX_BYTES": "3000"})
    assert done.returncode == 3
    assert "a file of that revision has 3,746 bytes and 3,000 are allowed" in done.stderr


def test_in_indonesian(tmp_path: Path) -> None:
    base_in(tmp_path)
    done = run("diff", "figures.toml", "figures.toml", "--lang", "id", cwd=tmp_path)
    assert done.stdout.startswith("Yang berubah dari figures.toml ke figures.toml\n")
    assert "Tidak ada yang berubah." in done.stdout


def test_a_repository_of_a_stranger_runs_nothing(repository: Path) -> None:
    """One that lacks the old file, and says by what program it is to be fetched."""
    ran = repository / "ran"
    name = git(repository, "rev-parse", "HEAD~1:data/2026/march.toml").strip()
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    for key, value in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "theirs"),
        ("remote.theirs.url", "ssh://theirs/x"),
        ("remote.theirs.promisor", "true"),
        ("core.sshCommand", f"touch {ran} #"),
        ("core.fsmonitor", f"touch {ran} #"),
        ("core.pager", f"touch {ran} #"),
    ):
        git(repository, "config", key, value)
    done = run("diff", "HEAD~1", "--data", str(repository / "data" / "figures.toml"))
    assert done.returncode == 2
    assert done.stderr.startswith("bpjs: git: ")
    assert not ran.exists()
