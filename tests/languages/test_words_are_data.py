"""No list of a language's words stands in the code: they are data, one file a language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import languages

ROOT = Path(__file__).resolve().parents[2]
TECHNICAL = {
    "summarizer/statements/factuality.py": "kinds of factuality",
    "summarizer/statements/governed.py": "kinds of factuality",
    "summarizer/statements/quantities.py": "kinds of bounds",
    "summarizer/saved/report.py": "columns of a table",
    "summarizer/sources/readers/html_blocks.py": "names of HTML elements",
    "summarizer/sources/readers/sgml.py": "tags of wire documents",
    "summarizer/sources/readers/html_structure.py": "elements of a page",
    "summarizer/sources/readers/feed.py": "elements of a feed",
    "summarizer/sources/readers/html_unseen.py": "classes of elements",
    "summarizer/sources/readers/xml.py": "elements of an article",
    "summarizer/sources/readers/xml_text.py": "elements of an article",
    "summarizer/text/markup.py": "elements of a page",
    "summarizer/sources/heads.py": "fields of the head of a mail",
    "ui/brief_tab.py": "names of the page's answers",
    "ui/desk.py": "fields of a line",
    "ui/frame.py": "names of the page's scripts",
    "ui/store.py": "fields of a kept session",
    "ui/verified.py": "fields of a passage",
    "ui/work.py": "steps of editing",
}
"""Lists that look like words of a language and are none, with what they are."""
FEW = 4

_WORD = re.compile(r"[^\W\d_]{2,}")
_BARE = re.compile(r"\\[bBsSwWdD]|[()\[\]?:*+.\\^$]|['’]s?")


def sources() -> list[Path]:
    return [path for room in ("summarizer", "eval", "ui") for path in sorted((ROOT / room).rglob("*.py"))]


def vocabulary() -> frozenset[str]:
    """All single words of the files that are lists of words, forms or numbers."""
    topics: dict[str, list[str]] = {"words": [], "numbers": [], "inflections": []}
    everyday = ("phrases.vague",)  # "source", "title": what fields of data are called, too
    for group, part in languages.schema()["properties"].items():
        for key, kind in part["properties"].items():
            if group not in ("companies", "language") and f"{group}.{key}" not in everyday:
                topics.setdefault(kind.get("$ref", "").rpartition("/")[2], []).append(f"{group}.{key}")
    known = {word for topic in topics["words"] for word in languages.every(topic)}
    known.update(word for topic in topics["numbers"] for word in languages.merged(topic))
    for topic in topics["inflections"]:
        for word, forms in languages.merged(topic).items():
            known.update((word, *forms.split()))
    return frozenset(word for word in known if _WORD.fullmatch(word))


def lists(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Yield the lists of strings in a module: alternations, split strings, and displays of strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            yield node.lineno, [_BARE.sub("", part) for part in node.value.split("|")]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield node.lineno, text.value.replace("|", " ").split()
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = [part.value for part in node.elts if isinstance(part, ast.Constant)]
            yield node.lineno, [part for part in parts if isinstance(part, str)]
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            yield node.lineno, [key for key in keys if isinstance(key, str)]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_holds_no_list_of_words(path: Path) -> None:
    known = vocabulary()
    found = {
        line: words
        for line, entries in lists(ast.parse(path.read_text(encoding="utf-8")))
        if len(words := [word for word in entries if word.lower() in known]) >= FEW
    }
    assert not found or path.relative_to(ROOT).as_posix() in TECHNICAL


def test_what_is_technical_is_still_there() -> None:
    assert all((ROOT / name).is_file() for name in TECHNICAL)


@pytest.mark.parametrize(
    "code",
    [
        '_DAYS = ("monday", "tuesday", "wednesday", "thursday")',
        '_SAID = re.compile(r"\\b(?:said|told|wrote|added)\\b")',
        'WORDS = frozenset("the of and to".split())',
        'NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}',
    ],
)
def test_a_list_of_words_is_told(code: str) -> None:
    known = vocabulary()
    assert any(sum(word in known for word in entries) >= FEW for _, entries in lists(ast.parse(code)))
