"""Sessions, piles of files and the work done on a note, without a server."""

from __future__ import annotations

import errno
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.errors import OptionError, SourceError
from summarizer.limits import Limits
from summarizer.pipeline import summarize
from summarizer.saved.hand import Hand
from summarizer.sources.load import load
from ui import session as sessions_of_page
from ui import tasks
from ui.parts import uploads_html
from ui.session import MOST, Sessions
from ui.store import EDIT, EDITS, edits_of
from ui.work import Work
from ui.zones import Files, Zone, _file_name

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


Documents = tuple[Document, ...]


@pytest.fixture(scope="module")
def documents() -> Documents:
    return load([SEEDS]).documents


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


def test_why_a_file_cannot_be_read_stays_with_it_and_with_no_other(
    sessions: Sessions, tmp_path: Path
) -> None:
    pile = sessions.of("page").zone("brief")
    for name in ("<good>.txt", "<bad>.pdf"):
        pile.add(b"The troops left.", name)
    assert uploads_html(pile, {}).count("tb-why") == 0
    looked = tuple(pile.uploads)
    pile.remove(pile.uploads[0].name)
    pile.add(b"Another.", "<good>.txt")  # it came while the others were looked at
    assert pile.look(looked, {"<bad>.pdf": "it is no PDF <b>at all</b>.", "<good>.txt": "it is gone."})
    assert [one.refusal for one in pile.uploads] == ["it is no PDF <b>at all</b>.", None]
    told = uploads_html(pile, {})
    assert "1 of 2 files can be read" in told
    assert told.index("bad&gt;") < told.index("good&gt;")  # what is to be looked at stands first
    assert "Cannot be read: it is no PDF &lt;b&gt;at all&lt;/b&gt;." in told
    assert not pile.look(tuple(pile.uploads), {})


def test_what_cannot_be_read_is_found_with_no_note_written(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The troops left.")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nonsense")
    files = Files(tmp_path, ("good.txt", "bad.pdf"), Limits())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        found = tasks.refusals(lambda stage: None, files, False)
        notes = tasks.refusals(lambda stage: None, files, True)
    assert list(found) == ["bad.pdf"]
    assert found["bad.pdf"].startswith("it is not a sound PDF")
    assert list(notes) == ["good.txt", "bad.pdf"]
    assert not notes["good.txt"].startswith("good.txt")


def test_two_pages_share_nothing_and_a_page_that_leaves_leaves_nothing(
    sessions: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions_of_page, "GRACE", 0.05)
    one, other = sessions.of("one"), sessions.of("other")
    put(one.zone("brief"), tmp_path, "a.txt")
    assert other.zone("brief").uploads == []
    assert one.folder != other.folder
    assert one.secret not in str(one.folder)
    assert (one.zone("brief").folder / "a.txt").stat().st_mode & 0o077 in (0, 0o044)
    sessions.leave("one")
    time.sleep(0.5)
    assert not one.folder.exists()
    assert sessions.of("one") is not one


def test_a_page_that_is_loaded_again_gets_its_session_with_its_secret_alone(
    sessions: Sessions, tmp_path: Path
) -> None:
    session = sessions.of("one")
    put(session.zone("brief"), tmp_path, "a.txt")
    assert len(session.secret) > 30
    sessions.leave("one")
    assert sessions.restore("two", "guess") is None
    assert sessions.restore("two", "") is None
    assert sessions.restore("two", session.secret) is session
    assert sessions.of("two") is session
    sessions.leave("two")
    assert sessions.restore("three", session.secret) is session


def test_files_that_were_given_before_a_page_has_its_session_are_in_it(
    sessions: Sessions, tmp_path: Path
) -> None:
    session = sessions.of("before")
    assert put(session.zone("sources"), tmp_path, "a.txt") is None
    session.save()
    early = sessions.of("again")
    assert put(early.zone("sources"), tmp_path, "b.txt") is None
    assert put(early.zone("note"), tmp_path, "note.json") is None
    assert sessions.restore("again", session.secret) is session
    assert [upload.name for upload in session.zone("sources").uploads] == ["a.txt", "b.txt"]
    assert all(
        (session.zone(name).folder / file).exists()
        for name, file in (("sources", "b.txt"), ("note", "note.json"))
    )
    assert not early.folder.exists()
    assert sessions.of("again") is session


def test_a_kept_session_outlives_the_server_and_another_goes_with_it(tmp_path: Path) -> None:
    first = Sessions(tmp_path / "sessions", Limits())
    kept, other = first.of("one"), first.of("two")
    for session in (kept, other):
        put(session.zone("brief"), tmp_path, "a.txt", b"The council opened its bridge.")
        session.save()
    kept.settings = {"query": "bridges"}
    first.keep("one", True)
    first.close()
    assert not other.folder.exists()
    second = Sessions(tmp_path / "sessions", Limits())
    again = second.restore("three", kept.secret)
    assert again is not None
    assert again.zone("brief").files().names == ("a.txt",)
    assert (again.settings, again.kept) == ({"query": "bridges"}, True)
    assert second.restore("four", other.secret) is None


def test_why_a_file_cannot_be_read_outlives_the_server(tmp_path: Path) -> None:
    session = Sessions(tmp_path / "sessions", Limits()).of("one")
    pile = session.zone("brief")
    for name in ("bad.pdf", "good.txt"):
        pile.add(b"The bridge opened.", name)
    pile.look(pile.uploads, {"bad.pdf": "it is not a sound PDF."})
    session.save()
    again = Sessions(tmp_path / "sessions", Limits()).restore("one", session.secret)
    assert again is not None
    assert [one.refusal for one in again.zone("brief").uploads] == ["it is not a sound PDF.", None]
    shown = uploads_html(again.zone("brief"), {})
    assert "Cannot be read: it is not a sound PDF." in shown
    assert "1 of 2 files can be read" in shown


def test_what_a_killed_server_leaves_is_all_there_and_goes_in_time(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "sessions", Limits())
    session = sessions.of("one")
    for path in sorted(SEEDS.glob("*.txt")):
        session.zone("brief").add(path.read_bytes(), path.name)
    documents = load([SEEDS]).documents
    session.make("brief", Work(summarize(documents), documents), "brief")
    work = session.works["brief"]
    work.apply({"act": "edit", "line": "L1", "text": "Penguins vote in Toronto."})
    work.apply({"act": "pin", "line": "L2"})
    work.apply({"act": "undo"})
    session.save()
    session.zone("brief").clear()  # what the note is written on stays, whatever becomes of the pile
    session.save()
    second = Sessions(tmp_path / "sessions", Limits())  # the first one was killed: nothing was closed
    again = second.restore("one", session.secret)
    assert again is not None
    assert again.unread
    limits, folder = Limits(), again.folder
    script = (
        "import sys, pickle; from pathlib import Path; from ui.tasks import read_back;"
        "from summarizer.limits import Limits;"
        "sys.stdout.buffer.write(pickle.dumps(read_back(lambda s: None, Path(sys.argv[1]), Limits())))"
    )
    found = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, check=True)
    again.unread = False
    again.take_up(pickle.loads(found.stdout))
    assert limits == Limits()
    back = again.works["brief"]
    assert back.brief == work.brief
    assert back.hand == work.hand
    assert (len(back.before), len(back.after)) == (len(work.before), len(work.after))
    assert [one.text for one in back.documents] == [one.text for one in documents]
    assert back.redo()
    assert back.hand.pinned == {"L2"}
    assert back.undo()
    assert back.undo()
    assert back.brief == summarize(documents)
    index = folder / "session.json"
    index.write_text(index.read_text().replace('"used": ', '"used": 1e3, "was": '))
    Sessions(tmp_path / "sessions", Limits())
    assert not folder.exists()


def test_the_idlest_session_makes_room_for_a_new_one(sessions: Sessions, tmp_path: Path) -> None:
    first = sessions.of("0")
    put(first.zone("brief"), tmp_path, "a.txt")
    for at in range(1, MOST + 5):
        sessions.of(str(at))
    assert not first.folder.exists()


def test_closing_deletes_all_but_what_is_kept(sessions: Sessions, tmp_path: Path) -> None:
    put(sessions.of("one").zone("brief"), tmp_path, "a.txt")
    put(sessions.of("two").zone("brief"), tmp_path, "a.txt")
    sessions.keep("two", True)
    sessions.close()
    left = {path.name for path in (tmp_path / "sessions").rglob("*") if path.is_file()}
    assert left == {"a.txt", "session.json"}


def test_orders_of_the_page_change_the_note_and_can_be_taken_back_and_done_again(
    documents: Documents,
) -> None:
    brief = summarize(documents)
    work = Work(brief, documents)
    assert "Pinned" in work.apply({"act": "pin", "line": "L1"})
    assert work.hand.pinned == {"L1"}
    work.apply({"act": "down", "line": "L1"})
    assert work.hand.moved == {"L1"}
    work.apply({"act": "drop", "line": "L1"})
    assert work.hand.pinned == frozenset()
    work.apply({"act": "swap", "line": "", "omission": 0})
    assert "not supported" in work.apply({"act": "edit", "line": "L2", "text": "Penguins vote in Toronto."})
    work.apply({"act": "write", "line": "L2", "text": "The mayor is a penguin."})
    work.apply({"act": "title", "text": "Penguins"})
    work.apply({"act": "head", "line": "L2", "text": "Birds"})
    work.apply({"act": "date", "line": "L2", "text": "2021-05"})
    work.apply({"act": "comment", "line": "L2", "text": "Ask Ann."})
    work.apply({"act": "merge", "line": "L2"})
    work.apply({"act": "split", "line": "L2"})
    last, hand, steps = work.brief, work.hand, len(work.before)
    assert steps == 12
    while work.undo():
        pass
    assert work.brief is brief
    assert work.hand == Hand()
    while work.redo():
        pass
    assert work.brief is last
    assert work.hand == hand
    assert dict(hand.comments) == {"L2": "Ask Ann."}


def test_a_step_behind_an_undo_makes_what_was_undone_unreachable(documents: Documents) -> None:
    work = Work(summarize(documents), documents)
    work.apply({"act": "pin", "line": "L1"})
    work.apply({"act": "undo"})
    work.apply({"act": "pin", "line": "L2"})
    assert work.apply({"act": "redo"}) == "Nothing more to redo."
    assert work.hand.pinned == {"L2"}


def test_what_a_run_could_not_keep_is_told_as_long_as_it_is_so(documents: Documents) -> None:
    work = Work(summarize(documents), documents)
    lost, crowded = "A kept line is lost.", "The 5 lines that you keep make 44 words."
    work.apply({"act": "drop", "line": "L2"})
    work.tell((lost,), crowded)
    work.apply({"act": "comment", "line": "L1", "text": "Ask Ann."})
    assert work.remarks == (lost, crowded)
    work.apply({"act": "edit", "line": "L1", "text": "Short."})
    assert work.remarks == (lost,)  # the figures were those of the lines before
    for _ in range(3):
        work.apply({"act": "undo"})
    assert work.remarks == ()  # the note of that run was taken back
    work.apply({"act": "redo"})
    assert work.remarks == (lost,)


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
        {"act": "quote", "source": "S9", "start": 0, "end": 5},
        {"act": "quote", "source": "S1", "start": 5, "end": 0},
        {"act": "quote", "source": "S1", "start": 0, "end": 10**9},
        {"act": "date", "line": "L1", "text": "2021-13"},
        {"act": "comment", "line": "L1", "text": "x" * 2000},
        {"act": "title", "text": " "},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order: dict[str, object], documents: Documents) -> None:
    work = Work(summarize(documents), documents)
    with pytest.raises(OptionError):
        work.apply(order)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_loses_nothing_and_is_told(
    sessions: Sessions, tmp_path: Path, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sessions.of("one")
    put(session.zone("brief"), tmp_path, "a.txt")
    with monkeypatch.context() as disk:
        disk.setattr("ui.zones.shutil.move", full)
        refused = put(session.zone("brief"), tmp_path, "b.txt")
        assert (
            refused
            == "b.txt: it cannot be kept (no space left on device); make room on the disk and give it again."
        )
        disk.setattr("ui.store.os.replace", full)
        disk.setattr("ui.store.os.link", full)
        disk.setattr("ui.store.shutil.copyfile", full)
        session.make("brief", Work(summarize(documents), documents), "brief")
        assert "no space left on device" in session.unkept
        assert session.works["brief"].brief.lines
        disk.setattr("pathlib.Path.write_bytes", full)
        with pytest.raises(SourceError, match="no space left"):
            session.zone("brief").replace([(b"text", "c.txt")])
    assert session.zone("brief").files().names == ("a.txt",)
    assert (session.zone("brief").folder / "a.txt").read_bytes() == b"text"
    session.save()
    assert session.unkept == ""
    session.zone("brief").replace([(b"new", "c.txt"), (b"more", "c.txt")])
    assert session.zone("brief").files().names == ("c.txt", "c (2).txt")
    assert [one.name for one in sorted(session.zone("brief").folder.iterdir())] == ["c (2).txt", "c.txt"]
    session.zone("brief").replace([])
    assert session.zone("brief").files().names == ()


def test_a_run_that_ended_with_its_page_is_told_once(sessions: Sessions) -> None:
    session = sessions.of("page")
    with session.under_way("Trace the draft", "page"):
        assert session.ended("other", again=False) == ""  # it goes on where it was begun
        assert session.ended("page", again=True) == "Trace the draft"
        assert session.ended("page", again=True) == ""
    session.running, session.runner = "Evaluate", "a page that is gone"
    assert session.ended("page", again=False) == "Evaluate"
    with session.under_way("Evaluate", "page"):
        pass
    assert session.ended("page", again=True) == ""
    with pytest.raises(SourceError), session.under_way("Evaluate", "page"):
        raise SourceError("a.txt: it is empty.")
    assert session.ended("page", again=True) == ""


def test_a_run_that_is_broken_off_is_over_where_that_was_wished_alone(sessions: Sessions) -> None:
    session = sessions.of("page")
    with pytest.raises(GeneratorExit), session.under_way("Evaluate", "page"):
        raise GeneratorExit  # as where the page is left, be it noticed before the page is back or later
    assert session.ended("page", again=True) == "Evaluate"
    session.running, session.runner = "Evaluate", "page"
    session.over("page")
    assert session.ended("page", again=True) == ""


def test_what_is_typed_and_edited_comes_back_from_the_disk(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path, Limits())
    session = sessions.of("page")
    session.typed, session.edits = "A draft.", [{"kind": "edit", "line": "L1", "text": "Penguins."}]
    session.save_if_begun()
    found = Sessions(tmp_path, Limits()).restore("other", session.secret)
    assert found is not None
    assert (found.typed, found.edits) == (session.typed, session.edits)


@pytest.mark.parametrize(
    "given", [None, "x", {}, [1, None, "x"], [{}], [{"kind": 1, "text": "x" * 9999}] * 99]
)
def test_edits_are_taken_as_far_as_they_are_any(given: object) -> None:
    edits = edits_of(given)
    assert len(edits) <= EDITS
    for one in edits:
        assert set(one) == {"kind", "line", "text"}
        assert all(isinstance(value, str) and len(value) <= EDIT for value in one.values())
