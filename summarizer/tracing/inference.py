"""What a model for natural language inference is to the rest: it reads pairs of texts.

A model is one of `nli_transformers` or `nli_onnx`; `entailment` loads it and asks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.errors import OptionError

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
