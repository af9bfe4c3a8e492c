"""Every function that a widget calls goes through the one wrapper, so that trouble in it leaves the page standing."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.ui.frame.callbacks import Callback

ROOT = Path(__file__).resolve().parent.parent
FILES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "lib/ui").rglob("*.py"))]
PAGES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "pages").glob("*.py"))]


def is_callback_word(word: str | None) -> bool:
    return bool(word) and str(word).startswith("on_") and word != "on_release"


def bare(name: str, source: str) -> list[int]:
    """Lines of a module that give a widget something else than words of Streamlit's ("rerun") or a Callback."""
    module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
    tree = ast.parse(source, name)
    found = []
    for function, call in calls(tree, None):
        for word in call.keywords:
            if is_callback_word(word.arg) and not is_wrapped(word.value, function, module):
                found.append(call.lineno)
    return found


def calls(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[tuple[ast.FunctionDef | None, ast.Call]]:
    """Every call, with the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield function, child
        yield from calls(child, child if isinstance(child, ast.FunctionDef) else function)


def is_wrapped(value: ast.expr, function: ast.FunctionDef | None, module: object) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is None or isinstance(value.value, str)
    if isinstance(value, ast.Name) and function is not None:
        arguments = [*function.args.args, *function.args.kwonlyargs]
        taken = next((one for one in arguments if one.arg == value.id), None)
        if taken is not None:
            # What is handed on: mypy sees to it that such a parameter gets nothing else.
            return taken.annotation is not None and ast.unparse(taken.annotation).startswith("Callback[")
    path = ast.unparse(value).split(".")
    found: object = module
    for part in path:
        found = getattr(found, part, None)
    return isinstance(found, Callback)


@pytest.mark.parametrize("name", FILES)
def test_no_widget_calls_a_bare_function(name: str):
    assert bare(name, (ROOT / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_no_widget_anything_to_call(name: str):
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    assert [call.lineno for _, call in calls(tree, None) for word in call.keywords if is_callback_word(word.arg)] == []


@pytest.mark.parametrize(
    "call",
    [
        "st.button('x', on_click=lambda: None)",
        "st.button('x', on_click=neighbours)",
        "st.button('x', on_click=Callback)",
        "st.text_input('x', on_change=studio().store.close)",
        "video_grid([], on_clicked=neighbours)",
        "st.dialog('x', on_dismiss=st.rerun)",
    ],
)
def test_a_bare_function_is_found_wherever_it_comes_from(call: str):
    assert bare("lib/ui/gallery/gallery_page.py", f"def draw():\n    {call}\n") == [2]


@pytest.mark.parametrize(
    "source",
    [
        "st.button('x', on_click=back)",
        "st.button('x', on_click=gallery_selection.choose)",
        "st.dataframe(None, on_select='rerun')",
        "def draw(on_click: Callback[[]]):\n    st.button('x', on_click=on_click)",
    ],
)
def test_a_wrapped_one_is_recognised(source: str):
    assert bare("lib/ui/gallery/gallery_page.py", source) == []
