"""What a fact base says may not depend on how it is written: metamorphic tests over random bases of several sources.

Each base is of one world, with figures that were changed here and there, so that there is something to find. It is
written otherwise, and has to give the same findings: sources and figures in another order, each source in a file of its
own, with other ids, with a figure beside it that has nothing to do with the others, with people and money in thousands
of what they were, and in the other language. What the findings are about is told by the number of a figure, which no
change touches. A true figure that is added takes none of them away.

`python -m bench.metamorphic [BASES] [SEED]` tries so many bases for each way, and names the first that fail.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.linked import FAITHFUL, invent_linked, period_of, print_source, some_of
from bench.press import Line, any_style, unit_of
from bench.properties import changed, shipped
from bench.worlds import Key
from bpjscli.checks.examine import examine
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

Findings = Counter[tuple[str, str, frozenset[str]]]
"""Code, severity and figures of each finding, and how often it is there."""


class Printed(NamedTuple):
    """A figure as a source has it; `number` is what it is known by however the base is written."""

    number: int
    key: Key
    period: str
    printed: str


class Source(NamedTuple):
    """A source: its id, when it was published, its language, and its figures."""

    id: str
    published: str
    language: str
    figures: tuple[Printed, ...]


Base = tuple[Source, ...]


class Failure(NamedTuple):
    """A base whose findings change, and which of them."""

    number: int
    gone: Findings
    come: Findings
    base: Base


def invent_base(rng: Random) -> tuple[Base, tuple[Printed, ...]]:
    """Up to three sources about one world, with up to two figures changed, and true figures that may be added."""
    world, sources, number = invent_linked(rng), [], 0
    for place in range(rng.choice((1, 2, 3))):
        lines = print_source(world, some_of(world, rng), any_style(rng), rng)
        for _ in range(rng.choice((0, 1, 1, 2)) if lines else 0):
            at = rng.randrange(len(lines))
            lines[at] = changed(lines[at], rng) or lines[at]
        figures = _figures(lines, number, rng)
        number += len(figures)
        sources.append(Source(f"source-{place}", f"2026-01-{10 + place}", "id", figures))
    said = {figure.key for source in sources for figure in source.figures}
    more = [key for key in some_of(world, rng) if key not in said]
    return tuple(sources), _figures(print_source(world, more, FAITHFUL, rng), 10_000, rng)


def _figures(lines: list[Line], first: int, rng: Random) -> tuple[Printed, ...]:
    return tuple(
        Printed(number, line.key, period_of(line.key, shipped(), rng), line.printed)
        for number, line in enumerate(lines, first)
    )


def to_toml(source: Source) -> str:
    """The block of a source."""
    rows = []
    for figure in source.figures:
        key = figure.key
        part = (
            f'segment = "{key.segment}", '
            if key.segment
            else f'programme = "{key.programme}", '
            if key.programme
            else ""
        )
        rows.append(
            f'  {{ area = "{key.area}", indicator = "{key.indicator}", {part}period = "{figure.period}", '
            f'printed = "{figure.printed}", locator = "{figure.number}" }},\n'
        )
    head = f'[[source]]\nid = "{source.id}"\npublisher = "P"\npublished = {source.published}\n'
    return f'{head}language = "{source.language}"\nfigures = [\n{"".join(rows)}]\n'


def findings_of(base: Base, *, apart: bool = False) -> Findings:
    """The findings of a base, written into one file, or into one file for each source."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.toml"
        texts = [to_toml(source) for source in base]
        for number, text in enumerate(texts if apart else ()):
            (path.parent / f"part{number}.toml").write_text(text, encoding="utf-8")
        text = 'format = 1\ninclude = ["part*.toml"]\n' if apart else "\n".join(["format = 1", *texts])
        path.write_text(text, encoding="utf-8")
        found = examine(Answers(load(path)))
    return Counter(
        (one.code, one.severity, frozenset(figure.locator or "" for figure in one.figures))
        for one in found
        if one.code[0] not in "FR"
    )


def reordered(base: Base, rng: Random) -> Base:
    """Sources, and the figures of each, in another order."""
    sources = [source._replace(figures=tuple(rng.sample(source.figures, len(source.figures)))) for source in base]
    return tuple(rng.sample(sources, len(sources)))


def renamed(base: Base, rng: Random) -> Base:
    """Other ids, which sort otherwise."""
    return tuple(source._replace(id=f"{rng.choice('abcxyz')}{99 - n}-renamed") for n, source in enumerate(base))


def with_unrelated(base: Base, rng: Random) -> Base:
    """One more source, about an area that no other speaks of."""
    key = Key(rng.choice(("participants", "coverage", "claims")), "papua")
    printed = "31,4 persen" if key.indicator == "coverage" else "123.456"
    return (*base, Source("unrelated", "2026-01-05", "id", (Printed(20_000, key, "2025", printed),)))


_NEXT: Mapping[str, str] = {"": ".000", " ribu": " juta", " juta": " miliar", " miliar": " triliun"}
_NUMBER = re.compile(r"(-?[\d.]+(?:,\d+)?)( ribu| juta| miliar| triliun)?$")


def in_thousands(base: Base, _: Random) -> Base:
    """People and money a thousand times as many, in numbers of the same digits.

    Three kinds of figures say something else then, so that their bases stay: what is in trillions already, what is
    approximate (its zeros are no digits), and averages, of which only whole numbers of claims can be.
    """
    figures = [figure for source in base for figure in source.figures]
    if any(f.printed.endswith("triliun") or f.printed[0] in "shl" for f in figures):
        return base
    if any(f.key.indicator == "average_benefit" for f in figures):
        return base
    return tuple(source._replace(figures=tuple(map(_a_thousand_times, source.figures))) for source in base)


def _a_thousand_times(figure: Printed) -> Printed:
    if unit_of(figure.key.indicator) == "percent":
        return figure
    found = _NUMBER.search(figure.printed)
    if found is None:
        raise AssertionError(figure.printed)
    word = _NEXT[found[2] or ""]
    return figure._replace(printed=f"{figure.printed[: found.start()]}{found[1]}{word}")


_WORDS = {"persen": "percent", "ribu": "thousand", "juta": "million", "miliar": "billion", "triliun": "trillion",
          "sekitar": "about", "hampir": "nearly", "lebih dari": "more than"}  # fmt: skip
_MARKS = str.maketrans(".,", ",.")


def in_english(base: Base, _: Random) -> Base:
    """Every number as an English article prints it."""
    return tuple(
        source._replace(language="en", figures=tuple(f._replace(printed=_english(f.printed)) for f in source.figures))
        for source in base
    )


def _english(printed: str) -> str:
    printed = printed.translate(_MARKS)
    return re.sub("|".join(_WORDS), lambda word: _WORDS[word[0]], printed)


WAYS: Mapping[str, Callable[[Base, Random], Base]] = {
    "order": reordered,
    "ids": renamed,
    "unrelated": with_unrelated,
    "thousands": in_thousands,
    "language": in_english,
}


def written_otherwise(way: str, bases: int, seed: int) -> tuple[int, list[Failure]]:
    """How many findings so many bases have, and the bases that have others when they are written otherwise.

    `way` is one of `WAYS`, or "files": each source in a file of its own.
    """
    total, failures = 0, []
    for number, rng, base, found in _bases(bases, seed):
        other = findings_of(base, apart=True) if way == "files" else findings_of(WAYS[way](base, rng))
        total += found.total()
        if other != found:
            failures.append(Failure(number, found - other, other - found, base))
    return total, failures


def added(bases: int, seed: int) -> tuple[int, list[Failure]]:
    """How many figures are in errors, and the bases in which a true figure that is added makes some agree.

    The finding may be about other figures then, but there is one for each area that had one.
    """
    total, failures = 0, []
    for number, rng, base, found in _bases(bases, seed):
        _, more = invent_base(Random(f"{seed} base {number}"))  # noqa: S311  # nothing secret
        errors = Counter({one: n for one, n in found.items() if one[1] == "error"})
        if not errors or not more:
            continue
        total += errors.total()
        first = base[0]
        grown = (first._replace(figures=(*first.figures, rng.choice(more))), *base[1:])
        other = findings_of(grown)
        if not any(one[1] == "error" for one in other):
            failures.append(Failure(number, errors, other - found, grown))
    return total, failures


def _bases(bases: int, seed: int) -> Iterator[tuple[int, Random, Base, Findings]]:
    for number in range(bases):
        rng = Random(f"{seed} base {number}")  # noqa: S311  # nothing secret
        base, _ = invent_base(rng)
        try:
            yield number, rng, base, _found(base)
        except InvalidBaseError:  # a change has made a number that no figure can be
            continue


@cache
def _found(base: Base) -> Findings:
    return findings_of(base)


def main() -> None:
    """Print how each way does."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bases", type=int, nargs="?", default=2000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--way", action="append", choices=(*WAYS, "files", "added"))
    given = parser.parse_args()
    for way in given.way or (*WAYS, "files", "added"):
        tried = added(given.bases, given.seed) if way == "added" else written_otherwise(way, given.bases, given.seed)
        total, failures = tried
        print(f"{way}: {given.bases} bases with {total} findings, {len(failures)} of them otherwise", flush=True)
        for failure in failures[:3]:
            print(f"  base {failure.number}: gone {dict(failure.gone)}, come {dict(failure.come)}")


if __name__ == "__main__":
    main()
