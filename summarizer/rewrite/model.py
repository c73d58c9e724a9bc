"""What a model is to the rest: something that answers requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from summarizer.models.hub import located

from .options import SERVER, RewriteOptions
from .prompt import Request, read_prompt

Tick = Callable[[], None]
"""Called often while a model works; what it raises stops the work."""


class Model(Protocol):
    """A model that is loaded, or a server that answers."""

    @property
    def identity(self) -> str:
        """All that determines its answers beside the request: name, version of the weights, precision."""

    def answer(self, requests: Sequence[Request], tick: Tick) -> Iterator[tuple[int, str]]:
        """Yield ``(index of the request, answer)`` as they are finished, in any order."""


@lru_cache(maxsize=1)
def load_model(options: RewriteOptions) -> Model:
    """Load the model of ``options``, or reach its server; the last one stays loaded."""
    if options.model.startswith(SERVER):
        from .openai_server import OpenAIServer

        return OpenAIServer.of(options)
    from .transformers_model import TransformersModel

    return TransformersModel.load(options)


def check(options: RewriteOptions) -> None:
    """Raise :class:`OptionError` for what is wrong with the options and shows without loading a model."""
    read_prompt(options.prompt)
    if not options.model.startswith(SERVER):
        located(options.model, "--rewrite")
