"""Office Open XML: elements as text, a zip of parts that is always the same, and what a file says of itself."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bpjscli.i18n import Lang
from bpjscli.report.document import Document

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def text(value: str) -> str:
    """`value` as character data. It must hold no character that XML forbids: `render.page` sees to that."""
    return value.translate(_TEXT)


def element(name: str, attributes: Mapping[str, str | int], *children: str) -> str:
    """An element; `children` are XML already."""
    start = name + "".join([f' {key}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{start}>{''.join(children)}</{name}>" if children else f"<{start}/>"


def w(name: str, /, *children: str, **attributes: str | int) -> str:
    """An element of WordprocessingML; its attributes are of the same namespace."""
    return element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *children)


def _value(value: str | int) -> str:
    return value.translate(_ATTRIBUTE) if isinstance(value, str) else str(value)


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say, and what Office itself writes


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of `parts` by name, in their order; text in UTF-8."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # not the system this happens to run on
            archive.writestr(entry, content)
    return buffer.getvalue()


PROGRAM = "bpjs"
LANGUAGES: dict[Lang, str] = {"id": "id-ID", "en": "en-GB"}
_UNDATED = "2000-01-01"


def stamp(document: Document) -> datetime:
    """The day of the newest publication that the document rests on, at midnight: the same in every run."""
    return datetime.fromisoformat(document.dated or _UNDATED)
