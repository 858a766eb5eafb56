"""Fact-base texts in every shape that people give them: made by hypothesis, with comments and odd spaces."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import strategies as st

from bpjscli.toml.tokens import STRINGS_AND_COMMENTS

INDICATORS = ("coverage", "participants", "workforce", "target_new_participants")
AREAS = ("kalbar", "kaltim", "kalimantan")
COMMENTS = ("# one", "# two [[source]]", '# "quoted" = }', "#", "#: x")

_spaces = st.sampled_from(["", " ", "   ", "\t"])
_comment = st.sampled_from(COMMENTS)
_beside = st.one_of(st.just(""), st.builds("{}{}".format, _spaces, _comment))


@st.composite
def figures(draw: st.DrawFn) -> str:
    """An inline table with some keys of a figure in any order."""
    keys = {
        "indicator": f'"{draw(st.sampled_from(INDICATORS))}"',
        "area": f'"{draw(st.sampled_from(AREAS))}"',
        "period": draw(st.sampled_from(["2025", '"2025-03"', "2025-03-31"])),
        "printed": draw(st.sampled_from(['"41 persen"', "'7,9 juta'", '"a # b }"', '"x\\"y"'])),
        "value": draw(st.sampled_from(["3.20e6", "41.30", "7"])),
        "note": '"seen, read"',
        "locator": '"p. 3"',
    }
    chosen = draw(st.lists(st.sampled_from(list(keys)), unique=True))
    gap, end = draw(_spaces), draw(_spaces)
    pairs = [f"{key}{draw(_spaces)}={draw(_spaces)}{keys[key]}" for key in chosen]
    return f"{{{gap}{f'{end},{gap}'.join(pairs)}{end}}}"


@st.composite
def arrays(draw: st.DrawFn) -> str:
    """An array of figures: on one line, or on many with comments wherever one may stand."""
    elements = draw(st.lists(figures(), max_size=5))
    if draw(st.booleans()):
        return f"[{draw(_spaces)}{', '.join(elements)}{draw(_spaces)}]"
    lines = ["[" + draw(_beside)]
    for place, element in enumerate(elements):
        lines += draw(st.lists(st.sampled_from(["", "  # above", "# far"]), max_size=3))
        comma = "," if place + 1 < len(elements) or draw(st.booleans()) else ""
        lines.append(f"{draw(_spaces)}{element}{comma}{draw(_beside)}")
    lines += draw(st.lists(st.sampled_from(["", "  # end"]), max_size=2))
    return "\n".join([*lines, "]"])


@st.composite
def sources(draw: st.DrawFn, number: int) -> str:
    """A [[source]] block with its keys in any order and comments between them."""
    keys = {
        "id": f'"s{number}"',
        "publisher": '"Antara # not a comment"',
        "published": draw(st.sampled_from(["2026-02-02", '"2026-02"', "2026"])),
        "language": '"id"',
        "defaults": draw(st.sampled_from(["{ period = 2025, area = 'kalbar' }", "{}", "{area='kalbar'}"])),
        "figures": draw(arrays()),
    }
    chosen = ["id", *draw(st.lists(st.sampled_from([key for key in keys if key != "id"]), unique=True))]
    lines = [f"{draw(_spaces)}[[source]]{draw(_beside)}"]
    for key in draw(st.permutations(chosen)):
        lines += draw(st.lists(st.sampled_from(["", "# a remark", "", "  # another"]), max_size=3))
        lines.append(f"{draw(_spaces)}{key}{draw(_spaces)}={draw(_spaces)}{keys[key]}{draw(_beside)}")
    lines += draw(st.lists(st.sampled_from(["", "# after"]), max_size=3))
    return "\n".join(lines)


@st.composite
def files(draw: st.DrawFn, least: int = 0) -> str:
    """A whole file: comments, the top, sources and an area among them; Unix or Windows line ends, or no last one."""
    parts = draw(st.lists(st.sampled_from(["", "# header", "# of the file"]), max_size=3))
    parts += ["format = 1"] * draw(st.booleans())
    parts += [draw(sources(number)) for number in range(draw(st.integers(least, 3)))]
    if draw(st.booleans()):
        parts.append('[[area]]\nparent = "jateng"\nid = "wonogiri" # where\nname = { en = "W", id = "V" }')
    text = "\n".join(parts) + draw(st.sampled_from(["", "\n", "\n\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def comments(text: str) -> Counter[str]:
    """The comments of a text, without the spaces after them."""
    found = (match[0].rstrip() for match in re.finditer(STRINGS_AND_COMMENTS, text))
    return Counter(token for token in found if token.startswith("#"))
