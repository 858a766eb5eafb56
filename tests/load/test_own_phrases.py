"""`[[phrase]]` blocks: what articles call an indicator, a segment or a programme."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import rows_of
from keeping import BASE, base_in

from bpjscli.articles.lexicon import extended, read_lexicon
from bpjscli.commands.work.article_reading import own_phrases
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load

OWN = """
[[phrase]]
of = "{of}"
words = ["angka istimewa"]
"""


@pytest.mark.parametrize("of", ["coverage", "pu", "jht"])
def test_a_base_adds_phrases(tmp_path: Path, of: str) -> None:
    path = base_in(tmp_path, BASE + OWN.format(of=of))
    assert own_phrases(path, load(path).vocabulary) == [(of, ("angka istimewa",))]


@pytest.mark.parametrize(
    ("of", "text", "label"),
    [
        ("uncovered", "Angka istimewa 41,5 persen.", ("uncovered", None, None)),
        ("target_participants", "Angka istimewa 7.000 orang.", ("target_participants", None, None)),
        ("projects", "Angka istimewa sebanyak 7.000.", ("projects", None, None)),
        ("managed_funds", "Angka istimewa Rp7 triliun.", ("managed_funds", None, None)),
        ("pu", "Peserta angka istimewa 7.000 orang.", ("participants", "pu", None)),
        ("jht", "Klaim angka istimewa 7.000 kasus.", ("claims", None, "jht")),
    ],
)
def test_they_are_read(of: str, text: str, label: tuple[str, str | None, str | None]) -> None:
    vocabulary = load().vocabulary
    (row,) = rows_of(text, lexicon=extended(read_lexicon(), [(of, ("angka istimewa",))], vocabulary))
    first = row.labels[0]
    assert (first.indicator, first.segment, first.programme) == label


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('words = ["a"]', "has no of"),
        ('of = "coverage"', "has no words"),
        ('of = "coverage"\nwords = []', "has no words"),
        ('of = "covrage"\nwords = ["a"]', 'did you mean "coverage"'),
        ('of = "coverage"\nword = ["a"]', 'did you mean "words"'),
        ('of = "coverage"\nwords = "a"', "a list of phrases in quotes"),
    ],
)
def test_what_is_wrong_is_said_by_every_command(tmp_path: Path, block: str, said: str) -> None:
    with pytest.raises(InvalidBaseError, match=said):
        load(base_in(tmp_path, f"{BASE}\n[[phrase]]\n{block}\n"))


def test_a_phrase_of_an_indicator_that_is_broken_is_not_reported_twice(tmp_path: Path) -> None:
    own = '\n[[indicator]]\nid = "own"\nname = "own"\nunit = "persons"\n' + OWN.format(of="own")
    with pytest.raises(InvalidBaseError) as caught:
        load(base_in(tmp_path, BASE + own))
    assert [problem.code for problem in caught.value.problems] == ["F111"]
