"""Name precision: the share of a summary's names that its sources state.

A name is a run of capitalised words inside a sentence ("Angela Merkel", "GOP"); a word that opens a
sentence counts only if it is in capitals throughout or another capitalised word follows.
``names.cited`` looks each name's words up in the spans that the line cites, ``names.sources`` in all
documents; a name is found if all its words are. Range 0 to 1. For scripts
without capitals, and for German with its capitalised nouns, read it as what it is: capitalised words.
A summary without names has no score.

After the entity precision of Nan et al. 2021, "Entity-level factual consistency of abstractive text
summarization"; capitals stand in for a named-entity model, so that nothing need be downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.language import WORD

if TYPE_CHECKING:
    from .case import Case

Name = tuple[str, ...]


def evaluate(case: Case) -> dict[str, float]:
    """Look the names of each line up in its evidence and in the sources."""
    by_line = [names(line.text) for line in case.summary.lines]
    total = sum(map(len, by_line))
    if not total:
        return {}
    everywhere = {word for doc in case.texts.topic.docs for word in _words(doc.text)}
    result = {"names.sources": sum(everywhere.issuperset(name) for own in by_line for name in own) / total}
    if case.summary.cites:
        held = [_words(cited) for cited in case.cited]
        found = sum(near.issuperset(name) for own, near in zip(by_line, held, strict=True) for name in own)
        result["names.cited"] = found / total
    return result


def names(text: str) -> list[Name]:
    """Return the names of a line, each as its lower-cased words, in order."""
    found: list[Name] = []
    run: list[str] = []
    end = start = 0
    for match in WORD.finditer(text):
        word = match.group()
        if run and text[end : match.start()] != " ":
            _keep(run, start, text, found)
            run = []
        if word[0].isupper() and word != "I":
            if not run:
                start = match.start()
            run.append(word)
        elif run:
            _keep(run, start, text, found)
            run = []
        end = match.end()
    if run:
        _keep(run, start, text, found)
    return found


def _keep(run: list[str], start: int, text: str, found: list[Name]) -> None:
    """Add the run to the names, unless it is one capitalised word that only opens a sentence."""
    before = text[:start].rstrip(" \"'“‘(")
    opens = not before or before[-1] in ".!?:"
    if opens and len(run) == 1 and not (run[0].isupper() and len(run[0]) > 1):
        return
    found.append(tuple(_plain(word) for word in run))


def _words(text: str) -> set[str]:
    return {_plain(word) for word in WORD.findall(text)}


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")
