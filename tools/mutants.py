"""What may be changed in a module so that some test should notice: one small change of its text each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
# Opposites of this field: which end of an interval, which way it is rounded, one of many or all of them.
NAMES = [("min", "max"), ("any", "all"), ("low", "high"), ("low_open", "high_open"), ("rounded", "loose")]
NAMES += [("DOWN", "UP"), ("ROUND_FLOOR", "ROUND_CEILING")]
OPPOSITES = {name: other for pair in NAMES for name, other in (pair, pair[::-1])}
UNTOUCHED = ("annotation", "returns", "decorator_list", "bases", "type_params")
CONDITIONS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.NamedExpr)
EFFECTS = (ast.Call, ast.Yield, ast.YieldFrom)


class Mutant(NamedTuple):
    """The bytes from `start` to `end` of a module's source, on line `line`, become `text`."""

    line: int
    start: int
    end: int
    text: str

    def applied(self, source: bytes) -> bytes:
        """The source with the change."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants(source: bytes) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    return sorted(set(_Walk(source).of(ast.parse(source))))


class _Walk:
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def of(self, node: ast.AST) -> Iterator[Mutant]:
        """The mutants of a node and of all within it, without types, decorators, docstrings and imports."""
        yield from self.here(node)
        for name, value in ast.iter_fields(node):
            if name in UNTOUCHED or (isinstance(node, ast.ClassDef) and name == "keywords"):
                continue
            children = value if isinstance(value, list) else [value]
            for child in children:
                if isinstance(child, ast.AST) and not _says_nothing(child, node):
                    yield from self.of(child)

    def here(self, node: ast.AST) -> Iterator[Mutant]:  # noqa: C901  # one case for each kind of node
        """The mutants of a node itself."""
        match node:
            case ast.Compare():
                operands = [node.left, *node.comparators]
                for operator, one, other in zip(node.ops, operands, operands[1:], strict=False):
                    yield self.between(one, other, *COMPARISONS[type(operator)])
            case ast.BoolOp():
                texts = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                for one, other in zip(node.values, node.values[1:], strict=False):
                    yield self.between(one, other, *texts)
            case ast.BinOp() if type(node.op) in OPERATORS and not _is_type(node):
                yield self.between(node.left, node.right, *OPERATORS[type(node.op)])
            case ast.AugAssign() if type(node.op) in OPERATORS:
                yield self.between(node.target, node.value, *OPERATORS[type(node.op)])
            case ast.UnaryOp():
                yield self.instead(node, self.text(node.operand))
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                pass
            case ast.If() | ast.While() | ast.IfExp() if isinstance(node.test, CONDITIONS):
                yield self.instead(node.test, f"(not ({self.text(node.test)}))")
            case ast.comprehension():
                yield from (self.instead(condition, "True") for condition in node.ifs)
            case ast.Name() | ast.Attribute() if isinstance(node.ctx, ast.Load):
                yield from self.opposite(node)
            case ast.JoinedStr():
                yield self.instead(node, '"XX"')
            case ast.Constant():
                yield from self.constant(node)
            case ast.keyword(arg=str()) if node.arg != "strict":
                yield from self.keyword(node)
            case ast.stmt():
                yield from self.statement(node)

    def statement(self, node: ast.stmt) -> Iterator[Mutant]:
        match node:
            case ast.Expr(value=value) if isinstance(value, EFFECTS):
                yield self.instead(node, "pass")
            case ast.Raise():
                yield self.instead(node, "pass")
            case ast.Continue():
                yield self.instead(node, "break")
            case ast.Break():
                yield self.instead(node, "continue")
            case ast.Return(value=ast.expr() as value) if not _is_nothing(value):
                yield self.instead(value, "None")

    def constant(self, node: ast.Constant) -> Iterator[Mutant]:
        match node.value:
            case bool():
                yield self.instead(node, str(not node.value))
            case int():
                yield self.instead(node, str(node.value + 1))
            case str():
                yield self.instead(node, repr(f"XX{node.value}XX"))

    def opposite(self, node: ast.Name | ast.Attribute) -> Iterator[Mutant]:
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name in OPPOSITES:
            text = self.text(node)
            yield self.instead(node, text[: len(text) - len(name)] + OPPOSITES[name])

    def keyword(self, node: ast.keyword) -> Iterator[Mutant]:
        """An argument that is given by name is left out, with the comma before it."""
        start, end = self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)
        before = self.source[:start].rstrip()
        if before.endswith(b","):
            yield Mutant(node.lineno, len(before) - 1, end, "")

    def between(self, one: ast.expr, other: ast.expr, old: str, new: str) -> Mutant:
        """What stands between two operands, with the operator exchanged."""
        start = self.offset(one.end_lineno, one.end_col_offset)
        end = self.offset(other.lineno, other.col_offset)
        return Mutant(other.lineno, start, end, self.source[start:end].decode().replace(old, new, 1))

    def instead(self, node: ast.expr | ast.stmt, text: str) -> Mutant:
        start, end = self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)
        return Mutant(node.lineno, start, end, text)

    def text(self, node: ast.expr) -> str:
        start, end = self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)
        return self.source[start:end].decode()

    def offset(self, line: int | None, column: int | None) -> int:
        assert line is not None  # noqa: S101  # what the parser reads has its place
        assert column is not None  # noqa: S101  # likewise
        return self.starts[line - 1] + column


def _says_nothing(child: ast.AST, parent: ast.AST) -> bool:
    """Whether a part is a docstring, a type, an exported name, within an f-string, or an assertion (`strict`)."""
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(child, ast.Assign):
        names = {target.id for target in child.targets if isinstance(target, ast.Name)}
        return bool(names & {"__all__", "__slots__"}) or _is_type(child.value) or _calls(child.value, "TypeVar")
    if _calls(parent, "cast"):
        return isinstance(child, ast.Constant)  # the type, between quotation marks
    return isinstance(parent, ast.JoinedStr) or (isinstance(parent, ast.keyword) and parent.arg == "strict")


def _is_nothing(node: ast.expr) -> bool:
    """Whether an expression is `None`, or false or zero, which are read as `None` is: other mutants change these."""
    return isinstance(node, ast.Constant) and not node.value


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _is_type(node: ast.AST) -> bool:
    """Whether an expression is a type, as far as its looks tell: `int | None`, `tuple[int, ...]`, `Literal["a"]`."""
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return _is_type(node.left) or _is_type(node.right)
        case ast.Name():
            return (node.id[:1].isupper() and not node.id.isupper()) or node.id in ("int", "str")
        case ast.Constant():
            return node.value is None
        case ast.Subscript(value=ast.Name(id=name)):
            return (name[:1].isupper() and not name.isupper()) or name in ("tuple", "dict", "frozenset", "list")
    return False
