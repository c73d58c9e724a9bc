"""Connected components: which things a chain of links joins."""

from __future__ import annotations

from collections.abc import Iterable


def components(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Return the number of the component of each of ``count`` things, numbered by their first members.

    A forest of trees that are joined, paths halved on the way (Tarjan 1975): nearly linear in the links.
    SciPy has this too, but loads its linear algebra for it, which takes longer than a small note.
    """
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    number: dict[int, int] = {}
    return [number.setdefault(root(at), len(number)) for at in range(count)]
