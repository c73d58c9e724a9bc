"""What the blocks of a page are by its markup: headings, captions, links, and the text itself."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.data import Aside

from .html_blocks import Block

_LINKED = 0.9
"""Share of a block's characters from which it is nothing but a link."""
_LONGEST_HEADING = 300
_LABEL = 4
_ENDS = tuple(".!?…。！？｡؟۔।")
_SENTENCE = 10
"""Words from which a heading that ends with a full stop is a sentence: a page may set its lead so."""


def without_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out lists of links: two blocks in a row, or more, that are nothing but links.

    A heading or a source's name may be a link by itself, and a page that is half links is read whole.
    """
    links = [_is_link(block) for block in blocks]
    kept = tuple(
        block
        for at, block in enumerate(blocks)
        if not (links[at] and (links[at - 1 : at] == [True] or links[at + 1 : at + 2] == [True]))
    )
    return kept if _is_most(kept, blocks) else tuple(blocks)


def asides(blocks: Sequence[Block], start: int = 0) -> tuple[Aside, ...]:
    """Return what of blocks joined by blank lines is no content by its markup; offsets count from ``start``.

    Headings, captions, and blocks that are nothing but a link; the links only where most of the text is
    none, and a heading only where it is no sentence by itself.
    """
    text = [block for block in blocks if not block.part and not _is_link(block)]
    linked = _is_most(text, blocks)
    found: list[Aside] = []
    for block in blocks:
        end = start + len(block.text)
        if why := reason(block, linked):
            found.append(Aside(start, end, why))
        start = end + 2
    return tuple(found)


def reason(block: Block, linked: bool = False) -> str | None:
    """Return why a block is no content by its markup; ``linked`` where a link alone is none either."""
    if block.part == "caption":
        return "caption"
    if block.part == "heading":
        words = len(block.text.split())
        whole = block.text.endswith(_ENDS) and words >= _SENTENCE and not block.text.endswith("?")
        if not whole and len(block.text) <= _LONGEST_HEADING:
            return "headline" if words > _LABEL else "section label"
    return "link" if linked and _is_link(block) else None


def passages_struck(count: int) -> str:
    """Say that so many passages of a page are struck out."""
    return f"{'1 passage is' if count == 1 else f'{count} passages are'} struck out, and left out."


def _is_link(block: Block) -> bool:
    return block.linked >= _LINKED * len(block.text)


def _is_most(some: Sequence[Block], blocks: Sequence[Block]) -> bool:
    return 2 * sum(len(block.text) for block in some) >= sum(len(block.text) for block in blocks)
