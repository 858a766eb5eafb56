"""New sources and figures in a text: where they go, and that every other line stays."""

from __future__ import annotations

import difflib

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import comments, files

from bpjscli.edit.insert import NotEditableError, insert_figures, insert_source
from bpjscli.edit.tidy import meaning, tidy_text

COVERAGE = (("indicator", '"coverage"'), ("printed", '"28,1 persen"'))
TARGET = (("indicator", '"target_coverage"'), ("printed", '"60 persen"'), ("note", '"for 2026"'))
SOURCE = (("id", '"new"'), ("published", "2026-03-04"))

TIDY = """\
format = 1

# of a
[[source]]
id        = "a"
figures   = [
  { indicator = "coverage", printed = "27 persen" },  # seen
]

[[source]]
id        = "b"
"""


def added(before: str, after: str) -> list[str]:
    """The lines that are new or changed, and "-" with those that are gone."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line.removeprefix("+ ") for line in lines if line[0] in "+-"]


def test_a_tidy_block_stays_tidy() -> None:
    text = insert_figures(TIDY, 0, [TARGET, COVERAGE])
    assert tidy_text(text) == text
    assert text == TIDY.replace(
        '  { indicator = "coverage", printed = "27 persen" },  # seen\n',
        '  { indicator = "coverage",        printed = "27 persen" },  # seen\n'
        '  { indicator = "target_coverage", printed = "60 persen",   note = "for 2026" },\n'
        '  { indicator = "coverage",        printed = "28,1 persen" },\n',
    )


def test_a_source_without_figures_gets_the_key() -> None:
    text = insert_figures(TIDY, 1, [COVERAGE])
    assert text == TIDY + 'figures   = [\n  { indicator = "coverage", printed = "28,1 persen" },\n]\n'


UNTIDY = """\
[[source]]
id = "a"
figures = [
    # first
    { indicator = "workforce",   printed = "7,9 juta" } # last, without a comma
    # end
]
# after
"""


def test_in_an_untidy_block_only_lines_are_added() -> None:
    assert added(UNTIDY, insert_figures(UNTIDY, 0, [COVERAGE, TARGET])) == [
        '-     { indicator = "workforce",   printed = "7,9 juta" } # last, without a comma',
        '    { indicator = "workforce",   printed = "7,9 juta" }, # last, without a comma',
        '    { indicator = "coverage",    printed = "28,1 persen" },',
        '    { indicator = "target_coverage", printed = "60 persen", note = "for 2026" },',
    ]


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ("[]", '[\n  { indicator = "coverage", printed = "28,1 persen" },\n]'),
        ("[\n]", '[\n  { indicator = "coverage", printed = "28,1 persen" },\n]'),
        ("[\n  # none yet\n]", '[\n  # none yet\n  { indicator = "coverage", printed = "28,1 persen" },\n]'),
        ("[ {} ]", '[ {}, { indicator = "coverage", printed = "28,1 persen" } ]'),
        ("[ {}, ]", '[ {}, { indicator = "coverage", printed = "28,1 persen" }, ]'),
        ("[{},\n\t{},\n]", '[{},\n\t{},\n\t{ indicator = "coverage", printed = "28,1 persen" },\n]'),
        ("[{}, {} # c\n]", '[{}, {}, { indicator = "coverage", printed = "28,1 persen" } # c\n]'),
    ],
)
def test_arrays_of_every_layout(figures: str, line: str) -> None:
    text = f'[[source]]\nid="a"\nfigures = {figures}\n'
    assert insert_figures(text, 0, [COVERAGE]) == f'[[source]]\nid="a"\nfigures = {line}\n'


def test_figures_in_blocks_of_their_own() -> None:
    first = '[[source]]\nid = "a"\n[source.defaults]\nperiod = 2025\n[[source.figures]]\nvalue = 1\n'
    text = first + '\n[[source]]\nid = "b"\n'
    assert insert_figures(text, 0, [COVERAGE]) == text.replace(
        "value = 1\n", 'value = 1\n\n[[source.figures]]\nindicator = "coverage"\nprinted = "28,1 persen"\n'
    )


def test_a_table_of_defaults_comes_after_the_new_key() -> None:
    text = '[[source]]\nid = "a"\n[source.defaults]\nperiod = 2025\n'
    assert meaning(insert_figures(text, 0, [COVERAGE]))["source"][0]["figures"]


@pytest.mark.parametrize("text", ['source = [{ id = "a" }]\n', '[source]\nid = "a"\n', "[[source]]\nfigures = 3\n"])
def test_what_cannot_be_edited(text: str) -> None:
    with pytest.raises(NotEditableError):
        insert_figures(text, 0, [COVERAGE])


def test_a_source_cannot_join_an_inline_array() -> None:
    with pytest.raises(NotEditableError):
        insert_source("source = []\n", SOURCE)


NEW = '[[source]]\nid        = "new"\npublished = 2026-03-04\nfigures   = []\n'


@pytest.mark.parametrize(
    ("text", "position", "result"),
    [
        ("", None, NEW),
        ("format = 1", None, f"format = 1\n\n{NEW}"),
        (TIDY, None, f"{TIDY}\n{NEW}"),
        (TIDY, 2, f"{TIDY}\n{NEW}"),
        (TIDY, 0, TIDY.replace("# of a\n", f"{NEW}\n# of a\n")),
        (TIDY, 1, TIDY.replace('[[source]]\nid        = "b"', f'{NEW}\n[[source]]\nid        = "b"')),
        ("[[source]]\nid=1\n[[area]]\nid=2\n", None, f"[[source]]\nid=1\n\n{NEW}\n[[area]]\nid=2\n"),
        ("[[source]]\nid=1\n[source.defaults]\n", None, f"[[source]]\nid=1\n[source.defaults]\n\n{NEW}"),
    ],
)
def test_where_a_source_goes(text: str, position: int | None, result: str) -> None:
    assert insert_source(text, SOURCE, position) == result


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    windows = "\ufeff" + TIDY.replace("\n", "\r\n")
    assert insert_figures(windows, 0, [COVERAGE]) == "\ufeff" + insert_figures(TIDY, 0, [COVERAGE]).replace(
        "\n", "\r\n"
    )
    mixed = TIDY.replace("\n", "\r\n", 1)
    assert insert_figures(mixed, 1, [COVERAGE]).startswith("format = 1\r\n\n# of a\n[[source]]\n")
    assert set(added(mixed, insert_figures(mixed, 1, [COVERAGE]))) == {
        *("figures   = [", '  { indicator = "coverage", printed = "28,1 persen" },', "]")
    }


def test_no_figures_change_nothing() -> None:
    assert insert_figures(UNTIDY, 0, []) == UNTIDY


@given(files(least=1), st.data())
@settings(max_examples=100)
def test_the_rest_says_what_it_said(text: str, data: st.DataObject) -> None:
    before = meaning(text)["source"]
    order = data.draw(st.integers(0, len(before) - 1))
    changed = insert_figures(text, order, [COVERAGE, TARGET])
    after = meaning(changed)["source"]
    new = after[order]["figures"][-2:]
    assert new == [
        {"indicator": "coverage", "printed": "28,1 persen"},
        {"indicator": "target_coverage", "printed": "60 persen", "note": "for 2026"},
    ]
    del after[order]["figures"][-2:]
    assert [{"figures": [], **table} for table in before] == [{"figures": [], **table} for table in after]
    assert tomlkit.parse(changed).unwrap()["source"][order]["figures"][-2:] == new
    assert comments(changed) == comments(text)
    assert ("\r" in changed) == ("\r\n" in text)


@given(files(), st.integers(0, 4))
@settings(max_examples=80)
def test_a_new_source_leaves_the_others_alone(text: str, position: int) -> None:
    before = meaning(text).get("source", [])
    changed = insert_source(text, SOURCE, position)
    after = meaning(changed)["source"]
    assert [table["id"] for table in after].index("new") == min(position, len(before))
    assert [table for table in after if table["id"] != "new"] == before
    assert all(line in changed.splitlines() for line in text.splitlines())
