"""What the page tells: progress, messages, problems. All text in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from summarizer.output import one_line

from .words import plain

AT_ONCE = 120
"""Characters of a problem that shows as it is: one line above the note."""


def progress_html(stage: str) -> str:
    """Return a bar that says what a run is doing."""
    bar = f'<div role="progressbar" aria-label="Progress" aria-valuetext="{shown(stage)}"></div>'
    return f'<div class="tb-progress">{bar}<p>{shown(stage)} …</p></div>'


def message_html(text: str, kind: str = "done") -> str:
    """Return a message; ``kind`` is ``done`` or ``error``. An error is told at once by screen readers."""
    role = "alert" if kind == "error" else "status"
    return f'<p class="tb-message tb-{kind}" role="{role}" dir="auto">{shown(text)}</p>' if text else ""


def problems_html(problems: Sequence[str]) -> str:
    """Return the sentences on files that could not be read: one line, which the others are folded into."""
    if not problems:
        return ""
    problems = [plain(problem) for problem in problems]
    if len(problems) == 1 and len(problems[0]) <= AT_ONCE:
        return f'<div class="tb-problems" role="status">{_items(problems)}</div>'
    more = f" <b>and {len(problems) - 1} more</b>" if len(problems) > 1 else ""
    first = f'<summary><span dir="auto">{shown(problems[0])}</span>{more}</summary>'
    return f'<div class="tb-problems" role="status"><details>{first}{_items(problems)}</details></div>'


def _items(problems: Sequence[str]) -> str:
    items = "".join(f'<li dir="auto">{shown(problem)}</li>' for problem in problems)
    return f"<ul>{items}</ul>"


def size_shown(size: int) -> str:
    """Return a size in bytes as people write it."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def shown(text: str) -> str:
    """Return a text on one line, escaped."""
    return escape(one_line(text).replace("\0", "\ufffd"))
