"""The words and numbers that all formats share."""

from __future__ import annotations

import html
from dataclasses import replace

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Span
from summarizer.note.brief import Backing, Claim, Conflict, Line, Omission, cite
from summarizer.note.section import Section
from summarizer.output import one_line
from summarizer.renderers import RENDERERS
from summarizer.renderers.view import readable_date, view, where


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-11-15", "15 November 2020"),
        ("2020-01-05", "5 January 2020"),
        ("2020-11", "November 2020"),
        ("2020", "2020"),
        ("2020-13-01", "2020-13-01"),
        ("soon", "soon"),
    ],
)
def test_dates_are_written_in_words_as_far_as_they_are_known(iso: str, words: str) -> None:
    assert readable_date(iso) == words


def test_markers_count_through_the_note_primary_first_and_each_span_once() -> None:
    shown = view(builders.small()[0])
    numbers = [
        [marker.number for marker in entry.markers] for section in shown.sections for entry in section.entries
    ]
    assert numbers == [[1, 2], [3], [4]]
    assert [[marker.number for *_, marker in dispute.claims] for dispute in shown.disputes] == [[3, 5]]
    assert [[marker.number for *_, marker in agreed.passages] for agreed in shown.agreed] == [[6, 7]]
    assert [item.marker.number for item in shown.left_out] == [6]
    assert [reference.citation.source for reference in shown.references] == [
        "S1",
        "S2",
        "S1",
        "S2",
        "S2",
        "S1",
        "S3",
    ]
    assert shown.references[2].anchors == ("r3", "r3-2")


def test_the_facts_stand_in_one_line() -> None:
    assert view(builders.small()[0]).facts == (
        "3 sources, 2 cited",
        "published 15 November 2020 – 16 November 2020 (1 undated)",
        "1 remark",
    )


def test_a_source_that_says_a_part_of_a_line_counts_as_cited_and_says_what_it_is() -> None:
    one, two = builders.document("The bridge opened."), builders.document("The bridge is new.", 2)
    backing = Backing("The bridge", cite(two, Span(0, 10)))
    line = Line("L1", "The bridge opened.", (cite(one, Span(0, 18)),), backing=(backing,))
    shown = view(builders.brief((one, two), (line, replace(line, id="L2"))))
    assert shown.facts[0] == "2 sources, 2 cited"
    assert [entry.facts[-1] for entry in shown.sources][1] == "cited by 2 lines"
    edited = replace(line, text="Another text.")  # which that source says no part of
    assert view(builders.brief((one, two), (edited,))).sources[1].facts[-1] == "not cited"


def test_of_a_line_that_nothing_supports_no_source_says_a_part_also() -> None:
    one, two = builders.document("The bridge opened."), builders.document("The bridge is new.", 2)
    backing = Backing("The bridge", cite(two, Span(0, 10)))
    line = Line("L1", "The bridge fell.", (cite(one, Span(0, 18)),), kind="draft", backing=(backing,))
    lines = (line, replace(line, id="L2", verdict="partial"), replace(line, id="L3", verdict="unsupported"))
    [section] = view(builders.brief((one, two), lines)).sections
    assert [entry.backed for entry in section.entries] == ["S2 also says “The bridge”"] * 2 + [None]


LONG = (
    "After the council had met for two days in the old town hall of Brae, where nobody was let in and no "
    "minutes were taken, the bridges were opened again at noon, and all that crossed them paid nothing."
)


def test_a_part_that_is_told_in_other_words_is_shown_in_those_of_the_source() -> None:
    one, two = builders.document("The bridge was opened at noon."), builders.document(LONG, 2)
    for part, words in (
        ("The bridge was opened", "… the bridges were opened again at noon, and …"),
        (
            "The council of Brae",
            "… the council had met for two days in the old town hall of Brae, where …",
        ),
        ("No minutes", "… in and no minutes were taken, the bridges …"),
        ("Ink", "After the council had met for two days in the old town hall of Brae, where nobody was …"),
    ):
        backing = Backing(part, cite(two, Span(0, len(LONG))))
        line = Line("L1", f"{one.text} {part}", (cite(one, Span(0, 30)),), backing=(backing,))
        [section] = view(builders.brief((one, two), (line,))).sections
        assert [entry.backed for entry in section.entries] == [f"S2 also says, in its words: “{words}”"]


def test_passages_that_only_come_nearest_are_no_citations_in_any_format() -> None:
    one, two = builders.document("The bridge opened."), builders.document("The bridge is new.", 2)
    line = Line("L1", "The bridge fell.", (cite(one, Span(0, 18)),), verdict="unsupported")
    both = replace(line, id="L2", citations=(*line.citations, cite(two, Span(0, 18))))
    brief = builders.brief((one, two), (line, both))
    shown = view(brief)
    assert [e.lead for section in shown.sections for e in section.entries] == [
        "nearest passage:",
        "nearest passages:",
    ]
    assert shown.facts[0] == "2 sources, 0 cited"
    assert [entry.facts[-1] for entry in shown.sources] == [
        "nearest to 2 lines, supports none",
        "nearest to 1 line, supports none",
    ]
    for suffix in ("md", "txt"):
        text = RENDERERS[suffix](brief, (one, two)).decode()
        assert "(not supported)" in text.split("nearest passage:")[0]
    page = RENDERERS["html"](brief, (one, two)).decode()
    assert page.index("not supported</span>") < page.index("nearest passage:") < page.index('class="cite"')
    assert "Nearest passage 1: in" in page


def test_a_badge_counts_independent_sources_and_stands_only_where_there_are_several() -> None:
    shown = view(builders.small()[0])
    assert [e.badge for section in shown.sections for e in section.entries] == [
        "2 of 3 sources say this",
        "Cost of the bridge: S2 says 45 million crowns",
        None,
    ]


def test_only_what_is_no_supported_extract_is_judged_in_words() -> None:
    source = builders.document("One. Two.")
    line = Line("L1", "One.", (cite(source, Span(0, 4)),))
    lines = (
        line,
        replace(line, kind="trimmed"),
        replace(line, kind="trimmed", verdict="partial"),
        replace(line, kind="rewritten", verdict="partial"),
        replace(line, verdict="unsupported"),
    )
    [section] = view(builders.brief((source,), lines)).sections
    assert [entry.judgement for entry in section.entries] == [
        None,
        None,
        "trimmed, partly supported",
        "rewritten, partly supported",
        "not supported",
    ]


def test_lines_keep_their_order_and_share_a_heading_only_while_it_lasts() -> None:
    source = builders.document("One.")
    lines = [
        Line(f"L{at}", "x", (), section=name and Section(name))
        for at, name in enumerate((None, "A", "A", "B", "A"))
    ]
    sections = view(builders.brief((source,), lines)).sections
    assert [(one.heading, len(one.entries)) for one in sections] == [(None, 1), ("A", 2), ("B", 1), ("A", 1)]


def test_warnings_of_sources_are_named_and_said_once() -> None:
    source = builders.document("One.", warnings=("Guessed.", "Said already.", "Read in part."))
    loaded = f"{source.path}: Read in part."
    shown = view(builders.brief((source,), (), warnings=("Said already.", loaded)))
    assert shown.warnings == ("Said already.", loaded, "S1: Guessed.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a \r\n\t b\u2028c\x85d ", "a b c d"),
        ("a\x00\x1b[2Jb\x9bc", "a\ufffd\ufffd[2Jb\ufffdc"),
        ("\u202ea\u00a0b", "a\u00a0b"),
        ("\u2067a\u202eb\u2069", "ab"),
        ("\u200fa\u202c 31 \u202e13", "\u200fa 31 13"),
    ],
)
def test_text_is_shown_on_one_line_without_control_characters_and_turns_nothing_round_behind_it(
    text: str, line: str
) -> None:
    assert one_line(text) == line


def test_places_are_said_in_words() -> None:
    citation = cite(builders.document("One.\nTwo."), Span(5, 9))
    assert where(citation) == "line 2"
    assert where(replace(citation, locator="paragraph 2")) == "paragraph 2"
    assert where(replace(citation, page=4)) == "page 4"
    assert where(replace(citation, page=4, locator="table 1")) == "page 4, table 1"


@pytest.mark.parametrize(
    ("unsupported", "parts"),
    [
        ((), [("One two three.", "")]),
        (((4, 7),), [("One ", ""), ("two", "doubt"), (" three.", "")]),
        (((8, 13), (0, 3)), [("One", "doubt"), (" two ", ""), ("three", "doubt"), (".", "")]),
        (((0, 7), (4, 13)), [("One two three", "doubt"), (".", "")]),
        (((4, 99),), [("One two three.", "")]),
        (((0, 14),), [("One two three.", "")]),  # all of it: no words are more in doubt than others
    ],
)
def test_what_lacks_evidence_is_cut_out_of_the_line_without_losing_a_character(
    unsupported: tuple[tuple[int, int], ...], parts: list[tuple[str, str]]
) -> None:
    line = Line("L1", "One two three.", (), kind="draft", verdict="partial", unsupported=unsupported)
    [entry] = view(builders.brief((), (line,))).sections[0].entries
    assert list(entry.parts) == parts


def test_what_the_evidence_speaks_against_is_told_apart_from_what_it_lacks_and_named() -> None:
    line = Line("L1", "One two three.", (), kind="draft", verdict="partial", unsupported=((0, 7),))
    [entry] = view(builders.brief((), (replace(line, refuted=((4, 7),)),))).sections[0].entries
    assert list(entry.parts) == [("One ", "doubt"), ("two", "refuted"), (" three.", "")]
    assert entry.judgement == "partly contradicted, not “two”"
    whole = replace(line, verdict="unsupported", refuted=((0, 14),))
    [entry] = view(builders.brief((), (whole,))).sections[0].entries
    assert list(entry.parts) == [("One two", "doubt"), (" three.", "")]
    assert entry.judgement == "not supported"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32)), max_size=4))
def test_no_character_of_a_line_is_lost_or_doubled_whatever_is_marked(
    text: str, spans: list[tuple[int, int]]
) -> None:
    line = Line("L1", text, (), verdict="partial", unsupported=tuple(spans[:2]), refuted=tuple(spans[2:]))
    [entry] = view(builders.brief((), (line,))).sections[0].entries
    assert "".join(part for part, _ in entry.parts) == text


def _disputed(dates: tuple[str | None, ...], note: str | None) -> tuple[tuple[str | None, str | None], ...]:
    """Return the signs of lines that cite three values of three sources in turn."""
    documents = tuple(builders.document("So many bodies.", at) for at in (1, 2, 3))
    cited = [cite(document, Span(0, 15)) for document in documents]
    lines = tuple(Line(f"L{at}", "x", (one,)) for at, one in enumerate(cited))
    values = zip(("40", "three", "7"), cited, dates, strict=True)
    conflict = Conflict("… bodies", tuple(Claim(*value) for value in values), note)
    shown = view(replace(builders.brief(documents, lines), conflicts=(conflict,)))
    return tuple((entry.dispute, entry.earlier) for entry in shown.sections[0].entries)


def test_each_line_that_holds_a_disputed_value_says_what_the_others_say() -> None:
    assert _disputed((None, None, None), None) == (
        ("… bodies: S2 says three, S3 says 7", None),
        ("… bodies: S1 says 40, S3 says 7", None),
        ("… bodies: S1 says 40, S2 says three", None),
    )
    newest = _disputed(("2014-12-30", "2014-12-30", "2014-12-31"), "It may be an update.")
    assert newest == (
        ("… bodies: S3 now says 7", None),
        ("… bodies: S3 now says 7", None),
        (None, "… bodies: S1 said 40, S2 said three before"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Seven bodies were recovered.", "Bodies: S2 says 40"),
        ("Seven women were recovered.", None),  # another count
        ("Seven bodies were recovered from the sea.", None),  # who says so, the passage does not tell
    ],
)
def test_an_edited_line_that_states_a_disputed_figure_still_says_what_the_others_say(
    text: str, told: str | None
) -> None:
    said = "A total of 7 bodies, 4 men and 3 women, was recovered."
    one = builders.document(f"{said} Seven bodies were found.", 1)
    other = builders.document("The navy said 40 bodies had been recovered.", 2)
    claims = (Claim("7", cite(one, Span(0, len(said)))), Claim("40", cite(other, Span(0, len(other.text)))))
    edited = Line("L1", text, (cite(one, Span(len(said) + 1, len(one.text))),), kind="draft")
    shown = view(replace(builders.brief((one, other), (edited,)), conflicts=(Conflict("bodies", claims),)))
    assert shown.sections[0].entries[0].dispute == told


def test_what_one_source_alone_reports_twice_is_said_to_be_its_own() -> None:
    source = builders.document("40 bodies, or three.")
    claims = tuple(Claim(value, cite(source, Span(0, 20))) for value in ("40", "three"))
    line = Line("L1", "40 bodies, or three.", (cite(source, Span(0, 20)),))
    shown = view(replace(builders.brief((source,), (line,)), conflicts=(Conflict("… bodies", claims),)))
    assert shown.disputes[0].note == "S1 gives both."
    assert shown.sections[0].entries[0].badge == "… bodies: S1 gives 40 and three"


def test_a_figure_belongs_to_who_gives_it_and_an_older_count_is_called_one() -> None:
    documents = tuple(builders.document("So many bodies.", at) for at in (1, 2, 3))
    cited = tuple(cite(document, Span(0, 15)) for document in documents)
    claims = (
        Claim("49", cited[0], "2024-03-02", "the navy"),
        Claim("40", cited[1], "2024-03-01", None, True),
        Claim("48", cited[2], "2024-03-03", "the navy", True),
    )
    lines = tuple(Line(f"L{at}", "x", (one,)) for at, one in enumerate(cited[:2], 1))
    shown = view(
        replace(builders.brief(documents, lines), conflicts=(Conflict("bodies", claims, "It has grown."),))
    )
    first, second = shown.sections[0].entries
    assert (first.dispute, first.earlier) == (
        None,
        "Bodies: S2 said 40 before; Bodies: S3 has an older count, 48 (the navy)",
    )
    assert second.dispute == "Bodies: S1 now says 49 (the navy)"
    assert shown.disputes[0].claims[0][0] == "49 (the navy)"
    assert [source.facts[-1] for source in shown.sources] == [
        "cited by 1 line",
        "cited by 1 line",
        "has an older figure",
    ]


def test_a_line_that_cites_both_sides_of_a_dispute_says_who_states_what() -> None:
    documents = tuple(builders.document("So many bodies.", at) for at in (1, 2))
    cited = tuple(cite(document, Span(0, 15)) for document in documents)
    claims = tuple(Claim(value, one) for value, one in zip(("40", "7"), cited, strict=True))
    brief = replace(
        builders.brief(documents, (Line("L1", "x", cited),)), conflicts=(Conflict("… bodies", claims),)
    )
    assert view(brief).sections[0].entries[0].badge == "… bodies: S1 says 40, S2 says 7"


def test_a_contradicted_line_has_one_sign_with_the_figure() -> None:
    one, two = builders.document("It cost 40."), builders.document("It cost 120,000.", 2)
    claims = (
        Claim("40", cite(one, Span(0, 11)), "2024-01-01"),
        Claim("120,000", cite(two, Span(0, 16)), "2024-02-01"),
    )
    line = Line("L1", "It cost 40.", (cite(one, Span(0, 11)),), status="contradicted")
    brief = replace(
        builders.brief((one, two), (line,)),
        conflicts=(Conflict("It cost …", claims, "The later figure, 120,000, may be an update."),),
    )
    [entry] = view(brief).sections[0].entries
    assert (entry.badge, entry.status) == ("It cost …: S2 now says 120,000", None)
    page = RENDERERS["html"](brief, (one, two)).decode()
    assert page.count('class="badge') == 1
    assert '<span class="badge disputed contradicted" dir="ltr">It cost …: S2 now says 120,000</span>' in page
    [plain] = view(replace(brief, conflicts=())).sections[0].entries
    assert (plain.badge, plain.status) == (None, "contradicted")


@pytest.mark.parametrize(
    ("quote", "shown"), [('"No," he said.', '"No," he said.'), ("He left.", "“He left.”")]
)
def test_a_quote_has_quotation_marks_once(quote: str, shown: str) -> None:
    source = builders.document(quote)
    omitted = (Omission("no room", cite(source, Span(0, len(quote))), 0.5),)
    brief = replace(builders.brief((source,), ()), omitted=omitted)
    for suffix in ("md", "txt"):
        assert f"no room: {shown}" in RENDERERS[suffix](brief, (source,)).decode().replace("\\", "")
    assert (
        f">{html.escape(shown).replace('&quot;', '&#34;')}</q>"
        in RENDERERS["html"](brief, (source,)).decode()
    )


def test_a_line_that_was_edited_says_so_and_one_of_a_traced_draft_gives_its_verdict_alone() -> None:
    edited, quoted = Line("L1", "One.", (), kind="draft"), Line("L2", "Two.", ())
    assert [entry.judgement for entry in view(builders.brief((), (edited, quoted))).sections[0].entries] == [
        "edited, supported",
        None,
    ]
    assert [entry.judgement for entry in view(builders.brief((), (edited,))).sections[0].entries] == [
        "supported"
    ]


def test_a_note_that_a_model_rewrote_says_how_much_of_it() -> None:
    lines = (Line("L1", "One.", (), kind="rewritten"), Line("L2", "Two.", ()))
    note = replace(builders.brief((), lines), options={"rewrite": "tiny\nbart"})
    assert "1 of 2 lines rewritten by tiny bart" in view(note).facts


def test_the_lines_of_a_note_are_gone_through_a_few_times_not_once_for_each() -> None:
    """Each line looked at all others, so that a draft of 35,000 sentences took minutes to write."""
    gone_through = 0

    class Lines(tuple[Line, ...]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            nonlocal gone_through
            gone_through += 1
            return super().__iter__()

    note = builders.small()[0]
    line = replace(note.lines[0], kind="draft", verdict="partial")
    view(replace(note, lines=Lines(replace(line, id=f"L{number}") for number in range(60))))
    assert 0 < gone_through < 20


def test_reasons_begin_with_a_capital_in_every_format_unless_with_a_name() -> None:
    one = builders.document("The bridge opened.")
    why = ("the cited passages name Norden, not Paris", "cross-encoder/nli reads S1 so", "“x” is not there")
    line = Line("L1", "It opened.", (builders.phrase(one, "opened"),), kind="draft", reasons=why)
    note = builders.brief((one,), (line,))
    told = view(note).sections[0].entries[0].reasons
    assert told == ("The cited passages name Norden, not Paris", *why[1:])
    for suffix in ("md", "html", "txt"):
        shown = " ".join(RENDERERS[suffix](note, (one,)).decode().split())
        assert "The cited passages name Norden" in shown.replace("\\", "")
