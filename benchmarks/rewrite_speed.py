"""How many lines a second a model rewrites, by batch size: ``python -m benchmarks.rewrite_speed``.

The models have random weights in the shape of known ones: a BART (facebook/bart-large, 406 million weights),
or models that chat (Qwen2.5 at 0.5, 1.5 and 3 billion); nothing is downloaded. Each is loaded from a folder
and asked by the product's own code, with the product's prompt and decoding settings: four beams for a BART,
none for models that chat. Random weights seldom end a sentence, so that every line is written to the most
tokens that it may have: a trained model is faster. ``--shape chat`` measures the three sizes that chat one
after the other.
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
CHATS = {
    "qwen2-0.5b": {"hidden_size": 896, "intermediate_size": 4864, "num_hidden_layers": 24, "heads": 14},
    "qwen2-1.5b": {"hidden_size": 1536, "intermediate_size": 8960, "num_hidden_layers": 28, "heads": 12},
    "qwen2-3b": {"hidden_size": 2048, "intermediate_size": 11008, "num_hidden_layers": 36, "heads": 16},
    "qwen2-tiny": {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "heads": 4},
}
"""Shapes of models that chat; all have two heads of keys and values and 151,936 tokens."""
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
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
    """Save a model with random weights and a tokenizer into ``folder``; return how many weights it has."""
    return save_chat(folder, shape) if shape in CHATS else save_bart(folder, shape)


def save_chat(folder: Path, shape: str) -> int:
    """Save a Qwen2 that chats, its weights in bfloat16."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM
    from transformers.utils import logging as transformers_logging

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=4000,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    # The words of the prompt are tokens, as they are to a real tokenizer.
    told = [text for role, text in requests(1)[0].messages for _ in range(50)]
    tokenizer.train_from_iterator([*lines(2000), *told], trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        extra_special_tokens=["<|im_start|>"],
        model_max_length=32768,
    )
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    sizes = dict(CHATS[shape])
    heads = sizes.pop("heads")
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    try:
        network = Qwen2ForCausalLM(
            Qwen2Config(
                vocab_size=151936,
                num_attention_heads=heads,
                num_key_value_heads=2,
                max_position_embeddings=32768,
                tie_word_embeddings=True,
                eos_token_id=2,
                pad_token_id=0,
                **sizes,
            )
        )
    finally:
        torch.set_default_dtype(torch.float32)
    transformers_logging.disable_progress_bar()
    network.save_pretrained(folder)
    return int(sum(weights.numel() for weights in network.parameters()))


def save_bart(folder: Path, shape: str) -> int:
    """Save a BART."""
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
    parser.add_argument("--shape", choices=[*SHAPES, *CHATS, "chat"], default="bart-large")
    parser.add_argument("--batches", default="1,4,16,64", help="sizes, comma-separated")
    parser.add_argument("--lines", type=int, default=64, help="lines that are rewritten at each size")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    batches = [int(part) for part in given.batches.split(",")]
    shapes = [shape for shape in CHATS if shape != "qwen2-tiny"] if given.shape == "chat" else [given.shape]
    results = [_measured(shape, given, batches) for shape in shapes]
    if given.json:
        print(json.dumps(results if given.shape == "chat" else results[0], indent=1))
        return
    for about in results:
        print(
            f"{about['shape']}, {about['weights'] / 1e6:,.1f} million weights, {about['device']}, "
            f"{about['precision']}; {given.lines} lines of {WORDS} words, loaded in {about['loaded']:.1f} s\n"
        )
        print("| batch | lines a second | seconds for all | for a line | GPU memory |\n|---|---|---|---|---|")
        for row in about["rows"]:
            memory = "–" if row["gib"] is None else f"{row['gib']:.1f} GiB"
            speed, seconds = row["lines_per_second"], row["seconds"]
            print(f"| {row['batch']} | {speed:.2f} | {seconds:.2f} | {1 / speed:.2f} | {memory} |")
        print()


def _measured(shape: str, given: argparse.Namespace, batches: Sequence[int]) -> dict[str, Any]:
    """Make the model of a shape, and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        weights = save_model(Path(folder), shape)
        start = time.perf_counter()
        model = TransformersModel.load(RewriteOptions(folder, device=given.device, dtype=given.dtype))
        loaded = time.perf_counter() - start
        rows = list(measure(model, requests(given.lines), batches))
    return {
        "shape": shape,
        "weights": weights,
        "device": _device(model.device),
        "precision": str(model.network.dtype).removeprefix("torch."),
        "words": WORDS,
        "loaded": loaded,
        "rows": rows,
    }


def _device(device: str) -> str:
    import torch

    return (
        torch.cuda.get_device_name() if device == "cuda" else f"{device}, {torch.get_num_threads()} threads"
    )


if __name__ == "__main__":
    main()
