"""Jinja environments: what every template of a report may use.

A template sees one thing, `document`: a `bpjscli.render.page.Page`, whose fields are the whole of its context. Its
strings are safe to show, and the environment escapes each of them for the format at hand, whether a template asks for
it or not; only what a template itself says stays as it is. Filters that would change a number (round, float) or an
output from run to run (random) are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from bpjscli.errors import BpjsError, LocatedError
from bpjscli.render.options import Options
from bpjscli.render.page import page
from bpjscli.report.document import Document

WITHHELD = ("round", "float", "filesizeformat", "random")

Filters = Mapping[str, Callable[..., Any]]


def environment(options: Options, filters: Filters, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """An environment over `Options.templates`, the only folder that a template is ever taken from.

    What a template prints passes through `finalize` and is then escaped as HTML, unless it is `Markup` by then.
    """
    if options.templates is None:
        raise ValueError("md and html need Options.templates, the folder that holds report.md.j2 and report.html.j2")
    made = Environment(
        loader=FileSystemLoader(options.templates),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    withhold(made)
    made.filters.update(filters)
    return made


def withhold(made: Environment) -> None:
    """Take away what would change a number, or the output from run to run."""
    for name in WITHHELD:
        del made.filters[name]
    del made.globals["lipsum"]


def fill(made: Environment, name: str, document: Document, **more: object) -> str:
    """The template `name`, filled with `document` and `more`; its mistakes are told with file and line."""
    shown = page(document)
    try:
        return made.get_template(name).render(document=shown, **more)
    except TemplateNotFound as error:
        raise BpjsError(f'there is no template "{error.name}" in {_folder(made)}') from error
    except TemplateSyntaxError as error:
        raise LocatedError(f"{error.filename or name}:{error.lineno}: template: {error.message}") from error
    except TemplateError as error:
        raise LocatedError(f"{place_of(error.__traceback__, _folder(made))}: template: {error.message}") from error


def _folder(made: Environment) -> Path:
    loader = made.loader
    return Path(loader.searchpath[0]) if isinstance(loader, FileSystemLoader) else Path()


def place_of(traceback: TracebackType | None, folder: Path) -> str:
    """The innermost line of a template that a traceback passes through."""
    place = str(folder)
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_relative_to(folder):
            place = f"{file}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
