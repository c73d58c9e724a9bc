"""Names of a claim against those of its evidence, with titles, surnames, acronyms and demonyms allowed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from itertools import chain, pairwise

from summarizer.languages import ANY, pattern, table, words
from summarizer.records import dataclass
from summarizer.text.language import WORD, content_stems, stop_words
from summarizer.text.words import content_of

from .finding import Finding
from .outlets import is_attribution
from .quantities import is_number_word, quantities


@cache
def titles(language: str) -> frozenset[str]:
    """Return the words that stand before a name without being part of it; a claim may add or drop them."""
    return frozenset(words(language, "names.titles") or words("en", "names.titles"))


@cache
def calendar_words(language: str) -> frozenset[str]:
    """Return the words with a capital that name a day, a month or a half of the day."""
    code = language if words(language, "calendar.months") else "en"
    topics = ("calendar.weekdays", "calendar.months", "calendar.months_short", "calendar.clock")
    return frozenset(word for topic in topics for word in words(code, topic))


@cache
def _links() -> frozenset[str]:
    return frozenset(words(ANY, "names.links"))


@cache
def _aliases() -> Mapping[str, str]:
    """Return the short forms and demonyms that no rule of spelling joins to the name."""
    return table("en", "names.aliases")


@cache
def _full() -> frozenset[str]:
    return frozenset(_aliases().values())


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words. ``words`` are lower-cased, titles and links dropped."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=1 << 15)  # a large pile is read for its conflicts several times over
def names(text: str, language: str = "en") -> tuple[Name, ...]:
    """Return the proper names of ``text``, in order.

    A word that opens a sentence or a quotation is one only if it is unknown in lower case: to the language's
    Punkt model, which records the case of the words of its training text, and to the list of stop words.
    Nothing is found in scripts without case, nor in German, where every noun has a capital.
    """
    if language == "de":
        return ()
    stops = stop_words(language)
    runs: list[list[tuple[int, int]]] = []
    for start, end in _capitalised(text):
        word = text[start:end].lower()
        opening = opens(text, start)
        if (
            (opening and is_number_word(word, language))
            or word in calendar_words(language)
            or (word.replace("’", "'") in stops and not text[start:end].isupper())
        ):
            continue
        joined = runs and _joins(text[runs[-1][-1][1] : start])
        if opening and not joined and (is_common(word, language) or _PREFIXED.match(text, end)):
            continue
        if joined:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    found = []
    dropped = titles(language) | _links()
    for run in runs:
        if len(run) == 1 and _is_unit(text, *run[0], language):
            continue
        own = tuple(w for s, e in run if (w := _plain(text[s:e])) not in dropped)
        if own:
            found.append(Name(run[0][0], run[-1][1], own))
    return tuple(found)


def _is_unit(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a word with a capital is what a number counts in: "fifty Euros"."""
    before = text[max(0, start - 24) : start].split()[-1:]
    if not before or not (before[0][-1].isdigit() or is_number_word(before[0].lower(), language)):
        return False
    return any(
        one.unit is not None and one.start < start and one.end == end for one in quantities(text, language)
    )


def opens(text: str, start: int) -> bool:
    """Tell whether a word stands where any has a capital: as first in a sentence or a quotation."""
    return _OPENING.search(text, max(0, start - 4), start) is not None


_CAPITALISED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+|-(?=[^\W_a-z])[^\W_]+)*")
_OPENING = re.compile(r"(?:^|[.!?:;…]['\"”’)]* |[\"“‘(\[\n•*]|[-–—] ?)$")
_PREFIXED = re.compile(r"-[^\W\d_A-Z]")


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    for match in _CAPITALISED.finditer(text):
        if match.group().islower():
            continue
        start, end = match.span()
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        word = text[start:end]
        if any(char.isupper() for char in word) and not (word.isupper() and len(word) < 2):
            yield start, end


def _joins(between: str) -> bool:
    return _between().fullmatch(between) is not None


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf" ?(?:(?:{pattern(ANY, 'names.linking')}) )* ?")


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").rstrip(".").removesuffix("'s")


@lru_cache(maxsize=32768)
def is_common(word: str, language: str) -> bool:
    """Tell whether a word is known to stand in lower case inside sentences."""
    if word in stop_words(language):
        return True
    if word in words(language, "names.places"):
        return False
    seen = _orthography(language)
    if seen is None:
        return True
    forms = (word, *(word.removesuffix(ending) for ending in words(ANY, "names.inflections")))
    return any(seen.get(form, 0) & _LOWER for form in forms)


_LOWER = 1 << 4 | 1 << 5 | 1 << 6
"""Punkt's marks for "seen in lower case": at the start of a sentence, inside one, somewhere."""


@lru_cache(maxsize=8)
def _orthography(language: str) -> dict[str, int] | None:
    import punkt

    from summarizer.text.language import name

    try:
        context: dict[str, int] = punkt.load_model(name(language) or language).ortho_context
    except punkt.ModelError:
        return None
    return context


@cache
def _suffixes() -> frozenset[str]:
    """Return what a place and its people, or a singular and its plural, may differ in: Armenia, Armenians."""
    return frozenset(("", *words(ANY, "names.suffixes")))


def same_word(one: str, other: str) -> bool:
    """Tell whether two lower-cased words may be of one name: "armenia" and "armenians"."""
    if one == other or _aliases().get(one, one) == _aliases().get(other, other):
        return True
    if len(one) > 2 and len(other) > 2 and (one == f"{other}s" or other == f"{one}s"):
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 4 and one[shared:] in _suffixes() and other[shared:] in _suffixes()


@lru_cache(maxsize=32768)
def canonical(word: str) -> str:
    """Return a form that a name has in common with its demonym, plural or short form: "kenyan" → "keny"."""
    word = _plain(word)
    word = _aliases().get(word, word)
    return next(
        (word[: -len(end)] for end in _endings() if word.endswith(end) and len(word) - len(end) >= 4), word
    )


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(filter(None, _suffixes()), key=lambda ending: (-len(ending), ending)))


@dataclass(frozen=True, slots=True)
class _Held:
    """What one piece of evidence holds: its words in order, and where they stand in its text.

    Behind them stand names that its phrases are another form of. ``known`` are the answers given: a name may
    be asked for a thousand times.
    """

    text: str
    language: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    distinct: frozenset[str]
    known: dict[tuple[tuple[str, ...], bool], bool] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=8192)
    def of(cls, text: str, language: str) -> _Held:
        spans = [match.span() for match in _CAPITALISED.finditer(text)]
        found = [_plain(text[start:end]) for start, end in spans]
        lower = text.lower()
        found += [alias for phrase, alias in _phrases() if phrase in lower]
        starts, ends = tuple([start for start, _ in spans]), tuple([end for _, end in spans])
        return cls(text, language, tuple(found), starts, ends, frozenset(found))

    def holds(self, name: Name, opens: bool = False) -> bool:
        """Tell whether the evidence names the same thing; where it opens the claim in any case."""
        key = (name.words, opens)
        if key not in self.known:
            self.known[key] = self._holds(name, opens)
        return self.known[key]

    def _holds(self, name: Name, opens: bool) -> bool:
        found = [self._places(word) for word in name.words]
        if len(found) == 1:
            word = name.words[0].replace(".", "")
            return any(opens or self._is_capital(at) for at in found[0]) or (
                len(word) > 2 and word in _initials(self.text, self.language)
            )
        initials = "".join(word[0] for word in name.words)
        if len(initials) > 2 and initials in (word.replace(".", "") for word in self.distinct):
            return True
        if 2 * sum(map(bool, found)) < len(found) or not (found[-1] or len(found) > 2):
            return False
        first, last = found[-2], found[-1]
        behind = set(last)
        together = [a for a in first if any(a + step in behind for step in (-3, -2, -1, 1, 2, 3))]
        if together:  # "the Turkish Defence Ministry" is not the Russian one
            return bool(found[0]) or not all(self._named(at, -1) for at in together)
        strange_first = bool(first) and all(self._named(at, 1) for at in first)
        strange_last = bool(last) and all(self._named(at, -1) for at in last)
        return not strange_first and not strange_last

    def has_all(self, name: Name) -> bool:
        """Tell whether each word of a name stands here."""
        return all(map(self._places, name.words))

    def instead(self, name: Name) -> str:
        """Return a name here that is word for word ``name`` but for one behind the first; empty for none."""
        found = [self._places(word) for word in name.words]
        held = Counter(place - at for at, places in enumerate(found) for place in places)
        for start, times in held.items():
            run = range(start, start + len(found))
            if times < len(found) - 1 or start < 0 or run[-1] >= len(self.starts):
                continue
            other = next((at for at, places in enumerate(found) if not places), 0)
            joined = all(self.text[self.ends[a] : self.starts[b]].isspace() for a, b in pairwise(run))
            if other and joined and self._is_other(start + other):
                return self.text[self.starts[start] : self.ends[run[-1]]]
        return ""

    def _is_other(self, at: int) -> bool:
        """Tell whether a word has a capital and tells who or what a name is, unlike a title or a link."""
        return self._is_capital(at) and self.words[at] not in titles("en") and self.words[at] not in _links()

    def _places(self, word: str) -> list[int]:
        head = word[:3]
        alias = word in _aliases() or word in _full()
        known = self.distinct
        found = {own for own in known if own == word or ((alias or own[:3] == head) and same_word(word, own))}
        parts = word.split("-") if "-" in word and not found else []
        if parts and all(any(same_word(part, own) for own in known) for part in parts):
            found = {own for own in known if same_word(parts[-1], own)}
        elif not found:
            found = {own for own in known if "-" in own and word in own.split("-")}
        return [at for at, own in enumerate(self.words) if own in found] if found else []

    def _is_capital(self, at: int) -> bool:
        """Tell whether a word has a capital, and not for its place alone."""
        if at >= len(self.starts):
            return True
        written = self.text[self.starts[at] : self.ends[at]]
        return any(map(str.isupper, written)) and (
            self.words[at] not in stop_words(self.language) or written.isupper()
        )

    def _named(self, at: int, step: int) -> bool:
        """Tell whether the word beside ``at``, links skipped, belongs to a name."""
        at += step
        while 0 <= at < len(self.words) and self.words[at] in _links():
            at += step
        return 0 <= at < len(self.words) and self._is_capital(at) and self.words[at] not in titles("en")


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Return the phrases that are another form of a name, each with that."""
    return tuple(table("en", "names.phrases").items())


@lru_cache(maxsize=8192)
def _initials(text: str, language: str) -> frozenset[str]:
    """Return the initials of the names of a text, as one word each."""
    parts = (
        [word for word in WORD.findall(text[name.start : name.end]) if word[0].isupper()]
        for name in names(text, language)
    )
    return frozenset("".join(part[0] for part in one).lower() for one in parts)


def holds(name: Name, text: str, language: str) -> bool:
    """Tell whether a text names the same thing, in whatever case."""
    return _Held.of(text, language).holds(name, opens=True)


def check_names(claim: str, evidence: Sequence[str], language: str, near: int = 0) -> Iterator[Finding]:
    """Yield the names of ``claim`` that no evidence holds.

    With ``near`` > 0 the piece of evidence that holds a name must share at least so many of the content
    words around it: that another passage has the name for another reason does not bear out the claim.
    """
    claimed = names(claim, language)
    if not claimed:
        return
    for name in claimed:
        written = claim[name.start : name.end]
        first = opens(claim, name.start) or not any(is_common(word, language) for word in name.words)
        holders = (text for text in evidence if _Held.of(text, language).holds(name, first))
        held = next(holders, None)
        instead = _instead(name, evidence, language) if held is not None else ""
        if (
            held is not None
            and not instead
            and (not near or _stands_near(claim, name, chain((held,), holders), language, near))
        ):
            continue
        if instead:
            message = f"the cited passages name {instead}, not {written}"
            yield Finding("name", name.start, name.end, written, message, contradicted=True)
        elif is_attribution(claim, name.start, name.end):
            message = f"no cited passage says that {written} reported this"
            yield Finding("attribution", name.start, name.end, written, message)
        elif held is not None:
            message = f"the cited passages name {written} only where they speak of something else"
            yield Finding("name", name.start, name.end, written, message)
        else:
            message = f"no cited passage names {written}"
            yield Finding("name", name.start, name.end, written, message)


def _instead(name: Name, evidence: Sequence[str], language: str) -> str:
    """Return the name of evidence that differs from a long one by one word, where none has all its words."""
    if len(name.words) < LONG or any(_Held.of(text, language).has_all(name) for text in evidence):
        return ""
    return next(filter(None, (_Held.of(text, language).instead(name) for text in evidence)), "")


LONG = 3
"""Words of a name from which on another one that differs by a single word is not the same."""
_AROUND = 8
"""Content words on either side of a name that count as near it."""


def _stands_near(claim: str, name: Name, holders: Iterable[str], language: str, near: int) -> bool:
    around = _around(claim, name.start, name.end, language)
    return any(len(around & content_of(text, language)) >= min(near, len(around)) for text in holders)


@lru_cache(maxsize=2048)
def _around(claim: str, start: int, end: int, language: str) -> frozenset[str]:
    """Return the content words around a name, without its own."""
    before = content_stems(claim[:start], language)[-_AROUND:]
    behind = content_stems(claim[end:], language)[:_AROUND]
    return frozenset((*before, *behind)).difference(content_stems(claim[start:end], language))
