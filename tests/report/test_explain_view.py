"""`bpjs explain` as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bpjscli.measures.answers import Answers, Key
from bpjscli.model.period import parse_period
from bpjscli.report.document import Document, Node
from bpjscli.report.views.explain import explain

Ask = Callable[..., Answers]


def drawn(document: Document) -> list[str]:
    """Every node on a line of its own, indented by its depth, with the signs of its marks."""

    def lines(nodes: tuple[Node, ...], depth: int) -> Iterator[str]:
        for node in nodes:
            yield " ".join(("  " * depth + node.text, *(f"[{mark}]" for mark in node.marks)))
            yield from lines(node.children, depth + 1)

    (tree,) = document.trees()
    return list(lines(tree.nodes, 0))


def kinds(document: Document) -> list[tuple[int, str]]:
    """The depth and kind of every row."""
    (table,) = document.tables()
    return [(row[0].data, row[2].data) for row in table.rows]


def test_a_workforce_that_nobody_published(shipped: Answers) -> None:
    document = explain(shipped, "en", Key("workforce", "kalimantan"), parse_period("2024"))
    assert document.title == "Where it comes from: workforce, Kalimantan"
    path, lines = shipped.base.figures[0].source.file, {f.id: shipped.base.line_of(f) for f in shipped.base.figures}
    place = [f"({path}:{lines[f'sp-2024-11-07/kalimantan/{x}/2024']})" for x in ("coverage", "participants")]
    segment = [f"({path}:{lines[f'sp-2024-11-07/kalimantan/participants/{x}/2024']})" for x in ("pu", "bpu", "jakon")]
    assert drawn(document)[:-1] == [
        "Workforce, Kalimantan, 2024: 7.249 million (7.2481–7.2506 million) [derived]",
        "  follows from coverage = participants / workforce",
        f"    coverage: “45,34 persen” {place[0]}",
        "      read loosely as 45.33–45.35 %: the figures of its group agree only so",
        "    participants: 3,287,020 [derived]",
        f"      printed “3,2 juta” {place[1]} [cut]",
        "        cut, or off by one in its last digit: read as 3.14–3.30 million",
        "      narrowed to 3,287,020 by participants = sum(participants, segment) [derived]",
        f"        participants, wage earners: “1.953.661” {segment[0]}",
        f"        participants, own-account workers: “889.957” {segment[1]}",
        f"        participants, construction: “443.402” {segment[2]}",
    ]
    assert drawn(document)[-1].startswith("  source: SP, 7 November 2024, “3,2 Juta Pekerja Aktif")


def test_machines_get_a_row_a_node_and_the_tree(shipped: Answers) -> None:
    document = explain(shipped, "en", Key("workforce", "kalimantan"), parse_period("2024"))
    assert kinds(document)[:4] == [(0, "answer"), (1, "identity"), (2, "figure"), (3, "reading")]
    assert document.rows_of == "explain"
    (root,) = document.trees()[0].nodes
    assert root.data["quantity"]["identities"] == ["coverage", "participants-by-segment"]
    figure = root.children[0].children[0].data
    assert (figure["figure"], figure["printed"]) == ("sp-2024-11-07/kalimantan/coverage/2024", "45,34 persen")
    assert (figure["read_as"], figure["quantity"]["low"]) == ("loose", "45.335")
    reading = root.children[0].children[0].children[0].data
    assert (reading["quantity"]["low"], reading["quantity"]["high"]) == ("45.3345", "45.35")
    assert isinstance(figure["line"], int)


def test_what_was_not_chosen_and_why(shipped: Answers) -> None:
    lines = drawn(explain(shipped, "en", Key("coverage", "kalimantan")))
    at = lines.index("  not chosen")
    assert [line.split(" (")[0] for line in lines[at + 1 :]] == [
        "    41 %",
        "  for other periods",
        "    1 December 2025: 41.3 %",
        "    2024: 45.34 %",
        "    31 December 2023: 46.33 %",
    ]
    assert lines[at + 1].endswith(": published earlier")


def test_a_disputed_figure(shipped: Answers) -> None:
    lines = drawn(explain(shipped, "id", Key("coverage", "singkawang")))
    assert lines[0] == "Cakupan kepesertaan, Kota Singkawang, 18 Juni 2025: 22,77 % [disputed]"
    assert "“22,77 persen”" in lines[1]
    assert lines[1].endswith("[disputed]")
    assert "“sekitar 73.236”" in "".join(line for line in lines if line.endswith("[disputed]"))


def test_what_was_told_is_referred_to(shipped: Answers) -> None:
    """No tree tells of the same quantity twice, and what is referred to stands above."""
    referring = 0
    for area in shipped.areas():
        for key in shipped.keys(area):
            lines = [line.strip() for line in drawn(explain(shipped, "en", key))]
            for place, line in enumerate(lines):
                if "(see above)" in line:
                    label = line.split(":")[0]
                    assert any(earlier.startswith(f"{label}: ") for earlier in lines[:place])
                    referring += 1
    assert referring, "some of them need it"


def test_other_areas_and_years_are_named(shipped: Answers, ask: Ask) -> None:
    lines = drawn(explain(shipped, "en", Key("contributions", "kalimantan"), parse_period("2023")))
    assert lines[2].startswith("    contributions, 2024: “Rp5.060.579.420.000” (")
    provinces = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
    answers = ask("\n".join(f'{{ area = "{p}", indicator = "employers", value = 3 }}' for p in provinces))
    lines = drawn(explain(answers, "en", Key("employers", "kalimantan")))
    assert lines[:2] == ["Employers, Kalimantan, 2025: 15 [derived]", "  the sum of its areas"]
    assert lines[2].startswith("    employers, West Kalimantan: 3 (")


def test_a_region_narrowed_by_its_parts(ask: Ask) -> None:
    provinces = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
    figures = [f'{{ area = "{p}", indicator = "employers", value = 300 }}' for p in provinces]
    answers = ask("\n".join([*figures, '{ indicator = "employers", printed = "1.5 thousand" }']))
    lines = drawn(explain(answers, "en", Key("employers", "kalimantan")))
    assert "  narrowed to 1,500 as the sum of its areas [derived]" in lines


ALTERNATIVES = """
[[source]]
id = "chosen"
published = 2026-02-03
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "coverage", printed = "41,30 persen" }]
[[source]]
id = "newer"
published = 2026-02-04
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "coverage", printed = "41 persen" }]
[[source]]
id = "retracted"
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "44 persen", superseded_by = "chosen" }]
[[source]]
id = "rougher"
published = 2026-02-03
defaults = { area = "bali", period = 2025, base = "employed" }
figures = [{ indicator = "coverage", printed = "40 persen" }]
[[source]]
id = "contradicted"
published = 2026-02-05
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "coverage", printed = "43 persen" }, { indicator = "uncovered", printed = "50 persen" }]
[[source]]
id = "computed"
published = 2026-02-03
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "uncovered", printed = "58,70 persen" }]
[[source]]
id = "as-good"
published = 2026-02-03
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "coverage", printed = "41,30 persen" }]
"""


def test_reasons_in_words(ask: Ask) -> None:
    lines = drawn(explain(ask(ALTERNATIVES), "en", Key("coverage", "bali"), parse_period("2025")))
    found = lines[lines.index("  not chosen") + 1 :]
    assert [(line.split(" (")[0].strip(), line.rsplit("): ", 1)[-1]) for line in found] == [
        ("41 %", "newer, but a rounding of the one chosen"),
        ("41.30 %", "as good as the one chosen"),
        ("41.30 %", "derived, while the one chosen is published [derived]"),
        ("40 %", "less precise, on the base “employed”"),
        ("43 %", "disputed within its source [disputed]"),
        ("44 %", "its source has taken it back, on a base that it does not name"),
    ]


def test_nothing_published_is_one_line(shipped: Answers) -> None:
    document = explain(shipped, "en", Key("claims", "bali", None, "jkk"))
    (tree,) = document.trees()
    assert tree.nodes == ()
    assert (
        tree.empty == "Bali: this fact base has nothing about it; its figures are about Kalimantan. "
        "All of Indonesia: --data indonesia."
    )


def test_a_value_of_a_machine_is_shown_as_written(ask: Ask) -> None:
    lines = drawn(explain(ask('{ indicator = "employers", value = 3.20e6 }'), "en", Key("employers", "kalimantan")))
    assert lines[1].startswith("  printed 3200000 (")
