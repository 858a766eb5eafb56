"""Templates that users bring: what they may use, and what they may not.

They see the same `document` and the same filters as the shipped ones, and nothing else: no attribute that leads into
Python, no file outside of their own folder. Time and memory are limited by the process they are filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as jinja2_missing

from bpjscli.render.html import FILTERS as HTML_FILTERS
from bpjscli.render.html import keep_together
from bpjscli.render.markdown import FILTERS as MARKDOWN_FILTERS
from bpjscli.render.markdown import escape_value
from bpjscli.render.page import page
from bpjscli.render.templating import place_of, withhold
from bpjscli.report.document import Document

MOST_OUTPUT = 20 * 1024 * 1024
"""Characters of a filled template."""

LARGEST_FILE = 1024 * 1024
"""Bytes of a template, and of each file that it includes."""

MOST_COPIES = 1_000_000
"""The length of what `*` makes of a text or a list."""

KINDS = (".j2", ".jinja", ".jinja2", ".html", ".htm", ".md", ".txt", ".tex", ".css", ".js", ".svg")
"""The endings of files that a template may include."""


class TemplateFaultError(Exception):
    """A template that cannot be filled: where, and why."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: template: {message}")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a limit for the operator that makes much of little."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what would be too large; other operators are as they are."""
        if operator == "**":
            raise SecurityError("powers are not available in a template")
        for one, other in ((left, right), (right, left)):
            if isinstance(one, str | list | tuple) and isinstance(other, int) and len(one) * other > MOST_COPIES:
                raise SecurityError(f"this would make more than {MOST_COPIES} of {type(one).__name__}")
        return super().call_binop(context, operator, left, right)


class Missing(StrictUndefined):
    """A name that means nothing: the fault says what is near."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint or not isinstance(name, str):
            return super()._undefined_message
        if self._undefined_obj is jinja2_missing:
            return f'"{name}" is not defined; a template has "document"'
        fields = getattr(type(self._undefined_obj), "__struct_fields__", ())
        near = get_close_matches(name, fields, 1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        return f'there is no "{name}" here{hint}'


class OwnFolder(BaseLoader):
    """The folder of a template, and what lies below it: files of `KINDS`, besides the template itself.

    Links that lead out of it, and hidden files, are not there.
    """

    def __init__(self, template: Path) -> None:
        self.folder = template.parent.resolve()
        self.template = template.name

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a file, its path, and that it stays as it is. Raises `TemplateNotFound`."""
        pieces = split_template_path(template)
        path = self.folder.joinpath(*pieces)
        named = template == self.template or PurePosixPath(template).suffix.lower() in KINDS
        if not named or any(piece.startswith(".") for piece in pieces):
            raise TemplateNotFound(template)
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self.folder) or not real.is_file() or real.stat().st_size > LARGEST_FILE:
                raise TemplateNotFound(template)
            return real.read_text(encoding="utf-8"), str(path), lambda: True
        except (OSError, UnicodeDecodeError, RuntimeError) as error:
            raise TemplateNotFound(template, f"{template}: {error}") from error


def fill_sandboxed(document: Document, template: Path) -> str:
    """The text that `template` makes of `document`. Raises `TemplateFaultError`, and `MemoryError` as it comes.

    What is printed is escaped for HTML or Markdown where the name of the template ends in .html or .md, with or
    without .j2 behind it; otherwise it stays as it is.
    """
    made = _environment(template)
    shown = page(document)
    try:
        text: list[str] = []
        length = 0
        for chunk in made.get_template(template.name).generate(document=shown):
            length += len(chunk)
            if length > MOST_OUTPUT:
                raise TemplateFaultError(template.name, f"it makes more than {MOST_OUTPUT} characters")
            text.append(chunk)
        return "".join(text)
    except TemplateSyntaxError as error:
        place = f"{_as_given(error.filename or '', template)}:{error.lineno}"
        raise TemplateFaultError(place, error.message or "it cannot be read") from error
    except TemplateNotFound as error:
        raise TemplateFaultError(
            _place(error, template), f'there is no file "{error.name}" that a template may use'
        ) from error
    except (MemoryError, TemplateFaultError):
        raise
    except RecursionError as error:
        raise TemplateFaultError(str(template), "it calls or includes itself, or is nested too deep") from error
    except Exception as error:
        raise TemplateFaultError(_place(error, template), str(error) or type(error).__name__) from error


def _place(error: Exception, template: Path) -> str:
    """The innermost line of a template that an error passed through."""
    place = place_of(error.__traceback__, template.parent.resolve())
    file, colon, line = place.rpartition(":")
    return f"{_as_given(file, template)}:{line}" if colon else str(template)


def _as_given(file: str, template: Path) -> Path:
    """A file of the folder of `template`, named as that is named."""
    folder = template.parent.resolve()
    return template.parent / Path(file).relative_to(folder) if Path(file).is_relative_to(folder) else template


def _environment(template: Path) -> Sandbox:
    kind = template.name.removesuffix(".j2").rpartition(".")[2].lower()
    html, markdown = kind in ("html", "htm"), kind == "md"
    made = Sandbox(
        loader=OwnFolder(template),
        undefined=Missing,
        autoescape=html or markdown,
        finalize=keep_together if html else escape_value if markdown else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
    )
    withhold(made)
    made.filters.update(HTML_FILTERS if html else MARKDOWN_FILTERS if markdown else {})
    return made
