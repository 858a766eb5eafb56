"""Areas, indicators, identities, segments and programmes that a fact base adds or replaces."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from loading import loaded, said

from bpjscli.model.facts import FactBase, IdentityRule, Indicator, Term, Text
from bpjscli.model.period import parse_period

WONOGIRI = 'id = "wonogiri"\nname = "Kabupaten Wonogiri"\nlevel = "regency"\nparent = "jateng"\n'


def block(kind: str, keys: str) -> str:
    """A base of one block, whose keys begin on line 3, and one figure."""
    figure = '{ area = "kalbar", indicator = "claims", period = 2025, value = 1 }'
    return f'format = 1\n[[{kind}]]\n{keys}\n[[source]]\nid = "a"\npublished = 2026\nfigures = [{figure}]\n'


def with_block(folder: Path, kind: str, keys: str) -> FactBase:
    return loaded(folder, block(kind, keys))


def test_an_area_of_ones_own(tmp_path: Path) -> None:
    keys = WONOGIRI + 'kemendagri = "33.12"\nbps = "3312"\naliases = ["Wonogiri Sukses"]\ncomplete = false\n'
    area = with_block(tmp_path, "area", keys).areas["wonogiri"]
    assert (area.name, area.level, area.parent) == (
        Text("Kabupaten Wonogiri", "Kabupaten Wonogiri"),
        "regency",
        "jateng",
    )
    assert (area.kemendagri, area.bps, area.iso) == ("33.12", "3312", None)
    assert (area.aliases, area.complete) == (("Wonogiri Sukses",), False)


def test_the_name_in_both_languages_and_the_parent_by_any_name(tmp_path: Path) -> None:
    keys = 'id = "w"\nname = { id = "Kabupaten W", en = "W Regency" }\nlevel = "regency"\nparent = "Central Java"'
    area = with_block(tmp_path, "area", keys).areas["w"]
    assert (area.name, area.parent) == (Text("Kabupaten W", "W Regency"), "jateng")


def test_a_shipped_area_keeps_what_is_not_said_anew(tmp_path: Path) -> None:
    shipped = loaded(tmp_path, "format = 1\n").areas
    base = with_block(tmp_path, "area", 'id = "kalbar"\naliases = ["Borneo Barat"]\ncomplete = true')
    assert base.areas["kalbar"].aliases == ("Borneo Barat",)
    assert base.areas["kalbar"].kemendagri == "61"
    assert base.areas["kalbar"].name == shipped["kalbar"].name
    assert list(base.areas) == list(shipped)


def test_an_area_that_was_split_from_another(tmp_path: Path) -> None:
    keys = 'id = "lutung"\nname = "Kabupaten Lutung"\nlevel = "regency"\nparent = "Kalbar"\n'
    keys += 'since = "2024-03"\nuntil = 2025\nfrom = "Kab. Sambas"\nformer_codes = ["kemendagri:61.99"]'
    base = with_block(tmp_path, "area", keys)
    area = base.areas["lutung"]
    assert (area.parent, area.split_from, area.former_codes) == ("kalbar", "sambas", ("kemendagri:61.99",))
    assert (area.since, area.until) == (date(2024, 3, 1), date(2025, 12, 31))
    assert base.areas["singkawang"].split_from == "bengkayang"


def test_a_group_of_parts_by_any_name(tmp_path: Path) -> None:
    keys = 'id = "mebidang"\nname = "Mebidang"\nlevel = "group"\nparent = "sumut"\nparts = ["Kota Medan", "12.75"]'
    assert with_block(tmp_path, "area", keys).areas["mebidang"].parts == ("medan", "binjai")


def test_the_past_of_a_place_stays_where_a_base_gives_it_another_id(tmp_path: Path) -> None:
    areas = with_block(tmp_path, "area", WONOGIRI.replace("wonogiri", "kubar").replace("Wonogiri", "Kutai Barat")
                       .replace("jateng", "kaltim")).areas  # fmt: skip
    assert "kutai-barat" not in areas
    assert (areas["kubar"].since, areas["kubar"].split_from) == (date(1999, 10, 4), "kutai-kartanegara")
    assert areas["mahakam-ulu"].split_from == "kubar"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ('since = "2013-13"', 'F121]: since: "2013-13" names month 13; months run from 01 to 12'),
        ("until = true", "F121]: until: "),
        ('former_codes = ["6407"]', 'F112]: former_codes has "6407", which is no such code; write it as "bps:6407"'),
        ("former_codes = 6407", 'F112]: former_codes is 6407; write a list of codes in quotes, such as ["bps:6407"]'),
        ("from = 3", "F112]: from is 3; write text in quotes"),
        ('form = "sambas"', 'F101]: unknown key "form"; did you mean "from"?'),
        ('from = "smabas"\nsince = 2013', 'F108]: "x" is from an unknown area, "smabas"; did you mean "sambas"?'),
        ('parts = ["smabas"]', 'F108]: unknown part "smabas" of "x"; did you mean "sambas"?'),
    ],
)
def test_what_is_wrong_about_the_past_of_an_area_is_said(tmp_path: Path, keys: str, message: str) -> None:
    text = block("area", f'id = "x"\nname = "X"\nlevel = "regency"\nparent = "kalbar"\n{keys}')
    assert any(message in line for line in said(tmp_path, text)), said(tmp_path, text)


def test_an_indicator_of_ones_own(tmp_path: Path) -> None:
    keys = 'id = "active"\nlabel = { id = "aktif", en = "active" }\nunit = "persons"\nkind = "stock"\n'
    keys += 'role = "gap"\nnegative = true'
    assert with_block(tmp_path, "indicator", keys).vocabulary.indicators["active"] == Indicator(
        "active", Text("aktif", "active"), "persons", "stock", "gap", True, False
    )


def test_a_shipped_indicator_is_replaced_as_a_whole_and_where_it_stood(tmp_path: Path) -> None:
    shipped = loaded(tmp_path, "format = 1\n").vocabulary.indicators
    base = with_block(
        tmp_path, "indicator", 'id = "claims"\nname = "klaim"\nunit = "persons"\nkind = "stock"\nadditive = true'
    )
    assert base.vocabulary.indicators["claims"] == Indicator(
        "claims", Text("klaim", "klaim"), "persons", "stock", "actual", False, True
    )
    assert base.figures[0].unit == "persons"
    assert list(base.vocabulary.indicators) == list(shipped)


def test_an_identity_of_ones_own_keeps_its_text(tmp_path: Path) -> None:
    keys = 'id = "share"\nholds = "claims = sum(claims, programme"\ncore = ["jkk", "pu"]'
    assert with_block(tmp_path, "identity", keys).vocabulary.identities["share"] == IdentityRule(
        "share", "claims = sum(claims, programme", ("jkk", "pu")
    )


@pytest.mark.parametrize(("kind", "field"), [("segment", "segments"), ("programme", "programmes")])
def test_a_segment_or_programme_of_ones_own(tmp_path: Path, kind: str, field: str) -> None:
    base = with_block(tmp_path, kind, 'id = "asn"\nname = { id = "ASN", en = "civil servants" }\ncore = false')
    assert getattr(base.vocabulary, field)["asn"] == Term("asn", Text("ASN", "civil servants"), False)
    base = with_block(tmp_path, kind, 'id = "asn"\nname = "ASN"')
    assert getattr(base.vocabulary, field)["asn"].core is True


@pytest.mark.parametrize(
    ("since", "day"),
    [("2022", "2022-01-01"), ('"2022-02"', "2022-02-01"), ("2015-07-01", "2015-07-01"), ('"2015-H2"', "2015-07-01")],
)
def test_when_a_programme_came_into_being(tmp_path: Path, since: str, day: str) -> None:
    base = with_block(tmp_path, "programme", f'id = "asn"\nname = "ASN"\nsince = {since}')
    assert base.vocabulary.programmes["asn"].since == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("programme", "period", "existed"),
    [
        ("jkp", "2021", False),
        ("jkp", "2022-01", False),
        ("jkp", "2022", True),
        ("jkp", "2022-02-01", True),
        ("jp", "2014", False),
        ("jp", "2015", True),
        ("jht", "1977", True),
    ],
)
def test_no_total_has_a_part_that_was_not_there(tmp_path: Path, programme: str, period: str, existed: bool) -> None:
    programmes = loaded(tmp_path, "format = 1\n").vocabulary.programmes
    assert programmes[programme].existed(parse_period(period)) is existed


def test_the_shipped_vocabulary_is_whole(tmp_path: Path) -> None:
    vocabulary = loaded(tmp_path, "format = 1\n").vocabulary
    assert vocabulary.indicators["coverage"].name.en == "coverage"
    assert vocabulary.indicators["gap_points"].negative
    assert vocabulary.indicators["participants"].additive
    assert list(vocabulary.segments) == ["pu", "bpu", "jakon", "pmi", "rentan", "non-asn", "desa"]
    assert list(vocabulary.programmes) == ["jkk", "jkm", "jht", "jp", "jkp", "beasiswa"]
    assert vocabulary.identities["coverage"].holds == "coverage = participants / workforce"


@pytest.mark.parametrize(
    ("kind", "keys", "line", "message"),
    [
        (
            "programme",
            'id = "x"\nname = "x"\nsince = "2022-13"',
            5,
            '[F121]: since: "2022-13" names month 13; months run from 01 to 12',
        ),
        ("area", 'name = "X"\nlevel = "city"', 2, '[F111]: the area has no id; write id = "…"'),
        ("area", 'id = "x y"\nname = "X"\nlevel = "city"', 3,
         '[F114]: id is "x y"; write at most 100 letters, digits, hyphens, dots and underscores, '
         "the first a letter or digit"),
        ("area", 'id = "x"\nlevel = "city"', 2, '[F111]: the area has no name; write name = "Kabupaten Wonogiri"'),
        ("area", 'id = "x"\nname = "X"', 2, '[F111]: the area has no level; write level = "regency"'),
        ("area", 'id = "x"\nname = { id = "X" }\nlevel = "city"', 4,
         '[F112]: name is a table; write text in quotes, or { id = "…", en = "…" }'),
        ("area", 'id = "x"\nname = "X"\nlevel = "provnce"', 5,
         '[F106]: level cannot be "provnce"; did you mean "province"?'),
        ("area", 'id = "x"\nname = "X"\nlevel = "desa"', 5,
         '[F106]: level cannot be "desa"; write "country", "group", "province", "regency" or "city"'),
        ("area", WONOGIRI + "kemendagri = 33.12", 7, "[F112]: kemendagri is 33.12; write text in quotes"),
        ("area", WONOGIRI + 'kemendagri = "3312"', 7,
         '[F112]: kemendagri is "3312", which is no such code; write it as "61" or "61.02"'),
        ("area", WONOGIRI + 'bps = "331"', 7,
         '[F112]: bps is "331", which is no such code; write it as "61" or "6102"'),
        ("area", WONOGIRI + 'iso = "kalbar"', 7, '[F112]: iso is "kalbar", which is no such code; write it as "ID-KB"'),
        ("area", WONOGIRI + 'aliases = "Wonogiri"', 7,
         '[F112]: aliases is "Wonogiri"; write a list of names in quotes, such as ["kalbar"]'),
        ("area", WONOGIRI + "complete = 1", 7, "[F112]: complete is 1; write true or false"),
        ("area", WONOGIRI.replace("jateng", "jatengg"), 2,
         '[F108]: unknown parent "jatengg" of "wonogiri"; did you mean "jateng"?'),
        ("area", WONOGIRI + 'kemendagri = "61"', 2,
         '[F108]: kemendagri code "61" of "wonogiri" already belongs to "kalbar"'),
        ("area", 'id = "Kalbar"\nname = "X"\nlevel = "city"', 3,
         '[F117]: area "Kalbar" looks like "kalbar"; spell them alike or apart'),
        ("indicator", 'id = "x"\nunit = "persons"\nkind = "stock"', 2,
         '[F111]: the indicator has no name; write name = "cakupan"'),
        ("indicator", 'id = "x"\nname = "x"\nkind = "stock"', 2,
         '[F111]: the indicator has no unit; write unit = "persons"'),
        ("indicator", 'id = "x"\nname = "x"\nunit = "persons"', 2,
         '[F111]: the indicator has no kind; write kind = "stock"'),
        ("indicator", 'id = "x"\nname = "x"\nunit = "people"\nkind = "stock"', 5,
         '[F106]: unit cannot be "people"; write "percent", "persons", "count" or "IDR"'),
        ("indicator", 'id = "x"\nname = "x"\nlabel = "x"\nunit = "persons"\nkind = "stock"', 5,
         "[F101]: label says the same as name; keep one of them"),
        ("indicator", 'id = "x"\nlabel = 3\nunit = "persons"\nkind = "stock"', 4,
         '[F112]: label is 3; write text in quotes, or { id = "…", en = "…" }'),
        ("indicator", 'id = "x"\nname = "x"\nunit = "persons"\nkind = "stock"\nadditive = "yes"', 7,
         '[F112]: additive is "yes"; write true or false'),
        *(
            ("indicator", f'id = "x"\nname = "x"\nunit = "persons"\nkind = "stock"\n{key} = "yes"', 7,
             f'[F112]: {key} is "yes"; write true or false')
            for key in ("negative", "rare", "points")
        ),
        ("indicator", 'id = "x"\nname = "x"\nunit = 3\nkind = "stock"', 5,
         '[F112]: unit is 3; write "percent", "persons", "count" or "IDR"'),
        ("identity", 'id = "x"', 2,
         '[F111]: the identity has no holds; write holds = "coverage = participants / workforce"'),
        ("identity", 'id = "x"\nholds = "a = b"\ncore = ["pu", "bpuu"]', 5,
         '[F103]: unknown segment or programme "bpuu" in core; did you mean "bpu"?'),
        ("identity", 'id = "x"\nholds = "a = b"\ncore = "pu"', 5,
         '[F112]: core is "pu"; write a list of ids in quotes, such as ["pu"]'),
        ("segment", 'id = "x"', 2, '[F111]: the segment has no name; write name = "cakupan"'),
        ("programme", 'id = "x"\nname = "x"\ncore = "no"', 5, '[F112]: core is "no"; write true or false'),
        ("segment", 'id = "x"\nname = "x"\nunit = "persons"', 5,
         '[F101]: unknown key "unit"; known keys are id, name, label, core, since, counted and benefit'),
    ],
)  # fmt: skip
def test_one_thing_wrong(tmp_path: Path, kind: str, keys: str, line: int, message: str) -> None:
    assert said(tmp_path, block(kind, keys)) == [f"figures.toml:{line}: error{message}"]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("area", WONOGIRI),
        ("indicator", 'id = "x"\nname = "x"\nunit = "persons"\nkind = "stock"\n'),
        ("identity", 'id = "x"\nholds = "claims = employers"\n'),
        ("segment", 'id = "x"\nname = "x"\n'),
        ("programme", 'id = "x"\nname = "x"\n'),
    ],
)
def test_the_same_definition_twice_names_the_first(tmp_path: Path, kind: str, keys: str) -> None:
    id_ = keys.split('"')[1]
    text = block(kind, keys)
    second = text.count("\n") + 2
    assert said(tmp_path, f"{text}[[{kind}]]\n{keys}") == [
        f'figures.toml:{second}: error[F115]: {kind} "{id_}" is already defined at figures.toml:2; keep one of them'
    ]


def test_a_definition_that_cannot_be_used_hides_no_other(tmp_path: Path) -> None:
    text = block("area", 'name = "X"\n[[area]]\nid = "w"\n[[area]]\nid = "w2"\nname = "W"\nlevel = "kota"')
    assert [line.split("error")[1][:6] for line in said(tmp_path, text)] == ["[F111]", "[F111]", "[F111]", "[F106]"]


def test_areas_within_one_another(tmp_path: Path) -> None:
    text = block(
        "area",
        'id = "x"\nname = "X"\nlevel = "group"\nparent = "y"\n'
        '[[area]]\nid = "y"\nname = "Y"\nlevel = "group"\nparent = "x"',
    )
    assert [line.split(": ", 2)[1:] for line in said(tmp_path, text)] == [
        ["error[F108]", "parents lead back to where they began: x < y < x"],
    ]


def test_a_fault_of_a_shipped_area_that_ones_own_brought_about_is_told_at_ones_own(tmp_path: Path) -> None:
    text = block("area", 'id = "kalimantan"\nlevel = "city"\n')
    found = said(tmp_path, text)
    assert found
    assert all(line.startswith("figures.toml:2: error[F108]") for line in found)


def test_definitions_are_known_to_every_file_whatever_the_order(tmp_path: Path) -> None:
    text = """\
format = 1
include = ["later.toml"]
[[source]]
id = "a"
published = 2026
figures = [{ area = "Wonogiri", indicator = "active", period = 2025, segment = "asn", value = 1 }]
# --- later.toml
[[indicator]]
id = "active"
name = "aktif"
unit = "persons"
kind = "stock"
[[segment]]
id = "asn"
name = "ASN"
[[area]]
"""
    assert loaded(tmp_path, text + WONOGIRI).figures[0].id == "a/wonogiri/active/asn/2025"
