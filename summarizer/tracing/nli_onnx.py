"""Entailment models as ONNX files, run with onnxruntime and tokenizers; no torch, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.errors import MissingExtraError, OptionError
from summarizer.limits import parse_json, read_regular
from summarizer.models.hub import ModelError

from .inference import LONGEST, OPTION, Inference, label_places, read_in_batches

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
"""Inputs that a model may have; it need not have all."""
INSTALL = "pip install 'tracebrief[onnx]'"


@dataclass(frozen=True, eq=False)
class OnnxEntailment:
    """A loaded ONNX model; see `inference.Entailment`."""

    name: str
    session: Any
    tokenizer: Any
    inputs: tuple[str, ...]
    entails: int
    contradicts: int | None

    @classmethod
    def load(cls, file: Path) -> OnnxEntailment:
        """Load it with the tokenizer and the label names that stand beside it or in the folder above."""
        try:
            runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        except ImportError as error:
            raise MissingExtraError(f"{OPTION} with an ONNX file needs onnxruntime: {INSTALL}") from error
        if not file.is_file():
            raise OptionError(f"{OPTION} {file}: there is no such file.")
        config = _config(_beside(file, "config.json"))
        labels = {int(at): str(name) for at, name in (config.get("id2label") or {}).items()}
        entails, contradicts = label_places(labels, str(file))
        tokenizer_file = _beside(file, "tokenizer.json")
        try:
            session = runtime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
            tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer_file))
        except Exception as error:  # both libraries raise their own kinds
            said = " ".join(str(error).split())[:300]
            raise ModelError(f"{OPTION} {file} cannot be loaded: {said.rstrip('.')}; is it whole?") from error
        inputs = tuple(one.name for one in session.get_inputs())
        if "input_ids" not in inputs or not set(inputs) <= set(INPUTS):
            raise OptionError(
                f"{OPTION} {file}: it takes {', '.join(inputs)}; a text classifier takes {', '.join(INPUTS)}."
            )
        longest = int(config.get("max_position_embeddings") or LONGEST)
        if config.get("model_type") in ("roberta", "xlm-roberta", "camembert"):
            longest -= 2  # their positions begin behind the padding's
        tokenizer.enable_truncation(min(LONGEST, longest), strategy="longest_first")
        pad = int(config.get("pad_token_id") or 0)
        tokenizer.enable_padding(pad_id=pad, pad_token=tokenizer.id_to_token(pad) or "[PAD]")
        name = file.parent.resolve().name if file.stem == "model" else file.stem
        return cls(name, session, tokenizer, inputs, entails, contradicts)

    def infer(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        """Read the pairs in batches of like length; a batch that does not fit into memory is halved."""
        return read_in_batches(pairs, self._probabilities, self, "cpu")

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> Any:
        encoded = self.tokenizer.encode_batch(list(pairs))
        columns = {
            "input_ids": [one.ids for one in encoded],
            "attention_mask": [one.attention_mask for one in encoded],
            "token_type_ids": [one.type_ids for one in encoded],
        }
        try:
            (logits, *_) = self.session.run(
                None, {name: np.array(columns[name], dtype=np.int64) for name in self.inputs}
            )
        except Exception as error:  # the library raises its own kinds
            raise RuntimeError(str(error)) from error
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)


def _beside(file: Path, name: str) -> Path:
    for folder in (file.parent, file.parent.parent):
        if (folder / name).is_file():
            return folder / name
    raise OptionError(f"{OPTION} {file}: there is no {name} beside it; give the whole folder of the model.")


def _config(path: Path) -> dict[str, Any]:
    try:
        read = parse_json(read_regular(path))
    except (OSError, ValueError) as error:
        raise OptionError(
            f"{OPTION} {path}: it is no JSON file; give the configuration of the model."
        ) from error
    if not isinstance(read, dict):
        raise OptionError(f"{OPTION} {path}: it is no configuration of a model.")
    return read
