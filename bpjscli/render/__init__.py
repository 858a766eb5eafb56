"""How a document is shown: one module a format, document in, text out, or the bytes of a file for another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NoReturn

from bpjscli.errors import BpjsError, how_to_install
from bpjscli.i18n import say as _
from bpjscli.render.options import Options
from bpjscli.report.document import Document

Renderer = Callable[[Document, Options], str]
BinaryRenderer = Callable[[Document, Options], bytes]

__all__ = ["BINARY_FORMATS", "FORMATS", "BinaryRenderer", "Options", "Renderer", "render", "render_binary"]


def _lazily(module: str, function: str = "render") -> Callable[[Document, Options], Any]:
    """A renderer whose module, with the libraries it needs, is imported when it is first used."""

    def run(document: Document, options: Options) -> Any:
        return getattr(import_module(f"bpjscli.render.{module}"), function)(document, options)

    return run


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "table": _lazily("terminal"),
        "plain": _lazily("plain"),
        "md": _lazily("markdown"),
        "html": _lazily("html"),
        "csv": _lazily("delimited"),
        "tsv": _lazily("delimited", "render_tsv"),
        "json": _lazily("json"),
        "github": _lazily("github"),
        "sarif": _lazily("sarif"),
    }
)
BINARY_FORMATS: Mapping[str, BinaryRenderer] = MappingProxyType(
    {
        "pdf": _lazily("pdf"),
        "docx": _lazily("docx"),
        "xlsx": _lazily("xlsx"),
    }
)


def render(document: Document, format_name: str, options: Options | None = None) -> str:
    """`document` in one of `FORMATS`; the text ends with a newline, unless a format has nothing to show.

    Raises `BpjsError` for a format that is unknown, or whose library is not installed.
    """
    if format_name not in FORMATS:
        _refuse(format_name)
    try:
        return FORMATS[format_name](document, options or Options())
    except ModuleNotFoundError as error:
        raise BpjsError(
            _(
                'format "{format_name}" needs the package {name}: pip install {name}',
                format_name=format_name,
                name=error.name,
            )
        ) from error


def render_binary(document: Document, format_name: str, options: Options | None = None) -> bytes:
    """`document` as a file in one of `BINARY_FORMATS`, the same bytes from the same document.

    Raises `BpjsError` for a format that is unknown, or whose library is not installed.
    """
    if format_name not in BINARY_FORMATS:
        _refuse(format_name)
    try:
        return BINARY_FORMATS[format_name](document, options or Options())
    except ModuleNotFoundError as error:
        needs = f'format "{format_name}" needs the package {error.name}'
        raise BpjsError(f"{needs}: {how_to_install('office')}") from error


def _refuse(format_name: str) -> NoReturn:
    raise BpjsError(
        _(
            'unknown format "{format_name}"; choose one of {known}',
            format_name=format_name,
            known=", ".join([*FORMATS, *BINARY_FORMATS]),
        )
    )
