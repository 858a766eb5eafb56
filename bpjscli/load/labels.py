"""What indicators, segments and programmes are called besides their ids: their labels, and customary words for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from bpjscli.load.diagnostics import fold
from bpjscli.model.facts import Indicator, Term

Named = TypeVar("Named", Indicator, Term)

ALSO: Final[Mapping[str, str]] = {
    "angkatan kerja": "workforce",
    "tenaga kerja": "workforce",
    "labour force": "workforce",
    "cakupan": "coverage",
    "iuran": "contributions",
    "manfaat": "benefits",
    "nonaktif": "inactive",
    "penduduk bekerja": "workforce",
    "penduduk yang bekerja": "workforce",
    "potensi pekerja": "workforce",
    "potensi tenaga kerja": "workforce",
    "kepesertaan": "participants",
    **dict.fromkeys(("pekerja aktif", "tenaga kerja aktif", "tk aktif"), "participants"),
    **dict.fromkeys(("pekerja terdaftar", "tenaga kerja terdaftar", "tk terdaftar"), "participants"),
    **dict.fromkeys(("pekerja terlindungi", "tenaga kerja terlindungi", "tk terlindungi"), "participants"),
    **dict.fromkeys(("pekerja belum terdaftar", "tenaga kerja belum terdaftar", "tk belum terdaftar"), "unregistered"),
    **dict.fromkeys(
        ("pekerja belum terlindungi", "tenaga kerja belum terlindungi", "tk belum terlindungi"), "unregistered"
    ),
    **dict.fromkeys(
        ("peserta nonaktif", "peserta non aktif", "kepesertaan nonaktif", "kepesertaan non aktif"), "inactive"
    ),
    **dict.fromkeys(("perusahaan", "badan usaha", "pemberi kerja badan usaha"), "employers"),
    **dict.fromkeys(("nilai klaim", "nominal klaim", "pembayaran klaim"), "benefits"),
    **dict.fromkeys(("nilai manfaat", "nominal manfaat", "pembayaran manfaat"), "benefits"),
}


def match_label(written: str, known: Mapping[str, Named]) -> Named | None:
    """The indicator, segment or programme that goes by an id or by a label in either language; letter case aside."""
    wanted = fold(written.strip())
    wanted = ALSO.get(wanted, wanted)
    return next((one for one in known.values() if wanted in map(fold, (one.id, one.name.id, one.name.en))), None)
