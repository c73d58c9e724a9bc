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
from dataclasses import replace
from functools import cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from summarizer.content.reports import OPEN_ENDED, confidential, reports
from summarizer.data import Sentence
from summarizer.languages import NOTHING, alternatives, every, everywhere, knows, without_case, words
from summarizer.languages.needed import SIZE, beginnings, needed
from summarizer.records import dataclass
from summarizer.text import markup
from summarizer.text.layout import running_lines
from summarizer.text.segment import page_starts
from summarizer.text.wordlist import EVERY, WORTH_IT, Words

from .frames import ADDRESS, OUTSIDE, mark_frames
from .harmless import DRAWN, INITIALS, SHORT, harmless
from .lines import END, Lines, Reasons
from .notices import ANYWHERE_SIGNS, BROKEN, anywhere, openings
from .notices import words as notice_words
from .repeats import Repeats, normal

REASONS = (
    "advertisement", "broken value", "byline", "caption", "copyright", "credit", "dateline", "follow us",
    "fragment", "greeting", "headline", "lead-in", "link", "list", "loading", "mail header", "markup",
    "notice", "page header", "quoted reply", "read more", "reference", "repeated", "section label",
    "share bar", "signature", "struck out", "table row",
)  # fmt: skip
"""Every value that ``skip`` can take."""

MARKDOWN = "text/markdown"
_WORDS = re.compile(r"[^\W_]+(?:[-'’.+][^\W_]+)*\+?")
_LABEL = re.compile(r"[^\W\d_][\w .'()-]{0,30}:(?:\s|$)")
_DRAWN = re.compile(rf"[{DRAWN}]{{5,}}[ \t]*[^\W_]")
_DETACHED = re.compile(r"\s[.?!]$")


@dataclass(frozen=True, slots=True)
class _Table:
    """Rules as two patterns, so that a sentence costs two matches: of its own and of its lower-cased text.

    Each rule has a group, which is empty and stands behind it; ``numbers`` are those of the groups' rules. A
    rule that begins with a letter is passed over at a glance where the text begins with another one, which
    one that disregards case by itself is not: it is looked for in the lower-cased text.
    """

    own: re.Pattern[str]
    caseless: re.Pattern[str]
    numbers: tuple[tuple[int, ...], tuple[int, ...]]
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, rules: Iterable[tuple[str, str]]) -> _Table:
        """Compile a table of reasons and rules; where several fit, the first one counts."""
        rules = tuple(rules)
        numbers: tuple[list[int], list[int]] = ([], [])
        sides: tuple[list[str], list[str]] = ([], [])
        for number, (_, rule) in enumerate(rules):
            bare = without_case(rule)
            numbers[bare is not None].append(number)
            sides[bare is not None].append(f"(?:{rule if bare is None else bare})()")
        own, caseless = (re.compile("|".join(side) or NOTHING, re.DOTALL) for side in sides)
        return cls(
            own, caseless, (tuple(numbers[0]), tuple(numbers[1])), tuple(reason for reason, _ in rules)
        )

    def match(self, text: str, lower: str) -> str | None:
        """Return the reason of the first rule that fits at the beginning of a text."""
        return self._reason(self.own.match(text), self.caseless.match(lower))

    def search(self, text: str, lower: str) -> str | None:
        """Return the reason of the rule that fits first in a text."""
        return self._reason(self.own.search(text), self.caseless.search(lower))

    def _reason(self, *found: re.Match[str] | None) -> str | None:
        if found == (None, None):
            return None
        places = [
            (one.start(), numbers[one.lastindex - 1])
            for one, numbers in zip(found, self.numbers, strict=True)
            if one is not None and one.lastindex is not None
        ]
        return self.reasons[min(places)[1]] if places else None


@cache
def _opening() -> _Table:
    return _Table.of(openings())


_WITHIN = 1
"""Bit of a sentence that has a word which a rule for any place in it needs; those of `_Openings` follow."""


@dataclass(frozen=True, slots=True)
class _Openings:
    """The rules of `_opening` for many texts, most of which begin as hardly any rule does.

    ``starts`` is how texts begin that a rule may fit. The ``others``, which fit texts that begin with
    anything, stand for themselves, each with its bit: it need not be looked for where that is not set.
    """

    starts: frozenset[str]
    others: tuple[tuple[int, str, re.Pattern[str]], ...]
    needs: tuple[str, ...]

    @classmethod
    def of(cls, rules: Iterable[tuple[str, str]]) -> _Openings:
        """Part the rules by whether they say, by more than a letter, how a text begins that they fit."""
        starts = frozenset[str]()
        others: list[tuple[int, str, re.Pattern[str]]] = []
        needs: list[str] = []
        for reason, rule in rules:
            found = beginnings(rule)
            if found is not None and not any(len(one) == 1 and one.isalpha() for one in found):
                starts |= found
                continue
            if needed(rule):
                needs.append(rule)
            others.append(
                (_WITHIN << len(needs) if needed(rule) else EVERY, reason, re.compile(rule, re.DOTALL))
            )
        return cls(starts, tuple(others), tuple(needs))

    def signs(self, words: Words) -> NDArray[np.int64]:
        """Return the bits of texts (n,): which of the others may fit them."""
        found = np.zeros(len(words), np.int64)
        for at, rule in enumerate(self.needs, 1):
            found[words.may_fit(rule)] |= _WITHIN << at
        return found

    def match(self, text: str, lower: str, signs: int) -> str | None:
        """Return the reason of the first rule that fits at the beginning of a text."""
        begins = lower[:SIZE]
        if not begins.isascii():
            return _opening().match(text, lower)
        starts = self.starts
        while begins not in starts:
            begins = begins[:-1]
            if not begins:
                return self.other(text, signs)
        return _opening().match(text, lower)

    def other(self, text: str, signs: int) -> str | None:
        """Return the reason of the first of the others that fits at the beginning of a text."""
        for bit, reason, rule in self.others:
            if (bit == EVERY or signs & bit) and rule.match(text):
                return reason
        return None

    def others_in(
        self, texts: Sequence[str], places: NDArray[np.int64], signs: NDArray[np.int64]
    ) -> dict[int, str]:
        """Return what :meth:`other` does of texts in some places, where there is a reason.

        They have no sign of a link, which what needs no word needs.
        """
        found: dict[int, str] = {}
        for bit, reason, rule in self.others:
            for i in places[signs[places] & bit != 0].tolist() if bit != EVERY else ():
                if rule.match(texts[i]):
                    found.setdefault(i, reason)
        return found


@cache
def _openings() -> _Openings:
    return _Openings.of(openings())


@cache
def _within() -> _Table:
    return _Table.of(anywhere())


@cache
def _addressed() -> re.Pattern[str]:
    """Fit a header with an address, however many follow: no sentence of a letter begins so."""
    return re.compile(rf"(?:{alternatives(every('notices.addressed'))}): [^\n]{{0,80}}@[\w-]")


@cache
def _states() -> re.Pattern[str]:
    """Fit what is no picture: "It is illegal to", "she said that", "had failed", unlike "is led away"."""
    return re.compile(rf"\b(?:{everywhere('headlines.states')})\b(?=.*[.!?]$)", re.DOTALL)


@cache
def _seen() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{everywhere('headlines.seen')})\b")


@cache
def _first_words(topic: str) -> frozenset[str]:
    """Return the words by which captions, or labels of sections, begin in any language."""
    return frozenset(every(topic))


_TEASER = 14
"""Words of the longest item that stands above an article to draw readers in."""
_LONGEST_NOTICE = 400
_LONGEST_SIGNATURE = 10


def mark(
    sentences: Sequence[Sentence], words: Words | None = None, texts: Sequence[str] | None = None
) -> tuple[Sentence, ...]:
    """Return all sentences of a pile, in the same order, with ``skip`` set on those that are no content.

    ``skip`` becomes one of ``REASONS``, and None for content. A document's sentences must stand together.
    Repetition is looked for within a document only: the same sentence in two sources is evidence, not noise.
    ``texts`` are the sentences', and ``words`` those of the texts, where they are known.
    """
    marked: list[Sentence] = []
    texts = [one.text for one in sentences] if texts is None else texts
    if words is None:  # of few sentences nobody asks for them
        words = Words.of(texts if len(sentences) >= WORTH_IT else ())
    told, repeats = _told(sentences, texts, words), Repeats.of(sentences, words)
    for _, group in groupby(sentences, key=lambda sentence: id(sentence.document)):
        members = tuple(group)
        own = range(len(marked), len(marked) + len(members))
        quotes = _quotes(members, texts[own.start : own.stop])
        reasons = _reasons(members, quotes, told[own.start : own.stop], own, repeats)
        for sentence, reason in zip(members, reasons, strict=True):
            if reason != sentence.skip:
                sentence = replace(sentence, skip=reason)
            marked.append(sentence)
    return tuple(marked)


def _told(sentences: Sequence[Sentence], texts: Sequence[str], words: Words) -> Reasons:
    """Return the reason that the format, or else the words, of each sentence give."""
    formats = _formats(sentences)
    if len(sentences) < WORTH_IT:
        return [
            known or _reason(one.shown if one.kept else text, EVERY)
            for one, text, known in zip(sentences, texts, formats, strict=True)
        ]
    within = [rule for _, rule in anywhere() if rule != BROKEN]  # that one has signs of its own
    signs = _openings().signs(words) | _WITHIN * words.may_fit(*within)
    # Of Markdown the rules see what is kept: its signs may part a word.
    signs[[i for i, one in enumerate(sentences) if one.kept]] = EVERY
    plain = harmless(sentences, texts, words, _starts(), signs & _WITHIN != 0)
    for i, reason in _openings().others_in(texts, np.flatnonzero(plain), signs).items():
        formats[i] = formats[i] or _checked(reason, texts[i])
    for i in np.flatnonzero(~plain).tolist():
        one = sentences[i]
        formats[i] = formats[i] or _reason(one.shown if one.kept else texts[i], int(signs[i]))
    return formats


@cache
def _starts() -> frozenset[str]:
    """Return how texts begin, in up to `SIZE` small letters, that a rule for the beginning may fit."""
    return _openings().starts | {name[:SIZE].lower() for name in every("notices.addressed")}


def _quotes(sentences: Sequence[Sentence], texts: Sequence[str]) -> Sequence[str]:
    """Return the ``texts`` of a document's sentences with the signs of Markdown."""
    document = sentences[0].document
    return [document.quote(one.span) for one in sentences] if document.media_type == MARKDOWN else texts


def _reasons(
    sentences: Sequence[Sentence], texts: Sequence[str], told: Reasons, own: range, repeats: Repeats
) -> Reasons:
    """Return why each sentence of a document is no content: what it says (``told``), or where it stands."""
    reasons = list(told)
    lines = Lines(sentences[0].document, sentences, texts, _paragraphs(sentences))
    for first, last in lines.paragraphs:
        _spread(texts, reasons, first, last)
    _keep_posts(texts, reasons)
    _mark_markup(lines, reasons)
    _mark_signature(lines, reasons)
    first, last = _bounds(texts)
    reasons[:first] = ["notice"] * first
    reasons[last:] = ["notice"] * (len(texts) - last)
    last = confidential(texts)
    reasons[last:] = ["notice"] * (len(texts) - last)
    _mark_pages(lines, reasons)
    mark_frames(lines, reasons)
    if _is_formal(lines):
        _mark_layout(lines, reasons)
    repeats.mark(own, texts, reasons)
    return reasons


def _bounds(texts: Sequence[str]) -> tuple[int, int]:
    """Return where a text begins and ends that says so itself, as the books of a free library do."""
    if not any(text.startswith("***") for text in texts):
        return 0, len(texts)
    begins = next((at + 1 for at, text in enumerate(texts) if _begins("starts").match(text)), 0)
    ends = (at for at in range(begins, len(texts)) if _begins("ends").match(texts[at]))
    return begins, next(ends, len(texts))


@cache
def _begins(topic: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:\*{{3}}\s?(?:{everywhere(f'frames.{topic}')})\b)")


def _keep_posts(texts: Sequence[str], reasons: Reasons) -> None:
    """Keep the posts of a document that consists of posts: a link in each of them makes none a pointer."""
    posts = [at for at, reason in enumerate(reasons) if reason == "link"]
    if posts and len(posts) >= sum(reason is None for reason in reasons):
        for at in posts:
            if len(_WORDS.findall(ADDRESS.sub(" ", texts[at]))) > OUTSIDE:
                reasons[at] = None


def _formats(sentences: Sequence[Sentence]) -> Reasons:
    """Return the reason that the format gives of each sentence."""
    found: Reasons = []
    for _, group in groupby(sentences, key=lambda one: id(one.document)):
        own = list(group)
        document = own[0].document
        bare = document.media_type != MARKDOWN and not document.asides
        found += [None] * len(own) if bare else map(_by_format, own)
    return found


def _by_format(sentence: Sentence) -> str | None:
    if sentence.document.media_type == MARKDOWN and markup.all_struck(sentence.document.quote(sentence.span)):
        return "struck out"
    return sentence.document.aside(sentence.span.start)


def _reason(text: str, signs: int) -> str | None:
    """Return the reason that the words of a sentence give, none for news that opens like a notice."""
    if _DRAWN.match(text):
        return "mail header"
    return _checked(_by_words(text, signs), text)


def _checked(reason: str | None, text: str) -> str | None:
    return None if reason in OPEN_ENDED and reports(text) else reason


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    groups = groupby(range(len(sentences)), key=lambda at: sentences[at].paragraph)
    members = (tuple(group) for _, group in groups)
    return tuple((group[0], group[-1] + 1) for group in members)


# --- What a sentence says --------------------------------------------------------------------------------


def _by_words(text: str, signs: int = EVERY) -> str | None:
    """Return the reason that the words of one sentence give; ``signs`` tell which rules may fit it."""
    if "@" in text and _addressed().match(text):
        return "mail header"
    if len(text) > _LONGEST_NOTICE:
        return "broken value" if "<>" in text or "\ufffd" in text else None
    lower = text.lower()
    few = signs == EVERY
    if reason := _opening().match(text, lower) if few else _openings().match(text, lower, signs):
        return reason
    if _may_hold(text, lower, signs) and (reason := _within().search(text, lower)):
        return reason
    if len(text) <= SHORT:
        written, known = _WORDS.findall(text), notice_words()
        own = [word.lower() for word in written]
        if not any(char.isalpha() for word in own for char in word):
            return "fragment"
        if len(own) >= INITIALS and all(
            len(word) <= INITIALS and word.isupper() and word.isalpha() for word in written
        ):
            return "fragment"  # "KL, MO, TB": who was there
        if all(word in known.share for word in own) and not all(word in known.weak for word in own):
            return "share bar"
        if _is_date(own):
            return "dateline"
    return None


def _may_hold(text: str, lower: str, signs: int) -> bool:
    """Tell whether a rule for any place in a sentence can fit: look-ups, far faster than the rules."""
    for sign in ANYWHERE_SIGNS:
        if sign in text:
            return True
    if signs != EVERY:
        return bool(signs & _WITHIN)
    if text[-1] == ")":
        return True
    for sign in notice_words().signs:  # noqa: SIM110  # a loop takes half the time of any()
        if sign in lower:
            return True
    return False


def _is_date(line: Sequence[str]) -> bool:
    """Tell whether the words are a date or a time and nothing else: "November 20, 2020."."""
    if not any(map(str.isdigit, "".join(line))):
        return False
    plain, known = [word.strip(".") for word in line], notice_words().date
    dated = any(word[0].isdigit() for word in plain if word)
    return (
        dated
        and any(word in known for word in plain)
        and all(word in known or word[0].isdigit() for word in plain if word)
    )


def _spread(texts: Sequence[str], reasons: Reasons, first: int, last: int) -> None:
    """Carry a mark to what belongs to it: the rest of a "read more" line, the caption before its credit."""
    for at in range(first, last - 1):
        if reasons[at] == "read more":
            reasons[at + 1 : last] = ["read more"] * (last - at - 1)
            return
    if last - first in (2, 3, 4) and reasons[last - 1] in ("credit", "caption"):
        alone = last - first == 2 or reasons[last - 1] == "caption"
        for at in range(first, last - 1):
            # A paragraph of news may end with a credit; what is seen in a picture is no news.
            if alone or not _states().search(texts[at]) or _seen().search(texts[at]):
                reasons[at] = "caption"
    if (
        last - first > 1
        and reasons[first] == "caption"
        and sum(map(len, texts[first:last])) < _LONGEST_NOTICE
    ):
        reasons[first:last] = ["caption"] * (last - first)


# --- Where and how it stands -----------------------------------------------------------------------------

_RULE = re.compile(r"[\W_]+$|\|.*\|$|```|~~~|<[^<>]{1,200}>$")


def _mark_markup(lines: Lines, reasons: Reasons) -> None:
    """Mark rules, tables, fences, front matter, and headings that say they are headings."""
    texts = lines.texts
    fence = "---" if texts[0] == "---" and "---" in texts[1:40] else ""
    title = normal(lines.document.title or "")
    for first, last in lines.paragraphs:
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
        elif last - first == 1 and (lines.heading(first) or _is_title(text, title, first)):
            reasons[first] = reasons[first] or (
                "headline" if len(text.split()) > 4 or not first else "section label"
            )


def _is_title(text: str, title: str, first: int) -> bool:
    """Tell whether a line is the document's title, its day before it or not."""
    own = normal(text) if title else ""
    return bool(title) and (own == title or (not first and text[:1].isdigit() and own.endswith(f" {title}")))


def _mark_signature(lines: Lines, reasons: Reasons) -> None:
    """Mark what stands under the "-- " of a mail, and the name under its last greeting."""
    last_at = len(lines.paragraphs) - 1
    for at, (first, last) in enumerate(lines.paragraphs[:-1]):
        follows, end = lines.paragraphs[at + 1]
        if lines.texts[first] == "--" and last_at - at <= _LONGEST_SIGNATURE:
            reasons[follows:] = ["signature"] * (len(reasons) - follows)
            return
        if at and reasons[first] == "greeting" and end - follows == 1 and reasons[follows] is None:
            name = lines.texts[follows]
            if len(name.split()) <= 3 and not name.endswith(END) and lines.texts[last - 1][-1] != "!":
                reasons[follows] = "signature"


def _mark_pages(lines: Lines, reasons: Reasons) -> None:
    """Mark running headers and footers, and the halves of a sentence that they cut in two."""
    text = lines.document.text
    running = running_lines(text, page_starts(lines.document))
    before = -1
    cut = False
    for first, last in lines.paragraphs:
        if lines.start(first) in running:
            reasons[first:last] = ["page header"] * (last - first)
            cut = True
            continue
        if (
            cut
            and before >= 0
            and not lines.texts[before].endswith(END)
            and text[lines.start(first)].islower()
        ):
            reasons[before] = reasons[first] = "fragment"
        before, cut = last - 1, False


def _is_formal(lines: Lines) -> bool:
    """Tell whether the document is edited prose, so that a line without a full stop means something.

    It is where three in five of its longer paragraphs end in a mark that touches its word, and few begin
    with a speaker's name or in lower case.
    """
    texts = lines.texts
    long = [
        (texts[first], texts[last - 1])
        for first, last in lines.paragraphs
        if sum(map(_size, texts[first:last])) >= 50
    ]
    ended = sum(last.endswith(END) and not _DETACHED.search(last) for _, last in long)
    spoken = sum(bool(_LABEL.match(first)) for first, _ in long)
    lower = sum(first[0].islower() for first, _ in long)
    return 0 < 0.6 * len(long) <= ended and spoken <= 0.4 * len(long) and lower <= 0.3 * len(long)


def _size(text: str) -> int:
    """Return the length as in an alphabetic script: an ideograph counts as three letters."""
    if text.isascii() or max(text) < "\u3040":
        return len(text)
    return len(text) + 2 * len(_ideographs().findall(text))


@cache
def _ideographs() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # a class that compiles slowly


def _mark_layout(lines: Lines, reasons: Reasons) -> None:
    """Mark headlines, labels, captions and running headers of a document in formal prose."""
    texts = lines.texts
    shapes = Counter(
        _shape(texts[first])
        for first, last in lines.paragraphs
        if last - first == 1 and len(texts[first]) < 100
    )
    begun = titled = False
    headed = any(lines.heading(first) for first, _ in lines.paragraphs)
    for first, last in lines.paragraphs:
        text = texts[last - 1]
        if reasons[last - 1] is None:
            if headed and _LABEL.match(lines.sentences[first].shown):
                pass  # "Decision: …" is no heading where headings say that they are
            elif _is_item(lines.document.text, lines.start(first)):
                teaser = (
                    not begun
                    and last - first == 1
                    and not text.endswith(END)
                    and len(text.split()) <= _TEASER
                )
                label = text.isupper() and len(text) < 60
                reasons[last - 1] = "section label" if label else "headline" if teaser else None
            elif last - first > 1:
                reasons[last - 1] = _tail(text)
            elif shapes[_shape(text)] >= 3 and not text.endswith(END):
                reasons[first] = "page header"
            else:
                reason = _line(text, begun, titled, lines.document.language)
                reasons[first] = "fragment" if reason == "section label" and last == len(texts) else reason
        titled = titled or reasons[first] == "headline"
        begun = begun or reasons[first] is None


def _is_item(text: str, start: int) -> bool:
    """Tell whether a list marker stands before ``start`` on its line."""
    return text[max(0, start - 6) : start].rstrip(" \t").endswith(tuple("-*+•◦▪‣●○■–—.)]>"))


def _tail(text: str) -> str | None:
    """Give the reason for the last words of a paragraph that are no sentence: "… of the war. Photos"."""
    return "fragment" if not text.endswith((*END, ":", ";", ",")) and len(text.split()) <= 3 else None


def _line(text: str, begun: bool, titled: bool, language: str) -> str | None:
    """Give the reason for a paragraph of one sentence, from how it is written and where it stands.

    ``begun`` says that content went before, ``titled`` that a headline did.
    """
    own = text.split()
    count = max(len(own), _size(text) // 6 if not text.isascii() and len(own) < 3 else 0)
    in_title_case = knows(language, "headlines.title_case") and _is_title_case(own)
    if text.endswith(END) and not (count >= 4 and in_title_case):
        return "section label" if _is_bare(own, language) else None
    if text.endswith((":", "：")):
        return "lead-in"
    if count > (18 if begun or titled else 30) and not in_title_case:
        return None
    if count <= 4 or (count <= 6 and own[0].lower() in _first_words("headlines.prepositions")):
        return "section label" if begun or titled or count < 3 else "headline"
    if own[0].lower() in _first_words("headlines.captions") and (titled or begun) and not in_title_case:
        return "caption"
    return "headline"


def _is_bare(line: Sequence[str], language: str) -> bool:
    """Tell whether a short line lacks a verb: "No deal yet."; never where no verbs are known."""
    verbs, endings = words(language, "headlines.verbs"), words(language, "headlines.verb_endings")
    plain = [word.strip(".,!?\"“”'’").lower() for word in line]
    return (
        len(plain) <= 4
        and plain[0] in words(language, "headlines.bare_openers")
        and not any(
            word in verbs or word.endswith(endings) or any(c.isdigit() for c in word) for word in plain
        )
    )


def _is_title_case(line: Sequence[str]) -> bool:
    """Tell whether nearly all longer words begin with a capital, as in English headlines."""
    long = [word for word in line if len(word.strip("\"'“”‘’.,:;?!")) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.85 * len(long)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())
