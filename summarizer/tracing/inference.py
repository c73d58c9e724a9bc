"""What a model for natural language inference is to the rest: it reads pairs of texts.

A model is one of `nli_transformers` or `nli_onnx`; `entailment` loads it and asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from summarizer.errors import OptionError
from summarizer.models.batches import Fits, in_batches
from summarizer.records import dataclass

OPTION = "--nli"
BATCH = 32
"""Pairs that are read at a time; halved where they do not fit into memory."""
LONGEST = 512
"""Tokens of a pair that are read; the longer of the two texts is cut first."""

_ENTAILS = ("entail", "support")
_CONTRADICTS = ("contradict", "refute")


@dataclass(frozen=True, slots=True)
class Inference:
    """How likely, in 0..1, a premise entails a hypothesis and contradicts it; the rest is neither.

    ``contradicts`` is 0 for a model that has no label for it.
    """

    entails: float
    contradicts: float


class Entailment(Protocol):
    """A loaded model."""

    @property
    def name(self) -> str:
        """The model as a note names it, with no path."""

    def infer(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        """Return what the model makes of each ``(premise, hypothesis)``, in order."""


def label_places(labels: Mapping[int, str], model: str) -> tuple[int, int | None]:
    """Return which outputs of a model mean that the premise entails and that it contradicts.

    ``labels`` are the names in its configuration: "entailment", "contradiction", "SUPPORTS".
    """
    plain = {at: name.strip().lower() for at, name in sorted(labels.items())}
    entails = next((at for at, name in plain.items() if name.startswith(_ENTAILS)), None)
    if entails is None:
        raise OptionError(
            f"{OPTION} {model}: none of its labels ({', '.join(map(str, labels.values()))}) is entailment; "
            "give a model for natural language inference whose configuration names its labels."
        )
    return entails, next((at for at, name in plain.items() if name.startswith(_CONTRADICTS)), None)


class _Labelled(Protocol):
    """A loaded model and which of its outputs mean what; see `label_places`."""

    @property
    def name(self) -> str: ...

    @property
    def entails(self) -> int: ...

    @property
    def contradicts(self) -> int | None: ...


def read_in_batches(
    pairs: Sequence[tuple[str, str]],
    probabilities: Callable[[Sequence[tuple[str, str]]], Sequence[Sequence[float]]],
    model: _Labelled,
    device: str,
) -> list[Inference]:
    """Return what a model makes of each pair, in order; it reads pairs of like length together."""
    order = sorted(range(len(pairs)), key=lambda at: -len(pairs[at][0]) - len(pairs[at][1]))
    said = Fits(
        f"The model {model.name} cannot read",
        f"The model {model.name} does not fit into the memory of {device}; use a smaller one.",
    )
    found: dict[int, Inference] = {}
    for at, row in in_batches(order, BATCH, lambda part: probabilities([pairs[at] for at in part]), said):
        against = 0.0 if model.contradicts is None else float(row[model.contradicts])
        found[at] = Inference(float(row[model.entails]), against)
    return [found[at] for at in range(len(pairs))]
