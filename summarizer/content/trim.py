"""What a sentence can spare: the spans of it that are kept, so that a shorter line still quotes exactly.

Only what leaves the claim as it is may go: words that tie the sentence to the one before, datelines,
bracketed asides, relative clauses set off by commas, and the name of the news agency that passes a
report on. Whose claim it is stays: "according to the ministry" is never dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from summarizer.data import Sentence, Span
from summarizer.languages import NOTHING, alternatives, every, forms, knows, pattern, words
from summarizer.text.wordlist import EVERY

from .quotations import torn
from .tails import adverbs, chains, hesitations, opening, sounds, spares, stutters, tails
from .turns import is_transcript

KEPT = 0.4
"""Share of its words that a sentence keeps at least; else it is left whole."""
ASIDE = 12
"""Words of the longest aside or relative clause that may go."""

SOUNDS, TRAILS, CHAINS = 1, 2, 4
"""What may go of a sentence, as bits, in the order of `rules`."""

_NAME = re.compile(r"(?<![\w’'.-])[A-ZÀ-Þ][\w’-]*[a-zß-ÿ]")
_QUOTES = "\"'“”„«»‘’([—–-• \t\n\u00a0"
_PLACE = r"[A-Z][A-Z .'’/-]{2,30}(?:, [A-Z][\w .'’/-]{2,40})?"
_DATELINE = (
    rf"{_PLACE}(?:, (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}))?(?: ?\([\w. ]{{2,24}}\))?\s+(?:-|–|—|--)\s+"
    r"|[A-Z]{5,}(?:-|–|—|--)(?=[A-Z][a-z])"
)
""""ROME - …", "LONDON, March 3 (Reuters) — …", "WASHINGTON-The …"."""
_ADDRESS_BEHIND = re.compile(
    r"(?:\s+(?:https?://t\.co|pic\.twitter\.com)/\w+)+$|(?<=[.!?…])(?:\s+(?:https?://|www\.)\S+)+$"
)
"""What a network puts behind a post, and an address that stands behind a whole sentence."""
_TOWN = r"[A-Z][\w.’-]+(?: [A-Z][\w.’-]+){0,3}"


@cache
def _agency(language: str) -> str:
    """Return the inside of a regular expression for a news agency that passes a report on."""
    article = alternatives(words(language, "calendar.articles"))
    found = (*every("companies.agencies"), *every("companies.outlets"))
    return rf"(?:(?:{article}) )?(?:{alternatives(found)})"


def _filled(language: str, topic: str) -> str:
    """Return a pattern of the language, agencies and what they do put in."""
    said = f"(?:{alternatives(forms(language, 'saying.passing_on'))})"
    rule = pattern(language, topic) or NOTHING
    return rule.replace("(?&source)", _agency(language)).replace("(?&said)", said)


@cache
def _lead(language: str) -> re.Pattern[str]:
    """Fit what may go at the start: ties to the sentence before, datelines, the agency."""
    ties, joints = alternatives(words(language, "trim.ties")), alternatives(words(language, "trim.joints"))
    joined = "|".join(f"{word} " for word in words(language, "trim.joined")) or NOTHING
    return _any(
        rf"(?:{ties}),\s+",
        rf"(?:{joints})\s+(?=[A-Z]|{joined})",
        _DATELINE,
        _dated(language),
        rf"(?:{_TOWN}(?:, {_TOWN})? ?)?\({_agency(language)}\)(?:\s+(?:-|–|—|--)\s+|(?=[A-Z][a-z]))",
        _filled(language, "trim.leading"),
    )


def _dated(language: str) -> str:
    """Return what fits a place with a date and a dash: "Quarn, 3 May 2021 – …"."""
    known = (*words(language, "calendar.months"), *words(language, "calendar.months_short"))
    month = rf"(?i:{alternatives(known)})\.?"
    day = rf"(?:{month} \d{{1,2}}|\d{{1,2}}\.? {month})(?:,? \d{{4}})?"
    agency = r"(?: ?\([\w. ]{2,24}\))?"
    return rf"{_TOWN}(?:, {_TOWN})?, {day}{agency}\s+(?:-|–|—|--)\s+(?=[A-ZÀ-Þ“\"„«])"


@cache
def _tied(language: str) -> re.Pattern[str]:
    """Fit a subject and the word behind it that ties the sentence to the one before: "We also reject"."""
    return re.compile(pattern(language, "trim.tied") or rf"{NOTHING}(?P<tie>)")


@cache
def _trails(language: str) -> tuple[re.Pattern[str], ...]:
    """Fit what may go at the end. Each alone is found by its first sign, far faster than both at once."""
    return _any(_filled(language, "trim.trailing")), _any(pattern(language, "trim.saying_in") or NOTHING)


@cache
def _middle(language: str, brackets: bool) -> re.Pattern[str]:
    """Fit what may go inside: asides in ``brackets``, a relative clause between commas in front of a verb."""
    relatives = alternatives(words(language, "trim.relatives"))
    verbs = pattern(language, "trim.behind_relative") or NOTHING
    return _any(
        *(_asides(language) if brackets else ()),
        rf",\s+(?:{relatives})\s[^,;:()\"“”]{{1,100}},(?=\s(?:{verbs})\s)",
        rf",(?P<age>\s\d{{1,2}},)(?=\s(?:{verbs})\s)",
    )


def _asides(language: str) -> tuple[str, ...]:
    """Fit brackets behind a word: an abbreviation of it, or an aside in small letters, without figures."""
    never = alternatives(words(language, "trim.no_asides"))
    short = r"(?![IVX]+\b)[A-Z][A-Za-z&.-]{0,5}[A-Z]"
    inside = rf"(?:{short}|(?!(?:{never})\b)[a-z][a-z.]{{2,}}[^()\[\]\d\"“”|=]{{1,80}})"
    before = r"(?<=[a-z][a-z’'”\"])\s+"
    return (rf"{before}\({inside}\)(?=[\s,.;:])",)


def _any(*rules: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule})" for rule in rules))


def rules(language: str) -> tuple[str, ...]:
    """Return the regular expressions that tell of a text, by a bit each, what may go: `SOUNDS`, `TRAILS` …"""
    trails = "|".join(f"(?:{rule.pattern})" for rule in _trails(language))
    return (sounds(language), trails, chains(language))


def trim(sentence: Sentence, behind: Sentence | None = None, signs: int = EVERY) -> Sentence:
    """Return the sentence with the spans of it that are worth keeping, itself where nothing can go.

    Nothing goes that names whom the rest of it, or the sentence ``behind`` it, means by "both" or "their".
    Whole stay sentences of languages of which no ties are known, and those that would lose half their words
    or have a quotation torn apart. ``signs`` tell which of `rules` may fit the text. Linear in the text.
    """
    text, language = sentence.text, sentence.document.language
    if sentence.kept or not knows(language, "trim.ties"):
        return sentence
    drops = _drops(text, language, signs)
    spoken = list(stutters(text, language)) if is_transcript(sentence.document) else []
    drops = sorted((*drops, *spoken))
    if not drops:
        return sentence
    kept: list[Span] = []
    at = 0
    for drop in drops:
        if drop.start > at:
            kept.append(Span(at, drop.start))
        at = max(at, drop.end)
    if at < len(text):
        kept.append(Span(at, len(text)))
    left = " ".join(text[span.start : span.end] for span in kept)
    left = left.strip()
    cut = any(text[span.start : span.end].count('"') % 2 for span in kept) or torn(text, drops)
    few = len(left.split()) < KEPT * len(text.split()) or not any(map(str.isalnum, left))
    if kept == [Span(0, len(text))] or cut or few:
        return sentence
    lead = _lead(language).match(text)  # a dateline or an agency is nobody's antecedent
    begin = lead.end() if lead else 0
    if any(
        drop.end > begin and drop not in spoken and _is_meant(text, drop, left, behind, language)
        for drop in drops
    ):
        return sentence
    start = sentence.span.start
    return replace(sentence, kept=tuple(Span(start + span.start, start + span.end) for span in kept))


def _is_meant(text: str, drop: Span, left: str, behind: Sentence | None, language: str) -> bool:
    """Tell whether what stands behind a stretch leans on a name in it that the rest has not."""
    named = [word for word in _NAME.findall(text, drop.start + 1, drop.end) if word not in left]
    if not named:
        return False
    if _pointing(language).search(text, drop.end):
        return True
    return behind is not None and _pointing(language).match(behind.text.lstrip(_QUOTES)) is not None


@cache
def _pointing(language: str) -> re.Pattern[str]:
    """Fit what means somebody or something named before: "both", "their", "the two"."""
    return re.compile(rf"\b(?:{alternatives(words(language, 'trim.pointing'))})\b")


def _drops(text: str, language: str, signs: int) -> list[Span]:
    """Return what can go, in order; stretches may overlap."""
    comma, bracket = "," in text, "(" in text
    found = []
    lead = _lead(language).match(text)
    start = lead.end() if lead else 0
    if lead:
        found.append(Span(*lead.span()))
    first = opening(text[start:], language)
    if first:
        found.append(Span(start, start + first.end))
    tied = _tied(language).match(text, start)
    if tied:
        found.append(Span(*tied.span("tie")))
    for match in _middle(language, bracket).finditer(text) if comma or bracket else ():
        short = len(match.group().split()) <= ASIDE and text[: match.start()].count('"') % 2 == 0
        if short and (match["age"] or spares(text, Span(*match.span()), language)):
            found.append(Span(*match.span()))
    if comma:
        found += adverbs(text, language)
    if signs & SOUNDS or "{" in text:
        found += hesitations(text, language)
    if "/" in text and (address := _ADDRESS_BEHIND.search(text)):
        found.append(Span(*address.span()))
    trails: list[Span] = []
    if signs & TRAILS:
        trails = [Span(*one.span()) for rule in _trails(language) if (one := rule.search(text))]
    if trails:
        found.append(min(trails))
    if comma or signs & CHAINS:
        found += tails(text[: min(trails).start] if trails else text, language, bool(signs & CHAINS))
    return sorted(found)
