"""Where the parts of a fact-base text stand, with their comments."""

from __future__ import annotations

import tomli
from hypothesis import given
from texts import arrays, figures, files

from bpjscli.toml.concrete import split_blocks, split_elements, split_pairs

TEXT = """\
# top

format = 1  # one
# of a
[[source]] # s
id = "a" # c

# note on figures
figures = [ # first
  # above
  { indicator = "coverage", printed = "1 # persen" }, # one
  { indicator = "workforce", printed = "1" } # two
  # end
]
# after a

# before b
[[source]]
'id' = "b"
[source.defaults]
area = "kalbar"
"""


def test_blocks_with_their_comments() -> None:
    top, a, b, defaults = split_blocks(TEXT)
    assert (top.header, top.path, top.is_array) == ("", (), False)
    assert (a.lead, a.header, a.path, a.is_array, a.comment) == (("# of a",), "[[source]]", ("source",), True, "# s")
    assert a.tail == ("# after a", "")
    assert (b.lead, b.tail) == (("# before b",), ())
    assert (defaults.path, defaults.is_array) == (("source", "defaults"), False)


def test_pairs_with_their_comments() -> None:
    top, a, b, _ = split_blocks(TEXT)
    (version,) = top.pairs
    assert (version.lead, version.key, version.value, version.comment) == (("# top", ""), "format", "1", "# one")
    id_, figures = a.pairs
    assert (id_.value, id_.comment, id_.lead) == ('"a"', "# c", ())
    assert figures.lead == ("", "# note on figures")
    assert TEXT[figures.at : figures.end] == figures.value
    assert b.pair("id") is not None
    assert b.pair("figures") is None


def test_elements_with_their_comments() -> None:
    figures = split_blocks(TEXT)[1].pair("figures")
    assert figures is not None
    array = split_elements(TEXT, figures.at)
    one, two = array.elements
    assert (array.opening, array.tail) == ("# first", ("# end",))
    assert (one.lead, one.comment, TEXT[one.end]) == (("# above",), "# one", ",")
    assert (two.lead, two.comment, two.comma) == ((), "# two", None)
    assert TEXT[one.at : one.line_end] == '{ indicator = "coverage", printed = "1 # persen" }, # one'
    assert TEXT[two.at : two.line_end].endswith("# two")


def test_a_comma_on_the_next_line() -> None:
    one, two = split_elements("[\n1 # a\n# b\n, # c\n2\n]").elements
    assert (one.value, one.comment, two.value) == ("1", "# a # b # c", "2")


def test_inline_tables() -> None:
    assert split_pairs('{ a = "x, }", b.c = [1, 2],d={ e = 1 } }') == [
        ("a", '"x, }"'),
        ("b.c", "[1, 2]"),
        ("d", "{ e = 1 }"),
    ]
    assert split_pairs("{}") == []
    assert split_pairs("[1]") is None
    assert split_pairs('{ a = """\n""" }') is None


def test_nothing() -> None:
    (top,) = split_blocks("")
    assert (top.pairs, top.tail) == ((), ())
    (top,) = split_blocks("# only this")
    assert top.tail == ("# only this",)


@given(files())
def test_blocks_cover_the_text_and_say_what_a_parser_says(text: str) -> None:
    found = split_blocks(text)
    assert "".join(text[block.start : block.end] for block in found) == text
    parsed = tomli.loads(text)
    assert [b.path for b in found if b.path == ("source",)] == [("source",)] * len(parsed.get("source", []))
    for block, table in zip([b for b in found if b.path == ("source",)], parsed.get("source", []), strict=True):
        assert [pair.parts[0] for pair in block.pairs] == list(table)
        for pair in block.pairs:
            assert tomli.loads(f"x = {pair.value}")["x"] == table[pair.parts[0]]


@given(arrays())
def test_elements_say_what_a_parser_says(text: str) -> None:
    parsed = tomli.loads(f"x = {text}")["x"]
    assert [tomli.loads(f"x = {each.value}")["x"] for each in split_elements(text).elements] == parsed


@given(figures())
def test_pairs_say_what_a_parser_says(text: str) -> None:
    pairs = split_pairs(text)
    assert pairs is not None
    assert {key: tomli.loads(f"x = {value}")["x"] for key, value in pairs} == tomli.loads(f"x = {text}")["x"]
