"""Templates of HTML pages: everything that is put into them is escaped, and what is missing is an error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment(package: str) -> Environment:
    """Return the templates in the folder ``templates`` of a package, its filters yet to be added."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_nul,
    )


def _without_nul(value: Any) -> Any:
    # A parser of HTML drops or replaces NUL depending on where it stands.
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
