"""The words that stand around a printed number, Indonesian and English, and what each does to it."""

from __future__ import annotations

from typing import Literal

import msgspec

from bpjscli.i18n import N_

Role = Literal["qualifier", "scale", "loose-scale", "unit", "counted", "between", "minus", "dropped"]
HARMLESS = ("counted", "dropped")


class Word(msgspec.Struct, frozen=True, gc=False):
    """What a word or phrase does; `value` is its qualifier, power of ten or unit, and empty in the other roles."""

    role: Role
    value: str


_LEADING_QUALIFIERS = {
    "about": "sekitar, kurang lebih, kurang-lebih, lebih kurang, lebih-kurang, berkisar, kisaran, kira-kira, kira kira,"
    " sekira, diperkirakan, perkiraan, ditaksir, estimasi, diestimasi, about, around, approximately, approx, roughly,"
    " some, circa, ca, estimated, an estimated, ±, +/-, ~, ≈",
    "nearly": "hampir, mendekati, nyaris, sedikit di bawah, nearly, almost, close to, approaching, just under,"
    " just below, slightly below, slightly under",
    "more-than": "lebih, di atas, diatas, melebihi, melampaui, lewat, sedikit lebih dari, sedikit di atas,"
    " jauh di atas, more than, over, above, exceeding, exceeds, in excess of, greater than, higher than, upwards of, >",
    "at-least": "minimal, minimum, sedikitnya, setidaknya, setidak-tidaknya, sekurangnya, sekurang-kurangnya,"
    " paling sedikit, paling tidak, paling kurang, tidak kurang dari, tak kurang dari, at least, no less than,"
    " not less than, no fewer than, not fewer than, ≥, >=",
    "less-than": "kurang dari, kurang daripada, di bawah, dibawah, belum sampai, belum mencapai, tidak sampai,"
    " tak sampai, tidak mencapai, jauh di bawah, less than, under, below, fewer than, lower than, <",
    "at-most": "maksimal, maksimum, paling banyak, paling tinggi, tidak lebih dari, tak lebih dari, tidak melebihi,"
    " tidak melampaui, hingga, sampai, at most, up to, no more than, not more than, not exceeding, maximum, ≤, <=",
}
_TRAILING_QUALIFIERS = {
    "about": "kurang lebih, lebih kurang, or so, approximately",
    "odd": "lebih, sekian",
    "vague": "-an, an",
    "at-least": "atau lebih, ke atas, or more, minimal, minimum",
    "at-most": "atau kurang, ke bawah, or less, or fewer, maksimal, maksimum, maximum",
}
_SCALES = {
    "3": "ribu, rb, thousand",
    "6": "juta, jt, million, mn, mln, mio",
    "9": "miliar, milyar, billion, bn",
    "12": "triliun, trilyun, trillion",
}
_LOOSE_SCALES = {
    "3": "ribuan, ribu-an",
    "6": "jutaan, juta-an",
    "9": "miliaran, milyaran, miliar-an",
    "12": "triliunan, triliun-an",
}
_PERCENT = "%, persen, prosen, percent, per cent, pct"
_POINTS = (
    "poin, poin persen, poin persentase, persen poin, % poin, point, points, percentage point,"
    " percentage points, percent points, percent point, % points, pp, ppt"
)
_MONEY = "rp, idr, rupiah"
_COUNTED = (
    "orang, jiwa, penduduk, warga, pekerja, tenaga kerja, angkatan kerja, karyawan, pegawai, buruh, nelayan, petani,"
    " peserta, penerima, klaim, kasus, pengajuan, perusahaan, badan usaha, pemberi kerja,"
    " pelaku usaha, proyek, kantor, cabang, unit, layanan, rumah sakit, klinik, faskes, fasilitas kesehatan, people,"
    " person, persons, workers, participants, members, employees, labourers, laborers, residents, recipients,"
    " beneficiaries, claims, cases, employers, companies, firms, businesses, business entities, projects, offices,"
    " branches, units, centres, centers"
)
# Words that would change a number, in a phrase that does not.
_DROPPED_BEFORE = (
    "turun menjadi, menurun menjadi, berkurang menjadi, merosot menjadi, menyusut menjadi, anjlok menjadi, turun ke,"
    " fell to, dropped to, declined to, decreased to, down to, an average of, belum terdaftar, belum terlindungi,"
    " belum tercakup, tidak terdaftar, tidak terlindungi, tidak tercakup, bukan penerima upah, hingga sebesar,"
    " hingga mencapai, hingga sebanyak, hingga senilai, hingga menyentuh, sampai sebesar, sampai mencapai"
)

_BETWEEN = "antara, between"
_MINUS = "minus, negatif, negative"


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split(",")]


def _table(*entries: tuple[Role, dict[str, str]]) -> dict[str, Word]:
    return {
        phrase: Word(role, value)
        for role, groups in entries
        for value, phrases in groups.items()
        for phrase in _phrases(phrases)
    }


BEFORE = _table(
    ("dropped", {"": _DROPPED_BEFORE}),
    ("counted", {"": _COUNTED}),
    ("qualifier", _LEADING_QUALIFIERS),
    ("unit", {"IDR": _MONEY}),
    ("between", {"": _BETWEEN}),
    ("minus", {"": _MINUS}),
)
AFTER = _table(
    ("counted", {"": _COUNTED}),
    ("qualifier", _TRAILING_QUALIFIERS),
    ("scale", _SCALES),
    ("loose-scale", _LOOSE_SCALES),
    ("unit", {"percent": _PERCENT, "points": _POINTS, "IDR": _MONEY}),
)

# Each of these changes a number or says what it is a part of, and a reader who drops words would drop it.
CHANGING = frozenset(
    _phrases(
        "nol, satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, sepuluh, sebelas, belas, puluh,"
        " seratus, ratus, ratusan, seribu, sejuta, semiliar, setriliun, puluhan, belasan, setengah, separuh, paruh,"
        " seperempat, sepertiga, perempat, pertiga, lusin, kodi, gros, kali, lipat, pangkat, per, tiap, setiap, permil,"
        " promil, basis, koma, sebagian, beberapa, zero, one, two, three, four, five, six, seven, eight, nine, ten,"
        " eleven, twelve, hundred, hundreds, tens, half, third, thirds, quarter, quarters, dozen, dozens, score,"
        " double, triple, twice, times, fold, each, every, several, few, ppm, lakh, crore, plus, ditambah, ditambahkan,"
        " dikurangi, dikali, dikalikan, dibagi"
    )
)
# Before a number these deny it, compare with it, or make it a rank; after it they speak of what is counted.
CHANGING_BEFORE = frozenset(
    _phrases(
        "belum, tidak, tak, bukan, tanpa, not, never, without, kurang, sedikit, jauh, agak, bawah, atas, paling, less,"
        " fewer, more, greater, higher, lower, most, least, ke, peringkat, urutan, nomor, no, rank, ranked, part"
    )
)
# Beside the digits these make a number a date or a length of time; elsewhere they say when something was counted.
DATING = frozenset(
    _phrases(
        "tahun, bulan, pekan, minggu, hari, tanggal, tgl, pukul, jam, menit, triwulan, kuartal, semester, januari,"
        " februari, maret, april, mei, juni, juli, agustus, september, oktober, november, desember, year, years, month,"
        " months, week, weeks, day, days, hours, january, february, march, may, june, july, august, october, december,"
        " bps"
    )
)
FALLING = frozenset(
    _phrases(
        "turun, menurun, penurunan, berkurang, merosot, anjlok, menyusut, susut, defisit, fell, fall, falling,"
        " down, dropped, declined, decreased, shrank, lost"
    )
)
LETTERS = {
    "k": N_("thousand or kilo"),
    "m": N_("million or miliar"),
    "b": N_("billion or a unit"),
    "t": N_("trillion or triliun"),
    "mil": N_("million or a thousandth"),
    "bln": N_("billion or bulan, a month"),
    "tn": N_("trillion or a title"),
}
FOREIGN = frozenset(
    _phrases("$, €, £, ¥, us, usd, sgd, myr, rm, dolar, dollar, dollars, ringgit, euro, euros, eur, yen")
)

LONGEST_PHRASE = max(len(phrase.split()) for phrase in (*BEFORE, *AFTER))

# Words of which a misspelling is told from a word of its own: long enough that few other words are one slip away.
_EASILY_MISTAKEN = frozenset(("prosen", "point", "points", "some"))
MISSPELT = tuple(
    word
    for table in (BEFORE, AFTER)
    for word, known in table.items()
    if known.role not in HARMLESS
    and word.isalpha()
    and len(word) >= (5 if known.role == "qualifier" else 4)
    and word not in _EASILY_MISTAKEN
)
