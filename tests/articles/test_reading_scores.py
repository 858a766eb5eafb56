"""The scorer of `bench.reading` counts what a reader has right, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bench.reading import Article, Row, Scorer, bare_words, fill_in, is_same_period, main, matching_rows, read_rows
from bpjscli.load.load import load

CORPUS = Path(__file__).parent / "corpus"
ARTICLE = fill_in(
    msgspec.convert(
        {
            "id": "000000000000",
            "link": None,
            "language": "id",
            "publisher": "Antara",
            "title": None,
            "published": "2025-06",
            "area": "kalbar",
            "period": "2025-06",
            "shape": "mixed",
            "numbers": [
                {"start": 10, "end": 12, "text": "27", "words": "27 persen", "kind": "ours", "printed": "27 persen",
                 "answers": [{"indicator": "coverage"}]},
                {"start": 20, "end": 22, "text": "42", "words": "masing-masing sekitar 42 persen", "kind": "ours",
                 "printed": "sekitar 42 persen",
                 "answers": [{"indicator": "coverage", "area": a} for a in ("kalsel", "kalteng")]},
                {"start": 30, "end": 36, "text": "14.133", "words": "14.133 klaim", "kind": "ours",
                 "printed": "14.133 klaim", "answers": [{"indicator": "claims", "period": "2024"}],
                 "also": [[{"indicator": "other", "note": "people paid"}]]},
                {"start": 40, "end": 46, "text": "16.800", "words": "Rp16.800 per bulan", "kind": "ours",
                 "printed": "Rp16.800", "answers": [{"indicator": "other", "note": "contribution per month"}]},
                {"start": 50, "end": 54, "text": "2025", "words": "tahun 2025", "kind": "not-ours"},
                {"start": 60, "end": 63, "text": "dua", "words": "dua anak", "kind": "not-ours"},
            ],
        },
        Article,
    )
)  # fmt: skip


def row(start: int, end: int, **keys: object) -> Row:
    proposal = {"kind": "proposal", "area": "kalbar", "period": "2025-06", "confidence": "fair"}
    return msgspec.convert({"text": "", "start": start, "end": end, **proposal, **keys}, Row)


RIGHT = [
    row(10, 19, indicator="coverage", printed="27 %", confidence="strong"),
    row(20, 22, indicator="coverage", area="kalsel", printed="sekitar 42 persen"),
    row(20, 22, indicator="coverage", area="kalteng", printed="sekitar 42 persen"),
    row(30, 36, indicator="claims", period="2024", printed="14.133"),
    row(40, 46, kind="not-understood"),
    row(50, 54, kind="not-ours"),
]


def score(*rows: Row) -> Scorer:
    scorer = Scorer()
    scorer.add(ARTICLE, rows)
    return scorer


def test_a_reader_that_is_right_has_all() -> None:
    counts = score(*RIGHT).counts["all"]
    assert (counts["seen"], counts["numbers"]) == (5, 5)
    assert counts["ours"] == counts["label"] == counts["in three"] == counts["untouched"] == 3
    assert counts["proposals"] == counts["right proposals"] == 4
    assert counts["strong"] == counts["right strong"] == 1
    assert score(*RIGHT).errors == []


def test_a_number_that_may_be_none_of_ours_may_be_passed_over() -> None:
    assert score(*RIGHT[:3], row(30, 36, kind="not-ours"), *RIGHT[4:]).counts["all"]["untouched"] == 3


@pytest.mark.parametrize(
    ("wrong", "keys"),
    [
        ("indicator", {"indicator": "uncovered"}),
        ("segment", {"segment": "pu"}),
        ("programme", {"programme": "jkk"}),
        ("area", {"area": "sambas"}),
        ("period", {"period": "2024"}),
        ("printed", {"printed": "sekitar 27 persen"}),
    ],
)
def test_what_is_wrong_is_said(wrong: str, keys: dict[str, str]) -> None:
    said = row(10, 12, **{"indicator": "coverage", "printed": "27 persen", **keys})
    scorer = score(said, *RIGHT[1:])
    assert scorer.counts["all"][f"wrong: {wrong}"] == 1
    assert scorer.counts["all"]["untouched"] == 2
    assert scorer.counts["all"]["label"] == (3 if wrong in ("area", "period", "printed") else 2)
    assert scorer.errors[0][1].startswith("000000000000  «27 persen»  right: coverage kalbar 2025-06")


def test_the_right_label_among_the_first_three_counts() -> None:
    alternatives = [{"indicator": "achievement"}, {"indicator": "coverage"}]
    counts = score(row(10, 12, indicator="uncovered", alternatives=alternatives), *RIGHT[1:]).counts["all"]
    assert (counts["label"], counts["in three"]) == (2, 3)
    counts = score(row(10, 12, indicator="uncovered", alternatives=[*alternatives[:1] * 2, alternatives[1]])).counts[
        "all"
    ]
    assert counts["in three"] == 0


def test_a_number_of_two_areas_needs_both() -> None:
    counts = score(RIGHT[0], *RIGHT[2:]).counts["all"]
    assert (counts["label"], counts["untouched"], counts["wrong: area"]) == (3, 2, 1)


def test_any_wording_of_a_number_that_is_printed_twice_will_do() -> None:
    first, second = (
        ARTICLE.numbers[0],
        msgspec.structs.replace(ARTICLE.numbers[0], start=14, end=16, printed="sekitar 27 %"),
    )
    article = msgspec.structs.replace(ARTICLE, numbers=(first, second))
    for printed, wrong in (("27 persen", 0), ("sekitar 27 persen", 0), ("lebih dari 27 persen", 2)):
        scorer = Scorer()
        scorer.add(
            article,
            [row(10, 12, indicator="coverage", printed=printed), row(14, 16, indicator="coverage", printed=printed)],
        )
        assert scorer.counts["all"]["wrong: printed"] == wrong


def test_numbers_that_nobody_sees_and_proposals_for_none_of_ours() -> None:
    scorer = score(row(50, 54, indicator="participants"), row(70, 72, indicator="claims"))
    counts = scorer.counts["all"]
    assert (counts["seen"], counts["wrong: not seen"], counts["proposals"], counts["right proposals"]) == (1, 3, 2, 0)
    assert counts["wrong: proposed for none of ours"] == 2
    assert "right: none of ours" in scorer.errors[-1][1]


def test_of_rows_that_overlap_the_longest_counts() -> None:
    rows = [row(8, 11, kind="not-ours"), row(10, 12, indicator="coverage"), row(10, 20, indicator="uncovered")]
    assert matching_rows(ARTICLE.numbers[0], rows) == rows[1:]


def test_periods_and_wordings_that_are_the_same() -> None:
    indicators = Scorer().indicators
    flow, stock, gap = indicators["claims"], indicators["participants"], indicators["gap_people"]
    assert is_same_period("2025", 2025, flow)
    assert is_same_period("2025", "2025-12-31", stock)
    assert is_same_period("2025", "2025-11-26", gap)
    assert not is_same_period("2025", "2026", gap)
    assert not is_same_period("2025", "2025-12", flow)
    assert is_same_period(None, None, flow)
    assert not is_same_period("2025", "soon", flow)
    assert bare_words("Rp48, 9 miliar") == bare_words("Rp 48, 9 miliar rupiah") == "rp48,9miliar"
    assert bare_words("separuh") == "separuh"


def test_scores_of_what_a_reader_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "dev.jsonl"
    corpus.write_bytes(msgspec.json.encode(ARTICLE))
    (tmp_path / "000000000000.json").write_bytes(msgspec.json.encode({"rows": [RIGHT[0], RIGHT[3]]}))
    main([str(corpus), "--rows", str(tmp_path), "--errors", "1", "--markdown"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[2].split(" | ")[1:] == ["   3", "40.0", " 66.7", "    66.7", "    100.0", " 100.0", "     66.7 |"]
    assert "    1   33.3 %  not seen" in printed
    assert printed[-1].startswith("not seen: 000000000000  «masing-masing sekitar 42 persen»")


def test_either_form_of_a_printout_is_read() -> None:
    rows = msgspec.json.encode([RIGHT[0]])
    assert read_rows(rows) == read_rows(b'{"rows": ' + rows + b', "findings": []}')


def test_areas_of_the_corpus_load() -> None:
    assert load(CORPUS / "areas.toml").areas["cabang-kudus"].parent == "jateng"
