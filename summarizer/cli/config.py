"""The command ``tracebrief config``: which settings hold, and from where."""

from __future__ import annotations

import json as json_lines
from typing import Annotated

import typer


def config(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the settings of tracebrief.toml, here and in your own folder: defaults that options win over."""
    from summarizer.output import one_line

    from .settings import as_dict, as_text, read_settings

    found = read_settings()
    if json:
        typer.echo(json_lines.dumps(as_dict(found), ensure_ascii=False, indent=2))
        return
    for line in as_text(found):
        typer.echo(one_line(line))
