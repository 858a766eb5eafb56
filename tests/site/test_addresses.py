"""Names of pages: they stay the same, can be read, and never meet, on any file system."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers
from bpjscli.site.addresses import area_address, page_addresses, slug, source_address, way_to

IDS = st.from_regex(r"[^\W_][\w.-]{0,70}", fullmatch=True)


@pytest.mark.parametrize("id_", ["kalbar", "tribunkaltim-2025-06-18", "a.b_c", "2026"])
def test_a_plain_id_is_its_own_name(id_: str) -> None:
    assert slug(id_) == id_


@pytest.mark.parametrize("id_", ["Kalbar", "con", "nul.x", "x" * 90, "şehir", "a.html", "a-", "сайт"])
def test_any_other_gets_a_mark(id_: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*-[0-9a-f]{8}", slug(id_))


@given(IDS, IDS)
def test_two_ids_never_share_a_name(one: str, other: str) -> None:
    assert (slug(one).lower() == slug(other).lower()) == (one == other)


def test_a_regency_lies_in_the_folder_of_its_province(shipped: Answers) -> None:
    areas = shipped.base.areas
    assert area_address("singkawang", areas) == "areas/kalbar/singkawang.html"
    assert area_address("kalbar", areas) == "areas/kalbar.html"
    assert area_address("kalimantan", areas) == "areas/kalimantan.html"
    assert area_address("indonesia", areas) == "areas/indonesia.html"
    assert source_address("sp-2024-11-07") == "sources/sp-2024-11-07.html"
    every = page_addresses(areas, areas, ["a"])
    assert len(set(every.values())) == len(areas) + 1
    assert every["source a"] == "sources/a.html"


def test_ways_are_relative() -> None:
    assert way_to("areas/kalbar.html", "index.html") == "areas/kalbar.html"
    assert way_to("sources/a.html", "areas/kalbar/singkawang.html") == "../../sources/a.html"
