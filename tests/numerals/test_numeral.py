"""What printed numbers may mean, by example and by property."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.model.facts import Reading, Unit
from bpjscli.model.interval import Interval
from bpjscli.numerals import reading
from bpjscli.numerals.lexicon import AFTER, BEFORE
from bpjscli.numerals.reading import Language, NumeralError, read_printed, read_value

UNITS: tuple[Unit, ...] = ("percent", "persons", "count", "IDR")


def shown(interval: Interval) -> str:
    """An interval in the usual notation: "[40.5, 41.5]", "(50, ∞)"."""
    low = "-∞" if interval.low is None else f"{interval.low:f}"
    high = "∞" if interval.high is None else f"{interval.high:f}"
    opening = "(" if interval.low_open or interval.low is None else "["
    closing = ")" if interval.high_open or interval.high is None else "]"
    return f"{opening}{low}, {high}{closing}"


def read(text: str, unit: Unit = "persons", language: Language = "id") -> tuple[str, str, str, str, str]:
    """The reading as text: value, step, qualifier, rounded, loose."""
    found = read_printed(text, unit, language)
    return str(found.value), str(found.step), found.qualifier, shown(found.rounded), shown(found.loose)


COMMON = st.from_regex(
    r"(Rp ?)?([0-9]{1,4}([.,][0-9]{3}){0,9}|[0-9]{1,3})([.,][0-9]{1,3})?( ?%| persen|  persen)?", fullmatch=True
)


@given(COMMON, st.sampled_from(UNITS), st.sampled_from(("id", "en")))
def test_the_short_way_for_common_numbers_leads_to_the_same_reading(text: str, unit: Unit, language: Language) -> None:
    def by(way: Callable[[str, Unit, Language], Reading]) -> str:
        try:
            return repr(way(text, unit, language))
        except NumeralError as error:
            return str(error)

    assert by(read_printed) == by(reading._read_carefully)


@pytest.mark.parametrize(
    ("text", "unit", "value", "step", "qualifier", "rounded", "loose"),
    [
        ("16.684", "persons", "16684", "0", "exact", "[16684, 16684]", "[16684, 16684]"),
        ("1.953.661", "persons", "1953661", "0", "exact", "[1953661, 1953661]", "[1953661, 1953661]"),
        ("0", "count", "0", "0", "exact", "[0, 0]", "[0, 0]"),
        ("16.800", "persons", "16800", "0", "exact", "[16800, 16800]", "[16800, 16800]"),
        ("206.000", "persons", "206000", "1000", "rounded", "[205500, 206500]", "[205450, 207000]"),
        ("1.500.000", "persons", "1500000", "100000", "rounded", "[1450000, 1550000]", "[1445000, 1600000]"),
        ("1000", "count", "1000", "1000", "rounded", "[500, 1500]", "[450, 2000]"),
        ("45,34 persen", "percent", "45.34", "0.01", "rounded", "[45.335, 45.345]", "[45.3345, 45.35]"),
        ("59,50 persen", "percent", "59.50", "0.01", "rounded", "[59.495, 59.505]", "[59.4945, 59.51]"),
        ("50 persen", "percent", "50", "1", "rounded", "[49.5, 50.5]", "[49.45, 51]"),
        ("1000%", "percent", "1000", "1", "rounded", "[999.5, 1000.5]", "[999.45, 1001]"),
        ("41", "percent", "41", "1", "rounded", "[40.5, 41.5]", "[40.45, 42]"),
        ("3,2 juta", "persons", "3200000", "100000", "rounded", "[3150000, 3250000]", "[3145000, 3300000]"),
        ("3,287 juta", "persons", "3287000", "1000", "rounded", "[3286500, 3287500]", "[3286450, 3288000]"),
        ("1,70 juta", "persons", "1700000", "10000", "rounded", "[1695000, 1705000]", "[1694500, 1710000]"),
        ("300 ribu", "persons", "300000", "1000", "rounded", "[299500, 300500]", "[299450, 301000]"),
        ("2000 ribu", "persons", "2000000", "1000000", "rounded", "[1500000, 2500000]", "[1450000, 3000000]"),
        ("1.460,91 ribu", "persons", "1460910", "10", "rounded", "[1460905, 1460915]", "[1460904.5, 1460920]"),
        ("1.234.567 rb", "count", "1234567000", "1000", "rounded",
         "[1234566500, 1234567500]", "[1234566450, 1234568000]"),
        ("Rp7,2 miliar", "IDR", "7200000000", "100000000", "rounded",
         "[7150000000, 7250000000]", "[7145000000, 7300000000]"),
        ("Rp1.784,00", "IDR", "1784", "0", "exact", "[1784, 1784]", "[1783, 1785]"),
        ("Rp11.784,73", "IDR", "11784.73", "0.01", "rounded", "[11784.725, 11784.735]", "[11784.7245, 11784.74]"),
    ],
)  # fmt: skip
def test_a_number_without_qualifier(
    text: str, unit: Unit, value: str, step: str, qualifier: str, rounded: str, loose: str
) -> None:
    assert read(text, unit) == (value, step, qualifier, rounded, loose)


@pytest.mark.parametrize(
    ("text", "unit", "step", "qualifier", "rounded", "loose"),
    [
        ("sekitar 3,3 juta", "persons", "100000", "about", "[3200000, 3400000]", "[3200000, 3400000]"),
        ("menurun menjadi 12.808 orang", "persons", "0", "exact", "[12808, 12808]", "[12808, 12808]"),
        ("sekitar 16.684", "persons", "0", "about", "[16683, 16685]", "[16683, 16685]"),
        ("kurang lebih 42 persen", "percent", "1", "about", "[41, 43]", "[41, 43]"),
        ("3 jutaan", "persons", "1000000", "about", "[2900000, 4000000]", "[2500000, 4000000]"),
        ("hampir 50 persen", "percent", "1", "nearly", "[45, 50]", "[40, 50.5]"),
        ("mendekati 16.684", "persons", "0", "nearly", "[16683, 16684]", "[16682, 16684]"),
        ("lebih dari 63.680", "count", "0", "more-than", "(63680, ∞)", "(63680, ∞)"),
        ("3,2 juta lebih", "persons", "100000", "more-than", "[3200000, 3300000]", "[3200000, 3300000]"),
        (
            "Rp212 miliar lebih",
            "IDR",
            "1000000000",
            "more-than",
            "[212000000000, 213000000000]",
            "[212000000000, 213000000000]",
        ),
        ("50 persen lebih", "percent", "10", "more-than", "[50, 60]", "[50, 60]"),
        ("45,5 persen lebih", "percent", "0.1", "more-than", "[45.5, 45.6]", "[45.5, 45.6]"),
        ("400 ribu sekian", "persons", "100000", "more-than", "[400000, 500000]", "[400000, 500000]"),
        ("1.247 orang lebih", "persons", "1", "more-than", "[1247, 1248]", "[1247, 1248]"),
        ("400 ribuan", "persons", "100000", "about", "[390000, 500000]", "[350000, 500000]"),
        ("3,2 jutaan", "persons", "100000", "about", "[3190000, 3300000]", "[3150000, 3300000]"),
        ("40-an persen", "percent", "10", "about", "[39, 50]", "[35, 50]"),
        ("70.000an orang", "persons", "10000", "about", "[69000, 80000]", "[65000, 80000]"),
        ("500-an ribu", "persons", "100000", "about", "[490000, 600000]", "[450000, 600000]"),
        ("100-200 ribuan", "persons", "100000", "range", "[90000, 300000]", "[50000, 300000]"),
        ("minimal 45 persen", "percent", "1", "at-least", "[45, ∞)", "[45, ∞)"),
        ("di bawah 50 persen", "percent", "1", "less-than", "[0, 50)", "[0, 50)"),
        ("maksimal Rp3,5 juta", "IDR", "100000", "at-most", "[0, 3500000]", "[0, 3500000]"),
        ("hingga 3,5 juta", "persons", "100000", "at-most", "[0, 3500000]", "[0, 3500000]"),
    ],
)
def test_a_number_with_a_qualifier(text: str, unit: Unit, step: str, qualifier: str, rounded: str, loose: str) -> None:
    assert read(text, unit)[1:] == (step, qualifier, rounded, loose)


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        (
            "about",
            "sekitar, kurang lebih, lebih kurang, berkisar, kira-kira, sekira, kisaran, diperkirakan, ±, ~, about",
        ),
        ("about", "around, approximately, roughly, some, circa, ca., ≈, +/-, approx."),
        ("nearly", "hampir, mendekati, nyaris, nearly, almost, close to, just under, hampir mencapai"),
        (
            "more-than",
            "lebih dari, di atas, melebihi, melampaui, lewat, more than, over, above, exceeding, >, masih di atas",
        ),
        ("at-least", "minimal, sedikitnya, setidaknya, paling sedikit, paling tidak, tidak kurang dari, at least, >="),
        ("at-least", "no less than, minimum, ≥"),
        ("less-than", "kurang dari, di bawah, belum sampai, less than, under, below, fewer than, <"),
        ("at-most", "maksimal, paling banyak, paling tinggi, tidak lebih dari, hingga, sampai, at most, up to, <=, ≤"),
        ("at-most", "no more than, maximum"),
        ("rounded", "baru, hanya, mencapai, sebanyak, sebesar, tinggal, total, baru mencapai, masih hanya, only"),
    ],
)
def test_words_before_a_number(qualifier: str, words: str) -> None:
    for word in words.split(", "):
        assert read_printed(f"{word} 42 persen", "percent", "id").qualifier == qualifier, word
        assert read_printed(f"{word.upper()} 42 PERSEN", "percent", "en").qualifier == qualifier, word


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("more-than", "50 persen lebih"),
        ("more-than", "3,2 juta orang lebih"),
        ("at-least", "50 persen ke atas"),
        ("at-least", "50 persen atau lebih"),
        ("at-most", "50 percent or less"),
        ("about", "3 million or so"),
        ("about", "3 juta-an"),
    ],
)
def test_words_after_a_number(qualifier: str, text: str) -> None:
    unit: Unit = "percent" if "per" in text else "persons"
    assert read_printed(text, unit, "id").qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("7.435 klaim", "count", "7.435"),
        ("1.953.661 orang", "persons", "1.953.661"),
        ("sebanyak 1.953.661 tenaga kerja", "persons", "1.953.661"),
        ("total 7,9 juta pekerja", "persons", "7,9 juta"),
        ("tercatat 63.680 pemberi kerja atau badan usaha", "count", "63.680"),
        ("26 unit layanan", "count", "26"),
        ("17.580 proyek", "count", "17.580"),
        ("4,6 juta pekerja yang belum terdaftar", "persons", "4,6 juta"),
        ("41 persen dari total angkatan kerja", "percent", "41 persen"),
        ("41 persen pekerja.", "percent", "41 persen"),
        (" 41  persen ", "percent", "41 persen"),
        ("dengan nilai total 3 juta", "persons", "3 juta"),
        ("reached a total of 3 million participants", "persons", "3 million"),
        ("3 gajah", "persons", "3"),
        ("kepada 6.272 penerima", "count", "6.272"),
        ("untuk 394 ahli waris", "count", "394"),
        ("203.562 pekerja yang ada", "persons", "203.562"),
        ("10.098 badan usaha/pemberi kerja", "count", "10.098"),
        ("5.551 proyek konstruksi aktif (APBD, APBN)", "count", "5.551"),
        ("174.487 orang pekerja Penerima Upah (PU)", "persons", "174.487"),
        ("34.555 non-ASN", "persons", "34.555"),
        ("780.666 potensi peserta", "persons", "780.666"),
        ("setara 62,93 persen", "percent", "62,93 persen"),
        ("62,65 persen dari target tahun ini", "percent", "62,65 persen"),
        ("2,8 juta pekerja formal dan informal", "persons", "2,8 juta"),
        ("mencapai 1,4 juta-nya", "persons", "1,4 juta"),
        ("597 klaim JP", "count", "597"),
        ("totalnya: 3 juta", "persons", "3 juta"),
        ("belum terdaftar 141.756", "persons", "141.756"),
        ("51.752 pekerja tidak terdaftar", "persons", "51.752"),
        ("pada bulan ini 3 juta", "persons", "3 juta"),
    ],
)
def test_words_without_numeric_meaning_are_dropped(text: str, unit: Unit, number: str) -> None:
    assert read(text, unit) == read(number, unit)


@pytest.mark.parametrize(
    "text", ["41 persen", "41 %", "41%", "41 per cent", "41 pct", "41 poin", "41 percentage points", "41 pp"]
)
def test_percent_in_its_spellings(text: str) -> None:
    assert read(text, "percent")[:2] == ("41", "1")


@pytest.mark.parametrize(
    "text",
    ["Rp16.800", "Rp 16.800", "Rp.16.800", "Rp. 16.800", "IDR 16.800", "16.800 rupiah", "Rp16.800,-", "rp16.800,00"],
)  # fmt: skip
def test_money_in_its_spellings(text: str) -> None:
    assert read(text, "IDR")[:3] == ("16800", "0", "exact")


@pytest.mark.parametrize(
    ("words", "power"),
    [("ribu rb thousand", 3), ("juta jt million mn", 6), ("miliar milyar billion bn", 9), ("triliun trillion", 12)],
)
def test_scale_words_of_both_languages(words: str, power: int) -> None:
    for word in words.split():
        assert read_printed(f"7 {word}", "IDR", "id").value == 7 * 10**power, word
        assert read_printed(f"7 {word}", "IDR", "en").step == 10**power, word


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("-3,4 persen", "percent", "-3.4"),
        ("−3,4 persen", "percent", "-3.4"),
        ("–3,4 persen", "percent", "-3.4"),
        ("minus 3,4 persen", "percent", "-3.4"),
        ("+3,4 persen", "percent", "3.4"),
        ("-5.432", "persons", "-5432"),
        ("-Rp3,5 juta", "IDR", "-3500000"),
        ("Rp-3,5 juta", "IDR", "-3500000"),
        ("sekitar -3,4 persen", "percent", "-3.4"),
        ("-0 persen", "percent", "0"),
    ],
)
def test_signs_are_kept(text: str, unit: Unit, value: str) -> None:
    assert read(text, unit)[0] == value


def test_counts_do_not_reach_below_zero_unless_they_are_negative() -> None:
    assert shown(read_printed("sekitar 0", "persons", "id").loose) == "[0, 1]"
    assert shown(read_printed("1 juta", "IDR", "id").loose) == "[450000, 2000000]"
    assert shown(read_printed("sekitar 1", "persons", "id").loose) == "[0, 2]"
    assert shown(read_printed("-2.000", "persons", "id").loose) == "[-3000, -1450]"
    assert shown(read_printed("0 persen", "percent", "id").loose) == "[-0.55, 1]"
    assert shown(read_printed("sekitar 0,5 persen", "percent", "id").loose) == "[0.425, 0.575]"
    assert shown(read_printed("sekitar 0 persen", "percent", "id").loose) == "[-1, 1]"


def test_coverage_may_exceed_a_hundred_percent() -> None:
    assert read("104,2 persen", "percent")[0] == "104.2"


@pytest.mark.parametrize(
    "text",
    [
        "1,7 hingga 1,8 juta",
        "1,7-1,8 juta",
        "1,7 – 1,8 juta",
        "1,7—1,8 juta",
        "antara 1,7 dan 1,8 juta",
        "antara 1,7 hingga 1,8 juta",
        "1,7 juta sampai 1,8 juta",
        "1,7 s.d. 1,8 juta",
        "1,7 juta s/d 1,8 juta pekerja",
        "1,7 sampai dengan 1,8 juta",
        "1,7 juta-1,8 juta",
        "between 1,7 and 1,8 million",
        "1,7 to 1,8 million",
    ],
)
def test_a_range(text: str) -> None:
    assert read(text) == ("1750000", "100000", "range", "[1650000, 1850000]", "[1645000, 1900000]")


def test_the_word_between_what_is_counted_makes_no_range_of_it() -> None:
    assert read("41 petani dan nelayan hingga 45 pekerja") == read("41 hingga 45")


@pytest.mark.parametrize(
    ("text", "unit", "value", "step", "rounded", "loose"),
    [
        ("16.684-16.690", "persons", "16687", "0", "[16684, 16690]", "[16684, 16690]"),
        ("30 s.d. 35 persen", "percent", "32.5", "1", "[29.5, 35.5]", "[29.45, 36]"),
        ("30%-35,5%", "percent", "32.75", "1", "[29.5, 35.55]", "[29.45, 35.6]"),
        ("sekitar 30-35 persen", "percent", "32.5", "1", "[27.5, 36]", "[27.5, 36]"),
        ("30 hingga sekitar 35 persen", "percent", "32.5", "1", "[27.5, 36]", "[27.5, 36]"),
        ("-3--1 persen", "percent", "-2", "1", "[-3.5, -0.5]", "[-4, -0.45]"),
        ("minus 3 hingga -1 persen", "percent", "-2", "1", "[-3.5, -0.5]", "[-4, -0.45]"),
        ("Rp1,5 hingga Rp2 juta", "IDR", "1750000", "1000000", "[1450000, 2500000]", "[1445000, 3000000]"),
        ("900 ribu hingga 1,1 juta", "persons", "1000000", "100000", "[899500, 1150000]", "[899450, 1200000]"),
        ("800.000 hingga 1,2 juta", "persons", "1000000", "100000", "[750000, 1250000]", "[745000, 1300000]"),
        ("5 hingga 5", "count", "5", "0", "[5, 5]", "[5, 5]"),
    ],
)  # fmt: skip
def test_a_range_by_the_readings_of_its_ends(
    text: str, unit: Unit, value: str, step: str, rounded: str, loose: str
) -> None:
    assert read(text, unit) == (value, step, "range", rounded, loose)


@pytest.mark.parametrize(
    ("text", "qualifier", "rounded", "loose"),
    [
        ("diperkirakan lebih dari 50 persen", "more-than", "[47.5, ∞)", "[47.5, ∞)"),
        ("sekitar 50 persen lebih", "more-than", "[47.5, 60]", "[47.5, 60]"),
        ("diperkirakan hampir 50 persen", "nearly", "[45, 52.5]", "[40, 52.5]"),
        ("diperkirakan kurang dari 50 persen", "less-than", "[0, 52.5]", "[0, 52.5]"),
        ("sekitar kurang lebih 50 persen", "about", "[47.5, 52.5]", "[47.5, 52.5]"),
    ],
)
def test_an_estimate_beside_another_qualifier_weakens_it(text: str, qualifier: str, rounded: str, loose: str) -> None:
    assert read(text, "percent")[2:] == (qualifier, rounded, loose)


def test_the_language_settles_the_decimal_mark_and_not_the_words() -> None:
    assert read("3.2 juta", "persons", "en") == read("3,2 million", "persons", "id")
    assert read("1,953,661", "persons", "en") == read("1.953.661", "persons", "id")
    assert read("Rp1,234.5 billion", "IDR", "en") == read("Rp1.234,5 miliar", "IDR", "id")


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u2007"])
def test_no_break_and_thin_spaces_separate_words_like_others(space: str) -> None:
    assert read(f"sekitar{space}3,3{space}juta") == read("sekitar 3,3 juta")


@pytest.mark.parametrize(
    ("value", "unit", "read_as", "step", "qualifier"),
    [
        (3200000, "persons", "3200000", "0", "exact"),
        (Decimal("3.2E+6"), "persons", "3200000", "100000", "rounded"),
        (Decimal("3287020"), "persons", "3287020", "0", "exact"),
        (Decimal("3287020.0"), "persons", "3287020", "0", "exact"),
        (Decimal("11784335.73"), "IDR", "11784335.73", "0.01", "rounded"),
        (Decimal("41.30"), "percent", "41.30", "0.01", "rounded"),
        (41, "percent", "41", "1", "rounded"),
        (Decimal("4E+1"), "percent", "40", "10", "rounded"),
        (Decimal("-0.0"), "percent", "0.0", "0.1", "rounded"),
        (Decimal("0.5"), "percent", "0.5", "0.1", "rounded"),
        (-5, "persons", "-5", "0", "exact"),
        (10**29, "IDR", "1" + 29 * "0", "0", "exact"),
    ],
)
def test_the_written_digits_of_a_value_are_its_precision(
    value: int | Decimal, unit: Unit, read_as: str, step: str, qualifier: str
) -> None:
    found = read_value(value, unit)
    assert (str(found.value), str(found.step), found.qualifier) == (read_as, step, qualifier)


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, Fraction, Fraction]:
    """A number as an Indonesian source prints it, its value, and the unit of its last digit (0: in full)."""
    whole = draw(st.integers(0, 999_999_999))
    decimals = draw(st.integers(0, 3))
    power = draw(st.sampled_from([0, 6, 9]))
    if power == 0:
        decimals = 0
    fraction = draw(st.integers(0, 10**decimals - 1))
    if decimals == 0 and 1000 <= whole < 1_000_000 and power:
        whole += 1_000_000  # one group before a scale word is ambiguous
    text = f"{whole:,}".replace(",", ".") + (f",{fraction:0{decimals}}" if decimals else "")
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0
    step = Fraction(10) ** (power - decimals + (zeros if zeros >= 3 and not decimals else 0))
    value = (whole + Fraction(fraction, 10**decimals)) * 10**power
    words = {0: "", 6: " juta", 9: " miliar"}[power]
    return text + words, value, step if power or zeros >= 3 else Fraction(0)


@given(printed())
def test_a_reading_is_what_the_rule_says_computed_with_fractions(case: tuple[str, Fraction, Fraction]) -> None:
    text, value, step = case
    found = read_printed(text, "persons", "id")
    assert (Fraction(found.value), Fraction(found.step)) == (value, step)
    assert ends(found.rounded) == (max(value - step / 2, Fraction(0)), value + step / 2)
    assert ends(found.loose) == (max(value - step * Fraction(11, 20), Fraction(0)), value + step)
    rough = rough_step(text, value, step)
    around = max(rough / 2, min(rough, value * Fraction(3, 20))) if rough > 1 else Fraction(1)
    about = read_printed("sekitar " + text, "persons", "id")
    assert ends(about.rounded) == ends(about.loose) == (max(value - around, Fraction(0)), value + around)
    if value:
        below = min(rough, value / 10) if rough else Fraction(1)
        above = min(rough / 2, value / 50)
        nearly = read_printed("hampir " + text, "persons", "id")
        assert ends(nearly.rounded) == (max(value - below, Fraction(0)), value)
        assert ends(nearly.loose) == (max(value - 2 * below, Fraction(0)), value + above)


def rough_step(text: str, value: Fraction, step: Fraction) -> Fraction:
    """The unit of the last digit that is no zero at the end; 0 for a number in full."""
    digits = text.partition(" ")[0].replace(".", "")
    if "," in digits or not value:
        return step
    zeros = len(digits) - len(digits.rstrip("0"))
    if " " not in text and (not zeros or (zeros < 3 and len(digits) - zeros > 3)):
        return Fraction(0)
    return value / int(digits) * Fraction(10) ** zeros


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=12),
    st.sampled_from(UNITS),
)
def test_a_reading_contains_its_value_and_the_loose_one_the_rounded_one(value: Decimal, unit: Unit) -> None:
    found: Reading | None = None
    try:
        found = read_value(value, unit)
    except NumeralError:
        return
    assert found.value == value
    assert value in found.rounded
    assert found.loose.covers(found.rounded)
    assert found.rounded.width == found.step or (value >= 0 and unit != "percent")


def ends(interval: Interval) -> tuple[Fraction, Fraction]:
    assert interval.low is not None
    assert interval.high is not None
    return Fraction(interval.low), Fraction(interval.high)


@given(st.from_regex(r"[a-z]{3,12}", fullmatch=True).filter(lambda word: word not in BEFORE and word not in AFTER))
def test_a_word_that_nobody_knows_changes_nothing(word: str) -> None:
    try:
        found = read(f"{word} 1.247 orang {word}")
    except NumeralError as error:
        assert word in str(error)  # noqa: PT017  # one that may have something to do with numbers is refused by name
    else:
        assert found == read("1.247")


@pytest.mark.parametrize(
    ("spelled", "digits", "unit", "language"),
    [
        ("tiga ahli waris", "3 ahli waris", "count", "id"),
        ("baru enam juta orang", "baru 6 juta orang", "persons", "id"),
        ("hampir sepuluh persen", "hampir 10 persen", "percent", "id"),
        ("Two million workers", "2 million workers", "persons", "en"),
        ("720ribu", "720 ribu", "persons", "id"),
        ("Rp176,55miliar", "Rp176,55 miliar", "IDR", "id"),
        ("45,3persen", "45,3 persen", "percent", "id"),
        ("57 mln workers", "57 million workers", "persons", "en"),
        ("Rp90 trillion (US$5.85 billion)", "Rp90 trillion", "IDR", "en"),
        ("Rp663 billion (around US$43.1 million) so far", "Rp663 billion so far", "IDR", "en"),
    ],
)
def test_what_newspapers_spell_out_or_write_without_a_space(
    spelled: str, digits: str, unit: Unit, language: Language
) -> None:
    assert read_printed(spelled, unit, language) == read_printed(digits, unit, language)
