"""What holds of every reader, those to come included."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest

from summarizer.data import Document
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.load import load
from summarizer.sources.readers import READERS
from summarizer.sources.readers.decode import decode

GOLDEN = Path(__file__).parent.parent / "golden"
READING = [name for name, kind in READERS.items() if kind.read is not None]
STRANGE = {
    "nothing": b"",
    "blanks": b" \n\t\n ",
    "Latin-1": "Café fermé à Orléans.\nLa crue a noyé le pont.\n".encode("latin-1"),
    "UTF-16": "The quay at Ness was closed.".encode("utf-16"),
    "no text": bytes(range(256)) * 4,
    "zeros": bytes(400),
}


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("name", READING)
def test_strange_bytes_are_read_or_refused_in_a_sentence(name: str, content: bytes) -> None:
    read = READERS[name].read
    assert read is not None
    with suppress(SourceError):
        assert isinstance(read(content, Limits()).text, str)


@pytest.mark.parametrize("name", READING)
def test_a_file_longer_than_the_limit_is_refused(name: str) -> None:
    files = [one for one in sorted((GOLDEN / name).glob("*")) if not one.name.endswith(".expected.txt")]
    assert files, f"put a file of the format into tests/golden/{name}/"
    with pytest.raises(SourceError, match=r"max_chars|more than"):
        load([files[0]], Limits(max_chars=3))


def _told(document: Document) -> list[object]:
    return [getattr(document, own.name) for own in fields(document)]


def lines_are_those_of_the_file(document: Document, path: Path) -> bool:
    """Tell whether the line of a place is that of the file, or the place has a name of its own."""
    if document.raw_lines or all(document.place(at) is not None for at in range(0, len(document.text), 40)):
        return True
    file = decode(path.read_bytes()).text
    return [line.split() for line in document.text.splitlines()] == [
        line.split() for line in file.splitlines()
    ]


def test_what_is_known_reads_as_if_it_were_parsed_anew() -> None:
    files = [
        one for one in sorted(GOLDEN.glob("*/*")) if one.is_file() and not one.name.endswith(".expected.txt")
    ]
    once = load(files)
    again = load(list(reversed(files)), known=once.documents)
    anew = load(list(reversed(files)))
    assert again.warnings == anew.warnings
    assert [_told(one) for one in again.documents] == [_told(one) for one in anew.documents]


@pytest.mark.parametrize("name", [name for name in READING if READERS[name].media_type.startswith("text/")])
def test_the_lines_of_a_text_format_are_those_of_its_file(name: str) -> None:
    for path in sorted((GOLDEN / name).glob("*")):
        if not path.name.endswith(".expected.txt"):
            for document in load([path]).documents:
                assert lines_are_those_of_the_file(document, path), (
                    f"{path.name}: its text is another than the file's, so give places (base.Building) or "
                    "raw_runs and raw_lines; else a link to a line leads astray"
                )
