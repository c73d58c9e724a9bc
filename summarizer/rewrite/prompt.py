"""The prompt: a file with templates and decoding settings, rendered for one line at a time."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from summarizer.data import Document, Sentence, Span
from summarizer.errors import OptionError
from summarizer.limits import parse_json, read_regular
from summarizer.records import dataclass

_SECTION = re.compile(r"^\[(\w+)\][ \t]*$", re.MULTILINE)
_TEMPLATES, _SETTINGS = ("system", "user", "plain"), ("decoding", "chat", "retry")
_EXAMPLES = "examples"
_AGAIN = "again"
_TURN = re.compile(r"^(Q|A): ", re.MULTILINE)
_TAG = re.compile(r"<(?=[/|!?\w])|(?<=\[)(?=/?[A-Z]{3,}\])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
LARGEST = 100_000
"""Characters of the largest prompt file."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked for one line.

    ``system`` and ``user`` are for models that chat, ``plain`` for those that summarize; ``quoted`` is the
    line as it stands, to bound the length by; ``avoid`` are words that the last attempt was refused for.
    ``examples`` are turns, question and answer, that stand between system and user; ``chat`` the decoding
    settings of models that chat. ``several`` tells whether more than one line is asked for.
    """

    system: str
    user: str
    plain: str
    quoted: str
    decoding: Mapping[str, Any]
    avoid: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    chat: Mapping[str, Any] = field(default_factory=dict)
    several: bool = False
    again: tuple[tuple[str, str], ...] = ()

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """The turns of the conversation, each with its role."""
        turns = [turn for asked, answer in self.examples for turn in (("user", asked), ("assistant", answer))]
        return (("system", self.system), *turns, ("user", self.user), *self.again)

    def key(self, model: str) -> str:
        """Return a digest of all that determines the answer of ``model``."""
        parts = [
            model,
            self.messages,
            self.plain,
            self.quoted,
            dict(self.decoding),
            dict(self.chat),
            self.avoid,
        ]
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
    chat: Mapping[str, Any]
    retry: Mapping[str, Any]
    examples: tuple[tuple[str, str], ...] = ()
    several: bool = False

    @cached_property
    def digest(self) -> str:
        """Eight hex digits that stand for the content of the file."""
        settings = [dict(part) for part in (self.sections, self.decoding, self.chat, self.retry)]
        content = json.dumps([*settings, self.examples], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:8]

    def request(self, material: Material) -> Request:
        """Render the prompt. Source text stands in it with its tags and special tokens broken up."""
        values = {
            "passages": [
                {
                    "number": at,
                    "source": s.document.id,
                    "text": defused(_as_quoted(s, material.quoted) if at <= material.primary else s.text),
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
        retry = self.retry if material.reasons else {}
        return Request(
            system,
            user,
            " ".join(plain.split()),
            material.quoted,
            {**self.decoding, **retry},
            material.avoid,
            self.examples,
            {**self.decoding, **self.chat},
            self.several,
            self._again(values),
        )

    def _again(self, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """Return the turns of a refused attempt: itself, and what the model is told of it."""
        if not values["reasons"] or _AGAIN not in self.sections:
            return ()
        told = _render(_AGAIN, self.sections[_AGAIN], values)
        return (("assistant", values["attempt"] or "…"), ("user", told))


def read_prompt(path: Path | None = None, plan: str = "lines") -> Prompt:
    """Read a prompt file, where ``path`` is None the package's own for ``plan``; raise OptionError."""
    name = f"--rewrite-prompt {path}"
    try:
        text = default_prompt(plan) if path is None else read_regular(path, 4 * LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise OptionError(f"{name} cannot be read: {why}; give a UTF-8 text file.") from error
    if len(text) > LARGEST:
        raise OptionError(f"{name} has {len(text):,} characters; a prompt has at most {LARGEST:,}.")
    found = _SECTION.split(text)[1:]
    if twice := [section for section, times in Counter(found[::2]).items() if times > 1]:
        raise OptionError(f"{name} has the section [{twice[0]}] twice.")
    sections = dict(zip(found[::2], (part.strip() for part in found[1::2]), strict=True))
    known = (*_TEMPLATES, _EXAMPLES, _AGAIN, *_SETTINGS)
    if unknown := [section for section in sections if section not in known]:
        raise OptionError(f"{name} has the section [{unknown[0]}]; there are [{'], ['.join(known)}].")
    if missing := [section for section in (*_TEMPLATES, "decoding") if section not in sections]:
        raise OptionError(f"{name} lacks the section [{missing[0]}].")
    settings = [_settings(name, section, sections.pop(section, "{}")) for section in _SETTINGS]
    examples = _examples(name, sections.pop(_EXAMPLES, ""))
    decoding, chat, retry = settings
    prompt = Prompt(sections, decoding, chat, retry, examples, several=plan == "sections")
    document = Document(id="S1", name="trial", text="A trial.")
    trial = Material((Sentence(document, Span(0, 8), 0, 0),), 1, "A trial.", 2, reasons=("none",))
    try:
        prompt.request(trial)
    except OptionError as error:
        raise OptionError(f"{name}: {error}") from error
    return prompt


def _as_quoted(sentence: Sentence, quoted: str) -> str:
    """Return a sentence as its line shows it: without brackets that the line needs not."""
    return sentence.shown if sentence.shown in quoted else sentence.own


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


def _examples(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the turns of "Q: …" and "A: …" in order."""
    parts = _TURN.split(text)
    signs, turns = parts[1::2], [part.strip() for part in parts[2::2]]
    if parts[0].strip() or signs != ["Q", "A"] * (len(signs) // 2):
        raise OptionError(f"{name}: [{_EXAMPLES}] must be lines that begin with “Q: ” and “A: ” in turn.")
    return tuple(zip(turns[::2], turns[1::2], strict=True))


def _render(section: str, template: str, values: Mapping[str, Any]) -> str:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    try:
        return environment.from_string(template).render(values).strip()
    except (TemplateError, TypeError, ValueError) as error:
        raise OptionError(f"[{section}] cannot be filled in: {error}; see the default prompt.") from error


def default_prompt(plan: str = "lines") -> str:
    """Return the text of the prompt file that comes with the package for a plan."""
    return files(__package__).joinpath(f"prompts/{plan}.prompt").read_text(encoding="utf-8")


def shown_context(sentences: Sequence[Sentence]) -> str:
    """Return sentences as running text."""
    return " ".join(" ".join(sentence.text.split()) for sentence in sentences)
