"""What is known of a language, as data: one TOML file a language, read once and only when it is asked for.

``en.toml`` holds English, ``de.toml`` German, and so on by ISO 639-1 code; ``und.toml`` what belongs to no
language, as the names of news agencies. A topic is ``"table.key"``, as ``"negation.cues"``; `schema.json`
says which there are, what each holds and what it is for. A language without a topic is one of which that is
not known: who asks says less, and never takes another language's words for it.

Before the language of a text is known, and where pages mix languages, as in their notices, the words of
all are looked for: `every` and `everywhere` read all files, which takes some milliseconds, once.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.errors import LanguageFileError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ANY = "und"
"""The file of what belongs to no language (ISO 639-2: undetermined)."""


NOTHING = "(?!)"
"""The inside of a regular expression that fits nothing: what is not known."""


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, sorted."""
    found = (entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found if name != f"{ANY}.toml"))


def knows(code: str, topic: str) -> bool:
    """Tell whether ``topic`` is known of the language ``code``."""
    return _entry(code, topic) is not None


@cache
def known(topic: str) -> tuple[str, ...]:
    """Return the languages of which ``topic`` is known. Reads all files: for tables and docs."""
    return tuple(code for code in codes() if knows(code, topic))


@cache
def words(code: str, topic: str) -> tuple[str, ...]:
    """Return the words or phrases of ``topic``, () where they are not known.

    In the file, single words stand in one string with spaces between them, phrases in an array.
    """
    entry = _entry(code, topic)
    if not isinstance(entry, str | list | None):
        raise LanguageFileError(
            f"{_name(code)}: {topic} must be words in one text or in a list, not {entry!r}."
        )
    return tuple(entry.split() if isinstance(entry, str) else entry or ())


@cache
def every(topic: str) -> tuple[str, ...]:
    """Return the words or phrases of ``topic`` in all languages and in none, each once."""
    return tuple(dict.fromkeys(word for code in (*codes(), ANY) for word in words(code, topic)))


@cache
def forms(code: str, topic: str, past: bool = False) -> tuple[str, ...]:
    """Return the words of ``topic``, verbs of saying in all their forms, or in the past alone."""
    verbs = table(code, "saying.forms")
    made = ((word, *verbs[word].split()) if word in verbs else (word,) for word in words(code, topic))
    return tuple(dict.fromkeys(word for each in made for word in (each[-1:] if past else each)))


def alternatives(found: Iterable[str]) -> str:
    """Return the inside of a regular expression that fits any of the words, the longest first.

    An apostrophe fits a straight and a round one.
    """
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in ordered) or NOTHING


def pattern(code: str, topic: str) -> str | None:
    """Return the inside of a regular expression, its line breaks taken out; None where it is not known."""
    entry = _entry(code, topic)
    return None if entry is None else one_line(entry)


@cache
def everywhere(topic: str) -> str:
    """Return the inside of a regular expression: the patterns of ``topic`` in all languages and in none."""
    found = (pattern(code, topic) for code in (*codes(), ANY))
    return "|".join(f"(?:{rule})" for rule in found if rule) or NOTHING


def one_line(rule: str) -> str:
    """Take the line breaks out of a regular expression, with the blanks around them."""
    return "".join(line.strip(" ") for line in rule.split("\n"))


_LETTER = re.compile(r"(\\.|\(\?P)|([A-Z])")
_ESCAPED, _CLASS, _BRACKET = re.compile(r"\\."), re.compile(r"\[[^\]]*\]"), re.compile(r"[()]")
_NAMED = re.compile(r"\(\?P[<=][^>)]*[A-Z]")
"""Begin of a group that is named in capitals."""


def searcher(*rules: str | None) -> Searcher:
    """Return what tells whether one of some regular expressions fits anywhere in a text; None fits nothing.

    Those that are caseless as a whole are looked for in the lower-cased text: words can
    then be passed over by their first letters, which takes a third of the time.
    """
    known = [rule for rule in rules if rule is not None]
    bare = [without_case(rule) for rule in known]
    if known and all(bare):
        return Searcher("|".join(map(str, bare)), small=True)
    return Searcher("|".join(f"(?:{rule})" for rule in known) or NOTHING, small=False)


class Searcher:
    """Whether a regular expression fits anywhere in a text, or in its ``small`` letters."""

    __slots__ = ("_search", "_small", "rule")

    def __init__(self, rule: str, *, small: bool) -> None:
        self.rule, self._small = rule, small
        self._search = re.compile(rule).search

    def __call__(self, text: str) -> bool:
        """Tell whether the rule fits in a text."""
        return self._search(text.lower() if self._small else text) is not None


def without_case(rule: str) -> str | None:
    """Return a rule as it fits a lower-cased text, None if it does not disregard case as a whole.

    It does if it is one group, "(?i:…)". Its letters are small ones then.
    """
    if not _is_caseless(rule):
        return None
    return "(?:" + _LETTER.sub(lambda found: found[1] or found[2].lower(), rule.removeprefix("(?i:"))


class Caseless:
    """A regular expression that disregards case: found in the lower-cased text where it has no capitals.

    That takes a third of the time, and a fifth to compile. What it matches may be in small letters, its place
    is that in the text.
    """

    def __init__(self, rule: str) -> None:
        bare = without_case(f"(?i:{rule})")
        self._small = bare is not None
        self._pattern = re.compile(bare if bare is not None else f"(?i:{rule})")

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a stretch of a text."""
        return self._pattern.search(self._read(text), start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text, in order."""
        return self._pattern.finditer(self._read(text))

    def _read(self, text: str) -> str:
        if not self._small:
            return text
        lower = text.lower()
        if len(lower) == len(text):
            return lower
        return "".join(small if len(small := char.lower()) == 1 else char for char in text)  # "İ" makes two


def _is_caseless(rule: str) -> bool:
    plain, depth = _ESCAPED.sub("", rule), 0
    small = plain.isascii() or all(char.isascii() or char == char.lower() for char in plain)
    if not plain.startswith("(?i:") or "(?-i:" in plain or _NAMED.search(plain) or not small:
        return False
    bare = _CLASS.sub("", plain)
    for found in _BRACKET.finditer(bare):
        depth += 1 if found.group() == "(" else -1
        if not depth:
            return found.end() == len(bare)
    return False


def table(code: str, topic: str) -> Mapping[str, Any]:
    """Return a mapping, as of number words to numbers; empty where it is not known."""
    return _entry(code, topic) or {}


@cache
def merged(topic: str) -> Mapping[str, Any]:
    """Return the mappings of ``topic`` in all languages and in none, as one; a later code overrules."""
    return {word: value for code in (*codes(), ANY) for word, value in table(code, topic).items()}


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema that every file of a language satisfies."""
    found: dict[str, Any] = json.loads((files(__package__) / "schema.json").read_text(encoding="utf-8"))
    return found


@cache
def _file(code: str) -> dict[str, Any]:
    """Return all that is known of a language."""
    try:
        return tomllib.loads(_text(code))
    except ValueError as error:
        raise LanguageFileError(
            f"{_name(code)} is no TOML in UTF-8: {error}; mend it or take it out."
        ) from error


@cache
def _text(code: str) -> str:
    path = files(__package__) / f"{code}.toml"
    return path.read_text(encoding="utf-8") if code.isalpha() and path.is_file() else ""


_HEADER = re.compile(r"^\[(\w+)(?:\.\w+)*\]$", re.MULTILINE)


@cache
def _parts(code: str) -> Mapping[str, str]:
    """Return the text of each group of a file: its tables, of which a small note asks for a few."""
    text, found = _text(code), dict[str, str]()
    headers = list(_HEADER.finditer(text))
    for header, end in zip(headers, [*(one.start() for one in headers[1:]), len(text)], strict=True):
        found[header[1]] = found.get(header[1], "") + text[header.start() : end]
    return found


@cache
def _group(code: str, group: str) -> Mapping[str, Any]:
    """Return the tables of a group of a file."""
    try:
        found: Mapping[str, Any] = tomllib.loads(_parts(code).get(group, "")).get(group, {})
    except ValueError:  # what looks like a header may stand in a text, and what is wrong is told of the whole
        found = _file(code).get(group, {})
    return found


def _name(code: str) -> str:
    return f"{__package__.replace('.', '/')}/{code}.toml"


def _entry(code: str, topic: str) -> Any:
    group, _, key = topic.partition(".")
    return _group(code, group).get(key)
