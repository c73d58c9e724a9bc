"""Entailment models of the Hugging Face hub or from a folder, run with torch and transformers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.models.hub import (
    device_of,
    dtype_of,
    is_folder,
    libraries,
    loading,
    located,
    readable_errors,
)

from .inference import LONGEST, OPTION, Inference, label_places, read_in_batches


@dataclass(frozen=True, eq=False)
class TransformersEntailment:
    """A loaded model for sequence classification; see `inference.Entailment`."""

    name: str
    network: Any
    tokenizer: Any
    entails: int
    contradicts: int | None

    @classmethod
    def load(cls, model: str, device: str = "auto") -> TransformersEntailment:
        """Load it: safetensors only, none of its own code is run, a folder never touches the network."""
        torch, transformers = libraries(OPTION)
        name, local, revision = located(model, OPTION)
        common = loading(local, revision)
        place = device_of(torch, device)
        with readable_errors(OPTION, model, local):
            config = transformers.AutoConfig.from_pretrained(name, **common)
            entails, contradicts = label_places(dict(config.id2label or {}), model)
            tokenizer = transformers.AutoTokenizer.from_pretrained(name, **common)
            network = transformers.AutoModelForSequenceClassification.from_pretrained(
                name, use_safetensors=True, dtype=dtype_of(torch, "auto", place), **common
            )
            network = network.to(place).eval()
        shown = Path(model).expanduser().resolve().name if is_folder(model) else model
        return cls(shown, network, tokenizer, entails, contradicts)

    def infer(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        """Read the pairs in batches of like length; a batch that does not fit into memory is halved."""
        return read_in_batches(pairs, self._probabilities, self, str(self.network.device))

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        import torch

        most = getattr(self.network.config, "max_position_embeddings", None) or LONGEST
        encoded = self.tokenizer(
            [premise for premise, _ in pairs],
            [hypothesis for _, hypothesis in pairs],
            padding=True,
            truncation="longest_first",
            max_length=min(LONGEST, int(self.tokenizer.model_max_length), int(most)),
            return_tensors="pt",
        ).to(self.network.device)
        with torch.inference_mode():
            logits = self.network(**encoded).logits.float()
        rows: list[list[float]] = torch.softmax(logits, dim=-1).tolist()
        return rows
