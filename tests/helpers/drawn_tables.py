"""Tables drawn at random as offices write them, and what their author meant by each number.

`draw` makes a table and its truth; `wrongs_of` reads it and names every figure that says something else. A table that
is refused is right as well, and so is a number that is left out with a word about it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bpjscli.errors import BpjsError
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure
from bpjscli.model.areas import find_area
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError, read_printed_as, read_value_as
from bpjscli.tables.columns import map_columns
from bpjscli.tables.entries import RowError, RowNote, make_figures
from bpjscli.tables.sheet import read_sheet
from bpjscli.tables.surroundings import find_contradictions

BASE: Final = load()
AREAS: Final[Mapping[str, Sequence[str]]] = {
    "kalbar": ("Kalimantan Barat", "Kalbar", "Prov. Kalimantan Barat"),
    "kaltim": ("Kalimantan Timur", "KALTIM"),
    "kalsel": ("Kalimantan Selatan",),
    "kaltara": ("Kaltara", "Kalimantan Utara*"),
    "kalteng": ("Kalimantan Tengah¹",),
    "sambas": ("Kab. Sambas", "Kabupaten Sambas"),
}
NOUNS: Final[Mapping[str, Sequence[str]]] = {
    "participants": ("Peserta", "Jumlah Peserta", "Jml. Peserta", "Peserta aktif", "Participants", "Kepesertaan"),
    "workforce": ("Angkatan Kerja", "Jumlah pekerja", "Workforce", "Penduduk bekerja"),
    "coverage": ("Cakupan", "Coverage", "Cakupan kepesertaan", "Persentase cakupan"),
    "claims": ("Klaim", "Jumlah Klaim", "Claims"),
    "benefits": ("Manfaat", "Manfaat yang dibayarkan", "Nominal Klaim", "Nilai klaim"),
    "contributions": ("Iuran", "Penerimaan iuran", "Contributions"),
    "employers": ("Perusahaan", "Pemberi kerja", "Badan usaha"),
}
SEGMENTS: Final[Mapping[str, Sequence[str]]] = {
    "pu": ("PU", "Penerima Upah", "(PU)"),
    "bpu": ("BPU", "PBPU"),
    "jakon": ("Jakon", "Jasa Konstruksi"),
}
PROGRAMMES: Final[Mapping[str, Sequence[str]]] = {
    "jht": ("JHT", "(JHT)", "Jaminan Hari Tua"),
    "jkk": ("JKK",),
    "jkm": ("JKm",),
}
PERIODS: Final[Mapping[str, Sequence[str]]] = {
    "2024": ("2024", "Tahun 2024", "(2024)"),
    "2024-12": ("Desember 2024", "per Des 2024", "Des 2024", "s/d Des 2024"),
    "2025-Q1": ("TW I 2025", "Triwulan I 2025"),
    "2023-12-31": ("31 Desember 2023", "per 31/12/2023"),
}
SCALED: Final = {3: ("ribu", "ribuan", "rb", "dalam ribuan"), 6: ("juta", "jt"), 9: ("miliar",)}
TWISTS: Final = (
    *("target", "Laki-laki", "(P)", "baru", "tidak aktif", "non-PU", "kumulatif", "per 1000", "(USD)", "yoy", "(000)"),
    *(
        "belum lunas",
        "rata-rata",
        "selisih",
        "x1000",
        "thd target",
        "(0,000)",
        "perempuan",
        "tumbuh",
        "#",
        "formal",
        "/bulan",
    ),
)
TITLES: Final = (
    *("Tabel 4.2 Kepesertaan Menurut Wilayah", "Laporan Bulanan", "BPJS Ketenagakerjaan Kantor Wilayah"),
    *("Sumber: Dashboard, 3 Maret 2020", "Dicetak 2 Januari 2019"),
)
FOOTNOTES: Final = ("Sumber: BPJS Ketenagakerjaan, 2025", "*) angka sementara", "Keterangan: PU = Penerima Upah")
ENGLISH: Final = re.compile(r"\d\.\d{1,2}(?!\d)|\d,\d{3},\d{3}|\d{4}\.\d")
EITHER: Final = re.compile(r"(?:Rp)?(\d{1,3}),(\d{3})(?![\d,.])")


class Meaning(NamedTuple):
    """What a number is, as its author meant it; `indicator` begins with "?" for something else than that."""

    indicator: str
    segment: str | None
    programme: str | None
    period: str
    scale: int = 0


class Drawn(NamedTuple):
    """A table: its cells by row, its look in a workbook, options of the command, and the truth by row and column."""

    rows: list[list[Any]]
    formats: dict[tuple[int, int], str]
    merges: list[str]
    hidden_rows: list[int]
    hidden_columns: list[str]
    common: dict[str, str]
    ignored: list[str]
    truth: dict[tuple[str, int], tuple[str, Meaning, Decimal]]
    kind: str
    delimiter: str
    encoding: str


def draw(seed: int) -> Drawn:
    """A table and its truth."""
    return _Drawer(Random(seed)).draw()  # noqa: S311 - nothing secret


class _Drawer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.kind = random.choice(("csv", "csv", "xlsx"))
        self.style = random.choice(("id", "id", "plain", "en"))
        self.rows: list[list[Any]] = []
        self.formats: dict[tuple[int, int], str] = {}
        self.merges: list[str] = []
        self.truth: dict[tuple[str, int], tuple[str, Meaning, Decimal]] = {}
        self.common: dict[str, str] = {}
        self.scale_of_all = 0
        self.segment_of_all: str | None = None

    def draw(self) -> Drawn:
        random = self.random
        period_column = random.random() < 0.4
        common_period = random.choice(("2024", "2025", "2024-12"))
        columns, heads = self.columns(period_column, common_period)
        self.titles(1 + len(heads) + period_column, common_period if not period_column else None)
        names = [random.choice(("Provinsi", "Kabupaten/Kota", "Wilayah")), *(["Tahun"] if period_column else [])]
        lead = random.random() < 0.3
        first = [*(["No"] if lead else []), *names]
        self.heads(first, heads)
        if random.random() < 0.15:
            self.rows.append([f"({n})" for n in range(1, len(first) + len(heads) + 1)])
        for number, area in enumerate(random.sample(sorted(AREAS), random.randint(1, 4)), 1):
            self.row(number if lead else None, area, columns, period_column)
            self.between()
        self.below(len(first) + len(heads))
        if not period_column and random.random() < 0.9:
            self.common["period"] = common_period
        hidden_rows = [random.randint(1, len(self.rows))] if self.kind == "xlsx" and random.random() < 0.08 else []
        hidden_columns = ["C"] if self.kind == "xlsx" and random.random() < 0.05 else []
        if self.kind == "xlsx" and random.random() < 0.05:
            self.merges.append(f"A{len(self.rows)}:B{len(self.rows)}")
        return Drawn(
            self.rows, self.formats, self.merges, hidden_rows, hidden_columns, self.common,
            ["all"] if random.random() < 0.5 else [], self.truth, self.kind,
            random.choice(",;\t|" if self.style == "plain" else ";;\t"),
            random.choice(("utf-8", "utf-8-sig", "utf-16")),
        )  # fmt: skip

    def columns(self, period_column: bool, period: str) -> tuple[list[Meaning], list[str]]:
        """What the columns mean, and their headings."""
        random = self.random
        if random.random() < 0.1:
            self.scale_of_all = random.choice((3, 6))
        if random.random() < 0.1:
            self.segment_of_all = random.choice(sorted(SEGMENTS))
        found = [self.column(period, period_column) for _ in range(random.randint(1, 4))]
        return [meaning for meaning, _ in found], [head for _, head in found]

    def column(self, period: str, period_column: bool) -> tuple[Meaning, str]:
        """What a column means, and its heading."""
        random = self.random
        indicator = random.choice(sorted(NOUNS))
        words = [random.choice(NOUNS[indicator])]
        segment, programme = self.part(indicator, words)
        if random.random() < 0.3 and not period_column:
            period = random.choice(sorted(PERIODS))
            words.append(random.choice(PERIODS[period]))
        scale = self.unit(BASE.vocabulary.indicators[indicator].unit, words)
        is_twisted = random.random() < 0.12
        if is_twisted:
            words.insert(random.randint(0, len(words)), random.choice(TWISTS))
        is_cumulative = "s/d" in " ".join(words) and BASE.vocabulary.indicators[indicator].kind == "flow"
        if random.random() < 0.1:
            words[-1] += random.choice(("¹", "*", " *)", "²"))
        meant = f"?{indicator}" if is_twisted or is_cumulative else indicator
        meaning = Meaning(meant, segment or self.segment_of_all, programme, period, scale or self.scale_of_all)
        return meaning, random.choice((" ", " ", " ", "\n")).join(filter(None, words))

    def part(self, indicator: str, words: list[str]) -> tuple[str | None, str | None]:
        random = self.random
        if indicator not in ("participants", "claims", "benefits") or random.random() < 0.6:
            return None, None
        known = random.choice((SEGMENTS, PROGRAMMES))
        part = random.choice(sorted(known))
        words.append(random.choice(known[part]))
        return (part, None) if known is SEGMENTS else (None, part)

    def unit(self, unit: str, words: list[str]) -> int:
        """The scale of a column, said in its heading."""
        random = self.random
        if unit == "percent":
            words.append(random.choice(("(%)", "(persen)", "")))
            return 0
        if random.random() < 0.7:
            return 0
        scale = random.choice((3, 6) if unit == "persons" else (6, 9) if unit == "IDR" else (3,))
        said = random.choice(SCALED[scale])
        noun = {"persons": ("", " orang", " jiwa"), "IDR": ("", "Rp "), "count": ("",)}[unit]
        word = random.choice(noun)
        words.append(f"({word}{said})" if word.startswith("Rp") else f"({said}{word})")
        return scale

    def titles(self, width: int, period: str | None) -> None:
        random = self.random
        for _ in range(random.choice((0, 0, 1, 2))):
            self.rows.append([random.choice(TITLES)])
            if random.random() < 0.3:
                self.rows.append([])
        if self.scale_of_all or self.segment_of_all or random.random() < 0.1:
            said = ["Data"]
            if self.segment_of_all:
                said.append(random.choice(SEGMENTS[self.segment_of_all]))
            if self.scale_of_all:
                said.append(f"({random.choice(SCALED[self.scale_of_all])})")
            if period is not None:
                said.append(random.choice(("", f"Tahun {period[:4]}")))
            self.rows.append([" ".join(filter(None, said))])
            if self.kind == "xlsx" and random.random() < 0.5:
                self.merges.append(f"A{len(self.rows)}:{chr(64 + width)}{len(self.rows)}")

    def heads(self, first: list[str], heads: list[str]) -> None:
        """The headings in one row, or those of workbooks in two under merged cells."""
        two = self.kind == "xlsx" and len(heads) > 1 and self.random.random() < 0.3
        if not two:
            self.rows.append([*first, *heads])
            return
        at = len(self.rows) + 1
        words = [head.split(maxsplit=1) for head in heads]
        self.rows.append([*first, *(word[0] for word in words)])
        self.rows.append([*(None for _ in first), *(word[1] if len(word) > 1 else None for word in words)])
        for column in range(1, len(first) + 1):
            self.merges.append(f"{chr(64 + column)}{at}:{chr(64 + column)}{at + 1}")
        left = len(first) + 1
        for place, word in enumerate(words):
            column = left + place
            if place and word[0] == words[place - 1][0] and len(word) > 1 and len(words[place - 1]) > 1:
                self.rows[at - 1][column - 1] = None
                if self.merges and self.merges[-1].startswith(f"{chr(64 + column - 1)}{at}:"):
                    self.merges.pop()
                self.merges.append(f"{chr(64 + column - 1)}{at}:{chr(64 + column)}{at}")

    def row(self, number: int | None, area: str, columns: list[Meaning], period_column: bool) -> None:
        random = self.random
        cells: list[Any] = [*([number] if number is not None else []), random.choice(AREAS[area])]
        period = None
        if period_column:
            period = random.choice(sorted(PERIODS))
            cells.append(self.period_cell(period, len(self.rows) + 1, len(cells) + 1))
        for place, meaning in enumerate(columns):
            value, cell = self.number(meaning, len(self.rows) + 1, len(cells) + 1)
            cells.append(cell)
            meaning = meaning._replace(period=period or meaning.period)
            self.truth[(area, place)] = (str(cell), meaning, value)
        self.rows.append(cells)

    def period_cell(self, period: str, row: int, column: int) -> Any:
        random = self.random
        if period == "2024-12" and self.kind == "xlsx" and random.random() < 0.6:
            self.formats[(row, column)] = random.choice(("mmm yyyy", "mmmm\\ yyyy", "[$-421]mmm\\-yy", "yyyy-mm"))
            return date(2024, 12, 1)
        if period == "2024":
            return random.choice((2024, "2024"))
        return random.choice((period, PERIODS[period][0]))

    def number(self, meaning: Meaning, row: int, column: int) -> tuple[Decimal, Any]:
        """A number as it is meant, and its cell."""
        random = self.random
        unit = BASE.vocabulary.indicators[meaning.indicator.lstrip("?")].unit
        if random.random() < 0.06:
            return Decimal(-1), random.choice(("-", "–", "n/a", "", "#REF!", "#DIV/0!", "x", "…", "tidak ada"))
        if unit == "percent":
            shown = Decimal(random.randint(100, 9999)).scaleb(-2)
        elif meaning.scale:
            shown = Decimal(random.randint(11, 99999)).scaleb(-random.choice((0, 1, 2)))
        else:
            shown = Decimal(random.choice((random.randint(1, 999), random.randint(1000, 9_999_999), 461_000)))
        value = shown.scaleb(meaning.scale if unit != "percent" else 0)
        if self.kind == "xlsx" and random.random() < 0.6:
            return value, self.numeric(shown, unit, row, column)
        return value, self.written(shown, unit, meaning.scale)

    def numeric(self, shown: Decimal, unit: str, row: int, column: int) -> Any:
        """A number of a workbook, with a format that shows it as meant."""
        random = self.random
        places = -int(shown.as_tuple().exponent)
        zeros = "." + "0" * places if places else ""
        if unit == "percent" and random.random() < 0.5:
            self.formats[(row, column)] = random.choice(("0.00%", "0.00 %", "0.00\\ %;-0.00\\ %"))
            return float(shown / 100)
        forms = [f"#,##0{zeros}", f"0{zeros}", f'_(* #,##0{zeros}_);_(* (#,##0{zeros});_(* "-"??_);_(@_)', "@"]
        if unit == "percent":
            forms += ['0.00"%"', '0.00" persen"']
        if unit == "persons":
            forms += [f'#,##0{zeros}" orang"', f"[$-421]#,##0{zeros}"]
        if unit == "IDR":
            forms += [f'"Rp"#,##0{zeros}', f"[$Rp-421]#,##0{zeros}", f'"Rp"\\ #,##0{zeros};-"Rp"\\ #,##0{zeros}']
        if not places or unit != "percent":
            forms.append("General")
        self.formats[(row, column)] = random.choice(forms)
        if random.random() < 0.03:
            self.formats[(row, column)] = random.choice(("0.00E+00", "# ?/?", ";;;", '"≈ "0', '0.0"M"', "[$€-2]0"))
        return int(shown) if not places else float(shown)

    def written(self, shown: Decimal, unit: str, scale: int) -> Any:
        """A number as text, in the manner of the whole table or, rarely, in another."""
        random = self.random
        style = self.style if random.random() < 0.95 or scale else random.choice(("id", "plain", "en"))
        text = f"{shown:,f}"
        if style == "id":
            text = text.translate(str.maketrans(",.", ".,"))
        elif style == "plain":
            text = f"{shown:f}" if self.style != "id" else f"{shown:f}".replace(".", ",")
        if unit == "percent":
            text += random.choice(("", "%", " %", " persen"))
        elif unit == "IDR" and random.random() < 0.2:
            text = f"Rp{text}"
        if random.random() < 0.04:
            text += random.choice(("¹", "*", "²", " *)", "¹²"))
        if self.kind == "xlsx" and random.random() < 0.03:
            return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), "1"))
        return text

    def between(self) -> None:
        random = self.random
        if random.random() < 0.05:
            self.rows.append([])
        if random.random() < 0.03:
            self.rows.append(["Wilayah II"])

    def below(self, width: int) -> None:
        random = self.random
        if random.random() < 0.15:
            self.rows.append([random.choice(("Jumlah", "Total", "TOTAL")), *("1" for _ in range(width - 1))])
        for _ in range(random.choice((0, 0, 1))):
            self.rows.append([random.choice(FOOTNOTES)])


def write(drawn: Drawn, folder: Path) -> Path:
    """The file of a drawn table."""
    if drawn.kind == "csv":
        path = folder / "table.csv"
        text = io.StringIO()
        csv.writer(text, delimiter=drawn.delimiter).writerows(drawn.rows)
        path.write_bytes(text.getvalue().encode(drawn.encoding))
        return path
    path = folder / "table.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in drawn.rows:
        sheet.append(row)
    for (number, column), form in drawn.formats.items():
        sheet.cell(number, column).number_format = form
    for merge in drawn.merges:
        sheet.merge_cells(merge)
    for number in drawn.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in drawn.hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def wrongs_of(drawn: Drawn, folder: Path, taken: list[int] | None = None) -> Iterator[str]:
    """Every figure of a table that says something else than its author meant; nothing for one that is refused.

    `taken` gets the number of figures of a table that is not refused.
    """
    path = write(drawn, folder)
    try:
        sheet = read_sheet(path)
        columns = map_columns(sheet, {}, BASE.vocabulary, drawn.common, drawn.ignored)
        found = list(make_figures(sheet, columns, drawn.common, BASE.vocabulary))
    except BpjsError:
        return
    figures = [one for one in found if isinstance(one, NewFigure)]
    notes = [one for one in found if isinstance(one, RowNote)]
    alone = [one.alone for one in notes if one.alone is not None]
    refused = sheet.faults or any(isinstance(one, RowError) for one in found)
    if refused or any(find_contradictions(sheet, columns, figures, alone, {}, BASE.vocabulary)):
        return
    read = [_read(figure) for figure in figures]
    if any(one is None for one in read):
        return
    left = dict(drawn.truth)
    english = any(ENGLISH.search(cell) for row in drawn.rows for cell in row[1:] if isinstance(cell, str))
    for one in read:
        assert one is not None
        key = next((k for k, truth in left.items() if _same(k, truth, one, english)), None)
        if key is None:
            yield f"{one} is not what was meant: {drawn.truth}"
        else:
            del left[key]
    if taken is not None:
        taken.append(len(read))
    if left and not (notes or columns.unused or _all_missing(left)):
        yield f"{left} was dropped without a word"


_Read = tuple[str, Meaning, Decimal]


def _read(figure: NewFigure) -> _Read | None:
    """The area, meaning and number of a figure as the base would read it; `None` where it would refuse it."""
    values = figure.values
    area = find_area(values.get("area", ""), BASE.areas)
    indicator = BASE.vocabulary.indicators.get(values.get("indicator", ""))
    if area is None or indicator is None:
        return None
    try:
        period = parse_period(values.get("period", "")).text
        if "value" in values:
            reading = read_value_as(indicator, Decimal(values["value"]))
        else:
            reading = read_printed_as(indicator, values["printed"], "id")
    except (ValueError, NumeralError, ArithmeticError):
        return None
    return area.id, Meaning(indicator.id, values.get("segment"), values.get("programme"), period), reading.value


def _same(key: tuple[str, int], truth: tuple[str, Meaning, Decimal], read: _Read, english: bool) -> bool:
    """Whether a figure is what was meant. Without a sign of English, "1,971" is what it is in an Indonesian source."""
    text, meaning, value = truth
    if key[0] != read[0]:
        return False
    if meaning.indicator[0] == "?":  # whatever that is, it is not the plain thing
        return value == read[2] and meaning.indicator[1:] != read[1].indicator
    if value != read[2]:
        either = EITHER.match(text)
        if english or either is None or Decimal(f"{either[1]}.{either[2]}").scaleb(meaning.scale) != read[2]:
            return False
    return meaning._replace(scale=0) == read[1]


def _all_missing(left: Mapping[tuple[str, int], tuple[str, Meaning, Decimal]]) -> bool:
    return all(value < 0 for _, _, value in left.values())
