"""Document → sentences, with exact offsets.

Sentence ends are Punkt's (Kiss & Strunk 2006) where a model for the language travels with the package,
and rules on sentence-final marks elsewhere. A few repairs follow, for what Punkt cannot see: reported
speech behind a quotation, names with initials, a full stop without the space after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from summarizer.data import Document, Sentence, Span
from summarizer.layout import SPACE, blocks

LONGEST = 5_000
"""Characters of the longest sentence; what is longer is no sentence and is cut at whitespace."""

_WINDOW = 20_000
"""Characters handed to the splitter at once, so that hostile lines cost linear time and little memory."""

Splitter = Callable[[str], Iterable[tuple[int, int]]]

_MODELS = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "it": "italian", "ml": "malayalam", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ru": "russian", "sl": "slovene", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
"""Languages with a trained model."""

_ABBREVIATIONS_ONLY = {
    "ca": "catalan", "ga": "irish", "hu": "hungarian", "is": "icelandic", "lv": "latvian", "ro": "romanian",
    "sk": "slovak", "ta": "tamil",
}  # fmt: skip
"""Languages without a model whose abbreviations are known."""

_CLOSING_QUOTES = "\"'”’»"
_CLOSERS = "\"'”’»)\\]}」』）】》〉"


def split(document: Document) -> tuple[Sentence, ...]:
    """Cut a document into sentences, in order, disjoint, without whitespace at their ends.

    Every character that is neither whitespace nor invisible lies in exactly one sentence, but for the
    markers at the start of a line (``- ``, ``## ``, ``1. `` in a list; see `layout.blocks`). A block is a
    paragraph. No sentence is longer than 5,000 characters. Linear in the length of the text.
    """
    text = document.text
    splitter = _splitter(document.language)
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(blocks(text)):
        for first, last in _sentences(text, start, end, splitter):
            found.append(Sentence(document, Span(first, last), paragraph, len(found)))
    return tuple(found)


def _sentences(text: str, start: int, end: int, splitter: Splitter) -> Iterator[tuple[int, int]]:
    for low, high in _windows(text, start, end):
        block = text[low:high]
        spans: Iterable[tuple[int, int]]
        if not _CANDIDATE.search(block):
            spans = ((0, len(block)),)
        elif _UNSPACED_END.search(block):
            spans = _split_unspaced(block)
        else:
            spans = _repair(block, splitter(block))
        for first, last in spans:
            yield from _trimmed(text, low + first, low + last)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block into stretches of bounded length, behind a full stop or at whitespace if there is one."""
    while end - start > _WINDOW:
        limit = start + _WINDOW
        cut = text.rfind(". ", start + _WINDOW // 2, limit) + 1
        cut = cut or text.rfind(" ", start + 1, limit) or limit
        cut = cut if cut > start else limit
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end > start and text[start] in SPACE:
        start += 1
    while end > start and text[end - 1] in SPACE:
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
        while start < end and text[start] in SPACE:
            start += 1
    if start < end:
        yield start, end


# --- Splitters -------------------------------------------------------------------------------------------

_CANDIDATE = re.compile(r"[.!?…;·。！？｡؟۔।॥։።။។|](?=.)", re.DOTALL)
_UNSPACED_END = re.compile("[。｡]")


@lru_cache(maxsize=32)
def _splitter(language: str) -> Splitter:
    """Return the function that gives the spans of a block's sentences, for an ISO 639-1 code."""
    import punkt

    if language in ("zh", "ja", "yue"):
        return _split_unspaced
    if language in ("th", "lo", "km", "my"):
        return _split_phrases
    if language in _MODELS:
        return punkt.tokenizer_for(_MODELS[language], prefixes=True).span_tokenize
    parameters = punkt.PunktParameters()
    if language in _ABBREVIATIONS_ONLY:
        parameters = punkt.with_nonbreaking_prefixes(parameters, _ABBREVIATIONS_ONLY[language])
    rules = punkt.LanguageVars(sent_end_chars=(".", "?", "!", "؟", "۔", "।", "॥", "։", "።"))
    return punkt.PunktSentenceTokenizer(parameters, rules=rules).span_tokenize


_UNSPACED = re.compile(rf"(?:[。！？｡!?]+|\.(?=[{_CLOSERS}]*\s))[{_CLOSERS}]*")
# Behind a closing quote: the Japanese quotative, a comma, or a short clause with a verb of saying.
_SPEAKS = re.compile(r"[とって、，,]|[^。！？，“「\s]{0,12}(?:说|說|表示|称|稱|问|問|道|写|寫|指出)")


def _split_unspaced(block: str) -> Iterator[tuple[int, int]]:
    """Split Chinese and Japanese behind 。！？ and the quotes that close there."""
    start = 0
    for match in _UNSPACED.finditer(block):
        quoted = match.group()[-1] in "」』”’"
        if quoted and _SPEAKS.match(block, match.end()):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(block)


_PHRASE = re.compile(r"[.!?။។៕]+[\"'”’)]*\s+|\s+")
_PHRASE_LENGTH = 80


def _split_phrases(block: str) -> Iterator[tuple[int, int]]:
    """Split scripts without a full stop (Thai, Lao) at blanks, which part their phrases."""
    start = 0
    for match in _PHRASE.finditer(block):
        if match.end() - start >= _PHRASE_LENGTH or not match.group()[0].isspace():
            yield start, match.end()
            start = match.end()
    yield start, len(block)


# --- Repairs ---------------------------------------------------------------------------------------------

# "ended.The next", "in 2020.The next", "[3]The next": no domain name, no initials, no file name.
_NO_SPACE = re.compile(r"(?<=[^\W\d_][^\W\d_A-Z][.!?…])(?=[A-ZÀ-ÞА-Я][^\W\d_A-Z]+(?:\s|,\s|['’]))")
_URL_BEFORE = re.compile(r"\S*(?:://|www\.|@|/)\S*$")
_ELLIPSIS = re.compile(rf"…[{_CLOSERS}]*\s+(?=[\"“‘«(\[]*[A-ZÀ-ÞА-Я])")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+\s*")
_QUOTE_CLOSED = re.compile(
    r"[.!?…][\"'”’»)]+$|(?:\.\.\.|…)$|\b(?:Yahoo|Jeopardy|Yum|Wham|Oklahoma|Mamma Mia)!$"
)
# "Stephen E.", "the U.S.", "Republican Govs.": the next word goes with them unless it often opens a sentence.
_GOES_ON = re.compile(
    r"(?:\b[A-Z][\w’'-]*\s(?:[A-Z]\.\s?)*[A-Z]\.|\b(?:U\.S|U\.N|U\.K|E\.U)\."
    r"|\b(?:Govs|Sens|Reps|Gens|Profs|Drs|Messrs|Cmdr|Sgt|Lt|Insp|Det|Supt|Asst|Assoc|Rt|Hon)\.)$"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Drs|Prof|Hon|Rt)\.$")
# Behind "…!" or "…?" and the closing quote: who said it.
_SAID = re.compile(
    r"(?:[A-Z][\w’'-]+\s){1,3}(?:said|says|asked|asks|added|wrote|writes|told|shouted|cried|replied|answered"
    r"|declared|tweeted|exclaimed|warned|joked|barked|posted|demanded|yelled|screamed|continued)\b"
)
_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]$")
_CLOCK = re.compile(r"\d\s?[ap]\.m\.$")
_CLOCK_GOES_ON = re.compile(
    r"\(?(?:(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST)\b|Eastern|Pacific|Central|Mountain"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* \d)"
)
_STARTERS = frozenset(
    """a about after all although an and any as at because before both but by even for from he her here
    his how i if in instead it its last many meanwhile more most my no nobody not now of on once one
    only other our she since so some such that the their then there these they this those though to
    today two under until we what when where whether which while who why with yet you your""".split()
)
_WORD = re.compile(r"[\"“‘'(\[]*([^\W_]+)")


def _repair(block: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what Punkt cut too early and cut what it could not see."""
    pieces: list[tuple[int, int]] = []
    for start, end in spans:
        if pieces:
            note = _FOOTNOTE.match(block, start, end)
            if note:
                pieces[-1] = (pieces[-1][0], note.end())
                start = note.end()
                if start == end:
                    continue
            if _belongs(block, pieces[-1], start, end):
                pieces[-1] = (pieces[-1][0], end)
                continue
        pieces.append((start, end))
    return [part for piece in pieces for part in _cut(block, *piece)]


def _belongs(block: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether ``block[start:end]`` goes on with the sentence ``before`` it."""
    last = block[max(before[0], before[1] - 60) : before[1]].rstrip(SPACE)
    char = block[start]
    if char.islower():
        return bool(_QUOTE_CLOSED.search(last))
    if char in "-–—,;:)":
        return True
    word = _WORD.match(block, start, end)
    if not word:
        return not any(c.isalnum() for c in block[start:end])
    if last.endswith(".m."):
        return bool(_CLOCK.search(last) and _CLOCK_GOES_ON.match(block, start))
    if before[1] - before[0] <= 5 and _ITEM.match(last):
        return True
    if last[-1] in _CLOSING_QUOTES:
        return last[-2:-1] in ("!", "?") and bool(_SAID.match(block, start, end))
    if _TITLE.search(last):
        return True
    return word.group(1).lower() not in _STARTERS and bool(_GOES_ON.search(last))


def _cut(block: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence at "ended.The next" and behind "…" before a capital."""
    cuts = [m.start() for m in _NO_SPACE.finditer(block, start, end) if not _in_url(block, start, m.start())]
    if "…" in block:
        cuts += [m.end() for m in _ELLIPSIS.finditer(block, start, end)]
        cuts.sort()
    for cut in cuts:
        yield start, cut
        start = cut
    yield start, end


def _in_url(block: str, start: int, at: int) -> bool:
    return bool(_URL_BEFORE.match(block, block.rfind(" ", start, at) + 1, at))
