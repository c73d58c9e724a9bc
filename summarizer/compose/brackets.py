"""Brackets that a reader of the note does not need: he has read the name above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.data import Gloss, Sentence, Span

_SURNAME = re.compile(r"[\w-]*(?:['’](?=[A-Z])[\w-]+)?")


def without_known(lines: Sequence[Sequence[Sentence]]) -> list[list[Sentence]]:
    """Return the sentences of each line, in the order of the note, without the glosses that are known.

    These are what a sentence of the same line has been given already, first names that stand above with
    their surname, and what a sentence is on that continues another one's line.
    """
    told = ""
    found: list[list[Sentence]] = []
    for line in lines:
        given: set[Span] = set()
        own = []
        for place, sentence in enumerate(line):
            glosses = tuple(
                gloss
                for gloss in sentence.glosses
                if gloss.span not in given
                and not _is_told(sentence, gloss, told)
                and not (place and _heads(sentence, gloss))
            )
            given |= {gloss.span for gloss in glosses}
            own.append(replace(sentence, glosses=glosses))
            told += f"{own[-1].shown.replace('[', '').replace(']', '')}\n"
        found.append(own)
    return found


def _heads(sentence: Sentence, gloss: Gloss) -> bool:
    """Tell whether a gloss stands before the whole sentence, and is no first name of its first word."""
    return gloss.at == sentence.first and not sentence.document.text.startswith(
        f" {_behind(sentence, gloss)}", gloss.span.end
    )


def _behind(sentence: Sentence, gloss: Gloss) -> str:
    """Return the word that a gloss is put before."""
    behind = _SURNAME.match(sentence.document.text, gloss.at)
    return behind.group() if behind else ""


def _is_told(sentence: Sentence, gloss: Gloss, told: str) -> bool:
    """Tell whether a gloss is a first name that has been told with the surname that it is put before."""
    text = sentence.document.text
    surname = f" {_behind(sentence, gloss)}"
    return text.startswith(surname, gloss.span.end) and sentence.document.quote(gloss.span) + surname in told
