"""Why a file is not TOML: the reason in plain words, with what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from loading import said

from bpjscli.toml.explain import explain_syntax

COMMA = "has a decimal comma; quote it as printed, or write it with a point"
DOTS = "has thousands dots; quote it as printed, or write its digits alone"
ZERO = "begins with a zero; leave the zero out, or quote it if it is a code"
DATE = "is no date; a date is written 2026-02-02"
OPEN = "that opens here is never closed"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a = 80,5", f"80,5 {COMMA}"),
        ("a = { value = 80,5 }", f"80,5 {COMMA}"),
        ("a = [{ value = 80,5, b = 1 }]", f"80,5 {COMMA}"),
        ("a = 3,2 juta", f"3,2 juta {COMMA}"),
        ("a = 1.234,5", f"1.234,5 {COMMA}"),
        ("a = 1.234.567", f"1.234.567 {DOTS}"),
        ("a = { value = 1.234.567 }", f"1.234.567 {DOTS}"),
        ("a = 007", f"007 {ZERO}"),
        ("a = { value = 007 }", f"007 {ZERO}"),
        ("a = 41 persen", '41 persen is not a plain number; quote it: "41 persen"'),
        ("a = 27%", '27% is not a plain number; quote it: "27%"'),
        ("a = Rp70 miliar", 'Rp70 miliar is not a plain number; quote it: "Rp70 miliar"'),
        ("a = .5", ".5 needs a digit on both sides of its point"),
        ("a = 5.", "5. needs a digit on both sides of its point"),
        ("a = 2025-03", 'the period 2025-03 is no TOML value by itself; quote it: "2025-03"'),
        ("a = { period = 2025-Q1 }", 'the period 2025-Q1 is no TOML value by itself; quote it: "2025-Q1"'),
        ("a = 2024-02-30", f"2024-02-30 {DATE} and exists in the calendar"),
        ("a = 2024-13-01", f"2024-13-01 {DATE} and exists in the calendar"),
        ("a = 2024-1-5", f"2024-1-5 {DATE} and exists in the calendar"),
        (
            "a = 2024-01-05 x",
            'something stands after the value where the line should end before "x"; one key and value to a line',
        ),
        ("a = 02/02/2026", f"02/02/2026 {DATE}"),
        ("a = 2 Februari 2026", '2 Februari 2026 is not a plain number; quote it: "2 Februari 2026"'),
        ("a = coverage", 'coverage is no value; write "coverage"'),
        ("a = True", "True is no value; write true"),
        ("a = “abc”", '“ is not a quotation mark that TOML knows; write "'),
        ("a = ", "a value is missing or cannot be read"),
        ("a = { b = 2025-03-01, c = }", 'a value is missing or cannot be read before "}"'),
        ("a = +-1", 'a value is missing or cannot be read before "+-1"'),
        ('a = "abc', f"a quotation mark {OPEN}"),
        ("a = 'abc", f"a quotation mark {OPEN}"),
        ("a = [1, 2", f"the [ {OPEN}"),
        ("a = { b = 1", f"the {{ {OPEN}"),
        ("a = [[1], [", f"the [ {OPEN}"),
        ("a = [ { b = 1 } { b = 2 } ]", 'a comma or a closing ] is missing before "{ b = 2 } ]"'),
        ("a = { b = 1 c = 2 }", 'a comma or a closing } is missing before "c = 2 }"'),
        ("a: 1", 'a = is missing after a key before ": 1"'),
        ("= 1", 'a line must begin with a key, a [table] or a # comment; something else stands before "= 1"'),
        ("[source", "a table header is not closed; write [defaults] or [[source]]"),
        ("[a.]", 'a key is missing or cannot be read before "]"'),
        ("title = 'Ja'far", 'the quotation mark before "far" ends the text; put it between double quotes (")'),
        ('title = "a"b"', 'the quotation mark before "b\\"" ends the text; put it between single quotes (\')'),
        ('a = "C:\\q"', "a backslash begins an escape; write two of them, or put the text between single quotes"),
        ('a = "\x01"', 'a control character before "\\x01\\""; delete it'),
        (
            "a = 1 = 2",
            'something stands after the value where the line should end before "= 2"; one key and value to a line',
        ),
    ],
)
def test_reasons(tmp_path: Path, line: str, reason: str) -> None:
    unescaped = reason.replace('\\"', '"')
    assert said(tmp_path, f"format = 1\n\n{line}\n") == [f"figures.toml:3: error[F155]: not valid TOML: {unescaped}"]


def test_an_open_string_is_told_where_it_opens(tmp_path: Path) -> None:
    text = 'format = 1\nnote = """\nmany\nlines\n'
    assert said(tmp_path, text) == [f"figures.toml:2: error[F155]: not valid TOML: a quotation mark {OPEN}"]


def test_a_missing_comma_is_told_where_it_is_missing(tmp_path: Path) -> None:
    text = "format = 1\nx = [\n  { a = 1 },\n  { b = 2 }\n  { c = 3 }\n]\n"
    assert said(tmp_path, text) == [
        'figures.toml:5: error[F155]: not valid TOML: a comma or a closing ] is missing before "{ c = 3 }"'
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a = 1\n\na = 2\n", 3, '"a" is written twice, first in line 1; keep one of them'),
        ("[a]\n[b]\n[a]\n", 3, '"a" is written twice, first in line 1; keep one of them'),
        ('[[source]]\nid = "x"\nid = "y"\n', 3, '"source.id" is written twice, first in line 2; keep one of them'),
        ("a = { b = 1, b = 2 }\n", 1, "a key or table is written twice here; keep one of them"),
        ("[[source]]\n\n[source]\n", 3, "a key or table is written twice here; keep one of them"),
    ],
)
def test_what_is_written_twice_is_told_with_both_places(tmp_path: Path, text: str, line: int, message: str) -> None:
    assert said(tmp_path, text) == [f"figures.toml:{line}: error[F156]: {message}"]


def test_a_parser_that_runs_out_of_stack_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> object:
        raise RecursionError

    monkeypatch.setattr(tomli, "loads", exhausted)
    assert said(tmp_path, "format = 1\n") == [
        "figures.toml:1: error[F154]: arrays or tables are nested more than 64 deep"
    ]


def test_a_reason_that_is_not_known_is_given_in_the_parsers_words() -> None:
    error = tomli.TOMLDecodeError("Something new", "a = 1", 4)
    assert explain_syntax(error, "a = 1") == ("F155", 1, 'not valid TOML: something new before "1"')


def test_other_mistakes_of_numbers_have_no_line() -> None:
    assert explain_syntax(ValueError("odd"), "a = 1") == (
        "F154",
        1,
        "a number has more digits than can be read; figures have at most 30 digits",
    )
