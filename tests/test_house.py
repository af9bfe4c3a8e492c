"""The rules of the house that no tool checks: who imports what, how long things get, what lies at the top."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"pyproject.toml", "streamlit_app.py", "pages", "lib", "tests", "README.md"}
Node = TypeVar("Node", bound=ast.AST)
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_PAGE = 60, 300, 80
MAY_CATCH_ALL = ("lib/services/tracking/tracker.py", "lib/demo/")


def sources(*folders: str) -> list[str]:
    """Our Python files, by their path from the top."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in found]


PAGES = sources("pages")
OURS = sources("lib", "pages", "tests") + [name for name in ("streamlit_app.py",) if (ROOT / name).exists()]


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text("utf-8"), name)


def nodes(name: str, *kinds: type[Node]) -> list[Node]:
    return [node for node in ast.walk(tree(name)) if isinstance(node, kinds)]


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


def test_a_page_knows_only_streamlit_the_ui_the_languages_and_the_domain():
    allowed = ("streamlit", "lib.ui", "lib.text.language", "lib.domain")
    assert {page: [one for one in imported(page) if not is_within(one, allowed)] for page in PAGES} == {
        page: [] for page in PAGES
    }


def test_a_file_is_short_enough_to_be_read_at_once():
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in OURS}
    longest = {name: LONGEST_PAGE if name.startswith("pages/") else LONGEST_FILE for name in OURS}
    assert {name: length for name, length in lines.items() if length > longest[name]} == {}


def test_a_function_is_short_enough_to_be_seen_at_once():
    functions = [(name, node) for name in OURS for node in nodes(name, ast.FunctionDef, ast.AsyncFunctionDef)]
    lengths = {f"{name} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for name, node in functions}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def swallows_all(handler: ast.ExceptHandler) -> bool:
    """Whether it ends the journey of any exception; one that tidies up and raises it again does not."""
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or ast.unparse(one).split(".")[-1] in ("Exception", "BaseException") for one in caught)


def test_a_broad_handler_stands_only_where_the_house_allows_one_and_logs():
    ours = [name for name in OURS if not name.startswith("tests/")]
    broad = [(name, node) for name in ours for node in nodes(name, ast.ExceptHandler) if swallows_all(node)]
    assert [name for name, _ in broad if not name.startswith(MAY_CATCH_ALL)] == []
    assert [name for name, node in broad if "log.exception" not in ast.unparse(node)] == []


def test_a_name_says_one_thing_no_two_modules_share_it_and_no_function_has_its_modules():
    ours = [name for name in OURS if name.startswith("lib/") and not Path(name).stem.startswith("__")]
    stems = [Path(name).stem for name in ours]
    assert sorted({stem for stem in stems if stems.count(stem) > 1}) == []
    functions = [(name, node) for name in ours for node in tree(name).body if isinstance(node, ast.FunctionDef)]
    assert [name for name, node in functions if node.name == Path(name).stem] == []


def test_every_picture_says_what_it_shows_or_that_it_is_decoration():
    calls = [(name, node) for name in sources("lib/ui", "pages") for node in nodes(name, ast.Call)]
    images = [(name, node) for name, node in calls if ast.unparse(node.func).endswith("st.image")]
    assert images
    assert [name for name, node in images if "alt" not in [keyword.arg for keyword in node.keywords]] == []


def test_no_field_drops_a_long_text_without_a_word():
    """As Streamlit's `max_chars` and HTML's `maxlength` do; both count an emoji as several."""
    calls = [(name, node) for name in sources("lib/ui", "pages") for node in nodes(name, ast.Call)]
    assert [name for name, node in calls if "max_chars" in [keyword.arg for keyword in node.keywords]] == []
    ours = [path for kind in ("py", "js") for path in (ROOT / "lib").rglob(f"*.{kind}")]
    assert [path.name for path in ours if "maxlength" in path.read_text("utf-8").lower()] == []


def test_every_step_of_the_database_says_what_it_does():
    steps = sources("lib/services/store/migrations/versions")
    functions = [(name, node) for name in steps for node in nodes(name, ast.FunctionDef)]
    upgrades = {name: ast.get_docstring(node) for name, node in functions if node.name == "upgrade"}
    assert steps and upgrades.keys() == set(steps)
    assert [name for name, said in upgrades.items() if not said] == []


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
