"""`bpjs config`: every setting and where it comes from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.run import emit


def config(
    context: typer.Context,
    data: o.Data = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Every setting, its value, and where it comes from: command line, environment, bpjs.toml or default."""
    from bpjscli.commands.shared.settings import config_file, origins
    from bpjscli.report.views.config import config as view

    file = config_file(data)
    found = file is not None and file.is_file()
    emit(view(origins(context, data), file, o.language(lang), found=found), format_, output)
