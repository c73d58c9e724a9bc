"""The desk: requests to a model, what it answered before taken from the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.records import dataclass

from .cache import Cache
from .model import Model
from .options import RewriteOptions
from .prompt import Material, Prompt


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What is needed to have a model asked. ``tick`` is told of each answer; it may raise to cancel."""

    model: Model
    prompt: Prompt
    options: RewriteOptions
    cache: Cache
    tick: Callable[..., None]

    def answers(self, materials: Sequence[Material]) -> list[str]:
        """Return an answer to each, "" where there is none."""
        requests = [self.prompt.request(material) for material in materials]
        keys = [request.key(self.model.identity) for request in requests]
        answers = [self.cache.get(key) for key in keys]
        open_ = [at for at, answer in enumerate(answers) if answer is None]
        self.tick(len(requests) - len(open_))
        for at, answer in self.model.answer([requests[at] for at in open_], self.tick) if open_ else ():
            answers[open_[at]] = answer
            self.cache.put(keys[open_[at]], answer)
            self.tick(1)
        return [answer or "" for answer in answers]
