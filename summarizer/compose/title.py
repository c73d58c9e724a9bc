"""The title of a note: what the titles of its sources have in common, and what the pile dwells on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.content.kinds import NEWS, kinds
from summarizer.data import Document
from summarizer.languages import table
from summarizer.note.section import HEADINGS
from summarizer.text.keyphrases import Phrases
from summarizer.text.titles import series, shared_run, shared_words

PREFIX = "Briefing note"
MANY = 500
"""Documents beyond which their titles are not compared."""


def title_of(documents: Sequence[Document], phrases: Phrases) -> str:
    """Return the title: of a series its name, else a run of words that half of the titles share, else names.

    Documents of one kind, as reviews and calls, are called by it.
    """
    titles = [document.title for document in documents][:MANY]
    language = Counter(document.language for document in documents).most_common(1)[0][0]
    kind, count = Counter(kinds(tuple(documents)).values()).most_common(1)[0]
    pure = kind != NEWS and count == len(documents)
    label = table(HEADINGS, f"kinds.{kind}").get("label") if pure else None
    named = series(titles) if kind != NEWS else ()
    if named:
        return f"{PREFIX}: {', '.join(named)}"
    name = shared_run(titles, language) if kind != NEWS else None
    if name is None and kind == "call":
        name = phrases.owner()
    words = (name,) if name else phrases.title(shared_words(titles, language))
    if not words:
        return PREFIX
    return f"{PREFIX}: {', '.join(words)}" + (f": {label}" if label else "")
