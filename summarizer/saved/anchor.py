"""Find a quote again in a text that has changed since: the same words elsewhere, or the nearest words.

The search for the nearest text anchors on the quote's rare words and aligns word by word in a bounded
window around them, so that its cost is linear in the text. The order of the steps is that of the anchoring
of web annotations: position, exact quote told apart by its context, then a fuzzy match.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from summarizer.data import Document, Span
from summarizer.note.brief import Citation
from summarizer.records import dataclass
from summarizer.text.alignment import align
from summarizer.text.language import WORD, stop_words

NEAR = 0.6
"""Share of the quote's word weight that must follow in order for a text to count as its changed form."""
CONTEXT_BONUS = 0.2
"""What an unchanged context adds to that share."""
HITS = 4_000
"""Places of a quote's words that are looked at, rarest words first."""
LONGEST = 600
"""Words of a quote aligned at once; of a longer one the beginning and the end are found."""
WINDOWS = 3
"""Best windows in which the words are aligned."""
_FUNCTION_WORD = 0.3
_FIRST_UNSPACED = "\u0e00"
_PIECE = re.compile(r"\s+|[^\W_]+(?:['’.,][^\W_]+)*|.", re.DOTALL)
_CELLS = 250_000

ChangeKind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a word diff: "same" in both texts, "gone" from the old one, "new" in the new one."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def places(quote: str, text: str) -> Iterator[int]:
    """Yield where ``quote`` stands in ``text``, in order; an empty quote stands nowhere."""
    step = 1 if len(quote) <= 1_000 else len(quote)  # keeps a run of one letter from costing n²
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + step)


def exact(citation: Citation, text: str) -> Span | None:
    """Return where the quote stands in ``text`` word for word, None where it does not.

    Of several places the one with the longest unchanged context is taken, then the one nearest to where the
    quote was.
    """
    best = max(
        places(citation.quote, text),
        key=lambda at: (_context(citation, text, at), -abs(at - citation.start)),
        default=None,
    )
    return None if best is None else Span(best, best + len(citation.quote))


def respaced(citation: Citation, text: str) -> Span | None:
    """Return the first place where the quote stands with other white space, such as new line breaks."""
    words = citation.quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return Span(*found.span()) if found else None


def nearest(citations: Sequence[Citation], document: Document) -> tuple[Span | None, ...]:
    """Return, for each citation, the stretch of ``document`` nearest to its quote; None where none is near.

    One pass over the document serves all citations.
    """
    quotes = [_tokens(citation.quote) for citation in citations]
    wanted = {token.word for tokens in quotes for token in tokens}
    where: dict[str, list[int]] = {}
    if wanted:
        for word, start, _ in _words(document.text):
            if word in wanted:
                where.setdefault(word, []).append(start)
    stops = stop_words(document.language)
    return tuple(
        _nearest(citation, tokens, where, document.text, stops)
        for citation, tokens in zip(citations, quotes, strict=True)
    )


def diff(old: str, new: str) -> tuple[Change, ...]:
    """Return the word diff of two texts: without what is "new" it is the old one, without "gone" the new."""
    first, second = _PIECE.findall(old), _PIECE.findall(new)
    head = 0
    while head < min(len(first), len(second)) and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    found = [Change("same", "".join(first[:head]))]
    middle = first[head : len(first) - tail], second[head : len(second) - tail]
    if len(middle[0]) * len(middle[1]) <= _CELLS:
        for same, a, b, c, d in align(*middle):
            if same:
                found.append(Change("same", "".join(middle[0][a:b])))
            else:
                found += [Change("gone", "".join(middle[0][a:b])), Change("new", "".join(middle[1][c:d]))]
    else:
        found += [Change("gone", "".join(middle[0])), Change("new", "".join(middle[1]))]
    found.append(Change("same", "".join(first[len(first) - tail :])))
    return tuple(_joined(change for change in found if change.text))


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    before: Change | None = None
    for change in changes:
        if before and before.kind == change.kind:
            before = Change(before.kind, before.text + change.text)
        else:
            if before:
                yield before
            before = change
    if before:
        yield before


def _tokens(text: str) -> list[_Token]:
    return [_Token(*found) for found in _words(text)]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word, its start and end; scripts without spaces between words are cut into characters."""
    for match in WORD.finditer(text):
        word, start = match.group(), match.start()
        if word[0] < _FIRST_UNSPACED:
            yield word.lower(), start, match.end()
        else:
            yield from ((char, start + i, start + i + 1) for i, char in enumerate(word))


def _context(citation: Citation, text: str, at: int) -> int:
    """Count the characters of prefix and suffix that still stand around ``at``."""
    return _common_tail(citation.prefix, text[max(0, at - len(citation.prefix)) : at]) + _common_head(
        citation.suffix, text[at + len(citation.quote) : at + len(citation.quote) + len(citation.suffix)]
    )


def _common_head(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _common_tail(one: str, other: str) -> int:
    return _common_head(one[::-1], other[::-1])


def _nearest(
    citation: Citation,
    quote: Sequence[_Token],
    where: Mapping[str, Sequence[int]],
    text: str,
    stops: frozenset[str],
) -> Span | None:
    if len(quote) > LONGEST:
        head = _nearest(citation, quote[:LONGEST], where, text, stops)
        tail = _nearest(citation, quote[-LONGEST:], where, text, stops)
        fits = head and tail and head.start < tail.end <= head.start + 2 * len(citation.quote)
        return Span(head.start, tail.end) if fits and head and tail else None
    best: tuple[float, Span] | None = None
    for start, end in _windows(citation, quote, where):
        aligned = _align(citation, quote, text, Span(max(0, start), min(len(text), end)), stops)
        if aligned and (best is None or aligned[0] > best[0]):
            best = aligned
    return best[1] if best and best[0] >= NEAR else None


def _windows(
    citation: Citation, quote: Sequence[_Token], where: Mapping[str, Sequence[int]]
) -> list[tuple[int, int]]:
    """Return up to three stretches of the text that hold most of the quote's rare words, best first."""
    hits: list[tuple[int, str]] = []
    weights: dict[str, float] = {}
    for word in sorted({token.word for token in quote} & where.keys(), key=lambda w: (len(where[w]), w)):
        if hits and len(hits) + len(where[word]) > HITS:
            break
        # A text of one word over and over: its places nearest to the old one are enough.
        near = sorted(where[word], key=lambda at: abs(at - citation.start))[:HITS]
        hits += [(at, word) for at in near]
        weights[word] = 1 / (1 + math.log(len(where[word])))
    hits.sort()
    width = max(quote[-1].end - quote[0].start, 1) * 3 // 2 + 64 if quote else 0
    scored = []
    inside: dict[str, int] = {}
    total, first = 0.0, 0
    for last, (at, word) in enumerate(hits):
        inside[word] = inside.get(word, 0) + 1
        total += weights[word] if inside[word] == 1 else 0.0
        while hits[first][0] < at - width:
            gone = hits[first][1]
            inside[gone] -= 1
            total -= weights[gone] if inside[gone] == 0 else 0.0
            first += 1
        scored.append((round(-total, 9), abs(hits[first][0] - citation.start), hits[first][0], hits[last][0]))
    chosen: list[tuple[int, int]] = []
    for _, _, begin, end in sorted(scored):
        if all(end < a or b < begin for a, b in chosen):
            chosen.append((begin, end))
        if len(chosen) == WINDOWS:
            break
    return [(begin - 64, end + 64) for begin, end in chosen]


def _align(
    citation: Citation, quote: Sequence[_Token], text: str, window: Span, stops: frozenset[str]
) -> tuple[float, Span] | None:
    """Align the quote's words with those of the window: how much of it is there in order, and where."""
    low, high = window.start, window.end
    while 0 < low > window.start - 64 and text[low - 1].isalnum():
        low -= 1
    while len(text) > high < window.end + 64 and text[high].isalnum():
        high += 1
    tokens = [_Token(t.word, t.start + low, t.end + low) for t in _tokens(text[low:high])]
    aligned = align([t.word for t in quote], [t.word for t in tokens])
    weight = [_FUNCTION_WORD if token.word in stops else 1.0 for token in quote]
    blocks = [(a, b, last - a) for same, a, last, b, _ in aligned if same]
    while len(blocks) > 1 and _stray(blocks[0], blocks[1], weight):
        blocks.pop(0)
    while len(blocks) > 1 and _stray(blocks[-1], blocks[-2], weight):
        blocks.pop()
    if not blocks:
        return None
    share = sum(sum(weight[a : a + size]) for a, _, size in blocks) / max(sum(weight), 1e-9)
    (a, b, _), (c, d, size) = blocks[0], blocks[-1]
    start, kept_before = _beginning(citation, quote, tokens, text, (a, b))
    end, kept_behind = _ending(citation, quote, tokens, text, (c + size - 1, d + size - 1))
    bonus = CONTEXT_BONUS if kept_before or kept_behind else 0.0
    return share + bonus, Span(start, max(start, end))


def _stray(outer: tuple[int, int, int], inner: tuple[int, int, int], weight: Sequence[float]) -> bool:
    """Tell whether an outermost block is a function word that stands there by chance."""
    a, b, size = outer
    gap_in_text = abs(inner[1] - b)
    gap_in_quote = abs(inner[0] - a)
    return sum(weight[a : a + size]) < 1.0 and gap_in_text > gap_in_quote + 3


def _beginning(
    citation: Citation, quote: Sequence[_Token], tokens: Sequence[_Token], text: str, at: tuple[int, int]
) -> tuple[int, bool]:
    """Return where the changed quote begins, given the first pair of words that match, and whether its
    old prefix stands there."""
    in_quote, in_text = at
    anchor = citation.prefix[-12:]
    lead = quote[in_quote].start
    begin = tokens[in_text].start - lead if in_quote == 0 else tokens[max(0, in_text - in_quote)].start
    if len(anchor.strip()) >= 4:
        low = max(0, tokens[in_text].start - 2 * lead - 64)
        found = text.rfind(anchor, low, tokens[in_text].start)
        if found >= 0:
            return found + len(anchor), True
    if in_quote == 0:
        same = text[max(0, begin) : tokens[in_text].start] == citation.quote[:lead]
        return (begin if same and begin >= 0 else tokens[in_text].start), False
    begin = _after_break(text, begin, tokens[in_text].start)
    opening = citation.quote[: quote[0].start]
    return begin - _common_tail(opening, text[max(0, begin - len(opening)) : begin]), False


def _ending(
    citation: Citation, quote: Sequence[_Token], tokens: Sequence[_Token], text: str, at: tuple[int, int]
) -> tuple[int, bool]:
    """Return where the changed quote ends, as `_beginning` does where it begins."""
    in_quote, in_text = at
    anchor = citation.suffix[:12]
    after = tokens[in_text].end
    left = len(citation.quote) - quote[in_quote].end
    if len(anchor.strip()) >= 4:
        found = text.find(anchor, after, after + 2 * left + 64)
        if found >= 0:
            return found, True
    rest = citation.quote[quote[in_quote].end :]
    if in_quote == len(quote) - 1:
        return after + _common_head(rest, text[after : after + len(rest)]), False
    end = tokens[min(len(tokens) - 1, in_text + len(quote) - 1 - in_quote)].end
    stop = re.search(r"[\r\n]|[.!?。！？](?!\S)", text[after:end])
    if stop:
        return after + stop.end(), False
    closing = citation.quote[quote[-1].end :]
    return end + _common_head(closing, text[end : end + len(closing)]), False


def _after_break(text: str, start: int, end: int) -> int:
    """Return the start of the last sentence or line that begins in ``text[start:end]``, or ``start``."""
    breaks = list(re.finditer(r"[\r\n]+|[.!?。！？]\s+", text[start:end]))
    return start + breaks[-1].end() if breaks else start
