"""Text: a summary or reference made ready to be compared; whatever is counted of it is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .lcs import Layout
from .options import RougeOptions
from .tokens import Tokenizer, tokenizer
from .truncation import split_sentences


@dataclass(slots=True)
class Text:
    """A text ready to be compared: its tokens by sentence; n-grams and layouts are made once."""

    sentences: tuple[tuple[str, ...], ...]
    tokens: tuple[str, ...]
    ngrams: dict[int, Counter[tuple[str, ...]]]
    laid: dict[str, Layout]


def prepare(text: str, tokenize: Tokenizer) -> Text:
    """Tokenise ``text`` line by line; each line is a sentence for ROUGE-Lsum."""
    sentences = tuple(tuple(tokenize(line)) for line in text.split("\n") if line)
    return Text(sentences, tuple(token for sentence in sentences for token in sentence), {}, {})


def prepare_references(references: Sequence[str], options: RougeOptions, language: str) -> tuple[Text, ...]:
    """Prepare a topic's references, once for all systems."""
    tokenize = tokenizer(options.tokenizer, options.stem, language)
    cut = options.truncate_references
    return tuple(prepare(laid_out(text, options, language, cut), tokenize) for text in references)


def laid_out(text: str, options: RougeOptions, language: str, cut: bool) -> str:
    """Return ``text`` truncated (if ``cut``) and with one line a sentence."""
    text = text.strip().replace("\r\n", "\n")
    if options.split == "punkt" or (options.split == "auto" and "\n" not in text):
        text = "\n".join(split_sentences(text, language))
    return options.truncate.cut(text) if cut and options.truncate else text


def ngrams(text: Text, n: int) -> Counter[tuple[str, ...]]:
    """Return how often each n-gram stands in ``text``."""
    if n not in text.ngrams:
        text.ngrams[n] = Counter(zip(*(text.tokens[start:] for start in range(n)), strict=False))
    return text.ngrams[n]
