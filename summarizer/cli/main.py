"""The ``tracebrief`` command. Everything heavy is imported when a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.errors import OptionError, TracebriefError
from summarizer.limits import Limits
from summarizer.note.tool import __version__

from .lean import quick_start
from .options import Wish, wish_as_options
from .plain import PlainCommand, PlainGroup
from .settings import defaults
from .terminal import (
    Jobs,
    Zotero,
    clean_stdout,
    format_of,
    in_language,
    limits_as_options,
    open_closed_streams,
    progress_shown,
    say,
    silence_stdout,
    speak_utf8,
    targets_of,
)

if TYPE_CHECKING:
    app: typer.Typer

COMMANDS: Mapping[str, str] = {
    "brief": __name__,
    **dict.fromkeys(("evaluate", "compare"), "eval.cli"),
    **dict.fromkeys(("trace", "verify", "update"), "summarizer.cli.commands"),
    **{name: f"summarizer.cli.{name}" for name in ("read", "sheet", "batch", "watch", "mcp", "config")},
    "ui": "ui.cli",
}
"""The file of each command, in the order of the help."""


def _app(names: Iterable[str]) -> typer.Typer:
    """Return the command line with some of its commands, of which each is a function of its name."""
    made = typer.Typer(
        name="tracebrief",
        cls=PlainGroup,
        help="Briefing notes in which every line links to the exact characters of its source.",
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    made.callback(invoke_without_command=True)(_version)
    with quick_start():
        commands = [getattr(import_module(COMMANDS[name]), name) for name in names]
    for command in commands:
        made.command(cls=PlainCommand)(command)
    return made


def __getattr__(name: str) -> Any:
    """Make the app with all commands when it is first asked for: what runs is one of them."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()["app"] = _app(COMMANDS)
    return found


def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print(f"tracebrief {__version__}")
        raise typer.Exit


@limits_as_options
@wish_as_options
def brief(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders or globs; - is standard input.", show_default=False),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", help="Write the note here; the suffix is the format. May be repeated."
        ),
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option(
            help="Keep note, files and settings in this file, or go on with it: its note is written anew "
            "where there are further SOURCES or settings; what was done by hand stays."
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="Format of standard output: md, html, json …")
    ] = "md",
    json: Annotated[bool, typer.Option("--json", help="Print JSON: the same as --format json.")] = False,
    zotero: Zotero = False,
    stamp: Annotated[bool, typer.Option("--stamp", help="Put the time of writing into the note.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no warnings.")] = False,
    jobs: Jobs = None,
    *,
    wish: Wish,
    limits: Limits,
) -> None:
    """Write a briefing note on SOURCES."""
    if not sources and project is None:
        raise OptionError("no source is named; name at least one file or folder (tracebrief brief -h).")
    with quick_start():
        from summarizer.pipeline import summarize
        from summarizer.sources.load import load

    targets = targets_of(output, zotero)
    printed = format_of("json" if json else format_, "--format")
    with clean_stdout() as stdout, progress_shown(quiet) as progress:
        progress("reading")
        if project is not None:
            from .project import at_work

            note, documents = at_work(project, sources or [], wish, limits, progress, jobs)
        else:
            pile = load(sources or [], limits)
            documents = in_language(pile.documents, wish.language)
            note = summarize(documents, wish.options, warnings=pile.warnings, progress=progress, jobs=jobs)
        if stamp:
            note = _stamped(note)
        progress("writing")
        rendered = [(path, render(note, documents)) for path, render in targets]
        if rendered:
            from summarizer.output import write_atomically

            for path, content in rendered:
                write_atomically(path, content)
        else:
            stdout.write(printed(note, documents))
            stdout.flush()
    if not quiet:
        for warning in note.warnings:
            say(f"Warning: {warning}")
        for path, _ in rendered:
            say(f"{path}: {len(note.lines)} lines, {note.stats.words_out} words")


def _stamped(note: Any) -> Any:
    """Put the time of writing into the note; SOURCE_DATE_EPOCH overrides the clock."""
    from dataclasses import replace

    return replace(note, created=_time_of_writing().isoformat(timespec="seconds"))


def _time_of_writing() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (
            datetime.now(timezone.utc) if epoch is None else datetime.fromtimestamp(int(epoch), timezone.utc)
        )
    except (ValueError, OverflowError, OSError) as error:
        raise OptionError(
            f"$SOURCE_DATE_EPOCH is {str(epoch)[:40]!r}; give whole seconds since 1970, or unset it."
        ) from error


def _refuse_empty(arguments: Sequence[str]) -> None:
    """Refuse what a variable that is not set leaves of a name: as a path it would be the working folder."""
    for before, argument in pairwise(("tracebrief", *arguments)):
        option, equals, value = argument.partition("=")
        if not argument or (option.startswith("--") and equals and not value):
            where = option or f"behind {before}"
            raise OptionError(f"{where}: an argument is empty; give a name or a value, or leave it out.")


def _asked(arguments: Sequence[str]) -> typer.Typer:
    """Return the app with the command that is asked for alone: to make all takes longer than some run."""
    alone = ("brief",) if arguments[:1] == ["--version"] else tuple(arguments[:1])  # any one, for its number
    return _app([name for name in COMMANDS if (name,) == alone] or COMMANDS)


def main() -> None:
    """Run the command line: exit code 0 done, 1 a check failed, 2 wrong use or unreadable input."""
    # Our dense matrices are small: threads would cost more than they bring. NumPy reads this on import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_closed_streams()
    speak_utf8()
    try:
        _time_of_writing()  # NumPy reads the variable on import, and fails in a way of its own
        _refuse_empty(sys.argv[1:])
        try:
            _asked(sys.argv[1:])(default_map=defaults(sys.argv[1:]))
        finally:
            sys.stdout.flush()
    except TracebriefError as error:
        say(f"Error: {error}")
        sys.exit(2)
    except BrokenPipeError:
        silence_stdout()
        sys.exit(0)
    except OSError as error:
        silence_stdout()
        what = error.filename if error.filename is not None else "standard output"
        why = (error.strerror or str(error)).lower()
        say(f"Error: {what} cannot be used: {why}; free or name another.")
        sys.exit(2)
    except MemoryError:
        say("Error: the memory does not suffice; give fewer or smaller files.")
        sys.exit(2)
    except Exception as error:
        if os.environ.get("TRACEBRIEF_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"
        say(f"Error: unexpected {what}; please report it, with what TRACEBRIEF_TRACEBACK=1 shows.")
        sys.exit(2)
