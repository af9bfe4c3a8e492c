"""Sentences are marked so that they are found for translation, and said only when somebody looks."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.catalogues import KEYWORDS, ROOT, said_in_the_code

FILES = [
    path.relative_to(ROOT).as_posix()
    for path in [*sorted((ROOT / "lib").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
    if path.name != "language.py"
]
SAID_AT_ONCE = {"_", "_n", "_p"}


def marked(node: ast.AST, at_once: bool) -> Iterator[tuple[ast.Call, bool]]:
    """Each call that marks a sentence; `at_once`: whether it runs while its module is imported."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        early: list[ast.AST] = [*node.decorator_list, node.args]
        for part in early:
            yield from marked(part, at_once)
        for part in node.body:
            yield from marked(part, False)
        return
    if isinstance(node, ast.Lambda):
        yield from marked(node.body, False)
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
        yield node, at_once
    for part in ast.iter_child_nodes(node):
        yield from marked(part, at_once)


CALLS = [
    (name, call, at_once)
    for name in FILES
    for call, at_once in marked(ast.parse((ROOT / name).read_text("utf-8"), name), True)
]


def test_what_is_marked_is_found_by_the_tool() -> None:
    """It reads no f-string: a sentence that is marked within one would never be translated."""
    catalogue = said_in_the_code()
    found = {part for message in catalogue for part in ([message.id] if isinstance(message.id, str) else message.id)}
    texts = [
        (f"{name}:{call.lineno}", argument.value)
        for name, call, _at_once in CALLS
        for argument in call.args[1 if ast.unparse(call.func) == "_p" else 0 :]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]
    assert texts and [(place, text) for place, text in texts if text not in found] == []


def test_nothing_is_said_while_modules_are_imported() -> None:
    """The language would be that of nobody, for everybody. A page is a script that runs for whoever looks."""
    assert [
        f"{name}:{call.lineno} {ast.unparse(call)}"
        for name, call, at_once in CALLS
        if at_once and not name.startswith("pages/") and ast.unparse(call.func) in SAID_AT_ONCE
    ] == []


@pytest.mark.parametrize("kind", [ast.JoinedStr, ast.BinOp])
def test_a_sentence_is_no_sum_of_parts(kind: type[ast.expr]) -> None:
    assert [
        f"{name}:{call.lineno} {ast.unparse(call)}"
        for name, call, _ in CALLS
        if call.args and isinstance(call.args[0], kind)
    ] == []
