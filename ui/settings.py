"""The settings of the Brief tab: its fields, what they mean, and how they come back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from summarizer.errors import OptionError
from summarizer.note.brief import Brief
from summarizer.pipeline import Options
from summarizer.rankers import RANKERS
from summarizer.rewrite import RewriteOptions
from summarizer.rewrite.offers import offered_here
from summarizer.rewrite.options import SERVER
from summarizer.saved.update import options_of as options_of_note
from summarizer.selectors import SELECTORS
from summarizer.selectors.budget import Budget

from . import words
from .rewriting import Models, shown_model
from .runs import PRIVATE

FIELDS = ("title", "length", "unit", "query", "order", "ranker", "selector", "rewrite")
"""The names of the fields, in the order in which they are laid out and sent."""
LENGTH = 150
MODEL_NONE = "none: every line is quoted"


def settings_form(models: Models) -> list[Any]:
    """Lay the fields out; return them in the order of ``FIELDS``."""
    default = Options()
    with gr.Row():
        query = gr.Textbox(
            label="What is it about?",
            placeholder="everything, or: the ceasefire",
            max_length=1000,
            min_width=240,
            scale=3,
        )
        amount = gr.Number(
            LENGTH, label="Length", precision=0, min_width=70, scale=1, elem_classes="tb-length"
        )
        units = [(text, name) for name, text in words.UNITS.items()]
        unit = gr.Dropdown(units, value="words", label="Unit", min_width=130, filterable=False, scale=1)
        orders = [(text, name) for name, text in words.ORDERS.items()]
        order = gr.Dropdown(
            orders, value="chronological", label="Order", min_width=150, filterable=False, scale=1
        )
    with gr.Accordion("More settings: title, which sentences matter, rewriting", open=False) as more:
        title = gr.Textbox(label="Title", placeholder="found in the sources", max_length=300, min_width=200)
        with gr.Row():
            ranker = gr.Dropdown(
                words.choices(RANKERS, words.RANKERS),
                value=default.ranker,
                label="Which sentences matter",
                filterable=False,
                min_width=260,
            )
            selector = gr.Dropdown(
                words.choices(SELECTORS, words.SELECTORS),
                value=default.selector,
                label="How they are chosen",
                filterable=False,
                min_width=260,
            )
        rewrite = _model_field(models, more)
    return [title, amount, unit, query, order, ranker, selector, rewrite]


def _model_field(models: Models, opened: Any) -> Any:
    if models.named:
        choices = [(MODEL_NONE, ""), *((label, label) for label in models.labels)]
        return gr.Dropdown(choices, value="", label="Rewriting model", filterable=False)
    with gr.Row():
        model = gr.Textbox(
            label="Rewriting model",
            placeholder=MODEL_NONE,
            info="Leave it empty to quote. Else a language model that puts lines in its own words: a folder "
            "on this machine, the name of one that is here already, or a server such as "
            "openai:http://127.0.0.1:8080/v1#small.",
            max_length=500,
            visible=models.free,
            min_width=260,
            scale=2,
        )
        found = gr.Dropdown(
            [],
            label="Models of servers on this machine",
            info="Ollama, llama.cpp, vLLM or LM Studio; another one once its address stands in the field.",
            filterable=False,
            visible=False,
            min_width=200,
            scale=1,
        )
    if models.free:
        # What is asked while another answer is waited for is asked behind it: the last word counts.
        asked = {"queue": False, "trigger_mode": "always_last", **PRIVATE}
        gr.on([opened.expand, model.blur], _found, model, found, **asked)
        found.input(lambda chosen: chosen, found, model, queue=False, **PRIVATE)
    return model


def _found(model: str | None) -> Any:
    """Return the models of the servers on this machine, and of the one that is named."""
    named = (model or "").strip()
    typed = [named] if named.startswith(SERVER) else []
    choices = [(shown_model(one), one) for one in offered_here(typed)]
    known = model if model in dict(choices).values() else None
    return gr.update(choices=choices, visible=bool(choices), value=known)


def options_of(
    title: str | None,
    amount: float | None,
    unit: str | None,
    query: str | None,
    order: str | None,
    ranker: str | None,
    selector: str | None,
    rewrite: RewriteOptions | None,
) -> Options:
    """Make options of what stands in the form; raises OptionError for what cannot work.

    A field that holds nothing means what it means at first.
    """
    usual = Options()
    if amount is None or amount <= 0:
        raise OptionError("The length must be at least 1.")
    return Options(
        budget=Budget(unit or usual.budget.unit, amount),  # type: ignore[arg-type]
        ranker=ranker or usual.ranker,
        selector=selector or usual.selector,
        query=(query or "").strip() or None,
        order=order or usual.order,  # type: ignore[arg-type]
        title=(title or "").strip() or None,
        rewrite=rewrite,
    )


def named(values: Sequence[Any]) -> dict[str, Any]:
    """Return the values of the fields by name, such as JSON can hold."""
    plain = (value if isinstance(value, (str, int, float, bool)) else None for value in values)
    return dict(zip(FIELDS, plain, strict=True))


def restored(settings: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the updates that put settings back into the fields."""
    if not settings:
        return tuple(gr.skip() for _ in FIELDS)
    return tuple(
        gr.update(value=settings[name]) if settings.get(name) is not None else gr.skip() for name in FIELDS
    )


def made_in_words(brief: Brief) -> str:
    """Return how a note says it was made, in the words of the page."""
    since = "".join(told for sign, told in _SINCE.items() if f"|{sign}" in brief.signature)
    if "draft" in brief.options:
        traced = "Each sentence of the draft is traced to the passages of the sources that come nearest."
        return f"{traced}{since}"
    made = options_of_note(brief)
    usual = re.compile(r" \(usual\)$")
    scored = usual.sub("", words.RANKERS.get(made.ranker, made.ranker))
    chosen = usual.sub("", words.SELECTORS.get(made.selector, made.selector))
    about = f"about “{made.query}”" if made.query else "about everything"
    length = f"{made.budget.amount:,g} {words.UNITS[made.budget.unit]}"
    model = brief.options.get("rewrite")
    rewritten = f" Rewritten by {model} where its words hold." if model else ""
    return (
        f"{length}, {words.ORDERS[made.order]}, {about}. What matters: {scored}. Chosen: {chosen}."
        f"{rewritten}{since}"
    )


_SINCE = {"updated": " Brought up to date with new files.", "revised": " Changed by hand since."}
"""What a signature says was done with a note behind its settings, in words."""


def settings_of(brief: Brief, titled: bool) -> dict[str, Any]:
    """Return the settings that a note says it was written with."""
    options = options_of_note(brief)
    return {
        "title": brief.title if titled else "",
        "length": options.budget.amount,
        "unit": options.budget.unit,
        "query": options.query or "",
        "order": options.order,
        "ranker": options.ranker,
        "selector": options.selector,
        "rewrite": "",
    }
