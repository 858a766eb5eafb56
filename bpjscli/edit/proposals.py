"""The figures that an article may have, as a [[source]] block to go through and paste into a fact base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpjscli.edit.addition import Addition, figure_pairs, source_pairs
from bpjscli.edit.tidy import SOURCE_COLUMN, inline_table
from bpjscli.model.facts import Area


def proposed_block(addition: Addition, remarks: Sequence[str], rest: Sequence[str], areas: Mapping[str, Area]) -> str:
    """The block; behind each figure stands one of `remarks`, and below all of them what is in `rest`, as comments."""
    source = {} if addition.source is None else addition.source
    defaults = figure_pairs(addition.defaults, {}, areas)
    lines = ["[[source]]"]
    lines += [f"{key.ljust(SOURCE_COLUMN)} = {value}" for key, value in source_pairs(source, defaults)]
    lines.append(f"{'figures'.ljust(SOURCE_COLUMN)} = [")
    for entry, remark in zip(addition.entries, remarks, strict=True):
        lines.append(f"  {inline_table(figure_pairs(entry.values, addition.defaults, areas))},  # {remark}")
    lines.append("]")
    lines += [f"# {remark}" for remark in rest]
    return "".join(f"{line}\n" for line in lines)
