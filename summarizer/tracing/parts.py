"""What a short source says besides: passages that bear a part of a draft sentence its evidence leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.text.words import content_of

from .index import Candidates, Evidence
from .spans import Hit, quotable, trim


def further_parts(text: str, hits: Sequence[Hit], candidates: Candidates, index: Evidence) -> tuple[Hit, ...]:
    """Return the next-best passages of the sources cited that have a content word which ``hits`` lack.

    What is put together from many places is not thereby said: they are shown, not judged by. Another source
    is not cited for a part, so that none seems to say the whole.
    """
    if not hits:
        return ()
    cited = {id(hit.sentence) for hit in hits}
    sources = {hit.sentence.document.id for hit in hits}
    told = frozenset[str]().union(*(content_of(hit.sentence.text, index.language) for hit in hits))
    lacking = content_of(text, index.language) - told
    found = []
    for at, score in zip(candidates.sentences, candidates.scores[: candidates.near], strict=False):
        sentence = index.sentences[at]
        new = id(sentence) not in cited and sentence.document.id in sources
        if new and not lacking.isdisjoint(content_of(sentence.text, index.language)):
            found.append(Hit(sentence, trim(sentence, index, candidates), float(score)))
    return quotable(found[: max(0, candidates.near - len(hits))], index.language)
