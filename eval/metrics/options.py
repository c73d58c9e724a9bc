"""RougeOptions: how texts are cut, tokenised and compared."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import OptionError

from .tokens import TOKENIZERS
from .truncation import Truncation

TYPES = ("1", "2", "3", "4", "L", "Lsum")
RULES = ("average", "best", "jackknife", "pooled")
SPLITS = ("auto", "newline", "punkt")


@dataclass(frozen=True, slots=True)
class RougeOptions:
    """How ROUGE is computed; every field shows in the signature.

    ``split`` says where ROUGE-Lsum's sentences come from: ``newline`` as rouge-score does, ``punkt``
    always, ``auto`` Punkt for a text from outside that stands on one line.
    """

    types: tuple[str, ...] = ("1", "2", "L", "Lsum")
    rule: str = "average"
    stem: bool = True
    tokenizer: str = "rouge-score"
    truncate: Truncation | None = None
    truncate_references: bool = False
    split: str = "auto"

    @property
    def tokens(self) -> tuple[str, ...]:
        """What a signature says of how words are told."""
        return f"stem:{'yes' if self.stem else 'no'}", f"tok:{self.tokenizer}"

    def __post_init__(self) -> None:
        for value, known, what in (
            *((kind, TYPES, "ROUGE type") for kind in self.types),
            (self.rule, RULES, "rule for several references"),
            (self.tokenizer, TOKENIZERS, "tokenizer"),
            (self.split, SPLITS, "sentence split"),
        ):
            if value not in known:
                raise OptionError(f"no {what} is named {value!r}; choose from {', '.join(known)}")
