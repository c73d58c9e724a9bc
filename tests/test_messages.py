"""The messages that docs/messages.md lists are those of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs" / "messages.md").read_text("utf-8"), re.MULTILINE)


@cache
def said() -> str:
    """Return all texts of the program; where a value stands in them is a control character."""
    return "\0".join(text for name in ("summarizer", "eval") for path in sorted((ROOT / name).rglob("*.py"))
                     for text in texts(ast.parse(path.read_text("utf-8"))))  # fmt: skip


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\1" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("message", LISTED)
def test_a_message_of_the_docs_is_one_of_the_program(message: str) -> None:
    pieces = [piece.strip(" :;,") for piece in message.split("…")]
    missing = [piece for piece in pieces if piece not in said()]
    assert not missing


def test_messages_are_listed() -> None:
    assert len(LISTED) > 50
