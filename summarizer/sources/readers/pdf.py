"""PDF: the text of each page as a person reads it, with page numbers, read by a process of its own."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from summarizer import languages
from summarizer.data import Aside, Place
from summarizer.errors import SourceError
from summarizer.limits import Limits

from . import apart
from .base import Extracted

_MAX_BROKEN = 5
"""Pages that may fail before the file is given up: each may have cost seconds to try."""
_SECONDS, _SECONDS_PER_MEGABYTE = 7, 10
"""Processor time for a file of up to a megabyte, and for each megabyte more."""
_SECONDS_PER_PAGE = 3
"""Processor time after which a page counts as broken."""
_WAITING = 8
"""How many times its processor time a file may take by the clock, on a machine that is busy."""

_DAMAGED = "it is not a sound PDF; open it in a PDF viewer and save it again."
_ENDLESS = "it takes too much time or memory to read; print it to a new PDF or save it as text."
_REFUSALS = {
    "damaged": _DAMAGED,
    "memory": _ENDLESS,
    "locked": "it is locked with a password; save a copy without one.",
    "pages": "it has {} pages, more than {max_pages}; split it or raise max_pages (--max-pages).",
    "expansion": "it unfolds to more than {} bytes; split it or raise max_expansion (--max-expansion-mb).",
    "chars": "it holds more than {} characters; split it or raise max_chars (--max-chars).",
}


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the text in the order of its columns, a paragraph a line, parted by blank lines.

    A word broken at a line's end is whole. A place marks where each page begins, in the middle of a
    paragraph too. Running heads, captions, references and the like are marked as no content. The file's own
    creation time is no publication date, so it is not read. A broken page is left out, with a warning, and
    so are glyphs of which the font does not say what they mean.
    """
    found = _read_apart(content, limits)
    broken, empty = found["broken"], found["empty"]
    if len(broken) == found["pages"]:
        raise SourceError(_ENDLESS if found["slow"] else _DAMAGED)
    if len(broken) + len(empty) == found["pages"] or not found["text"]:
        raise SourceError(
            "its pages hold no text, only images if anything; run text recognition (OCR) on it first."
        )
    return Extracted(
        text=found["text"],
        title=_title(found),
        places=tuple(Place(start, page=page) for start, page in found["places"]),
        asides=tuple(Aside(start, end, reason) for start, end, reason in found["asides"]),
        warnings=tuple(_warnings(broken, empty, {int(page): n for page, n in found["lost"].items()})),
    )


def _title(found: dict[str, Any]) -> str | None:
    """Return the title that stands on the first page, that of the metadata where none does."""
    stated, shown = found["stated"] or "", found["title"]
    if stated.strip() and (not shown or " ".join(stated.lower().split()) in " ".join(shown.lower().split())):
        return str(stated)
    return shown or None


def _warnings(broken: Sequence[int], empty: Sequence[int], lost: dict[int, int]) -> list[str]:
    told = [f"{_numbered(broken)} cannot be read; open the file in a PDF viewer and save it again."] * bool(
        broken
    )
    told += [f"without text: {_numbered(empty)}; scans need text recognition (OCR) first."] * bool(empty)
    if lost:
        count = sum(lost.values())
        told.append(
            f"{count} {'glyph' if count == 1 else 'glyphs'} on {_numbered(sorted(lost))} cannot be read, as "
            "the font does not say what they mean; run text recognition (OCR) on it for the whole text."
        )
    return told


def _numbered(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (
        f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    )
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


# --- The process that reads ------------------------------------------------------------------------------


def _read_apart(content: bytes, limits: Limits) -> dict[str, Any]:
    """Let the process read the file; what ends it on a page costs that page. Raises `SourceError`."""
    skip: list[int] = []
    seconds = apart.allowed(_SECONDS + _SECONDS_PER_MEGABYTE * max(0.0, len(content) / 1e6 - 1))
    ends = time.monotonic() + _WAITING * seconds
    request = {
        "size": len(content),
        "page_seconds": _SECONDS_PER_PAGE,
        "max_pages": limits.max_pages,
        "max_chars": limits.max_chars,
        "max_expansion": limits.max_expansion,
        "most_broken": _MAX_BROKEN,
        "reference": _known("layout.references"),
        "caption": "|".join(map(re.escape, _known("layout.captions"))),
    }
    with _LOCK:
        while len(skip) <= _MAX_BROKEN and seconds > 0:
            worker = _worker()
            asked = json.dumps({**request, "skip": skip, "seconds": seconds})
            worker.ask(asked.encode() + b"\n" + content)
            page, answer = 0, worker.answer(ends)
            while answer is not None and "page" in answer:
                page = answer["page"]
                answer = worker.answer(ends)
            if answer is None:
                slow = worker.end() or time.monotonic() >= ends
                if not page or time.monotonic() >= ends:
                    raise SourceError(_ENDLESS if slow else _DAMAGED)
                skip.append(page)  # it crashed the process, or was not done in time
                seconds -= (_SECONDS_PER_PAGE + 1) * slow
                continue
            apart.add(answer["worked"] - worker.worked)
            worker.worked = answer["worked"]
            if "error" in answer:
                told = _REFUSALS[answer["error"]]
                raise SourceError(told.format(answer["value"], max_pages=limits.max_pages))
            return {**answer["reading"], "slow": bool(skip)}
    raise SourceError(_ENDLESS)


def _known(topic: str) -> list[str]:
    """Return the words of a topic in all languages: a paper's headings may be in another than its text."""
    return sorted({word for code in languages.known(topic) for word in languages.words(code, topic)})


class _Worker:
    """A process that runs `pdf_worker` and the thread that listens to it."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[3])
        code = (
            f"import sys; sys.path.insert(0, {root!r}); "
            "from summarizer.sources.readers.pdf_worker import main; main()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        self.worked = 0.0  # seconds of processor time that it has told of
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        listening = (self.process.stdout, self.lines)
        threading.Thread(target=_listen, args=listening, name=apart.LISTENER, daemon=True).start()

    def ask(self, request: bytes) -> None:
        """Send a request; a process that has ended will give no answer."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(request)
            self.process.stdin.flush()
        except OSError:
            return

    def answer(self, until: float) -> dict[str, Any] | None:
        """Return the next line of the process, None where it ended or none came in time."""
        try:
            line = self.lines.get(timeout=max(0.01, until - time.monotonic()))
        except queue.Empty:
            return None
        try:
            found = json.loads(line)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def end(self) -> bool:
        """End the process; tell whether it had used up its processor time."""
        global _current
        _current = None
        before = _of_children()  # to end a process that has ended already is to see it
        self.process.kill()
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        code = self.process.wait()
        apart.add(_of_children() - before - self.worked)
        return code == -getattr(signal, "SIGXCPU", 0)


def _of_children() -> float:
    """Return the processor time of all processes that this one has seen end."""
    used = os.times()
    return used.children_user + used.children_system


def _listen(stream: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(b"")


_LOCK = threading.Lock()
_current: _Worker | None = None


def _worker() -> _Worker:
    """Return the running process; it is started for the first file and then kept for the next ones."""
    global _current
    if _current is None or _current.process.poll() is not None:
        _current = _Worker()
    return _current


def _forget() -> None:
    """Leave the process to the parent after a fork, and free the lock."""
    global _current, _LOCK
    _current, _LOCK = None, threading.Lock()


def _end() -> None:
    if _current is not None:
        _current.end()


atexit.register(_end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
