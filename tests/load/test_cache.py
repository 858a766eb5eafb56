"""What is kept of a large base: what loading would give, gone once anything has changed, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpjscli.load import cache, cache_folder, cache_format
from bpjscli.load.cache import BaseCache
from bpjscli.load.cache_folder import find_cache_folder, read_entry, write_entry
from bpjscli.load.from_files import Loader
from bpjscli.load.load import WORTHWHILE
from bpjscli.model.facts import FactBase, Source

FIGURES = """
[[source]]
id = "{id}"
published = 2025-03-04
title = "Cakupan naik"
dateline = "Selasa (4/3/2025)"
accessed = 2025-03-05
defaults = {{ area = "kalbar", period = "2025-02" }}
figures = [
  {{ indicator = "coverage", printed = "sekitar 27 persen", base = "eligible" }},
  {{ indicator = "participants", printed = "lebih dari 1,2 juta", note = "dari juru bicara" }},
  {{ indicator = "participants", segment = "pu", value = 3.20e5, locator = "paragraf 2" }},
  {{ indicator = "claims", programme = "jkk", printed = "1.234", accepted = "dikoreksi", accepted_until = 2025-12-31 }},
  {{ indicator = "benefits", printed = "Rp70,2 miliar" }},
]
"""
WITHDRAWN = """
[[source]]
id = "b"
defaults = { area = "kalbar", period = "2025-02" }
figures = [{ indicator = "benefits", printed = "Rp7,02 miliar", superseded_by = "a" }]
"""
OWN = """
[[area]]
id = "distrik"
name = "Distrik"
level = "regency"
parent = "kalbar"

[[indicator]]
id = "visits"
name = { id = "kunjungan", en = "visits" }
unit = "count"
kind = "flow"

[[identity]]
id = "share"
holds = "coverage = participants / workforce"
"""
WRITTEN = {"participants": "3.2e5", "workforce": "3.20e5", "claims": "320000"}
Make = Callable[..., BaseCache]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base of two files, with words of its own and a warning."""
    path = tmp_path / "base" / "figures.toml"
    path.parent.mkdir()
    path.write_text('format = 1\ninclude = ["more/*.toml"]\n' + OWN + FIGURES.format(id="a"), encoding="utf-8")
    (path.parent / "more").mkdir()
    (path.parent / "more" / "b.toml").write_text(WITHDRAWN, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "bpjs"


def loaded(path: Path, place: Path) -> tuple[BaseCache, FactBase]:
    """The base as it is loaded, and what keeps it."""
    loader = Loader(None)
    found = loader.load(path)
    chosen = BaseCache(path, None, place, 1)
    chosen.keep(found, loader.documents)
    return chosen, found


def entry(place: Path) -> Path:
    (found,) = place.iterdir()
    return found


def rewritten(place: Path, change: Callable[[cache_format.CacheEntry], object]) -> None:
    """The entry with something else in it, and a checksum that fits."""
    path = entry(place)
    data = read_entry(place, path.stem)
    assert data is not None
    found = cache_format.from_bytes(data)
    change(found)
    write_entry(place, path.stem, cache_format.to_bytes(found))


def test_what_is_found_is_what_was_loaded(base: Path, place: Path) -> None:
    chosen, before = loaded(base, place)
    after = chosen.find()
    assert after is not None
    assert [problem.code for problem in after.problems] == ["F125"]
    for name in ("path", "sources", "figures", "areas", "vocabulary", "problems", "by_indicator"):
        assert repr(getattr(after, name)) == repr(getattr(before, name))
    assert [*map(after.place_of, after.figures)] == [*map(before.place_of, before.figures)]
    assert [*map(after.line_of_source, after.sources)] == [*map(before.line_of_source, before.sources)]
    assert after.place_of_identity("share") == before.place_of_identity("share")
    assert after.figures[0].source is after.sources[0]


def test_digits_stay_as_they_were_written(base: Path, place: Path) -> None:
    text = FIGURES.format(id="c").replace('"sekitar 27 persen"', '"27,00 persen"')
    base.write_text(f"format = 1\n{FIGURES.format(id='a')}{text}", encoding="utf-8")
    chosen, _ = loaded(base, place)
    after = chosen.find()
    assert after is not None
    first, second = after.by_indicator["coverage"]
    assert (str(first.reading.value), str(second.reading.value)) == ("27", "27.00")
    assert str(after.by_indicator["participants"][1].given) == "3.20E+5"


def test_digits_stay_where_all_numbers_are_equal(base: Path, place: Path) -> None:
    head = FIGURES.partition("figures =")[0].format(id="a")
    lines = ", ".join(f'{{ indicator = "{name}", value = {value} }}' for name, value in WRITTEN.items())
    base.write_text(f"format = 1\n{head}figures = [{lines}]", encoding="utf-8")
    after = loaded(base, place)[0].find()
    assert after is not None
    assert [str(figure.given) for figure in after.figures] == ["3.2E+5", "3.20E+5", "320000"]


@pytest.mark.parametrize("publishers", ["", "a", "aa", "aaa", "aab", "aba", "baa"])
def test_columns_hold_what_they_were_given_and_what_is_always_the_same_once(publishers: str) -> None:
    spec = {"id": None, "publisher": "texts", "title": None}
    sources = [Source(f"s{number}", publisher) for number, publisher in enumerate(publishers)]
    texts = cache_format.ValueTable(str)
    packed = cache_format.pack(sources, spec, {"texts": texts})
    height = len(sources)
    once = min(height, 1)
    assert [*map(len, packed.columns)] == [height, height if len(set(publishers)) > 1 else once, once]
    assert cache_format.unpack(Source, packed, spec, {"texts": texts.values}) == sources


def test_a_column_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        cache_format.unpack(
            Source, cache_format.PackedColumns([["a", "b", "c"], ["x", "y"]]), {"id": None, "note": None}, {}
        )


def changed_byte(base: Path) -> None:
    base.write_bytes(base.read_bytes().replace(b"27 persen", b"28 persen"))


def changed_line_ends(base: Path) -> None:
    base.write_bytes(base.read_bytes().replace(b"\n", b"\r\n"))


def changed_include(base: Path) -> None:
    (base.parent / "more" / "b.toml").write_text(WITHDRAWN.replace('"b"', '"c"'))


def one_more_file(base: Path) -> None:
    (base.parent / "more" / "a.toml").write_text(WITHDRAWN.replace('"b"', '"c"'))


def one_file_less(base: Path) -> None:
    (base.parent / "more" / "b.toml").unlink()


def another_name(base: Path) -> None:
    (base.parent / "more" / "b.toml").rename(base.parent / "more" / "c.toml")


def no_base(base: Path) -> None:
    base.unlink()


@pytest.mark.parametrize(
    "change",
    [changed_byte, changed_line_ends, changed_include, one_more_file, one_file_less, another_name, no_base],
    ids=lambda change: change.__name__,
)
def test_nothing_is_found_where_a_file_has_changed(base: Path, place: Path, change: Callable[[Path], None]) -> None:
    chosen, _ = loaded(base, place)
    change(base)
    assert chosen.find() is None


def test_nothing_is_found_that_another_program_has_kept(
    base: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, _ = loaded(base, place)
    monkeypatch.setattr(cache, "__version__", "0.0.1")
    assert chosen.find() is None


def test_nothing_is_found_once_the_code_or_the_vocabulary_is_another(
    base: Path, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "load" / "from_files.py"
    code.parent.mkdir()
    words = tmp_path / "vocabulary.toml"
    monkeypatch.setattr(cache, "__file__", str(code.parent / "cache.py"))
    monkeypatch.setattr(cache, "find_data_file", lambda _: words)
    for path in (code, words):
        path.write_text("one")
    for path in (code, words):
        chosen, _ = loaded(base, place)
        assert chosen.find() is not None
        path.write_text("other")
        assert chosen.find() is None


def test_nothing_is_found_once_the_limit_on_files_is_lower(
    base: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, _ = loaded(base, place)
    monkeypatch.setenv("BPJS_MAX_BYTES", "100")
    assert chosen.find() is None


def test_nothing_is_kept_of_a_file_that_has_changed_since_it_was_loaded(base: Path, place: Path) -> None:
    loader = Loader(None)
    found = loader.load(base)
    changed_byte(base)
    BaseCache(base, None, place, 1).keep(found, loader.documents)
    assert not place.exists()


def test_a_small_base_is_not_kept(base: Path, place: Path) -> None:
    loader = Loader(None)
    BaseCache(base, None, place, WORTHWHILE).keep(loader.load(base), loader.documents)
    assert not place.exists()


@pytest.mark.parametrize("share", [0, 0.001, 0.02, 0.5, 0.999])
def test_a_damaged_entry_is_not_used(base: Path, place: Path, share: float) -> None:
    chosen, _ = loaded(base, place)
    path = entry(place)
    whole = path.read_bytes()
    at = int(len(whole) * share)
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert chosen.find() is None
    path.write_bytes(whole[:at])
    assert chosen.find() is None
    path.write_bytes(whole)
    assert chosen.find() is not None


def beyond_the_table(found: cache_format.CacheEntry) -> None:
    found.figures.columns[1] = [99]


def a_column_short(found: cache_format.CacheEntry) -> None:
    found.readings.columns[0] = found.readings.columns[0][:2]


def a_column_missing(found: cache_format.CacheEntry) -> None:
    found.sources.columns.pop()


def no_period(found: cache_format.CacheEntry) -> None:
    found.periods = [text and "2025-13" for text in found.periods]


@pytest.mark.parametrize(
    "change", [beyond_the_table, a_column_short, a_column_missing, no_period], ids=lambda change: change.__name__
)
def test_an_entry_whose_parts_do_not_fit_is_not_used(
    base: Path, place: Path, change: Callable[[cache_format.CacheEntry], None]
) -> None:
    chosen, _ = loaded(base, place)
    rewritten(place, change)
    assert chosen.find() is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(), st.lists).map(msgspec.msgpack.encode)
)
def test_whatever_stands_in_an_entry_is_data_and_nothing_else(base: Path, place: Path, data: bytes) -> None:
    chosen = BaseCache(base, None, place, 1)
    write_entry(place, chosen.name, data)
    assert chosen.find() is None


def test_an_entry_that_others_may_write_is_not_read(base: Path, place: Path) -> None:
    chosen, _ = loaded(base, place)
    entry(place).chmod(0o622)
    assert chosen.find() is None
    entry(place).chmod(0o600)
    place.chmod(0o777)
    assert chosen.find() is None
    place.chmod(0o700)
    assert chosen.find() is not None


def test_an_entry_of_somebody_else_is_not_read(base: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, _ = loaded(base, place)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert chosen.find() is None


def test_where_files_have_no_owner_every_entry_is_ones_own(
    base: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid")
    chosen, _ = loaded(base, place)
    assert chosen.find() is not None


def test_a_link_in_place_of_an_entry_is_not_followed(base: Path, place: Path, tmp_path: Path) -> None:
    chosen, _ = loaded(base, place)
    moved = entry(place).rename(tmp_path / "elsewhere")
    (place / f"{chosen.name}.kept").symlink_to(moved)
    assert chosen.find() is None


def test_where_nothing_can_be_written_nothing_is_kept(base: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    chosen, _ = loaded(base, blocked / "bpjs")
    assert chosen.find() is None


def test_a_folder_that_others_may_write_is_left_alone(base: Path, place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)
    loaded(base, place)
    assert not list(place.iterdir())


def test_a_disk_that_is_full_leaves_nothing_behind(base: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_folder, "_checksum", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    loaded(base, place)
    assert not list(place.iterdir())


def test_the_oldest_entries_go(place: Path) -> None:
    for number in range(11):
        write_entry(place, f"{number:02}", b"data")
        os.utime(place / f"{number:02}.kept", (number, number))
    assert sorted(path.stem for path in place.iterdir()) == [f"{n:02}" for n in range(3, 11)]
    assert bytes(read_entry(place, "05") or b"") == b"data"
    assert place.stat().st_mode & 0o777 == 0o700


def test_a_link_in_place_of_a_draft_is_not_written_through(place: Path, tmp_path: Path) -> None:
    write_entry(place, "a", b"data")
    (tmp_path / "other").write_text("of somebody else")
    (place / f"b.{os.getpid()}.draft").symlink_to(tmp_path / "other")
    write_entry(place, "b", b"data")
    assert (tmp_path / "other").read_text() == "of somebody else"
    assert read_entry(place, "b") is None


def test_each_folder_it_is_run_in_has_an_entry_of_its_own(
    base: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Diagnostics name files from where one stands."""
    chosen, _ = loaded(base, place)
    monkeypatch.chdir(base.parent)
    assert chosen.find() is None
    loaded(base, place)
    assert len(list(place.iterdir())) == 2


def test_where_entries_lie(tmp_path: Path) -> None:
    home = str(tmp_path)
    assert find_cache_folder({"HOME": home}) == tmp_path / ".cache" / "bpjs"
    assert find_cache_folder({"HOME": home, "XDG_CACHE_HOME": "/var/x"}) == Path("/var/x/bpjs")
    assert find_cache_folder({"HOME": home, "XDG_CACHE_HOME": "/var/x", "BPJS_CACHE": "/srv/kept"}) == Path("/srv/kept")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": ""},
        {"HOME": "/nonexistent/home"},
        {"HOME": "/", "BPJS_CACHE": "off"},
        {"HOME": "/", "BPJS_CACHE": "No"},
        {"HOME": "/", "BPJS_CACHE": "0"},
        {"HOME": "/", "BPJS_CACHE": "relative/folder"},
        {"HOME": "/", "XDG_CACHE_HOME": "relative"},
    ],
    ids=str,
)
def test_where_none_may_be_kept(environment: dict[str, str]) -> None:
    assert find_cache_folder(environment) is None


def bpjs(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A run with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, "-m", "bpjscli", *arguments], capture_output=True, env=environment, check=False
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base that is worth keeping, with a contradiction in it."""
    path = tmp_path_factory.mktemp("large") / "figures.toml"
    sources = [
        FIGURES.format(id=f"s{number}").replace("27 persen", f"{number % 90 + 5} persen") for number in range(450)
    ]
    path.write_text("format = 1\n" + "".join(sources), encoding="utf-8")
    assert path.stat().st_size > WORTHWHILE
    return path


@pytest.mark.parametrize("command", [("ranking",), ("check", "--format", "json")], ids=" ".join)
def test_a_run_says_the_same_with_and_without(large: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    without = bpjs(*command, "--data", str(large), HOME=str(tmp_path), BPJS_CACHE="off")
    assert not list(tmp_path.iterdir())
    first = bpjs(*command, "--data", str(large), HOME=str(tmp_path))
    kept = entry(tmp_path / ".cache" / "bpjs")
    stamp = kept.stat().st_mtime_ns
    second = bpjs(*command, "--data", str(large), HOME=str(tmp_path))
    assert (first.stdout, first.stderr, first.returncode) == (without.stdout, without.stderr, without.returncode)
    assert (second.stdout, second.stderr, second.returncode) == (without.stdout, without.stderr, without.returncode)
    assert kept.stat().st_mtime_ns == stamp
    assert kept.stat().st_mode & 0o777 == 0o600


def test_runs_at_once_do_not_disturb_each_other(large: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bpjscli", "ranking", "--data", str(large)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"HOME": str(tmp_path)})
        for _ in range(4)
    ]
    outputs = {run.communicate() for run in runs}
    assert len(outputs) == 1
    assert {run.returncode for run in runs} == {0}
    entry(tmp_path / ".cache" / "bpjs")


def test_without_a_home_nothing_is_kept(large: Path) -> None:
    done = bpjs("ranking", "--data", str(large))
    assert (done.returncode, done.stderr) == (0, b"")
