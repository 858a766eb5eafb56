"""The folder of a site: only what changed is written, nobody else's file is touched, a killed run leaves no ruin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpjscli.errors import BpjsError, Exit
from bpjscli.site.folder import MANIFEST, Manifest, Outcome, digest, is_current, read_manifest, write_site

ONE = {"index.html": b"front", "areas/kalbar.html": b"kalbar", "areas/kalbar/pontianak.html": b"pontianak"}


def made(folder: Path, files: dict[str, bytes], made_of: str = "x") -> Outcome:
    return write_site(folder, files, Manifest(made_of=made_of))


def shown(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_gets_all_and_the_same_again_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    assert made(folder, ONE) == Outcome(3, 3, 0)
    assert shown(folder) == ONE
    before = stamps(folder)
    assert made(folder, ONE) == Outcome(3, 0, 0)
    assert stamps(folder) == before


def test_only_what_changed_is_written_and_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    made(tmp_path / "site", ONE)
    before = stamps(tmp_path / "site")
    two = {"index.html": b"front 2", "areas/kalbar.html": b"kalbar", "sources/a.html": b"a"}
    assert made(tmp_path / "site", two) == Outcome(3, 2, 1)
    assert shown(tmp_path / "site") == two
    assert stamps(tmp_path / "site")["kalbar.html"] == before["kalbar.html"]
    assert not (tmp_path / "site" / "areas" / "kalbar").exists(), "an empty folder goes, too"


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BpjsError, match="is not empty, and bpjs site has not made it") as error:
        made(tmp_path, ONE)
    assert error.value.exit_code == Exit.OUTPUT
    assert shown(tmp_path) == {"thesis.txt": b"mine"}


def test_a_file_that_was_put_there_is_not_overwritten(tmp_path: Path) -> None:
    made(tmp_path / "site", ONE)
    (tmp_path / "site" / "notes.txt").write_text("mine")
    (tmp_path / "site" / "sources").mkdir()
    (tmp_path / "site" / "sources" / "a.html").write_text("mine")
    with pytest.raises(BpjsError, match=r"sources/a.html is in the way"):
        made(tmp_path / "site", ONE | {"sources/a.html": b"a"})
    assert shown(tmp_path / "site") == {**ONE, "notes.txt": b"mine", "sources/a.html": b"mine"}
    made(tmp_path / "site", {"index.html": b"front"})
    assert shown(tmp_path / "site") == {"index.html": b"front", "notes.txt": b"mine", "sources/a.html": b"mine"}


def test_a_page_that_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    made(tmp_path / "site", ONE)
    (tmp_path / "site" / "areas" / "kalbar.html").write_text("mine")
    outcome = made(tmp_path / "site", {"index.html": b"front"})
    assert outcome == Outcome(1, 0, 1, ("areas/kalbar.html",))
    assert shown(tmp_path / "site") == {"index.html": b"front", "areas/kalbar.html": b"mine"}
    assert read_manifest(tmp_path / "site") == Manifest(made_of="x", files={"index.html": digest(b"front")})


def test_a_page_that_somebody_changed_and_that_is_wanted_is_made_anew(tmp_path: Path) -> None:
    made(tmp_path / "site", ONE)
    (tmp_path / "site" / "areas" / "kalbar.html").write_text("mine")
    manifest = read_manifest(tmp_path / "site")
    assert manifest is not None
    assert not is_current(tmp_path / "site", manifest, "x")
    assert made(tmp_path / "site", ONE) == Outcome(3, 1, 0)
    assert shown(tmp_path / "site") == ONE


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    made(tmp_path / "site", {"index.html": b"front"})
    (tmp_path / "site" / "areas").symlink_to(outside)
    with pytest.raises(BpjsError, match="areas is no folder of its own"):
        made(tmp_path / "site", ONE)
    assert list(outside.iterdir()) == []
    (tmp_path / "site" / "areas").unlink()
    made(tmp_path / "site", ONE)
    (tmp_path / "site" / "areas").rename(outside / "areas")
    (tmp_path / "site" / "areas").symlink_to(outside / "areas")
    outcome = made(tmp_path / "site", {"index.html": b"front"})
    assert set(outcome.left) == {"areas/kalbar.html", "areas/kalbar/pontianak.html"}
    assert (outside / "areas" / "kalbar.html").read_bytes() == b"kalbar"


@pytest.mark.parametrize("name", ["../up.html", "/etc/hosts", "areas/../../up.html", ".hidden", "a//b"])
def test_a_manifest_reaches_nothing_outside_the_folder(tmp_path: Path, name: str) -> None:
    text = json.dumps({"written_by": "bpjs site", "format": 1, "files": {name: digest(b"x")}})
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(BpjsError, match="names files that bpjs site does not write"):
        made(tmp_path, ONE)


@pytest.mark.parametrize("text", ["", "{}x", '{"written_by": "me"}', '{"format": 2}', "[]", "\ud800"])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BpjsError, match="is not one that bpjs site has written"):
        read_manifest(tmp_path)


def test_a_run_that_ended_half_way_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    made(folder, {"index.html": b"front", "areas/old.html": b"old"})
    written: list[Path] = []

    def stopped(content: bytes, target: Path, **_: bool) -> None:
        if target.name == "pontianak.html":
            raise KeyboardInterrupt
        written.append(target)
        target.write_bytes(content)

    monkeypatch.setattr("bpjscli.site.folder.replace_file", stopped)
    with pytest.raises(KeyboardInterrupt):
        made(folder, ONE | {"index.html": b"front 2"})
    monkeypatch.undo()
    assert (folder / "index.html").read_bytes() == b"front", "the first page comes last"
    manifest = read_manifest(folder)
    assert manifest is not None
    assert not is_current(folder, manifest, "x")
    assert made(folder, ONE | {"index.html": b"front 2"}) == Outcome(3, 2, 1)
    assert shown(folder) == ONE | {"index.html": b"front 2"}


def test_leftovers_of_a_killed_run_are_no_strangers(tmp_path: Path) -> None:
    (tmp_path / f".{MANIFEST}.bpjs-123").write_text("half")
    assert read_manifest(tmp_path) is None
    made(tmp_path, ONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["areas", MANIFEST, "index.html"]


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(BpjsError, match="cannot write") as error:
        made(tmp_path / "site", ONE)
    assert error.value.exit_code == Exit.OUTPUT
