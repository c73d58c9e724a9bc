"""RewriteOptions: which model rewrites, and how."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Literal

from summarizer.errors import OptionError
from summarizer.models.hub import is_folder
from summarizer.records import dataclass

from .guard import GuardOptions

Device = Literal["auto", "cpu", "cuda", "mps"]
DEVICES: tuple[Device, ...] = ("auto", "cpu", "cuda", "mps")
DType = Literal["auto", "float32", "bfloat16", "float16", "int8"]
DTYPES: tuple[DType, ...] = ("auto", "float32", "bfloat16", "float16", "int8")
Plan = Literal["lines", "sections"]
PLANS: tuple[Plan, ...] = ("lines", "sections")
SERVER = "openai:"
MOST_JOBS = 64


@dataclass(frozen=True, slots=True)
class RewriteOptions:
    """How lines are rewritten. ``model`` is a hub name (``name@revision`` to pin it), a local folder, or
    ``openai:URL#model`` for a server that speaks the OpenAI protocol.

    ``plan`` "lines" has each line rewritten by itself, "sections" the lines of a section together.
    ``device`` and ``dtype`` "auto" choose by what is there. ``batch`` lines are rewritten at a time by a
    model that is loaded here, ``jobs`` by a server. ``seed`` matters where the decoding settings sample.
    ``cache`` keeps what a model wrote for the next run.
    """

    model: str
    prompt: Path | None = None
    plan: Plan = "lines"
    device: Device = "auto"
    dtype: DType = "auto"
    batch: int = 8
    jobs: int = 4
    seed: int = 0
    cache: bool = True
    guard: GuardOptions = field(default_factory=GuardOptions)

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise OptionError(
                "--rewrite is empty: name a model, a folder or openai:http://HOST:PORT/v1#MODEL."
            )
        if self.device not in DEVICES:
            raise OptionError(f"--device {self.device}: choose one of {', '.join(DEVICES)}.")
        if self.dtype not in DTYPES:
            raise OptionError(f"--dtype {self.dtype}: choose one of {', '.join(DTYPES)}.")
        if self.plan not in PLANS:
            raise OptionError(f"--rewrite-plan {self.plan}: choose one of {', '.join(PLANS)}.")
        if not 1 <= self.jobs <= MOST_JOBS:
            raise OptionError(f"--rewrite-jobs {self.jobs}: it must be from 1 to {MOST_JOBS}.")
        if self.batch < 1:
            raise OptionError(f"--batch {self.batch}: it must be at least 1.")

    @property
    def label(self) -> str:
        """The model as a note names it: a folder by its name alone."""
        if self.model.startswith(SERVER):
            return f"{SERVER}{self.model.partition('#')[2]}"
        return Path(self.model).name if is_folder(self.model) else self.model
