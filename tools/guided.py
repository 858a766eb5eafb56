"""Fuzzing guided by coverage: `python -m tools.guided loader|numbers|identities|templates [--seconds N]`.

It needs atheris (pip install -e '.[fuzz]'), which no other part of the development does. What is tried next depends on
which lines of bpjscli were reached, so that in minutes it gets to places that damage at random does not. It ends with a
traceback, and a file with the input in the current folder, where anything but a documented error comes of an input, or
it takes longer than five seconds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import atheris

with atheris.instrument_imports(include=["bpjscli"]):
    from bpjscli.load.diagnostics import InvalidBaseError
    from bpjscli.load.load import load
    from bpjscli.model.facts import Unit
    from bpjscli.numerals.reading import NumeralError, read_printed, write_like
    from bpjscli.render.sandbox import TemplateFaultError, fill_sandboxed
    from bpjscli.report.document import Cell, Column, Document, Section, Table
    from bpjscli.shipped import find_data_file
    from bpjscli.solver.identity import IdentityError, parse_identity

UNITS: Final[tuple[Unit, ...]] = ("percent", "persons", "count", "IDR")
DOCUMENT: Final = Document(
    "report", "T", "en", None, (Section("s", "S", (Table("t", (Column("a", "A"),), ((Cell("[x]"),),)),)),)
)
PRINTED: Final = (
    *("45,34 persen", "sekitar 3,3 juta", "Rp70,2 miliar", "1,7 hingga 1,8 juta", "lebih dari 50 persen", "79.20 %"),
    *("antara 20 dan 30 orang", "5 poin persen", "-3,4 persen", "27.025 ribu", "400 ribuan", "1.953.661 pekerja"),
)
HOLDS: Final = (
    *("coverage = participants / workforce", "participants = sum(participants, segment)", "x = 1 - y * (2 + z)"),
    "contributions = previous(contributions) * (1 + contributions_growth)",
)
TEMPLATES: Final = (
    *(
        "{{ document.title }}",
        "{% for s in document.sections %}{{ s.title|e }}{% endfor %}",
        "{% set x = 1 %}{{ x ~ 2 }}",
    ),
    *("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}", "{{ document.sections[0].blocks[0].rows|length }}"),
)


def numbers(data: bytes) -> None:
    """A printed number: read or refused; what it stands for holds what is printed, and is written as it is read."""
    provider = atheris.FuzzedDataProvider(data)
    unit, language = provider.PickValueInList(list(UNITS)), provider.PickValueInList(["id", "en"])
    text = provider.ConsumeUnicode(200)
    try:
        reading = read_printed(text, unit, language)
    except NumeralError as error:
        said(error)
        return
    if not (reading.loose.covers(reading.rounded) and reading.value.is_finite()):
        raise AssertionError(f"{text!r} is read as {reading}")
    if reading.qualifier in ("exact", "rounded") and write_like(reading.value, text, language):
        return


def identities(data: bytes) -> None:
    """An equation: parsed or refused."""
    try:
        parse_identity("x", atheris.FuzzedDataProvider(data).ConsumeUnicode(1000))
    except IdentityError as error:
        said(error)


def loader(data: bytes, path: Path) -> None:
    """The bytes of a fact base: loaded or refused, with codes and lines."""
    path.write_bytes(data)
    try:
        problems = load(path).problems
    except InvalidBaseError as error:
        problems = error.problems
    for problem in problems:
        if not (str(problem).isprintable() and problem.place.line <= data.count(b"\n") + 1):
            raise AssertionError(f"not a problem to print: {problem!r}")


def templates(data: bytes, path: Path) -> None:
    """A template: filled, or told what is wrong with it; in no process of its own, so that memory is the fuzzer's."""
    path.write_bytes(data)
    try:
        text = fill_sandboxed(DOCUMENT, path)
    except (TemplateFaultError, MemoryError):
        return
    if any(inside in text for inside in ("<class '", "<module ", "<frame ", "<function ")):
        raise AssertionError(f"it leads into Python: {text[:200]}")


def said(error: Exception) -> None:
    """Fail where a message is not one to print."""
    if not str(error).isprintable() or len(str(error)) > 2000:
        raise AssertionError(f"not a message: {error!r}") from error


def main(arguments: Sequence[str]) -> None:
    """Fuzz one target; libFuzzer ends the process."""
    parser = argparse.ArgumentParser(prog="python -m tools.guided", description=__doc__.partition("\n")[0])
    parser.add_argument("target", choices=("loader", "numbers", "identities", "templates"))
    parser.add_argument("--seconds", type=int, default=120, help="how long (120)")
    parser.add_argument("--again", type=Path, metavar="FILE", help="only this input")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        figures = find_data_file("figures.toml").read_bytes()
        seeds: dict[str, Sequence[bytes]] = {
            "loader": [figures[:300], figures[:3000], figures],
            "numbers": [text.encode() + b"\x01\x01" for text in PRINTED],
            "identities": [text.encode() for text in HOLDS],
            "templates": [text.encode() for text in TEMPLATES],
        }
        for number, seed in enumerate(seeds[given.target]):
            (folder / "seeds" / str(number)).write_bytes(seed)
        tries: dict[str, Callable[[bytes], None]] = {
            "loader": lambda data: loader(data, folder / "figures.toml"),
            "numbers": numbers,
            "identities": identities,
            "templates": lambda data: templates(data, folder / "own.html.j2"),
        }
        limits = [f"-max_total_time={given.seconds}", "-timeout=5", "-rss_limit_mb=2048", "-max_len=20000"]
        where = str(given.again or folder / "seeds")
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", where], tries[given.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
