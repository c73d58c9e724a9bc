"""The shape of the code: files import one way, and the top of the library stays small."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("summarizer", "eval", "ui")


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {_module(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


def _imports(module: str) -> set[str]:
    """Return the files that a file imports, wherever in it and if only for its types."""
    path, found = FILES[module], set()
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            named = {f"{base}.{alias.name}" for alias in node.names}
            # A name that is no file of its own comes from the package itself.
            found |= {name if name in FILES else base for name in named}
    return (found & FILES.keys()) - {module}


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Return the files of some circle, none where there is no circle."""
    done: set[str] = set()
    for start in graph:
        trail: list[str] = []
        open_ = [(start, False)]
        while open_:
            module, left = open_.pop()
            if left:
                trail.pop()
                done.add(module)
            elif module in trail:
                return [*trail[trail.index(module) :], module]
            elif module not in done:
                trail.append(module)
                open_ += [(module, True), *((other, False) for other in sorted(graph[module]))]
    return []


def test_no_two_files_import_each_other_on_any_way() -> None:
    assert _circle({module: _imports(module) for module in FILES}) == []


def test_a_circle_is_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["b", "c", "b"]


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda page: page.name)
def test_a_test_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_no_two_files_of_tests_have_one_name() -> None:
    names = [path.name for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    assert [name for name in names if names.count(name) > 1] == []  # pytest imports them by these alone


def test_the_top_of_the_library_has_few_files_and_folders() -> None:
    top = [path for path in (ROOT / "summarizer").iterdir() if not path.name.startswith((".", "__pycache__"))]
    files = [path.name for path in top if path.is_file()]
    folders = [path.name for path in top if path.is_dir() and any(path.glob("*.py"))]
    assert len(files) <= 9, files
    assert "py.typed" in files
    assert len(folders) <= 18, folders


TABLES = {
    "summarizer/sources/readers": ({"read", "parts"}, "READERS"),
    "summarizer/renderers": ({"render"}, "RENDERERS or REFERENCES"),
    "summarizer/rankers": ({"rank"}, "RANKERS"),
    "summarizer/selectors": ({"select"}, "SELECTORS"),
    "eval/metrics": ({"evaluate"}, "METRICS"),
}
"""What a file of a room has to be used, and the table in the room's __init__.py that names it."""
HELPERS = {"pdf_worker"}
"""Files with such a function that another file of the room calls."""


@pytest.mark.parametrize("room", TABLES)
def test_every_file_of_a_room_is_in_its_table(room: str) -> None:
    functions, table = TABLES[room]
    named = (ROOT / room / "__init__.py").read_text(encoding="utf-8").replace("-", "_")
    for path in sorted((ROOT / room).glob("*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        has = {one.name for one in body if isinstance(one, ast.FunctionDef)} & functions
        if has and path.stem not in HELPERS:
            # As a text, or in a list of imports: not in a sentence of the docstring.
            known = re.search(rf'"{path.stem}"|\({path.stem},|^    {path.stem},$', named, re.MULTILINE)
            assert known, f"{room}/{path.name} has {has.pop()}() and is not used: name it in {table}"
