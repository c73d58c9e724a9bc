"""Tokenise texts for ROUGE: rouge-score's own rule, or one that keeps every script."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

Tokenizer = Callable[[str], list[str]]

TOKENIZERS = ("rouge-score", "unicode")
"""``rouge-score`` keeps a–z and 0–9 and stems English words of four letters or more (Porter);
``unicode`` keeps the letters and digits of every script, Chinese, Japanese and Thai as character
bigrams, and stems by Snowball in the language of the topic."""


class CachedStemmer:
    """Porter's stemmer as rouge-score uses it, each word stemmed once."""

    def __init__(self) -> None:
        from nltk.stem.porter import PorterStemmer

        self.stem = lru_cache(maxsize=500_000)(PorterStemmer().stem)


@lru_cache(maxsize=16)
def tokenizer(name: str = "rouge-score", stem: bool = True, language: str = "en") -> Tokenizer:
    """Return the function from text to tokens.

    Args:
        name: one of TOKENIZERS.
        stem: cut words to their stems.
        language: ISO 639-1 code for the stemmer of ``unicode``; ``rouge-score`` knows only English.

    Raises:
        ValueError: no such tokenizer.
    """
    if name == "rouge-score":
        from rouge_score.tokenize import tokenize

        stemmer = CachedStemmer() if stem else None
        return lambda text: tokenize(text, stemmer)
    if name == "unicode":
        from summarizer.text import language as words

        if not stem:
            return words.tokens
        return lambda text: words.stem(words.tokens(text), language)
    raise ValueError(f"no tokenizer is named {name!r}; choose {' or '.join(TOKENIZERS)}")
