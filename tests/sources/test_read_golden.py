"""Each file in tests/golden/<format> is read into the text beside it; a new pair needs no code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.sources.load import load
from summarizer.sources.readers import READERS

GOLDEN = Path(__file__).parent.parent / "golden"
INPUTS = sorted(
    path for name in READERS for path in (GOLDEN / name).glob("*") if not path.name.endswith(".expected.txt")
)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_file_gives_the_expected_text(path: Path) -> None:
    expected = path.with_name(path.name.rsplit(".", 1)[0] + ".expected.txt")
    if os.environ.get("UPDATE_GOLDEN") and not expected.exists():
        expected.write_text(shown(path), encoding="utf-8", newline="")
    assert expected.exists(), f"UPDATE_GOLDEN=1 writes {expected.name}, the text of today; read it"
    assert shown(path) == expected.read_bytes().decode("utf-8")


def shown(path: Path) -> str:
    """Return the text of a file's document; of several each behind its name, title, publisher and date."""
    documents = load([path]).documents
    if len(documents) == 1:
        return documents[0].text
    return "\n\n".join(
        f"=== {one.name} | {one.title} | {one.publisher} | {one.date}\n{one.text}" for one in documents
    )


@pytest.mark.parametrize("name", READERS)
def test_every_format_has_a_golden_pair(name: str) -> None:
    assert any(path.parent.name == name for path in INPUTS), (
        f"put a file NAME and the text it is to give, NAME.expected.txt, into tests/golden/{name}/"
    )
