"""One typing error in a record that adds up: how often `bpjs check` restores the number, beside what is possible.

Four families of records are invented whose numbers agree: claims by programme, benefits in rupiah, a workforce with
its participants and unregistered, and the same with coverage. In each record one field gets one typing error: two
neighbours swapped, a digit wrong, a digit missing, a digit too many (half of these doubled); each kind is as likely as
the others, and so is each field and each place in it.

The ceiling is what someone could restore who knows how errors fall, and no more: the value of each field that makes
the record agree is weighed with the chance of the typing error that would turn it into what is printed. Where two are
equally likely, half a record counts. Nothing here is shared with the diagnosis. Same seed, same table:
`python -m bench.misprints [RECORDS] [SEED]`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import NamedTuple

from bench.press import Line
from bench.trial import base_of
from bench.worlds import Key
from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
AREA = "kalbar"

DIGITS = "0123456789"

Record = dict[str, str]  # field -> digits; of coverage, with a decimal comma


class Family(NamedTuple):
    """A kind of record: how it is invented, what each field must be for the others, and how it is printed."""

    invent: Callable[[Random], Record]
    implied: Callable[[Mapping[str, str], str], str | None]
    agrees: Callable[[Mapping[str, str]], bool]
    line: Callable[[str, str], Line]


def grouped(digits: str) -> str:
    """Digits as an Indonesian paper prints them."""
    return f"{int(digits):,}".replace(",", ".")


def _sum_of(indicator: str, spread: Mapping[str, tuple[float, float]], prefix: str = "") -> Family:
    def invent(rng: Random) -> Record:
        size = rng.uniform(-1, 1)
        record = {name: str(round(10 ** (low + size + rng.uniform(0, wide)))) for name, (low, wide) in spread.items()}
        record["total"] = str(sum(map(int, record.values())))
        return record

    def implied(record: Mapping[str, str], field: str) -> str | None:
        parts = {name: int(digits) for name, digits in record.items() if name not in ("total", field)}
        value = sum(parts.values()) if field == "total" else int(record["total"]) - sum(parts.values())
        return str(value) if value >= 0 else None

    def agrees(record: Mapping[str, str]) -> bool:
        return implied(record, "total") == record["total"]

    def line(field: str, digits: str) -> Line:
        programme = None if field == "total" else field
        return Line(Key(indicator, AREA, None, programme), prefix + grouped(digits))

    return Family(invent, implied, agrees, line)


def _people(*, rate: bool) -> Family:
    def invent(rng: Random) -> Record:
        workforce = round(10 ** rng.uniform(4.5, 6.9))
        participants = round(workforce * rng.uniform(0.12, 0.85))
        record = {"participants": participants, "workforce": workforce, "unregistered": workforce - participants}
        found = {name: str(value) for name, value in record.items()}
        return found | {"coverage": _rate(participants, workforce, 2)} if rate else found

    def implied(record: Mapping[str, str], field: str) -> str | None:
        known = {name: int(digits) for name, digits in record.items() if name not in (field, "coverage")}
        if field == "participants":
            known[field] = known["workforce"] - known["unregistered"]
        elif field == "workforce":
            known[field] = known["participants"] + known["unregistered"]
        elif field == "unregistered":
            known[field] = known["workforce"] - known["participants"]
        if min(known.values()) <= 0 or known["workforce"] != known["participants"] + known["unregistered"]:
            return None
        if field == "coverage":
            return _rate(known["participants"], known["workforce"], 2)
        return str(known[field]) if not rate or _fits(record["coverage"], known) else None

    def agrees(record: Mapping[str, str]) -> bool:
        known = {name: int(digits) for name, digits in record.items() if name != "coverage"}
        adds_up = known["workforce"] == known["participants"] + known["unregistered"]
        return adds_up and (not rate or _fits(record["coverage"], known))

    def line(field: str, digits: str) -> Line:
        return Line(Key(field, AREA), f"{digits} persen" if field == "coverage" else grouped(digits))

    return Family(invent, implied, agrees, line)


def _fits(printed: str, known: Mapping[str, int]) -> bool:
    return printed == _rate(known["participants"], known["workforce"], len(printed.partition(",")[2]))


def _rate(participants: int, workforce: int, decimals: int) -> str:
    rate = (100 * Decimal(participants) / Decimal(workforce)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return str(rate).replace(".", ",")


CLAIMS = {"jkk": (2.9, 0.9), "jkm": (2.4, 0.7), "jht": (3.8, 0.9), "jp": (2.8, 0.9), "jkp": (2.5, 0.9)}
BENEFITS = {"jkk": (9.9, 0.9), "jkm": (9.9, 0.7), "jht": (11.0, 0.9), "jp": (9.2, 0.9), "jkp": (9.0, 0.9)}
FAMILIES: dict[str, Family] = {
    "claims": _sum_of("claims", CLAIMS),
    "benefits": _sum_of("benefits", BENEFITS, "Rp"),
    "workforce": _people(rate=False),
    "coverage": _people(rate=True),
}


def misprints(true: str) -> dict[str, Fraction]:
    """Every text that one typing error makes of `true`, with its chance; the decimal mark stays where it is."""
    places = [place for place, sign in enumerate(true) if sign.isdigit()]
    swaps = [
        f"{true[:one]}{true[other]}{true[one + 1 : other]}{true[one]}{true[other + 1 :]}"
        for one, other in pairwise(places)
    ]
    wrong = [f"{true[:p]}{new}{true[p + 1 :]}" for p in places for new in DIGITS if new != true[p]]
    missing = [true[:p] + true[p + 1 :] for p in places]
    doubled = [true[: p + 1] + true[p:] for p in places]
    others = [f"{true[:p]}{new}{true[p:]}" for p in (*places, len(true)) for new in DIGITS]
    found: dict[str, Fraction] = defaultdict(Fraction)
    for texts, share in ((swaps, 1), (wrong, 1), (missing, 1), (doubled, Fraction(1, 2)), (others, Fraction(1, 2))):
        usable = [text for text in texts if text != true and _readable(text)]
        for text in usable:
            found[text] += Fraction(share, 4 * len(usable))
    return found


def _readable(text: str) -> bool:
    whole, mark, decimals = text.partition(",")
    return bool(whole) and (len(whole) == 1 or whole[0] != "0") and bool(decimals or not mark) and text != "0"


class Outcome(NamedTuple):
    """What became of one record: how much of it could be restored, and what was said first."""

    possible: Fraction
    offered: bool
    right: bool
    strong: bool


def disturb(family: Family, rng: Random) -> tuple[Record, str, Record]:
    """A record that agrees, the field that gets a typing error, and the record with it, which does not agree."""
    while True:
        record = family.invent(rng)
        field = rng.choice(list(record))
        texts = misprints(record[field])
        printed = record | {field: rng.choices(list(texts), [float(share) for share in texts.values()])[0]}
        if not family.agrees(printed):
            return record, field, printed


def possible(family: Family, record: Record, field: str) -> Fraction:
    """The chance that somebody who takes the likeliest explanation restores `field`."""
    implied = {name: family.implied(record, name) for name in record}
    likely = {n: misprints(true).get(record[n], Fraction(0)) for n, true in implied.items() if true is not None}
    top = max(likely.values(), default=Fraction(0))
    return Fraction(1, list(likely.values()).count(top)) if top and likely.get(field) == top else Fraction(0)


def judge(family: Family, record: Record, field: str, true: str) -> Outcome:
    """Hold what `bpjs check` says first of a record against the truth."""
    names = list(record)
    findings = list(examine(Answers(base_of([family.line(name, record[name]) for name in names])), ["C"]))
    first = next((finding.suggestions[0] for finding in findings if finding.suggestions), None)
    chance = possible(family, record, field)
    if first is None:
        return Outcome(chance, offered=False, right=False, strong=False)
    right = names[first.figure.order] == field and first.value == Decimal(true.replace(",", "."))
    return Outcome(chance, offered=True, right=right and first.kind != "relabel", strong=first.evidence == "strong")


class Row(NamedTuple):
    """The counts of one family."""

    name: str
    records: int
    possible: Fraction
    right: int
    wrong: int
    strong: int
    strong_right: int
    alarms: int


def run(records: int, seed: int = 1) -> Iterator[Row]:
    """Try so many records of each family."""
    for name, family in FAMILIES.items():
        rng = Random(f"{seed}/{name}")  # noqa: S311  # a trial, no secret
        outcomes = []
        alarms = 0
        for _ in range(records):
            record, field, printed = disturb(family, rng)
            outcomes.append(judge(family, printed, field, record[field]))
            alarms += bool(list(examine(Answers(base_of([family.line(*one) for one in record.items()])), ["C"])))
        strong = [outcome for outcome in outcomes if outcome.strong]
        yield Row(
            name,
            records,
            sum((outcome.possible for outcome in outcomes), Fraction(0)),
            sum(outcome.right for outcome in outcomes),
            sum(outcome.offered and not outcome.right for outcome in outcomes),
            len(strong),
            sum(outcome.right for outcome in strong),
            alarms,
        )


def table(rows: Iterator[Row]) -> Iterator[str]:
    """The counts in lines of text."""
    heads = ("records", "possible", "right", "of poss.", "wrong", "strong", "of these", "alarms")
    yield f"{'family':10}" + "".join(f"{head:>10}" for head in heads)
    for row in rows:
        of_possible = f"{100 * row.right / float(row.possible):.1f} %" if row.possible else "–"
        of_strong = f"{100 * row.strong_right / row.strong:.1f} %" if row.strong else "–"
        cells = (row.records, round(row.possible), row.right, of_possible, row.wrong, row.strong, of_strong, row.alarms)
        yield f"{row.name:10}" + "".join(f"{cell:>10}" for cell in cells)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.misprints", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("records", nargs="?", type=int, default=1000, help="how many records of each family")
    parser.add_argument("seed", nargs="?", type=int, default=1, help="the same seed gives the same table")
    given = parser.parse_args()
    for line in table(run(given.records, given.seed)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
