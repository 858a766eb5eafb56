"""XML written as text: elements with their attributes and children, everything escaped in one place."""

from __future__ import annotations

from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def text(value: str) -> str:
    """`value` as character data. It must hold no character that XML forbids: `render.page` sees to that."""
    return value.translate(_TEXT)


def element(name: str, attributes: Mapping[str, str | int], *children: str) -> str:
    """An element; `children` are XML already."""
    start = name + "".join([f' {key}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{start}>{''.join(children)}</{name}>" if children else f"<{start}/>"


def w(name: str, /, *children: str, **attributes: str | int) -> str:
    """An element of WordprocessingML; its attributes are of the same namespace."""
    return element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *children)


def _value(value: str | int) -> str:
    return value.translate(_ATTRIBUTE) if isinstance(value, str) else str(value)
