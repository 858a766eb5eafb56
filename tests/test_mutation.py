"""What mutation testing changes, and that the survivors on its list are still there."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tools.mutants import mutants
from tools.mutation import Change, chance, chosen, listed, printed
from tools.reach import ROOT


def changed(source: str) -> list[str]:
    text = dedent(source).encode()
    return [mutant.applied(text).decode() for mutant in mutants(text)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a <= b", ["a < b"]),
        ("a is not b", ["a is b"]),
        ("(a) not in (b)", ["(a) in (b)"]),
        ("a < b == c", ["a <= b == c", "a < b != c"]),
        ("a and b and c", ["a or b and c", "a and b or c"]),
        ("a + b", ["a - b"]),
        ("a //= b", ["a *= b"]),
        ("not a", ["a"]),
        ("-a", ["a"]),
        ("x = 3", ["x = 4"]),
        ("x = True", ["x = False"]),
        ("x = 'é', 1", ["x = 'XXéXX', 1", "x = 'é', 2"]),
        ("f(a)", ["pass"]),
        ("x = f(a, key=b)", ["x = f(a)"]),
        ("x = zip(a, strict=True)", []),
        ("x = min(a.low)", ["x = max(a.low)", "x = min(a.high)"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if True]"]),
        ("x = f'{a}'", ['x = "XX"']),
        ("x: int | None = y", []),
        ("T = TypeVar('T', bound=int)", []),
        ("if TYPE_CHECKING:\n    from a import b", []),
        ("x = cast('int', a + b)", ["x = cast('int', a - b)"]),
        ("def f() -> bool:\n    return False", ["def f() -> bool:\n    return True"]),
        ("isinstance(a, Left | Right)", ["pass"]),
        ("def f(a: int = 0) -> None:\n    'Docstring.'\n    raise a", ["1", "pass"]),
    ],
)
def test_what_is_changed(line: str, expected: list[str]) -> None:
    if line.startswith("def f(a"):
        assert ["(a: int = 1)" in found or found.endswith("    pass") for found in changed(line)] == [True, True]
    else:
        assert sorted(changed(line)) == sorted(expected)


def test_conditions_are_turned_round() -> None:
    source = """
        if a:
            return b
        """
    assert {found.split("\n")[1] for found in changed(source)} == {"if (not (a)):", "if a:"}
    assert any("return None" in found for found in changed(source))


def test_every_mutant_can_be_read() -> None:
    path = ROOT / "bpjscli" / "solver" / "solve.py"
    for mutant in mutants(path.read_bytes()):
        compile(mutant.applied(path.read_bytes()), path.name, "exec")
        assert Change(path, mutant).lines()[0] != Change(path, mutant).lines()[1]


def test_survivors_on_the_list_are_mutants_still() -> None:
    known = listed()
    every = {(c.module, *c.lines()) for c in chosen([f"bpjscli/{name}" for name, _, _ in known], None, known=set())}
    assert known <= every, "what has changed since is to be looked at again"


def test_what_survived_can_be_tried_again() -> None:
    changes = chosen(["bpjscli/checks/examination.py"], None, known=set())
    output = "\n".join(["4 mutants", *(change.shown() for change in changes), "module   mutants"])
    assert printed(output) == {(change.module, *change.lines()) for change in changes}
    assert len(printed(output)) > 3


def test_how_likely_it_is_that_so_few_are_noticed() -> None:
    assert chance(1, 1, 0.9) == chance(2, 2, 0.5) == 1
    assert chance(0, 2, 0.9) == pytest.approx(0.01)
    assert chance(1, 2, 0.5) == 0.75
    assert chance(30, 40, 0.9) < 0.01 < chance(31, 40, 0.9), "of forty, thirty-one may be chance"
