"""Which models may rewrite lines: strangers must not make the server load a file or ask an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from summarizer.errors import OptionError
from summarizer.rewrite import RewriteOptions
from summarizer.rewrite.options import SERVER


@dataclass(frozen=True, slots=True)
class Models:
    """``named`` are the models given when the server was started; where it is ``free``, users name others."""

    named: tuple[str, ...] = ()
    free: bool = False

    @classmethod
    def of(cls, named: Sequence[str], alone: bool) -> Models:
        """Take what was named; nothing was, and only this machine reaches the page: any will do.

        Raises OptionError for what cannot be a model.
        """
        for model in named:
            _check(model)
        labels = [RewriteOptions(model).label for model in named]
        if len(set(labels)) < len(labels):
            raise OptionError(f"--rewrite: two models are both called {max(labels, key=labels.count)}.")
        return cls(tuple(named), alone and not named)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the page calls the models: no path of the machine, no address."""
        return tuple(RewriteOptions(model).label for model in self.named)

    def options(self, wanted: str) -> RewriteOptions | None:
        """Return how the model that was asked for rewrites, None for none; raise OptionError.

        What it writes is not kept: the page leaves nothing behind.
        """
        wanted = wanted.strip()
        if not wanted:
            return None
        if wanted in self.labels:
            return RewriteOptions(self.named[self.labels.index(wanted)], cache=False)
        if not self.free:
            offered = f"choose one of {', '.join(self.labels)}" if self.named else "none is offered"
            raise OptionError(
                f"the rewriting model {wanted[:100]!r} is not offered here: {offered}; "
                "whoever starts tracebrief ui names them with --rewrite."
            )
        _check(wanted)
        return RewriteOptions(wanted, cache=False)

    def is_named(self, options: RewriteOptions | None) -> bool:
        """Tell whether a model was named at the start; only such a one may be downloaded from the hub."""
        return options is not None and options.model in self.named


def shown_model(model: str) -> str:
    """Return a model of a server as a list shows it: its name, and where it is."""
    base, _, name = model.removeprefix(SERVER).partition("#")
    return f"{name} ({urlsplit(base).netloc})"


def for_page(sentence: str, options: RewriteOptions, named: bool) -> str:
    """Return an error on a model in the words of the page.

    Users who gave no path or address, as one was ``named`` for them, are told none.
    """
    sentence = sentence.replace("--rewrite", "the rewriting model")
    if not named:
        return sentence
    sentence = sentence.replace(options.model, options.label)
    address = options.model.removeprefix(SERVER).partition("#")[0] if options.model.startswith(SERVER) else ""
    return sentence.replace(address.rstrip("/"), "the server of the model") if address else sentence


def _check(model: str) -> None:
    options = RewriteOptions(model)
    if model.startswith(SERVER):
        from summarizer.rewrite.openai_server import OpenAIServer

        OpenAIServer.of(options)
