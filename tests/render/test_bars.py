"""Bars beside percentages in a terminal."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from samples import charts, coverage, quantity, ranking, text

from bpjscli.render import Options, render
from bpjscli.report.document import Cell, Column, Document, Note, Section, Table

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def bars(*cells: Cell, width: int = 60) -> list[str]:
    """What stands behind the values of one column of cells."""
    rows = tuple((text(f"a{place}"), cell) for place, cell in enumerate(cells))
    table = Table("t", (Column("name", "Name"), Column("q", "Q", "quantity")), rows)
    document = Document("c", "T", "en", None, (Section("s", "", (table,)),))
    shown = render(document, "table", Options(width=width)).splitlines()[4:]
    return [line.rpartition("%")[2].strip() for line in shown]


def percent(value: str, low: str | None = None, high: str | None = None, **more: tuple[str, ...]) -> Cell:
    return quantity(f"{value} %", value, low or value, high or value, notes=(), **more)  # type: ignore[arg-type]  # marks


def test_bars_are_as_long_as_their_numbers() -> None:
    assert bars(percent("100"), percent("50"), percent("25"), percent("0")) == ["█" * 24, "█" * 12, "█" * 6, "▏"]


def test_bars_are_drawn_to_the_eighth() -> None:
    assert bars(percent("43.75"), percent("44.27"), percent("44.79")) == [
        "█" * 10 + "▌", "█" * 10 + "▋", "█" * 10 + "▊",
    ]  # fmt: skip


def test_beyond_a_hundred_the_scale_grows() -> None:
    assert bars(percent("200"), percent("100")) == ["█" * 24, "█" * 12]


def test_what_has_a_bound_on_one_side_only_is_dotted_on_the_other() -> None:
    above = quantity("> 50 %", "50", "50", None, notes=())
    below = quantity("< 25 %", "25", None, "25", notes=())
    assert bars(above, below) == ["█" * 12 + "·" * 11 + "▸", "◂" + "·" * 5]


def test_what_is_disputed_looks_different_without_colours() -> None:
    assert "Singkawang          22.77 % † [1]  ▒▒▒▒▒" in render(charts(), "table", Options(width=80)).splitlines()


def test_what_is_not_known_has_no_bar() -> None:
    lines = render(charts(), "table", Options(width=80)).splitlines()
    assert next(line for line in lines if line.startswith("Aceh")).endswith("–        [2]")


@pytest.mark.parametrize(
    "cells",
    [
        [percent("50")],
        [percent("50"), percent("-1")],
        [quantity("3 juta", "3000000", "1", "2", "persons", notes=()), quantity("4", "4", "4", "4", "count", notes=())],
    ],
    ids=["a single one", "below zero", "no percentages"],
)
def test_some_columns_have_no_bars(cells: list[Cell]) -> None:
    assert not any(set("█▏") & set(line) for line in bars(*cells))


def test_bars_take_only_what_is_left() -> None:
    cells = (percent("100"), percent("50"))
    assert bars(*cells, width=40)[0] == "█" * 24
    long = replace(ranking(), title="x")
    lengths = [
        max(line.count("█") for line in render(long, "table", Options(width=w)).splitlines()) for w in (70, 76, 100)
    ]
    assert lengths[0] == 0
    assert 0 < lengths[1] < lengths[2] == 12


def test_a_pipe_gets_no_bars() -> None:
    assert "█" not in render(ranking(), "plain")


def test_bars_are_coloured_like_what_they_say() -> None:
    coloured = render(charts(), "table", Options(width=80, color="always"))
    assert "\x1b[34m" in coloured
    assert "\x1b[31m▒▒▒▒▒\x1b[0m" in coloured
    assert ESCAPE.sub("", coloured) == render(charts(), "table", Options(width=80, color="never"))


def spare() -> Document:
    """Three columns of numbers, of which two may be left out."""
    columns = (
        Column("name", "Area"),
        Column("a", "Coverage", "quantity", spare=1),
        Column("b", "Workforce", "quantity"),
        Column("c", "Participants", "quantity", spare=2),
    )
    cell = quantity("33,302,762,000,000", "33302762000000", "1", "2", "persons", notes=())
    rows = tuple((text(name), cell, cell, cell) for name in ("Kalimantan", "Kabupaten Banjar"))
    return Document("c", "T", "en", None, (Section("s", "", (Table("t", columns, rows),)),))


@pytest.mark.parametrize(
    ("width", "titles", "without"),
    [
        (84, ["Area", "Coverage", "Workforce", "Participants"], ""),
        (64, ["Area", "Coverage", "Workforce"], "Left out for want of room: Participants."),
        (48, ["Area", "Workforce"], "Left out for want of room: Coverage, Participants."),
    ],
)
def test_what_is_spare_is_left_out_and_named(width: int, titles: list[str], without: str) -> None:
    lines = render(spare(), "table", Options(width=width)).splitlines()
    assert lines[2].split() == titles
    assert " ".join(lines[-2:]).endswith(without)
    assert bool(without) == ("Left out" in "".join(lines))


def test_notes_to_what_is_left_out_are_left_out_with_it() -> None:
    notes = tuple(Note(name, f"about {name}") for name in ("one", "two", "three"))
    cells = [quantity("3,302,762,000,000", "1", "1", "1", "persons", notes=[note.id]) for note in notes]
    columns = [Column(key, key, "quantity", spare=spare) for key, spare in (("a", 0), ("b", 1), ("c", 0))]
    table = Table("t", tuple(columns), (tuple(cells),))
    document = Document("c", "T", "en", None, (Section("s", "", (table,)),), notes=notes)
    assert "[2] about two" in render(document, "table", Options(width=80))
    narrow = render(document, "table", Options(width=50))
    assert "[2]" not in narrow
    assert "[1] about one\n[3] about three\n" in narrow


def test_a_table_whose_columns_are_all_needed_becomes_records_with_all_of_them() -> None:
    (section,) = coverage().sections[:1]
    assert "Angkatan kerja" in render(replace(coverage(), sections=(section,)), "table", Options(width=60))


def test_a_pipe_gets_every_column() -> None:
    assert "Participants" in render(spare(), "plain")
