"""How a document is shown: one module a format, document in, text out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from bpjscli.errors import BpjsError
from bpjscli.render.options import Options
from bpjscli.report.document import Document

Renderer = Callable[[Document, Options], str]

__all__ = ["FORMATS", "Options", "Renderer", "render"]


def _lazily(module: str, function: str = "render") -> Renderer:
    """A renderer whose module, with the libraries it needs, is imported when it is first used."""

    def run(document: Document, options: Options) -> str:
        text: str = getattr(import_module(f"bpjscli.render.{module}"), function)(document, options)
        return text

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
    }
)


def render(document: Document, format_name: str, options: Options | None = None) -> str:
    """`document` in one of `FORMATS`; the text ends with a newline, unless a format has nothing to show.

    Raises `BpjsError` for a format that is unknown, or whose library is not installed.
    """
    if format_name not in FORMATS:
        raise BpjsError(f'unknown format "{format_name}"; choose one of {", ".join(FORMATS)}')
    try:
        return FORMATS[format_name](document, options or Options())
    except ModuleNotFoundError as error:
        raise BpjsError(f'format "{format_name}" needs the package {error.name}: pip install {error.name}') from error
