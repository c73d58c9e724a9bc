"""Models from a folder or the Hugging Face hub: what everything that loads one has in common.

torch and transformers are imported when a model is loaded, never before. ``option`` is the option of the
command line that names the model; messages begin with it.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarizer.errors import MissingExtraError, OptionError, TracebriefError
from summarizer.limits import open_regular, read_regular

DEVICES = ("auto", "cpu", "cuda", "mps")
INSTALL = "pip install 'tracebrief[rewrite]'"
SAMPLE = 1 << 20
"""Bytes at either end of a file of weights that go into its digest, beside its size."""


class ModelError(TracebriefError, RuntimeError):
    """Say that a model cannot be loaded or cannot work."""


def is_folder(model: str) -> bool:
    """Tell whether ``model`` is meant as a local folder rather than as a hub name."""
    return Path(model).expanduser().exists() or model.startswith((".", "/", "~")) or "\\" in model


def libraries(option: str) -> tuple[Any, Any]:
    """Import torch and transformers, quiet; raise MissingExtraError where they are not installed."""
    try:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    except ImportError as error:
        raise MissingExtraError(f"{option} needs transformers and torch: {INSTALL}") from error
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # each try to connect is a warning
    return torch, transformers


def located(model: str, option: str) -> tuple[str, bool, str | None]:
    """Split what the user named into a folder or hub name, whether it is local, and the revision."""
    if is_folder(model):
        folder = Path(model).expanduser()
        if not folder.is_dir():
            raise OptionError(f"{option} {model}: there is no such folder; check the path.")
        if not (folder / "config.json").is_file():
            raise OptionError(
                f"{option} {model}: there is no config.json in it; give the folder of a saved model."
            )
        return str(folder), True, None
    name, _, revision = model.partition("@")
    return name, False, revision or None


def loading(local: bool, revision: str | None) -> dict[str, Any]:
    """Return the arguments of every ``from_pretrained``: no code of the model's own is run.

    A folder never touches the network; nor does a hub name where HF_HUB_OFFLINE is set.
    """
    return {
        "trust_remote_code": False,
        "local_files_only": local or os.environ.get("HF_HUB_OFFLINE", "") in ("1", "ON", "YES", "TRUE"),
        **({"revision": revision} if revision else {}),
    }


def device_of(torch: Any, asked: str) -> str:
    """Return the device that is asked for, of "auto" the best one that is there."""
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if asked == "auto":
        return next(device for device in ("cuda", "mps", "cpu") if there[device])
    if not there[asked]:
        found = ", ".join(device for device, is_there in there.items() if is_there)
        raise OptionError(f"--device {asked} is not there; torch finds {found}.")
    return asked


def dtype_of(torch: Any, asked: str, device: str, stored: Any = None) -> Any:
    """Return the precision of the weights: as asked, else bfloat16 on a GPU that has it, else float32.

    Weights that are ``stored`` as bfloat16 stay so on a CPU that computes with it: nothing is lost, and each
    word that is written reads all of them.
    """
    if asked in ("float32", "bfloat16", "float16"):
        return getattr(torch, asked)
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    able = getattr(torch.cpu, "_is_avx512_bf16_supported", bool)
    if asked == "auto" and device == "cpu" and stored == torch.bfloat16 and able():
        return torch.bfloat16
    return torch.float32


@contextmanager
def readable_errors(option: str, model: str, local: bool) -> Iterator[None]:
    """Turn what goes wrong while a model is loaded into a ModelError; errors of our own stay as they are."""
    try:
        yield
    except TracebriefError:
        raise
    except Exception as error:  # a broken file of weights or a strange config raises what it likes
        raise ModelError(_unloadable(option, model, local, error)) from error


def _unloadable(option: str, model: str, local: bool, error: Exception) -> str:
    """Say why a model cannot be loaded, and what to do."""
    said = " ".join(str(error).split())
    if "deserializing header" in said:
        return f"{option} {model}: its weights are broken or cut off; copy or download them again."
    if "safetensors" in said:
        return f"{option} {model}: it has no weights in the safetensors format, and no others are loaded."
    if "trust_remote_code" in said or "custom code" in said:
        return f"{option} {model}: it needs code of its own, which is not run; choose another model."
    if not local and isinstance(error, OSError) and ("couldn't connect" in said or "offline" in said):
        return (
            f"{option} {model} cannot be loaded: it is not in the local cache and the hub cannot be reached; "
            "check its name and the network, or give a folder."
        )
    remedy = (
        "is it the folder of a saved model?" if local else "check its name and the network, or give a folder."
    )
    return f"{option} {model} cannot be loaded: {said[:300].rstrip('.')}; {remedy}"


def digest_of(folder: Path) -> str:
    """Digest a model: its small files in full, of its weights the size and both ends."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.jinja"), *folder.glob("*.model")]):
        digest.update(path.name.encode() + read_regular(path))
    for path in sorted(folder.glob("*.safetensors")):
        size = path.stat().st_size
        with open_regular(path) as file:
            digest.update(json.dumps([path.name, size]).encode() + file.read(SAMPLE))
            file.seek(max(0, size - SAMPLE))
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether a model failed since it does not fit into memory."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in said or "not enough memory" in said


def free_memory() -> None:
    """Give back what a batch that did not fit has taken."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
