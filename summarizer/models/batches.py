"""Batches: many items through a model a few at a time, fewer where they do not fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from summarizer.errors import TracebriefError
from summarizer.records import dataclass

from .hub import ModelError, free_memory, is_out_of_memory

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Fits:
    """What is said where a model fails on a batch, and where not even one item fits into memory."""

    fails: str
    too_large: str


def in_batches(
    places: Sequence[int], size: int, work: Callable[[Sequence[int]], Sequence[Result]], said: Fits
) -> Iterator[tuple[int, Result]]:
    """Yield each place with what ``work`` makes of it, ``size`` at a time and in order.

    A batch that does not fit into memory is halved, and those behind it are no larger. Raises ModelError
    where the model fails or a single item is too large for the memory.
    """
    at = 0
    while at < len(places):
        chosen = places[at : at + size]
        try:
            made = work(chosen)
        except TracebriefError:
            raise
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise ModelError(f"{said.fails}: {' '.join(str(error).split())}") from error
            if len(chosen) == 1:
                raise ModelError(said.too_large) from error
            size = len(chosen) // 2
            free_memory()
            continue
        yield from zip(chosen, made, strict=True)
        at += len(chosen)
