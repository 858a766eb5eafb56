"""Real articles from regions that the shipped base does not cover: what `bpjs check` says of each, against the sums.

Each file holds the figures of one article as printed, and says in its first lines what comes out when they are added up
and divided by hand. The table has that finding, the codes in the order of the output, and for each contradiction the
explanation that is right, where the article or a later correction of it tells.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding, Suggestion
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

ARTICLES = Path(__file__).parent / "cases" / "articles"


class Found(NamedTuple):
    """What a careful reader finds in an article: `loose` figures agree when cut, or off by one in the last digit."""

    finds: Literal["agrees", "loose", "contradiction"]
    codes: str = ""
    right: tuple[str | None, ...] = ()  # for each contradiction: kind, area, indicator, part, reading


EXPECTED = {
    "aksipost-2019-01-09": Found("contradiction", "C401", ("digit cabang-muarabungo participants bpu 9.631",)),
    "analisa-2023-03-31": Found("agrees"),
    "antaraaceh-2019-10-05": Found("agrees"),
    "antaraaceh-2019-11": Found("agrees"),
    "antaraambon-2021-09": Found("agrees"),
    "antaraambon-2022-02": Found("agrees"),
    "antaraambon-2024-05": Found("agrees"),
    "antarababel-2025": Found("contradiction", "C401 C402"),
    "antarabali-2017": Found("agrees"),
    "antarabanten-2020": Found("agrees"),
    "antarabanten-2020-10": Found("agrees"),
    "antarabanten-2025": Found("agrees"),
    "antarajabar-2022": Found("agrees"),
    "antarajambi-2016": Found("contradiction", "C401"),
    "antarajambi-2023-12": Found("agrees"),
    "antarajateng-2019-01": Found("contradiction", "C402"),
    "antarajateng-2021-12-09": Found("contradiction", "C401 C401"),
    "antarajateng-2021-12-10": Found("agrees"),
    "antarajateng-2025-05": Found("agrees"),
    "antarajatim-2017-09": Found("contradiction", "C402"),
    "antarajatim-2018-05": Found("agrees"),
    "antarajatim-2019-12-30": Found("agrees"),
    "antarajatim-2023-05": Found("contradiction", "C402"),
    "antarajatim-2023-07-14": Found("agrees"),
    "antarajatim-2024-01": Found("contradiction", "C402"),
    "antarajatim-2024-05": Found("contradiction", "C402", ("swap cabang-madiun claims jht 4.321",)),
    "antarajogja-2018-09": Found("contradiction", "C402"),
    "antarakepri-2018-07": Found("agrees"),
    "antarakupang-2022-07-25": Found("agrees"),
    "antaramanado-2018-12-10": Found("agrees"),
    "antaramanado-2019": Found("agrees"),
    "antaramanado-2023": Found("agrees"),
    "antaramataram-2023-06": Found("agrees"),
    "antaramataram-2025": Found("agrees"),
    "antaramataram-2025-06": Found("agrees"),
    "antaramegapolitan-2025-03": Found("agrees"),
    "antaranews-2014-09": Found("contradiction", "C402"),
    "antaranews-2016-12": Found("agrees"),
    "antaranews-2021-09-07": Found("agrees"),
    "antaranews-2021-11": Found("contradiction", "C402", ("digit sulteng workforce 1.516.347",)),
    "antaranews-2022-09": Found("agrees"),
    "antaranews-2023-08-30": Found("contradiction", "S602 C402", ("digit manokwari-selatan participants 2.843",)),
    "antaranews-2024-09-26": Found("loose", "R301"),
    "antarapapua-2020-05-28": Found("agrees"),
    "antarapapua-2021-10-26": Found("agrees"),
    "antarapapuabarat-2023-02-13": Found("contradiction", "C401", ("scale manokwari benefits jkm Rp504 juta",)),
    "antarapapuabarat-2025-01": Found("agrees"),
    "antarapapuatengah-2025-08": Found("agrees"),
    "antarapon-2016-12": Found("agrees"),
    "antarariau-2023-01": Found("agrees"),
    "antarasulteng-2021": Found("agrees"),
    "antarasulteng-2022-01": Found("agrees"),
    "antarasumbar-2018": Found("agrees", "S602"),
    "antarasumbar-2020-01": Found("agrees"),
    "apakabar-2021-03-16": Found("agrees"),
    "apjn-2025": Found("contradiction", "C401"),
    "ayonusa-2025-05-15": Found("agrees"),
    "bacapesan-2024-08-12": Found("agrees"),
    "bangsaonline-2016-09": Found("agrees"),
    "banpos-2025-07-04": Found("agrees"),
    "batamstraits-2025-11-06": Found("loose", "R301"),
    "batamtoday-2018-12-22": Found("agrees"),
    "bengkuluekspress-2025-01": Found("agrees"),
    "berdikari-2024-12-11": Found("contradiction", "C402", ("digit lampung workforce 3.058.943",)),
    "berdikari-2025-05-15": Found("agrees"),
    "berdikari-2025-08-13": Found("agrees"),
    "beritajatim-2019-09-02": Found("contradiction", "S604 C402"),
    "beritalima-2017-01-04": Found("agrees"),
    "bgnnews-2025-07-01": Found("agrees"),
    "bisnis-2015-01-19": Found("contradiction", "C401 C401", (None, "digit sulut target_new_participants bpu 8.527")),
    "bisnis-2015-01-20": Found("contradiction", "C402", ("digit sulut employers 834",)),
    "bisnis-2018-01-29": Found("contradiction", "C402"),
    "bisnis-2021-01-18": Found("agrees"),
    "bisnis-2021-02-17": Found("agrees"),
    "bisnis-2024-07-03": Found("agrees"),
    "bisnisdki-2022-10-05": Found("agrees", "D501"),
    "bisnisfinansial-2025-02-18": Found("agrees"),
    "bisnissemarang-2018-10-31": Found("agrees"),
    "bisnissulawesi-2022-11-23": Found("agrees"),
    "bisnissulawesi-2025-07-16": Found("contradiction", "C401", ("relabel sulsel unregistered target_participants",)),
    "bisnissumatra-2022-11-20": Found("agrees"),
    "bisnissumatra-2023-07-06": Found("agrees"),
    "bisnissumatra-2024-08-01": Found("agrees"),
    "bisnissumatra-2024-10-30": Found("agrees"),
    "bloktuban-2025-07-07": Found("agrees"),
    "bloombergtechnoz-2025-12-11": Found("contradiction", "C401"),
    "camkoha-2025": Found("agrees"),
    "ceposonline-2023-09": Found("contradiction", "C401"),
    "databoks-2024-08-06": Found("agrees"),
    "databoks-2024-10": Found("agrees"),
    "databoks-2025-04": Found("agrees"),
    "denpost-2020-02-25": Found("agrees"),
    "dialognews-2024-12": Found("agrees"),
    "enantara-2024-09": Found("agrees"),
    "eranesia-2025-07": Found("contradiction", "C401", ("relabel sulsel unregistered target_participants",)),
    "fajar-2025-07-15": Found("contradiction", "C401", ("relabel sulsel gap_people target_participants",)),
    "fajarsumbar-2021-05-06": Found("contradiction", "C401"),
    "fortune-2022-10-20": Found("contradiction", "C401"),
    "gerbangbanten-2025-12-17": Found("agrees"),
    "gitamedia-2024-06-06": Found("agrees"),
    "golali-2022-12": Found("agrees"),
    "gopos-2019": Found("agrees"),
    "gosumut-2019-10-18": Found("agrees"),
    "halmaherapost-2025-10-20": Found("agrees"),
    "halosultra-2023-12-05": Found("contradiction", "C401 C402 S601", (None, "copied sultra participants bpu 66.147")),
    "haluanntt-2026-01-31": Found("agrees"),
    "hantaran-2025-10-27": Found("agrees"),
    "harapanbaru-2025-10-22": Found("agrees"),
    "harianbanyuasin-2024": Found("contradiction", "C402"),
    "harianbhirawa-2024-11": Found("agrees"),
    "hariane-2023-02-27": Found("agrees"),
    "harianhaluan-2025-10-13": Found("agrees"),
    "harianjogja-2015-01-29": Found("agrees"),
    "harianjogja-2022-05-18": Found("agrees"),
    "harianjogja-2025-07-16": Found("agrees"),
    "hariankepri-2022": Found("agrees"),
    "harianmalut-2025-07-03": Found("agrees"),
    "heaptalk-2024-12": Found("agrees"),
    "idnnews-2025-01-07": Found("contradiction", "C402"),
    "idnnews-2025-09-02": Found("agrees"),
    "idntimes-2023-04-05": Found("agrees"),
    "idntimes-2023-04-05b": Found("loose", "R301"),
    "idntimesjogja-2021-04-09": Found("agrees"),
    "idntimesntb-2023-06-23": Found("agrees"),
    "idntimessumsel-2024-08-02": Found("agrees"),
    "inewsmedan-2024-04-23": Found("agrees"),
    "inewsmedan-2025-02-19": Found("agrees"),
    "inewssragen-2025-04": Found("agrees"),
    "infobank-2015-12-16": Found("agrees"),
    "infoekonomi-2025-03-17": Found("contradiction", "C401"),
    "infomalangraya-2025-09-16": Found("agrees"),
    "insidelombok-2025-10": Found("agrees"),
    "inspira-2023-08-09": Found("contradiction", "C401"),
    "ipol-2024-11": Found("agrees"),
    "jabarnews-2020-07-21": Found("agrees"),
    "jakartapost-2019-01-07": Found("agrees"),
    "jambiekspres-2016": Found("agrees"),
    "jpnn-2025-09-18": Found("contradiction", "C401"),
    "jurnalindonesia-2018-10-15": Found("agrees"),
    "kabardesa-2025-11": Found("agrees"),
    "kabargress-2017-12-21": Found("agrees"),
    "ketik-2023-08-09": Found("contradiction", "C401"),
    "kilasriau-2024": Found("agrees"),
    "kitapunya-2025-07-23": Found("agrees"),
    "klikjatim-2025-11-27": Found("agrees"),
    "kompas-2018-10-16": Found("agrees"),
    "kompas-2023-04-06": Found("contradiction", "C401", ("digit indonesia benefits jkp Rp 150 juta",)),
    "kontan-2021-11-15": Found("loose", "R301"),
    "kontan-2024-07-02": Found("contradiction", "C401", ("digit indonesia participants_growth pmi 41,38%",)),
    "kontan-2025-05-08": Found("agrees"),
    "koranmetro-2025-11-28": Found("agrees"),
    "kumparan-2024-02-13": Found("agrees"),
    "kupastuntas-2023-12-22": Found("agrees"),
    "kutipan-2025-08-13": Found("agrees"),
    "lahatsatu-2025-05-08": Found("agrees"),
    "lampost-2024-09-26": Found("agrees"),
    "lampost-2025-08-13": Found("contradiction", "C401"),
    "laspela-2025-05-13": Found("agrees"),
    "lyfebengkulu-2022-10-11": Found("loose", "R302"),
    "maluttv-2025-12": Found("agrees"),
    "manadones-2021-02-22": Found("agrees"),
    "matasulsel-2025-07": Found("agrees"),
    "mediasatu-2025-02-13": Found("agrees", "S604"),
    "mediawarta-2025-07-10": Found("agrees"),
    "meepago-2025-08-17": Found("agrees"),
    "menitindonesia-2025-09-30": Found("contradiction", "C401"),
    "merdeka-2025": Found("agrees"),
    "metrosindonews-2025-12-09": Found("contradiction", "C401"),
    "mistar-2025-10-31": Found("contradiction", "C401"),
    "murianews-2025-07-31": Found("loose", "R301"),
    "narasi21-2025-12-20": Found("agrees"),
    "navigasikreatif-2025-09-24": Found("agrees"),
    "nusabali-2023-05-13": Found("agrees"),
    "nusantarainsight-2025-10": Found("agrees"),
    "okezone-2015-09-28": Found("contradiction", "C401"),
    "padangkita-2021-10-21": Found("contradiction", "C402"),
    "paltv-2026-01-11": Found("agrees"),
    "pantau-2026-01": Found("agrees"),
    "pasificpos-2024-01-22": Found("agrees"),
    "pasificpos-2024-04-02": Found("agrees"),
    "pendoposatu-2025-09-10": Found("agrees"),
    "persadakita-2025-05-09": Found("agrees"),
    "perspectivesnews-2025-07-28": Found("agrees"),
    "prioritas-2022-01-29": Found("agrees"),
    "puskapik-2025-09-28": Found("contradiction", "C402", ("digit tegal coverage pu 59,84 persen",)),
    "radarbanten-2016-12-28": Found("agrees"),
    "radarsemarang-2022-01-28": Found("agrees"),
    "radarsulbar-2025-02-19": Found("agrees"),
    "readid-2024-09-03": Found("agrees"),
    "referensia-2025-05-28": Found("agrees"),
    "republika-2017-10-11": Found("agrees"),
    "riaumandiri-2018-01-26": Found("contradiction", "C401"),
    "rmoljateng-2021-10-05": Found("contradiction", "C404"),
    "satumaluku-2023-02-23": Found("agrees"),
    "scientia-2024-11-22": Found(
        "contradiction", "C401 C401", ("relabel sumbar unregistered gap_people", "relabel sumbar uncovered gap_points")
    ),
    "selalukabar-2025": Found("agrees"),
    "serambi-2025-10-18": Found("agrees"),
    "sindomakassar-2025-06-16": Found("agrees"),
    "sindomanado-2025-09-03": Found("agrees"),
    "spn-2024-01-30": Found("agrees"),
    "suaradata-2025-02-25": Found("agrees"),
    "suaraindonesia-2024-01-30": Found("agrees"),
    "suaraindonesia-2024-01-31": Found("agrees"),
    "suaramerdeka-2021-01-15": Found("agrees"),
    "suaramuria-2022-11-22": Found("agrees"),
    "suaratani-2022-02-21": Found("contradiction", "C401"),
    "suksesfinansial-2025": Found("agrees"),
    "sulseltimes-2025-09-30": Found("agrees"),
    "sultrademo-2025-06-17": Found("agrees"),
    "sulutnewstv-2025-12-18": Found("agrees"),
    "suma-2025-08": Found("contradiction", "C401"),
    "sumbarbisnis-2025-06-17": Found("agrees"),
    "sumutpos-2020-12-02": Found("contradiction", "C401", ("scale sumbagut benefits jht Rp1,305 triliun",)),
    "swarafakta-2024-10-28": Found("agrees"),
    "taburapos-2024-02-22": Found("agrees"),
    "tangerangekspres-2025-11-03": Found("agrees"),
    "tarunakota-2025-05-02": Found("agrees"),
    "tarunakota-2025-05-05": Found("agrees"),
    "teraspapua-2023-09-23": Found("agrees"),
    "timesmalut-2025-07-03": Found("loose", "R301"),
    "timexkupang-2023-02-10": Found("contradiction", "C401 S607"),
    "topcareer-2024-07-03": Found("contradiction", "C402"),
    "topsatu-2021-04": Found("agrees"),
    "topsatu-2021-06": Found("agrees"),
    "tribunambon-2025-07-01": Found("agrees"),
    "tribunjogja-2016-04-27": Found("agrees"),
    "tribunlampung-2023-10-23": Found("agrees"),
    "tribunmanado-2024-10-29": Found("agrees"),
    "tribunnews-2024-07-02": Found("agrees"),
    "tribunternate-2025-08-09": Found("agrees"),
    "tribuntimur-2021-12-13": Found("agrees"),
    "ulasan-2023-12-06": Found("agrees"),
    "vivasulut-2025-07-15": Found("contradiction", "C402"),
    "voi-2021-02-07": Found("contradiction", "C401 F124", ("digit sulteng coverage 24,42 persen",)),
    "voi-en-2020-08-26": Found("loose", "R301"),
    "voi-en-2021-02-07": Found("contradiction", "C401", ("digit sulteng coverage 24.42 percent",)),
    "wartaekonomi-2017-08-12": Found("agrees"),
    "wartaekonomi-2018-12-02": Found("agrees"),
    "wartaone-2025-09-10": Found("agrees"),
    "wartapembaruan-2024-04-03": Found("agrees"),
    "waspadaaceh-2023-11-10": Found("loose", "R301"),
    "waspadaaceh-2026-02-11": Found("agrees"),
    "zonasultra-2018-10-04": Found("agrees"),
}
PENDING = {
    "berdikari-2024-12-11": "two swapped digits of the participants explain it better than what other papers show",
    "antaranews-2021-11": "three numbers are one off from each other, and nothing in the article says which is wrong",
}


def said(suggestion: Suggestion) -> str:
    """A suggestion in one line: kind, area, indicator, segment or programme, reading."""
    figure = suggestion.figure
    words = (suggestion.kind, figure.area, figure.indicator, figure.segment or figure.programme, suggestion.reading)
    return " ".join(word for word in words if word is not None)


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """Everything that is said about one article."""
    return tuple(examine(Answers(load(ARTICLES / f"{name}.toml"))))


def contradictions(name: str) -> list[Finding]:
    """The findings that some of its figures cannot all be true."""
    return [finding for finding in findings(name) if finding.code.startswith("C")]


def of(finds: str) -> list[str]:
    """The articles in which a careful reader finds this."""
    return [name for name, expected in EXPECTED.items() if expected.finds == finds]


def test_every_article_is_in_the_table_and_begins_with_its_sums() -> None:
    files = sorted(ARTICLES.glob("*.toml"))
    assert sorted(path.stem for path in files) == sorted(EXPECTED)
    for path in files:
        assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=PENDING[name], strict=True)) if name in PENDING else name
        for name in EXPECTED
    ],
)
def test_what_is_said_of_an_article(name: str) -> None:
    expected = EXPECTED[name]
    assert " ".join(finding.code for finding in findings(name)) == expected.codes
    if expected.right:
        firsts = [said(f.suggestions[0]) if f.suggestions else None for f in contradictions(name)]
        assert [first for first, right in zip(firsts, expected.right, strict=True) if right is not None] == [
            right for right in expected.right if right is not None
        ]


def test_no_alarm_over_articles_that_agree() -> None:
    """Neither an error nor a contradiction; a warning only where the reader has one too."""
    alarms = [name for name in (*of("agrees"), *of("loose")) if contradictions(name)]
    errors = [name for name in (*of("agrees"), *of("loose")) if any(f.severity == "error" for f in findings(name))]
    assert (alarms, errors) == ([], [])


def test_every_contradiction_is_caught() -> None:
    missed = {name for name in of("contradiction") if not contradictions(name)}
    assert missed == set()


def test_the_collection_is_worth_its_name() -> None:
    assert (len(of("agrees")), len(of("loose")), len(of("contradiction"))) == (180, 9, 54)
    areas = {figure.area for name in EXPECTED for figure in load(ARTICLES / f"{name}.toml").figures}
    assert len(areas) > 120
