"""One fault is told once: what only follows from it is left out, and what does not is told in the same run."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import HEAD, figures, said

from bpjscli.load import diagnostics

KINDS = ("claims", "workforce", "participants", "employers", "projects", "benefits")
SIX = [f'indicator = "{indicator}", value = {number}' for number, indicator in enumerate(KINDS)]
DEFAULTS = 'defaults = { area = "kalbar", period = 2025 }'


def source(keys: str, *lines: str) -> str:
    """A source with a line of `keys` (line 5), and its figures from line 7 on."""
    elements = "".join(f"  {{ {line} }},\n" for line in lines)
    return f"{HEAD}{keys}\nfigures = [\n{elements}]\n"


@pytest.mark.parametrize(
    ("keys", "messages"),
    [
        # what is to hold for all figures stands in the wrong place, or is misspelt
        ('area = "kalbar"\nperiod = 2025', [
            '5: error[F101]: unknown key "area" in a source; it belongs in defaults',
            '6: error[F101]: unknown key "period" in a source; it belongs in defaults']),
        ('default = { area = "kalbar", period = 2025 }',
            ['5: error[F101]: unknown key "default"; did you mean "defaults"?']),
        ('defaults = [{ area = "kalbar", period = 2025 }]',
            ["5: error[F112]: defaults is an array; write a table of its keys"]),
        ('defaults = { provinsi = "kalbar", period = 2025 }',
            ['5: error[F101]: unknown key "provinsi"; did you mean "area"?']),
        ('defaults = { qqq = "kalbar", period = 2025 }', [
            '5: error[F101]: unknown key "qqq"; known keys are area, indicator, period, segment, programme and base']),
        # it is there, and wrong
        ('defaults = { area = "kalbr", period = "2025-13" }', [
            '5: error[F104]: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?',
            '5: error[F121]: period: "2025-13" names month 13; months run from 01 to 12']),
        ('defaults = { area = 61, period = 2025 }', ["5: error[F112]: area is 61; write text in quotes"]),
        # it is not there
        ('note = "x"', ["2: error[F111]: the source gives its 6 figures no area and no period; "
                        "write it in its defaults, or in each figure"]),
        ('defaults = { area = "kalbar" }', ["5: error[F111]: the source gives its 6 figures no period; "
                                            "write it in its defaults, or in each figure"]),
    ],
)  # fmt: skip
def test_what_a_source_fails_to_give_its_figures(tmp_path: Path, keys: str, messages: list[str]) -> None:
    assert said(tmp_path, source(keys, *SIX)) == [f"figures.toml:{message}" for message in messages]
    own_faults = ('indicator = "covrage", value = 1', 'indicator = "coverage", printed = "n/a"')
    codes = [line.split(": ")[1] for line in said(tmp_path, source(keys, *SIX, *own_faults))]
    assert codes == [message.split(": ")[1] for message in messages] + ["error[F102]", "error[R203]"]


def test_a_key_that_some_figures_have_is_missed_at_each_that_lacks_it(tmp_path: Path) -> None:
    text = source("defaults = { period = 2025 }", *SIX[:2], 'area = "kalbar", indicator = "coverage", value = 27')
    assert said(tmp_path, text) == [
        f"figures.toml:{line}: error[F111]: the figure has no area; write one, here or in the defaults of its source"
        for line in (7, 8)
    ]


def test_a_wrong_key_is_one_that_a_figure_has(tmp_path: Path) -> None:
    text = source("defaults = { period = 2025 }", SIX[0], f"area = 61, {SIX[1]}")
    assert [line.split(": ")[:2] for line in said(tmp_path, text)] == [
        ["figures.toml:7", "error[F111]"],
        ["figures.toml:8", "error[F112]"],
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('area = "kalbr", {}', 'F104]: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?'),
        ('segment = "bpuu", {}', 'F103]: unknown segment "bpuu"; did you mean "bpu"?'),
        ('area = "kalbar", {}, nilai = 1', 'F101]: unknown key "nilai"; did you mean "value"?'),
        ("area = 61, {}", "F112]: area is 61; write text in quotes"),
        ("period = true, {}", "F121]: period: true is not a period; write"),
    ],
)
def test_a_wrong_name_is_told_once_with_the_places_where_it_stands(tmp_path: Path, line: str, message: str) -> None:
    def places(*figures: str) -> str:
        (found,) = said(tmp_path, source(DEFAULTS, *(line.format(figure) for figure in figures)))
        assert found.startswith(f"figures.toml:7: error[{message}")
        return found.rpartition(" (also at ")[2].rstrip(")") if "also at" in found else ""

    assert places(*SIX[:1]) == ""
    assert places(*SIX[:2]) == "figures.toml:8"
    assert places(*SIX[:4]) == "figures.toml:8, figures.toml:9 and figures.toml:10"
    assert places(*SIX) == "figures.toml:8, figures.toml:9, figures.toml:10 and 2 more"


def test_the_same_name_is_guessed_at_once_and_leaves_guesses_for_others(tmp_path: Path) -> None:
    lines = [f'indicator = "covrage", locator = "p {n}", value = {n}' for n in range(200)]
    first, second = said(tmp_path, source(DEFAULTS, *lines, 'indicator = "clams", value = 1'))
    assert first.endswith(
        'did you mean "coverage"? (also at figures.toml:8, figures.toml:9, figures.toml:10 and 196 more)'
    )
    assert second.endswith('did you mean "claims"?')


def test_figures_on_one_line_are_one_place(tmp_path: Path) -> None:
    text = f'{HEAD}{DEFAULTS}\nfigures = [{{ indicator = "x", value = 1 }}, {{ indicator = "x", value = 2 }}]\n'
    assert said(tmp_path, text) == [
        'figures.toml:6: error[F102]: unknown indicator "x"; define it in an [[indicator]] block'
    ]


def test_faults_that_are_mended_one_by_one_are_told_one_by_one(tmp_path: Path) -> None:
    text = source(DEFAULTS, *(f'indicator = "{indicator}", printed = "n/a"' for indicator in KINDS))
    assert len(said(tmp_path, text)) == len(KINDS)


AREA = '[[area]]\nid = "kec-x"\nname = { id = "Kecamatan X", en = "X District" }\naliases = ["X Raya"]\n'
INDICATOR = '[[indicator]]\nid = "laporan"\nname = "laporan"\nkind = "stock"\nunit = "count"\n'
BELOW = '[[area]]\nid = "y-1"\nname = "Y"\nlevel = "city"\nparent = "kec-x"\n'
NAMES = ("kec-x", "Kecamatan X", "X District", "x raya", "99.99.99")


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (AREA + 'kemendagri = "99.99.99"\nlevel = "kecamatan"\n', "F106"),
        (AREA + 'kemendagri = "99.99.99"\n', "F111"),
        (AREA.replace("id =", "id_ =", 1) + 'kemendagri = "99.99.99"\nlevel = "regency"\n', "F101"),
        (AREA.replace("[[area]]", "[area]") + 'level = "regency"\n', "F112"),
        (AREA.replace("[[area]]", "[[areas]]") + 'level = "regency"\n', "F101"),
    ],
)
def test_an_area_that_is_defined_wrongly_is_not_unknown_as_well(tmp_path: Path, block: str, code: str) -> None:
    lines = [f'area = "{name}", {figure}' for name, figure in zip(NAMES, SIX, strict=False)]
    below = "" if "[area]\n" in block and "[[area]]" not in block else BELOW
    slip = 'area = "kalbr", indicator = "coverage", value = 1'
    found = said(tmp_path, source("defaults = { period = 2025 }", *lines, slip) + below + block)
    assert sorted(line.split("error[")[1][:4] for line in found) == sorted(["F104", code])
    assert [line for line in found if '"kalbr"' in line]


@pytest.mark.parametrize(
    ("kind", "block", "code"),
    [
        ("indicator", INDICATOR.replace("unit", "unt"), "F101"),
        ("indicator", INDICATOR.replace('"count"', '"laporan"'), "F106"),
        ("indicator", INDICATOR.replace('id = "laporan"', ""), "F111"),
        ("segment", '[[segment]]\nid = "laporan"\n', "F111"),
        ("programme", '[[programme]]\nid = "laporan"\nname = 3\n', "F112"),
    ],
)
def test_a_word_that_is_defined_wrongly_is_not_unknown_as_well(
    tmp_path: Path, kind: str, block: str, code: str
) -> None:
    line = f'{kind} = "laporan", value = 1' + ("" if kind == "indicator" else ', indicator = "claims"')
    other = 'indicator = "covrage", value = 2'
    found = said(tmp_path, source(DEFAULTS, line, other) + block)
    assert sorted(line.split("error[")[1][:4] for line in found) == sorted(["F102", code])
    rule = '[[identity]]\nid = "r"\nholds = "claims = employers"\ncore = ["laporan"]\n'
    if kind != "indicator":
        assert len(said(tmp_path, source(DEFAULTS, SIX[0]) + block + rule)) == 1


@pytest.mark.parametrize(
    ("include", "code"),
    [
        ('include = ["areas.toml"]', "F161"),
        ('include = "areas.toml"', "F112"),
        ('includes = ["areas.toml"]', "F101"),
        ('include = ["broken.toml"]', "F155"),
    ],
)
def test_a_name_may_be_defined_where_nothing_could_be_read(tmp_path: Path, include: str, code: str) -> None:
    text = source(
        DEFAULTS,
        'area = "Kecamatan X", indicator = "claims", value = 1',
        'indicator = "laporan", value = 1',
        'segment = "asn", indicator = "claims", value = 1',
        'programme = "jkx-2", indicator = "claims", value = 1',
        'indicator = "claims", value = 1, superseded_by = "later"',
        'area = "kalbr", indicator = "covrage", segment = "bpuu", programme = "jkkk", value = 1',
    ).replace("format = 1", f"format = 1\n{include}", 1)
    found = said(tmp_path, f"{text}{BELOW}# --- broken.toml\n[[\n")
    assert sorted(line.split("error[")[1][:4] for line in found) == sorted([code, "F102", "F103", "F103", "F104"])


def test_only_so_many_names_are_compared_where_all_may_be_defined_elsewhere(tmp_path: Path) -> None:
    lines = [f'area = "a-{n}", indicator = "claims", value = 1' for n in range(diagnostics.MOST_GUESSES)]
    slip = 'area = "kalbr", indicator = "claims", value = 1'
    text = source("defaults = { period = 2025 }", *lines, slip).replace("= 1", '= 1\ninclude = ["areas.toml"]', 1)
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == ["error[F161]"]
    text = text.replace('area = "a-0"', 'area = "kalbar"')
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == ["error[F161]", "error[F104]"]


def test_a_figure_that_might_be_another_one_is_not_the_same_twice(tmp_path: Path) -> None:
    lines = ['segmen = "pu"', "programme = 3", 'base = "a b"', "kelompokk = 1", "locator = 3"]
    text = source(DEFAULTS, SIX[0], *(f"{SIX[0]}, {line}" for line in lines))
    assert ["F116" in line for line in said(tmp_path, text)] == [False] * len(lines)
    text = source(DEFAULTS, *(f"{SIX[0]}, {line}" for line in lines), SIX[0])
    assert ["F116" in line for line in said(tmp_path, text)] == [False] * len(lines)


@pytest.mark.parametrize(
    "fault",
    [
        "value = 1, note = 3",
        "value = 1, accepted_until = 2026-12-31",
        "value = 1, accepted = 3, accepted_until = 2026-12-31",
        'value = 1, accepted = "x", accepted_until = "soon"',
        "value = 1, superseded_by = 3",
        'value = "1"',
        "printed = 1",
        'printed = "n/a"',
    ],
)
def test_a_figure_that_is_another_one_whatever_its_faults_is_told_of_both(tmp_path: Path, fault: str) -> None:
    told = ', indicator = "claims", segment = "pu", programme = "jkk", base = "eligible"'
    figure = ('locator = "p. 2", value = 2', f'locator = "p. 2", {fault}')
    found = said(tmp_path, source(DEFAULTS, *(line + told for line in figure)))
    assert said(tmp_path, source(DEFAULTS.replace(" }", told + " }"), *figure)) == found
    assert [line.split("error")[1][:6] for line in found if "F116" not in line] != []
    assert [line.split(": ", 2)[::2] for line in found if "F116" in line] == [
        [
            "figures.toml:8",
            '"antara/kalbar/claims/pu/jkk/eligible/2025/p-2" is already at figures.toml:7; remove one, '
            "or give each a locator",
        ]
    ]


@pytest.mark.parametrize(
    "later",
    [
        'idd = "later"\n' + DEFAULTS,
        'id = "Antara"\n' + DEFAULTS,
        'id = "later"\ndefaults = { area = "kalbar" }',
        'id = "later"\ndefaults = { area = "kalbar", period = 20255 }',
    ],
)
def test_what_replaces_a_figure_is_there_even_if_it_is_wrong(tmp_path: Path, later: str) -> None:
    by = ("Antara" if "Antara" in later else "later") + "/kalbar/claims/2025"
    text = source(DEFAULTS, f'{SIX[0]}, superseded_by = "{by}"')
    found = said(tmp_path, f"{text}[[source]]\npublished = 2026\n{later}\nfigures = [{{ {SIX[0]} }}]\n")
    assert len(found) == 1
    assert "F107" not in found[0]


ENGLISH = ["1,953,661", "16,684", "2.4 million"]


def english(*printed: str) -> list[str]:
    kinds = ("participants", "workforce", "claims", "employers")
    return [f'indicator = "{kind}", printed = "{text}"' for kind, text in zip(kinds, printed, strict=False)]


def test_a_source_in_english_that_does_not_say_so_is_one_fault(tmp_path: Path) -> None:
    assert said(tmp_path, source(DEFAULTS, *english(*ENGLISH))) == [
        'figures.toml:7: error[R201]: printed "1,953,661" and 1 more of its source can be read in English and not in '
        'Indonesian; give the source language = "en", or correct them'
    ]
    assert said(tmp_path, source(f'language = "en"\n{DEFAULTS}', *english(*ENGLISH))) == []


@pytest.mark.parametrize(
    ("language", "printed", "wrong"),
    [
        ("", [*ENGLISH, "16.684"], 2),  # not a source in English
        ("", ENGLISH[:1], 1),  # a slip rather than a language
        ('language = "id"\n', ENGLISH, 0),  # a source that says it is in Indonesian, and groups by commas
        ('language = "id"\n', ENGLISH[:1], 1),  # which a single number does not tell
        ('language = "EN"\n', ENGLISH, 1),  # which is the fault that matters
        ('language = "EN"\n', [*ENGLISH, "n/a"], 2),
        ("", [*ENGLISH, "n/a"], 2),
    ],
)
def test_numbers_in_the_marks_of_another_language(
    tmp_path: Path, language: str, printed: list[str], wrong: int
) -> None:
    assert len(said(tmp_path, source(f"{language}{DEFAULTS}", *english(*printed)))) == wrong


def test_a_number_is_told_at_its_line_even_if_the_fault_is_another(tmp_path: Path) -> None:
    head = f"{HEAD}{DEFAULTS}\n"
    first, second = (f'[[source.figures]]\nindicator = "{kind}"\nprinted = "1,953,661"\n' for kind in KINDS[:2])
    lines = [line.split(":")[1] for line in said(tmp_path, head + first + second)]
    assert lines == ["8"]
    lines = [line.split(":")[1] for line in said(tmp_path, head + first)]
    assert lines == ["8"]
    lines = [
        line.split(":")[1] for line in said(tmp_path, head + first.replace("claims", "x").replace("1,953,661", "–"))
    ]
    assert lines == ["7", "8"]


@pytest.mark.parametrize(("printed", "is_told"), [("n/a", True), ("1.23.4", True), ("41 persen", False), ("27", False)])
def test_what_nobody_could_read_is_told_though_the_indicator_is_unknown(
    tmp_path: Path, printed: str, is_told: bool
) -> None:
    found = said(tmp_path, source(DEFAULTS, f'indicator = "covrage", printed = "{printed}"'))
    assert [line.split(": ")[1] for line in found][:1] == ["error[F102]"]
    assert ["error[R20" in line for line in found][1:] == [True] * is_told


def test_a_base_of_another_format_is_not_judged_any_further(tmp_path: Path) -> None:
    text = figures('region = "kalbr", printd = "27"').replace("format = 1", "format = 2")
    assert said(tmp_path, text) == ["figures.toml:1: error[F118]: format is 2; this version of bpjs reads format = 1"]
    text = figures('region = "kalbr", value = 1').replace("format = 1", 'format = "1"')
    assert len(said(tmp_path, text)) > 1


def test_a_number_among_the_defaults_hides_none(tmp_path: Path) -> None:
    text = source('defaults = { area = "kalbar", period = 2025, value = 1 }', 'indicator = "claims", printed = "n/a"')
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == ["error[F101]", "error[R203]"]
