"""Fact bases of several files: what is found, in which order, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from loading import figures, said, write

from bpjscli.load import include
from bpjscli.load.load import load


def source(id_: str) -> str:
    return f'[[source]]\nid = "{id_}"\npublished = 2026\n'


FIGURES = figures('indicator = "coverage", printed = "27 persen"').removeprefix("format = 1\n")


def base(*patterns: str, **files: str) -> str:
    """A base that includes these patterns, and further files; `__` in their names is a folder."""
    listed = ", ".join(f'"{pattern}"' for pattern in patterns)
    parts = (f"# --- {name.replace('__', '/')}.toml\n{text}" for name, text in files.items())
    return f"format = 1\ninclude = [{listed}]\n{FIGURES}" + "".join(parts)


def sources(folder: Path, text: str) -> list[str]:
    found = load(write(folder, text))
    assert found.problems == ()
    return [source.id for source in found.sources]


def test_included_files_follow_in_the_order_of_their_names(tmp_path: Path) -> None:
    text = base("y2026/*.toml", "extra.toml", y2026__b=source("b"), y2026__a=source("a"), extra=source("extra"))
    assert sources(tmp_path, text) == ["antara", "a", "b", "extra"]


def test_patterns_are_relative_to_the_file_they_stand_in(tmp_path: Path) -> None:
    text = base(
        "y/main.toml", y__main=f'include = ["z/*.toml"]\n{source("main")}', y__z__a=source("a"), z__a=source("b")
    )
    assert sources(tmp_path, text) == ["antara", "main", "a"]


def test_two_stars_are_any_folders(tmp_path: Path) -> None:
    text = base("y/**/*.toml", y__a=source("a"), y__1__b=source("b"), y__1__2__c=source("c"), z__d=source("d"))
    assert sources(tmp_path, text) == ["antara", "c", "b", "a"]


def test_two_stars_at_the_end_are_every_file_below(tmp_path: Path) -> None:
    text = base("y/**", y__a=source("a"), y__1__b=source("b"), y__1__2__c=source("c"), z__d=source("d"))
    write(tmp_path, text)
    (tmp_path / "y" / ".hidden").write_text("no fact base", encoding="utf-8")
    assert [source.id for source in load(tmp_path / "figures.toml").sources] == ["antara", "c", "b", "a"]


def test_a_folder_among_the_files_of_one_star_is_not_passed_over(tmp_path: Path) -> None:
    assert said(tmp_path, base("y/*", y__a=source("a"), y__1__b=source("b"))) == [
        "y/1:1: error[F151]: the path is a folder; name a TOML file, such as figures.toml"
    ]


def test_hidden_files_are_found_only_by_name(tmp_path: Path) -> None:
    write(tmp_path, base("*.toml", ".x/*.toml", "y/**/*.toml", y__a=source("a")))
    for name in (".hidden.toml", ".x/b.toml", "y/.z/c.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source(Path(name).stem.strip(".")), encoding="utf-8")
    assert [source.id for source in load(tmp_path / "figures.toml").sources] == ["antara", "b", "a"]


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    text = base("a.toml", "*.toml", "./b.toml", a=f'include = ["b.toml"]\n{source("a")}', b=source("b"))
    write(tmp_path, text)
    (tmp_path / "link.toml").symlink_to("b.toml")
    assert [source.id for source in load(tmp_path / "figures.toml").sources] == ["antara", "a", "b"]


def test_the_lines_of_included_figures_are_their_own(tmp_path: Path) -> None:
    found = load(write(tmp_path, base("b.toml", b=f"\n\n\n\n{FIGURES.replace('antara', 'b')}")))
    assert [str(found.place_of(figure)).removeprefix(f"{tmp_path}/") for figure in found.figures] == [
        "figures.toml:9",
        "b.toml:11",
    ]


def test_definitions_may_be_included(tmp_path: Path) -> None:
    areas = '[[area]]\nid = "delta"\nname = "Kawasan Delta"\nlevel = "regency"\nparent = "kaltim"\n'
    text = base("areas.toml", areas=areas).replace('"kalbar"', '"Kawasan Delta"')
    assert load(write(tmp_path, text)).figures[0].area == "delta"


def test_a_pattern_that_matches_the_file_it_stands_in_means_the_others(tmp_path: Path) -> None:
    assert sources(tmp_path, base("*.toml", a=source("a"))) == ["antara", "a"]


@pytest.mark.parametrize(
    "pattern", ["none.toml", "none/*.toml", "*/*.toml", "a.toml/b.toml", "", "**/none.toml", "[!a]"]
)
def test_a_pattern_that_matches_nothing(tmp_path: Path, pattern: str) -> None:
    assert said(tmp_path, base(pattern, a=source("a"))) == [
        f'figures.toml:2: error[F161]: include "{pattern}" matches no file'
    ]


def test_each_pattern_has_its_own_line(tmp_path: Path) -> None:
    text = base().replace("[]", '[\n  "x.toml",\n  "y.toml",\n]', 1)
    assert [line.split(":")[1] for line in said(tmp_path, text)] == ["3", "4"]


@pytest.mark.parametrize("pattern", ["../*.toml", "a/../../b.toml", "/etc/*.toml", "C:\\\\a.toml", ".."])
def test_a_pattern_that_leads_out_of_the_folder(tmp_path: Path, pattern: str) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (tmp_path / "b.toml").write_text(source("b"), encoding="utf-8")
    assert [line.split(": ")[1] for line in said(folder, base(pattern))] == ["error[F162]"]


@pytest.mark.parametrize(
    "pattern", ["link.toml", "*.toml", "folder/*.toml", "*/b.toml", "folder/b.toml", "folder/**/b.toml"]
)
def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    tmp_path: Path, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outside = tmp_path / "base", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "b.toml").write_text(source("b"), encoding="utf-8")
    (folder / "link.toml").symlink_to(outside / "b.toml")
    (folder / "folder").symlink_to(outside)
    looked_at: list[Path] = []
    entries = os.scandir

    def listed(path: Path) -> Iterator[os.DirEntry[str]]:
        looked_at.append(path)
        return entries(path)

    monkeypatch.setattr(os, "scandir", listed)
    assert said(folder, base(pattern)) == [
        f'figures.toml:2: error[F162]: include "{pattern}" leads out of the fact base\'s folder'
    ]
    assert all(path.resolve().is_relative_to(folder) for path in looked_at)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, base("now/*.toml", y2026__a=source("a")))
    (tmp_path / "now").symlink_to("y2026")
    assert [source.id for source in load(tmp_path / "figures.toml").sources] == ["antara", "a"]


def test_the_folder_is_that_of_the_first_file_itself(tmp_path: Path) -> None:
    write(tmp_path / "real", base("a.toml", a=source("a")))
    (tmp_path / "link.toml").symlink_to("real/figures.toml")
    assert [source.id for source in load(tmp_path / "link.toml").sources] == ["antara", "a"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path, base("**/*.toml", y__a=source("a")))
    (tmp_path / "y" / "again").symlink_to(tmp_path)
    assert [source.id for source in load(tmp_path / "figures.toml").sources] == ["antara", "a"]


def test_files_that_include_one_another_are_told_with_the_way_round(tmp_path: Path) -> None:
    text = base("a.toml", a='\ninclude = ["b.toml"]\n', b='include = ["c.toml"]\n', c='include = ["a.toml"]\n')
    assert said(tmp_path, text) == [
        "c.toml:1: error[F163]: files include one another in a circle: a.toml > b.toml > c.toml > a.toml"
    ]


def test_a_file_that_includes_itself_by_name(tmp_path: Path) -> None:
    assert said(tmp_path, base("figures.toml")) == [
        "figures.toml:2: error[F163]: files include one another in a circle: figures.toml > figures.toml"
    ]


def test_a_chain_of_files_has_an_end(tmp_path: Path) -> None:
    chain = {f"f{n:03}": f'include = ["f{n + 1:03}.toml"]\n' for n in range(80)}
    assert said(tmp_path, base("f000.toml", **chain, f080="")) == [
        "f062.toml:1: error[F163]: more than 64 files include one another"
    ]


def test_names_that_are_one_file_elsewhere(tmp_path: Path) -> None:
    text = base("*.toml", Kalbar=source("a"), kalbar=source("b"))
    assert said(tmp_path, text) == [
        'figures.toml:2: warning[F164]: "Kalbar.toml" and "kalbar.toml" differ only by letter case or Unicode form; '
        "rename one"
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"a.toml"', 'include is "a.toml"; write a list of patterns in quotes'),
        ("[1]", "a pattern in include is 1; write text in quotes"),
        ("[[]]", "a pattern in include is an array; write text in quotes"),
    ],
)
def test_include_is_a_list_of_texts(tmp_path: Path, written: str, message: str) -> None:
    assert said(tmp_path, base().replace("[]", written, 1)) == [f"figures.toml:2: error[F112]: {message}"]


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied", "2026")

    monkeypatch.setattr(os, "scandir", refuse)
    assert said(tmp_path, base("*.toml")) == [
        'figures.toml:2: error[F161]: include "*.toml" cannot be followed: Permission denied'
    ]


def test_a_pattern_that_no_path_can_have(tmp_path: Path) -> None:
    assert said(tmp_path, base("a\\u0000b.toml")) == [
        "figures.toml:2: error[F131]: include has the control character U+0000 in it; delete it",
        'figures.toml:2: error[F161]: include "a\\x00b.toml" matches no file',
    ]


def test_an_included_file_may_leave_its_format_out_but_not_have_another(tmp_path: Path) -> None:
    assert said(tmp_path, base("a.toml", a=f"format = 2\n{source('a')}")) == [
        "a.toml:1: error[F118]: format is 2; this version of bpjs reads format = 1"
    ]


def test_the_same_source_in_two_files(tmp_path: Path) -> None:
    assert said(tmp_path, base("a.toml", a=source("antara"))) == [
        'a.toml:2: error[F115]: source "antara" is already defined at figures.toml:3; rename one'
    ]


def test_a_pattern_that_leads_into_very_deep_folders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * 200)).mkdir(parents=True)
    (message,) = said(tmp_path, base("**/*.toml"))
    assert '[F161]: include "**/*.toml" leads into folders more than 64 deep; name the files or a folder' in message


def test_a_pattern_that_looks_at_very_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(include, "MOST_ENTRIES", 20)
    for number in range(19):
        (tmp_path / f"{number}.txt").touch()
    assert said(tmp_path, base("*.toml")) == []
    (message,) = said(tmp_path, base("*.toml", "**/*.toml"))
    assert '[F161]: include "**/*.toml" looks at more than 20 files and folders; name the files or a' in message
