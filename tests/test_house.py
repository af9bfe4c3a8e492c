"""The rules of the house that no tool checks: who imports what, how long things get, what lies at the top."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"pyproject.toml", "streamlit_app.py", "pages", "lib", "tests", "README.md"}
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_PAGE = 60, 300, 80
MAY_CATCH_ALL = ("lib/services/tracking/tracker.py", "lib/demo/")
MAY_KNOW_STREAMLIT = ("lib/ui/", "lib/server/")


def sources(*folders: str) -> list[str]:
    """Our Python files, by their path from the top."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in found]


PAGES = sources("pages")
OURS = sources("lib", "pages", "tests") + [name for name in ("streamlit_app.py",) if (ROOT / name).exists()]
LIB = sources("lib")


def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text("utf-8"), name)


def imported(name: str) -> Iterator[str]:
    """Every module a file imports, wherever in it, written out in full."""
    package = name.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*here, *filter(None, [node.module])])
            # "from lib import domain" brings in lib.domain.
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "lib" else [module]


def is_within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_knows_only_streamlit_the_ui_and_the_domain(page: str):
    assert [one for one in imported(page) if not is_within(one, ("streamlit", "lib.ui", "lib.domain"))] == []


@pytest.mark.parametrize("name", LIB)
def test_only_the_ui_and_the_server_know_streamlit(name: str):
    knows = any(is_within(module, ("streamlit",)) for module in imported(name))
    assert not knows or name.startswith(MAY_KNOW_STREAMLIT)


@pytest.mark.parametrize("name", OURS)
def test_a_file_is_short_enough_to_be_read_at_once(name: str):
    lines = len((ROOT / name).read_text("utf-8").splitlines())
    assert lines <= (LONGEST_PAGE if name.startswith("pages/") else LONGEST_FILE)


@pytest.mark.parametrize("name", OURS)
def test_a_function_is_short_enough_to_be_seen_at_once(name: str):
    functions = [node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def swallows_all(handler: ast.ExceptHandler) -> bool:
    """Whether it ends the journey of any exception; one that tidies up and raises it again does not."""
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or ast.unparse(one).split(".")[-1] in ("Exception", "BaseException") for one in caught)


@pytest.mark.parametrize("name", [name for name in OURS if not name.startswith("tests/")])
def test_a_broad_handler_stands_only_where_the_house_allows_one_and_logs(name: str):
    handlers = [node for node in ast.walk(tree(name)) if isinstance(node, ast.ExceptHandler) and swallows_all(node)]
    assert not handlers or name.startswith(MAY_CATCH_ALL)
    assert all("log.exception" in ast.unparse(handler) for handler in handlers)


@pytest.mark.parametrize("name", OURS)
def test_no_handler_only_looks_away(name: str):
    handlers = [node for node in ast.walk(tree(name)) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if all(isinstance(line, ast.Pass) for line in node.body)] == []


@pytest.mark.parametrize("name", OURS)
def test_a_module_opens_with_a_sentence_on_its_concept(name: str):
    assert ast.get_docstring(tree(name))


def git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr  # 1: "check-ignore" found nothing
    return done.stdout.splitlines()


def test_the_top_level_shows_only_what_the_design_allows():
    tops = {path.split("/")[0] for path in git("-c", "core.quotepath=off", "ls-files")}
    assert {top for top in tops if not top.startswith(".")} <= TOP_LEVEL


def test_our_code_is_not_ignored_and_our_data_and_secrets_are():
    names = [
        "lib/domain/new.py",
        "lib/__init__.py",
        "tests/lib/x.py",
        ".castboard/castboard.db",
        ".streamlit/secrets.toml",
    ]
    assert git("check-ignore", "--no-index", *names) == [".castboard/castboard.db", ".streamlit/secrets.toml"]


def test_nothing_of_the_data_and_no_secret_is_in_the_repository():
    tracked = git("ls-files")
    assert [path for path in tracked if path.startswith(".castboard/") or path.endswith("secrets.toml")] == []
