"""Where a wrapped line was joined to the next: words broken with a hyphen, and scripts without blanks.

Whether two halves are one word is told by what else the text has: it may have the whole word, or both apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from summarizer.languages import every
from summarizer.text.later import later

HYPHENS = ("-", "\u00ad", "\u2010")
IDEOGRAPH = re.compile("[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef]")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BROKEN = re.compile(r"([^\W\d_][\w’']*(?:-[\w’']+)*)[-\u00ad\u2010]$")
FIRST = re.compile(r"[^\W\d_]+")

_SEAM = re.compile(
    "(?<=\\w)[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\\W\\d_])|(?<=\\w)[ \t]*\r?\n[ \t\u3000]*(?=\\w)"
)
_PARTED = re.compile("\\w[-\u00ad\u2010][ \t]*\r?\n[ \t]*[^\\W\\d_]")
_UNSPACED = later(rf"{IDEOGRAPH.pattern}[ \t]*\r?\n[ \t\u3000]*{IDEOGRAPH.pattern}")
_HEAD = 80


def is_one_word(head: str, rest: str, written: str, hyphen: str, words: Mapping[str, int]) -> bool:
    """Tell whether a word was broken at the line's end, and not joined of two by the writer.

    ``head`` and ``rest`` are its halves in small letters, ``written`` the second as it stands. ``words``
    counts those of the text, which settles it where it has the word; else two words of it make one with a
    hyphen.
    """
    if hyphen == "\u00ad":
        return True
    last = head.rsplit("-", 1)[-1]
    whole, joined = words.get(head + rest, 0), words.get(f"{head}-{rest}", 0)
    if whole or joined:
        return whole >= joined
    if "-" in head or written[0].isupper():
        return "-" in head and not words.get(last) and written[0].islower()
    return not (len(head) > 2 and len(rest) > 2 and words.get(head) and words.get(rest))


def is_suspended(head: str, rest: str, words: Mapping[str, int]) -> bool:
    """Tell whether a hyphen stands for the rest of a word to come: "Nacht- und Tagschicht"."""
    return rest in every("boundaries.suspended") and not words.get(head + rest)


def may_have(text: str) -> bool:
    """Tell whether a text may have a word that is parted by the end of a line."""
    return bool(_PARTED.search(text)) or (not text.isascii() and bool(_UNSPACED.search(text)))


def vocabulary(text: str) -> Counter[str]:
    """Count the words of a text that stand whole within a line, in small letters. Linear."""
    found: Counter[str] = Counter()
    broken = False
    for line in text.splitlines():
        words = [word.lower() for word in WORDS.findall(line)][broken:]
        broken = line.rstrip().endswith(HYPHENS)
        found.update(words[: len(words) - broken])
    return found


def seams(text: str, start: int, end: int, words: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield what is no part of a word between two lines of ``text[start:end]``: hyphens and line breaks.

    A hyphen that the writer set stays, and only the break behind it goes. Linear.
    """
    for seam in _SEAM.finditer(text, start, end):
        first, last = seam.span()
        if text[first] not in HYPHENS:
            if IDEOGRAPH.match(text[first - 1]) and IDEOGRAPH.match(text[last]):
                yield first, last
            continue
        head = BROKEN.search(text[max(start, first - _HEAD) : first + 1])
        rest = FIRST.match(text, last, end)
        if head is None or rest is None:
            continue
        if is_suspended(head[1].lower(), rest[0].lower(), words):
            continue
        one = is_one_word(head[1].lower(), rest[0].lower(), rest[0], text[first], words)
        yield (first if one else first + 1), last
