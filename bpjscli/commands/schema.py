"""`bpjs schema`: the JSON Schema of a fact base."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from bpjscli.commands.shared.asked import Asked, asks


@asks("data", "output")
def schema(asked: Asked) -> None:
    """The JSON Schema of a fact base, with which editors complete and check it."""
    from bpjscli.load.schema import schema_text
    from bpjscli.output import write

    write(schema_text(asked.answers(tables="none").base).encode(), asked.output)
