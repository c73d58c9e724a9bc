"""The words of the page: what options of the command line are called here, choices in plain language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from summarizer.note.brief_json import REMEDY

UNITS = {
    "words": "words",
    "sentences": "sentences",
    "percent": "percent of the sources",
    "chars": "characters",
}
ORDERS = {"chronological": "by date", "score": "most important first", "source": "as in the sources"}
RANKERS = {
    "textrank": "what many sentences say, the first ones more (usual)",
    "lexrank": "what many sentences say, wherever they stand",
    "lexrank-threshold": "what many sentences say in nearly the same words",
    "centroid": "what is most like the sources as a whole",
    "divergence": "what uses words as the sources as a whole do",
    "lsa": "what belongs to the strongest topics",
    "lead": "what stands first in each source",
    "random": "by chance, to compare with",
}
SELECTORS = {
    "coverage": "so that the note tells as much as fits (usual)",
    "mmr": "the best first, leaving out what repeats",
}
SYSTEMS = (
    "“default” is Tracebrief as it is; “lead” takes first sentences, “random” any; “oracle” and “gold” "
    "know what people wrote and show what can be reached; the others are ways to score sentences."
)
MEASURES = {
    "rouge": "how many words (1), pairs of words (2) and sequences of words (L) are those that people wrote",
    "citations": "how much is cited of what people marked as evidence, and how much of the cited they marked",
    "correctness": "how many citations stand in the file word for word where they say; below 100 is a fault",
    "support": "how many words of a line stand in the passages that it cites",
    "coverage": "how many of the sources are cited, and how evenly",
    "numbers": "how many of the numbers the sources state",
    "names": "how many of the names the sources state",
    "attribution": "of the lines whose passages tell who says so, how many tell it too",
    "redundancy": "how much the lines repeat each other; less is better",
    "facts": "how many different claims 100 words make that the passages bear out",
    "novelty": "how many sequences of words stand in no source",
    "extraction": "how long the stretches are that are copied, and how short the note is beside its sources",
    "rewriting": "how many lines a model wrote, and how many stay quoted since what it wrote was refused",
}
"""What each metric of the harness measures."""
TESTS = (
    "Two systems are compared on the same topics. p: how likely chance alone makes a difference as large; "
    "(Holm): corrected for how many are compared; d: its size in standard deviations; won/tied/lost: on how "
    "many topics."
)
STAGES = {
    "splitting into sentences": "reading sentence by sentence",
    "passing over boilerplate": "setting aside what is no content",
    "ranking": "finding what matters most",
    "choosing": "choosing what fits",
    "composing": "putting the note together",
}
"""What the library says that it does, where that is no plain word."""
_OPTIONS = {
    "words": "length",
    "sentences": "length",
    "percent": "length",
    "chars": "length",
    "query": "“What it is about”",
    "title": "title",
    "order": "order",
    "ranker": "scoring",
    "selector": "choice",
    "rewrite": "rewriting model",
    "max-file-mb": "the largest size of a file",
    "max-files": "the largest number of files",
    "language": "language",
}


def choices(table: Mapping[str, Any], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the choices of a table in plain words; what has none is called by its description."""
    found = []
    for name, entry in table.items():
        described = getattr(entry, "description", "")
        found.append((words.get(name) or (f"{name}: {described}" if described else name), name))
    return found


# "split it or raise max_chars (--max-chars) if you trust it": nobody can on the page, who runs it may.
_OR_RAISE = re.compile(r",? or raise max_\w+ \(--[a-z-]+\)[^.;]*")
_RAISE = re.compile(r"\braise max_\w+ \(--[a-z-]+\)")
_COMMAND = re.compile(r" \(tracebrief [a-z]+\)")
_HERE = {
    REMEDY: "save the note again",
    "a file that 'tracebrief brief -o' wrote": "one that Tracebrief saved",
    "save it as json, md, html, docx": "save it as JSON, Markdown, HTML or Word",
}
"""What is done on the page in the place of a command."""
# Where in a file what is wrong is of use to who wrote the file by a program, and to nobody here.
_INSIDE = re.compile(
    r"(?:(?:^|: |^it | |: it )is (?:not UTF-8|not JSON|no note of Tracebrief|no Tracebrief project)"
    r"|(?:^|: )\$)[^;]*(?=; save the (note|project) again)"
)


def plain(sentence: str) -> str:
    """Return a sentence in which options of the command line are called as on the page."""
    sentence = _RAISE.sub(
        "ask who runs the page for a higher limit", _OR_RAISE.sub("", _COMMAND.sub("", sentence))
    )

    for command, here in _HERE.items():
        sentence = sentence.replace(command, here)
    sentence = _INSIDE.sub(r" is no \1 that this version of Tracebrief can open", sentence).lstrip()

    def name(found: re.Match[str]) -> str:
        return _OPTIONS.get(found[1], found[1].replace("-", " "))

    return re.sub(r"--([a-z][a-z-]+)", name, sentence)
