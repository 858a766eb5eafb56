"""`bpjs schema`: the JSON Schema of a fact base."""

from __future__ import annotations

from bpjscli.commands.shared import options as o


def schema(data: o.Data = None, output: o.Output = None) -> None:
    """The JSON Schema of a fact base, with which editors complete and check it."""
    from bpjscli.commands.shared.run import open_base
    from bpjscli.load.schema import schema_text
    from bpjscli.output import write

    write(schema_text(open_base(data).base), output)
