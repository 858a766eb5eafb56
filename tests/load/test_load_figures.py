"""What may be wrong with a figure: said with its line, its code, and what would be right."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from loading import HEAD, figures, loaded, said

from bpjscli.load import diagnostics, figure_errors
from bpjscli.load.codes import CODES
from bpjscli.load.load import load
from bpjscli.model.period import EXAMPLES
from bpjscli.numerals.reading import ErrorKind

AT = "figures.toml:8: error"
COVERAGE = 'indicator = "coverage"'


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        # unknown and missing keys
        (f'{COVERAGE}, printd = "27 persen"', '[F101]: unknown key "printd"; did you mean "printed"?'),
        (f'{COVERAGE}, nilai = 27', '[F101]: unknown key "nilai"; did you mean "value"?'),
        (f'{COVERAGE}, printed = "27 persen", title = "x"',
         '[F101]: unknown key "title"; known keys are area, indicator, '
         "period, segment, programme, base, printed, value, note, locator, accepted, accepted_until and superseded_by"),
        (f'{COVERAGE}, printed = "27 persen", include = []',
         '[F101]: unknown key "include" here; it belongs at the top of the file, before the first [[source]]'),
        ('printed = "27 persen"',
         "[F111]: the figure has no indicator; write one, here or in the defaults of its source"),
        (f'{COVERAGE}, printed = "27 persen", accepted_until = 2026-12-31',
         '[F111]: accepted_until needs a reason; write accepted = "why" as well'),
        # wrong types
        (f'{COVERAGE}, printed = 27', "[F112]: printed is 27; write text in quotes"),
        (f'{COVERAGE}, value = "27"',
         '[F112]: value is "27"; write a number without quotes, such as 80.5 (or use printed)'),
        (f'{COVERAGE}, value = true',
         "[F112]: value is true; write a number without quotes, such as 80.5 (or use printed)"),
        (f'{COVERAGE}, printed = "1 persen", area = 61', "[F112]: area is 61; write text in quotes"),
        (f'{COVERAGE}, printed = "1 persen", note = []', "[F112]: note is an array; write text in quotes"),
        (f'{COVERAGE}, printed = "1 persen", base = {{}}', "[F112]: base is a table; write text in quotes"),
        (f'{COVERAGE}, printed = "1 persen", locator = 10:30:00', "[F112]: locator is 10:30:00; write text in quotes"),
        (f'{COVERAGE}, printed = "1 persen", accepted = true, accepted_until = 2026-12-31',
         "[F112]: accepted is true; write the reason in quotes"),
        (f'{COVERAGE}, printed = "1 persen", accepted = true', "[F112]: accepted is true; write the reason in quotes"),
        (f'{COVERAGE}, printed = "1 persen", accepted = "x", accepted_until = "2026-12-31"',
         '[F112]: accepted_until is "2026-12-31"; write a date without quotes, such as 2026-12-31'),
        (f'{COVERAGE}, printed = "1 persen", accepted = "x", accepted_until = 2026-12-31 10:00:00',
         "[F112]: accepted_until is 2026-12-31 10:00:00; write a date without quotes, such as 2026-12-31"),
        # names
        ('indicator = "covrage", printed = "27 persen"',
         '[F102]: unknown indicator "covrage"; did you mean "coverage"?'),
        ('indicator = "Coveraje", printed = "27 persen"',
         '[F102]: unknown indicator "Coveraje"; did you mean "coverage"?'),
        ('indicator = "zzz", printed = "27 persen"',
         '[F102]: unknown indicator "zzz"; define it in an [[indicator]] block'),
        (f'{COVERAGE}, printed = "27 persen", segment = "bpuu"', '[F103]: unknown segment "bpuu"; did you mean "bpu"?'),
        (f'{COVERAGE}, printed = "27 persen", segment = "jkk"', '[F103]: unknown segment "jkk"; it is a programme'),
        (f'{COVERAGE}, printed = "27 persen", programme = "pu"', '[F103]: unknown programme "pu"; it is a segment'),
        (f'{COVERAGE}, printed = "27 persen", programme = "zzz"',
         '[F103]: unknown programme "zzz"; known are jkk, jkm, jht, jp, jkp and beasiswa'),
        (f'{COVERAGE}, printed = "27 persen", area = "kaltm"',
         '[F104]: unknown area "kaltm"; did you mean "kaltim", "kaltara" or "kolaka-timur"?'),
        (f'{COVERAGE}, printed = "27 persen", area = ""', '[F104]: unknown area ""; define it in an [[area]] block'),
        (f'{COVERAGE}, printed = "27 persen", base = "a b"',
         '[F114]: base is "a b"; write at most 100 letters, digits, hyphens, dots and underscores, '
         "the first a letter or digit"),
        # exactly one number
        (COVERAGE, "[F113]: the figure has neither printed nor value; write one of them"),
        (f'{COVERAGE}, printed = "27 persen", value = 27',
         "[F113]: the figure has both printed and value; write one of them"),
        # periods
        (f'{COVERAGE}, printed = "1 persen", period = true',
         f'[F121]: period: true is not a period; write {EXAMPLES}'),
        (f'{COVERAGE}, printed = "1 persen", period = 2025.0',
         f'[F121]: period: 2025.0 is not a period; write {EXAMPLES}'),
        (f'{COVERAGE}, printed = "1 persen", period = {{}}',
         f'[F121]: period: a table is not a period; write {EXAMPLES}'),
        (f'{COVERAGE}, printed = "1 persen", period = 2025-03-31 10:00:00',
         "[F121]: period: 2025-03-31 10:00:00 has a time in it; write the date alone, such as 2025-03-31"),
        (f'{COVERAGE}, printed = "1 persen", period = "2025-02-30"',
         '[F121]: period: "2025-02-30" is no date; 2025-02 has 28 days'),
        (f'{COVERAGE}, printed = "1 persen", period = 1944',
         '[F121]: period: the year of "1944" is outside 1945 to 2100'),
        (f'{COVERAGE}, printed = "1 persen", period = 2101-01-01',
         '[F121]: period: the year of "2101-01-01" is outside 1945 to 2100'),
        # readings
        ('indicator = "participants", value = -1',
         "[R206]: value is -1; participants cannot be below zero, check the source"),
        (f'{COVERAGE}, printed = "-1 persen"',
         '[R206]: printed is "-1 persen"; coverage cannot be below zero, check the source'),
        ('indicator = "benefits", value = -1e9',
         "[R206]: value is -1E+9; benefits cannot be below zero, check the source"),
        (f'{COVERAGE}, printed = "-1 hingga 3 persen"',
         '[R206]: printed is "-1 hingga 3 persen"; coverage cannot be below zero, check the source'),
        (f'{COVERAGE}, value = nan', "[R207]: value is NaN, not a finite number; leave the figure out"),
        (f'{COVERAGE}, value = -inf', "[R207]: value is -Infinity, not a finite number; leave the figure out"),
        (f'{COVERAGE}, value = 1e400',
         "[R205]: value 1E+400: the number is beyond 1e30"),
        (f'{COVERAGE}, value = 0x{"f" * 3000}',
         "[R205]: value a number of more than 38 digits: the number has more than 30 digits"),
    ],
)  # fmt: skip
def test_one_thing_wrong(tmp_path: Path, figure: str, message: str) -> None:
    assert said(tmp_path, figures(figure)) == [AT + message]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("27.025 ribu", "R201"),
        ("27 persen", "R202"),
        ("n/a", "R203"),
        ("-", "R203"),
        ("", "R203"),
        ("1.23.4", "R204"),
        ("9" * 31, "R205"),
        ("9" * 300, "R205"),
    ],
)
def test_each_kind_of_misread_number_has_its_code(tmp_path: Path, printed: str, code: str) -> None:
    (line,) = said(tmp_path, figures(f'indicator = "participants", printed = "{printed}"'))
    assert line.startswith(f"{AT}[{code}]: printed ")


def test_every_kind_of_numeral_error_has_a_code() -> None:
    assert set(figure_errors.CODE_OF_KIND) == set(ErrorKind.__args__)  # type: ignore[attr-defined]  # a Literal has them
    assert set(figure_errors.CODE_OF_KIND.values()) <= set(CODES)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ('indicator = "coverage", value = 80.00', "80.00"),
        ('indicator = "coverage", printed = "104 persen"', "104"),
        ('indicator = "coverage", value = 0', "0"),
        ('indicator = "coverage", value = -0.0', "0.0"),
        ('indicator = "gap_points", value = -3.5', "-3.5"),
        ('indicator = "gap_people", printed = "-16.800"', "-16800"),
        ('indicator = "unregistered", value = -5', "-5"),
    ],
)
def test_what_is_unusual_but_right(tmp_path: Path, figure: str, value: str) -> None:
    (found,) = loaded(tmp_path, figures(figure)).figures
    assert abs(found.reading.value).as_tuple() == abs(Decimal(value)).as_tuple()
    assert found.reading.value == Decimal(value)


def test_a_figure_of_segment_and_programme_names_both(tmp_path: Path) -> None:
    text = figures('indicator = "claims", segment = "pu", programme = "jkk", base = "eligible", value = 3')
    assert loaded(tmp_path, text).figures[0].id == "antara/kalbar/claims/pu/jkk/eligible/2025"


def test_a_figure_keeps_what_is_written_about_it(tmp_path: Path) -> None:
    keys = 'note = "n", locator = "p. 2", accepted = "a", accepted_until = 2026-12-31, superseded_by = "later"'
    later = '[[source]]\nid = "later"\npublished = 2026\n'
    text = figures(f"{COVERAGE}, value = 80.5, {keys}", f'{COVERAGE}, printed = "80,5%"') + later
    first, second = loaded(tmp_path, text).figures
    assert (first.note, first.locator, first.accepted, first.superseded_by) == ("n", "p. 2", "a", "later")
    assert (first.accepted_until, first.given, first.printed, first.order) == (
        date(2026, 12, 31),
        Decimal("80.5"),
        None,
        0,
    )
    assert (second.note, second.locator, second.accepted, second.superseded_by) == (None, None, None, None)
    assert (second.accepted_until, second.order) == (None, 1)
    assert (second.given, second.printed) == (None, "80,5%")


@pytest.mark.parametrize(
    ("locator", "end"),
    [("p. 2", "p-2"), ("Tabel 3, §4", "tabel-3-4"), ("§", "-"), ("x" * 61, "x" * 60), ("_a_b", "a-b")],
)
def test_where_in_its_source_a_figure_stands_is_part_of_its_id(tmp_path: Path, locator: str, end: str) -> None:
    text = figures(f'{COVERAGE}, value = 3, locator = "{locator}"')
    assert loaded(tmp_path, text).figures[0].id == f"antara/kalbar/coverage/2025/{end}"


def test_all_defaults_reach_the_figures(tmp_path: Path) -> None:
    text = figures("value = 3", 'value = 4, segment = "bpu"').replace(
        "period = 2025", 'period = "2025-Q1", indicator = "claims", segment = "pu", programme = "jkk", base = "b"'
    )
    assert [figure.id for figure in loaded(tmp_path, text).figures] == [
        "antara/kalbar/claims/pu/jkk/b/2025-Q1",
        "antara/kalbar/claims/bpu/jkk/b/2025-Q1",
    ]


@pytest.mark.parametrize(
    ("written", "messages"),
    [
        ('area = "kalbr"', ['F104]: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?']),
        ('area = "kalbar", segment = "x"',
         ['F103]: unknown segment "x"; known are pu, bpu, jakon, pmi, rentan, non-asn and desa']),
        ('area = "kalbar", base = "/"',
         ['F114]: base is "/"; write at most 100 letters, digits, hyphens, dots and underscores, '
          "the first a letter or digit"]),
        ('area = "kalbar", indicator = "x", period = "x"',
         ['F102]: unknown indicator "x"; define it in an [[indicator]] block',
          f'F121]: period: "x" is not a period; write {EXAMPLES}']),
        ('area = 61', ["F112]: area is 61; write text in quotes"]),
        ('area = "kalbar", printed = "1"',
         ['F101]: unknown key "printed"; did you mean "period"?']),
        ('area = "kalbar", value = 1',
         ['F101]: unknown key "value"; known keys are area, indicator, period, segment, programme and base']),
    ],
)  # fmt: skip
def test_a_wrong_default_is_told_once_and_not_for_each_figure(
    tmp_path: Path, written: str, messages: list[str]
) -> None:
    text = figures(
        'period = 2025, indicator = "coverage", value = 1', 'period = 2024, indicator = "coverage", value = 2'
    )
    text = text.replace('area = "kalbar", period = 2025', written)
    assert said(tmp_path, text) == [f"figures.toml:6: error[{message}" for message in messages]


def test_a_wrong_default_hides_nothing_else(tmp_path: Path) -> None:
    text = figures('indicator = "covrage", value = 1', "value = nan").replace('"kalbar"', '"kalbr"')
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == [
        "error[F104]",
        "error[F102]",
        "error[F111]",
        "error[R207]",
    ]


def test_a_figure_about_the_future_is_a_warning_unless_it_is_a_target(tmp_path: Path) -> None:
    text = figures(
        'indicator = "coverage", printed = "27 persen", period = 2026',
        'indicator = "coverage", printed = "27 persen", period = "2026-03"',
        'indicator = "coverage", printed = "x", period = "2026-04"',
        'indicator = "target_coverage", printed = "60 persen", period = 2030',
    )
    assert [line for line in said(tmp_path, text) if "F124" in line] == [
        "figures.toml:9: warning[F124]: the period 2026-03 begins after the source was published, 2026-02-02; "
        "check both, or enter it as a target",
        "figures.toml:10: warning[F124]: the period 2026-04 begins after the source was published, 2026-02-02; "
        "check both, or enter it as a target",
    ]


def test_a_period_in_the_future_is_told_once_a_source(tmp_path: Path) -> None:
    text = figures('indicator = "coverage", value = 27', 'indicator = "participants", value = 5').replace(
        "period = 2025", 'period = "2026-03"'
    )
    assert [line.split(":")[1] for line in said(tmp_path, text) if "F124" in line] == ["8"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("figures = 3", "figures is 3; write a list of figures, such as "
         '[{ indicator = "coverage", printed = "27 persen" }]'),
        ("figures = [3]", "a figure is 3; write a table of its keys"),
        ("defaults = 3", "defaults is 3; write a table of its keys"),
    ],
)  # fmt: skip
def test_figures_and_defaults_are_tables(tmp_path: Path, written: str, message: str) -> None:
    text = f'format = 1\n[[source]]\nid = "a"\npublished = 2026\n{written}\n'
    assert said(tmp_path, text)[0] == f"figures.toml:5: error[F112]: {message}"


def test_many_slips_are_all_told_and_only_the_first_get_suggestions(tmp_path: Path) -> None:
    lines = [f'area = "kalbr{n}", indicator = "covrage{n}", value = 1' for n in range(300)]
    found = said(tmp_path, figures(*lines))
    assert len(found) == 600
    assert sum("did you mean" in line for line in found) == diagnostics.MOST_GUESSES


def test_no_suggestion_is_sought_among_too_many_words() -> None:
    words = [f"antara-{n}" for n in range(2001)]
    assert diagnostics.Guesser().nearest("antara-1999x", words[:2000]) == "antara-1999"
    assert diagnostics.Guesser().nearest("antara-1999x", words) is None


def test_a_figure_that_is_left_out_without_a_word_would_be_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_errors.Faults, "report", lambda *_: None)
    with pytest.raises(RuntimeError, match=r"\Aa figure was left out, and nothing said why\Z"):
        loaded(tmp_path, figures('indicator = "covrage", value = 1'))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('area = "kalbr"', "F104"),
        ('area = "Papua Pegunungan Tengah Selatan"', "F104"),
        ("area = 61", "F112"),
        ('indicator = "covrage"', "F102"),
        ("period = true", "F121"),
        ("period = 2027", "F124"),
        ('segment = "bpuu"', "F103"),
        ('programme = "jkkk"', "F103"),
        ('base = "a b"', "F114"),
        ("accepted_until = 2026-12-31", "F111"),
        ('printed = "n/a"', "R203"),
        ("value = nan", "R207"),
        ('printed = "-1 persen"', "R206"),
        ('printd = "1 persen"', "F101"),
    ],
)
def test_a_line_of_a_wrong_key_is_its_own_in_a_figure_of_several_lines(tmp_path: Path, written: str, code: str) -> None:
    right = {"area": '"kalbar"', "indicator": '"coverage"', "period": "2025", "printed": '"27 persen"'}
    replaced = {"value": "printed", "printd": "printed"}.get(key := written.split(" ")[0], key)
    keys = [f"{name} = {value}" for name, value in right.items() if name != replaced]
    text = "\n".join([HEAD + "[[source.figures]]", *keys, "", written])
    (line,) = said(tmp_path, text)
    assert line.startswith(f"figures.toml:{len(text.splitlines())}: ")
    assert f"[{code}]: " in line


def test_good_figures_do_not_need_the_modules_for_bad_ones(tmp_path: Path) -> None:
    names = ["difflib", "unicodedata", "importlib.metadata", "rich", "jinja2", "tomlkit"]
    names += [
        f"bpjscli.facts.{name}"
        for name in ("codes", "entries.faults", "entries.superseded", "files.locate", "files.syntax")
    ]
    path = tmp_path / "figures.toml"
    path.write_text(figures('indicator = "coverage", printed = "27 persen"'), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from bpjscli.load.load import load\n"
        f"load(Path({str(path)!r}))\n"
        f"print([name for name in {names!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert load(path).problems == ()
