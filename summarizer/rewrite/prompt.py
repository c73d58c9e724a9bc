"""The prompt: a file with templates and decoding settings, rendered for one line at a time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from summarizer.data import Document, Sentence, Span
from summarizer.errors import OptionError
from summarizer.limits import parse_json, read_regular

_SECTION = re.compile(r"^\[(\w+)\][ \t]*$", re.MULTILINE)
_TEMPLATES, _SETTINGS = ("system", "user", "plain"), ("decoding", "retry")
_TAG = re.compile(r"<(?=[/|!?\w])|(?<=\[)(?=/?[A-Z]{3,}\])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
LARGEST = 100_000
"""Characters of the largest prompt file."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked for one line.

    ``system`` and ``user`` are for models that chat, ``plain`` for those that summarize; ``quoted`` is the
    line as it stands, to bound the length by; ``avoid`` are words that the last attempt was refused for.
    """

    system: str
    user: str
    plain: str
    quoted: str
    decoding: Mapping[str, Any]
    avoid: tuple[str, ...] = ()

    def key(self, model: str) -> str:
        """Return a digest of all that determines the answer of ``model``."""
        parts = [model, self.system, self.user, self.plain, self.quoted, dict(self.decoding), self.avoid]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a line: the sentences ``given``, those ``before`` and ``after``, the line ``quoted``.

    The first ``primary`` of the given ones are what it is made of. Then the last attempt, if there was one.
    """

    given: tuple[Sentence, ...]
    primary: int
    quoted: str
    words: int
    before: str = ""
    after: str = ""
    attempt: str = ""
    reasons: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """A prompt file: its text by section."""

    sections: Mapping[str, str]
    decoding: Mapping[str, Any]
    retry: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        """Eight hex digits that stand for the content of the file."""
        content = json.dumps([dict(self.sections), dict(self.decoding), dict(self.retry)], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:8]

    def request(self, material: Material) -> Request:
        """Render the prompt. Source text stands in it with its tags and special tokens broken up."""
        values = {
            "passages": [
                {
                    "number": at,
                    "source": s.document.id,
                    "text": defused(s.text),
                    "primary": at <= material.primary,
                }
                for at, s in enumerate(material.given, 1)
            ],
            "before": defused(material.before),
            "after": defused(material.after),
            "quoted": defused(material.quoted),
            "words": material.words,
            "attempt": defused(material.attempt),
            "reasons": [defused(reason) for reason in material.reasons],
        }
        system, user, plain = (_render(name, self.sections[name], values) for name in _TEMPLATES)
        decoding = {**self.decoding, **(self.retry if material.reasons else {})}
        return Request(system, user, " ".join(plain.split()), material.quoted, decoding, material.avoid)


def read_prompt(path: Path | None = None) -> Prompt:
    """Read a prompt file, the one that comes with the package where ``path`` is None; raise OptionError."""
    name = f"--rewrite-prompt {path}"
    try:
        if path is None:
            text = files(__package__).joinpath("prompts/default.prompt").read_text(encoding="utf-8")
        else:
            text = read_regular(path, 4 * LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise OptionError(f"{name} cannot be read: {why}; give a UTF-8 text file.") from error
    if len(text) > LARGEST:
        raise OptionError(f"{name} has {len(text):,} characters; a prompt has at most {LARGEST:,}.")
    found = _SECTION.split(text)[1:]
    sections = dict(zip(found[::2], (part.strip() for part in found[1::2]), strict=True))
    known = (*_TEMPLATES, *_SETTINGS)
    if unknown := [section for section in sections if section not in known]:
        raise OptionError(f"{name} has the section [{unknown[0]}]; there are [{'], ['.join(known)}].")
    if missing := [section for section in (*_TEMPLATES, "decoding") if section not in sections]:
        raise OptionError(f"{name} lacks the section [{missing[0]}].")
    settings = [_settings(name, section, sections.pop(section, "{}")) for section in _SETTINGS]
    prompt = Prompt(sections, *settings)
    document = Document(id="S1", name="trial", text="A trial.")
    trial = Material((Sentence(document, Span(0, 8), 0, 0),), 1, "A trial.", 2, reasons=("none",))
    try:
        prompt.request(trial)
    except OptionError as error:
        raise OptionError(f"{name}: {error}") from error
    return prompt


def defused(text: str) -> str:
    """Return source text on one line in which no tag and no special token of a model is whole."""
    return _TAG.sub(lambda match: "< " if match.group() else " ", " ".join(_CONTROL.sub(" ", text).split()))


def _settings(name: str, section: str, text: str) -> Mapping[str, Any]:
    try:
        values = parse_json(text)
    except json.JSONDecodeError as error:
        raise OptionError(f"{name}: [{section}] is not JSON: {error.msg} at line {error.lineno}.") from error
    except ValueError as error:
        raise OptionError(f"{name}: [{section}] is not JSON: {error}.") from error
    plain = (bool, int, float, str)
    if not isinstance(values, dict) or not all(isinstance(value, plain) for value in values.values()):
        raise OptionError(f"{name}: [{section}] must be a JSON object of numbers, texts, true and false.")
    return values


def _render(section: str, template: str, values: Mapping[str, Any]) -> str:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    try:
        return environment.from_string(template).render(values).strip()
    except (TemplateError, TypeError, ValueError) as error:
        raise OptionError(f"[{section}] cannot be filled in: {error}; see the default prompt.") from error


def default_prompt() -> str:
    """Return the text of the prompt file that comes with the package."""
    return files(__package__).joinpath("prompts/default.prompt").read_text(encoding="utf-8")


def shown_context(sentences: Sequence[Sentence]) -> str:
    """Return sentences as running text."""
    return " ".join(" ".join(sentence.text.split()) for sentence in sentences)
