"""The page: its tabs, and what happens when it is opened and left."""

from __future__ import annotations

from typing import Any

import gradio as gr

from .api import add_endpoints
from .brief_tab import brief_tab, wire_onward
from .evaluate_tab import evaluate_tab
from .rewriting import Models
from .runs import PRIVATE, run_ended
from .session import Sessions
from .trace_tab import trace_tab
from .update_tab import update_tab
from .verify_tab import verify_tab

FURTHER = {"Trace": trace_tab, "Verify": verify_tab, "Update": update_tab, "For researchers": evaluate_tab}

HEADER = """<header class="tb-head"><h1>Tracebrief</h1>
<p>Briefing notes, each line with the passage it comes from.</p></header>"""


def build(sessions: Sessions, workers: int, models: Models) -> Any:
    """Return the page; ``workers`` runs may go on at once; ``models`` may rewrite lines."""
    with gr.Blocks(
        title="Tracebrief", analytics_enabled=False, fill_width=True, delete_cache=(600, 900)
    ) as page:
        add_endpoints(sessions.limits, workers, models)  # first: they have the plain names
        gr.HTML(HEADER, apply_default_css=False, padding=False)
        with gr.Tabs():
            with gr.Tab("Brief", id="brief"):
                brief = brief_tab(sessions, workers, models)
            further = []
            for name, tab in FURTHER.items():
                with gr.Tab(name, id=name.lower().replace(" ", "-")):
                    further.append(tab(sessions, workers))

        for one in further:
            if one.onward is not None:
                wire_onward(brief, one.onward, sessions)
        outputs = [part for one in further for part in one.outputs]

        def bring_back(request: gr.Request) -> tuple[Any, ...]:
            session = sessions.of(request.session_hash)
            if not (session.holds_work() or session.results):
                return (gr.skip(),) * len(outputs)
            ended = session.results.pop("ended", "")
            shown = [list(one.updates(session)) for one in further]
            for one, updates in zip(further, shown, strict=True):
                if ended == one.button:
                    updates[-1] = run_ended(ended)
            return tuple(update for updates in shown for update in updates)

        brief.begun.then(bring_back, None, outputs, queue=False, **PRIVATE)

        def leave(request: gr.Request) -> None:
            sessions.leave(request.session_hash)

        page.unload(leave)
    return page
