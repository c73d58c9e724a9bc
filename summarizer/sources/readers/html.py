"""HTML: the main content of a page, each character traced to its place in the raw file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from summarizer.data import LeftOut, Place, RawRun, line_starts
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.records import dataclass

from .base import Extracted, check_parts, quiet
from .decode import codec_of, decode
from .html_blocks import Block, blocks, read_page
from .html_frames import Frame
from .html_head import named
from .html_notes import notes
from .html_parts import asides, passages_struck, without_lists

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_-]{2,20})""", re.I
)
_XML_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-zA-Z0-9_-]{2,20})""")

_MAX_CHARS_EXTRACTED, _MAX_TAGS_EXTRACTED = 2_000_000, 100_000
"""Size of a page up to which the main content is told from the rest; beyond, trafilatura takes too long."""
_MAX_BYTES = 16_000_000
"""Size of a page beyond which it is not read: its elements take ten times as long as plain text."""
_SHINGLE = 16
_LONGEST_ADDRESS = 200
_UNTOLD = "its main content could not be told from the rest of the page, so all of its visible text is used."

_REVEALED = {
    "script": "all of its text is hidden until a script shows it; it is read all the same.",
    "unclosed": "all of its text stands in a hidden element that is never closed; it is read all the same.",
}


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a page: its text is its content blocks, parted by blank lines; nothing is fetched.

    trafilatura (Barbaresi 2021) decides which blocks are content and gives the metadata; the text is
    ours. ``raw_runs`` are slice-exact up to entities: where a run's two lengths agree, text and raw slice
    are the same but for the kind of white space; else the run is a reference, which unescapes to the
    text, or one space or line break for the white space or ``<br>`` that it stands for. The blank
    lines between blocks and the bars between table cells are not in the file and have no run. Notes that
    the main content marks belong to it, and lean on the passage of their mark.
    """
    if len(content) > _MAX_BYTES:
        raise SourceError(f"it is a page of more than {_MAX_BYTES} bytes; split it or save it as text.")
    decoded = decode(content, _declared(content[:4096]), strays=True)
    raw = decoded.text
    page = read_page(raw)
    visible = page.blocks
    if not visible:
        raise SourceError("the page has no visible text; open it in a browser and save it again, or as text.")
    check_parts(len(visible), limits.max_parts)
    small = len(raw) <= _MAX_CHARS_EXTRACTED and raw.count("<") <= _MAX_TAGS_EXTRACTED
    main = _extract(_seen(raw, page.hidden)) if small else _Main()
    kept = without_lists(_matching(visible, main.pieces))
    own, noted = {id(block) for block in kept}, notes(raw, visible)
    own |= {id(visible[note]) for note, (at, _) in noted.items() if id(visible[at]) in own}
    kept = tuple(block for block in visible if id(block) in own)
    warnings = list(decoded.warnings)
    if page.struck:
        warnings.append(passages_struck(page.struck))
    if page.revealed:
        warnings.append(_REVEALED[page.revealed])
    if not kept:
        warnings.append(_UNTOLD)
    shown = kept or visible
    text, runs = _join(shown)
    starts = line_starts(raw)
    return Extracted(
        text=text,
        encoding=decoded.encoding,
        title=page.about.title or main.title,
        publisher=page.about.publisher or named(main.publisher),
        date=page.about.date or main.date,
        places=_places(shown, {id(visible[note]): (visible[at], mark) for note, (at, mark) in noted.items()}),
        raw_runs=runs,
        asides=asides(shown),
        raw_lines=starts,
        left_out=_left_out((*visible, *page.around), shown, page.frames, starts),
        warnings=tuple(warnings),
    )


def _seen(raw: str, hidden: Sequence[tuple[int, int]]) -> str:
    """Return a page without what its reader does not see: a hidden birthday is no day of publication."""
    pieces, at = [], 0
    for start, end in hidden:
        pieces.append(raw[at:start])
        at = max(at, end)
    return "".join([*pieces, raw[at:]])


def _declared(head: bytes) -> str | None:
    """Return the codec that the page declares, None where it declares none that is known."""
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    return codec_of(found.group(1).decode("ascii")) if found else None


def _left_out(
    seen: Sequence[Block], kept: Sequence[Block], frames: Sequence[Frame], starts: Sequence[int]
) -> tuple[LeftOut, ...]:
    """Return what is seen and not kept, in the order of the file whose lines start there."""
    own = {id(block) for block in kept}
    left = [(block.runs[0].raw, block.text, False) for block in seen if id(block) not in own]
    for frame in frames:
        text = frame.address[:_LONGEST_ADDRESS] or " ".join(block.text for block in blocks(frame.markup))
        left.append((frame.start, text, bool(frame.address)))
    return tuple(
        LeftOut(text, bisect_right(starts, start), frame) for start, text, frame in sorted(left) if text
    )


def _places(shown: Sequence[Block], noted: Mapping[int, tuple[Block, int]]) -> tuple[Place, ...]:
    """Return where notes stand, and their marks; a page has no other places."""
    starts, start = dict[int, int](), 0
    for block in shown:
        starts[id(block)] = start
        start += len(block.text) + 2
    return tuple(
        Place(starts[id(block)], refers=starts[id(noted[id(block)][0])] + noted[id(block)][1])
        for block in shown
        if id(block) in noted and id(noted[id(block)][0]) in starts
    )


def _join(parts: Sequence[Block]) -> tuple[str, tuple[RawRun, ...]]:
    runs, start = [], 0
    for part in parts:
        runs += [RawRun(start + run.start, run.length, run.raw, run.raw_length) for run in part.runs]
        start += len(part.text) + 2
    return "\n\n".join(part.text for part in parts), tuple(runs)


@dataclass(frozen=True, slots=True)
class _Main:
    """What trafilatura finds: the main content as pieces of text, and the metadata."""

    pieces: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    date: date | None = None


def _extract(raw: str) -> _Main:
    from trafilatura import bare_extraction

    # The latest date allowed is fixed, lest the result depend on the day it is made.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    try:
        with quiet("trafilatura", "htmldate", "justext", "courlan"):
            found: Any = bare_extraction(
                raw.replace("\0", ""),
                include_comments=False,
                include_tables=True,
                favor_recall=True,
                with_metadata=True,
                date_extraction_params=dates,
            )
    except Exception:  # a hostile page may break the tree builder in any way; the text does not need it
        return _Main()
    if found is None:
        return _Main()
    return _Main(
        pieces=tuple(_key(text) for text in found.body.itertext()) if found.body is not None else (),
        title=" ".join(found.title.split())[:300] if found.title else None,
        publisher=" ".join(found.sitename.split())[:100] if found.sitename else None,
        date=date.fromisoformat(found.date) if found.date else None,
    )


def _key(text: str) -> str:
    """Reduce a text to its letters and digits, which is what both extractions agree on."""
    return re.sub(r"[\W_]+", "", text)


def _matching(visible: Sequence[Block], pieces: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks that the extracted ``pieces`` hold, by shared shingles (Broder 1997).

    Half of a block's shingles must be in the pieces; a block shorter than a shingle must be a piece, or
    stand in them beside the same neighbour as on the page. Linear in the length of both.
    """
    whole, kept_text = set(pieces), "".join(pieces)
    keys = [_key(block.text[block.label :]) for block in visible]
    page, start = "".join(keys), 0
    shingles: list[tuple[str, ...]] = []
    for key in keys:
        end = start + len(key)
        if len(key) < _SHINGLE:
            shingles.append((page[start : start + _SHINGLE], page[max(0, end - _SHINGLE) : end]))
        else:
            shingles.append(
                tuple(page[at : at + _SHINGLE] for at in range(start, end - _SHINGLE + 1, _SHINGLE))
            )
        start = end
    wanted = {shingle for each in shingles for shingle in each}
    found = wanted.intersection(kept_text[at : at + _SHINGLE] for at in range(len(kept_text) - _SHINGLE + 1))
    return tuple(
        block
        for block, key, each in zip(visible, keys, shingles, strict=True)
        if key and (key in whole or 2 * sum(shingle in found for shingle in each) >= len(each))
    )
