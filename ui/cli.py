"""The command ``tracebrief ui``; everything heavy is imported when it runs."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from summarizer.errors import OptionError


def ui(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 7860,
    auth: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME:PASSWORD that may sign in; may be repeated. Better: @FILE with one a line.",
            envvar="TRACEBRIEF_UI_AUTH",
            show_default=False,
        ),
    ] = None,
    root_path: Annotated[
        str, typer.Option("--root-path", help="Path under which a proxy serves the page, such as /briefs.")
    ] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="Host name that browsers may ask for; may be repeated."),
    ] = None,
    rewrite: Annotated[
        list[str] | None,
        typer.Option(
            help="Model that may rewrite lines, as in tracebrief brief; may be repeated. Without it, a page "
            "that only this machine reaches takes any.",
            metavar="MODEL",
            show_default=False,
        ),
    ] = None,
    share: Annotated[
        bool, typer.Option("--share", help="Open a public address through Gradio's servers; needs --auth.")
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Runs at a time; 0 for one a core.")] = 0,
    keep_in: Annotated[
        str,
        typer.Option(
            "--keep-in", help="Folder for the work of the page's users; a private one of yours if left out."
        ),
    ] = "",
    max_files: Annotated[int, typer.Option(min=1, help="Files of one pile.")] = 200,
    max_file_mb: Annotated[float, typer.Option(min=0.001, help="Size of a file.")] = 20,
) -> None:
    """Open the page: drop files, get a briefing note, see each line in its source."""
    from .serve import Serving, serve

    if not math.isfinite(max_file_mb):
        raise OptionError("--max-file-mb must be a number greater than 0.")
    serve(
        Serving(
            host=host,
            port=port,
            auth=tuple(auth or ()),
            root_path=root_path,
            allow_host=tuple(allow_host or ()),
            rewrite=tuple(rewrite or ()),
            share=share,
            open_browser=open_browser,
            workers=workers,
            max_files=max_files,
            max_bytes=int(max_file_mb * 1e6),
            keep_in=keep_in,
        )
    )
