"""Token vectors of a transformer encoder: the candidates' likeness to the draft, word by word in context.

Optional; torch and transformers are imported when a model is loaded, from a local path or a hub name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.models.hub import device_of, libraries, loading, located, readable_errors
from summarizer.records import dataclass

from .index import CHUNK, Candidates, Evidence, Floats

OPTION = "--similarity"
RESCORED = 12
"""Candidates, best first by words alone, that are scored by vectors."""
MOST = 6
"""Source sentences that are evidence for one draft sentence at most."""
NEAR_BEST = 0.35
"""A source sentence is evidence when its score is at least this times the root of the best one's."""
UNRELATED = 0.4
"""Cosine of two unrelated tokens at best: the baseline that similarities are rescaled from."""
BATCH = 32
LONGEST = 256
"""Tokens of a sentence that are read."""
CACHED = 20_000
"""Source sentences whose vectors are remembered; about 40 kB each."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's token numbers and the unit vectors of its tokens, one row each."""

    tokens: NDArray[np.int64]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class TokenVectors:
    """A loaded encoder. Make it with `load_vectors`."""

    name: str
    tokenizer: Any
    model: Any
    remembered: dict[str, Encoded] = field(default_factory=dict)

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Return the token vectors of each text; special tokens are left out."""
        torch = import_module("torch")
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        found: dict[int, Encoded] = {}
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            batch = self.tokenizer(
                [texts[at] for at in part],
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
                return_special_tokens_mask=True,
            )
            special = batch.pop("special_tokens_mask").bool()
            with torch.inference_mode():
                hidden = self.model(**batch.to(self.model.device)).last_hidden_state
                unit = torch.nn.functional.normalize(hidden, dim=-1).cpu()
            batch = batch.to("cpu")
            for row, at in enumerate(part):
                real = batch["attention_mask"][row].bool() & ~special[row]
                found[at] = Encoded(batch["input_ids"][row][real].numpy(), unit[row][real].numpy())
        return [found[at] for at in range(len(texts))]

    def rarity(self, index: Evidence) -> Floats:
        """Return the idf of every token over the sentences of ``index``."""
        counts: Counter[int] = Counter()
        texts = [sentence.text for sentence in index.sentences]
        for start in range(0, len(texts), 1000):
            batch = self.tokenizer(texts[start : start + 1000], add_special_tokens=False)
            for tokens in batch["input_ids"]:
                counts.update(set(tokens))
        df = np.zeros(len(self.tokenizer))
        df[list(counts)] = list(counts.values())
        return np.asarray(np.log1p((len(texts) - df + 0.5) / (df + 0.5)))


def load_vectors(model: str, device: str = "auto") -> TokenVectors:
    """Load an encoder such as MiniLM from a folder or, where the network is allowed, by its hub name.

    Weights in the safetensors format alone; none of its own code is run. Raises MissingExtraError without
    torch and transformers, OptionError or `hub.ModelError` where there is no such model.
    """
    torch, transformers = libraries(OPTION)
    name, local, revision = located(model, OPTION)
    common = loading(local, revision)
    place = device_of(torch, device)
    with readable_errors(OPTION, model, local):
        tokenizer = transformers.AutoTokenizer.from_pretrained(name, **common)
        encoder = transformers.AutoModel.from_pretrained(name, use_safetensors=True, **common)
        encoder = encoder.to(place).eval()
    return TokenVectors(name, tokenizer, encoder)


def search(texts: Sequence[str], index: Evidence, encoder: TokenVectors) -> Iterator[Candidates]:
    """Yield the candidates of ``index.search``, the first of them scored anew with token vectors.

    A token counts by its idf and by the best cosine it has in the other text, rescaled from the baseline of
    unrelated tokens; the mean of draft → source and source → draft (BERTScore; Zhang et al. 2020) is
    averaged with the lexical score.
    """
    rarity = encoder.rarity(index) if texts else np.zeros(0)
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        found = list(index.search(chunk))
        wanted = dict.fromkeys(int(at) for one in found for at in one.sentences[:RESCORED])
        vectors = _remembered(list(wanted), index, encoder)
        for draft, candidates in zip(encoder.encode(chunk), found, strict=True):
            yield _rescored(draft, candidates, vectors, rarity)


def _remembered(wanted: Sequence[int], index: Evidence, encoder: TokenVectors) -> dict[int, Encoded]:
    """Return the vectors of the wanted sentences of ``index``, computing those not met before."""
    texts = {at: index.sentences[at].text for at in wanted}
    known = encoder.remembered
    if len(known) + len(texts) > CACHED:
        known.clear()
    new = [text for text in dict.fromkeys(texts.values()) if text not in known]
    known.update(zip(new, encoder.encode(new), strict=True))
    return {at: known[text] for at, text in texts.items()}


def _rescored(
    draft: Encoded, candidates: Candidates, vectors: dict[int, Encoded], rarity: Floats
) -> Candidates:
    numbers = candidates.sentences[:RESCORED]
    if not len(numbers) or not candidates.kept or not len(draft.tokens):
        return candidates
    alike = np.array([_alike(draft, vectors[int(at)], rarity) for at in numbers])
    scores = (alike + candidates.scores[:RESCORED]) / 2
    order = np.lexsort((numbers, -scores))
    scores = scores[order]
    floor = NEAR_BEST * math.sqrt(scores[0])
    kept = 1 + int(np.sum(scores[1:MOST] >= floor))
    return replace(candidates, sentences=numbers[order], scores=scores, kept=kept, near=kept)


def _alike(draft: Encoded, source: Encoded, rarity: Floats) -> float:
    if not len(source.tokens):
        return 0.0
    cosines = draft.vectors @ source.vectors.T
    rescaled = np.clip((cosines - UNRELATED) / (1 - UNRELATED), 0.0, 1.0)
    recall = np.average(rescaled.max(axis=1), weights=rarity[draft.tokens])
    precision = np.average(rescaled.max(axis=0), weights=rarity[source.tokens])
    return float((recall + precision) / 2)
