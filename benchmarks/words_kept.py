"""How much of a file an independent extractor reads that we do not, and the other way round.

    python -m benchmarks.words_kept FILE ... [--show 10]

One line a file: the share of the extractor's words that are in our text, the share of ours that are in its
text, and with ``--show`` the words that are missing. Words are counted: a word that stands twice there and
once here is missing once. A word that a line end breaks in two is one in both. The extractor is `pdftotext`
of poppler for PDF; other formats are one line in ``EXTRACTORS``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from summarizer.errors import SourceError
from summarizer.sources.load import load

_WORD = re.compile(r"[^\W_]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_])")
# pdftotext gives a raised or lowered digit as a plain one.
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def _pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


EXTRACTORS: dict[str, Callable[[Path], str]] = {".pdf": _pdftotext}
"""Who reads a file independently of us, by suffix."""


def words(text: str) -> Counter[str]:
    """Count the words of a text, case and ligatures folded, broken words joined."""
    joined = _BROKEN.sub("", text.translate(_PLAIN))
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", joined).casefold()))


def compare(theirs: Counter[str], ours: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return their words that we lack, and ours that they lack; a word cut into pieces is not lacking."""
    lacking, added = theirs - ours, ours - theirs
    for wholes, parts in ((lacking, added), (added, lacking)):
        for word in [word for word in wholes if len(word) > 2]:
            while wholes[word] > 0 and (cut := _cut(word, parts)):
                wholes[word] -= 1
                parts.subtract(cut)
    return +lacking, +added


def _cut(word: str, parts: Counter[str]) -> tuple[str, ...]:
    """Return pieces that make up the word, () where there are none."""
    for end in range(len(word) - 1, 0, -1):
        if parts[word[:end]] > 0:
            rest = word[end:]
            if parts[rest] > 0 + (rest == word[:end]):
                return word[:end], rest
            if len(rest) > 1 and (more := _cut(rest, parts)):
                return word[:end], *more
    return ()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="words to show of those that are missing")
    arguments = parser.parse_args()
    print("| file | words | of theirs here | of ours there | seconds |\n|---|---|---|---|---|")
    for path in arguments.files:
        if path.suffix.lower() not in EXTRACTORS:
            print(f"{path}: no extractor is known for {path.suffix}.", file=sys.stderr)
            continue
        theirs = words(EXTRACTORS[path.suffix.lower()](path))
        began = time.perf_counter()
        try:
            text = "\n".join(document.text for document in load([path]).documents)
        except SourceError as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - began
        ours = words(text)
        lacking, added = compare(theirs, ours)
        here = 1 - lacking.total() / max(theirs.total(), 1)
        there = 1 - added.total() / max(ours.total(), 1)
        print(f"| {path.name} | {theirs.total()} | {here:.2%} | {there:.2%} | {seconds:.2f} |")
        if arguments.show:
            print(f"    missing here: {dict(lacking.most_common(arguments.show))}")
            print(f"    missing there: {dict(added.most_common(arguments.show))}")


if __name__ == "__main__":
    main()
