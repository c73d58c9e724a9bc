"""Words of a text: language detection, tokens, stop words, stems. Nothing is downloaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from summarizer import languages
from summarizer.errors import OptionError
from summarizer.languages.lexicon import NOTHING, meanings

from .remembered import Remembered

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word: letters and digits, apostrophes inside it kept."""

# Scripts that put no space between words; their runs are cut into character bigrams
# (a standard index unit for them: Nie et al. 2000).
_FIRST_UNSPACED = "\u0e00"
UNSPACED = re.compile(
    f"[{_FIRST_UNSPACED}-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)

_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}
_SPACE = re.compile(r"\s")


def name(code: str) -> str | None:
    """Return the English name of an ISO 639-1 ``code`` (``"de"`` → ``"german"``), None where unknown."""
    return next(iter(languages.words(code, "language.name")), None)


def require_known(code: str) -> None:
    """Raise `OptionError` where nothing is known of the language ``code`` that a user names."""
    if code not in languages.codes():
        raise OptionError(
            f"--language {code}: choose one of {', '.join(languages.codes())};"
            " another needs a file of its words (CONTRIBUTING.md: a language)."
        )


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, ``"en"`` where there are no words.

    Only the first 4,000 characters count. A language is told by its commonest words where they are known,
    which spares the n-gram model (py3langid; Lui & Baldwin 2012) that takes half a second to load. What the
    model guesses counts where the text has function words of that language. A text that shows neither, nor
    English words, is of no language that is known here, ``"und"``: of a wrong one, a denial in it would be
    taken for its contrary.
    """
    head = text[:4000]
    words = lowered(head) if head.isascii() else [word.lower() for word in WORD.findall(head)]
    if not words:
        return "en"
    told = _by_commonest(words)
    if told is not None:
        return told
    guess = likeliest(head)
    if _shows(words, guess, sure=len(words) < SHORT and head.isascii()):
        return guess
    return "en" if _is_english(head) else languages.ANY


def likeliest(text: str) -> str:
    """Return the language that an n-gram model takes a text for, however little tells it."""
    import py3langid

    guess = str(py3langid.classify(text[:4000])[0])
    return _aliases().get(guess, guess)


COMMON = 0.12
"""Share of the words of a text from which the commonest words of a language tell it."""
SHORT = 8
"""Words under which a text without accents tells an n-gram model little."""


def _by_commonest(words: Sequence[str]) -> str | None:
    """Return the language whose commonest words stand in a text, None where there is none.

    English is looked at first, and is enough: most texts spare the reading of all files of languages.
    """

    def share(code: str) -> float:
        return sum(map(_commonest(code).__contains__, words)) / len(words)

    if share("en") >= COMMON:
        return "en"
    best = max(languages.known("stop.commonest"), key=share)
    return best if share(best) >= COMMON else None


@cache
def _commonest(code: str) -> frozenset[str]:
    return frozenset(languages.words(code, "stop.commonest"))


def _shows(words: Sequence[str], code: str, sure: bool) -> bool:
    """Tell whether a text has function words of a language, if any are known; ``sure``: a third of it."""
    own = stop_words(code)
    if not own or any(UNSPACED.search(word) for word in words):
        return not sure
    found = sum(word in own for word in words)
    return found > 0 and (not sure or 3 * found >= len(words))


def _is_english(head: str) -> bool:
    """Tell whether half of the words, names and numbers apart, are in the English lexicon."""
    known = stop_words("en")
    plain = [word for word in WORD.findall(head) if word.islower()]
    found = (
        word in known or meanings(one, "en") != NOTHING
        for word, one in zip(plain, stem(plain, "en"), strict=True)
    )
    return 2 * sum(found) >= len(plain)


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


def lowered(text: str) -> list[str]:
    """Return the words of ``text`` in small letters, in order."""
    lower = text.lower()
    if text.isascii() and "'" not in text:
        return lower.translate(_BLANKED).split()  # the same, in half the time
    return WORD.findall(lower)


def tokens(text: str) -> list[str]:
    """Return the lower-cased words of ``text``, in order; unspaced scripts as character bigrams."""
    found = lowered(text)
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
    return sum(map(_count_many, _portions(text))) if len(text) > _AT_ONCE else _count_words(text)


def _count_words(text: str) -> int:
    count = len(text.split())
    if text.isascii():
        return count
    return count + sum(len(run.group()) - 1 for run in UNSPACED.finditer(text))


def _count_many(text: str) -> int:
    """Do the same for a long text, in a fifth of the time: words begin where white space ends."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max(initial=0) >= ord(_FIRST_UNSPACED):
        return _count_words(text)
    space = np.frombuffer(_spaces(), np.bool_)[codes]
    return int(np.count_nonzero(space[:-1] & ~space[1:])) + int(not space[:1].all())


@cache
def _spaces() -> bytes:
    """Return for each character before the first of a script without spaces whether it is white space."""
    return bytes(chr(code).isspace() for code in range(ord(_FIRST_UNSPACED)))


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
    return [*map(_stems(code).__getitem__, words)]


def stemmer(code: str) -> Callable[[str], str]:
    """Return what :func:`stem` does, for one word after another."""
    return _stems(code).__getitem__


def content_stems(text: str, code: str) -> list[str]:
    """Return the stems of the words of ``text`` that are no stop words, in order."""
    stops = stop_words(code)
    return stem((word for word in tokens(text) if word.replace("’", "'") not in stops), code)


STEMS = 200_000
"""Words of a language whose stems are remembered."""


@lru_cache(maxsize=64)
def _stems(code: str) -> Remembered[str]:
    import Stemmer

    language = name(code)
    stemmer = Stemmer.Stemmer(language, 0) if language in Stemmer.algorithms() else None

    def stemmed(word: str) -> str:
        plain = word if word.isalnum() else word.replace("’", "'").removesuffix("'s")
        return str(stemmer.stemWord(plain)) if stemmer else plain

    return Remembered(stemmed, STEMS)
