"""What the commands that write notes let the user choose about one, declared once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.errors import OptionError
from summarizer.rankers import RANKERS
from summarizer.records import dataclass
from summarizer.selectors import SELECTORS

from .lean import quick_start
from .terminal import Chars, Language, Percent, Sentences, Words, budget_of, taken_as

if TYPE_CHECKING:
    from summarizer.pipeline import Options
    from summarizer.rewrite import RewriteOptions

REWRITING = "Rewriting by a model (needs the extra tracebrief\\[rewrite], servers apart)"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a note is to be like: ``options`` with all defaults, ``given`` the names of those that were given.

    ``language`` is that which the user says the sources are in, None where it is to be detected.
    """

    options: Options
    given: frozenset[str]
    language: str | None


def wish(
    words: Words = None,
    sentences: Sentences = None,
    percent: Percent = None,
    chars: Chars = None,
    query: Annotated[
        str | None,
        typer.Option("--query", "-q", help="What the note is to be about; in a batch a topic's own wins."),
    ] = None,
    ranker: Annotated[
        str, typer.Option(help=f"How sentences are scored: {', '.join(RANKERS)}.")
    ] = "textrank",
    selector: Annotated[str, typer.Option(help=f"How they are chosen: {', '.join(SELECTORS)}.")] = "coverage",
    order: Annotated[str, typer.Option(help="Of the lines: chronological, score, source.")] = "chronological",
    language: Language = None,
    trim: Annotated[
        bool,
        typer.Option("--trim/--no-trim", help="Leave out what a line can spare: tails, asides, datelines."),
    ] = True,
    title: Annotated[str | None, typer.Option(help="Title of the note; key phrases if left out.")] = None,
    seed: Annotated[int, typer.Option(help="Of the random ranker.")] = 0,
    rewrite: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=REWRITING,
            envvar="TRACEBRIEF_REWRITE",
            help="Model: hub name, folder, or openai:http://HOST:PORT/v1#MODEL; none for none.",
            show_default=False,
        ),
    ] = None,
    rewrite_prompt: Annotated[
        Path | None, typer.Option(rich_help_panel=REWRITING, help="File with prompt and decoding settings.")
    ] = None,
    rewrite_plan: Annotated[
        str,
        typer.Option(rich_help_panel=REWRITING, help="What is put to the model at once: lines, sections."),
    ] = "lines",
    rewrite_jobs: Annotated[
        int, typer.Option(rich_help_panel=REWRITING, help="Lines that a server is asked for at a time.")
    ] = 4,
    batch: Annotated[int, typer.Option(rich_help_panel=REWRITING, help="Lines rewritten at a time.")] = 8,
    device: Annotated[str, typer.Option(rich_help_panel=REWRITING, help="auto, cpu, cuda, mps.")] = "auto",
    dtype: Annotated[
        str, typer.Option(rich_help_panel=REWRITING, help="auto, float32, bfloat16, float16, int8.")
    ] = "auto",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", rich_help_panel=REWRITING, help="Keep no answers of the model.")
    ] = False,
) -> Wish:
    """Return what the options ask for. Raises `OptionError` where they cannot be."""
    with quick_start():
        from summarizer.pipeline import Options

    usual = Options()
    options = Options(
        budget=budget_of(words=words, sentences=sentences, percent=percent, chars=chars),
        ranker=ranker,
        selector=selector,
        query=query,
        order=order,  # type: ignore[arg-type]  # Options checks it
        title=title,
        seed=seed,
        trim=trim,
        rewrite=_rewriting(
            rewrite,
            rewrite_prompt,
            plan=rewrite_plan,
            jobs=rewrite_jobs,
            device=device,
            dtype=dtype,
            batch=batch,
            seed=seed,
            cache=not no_cache,
        ),
    )
    names = ("query", "title", "rewrite", "ranker", "selector", "order", "trim")
    given = {name for name in names if getattr(options, name) != getattr(usual, name)}
    if any(length is not None for length in (words, sentences, percent, chars)):
        given.add("budget")
    return Wish(options, frozenset(given), language)


def _rewriting(model: str | None, prompt: Path | None, **how: Any) -> RewriteOptions | None:
    """Return how lines are to be rewritten, None where no model is named."""
    if model is None or model == "none":
        if prompt is not None:
            raise OptionError("--rewrite-prompt needs --rewrite: name the model that is to use it.")
        return None
    from summarizer.rewrite import RewriteOptions, check_options

    options = RewriteOptions(model, prompt, **how)
    check_options(options)
    return options


def wish_as_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a note; it takes them as one argument, ``wish``."""
    options = list(inspect.signature(wish, eval_str=True).parameters.values())
    return taken_as("wish", options, wish)(command)
