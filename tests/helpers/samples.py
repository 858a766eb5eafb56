"""Documents of every kind that a renderer must show: ordinary ones, an empty one, a wide one and a hostile one."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.report.document import (
    Category,
    Cell,
    Chart,
    Column,
    Data,
    Document,
    Mark,
    Note,
    Paragraph,
    Point,
    Section,
    Series,
    Table,
)

# The formats that show whole documents; others show their findings only.
DOCUMENT_FORMATS = ("table", "plain", "md", "html", "csv", "tsv", "json")

IDN = Note(
    "idntimes-2026-02-02",
    "IDN Times, 2 Februari 2026, “BPJS Ketenagakerjaan Targetkan Lindungi 4,6 Juta Pekerja di Kalimantan”"
    " (Adi Hendratta, Kepala Kantor Wilayah Kalimantan)",
)
SUARA_BORNEO = Note(
    "suaraborneo-2025-10-09",
    "Suara Borneo, 9 Oktober 2025",
    "https://suaraborneo.id/2025/10/pemprov-kalbar-dan-bpjs-ketenagakerjaan.html",
)
TRIBUN = Note("tribunkaltim-2025-06-18", "Tribun Kaltim, 18 Juni 2025 (Erfan Kurniawan)")
UNPUBLISHED = Note("why-people", "Tidak ada sumber yang menyebut jumlah orangnya.")
BORNEOTREND = Note(
    "borneotrend-2026-02-03",
    "Borneotrend, 3 February 2026",
    "https://borneotrend.com/2026/02/46-juta-pekerja-di-kalimantan-belum.html",
)

LEGEND_ID: tuple[tuple[Mark, str, str], ...] = (
    ("disputed", "†", "diperselisihkan: bagian dari pertentangan, ditampilkan sebagaimana tercetak"),
    ("cut", "‡", "dipotong, bukan dibulatkan"),
    ("derived", "*", "diturunkan dari angka yang terbit; rentangnya yang mungkin"),
)
LEGEND_EN: tuple[tuple[Mark, str, str], ...] = (("derived", "*", "derived from published figures"),)


def quantity(
    text: str,
    value: str | None,
    low: str | None,
    high: str | None,
    unit: str = "percent",
    *,
    origin: str = "published",
    figures: Sequence[str] = ("idntimes-2026-02-02/5",),
    notes: Sequence[str] = (IDN.id,),
    marks: Sequence[Mark] = (),
    detail: str = "",
) -> Cell:
    data = {"value": value, "low": low, "high": high, "unit": unit, "origin": origin, "figures": list(figures)}
    return Cell(text, data, tuple(notes), tuple(marks), detail)


def text(value: str, *notes: str) -> Cell:
    return Cell(value, value, notes)


def number(value: int) -> Cell:
    return Cell(str(value), value)


UNKNOWN = Cell("–", None, (UNPUBLISHED.id,), ("unknown",))


def coverage() -> Document:
    """One province in Indonesian: several tables, a derived interval, disputed figures, what nobody has published."""
    indicators = Table(
        "coverage",
        (
            Column("area", "Id", shown=False),
            Column("name", "Wilayah"),
            Column("period", "Periode", "date"),
            Column("coverage", "Cakupan kepesertaan", "quantity"),
            Column("participants", "Peserta", "quantity"),
            Column("workforce", "Angkatan kerja", "quantity"),
        ),
        (
            (
                text("kalbar"),
                text("Kalimantan Barat"),
                Cell("2025", "2025"),
                quantity("27 %", "27", "26.5", "27.5"),
                UNKNOWN,
                UNKNOWN,
            ),
            (
                text("kalimantan"),
                text("Kalimantan"),
                Cell("2025", "2025"),
                quantity("41 %", "41", "40.5", "41.5"),
                quantity("3,3 juta", "3300000", "3200000", "3400000", "persons"),
                quantity("7,9 juta", "7900000", "7850000", "8000000", "persons", marks=("cut",)),
            ),
            (
                text("kalimantan"),
                text("Kalimantan"),
                Cell("2024", "2024"),
                quantity("45,34 %", "45.34", "45.335", "45.345"),
                quantity("3.287.020", "3287020", "3287020", "3287020", "persons"),
                quantity(
                    "7,25 juta",
                    "7249713",
                    "7248914",
                    "7250513",
                    "persons",
                    origin="derived",
                    figures=("sp-2024-11-07/1", "sp-2024-11-07/2"),
                    marks=("derived",),
                    detail="7,249–7,251 juta",
                ),
            ),
        ),
        title="Cakupan di provinsi dan di Kalimantan",
    )
    cities = Table(
        "areas",
        (
            Column("area", "Id", shown=False),
            Column("name", "Kabupaten atau kota"),
            Column("coverage", "Cakupan", "quantity"),
            Column("unregistered", "Belum terdaftar", "quantity"),
        ),
        (
            (
                text("singkawang"),
                text("Kota Singkawang"),
                quantity("22,77 %", "22.77", "22.765", "22.775", notes=(TRIBUN.id,), marks=("disputed",)),
                quantity("73.236", "73236", "73235", "73237", "persons", notes=(TRIBUN.id,), marks=("disputed",)),
            ),
            (text("pontianak"), text("Kota Pontianak"), quantity("40 %", "40", "39.5", "40.5", notes=()), UNKNOWN),
        ),
        title="Daftar kabupaten dan kota",
    )
    return Document(
        "coverage",
        "Cakupan kepesertaan di Kalimantan Barat",
        "id",
        "2026-02-03",
        (
            Section(
                "headline",
                "",
                (
                    Paragraph(
                        "27 % pekerja di Kalimantan Barat terlindungi pada 2025: yang terakhir dari lima provinsi, "
                        "14 poin di bawah Kalimantan.",
                        "lead",
                        (IDN.id,),
                    ),
                    indicators,
                ),
            ),
            Section(
                "areas",
                "Kabupaten dan kota",
                (
                    Paragraph("Angka Singkawang tidak dapat benar semuanya.", "warning", (TRIBUN.id,)),
                    cities,
                    Paragraph("Target 2026 menurut RPJMD: 60,80 %.", "small", (SUARA_BORNEO.id,)),
                ),
            ),
        ),
        "coverage",
        (IDN, SUARA_BORNEO, TRIBUN, UNPUBLISHED),
        LEGEND_ID,
        ({"code": "C201", "severity": "error", "message": "tidak dapat benar semuanya", "figures": []},),
    )


def ranking() -> Document:
    """Provinces in English, with ranks that two share, open intervals and numbers of different precision."""
    ranks = (
        ("1", 1, 1, "kaltim", "East Kalimantan", "> 50%", "50", "50", None, "", "+9"),
        ("2", 2, 2, "kaltara", "North Kalimantan", "≈ 46%", "46", "45", "47", "45–47%", "+5"),
        ("3–4", 3, 4, "kalsel", "South Kalimantan", "42.37%", "42.37", "42.365", "42.375", "", "+1.07"),
        ("3–4", 3, 4, "kalteng", "Central Kalimantan", "≈ 42%", "42", "41", "43", "41–43%", "+1"),
        ("5", 5, 5, "kalbar", "West Kalimantan", "27%", "27", "26.5", "27.5", "26.5–27.5%", "−14"),
    )
    rows = tuple(
        (
            number(low),
            number(high),
            Cell(shown, None, marks=("shared",) if low != high else ()),
            text(area),
            text(name),
            quantity(value, *bounds, notes=(BORNEOTREND.id,), marks=("derived",) if detail else (), detail=detail),
            Cell(distance, distance.replace("−", "-")),
        )
        for shown, low, high, area, name, value, *bounds, detail, distance in ranks
    )
    columns = (
        Column("rank_low", "Rank from", "number", shown=False),
        Column("rank_high", "Rank to", "number", shown=False),
        Column("rank", "Rank", "number"),
        Column("area", "Id", shown=False),
        Column("name", "Province"),
        Column("coverage", "Coverage", "quantity"),
        Column("distance", "Points from Kalimantan", "number"),
    )
    sections = (Section("ranking", "", (Table("ranking", columns, rows),)),)
    title = "Provinces of Kalimantan by coverage, 2025"
    return Document("ranking", title, "en", None, sections, "ranking", (BORNEOTREND,), LEGEND_EN)


def charts() -> Document:
    """A chart of every kind, beside the table that has its numbers."""
    columns = (Column("name", "Area"), Column("coverage", "Coverage", "quantity"))
    rows = (
        (text("East Kalimantan"), quantity("> 50 %", "50", "50", None)),
        (text("South Kalimantan"), quantity("42.37 %", "42.37", "41", "43")),
        (text("Singkawang"), quantity("22.77 %", "22.77", "22.765", "22.775", marks=("disputed",))),
        (text("Aceh"), UNKNOWN),
    )
    places = (("2023-12-31", 6, 2), ("2024-12-31", 5, 3), ("2025-06-18", 4, 2), ("2025-12-31", 0, 0))
    categories = tuple(
        Category(row[0].text, row[0].text[:8], row[0].text[:2].upper(), day, place != 2, column, line)
        for place, (row, (day, column, line)) in enumerate(zip(rows, places, strict=True))
    )
    points = tuple(
        Point(cell.text, known.get("value"), known.get("low"), known.get("high"), cell.marks)
        for _, cell in rows
        for known in (cell.data or {},)
    )
    both = (Series("Coverage", points), Series("the same again", points))
    aims = (*both[:1], Series("target", points, "target"), Series("Kalimantan", points[1:2], "reference"))
    drawn = (
        Chart("bars", "bars", "Coverage by area", "Highest: East Kalimantan.", ("areas",), "percent", categories, aims),
        Chart("tiles", "tiles", "Map", "Three have a figure.", ("areas",), "percent", categories, both[:1]),
        Chart("grouped", "grouped", "Twice", "Both are alike.", ("areas",), "percent", categories, both),
        Chart("line", "line", "Over time", "It fell.", ("areas",), "percent", categories, both),
        Chart("parts", "parts", "In parts", "One is large.", ("areas",), "percent", categories, both),
    )
    table = Table("areas", columns, rows, title="Coverage by area")
    sections = (Section("areas", "Areas", (*drawn, table)),)
    legend: tuple[tuple[Mark, str, str], ...] = (("disputed", "†", "disputed"),)
    return Document("ranking", "Charts", "en", None, sections, "areas", (IDN, UNPUBLISHED), legend)


def report() -> Document:
    """What stands at the head of a report, and sections enough for a list of contents."""
    columns = (
        Column("id", "Id", shown=False),
        Column("label", "Number"),
        Column("value", "Value", "quantity"),
        Column("period", "Period", "date"),
    )
    people = quantity("3,302,762", "3302762", "3302762", "3302762", "persons", notes=(BORNEOTREND.id,))
    covered = quantity("41.30 %", "41.30", "41.295", "41.305", marks=("derived",), detail="41.29–41.31 %", notes=())
    rows = (
        (text("coverage"), text("Coverage"), covered, Cell("2025", "2025")),
        (text("participants"), text("Participants"), people, Cell("2025", "2025")),
        (text("unregistered"), text("Unregistered"), Cell("–"), Cell("–")),
    )
    numbers = Table("headline", columns, rows, style="numbers")
    sections = (
        Section("headline", "", (Paragraph("Kalimantan: 41.30 % were covered.", "lead"), numbers)),
        *(Section(name.lower(), name, (Paragraph(f"About {name}."),)) for name in ("Ranking", "Gap", "Trend")),
        Section("more", "More numbers", (Table("more", columns, rows[1:], "With a caption", style="numbers"),)),
    )
    about = (("Area", "Kalimantan"), ("Rests on", "14 publications, 2 December 2021 to February 2026"))
    return Document(
        "report", "Report", "en", None, sections, "headline", (BORNEOTREND,), LEGEND_EN, (), "2026-02-03", about
    )


def empty() -> Document:
    """Nothing matches."""
    columns = (Column("id", "Id", shown=False), Column("name", "Area"), Column("coverage", "Coverage", "quantity"))
    table = Table("figures", columns, empty="No figure matches.")
    return Document("figures", "Figures as published", "en", None, (Section("figures", "", (table,)),), "figures")


HOSTILE_TEXTS = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "bell\x07 back\x08 over\rwritten \x9b31m \x85next",
    "\u202egnp.exe\u202c \u2066isolated\u2069 zero\u200bwidth \u00adsoft",
    "lone \ud800 surrogate, \U000e0041 tag",
    "\u0301floating mark",
    "<script>alert('x')</script> &amp; <b onmouseover=\"x()\">b</b> {{ 7 * 7 }} {% raw %}",
    "see [bps, 2024], [/x] [red]red[/red] :smile: :100: 10:30:15",
    "a|b ![i](http://x.example/i.png) [l](javascript:x) `code` *em* _em_ __init__ snake_case ~~no~~ C:\\n $x$ ^2^",
    "@user #123 GH-7 https://example.org www.example.org a@b.example &copy; <!-- c --> {#id}",
    "[^1] footnote, 3. no list",
    "# no heading",
    "- no item",
    "12. no list",
    "(a) no list",
    "> no quotation",
    ": no definition",
    "Table: no caption",
    '=HYPERLINK("http://x.example")',
    "+62 811",
    "-1+1",
    "@SUM(A1)",
    "\ttab and\nline",
    "--- ... --",
    "ends with a backslash \\",
    "shouts!",
    "漢字とかな 한국어",
    "👩‍👩‍👧 family, e\u0301, مرحبا",
)


def hostile() -> Document:
    """Every string of the document is one that somebody might smuggle in."""
    rows = tuple((text(value, "note"), Cell(value, value, (), ("disputed",), value)) for value in HOSTILE_TEXTS)
    columns = (Column("text", "Te|xt <i>", "text"), Column("number", "Num*ber*", "number"))
    nasty = HOSTILE_TEXTS[5]
    names = tuple(Category(value, value, value, "2025-01-01") for value in HOSTILE_TEXTS)
    marked = Series(nasty, tuple(Point(value, "1", "0", "2", ("disputed",)) for value in HOSTILE_TEXTS))
    picture = Chart("c<'", "bars", nasty, HOSTILE_TEXTS[0], ("t\"'>",), "percent", names, (marked,))
    return Document(
        "hostile",
        f"# {HOSTILE_TEXTS[0]} #",
        "en",
        None,
        (
            Section('s"><script>', HOSTILE_TEXTS[7], tuple(Paragraph(value) for value in HOSTILE_TEXTS)),
            Section("table", nasty, (picture, Table("t\"'>", columns, rows, title=HOSTILE_TEXTS[8]))),
            Section("empty", "", (Table("none", columns, empty=nasty),)),
        ),
        "t\"'>",
        (Note("note", HOSTILE_TEXTS[6], "javascript:alert(1)"),),
        (("disputed", "*", HOSTILE_TEXTS[7]),),
        ({"message": HOSTILE_TEXTS[2]},),
    )


def wide() -> Document:
    """More columns than a terminal has room for, long titles, links and scripts of different widths."""
    columns = (
        Column("id", "Id"),
        Column("published", "Published", "date"),
        Column("publisher", "Publisher"),
        Column("title", "Title"),
        Column("link", "Link"),
        Column("area", "Area"),
        Column("indicator", "Indicator"),
        Column("printed", "As printed"),
        *(Column(f"v{year}", f"Contributions {year} (rupiah)", "quantity") for year in (2021, 2022, 2023, 2024)),
        Column("change", "Change", "number"),
    )
    rows = (
        _wide_row("idntimes-2026-02-02", "2 February 2026", "IDN Times", IDN.text, "5,060,579,420,000", "+11.72"),
        _wide_row("漢字-2025", "1 May 2025", "新聞社", "社会保険のカバー率に関する統計", "Rp4.53 trillion", "−0.5"),
        _wide_row("short", "2024", "–", "", "–", "0"),
    )
    return Document(
        "figures", "Everything at once", "en", None, (Section("all", "All", (Table("all", columns, rows),)),)
    )


def _wide_row(id_: str, published: str, publisher: str, title: str, amount: str, change: str) -> tuple[Cell, ...]:
    link = f"https://example.org/{id_}/a-rather-long-address-that-nobody-would-want-to-be-cut.html"
    amounts = [Cell(amount, None if amount == "–" else _money(), detail="4.52–4.54 trillion")] * 4
    texts = (id_, published, publisher, title, link, "kalimantan", "contributions", "Rp5.060.579.420.000")
    return (*map(text, texts), *amounts, Cell(change, change.replace("−", "-")))


def _money() -> Data:
    return {"value": "5060579420000", "low": None, "high": None, "unit": "IDR", "origin": "published", "figures": []}


SAMPLES = {
    "coverage": coverage,
    "ranking": ranking,
    "charts": charts,
    "report": report,
    "empty": empty,
    "hostile": hostile,
    "wide": wide,
}
