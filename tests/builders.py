"""Notes made by hand from real documents: what the renderers and the JSON form are tested with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from summarizer.data import Document, Span
from summarizer.note.brief import (
    Agreement,
    Brief,
    Citation,
    Claim,
    Conflict,
    Line,
    Omission,
    Role,
    Source,
    Stats,
    cite,
)
from summarizer.note.section import Section

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

HOSTILE = (
    '# Not a *heading* <img src="x" onerror="document.title=\'owned\'"> [link](javascript:alert(1))\r\n'
    "- `code` _emphasis_ ~~gone~~ | table | &lt; &amp; https://evil.example/?a=b www.evil.example @someone\n"
    "1. </mark></template></script><script>alert(1)</script> --> ]]> <!-- tracebrief-note {} -->\u2028"
    "\x00\x01\x1b[2J\x85 \u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \U0001f600 "
    "{{ 7*7 }} ${x} \\ end\\"
)


def document(text: str, number: int = 1, **facts: object) -> Document:
    known = {"name": f"file-{number}.txt", "path": f"files/file-{number}.txt", **facts}
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=f"S{number}", text=text, sha256=sha256, **known)  # type: ignore[arg-type]


def phrase(source: Document, words: str, role: Role = "primary", score: float = 0.0) -> Citation:
    start = source.text.index(words)
    return cite(source, Span(start, start + len(words)), role, score)


def passage(source: Document, first: str, last: str = "") -> Citation:
    """Cite from the words ``first`` to the next words ``last``."""
    start = source.text.index(first)
    end = source.text.index(last, start + len(first)) + len(last) if last else start + len(first)
    return cite(source, Span(start, end))


def brief(
    documents: Sequence[Document], lines: Sequence[Line], title: str = "A note", **more: object
) -> Brief:
    cited = [{citation.source for citation in line.citations} for line in lines]
    sources = tuple(
        Source(
            id=item.id,
            path=item.path,
            name=item.name,
            media_type=item.media_type,
            encoding=item.encoding,
            sha256=item.sha256,
            chars=len(item.text),
            title=item.title,
            date=item.date.isoformat() if item.date else None,
            publisher=item.publisher,
            cited=sum(item.id in ids for ids in cited),
            warnings=item.warnings,
        )
        for item in documents
    )
    stats = Stats(
        documents=len(documents),
        sentences=sum(item.text.count(".") for item in documents),
        words_in=sum(len(item.text.split()) for item in documents),
        words_out=sum(len(line.text.split()) for line in lines),
        documents_cited=len(set().union(*cited)),
    )
    facts = {
        "signature": "ranker:textrank|selector:coverage|length:120w|version:0.1.0",
        "options": {"ranker": "textrank", "words": 120},
        "tool": {"name": "Tracebrief", "version": "0.1.0"},
        **more,
    }
    return Brief(title=title, lines=tuple(lines), sources=sources, stats=stats, **facts)  # type: ignore[arg-type]


def small() -> tuple[Brief, tuple[Document, ...]]:
    """A note with every part once: sections, corroboration, a conflict, an agreement, an omission …"""
    first = document(
        "Harbour news\n\nThe bridge opened on Monday.\nIt cost 40 million crowns.\nBoats wait.\n",
        title="Harbour news",
        publisher="The Harbour Post",
        date=date(2020, 11, 15),
    )
    second = document(
        "On Monday the bridge was\nopened by the mayor. It cost 45 million crowns. A brass band played.",
        number=2,
        name="a *starred* <b>name</b>.txt",
        path="files/a *starred* <b>name</b>.txt",
        date=date(2020, 11, 16),
    )
    third = document(
        "Boats wait below it. Page two.", number=3, media_type="application/pdf", name="third.pdf"
    )
    lines = (
        Line(
            id="L1",
            section=Section("Opening"),
            text="The bridge opened on Monday.",
            citations=(
                phrase(second, "On Monday the bridge was\nopened by the mayor.", "corroborating", 0.31),
                phrase(first, "The bridge opened on Monday.", score=0.9),
            ),
            date="2020-11-15",
            date_note="year inferred",
            independent=2,
        ),
        Line(
            id="L2",
            section=Section("Cost"),
            text="It cost 40 million crowns.",
            citations=(phrase(first, "It cost 40 million crowns."),),
        ),
        Line(
            id="L3",
            section=Section("Cost"),
            text="The band & the mayor <danced>.",
            citations=(phrase(second, "A brass band played."),),
            kind="draft",
            verdict="partial",
            support=0.5,
            date="2020-11",
            reasons=("“mayor” is not in the evidence.",),
            unsupported=((9, 18),),
        ),
    )
    conflicts = (
        Conflict(
            "cost of the bridge",
            (
                Claim("40 million crowns", phrase(first, "It cost 40 million crowns.")),
                Claim("45 million crowns", phrase(second, "It cost 45 million crowns.")),
            ),
        ),
    )
    boats = phrase(first, "Boats wait."), phrase(third, "Boats wait below it.", "corroborating")
    omitted = (Omission("repeats line 1", phrase(first, "Boats wait."), 0.2),)
    note = brief(
        (first, second, third),
        lines,
        title="The new bridge",
        conflicts=conflicts,
        agreements=(Agreement(boats, 2),),
        omitted=omitted,
        warnings=("files/broken.docx cannot be opened; save it again as DOCX.",),
    )
    return note, (first, second, third)


def hostile(text: str = HOSTILE) -> tuple[Brief, tuple[Document, ...]]:
    """A note whose every text, name and title is ``text``."""
    source = document(text, name=text, path=text, title=text, publisher=text, warnings=(text,))
    citation = cite(source, Span(0, len(text)))
    line = Line(
        id=text,
        text=text,
        citations=(citation,),
        section=Section(text),
        date=text,
        date_note=text,
        reasons=(text,),
    )
    note = brief(
        (source,),
        (line,),
        title=text,
        signature=text,
        options={text: text},
        conflicts=(Conflict(text, (Claim(text, citation),)),),
        omitted=(Omission(text, citation, 0.0),),
        warnings=(text,),
    )
    return note, (source,)


def seeds() -> tuple[Document, ...]:
    """The five sample files as documents, with the facts their own text states."""
    facts = (
        {},
        {"date": date(2020, 11, 15)},
        {"publisher": "AP", "date": date(2020, 11, 20)},
        {},
        {"date": date(2023, 9, 22)},
    )
    titles = (
        None,
        "Azerbaijan agrees to give Armenians until November 25 to withdraw its troops from Kalbajar",
        "Nagorno-Karabakh: Azerbaijan enters Aghdam district handed over by Armenia",
        "New cease-fire announced in 4-week Nagorno-Karabakh conflict",
        None,
    )
    return tuple(
        document(
            path.read_text(encoding="utf-8"),
            number=at,
            name=path.name,
            path=f"seeds/{path.name}",
            title=title,
            encoding="utf-8",
            **more,
        )
        for at, (path, title, more) in enumerate(
            zip(sorted(SEEDS.glob("*.txt")), titles, facts, strict=True), 1
        )
    )


def _line(number: int, section: str, day: str | None, *citations: Citation, **more: object) -> Line:
    first = citations[0]
    rest = tuple(replace(citation, role="corroborating") for citation in citations[1:])
    facts = {"independent": len({citation.source for citation in citations}), **more}
    return Line(
        id=f"L{number}",
        text=first.quote,
        citations=(first, *rest),
        section=Section(section),
        date=day,
        **facts,  # type: ignore[arg-type]
    )


def realistic() -> tuple[Brief, tuple[Document, ...]]:
    """A note on the sample files as a run would write it."""
    documents = s1, s2, s3, s4, s5 = seeds()
    p = passage
    war, fall = "The 2020 war and its truce", "September 2023"
    lines = (
        _line(
            1,
            war,
            "2020-10",
            p(s4, "Secretary of State Mike Pompeo's", "Anadolu Agency reports."),
            date_note="month inferred",
        ),
        _line(
            2,
            war,
            "2020-11-10",
            p(s3, "On November 10, the two", "town of Shusha."),
            p(s2, "The fighting lasted for over", "on November 10."),
        ),
        _line(
            3,
            war,
            "2020-11-15",
            p(s2, "According to TASS, Armenia had", "as the reason."),
            p(s3, "But Aliyev postponed the deadline", 'over "humanitarian" considerations.'),
        ),
        _line(
            4,
            war,
            "2020-11-20",
            p(s3, "Azerbaijan's president has declared that", "fighting over Nagorno-Karabakh."),
            p(s3, "Azerbaijan's army enters the district", "the Nagorno-Karabakh region."),
            independent=1,
        ),
        _line(
            5,
            fall,
            "2023-09-21",
            p(s5, "Facilitated by Russian peacekeepers, the", "in further negotiations."),
            p(s1, "Under the ceasefire agreement, Armenian", "the Russian side."),
            p(s5, "Both sides engaged in their", "the disputed region."),
            date_note="weekday resolved",
        ),
        _line(
            6,
            fall,
            "2023-09-22",
            p(s1, "According to the Russian Defense", "five thousand ammunition."),
        ),
        _line(
            7,
            fall,
            "2023-09-22",
            p(s1, "Demonstrators gathered in the center", "Pashinyan to resign."),
            p(s5, "thousands of protesters gathering outside his offices in Yerevan"),
        ),
        _line(8, fall, None, p(s5, "According to separatist reports, the", "approximately 200 casualties.")),
    )
    conflicts = (
        Conflict(
            "dead of the war of the 1990s and of 2020",
            (
                Claim("30,000", p(s4, "1990s war that left 30,000 people dead")),
                Claim(
                    "more than 4,000", p(s3, "total fatalities that include dozens", "surpassed 4,000 people")
                ),
            ),
        ),
    )
    omitted = (
        Omission(
            "repeats line 2",
            p(s3, "The longstanding ex-Soviet rivals finally", "swathes of territory."),
            0.61,
        ),
        Omission(
            "over the length", p(s3, "Armenian Defence Minister Davit Tonoyan", "reported on Friday."), 0.48
        ),
    )
    warnings = ("S5: the text holds 3 lines “Advertisement”; they are marked and never chosen.",)
    note = brief(
        documents,
        lines,
        title="Nagorno-Karabakh: from the truce of 2020 to the fall of 2023",
        conflicts=conflicts,
        omitted=omitted,
        warnings=warnings,
    )
    return note, documents
