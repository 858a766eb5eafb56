"""Whatever a file says, the work it makes is bounded: by a limit with a name, or by growing no faster than the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from loading import problems
from work import bounded_work

from bpjscli.checks import contradictions
from bpjscli.checks.examine import examine
from bpjscli.load import diagnostics
from bpjscli.load.cache_folder import read_entry, write_entry
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers, Key
from bpjscli.model.areas import DEEPEST, MOST_GUESSED
from bpjscli.render.spans import Span, wrap_line
from bpjscli.solver import conflicts


def base(tmp_path: Path, *blocks: str) -> Path:
    path = tmp_path / "figures.toml"
    path.write_text("\n".join(["format = 1", *blocks]), encoding="utf-8")
    return path


def chain(count: int) -> list[str]:
    """Groups, each within the next."""
    above = [*(f"a{n + 1}" for n in range(count - 1)), "kalbar"]
    return [
        f'[[area]]\nid = "a{n}"\nname = "A {n}"\nlevel = "group"\nparent = "{parent}"' for n, parent in enumerate(above)
    ]


def test_a_chain_of_groups_is_limited(tmp_path: Path) -> None:
    said = [str(problem) for problem in problems(base(tmp_path, *chain(3000)))]
    assert len(said) == 1
    assert f'"a0" lies within more than {DEEPEST} areas, one in the other, and so do' in said[0]
    assert "error[F108]" in said[0]


def test_a_chain_within_the_limit_is_none_of_its_business(tmp_path: Path) -> None:
    assert not [p for p in problems(base(tmp_path, *chain(DEEPEST - 4))) if p.code == "F108"]


def test_near_names_are_looked_for_a_few_times_only(tmp_path: Path) -> None:
    areas = [f'[[area]]\nid = "x{n}"\nname = "X {n}"\nlevel = "city"\nparent = "kalbr{n}"' for n in range(200)]
    said = [problem.message for problem in problems(base(tmp_path, *areas)) if problem.code == "F108"]
    assert len(said) == 200
    assert sum("did you mean" in message for message in said) == MOST_GUESSED


def test_a_pattern_goes_into_no_folder_twice(tmp_path: Path) -> None:
    """Of sixteen folders one in the other, twelve `**` would otherwise make ten million ways."""
    folder = tmp_path
    for _ in range(16):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text("format = 1\n", encoding="utf-8")
    with bounded_work():
        found = problems(base(tmp_path, f'include = ["{"**/" * 12}x.toml"]'))
    assert not [problem for problem in found if problem.severity == "error"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(tmp_path: Path) -> None:
    write_entry(tmp_path, "base", b"entry")
    assert bytes(read_entry(tmp_path, "base") or b"") == b"entry"
    (entry,) = tmp_path.iterdir()
    entry.unlink()
    os.mkfifo(entry, 0o600)
    assert read_entry(tmp_path, "base") is None


def test_a_long_title_is_wrapped_in_linear_time() -> None:
    with bounded_work():
        lines = wrap_line([Span("x")] * 60_000, 80)
    assert len(lines) == 1500


def slow_sum(count: int) -> str:
    """An area with many parts whose participants do not add up."""
    areas = "".join(
        f'[[area]]\nid = "p{n}"\nname = "Part {n}"\nlevel = "regency"\nparent = "big"\n' for n in range(count)
    )
    parts = "".join(f'  {{ area = "p{n}", indicator = "participants", printed = "1{n:03}" }},\n' for n in range(count))
    return (
        'format = 1\n[[area]]\nid = "big"\nname = "Big"\nlevel = "province"\nparent = "kalimantan"\ncomplete = true\n'
        f'{areas}[[source]]\nid = "a"\npublisher = "A"\ntitle = "T"\npublished = 2026-01-02\nlanguage = "en"\n'
        "defaults = { period = 2025 }\nfigures = [\n"
        f'  {{ area = "big", indicator = "participants", printed = "9999999" }},\n{parts}]\n'
    )


def test_what_costs_too_much_is_not_examined_to_the_end_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "MOST_STEPS", 1000)
    path = tmp_path / "figures.toml"
    path.write_text(slow_sum(300), encoding="utf-8")
    with bounded_work():
        found = [finding for finding in examine(Answers(load(path))) if finding.code == "C401"]
    assert len(found) == 1
    assert "not examined to the end" in found[0].message.text
    assert len(found[0].figures) == 301
    assert found[0].suggestions == ()


def test_of_very_many_problems_the_first_are_named_and_the_others_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "MOST_PROBLEMS", 5)
    said = [str(problem) for problem in problems(base(tmp_path, *["[[source]]"] * 20))]
    assert len(said) == 6
    assert said[-1].endswith(
        "figures.toml:4: error[F154]: 35 more problems from here on are not named; mend those that are first"
    )


def test_many_warnings_are_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "MOST_PROBLEMS", 2)
    sources = [f'[[source]]\nid = "s{n}"\npublisher = "P"\nnote = "a\u200bb"\nfigures = []' for n in range(4)]
    found = load(base(tmp_path, *sources)).problems
    assert [problem.severity for problem in found] == ["warning"] * 3
    assert "more problems from here on" in found[-1].message


def test_unknown_names_in_identities_are_guessed_at_a_few_times_only(tmp_path: Path) -> None:
    indicators = [f'[[indicator]]\nid = "x{n}"\nname = "x{n}"\nunit = "persons"\nkind = "stock"' for n in range(1500)]
    names = ("".join(chr(97 + n * 7 // 5**d % 26) for d in range(8)) for n in range(8000))
    identities = [f'[[identity]]\nid = "i{n}"\nholds = "{next(names)} = {next(names)}"' for n in range(4000)]
    with bounded_work(), pytest.raises(InvalidBaseError) as caught:
        Answers(load(base(tmp_path, *indicators, *identities)))
    assert len(caught.value.problems) == 8000


def contradicting_parts(count: int) -> str:
    """An area whose parts each contradict themselves, but for the first."""
    areas = "".join(
        f'[[area]]\nid = "p{n}"\nname = "Part {n}"\nlevel = "regency"\nparent = "big"\n' for n in range(count)
    )
    figures = "".join(
        f'  {{ area = "p{n}", indicator = "participants", value = {10_000 + n} }},\n'
        f'  {{ area = "p{n}", indicator = "workforce", value = 30000 }},\n'
        f'  {{ area = "p{n}", indicator = "coverage", printed = "{40 if n else 33} persen" }},\n'
        for n in range(count)
    )
    return (
        'format = 1\n[[area]]\nid = "big"\nname = "Big"\nlevel = "province"\nparent = "kalimantan"\ncomplete = true\n'
        f'{areas}[[source]]\nid = "a"\npublisher = "A"\npublished = 2026-01-02\ndefaults = {{ period = 2025 }}\n'
        f"figures = [\n{figures}]\n"
    )


def test_hundreds_of_contradictions_are_found_area_by_area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "MOST_STEPS", 1000)
    path = tmp_path / "figures.toml"
    path.write_text(contradicting_parts(100), encoding="utf-8")
    with bounded_work():
        found = [finding for finding in examine(Answers(load(path))) if finding.code == "C401"]
    assert len(found) == 99
    assert {len(finding.figures) for finding in found} == {3}
    assert not any("not examined" in finding.message.text for finding in found)


def many_values(count: int) -> str:
    """A source that states one quantity in pairs of numbers that differ."""
    rows = "".join(f'  {{ value = {100_000 + 7 * n}, locator = "{n}" }},\n' for n in range(count))
    return (
        'format = 1\n[[source]]\nid = "a"\npublisher = "A"\npublished = 2026-01-02\n'
        f'defaults = {{ area = "kalbar", indicator = "participants", period = 2025 }}\nfigures = [\n{rows}]\n'
    )


def test_of_very_many_values_of_a_quantity_the_first_contradictions_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contradictions, "MOST_HELD", 100)
    path = tmp_path / "figures.toml"
    path.write_text(many_values(50), encoding="utf-8")
    answers = Answers(load(path))
    found = [finding for finding in examine(answers) if finding.code in ("C401", "C402")]
    assert len(found) > 3
    assert sum("not examined to the end" not in finding.message.text for finding in found) == 2


def test_what_holds_in_each_repair_is_not_looked_for_among_very_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not, nothing is said that is not so: all that may be wrong is left out."""
    path = tmp_path / "figures.toml"
    path.write_text(slow_sum(80), encoding="utf-8")
    key = Key("participants", "big")
    few = Answers(load(path)).best(key)
    assert few is not None
    assert few.solved.looked_at_every_repair is False  # 81 figures may be wrong
    path.write_text(slow_sum(40), encoding="utf-8")
    few = Answers(load(path)).best(key)
    assert few is not None
    assert few.solved.looked_at_every_repair
