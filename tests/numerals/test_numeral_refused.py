"""Printed numbers that are refused: what the error is, and that there is never another kind of failure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from work import bounded_work

from bpjscli.model.facts import Reading, Unit
from bpjscli.numerals.reading import Language, NumeralError, read_printed, read_value

UNITS: tuple[Unit, ...] = ("percent", "persons", "count", "IDR")
KINDS = ("ambiguous", "unit", "no-number", "malformed", "range")


def refusal(text: str, unit: Unit = "persons", language: Language = "id") -> tuple[str, str]:
    with pytest.raises(NumeralError) as caught:
        read_printed(text, unit, language)
    return caught.value.kind, str(caught.value)


@pytest.mark.parametrize(
    ("text", "unit", "language", "readings"),
    [
        ("27.025 ribu", "persons", "id", ("may be 27.025.000 or 27.025;", "value = 27025e3", "value = 27.025e3")),
        ("27,025 thousand", "persons", "en", ("27,025,000", "27,025;", "27025e3")),
        ("Rp5.060 miliar", "IDR", "id", ("5.060.000.000.000", "5.060.000.000;")),
        ("45.340 persen", "percent", "id", ("45.340 percent", "45,340", "value = 45.340")),
        ("45,340 percent", "percent", "en", ("45,340 percent", "45.340")),
        ("0.340 persen", "percent", "id", ("0,340", "value = 0.340 or value = 340")),
        ("1.5", "persons", "id", ("1,5", "15")),
        ("1,953,661", "persons", "id", ("English", '"1.953.661"', "value = 1953661", 'language = "en"')),
        ("1,953.5 ribu", "persons", "id", ("English", '"1.953,5"', "value = 1953.5e3")),
        ("1.953.661", "persons", "en", ("Indonesian", '"1,953,661"', "value = 1953661", 'language = "id"')),
        ("3,287", "persons", "id", ("3.287", "juta", "value = 3287", "value = 3.287e6")),
        ("3.287", "persons", "en", ("3,287", "value = 3287")),
        ("3,2", "claims", "id", ("32", "value = 3.2e6")),
        ("Rp70,2", "IDR", "id", ("702", "value = 70.2e6")),
        ("0,4534", "percent", "id", ("0,4534 percent", "45,34 percent", 'printed = "0,4534%"', "value = 45.34")),
        ("0,30-0,45", "percent", "id", ("45 percent",)),
        ("43, 54%", "percent", "id", ("43,54", "43 and 54")),
        ("1.234 567", "persons", "id", ("may be 1.234567 with", "1.234 and 567")),
        ("1 234,500", "persons", "id", ("may be 1234,500 with",)),
        ("12 5 953", "persons", "id", ("may be 125953 with", "12, 5 and 953")),
        ("Rp702,50", "IDR", "id", ("70.250", "value = 702.50e6")),
        ("123.456 ribu", "persons", "id", ("123.456.000", "value = 123.456e3")),
        ("1.200 hingga 1.200.000,0 ribu", "persons", "id", ("both ends",)),
        ("1 953 661", "persons", "id", ("1.953.661", "1, 953 and 661")),
        ("1\u2009953\u2009661", "persons", "id", ("1.953.661",)),
        ("16 684", "persons", "en", ("16,684", "16 and 684")),
        ("800.000 hingga 900.000,5 ribu", "persons", "id", ("800.000", "both ends")),
        ("hampir lebih dari 50 persen", "percent", "id", ("nearly and more-than",)),
        ("lebih dari 1,7-1,8 juta", "persons", "id", ("a range and a bound",)),
        ("lebih dari -3 persen", "percent", "id", ("either side",)),
        ("hampir minus 3 persen", "percent", "id", ("either side",)),
        ("Rp3.5 M", "IDR", "en", ("million or miliar",)),
        ("3,5M", "persons", "id", ("million or miliar",)),
        ("50 k", "persons", "en", ('"K"',)),
    ],
)
def test_what_can_be_read_in_two_ways_names_both(
    text: str, unit: str, language: Language, readings: tuple[str, ...]
) -> None:
    kind, message = refusal(text, "count" if unit == "claims" else unit, language)  # type: ignore[arg-type]  # a table
    assert kind == "ambiguous"
    for reading in readings:
        assert reading in message


@pytest.mark.parametrize(
    ("text", "unit", "part"),
    [
        ("41 persen", "persons", "it is a percentage, and this indicator is a number of persons"),
        ("41%", "count", "this indicator is a count"),
        ("Rp3 juta", "count", "it is an amount in rupiah"),
        ("3 juta rupiah", "percent", "it is an amount in rupiah"),
        ("3,2 juta", "percent", "scale word"),
        ("1.953.661", "percent", "too large"),
        ("3287020", "percent", "too large"),
        ("1001", "percent", "too large for a percentage"),
        ("41 pekerja", "percent", '"pekerja" are counted'),
        ("7,2 juta klaim", "IDR", '"klaim" are counted'),
        ("US$3 million", "IDR", "not rupiah"),
        ("3 juta dolar", "IDR", "not rupiah"),
        ("€3 juta", "IDR", "not rupiah"),
        ("16.684,5", "persons", "has decimals"),
        ("Rp16.684,5", "IDR", "has decimals"),
        ("16.800,-", "persons", "it is an amount in rupiah"),
        ("Rp30-35 persen", "percent", "it is an amount in rupiah"),
    ],
)
def test_a_unit_that_contradicts_the_indicator(text: str, unit: Unit, part: str) -> None:
    kind, message = refusal(text, unit)
    assert kind == "unit"
    assert part in message


@pytest.mark.parametrize(
    "text", ["", " ", "–", "n/a", "juta", "a", "dua puluh belas", "dari satu ke dua juta", "persen"]
)
def test_no_number(text: str) -> None:
    kind, message = refusal(text)
    assert kind == "no-number"
    assert "sekitar 3,3 juta" in message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1.95.661", "groups of three"),
        ("1.953.661.2", "groups of three"),
        ("1234.567.890", "groups of three"),
        ("1.234,567.890", "groups of three"),
        ("00,5", "begins with a zero"),
        ("007", "begins with a zero"),
        ("0.001.234", "begins with a zero"),
        ("5.", '"." after the last digit: is a digit missing? check the source'),
        ("16.800,-x", "after the last digit"),
        ("5, orang", "after the last digit"),
        (".5", "before the first digit"),
        ("(41)", "stands directly before"),
        ("41)", '")" after the last digit; leave it out'),
        ("- 3 juta", "is a sign only directly before"),
        ("minus -3 juta", "more than one sign"),
        ("minus minus 3", "more than one sign"),
        ("1,7sampai1,8 juta", '"sampai" is glued'),
        ("antara 1,7dan1,8 juta", '"dan" is glued'),
        ("sekitar . 3", '"." is not understood'),
        ("1,7 s.d.1,8 juta", '"s.d." is glued'),
        ("sekitar-3 juta", '"-" is a sign only'),
        ("3,2orang", '"orang" is glued to the digits'),
        ("sekitar3 juta", '"sekitar" is glued to the number'),
        ("1e5", "more than the digits"),
        ("3_000", "more than the digits"),
        ("3..5", "more than the digits"),
        ("16/73", "more than the digits"),
        ("16 dari 73", "16 and 73"),
        ("5 per 1.000", "5 and 1.000"),
        ("41 persen, 3,3 juta", "41 and 3,3"),
        ("naik 41 menjadi 45 persen", "41 and 45"),
        ("1,7 dan 1,8 juta", "1,7 and 1,8"),
        ("1 hingga 2 hingga 3", "1, 2 and 3"),
        ("1,8-1,7 juta", "runs backwards"),
        ("900 hingga 1,1 juta", "runs backwards"),
        ("1,7 juta hingga 1,8", "no scale word"),
        ("1,7 -1,8 juta", "on both sides of it or on none"),
        ("1,7- 1,8 juta", "on both sides of it or on none"),
        ("antara 1,7 juta", "only one end"),
        ("kurang dari 0", "leaves no number"),
        ("hampir 0", "leaves no number"),
        ("3 setengah juta", '"setengah" changes the number'),
        ("3 lusin", '"lusin" changes the number'),
        ("2 kali", '"kali" changes the number'),
        ("Rp3 juta per orang", '"per" changes the number'),
        ("turun 3,4 juta", '"turun" says a fall'),
        ("3,2 milliar", 'did you mean "miliar"?'),
        ("3 jta", 'did you mean "juta"?'),
        ("3 ribbu", 'did you mean "ribu"?'),
        ("4,5 pion", 'did you mean "poin"?'),
        ("lewta 41", 'did you mean "lewat"?'),
        ("aobut 41", 'did you mean "about"?'),
        ("mminus 41", 'did you mean "minus"?'),
        ("antar 41 dan 45", 'did you mean "antara"?'),
        ("3 jutta", 'did you mean "juta"?'),
        ("skitar 3 juta", 'did you mean "sekitar"?'),
        ("2,127 miiar", 'did you mean "miliar"?'),
        ("292,3 juga", 'did you mean "juta"?'),
        ("41 perse", 'did you mean "persen"?'),
        ("41 presen", 'did you mean "persen"?'),
        ("hamipr 41", 'did you mean "hampir"?'),
        ("3 juta/tahun", 'print "juta" only if it belongs to the number, without "/"'),
        ("3 orang/juta", 'print "juta" only'),
        ("3 orang / bulan", '"/" changes the number'),
        ("belum 25", '"belum" changes the number'),
        ("bukan 25 pekerja", '"bukan" changes the number'),
        ("tidak ada 25", '"tidak" changes the number'),
        ("kurang 25", '"kurang" changes the number'),
        ("not 25", '"not" changes the number'),
        ("peringkat 6", '"peringkat" changes the number'),
        ("50 basis poin", '"basis" changes the number'),
        ("sebagian dari 25", '"sebagian" changes the number'),
        ("12 bulan", '"bulan" makes the number a date'),
        ("30 September", '"september" makes the number a date'),
        ("Desember 2024", '"desember" makes the number a date'),
        ("5 hingga 30 September", '"september" makes the number a date'),
        ("3 juta * 2", "3 and 2"),
        ("3 # orang", '"#" is not understood; leave it out'),
        ("5 setengah-setengah", 'print "setengah" only'),
        ("3 juta juta", "does not follow its number"),
        ("3 orang juta", "does not follow its number"),
        ("juta 3", "belongs after its number, not before it"),
        ("3 sekitar", "belongs before its number, not after it"),
        ("3,2345 ribu", "more decimals than its scale word"),
        ("１２", "U+FF11"),
        ("٣", "U+0663"),
        ("5²", "U+00B2"),
        ("½", "U+00BD"),
        ("③", "U+2462"),
        ("3\u202e juta", "invisible character (U+202E)"),
        ("3\u200b juta", "invisible character (U+200B)"),
        ("3\tjuta", "invisible character (U+0009)"),
        ("12\x00", "invisible character (U+0000)"),
        ("3 jutà", "U+00E0"),
    ],
)
def test_malformed_numbers_are_refused(text: str, part: str) -> None:
    kind, message = refusal(text)
    assert kind == "malformed"
    assert part in message


@pytest.mark.parametrize(
    "text",
    [
        "9" * 31,
        "1." + "1" * 31,
        "9" * 30 + " triliun",
        "0,0000000000001 juta",
        "1" * 201,
    ],
)
def test_limits(text: str) -> None:
    kind, message = refusal(text)
    assert kind == "range"
    assert len(message) < 200


def test_long_texts_and_integers_are_refused_at_once() -> None:
    assert refusal("sekitar " * 1_000_000 + "3 juta")[0] == "range"
    with bounded_work(), pytest.raises(NumeralError, match="30 digits"):
        read_value(1 << 4_000_000, "IDR")


def test_what_lies_just_within_the_limits_is_read() -> None:
    assert read_printed("3" + " " * 194 + " juta", "persons", "id").value == 3_000_000
    assert read_printed("1000000000000000000 triliun", "IDR", "id").step == 10**30
    assert read_printed("0,000000000001 persen", "percent", "id").step == Decimal("1E-12")
    assert read_printed("123456789012345678,901234567891%", "percent", "id").step == Decimal("1E-12")
    assert read_printed("0,123456789012%", "percent", "id").value == Decimal("0.123456789012")
    assert read_value(Decimal("1E+30"), "IDR").step == 10**30
    assert read_value(Decimal("100.000000000001"), "percent").step == Decimal("1E-12")


@pytest.mark.parametrize("text", ["1000", "1,00", "1,50", "0,00", "0,5"])
def test_bare_numbers_that_can_only_be_percentages(text: str) -> None:
    assert read_printed(text, "percent", "id") == read_printed(f"{text} persen", "percent", "id")


def test_thirty_digits_are_read_exactly() -> None:
    digits = "123456789012345678901234567891"
    assert read_printed(digits, "persons", "id").rounded.low == Decimal(digits)
    assert read_printed(f"sekitar {digits}", "persons", "id").rounded.low == Decimal("123456789012345678901234567890")


@pytest.mark.parametrize(
    ("value", "unit", "kind", "part"),
    [
        (Decimal("0.4534"), "percent", "ambiguous", "value = 45.34"),
        (Decimal("-0.05"), "percent", "ambiguous", "-0.05 percent"),
        (3287020, "percent", "unit", "too large"),
        (Decimal("1.5"), "persons", "unit", "has decimals"),
        (Decimal("NaN"), "persons", "malformed", "not a finite number"),
        (Decimal("-Infinity"), "percent", "malformed", "not a finite number"),
        (10**31, "IDR", "range", "more than 30 digits"),
        (1 << 121, "IDR", "range", "more than 30 digits"),
        (Decimal("1E+400"), "IDR", "range", "beyond 1e30"),
        (Decimal("0E+999999"), "IDR", "range", "beyond 1e30"),
        (Decimal("1E-13"), "percent", "range", "more than 12 decimals"),
    ],
)
def test_values_that_are_refused(value: int | Decimal, unit: Unit, kind: str, part: str) -> None:
    with pytest.raises(NumeralError) as caught:
        read_value(value, unit)
    assert caught.value.kind == kind
    assert part in str(caught.value)


def check_any(text: str, unit: Unit, language: Language) -> None:
    refused: NumeralError | None = None
    found: Reading | None = None
    try:
        found = read_printed(text, unit, language)
    except NumeralError as error:
        refused = error
    if refused is not None:
        assert refused.kind in KINDS
        assert str(refused).isprintable()
        assert len(str(refused)) < 500
    if found is not None:
        assert found.loose.covers(found.rounded)
        assert not found.rounded.empty


LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(("id", "en"))


@given(st.text(), st.sampled_from(UNITS), LANGUAGES)
@example("\ud800 3", "persons", "id")
@example("3 İ", "persons", "id")
def test_any_text_is_read_or_refused(text: str, unit: Unit, language: Language) -> None:
    check_any(text, unit, language)


PIECES = [
    "sekitar", "hampir", "lebih", "dari", "di atas", "kurang", "antara", "dan", "hingga", "sampai", "s.d.", "minus",
    "Rp", "Rp.", "persen", "%", "juta", "jutaan", "ribu", "triliun", "orang", "klaim", "M", "rupiah", "dolar",
    "setengah", "per", "-", "–", "--", "+", "±", "<", ">=", ",", ".", ",-", "-an", "(", " ", "  ", "\u00a0", "\u202e",
    "0", "00", "000", "1", "12", "123", "999", "0,45", "45,34", "45.34", "1.953.661", "1,953,661", "3,2", "3.287",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", " "]), st.sampled_from(UNITS), LANGUAGES)
def test_any_jumble_of_its_words_is_read_or_refused(
    pieces: list[str], between: str, unit: Unit, language: Language
) -> None:
    check_any(between.join(pieces), unit, language)


@given(st.one_of(st.integers(), st.decimals()), st.sampled_from(UNITS))
def test_any_value_is_read_or_refused(value: int | Decimal, unit: Unit) -> None:
    try:
        found = read_value(value, unit)
    except NumeralError:
        return
    assert found.value == value
