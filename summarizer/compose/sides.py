"""Two sentences side by side: which word of the one may stand for which of the other, and told as what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from summarizer.data import Span
from summarizer.languages import NOTHING, alternatives, forms, one_line, pattern, table
from summarizer.languages import words as known
from summarizer.languages.lexicon import Meanings, has_lexicon, together
from summarizer.records import dataclass
from summarizer.statements import mismatches, read
from summarizer.statements.agreement import (
    Term,
    akin,
    bounded_otherwise,
    content,
    group,
    opposed,
    restricts,
    terms,
)
from summarizer.statements.counted import figure_words
from summarizer.statements.cues import denies
from summarizer.statements.dates import Day
from summarizer.statements.reworded import told_apart
from summarizer.statements.verbs import bases
from summarizer.text.language import WORD, stop_words
from summarizer.text.later import later
from summarizer.text.synonyms import meant

from .anchors import names_something

LONGEST = 80
"""Terms of the longest sentence that is compared."""
BESIDE = 3
"""Words beside a part among which no name may stand that the other side does not know."""
CLOSE = 0.4
"""Cosine from which two sentences are much alike as wholes, and what is short but in both is told."""
OTHER = 0.8
"""What a word is worth that stands there in another form or in another word of its meaning."""
FORBIDDEN = frozenset(("number", "unit", "date", "name", "negation", "opposite", "role", "modality"))
"""What must be the same in a part as in the other sentence."""
DEMAND = 0.6
"""What one word that asks for something is worth for another one."""
ROOT = 4
"""Letters that a word and the one it is derived from begin with."""
HEDGED = frozenset(("alleged", "possible"))

Around = Callable[[], frozenset[str]]
"""Gives the keys of the terms in the sentences around one, when it is asked."""
Pair = tuple[int, int, float]
"""A term of the one side, one of the other that may stand for it, and what that is worth."""
END = later(r"[;:!?]\s|[\"“”()]")
"""What parts two statements within a sentence; a full stop in it belongs to a word: "Sept. 8"."""
_PARTS = later(r"[.;:!?]\s|[,()\"“”—–]|--|\s-\s|\s{3,}")
_LEFT_OUT = re.compile(r"\s{3,}")
_ASIDE = re.compile(r"\([^()]{0,40}\)|(?<=\w) ?\[[^\[\]]{0,60}\]")
_TITLE = re.compile(
    r"[“\"]((?=[^“”\"]{3,60}[”\"])[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|\d+|[a-z]{1,3}\b)){2,},?)[”\"]"
)
"""What is called so, in capitals but for small words: a list, a show, a book."""
_BEFORE = later(r"(?<![\w'’-])([\w'’]+)\s$")


@dataclass(frozen=True, slots=True)
class Told:
    """What both tell: ``mine`` of the line and ``theirs`` of the other text, in characters."""

    mine: Span
    theirs: Span


@dataclass(frozen=True)
class Side:
    """A sentence, its words of content and what stands around it, for whom a pronoun means."""

    text: str
    terms: Sequence[Term]
    around: Around
    language: str
    parted: tuple[int, ...] = ()
    """Where within it stands who says so, which the text leaves out."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its terms."""
        return frozenset(term.key for term in self.terms)

    @cached_property
    def known(self) -> frozenset[str]:
        """What the sentence or those around it speak of."""
        return self.keys | self.around()

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """As what verb each term is used, see `_form`."""
        return tuple(_form(self, at) for at in range(len(self.terms)))

    @cached_property
    def beside(self) -> frozenset[int]:
        """Which terms are of a name right behind a noun: "the couple Ann Hale and Ben Roe"."""
        joining = known(self.language, "clauses.joining")
        found: set[int] = set()
        for at, (last, term) in enumerate(pairwise(self.terms), 1):
            between = self.text[last.end : term.start].strip()
            if term.kind == "name" and (
                (at - 1 in found and (not between or between in joining))
                or (last.kind == "plain" and not between)
            ):
                found.add(at)
        return frozenset(found)

    @cached_property
    def marks(self) -> Sequence[complex]:
        """How many commas stand before each term, and how many openings, as two parts of a number."""
        openings = list(self.openings(0, len(self.text)))
        return [
            complex(self.text.count(",", 0, term.start), bisect_left(openings, term.start))
            for term in self.terms
        ]

    @cached_property
    def demands(self) -> frozenset[int]:
        """Which terms are words that ask for something: "wants", "is asking for"."""
        found = _demanding(self.language)
        return frozenset(
            at
            for at, term in enumerate(self.terms)
            if (match := found.match(self.text, term.start)) and match.end() >= term.end
        )

    def is_known(self, term: Term, others: Collection[str]) -> bool:
        """Tell whether others know the name that a term is of: by it, or by another word of the same name."""
        names = read(self.text, self.language).names
        whole = [one for one in names if one.start <= term.start < one.end]
        return any(
            other.key in others
            for other in self.terms
            if other is term or any(one.start <= other.start < one.end for one in whole)
        )

    def lower_case(self, term: Term) -> bool:
        """Tell whether a word of a name may be one without a capital: among others of it, or first of all."""
        name = next(
            (one for one in read(self.text, self.language).names if one.start <= term.start < one.end), None
        )
        return name is not None and (len(name.words) > 1 or not self.text[: name.start].strip())

    @classmethod
    def of(cls, text: str, around: Around, language: str) -> Side:
        """Read a sentence; short asides in brackets are passed over."""
        parted = tuple(one.start() for one in _LEFT_OUT.finditer(text))
        text = _plain(text, language)
        return cls(text, _terms(text, language), around, language, parted)

    def clause(self, span: Span) -> tuple[int, int]:
        """Return where the words around a stretch begin and end, up to the next mark on either side."""
        first = max((one.end() for one in _PARTS.finditer(self.text, 0, span.start)), default=0)
        last = _PARTS.search(self.text, span.end)
        return first, last.start() if last else len(self.text)

    def openings(self, start: int, end: int) -> Iterator[int]:
        """Yield where a word that opens another clause stands in a stretch of the text.

        One that joins the names behind a noun opens none.
        """
        opening = frozenset(known(self.language, "clauses.openers"))
        joined = {self.terms[at].start for at in self.beside}
        for match in WORD.finditer(self.text, start, end):
            if match.group().lower() in opening and match.end() + 1 not in joined:
                yield match.start()

    def word_before(self, start: int) -> tuple[int, str] | None:
        """Return the word right before a place, and where it begins."""
        match = _BEFORE.search(self.text, max(0, start - 24), start)
        return (match.start(1), match.group(1).lower()) if match else None


def pairs_of(ours: Side, theirs: Side) -> list[Pair]:
    """Return which term of the one may stand for which of the other, in order."""
    found = []
    language, others = (
        ours.language,
        [(j, one.key, one.kind == "plain") for j, one in enumerate(theirs.terms)],
    )
    for i, mine in enumerate(ours.terms):
        key, plain = mine.key, mine.kind == "plain"
        for j, other, is_plain in others:
            if key == other or (plain != is_plain and _are_one_word(ours, mine, theirs, theirs.terms[j])):
                found.append((i, j, 1.0))
            elif (
                plain
                and is_plain
                and (how := _related(key, other, language))
                and (how == "family" or bool(ours.forms[i]) == bool(theirs.forms[j]))
            ):
                found.append((i, j, OTHER))
            elif plain and is_plain and i in ours.demands and j in theirs.demands:
                found.append((i, j, DEMAND))
    return found


def _are_one_word(ours: Side, mine: Term, theirs: Side, other: Term) -> bool:
    """Tell whether a word of a name is another one without a capital: "National Park", "national park"."""
    if {mine.kind, other.kind} != {"plain", "name"} or not (
        ours.lower_case(mine) or theirs.lower_case(other)
    ):
        return False
    one, two = ours.text[mine.start : mine.end], theirs.text[other.start : other.end]
    return one.lower() == two.lower()


def alike(one: Term, other: Term, language: str) -> bool:
    """Tell whether one term may stand for another one."""
    if one.key == other.key:
        return True
    return one.kind == other.kind == "plain" and bool(_related(one.key, other.key, language))


@lru_cache(maxsize=1 << 16)
def _related(mine: str, other: str, language: str) -> str:
    """Tell how another word may stand for one: as of its "family" or "meaning", a narrower one too."""
    if mine == other or akin(mine, other):
        return "family"
    (own, groups, one), (others, their_groups, their) = _meant(mine, language), _meant(other, language)
    how = "meaning" if not (own.isdisjoint(others) and groups.isdisjoint(their_groups)) else ""
    how = how or (_how_meant(own, one, others, their) if has_lexicon(language) else "")
    return "" if how and any(told_apart(a, b, language) for a in own for b in others) else how


def _how_meant(own: frozenset[str], one: Meanings, others: frozenset[str], their: Meanings) -> str:
    """Tell how other forms may stand for a word's own ones by what they may mean."""
    if one.opposes(their):
        return ""
    derived = not (one.derived.isdisjoint(their.own) and one.own.isdisjoint(their.derived))
    if derived and not {form[:ROOT] for form in own}.isdisjoint({form[:ROOT] for form in others}):
        return "family"  # "acquires", "acquisition"
    near = one.said_by(their) or (not one.thing and not one.derived.isdisjoint(their.derived))
    return "meaning" if near else ""


@lru_cache(maxsize=1 << 14)
def _meant(word: str, language: str) -> tuple[frozenset[str], frozenset[int], Meanings]:
    """Return the forms of a word, the groups of synonyms that they are in, and what they may mean."""
    forms = frozenset(group(word, language))
    return forms, meant(forms, language), together(forms, language)


def told_otherwise(ours: Side, theirs: Side, told: Told) -> bool:
    """Tell whether the sides tell a part as something else, or something else by it.

    The other side may be surer than the line. ``ours`` and ``theirs`` may each have no name beside the part
    that the other side does not know.
    """
    language = ours.language
    mine, theirs_ = (
        side.text[span.start : span.end] for side, span in ((ours, told.mine), (theirs, told.theirs))
    )
    if opposed(mine, theirs_, language) or restricts(mine, theirs_, language):
        return True
    if bounded_otherwise(with_bound(ours.text, told.mine), with_bound(theirs.text, told.theirs), language):
        return True
    one, other = _status(ours, told.mine), _status(theirs, told.theirs)
    if one[0] != other[0] or one[2] != other[2]:
        return True
    return other[1] and not one[1] and not _claims_it(ours, theirs, told)


def _claims_it(ours: Side, theirs: Side, told: Told) -> bool:
    """Tell whether who says a part claims it on the other side, and nothing else makes it unsure there."""
    (who, _), (other, verb) = _sayer(ours, told.mine), _sayer(theirs, told.theirs)
    if not who or not who <= other or verb is None:
        return False
    text = theirs.text[: verb.start] + " " * (verb.end - verb.start) + theirs.text[verb.end :]
    return not _status(replace(theirs, text=text), told.theirs)[1]


@cache
def _saying(language: str) -> re.Pattern[str]:
    """Fit a verb by which one says something: "said", "was quoted as saying"."""
    quoting = pattern(language, "agreement.quoting") or NOTHING
    return re.compile(f"(?:{alternatives(forms(language, 'saying.speaking'))}|{quoting})", re.IGNORECASE)


def _sayer(side: Side, span: Span) -> tuple[frozenset[str], Span | None]:
    """Return who says what stands in a stretch, as the words before the last verb for it, and that verb."""
    start, _ = side.clause(span)
    saying = _saying(side.language)
    found = [one.span() for one in WORD.finditer(side.text, start, span.start)]
    verbs = [Span(*one) for one in found if saying.fullmatch(side.text, *one)]
    for last, verb in reversed([*pairwise((Span(start, start), *verbs))]):
        who = frozenset(one.key for one in side.terms if last.end <= one.start < verb.start)
        if who:
            return who, verbs[-1]
    return frozenset(), None


def with_bound(text: str, span: Span) -> str:
    """Return a part of a text with what stands right before it, which may bound its number: "more than"."""
    return text[max(0, span.start - NEAR) : span.end]


def fails(part: str, other: str, language: str, known: Collection[str] = ()) -> bool:
    """Tell whether a fact of a part is not that of another text; the names of ``known`` words are."""
    return any(
        one.kind in FORBIDDEN and not (one.kind == "name" and content(one.value, language).issubset(known))
        for one in mismatches(part, (other,), language)
    )


def _status(side: Side, span: Span) -> tuple[frozenset[str], bool, bool]:
    """Return as what a stretch of a text is told: under what attitude, hedged or not, denied or not."""
    governed = {
        one.kind
        for one in read(side.text, side.language).governors
        if one.first < span.end and span.start < one.last
    }
    start, end = side.clause(span)
    end = next(side.openings(span.end, end), end)
    start = max(
        (one for one in side.openings(start, span.start) if _tells(side, one, span.start)), default=start
    )
    clause = side.text[start:end]
    for day in (one for one in side.terms if one.kind == "day" and start <= one.start < end):
        clause = clause.replace(side.text[day.start : day.end], " ")  # "in May" is no doubt
    denied = any(denies(one.lower(), side.language) for one in WORD.findall(clause))
    told = governed | read(clause, side.language).attitudes
    return frozenset(told) - HEDGED, not HEDGED.isdisjoint(told), denied


def _tells(side: Side, start: int, end: int) -> bool:
    """Tell whether a stretch has a verb of its own and whose it is: "and the crew believed"."""
    inside = [side.forms[at] for at, one in enumerate(side.terms) if start <= one.start < end]
    return len(inside) > 1 and any(form in ("done", "does") for form in inside[1:])


def strange_beside(side: Side, other: Side, span: Span) -> bool:
    """Tell whether a name stands right beside a part that the other side does not know."""
    words = [match.span() for match in WORD.finditer(side.text)]
    first = sum(end <= span.start for _, end in words)
    last = sum(start < span.end for start, _ in words)
    low = words[max(0, first - BESIDE)][0] if words else 0
    high = words[min(len(words), last + BESIDE) - 1][1] if words else 0
    marks = [one.end() for one in END.finditer(side.text, low, span.start)]
    marks += [at for at in side.openings(low, span.start) if side.text[:at].rstrip().endswith(",")]
    low = max(marks, default=low)
    mark = END.search(side.text, span.end, high)
    high = mark.start() if mark else high
    told = other.known
    return any(
        term.kind == "name"
        and low <= term.start < high
        and not side.is_known(term, told)
        and not _is_region(side, term, other)
        and not _is_apposition(side, term, other)
        and not any(_are_one_word(side, term, other, one) for one in other.terms)
        for term in side.terms
    )


def _is_region(side: Side, term: Term, other: Side) -> bool:
    """Tell whether a name only says where the place before it lies: "in Osk, Arica", where the other has Osk.

    The other one may give no region of its own.
    """
    match = _REGION.search(side.text, max(0, term.start - 24), term.start)
    if match is None or _listed(side.language).match(side.text, term.end):
        return False
    where = figure_words(side.language, "places", r"\b(?:{}) $")
    if not where.search(side.text, max(0, match.start(1) - 24), match.start(1)):
        return False
    place = re.compile(rf"\b{re.escape(match.group(1))}\b(,?)")
    found = [one.group(1) for one in place.finditer(other.text)]
    return bool(found) and not any(found)


def _is_apposition(side: Side, term: Term, other: Side) -> bool:
    """Tell whether a name only says which is meant: "the capital, Osk.", where the other side names none.

    It ends its clause, so that it is no first of several.
    """
    match = _called(side.language).search(side.text, max(0, term.start - 2 * NEAR), term.start)
    if match is None or not _STOP.match(side.text, term.end):
        return False
    noun = re.compile(rf"\b{re.escape(match.group(1))}\b(?!,? [^\W\d_a-z])")
    return noun.search(other.text) is not None


@cache
def _called(language: str) -> re.Pattern[str]:
    """Fit a noun of which the name behind the comma is meant."""
    opening = alternatives(known(language, "agreement.determiners"))
    return re.compile(rf"\b(?:{opening}) ([^\W\d_A-Z]+), $")


_STOP = re.compile(r"[.;]|\Z")
_REGION = re.compile(r"\b([^\W\d_a-z][\w’'-]+), $")
"""A place before the name of a region."""


@cache
def _listed(language: str) -> re.Pattern[str]:
    """Fit what stands behind one name of several: "Osk, Arica and Tolm"."""
    joining = "|".join(known(language, "clauses.joining")) or NOTHING
    return re.compile(rf",? (?:[^\W\d_a-z]|(?:{joining})\b)")


@lru_cache(maxsize=8192)
def _plain(text: str, language: str) -> str:
    """Return a text with short asides, the marks of a title and "so-called" blanked, the rest in place."""
    text = _ASIDE.sub(lambda match: " " * len(match.group()), text)
    text = _so_called(language).sub(lambda match: "·" * len(match.group()), text)
    return _TITLE.sub(r" \1 ", text)


@cache
def _so_called(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(known(language, 'agreement.so_called'))})\b")


@lru_cache(maxsize=8192)
def _terms(text: str, language: str) -> tuple[Term, ...]:
    """Return the terms of a text, each day as one of them."""
    days = [
        day
        for day in read(text, language).days
        if _day_key(day) and not names_something(text, day.start, day.end, language)
    ]
    found = [
        one for one in terms(text, language) if not any(day.start <= one.start < day.end for day in days)
    ]
    found = [_with_base(one, text) for one in found]
    found += [Term(day.start, day.end, _day_key(day), "day") for day in days]
    return tuple(sorted(found, key=lambda one: one.start))[:LONGEST]


def _with_base(term: Term, text: str) -> Term:
    base = bases().get(text[term.start : term.end].lower())
    return replace(term, key=base) if base and term.kind == "plain" and term.key[0] != "=" else term


def _day_key(day: Day) -> str:
    if day.day:
        return f"day {day.month}-{day.day}"
    if day.weekday is not None:
        return f"weekday {day.weekday}"
    return f"month {day.year}-{day.month}" if day.month else ""


def is_noun(side: Side, at: int) -> bool:
    """Tell whether a word stands behind an article or a preposition, as no verb does, or ends as a noun.

    Of a noun that tells a deed it must be told whose that is: "Osk's acquisition".
    """
    term = side.terms[at]
    before = side.word_before(term.start)
    if side.text[term.start : term.end].lower().endswith(_noun_endings(side.language)):
        return before is None or not before[1].replace("’", "'").endswith("'s")
    return before is None or (
        before[1] in stop_words(side.language) and before[1] not in _before_verbs(side.language)
    )


def leaves_figure(side: Side, other: Side, span: Span) -> bool:
    """Tell whether a figure that the other side has not stands right beside a part: it belongs to it."""
    joining = known(side.language, "clauses.joining")  # "14 boats and two ferries" are two things
    for term in side.terms:
        if term.kind != "figure" or term.key in other.keys:
            continue
        if term.start < span.end and span.start < term.end:
            continue
        low, high = sorted((term.end, span.start)) if term.end <= span.start else (span.end, term.start)
        between = side.text[low:high]
        apart = END.search(between) or "," in between or set(between.lower().split()) & set(joining)
        does_more = span.end <= term.start and _does_more(side, Span(low, high))
        if len(between) <= NEAR and not apart and not does_more:
            return True
    return False


def _does_more(side: Side, span: Span) -> bool:
    """Tell whether a stretch has a verb of its own: "the fire broke out, killing six"."""
    inside = (at for at, one in enumerate(side.terms) if span.start <= one.start < span.end)
    return any(side.forms[at] == "done" and not is_noun(side, at) for at in inside)


NEAR = 24
"""Characters between a part and a figure that belongs to it."""


def _form(side: Side, at: int) -> str:
    """Tell as what verb a word is used: "done", "to" do, "for" doing, "does", or "" of what is none.

    A noun that tells a deed with a verb before it is used as that verb is: "entered a plea".
    """
    term = side.terms[at]
    before = side.word_before(term.start)
    if before and before[1] in known(side.language, "agreement.determiners"):
        verb = side.word_before(before[0])
        if verb and verb[1] in known(side.language, "agreement.support_verbs"):
            return _form_of(side, verb[0], before[0] - 1)
    return _form_of(side, term.start, term.end)


def _form_of(side: Side, start: int, end: int) -> str:
    word = side.text[start:end].lower()
    before = side.word_before(start)
    if before and before[1] in known(side.language, "factuality.infinitives"):
        return "to"
    if before and _demanding(side.language).fullmatch(before[1]):
        return "to"  # "should form", as "wants to form"
    formed = len(word) > SHORT and word.endswith(_endings(side.language))
    if formed and before and before[1] in known(side.language, "agreement.before_charges"):
        return "for"  # "is investigated for violating": that is not said to be done
    if formed or word in bases():
        return "done"
    return "does" if before and before[1] in _before_verbs(side.language) else ""


SHORT = 3
"""Letters of a word in which the ending of a verb tells nothing."""


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(known(language, "agreement.verb_endings"))


@cache
def _demanding(language: str) -> re.Pattern[str]:
    """Fit a word that asks for something."""
    inside = one_line(table(language, "agreement.attitudes").get("demanded", NOTHING))
    return re.compile(rf"(?:{inside})\b", re.IGNORECASE)


@cache
def _noun_endings(language: str) -> tuple[str, ...]:
    return tuple(known(language, "agreement.noun_endings"))


@cache
def _before_verbs(language: str) -> frozenset[str]:
    """Return the words behind which a verb stands."""
    return frozenset(known(language, "agreement.before_verbs"))
