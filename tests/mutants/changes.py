"""Where a file can be broken, and how: each change replaces one exact piece of its text, so that all else stays."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

COMPARED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
COUNTED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.FloorDiv: ("//", "*")}
NO_BEHAVIOUR = ("frozen", "slots", "kw_only", "strict", "extra")
"""Arguments that only the type checker or the next developer notices."""


@dataclass(frozen=True)
class Change:
    """One piece of a file, from `start` to `end` in bytes, and what stands there instead."""

    start: int
    end: int
    instead: bytes
    kind: str

    def applied(self, text: bytes) -> bytes:
        return text[: self.start] + self.instead + text[self.end :]


class _Finder(ast.NodeVisitor):
    def __init__(self, text: bytes) -> None:
        self._text, self.found = text, list[Change]()
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._lines[node.lineno - 1] + node.col_offset, self._lines[node.end_lineno - 1] + node.end_col_offset

    def _add(self, kind: str, start: int, end: int, instead: str | bytes) -> None:
        self.found.append(Change(start, end, instead.encode() if isinstance(instead, str) else instead, kind))

    def _around(self, node: ast.expr | ast.stmt, kind: str, before: str, after: str) -> None:
        start, end = self._span(node)
        self._add(kind, start, end, before.encode() + self._text[start:end] + after.encode())

    def _between(self, left: ast.expr, right: ast.expr, kind: str, sign: str, instead: str) -> None:
        start, end = self._span(left)[1], self._span(right)[0]
        words = r"\s+".join(map(re.escape, sign.split()))
        pattern = rf"\b{words}\b" if sign[0].isalpha() else words
        at = re.search(pattern.encode(), self._text[start:end])
        if at:
            self._add(kind, start + at.start(), start + at.end(), instead)

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for child in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults), *node.body]:
            self.visit(child)

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function  # noqa: N815

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in NO_BEHAVIOUR:
            self.visit(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Not broken: Python 3.11 does not say where the parts of an f-string stand."""

    def visit_Compare(self, node: ast.Compare) -> None:
        sign, instead = COMPARED[type(node.ops[0])]
        self._between(node.left, node.comparators[0], "comparison", sign, instead)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        sign, instead = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        if len(node.values) == 2:  # A chain changed at one place would bind otherwise.
            self._between(node.values[0], node.values[1], "and, or", sign, instead)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in COUNTED:
            self._between(node.left, node.right, "arithmetic", *COUNTED[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add("not", self._span(node)[0], self._span(node.operand)[0], "")
        self.generic_visit(node)

    def _visit_choice(self, node: ast.If | ast.IfExp | ast.While) -> None:
        self._around(node.test, "negated", "not (", ")")
        self.generic_visit(node)

    visit_If = visit_IfExp = visit_While = _visit_choice  # noqa: N815

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self._span(node)
        if isinstance(node.value, bool):
            self._add("constant", start, end, str(not node.value))
        elif isinstance(node.value, int | float):
            self._add("constant", start, end, f"({node.value!r} + 1)")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self._add("return None", *self._span(node.value), "None")
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._add("removed", *self._span(node), "pass")
            self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._add("removed", *self._span(node), "pass")
        self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self._add("removed", *self._span(node), "pass")
        self.generic_visit(node)


def changes(text: bytes) -> list[Change]:
    """Every change of a file, in the order of its text."""
    finder = _Finder(text)
    finder.visit(ast.parse(text))
    return sorted(set(finder.found), key=lambda one: (one.start, one.end, one.kind))


def is_python(text: bytes) -> bool:
    """Whether it can still be read after a change."""
    try:
        compile(text, "changed", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
