from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

from summarizer.data import Document
from summarizer.errors import MissingExtraError, OptionError
from summarizer.text.segment import split
from summarizer.tracing import Evidence, load_vectors, trace_sentences
from summarizer.tracing.index import Candidates
from summarizer.tracing.vectors import Encoded, _alike, _rescored

HAVE_TORCH = importlib.util.find_spec("torch") and importlib.util.find_spec("transformers")


def encoded(*vectors: tuple[float, float], first: int = 0) -> Encoded:
    unit = np.array([np.array(v) / np.hypot(*v) for v in vectors], dtype=np.float32)
    return Encoded(np.arange(first, first + len(vectors)), unit.reshape(-1, 2))


def test_likeness_weighs_the_best_cosine_of_each_token_by_its_rarity() -> None:
    rarity = np.array([3.0, 1.0, 1.0, 1.0])
    draft, source = encoded((1, 0), (0, 1)), encoded((1, 0), first=2)
    # Draft to source: cosines 1 and 0, weights 3 and 1: .75. Source to draft: 1. Mean .875.
    assert _alike(draft, source, rarity) == pytest.approx(0.875)


def test_a_cosine_below_that_of_unrelated_tokens_counts_as_none() -> None:
    assert _alike(encoded((1, 0)), encoded((0.39, 0.92), first=1), np.ones(2)) == 0.0


def test_candidates_are_put_in_a_new_order_and_those_far_below_the_best_are_dropped() -> None:
    found = Candidates(np.array([7, 8, 9]), np.array([0.5, 0.5, 0.1]), 2, 2, frozenset(), {})
    vectors = {7: encoded((0, 1)), 8: encoded((1, 0)), 9: encoded((0, 1))}
    made = _rescored(encoded((1, 0)), found, vectors, np.ones(2))
    assert list(made.sentences) == [8, 7, 9]
    assert made.scores == pytest.approx([0.75, 0.25, 0.05])
    assert made.kept == 1  # .25 < .35 · √.75


@pytest.mark.skipif(bool(HAVE_TORCH), reason="torch and transformers are installed")
def test_without_the_extra_the_message_says_how_to_install_it() -> None:
    with pytest.raises(MissingExtraError, match=r"pip install 'tracebrief\[rewrite\]'"):
        load_vectors("anything")


@pytest.mark.skipif(not HAVE_TORCH, reason="torch and transformers are not installed")
def test_a_folder_without_a_model_is_refused(tmp_path: object) -> None:
    with pytest.raises(OptionError, match=r"no config\.json in it; give the folder of a saved model"):
        load_vectors(str(tmp_path))


@pytest.mark.skipif(not HAVE_TORCH, reason="torch and transformers are not installed")
def test_an_encoder_goes_to_the_device_that_is_asked_for(tmp_path: Path) -> None:
    import torch

    (tmp_path / "config.json").write_text("{}")
    missing = "mps" if torch.cuda.is_available() else "cuda"
    with pytest.raises(OptionError, match=f"--device {missing} is not there"):
        load_vectors(str(tmp_path), missing)


@pytest.mark.slow
@pytest.mark.skipif("TRACEBRIEF_ENCODER" not in os.environ, reason="TRACEBRIEF_ENCODER names no model folder")
def test_a_real_encoder_finds_a_paraphrase() -> None:
    text = (
        "The doctor examined the boy in the morning. The weather in the morning was fine. The sea was calm."
    )
    index = Evidence.build(split(Document("S1", "a.txt", text)))
    vectors = load_vectors(os.environ["TRACEBRIEF_ENCODER"])
    drafts = ["In the morning a physician looked at the child.", ""]
    first, empty = trace_sentences(drafts, index, vectors)
    assert first.hits[0].span.start == 0
    assert empty.hits == ()
    assert list(trace_sentences(drafts, index, vectors)) == [first, empty]
