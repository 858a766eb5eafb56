"""What is said of some parts of an area against what is said of all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]

OFFICE = '[[area]]\nid = "office"\nname = "Kantor Cabang"\nlevel = "group"\nparent = "kalbar"\n'


def counted(indicator: str = "participants", **areas: str) -> str:
    """A figure for each area; `kota_pontianak` is "kota-pontianak"."""
    return "\n".join(
        f'{{ area = "{area.replace("_", "-")}", indicator = "{indicator}", printed = "{printed}" }}'
        for area, printed in areas.items()
    )


def source(id_: str, figures: str) -> str:
    listed = ",\n".join(figures.splitlines())
    return (
        f'[[source]]\nid = "{id_}"\npublished = 2026-02-01\nlanguage = "en"\n'
        f"defaults = {{ period = 2025 }}\nfigures = [\n{listed}\n]\n"
    )


def found(answers: Answers) -> list[tuple[str, str, list[str]]]:
    """Code, severity and areas of each finding, the whole first."""
    return [(f.code, f.severity, [figure.area for figure in f.figures]) for f in examine(answers)]


@pytest.mark.parametrize(
    ("figures", "severity", "named"),
    [
        (counted(kalbar="7,431", sambas="8,301"), "error", ["kalbar", "sambas"]),
        (counted(kalbar="7,431", sambas="4,301", sanggau="4,001"), "error", ["kalbar", "sambas", "sanggau"]),
        (counted(kalbar="100,001", sambas="60,001", sanggau="40,003"), "warning", ["kalbar", "sambas", "sanggau"]),
        (counted(kalimantan="7,431", kalbar="4,301", singkawang="4,001", ketapang="2"), "", []),
        (
            counted(kalimantan="7,431", kalbar="4,301", balikpapan="4,001"),
            "error",
            ["kalimantan", "kalbar", "balikpapan"],
        ),
        (counted("claims", kalbar="about 7,000", sambas="8,301"), "error", ["kalbar", "sambas"]),
    ],
)
def test_parts_are_not_more_than_the_whole(ask: Ask, figures: str, severity: str, named: list[str]) -> None:
    assert found(ask(source("a", figures))) == ([("C405", severity, named)] if named else [])


@pytest.mark.parametrize(
    "figures",
    [
        counted(kalbar="7,431", sambas="4,301", sanggau="3,001"),
        counted(kalbar="7.4 million", sambas="7.5 million"),
        counted(kalbar="more than 7,000", sambas="8,301"),
        counted("unregistered", kalbar="7,431", sambas="8,301"),
        counted("target_participants", kalbar="7,431", sambas="8,301"),
        counted("average_benefit", kalbar="Rp7,431", sambas="Rp8,301"),
        counted(sambas="7,431", sanggau="8,301"),
    ],
)
def test_parts_that_may_be_right(ask: Ask, figures: str) -> None:
    assert found(ask(source("a", figures))) == []


def test_what_a_branch_office_serves_is_not_added_to_the_regencies_it_overlaps(ask: Ask) -> None:
    assert found(ask(OFFICE + source("a", counted(kalbar="7,431", sambas="4,301", office="4,001")))) == []


def test_sources_and_periods_are_not_mixed(ask: Ask) -> None:
    whole, part = counted(kalbar="7,431"), counted(sambas="8,301")
    assert found(ask(source("a", whole) + source("b", part))) == []
    assert found(ask(source("a", f"{whole}\n{part.replace('{', '{ period = 2024,')}"))) == []
