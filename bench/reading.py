"""How well `bpjs add --article` reads real articles, beside the answers of a person (`tests/articles/corpus`).

    python -m bench.reading CORPUS.jsonl --texts FOLDER [--rows FOLDER] [--cold] [--errors N] [--markdown]

The corpus has, for each article, its id, what a person confirms first (area, period, publisher, …) and for each number
its place and the right answer, but not the text; `--texts` names the folder where the text of an article is `ID.txt`.
For each article the reader is run as

    bpjs add --article ID.txt --dry-run --format json --data areas.toml --area A --period P --publisher …

(`--cold` leaves out area and period, which are then scored as the reader finds them). With `--rows` nothing is run, and
what the reader printed is read from `FOLDER/ID.json`: `{"rows": […]}` or the list alone, each row with `text, start,
end, kind` and, for `kind = "proposal"`, `indicator, segment, programme, area, period, printed, value, confidence,
alternatives`. Offsets count characters of the text, from 0.

A number and a row belong together where they overlap; of several rows the one that overlaps most, then the first.

    seen        numbers that some row covers. Number words that are nothing of ours ("dua anak") need not be
    label       ours, whose first proposal has the right indicator, segment and programme
    in three    the same among the proposal and its first two alternatives
    precision   proposals with the right label, of all proposals; one for a number that is none of ours is wrong
    strong      the same, of the proposals with `confidence = "strong"`
    untouched   ours, of which nothing needs to be changed: label, area, period and printed

The right answer may be one of several where the text leaves it open (`also`); any of them is right. What the
vocabulary has no indicator for (`other`) is no part of `label`, and a proposal for it is wrong. Periods are the same
where they span the same days, of a stock where they end on the same day, of a target and a gap where they are of the
same year. Two wordings of `printed` are the same where they read as the same numbers, or are the same words without
the thing counted; of a number that the article prints more than once any of its wordings will do.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bpjscli.load.load import load
from bpjscli.model.facts import Indicator
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError, read_printed_as

Language = Literal["id", "en"]
SHAPES = ("coverage-snapshot", "claims-by-programme", "list-by-area", "mixed", "targets-and-funds")
LABEL = ("indicator", "segment", "programme")
REST = ("area", "period", "printed")
AREAS = Path(__file__).parent.parent / "tests" / "articles" / "corpus" / "areas.toml"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a number says. `indicator` is "other" where the vocabulary has none for it; `note` says what it measures.

    Area and period are those of the article where the file names none.
    """

    indicator: str
    segment: str | None = None
    programme: str | None = None
    area: str | None = None
    period: str | None = None
    note: str | None = None

    @property
    def label(self) -> tuple[str, str | None, str | None]:
        return (self.indicator, self.segment, self.programme)


Choice = tuple[Answer, ...]
"""What a number says of one area, or of several."""


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number of an article. `answers` has several where it speaks of several areas; `also`: as good as `answers`."""

    start: int
    end: int
    text: str
    words: str
    kind: Literal["ours", "not-ours"]
    printed: str | None = None
    answers: Choice = ()
    also: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every right answer."""
        return (self.answers, *self.also) if self.answers else ()

    @property
    def is_scored(self) -> bool:
        """Whether it is ours, and the vocabulary has an indicator for it."""
        return self.kind == "ours" and self.answers[0].indicator != "other"

    @property
    def may_be_passed_over(self) -> bool:
        """Whether it is none of ours, by its right answer or by one that is as good."""
        return self.kind == "not-ours" or any(choice[0].indicator == "other" for choice in self.choices)


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the corpus, without its text. `new`: its figures stand nowhere else in the repository."""

    id: str
    link: str | None
    language: Language
    publisher: str
    title: str | None
    published: str | None
    area: str
    period: str
    shape: str
    new: bool = True
    numbers: tuple[Number, ...]


class Label(msgspec.Struct, kw_only=True):
    """A proposal, or an alternative to one."""

    indicator: str | None = None
    segment: str | None = None
    programme: str | None = None
    area: str | None = None
    period: str | int | None = None
    printed: str | None = None

    @property
    def label(self) -> tuple[str | None, str | None, str | None]:
        return (self.indicator, self.segment or None, self.programme or None)


class Row(Label, kw_only=True):
    """What the reader says of a number."""

    text: str
    start: int
    end: int
    kind: str
    confidence: str | None = None
    alternatives: tuple[Label, ...] = ()


class Printout(msgspec.Struct):
    """What `bpjs add --article … --format json` prints."""

    rows: tuple[Row, ...] = ()


SCORES = {
    "seen": ("seen", "numbers"),
    "label": ("label", "ours"),
    "in three": ("in three", "ours"),
    "precision": ("right proposals", "proposals"),
    "strong": ("right strong", "strong"),
    "untouched": ("untouched", "ours"),
}
"""A score: what is counted, and of how many."""


def read_corpus(path: Path) -> tuple[Article, ...]:
    """The articles of one half, a line of JSON each."""
    return tuple(fill_in(msgspec.json.decode(line, type=Article)) for line in path.read_bytes().splitlines())


def fill_in(article: Article) -> Article:
    """An article whose answers name the area and the period that they have in common with the article."""

    def filled(answer: Answer) -> Answer:
        area, period = answer.area or article.area, answer.period or article.period
        return msgspec.structs.replace(answer, area=area, period=period)

    numbers = tuple(
        msgspec.structs.replace(
            number,
            answers=tuple(map(filled, number.answers)),
            also=tuple(tuple(map(filled, choice)) for choice in number.also),
        )
        for number in article.numbers
    )
    return msgspec.structs.replace(article, numbers=numbers)


def read_rows(printed: bytes) -> tuple[Row, ...]:
    """The rows that the reader printed: `{"rows": […]}`, or the list alone."""
    if printed.lstrip().startswith(b"["):
        return msgspec.json.decode(printed, type=tuple[Row, ...])
    return msgspec.json.decode(printed, type=Printout).rows


def run_reader(article: Article, text: Path, cold: bool) -> bytes:
    """What `bpjs add --article` prints about the text of an article."""
    confirmed = {"publisher": article.publisher, "title": article.title, "published": article.published}
    if not cold:
        confirmed |= {"area": article.area, "period": article.period}
    options = [word for key, value in confirmed.items() if value is not None for word in (f"--{key}", value)]
    command = [sys.executable, "-m", "bpjscli", "add", "--article", str(text), "--dry-run", "--format", "json"]
    done = subprocess.run([*command, "--data", str(AREAS), *options], capture_output=True, check=False)
    if not done.stdout:
        sys.exit(f"{article.id}: the reader printed nothing\n{done.stderr.decode()}")
    return done.stdout


class Scorer:
    """Counts what is right, article by article; `errors` has what is wrong, in words."""

    def __init__(self) -> None:
        self.indicators: dict[str, Indicator] = dict(load(AREAS).vocabulary.indicators)
        self.counts: dict[str, Counter[str]] = {}
        self.errors: list[tuple[str, str]] = []
        self._wordings: dict[Choice, list[str]] = {}

    def add(self, article: Article, rows: Sequence[Row]) -> None:
        """Count the rows that the reader has for an article."""
        counts: Counter[str] = Counter()
        self._wordings = list_wordings(article)
        matched: dict[int, Number] = {}
        for number in article.numbers:
            nearest = matching_rows(number, rows)
            for row in nearest:
                matched[id(row)] = number
            self._count_number(article, number, nearest, counts)
        for row in rows:
            if row.kind == "proposal":
                self._count_proposal(article, row, matched.get(id(row)), counts)
        for group in (article.shape, "all", *(("new",) if article.new else ())):
            self.counts.setdefault(group, Counter()).update(counts)

    def _count_number(self, article: Article, number: Number, rows: Sequence[Row], counts: Counter[str]) -> None:
        if number.kind == "ours" or number.text[:1].isdigit():
            counts["numbers"] += 1
            counts["seen"] += bool(rows)
        if not number.is_scored:
            return
        counts["ours"] += 1
        passed_over = not rows or rows[0].kind != "proposal"
        if passed_over and number.may_be_passed_over and rows:
            counts.update(("label", "in three", "untouched"))
            return
        wrong = "not seen" if not rows else rows[0].kind if passed_over else self._what_is_wrong(article, number, rows)
        in_label = wrong in ("", *REST)
        counts["label"] += in_label
        counts["in three"] += in_label or (not passed_over and is_in_three(number, rows[0]))
        counts["untouched"] += not wrong
        if wrong:
            counts[f"wrong: {wrong}"] += 1
            self.errors.append((wrong, describe_error(article, number, rows)))

    def _count_proposal(self, article: Article, row: Row, number: Number | None, counts: Counter[str]) -> None:
        right = number is not None and any(row.label == choice[0].label for choice in number.choices)
        counts.update(("proposals", "right proposals") if right else ("proposals",))
        if row.confidence == "strong":
            counts.update(("strong", "right strong") if right else ("strong",))
        if not right and (number is None or not number.is_scored):
            counts["wrong: proposed for none of ours"] += 1
            self.errors.append(("none of ours", describe_error(article, number, (row,))))

    def _what_is_wrong(self, article: Article, number: Number, rows: Sequence[Row]) -> str:
        """The first key that is wrong, by the choice that fits best; "" where all is right."""
        found = [self._differences(article, number, choice, rows) for choice in number.choices]
        best = min(found, key=len)
        return next((key for key in (*LABEL, *REST) if key in best), "")

    def _differences(self, article: Article, number: Number, choice: Choice, rows: Sequence[Row]) -> set[str]:
        first, row = choice[0], rows[0]
        wrong = {key for key, right, read in zip(LABEL, first.label, row.label, strict=True) if right != read}
        if first.indicator not in self.indicators:  # "other", and the reader proposes something
            return wrong | {"indicator"}
        indicator = self.indicators[first.indicator]
        if {answer.area for answer in choice} != {r.area for r in rows if r.kind == "proposal"}:
            wrong.add("area")
        if not is_same_period(first.period, row.period, indicator):
            wrong.add("period")
        found = row.printed or row.text
        if not any(is_same_printed(w, found, indicator, article.language) for w in self._wordings[choice]):
            wrong.add("printed")
        return wrong


def list_wordings(article: Article) -> dict[Choice, list[str]]:
    """How an article prints each thing that it says: "49.397 pekerja", and further down "sekitar 49.397 orang"."""
    wordings: dict[Choice, list[str]] = {}
    for number in article.numbers:
        for choice in number.choices:
            wordings.setdefault(choice, []).append(number.printed or number.text)
    return wordings


def matching_rows(number: Number, rows: Iterable[Row]) -> list[Row]:
    """The rows of a number: those that overlap it most, in order; several where it speaks of several areas."""
    overlap = [(min(number.end, row.end) - max(number.start, row.start), row) for row in rows]
    most = max((length for length, _ in overlap), default=0)
    return [row for length, row in overlap if length == most] if most > 0 else []


def is_in_three(number: Number, row: Row) -> bool:
    """Whether a right label stands among the first three of a row."""
    right = {choice[0].label for choice in number.choices}
    return any(label.label in right for label in (row, *row.alternatives[:2]))


def is_same_period(expected: str | None, found: str | int | None, indicator: Indicator) -> bool:
    """Whether two periods are the same for an indicator: its days, its last day, or its year."""
    if expected is None or found is None:
        return expected == found
    try:
        one, other = parse_period(expected), parse_period(str(found))
    except ValueError:
        return expected == str(found)
    if indicator.kind == "stock" and indicator.role != "actual":
        return one.year == other.year
    return one.end == other.end and (indicator.kind == "stock" or one.start == other.start)


def is_same_printed(expected: str, found: str, indicator: Indicator, language: Language) -> bool:
    """Whether two wordings of a number read as the same, or are the same words."""
    try:
        return read_printed_as(indicator, expected, language) == read_printed_as(indicator, found, language)
    except NumeralError:
        return bare_words(expected) == bare_words(found)


def bare_words(printed: str) -> str:
    """The words of a number up to its scale and sign, without spaces: "Rp48, 9 miliar" is "rp48,9miliar"."""
    kept = re.match(r"(.*\d)\s*(%|persen|ribu\w*|juta|mill?iar|milyar|triliun|[tm]\b)?", printed.lower(), re.DOTALL)
    return re.sub(r"\s", "", kept.group(0) if kept else printed.lower())


def describe_error(article: Article, number: Number | None, rows: Sequence[Row]) -> str:
    """A line about a number that was read wrongly."""
    right = " | ".join(show_answers(choice) for choice in number.choices) if number else ""
    shown = "; ".join(show_label(row) if row.kind == "proposal" else row.kind for row in rows) or "-"
    words = number.words if number else rows[0].text
    return f"{article.id}  «{words}»  right: {right or 'none of ours'}  read: {shown}"


def show_answers(answers: Sequence[Answer]) -> str:
    """A right answer in one line."""
    return " & ".join(" ".join(str(v) for v in (*a.label, a.area, a.period) if v) for a in answers)


def show_label(row: Row) -> str:
    """A proposal in one line."""
    parts = (*row.label, row.area, row.period, row.printed, row.confidence)
    return " ".join(str(part) for part in parts if part is not None)


def score_table(scorer: Scorer, markdown: bool) -> Iterator[str]:
    """The scores by shape of article, of all, and of those whose figures stand nowhere else in the repository."""
    heads = ["shape", "ours", *SCORES]
    rows = [(group, scorer.counts[group]) for group in (*SHAPES, "all", "new") if group in scorer.counts]
    table = [heads, *([name, str(c["ours"]), *shares(c)] for name, c in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(heads))]
    for position, row in enumerate(table):
        cells = [cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        yield f"| {' | '.join(cells)} |" if markdown else "  ".join(cells)
        if not position:
            rule = ["-" * w if not i else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
            yield f"| {' | '.join(rule)} |" if markdown else "  ".join("-" * w for w in widths)


def shares(counts: Counter[str]) -> Iterator[str]:
    """The scores in percent, with one decimal."""
    for part, whole in SCORES.values():
        yield f"{100 * counts[part] / counts[whole]:.1f}" if counts[whole] else "-"


def error_table(scorer: Scorer) -> Iterator[str]:
    """How many numbers are wrong in which way, and their share of all that are ours."""
    counts = scorer.counts["all"]
    wrong = Counter({key: n for key, n in counts.items() if key.startswith("wrong: ")})
    for key, n in wrong.most_common():
        yield f"{n:5}  {100 * n / counts['ours']:5.1f} %  {key.removeprefix('wrong: ')}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, help="folder of ID.txt")
    parser.add_argument("--rows", type=Path, help="folder of ID.json, instead of running the reader")
    parser.add_argument("--cold", action="store_true", help="area and period are not confirmed first")
    parser.add_argument("--errors", type=int, default=0, help="show so many of the errors of each kind")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args(arguments)
    if given.texts is None and given.rows is None:
        parser.error("name the folder of the texts (--texts) or of what the reader printed (--rows)")
    scorer = Scorer()
    for article in (article for path in given.corpus for article in read_corpus(path)):
        kept = given.rows / f"{article.id}.json" if given.rows else None
        printed = kept.read_bytes() if kept else run_reader(article, given.texts / f"{article.id}.txt", given.cold)
        scorer.add(article, read_rows(printed))
    print(*score_table(scorer, given.markdown), "", *error_table(scorer), sep="\n")
    shown: Counter[str] = Counter()
    for kind, line in scorer.errors:
        shown[kind] += 1
        if shown[kind] <= given.errors:
            print(f"{kind}: {line}")


if __name__ == "__main__":
    main()
