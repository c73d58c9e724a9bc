"""Anaphora: what in a sentence points to one before it: "he", "the second", "that year", "no casualties".

The functions take a part of a sentence, as what no quotation holds: where quotations begin and end only the
sentences around it tell, so that who asks cuts it out. For that `statement.read` does not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.languages import NOTHING, alternatives, forms, pattern, table, words

BACK = 3
"""Sentences before one in which the things may be named that it counts off."""
ROOT = 4
"""Letters that a thing has in common with its plural, at least."""

_WORD = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"\d{4}")


def points_back(text: str, language: str) -> bool:
    """Tell whether a sentence needs the one before it, by its own words. Linear in the text.

    It does if it opens with a pronoun behind an adverb, with a bare "the company", with a figure that it does
    not say of what, or with nothing that was found and no name; if it speaks of "the above" or "those
    periods"; or of "that year" and has no date before.
    """
    opening = text[:1].lower() + text[1:]
    if _rule(language, "pointing.openings").match(opening):
        return True
    nothing = _rule(language, "pointing.nothing").match(opening)
    if nothing and not any(char.isupper() or char.isdigit() for char in opening[nothing.end() :]):
        return True
    both = _rule(language, "pointing.pairs").search(text)
    if both and not _rule(language, "pointing.paired").search(text, 0, both.start()):
        return True
    for inside in _rule(language, "pointing.inside").finditer(text):
        thing = inside["thing"] or inside["what"]
        if thing is None or thing[: max(ROOT, len(thing) - 2)] not in text[: inside.start()].lower():
            return True
    when = _rule(language, "pointing.times").search(opening)
    return when is not None and not _is_placed(opening[: when.start()], language)


def counts_off(text: str, before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence opens with one of several that ``before`` names: "the second (tremor)"."""
    found = _ranked(language).match(text)
    if not found:
        return False
    if found["alone"]:
        return True
    thing = found["thing"].lower()
    numbered = text.split()[1].lower() in words(language, "pointing.numbered")
    if numbered and not _rule(language, "pointing.behind_counted").match(text, found.end()):
        return thing.removesuffix("s") not in words(language, "pointing.periods")
    return _named(thing, before)


def names_again(text: str, before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence opens with a bare thing that one of ``before`` names: "The law is …".

    Not so "the law of 1998", "the Orme law", nor what there is only one of, as "the government".
    """
    found = _rule(language, "pointing.definite").match(text)
    if not found:
        return False
    return _named(found["thing"].lower(), before)


def leans_on(opening: str, language: str) -> bool:
    """Tell whether a sentence opens with a connective or a pronoun that ties it to the one before."""
    return _leaning(language).match(opening) is not None


def stands_anyway(opening: str, language: str) -> bool:
    """Tell whether a sentence opens like one that leans, and stands alone all the same."""
    return _nowhere(language).match(opening) is not None


def by_writer(text: str, language: str) -> bool:
    """Tell whether the writer speaks of himself or to the reader."""
    return _first_person(language).search(text) is not None


def says_today(text: str, language: str) -> bool:
    """Tell whether a sentence names a day that means nothing without the day of writing."""
    return _today(language).search(text) is not None


def lacks_speaker(outside: str, language: str, opens: bool = False) -> bool:
    """Tell whether "he", "she said" or "the ministry said" has nobody before it in the sentence.

    Those whom a quotation names do not count: they are seldom its speaker; ``outside`` is what no quotation
    holds. A sentence that ``opens`` its document has nothing before it that "the ministry" is named in.
    """
    text = outside.strip(" ,")
    pronoun = _he(language).search(text)
    if pronoun and not _somebody(language).search(text, 0, pronoun.start()):
        return True
    if opens:
        return False
    return bool(_speaker(language, '[,”"’] ?').search(outside) or _speaker(language).match(text))


def _named(thing: str, before: Sequence[str]) -> bool:
    """Tell whether a thing stands in one of the last sentences, in whatever number."""
    root = thing[: max(ROOT, len(thing) - 2)]
    whole = len(thing) < ROOT  # "law": not "lawyer"
    told = (word.lower() for sentence in before[-BACK:] for word in _WORD.findall(sentence))
    return any(word.removesuffix("s") == root if whole else word.startswith(root) for word in told)


def _is_placed(before: str, language: str) -> bool:
    """Tell whether a date or a clause with "when" stands in what is before."""
    return bool(_PLACED.search(before) or _rule(language, "pointing.placed").search(before))


@cache
def _ranked(language: str) -> re.Pattern[str]:
    """Fit a rank at the start: "the second", ``alone`` before a verb, else with the ``thing`` behind it."""
    ranks = alternatives(words(language, "pointing.ranks"))
    behind = pattern(language, "pointing.behind_rank") or NOTHING
    return re.compile(rf"[\"“'‘]?(?i:{ranks})(?:(?P<alone> (?:{behind}))| (?P<thing>[^\W\d_]+))")


@cache
def _rule(language: str, topic: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern(language, topic) or NOTHING})")


@cache
def _leaning(language: str) -> re.Pattern[str]:
    """Fit how a sentence begins that ties it to the one before; matched at its first letter."""
    topics = ("openings.connectives", "openings.pronouns")
    rules = "|".join(filter(None, (pattern(language, topic) for topic in topics))) or NOTHING
    return re.compile(rf"(?:{rules})(?:\b|(?<=,)|(?<=['’]))", re.IGNORECASE)


@cache
def _nowhere(language: str) -> re.Pattern[str]:
    return re.compile(pattern(language, "openings.points_nowhere") or NOTHING, re.IGNORECASE)


@cache
def _first_person(language: str) -> re.Pattern[str]:
    """Fit words by which the writer speaks of himself or to the reader; "US" is a country, not "us"."""
    return re.compile(rf"\b(?:{pattern(language, 'openings.first_person') or NOTHING})\b")


@cache
def _today(language: str) -> re.Pattern[str]:
    """Fit days that mean nothing without the day of writing."""
    days = alternatives((*table(language, "calendar.days"), *words(language, "calendar.days_vague")))
    return re.compile(rf"\b(?:{days})\b", re.IGNORECASE)


@cache
def _he(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words(language, 'saying.who'))})\b")


@cache
def _somebody(language: str) -> re.Pattern[str]:
    """Fit whom "he" may mean: a name, or somebody the sentence itself introduces ("a man")."""
    introduced = alternatives(words(language, "saying.somebody"))
    return re.compile(
        rf"(?<![.!?:] )(?<!^)\b[A-Z][\w’'-]+|^[A-Z][\w’'-]+ [A-Z][\w’'-]+|\b(?i:{introduced})\b"
    )


@cache
def _speaker(language: str, before: str = "") -> re.Pattern[str]:
    """Fit who says it, by a word that needs a name before it: "the ministry said", but not "the police"."""
    who = pattern(language, "saying.speakers") or NOTHING
    return re.compile(
        rf"{before}(?:{who}) (?:{alternatives(forms(language, 'saying.unnamed', past=True))})\b"
    )
