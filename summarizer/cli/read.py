"""The command ``tracebrief read``: the text of files as the other commands read it."""

from __future__ import annotations

import json as json_lines
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.errors import printable
from summarizer.limits import Limits

from .terminal import Jobs, Language, clean_stdout, in_language, limits_as_options, progress_shown, say

if TYPE_CHECKING:
    from summarizer.data import Document, Sentence

_SLICE = 1_500
"""Characters of a sentence that are made printable at a time; more would lose their middle."""


@limits_as_options
def read(
    files: Annotated[
        list[str], typer.Argument(help="Files, folders or globs; - is standard input.", show_default=False)
    ],
    language: Language = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with offsets.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no warnings.")] = False,
    jobs: Jobs = None,
    *,
    limits: Limits,
) -> None:
    """Show the text of FILES as it is read: each sentence, where it stands, why it is skipped."""
    from summarizer.sources.load import load

    with clean_stdout() as stdout, progress_shown(quiet) as progress:
        progress("reading")
        pile = load(files, limits)
        documents = in_language(pile.documents, language)
        progress("splitting into sentences")
        told = sentences_of(documents, jobs)
        if json:
            data = {
                "documents": [as_dict(document, sentences) for document, sentences in told],
                "warnings": list(pile.warnings),
            }
            stdout.write((json_lines.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
        else:
            for document, sentences in told:
                for line in as_text(document, sentences):
                    stdout.write((line + "\n").encode("utf-8"))
        stdout.flush()
    if not quiet:
        for warning in pile.warnings:
            say(f"Warning: {warning}")


def sentences_of(
    documents: Sequence[Document], jobs: int | None = 1
) -> list[tuple[Document, list[Sentence]]]:
    """Return each document with its sentences, those passed over with their reason."""
    from summarizer.content.cores import several
    from summarizer.content.reading import marked

    with several(jobs) as cores:
        found, _ = marked(documents, cores)
    own: dict[Document, list[Sentence]] = {document: [] for document in documents}
    for sentence in found:
        own[sentence.document].append(sentence)
    return list(own.items())


def as_dict(document: Document, sentences: Sequence[Sentence]) -> dict[str, Any]:
    """Return a document and its sentences, with their offsets, as JSON values."""
    return {
        "id": document.id,
        "name": document.name,
        "path": document.path,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "language": document.language,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else None,
        "chars": len(document.text),
        "skipped": _skipped(sentences),
        "left_out": [{"line": left.line, "text": left.text} for left in document.left_out],
        "warnings": list(document.warnings),
        "sentences": [_sentence(document, sentence) for sentence in sentences],
    }


def _sentence(document: Document, sentence: Sentence) -> dict[str, Any]:
    place = document.place(sentence.span.start)
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "line": sentence.line,
        "page": place.page if place else None,
        "locator": place.locator if place else None,
        "paragraph": sentence.paragraph,
        "skip": sentence.skip,
        "text": sentence.text,
    }


def as_text(document: Document, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is known of a document, its sentences (``-`` before what is skipped), and a count.

    What a page shows around its main content comes behind them.
    """
    known = (
        document.title,
        document.publisher,
        document.date.isoformat() if document.date else None,
        document.language,
        document.media_type,
    )
    yield f"{document.id} {_printable(document.path or document.name)}"
    yield "   " + " · ".join(_printable(each) for each in known if each)
    yield ""
    for sentence in sentences:
        place = document.place(sentence.span.start)
        where = f"line {sentence.line}"
        if place and (place.locator or place.page):
            where = place.locator or f"page {place.page}, {where}"
        why = f" [{sentence.skip}]" if sentence.skip else ""
        text = _printable(" ".join(sentence.text.split()))
        yield f"{'-' if sentence.skip else ' '}  {_printable(where)}{why}: {text}"
    for left in document.left_out:
        what = "a frame of another page" if left.frame else "around the main content"
        yield f"-  line {left.line} [{what}]: {_printable(' '.join(left.text.split()))}"
    skipped = _skipped(sentences)
    content = len(sentences) - sum(skipped.values())
    told = ": " + ", ".join(f"{count} {reason}" for reason, count in skipped.items()) if skipped else ""
    yield ""
    around = document.words_left_out
    beside = f"; {around} words around the main content are left out" if around else ""
    yield f"   {content} sentences of content, {len(sentences) - content} skipped{told}{beside}"
    yield ""


def _skipped(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Count the reasons for which sentences are skipped, the most frequent first."""
    found = Counter(sentence.skip for sentence in sentences if sentence.skip)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _printable(text: str) -> str:
    return "".join(printable(text[at : at + _SLICE]) for at in range(0, len(text), _SLICE))
