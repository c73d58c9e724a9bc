"""The title of a note: what the titles of its sources have in common, and what the pile dwells on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.content.courts import court, matter
from summarizer.content.kinds import CALL, JUDGMENT, MAIL, MEETING, MINUTES, NEWS, PAPER, REVIEW, kinds
from summarizer.content.overtaken import company
from summarizer.data import Document
from summarizer.languages import table, words
from summarizer.note.section import HEADINGS
from summarizer.text.keyphrases import Phrases, Title
from summarizer.text.language import UNSPACED
from summarizer.text.titles import series, shared_run, shared_words, subject

PREFIX = "Briefing note"
SPOKEN = 3
"""Pairs of words in the title of what was said at a meeting."""
TITLED = (MINUTES, CALL, JUDGMENT, PAPER, MAIL)
"""Kinds of document of which one alone is called what it calls itself."""
MANY = 500
"""Documents beyond which their titles are not compared."""
READ = 30_000
"""Characters of a review in which what is reviewed is looked for."""


def title_of(documents: Sequence[Document], phrases: Phrases) -> str:
    """Return the title: of a series its name, else a run of words that most titles share, else names.

    Documents of one kind, as reviews and calls, are called by it; judgments by their matter and their court,
    and not by a party of theirs; papers by what most of their titles speak of.
    """
    titles = [document.title for document in documents][:MANY]
    language = Counter(document.language for document in documents).most_common(1)[0][0]
    kind, count = Counter(kinds(tuple(documents)).values()).most_common(1)[0]
    pure = kind != NEWS and count == len(documents)
    if pure and len(documents) == 1 and titles[0] and kind in TITLED and titles[0] != documents[0].name:
        return f"{PREFIX}: {titles[0]}"
    label = table(HEADINGS, f"kinds.{kind}").get("label") if pure else None
    name = _company(titles, language) if kind == CALL else None
    named = series(titles) if kind != NEWS and name is None else ()
    if named:
        return f"{PREFIX}: {', '.join(named)}"
    spoken = _of_court(documents[:MANY]) if kind == JUDGMENT and pure else ()
    if kind == MEETING and pure:  # the names in talk are those who speak, and mishearings
        spoken = phrases.topics(SPOKEN)
    if name is None and kind != NEWS and not spoken:
        name = shared_run(titles, language)
    if name is None and kind == CALL:
        name = phrases.owner()
    if name is None and kind == PAPER:
        name = subject(titles, [document.text for document in documents[:MANY]], language)
        name = name or next(iter(phrases.topics()), None)
    known = spoken or ((name,) if name else ())
    told = Title(known) if known else phrases.title(shared_words(titles, language))
    # What documents of a kind are about is a name among others: "VuPoint, scanner: reviews".
    names, about = ((*told.names, told.matter), label) if label else (told.names, told.matter)
    names = tuple(_as_printed(name, documents, language) for name in filter(None, names))
    if kind == REVIEW and pure:
        names = _joined(names, documents)
    if not names and not about and len(documents) == 1 and titles[0] != documents[0].name:
        about = titles[0]  # too short to dwell on anything
    return ": ".join(part for part in (PREFIX, _begun(", ".join(names)), about) if part)


def _begun(names: str) -> str:
    """Return what a title names with a capital at its beginning: "Océan Indien", but "iPhone"."""
    first = names.split(" ", 1)[0]
    return names[:1].upper() + names[1:] if first.isalpha() and first.islower() else names


def _company(titles: Sequence[str | None], language: str) -> str | None:
    """Return the company that the titles of all calls name before their quarter, None where it is not one."""
    named = {company(title or "", language) for title in titles}
    return named.pop() if len(named) == 1 else None


def _as_printed(name: str, documents: Sequence[Document], language: str) -> str:
    """Return a name as a title has it where a source prints it so: "Olympische Spiele", not "Olympischen"."""
    first, blank, rest = name.partition(" ")
    if not blank or UNSPACED.match(name) or not name[0].isupper():
        return name
    for pair in words(language, "phrases.inflected"):
        governed, plain = pair.split("/")
        form = f"{first.removesuffix(governed)}{plain} {rest}"
        if first.endswith(governed) and any(
            re.search(rf"(?<!\w){re.escape(form)}(?!\w)", f"{one.title}\n{one.text}")
            for one in documents[:MANY]
        ):
            return form
    return name


def _joined(words: Sequence[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what is reviewed with its make before it, where a review says it so: "Korvo scanner"."""
    texts = [document.text[:READ].lower() for document in documents[:MANY]] if len(words) > 1 else []
    for thing in words:
        for make in words:
            both = f"{make} {thing}"
            if make != thing and any(both.lower() in text for text in texts):
                return (both, *(word for word in words if word not in (make, thing)))
    return tuple(words)


def _of_court(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the matter of judgments and their court, () where they are not of one court."""
    of = court(documents)
    about = matter(documents) if of else None
    return tuple(filter(None, (about, of)))
