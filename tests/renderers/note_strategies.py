"""Arbitrary notes over arbitrary text: control characters, emoji, right-to-left, markup."""

from __future__ import annotations

import builders
from hypothesis import strategies as st

from summarizer.data import Document, Span
from summarizer.note.brief import Agreement, Brief, Citation, Line, cite
from summarizer.note.section import Section

_MARKUP = (
    *("<b>", "</mark>", "<!--", "-->", "]]>", "&amp;", "&#13;", "**", "__", "`", "[x](y)", "# ", "\n- "),
    *("\n1. ", "\r\n", "\r", "\u2028", "\x85", "\x00", "\x1b[2J", "\u202e", "\u05e9\u05dc", "\u4e2d\u6587"),
    *("\U0001f600", "https://x.example", "www.x.example", "a@b.example", ":smile:", "\\", "|", "~~", "\t"),
    *("    ", "\ufffe", "&", "</template>", "{{ x }}", "{% x %}", "{#", "$x$", "10) ", "+ ", "> ", "= ", "'"),
    *('"', "---", "word "),
)
any_text = st.lists(
    st.sampled_from(_MARKUP) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=12
).map("".join)


@st.composite
def notes(draw: st.DrawFn) -> tuple[Brief, tuple[Document, ...]]:
    """A note of up to three lines that cite any spans, overlapping ones and empty ones too."""
    documents = tuple(
        builders.document(
            draw(any_text),
            number=at,
            name=draw(any_text),
            path=draw(any_text),
            title=draw(st.none() | any_text),
        )
        for at in range(1, draw(st.integers(1, 2)) + 1)
    )

    def citation() -> Citation:
        document = draw(st.sampled_from(documents))
        ends = sorted(draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
        return cite(document, Span(*ends), draw(st.sampled_from(["primary", "corroborating"])))

    lines = tuple(
        Line(
            id=f"L{at}",
            text=draw(any_text),
            citations=tuple(citation() for _ in range(draw(st.integers(0, 4)))),
            section=draw(st.none() | st.builds(Section, any_text)),
            date=draw(st.none() | st.just("2020-11-15") | any_text),
            date_note=draw(st.none() | any_text),
            independent=draw(st.integers(1, 3)),
        )
        for at in range(draw(st.integers(0, 3)))
    )
    agreements = draw(
        st.lists(st.builds(Agreement, st.tuples(*[st.builds(citation)] * 2), st.integers(2, 9)))
    )
    more = {"warnings": (draw(any_text),), "agreements": tuple(agreements)}
    return builders.brief(documents, lines, title=draw(any_text), **more), documents
