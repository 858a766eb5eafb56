"""How sure a proposal is said to be, and where the weights come from."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from articles import known, rows_of

from bench.reading import Article, fill_in
from bpjscli.articles.confidence import Weights, read_weights, size_of
from tools import confidence
from tools.confidence import Case, bound, cases_of, fit, held_out

TEXT = "Dibayarkan 1.250 klaim JHT senilai Rp18,4 miliar. Peserta aktif 16.684 orang, kira-kira."


def test_the_weights_are_probabilities_and_words() -> None:
    weights = Weights(strong=0.9, fair=0.6, base=0.0, evidence={"for": 3.0, "against": -3.0})
    assert weights.probability([]) == 0.5
    assert [weights.confidence(names) for names in (["for"], ["for", "against"], ["unheard of", "for"])] == [
        "strong", "weak", "strong",
    ]  # fmt: skip


def test_the_shipped_weights_hold_what_is_known_of_evidence() -> None:
    weights = read_weights()
    assert weights.fair < weights.strong < 1
    assert weights.evidence["closes an identity"] > 1 > 0 > weights.evidence["part in doubt"]
    assert weights.evidence["margin below 0.5"] < weights.evidence["margin from 6"]


@pytest.mark.parametrize(
    ("value", "name"), [(0.2, "margin below 0.5"), (0.5, "margin 0.5-1"), (2.9, "margin 2-3"), (9.0, "margin from 6")]
)
def test_sizes_are_evidence(value: float, name: str) -> None:
    assert size_of("margin", value) == name


def test_evidence_is_said_of_every_proposal() -> None:
    rows = {row.text: row.labels[0] for row in rows_of(TEXT) if row.kind == "proposal"}
    assert {"indicator claims", "of a programme", "beside its counterpart"} <= set(rows["1.250"].evidence)
    assert "alone in its sentence" in rows["16.684"].evidence
    again = [row for row in rows_of(TEXT + "\nPeserta aktif 16.684 orang.") if row.text == "16.684"]
    assert all("said again" in row.labels[0].evidence for row in again)


CASES = [
    *(Case(f"a{i}", ("good",), True) for i in range(40)),
    *(Case(f"b{i}", ("bad",), i % 4 == 0) for i in range(40)),
    Case("c", ("good", "rare"), False),
]


def test_what_was_right_more_often_weighs_more_and_what_is_rare_nothing() -> None:
    made = fit(CASES)
    assert made.weights["good"] > 0.5 > -0.5 > made.weights["bad"]
    assert "rare" not in made.weights
    assert made == fit(CASES)


def test_a_bound_is_that_from_which_on_enough_are_right() -> None:
    known_cases = held_out(CASES)
    least = bound(known_cases, 0.95)
    above = [right for probability, right in known_cases if probability >= least]
    assert len(known_cases) == len(CASES)
    assert sum(above) / len(above) >= 0.95
    assert bound([(0.9, False)], 0.95) == 1.0


def corpus(folder: Path) -> tuple[Path, Article]:
    number = {"start": 11, "end": 16, "text": "1.250", "words": "1.250 klaim", "kind": "ours", "printed": "1.250",
              "answers": [{"indicator": "claims", "programme": "jht"}]}  # fmt: skip
    article = msgspec.convert(
        {"id": "0" * 12, "link": None, "language": "id", "publisher": "Uji", "title": None, "published": "2026",
         "area": "kalbar", "period": "2025", "shape": "mixed", "numbers": [number]},
        Article,
    )  # fmt: skip
    (folder / "dev.jsonl").write_bytes(msgspec.json.encode(article))
    (folder / f"{article.id}.txt").write_text(TEXT, encoding="utf-8")
    return folder / "dev.jsonl", fill_in(article)


def test_a_case_is_right_where_the_label_is(tmp_path: Path) -> None:
    _, article = corpus(tmp_path)
    right = {case.evidence[0]: case.is_right for case in cases_of(known(), article, TEXT)}
    assert right["indicator claims"]
    assert not right["indicator benefits"]


def test_the_file_is_written_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = corpus(tmp_path)
    made = tmp_path / "confidence.toml"
    monkeypatch.setattr(confidence, "DATA", made)
    confidence.main([str(path), "--texts", str(tmp_path), "--write"])
    assert capsys.readouterr().out.startswith("strong: from ")
    monkeypatch.setattr("bpjscli.articles.confidence.find_data_file", lambda name: made)
    assert read_weights().strong <= 1
