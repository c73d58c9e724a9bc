"""Mark what is no content: advertisements, captions, credits, headlines, share bars, repeated lines.

Nothing is removed: a marked sentence keeps its place and its span, and ``skip`` says why it is passed over.
Two kinds of rule: what a sentence says (the two tables), and where and how it stands in its document
(a line without a full stop in a document whose paragraphs all have one). The second kind only applies to
documents in formal prose; reviews, chats and transcripts keep their unfinished lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from summarizer.data import Document, Sentence
from summarizer.layout import running_lines
from summarizer.notices import (
    ANYWHERE,
    CAPTION_STARTS,
    DATE_WORDS,
    OPENINGS,
    PREPOSITIONS,
    SHARE_WORDS,
    VERBS,
    WEAK_SHARE_WORDS,
)

REASONS = (
    "advertisement", "broken value", "byline", "caption", "copyright", "credit", "dateline", "follow us",
    "fragment", "headline", "lead-in", "link", "loading", "mail header", "markup", "notice", "page header",
    "read more", "repeated", "section label", "share bar",
)  # fmt: skip
"""Every value that ``skip`` can take."""

_END = tuple('.!?…。！？｡؟۔।॥։።។"”’»」』)')
_WORDS = re.compile(r"[^\W_]+(?:[-'’.+][^\W_]+)*\+?")
_NORMAL = re.compile(r"[\W_]+")
_LABEL = re.compile(r"[^\W\d_][\w .'()-]{0,30}:(?:\s|$)")
_DETACHED = re.compile(r"\s[.?!]$")


def _table(rules: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Compile a table into one pattern, so that a sentence costs one match; groups keep the order."""
    rules = tuple(rules)
    return re.compile("|".join(f"({rule})" for _, rule in rules), re.DOTALL), tuple(name for name, _ in rules)


_OPENING, _OPENING_NAMES = _table(OPENINGS)
_WITHIN, _WITHIN_NAMES = _table(ANYWHERE)
_TEASERS = 12
_LONGEST_NOTICE = 400


def mark(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return all sentences of a pile, in the same order, with ``skip`` set on those that are no content.

    ``skip`` becomes one of ``REASONS``, and None for content. A document's sentences must stand together.
    Repetition is looked for within a document only: the same sentence in two sources is evidence, not noise.
    """
    marked: list[Sentence] = []
    for _, group in groupby(sentences, key=lambda sentence: id(sentence.document)):
        members = tuple(group)
        for sentence, reason in zip(members, _reasons(members), strict=True):
            if reason != sentence.skip:
                sentence = Sentence(
                    sentence.document, sentence.span, sentence.paragraph, sentence.position, reason
                )
            marked.append(sentence)
    return tuple(marked)


def _reasons(sentences: Sequence[Sentence]) -> list[str | None]:
    texts = [sentence.text for sentence in sentences]
    reasons = [_by_words(text) for text in texts]
    paragraphs = _paragraphs(sentences)
    for first, last in paragraphs:
        _spread(texts, reasons, first, last)
    document = sentences[0].document
    _mark_markup(document, sentences, texts, paragraphs, reasons)
    _mark_pages(document, sentences, paragraphs, reasons)
    if _is_formal(texts, paragraphs):
        _mark_layout(document, sentences, texts, paragraphs, reasons)
    _mark_repeats(texts, reasons)
    return reasons


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """List the paragraphs as ranges of indices into ``sentences``."""
    found: list[tuple[int, int]] = []
    for _, group in groupby(range(len(sentences)), key=lambda i: sentences[i].paragraph):
        members = tuple(group)
        found.append((members[0], members[-1] + 1))
    return found


# --- What a sentence says --------------------------------------------------------------------------------


def _by_words(text: str) -> str | None:
    """Return the reason that the words of one sentence give."""
    if len(text) > _LONGEST_NOTICE:
        return "broken value" if "<>" in text or "\ufffd" in text else None
    found = _OPENING.match(text)
    if found:
        return _OPENING_NAMES[_group(found)]
    found = _WITHIN.search(text)
    if found:
        return _WITHIN_NAMES[_group(found)]
    if len(text) <= 80:
        words = [word.lower() for word in _WORDS.findall(text)]
        if not any(char.isalpha() for word in words for char in word) and not any(
            len(word) > 2 for word in words
        ):
            return "fragment"
        if all(word in SHARE_WORDS for word in words) and not all(word in WEAK_SHARE_WORDS for word in words):
            return "share bar"
        if _is_date(words):
            return "dateline"
    return None


def _group(found: re.Match[str]) -> int:
    assert found.lastindex is not None
    return found.lastindex - 1


def _is_date(words: Sequence[str]) -> bool:
    """Tell whether the words are a date or a time and nothing else: "November 20, 2020."."""
    plain = [word.strip(".") for word in words]
    dated = any(word[0].isdigit() for word in plain if word)
    return (
        dated
        and any(word in DATE_WORDS for word in plain)
        and all(word in DATE_WORDS or word[0].isdigit() for word in plain if word)
    )


def _spread(texts: Sequence[str], reasons: list[str | None], first: int, last: int) -> None:
    """Carry a mark to what belongs to it: the rest of a "read more" line, the caption before its credit."""
    for at in range(first, last - 1):
        if reasons[at] == "read more":
            reasons[at + 1 : last] = ["read more"] * (last - at - 1)
            return
    if last - first in (2, 3, 4) and reasons[last - 1] in ("credit", "caption"):
        reasons[first : last - 1] = ["caption"] * (last - first - 1)
    if (
        last - first > 1
        and reasons[first] == "caption"
        and sum(map(len, texts[first:last])) < _LONGEST_NOTICE
    ):
        reasons[first:last] = ["caption"] * (last - first)


# --- Where and how it stands -----------------------------------------------------------------------------

_RULE = re.compile(r"[\W_]+$|\|.*\|$|```|~~~|<[^<>]{1,200}>$")


def _mark_markup(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    paragraphs: Sequence[tuple[int, int]],
    reasons: list[str | None],
) -> None:
    """Mark rules, tables, fences, front matter, and headings that say they are headings."""
    fenced = texts[0] == "---" and "---" in texts[1:40]
    fence = "---" if fenced else ""
    title = _normal(document.title or "")
    for first, last in paragraphs:
        text = texts[first]
        if fence:
            reasons[first:last] = ["markup"] * (last - first)
            if first and text.startswith(fence):
                fence = ""
        elif text.startswith(("```", "~~~")):
            fence = text[:3]
            reasons[first] = "markup"
        elif _RULE.match(text) and not text[-1].isalnum():
            reasons[first] = "markup"
        elif last - first == 1 and (
            _is_heading(document.text, sentences[first].span.start) or (title and _normal(text) == title)
        ):
            reasons[first] = reasons[first] or (
                "headline" if len(text.split()) > 4 or not first else "section label"
            )


def _mark_pages(
    document: Document,
    sentences: Sequence[Sentence],
    paragraphs: Sequence[tuple[int, int]],
    reasons: list[str | None],
) -> None:
    """Mark running headers and footers, and the halves of a sentence that they cut in two."""
    pages = [place.start for place in document.places if place.page is not None]
    running = running_lines(document.text, pages)
    before = -1
    cut = False
    for first, last in paragraphs:
        if sentences[first].span.start in running:
            reasons[first:last] = ["page header"] * (last - first)
            cut = True
            continue
        if cut and before >= 0:
            ended = document.text[sentences[before].span.end - 1] in "".join(_END)
            if not ended and document.text[sentences[first].span.start].islower():
                reasons[before] = reasons[first] = "fragment"
        before, cut = last - 1, False


def _is_heading(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].rstrip(" \t").endswith("#")


def _is_formal(texts: Sequence[str], paragraphs: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the document is edited prose, so that a line without a full stop means something.

    It is where three in five of its longer paragraphs end in a mark that touches its word, and few
    begin with a speaker's name.
    """
    long = [
        (texts[first], texts[last - 1]) for first, last in paragraphs if _length(texts, first, last) >= 50
    ]
    if not long:
        return False
    ended = sum(last.endswith(_END) and not _DETACHED.search(last) for _, last in long)
    spoken = sum(bool(_LABEL.match(first)) for first, _ in long)
    lower = sum(first[0].islower() for first, _ in long)
    return ended >= 0.6 * len(long) and spoken <= 0.4 * len(long) and lower <= 0.3 * len(long)


def _length(texts: Sequence[str], first: int, last: int) -> int:
    return sum(len(text) for text in texts[first:last])


def _mark_layout(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    paragraphs: Sequence[tuple[int, int]],
    reasons: list[str | None],
) -> None:
    """Mark headlines, labels, captions and running headers of a document in formal prose."""
    lines = Counter(
        _shape(texts[first]) for first, last in paragraphs if last - first == 1 and len(texts[first]) < 100
    )
    begun = titled = False
    for at, (first, last) in enumerate(paragraphs):
        text = texts[last - 1]
        if reasons[last - 1] is None and not _is_item(document.text, sentences[first].span.start):
            if last - first > 1:
                reasons[last - 1] = _tail(text)
            elif lines[_shape(text)] >= 3 and not text.endswith(_END):
                reasons[first] = "page header"
            else:
                reasons[first] = _line(text, begun, titled, at == len(paragraphs) - 1, document.language)
        titled = titled or reasons[first] == "headline"
        begun = begun or reasons[first] is None


def _is_item(text: str, start: int) -> bool:
    """Tell whether a list marker stands before ``start`` on its line."""
    return text[max(0, start - 6) : start].rstrip(" \t").endswith(tuple("-*+•◦▪‣●○■–—.)]>"))


def _tail(text: str) -> str | None:
    """Give the reason for the last words of a paragraph that are no sentence: "… of the war. Photos"."""
    return "fragment" if not text.endswith((*_END, ":", ";", ",")) and len(text.split()) <= 3 else None


def _line(text: str, begun: bool, titled: bool, final: bool, language: str) -> str | None:
    """Give the reason for a paragraph of one sentence, from how it is written and where it stands."""
    words = text.split()
    ended = text.endswith(_END)
    if ended and not (len(words) >= 4 and language == "en" and _is_title_case(words)):
        return "section label" if _is_bare(words) and language == "en" else None
    if text.endswith(":") and not ended:
        return "lead-in"
    if len(words) > (30 if not begun and not titled else 18) and not _is_title_case(words):
        return None
    if final and len(words) <= 3:
        return "fragment"
    if len(words) <= 4 or (len(words) <= 6 and words[0].lower() in PREPOSITIONS):
        return "section label"
    if words[0].lower() in CAPTION_STARTS and (titled or begun) and not _is_title_case(words):
        return "caption"
    return "headline"


def _is_bare(words: Sequence[str]) -> bool:
    """Tell whether a short English line lacks a verb: "No deal yet."."""
    plain = [word.strip(".,!?\"“”'’").lower() for word in words]
    return (
        len(plain) <= 4
        and not any(
            word in VERBS or word.endswith(("ed", "ing")) or any(c.isdigit() for c in word) for word in plain
        )
        and plain[0] in ("no", "not", "a", "an", "the", "what", "why", "how", "more", "still")
    )


def _is_title_case(words: Sequence[str]) -> bool:
    """Tell whether nearly all longer words begin with a capital, as in English headlines."""
    long = [word for word in words if len(word.strip("\"'“”‘’.,:;?!")) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.85 * len(long)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())


# --- Repetition ------------------------------------------------------------------------------------------


def _normal(text: str) -> str:
    return _NORMAL.sub(" ", text.lower()).strip()


def _mark_repeats(texts: Sequence[str], reasons: list[str | None]) -> None:
    """Mark a sentence said before in the same document, and a teaser that a fuller sentence repeats."""
    normal = [_normal(text) for text in texts]
    seen: set[str] = set()
    for at, line in enumerate(normal):
        if reasons[at] is None and line.count(" ") >= 4:
            if line in seen:
                reasons[at] = "repeated"
            seen.add(line)
    content = [at for at, reason in enumerate(reasons) if reason is None]
    if len(content) < 2:
        return
    rest = "\n".join(f" {normal[at]} " for at in content)
    for at in content[:_TEASERS]:
        rest = rest[len(normal[at]) + 3 :]
        if normal[at].count(" ") >= 5 and f" {normal[at]} " in rest:
            reasons[at] = "repeated"
