"""Characters that cannot be seen, in every text of a fact base."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import loaded, said

ACCENT = "U+0301 (combining acute accent)"
OVERRIDE = "U+202E (right-to-left override)"
SPACE = "U+200B (zero width space)"


def base(note: str = "", title: str = "x", printed: str = "27 persen", area: str = "kalbar", id_: str = "a") -> str:
    return f"""\
format = 1
[[source]]
id = "{id_}"
published = 2026
title = "{title}"
note = "{note}"
figures = [
  {{ area = "{area}", indicator = "coverage", period = 2025, printed = "{printed}" }},
]
"""


@pytest.mark.parametrize("escape", ["\\u0000", "\\u001b", "\\u0007", "\\b", "\\u007f", "\\u0085", "\\u009b", "\\u2028"])
@pytest.mark.parametrize(("key", "line"), [("note", 6), ("title", 5), ("printed", 8)])
def test_control_characters_stand_nowhere(tmp_path: Path, escape: str, key: str, line: int) -> None:
    content = "27 persen" + escape
    (message,) = said(tmp_path, base(**{key: content}))
    assert message.startswith(f"figures.toml:{line}: error[F131]: {key} has the control character U+")
    assert message.endswith(" in it; delete it")


def test_line_breaks_and_tabs_may_stand_in_a_note_only(tmp_path: Path) -> None:
    assert loaded(tmp_path, base(note="a\\n\\tb")).sources[0].note == "a\n\tb"
    accepted = base().replace('"27 persen"', '"27 persen", accepted = "a\\n\\tb"')
    assert loaded(tmp_path, accepted).figures[0].accepted == "a\n\tb"
    assert said(tmp_path, base(title="a\\tb")) == [
        "figures.toml:5: error[F131]: title has the control character U+0009 in it; delete it"
    ]
    assert said(tmp_path, base(title="a\tb"))[0].startswith("figures.toml:5: error[F131]")
    assert said(tmp_path, base().replace('"x"', '"""a\nb"""'))[0].startswith("figures.toml:5: error[F131]")
    assert said(tmp_path, base().replace('"x"', "'''a\nb'''"))[0].startswith("figures.toml:5: error[F131]")


def test_tabs_and_breaks_between_values_are_layout(tmp_path: Path) -> None:
    assert said(tmp_path, base().replace("  {", "\t{\t").replace(" = ", "\t=\t")) == []


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\U000e0041"]
)
def test_invisible_characters_are_errors_in_ids_and_numbers(tmp_path: Path, character: str) -> None:
    for written, key, line in (
        (base(printed=f"2{character}7 persen"), "printed", 8),
        (base(area=f"kal{character}bar"), "area", 8),
        (base(id_=f"a{character}b"), "id", 3),
    ):
        (message,) = said(tmp_path, written)
        assert message.startswith(f"figures.toml:{line}: error[F132]: {key} has U+{ord(character):04X}")
        assert character not in message


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"note": "\u202eabc"},
         f"figures.toml:6: warning[F133]: note has {OVERRIDE} in it, which cannot be seen; delete it"),
        ({"title": "a\\u200b"},
         f"figures.toml:5: warning[F133]: title has {SPACE} in it, which cannot be seen; delete it"),
        ({"title": "\u0301abc"},
         f"figures.toml:5: warning[F133]: title has {ACCENT} in it, which cannot be seen; delete it"),
        ({"note": "a \u0301bc"},
         f"figures.toml:6: warning[F133]: note has {ACCENT} in it, which cannot be seen; delete it"),
    ],
)  # fmt: skip
def test_invisible_characters_are_warnings_in_texts_for_people(
    tmp_path: Path, keys: dict[str, str], message: str
) -> None:
    assert said(tmp_path, base(**keys)) == [message]


def test_a_text_for_people_is_kept_as_it_is_written(tmp_path: Path) -> None:
    assert loaded(tmp_path, base(title="a\u200bb")).sources[0].title == "a\u200bb"


@pytest.mark.parametrize(
    "text", ["Cakupan – naik", "“Jamsostek”", "Kafé e\u0301", "日本語 ｱ", "مرحبا", "a\u00a0b", "😀\ufe0f"]
)
def test_other_writing_is_welcome(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, base(title=text, note=text)) == []


def test_a_lone_accent_on_a_number_is_an_error(tmp_path: Path) -> None:
    assert [line.split(": ")[1] for line in said(tmp_path, base(printed="\u030127 persen"))] == ["error[F132]"]


def test_hidden_characters_in_keys_and_in_unknown_keys_are_shown_as_escapes(tmp_path: Path) -> None:
    text = base().replace("title =", '"ti\\u200btle" =')
    assert said(tmp_path, text) == ['figures.toml:5: error[F101]: unknown key "ti\\u200btle"; did you mean "title"?']


def test_texts_in_lists_are_looked_at(tmp_path: Path) -> None:
    text = base() + '[[area]]\nid = "x"\nname = "X"\nlevel = "city"\nparent = "kalbar"\naliases = ["a", "b\\u200b"]\n'
    assert said(tmp_path, text) == [
        f"figures.toml:15: error[F132]: aliases has {SPACE} in it, which cannot be seen; delete it"
    ]
