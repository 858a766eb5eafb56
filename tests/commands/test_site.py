"""`bpjs site`: pages that lead to each other, the same from the same facts, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from asking import run
from keeping import BASE, base_in

from bpjscli.i18n import Lang

DATA = Path(__file__).resolve().parents[2] / "data"


class Links(HTMLParser):
    """What a page refers to, its ids, and its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: list[str] = []
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.lang = found["lang"] if tag == "html" else self.lang
        self.to += [found[name] for name in ("href", "src") if name in found]
        self.ids += [found["id"]] if "id" in found else []


def pages(folder: Path) -> Iterator[tuple[Path, Links]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, Links(path.read_text(encoding="utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", params=["en", "id"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lang]:
    """The site of the shipped base, in each language."""
    folder = tmp_path_factory.mktemp("site") / "public"
    done = run("site", str(folder), "--lang", request.param)
    assert (done.returncode, done.stderr) == (0, "")
    return folder, request.param


def test_every_link_leads_somewhere(site: tuple[Path, Lang]) -> None:
    folder, lang = site
    found = dict(pages(folder))
    assert len(found) > 30
    for path, page in found.items():
        assert page.lang == lang
        assert len(set(page.ids)) == len(page.ids)
        for link in page.to:
            if link.startswith("https://"):
                continue
            address, _, place = link.partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path}: {link}"
            assert target.is_relative_to(folder.resolve())
            assert not place or place in (found[path] if not address else found[target]).ids, f"{path}: {link}"


def test_every_page_is_reached_from_the_first_one_without_script(site: tuple[Path, Lang]) -> None:
    folder, _ = site
    found = {path.resolve(): page for path, page in pages(folder)}
    met, left = set(), [(folder / "index.html").resolve()]
    while left:
        if (path := left.pop()) not in met and path in found:
            met.add(path)
            left += [(path.parent / link.partition("#")[0]).resolve() for link in found[path].to if "://" not in link]
    assert met == set(found)


def test_the_search_knows_every_area_and_source_and_its_page(site: tuple[Path, Lang]) -> None:
    folder, lang = site
    text = (folder / "search.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("window.bpjsPages = ").strip().removesuffix(";"))
    addresses = [address for _, _, address, _ in entries if address != "findings.html"]
    assert sorted(addresses) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.parent != folder
    )
    kalbar = next(entry for entry in entries if entry[2] == "areas/kalbar.html")
    name = {"en": "West Kalimantan", "id": "Kalimantan Barat"}[lang]
    assert kalbar[0] == name
    assert {"kalbar", "west", "kalimantan", "barat", "61"} <= set(kalbar[3].split())


def test_a_page_of_an_area_answers_and_shows_the_figures(site: tuple[Path, Lang]) -> None:
    folder, _ = site
    text = (folder / "areas" / "kalbar" / "singkawang.html").read_text(encoding="utf-8")
    assert "22,77 persen" in text
    assert "sekitar 73.236" in text
    assert 'href="../../sources/tribunkaltim-2025-06-18.html"' in text
    assert '<a href="../../areas/kalbar.html">' in text


def test_a_page_of_a_source_shows_its_figures_and_what_does_not_add_up(site: tuple[Path, Lang]) -> None:
    folder, _ = site
    text = (folder / "sources" / "tribunkaltim-2025-06-18.html").read_text(encoding="utf-8")
    assert "C401" in text
    assert "sekitar 16.684" in text
    assert '<a href="../areas/kalbar/singkawang.html">' in text
    assert re.search(r'class="publication"><a href="https://kaltim\.tribunnews\.com/', text)


def test_the_page_of_findings_leads_to_areas_and_sources(site: tuple[Path, Lang]) -> None:
    folder, _ = site
    text = (folder / "findings.html").read_text(encoding="utf-8")
    assert '<a href="sources/tribunkaltim-2025-06-18.html">' in text
    assert '<a href="areas/kalbar/singkawang.html">' in text
    assert str(DATA) not in text


def test_the_map_leads_to_provinces(site: tuple[Path, Lang]) -> None:
    folder, _ = site
    text = (folder / "index.html").read_text(encoding="utf-8")
    drawing = text[text.index('id="chart-map-wide-title"') :]
    assert '<a href="areas/kalbar.html" aria-label="' in drawing
    assert 'role="group"' in text


def test_the_same_again_writes_nothing_and_says_so(site: tuple[Path, Lang]) -> None:
    folder, lang = site
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    done = run("site", str(folder), "--lang", lang)
    assert done.returncode == 0
    assert re.search(r"nothing has changed|tidak ada yang berubah", done.stdout)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert run("site", str(folder), "--lang", lang, "--quiet").stdout == ""


def test_it_is_the_same_from_anywhere(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(DATA / "figures.toml", tmp_path / name)
    assert run("site", "public", "--data", "figures.toml", cwd=tmp_path / "one").returncode == 0
    out, data = str(tmp_path / "two" / "out"), str(tmp_path / "two" / "figures.toml")
    assert run("site", out, "--data", data, cwd=tmp_path, env={"TZ": "Asia/Pontianak"}).returncode == 0
    one, two = contents(tmp_path / "one" / "public"), contents(tmp_path / "two" / "out")
    assert one.pop("bpjs-site.json")
    assert two.pop("bpjs-site.json")
    assert one == two


def test_a_changed_figure_changes_its_pages_only(tmp_path: Path) -> None:
    more = """
[[source]]
id = "b"
published = 2026-02-01
figures = [{ area = "kaltim", indicator = "coverage", period = 2025, printed = "58 persen" }]
"""
    base = base_in(tmp_path, BASE + more)
    run("site", "public", "--data", str(base), cwd=tmp_path)
    before = contents(tmp_path / "public")
    base_in(tmp_path, BASE + more.replace("58 persen", "59 persen"))
    done = run("site", "public", "--data", str(base), "--lang", "en", cwd=tmp_path)
    after = contents(tmp_path / "public")
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert {"areas/kaltim.html", "sources/b.html", "index.html", "areas.html"} <= changed
    assert not changed & {"sources/antara-2026-01-05.html", "search.js", "site.css", "sources.html"}
    assert f"{len(changed) - 1} written, 0 removed" in done.stdout
    base_in(tmp_path, BASE)
    assert "removed." in run("site", "public", "--data", str(base), cwd=tmp_path).stdout
    assert not (tmp_path / "public" / "sources" / "b.html").exists()


def test_a_gate_holds_whether_anything_was_written_or_not(tmp_path: Path) -> None:
    for _ in range(2):
        done = run("site", str(tmp_path / "public"), "--fail-on", "error", "--quiet")
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(r"bpjs: the site has \d errors .*\n", done.stderr)
    base = base_in(tmp_path)
    assert run("site", str(tmp_path / "fine"), "--data", str(base), "--fail-on", "warning").returncode == 0


def test_what_is_in_the_way_is_said(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    done = run("site", ".", "--data", "figures.toml", cwd=tmp_path)
    assert done.returncode == 5
    assert "is not empty, and bpjs site has not made it; name a new folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["figures.toml"]
    assert run("site", "public", "--data", str(base), cwd=tmp_path).returncode == 0
    inside = base_in(tmp_path / "public")
    done = run("site", "public", "--data", str(inside), cwd=tmp_path)
    assert done.returncode == 5
    assert "a file of the fact base, lies in it; name another folder" in done.stderr
    base_in(tmp_path, "format = 1\nx")
    assert run("site", "public", "--data", str(base), cwd=tmp_path).returncode == 3
    assert run("site", "public", "--area", "nowhere", cwd=tmp_path).returncode == 2


def test_a_base_without_figures_has_a_site_that_says_so(tmp_path: Path) -> None:
    base = base_in(tmp_path, "format = 1\n")
    assert run("site", "public", "--data", str(base), "--lang", "en", cwd=tmp_path).returncode == 0
    assert "The fact base has no figures." in (tmp_path / "public" / "index.html").read_text(encoding="utf-8")


def test_as_of_knows_no_later_publication(tmp_path: Path) -> None:
    base = base_in(tmp_path, BASE + '\n[[source]]\nid = "later"\npublished = 2026-03-01\n')
    assert run("site", "public", "--data", str(base), "--as-of", "2026-01-31", cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "public" / "sources").iterdir()] == ["antara-2026-01-05.html"]


def test_the_first_page_is_about_what_all_areas_lie_in(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    run("site", "public", "--data", str(base), "--lang", "en", cwd=tmp_path)
    assert "<h1>Social insurance of workers: West Kalimantan</h1>" in (tmp_path / "public/index.html").read_text()
    run("site", "national", "--data", "indonesia", "--lang", "en", cwd=tmp_path)
    assert "<h1>Social insurance of workers: Indonesia</h1>" in (tmp_path / "national/index.html").read_text()
    run("site", "bali", "--data", "indonesia", "--lang", "en", "--area", "bali", cwd=tmp_path)
    assert "<h1>Social insurance of workers: Bali</h1>" in (tmp_path / "bali/index.html").read_text()
