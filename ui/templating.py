"""The page's templates: everything that is put into them is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.output import one_line, shorten
from summarizer.renderers.templating import environment
from summarizer.renderers.view import count, readable_date

if TYPE_CHECKING:
    from jinja2 import Environment


def render(name: str, **values: Any) -> str:
    """Return the template ``name`` with ``values`` put in."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    made = environment("ui")
    made.filters.update(one_line=one_line, shorten=shorten, readable_date=readable_date, count=count)
    return made
