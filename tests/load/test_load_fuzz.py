"""Whatever a file holds, loading ends in a fact base or in problems with a code and a line."""

from __future__ import annotations

import string
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import figures

from bpjscli.load import raw
from bpjscli.load.codes import CODES
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.load.raw import RawDefaults, RawFigure
from bpjscli.model.facts import Diagnostic, FactBase
from bpjscli.shipped import find_data_file

pytestmark = pytest.mark.long

SHIPPED = find_data_file("figures.toml").read_text(encoding="utf-8")
GRAINS = [
    *string.printable,
    *('"""', "'''", "[[source]]\n", "],", ",,", "{}", "[]", "\\u202e", "\\u0000", "\x00", "\x1b", "é", "\u202e"),
    *("nan", "inf", "0x", "1e999", "007", "2024-02-30", "true"),
    *(f"{key} = 1\n" for key in ("id", "period", "published", "figures", "defaults", "include", "format")),
]


def outcome(data: bytes) -> FactBase | tuple[Diagnostic, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.toml"
        path.write_bytes(data)
        try:
            base = load(path)
        except InvalidBaseError as error:
            return error.problems
        lines = [base.line_of(figure) for figure in base.figures]
        assert lines == sorted(lines)
        return base


def check(data: bytes) -> None:
    found = outcome(data)
    problems = found.problems if isinstance(found, FactBase) else found
    last = data.count(b"\n") + 1
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.place.line <= last
        assert str(problem).isprintable()
        assert len(problem.message) < 700


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    start = draw(st.integers(0, len(SHIPPED) - 1))
    text = SHIPPED[:200] + SHIPPED[start : start + draw(st.sampled_from([200, 2000, 20000]))]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 1, 1, 5, 40]))
        text = text[:at] + draw(st.sampled_from(GRAINS)) + text[at + cut :]
    return text.encode()


@settings(max_examples=300, deadline=2000)
@given(mutated())
def test_a_damaged_base_is_told_and_never_crashes(data: bytes) -> None:
    check(data)


@settings(deadline=None)  # a busy machine is no fault of the loader
@given(st.binary(max_size=200))
def test_bytes_of_any_kind(data: bytes) -> None:
    check(data)


VALUES = st.recursive(
    st.sampled_from(
        ['"kalbar"', '"x"', '""', "1", "-1", "2025", "true", "nan", "1.50", "2026-02-02", "10:00:00", '"\\u200b"']
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["id", "en", "area", "period", "printed"]), inner, max_size=2).map(
            lambda items: "{ " + ", ".join(f"{key} = {value}" for key, value in items.items()) + " }"
        ),
    ),
    max_leaves=4,
)
SHAPES: list[type[msgspec.Struct]] = [RawDefaults, RawFigure, *raw.BLOCKS.values()]
KEYS = st.sampled_from(sorted({"include", *(key for shape in SHAPES for key in shape.__struct_fields__)}))
BLOCKS = st.sampled_from(["source", "area", "indicator", "identity", "segment", "programme", "source.figures"])


@settings(deadline=None)  # a busy machine is no fault of the loader
@given(st.lists(st.tuples(BLOCKS, st.dictionaries(KEYS, VALUES, max_size=5)), max_size=4), KEYS, VALUES)
def test_tables_of_any_shape(blocks: list[tuple[str, dict[str, str]]], key: str, value: str) -> None:
    text = f"format = 1\n{key} = {value}\n"
    for name, keys in blocks:
        text += f"[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())
    check(text.encode())


FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["kalbar", "Kalteng", "ID-KI", "65"]),
        st.sampled_from(["participants", "claims", "benefits"]),
        st.sampled_from(["2025", '"2025-03"', "2025-03-31", '"2025-Q1"']),
        st.sampled_from(["", ', segment = "pu"', ', programme = "jkk"', ', base = "eligible"', ', locator = "p. 1"']),
        st.integers(0, 10**9),
    ),
    unique_by=lambda parts: parts[:4],
    max_size=12,
)


@settings(deadline=None)  # a busy machine is no fault of the loader
@given(FIGURES, st.randoms(use_true_random=False))
def test_good_figures_all_arrive_and_their_ids_do_not_depend_on_their_order(
    parts: list[tuple[str, str, str, str, int]], random: Random
) -> None:
    lines = [
        f'area = "{area}", indicator = "{indicator}", period = {period}{more}, value = {value}'
        for area, indicator, period, more, value in parts
    ]
    first = outcome(figures(*lines).encode())
    shuffled = random.sample(lines, len(lines))
    second = outcome(figures(*shuffled).encode())
    assert isinstance(first, FactBase)
    assert isinstance(second, FactBase)
    assert [figure.given for figure in first.figures] == [value for *_, value in parts]
    assert len({figure.id for figure in first.figures}) == len(parts)
    assert {figure.id for figure in first.figures} == {figure.id for figure in second.figures}
    assert [first.line_of(figure) for figure in first.figures] == list(range(8, 8 + len(parts)))
