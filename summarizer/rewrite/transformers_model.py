"""Models of the Hugging Face hub or from a folder, run here with transformers and torch."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from inspect import signature
from os.path import commonprefix
from pathlib import Path
from typing import Any

from summarizer.errors import MissingExtraError, OptionError
from summarizer.models.batches import Fits, in_batches
from summarizer.models.hub import (
    ModelError,
    device_of,
    digest_of,
    dtype_of,
    is_out_of_memory,
    libraries,
    loading,
    located,
    readable_errors,
)

from .model import Tick
from .options import DType, RewriteOptions
from .prompt import Request

ROOM = 1.3
"""Tokens that a rewritten line may have, as a multiple of those of the line it replaces."""
FALLBACK_INPUT = 1024
"""Tokens of input where a model does not say how many it takes."""
HEAD = 200
"""Characters from which a common beginning of the inputs is read once for all."""
SEPARATOR = "<doc-sep>"
"""Token that PRIMERA wants between documents (Xiao et al. 2022)."""


@dataclass(frozen=True, eq=False)
class TransformersModel:
    """A loaded model with its tokenizer. ``chats`` tells one that follows instructions from a summarizer."""

    network: Any
    tokenizer: Any
    identity: str
    device: str
    chats: bool
    batch: int
    seed: int
    heads: dict[str, Any] = field(default_factory=dict)
    """Keys and values of what the last inputs began with."""

    @classmethod
    def load(cls, options: RewriteOptions) -> TransformersModel:
        """Load a model from its folder or the hub: safetensors only, none of its own code is run.

        A folder never touches the network; nor does a hub name where HF_HUB_OFFLINE is set. Raises
        MissingExtraError without transformers and torch, ModelError where the model cannot be loaded.
        """
        torch, transformers = libraries("--rewrite")
        name, local, revision = located(options.model, "--rewrite")
        common = loading(local, revision)
        device = device_of(torch, options.device)
        with readable_errors("--rewrite", options.model, local):
            config = transformers.AutoConfig.from_pretrained(name, **common)
            stored = getattr(config, "dtype", None) or getattr(config, "torch_dtype", None)
            dtype = dtype_of(torch, options.dtype, device, stored)
            chats = not config.is_encoder_decoder
            kind = transformers.AutoModelForCausalLM if chats else transformers.AutoModelForSeq2SeqLM
            tokenizer = transformers.AutoTokenizer.from_pretrained(name, **common)
            network = kind.from_pretrained(
                name,
                use_safetensors=True,
                dtype=dtype,
                **_quantized(transformers, options.dtype, device),
                **common,
            )
        if chats and not getattr(tokenizer, "chat_template", None):
            raise ModelError(
                f"--rewrite {options.model} has no chat template, so it is not tuned to follow instructions; "
                "choose a model that is."
            )
        network = _placed(torch, network, options.dtype, device).eval()
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        tokenizer.padding_side = "left" if chats else "right"
        version = digest_of(Path(name)) if local else getattr(config, "_commit_hash", None) or revision or "?"
        identity = (
            f"{options.label}#{version[:12]}|{device}:{options.dtype if options.dtype == 'int8' else dtype}"
        )
        return cls(
            network, tokenizer, f"{identity}|seed:{options.seed}", device, chats, options.batch, options.seed
        )

    def answer(self, requests: Sequence[Request], tick: Tick) -> Iterator[tuple[int, str]]:
        """Generate in batches of lines of like length; a batch that does not fit into memory is halved."""
        import torch

        said = Fits(
            "The model cannot write",
            f"The model does not fit into the memory of {self.device} for a single line; "
            "use --dtype bfloat16 or int8, --device cpu or a smaller model.",
        )

        def write(part: Sequence[int]) -> list[str]:
            torch.manual_seed(self.seed)
            return self._generate([requests[at] for at in part], tick)

        for alike in _alike(requests):
            sampled = bool(self._settings(requests[alike[0]]).get("do_sample"))
            yield from in_batches(alike, 1 if sampled else self.batch, write, said)

    def _generate(self, requests: Sequence[Request], tick: Tick) -> list[str]:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        texts = [self._input(request) for request in requests]
        blank = self._input(replace(requests[0], user="", again=()))
        longest = max(len(self.tokenizer(request.quoted)["input_ids"]) for request in requests)
        settings: dict[str, Any] = {
            "max_new_tokens": int(ROOM * longest) + 4,
            "min_length": 0,  # models for headlines or news digests come with a least length of their own
            **self._settings(requests[0]),
        }
        settings.pop("stop", None)
        if not settings.get("do_sample"):  # what a model brings along for sampling, and would warn of
            settings |= {"temperature": None, "top_p": None, "top_k": None}
        beams = settings.get("num_beams", 1)
        if any(request.avoid for request in requests):
            forbidden = [self._forbidden(request.avoid) for request in requests]
            settings["logits_processor"] = LogitsProcessorList([_Forbidden(forbidden, beams)])
        head = self._head([blank, *texts]) if self.chats and beams == 1 else ""
        encoded = self._encode([text.removeprefix(head) for text in texts])
        if getattr(self.network.config, "model_type", "") == "led":
            settings["global_attention_mask"] = self._global_attention(encoded["input_ids"])
        with torch.inference_mode(), _ticking(self.network, tick):
            if head:
                self._prefix(head, encoded, settings)
            stopping = [_LineEnd(self.tokenizer, encoded["input_ids"].shape[1])]
            made = self.network.generate(
                **encoded,
                **settings,
                pad_token_id=self.tokenizer.pad_token_id,
                stopping_criteria=StoppingCriteriaList(
                    stopping if self.chats and not requests[0].several else []
                ),
            )
        if self.chats:
            made = made[:, encoded["input_ids"].shape[1] :]
        written = self.tokenizer.batch_decode(made, skip_special_tokens=True)
        return [str(text) for text in written]

    def _settings(self, request: Request) -> Mapping[str, Any]:
        return (self.chats and request.chat) or request.decoding

    def _encode(self, texts: Sequence[str]) -> Any:
        return self.tokenizer(
            list(texts),
            return_tensors="pt",
            padding=True,
            truncation=True,
            max_length=self._most(),
            add_special_tokens=not self.chats,
            return_token_type_ids=False,
        ).to(self.network.device)

    def _head(self, texts: Sequence[str]) -> str:
        """Return what the texts begin with alike, to the end of a special token; "" where it is too short."""
        common = commonprefix(list(texts))  # noqa: RUF071 - texts, not paths
        ends = [
            common.rfind(token) + len(token)
            for token in self.tokenizer.all_special_tokens
            if len(token) > 1 and token in common
        ]
        head = common[: max(ends, default=0)]
        return head if len(head) >= HEAD else ""

    def _prefix(self, head: str, encoded: Any, settings: dict[str, Any]) -> None:
        """Read what all inputs begin with, once for as long as they do, and put it before them.

        Its keys and values are copied to every row. The rows' own tokens follow behind their padding, which
        is masked out, and count on from it.
        """
        import torch
        from transformers import DynamicCache

        first = self.tokenizer(head, return_tensors="pt", add_special_tokens=False)["input_ids"].to(
            self.network.device
        )
        rows = encoded["input_ids"].shape[0]
        # What transformers calls it changes with version 5.24.
        taken = signature(self.network.forward).parameters
        name = "cache" if "cache" in taken else "past_key_values"
        if head not in self.heads:
            cache = DynamicCache(config=self.network.config)
            self.network(input_ids=first, use_cache=True, logits_to_keep=1, **{name: cache})
            self.heads.clear()
            self.heads[head] = cache
        cache = deepcopy(self.heads[head])
        cache.batch_repeat_interleave(rows)
        settings[name] = cache
        shared = first.expand(rows, -1)
        encoded["input_ids"] = torch.cat([shared, encoded["input_ids"]], dim=1)
        encoded["attention_mask"] = torch.cat([torch.ones_like(shared), encoded["attention_mask"]], dim=1)

    def _input(self, request: Request) -> str:
        if not self.chats:
            specific = getattr(self.network.config, "task_specific_params", None) or {}
            prefix = (specific.get("summarization") or {}).get("prefix") or ""
            return str(prefix) + self._plain(request.plain)
        messages = [{"role": role, "content": self._plain(content)} for role, content in request.messages]
        try:
            return self._chat(messages)
        except Exception:  # a template may refuse the role "system": jinja2 raises what it likes
            both = f"{messages[0]['content']}\n\n{messages[1]['content']}"
            return self._chat([{"role": "user", "content": both}, *messages[2:]])

    def _chat(self, messages: list[dict[str, str]]) -> str:
        return str(self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    def _plain(self, text: str) -> str:
        """Break up the special tokens that stand in ``text``: as data they may not end a turn."""
        for token in self.tokenizer.all_special_tokens:
            if len(token) > 1 and token != SEPARATOR:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _most(self) -> int:
        """Return how many tokens of input the model takes."""
        config = self.network.config
        given = [
            getattr(config, name, None)
            for name in ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
        ]
        said = [int(value) for value in (self.tokenizer.model_max_length, *given) if value and value < 1e7]
        most = min(said, default=FALLBACK_INPUT)
        return max(16, most - most // 4) if self.chats else most

    def _forbidden(self, words: Sequence[str]) -> list[list[int]]:
        """Return the tokens of words that may not be written, as they start a text and inside it."""
        forms = [form for word in words for form in (word, f" {word}")]
        found = [self.tokenizer(form, add_special_tokens=False)["input_ids"] for form in forms]
        unknown = self.tokenizer.unk_token_id
        return [list(ids) for ids in found if ids and unknown not in ids]

    def _global_attention(self, ids: Any) -> Any:
        """Let the first token and the document separators of an LED see everything (Beltagy et al. 2020)."""
        import torch

        mask = torch.zeros_like(ids)
        mask[:, 0] = 1
        separator = self.tokenizer.convert_tokens_to_ids(SEPARATOR)
        if separator is not None and separator != self.tokenizer.unk_token_id:
            mask[ids == separator] = 1
        return mask


def _alike(requests: Sequence[Request]) -> list[list[int]]:
    """Group the requests that can be answered together, the shorter lines first."""
    groups: list[tuple[Request, list[int]]] = []
    for at in sorted(range(len(requests)), key=lambda at: len(requests[at].quoted)):
        own = requests[at].decoding, requests[at].chat
        for first, places in groups:
            if (first.decoding, first.chat) == own:
                places.append(at)
                break
        else:
            groups.append((requests[at], [at]))
    return [places for _, places in groups]


class _Forbidden:
    """A logits processor: words that may not be written, for each row its own; a row has ``beams``."""

    def __init__(self, words: Sequence[list[list[int]]], beams: int) -> None:
        from transformers import NoBadWordsLogitsProcessor

        self.rows = [NoBadWordsLogitsProcessor(own) if own else None for own in words]
        self.beams = beams

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        scores = scores.clone()
        for at, row in enumerate(self.rows):
            if row is not None:
                own = slice(at * self.beams, (at + 1) * self.beams)
                scores[own] = row(input_ids[own], scores[own])
        return scores


class _LineEnd:
    """A stopping criterion: a row ends behind the first line that it wrote."""

    def __init__(self, tokenizer: Any, start: int) -> None:
        self.tokenizer, self.start = tokenizer, start

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        written = self.tokenizer.batch_decode(input_ids[:, self.start :], skip_special_tokens=True)
        ended = ["\n" in text.lstrip() for text in written]
        return torch.tensor(ended, dtype=torch.bool, device=input_ids.device)


@contextmanager
def _ticking(network: Any, tick: Tick) -> Iterator[None]:
    """Have ``tick`` called before every layer of ``network``, also while a long input is read."""
    import torch

    hooks = [
        layer.register_forward_pre_hook(lambda *_: tick())
        for module in network.modules()
        if isinstance(module, torch.nn.ModuleList)
        for layer in module
    ]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _quantized(transformers: Any, asked: DType, device: str) -> dict[str, Any]:
    """Return the settings that load 8-bit weights on a GPU (bitsandbytes; Dettmers et al. 2022)."""
    if asked != "int8" or device != "cuda":
        return {}
    try:
        importlib.import_module("bitsandbytes")
    except ImportError as error:
        raise MissingExtraError(
            "--dtype int8 on a GPU needs bitsandbytes: pip install bitsandbytes"
        ) from error
    return {"quantization_config": transformers.BitsAndBytesConfig(load_in_8bit=True), "device_map": {"": 0}}


def _placed(torch: Any, network: Any, asked: DType, device: str) -> Any:
    if asked == "int8" and device == "cuda":
        return network
    if asked == "int8":
        if device != "cpu":
            raise OptionError(f"--dtype int8 does not work on {device}; use --device cpu or another --dtype.")
        return _quantized_on_cpu(torch, network)
    try:
        return network.to(device)
    except (torch.OutOfMemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise ModelError(
            f"The model does not fit into the memory of {device}; "
            "use --dtype bfloat16 or int8, or --device cpu."
        ) from error


def _quantized_on_cpu(torch: Any, network: Any) -> Any:
    """Return the network with linear layers of 8 bits, scaled as it runs."""
    try:
        with warnings.catch_warnings():  # torch announces that torchao will take this over
            warnings.simplefilter("ignore")
            return torch.ao.quantization.quantize_dynamic(network, {torch.nn.Linear}, dtype=torch.qint8)
    except AttributeError as error:
        raise OptionError("--dtype int8: this torch has none on the CPU; use --dtype bfloat16.") from error
