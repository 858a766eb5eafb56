"""Office Open XML packages: a zip of parts, the same bytes for the same parts, whenever and wherever it is made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say, and what Office itself writes


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of `parts` by name, in their order; text in UTF-8."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # not the system this happens to run on
            archive.writestr(entry, content)
    return buffer.getvalue()
