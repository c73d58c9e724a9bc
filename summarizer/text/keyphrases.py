"""Key phrases: what a pile, or a part of it, is about; for titles and headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from summarizer.data import Document, Sentence
from summarizer.languages import every
from summarizer.records import dataclass

from .language import UNSPACED
from .phrase_counts import Counts, Total, count, sample, uses_of

SEEN = 3
"""Uses a common word or pair needs; a name needs two."""
PAIR, WORD = 1.5, 0.1
"""What a pair of common words, and a single one, count beside a name."""
ATTRIBUTE = 0.6
"""Share of uses right before a common word from which a name is an adjective: "Republican"."""
NOUN = 0.4
"""Share of those uses that one word needs to be shown with it: "North Korean soldier"."""
FULLER = 0.15
"""Share of a surname's uses that its full name needs to stand for it."""
ELSEWHERE = 0.3
"""Rate of use in other matters, beside that in this one, from which a phrase does not tell it apart."""
UNLED = 0.3
"""What stands for the number of documents that open with a phrase where none does."""
LETTERS = 5
"""Letters that initials have at most."""
TITLED = 6.0
"""How many times more a phrase counts of which all titles hold a word."""
THIRD = 0.5
"""Weight, beside that of the second, with which a third name stands before what the pile is about."""
HAPPENS = 4.0
"""How many times more a noun counts as what a pile is about that is one for what happens."""
NAMES = 3
"""Names in a title at most."""
ARTICLE = 0.1
"""Share of its uses behind an article from which a common word is a noun."""
BOUND = 0.6
"""Share of the uses of either word from which a pair is a term."""

_COMPOUND = re.compile(r"-[a-z]")
_INITIALS = re.compile(r"(?:\w\.)+\w")


@cache
def _vague() -> frozenset[str]:
    """Return the words that say of no text what it is about."""
    return frozenset(every("phrases.vague"))


class Title(NamedTuple):
    """Who or where, and what about, "" where that is not known."""

    names: tuple[str, ...]
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a pile, counted once for each document."""

    counts: Mapping[Document, Counts]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Phrases:
        """Count the phrases of the sentences, of very many those of an even sample."""
        counts: dict[Document, Counts] = defaultdict(Counts)
        for sentence in sample(sentences):
            count(sentence, counts[sentence.document])
        return cls(dict(counts))

    def title(self, titled: Mapping[str, float] | None = None) -> Title:
        """Return who or where, in three names at most, and what it is about: a noun or a pair of words.

        What it is about is what half the documents use and half of them open with. With it a third name
        stands only where it weighs hardly less and half the documents have it. What happens comes before
        things. All weigh by how many documents open with them. Initials, which say nothing to who does not
        know them, stand only where nothing else does. Without a name it is
        the key phrases. ``titled`` are stems that several titles hold, each with the share of the titles:
        phrases of which one is a word come first.
        """
        own = Total.of(list(self.counts.values()))
        shares = titled or {}
        led = Counter(chain.from_iterable(part.lead for part in own.parts))
        score = {
            key: _weighed(key, own) * (1 + TITLED * _titled(key, shares)) * (led[key] or UNLED) ** 2
            for key in own.uses
            if _counts_enough(key, own)
        }
        ranked = sorted(score, key=lambda key: (-score[key], -len(key), key))
        names = [key for key in ranked if not key.startswith("\0") and key.lower() not in _vague()]
        if not names:
            return Title(self.key(NAMES), "")
        matters = [
            key
            for key in ranked
            if key.startswith("\0")
            and 2 * min(own.holders[key], led[key]) >= len(own.parts)
            and _is_noun(key, own)
            and not _is_vague(key, own)
        ]
        matters.sort(key=lambda key: -score[key] * (HAPPENS if _is_event(key, own) else 1))
        written = [key for key in names if not _is_short(key)]
        actors = _apart(written, own, NAMES - 1, []) or _apart(names, own, 1, [])
        matter = _apart(matters, own, 1, actors)
        least = THIRD * score[names[min(1, len(names) - 1)]] if matter else 0.0
        enough = [key for key in written if score[key] >= least and 2 * own.holders[key] >= len(own.parts)]
        third = _apart(enough, own, 1, actors)
        return Title((*actors, *third), *matter)

    def topics(self, most: int = 1) -> tuple[str, ...]:
        """Return the pairs of common words that the pile dwells on most, those that most documents hold."""
        own = Total.of(list(self.counts.values()))
        pairs = [
            key
            for key in own.uses
            if _weight(key) == PAIR and 2 * own.holders[key] > len(own.parts) and _counts_enough(key, own)
        ]
        pairs = [key for key in pairs if not _is_vague(key, own)] or pairs
        return tuple(_apart(sorted(pairs, key=lambda key: (-_weighed(key, own), key)), own, most, []))

    def owner(self) -> str | None:
        """Return the word that most names begin with, three at least and in half the documents: a firm's."""
        own = Total.of(list(self.counts.values()))
        found: dict[str, set[str]] = defaultdict(set)
        for name in own.names:
            found[name.split()[0]].add(name)
        owners = [
            word
            for word, names in found.items()
            if len(names) > 2
            and 2 * len([part for part in own.parts if part.names & names]) >= len(own.parts)
        ]
        return max(owners, key=lambda word: (len(found[word]), word), default=None)

    def key(self, count: int = 3, documents: Container[Document] | None = None) -> tuple[str, ...]:
        """Return up to ``count`` phrases that the documents dwell on, of the whole pile where none are given.

        They are names, pairs of common words, and single ones. A phrase weighs by the documents that hold
        it times its uses. A surname is given with the first name. Passed over are phrases that share a word
        with one already taken, those that the other documents use often too, and single common words once
        there is something better, or where they are no nouns.
        """
        own = Total.of([c for d, c in self.counts.items() if documents is None or d in documents])
        others = [c for d, c in self.counts.items() if documents is not None and d not in documents]
        elsewhere = uses_of(others)
        scale = ELSEWHERE * sum(part.sentences for part in others) / max(1, own.sentences)
        ranked = sorted(
            (
                key
                for key, uses in own.uses.items()
                if _counts_enough(key, own) and elsewhere[key] <= scale * uses
            ),
            key=lambda key: (-_weighed(key, own), -len(key), key),
        )
        taken: list[str] = []
        common = True
        for key in ranked:
            if len(taken) == count:
                break
            phrase, word = _fullest(key, own), _weight(key) == WORD
            if word and own.nouns and (not _is_noun(key, own) or _is_vague(key, own)):
                continue
            if (common or not word) and not any(_akin(phrase, other) for other in taken):
                taken.append(phrase)
                common = common and word
        return tuple(taken)


def _apart(keys: Sequence[str], counts: Total, most: int, taken: Sequence[str]) -> list[str]:
    """Return the first ``most`` phrases of ``keys`` that share no word with each other or ``taken``."""
    found: list[str] = []
    for key in keys:
        if len(found) == most:
            break
        phrase = _fullest(key, counts)
        if not any(_akin(phrase, other) for other in (*taken, *found)):
            found.append(phrase)
    return found


def _titled(key: str, shares: Mapping[str, float]) -> float:
    """Return the largest share of the titles that hold a word of a phrase."""
    if not shares:
        return 0.0
    roots = key.replace("\0", "").lower().split()
    return max(
        (share for word, share in shares.items() if any(_one_word(word, root) for root in roots)), default=0.0
    )


def _one_word(one: str, other: str) -> bool:
    """Tell whether two words or stems are one, their endings apart."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def _is_short(key: str) -> bool:
    """Tell whether a name is initials: "UTC", "U.S"."""
    return bool(_INITIALS.fullmatch(key)) or (key.isupper() and key.isascii() and len(key) <= LETTERS)


def _is_vague(key: str, counts: Total) -> bool:
    """Tell whether the word, or the last one of a pair, stands in the news of any day: "people", "state"."""
    return _written(key, counts).rpartition(" ")[2] in _vague()


def _is_event(key: str, counts: Total) -> bool:
    """Tell whether a common word, or the last one of a pair, is one for what happens: "crash"."""
    word = _written(key, counts).rpartition(" ")[2].lower()
    return any(one in _events() for one in (word, word.removesuffix("s"), word.removesuffix("es")))


@cache
def _events() -> frozenset[str]:
    return frozenset(every("phrases.events"))


def _is_noun(key: str, counts: Total) -> bool:
    """Tell whether a common word, the last one of a pair, ends what an article opens: "the new island".

    So does a pair of which neither word is used much without the other: "food stamps".
    """
    first, _, root = key.removeprefix("\0").rpartition(" ")
    if first and counts.uses[key] >= BOUND * max(counts.uses[f"\0{first}"], counts.uses[f"\0{root}"]):
        return True
    return counts.nouns.get(root, Counter()).total() >= ARTICLE * max(1, counts.uses[f"\0{root}"])


def _weight(key: str) -> float:
    if key.startswith("\0"):
        return PAIR if " " in key else WORD
    return len(key) / 2 if UNSPACED.match(key) else 1.0


def _weighed(key: str, counts: Total) -> float:
    """Return what a phrase weighs: by the documents that hold it times its uses."""
    return _weight(key) * counts.holders[key] * counts.uses[key]


def _counts_enough(key: str, counts: Total) -> bool:
    if key not in counts.names:
        return counts.uses[key] >= SEEN
    return counts.uses[key] >= 2 and _noun(key, counts) is not None


def _noun(key: str, counts: Total) -> str | None:
    """Return the word an adjective is shown with, "" for no adjective, None where no word stands out."""
    after = counts.before.get(key, Counter())
    if sum(after.values()) < ATTRIBUTE * counts.uses[key]:
        return ""
    word = max(after, key=lambda word: (word != "", after[word], word))
    if not word or counts.others[word] > after[word]:  # it is used without the name, and nowhere as a noun
        return "" if " " in key else None
    return f" {word}" if after[word] >= max(2, NOUN * counts.uses[key]) else None


def _head(key: str, counts: Total) -> str:
    """Return the word that a name is shown behind, as most of its uses are: "océan Indien"."""
    before = counts.heads.get(key, Counter())
    word = max(before, key=lambda word: (before[word], word), default="")
    return f"{word} " if before[word] >= max(2, ATTRIBUTE * counts.uses[key]) else ""


def _fullest(key: str, counts: Total) -> str:
    """Return how a phrase is written most; a lone name as part of the fuller name that it most stands for."""
    if key in counts.names and " " not in key:
        fuller = [
            other
            for other in counts.names
            if (other.endswith(f" {key}") and " of " not in other)
            or (other.startswith(f"{key} ") and other.count(" ") == 1)
            if not _COMPOUND.search(other) and counts.uses[other] >= max(1, FULLER * counts.uses[key])
        ]
        if fuller:
            return max(fuller, key=lambda other: (counts.uses[other], -len(other), other))
    form = _written(key, counts)
    noun = _noun(key, counts) if key in counts.names else ""
    head = _head(key, counts) if key in counts.names else ""
    return f"{head}{form}{noun}" + ("." if _INITIALS.fullmatch(form) and not noun else "")


def _written(key: str, counts: Total) -> str:
    """Return how a phrase is written most, a common word as the noun that it is."""
    forms = counts.nouns.get(key[1:]) or counts.forms(key)
    return max(forms, key=lambda form: (forms[form], form))


def _akin(one: str, other: str) -> bool:
    """Tell whether two phrases share a word or its beginning: "Armenia" and "Armenian forces".

    Without spaces, two characters are a word.
    """
    if UNSPACED.search(one) and UNSPACED.search(other):
        return any(one[i : i + 2] in other for i in range(len(one) - 1))
    return any(
        a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5])
        for a in one.lower().replace("-", " ").split()
        for b in other.lower().replace("-", " ").split()
    ) or (one in other or other in one)
