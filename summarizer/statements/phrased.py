"""Verbs of several words: "laid down arms" is "disarmed", "called the strike off" is "cancelled the strike".

Texts are put into the same words where both have a phrase of one group of the language's file
(`agreement.phrases`), and not the same one. The rules by which verbs are inflected are those of English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.data import Span
from summarizer.languages import table, words
from summarizer.records import dataclass
from summarizer.text.words import words_of

GAP = 4
"""Words at most that may stand between the parts of a phrase: "called the strike of the crews off"."""
_GAP, _ALONE, _OWN = "*", ".", "one's"
_PAST, _PARTICIPLE = 2, 3
_MARKS = frozenset(',;:.!?()"“”—–')


@dataclass(frozen=True, slots=True)
class Worded:
    """A text with other words for some of its phrases; ``places`` are where each is now and where it was."""

    text: str
    places: tuple[tuple[Span, Span], ...] = ()

    def back(self, span: Span) -> Span:
        """Return what a stretch of it is in the text as it was; no phrase is cut."""
        start, end = self._before(span.start), self._before(span.end)
        for now, was in self.places:
            if now.start <= span.start < now.end:
                start = was.start
            if now.start < span.end <= now.end:
                end = was.end
        return Span(start, end)

    def _before(self, at: int) -> int:
        return at + next((was.end - now.end for now, was in reversed(self.places) if now.end <= at), 0)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in a text: the verb in it is ``text[start:end]``, and ``text[behind:last]`` the rest of it.

    ``label`` names the group that it is of, ``verb`` is the verb's base, ``form`` which form it has (0 the
    base, then "takes", "took", "taken", "taking") and ``rest`` the words of the rest.
    """

    start: int
    end: int
    behind: int
    last: int
    label: str
    verb: str
    form: int
    rest: str


class _Way(NamedTuple):
    """One way to say what a group means: its label, the base of its verb and the tokens behind it."""

    label: str
    verb: str
    tokens: tuple[str, ...]


def in_words_of(claim: str, other: str, language: str) -> str:
    """Return the other text with each phrase of it in the words that the claim has for the same.

    >>> in_words_of("They cancelled the vote.", "The vote was called off.", "en")
    'The vote was cancelled.'
    """
    mine = phrases(claim, language)
    theirs = phrases(other, language) if mine else ()
    changed = [
        (one, (instead.verb, instead.rest))
        for one in theirs
        if (instead := next((own for own in mine if _differ(one, own)), None))
        and not any(one.label == own.label and not _differ(one, own) for own in mine)
    ]
    return _put(other, changed, language).text if changed else other


def in_one_verb(one: str, other: str, language: str) -> tuple[Worded, Worded]:
    """Return two texts with a single verb for each phrase of one that the other tells in other words.

    So is a verb with a particle that the other lacks: "turned" alone does not mean "turned down". The verb is
    the one that names the group.
    """
    mine, theirs = phrases(one, language), phrases(other, language)
    labels = {a.label for a in mine for b in theirs if _differ(a, b)} if mine and theirs else set()
    labels |= {it.label for it in mine if _is_strange(it, other, language)}
    labels |= {it.label for it in theirs if _is_strange(it, one, language)}
    if not labels:
        return Worded(one), Worded(other)
    first, second = (
        _put(text, [(it, _named(it.label)) for it in found if it.label in labels], language)
        for text, found in ((one, mine), (other, theirs))
    )
    return first, second


def _is_strange(phrase: Phrase, other: str, language: str) -> bool:
    """Tell whether a phrase is a verb with a particle, and another text lacks the verb."""
    particles = {*words(language, "passive.particles")} - {*words(language, "outcomes.prepositions")}
    return phrase.rest in particles and {*_forms(phrase.verb, language)}.isdisjoint(words_of(other).plain)


def untold(claim: str, passages: Sequence[str], language: str) -> Iterator[tuple[Span, str]]:
    """Yield where a claim has a verb with a particle that no passage tells, and the verb it stands for."""
    for phrase in phrases(claim, language):
        if all(_is_strange(phrase, text, language) for text in passages) and not any(
            phrase.label == other.label for text in passages for other in phrases(text, language)
        ):
            yield Span(phrase.start, phrase.last), _named(phrase.label)[0]


def _differ(one: Phrase, other: Phrase) -> bool:
    """Tell whether two phrases say the same in other words, one of them in several."""
    return (
        one.label == other.label
        and (one.verb, one.rest) != (other.verb, other.rest)
        and bool(one.rest or other.rest)
    )


def _named(label: str) -> tuple[str, str]:
    """Return the verb that a group is named by, and the rest of its name."""
    verb, *rest = (token for token in label.split() if token not in (_ALONE, _GAP))
    return verb, " ".join(rest)


def _put(text: str, changed: Iterable[tuple[Phrase, tuple[str, str]]], language: str) -> Worded:
    """Return a text with other words in the place of phrases, each in the form of the phrase's verb."""
    parts: list[str] = []
    places = []
    at = length = 0
    for phrase, (verb, rest) in changed:
        between = text[phrase.end : phrase.behind].strip()
        said = " ".join(one for one in (_forms(verb, language)[phrase.form], between, rest) if one)
        before = text[at : phrase.start]
        begin = length + len(before)
        length = begin + len(said)
        at = phrase.last
        parts += [before, said]
        places.append((Span(begin, length), Span(phrase.start, phrase.last)))
    return Worded("".join((*parts, text[at:])), tuple(places))


@lru_cache(maxsize=8192)
def phrases(text: str, language: str) -> tuple[Phrase, ...]:
    """Return the phrases of a text in order, the longest where several begin with one verb."""
    ways = _ways(language)
    if not ways:
        return ()
    known = words_of(text)
    found: list[Phrase] = []
    last = 0
    for at, word in enumerate(known.plain):
        if word not in ways or known.starts[at] < last:
            continue
        fitting = [
            (*fit, way, form) for way, form in ways[word] if (fit := _fits(text, at, way.tokens, language))
        ]
        if not fitting:
            continue
        begin, end, way, form = max(fitting, key=lambda one: (one[1] - one[0], len(one[2].tokens)))
        form = _form(known.plain, at, form, way.verb, language)
        behind = known.starts[begin] if begin < end else known.ends[at]
        last = known.ends[end - 1]
        rest = " ".join(known.plain[begin:end])
        found.append(Phrase(known.starts[at], known.ends[at], behind, last, way.label, way.verb, form, rest))
    return tuple(found)


def _form(found: Sequence[str], at: int, form: int, verb: str, language: str) -> int:
    """Return which form of a verb a word is, by what leads it where it may be several: "put", "called"."""
    forms, word = _forms(verb, language), found[at]
    if forms.count(word) < 2:
        return form
    adverbs = words(language, "omissions.adverbs")
    before = next((one for one in reversed(found[max(0, at - 3) : at]) if not one.endswith(adverbs)), "")
    if before in words(language, "passive.auxiliaries") or before in words(language, "outcomes.have"):
        return _PARTICIPLE
    leading = {*words(language, "agreement.before_verbs"), *words(language, "factuality.infinitives")}
    leading -= {*words(language, "outcomes.subjects")}
    return form if before in leading or word != forms[0] else _PAST


def _fits(text: str, verb: int, tokens: Sequence[str], language: str) -> tuple[int, int] | None:
    """Return from which word to which the tokens behind a verb fit what stands behind it, or None."""
    known = words_of(text)
    if tokens[:1] == (_GAP,):
        for last in range(verb, min(len(known.plain), verb + GAP + 1)):
            if last > verb and not _joined(text, last - 1):
                break
            fit = _fits(text, last, tokens[1:], language)
            if fit is not None:
                return fit
        return None
    at = end = verb + 1
    for token in tokens:
        if token == _ALONE:
            return (verb + 1, end) if _is_alone(text, at, language) else None
        if at < len(known.plain) and known.plain[at] in _words(token, language) and _joined(text, at - 1):
            at += 1
            end = end if token[0] == "+" else at
        elif token[-1] != "?":
            return None
    return verb + 1, end


def _joined(text: str, at: int) -> bool:
    """Tell whether no mark stands between a word of a text and the next one."""
    known = words_of(text)
    return not _MARKS.intersection(text[known.ends[at] : known.starts[at + 1]])


@cache
def _words(token: str, language: str) -> frozenset[str]:
    """Return the words of which one stands for a token; "one's" is whose it is, or "the"."""
    found = frozenset(token.removeprefix("+").removesuffix("?").split("/"))
    own = {*words(language, "agreement.determiners")} - {*words(language, "amounts.articles")}
    return found | own if _OWN in found else found


def _is_alone(text: str, at: int, language: str) -> bool:
    """Tell whether nothing stands from a word on that a verb before it could be done to."""
    known = words_of(text)
    if at >= len(known.plain) or not _joined(text, at - 1):
        return True
    free = ("outcomes.prepositions", "outcomes.joints", "factuality.infinitives")
    return any(known.plain[at] in words(language, topic) for topic in free) or known.plain[at].endswith(
        words(language, "omissions.adverbs")
    )


@cache
def _ways(language: str) -> Mapping[str, Sequence[tuple[_Way, int]]]:
    """Return the ways to say what each group means by each form of their verbs."""
    found: dict[str, list[tuple[_Way, int]]] = {}
    for label, ways in table(language, "agreement.phrases").items():
        for way in (label, *ways.split("|")):
            verbs, *tokens = way.split()
            for verb in verbs.split("/"):
                own = _Way(label, verb, tuple(tokens))
                forms = _forms(verb, language)
                other = (verb + "ed", verb + "ing") if forms[2] == f"{verb}led" else ()  # "canceled"
                for word in dict.fromkeys((*forms, *other)):
                    form = forms.index(word) if word in forms else 2 + 2 * word.endswith("ing")
                    found.setdefault(word, []).append((own, form))
    return found


@cache
def _forms(verb: str, language: str) -> tuple[str, str, str, str, str]:
    """Return the base of a verb and its other forms: "takes", "took", "taken", "taking"."""
    last, before = verb[-1], verb[-2]
    is_y, is_mute = last == "y" and before not in _VOWELS, last == "e" and before not in "eoy"
    doubled = verb + last if _is_short(verb) else verb
    regular = verb[:-1] + "ied" if is_y else verb + "d" if last == "e" else doubled + "ed"
    past, participle = _irregular(language).get(verb, (regular, regular))
    stem = past[:-2] if past == verb + last + "ed" else verb[:-1] if is_mute else doubled
    stem = verb[:-2] + "y" if verb.endswith("ie") else stem
    hisses = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
    third = verb[:-1] + "ies" if is_y else verb + ("es" if hisses else "s")
    return verb, third, past, participle, stem + "ing"


_VOWELS = "aeiou"


def _is_short(verb: str) -> bool:
    """Tell whether a verb doubles its last letter: "stop", "quit"."""
    vowels = [char for char in verb.replace("qu", "q") if char in _VOWELS]
    return len(verb) > 2 and len(vowels) == 1 and verb[-2] in _VOWELS and verb[-1] not in f"{_VOWELS}wxy"


@cache
def _irregular(language: str) -> Mapping[str, tuple[str, str]]:
    """Return the past form and the participle of each verb that has one of its own."""
    participles = {base: form for form, base in table(language, "outcomes.participles").items()}
    found = {
        base: (form, participles.get(base, form))
        for form, base in reversed([*table(language, "outcomes.irregular").items()])
    }
    for verb, forms in table(language, "agreement.past").items():
        past, *participle = forms.split()
        found[verb] = past, participle[0] if participle else past
    return found
