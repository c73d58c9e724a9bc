"""Which sources say a draft sentence, each by its own passages, and which say a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.records import dataclass
from summarizer.statements import facts
from summarizer.statements.agreement import content, missing
from summarizer.statements.names import check_names
from summarizer.statements.seats import stands_for
from summarizer.text.words import content_of, words_of

from .clauses import clauses
from .spans import Hit

WHOLE = 0.75
"""Share of the content words from which a source says all of a sentence: else those cited say it together."""
PART = 0.75
"""Share of the content words of a clause from which a passage says it."""
LEAST = 2
"""Content words without which a clause says nothing by itself."""
NEAR = 0.6
"""Share of the very words of a sentence or clause without which a source is not asked whether it says it."""
LONGEST = 800
"""Characters of a passage beyond which it is not asked: a list, or a text without an end."""
NAMED = 5
"""Sources that are named before they are only counted."""


@dataclass(frozen=True, slots=True)
class Tellers:
    """Ids of the ``sources`` cited: those that say the ``whole`` sentence, and others that say a ``part``."""

    sources: tuple[str, ...]
    whole: tuple[str, ...]
    part: tuple[str, ...]

    def say_this(self) -> str:
        """Say who says a sentence that is supported."""
        if not self.whole:
            return f"{named(self.part if len(self.part) > 1 else self.sources)} together say this"
        return f"{_saying(self.whole)} this{f', {named(self.part)} a part of it' if self.part else ''}"

    def say_a_part(self) -> str:
        """Say who says some of a sentence that is not supported as a whole."""
        parts = ordered((*self.whole, *self.part))
        return f"{_saying(parts)} a part of this" if parts else f"{named(self.sources)} come near this"


def tellers(text: str, hits: Sequence[Hit], language: str, reworded: bool = True) -> Tellers:
    """Tell which sources of ``hits`` say ``text``, if in other words; one source alone is taken to.

    That several sources have its words does not make each of them say it: one that lacks a figure or a name,
    or many of the words, says a part at most, and no part where it holds no clause.
    """
    passages: dict[str, list[str]] = {}
    for hit in hits:
        passages.setdefault(hit.sentence.document.id, []).append(hit.sentence.text)
    sources = ordered(passages)
    if len(sources) < 2:
        return Tellers(sources, sources, ())
    parts = _parts(text, language)
    near = {
        source: told
        for source, own in passages.items()
        if _is_near((text, *parts), told := [one for one in own if len(one) <= LONGEST], language)
    }
    # Where one has its very words, who tells it in other words is not looked for: less is said, and soon.
    verbatim = any(_same(text, own, language) == 1 for own in near.values())
    share = _share if reworded and not verbatim else _same
    whole = {
        source
        for source, own in near.items()
        if share(text, own, language) >= WHOLE
        and not facts(text, own, language)
        and _names_all(text, own, language)
    }
    part = [
        source
        for source, own in near.items()
        if source not in whole and any(share(one, [each], language) >= PART for one in parts for each in own)
    ]
    return Tellers(sources, ordered(whole), ordered(part))


def ordered(ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids of sources in order of their numbers."""
    return tuple(sorted(ids, key=lambda id: (len(id), id)))


def named(sources: Sequence[str]) -> str:
    """Name sources in a sentence; many are only counted."""
    if len(sources) > NAMED:
        return f"{len(sources)} sources"
    return " and ".join(filter(None, (", ".join(sources[:-1]), sources[-1])))


def _saying(sources: Sequence[str]) -> str:
    return f"{named(sources)} say{'' if len(sources) > 1 else 's'}"


def _names_all(text: str, passages: Sequence[str], language: str) -> bool:
    found = check_names(text, passages, language)
    return all(stands_for(text, one.start, one.end, passages, language) for one in found)


def _parts(text: str, language: str) -> list[str]:
    """Return the clauses of a sentence that say something by themselves."""
    found = words_of(text)
    parts = (text[found.starts[a] : found.ends[b - 1]] for a, b in clauses(text, language))
    return [part for part in parts if len(content_of(part, language)) >= LEAST]


def _is_near(parts: Sequence[str], passages: Sequence[str], language: str) -> bool:
    """Tell whether passages have enough of the very words of one of the parts of a sentence to be asked."""
    return any(_same(one, passages, language) >= NEAR for one in parts)


def _share(claim: str, passages: Sequence[str], language: str) -> float:
    """Return the share of the content words of a claim that passages have, in these words or others."""
    same = _same(claim, passages, language)
    if not NEAR <= same < WHOLE:  # other words would change nothing
        return same
    wanted = content(claim, language)
    lacking = frozenset[str](wanted).intersection(*(missing(claim, one, language) for one in passages))
    return 1 - len(lacking) / len(wanted) if wanted else 1.0


def _same(claim: str, passages: Sequence[str], language: str) -> float:
    wanted = content_of(claim, language)
    held = frozenset[str]().union(*(content_of(one, language) for one in passages))
    return len(wanted & held) / len(wanted) if wanted else 1.0
