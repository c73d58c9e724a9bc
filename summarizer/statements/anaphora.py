"""Anaphora: what in a sentence points to one before it: "he", "the second", "that year", "no casualties".

The functions take a part of a sentence, as what no quotation holds: where quotations begin and end only the
sentences around it tell, so that who asks cuts it out. For that `statement.read` does not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import NOTHING, alternatives, forms, pattern, table, words
from summarizer.text.language import stop_words
from summarizer.text.later import later

BACK = 3
"""Sentences before one in which the things may be named that it counts off."""
ROOT = 4
"""Letters that a thing has in common with its plural, at least."""

_WORD = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"\d{4}")
_PLACE = later(r"(?<=[\w,] )[A-ZÀ-Þ][\w’'-]+")
"""A word with a capital behind another one."""
_FULL_NAME = later(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+")


def points_back(text: str, language: str) -> bool:
    """Tell whether a sentence needs the one before it, by its own words. Linear in the text.

    It does if it opens with a pronoun behind an adverb, with a bare "the company", with a figure that it does
    not say of what, or with nothing that was found and no name; if it speaks of "the above" or "those
    periods", of both or "the two women" and names none, of somebody as "the Norwegian" and has no name
    before; or of "that year" and has no date before.
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
    if describes(text, language):
        return True
    for inside in _rule(language, "pointing.inside").finditer(text):
        # Of "those matters were" either word behind "those" may be the thing.
        named = [inside["thing"]] if inside["thing"] else _WORD.findall(inside.group())[1:]
        before = text[: inside.start()].lower()
        told = any(one[: max(ROOT, len(one) - 2)] in before for one in named if len(one) >= ROOT)
        if not (told and (inside["thing"] or inside["what"])):
            return True
    when = _rule(language, "pointing.times").search(opening)
    return when is not None and not _is_placed(opening[: when.start()], language)


def describes(text: str, language: str) -> bool:
    """Tell whether a sentence calls somebody by nation or age alone and has no name before."""
    found = _rule(language, "pointing.described").search(text)
    return found is not None and not names_in_full(text[: found.start()], language)


def points_elsewhere(text: str, language: str) -> bool:
    """Tell whether a sentence points to another place of its text: "as stated above", "the following:"."""
    return _rule(language, "pointing.elsewhere").search(text) is not None


def counts_off(text: str, before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence opens with one of several that ``before`` names: "the second (tremor)"."""
    found = _ranked(language).match(text)
    if not found:
        return False
    if found["alone"]:
        return True
    thing = found["thing"].lower()
    numbered = found["rank"].split()[-1].lower() in words(language, "pointing.numbered")
    if numbered and not _rule(language, "pointing.behind_counted").match(text, found.end()):
        return thing.removesuffix("s") not in words(language, "pointing.periods")
    root = _thing(thing, language)
    return _named(thing, before) or any(_names_thing(one, root, language) for one in before[-BACK:])


def names_again(text: str, before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence opens with a bare thing that one of ``before`` names: "The law is …".

    Not so "the law of 1998", "the Orme law", nor what there is only one of, as "the government".
    """
    found = _rule(language, "pointing.definite").match(text)
    if not found:
        return False
    return _named((found[found.lastgroup or 0] or "").lower(), before)


def takes_up(
    text: str,
    before: Sequence[str],
    language: str,
    known: Collection[str] = (),
    several: Collection[str] | None = None,
) -> int:
    """Tell what a sentence takes up with a bare "the": how many sentences back it is named, 0 for nothing.

    It is so of "the soldier was found" where the last of ``before`` has a soldier, or one of the last three
    if there are ``several``, None for whatever it is; not so where the sentence itself has one before, nor of
    what is told apart ("the soldier of Orme") or what there is only one of, as "the government", nor of what
    is ``known``. Linear in the text.
    """
    for _, thing in _bare(text, language, known):
        far = BACK if several is None or any(_is_thing(one, thing) for one in several) else 1
        for back, sentence in enumerate(reversed(before[-far:]), 1):
            if _names_thing(sentence, thing, language):
                return back
    return 0


def leaves_open(text: str, told: Collection[str], language: str, known: Collection[str] = ()) -> bool:
    """Tell whether a sentence opens with a bare "the" and a thing ``told`` of before, or has two of them.

    "The unit has treated him", "the bank has cashed the cheque and returns the money": what stands behind is
    named elsewhere, or follows from what is.
    """
    found = list(_bare(text, language, known))
    return any(thing in told for start, thing in found if start == 0) or len({one for _, one in found}) > 1


def is_somewhere(text: str, language: str) -> bool:
    """Tell whether a sentence speaks of "the area" and names no place before it that this may be."""
    found = _rule(language, "pointing.somewhere").search(text)
    return found is not None and _PLACE.search(text, 0, found.start()) is None


def _bare(text: str, language: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield where a sentence has a bare "the" and what: nothing named in it before, nothing ``known``."""
    for found in _rule(language, "pointing.bare").finditer(text):
        if found["thing"] in _unique(language):
            continue
        thing = _thing(found["thing"], language)
        if (
            len(thing) >= ROOT - 1
            and thing not in known
            and not _names_thing(text[: found.start()], thing, language)
        ):
            yield found.start(), thing


def bare_things(text: str, language: str) -> Iterator[str]:
    """Yield what a sentence has with a bare "the" and does not name before it: "the flyer"."""
    return (thing for _, thing in _bare(text, language, ()))


def things(text: str, language: str) -> frozenset[str]:
    """Return the words of a text as :func:`takes_up` compares them."""
    return _things(text, language)


def things_of(words: Iterable[str], language: str) -> frozenset[str]:
    """Return the same of a text that is given by its words."""
    parts = (part for word in words for part in ((word,) if word.isalpha() else _WORD.findall(word)))
    return frozenset(_thing(part, language) for part in parts)


def words_by_thing(vocabulary: Sequence[str], language: str) -> dict[str, list[int]]:
    """Return which words of a vocabulary are a thing of :func:`things`, or have it as a part."""
    found: dict[str, list[int]] = {}
    for number, word in enumerate(vocabulary):
        for part in (word,) if word.isalpha() else _WORD.findall(word):
            found.setdefault(_thing(part, language), []).append(number)
    return found


def rules(language: str) -> tuple[str, str]:
    """Return the regular expressions that :func:`by_writer` and :func:`tells_several` look for."""
    return _first_person(language).pattern, _rule(language, "pointing.several").pattern


def tells_several(text: str, language: str) -> frozenset[str]:
    """Return of what a sentence tells one more: "another quake", "a second storm", "four aftershocks"."""
    found = _rule(language, "pointing.several").finditer(text)
    return frozenset(_thing(match["thing"].lower(), language) for match in found)


def introduces(text: str, language: str) -> frozenset[str]:
    """Return what a sentence brings in as new: "an earthquake", "a strong quake"."""
    found = _rule(language, "pointing.introduced").finditer(text)
    return frozenset(_thing(match["thing"].lower(), language) for match in found)


def blames_a_firm(text: str, language: str) -> bool:
    """Tell whether a review goes on about a firm that it named before: "The company refused …"."""
    return _rule(language, "pointing.firms").match(text) is not None


def answers(text: str, language: str) -> bool:
    """Tell whether what somebody says answers another: "yes, but …"."""
    return _rule(language, "pointing.answers").match(text) is not None


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


def today(language: str) -> str:
    """Return the regular expression that :func:`says_today` looks for, whatever the case."""
    return _today(language).pattern


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


def names_in_full(text: str, language: str) -> bool:
    """Tell whether a name in full stands in a text; "In Brno" is none."""
    first = text.split(" ", 1)[0]
    return _FULL_NAME.search(text, len(first) if first.lower() in stop_words(language) else 0) is not None


def _named(thing: str, before: Sequence[str]) -> bool:
    """Tell whether a thing stands in one of the last sentences, in whatever number."""
    root = thing[: max(ROOT, len(thing) - 2)]
    whole = len(thing) < ROOT  # "law": not "lawyer"
    told = (word.lower() for sentence in before[-BACK:] for word in _WORD.findall(sentence))
    return any(word.removesuffix("s") == root if whole else word.startswith(root) for word in told)


def _names_thing(text: str, root: str, language: str) -> bool:
    if root not in text.lower() and not _is_general(root, language):
        return False
    return any(_is_thing(one, root) for one in _things(text, language))


@cache
def _is_general(root: str, language: str) -> bool:
    """Tell whether what a text calls otherwise may be a thing: "quake" is an earthquake."""
    return any(_is_thing(one, root) for one in _alike(language).values())


def _is_thing(word: str, root: str) -> bool:
    """Tell whether a word is a thing or made of its word: "rainstorm" is a storm."""
    return word == root or (len(root) > ROOT and word.endswith(root))


@lru_cache(maxsize=1024)
def _things(text: str, language: str) -> frozenset[str]:
    """Return the words of a text in small letters, in the singular, events of one kind under one name."""
    return frozenset(_thing(word, language) for word in set(_WORD.findall(text.lower())))


def _thing(word: str, language: str) -> str:
    one = word.removesuffix("s")
    return _alike(language).get(one, one)


@cache
def _alike(language: str) -> dict[str, str]:
    groups = (group.split("/") for group in words(language, "pointing.alike"))
    return {name: group[0] for group in groups for name in group}


@cache
def _unique(language: str) -> frozenset[str]:
    """Return what there is only one of, or what "the" goes with anyway."""
    return frozenset((*words(language, "pointing.unique"), *stop_words(language)))


def _is_placed(before: str, language: str) -> bool:
    """Tell whether a date or a clause with "when" stands in what is before."""
    return bool(_PLACED.search(before) or _rule(language, "pointing.placed").search(before))


@cache
def _ranked(language: str) -> re.Pattern[str]:
    """Fit a rank at the start: "the second", ``alone`` before a verb, else with the ``thing`` behind it."""
    ranks = alternatives(words(language, "pointing.ranks"))
    behind = pattern(language, "pointing.behind_rank") or NOTHING
    before = pattern(language, "pointing.before_rank") or NOTHING
    return re.compile(
        rf"[\"“'‘]?(?i:(?:{before})?(?P<rank>{ranks}))(?:(?P<alone> (?:{behind}))| (?P<thing>[^\W\d_]+))"
    )


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
