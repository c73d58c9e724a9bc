"""What the tools of the MCP server do: arguments in, JSON values and a short text out. None writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from summarizer.errors import NoteError, OptionError, SourceError, TracebriefError
from summarizer.limits import Limits
from summarizer.note import brief_json
from summarizer.records import dataclass

from .fence import Fence

_PATHS = {
    "type": "array",
    "items": {"type": "string"},
    "minItems": 1,
    "maxItems": 1000,
    "description": "Files or folders inside the folders that the server was started with.",
}
_LANGUAGE = {"type": "string", "description": "ISO 639-1 code of the texts; detected if left out."}
_SENTENCES = 200
"""Sentences that `read` gives at a time where the client names no number."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name and what it is for, the JSON Schemas of what goes in and out, and what it does.

    ``run`` returns the JSON values, and a short text for clients that show no JSON.
    """

    name: str
    about: str
    takes: dict[str, Any]
    gives: dict[str, Any]
    run: Callable[[Mapping[str, Any], Fence, Limits], tuple[dict[str, Any], str]]

    def call(self, arguments: Mapping[str, Any], fence: Fence, limits: Limits) -> tuple[dict[str, Any], str]:
        """Check the arguments and run the tool. Raises `TracebriefError` in one sentence."""
        from jsonschema import Draft202012Validator

        problem = next(iter(Draft202012Validator(self.takes).iter_errors(arguments)), None)
        if problem is not None:
            place = ".".join(map(str, problem.path)) or "the arguments"
            raise OptionError(f"{self.name}: {place}: {problem.message[:300]}.")
        return self.run(arguments, fence, limits)


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _brief(given: Mapping[str, Any], fence: Fence, limits: Limits) -> tuple[dict[str, Any], str]:
    from summarizer.pipeline import Options, summarize
    from summarizer.renderers.notebook import as_markdown
    from summarizer.selectors.budget import Budget
    from summarizer.sources.load import load

    pile = load(fence.files(given["sources"]), limits)
    options = Options(
        budget=Budget("words", given.get("words", 150)),
        query=given.get("query"),
        title=given.get("title"),
        order=given.get("order", "chronological"),
    )
    documents = _in_language(pile.documents, given.get("language"))
    note = summarize(documents, options, warnings=pile.warnings)
    return brief_json.to_dict(note), as_markdown(note)


def _trace(given: Mapping[str, Any], fence: Fence, limits: Limits) -> tuple[dict[str, Any], str]:
    from summarizer.sources.load import document_from_text, load
    from summarizer.tracing.draft import traced_brief

    if ("draft" in given) == ("draft_file" in given):
        raise OptionError(
            "trace: give the draft as a text (draft) or as a file (draft_file), one of the two."
        )
    if "draft" in given:
        text = document_from_text(given["draft"], id="draft", name="draft")
    else:
        text = load([str(fence.path(given["draft_file"]))], limits).documents[0]
    (draft,) = _in_language((text,), given.get("language"))
    pile = load(fence.files(given["sources"]), limits)
    note = traced_brief(draft, _in_language(pile.documents, given.get("language")), None, pile.warnings)
    if not note.lines:
        raise SourceError("the draft holds no sentence; give running text.")
    names = {source.id: source.path or source.name for source in note.sources}
    said = []
    for line in note.lines:
        said.append(f"{line.id} {line.verdict}: {line.text}")
        said += [f"   {reason}" for reason in line.reasons]
        said += [f"   {names[one.source]}[{one.start}:{one.end}] “{one.quote}”" for one in line.citations[:2]]
    return brief_json.to_dict(note), "\n".join(said)


def _verify(given: Mapping[str, Any], fence: Fence, limits: Limits) -> tuple[dict[str, Any], str]:
    from summarizer.saved.files import note_sources, read_note
    from summarizer.saved.report import as_dict, as_text
    from summarizer.saved.verify import verify

    path = fence.path(given["note"])
    saved = read_note(path)
    sources = fence.files(given["sources"]) if "sources" in given else ()
    pile = note_sources(saved.brief, path, sources, limits)
    report = verify(saved.brief, pile.documents)
    shown = tuple(f"{given['note']} does not show {line} as the note has it." for line in saved.altered)
    report = replace(report, altered=(*report.altered, *shown))
    return as_dict(report, pile.warnings), "\n".join(as_text(report, given["note"]))


def _read(given: Mapping[str, Any], fence: Fence, limits: Limits) -> tuple[dict[str, Any], str]:
    from summarizer.sources.load import load

    from .read import as_dict, as_text, sentences_of

    pile = load(fence.files(given["sources"]), limits)
    documents = _in_language(pile.documents, given.get("language"))
    first, most = given.get("first", 0), given.get("most", _SENTENCES)
    data, said = list[dict[str, Any]](), list[str]()
    for document in documents:
        ((_, sentences),) = sentences_of([document])
        part = sentences[first : first + most]
        data.append({**as_dict(document, part), "first": first, "total": len(sentences)})
        said += as_text(document, part)
    return {"documents": data, "warnings": list(pile.warnings)}, "\n".join(said)


def _in_language(documents: tuple[Any, ...], language: str | None) -> tuple[Any, ...]:
    from .terminal import in_language

    return in_language(documents, language)


_REPORT = {
    "type": "object",
    "properties": {"intact": {"type": "boolean"}},
    "required": ["intact", "citations"],
}
_TEXTS = {"type": "object", "properties": {"documents": {"type": "array"}}, "required": ["documents"]}


def tools() -> tuple[Tool, ...]:
    """Return the tools, in the order in which they are listed."""
    note = brief_json.schema()
    return (
        Tool(
            "brief",
            "Write a briefing note on files: the salient sentences of all sources, each with "
            "the exact characters of the files that it comes from.",
            _object(
                ["sources"],
                sources=_PATHS,
                words={
                    "type": "integer",
                    "minimum": 1,
                    "description": "Length of the note; 150 if left out.",
                },
                query={"type": "string", "description": "What the note is to be about."},
                title={"type": "string"},
                order={"enum": ["chronological", "score", "source"]},
                language=_LANGUAGE,
            ),
            note,
            _brief,
        ),
        Tool(
            "trace",
            "Check a draft against files, sentence by sentence: supported, partial or unsupported, with the "
            "reasons and the exact passages.",
            _object(
                ["sources"],
                draft={"type": "string", "description": "The text to check."},
                draft_file={"type": "string", "description": "Or the file that holds it."},
                sources=_PATHS,
                language=_LANGUAGE,
            ),
            note,
            _trace,
        ),
        Tool(
            "verify",
            "Check every citation of a saved note (json, md, html, docx) against its files of today.",
            _object(["note"], note={"type": "string", "description": "The note's file."}, sources=_PATHS),
            _REPORT,
            _verify,
        ),
        Tool(
            "read",
            "Give the text of files as they are read: each sentence with offsets, and why one is left out.",
            _object(
                ["sources"],
                sources=_PATHS,
                first={
                    "type": "integer",
                    "minimum": 0,
                    "description": "Sentence of each file to begin with.",
                },
                most={
                    "type": "integer",
                    "minimum": 1,
                    "description": f"Sentences of each file; {_SENTENCES}.",
                },
                language=_LANGUAGE,
            ),
            _TEXTS,
            _read,
        ),
    )


def answer(
    name: str, arguments: Mapping[str, Any], fence: Fence, limits: Limits
) -> tuple[dict[str, Any] | None, str]:
    """Run a tool; return its values and text, or None and the sentence that says what went wrong."""
    by_name = {tool.name: tool for tool in tools()}
    if name not in by_name:
        return None, f"there is no tool {name[:60]!r}; there are {', '.join(by_name)}."
    try:
        values, text = by_name[name].call(arguments, fence, limits)
        json.dumps(values, allow_nan=False, ensure_ascii=False).encode()
    except (TracebriefError, NoteError) as error:
        return None, str(error)
    except (OSError, MemoryError) as error:
        why = getattr(error, "strerror", None) or "the memory does not suffice"
        return None, f"it cannot be done: {why.lower()}."
    except Exception as error:
        return None, f"unexpected {type(error).__name__}; please report it."
    return values, text
