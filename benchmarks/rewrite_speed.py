"""How many lines a second a model rewrites, by batch size: ``python -m benchmarks.rewrite_speed``.

The model is a BART of the shape of facebook/bart-large (406 million weights) with random weights, or a small
one; nothing is downloaded. It is loaded from a folder and asked by the product's own code, with the product's
prompt and decoding settings (four beams). Random weights seldom end a sentence, so that every line is written
to the most tokens that it may have: a trained model is faster.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.rewrite.options import RewriteOptions
from summarizer.rewrite.prompt import Material, Request, read_prompt
from summarizer.rewrite.transformers_model import TransformersModel
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split

SHAPES = {
    "bart-large": {"vocab_size": 50265, "d_model": 1024, "layers": 12, "heads": 16, "ffn": 4096},
    "small": {"vocab_size": 2000, "d_model": 64, "layers": 2, "heads": 4, "ffn": 128},
}
WORDS = 28
"""Words of a line, as long as an average news sentence."""
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo za kor len mar pel tor".split()


def lines(number: int) -> Iterator[str]:
    """Yield made-up sentences."""
    draw = random.Random(0)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3))) for _ in range(800)]
    for _ in range(number):
        yield " ".join(draw.choices(words, k=WORDS)).capitalize() + "."


def save_model(folder: Path, shape: str) -> int:
    """Save a BART with random weights and a tokenizer into ``folder``; return how many weights it has."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast
    from transformers.utils import logging as transformers_logging

    special = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=2000, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(lines(2000), trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    names = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), special, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=1024, **names).save_pretrained(
        folder
    )
    sizes = SHAPES[shape]
    torch.manual_seed(0)
    network = BartForConditionalGeneration(
        BartConfig(
            vocab_size=sizes["vocab_size"],
            d_model=sizes["d_model"],
            encoder_layers=sizes["layers"],
            decoder_layers=sizes["layers"],
            encoder_attention_heads=sizes["heads"],
            decoder_attention_heads=sizes["heads"],
            encoder_ffn_dim=sizes["ffn"],
            decoder_ffn_dim=sizes["ffn"],
            forced_eos_token_id=None,
        )
    )
    transformers_logging.disable_progress_bar()
    network.save_pretrained(folder)
    return int(sum(weights.numel() for weights in network.parameters()))


def requests(number: int) -> list[Request]:
    """Return what is asked for ``number`` lines, as the rewriting stage asks it."""
    prompt = read_prompt()
    sentences = split(document_from_text(" ".join(lines(number)), id="S1", name="lines.txt"))[:number]
    return [prompt.request(Material((one,), 1, one.text, len(one.text.split()))) for one in sentences]


def measure(
    model: TransformersModel, asked: Sequence[Request], batches: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Yield lines a second and the peak of GPU memory by size of batch; a first batch goes unmeasured."""
    import torch

    on_gpu = model.device == "cuda"
    for batch in batches:
        sized = replace(model, batch=batch)
        list(sized.answer(asked[:batch], lambda: None))
        if on_gpu:
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
        start = time.perf_counter()
        done = sum(1 for _ in sized.answer(asked, lambda: None))
        if on_gpu:
            torch.cuda.synchronize()
        seconds = time.perf_counter() - start
        peak = torch.cuda.max_memory_allocated() / 2**30 if on_gpu else None
        yield {
            "batch": batch,
            "lines": done,
            "seconds": seconds,
            "lines_per_second": done / seconds,
            "gib": peak,
        }


def main() -> None:
    """Print a Markdown table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shape", choices=SHAPES, default="bart-large")
    parser.add_argument("--batches", default="1,4,16,64", help="sizes, comma-separated")
    parser.add_argument("--lines", type=int, default=64, help="lines that are rewritten at each size")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    batches = [int(part) for part in given.batches.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        weights = save_model(Path(folder), given.shape)
        model = TransformersModel.load(RewriteOptions(folder, device=given.device, dtype=given.dtype))
        rows = list(measure(model, requests(given.lines), batches))
    about = {
        "shape": given.shape,
        "weights": weights,
        "device": _device(model.device),
        "precision": str(model.network.dtype).removeprefix("torch."),
        "words": WORDS,
    }
    if given.json:
        print(json.dumps({**about, "rows": rows}, indent=1))
        return
    print(
        f"{given.shape}, {weights / 1e6:,.1f} million weights, {about['device']}, {about['precision']}; "
        f"lines of {WORDS} words\n"
    )
    print("| batch | lines a second | seconds for a line | GPU memory |\n|---|---|---|---|")
    for row in rows:
        memory = "–" if row["gib"] is None else f"{row['gib']:.1f} GiB"
        speed = row["lines_per_second"]
        print(f"| {row['batch']} | {speed:.2f} | {1 / speed:.2f} | {memory} |")


def _device(device: str) -> str:
    import torch

    return (
        torch.cuda.get_device_name() if device == "cuda" else f"{device}, {torch.get_num_threads()} threads"
    )


if __name__ == "__main__":
    main()
