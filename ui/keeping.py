"""The box that keeps a session for a reload of the page; nothing is kept unless it is ticked."""

from __future__ import annotations

from typing import Any

import gradio as gr

from .brief_tab import NAME, BriefTab, shown
from .runs import PRIVATE
from .session import Sessions
from .widgets import message_html, uploads_html


def wire_keeping(sessions: Sessions, tab: BriefTab) -> None:
    """Make the box work: a page that finds a kept session shows it again."""
    box = tab.keep

    def keep(event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        secret = sessions.keep(request.session_hash, event._data.get("on") is True)
        told = "Kept for a day, on this server and for this browser." if secret else "Not kept any more."
        return gr.update(secret=secret), message_html(told)

    def restore(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        secret = str(event._data.get("secret") or "")
        session = sessions.restore(request.session_hash, secret)
        if session is None:
            return gr.update(secret=""), *(gr.skip(),) * (1 + len(tab.result))
        return gr.update(secret=secret), uploads_html(session.zone(NAME)), *shown(session)

    box.keep(keep, None, [box, tab.controls.status], **PRIVATE)
    box.restore(restore, None, [box, tab.files, *tab.result], **PRIVATE)
