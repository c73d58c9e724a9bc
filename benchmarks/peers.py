"""Other summarizers, each as its own documentation runs it: a file in, five sentences or 150 words out.

``python -m benchmarks.peers NAME FILE`` prints the summary; the runner starts it as a child, so that
imports are counted and a crash or a limit stops only that child. sumy, lexrank and summa have no way to
read sentences without a model to download, or none at all; sumy and lexrank are given the fastest Punkt
at hand, which favours them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SENTENCES, WORDS = 5, 150


@dataclass(frozen=True, slots=True)
class Peer:
    """A summarizer, the distribution it comes from, the modules it needs."""

    run: Callable[[str], str]
    distribution: str
    needs: tuple[str, ...]

    def missing(self) -> str | None:
        """Return the first module that is not installed."""
        return next((name for name in self.needs if find_spec(name) is None), None)

    def version(self) -> str:
        """Return the installed version, "" where there is none."""
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return ""


def _split(text: str) -> list[str]:
    import punkt

    tokenizer = punkt.tokenizer_for("english")
    return [
        " ".join(sentence.split())
        for block in text.split("\n\n")
        if block.strip()
        for sentence in tokenizer.tokenize(block)
    ]


class _Tokenizer:
    """What sumy asks of a tokenizer; its own needs a download."""

    _word = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(_split(text))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(self._word.findall(sentence.lower()))


def _sumy(module: str, kind: str) -> Callable[[str], str]:
    def run(text: str) -> str:
        from importlib import import_module

        from sumy.nlp.stemmers import Stemmer
        from sumy.parsers.plaintext import PlaintextParser
        from sumy.utils import get_stop_words

        summarizer = getattr(import_module(f"sumy.summarizers.{module}"), kind)(Stemmer("english"))
        summarizer.stop_words = get_stop_words("english")
        document = PlaintextParser.from_string(text, _Tokenizer()).document
        return "\n".join(str(sentence) for sentence in summarizer(document, SENTENCES))

    return run


def _summa(text: str) -> str:
    from summa.summarizer import summarize

    return str(summarize(text, words=WORDS))


def _lexrank(text: str) -> str:
    from lexrank import STOPWORDS, LexRank

    sentences = _split(text)
    ranker = LexRank([sentences], stopwords=STOPWORDS["en"])
    return "\n".join(ranker.get_summary(sentences, summary_size=SENTENCES, threshold=0.1))


def _pytextrank(text: str) -> str:
    import pytextrank  # type: ignore[import-untyped]  # noqa: F401  # registers the pipe
    import spacy

    pipeline: Any = spacy.load("en_core_web_sm")
    pipeline.max_length = len(text) + 1
    pipeline.add_pipe("textrank")
    document = pipeline(text)
    return "\n".join(str(sentence) for sentence in document._.textrank.summary(limit_sentences=SENTENCES))


def _lede(text: str) -> str:
    import lede  # type: ignore[import-untyped]

    return str(lede.summarize(text, max_length=6 * WORDS).summary)


PEERS: Mapping[str, Peer] = {
    "sumy LexRank": Peer(_sumy("lex_rank", "LexRankSummarizer"), "sumy", ("sumy",)),
    "sumy TextRank": Peer(_sumy("text_rank", "TextRankSummarizer"), "sumy", ("sumy",)),
    "sumy LSA": Peer(_sumy("lsa", "LsaSummarizer"), "sumy", ("sumy",)),
    "summa": Peer(_summa, "summa", ("summa",)),
    "lexrank": Peer(_lexrank, "lexrank", ("lexrank",)),
    "pytextrank": Peer(_pytextrank, "pytextrank", ("pytextrank", "spacy", "en_core_web_sm")),
    "lede": Peer(_lede, "lede", ("lede",)),
}


if __name__ == "__main__":
    print(PEERS[sys.argv[1]].run(Path(sys.argv[2]).read_text(encoding="utf-8")))
