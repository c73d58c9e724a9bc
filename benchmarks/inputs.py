"""Text of any length for measuring: real sentences recombined, with a vocabulary that grows as in real text.

Copies of a small text would flatter: the vocabulary would stop growing and every sentence would repeat.
Each sentence made here is the beginning of one real sentence and the end of another, and some of its
words are replaced by invented ones, new or used before, so that the number of different words follows
Heaps' law. Nothing is kept: the text goes to a temporary folder.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SEED = 12
RECOMBINED = 0.8
"""Share of the sentences that are put together from two."""
REPLACED = 0.08
"""Share of the words that are replaced by an invented one."""
HEAPS_K, HEAPS_BETA = 44.0, 0.49
"""Different words among n: K · n^β, the values of Manning, Raghavan & Schütze (2008) for newswire."""
PARAGRAPH = 4
_SYLLABLES = tuple(
    onset + vowel
    for onset in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "br", "kr")
    for vowel in ("a", "e", "i", "o", "u", "an", "er", "on")
)


def data_folder() -> Path | None:
    """Return the folder of development data: TRACEBRIEF_DATA, else ../shared/data, None where neither is."""
    folder = Path(os.environ.get("TRACEBRIEF_DATA") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def real_sentences() -> list[list[str]]:
    """Return the sentences of seeds/ and of the development data, each as its words."""
    from summarizer.sources.load import document_from_text, load
    from summarizer.text.segment import split

    documents = list(load([ROOT / "seeds"]).documents)
    folder = data_folder()
    for path in sorted(folder.glob("*.jsonl")) if folder else ():
        with path.open(encoding="utf-8") as rows:
            texts = [doc["text"] for row in rows for doc in json.loads(row).get("docs", ())]
        documents += [document_from_text(text, language="en") for text in texts]
    found = (sentence.text for document in documents for sentence in split(document))
    unique = dict.fromkeys(" ".join(text.split()) for text in found)
    kept = [text.split() for text in unique if text[0].isupper() and text[-1] in ".!?"]
    return [words for words in kept if 8 <= len(words) <= 40]


def make_sentences(real: Sequence[Sequence[str]], count: int, seed: int = SEED) -> Iterator[str]:
    """Yield ``count`` sentences, the same ones every time; a longer text begins with the shorter."""
    draw = Random(seed)
    uses: list[str] = []
    seen = different = 0
    for _ in range(count):
        words = list(draw.choice(real))
        if draw.random() < RECOMBINED:
            other = draw.choice(real)
            words = [*words[: max(3, len(words) // 2)], *other[len(other) // 2 :]]
        seen += len(words)
        for at in range(1, len(words) - 1):
            if len(words[at]) > 3 and draw.random() < REPLACED and words[at].isalpha():
                # An invented word is used again as often as it was before: frequencies as in Simon (1955).
                if different < HEAPS_K * seen**HEAPS_BETA:
                    word = "".join(draw.choices(_SYLLABLES, k=draw.randint(3, 4)))
                    different += 1
                else:
                    word = draw.choice(uses)
                uses.append(word)
                words[at] = word.capitalize() if words[at][0].isupper() else word
        yield " ".join(words)


def write_file(path: Path, count: int) -> None:
    """Write ``count`` sentences to one text file, four a paragraph."""
    with path.open("w", encoding="utf-8") as file:
        for at, sentence in enumerate(make_sentences(real_sentences(), count)):
            file.write(sentence + ("\n\n" if at % PARAGRAPH == PARAGRAPH - 1 else " "))


def write_files(folder: Path, count: int, files: int) -> None:
    """Write ``count`` sentences to ``files`` text files of equal length."""
    folder.mkdir()
    sentences = make_sentences(real_sentences(), count)
    share = -(-count // files)
    for number in range(files):
        with (folder / f"{number:06}.txt").open("w", encoding="utf-8") as file:
            for at, sentence in enumerate(islice(sentences, share)):
                file.write(sentence + ("\n\n" if at % PARAGRAPH == PARAGRAPH - 1 else " "))


def main() -> None:
    """Write an input: ``python -m benchmarks.inputs PATH COUNT [FILES]``."""
    path, count, *files = sys.argv[1:]
    if files:
        write_files(Path(path), int(count), int(files[0]))
    else:
        write_file(Path(path), int(count))


if __name__ == "__main__":
    main()
