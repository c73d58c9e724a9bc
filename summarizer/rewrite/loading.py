"""Options → the model that they name: loaded here, or a server that is reached."""

from __future__ import annotations

from functools import lru_cache

from summarizer.models.hub import located

from .model import Model
from .options import SERVER, RewriteOptions
from .prompt import read_prompt


@lru_cache(maxsize=1)
def load_model(options: RewriteOptions) -> Model:
    """Load the model of ``options``, or reach its server; the last one stays loaded."""
    if options.model.startswith(SERVER):
        from .openai_server import OpenAIServer

        return OpenAIServer.of(options)
    from .transformers_model import TransformersModel

    return TransformersModel.load(options)


def check_options(options: RewriteOptions) -> None:
    """Raise :class:`OptionError` for what is wrong with the options and shows without loading a model."""
    read_prompt(options.prompt)
    if not options.model.startswith(SERVER):
        located(options.model, "--rewrite")
