"""What boilerplate says: the phrases by which advertisements, credits, datelines and notices are known.

The phrases are data of the languages; here they become two tables, which `boilerplate` applies. Pages mix
languages, so those of all are looked for in every text. Where several rules fit, the first reason counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from summarizer import languages
from summarizer.languages import ANY, alternatives, every, table
from summarizer.records import dataclass
from summarizer.text.layout import page_number, page_words

Rules = tuple[tuple[str, str], ...]
"""Reasons and patterns."""

_NAME = r"[A-ZÀ-Þ][\w.'’-]+"
_OWNER = r"(?:[\w.'-][\w.' -]{1,39}/ ?)?"
_ORDER = (
    "broken value", "advertisement", "loading", "read more", "follow us", "share bar", "credit", "byline",
    "caption", "copyright", "notice", "greeting", "lead-in", "list", "dateline", "page header", "mail header",
    "link",
)  # fmt: skip
"""Which reason is given where several rules fit."""

ANYWHERE_SIGNS = ("<", "[object", "\ufffd", "{{", "${")
LINK_SIGNS = ("@", "://", "www.", "pic.twitter")
"""What a sentence holds that a rule of `openings` fits which tells neither its beginning nor a word of it."""
BROKEN = r"<\s?>|\[object Object\]|\ufffd|\{\{[^{}]{0,80}\}\}|\$\{[^{}]{0,80}\}"


@cache
def openings() -> Rules:
    """Return the rules that are matched at the start of a sentence."""
    joints = alternatives(every("bylines.joints"))
    agency, digits = _credited(), r"\d+"
    own = {
        "credit": rf"\(?{_OWNER}(?:{agency})(?: (?:i )?{_OWNER}(?:{agency})){{0,3}}\)?$",
        "byline": rf"(?:{alternatives(every('bylines.by'))}) {_NAME}(?: (?:{_NAME}|{joints})){{1,8}}"
        r"(?:, [\w ]{2,40})?$",
        "list": rf"\W{{0,3}}(?:{agency}) ?[-–—:] ?[\"“„«»][^\"“”„«»]*[\"“”«»]\W*$",
        "page header": rf"(?i:(?:{page_words()})\s*{page_number(digits)})",
    }
    return _rules("notices.openings", own)


@cache
def anywhere() -> Rules:
    """Return the rules that are looked for in the whole of a sentence."""
    agency = _credited()
    own = {
        "broken value": BROKEN,
        "caption": rf"\((?:[\w.' -]{{2,40}} ?[/|] ?)?(?:{agency})(?:[/ ][\w./ -]{{0,40}})?\)$",
    }
    return _rules("notices.anywhere", own)


def _credited() -> str:
    topics = ("companies.agencies", "companies.credited", "notices.credited")
    return alternatives(word for topic in topics for word in every(topic))


def _rules(topic: str, own: dict[str, str]) -> Rules:
    found = (*_known(topic), *own.items())
    return tuple(sorted(found, key=lambda rule: _ORDER.index(rule[0])))


def _known(topic: str) -> Iterator[tuple[str, str]]:
    network = f"(?:{alternatives(every('companies.networks'))})"
    for code in (*languages.codes(), ANY):
        for reason, rules in table(code, topic).items():
            for rule in map(languages.one_line, rules):
                yield reason, rule.replace("(?&network)", network).replace("(?&name)", _NAME)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that alone make a line boilerplate: of share bars (``weak`` ones if not alone) and of dates.

    ``signs``, in lower case, are such that a sentence that fits a rule of `anywhere` holds one of them,
    unless it ends in a bracket.
    """

    share: frozenset[str]
    weak: frozenset[str]
    date: frozenset[str]
    signs: tuple[str, ...]


@cache
def words() -> Words:
    """Return these words, of all languages."""
    dates = (
        "notices.date", "calendar.months", "calendar.months_short", "calendar.weekdays",
        "calendar.weekdays_short", "calendar.ordinals", "calendar.zones",
    )  # fmt: skip
    return Words(
        share=frozenset(every("notices.share")),
        weak=frozenset(every("notices.share_weak")),
        date=frozenset(word for topic in dates for word in every(topic)),
        signs=every("notices.signs"),
    )
