"""What every format shows: numbered citations, sections, readable dates, the facts in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import groupby

from summarizer.languages import words
from summarizer.note.brief import Brief, Citation, Claim, Conflict, Line, Source
from summarizer.note.brief_json import require_writable
from summarizer.output import capitalised, one_line, shorten
from summarizer.records import dataclass
from summarizer.text import markup

from .disputed import claims_of

AGREED = "What else sources agree on"
"""The heading over what several sources say and no line does."""
_KINDS = {
    "trimmed": "trimmed",
    "rewritten": "rewritten",
    "draft": "edited",
    "written": "written by hand",
}
_VERDICTS = {"supported": "supported", "partial": "partly supported", "unsupported": "not supported"}
_PARTLY_FALSE = "partly contradicted"
JUDGEMENTS = (_VERDICTS["supported"], _VERDICTS["partial"], _PARTLY_FALSE, _VERDICTS["unsupported"])
"""What `verdict_of` returns, the best first."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A ``[number]`` in the note; ``anchor`` names the place it stands at, to lead back to it."""

    number: int
    anchor: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited span under its number, and the anchors of the markers that lead to it."""

    number: int
    citation: Citation
    source: Source
    anchors: tuple[str, ...]

    @property
    def where(self) -> str:
        """The page, paragraph or line in words."""
        return where(self.citation)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the note, ready to be shown; ``number`` counts from 1 through the note.

    ``parts`` are the line's text in order, each with "doubt" where it lacks evidence, "refuted" where the
    evidence speaks against it, else "". What is in doubt as a whole has no words that are more so. ``backed``
    says who else says the line or a part of it, ``dispute`` what other sources say instead, ``earlier`` what
    older ones said. ``lead`` are the words before markers of passages that bear nothing out but only come
    nearest, "" for those that do.
    """

    number: int
    line: Line
    parts: tuple[tuple[str, str], ...]
    date: str | None
    date_note: str | None
    judgement: str | None
    backed: str | None
    status: str | None
    markers: tuple[Marker, ...]
    dispute: str | None = None
    earlier: str | None = None
    lead: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the line has its verdict, a sentence each."""
        return tuple(map(capitalised, self.line.reasons))

    @property
    def badge(self) -> str | None:
        """What sources say of the line, in one piece."""
        return "; ".join(filter(None, (self.backed, self.dispute, self.earlier))) or None


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive lines under one heading, None for none."""

    heading: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with a marker for each claim and the date of its source."""

    subject: str
    claims: tuple[tuple[str, str | None, Marker], ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement, as its passages: who says it, in which words, and the marker.

    The first is what is agreed on, told to be of so many sources; each other is of the source that it names.
    """

    passages: tuple[tuple[str, str, Marker], ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An omission with its marker."""

    reason: str
    quote: str
    marker: Marker


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source in words; ``number`` counts from 1, ``cited`` the lines that it bears out, be it in part."""

    number: int
    source: Source
    title: str
    facts: tuple[str, ...]
    cited: int


@dataclass(frozen=True, slots=True)
class View:
    """The whole note, ready to be shown."""

    title: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]
    agreed: tuple[Agreed, ...]
    left_out: tuple[LeftOut, ...]
    sources: tuple[SourceEntry, ...]
    references: tuple[Reference, ...]
    warnings: tuple[str, ...]
    footer: tuple[str, ...]


@dataclass(slots=True)
class _Numbering:
    """Gives each cited span its number in order of appearance; the same span keeps its number."""

    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    found: list[tuple[Citation, list[str]]] = field(default_factory=list)

    def marker(self, citation: Citation) -> Marker:
        key = (citation.source, citation.start, citation.end)
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        if number > len(self.found):
            self.found.append((citation, []))
        anchors = self.found[number - 1][1]
        anchors.append(f"r{number}" if not anchors else f"r{number}-{len(anchors) + 1}")
        return Marker(number, anchors[-1], citation)


def view(brief: Brief) -> View:
    """Return the note in the parts and words that all formats share.

    Raises NoteError for text that UTF-8 cannot hold.
    """
    require_writable(brief)
    numbering = _Numbering()
    # A draft that was traced is nobody's edit of a note.
    drafted = all(line.kind == "draft" for line in brief.lines)
    entries = [_entry(at, line, brief, numbering, drafted) for at, line in enumerate(brief.lines, start=1)]
    sections = tuple(
        Section(section.heading if section else None, tuple(group))
        for section, group in groupby(entries, lambda entry: entry.line.section)
    )
    disputes = tuple(
        Dispute(
            capitalised(conflict.subject),
            tuple(
                (
                    _attributed(claim),
                    readable_date(claim.date) if claim.date else None,
                    numbering.marker(claim.citation),
                )
                for claim in conflict.claims
            ),
            conflict.note or _of_one_source(conflict),
        )
        for conflict in brief.conflicts
    )
    known = {source.id: source for source in brief.sources}

    def quoted(citation: Citation) -> str:
        return markup.shown(citation.quote, known[citation.source].media_type)

    agreed = tuple(
        Agreed(
            tuple(
                (citation.source if at else who, quoted(citation), numbering.marker(citation))
                for at, citation in enumerate(one.citations)
            )
        )
        for one in brief.agreements
        for who in [f"{one.independent} of {count(len(brief.sources), 'source')}"]
    )
    left_out = tuple(
        LeftOut(omission.reason, quoted(omission.citation), numbering.marker(omission.citation))
        for omission in brief.omitted
    )
    references = tuple(
        Reference(number, citation, known[citation.source], tuple(anchors))
        for number, (citation, anchors) in enumerate(numbering.found, start=1)
    )
    warnings = tuple(_warnings(brief))
    return View(
        title=brief.title,
        facts=tuple(_facts(brief, len(warnings))),
        sections=sections,
        disputes=disputes,
        agreed=agreed,
        left_out=left_out,
        sources=tuple(_source(at, source, brief) for at, source in enumerate(brief.sources, start=1)),
        references=references,
        warnings=warnings,
        footer=tuple(_footer(brief)),
    )


LONG = 300
"""Characters of a passage of which all that it says is to be read."""


def in_marks(text: str) -> str:
    """Return a quote between quotation marks; one that begins with a mark of its own has no further ones."""
    return text if text[:1] in _OPENING else f"“{text}”"


_OPENING = tuple('"“”„«»‘‚‹「『《')


def readable_date(iso: str) -> str:
    """Return "15 November 2020" for 2020-11-15, "November 2020" for 2020-11; else ``iso`` as it is."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", iso)
    if not match or not 1 <= int(match[2]) <= 12:
        return iso
    day = f"{int(match[3])} " if match[3] else ""
    month = words("en", "calendar.months")[int(match[2]) - 1].capitalize()
    return f"{day}{month} {match[1]}"


def where(citation: Citation) -> str:
    """Return the place of a citation in words: its page, paragraph or line."""
    if citation.page is not None:
        return f"page {citation.page}" + (f", {citation.locator}" if citation.locator else "")
    return citation.locator or f"line {citation.line}"


def count(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is not 1."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _entry(number: int, line: Line, brief: Brief, numbering: _Numbering, drafted: bool) -> Entry:
    citations = sorted(line.citations, key=lambda citation: citation.role != "primary")
    many = line.independent > 1 and _bears(line)
    backed = f"{line.independent} of {len(brief.sources)} sources say this" if many else None
    parts_backed = _parts_backed(line) if _bears(line) else ()  # else there is nothing that is said "also"
    markers = [numbering.marker(citation) for citation in dict.fromkeys((*citations, *_behind(line)))]
    dispute, earlier = _told_otherwise(line, brief)
    nearest = "" if _bears(line) or not markers else f"nearest passage{'s' * (len(markers) > 1)}:"
    return Entry(
        number=number,
        line=line,
        parts=tuple(_parts(line)),
        date=readable_date(line.date) if line.date else None,
        date_note=line.date_note if line.date else None,
        judgement=_judgement(line, drafted),
        backed="; ".join(filter(None, (backed, *parts_backed))) or None,
        status=_status(line, dispute),
        markers=tuple(markers),
        dispute=dispute,
        earlier=earlier,
        lead=nearest,
    )


def _status(line: Line, dispute: str | None) -> str | None:
    """Return what new sources made of what a line quotes; of one thing there is one sign.

    Of a person's words its verdict tells that.
    """
    return None if line.by_hand or (line.status == "contradicted" and dispute) else line.status


def _parts_backed(line: Line) -> Iterator[str]:
    """Say which parts of a line other sources say too, each in words that the first of them has."""
    for text in dict.fromkeys(backing.text for backing in line.backed):
        passages = [one.citation for one in line.backed if one.text == text]
        also, shown = list(dict.fromkeys(one.source for one in passages)), one_line(text)
        same = all(shown in one_line(one.quote) for one in passages)
        verb, whose = ("says", "its") if len(also) == 1 else ("say", f"{also[0]}'s")
        said = f"“{shown}”" if same else f"in {whose} words: “{_in_its_words(passages[0].quote, text)}”"
        yield f"{_first(also)} also {verb}{'' if same else ','} {said}"


def _in_its_words(quote: str, part: str) -> str:
    """Return the words of a passage, at most `MOST_WORDS`, that have most in common with a part of a line."""
    own = _beginnings(one_line(part))
    found = one_line(quote).split()
    common = [at for at, word in enumerate(found) if not own.isdisjoint(_beginnings(word))]
    start, end = (common[0] - 1, common[-1] + 2) if common else (0, MOST_WORDS)
    if end - start > MOST_WORDS:
        start = max(common, key=lambda at: (sum(at <= one < at + MOST_WORDS for one in common), -at))
        end = start + MOST_WORDS
    start = max(0, start)
    spare = (FEW_WORDS - (end - start)) // 2 if start + FEW_WORDS < len(found) else 0
    while spare > 0 and start > 0 and found[start - 1][-1].isalnum():  # what leads to it belongs to it, too
        start, spare = start - 1, spare - 1
    end = min(len(found), max(end, start + FEW_WORDS))
    return f"{'… ' * (start > 0)}{' '.join(found[start:end])}{' …' * (end < len(found))}"


def _beginnings(text: str) -> frozenset[str]:
    """Return the first letters of the longer words of a text, which their forms share, and its figures."""
    return frozenset(
        word if word[0].isdigit() else word[:4]
        for word in re.findall(r"[0-9]+|[^\W\d_]+", text.casefold())
        if len(word) > 3 or word[0].isdigit()
    )


FEW_WORDS, MOST_WORDS = 8, 18
"""Words of a passage that show what backs a part of a line, at least and at most."""
_SHOWN = 4
"""Sources that a sign names where there are more."""


def _first(sources: Sequence[str]) -> str:
    more = len(sources) - _SHOWN
    return ", ".join(sources) if more < 2 else f"{', '.join(sources[:_SHOWN])} and {more} more"


def _of_one_source(conflict: Conflict) -> str | None:
    """Say so where one source alone reports all that stands against each other."""
    sources = sorted({claim.citation.source for claim in conflict.claims})
    return (
        f"{sources[0]} gives {'both' if len(conflict.claims) == 2 else 'all of them'}."
        if len(sources) == 1
        else None
    )


def _told_otherwise(line: Line, brief: Brief) -> tuple[str | None, str | None]:
    """Say what other passages state in the place of what the line cites, and what only older ones did.

    Of values that all stand in what the line cites every one is said. Without a remark the later one is no
    update: a toll does not fall.
    """
    disputes: list[str] = []
    earlier: list[str] = []
    for conflict in brief.conflicts:
        mine = claims_of(line, conflict.claims)
        others = [claim for claim in conflict.claims if claim not in mine]
        if not mine:
            continue
        if not others:
            alone = len({claim.citation.source for claim in mine}) == 1
            disputes.append(_stated(conflict.subject, mine, "gives" if alone else "says"))
            continue
        if any(claim.outdated for claim in conflict.claims):
            standing = [claim for claim in others if not claim.outdated]
            verb = "now says" if all(_precedes(one, standing) for one in mine) else "says"
            disputes += [_stated(conflict.subject, standing, verb)] if standing else []
            earlier += _overtaken(conflict.subject, [claim for claim in others if claim.outdated], mine)
            continue
        dates = sorted({claim.date for claim in conflict.claims if claim.date})
        newest = dates[-1] if conflict.note and len(dates) > 1 else None
        latest = [claim for claim in others if claim.date == newest]
        older = [claim for claim in others if claim.date != newest]
        if not newest:
            disputes.append(_stated(conflict.subject, others, "says"))
        elif all(claim.date != newest for claim in mine):
            disputes.append(_stated(conflict.subject, latest, "now says"))
        else:
            disputes += [_stated(conflict.subject, latest, "says")] if latest else []
            earlier += [_stated(conflict.subject, older, "said", " before")] if older else []
    return "; ".join(disputes) or None, "; ".join(earlier) or None


def _overtaken(subject: str, older: Sequence[Claim], mine: Sequence[Claim]) -> Iterator[str]:
    """Say who stated an older count of what only grows, before or later than a line's own source."""
    before = [claim for claim in older if _precedes(claim, mine)]
    passed_on = [claim for claim in older if claim not in before]
    if before:
        yield _stated(subject, before, "said", " before")
    if passed_on:
        yield _stated(subject, passed_on, "has an older count,")


def _precedes(claim: Claim, others: Sequence[Claim]) -> bool:
    """Tell whether a claim is of an earlier day than some of others."""
    return any(claim.date < other.date for other in others if claim.date and other.date)


def _attributed(claim: Claim) -> str:
    """Return a value with who gives it where its source names somebody: "40 (the navy)"."""
    return f"{claim.value} ({claim.by})" if claim.by else claim.value


def _stated(subject: str, claims: Sequence[Claim], verb: str, when: str = "") -> str:
    """Say which source states which values of what: "Death toll: S2 now says 57 people"."""
    told: dict[str, list[str]] = {}
    for claim in claims:
        told.setdefault(claim.citation.source, []).append(one_line(_attributed(claim)))
    said = [f"{source} {verb} {' and '.join(dict.fromkeys(values))}" for source, values in told.items()]
    more = f" and {len(said) - _STATED} more" if len(said) > _STATED else ""
    shown = capitalised(shorten(one_line(subject), 60))
    return f"{shown}: {', '.join(said[:_STATED])}{more}{when}"


_STATED = 3
"""Sources whose figures a sign gives."""


def _parts(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces; words that are in doubt and refuted are the latter."""
    marked = {"doubt": _within(line, line.unsupported), "refuted": _within(line, line.refuted)}
    ends = sorted({0, len(line.text), *(at for spans in marked.values() for span in spans for at in span)})
    at, before = 0, ""
    for start in ends[:-1]:
        kinds = [name for name, spans in marked.items() if any(a <= start < b for a, b in spans)]
        kind = kinds[-1] if kinds else ""
        if kind != before:
            if start > at:
                yield line.text[at:start], before
            at, before = start, kind
    yield line.text[at:], before


def _within(line: Line, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that name words of a line: not what is out of it, nor all of it."""
    whole = line.text.strip()
    return [
        (start, end)
        for start, end in spans
        if 0 <= start < end <= len(line.text) and line.text[start:end].strip() != whole
    ]


def verdict_of(line: Line) -> str:
    """Return the verdict in words; a line of which a part stands and another is refuted is told apart."""
    return _PARTLY_FALSE if line.verdict == "partial" and line.refuted else _VERDICTS[line.verdict]


def _judgement(line: Line, drafted: bool) -> str | None:
    """Say how a line was made and whether its evidence bears it; nothing of a sound quotation.

    In a line of which a part stands, what the evidence speaks against is named.
    """
    if line.kind in ("extracted", "trimmed") and line.verdict == "supported":
        return None
    made = None if drafted else _KINDS.get(line.kind)
    against = [f"“{shorten(one_line(text), 40)}”" for text, kind in _parts(line) if kind == "refuted"]
    named = f"not {', '.join(against[:2])}{' …' if len(against) > 2 else ''}"
    refuted = named if against and line.verdict == "partial" else None
    return ", ".join(word for word in (made, verdict_of(line), refuted) if word)


def _facts(brief: Brief, warnings: int) -> Iterator[str]:
    cited = len({one.source for line in brief.lines if _bears(line) for one in _behind(line)})
    if brief.sources:
        yield f"{count(len(brief.sources), 'source')}, {cited} cited"
    dates = sorted(source.date for source in brief.sources if source.date)
    if dates:
        ends = dict.fromkeys(readable_date(date) for date in (dates[0], dates[-1]))
        undated = len(brief.sources) - len(dates)
        yield f"published {' – '.join(ends)}" + (f" ({undated} undated)" if undated else "")
    if model := brief.options.get("rewrite"):
        rewritten = sum(line.kind == "rewritten" for line in brief.lines)
        yield f"{rewritten} of {count(len(brief.lines), 'line')} rewritten by {one_line(str(model))}"
    if warnings:
        yield count(warnings, "remark")


def _bears(line: Line) -> bool:
    """Tell whether the passages of a line bear any of it out; else they only come nearest to it."""
    return line.verdict != "unsupported"


def _behind(line: Line) -> Iterator[Citation]:
    """Yield every passage behind a line: those that back it, then those that back a part of it."""
    yield from line.citations
    yield from (backing.citation for backing in line.backed)


def _source(number: int, source: Source, brief: Brief) -> SourceEntry:
    claims = [claim for conflict in brief.conflicts for claim in conflict.claims]
    date = readable_date(source.date) if source.date else "undated"
    note = f" ({source.date_note})" if source.date and source.date_note else ""
    mine = [line for line in brief.lines if any(one.source == source.id for one in _behind(line))]
    borne = [line for line in mine if _bears(line)]
    if borne:
        cited = f"cited by {count(len(borne), 'line')}"
    elif own := [one for one in claims if one.citation.source == source.id]:
        cited = "has an older figure" if all(one.outdated for one in own) else "says otherwise"
    elif any(one.source == source.id for agreed in brief.agreements for one in agreed.citations):
        cited = "agrees with others"
    elif mine:
        cited = f"nearest to {count(len(mine), 'line')}, supports none"
    else:
        cited = "not cited"
    facts = (source.publisher, date + note, source.name if source.title else None, cited)
    shown = tuple(fact for fact in facts if fact)
    return SourceEntry(number, source, source.called, shown, len(borne))


def _warnings(brief: Brief) -> Iterator[str]:
    yield from brief.warnings
    said = set(brief.warnings)
    for source in brief.sources:
        for warning in source.warnings:
            # Loading has said it behind the name of the file.
            if not {warning, f"{source.path}: {warning}"} & said:
                yield f"{source.id}: {warning}"


def _footer(brief: Brief) -> Iterator[str]:
    yield " ".join(part for part in (brief.tool.get("name", "tracebrief"), brief.tool.get("version")) if part)
    if brief.created:
        yield brief.created
    if brief.signature:
        yield brief.signature
