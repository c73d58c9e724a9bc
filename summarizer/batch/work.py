"""Task → outcome: what a worker does. It needs no disk but for topics that are named by path."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from functools import cache
from typing import Any

from eval.data import SourceText, Topic, summary_of_brief
from eval.metrics import TopicTexts
from eval.metrics.options import RougeOptions
from eval.run import score_summary
from eval.store import code_digest
from summarizer.data import Document
from summarizer.errors import (
    MissingExtraError,
    NothingToBriefError,
    OptionError,
    SourceError,
    TracebriefError,
)
from summarizer.limits import Limits, settle
from summarizer.models.hub import ModelError
from summarizer.note.brief import Brief
from summarizer.note.tool import __version__
from summarizer.pipeline import Options, summarize
from summarizer.records import dataclass
from summarizer.renderers import RENDERERS
from summarizer.sources.load import Pile, document_from_text, load
from summarizer.text.language import require_known

ROUGE = RougeOptions()
SCORING = (
    f"ROUGE|rule:{ROUGE.rule}|stem:yes|trunc:no|tok:{ROUGE.tokenizer}|split:{ROUGE.split}|v:{__version__}"
)
"""How the scores are computed, in one line; it stands beside them."""


def program() -> str:
    """Return which program writes: its version and a digest of its code."""
    return f"{__version__}+{code_digest()[:16]}"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How notes are written: what the command line says, or a row of a manifest over it."""

    options: Options = field(default_factory=Options)
    formats: tuple[str, ...] = ("md",)
    language: str | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.language is not None:
            require_known(self.language)
        for name in self.formats:
            if name not in RENDERERS:
                raise OptionError(
                    f"--format: the format {name!r} is unknown; choose from {', '.join(RENDERERS)}."
                )
        if not self.formats:
            raise OptionError(f"--format is empty: choose from {', '.join(RENDERERS)}.")


@dataclass(frozen=True, slots=True)
class Task:
    """One topic to be written: its documents as ``paths`` or as ``texts``.

    ``digest`` is of all that is read for it. ``pile`` holds the documents where they are loaded
    already; ``refusal`` says why the topic cannot be used at all.
    """

    id: str
    recipe: Recipe
    digest: str
    paths: tuple[str, ...] = ()
    texts: tuple[SourceText, ...] = ()
    references: tuple[str, ...] = ()
    pile: Pile | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the files by format and facts about the note, or the ``reason`` it failed."""

    files: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    seconds: float = 0.0
    program: str = ""


def write_note(task: Task) -> Outcome:
    """Write the note on a task and render it in each format; what goes wrong is the outcome's reason.

    Raises :class:`ModelError` and :class:`MissingExtraError` where the rewriting model is of no use here.
    """
    began = time.perf_counter()
    try:
        made = _made(task)
    except (MissingExtraError, ModelError):  # no topic's trouble: it would be that of all
        raise
    except Exception as error:  # one topic's trouble, whatever it is, must not stop the others
        made = Outcome(reason=reason_of(error))
    _settle()
    return replace(made, seconds=time.perf_counter() - began, program=program())


@cache
def _settle() -> None:
    """Keep the garbage collector off what is loaded by now: a tenth of the time of a small topic."""
    gc.collect()
    settle()


def loaded(task: Task) -> Task:
    """Return the task with its documents loaded, for a worker that does not see the disk."""
    if task.pile or task.refusal or not task.paths:
        return task
    try:
        return replace(task, pile=load(task.paths, task.recipe.limits))
    except Exception as error:
        return replace(task, refusal=reason_of(error))


def reason_of(error: Exception) -> str:
    """Say in one sentence why a topic failed."""
    if isinstance(error, TracebriefError):
        return str(error)
    if isinstance(error, MemoryError):
        return "the memory does not suffice; split the topic, or give fewer --jobs."
    return f"unexpected {type(error).__name__}: {' '.join(str(error).split())}; please report it."


def _made(task: Task) -> Outcome:
    if task.refusal:
        raise SourceError(task.refusal)
    recipe = task.recipe
    pile = task.pile or (
        load(task.paths, recipe.limits) if task.paths else pile_of_texts(task.texts, recipe.limits)
    )
    documents = _in_language(pile.documents, recipe.language)
    note = summarize(documents, recipe.options, warnings=pile.warnings, jobs=1)
    files = {name: RENDERERS[name](note, documents) for name in recipe.formats}
    facts = {
        "title": note.title,
        "signature": note.signature,
        "documents": note.stats.documents,
        "lines": len(note.lines),
        "words": note.stats.words_out,
        "warnings": list(note.warnings),
        **(_scores(task, note) if task.references else {}),
    }
    return Outcome(files, facts)


def _in_language(documents: tuple[Document, ...], language: str | None) -> tuple[Document, ...]:
    if language is None:
        return documents
    return tuple(replace(document, language=language) for document in documents)


def _scores(task: Task, note: Brief) -> dict[str, Any]:
    topic = Topic(task.id, references=task.references)
    texts = TopicTexts(topic, ROUGE, task.recipe.language)
    return {"scores": score_summary(texts, summary_of_brief(note), ("rouge",)), "scoring": SCORING}


def pile_of_texts(texts: Sequence[SourceText], limits: Limits) -> Pile:
    """Make a pile of texts in memory as `load` does of files: S1, S2 …, without empty and repeated ones.

    One that is beyond the limits is told and left out. Raises `SourceError` where all together are.
    """
    documents: list[Document] = []
    warnings: list[str] = []
    contents: dict[str, str] = {}
    length = 0
    for given in texts:
        if not given.text or given.text.isspace():
            warnings.append(f"{given.id}: the text is empty; leave it out or fill it.")
            continue
        id, day = f"S{len(documents) + 1}", _day(given)
        try:
            document = document_from_text(
                given.text, id=id, name=given.id, title=given.title, date=day, limits=limits
            )
        except SourceError as error:
            warnings.append(str(error))
            continue
        if first := contents.get(document.sha256):
            warnings.append(f"{given.id} has the same content as {first}; it is read once.")
            continue
        contents[document.sha256] = given.id
        documents.append(document)
        length += len(given.text)
        if length > limits.max_total_chars:
            raise SourceError(
                f"the sources hold more than {limits.max_total_chars} characters together, from {given.id} "
                "on; leave some out, or raise max_total_chars (--max-total-chars)."
            )
    if not documents:
        raise NothingToBriefError(
            " ".join(warnings) or "the topic has no document; give docs, a list of objects with id and text."
        )
    return Pile(tuple(documents), tuple(warnings))


def _day(given: SourceText) -> date | None:
    try:
        return date.fromisoformat(given.date[:10]) if given.date else None
    except ValueError:
        raise SourceError(
            f"the date {given.date!r} of document {given.id!r} is not in ISO form; write it as YYYY-MM-DD."
        ) from None
