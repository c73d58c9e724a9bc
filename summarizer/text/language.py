"""Words of a text: language detection, tokens, stop words, stems. Nothing is downloaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from summarizer import languages

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word: letters and digits, apostrophes inside it kept."""

# Scripts that put no space between words; their runs are cut into character bigrams
# (a standard index unit for them: Nie et al. 2000).
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)

_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}
_SPACE = re.compile(r"\s")


def name(code: str) -> str | None:
    """Return the English name of an ISO 639-1 ``code`` (``"de"`` → ``"german"``), None where unknown."""
    return next(iter(languages.words(code, "language.name")), None)


def codes() -> tuple[str, ...]:
    """Return the languages of which anything is known, sorted."""
    return languages.codes()


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, ``"en"`` where there is nothing to go by.

    Only the first 4,000 characters count. English is told by its function words, since loading the
    n-gram model (py3langid; Lui & Baldwin 2012) costs half a second.
    """
    head = text[:4000]
    words = [word.lower() for word in WORD.findall(head)]
    if not words:
        return "en"
    commonest = languages.words("en", "stop.commonest")
    common = sum(word in commonest for word in words)
    if common >= 0.12 * len(words):
        return "en"
    import py3langid

    code: str = py3langid.classify(head)[0]
    if len(words) < 8 and head.isascii():
        return "en"
    return _aliases().get(code, code)


@cache
def _aliases() -> dict[str, str]:
    """Map further codes of a language, as of its written forms, to that which is used."""
    topic = "language.aliases"
    return {alias: code for code in languages.known(topic) for alias in languages.words(code, topic)}


@lru_cache(maxsize=64)
def stop_words(code: str) -> frozenset[str]:
    """Return the function words of a language, an empty set where no list is known."""
    if own := languages.words(code, "stop.words"):
        return frozenset(own)
    import stop_words as lists

    language = name(code)
    if language not in lists.AVAILABLE_LANGUAGES:
        return frozenset()
    return frozenset(word.lower() for word in lists.get_stop_words(language))


def tokens(text: str) -> list[str]:
    """Return the lower-cased words of ``text``, in order; unspaced scripts as character bigrams."""
    lower = text.lower()
    if text.isascii() and "'" not in text:
        return lower.translate(_BLANKED).split()  # the same, in half the time
    found = WORD.findall(lower)
    if text.isascii() or not UNSPACED.search(text):
        return found
    return [piece for word in found for piece in _pieces(word)]


def _pieces(word: str) -> Iterable[str]:
    at = 0
    for run in UNSPACED.finditer(word):
        if run.start() > at:
            yield word[at : run.start()]
        characters = run.group()
        yield from (characters[i : i + 2] for i in range(max(1, len(characters) - 1)))
        at = run.end()
    if at < len(word):
        yield word[at:]


_AT_ONCE = 1 << 18
"""Characters whose words are counted at once."""


def count_words(text: str) -> int:
    """Return the number of words: runs between white space; in unspaced scripts each character is one."""
    # The list of all words of a large document would outweigh it by far.
    return sum(map(_count_words, _portions(text))) if len(text) > _AT_ONCE else _count_words(text)


def _count_words(text: str) -> int:
    count = len(text.split())
    if text.isascii():
        return count
    return count + sum(len(run.group()) - 1 for run in UNSPACED.finditer(text))


def _portions(text: str) -> Iterable[str]:
    """Cut a long text at white space."""
    start = 0
    while start < len(text):
        cut = _SPACE.search(text, start + _AT_ONCE)
        end = cut.start() if cut else len(text)
        yield text[start:end]
        start = end


def stem(words: Iterable[str], code: str) -> list[str]:
    """Return the Snowball stem of each word (Porter 2001); the word itself where there is no stemmer."""
    stemmer = _stemmer(code)
    plain = [word.replace("’", "'").removesuffix("'s") for word in words]
    return stemmer.stemWords(plain) if stemmer else plain


def stemmer(code: str) -> Callable[[str], str]:
    """Return what :func:`stem` does, for one word after another."""
    known = _stemmer(code)

    def one(word: str) -> str:
        plain = word.replace("’", "'").removesuffix("'s")
        return str(known.stemWord(plain)) if known else plain

    return one


def content_stems(text: str, code: str) -> list[str]:
    """Return the stems of the words of ``text`` that are no stop words, in order."""
    stops = stop_words(code)
    return stem((word for word in tokens(text) if word.replace("’", "'") not in stops), code)


@lru_cache(maxsize=64)
def _stemmer(code: str):  # type: ignore[no-untyped-def]  # PyStemmer has no types
    import Stemmer

    language = name(code)
    if language not in Stemmer.algorithms():
        return None
    return Stemmer.Stemmer(language, 100_000)
