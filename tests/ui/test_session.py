"""Sessions, piles of files and the work done on a note, without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import OptionError
from summarizer.limits import Limits
from summarizer.pipeline import summarize
from summarizer.sources.load import load
from ui.session import MOST, Sessions, Work, Zone, _file_name

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "sessions", Limits(max_files=3, max_bytes=1000))


def put(zone: Zone, tmp_path: Path, name: str, content: bytes = b"text") -> str | None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return zone.take(path, name)


@given(st.text(max_size=300))
def test_any_name_becomes_one_of_a_file_in_its_own_folder(name: str) -> None:
    safe = _file_name(name)
    assert Path("/folder", safe).resolve().parent == Path("/folder")
    assert safe not in ("", "-")
    assert not safe.startswith((".", "-"))
    assert len(safe.encode()) <= 255
    assert "\0" not in safe


def test_a_name_is_kept_as_it_is_where_that_is_safe() -> None:
    for name in ("report.pdf", "Übersicht 2.docx", "<img src=x>.txt", "a\u202eb.txt", "${7*7}.txt"):
        assert _file_name(name) == name


def test_files_of_one_name_are_told_apart(sessions: Sessions, tmp_path: Path) -> None:
    zone = sessions.of("page").zone("brief")
    assert [put(zone, tmp_path, "a.txt", bytes([65 + at])) for at in range(3)] == [None] * 3
    assert zone.files().names == ("a.txt", "a (2).txt", "a (3).txt")
    refused = put(zone, tmp_path, "b.txt")
    assert refused is not None
    assert "only 3 files" in refused


def test_a_file_over_the_limit_is_refused(sessions: Sessions, tmp_path: Path) -> None:
    zone = sessions.of("page").zone("brief")
    assert "0.0 MB" in str(put(zone, tmp_path, "a.txt", b"x" * 1001))
    assert zone.uploads == []


def test_a_pile_of_one_file_takes_the_last(sessions: Sessions, tmp_path: Path) -> None:
    zone = sessions.of("page").zone("note")
    put(zone, tmp_path, "a.json")
    put(zone, tmp_path, "b.json")
    assert zone.files().names == ("b.json",)


def test_two_pages_share_nothing_and_a_page_that_leaves_leaves_nothing(
    sessions: Sessions, tmp_path: Path
) -> None:
    one, other = sessions.of("one"), sessions.of("other")
    put(one.zone("brief"), tmp_path, "a.txt")
    assert other.zone("brief").uploads == []
    assert one.folder != other.folder
    assert (one.zone("brief").folder / "a.txt").stat().st_mode & 0o077 in (0, 0o044)
    sessions.leave("one")
    assert not one.folder.exists()
    assert sessions.of("one") is not one


def test_only_a_kept_session_comes_back_and_only_with_its_secret(sessions: Sessions, tmp_path: Path) -> None:
    session = sessions.of("one")
    put(session.zone("brief"), tmp_path, "a.txt")
    secret = sessions.keep("one", True)
    assert len(secret) > 30
    sessions.leave("one")
    assert session.zone("brief").folder.exists()
    assert sessions.restore("two", "guess") is None
    assert sessions.restore("two", "") is None
    assert sessions.restore("two", secret) is session
    assert sessions.of("two") is session
    assert sessions.keep("two", False) == ""
    sessions.leave("two")
    assert not session.folder.exists()
    assert sessions.restore("three", secret) is None


def test_the_idlest_session_makes_room_for_a_new_one(sessions: Sessions, tmp_path: Path) -> None:
    first = sessions.of("0")
    put(first.zone("brief"), tmp_path, "a.txt")
    for at in range(1, MOST + 5):
        sessions.of(str(at))
    assert not first.folder.exists()


def test_closing_deletes_all(sessions: Sessions, tmp_path: Path) -> None:
    put(sessions.of("one").zone("brief"), tmp_path, "a.txt")
    put(sessions.of("two").zone("brief"), tmp_path, "a.txt")
    sessions.keep("two", True)
    sessions.close()
    assert not [path for path in (tmp_path / "sessions").rglob("*") if path.is_file()]


def test_orders_of_the_page_change_the_note_and_can_be_taken_back() -> None:
    documents = load([SEEDS]).documents
    brief = summarize(documents)
    work = Work(brief, documents)
    assert "Pinned" in work.apply({"act": "pin", "line": "L1"})
    assert work.pinned == {"L1"}
    work.apply({"act": "down", "line": "L1"})
    work.apply({"act": "drop", "line": "L1"})
    assert work.pinned == frozenset()
    work.apply({"act": "swap", "line": "", "omission": 0})
    assert "not supported" in work.apply({"act": "edit", "line": "L2", "text": "Penguins vote in Toronto."})
    while work.undo():
        pass
    assert work.brief == brief
    assert work.pinned == {"L1"}


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"act": "pin", "line": "L99"},
        {"act": "swap", "line": "L1", "omission": "0"},
        {"act": "swap", "line": "L1", "omission": -1},
        {"act": "edit", "line": "L1", "text": None},
        {"act": "drop", "line": None},
        {"act": ["drop"], "line": "L1"},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order: dict[str, object]) -> None:
    documents = load([SEEDS]).documents
    work = Work(summarize(documents), documents)
    with pytest.raises(OptionError):
        work.apply(order)
