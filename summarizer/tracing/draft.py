"""A draft written by somebody else → lines with evidence; its own marks such as ``[1]`` are checked too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from summarizer.compose.chronology import Dating, date_sources
from summarizer.compose.lines import describe_sources
from summarizer.content.cores import Cores
from summarizer.content.reading import marked
from summarizer.data import Document, Sentence
from summarizer.languages import known, pattern
from summarizer.note.brief import Brief, Line, Stats, Verdict
from summarizer.note.tool import __version__, tool
from summarizer.output import capitalised
from summarizer.records import dataclass
from summarizer.text.language import WORD, count_words

from . import Entailment, Evidence, TokenVectors, index_of, trace_sentence
from .claims import claims
from .lines import shared, traced

_NUMBER = r"\^?\d{1,3}"
_NUMBERS = rf"{_NUMBER}(?:\s?[,;–-]\s?{_NUMBER}){{0,20}}"
_MARK = re.compile(
    rf"(?<![ \t])[ \t]*(?:\[\\?\[(?P<linked>{_NUMBERS})\\?\]\]\([^()\s]{{0,200}}\)"  # a Markdown link
    rf"|\\?\[(?P<numbers>{_NUMBERS})\\?\](?:\(#[^()\s]{{0,80}}\))?"
    r"|\[(?P<name>[^\[\]\n]{1,120})\](?![(\[:]))"
)
_ENTRY = re.compile(
    r"[ \t]*(?:[-*][ \t]+)?(?:\\?\[\^?(?P<mark>\d{1,3})\\?\]:?|(?P<item>\d{1,3})[.)])[ \t]+(?P<text>\S.*)"
)


@cache
def _list_heading() -> re.Pattern[str]:
    """Return the heading of a list of references, in any language."""
    topic = "drafts.references"
    found = "|".join(inside for code in known(topic) if (inside := pattern(code, topic)))
    return re.compile(rf"[ \t]*(?:#{{1,6}}[ \t]*)?\**(?:{found})\**(?::\**)?[ \t]*", re.IGNORECASE)


_TITLE = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*", re.MULTILINE)
"""A heading of a Markdown draft: it claims nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference that the draft gives: ``at`` is where it stood in the draft's text without marks.

    ``sources`` are the ids of the documents it stands for, none where it names nothing.
    """

    text: str
    at: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft without its marks and its list of references, and the marks."""

    text: str
    marks: tuple[Mark, ...]


def read_draft(text: str, sources: Sequence[Document]) -> Draft:
    """Part a draft's text from its marks.

    ``[2]`` is the second entry of the draft's list of references where it has one, else the second source;
    ``[S2]`` is that source, and ``[report.txt]`` the one of that name. Other brackets are text.
    """
    body, references = _references(text)
    body = _TITLE.sub("", body)
    names = _names(sources)
    kept: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for match in _MARK.finditer(body):
        if match["name"] is not None:
            named = names.get(_plain(match["name"]))
            found: list[tuple[str, ...]] = [(named,)] if named else []
        else:
            numbers = match["linked"] or match["numbers"]
            found = [_source_of(n, references, names, sources) for n in _numbers(numbers)]
        if not found:
            continue
        kept.append(body[at : match.start()])
        length += match.start() - at
        at = match.end()
        shown = f"[{match['linked'] or match['numbers'] or match['name']}]"
        marks.append(Mark(shown, length, tuple(id for ids in found for id in ids)))
    kept.append(body[at:])
    return Draft("".join(kept), tuple(marks))


def trace_draft(
    draft: Document,
    sources: Sequence[Document],
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
    jobs: int | None = None,
) -> tuple[Line, ...]:
    """Trace each sentence of ``draft``, and compare the sources its marks name with the evidence found.

    Each source that a mark names is asked on its own. A sentence none of whose marks names a source that
    bears it out is not more than partly supported, whatever the other sources say. ``vectors`` refine the
    choice of evidence, ``entailment`` the verdicts; see `trace.load_vectors`, `trace.load_entailment`. A long
    draft takes ``jobs`` processes, by default one for each core.
    """
    with shared(jobs, vectors, entailment) as cores:
        return _traced(draft, sources, marked(sources, cores)[0], cores, vectors, entailment)


def _traced(
    draft: Document,
    sources: Sequence[Document],
    sentences: Sequence[Sentence],
    cores: Cores,
    vectors: TokenVectors | None,
    entailment: Entailment | None,
) -> tuple[Line, ...]:
    """Trace a draft as `trace_draft` does; ``sentences`` are the marked ones of the sources."""
    parted = read_draft(draft.text, sources)
    text = replace(draft, text=parted.text, places=(), raw_runs=(), raw_lines=())
    lines = traced(text, sentences, cores, vectors, entailment)
    if not parted.marks:
        return lines
    by_id = {source.id: source for source in sources}

    @cache
    def index(source: str) -> Evidence:
        return index_of([by_id[source]])

    @cache  # a sentence may bear the same mark a thousand times
    def alone(source: str, sentence: str) -> Verdict:
        return trace_sentence(sentence, index(source), vectors, entailment).verdict

    starts = [sentence.span.start for sentence in claims(text)]
    marks: dict[int, list[Mark]] = {}
    for mark in parted.marks:
        # Behind a full stop a mark belongs to the sentence that it ends, not to the next.
        marks.setdefault(max(0, bisect_right(starts, mark.at - 1) - 1), []).append(mark)
    return tuple(
        _judged(line, marks[at], by_id, alone) if at in marks else line for at, line in enumerate(lines)
    )


def traced_brief(
    draft: Document,
    sources: Sequence[Document],
    title: str | None = None,
    warnings: Sequence[str] = (),
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
    jobs: int | None = None,
) -> Brief:
    """Return the note on a draft: its sentences as lines of the kind "draft", each with its verdict."""
    with shared(jobs, vectors, entailment) as cores:
        sentences = marked(sources, cores)[0]
        lines = _traced(draft, sources, sentences, cores, vectors, entailment)
    models = {
        kind: Path(model.name).name
        for kind, model in (("similarity", vectors), ("nli", entailment))
        if model is not None
    }
    return Brief(
        title=title or f"{_EVIDENCE}{draft.title or draft.name}",
        lines=(),
        sources=describe_sources(sources, _datings(sources, sentences)),
        stats=Stats(
            documents=len(sources),
            sentences=len(sentences),
            words_in=sum(count_words(source.text) for source in sources),
        ),
        signature="|".join(
            (f"tracebrief:{__version__}|trace", *(f"{kind}:{name}" for kind, name in models.items()))
        ),
        options={"draft": draft.name, **models},
        tool=tool(),
        warnings=tuple(warnings),
    ).with_lines(lines)


_EVIDENCE = "Evidence for "


def as_note(brief: Brief) -> tuple[Brief, bool]:
    """Return the note on a draft under the draft's own title, and whether it has one: as a note to work on.

    Where it has none, it is the draft's name.
    """
    title = brief.title.removeprefix(_EVIDENCE)
    return replace(brief, title=capitalised(title)), title != brief.options.get("draft")


def _datings(sources: Sequence[Document], sentences: Sequence[Sentence]) -> dict[Document, Dating]:
    """Date the sources as a note on them does, where one of them does not say when it is from."""
    if all(source.date for source in sources):
        return {}
    return date_sources([sentence for sentence in sentences if not sentence.skip])


def supported_share(lines: Sequence[Line]) -> float:
    """Return the share of lines whose verdict is "supported", 0 for no lines."""
    return sum(line.verdict == "supported" for line in lines) / len(lines) if lines else 0.0


def _judged(
    line: Line,
    marks: Sequence[Mark],
    sources: Mapping[str, Document],
    alone: Callable[[str, str], Verdict],
) -> Line:
    """Say of each mark whether what it names bears the line out; ``alone`` traces it to one source."""
    others = {citation.source for citation in line.citations}
    reasons, borne_out = [], False
    for mark in marks:
        if not mark.sources:
            reasons.append(f"the mark {mark.text} names no source")
        for id in dict.fromkeys(mark.sources):
            name = f"{mark.text} ({id}, {sources[id].name})"
            verdict = alone(id, line.text)
            borne_out = borne_out or verdict == "supported"
            if verdict == "supported":
                reasons.append(f"{name} bears this out")
            elif verdict == "partial":
                reasons.append(f"{name} bears this out in part")
            elif line.verdict == "unsupported" or not others - {id}:
                reasons.append(f"{name} does not say this")
            else:
                where = ", ".join(sorted(others - {id}))
                reasons.append(f"{name} does not say this; the nearest passages are in {where}")
    verdict = "partial" if line.verdict == "supported" and not borne_out else line.verdict
    return replace(line, verdict=verdict, reasons=(*line.reasons, *reasons))


def _references(text: str) -> tuple[str, dict[int, str]]:
    """Part the list of references at the end of a draft from the rest: body, entry by number.

    It is what follows a heading such as "References" if that is a numbered list, or else the last lines
    that begin with ``[1]``.
    """
    lines = text.splitlines(keepends=True)
    first = len(lines)
    entries: dict[int, str] = {}
    while first > 0:
        line = lines[first - 1].strip()
        entry = _ENTRY.fullmatch(line)
        if entry:
            entries.setdefault(int(entry["mark"] or entry["item"]), entry["text"])
        elif _list_heading().fullmatch(line) and entries:
            return "".join(lines[: first - 1]), entries
        elif line:
            break
        first -= 1
    marked = [
        at for at in range(first, len(lines)) if (e := _ENTRY.fullmatch(lines[at].strip())) and e["mark"]
    ]
    bracketed = len(marked) == len(entries) and entries
    # A paragraph may itself begin with "[1]": a list of references stands apart or counts from 1.
    if bracketed and sorted(entries) == list(range(1, len(entries) + 1)):
        return "".join(lines[:first]), entries
    return text, {}


def _numbers(written: str) -> Iterator[int]:
    """Yield the numbers of "1, 3-5"; a range is at most 20 long."""
    plain = written.replace("^", "")
    for part in re.split(r"\s?[,;]\s?", plain):
        first, _, last = (piece.strip() for piece in re.sub("[–-]", "-", part).partition("-"))
        yield from range(int(first), min(int(last or first), int(first) + 20) + 1)


def _source_of(
    number: int, references: Mapping[int, str], names: Mapping[str, str], sources: Sequence[Document]
) -> tuple[str, ...]:
    if references:
        entry = f" {_plain(references.get(number, ''))} "
        found = [id for name, id in names.items() if len(name) > 1 and f" {name} " in entry]
        return tuple(dict.fromkeys(found))[:1] if found else ()
    return (sources[number - 1].id,) if 1 <= number <= len(sources) else ()


def _names(sources: Sequence[Document]) -> dict[str, str]:
    """Return the id of each source by what may name it, longest first; a name of two sources names none."""
    found: dict[str, list[str]] = {}
    for source in sources:
        stem = source.name.rpartition(".")[0]
        for name in {_plain(source.path), _plain(source.name), _plain(stem), _plain(source.title or "")}:
            if name:
                found.setdefault(name, []).append(source.id)
    found.update({_plain(source.id): [source.id] for source in sources})
    unique = {name: ids[0] for name, ids in found.items() if len(ids) == 1}
    return dict(sorted(unique.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _plain(name: str) -> str:
    return " ".join(WORD.findall(name.lower()))
