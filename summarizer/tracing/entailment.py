"""Entailment: what a model for natural language inference makes of a passage and a draft sentence.

The model is the user's own: a folder or hub name for transformers, or an ONNX file. It is asked only about
passages that the words have already found, and its answer is one signal beside the checks of facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer.errors import OptionError
from summarizer.records import dataclass

from .inference import OPTION, Entailment, Inference
from .spans import Hit

PREMISES = 3
"""Passages of a draft sentence that are read one by one, the best first."""
SURE = 0.8
"""Probability from which the model's answer counts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of all passages of a draft sentence; ``source`` is the id of the decisive one."""

    entails: float
    contradicts: float
    source: str


def load_entailment(model: str, device: str = "auto") -> Entailment:
    """Load a model by its folder, its ONNX file or, where the network is allowed, its hub name.

    An ONNX file, or a folder that holds ``model.onnx`` and no safetensors, is run by onnxruntime; it needs
    ``tokenizer.json`` and ``config.json`` beside it. Everything else is run by transformers, from weights in
    the safetensors format alone. Raises MissingExtraError, OptionError or `hub.ModelError`.
    """
    if not model.strip():
        raise OptionError(
            f"{OPTION} is empty: name the folder of an entailment model, an ONNX file or a model."
        )
    if (found := _onnx_file(Path(model).expanduser())) is not None:
        from .nli_onnx import OnnxEntailment

        return OnnxEntailment.load(found)
    from .nli_transformers import TransformersEntailment

    return TransformersEntailment.load(model, device)


def _onnx_file(path: Path) -> Path | None:
    if path.suffix == ".onnx":
        return path
    if path.is_dir() and not any(path.glob("*.safetensors")):
        return next(
            (one for one in (path / "model.onnx", path / "onnx" / "model.onnx") if one.is_file()), None
        )
    return None


def read_all(drafts: Sequence[tuple[str, Sequence[Hit]]], model: Entailment) -> list[Reading]:
    """Ask the model about the passages of each draft sentence, and about all of them together.

    A sentence is entailed where one of them entails it. It is contradicted where one does and none entails.
    A pair that occurs several times is asked once.
    """
    asked = [[(premise, text) for premise, _ in _premises(hits)] for text, hits in drafts]
    pairs = list(dict.fromkeys(pair for own in asked for pair in own))
    answers = dict(zip(pairs, model.infer(pairs), strict=True)) if pairs else {}
    readings = []
    for (_, hits), own in zip(drafts, asked, strict=True):
        answered = [(answers[pair], source) for pair, (_, source) in zip(own, _premises(hits), strict=True)]
        readings.append(_joined(answered))
    return readings


def _premises(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    """Return ``(text, id of the source)`` of the best passages, and of all together in their order."""
    single = [(" ".join(hit.sentence.text.split()), hit.sentence.document.id) for hit in hits[:PREMISES]]
    found = list({text: (text, source) for text, source in reversed(single)}.values())[::-1]
    if len(hits) > 1:
        inorder = sorted(hits, key=lambda hit: (hit.sentence.document.id, hit.sentence.span.start))
        whole = " ".join(dict.fromkeys(" ".join(hit.sentence.text.split()) for hit in inorder))
        if whole not in (text for text, _ in found):
            found.append((whole, ", ".join(dict.fromkeys(hit.sentence.document.id for hit in inorder))))
    return found


def _joined(answered: Sequence[tuple[Inference, str]]) -> Reading:
    if not answered:
        return Reading(0.0, 0.0, "")
    entails, source = max((one.entails, source) for one, source in answered)
    contradicts, against = max((one.contradicts, source) for one, source in answered)
    if contradicts >= SURE > entails:
        return Reading(entails, contradicts, against)
    return Reading(entails, 0.0 if entails >= SURE else contradicts, source)
