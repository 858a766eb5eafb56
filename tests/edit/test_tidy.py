"""The canonical form: what it looks like, that it stays, and that nothing is lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given, settings
from texts import comments, files

from bpjscli.edit.tidy import meaning, tidy_text

ROOT = Path(__file__).parents[2]
KEPT_TIDY = [
    *(ROOT / "data" / name for name in ("figures.toml", "areas.toml", "vocabulary.toml")),
    *sorted((ROOT / "tests" / "cases").glob("*.toml")),
]

MESSY = """\


# A base.
format=1
[[source]]   # where it began
title = "T"
id='a'

# as the article has them
figures = [{ printed = "41 persen", indicator = "coverage" },
{indicator="participants",printed="3,3 juta",note="about"}, # seen
  # of one province

  {area="kalbar",indicator="coverage",printed="27 persen"}
]
published = 2026-02-02  # a Monday
language = "id" # Indonesian
# That was a.
[[area]]
parent = "jateng"
id   = "wonogiri"
"""

TIDY = """\
# A base.
format = 1

[[source]]  # where it began
id        = 'a'
title     = "T"
published = 2026-02-02  # a Monday
language  = "id"        # Indonesian

# as the article has them
figures   = [
  { indicator = "coverage",     printed = "41 persen" },
  { indicator = "participants", printed = "3,3 juta",  note = "about" },  # seen
  # of one province

  { area = "kalbar", indicator = "coverage", printed = "27 persen" },
]

# That was a.
[[area]]
id = "wonogiri"
parent = "jateng"
"""


def test_order_columns_and_comments() -> None:
    assert tidy_text(MESSY) == TIDY


@pytest.mark.parametrize("path", KEPT_TIDY, ids=lambda path: path.stem)
def test_the_shipped_files_and_the_cases_are_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tidy_text(text) == text


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("", ""),
        ("\n\n", ""),
        ("# only a comment", "# only a comment\n"),
        ("\ufeffformat = 1", "format = 1\n"),
        ("format = 1\r\n\r\n\r\n[[source]]\r\nid=1", "format = 1\r\n\r\n[[source]]\r\nid        = 1\r\n"),
        ("include = ['a']\nformat = 1\nother = 2", "format = 1\ninclude = ['a']\nother = 2\n"),
        ("[ source.defaults ]\narea = 1\n", "[source.defaults]\narea = 1\n"),
        ("[[source]]\nfigures = [ ]\n", "[[source]]\nfigures   = []\n"),
        ("[[source]]\nfigures = [ # none\n]\n", "[[source]]\nfigures   = [  # none\n]\n"),
        ("[[source]]\nfigures = 3\n", "[[source]]\nfigures   = 3\n"),
        ("[[source]]\nfigures = [1,{a=1}]\n", "[[source]]\nfigures   = [\n  1,\n  { a = 1 },\n]\n"),
        ("[[source]]\nfigures = [{}]\n", "[[source]]\nfigures   = [\n  {},\n]\n"),
        ('[[area]]\nname={en="W",id="V"}', '[[area]]\nname = { id = "V", en = "W" }\n'),
        ('[[source.figures]]\nprinted="1"\narea="a"\n', '[[source.figures]]\narea = "a"\nprinted = "1"\n'),
        ('x = """\n  a  \n\n\n b"""  # c', 'x = """\n  a  \n\n\n b"""  # c\n'),
        ("# a\n\n\n\n# b\nformat = 1", "# a\n\n# b\nformat = 1\n"),
        ("include = []\n\nformat = 1", "format = 1\ninclude = []\n"),
        ("[[source]]\n\n# apart\n\ntitle = 1\nid = 2", "[[source]]\n# apart\n\nid        = 2\ntitle     = 1\n"),
    ],
)
def test_each_kind_of_line(text: str, tidied: str) -> None:
    assert tidy_text(text) == tidied
    assert tidy_text(tidied) == tidied


def test_the_number_is_a_column_whatever_it_is_called() -> None:
    text = '[[source]]\nfigures = [{ value = 41.30, note = "a" }, { printed = "9", note = "b" }]'
    assert tidy_text(text).splitlines()[2:4] == ['  { value = 41.30, note = "a" },', '  { printed = "9", note = "b" },']


def test_digits_are_kept_as_they_are_written() -> None:
    assert meaning("x = 41.30") != meaning("x = 41.3")
    assert meaning("x = 3.2e6") != meaning("x = 3200000.0")
    assert "41.30" in tidy_text("[[source]]\nfigures = [{ value = 41.30 }]")


@given(files())
@settings(max_examples=120)
def test_nothing_is_lost_and_a_second_time_changes_nothing(text: str) -> None:
    tidied = tidy_text(text)
    assert tidy_text(tidied) == tidied
    assert meaning(tidied) == meaning(text)
    assert comments(tidied) == comments(text)
    assert tomlkit.parse(tidied).unwrap() == tomlkit.parse(text).unwrap()
    assert not re.search(r"[ \t]+\r?$|\A\s|\n\n\n|\r\n\r\n\r\n", tidied, re.M) or '"""' in text
