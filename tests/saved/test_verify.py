"""A note against files that changed: every state, repair, and which file stands for which source."""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import builders
import pytest

from summarizer.data import Document, Span, digest
from summarizer.note.brief import Agreement, Brief, Line, cite
from summarizer.pipeline import summarize
from summarizer.saved.anchor import diff, exact, nearest, respaced
from summarizer.saved.files import own_files
from summarizer.saved.verify import STATES, Report, repair, verify
from summarizer.sources.load import load

BRIDGE = (
    "Harbour news\n\nThe bridge opened on Monday.\nIt cost 40 million crowns.\nBoats wait.\n\n"
    "The mayor thanked the builders, who had worked through two winters.\n"
)
BAND = "On Monday the bridge was\nopened by the mayor. It cost 45 million crowns. A brass band played.\n"


def note(*documents: Document, quotes: tuple[tuple[int, str], ...]) -> Brief:
    """A note with one extracted line a quote; each is (document number, words)."""
    lines = tuple(
        Line(
            id=f"L{at}", text=" ".join(words.split()), citations=(builders.phrase(documents[number], words),)
        )
        for at, (number, words) in enumerate(quotes, 1)
    )
    return builders.brief(documents, lines)


def with_text(document: Document, text: str, **facts: object) -> Document:
    return replace(document, text=text, sha256=digest(text.encode()), **facts)


@pytest.fixture
def files() -> tuple[Document, Document]:
    return builders.document(BRIDGE), builders.document(BAND, 2)


def states(report: Report) -> list[str]:
    return [check.state for check in report.checks]


def test_a_note_and_its_own_files_are_intact() -> None:
    for made, documents in (builders.small(), builders.hostile(), builders.realistic()):
        report = verify(made, documents)
        assert set(states(report)) == {"intact"}
        assert {check.state for check in report.sources} == {"unchanged"}


def test_every_citation_of_lines_conflicts_agreements_and_omissions_is_checked_in_order() -> None:
    made, documents = builders.small()
    report = verify(made, documents)
    assert [check.citation for check in report.checks] == list(made.citations())
    assert [check.place for check in report.checks] == [
        *("L1", "L1", "L2", "L3", "conflict 1", "conflict 1"),
        *("agreement 1", "agreement 1", "left out 1"),
    ]


def test_a_paragraph_put_in_front_moves_the_quotes_behind_it(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "It cost 40 million crowns."), (1, "A brass band played.")))
    report = verify(made, [with_text(bridge, "A new first paragraph.\n\n" + BRIDGE), band])
    assert states(report) == ["moved", "intact"]
    found = report.checks[0].found
    assert found is not None
    assert found.start == BRIDGE.index("It cost") + len("A new first paragraph.\n\n")
    assert (found.line, found.source) == (6, "S1")
    assert not report.intact


def test_what_sources_agree_on_is_mended_as_all_else(files: tuple[Document, Document]) -> None:
    bridge, band = files
    agreed = builders.phrase(bridge, "Boats wait."), builders.phrase(band, "A brass band played.")
    made = replace(note(bridge, band, quotes=()), agreements=(Agreement(agreed, 2),))
    today = [with_text(bridge, f"Before it.\n\n{BRIDGE}"), band]
    report = verify(made, today)
    assert states(report) == ["moved", "intact"]
    mended = repair(made, report)
    assert [one.quote for one in mended.agreements[0].citations] == ["Boats wait.", "A brass band played."]
    assert verify(mended, today).intact


def test_of_several_places_the_one_with_the_old_context_is_taken() -> None:
    text = "Alpha said: yes. Beta said: yes. Gamma said: yes."
    document = builders.document(text)
    at = text.index("yes.", text.index("Beta"))
    citation = cite(document, Span(at, at + 4))
    edited = "Gamma said: yes. Delta said: yes. Alpha said: yes. Beta said: yes. Omega said: yes."
    assert exact(citation, edited) == Span(edited.index("Beta said: ") + 11, edited.index("Beta said: ") + 15)


def test_of_places_with_the_same_context_the_nearest_is_taken() -> None:
    text = "no\n" * 10
    citation = cite(builders.document(text), Span(12, 14))
    assert exact(citation, " " + "no\n" * 10) == Span(13, 15)


def test_a_changed_figure_shows_the_nearest_text_with_a_word_diff(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "It cost 40 million crowns."),))
    report = verify(made, [with_text(bridge, BRIDGE.replace("40 million", "52 million")), band])
    (check,) = report.checks
    assert check.state == "changed"
    assert check.found is not None
    assert check.found.quote == "It cost 52 million crowns."
    assert [(part.kind, part.text) for part in check.diff] == [
        ("same", "It cost "),
        ("gone", "40"),
        ("new", "52"),
        ("same", " million crowns."),
    ]
    assert not check.repairable


def test_changed_first_and_last_words_are_still_inside_the_nearest_text() -> None:
    text = "One thing. The old bridge across the harbour opened to traffic on Monday. Another thing."
    document = builders.document(text)
    citation = builders.phrase(document, "The old bridge across the harbour opened to traffic on Monday.")
    edited = "One thing. A new bridge across the harbour opened to traffic on Tuesday. Another thing."
    (span,) = nearest([citation], builders.document(edited))
    assert span is not None
    assert edited[span.start : span.end] == "A new bridge across the harbour opened to traffic on Tuesday."


def test_chinese_text_that_changed_is_found_character_by_character() -> None:
    text = "大桥于周一开通。耗资四千万。船只等待。"
    document = builders.document(text, language="zh")
    citation = builders.phrase(document, "大桥于周一开通。")
    edited = "港口新闻。\n大桥于周二开通。耗资四千万。船只等待。"
    (span,) = nearest([citation], builders.document(edited, language="zh"))
    assert span is not None
    assert edited[span.start : span.end] == "大桥于周二开通。"


def test_other_line_breaks_are_a_change_of_white_space_that_repair_mends(
    files: tuple[Document, Document],
) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((1, "On Monday the bridge was\nopened by the mayor."),))
    wrapped = with_text(band, BAND.replace("\n", "\r\n"))
    report = verify(made, [bridge, wrapped])
    (check,) = report.checks
    assert (check.state, check.repairable) == ("changed", True)
    mended = repair(made, report)
    assert mended.lines[0].citations[0].quote == "On Monday the bridge was\r\nopened by the mayor."
    assert verify(mended, [bridge, wrapped]).intact


def test_a_quote_that_another_file_holds_is_elsewhere(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."),))
    report = verify(
        made, [with_text(bridge, "Nothing of the kind."), with_text(band, BAND + "Boats wait.\n")]
    )
    (check,) = report.checks
    assert check.state == "elsewhere"
    assert re.fullmatch(
        r"Not in file-1\.txt: found in file-2\.txt at characters \d+–\d+, line \d+\.", check.reason
    )
    assert check.found is not None
    assert check.found.source == "S2"
    assert check.repairable


def test_swapped_files_are_told_by_their_paths(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."), (1, "A brass band played.")))
    swapped = [with_text(bridge, BAND), with_text(band, BRIDGE)]
    report = verify(made, swapped)
    assert states(report) == ["elsewhere", "elsewhere"]
    mended = repair(made, report)
    assert [line.citations[0].source for line in mended.lines] == ["S2", "S1"]
    assert verify(mended, swapped).intact


def test_a_renamed_file_is_found_by_its_content(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."),))
    report = verify(made, [band, replace(bridge, name="renamed.txt", path="new/renamed.txt", id="S7")])
    assert report.intact
    assert "by its content: new/renamed.txt" in report.sources[0].reason


def test_a_deleted_file_leaves_its_quotes_missing(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."), (1, "A brass band played.")))
    report = verify(made, [band])
    assert states(report) == ["missing", "intact"]
    assert [check.state for check in report.sources] == ["absent", "unchanged"]
    assert report.checks[0].reason == "The file file-1.txt is not there, and no other holds the quote."


def test_a_rewritten_file_leaves_its_quotes_missing(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "It cost 40 million crowns."),))
    report = verify(made, [with_text(bridge, "The weather was fine and the market was full of people.")])
    assert states(report) == ["missing"]


def test_two_files_of_one_name_are_told_by_their_folders() -> None:
    one = builders.document("The first text.", 1, name="report.txt", path="a/report.txt")
    two = builders.document("The second text.", 2, name="report.txt", path="b/report.txt")
    made = note(one, two, quotes=((0, "The first text."), (1, "The second text.")))
    moved = [replace(two, path="/elsewhere/b/report.txt"), replace(one, path="/elsewhere/a/report.txt")]
    assert verify(made, moved).intact
    assert [c.state for c in verify(made, moved[:1]).sources] == ["absent", "unchanged"]


def test_a_further_document_gets_an_id_of_its_own_and_becomes_a_source_on_repair(
    files: tuple[Document, Document],
) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."),))
    archive = builders.document(
        "The archive: Boats wait. The end.", 1, name="archive.txt", path="archive.txt"
    )
    report = verify(made, [archive, band])
    (check,) = report.checks
    assert check.state == "elsewhere"
    assert check.found is not None
    assert check.found.source == "S3"
    mended = repair(made, report)
    assert [source.name for source in mended.sources] == ["file-1.txt", "file-2.txt", "archive.txt"]
    assert [source.cited for source in mended.sources] == [0, 0, 1]
    assert verify(mended, [archive, band]).intact


def test_repair_leaves_what_two_files_hold_as_it_is(files: tuple[Document, Document]) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."),))
    copies = [builders.document(f"{n}. Boats wait.", n, name=f"{n}.txt", path=f"{n}.txt") for n in (1, 2)]
    report = verify(made, copies)
    assert report.checks[0].others == ("S4",)
    assert repair(made, report).lines == made.lines


def test_repair_keeps_the_hash_of_a_source_that_still_has_a_broken_quote(
    files: tuple[Document, Document],
) -> None:
    bridge, band = files
    made = note(bridge, band, quotes=((0, "Boats wait."), (0, "It cost 40 million crowns.")))
    edited = with_text(bridge, "New.\n" + BRIDGE.replace("40 million", "52 million"))
    mended = repair(made, verify(made, [edited, band]))
    assert mended.sources[0].sha256 == bridge.sha256
    assert [verify(mended, [edited, band]).counts[state] for state in STATES] == [1, 0, 1, 0, 0]


def test_repair_of_an_intact_note_is_the_note_itself(files: tuple[Document, Document]) -> None:
    made = note(*files, quotes=((0, "Boats wait."), (1, "A brass band played.")))
    assert repair(made, verify(made, files)) == made


def test_an_extracted_line_that_says_something_else_than_it_cites_is_reported(
    files: tuple[Document, Document],
) -> None:
    made = note(*files, quotes=((0, "It cost 40 million crowns."),))
    forged = replace(made, lines=(replace(made.lines[0], text="It cost 400 million crowns."),))
    report = verify(forged, files)
    assert states(report) == ["intact"]
    assert not report.intact
    assert "does not say what it cites" in report.altered[0]


def test_offsets_beyond_the_text_and_an_empty_quote_are_no_error() -> None:
    document = builders.document("Short.")
    citation = builders.phrase(document, "Short.")
    far = replace(citation, start=10**9, end=10**9 + 6)
    empty = replace(citation, start=4, end=4, quote="")
    nowhere = replace(citation, start=99, end=99, quote="")
    line = Line(id="L1", text="Short.", citations=(far, empty, nowhere))
    report = verify(builders.brief((document,), (line,)), [document])
    assert states(report) == ["moved", "intact", "missing"]


def test_a_note_without_citations_is_intact_against_nothing() -> None:
    assert verify(builders.brief((), ()), ()).intact


def test_the_parts_of_a_diff_make_both_texts() -> None:
    old, new = "some 2,000 peacekeepers were sent", "around 1,960 peacekeepers will be sent"
    parts = diff(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old
    assert "".join(part.text for part in parts if part.kind != "gone") == new
    assert ("gone", "2,000") in [(part.kind, part.text) for part in parts]


def test_a_quote_of_special_characters_is_found_with_other_white_space() -> None:
    citation = builders.phrase(builders.document("x (a+b)* [c] y"), "(a+b)* [c]")
    assert respaced(citation, "x (a+b)*\n [c] y") == Span(2, 13)


@pytest.mark.parametrize("unit", ["a", "the ", "no such thing as a free lunch ", "ab", "\n"])
def test_a_text_of_one_thing_over_and_over_is_searched_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    document = builders.document("x" + unit * 40 + "y z other words entirely")
    quotes = [builders.cite(document, Span(0, 1 + len(unit) * 40 + n)) for n in (1, 8)]
    made = builders.brief((document,), (Line(id="L1", text="", citations=tuple(quotes), kind="draft"),))
    began = time.perf_counter()
    verify(made, [with_text(document, text)])
    assert time.perf_counter() - began < 5


def test_the_name_of_a_file_is_said_as_it_is_written() -> None:
    """In "by its name: Old/NOTES.TXT" the name stood in small letters, in "report.txt: …" with a capital."""
    old = replace(
        builders.document("The mill stands by the river of Orrin."), name="NOTES.TXT", path="NOTES.TXT"
    )
    made = builders.brief(
        (old,), (Line(id="L1", text=old.text, citations=(builders.phrase(old, "The mill stands"),)),)
    )
    found = verify(made, [replace(old, path="Old/NOTES.TXT")])
    assert "by its name: Old/NOTES.TXT" in found.sources[0].reason
    other = replace(old, name="aDrift.txt", path="aDrift.txt", sha256="")
    (check,) = verify(made, [replace(other, text=f"So {old.text}")]).checks
    assert "NOTES.TXT" in check.reason
    assert "aDrift.txt" in check.reason
    lower = replace(old, name="mill.txt", path="mill.txt", sha256="1")
    made = builders.brief(
        (lower,), (Line(id="L1", text="", citations=(builders.phrase(lower, "The mill"),)),)
    )
    (check,) = verify(made, [replace(other, text=f"So {old.text}")]).checks
    assert "mill.txt is not there" in check.reason


def test_a_note_on_documents_inside_a_file_is_verified_against_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "From a@b Mon May  5 09:12:00 2014\nSubject: {0}\nFrom: a@b\n\nThe boat {0} sank off Ness.\n\n"
    (tmp_path / "a.mbox").write_text(message.format("Ada") + message.format("Eva"))
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("deep/a.txt", "The quay at Ness was closed on Monday.\n")
    monkeypatch.chdir(tmp_path)
    made = summarize(load(["a.mbox", "pack.zip"]).documents)
    assert {source.path for source in made.sources} == {"a.mbox#1", "a.mbox#2", "pack.zip/deep/a.txt"}
    assert verify(made, own_files(made, "note.json").documents).intact

    (tmp_path / "a.mbox").write_text(message.format("Una") + message.format("Ada") + message.format("Eva"))
    report = verify(made, own_files(made, "note.json").documents)
    assert report.intact
    assert [check.document.path for check in report.sources if check.document][:2] == ["a.mbox#2", "a.mbox#3"]
