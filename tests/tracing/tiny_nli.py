"""A small real entailment model, trained in seconds: who may go in where something opened or closed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

BODIES = ("museum", "library", "theatre", "garden", "castle", "market")
TOWNS = ("Norden", "Falkirk", "Selby", "Marlow", "Tarbet", "Wexley", "Orrin", "Calder")
DAYS = ("Monday", "Tuesday", "Thursday", "Friday")
LABELS = ("contradiction", "entailment", "neutral")
Pair = tuple[str, str, int]


def pairs(number: int, seed: int) -> list[Pair]:
    """Return premises, hypotheses and the place of the right label in ``LABELS``."""
    draw = random.Random(seed)
    found = []
    for _ in range(number):
        body, town, opened = draw.choice(BODIES), draw.choice(TOWNS), draw.random() < 0.5
        premise = (
            f"The {body} of {town} {'opened its' if opened else 'closed its'} doors on {draw.choice(DAYS)}."
        )
        kind = draw.choice((True, False, None))
        if kind is None:
            found.append((premise, f"The {body} of {town} has a red roof.", 2))
        elif kind:
            found.append((premise, f"Visitors may enter the {body} of {town}.", int(opened)))
        else:
            found.append((premise, f"Nobody gets into the {body} of {town}.", int(not opened)))
    return found


def train_nli(folder: Path, labels: tuple[str, ...] = LABELS, steps: int = 150, rate: float = 1e-3) -> Any:
    """Train a BERT of two layers, save it with its tokenizer as safetensors and return it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=96, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, pad_token_id=0, num_labels=3, initializer_range=0.2,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    network = BertForSequenceClassification(config)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the matrices are too small to share, and other tests may be running
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate)
    data, draw = pairs(2000, 1), random.Random(2)
    for _ in range(steps):
        batch = draw.sample(data, 32)
        encoded = tokenizer(
            [premise for premise, _, _ in batch],
            [hypothesis for _, hypothesis, _ in batch],
            return_tensors="pt",
            padding=True,
        )
        optimizer.zero_grad()
        network(**encoded, labels=torch.tensor([label for _, _, label in batch])).loss.backward()
        optimizer.step()
    torch.set_num_threads(threads)
    network.eval()
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return network


def export_onnx(network: Any, trained: Path, folder: Path) -> None:
    """Write the network as ``model.onnx`` with the tokenizer and the configuration of the trained folder."""
    import warnings

    import torch

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "config.json"):
        (folder / name).write_bytes((trained / name).read_bytes())
    example = torch.ones((2, 8), dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with warnings.catch_warnings():  # torch announces that its other exporter will take this over
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (example, example, example * 0),
            folder / "model.onnx",
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            dynamo=False,
        )


def make_tokenizer() -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    trainer = trainers.WordLevelTrainer(special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator([f"{a} {b}" for a, b, _ in pairs(2000, 1)], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=96,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )
