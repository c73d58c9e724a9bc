"""``tracebrief read``: what stands in a file as it is read, and what is passed over."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.cli import main as cli

TEXT = "The quay at Ness was closed on Monday. Two boats lay idle.\n\nREAD MORE: Floods\n"


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[str, str]]:
    def call(*arguments: object) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["tracebrief", *map(str, arguments)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit):
            cli.main()
        out, err = capfdbinary.readouterr()
        return out.decode(), err.decode()

    return call


def test_each_sentence_is_shown_with_its_place_and_why_it_is_skipped(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    out, err = run("read", tmp_path / "a.txt")
    assert "   line 1: The quay at Ness was closed on Monday.\n" in out
    assert "-  line 3 [read more]: READ MORE: Floods\n" in out
    assert "2 sentences of content, 1 skipped: 1 read more" in out
    assert err == ""


def test_json_gives_offsets_that_hold(run: Callable[..., tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    out, _ = run("read", tmp_path / "a.txt", "--json")
    (document,) = json.loads(out)["documents"]
    assert document["skipped"] == {"read more": 1}
    assert [TEXT[one["start"] : one["end"]] for one in document["sentences"]] == [
        one["text"] for one in document["sentences"]
    ]


def test_what_stands_around_the_main_content_of_a_page_is_told_and_shown(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    story = (
        "<iframe src='https://a.b/c'></iframe><p>"
        + "The quay at Ness was closed on Monday after two boats had struck it at night. " * 3
    )
    for name in "ab":
        page = f"<nav><a href='/'>All news</a></nav><article><h1>Quay {name}</h1>{story}</article>"
        (tmp_path / f"{name}.html").write_text(f"{page}<button>Ok</button>")
    out, err = run("read", tmp_path)
    assert "-  line 1 [around the main content]: All news\n" in out
    assert "-  line 1 [a frame of another page]: https://a.b/c\n" in out
    assert "; 3 words around the main content are left out\n" in out
    told = (
        "6 words around their main content (menus, links, comments) and 2 frames of other pages are left out."
    )
    assert err.endswith(f"b.html: {told}\n")
    data = json.loads(run("read", tmp_path, "--json")[0])
    assert data["documents"][0]["left_out"] == [
        {"line": 1, "text": "All news"},
        {"line": 1, "text": "https://a.b/c"},
        {"line": 1, "text": "Ok"},
    ]
    assert run("brief", tmp_path, "--words", 20)[1].startswith(err)


def test_what_could_not_be_read_is_told_and_locators_are_shown(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Year,Boats\n1901,40\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-nothing")
    out, err = run("read", tmp_path)
    assert "row 2: Year: 1901; Boats: 40." in out
    assert "b.pdf: it is not a sound PDF" in err


def test_a_text_cannot_move_the_cursor(run: Callable[..., tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The quay \x1b[2J was closed. " + "A long word " * 300 + "ends.\n")
    out, _ = run("read", tmp_path / "a.txt")
    assert "\x1b" not in out
    assert "ends." in out
