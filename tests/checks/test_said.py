"""Everything that is said of the contradictions in real articles, to the tenth of a bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.report.builder import Builder
from bpjscli.report.document import Paragraph
from bpjscli.report.findings import full_message
from bpjscli.report.views.check import check
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]
CASES = Path(__file__).parents[1] / "cases"
CONTRADICTED = (
    "antarabali-2025",
    "antarakalsel-2025-h2",
    "antarasultra-2025-06",
    "bisniskalimantan-2021-12-02",
    "interaksi-2025-12",
    "soloaja-2025-11-13",
    "tribunkaltim-2025-06-18",
    "articles/antarababel-2025",
    "articles/antarajateng-2021-12-09",
    "articles/antarajatim-2024-05",
    "articles/antarajogja-2018-09",
    "articles/antaranews-2021-11",
    "articles/berdikari-2024-12-11",
    "articles/bisnis-2015-01-19",
    "articles/fajar-2025-07-15",
    "articles/halosultra-2023-12-05",
    "articles/infoekonomi-2025-03-17",
    "articles/padangkita-2021-10-21",
    "articles/scientia-2024-11-22",
    "articles/sumutpos-2020-12-02",
)
EXCHANGED = """
{ indicator = "participants", segment = "pu", printed = "300,001" }
{ indicator = "participants", segment = "bpu", printed = "80,002" }
{ indicator = "workforce", segment = "pu", printed = "400,003" }
{ indicator = "workforce", segment = "bpu", printed = "700,004" }
{ indicator = "coverage", segment = "pu", printed = "20.00 percent" }
{ indicator = "coverage", segment = "bpu", printed = "42.86 percent" }
"""


def said(findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{finding.code} {finding.severity} {_size(finding.size)}"
        for figure in finding.figures:
            yield f"  figure {figure.id}"
        for would in finding.would:
            yield f"  would {would.figure.id} {_shown(would.quantity)}"
        for suggestion in finding.suggestions:
            almost = " almost" if suggestion.almost else ""
            reads = f"{suggestion.reading} = {suggestion.value:f}"
            yield f"  {suggestion.bits} {suggestion.kind} {suggestion.figure.id} {reads}{almost}"
            for figure, reading in suggestion.others:
                yield f"    with {figure.id} {reading}"
            for follows in suggestion.follows:
                part = follows.segment or follows.programme or ""
                yield f"    then {follows.indicator} {follows.area} {part} {_shown(follows.quantity)}"


def _size(size: Decimal | None) -> str:
    return "-" if size is None else f"{size:.6f}"


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value} [{quantity.interval.low}, {quantity.interval.high}]"


@pytest.mark.parametrize("case", CONTRADICTED)
def test_everything_that_is_said_of_an_article(case: str, golden: Callable[[str, str], None]) -> None:
    findings = examine(Answers(load(CASES / f"{case}.toml")), ["C", "S606"])
    golden(f"said/{Path(case).name}.txt", "\n".join(said(findings)) + "\n")


@pytest.mark.parametrize("case", ["antarasultra-2025-06", "articles/bisnis-2015-01-19", "articles/scientia-2024-11-22"])
@pytest.mark.parametrize(
    "turn", [lambda lines: lines[::-1], lambda lines: lines[3:] + lines[:3], sorted], ids=["back", "turned", "sorted"]
)
def test_the_order_of_the_lines_of_a_file_changes_nothing(
    tmp_path: Path, case: str, turn: Callable[[list[str]], list[str]]
) -> None:
    text = (CASES / f"{case}.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("  {")]
    head, end = text.split(lines[0])[0], text.split(lines[-1])[1]
    path = tmp_path / "turned.toml"
    path.write_text("\n".join([head, *turn(lines), end]), encoding="utf-8")
    before, after = (examine(Answers(load(file)), ["C", "S606"]) for file in (CASES / f"{case}.toml", path))
    assert {frozenset(figure.id for figure in finding.figures) for finding in after} == {
        frozenset(figure.id for figure in finding.figures) for finding in before
    }
    assert sorted(_offered(after)) == sorted(_offered(before))


def _offered(findings: list[Finding]) -> Iterator[str]:
    """Each finding with its size, and what would explain it: of several that go wrong together, all."""
    for finding in findings:
        yield f"{finding.code} {_size(finding.size)}"
        for one in finding.suggestions:
            together = sorted([one.figure.id, *(figure.id for figure, _ in one.others)])
            yield f"{one.bits} {one.kind} {one.reading} {' '.join(together)}"


def test_everything_that_is_said_of_two_exchanged_figures(
    ask: Callable[..., Answers], golden: Callable[[str, str], None]
) -> None:
    golden("said/exchanged.txt", "\n".join(said(examine(ask(EXCHANGED), ["C"]))) + "\n")


def test_whole_people_make_the_shares_beside(ask: Ask) -> None:
    answers = ask("""{ indicator = "coverage", printed = "33.37 percent" }
        { indicator = "workforce", printed = "17" }""")
    (finding,) = examine(answers, ["C"])
    assert "of 17, the nearest shares of whole people are ≈ 29.41 % and ≈ 35.29 %." in full_message(
        Builder(answers, "check", "en"), finding
    )


def test_what_is_left_out_is_counted_and_said_where_to_see(ask: Ask) -> None:
    parts = "\n".join(
        f'{{ indicator = "claims", programme = "{p}", printed = "{n}" }}'
        for p, n in (("jkk", "7,435"), ("jkm", "3,749"), ("jht", "63,435"), ("jp", "9,377"), ("jkp", "8,111"))
    )
    answers = ask(f'{parts}\n{{ indicator = "claims", printed = "93,468" }}')
    (finding,) = examine(answers, ["C"])
    assert len(finding.would) == 6
    document = check(answers, "en", [finding])
    texts = [block.text for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert any("--format json" in text for text in texts)
    assert "or if one of 3 further figures were another" in full_message(Builder(answers, "check", "en"), finding)
