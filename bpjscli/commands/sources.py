"""`bpjs sources`: the publications that the figures come from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from bpjscli.commands.shared.asked import Asked, asks


@asks()
def sources(
    asked: Asked,
) -> None:
    """The publications the figures come from."""
    from bpjscli.report.views.figures import chosen_sources
    from bpjscli.report.views.figures import sources as view

    answers = asked.answers(tables="every")
    asked.show(view(answers, asked.language, chosen_sources(answers)))
