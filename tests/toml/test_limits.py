"""Files that would take a parser too long or too deep: refused beforehand, in linear time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import problems, said
from work import bounded_work

from bpjscli.toml import limits
from bpjscli.toml.limits import LONGEST_LINE, find_excess

KEYS = "a key has more than 64 dotted parts; write tables instead"
NESTED = "arrays or tables are nested more than 64 deep"
DOTS = "# " + "." * 100 + "\n"  # which may be those of a key, so that every mark is looked at
LEAVES = ["1", '"["', '"it\'s ]"', "'{\"'", '"\\"]"', '"""["]"""', "''", '""', "\n# ] }\n1"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "\nnote = '" + "x" * 2**20 + "'\n",
            2,
            "the line has 1,048,585 characters; at most 1,048,576 may stand in one; break it up",
        ),
        (
            "#" * 2**20 + "\n#" + "#" * 2**20 + "\n",
            2,
            "the line has 1,048,577 characters; at most 1,048,576 may stand in one; break it up",
        ),
        ("\n\n" + "a." * 64 + "a = 1\n", 3, KEYS),
        ("\n[" + "a." * 64 + "a]\n", 2, KEYS),
        (f"# {'no dots ' * 20}\n" + "a." * 64 + "a = 1\n", 2, KEYS),
        ("x = { " + '"a b" . ' * 64 + "'c' = 1 }\n", 1, KEYS),
        ("\nx = " + "[" * 65 + "]" * 65 + "\n", 2, NESTED),
        ("x = [\n" * 1 + "[\n" * 64 + "]\n" * 65, 65, NESTED),
        ("x = " + "{a = " * 65 + "1" + "}" * 65 + "\n", 1, NESTED),
        ("x = [" + "{a = [" * 32 + "]}" * 32 + "]\n", 1, NESTED),
        ('x = ["]", ' * 1 + '["]", ' * 64 + "]" * 65 + "\n", 1, NESTED),
        ("x = " + '[""""]"""", ' * 65 + "0" + ', """"[""""]' * 65 + "\n", 1, NESTED),
        ("x = " + '["]", ' * 65 + "0" + ', "["]' * 65 + "\n", 1, NESTED),
        ("x = " + '["]", "", ' * 65 + "0" + ', "", "["]' * 65 + "\n", 1, NESTED),
        ("x = [" + "[1], " * 64 + "[" * 64 + "]" * 65, 1, NESTED),
        ("x = " + "[" * 5000 + "]" * 5000, 1, NESTED),
        ("\n\nx = " + "9" * 5000, 3, "a number has more digits than can be read; figures have at most 30 digits"),
        (
            "\nx = 1e" + "9" * 20,
            2,
            "a number has a larger exponent than any number has; figures have at most 30 digits",
        ),
    ],
)
def test_limits_of_the_format(tmp_path: Path, text: str, line: int, message: str) -> None:
    assert said(tmp_path, text) == [f"figures.toml:{line}: error[F154]: {message}"]


@pytest.mark.parametrize("mark", ["""'"'""", r'"\""', '""""', '1 # "\n', '"""\\""""'])
def test_a_mark_that_is_no_end_of_a_string_hides_no_bracket(mark: str) -> None:
    text = "x = " + f'[{mark}, "]", {mark}, ' * 65 + "0" + f', {mark}, "[", {mark}]' * 65
    assert find_excess(text) == (128 * mark.count("\n") + 1, NESTED)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 63 + "a = 1\n",
        "x = " + "[" * 64 + "]" * 64,
        "x = '" + "a." * 100 + "'\n",
        'x = """\n' + "a." * 100 + '\n"""\n',
        "# " + "a." * 100 + "\n",
        "x = '" + "[" * 100 + "'\n",
        "x = [" + '"[{", ' * 100 + "]\n",
        "x = [\n" + "# [\n" * 100 + "]\n",
        DOTS + "x = [" + "[1], " * 100 + "]",
        DOTS + "x = [1]\ny = " + "[" * 64 + "]" * 64,
        "x = 1\n" + "a" * (LONGEST_LINE - 4) + " = 1",
    ],
)
def test_what_only_looks_like_too_much_is_not(text: str) -> None:
    assert find_excess(text) is None


def _deeper(values: st.SearchStrategy[tuple[str, int]]) -> st.SearchStrategy[tuple[str, int]]:
    return st.lists(values, max_size=4).flatmap(
        lambda inner: st.sampled_from(
            [
                (f"[{', '.join(text for text, _ in inner)}]", 1 + max((depth for _, depth in inner), default=0)),
                (
                    f"{{{', '.join(f'k{n} = {text}' for n, (text, _) in enumerate(inner))}}}",
                    1 + max((depth for _, depth in inner), default=0),
                ),
            ]
        )
    )


@given(st.recursive(st.sampled_from(LEAVES).map(lambda leaf: (leaf, 0)), _deeper))
def test_nesting_is_that_of_values_whatever_strings_and_comments_hold(value: tuple[str, int]) -> None:
    text, depth = value
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "DEEPEST_NESTING", 2)
        assert (find_excess(f"x = {text}\n") is None) == (depth <= 2)


def test_what_follows_an_open_string_is_left_to_the_parser(tmp_path: Path) -> None:
    text = 'x = "' + "\n" + "y = [" * 70
    assert said(tmp_path, text) == [
        "figures.toml:1: error[F155]: not valid TOML: a quotation mark that opens here is never closed"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a." * 200_000 + "a = 1",
        "[" * 500_000,
        "x = " + "[{a=" * 100_000,
        'x = "' + '\\"' * 500_000,
        'x = """' + '\n\\"""' * 200_000,
        "x = '''" + "\n''" * 200_000,
        '"' * 500_000,
        "'\n" * 300_000,
        '"\n' * 300_000,
        "[[source]]\n" * 30_000,
        "\n".join(f'"{"a." * 60}{n}".b' for n in range(5_000)),
    ],
    ids=range(11),
)
def test_hostile_text_takes_linear_time(tmp_path: Path, text: str) -> None:
    with bounded_work():
        path = tmp_path / "figures.toml"
        path.write_text(text, encoding="utf-8")
        assert problems(path)
