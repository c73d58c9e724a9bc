"""The parts of a document: where its result stands, where others are reported, what led to a decision.

Papers and judgments say it by their headings, minutes by the items of their agenda. The headings are data of
a language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.data import Sentence
from summarizer.languages import searcher
from summarizer.text.later import later

from .agenda import is_lead, is_listed, rank
from .disposals import RESULT as RESULT
from .kinds import JUDGMENT, MINUTES, PAPER, rule, searching

HELD = "held"
"""Where the head of a judgment says in sentences what it holds."""
ASIDE, TALK = "aside", "talk"
"""Where others are reported; what was said on a matter that has an outcome, or led to
a judgment."""
HEADED = (JUDGMENT, PAPER)
LATE = 0.4
"""Share of a judgment behind which a heading like "Decision" has the decision below it."""
END, LEAST = 0.06, 2
"""Share of a judgment without such a heading, and sentences at least, with which it ends."""
OPENING = 8
"""Sentences at the beginning of a paper without headings that say what it found."""
NUMBERED = 3
"""Numbered headings from which one without a number is none, unless it is known."""
LONGEST = 12
"""Words of the longest heading."""

_NUMBER = later(r"\W*(?P<number>\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Za-z][.)])\s+(?=[^\W\d_])")
_LABEL = re.compile(r"(?P<name>[A-Z][A-Za-z ,&]{3,40}?)(?:: |[.] (?=[A-Z]))")
_EDGES = " \t\n*_#`:：.-–—"


def in_parts(sentences: Sequence[Sentence], kind: str) -> Iterator[Sentence]:
    """Yield the sentences of one document, headings included, with the part that each stands in. Linear."""
    language = sentences[0].document.language
    if kind == MINUTES:
        parts = _of_items(sentences, language)
    elif kind in HEADED:
        parts = _of_headings(sentences, kind, language)
    else:
        yield from sentences
        return
    for sentence, part in zip(sentences, parts, strict=True):
        yield replace(sentence, part=sentence.part or part) if sentence.skip is None else sentence


def _is_heading(sentence: Sentence) -> bool:
    return rank(sentence) > 0


# --- Papers and judgments ---------------------------------------------------------------------------------


def _of_headings(sentences: Sequence[Sentence], kind: str, language: str) -> list[str]:
    """Return the part of each sentence by the nearest heading that is known, down to the next of its rank."""
    result, aside = _heading(language, kind, RESULT), _heading(language, kind, ASIDE)
    if result is None:
        return [""] * len(sentences)
    early, facts = _heading(language, kind, "early"), _heading(language, kind, "facts")
    ends = _heading(language, kind, "annex") or (lambda name: False)
    parts, part, top = [""] * len(sentences), "", 0
    headings = [
        named if (named := _named(one)) and (_is_heading(one) or ends(named[1])) else None
        for one in sentences
    ]
    numbered = sum(1 for one in headings if one and one[0]) >= NUMBERED
    for at, heading in enumerate(headings):
        if heading is None:
            parts[at] = part
            continue
        number, name = heading
        own = number or (1 if name.isupper() else 2)
        if part == ASIDE and not top:
            pass  # an appendix lasts to the end
        elif aside and aside(name):
            part, top = ASIDE, 0 if ends(name) else own
        elif early and early(name):
            part, top = HELD, len(sentences)  # the next heading ends it
        elif result(name) and (kind != JUDGMENT or at >= LATE * len(sentences)):
            part, top = RESULT, own
        elif facts and facts(name):
            part, top = TALK, own
        elif part and own <= top and (number or not numbered):
            part = ""
    if kind == PAPER:
        _label(sentences, parts, result, _heading(language, kind, "aims"))
    content = [at for at, one in enumerate(sentences) if one.skip is None and parts[at] != ASIDE]
    if {RESULT, HELD} & {*parts} or any(sentence.part == RESULT for sentence in sentences):
        return parts
    if kind == JUDGMENT:
        for at in content[-max(LEAST, round(END * len(content))) :]:
            parts[at] = parts[at] or RESULT
    else:
        for at in content[:OPENING]:
            parts[at] = parts[at] or RESULT
    return parts


def _label(
    sentences: Sequence[Sentence],
    parts: list[str],
    result: Callable[[str], bool],
    aims: Callable[[str], bool] | None,
) -> None:
    """Mark the sentences of an abstract by the labels in it: "Results: …", "Background: …"."""
    part, paragraph = "", -1
    for at, sentence in enumerate(sentences):
        label = _LABEL.match(sentence.text) if parts[at] != ASIDE else None
        if label and (result(label["name"]) or (aims is not None and aims(label["name"]))):
            part, paragraph = (RESULT if result(label["name"]) else ASIDE), sentence.paragraph
        if part and sentence.paragraph == paragraph:
            parts[at] = part


def _named(sentence: Sentence) -> tuple[int, str] | None:
    """Return the depth of a heading's number, 0 for none, and its words; None where it is too long."""
    text = sentence.own
    number = _NUMBER.match(text)
    name = text[number.end() :] if number else text
    name = name.strip(_EDGES)
    if len(name.split()) > LONGEST:
        return None
    return (number["number"].rstrip(".").count(".") + 1 if number else 0), name


# --- Minutes ----------------------------------------------------------------------------------------------


def _of_items(sentences: Sequence[Sentence], language: str) -> list[str]:
    """Return the part of each sentence of minutes.

    What has an outcome of its own ("Conclusion: …"), or stands below a line that announces one ("The council
    resolved to:") or goes on about one ("More specifically:"), is a result; the rest of an item of the agenda
    that has a result is the talk before it.
    """
    announces, tells = _heading(language, MINUTES, RESULT), searching(language, f"kinds.{MINUTES}", "best")
    parts = [""] * len(sentences)
    if announces is None:
        return parts
    first, below = 0, ""
    for at, sentence in enumerate(sentences):
        named = _named(sentence)
        announced = named is not None and announces(named[1])
        if _is_heading(sentence):
            below = "heading" if announced else ""
            if not announced:
                _talk(parts, first, at)
                first = at
        elif sentence.skip is not None:
            told = at > 0 and parts[at - 1] == RESULT and sentence.paragraph == sentences[at - 1].paragraph
            leads = is_lead(sentence) and (told or tells(sentence.own))
            below = "lead" if announced or leads else ""
        else:
            goes_on = is_listed(sentence) or sentence.paragraph == sentences[at - 1].paragraph
            below = below if below != "lead" or goes_on else ""
            parts[at] = RESULT if below or tells(sentence.own) else ""
    _talk(parts, first, len(sentences))
    return parts


def _talk(parts: list[str], first: int, last: int) -> None:
    """Mark what was said on a matter that has an outcome."""
    if RESULT in parts[first:last]:
        parts[first:last] = [part or TALK for part in parts[first:last]]


@cache
def _heading(language: str, kind: str, part: str) -> Callable[[str], bool] | None:
    """Return what tells whether a heading names a part, None where a language does not know its headings."""
    names = rule(language, f"kinds.{kind}", part)
    return searcher(rf"(?i:\A(?:{names})\Z)") if names else None
