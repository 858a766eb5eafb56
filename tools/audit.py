"""The page of what the press got wrong, made from the national base: `docs/audit.md`, and its line in the README."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding, SuggestionKind
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.areas import ancestors
from bpjscli.model.facts import FactBase, Source
from bpjscli.report.builder import Builder
from bpjscli.report.findings import first_suggestion_text, would_text
from bpjscli.report.numbers import period_text
from bpjscli.report.phrases import part_of, sentence
from bpjscli.shipped import find_base

PAGE = Path(__file__).resolve().parent.parent / "docs" / "audit.md"
WITHIN = ("C401", "C402", "C404", "C405", "C403")
"""What cannot be true within one source: first the equations, then parts and wholes."""
SLIPS: Mapping[SuggestionKind, str] = {
    "digit": "one digit is wrong, missing or too many",
    "swap": "two digits were swapped",
    "relabel": "the number is another quantity",
    "scale": "the number is off by a power of ten",
    "copied": "the number was copied from another line",
    "parts": "the parts are those of another whole",
    "incomplete": "the total leaves a part out",
    "addend": "another figure belongs into the sum",
}
MOST_SHOWN = 10
INDICATORS = ("coverage", "participants", "workforce")
_LINE = re.compile(r"Of [\d,]+ publications in the national base.*?\(docs/audit\.md\)\.", re.DOTALL)


class Audit(NamedTuple):
    """A fact base and what was found in it."""

    base: FactBase
    answers: Answers
    findings: Sequence[Finding]


def make_audit() -> Audit:
    """The national base, examined."""
    base = load(find_base(Path("indonesia")))
    answers = Answers(base)
    return Audit(base, answers, examine(answers))


def page(audit: Audit) -> str:
    """The page as Markdown."""
    build = Builder(audit.answers, "check", "en")
    parts = [*_introduction(audit), *_slips(audit), *_instructive(audit, build), *_between(audit), *_missing(audit)]
    return "\n".join(parts)


def line(audit: Audit) -> str:
    """The sentence for the README."""
    wrong, grave = _sources_with(audit, WITHIN), _sources_with(audit, WITHIN, "error")
    share = round(100 * len(grave) / len(audit.base.sources))
    return (
        f"Of {_n(len(audit.base.sources))} publications in the national base {len(grave)} ({share} %) have figures "
        f"that cannot all be true, and {len(wrong) - len(grave)} more disagree slightly with themselves: "
        "[the audit](docs/audit.md)."
    )


def with_line(readme: str, audit: Audit) -> str:
    """The README with the sentence as it is now."""
    return _LINE.sub(lambda _: fill(line(audit), 120, break_on_hyphens=False, break_long_words=False), readme)


def _introduction(audit: Audit) -> Iterator[str]:
    base = audit.base
    years = sorted({source.published.end.year for source in base.sources if source.published is not None})
    areas = {figure.area for figure in base.figures}
    grave, slight = _sources_with(audit, WITHIN, "error"), _sources_with(audit, WITHIN)
    yield "# What the press prints: an audit\n"
    yield _prose(
        f"The national base (`--data indonesia`) holds {_n(len(base.figures))} figures about {_n(len(areas))} areas "
        f"from {_n(len(base.sources))} publications of {years[0]} to {years[-1]}: news articles, and tables and "
        "releases of offices, each with its link. They were entered as printed, misprints and all. This page is what "
        "`bpjs check --data indonesia` makes of them; `python tasks.py docs` writes it, and every number in it is "
        "counted there."
    )
    yield "| publications | number | of all |"
    yield "| --- | ---: | ---: |"
    for text, number in (
        ("all", len(base.sources)),
        ("with figures that cannot all be true", len(grave)),
        ("with figures that miss each other slightly, and no worse", len(slight) - len(grave)),
        ("that cut a number instead of rounding it, or are off by one in its last digit", _count(audit, ("R3",))),
        ("whose weekday does not fit its date", _count(audit, ("S604",))),
    ):
        yield f"| {text} | {number} | {100 * Decimal(number) / len(base.sources):.1f} % |"
    yield ""
    yield _prose(
        "A publication counts once in each row. What cannot be true is so under every reading of the printed numbers: "
        "as rounded, as cut, with the hedges that stand before them. Most publications print too few numbers that "
        "depend on each other to be held against themselves; of those nothing is known here."
    )


def _slips(audit: Audit) -> Iterator[str]:
    found = _contradictions(audit.findings)
    best = [finding.suggestions[0] for finding in found if finding.suggestions]
    kinds = Counter(suggestion.kind for suggestion in best)
    strong = Counter(suggestion.kind for suggestion in best if suggestion.evidence == "strong")
    fair = Counter(suggestion.kind for suggestion in best if suggestion.evidence == "fair")
    yield "## Which slips explain them\n"
    yield _prose(
        f"There are {len(found)} contradictions within a publication, great and small. For {len(best)} a slip of the "
        "pen was found that would make the numbers agree; the table counts the best explanation of each, by how strong "
        "the evidence is ([method.md](method.md))."
    )
    yield "| slip | strong | fair | weak | all |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind, text in sorted(SLIPS.items(), key=lambda entry: (-kinds[entry[0]], entry[0])):
        weak = kinds[kind] - strong[kind] - fair[kind]
        yield f"| {text} | {strong[kind]} | {fair[kind]} | {weak} | {kinds[kind]} |"
    yield f"| none explains it | | | | {len(found) - len(best)} |\n"


def _instructive(audit: Audit, build: Builder) -> Iterator[str]:
    chosen = _most_instructive(_contradictions(audit.findings))
    yield f"## {_word(len(chosen)).capitalize()} to learn from\n"
    yield _prose(
        "The contradictions with the strongest explanation, no two in a row of one kind. The words are those of `bpjs "
        "check`; what was meant only the writers know."
    )
    for number, finding in enumerate(chosen, 1):
        yield from _one(number, finding, build)


def _one(number: int, finding: Finding, build: Builder) -> Iterator[str]:
    source, best = finding.figures[0].source, finding.suggestions[0]
    yield f"### {number}. {_capital(SLIPS[best.kind])}\n"
    yield _prose(f"{_cited(source)}:")
    yield _prose(_safe(sentence(build, finding.message)))
    texts = [first_suggestion_text(build, finding.suggestions, part_of(finding.figures))]
    texts += [would_text(build, finding)] if finding.would else []
    yield (
        "\n".join(fill(f"- {_safe(text)}", 118, subsequent_indent="  ", break_long_words=False) for text in texts)
        + "\n"
    )


def _between(audit: Audit) -> Iterator[str]:
    whole = [f for f in audit.findings if f.code in ("C404", "C405") and len(_sources(f)) > 1]
    yield "## Between publications\n"
    yield _prose(
        f"Numbers of two publications for the same quantity that are too far apart to be rounding (D501): "
        f"{_counted(audit, 'D501')}. Numbers that moved further than a workforce can in the time (S603): "
        f"{_counted(audit, 'S603')}. Parts in one that come to more than the whole in another (C404, C405): "
        f"{len(whole)}. One number for two programmes or segments (S601): {_counted(audit, 'S601')}. "
        "None of these says which of two is wrong, and a number that moved may be a new way of counting."
    )


def _missing(audit: Audit) -> Iterator[str]:
    base = audit.base
    newest: dict[tuple[str, str], str] = {}
    for figure in sorted(base.figures, key=lambda f: f.period.sort_key):
        if figure.segment is None and figure.programme is None:
            newest[figure.area, figure.indicator] = period_text(figure.period, "en")
    provinces = [area for area in base.areas.values() if area.level == "province"]
    yield "## What was found, and what was not\n"
    yield _prose(
        "The newest period for which each province has a figure of its own. A dash is what no publication was found "
        "for; it may well exist."
    )
    yield f"| province | {' | '.join(INDICATORS)} | target coverage |"
    yield "| --- | --- | --- | --- | --- |"
    for area in provinces:
        cells = [newest.get((area.id, indicator), "–") for indicator in (*INDICATORS, "target_coverage")]
        yield f"| {area.name.en or area.name.id} | {' | '.join(cells)} |"
    below = {figure.area for figure in base.figures if base.areas[figure.area].level in ("regency", "city")}
    known = {place.id for area in below for place in ancestors(area, base.areas) if place.level == "province"}
    yield ""
    yield _prose(
        f"Of the 514 regencies and cities {len(below)} have figures, in {len(known)} provinces. The workforce is that "
        "of the article where it names one, else the employed or the labour force of Sakernas, as `base` says."
    )


def _most_instructive(found: Iterable[Finding]) -> list[Finding]:
    """The contradictions with the strongest explanation: round by round the best left of each kind, one a source."""
    by_kind: dict[SuggestionKind, list[Finding]] = {kind: [] for kind in SLIPS}
    for finding in sorted((f for f in found if f.suggestions), key=_evidence):
        by_kind[finding.suggestions[0].kind].append(finding)
    chosen: list[Finding] = []
    used: set[str] = set()
    while len(chosen) < MOST_SHOWN and any(by_kind.values()):
        for left in sorted(filter(None, by_kind.values()), key=lambda findings: _evidence(findings[0])):
            finding = left.pop(0)
            source = finding.figures[0].source.id
            if source not in used and len(chosen) < MOST_SHOWN:
                used.add(source)
                chosen.append(finding)
    return chosen


def _evidence(finding: Finding) -> tuple[Decimal, Decimal, str]:
    best = finding.suggestions[0]
    return (-best.probability, -best.bits, finding.figures[0].id)


def _contradictions(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code in WITHIN[:2] and len(_sources(finding)) == 1]


def _sources(finding: Finding) -> set[str]:
    own = {figure.source.id for figure in finding.figures}
    return own if finding.source is None else own | {finding.source.id}


def _sources_with(audit: Audit, codes: Sequence[str], severity: str = "") -> set[str]:
    """The publications that a finding with one of the codes is about alone."""
    return {
        next(iter(_sources(finding)))
        for finding in audit.findings
        if finding.code.startswith(tuple(codes)) and len(_sources(finding)) == 1 and severity in ("", finding.severity)
    }


def _counted(audit: Audit, code: str) -> int:
    return sum(finding.code == code for finding in audit.findings)


def _count(audit: Audit, codes: Sequence[str]) -> int:
    return len(_sources_with(audit, codes))


def _cited(source: Source) -> str:
    title = f"“{source.title}”" if source.title else source.id
    named = f"[{_safe(title)}]({source.link})" if source.link else _safe(title)
    when = "" if source.published is None else f", {period_text(source.published, 'en')}"
    return f"{_safe(source.publisher or source.id)}{when}, {named}"


def _safe(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _prose(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False) + "\n"


def _n(number: int) -> str:
    return f"{number:,}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _word(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
