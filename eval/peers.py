"""Other summarizers, run on the same sentences as ours where they let us; each is optional.

They get the content sentences that our own stages cut (no boilerplate), rank them, and the best are
taken until the budget is full; lines stand in source order. ``summa`` splits the text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from summarizer.errors import MissingExtraError
from summarizer.selectors.budget import Budget
from summarizer.text.language import detect, name, stem, stop_words, tokens

from .baselines import fill, taken
from .data import Summary, Topic, content_sentences, summary_of_lines


def _ranked(topic: Topic, scores: Sequence[float], budget: Budget | None) -> Summary:
    sentences = content_sentences(topic)
    order = sorted(range(len(sentences)), key=lambda at: (-scores[at], at))
    return fill(sentences, order, budget)


def _sumy(module: str, kind: str) -> Callable[[Topic, Budget | None], Summary]:
    def run(topic: Topic, budget: Budget | None) -> Summary:
        summarizers = _load(f"sumy.summarizers.{module}", "sumy")
        dom = _load("sumy.models.dom", "sumy")
        sentences = content_sentences(topic)
        language = _language(topic)
        summarizer = getattr(summarizers, kind)(lambda word: stem([word], language)[0])
        summarizer.stop_words = stop_words(language)
        made = [dom.Sentence(sentence.text, _Words) for sentence in sentences]
        scores = [0.0] * len(sentences)

        def rated(infos: Sequence[Any]) -> Sequence[Any]:
            # sumy hands over all sentences with their ratings; the choice under the budget is ours.
            for info in infos:
                scores[info.order] = float(info.rating)
            return ()

        summarizer(dom.ObjectDocumentModel([dom.Paragraph(made)]), rated)
        return _ranked(topic, scores, budget)

    return run


class _Words:
    """The tokenizer that sumy asks for: ours, since sumy's own must download a model."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(tokens(text))


def _summa(topic: Topic, budget: Budget | None) -> Summary:
    summarizer = _load("summa.summarizer", "summa")
    text = "\n".join(doc.text for doc in topic.docs)
    language = name(_language(topic)) or "english"
    rated = summarizer.summarize(text, ratio=1.0, language=language, split=True, scores=True)
    lines = [line for line, _ in rated]
    order = sorted(range(len(lines)), key=lambda at: (-rated[at][1], at))
    return summary_of_lines(lines[at] for at in taken(order, lines, budget))


def _lexrank(topic: Topic, budget: Budget | None) -> Summary:
    lexrank = _load("lexrank", "lexrank")
    sentences = content_sentences(topic)
    by_document: dict[str, list[str]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.document.id, []).append(sentence.text)
    ranker = lexrank.LexRank(list(by_document.values()), stopwords=stop_words(_language(topic)))
    scores = ranker.rank_sentences([sentence.text for sentence in sentences], threshold=0.1)
    return _ranked(topic, [float(score) for score in scores], budget)


def _language(topic: Topic) -> str:
    return detect(topic.docs[0].text if topic.docs else "")


def _load(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(f"{package} is not installed; install it: pip install {package}") from error


PEERS: Mapping[str, Callable[[Topic, Budget | None], Summary]] = {
    "sumy-lexrank": _sumy("lex_rank", "LexRankSummarizer"),
    "sumy-textrank": _sumy("text_rank", "TextRankSummarizer"),
    "sumy-lsa": _sumy("lsa", "LsaSummarizer"),
    "summa": _summa,
    "lexrank": _lexrank,
}
