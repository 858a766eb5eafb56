"""`bpjs config`: every setting and where it comes from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
import typer

from bpjscli.commands.shared.asked import Asked, asks


@asks(without=("as_of",))
def config(
    asked: Asked,
    context: typer.Context,
) -> None:
    """Every setting, its value, and where it comes from: command line, environment, bpjs.toml or default."""
    from bpjscli.commands.shared.settings import config_file, origins
    from bpjscli.report.views.config import config as view

    file = config_file(asked.data)
    exists = file is not None and file.is_file()
    asked.show(view(origins(context, asked.data), file, asked.language, found=exists))
