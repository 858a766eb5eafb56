"""Writing a number the way a printed one is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.model.facts import Unit
from bpjscli.numerals.reading import Language, NumeralError, read_printed, write_like


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [
        ("1837899", "1.873.899", "1.837.899"),
        ("1837899", "1873899", "1837899"),
        ("46", "sekitar 46 persen", "46 persen"),
        ("7", "baru mencapai 37 %", "7 %"),
        ("22.78", "22,77%", "22,78%"),
        ("41", "41,30 persen", "41,00 persen"),
        ("3300000", "sekitar 3,2 juta pekerja", "3,3 juta"),
        ("3287020", "3,2 juta", "3,28702 juta"),
        ("766800000000", "Rp786,8 miliar", "Rp766,8 miliar"),
        ("766800000000", "mencapai Rp. 786,8 Miliar rupiah lebih", "Rp. 766,8 Miliar rupiah"),
        ("786800", "lebih dari Rp 786,8 miliar", "Rp 0,0007868 miliar"),
        ("16900", "Rp16.800,-", "Rp16.900,-"),
        ("4000000", "3 jutaan", "4 juta"),
        ("4000000", "3 JUTA-AN", "4 JUTA"),
        ("27025000", "3 ribu", "27025 ribu"),
        ("1460910", "1.460,91 ribu", "1.460,91 ribu"),
        ("1500", "41 persen", "1500 persen"),
        ("-3.4", "12,5 persen", "-3,4 persen"),
        ("3.4", "minus 12,5 persen", "3,4 persen"),
        ("-5000000", "Rp3 juta", "-Rp5 juta"),
        ("1800000", "1,7 hingga 1,9 juta", "1,8 juta"),
        ("3000000000", "Rp1,5-2 miliar", "Rp3 miliar"),
        ("3000000000", "Rp1,5 - Rp 2 miliar", "Rp 3 miliar"),
        ("1234", "123 orang", "1.234"),
        ("0", "Rp3 juta", "Rp0 juta"),
        ("7000000", "baru enam juta orang", "7 juta"),
        ("750000", "720ribu", "750ribu"),
        ("-16", "turun sekitar 15%", "-16%"),
        ("16", "turun menjadi 15%", "16%"),
        ("91E+12", "Rp90 triliun (US$5,85 miliar)", "Rp91 triliun"),
        ("123456000", "3 ribu", "123456 ribu"),
        ("1234567000", "3 ribu", "1.234.567 ribu"),
        ("5E+4", "16.684 orang", "50.000"),
        ("123456789012345678901234567891", "sekitar 5.000", "123.456.789.012.345.678.901.234.567.891"),
    ],
)
def test_a_value_in_the_manner_of_another(value: str, like: str, written: str) -> None:
    assert write_like(Decimal(value), like, "id") == written


def test_the_marks_are_those_of_the_language() -> None:
    assert write_like(Decimal(1837899), "about 1,873,899 people", "en") == "1,837,899"
    assert write_like(Decimal("3400000"), "3.25 million", "en") == "3.40 million"


@pytest.mark.parametrize(
    ("like", "message"),
    [
        ("", "there is no one number to write it like"),
        ("setengah", "there is no one number to write it like"),
        ("1 2 3", "there is no one number to write it like"),
        ("41 dan 45 persen", "there is no one number to write it like"),
        ("79.20 persen", '"79.20" may be 79,20 or 7.920'),
        ("3 jutta", '"jutta" is not understood'),
    ],
)
def test_what_cannot_be_read_cannot_be_imitated(like: str, message: str) -> None:
    with pytest.raises(NumeralError, match=rf"\A{message}"):
        write_like(Decimal(1), like, "id")


SHAPES: tuple[tuple[str, Unit, int], ...] = (
    ("1.873.899", "persons", 0),
    ("889957", "count", 0),
    ("sekitar 3,3 juta orang", "persons", 0),
    ("27 ribu", "count", 0),
    ("1.460,91 ribu", "persons", 0),
    ("Rp70,2 miliar", "IDR", 0),
    ("lebih dari Rp5.060.579.420.000", "IDR", 0),
    ("45,34 persen", "percent", 4),
    ("hampir 50%", "percent", 2),
    ("30 hingga 35 persen", "percent", 3),
)


@given(st.sampled_from(SHAPES), st.integers(-(10**15), 10**15), st.booleans())
def test_what_is_written_is_read_as_the_same_value(shape: tuple[str, Unit, int], number: int, english: bool) -> None:
    like, unit, decimals = shape
    language: Language = "en" if english else "id"
    if english:
        like = like.translate(str.maketrans(".,", ",."))
    thousands = "ribu" in like  # no more decimals than its zeros are read
    value = Decimal(number).scaleb(-decimals) if not thousands else Decimal(number)
    written = write_like(value, like, language)
    assert read_printed(written, unit, language).value == value
    assert write_like(value, written, language) == written
    assert not set(written.lower().split()) & {"sekitar", "orang", "lebih", "hampir", "hingga"}


@pytest.mark.parametrize(
    "text", ["1.953.661", "45,34 persen", "Rp70,2 miliar", "-3,4 persen", "206.000", "1,70 juta", "41%"]
)
def test_a_number_without_other_words_comes_back_as_it_was(text: str) -> None:
    unit: Unit = "percent" if "p" in text.replace("Rp", "") or "%" in text else "IDR"
    assert write_like(read_printed(text, unit, "id").value, text, "id") == text
