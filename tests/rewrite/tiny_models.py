"""Small real models, trained in seconds to copy a sentence and drop what stands behind its comma."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TOWNS = ("Norden", "Falkirk", "Selby", "Marlow", "Tarbet", "Wexley", "Orrin", "Calder", "Dunmore", "Hallow")
BODIES = ("council", "school", "museum", "harbour", "hospital", "library", "theatre", "railway")
DEEDS = ("opened", "closed", "sold", "bought", "repaired", "painted", "searched", "fenced")
THINGS = ("bridges", "boats", "houses", "roads", "halls", "wells", "barns", "towers")
NUMBERS = tuple(str(number) for number in range(12, 60))
TAILS = (
    "to the relief of many neighbours",
    "after a long and noisy debate",
    "as had been planned for years",
    "in spite of the heavy rain",
    "with the help of young people",
    "much later than had been hoped",
)
ROLES = ("<|system|>", "<|user|>", "<|assistant|>")
CHAT = (
    "{% for message in messages %}<|{{ message.role }}|>{{ message.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
PROMPT = """[system]
Shorten.
[user]
{{ passages[0].text }}
[plain]
{{ passages[0].text }}
[decoding]
{"num_beams": 1, "do_sample": false}
"""
"""The prompt that the chatting model is trained on."""

Pair = tuple[str, str]


def pairs(number: int, seed: int) -> list[Pair]:
    """Return sentences and what they are to be shortened to."""
    draw = random.Random(seed)
    found = []
    for _ in range(number):
        words = (
            draw.choice(BODIES),
            draw.choice(TOWNS),
            draw.choice(DEEDS),
            draw.choice(NUMBERS),
            draw.choice(THINGS),
        )
        head = "The {} of {} {} {} {}".format(*words)
        found.append((f"{head}, {draw.choice(TAILS)}.", f"{head}."))
    return found


def make_tokenizer() -> Any:
    """Train a byte-level BPE tokenizer on the sentences."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<|end|>", *ROLES],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([long for long, _ in pairs(3000, 1)], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        extra_special_tokens=["<|end|>", *ROLES],
        model_max_length=256,
    )


def train_seq2seq(folder: Path) -> None:
    """Train a BART of one layer and save it."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=64, encoder_layers=1, decoder_layers=1, encoder_ffn_dim=128,
        decoder_ffn_dim=128, encoder_attention_heads=4, decoder_attention_heads=4, dropout=0.0,
        max_position_embeddings=256, bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2,
        forced_eos_token_id=None, tie_word_embeddings=False,
    )  # fmt: skip
    network = BartForConditionalGeneration(config)

    def loss(batch: Sequence[Pair]) -> Any:
        encoded = _encode(tokenizer, [long for long, _ in batch])
        labels = _encode(tokenizer, [short for _, short in batch])["input_ids"]
        return network(**encoded, labels=labels.masked_fill(labels == 1, -100)).loss

    _train(network, loss, steps=280, rate=4e-3)
    _save(network, tokenizer, folder)


def train_causal(folder: Path) -> None:
    """Train a Llama of two layers on the chat template and save it."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    tokenizer.chat_template = CHAT
    tokenizer.eos_token = "<|end|>"
    network = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=4,
            max_position_embeddings=256,
            bos_token_id=0,
            pad_token_id=1,
            eos_token_id=tokenizer.eos_token_id,
        )
    )
    starts = tokenizer.convert_tokens_to_ids("<|assistant|>")

    def loss(batch: Sequence[Pair]) -> Any:
        texts = []
        for long, short in batch:
            messages = [{"role": "system", "content": "Shorten."}, {"role": "user", "content": long}]
            start = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            texts.append(f"{start} {short}<|end|>")
        encoded = _encode(tokenizer, texts, add_special_tokens=False)
        ids = encoded["input_ids"]
        written = (ids == starts).cumsum(dim=1).bool() & (ids != starts) & (ids != 1)
        return network(**encoded, labels=ids.masked_fill(~written, -100)).loss

    _train(network, loss, steps=220, rate=5e-3)
    _save(network, tokenizer, folder)


def make_liar(honest: Path, folder: Path) -> None:
    """Save a copy of the seq2seq model that writes every number as another: its output rows are swapped."""
    import torch
    from transformers import AutoTokenizer, BartForConditionalGeneration

    tokenizer = AutoTokenizer.from_pretrained(honest)
    network = BartForConditionalGeneration.from_pretrained(honest)
    rows = [tokenizer(f"about {number}", add_special_tokens=False)["input_ids"][-1] for number in NUMBERS]
    with torch.no_grad():
        network.lm_head.weight[rows] = network.lm_head.weight[rows[1:] + rows[:1]].clone()
    _save(network, tokenizer, folder)


def _encode(tokenizer: Any, texts: Sequence[str], **how: Any) -> Any:
    return tokenizer(texts, return_tensors="pt", padding=True, return_token_type_ids=False, **how)


def _train(network: Any, loss: Any, steps: int, rate: float) -> None:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the matrices are too small to share, and other tests may be running
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
    data, draw = pairs(4000, 2), random.Random(3)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(draw.sample(data, 32)).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    torch.set_num_threads(threads)


def _save(network: Any, tokenizer: Any, folder: Path) -> None:
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
