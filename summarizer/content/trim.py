"""What a sentence can spare: the spans of it that are kept, so that a shorter line still quotes exactly.

Only what leaves the claim as it is may go: words that tie the sentence to the one before, datelines,
bracketed asides, relative clauses set off by commas, and the name of the news agency that passes a
report on. Whose claim it is stays: "according to the ministry" is never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.data import Sentence, Span

KEPT = 0.5
"""Share of its words that a sentence keeps at least; else it is left whole."""
ASIDE = 12
"""Words of the longest aside or relative clause that may go."""

_AGENCY = (
    r"(?:the )?(?:AP|AFP|Reuters|TASS|Interfax|Xinhua|DPA|ANSA|UPI|BBC|CNN|NPR|Bloomberg|Agence France-Presse"
    r"|Anadolu(?: Agency)?|Associated Press|Al Jazeera|Kyodo(?: News)?)"
)
_SAID = r"(?:said|says|reports?|reported|wrote|writes)"
_PLACE = r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w .'’-]{2,25})?"

_LEADING = (
    # Ties to the sentence before.
    r"(?:However|Meanwhile|Moreover|Furthermore|Also|Besides|Nevertheless|Nonetheless|Additionally|Similarly"
    r"|Likewise|In addition|In the meantime|At the same time|On the other hand|For example|For instance"
    r"|As a result|Of course|Indeed|Still|Instead|Then|Thus|Therefore|Consequently|Overall|Finally),\s+",
    r"(?:But|And|Yet|So|Or)\s+(?=[A-Z]|the |a |an |in |on |at |for |with |some |many |most |all )",
    # Datelines: "ROME - …", "LONDON, March 3 (Reuters) — …".
    rf"{_PLACE}(?:, (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}))?(?: ?\([\w. ]{{2,24}}\))?\s+(?:-|–|—|--)\s+",
    rf"\({_AGENCY}\)\s+(?:-|–|—|--)\s+",
    rf"According to {_AGENCY}(?: news agency)?,\s+",
)
_TRAILING = (
    rf",\s+(?:according to {_AGENCY}|{_AGENCY} {_SAID})(?: on [A-Z][a-z]+day)?(?=[.]?$)",
    rf",\s+{_SAID} {_AGENCY}(?=[.]?$)",
)
_INSIDE = (
    r"(?<=\S)\s+\([^()\d\"“”]{1,80}\)(?=[\s,.;:])",
    r"(?<=\S)\s+\[[^\[\]\d\"“”]{1,80}\](?=[\s,.;:])",
    # A relative clause between commas, in front of a verb.
    r",\s+(?:who|which|whose)\s[^,;:()\"“”]{1,100},(?=\s(?:is|are|was|were|has|have|had|will|would|can|could|may|said"
    r"|says|told|did|does|[a-z]{3,}(?:ed|es))\s)",
)
_LEAD = re.compile("|".join(f"(?:{rule})" for rule in _LEADING))
_TRAIL = re.compile("|".join(f"(?:{rule})" for rule in _TRAILING))
_MIDDLE = re.compile("|".join(f"(?:{rule})" for rule in _INSIDE))


def trim(sentence: Sentence) -> Sentence:
    """Return the sentence with the spans of it that are worth keeping, itself where nothing can go.

    Whole stay sentences of other languages than English, and those that would lose half their words or
    have a quotation torn apart. Linear in the text.
    """
    text = sentence.text
    if sentence.document.language != "en" or sentence.kept:
        return sentence
    kept: list[Span] = []
    at = 0
    for drop in _drops(text):
        if drop.start > at:
            kept.append(Span(at, drop.start))
        at = max(at, drop.end)
    if at < len(text):
        kept.append(Span(at, len(text)))
    left = " ".join(text[span.start : span.end] for span in kept)
    torn = any(text[span.start : span.end].count('"') % 2 for span in kept)
    if kept == [Span(0, len(text))] or torn or len(left.split()) < KEPT * len(text.split()):
        return sentence
    start = sentence.span.start
    return replace(sentence, kept=tuple(Span(start + span.start, start + span.end) for span in kept))


def _drops(text: str) -> Iterator[Span]:
    lead = _LEAD.match(text)
    if lead:
        yield Span(*lead.span())
    for match in _MIDDLE.finditer(text):
        if len(match.group().split()) <= ASIDE and text[: match.start()].count('"') % 2 == 0:
            yield Span(*match.span())
    trail = _TRAIL.search(text)
    if trail:
        yield Span(*trail.span())
