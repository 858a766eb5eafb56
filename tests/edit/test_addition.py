"""From what is to be added to the text of the file, and the base as it would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpjscli.edit.addition import Addition, PlannedAddition, figure_pairs, plan_addition, source_pairs
from bpjscli.edit.place import defaults_in
from bpjscli.errors import BpjsError
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure

BASE = """\
format = 1

[[source]]
id        = "a"
published = 2025-06-01
defaults  = { area = "Kalimantan Barat", period = 2025 }
figures   = [
  { indicator = "coverage", printed = "27 persen" },
]

[[source]]
id        = "b"
published = 2026-02-01
figures   = []
"""

AREAS = load().areas


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "figures.toml"
    path.write_text(BASE, encoding="utf-8")
    return path


def planned(base: Path, *entries: NewFigure, **source: str) -> PlannedAddition:
    return plan_addition(base, Addition(source or None, entries), AREAS)


def entry(source: str = "a", origin: str | None = None, **values: str) -> NewFigure:
    return NewFigure(source, {"indicator": "participants", "printed": "1.234.567", **values}, origin)


def test_a_figure_says_only_what_the_defaults_do_not(base: Path) -> None:
    found = planned(base, entry(area="kalbar", period="2025"), entry(area="kaltim", period="2025-03"))
    assert '  { indicator = "participants", printed = "1.234.567" },\n' in found.after
    assert '{ area = "kaltim", indicator = "participants", period = "2025-03", printed = "1.234.567" }' in found.after
    assert [line for line, _ in found.lines] == [9, 10]
    assert found.file == base
    assert base.read_text(encoding="utf-8") == BASE == found.before


def test_the_base_as_it_would_be(base: Path) -> None:
    loaded = planned(base, entry("new", area="sulsel", period="2026"), id="new", published="2026-03").load()
    (figure,) = (f for f in loaded.figures if f.source.id == "new")
    assert (figure.area, figure.printed) == ("sulsel", "1.234.567")
    assert str(loaded.place_of(figure)) == f"{base}:20"
    assert loaded.path == str(base)


@pytest.mark.parametrize(
    ("published", "order"),
    [("2025", "n a b"), ("2025-06-01", "a n b"), ("2025-12", "a n b"), ("2026-02-01", "a b n"), ("soon", "a b n")],
)
def test_a_new_source_keeps_the_order_of_publication(base: Path, published: str, order: str) -> None:
    if order == "n a b":
        published = "2025-01"
    text = planned(base, id="n", published=published).after
    assert [line[-2] for line in text.splitlines() if line.startswith("id ")] == order.split()


def test_where_there_is_no_order_it_comes_last(base: Path) -> None:
    base.write_text(BASE.replace("2025-06-01", "2027-06-01"), encoding="utf-8")
    assert planned(base, id="n", published="2020").after.index('"n"') > BASE.index('"b"')
    base.write_text(BASE.replace("published = 2025-06-01\n", ""), encoding="utf-8")
    assert planned(base, id="n", published="2020").after.index('"n"') > BASE.index('"b"') - 24


def test_everything_is_reported_at_once_and_where_it_came_from(base: Path) -> None:
    found = planned(
        base,
        entry(origin="table.csv:2", area="kalbr"),
        entry(origin="table.csv:3", area="kaltim", period="2025-13"),
        entry(origin="table.csv:4", area="kaltim", printed="27.025 ribu"),
        entry(area="kaltim", indicator="covrage"),
    )
    with pytest.raises(InvalidBaseError) as error:
        found.load()
    places = [str(problem.place) for problem in error.value.problems]
    assert places == ["new figure:4", "table.csv:2", "table.csv:3", "table.csv:4"]
    assert 'unknown area "kalbr"; did you mean "kalbar"' in error.value.message


def test_a_figure_that_is_there_twice(base: Path) -> None:
    there = entry(origin="table.csv:2", indicator="coverage", printed="28 persen")
    new = entry(origin="table.csv:3", area="kaltim")
    with pytest.raises(InvalidBaseError) as error:
        planned(base, there, new, NewFigure("a", new.values, "table.csv:4")).load()
    assert error.value.message == (
        f'table.csv:2: error[F116]: "a/kalbar/coverage/2025" is already at {base}:8; remove one, or give each a '
        'locator\ntable.csv:4: error[F116]: "a/kaltim/participants/2025" is already at table.csv:3; remove one, or '
        "give each a locator"
    )


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        (Addition(None, (entry("c"),)), 'there is no source "c"; enter it first'),
        (Addition(None, (entry("aa"),)), 'there is no source "aa"; did you mean "a"? If it is new, enter it first'),
        (Addition({"id": "a"}), 'there is a source "a" already; choose another id'),
    ],
)
def test_sources_that_are_not_there_or_are(base: Path, addition: Addition, message: str) -> None:
    with pytest.raises(BpjsError) as error:
        plan_addition(base, addition, AREAS)
    assert message in error.value.message


def test_a_figure_goes_to_the_file_of_its_source(base: Path) -> None:
    part = base.parent / "2026" / "march.toml"
    part.parent.mkdir()
    part.write_bytes(b'\xef\xbb\xbf[[source]]\r\nid = "c"\r\npublished = 2026-03-01\r\n')
    base.write_text(BASE.replace("format = 1", 'format = 1\ninclude = ["2026/*.toml"]'), encoding="utf-8")
    found = planned(base, entry("c", area="kalbar", period="2026"))
    assert (found.file, found.display) == (part, str(part))
    assert found.after.startswith('\ufeff[[source]]\r\nid = "c"\r\n')
    assert "\n" not in found.after.replace("\r\n", "")
    assert str(found.load().place_of(found.load().figures[-1])) == f"{part}:5"
    with pytest.raises(
        BpjsError, match=r"several files, .*figures\.toml and .*march\.toml; add them one file at a time"
    ):
        planned(base, entry("a"), entry("c"))
    assert planned(base, id="n", published="2026").file == base


def test_a_first_file_of_includes_alone_leaves_new_sources_to_the_last_file(base: Path) -> None:
    first = base.parent / "all.toml"
    first.write_text('format = 1\ninclude = ["figures.toml"]\n', encoding="utf-8")
    assert plan_addition(first, Addition({"id": "n", "published": "2026"}), AREAS).file == base


def test_a_file_that_cannot_be_edited(base: Path) -> None:
    base.write_text('format = 1\nsource = [{ id = "a", published = 2025 }]\n', encoding="utf-8")
    for addition in (Addition(None, (entry(),)), Addition({"id": "n"})):
        with pytest.raises(BpjsError, match=r"does not write its sources as \[\[source\]\] blocks"):
            plan_addition(base, addition, AREAS)


def test_a_base_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidBaseError, match="there is no such file"):
        plan_addition(tmp_path / "none.toml", Addition(), AREAS)


def test_pairs_of_a_source() -> None:
    values = {"published": "2026-03", "id": "a", "title": 'The "best"', "accessed": "2026-03-04", "language": "id"}
    assert source_pairs(values) == [
        ("id", '"a"'),
        ("title", '"The \\"best\\""'),
        ("published", '"2026-03"'),
        ("language", '"id"'),
        ("accessed", "2026-03-04"),
    ]


def test_pairs_of_a_figure() -> None:
    values = {"value": "41.30", "area": "61", "segment": "pu", "note": "2025", "accepted_until": "2026-01-01"}
    assert figure_pairs(values, {"note": "2025", "segment": "bpu"}, AREAS) == [
        ("area", '"kalbar"'),
        ("segment", '"pu"'),
        ("value", "41.30"),
        ("note", '"2025"'),
        ("accepted_until", "2026-01-01"),
    ]
    assert figure_pairs({"value": "41,3", "area": "nowhere"}, {}, AREAS) == [("area", '"nowhere"'), ("value", '"41,3"')]


def test_an_id_in_another_unicode_form(base: Path) -> None:
    base.write_text(BASE.replace('"a"', '"cafe\u0301"'), encoding="utf-8")
    found = planned(base, entry("caf\u00e9", area="kaltim"))
    assert [f.area for f in found.load().figures] == ["kalbar", "kaltim"]


def test_files_that_have_changed_since(base: Path) -> None:
    found = planned(base, entry(area="kaltim"))
    assert found.is_current()
    base.write_text(BASE + "\n", encoding="utf-8")
    assert not found.is_current()


def test_defaults(base: Path) -> None:
    assert defaults_in(base, "a", AREAS) == {"area": "kalbar", "period": "2025"}
    assert defaults_in(base, "b", AREAS) == {}
    assert defaults_in(base, "c", AREAS) == {}
