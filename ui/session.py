"""Sessions: what one page has uploaded and made. Each has a secret that brings it back to its page."""

from __future__ import annotations

import filecmp
import hashlib
import logging
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summarizer.data import Document
from summarizer.errors import SourceError
from summarizer.limits import Limits

from . import store
from .work import Work
from .zones import SINGLE, Zone

MOST = 200
"""Sessions at a time; the one idle for longest makes room."""
IDLE = 12 * 3600
"""Seconds without a request after which a session is forgotten."""
KEPT = 7 * 24 * 3600
"""The same for a session whose user asked to keep it."""
GRACE = 10.0
"""Seconds that a page which was left may take to come back: a reload leaves and comes back."""
ORPHANED = 900
"""Seconds that sessions of a server which was killed wait for their pages."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Session:
    """All that one page holds: piles of files by the name of their tab, and what was made of them.

    ``settings`` are the fields of the Brief tab by name, ``tab`` is the one that shows. ``pages`` are the
    pages that show the session. ``running`` is the button whose run lasts, "" for none, and ``runner`` the
    page it was pressed on; ``unread`` tells that notes lie on the disk alone; ``told`` is what its user is to
    be told next, ``unkept`` why the work could not be written down, as long as it could not. ``typed`` is the
    draft to be traced, ``edits`` are those of the note that are open: each with its kind, the id of its line
    and its text.
    """

    folder: Path
    limits: Limits
    secret: str
    zones: dict[str, Zone] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    results: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    tab: str = "brief"
    kept: bool = False
    running: str = ""
    runner: str = ""
    unread: bool = False
    told: str = ""
    unkept: str = ""
    typed: str = ""
    edits: list[dict[str, str]] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    used: float = field(default_factory=time.time)
    writer: store.Writer = field(default_factory=store.Writer)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def zone(self, name: str) -> Zone:
        """Return the pile of that name; one whose name is in ``SINGLE`` holds one file."""
        limits = replace(self.limits, max_files=1) if name in SINGLE else self.limits
        return self.zones.setdefault(name, Zone(self.folder / "files" / name, limits))

    def make(self, name: str, work: Work, *piles: str) -> None:
        """Take a note under the name of its tab, written on the files of these piles."""
        with self.lock:
            self.unread = False
            work.state = replace(work.state, pile=self.linked(*piles))
            self.works[name] = work
            self.save()

    def receive(self, other: Session) -> None:
        """Take the files of a session that its page was given before it was known whose page it is."""
        with self.lock:
            for name, zone in other.zones.items():
                for upload in zone.uploads:
                    self.told = self.zone(name).take(zone.folder / upload.name, upload.name) or self.told
            self.save_if_begun()

    def forget(self, name: str) -> None:
        """Let go what a tab has made: a later run of it failed."""
        with self.lock:
            self.works.pop(name, None)
            self.results.pop(name, None)
            self.save()

    def linked(self, *piles: str) -> int:
        """Keep the files of these piles for a note; return their number, 0 where the disk takes none."""
        try:
            return self.writer.link(self.folder, [self.zone(pile) for pile in piles])
        except OSError as error:
            self._failed(error)
            return 0

    def put_back(self, name: str, left: int, now: int) -> None:
        """Make the files of a pile those of the note ``now`` that is gone back to; both are numbers of piles.

        They stay where they are not just those of the note that was ``left``, and where all of ``now`` are
        among them: nothing that was given since may go.
        """
        with self.lock:
            pile = self.zone(name)
            wanted, held = _by_name(self.folder, now), _by_name(self.folder, left)
            here = {one.name: pile.folder / one.name for one in pile.uploads}
            try:
                if not wanted or _within(wanted, here) or not (_within(held, here) and _within(here, held)):
                    return
                pile.replace((path.read_bytes(), name) for name, path in wanted.items())
            except (OSError, SourceError) as error:
                logger.error("The files of a note could not be put back: %s", error)

    def bring_back(self, name: str, pile: int, path: str) -> None:
        """Put a file that a note rests on into a pile again; ``path`` is what the note's source is called.

        Raises SourceError where it is not at hand, or the disk does not take it.
        """
        with self.lock:
            zone, held = self.zone(name), _by_name(self.folder, pile)
            file = next((one for one in held if path == one or path.startswith((f"{one}/", f"{one}#"))), None)
            if file is None:
                raise SourceError("that file is not at hand any more; give it again.")
            if file not in zone.files().names:
                zone.add(held[file].read_bytes(), file)
            self.save()

    def _failed(self, error: OSError) -> None:
        logger.error("A session could not be written down: %s", error)
        reason = (error.strerror or "the disk refuses it").lower()
        self.unkept = (
            f"Your work cannot be written down ({reason}). It is here as long as the server runs: "
            "save it as a project, or make room."
        )

    def take_up(self, documents: dict[int, tuple[Document, ...]]) -> None:
        """Read the notes on the disk, with the documents of each of their piles."""
        with self.lock:
            self.works.update(store.read_works(self.folder, documents, self.writer))

    def save(self) -> None:
        """Write down what changed, so that neither a reload nor the end of the server loses it."""
        with self.lock:
            self.used = time.time()
            if self.unread:  # what is on the disk is more than what is here
                return
            try:
                self.writer.write(self.folder, self.as_saved())
                self.unkept = ""
            except OSError as error:
                self._failed(error)

    def save_if_begun(self) -> None:
        """Write down what changed where there is any work at all."""
        if self.holds_work():
            self.save()

    def holds_work(self) -> bool:
        """Tell whether there is anything in it that a user would miss behind a reload."""
        uploads = any(zone.uploads for zone in self.zones.values())
        return bool(self.works or self.typed or self.settings or uploads)

    @contextmanager
    def under_way(self, button: str, page: str) -> Iterator[None]:
        """Note that a run lasts, which a button of a page began.

        One that is broken off was cancelled, see `over`, or its page was left: then that is told when it is
        back.
        """
        self.running, self.runner = button, page
        self.save_if_begun()
        try:
            yield
        except Exception:
            self.over(page)
            raise
        self.over(page)

    def over(self, page: str) -> None:
        """Note that the run which was begun on a page is over."""
        if self.runner == page:
            self.running = self.runner = ""
            if self.folder.exists():
                self.save_if_begun()

    def ended(self, page: str, again: bool) -> str:
        """Return the button whose run ended with the page it was pressed on, "" for none; it is told once.

        ``again`` tells that ``page`` is one that was there before and was loaded again.
        """
        button = self.running if again or self.runner not in self.pages else ""
        if button:
            self.running = self.runner = ""
        return button

    def as_saved(self) -> store.Saved:
        """Return what is written down."""
        zones = {
            name: [one.name for one in zone.uploads] for name, zone in self.zones.items() if zone.uploads
        }
        works = {name: (work.before, work.state, work.after) for name, work in self.works.items()}
        refusals = {
            name: {one.name: one.refusal for one in zone.uploads if one.refusal}
            for name, zone in self.zones.items()
        }
        held = zones, works, self.running, self.typed, self.edits, refusals
        return store.Saved(self.kept, self.used, self.settings, self.tab, *held)

    def close(self) -> None:
        """Delete its files."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Sessions:
    """The sessions of one server; none can be reached from another page without its secret."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self.limits = folder, limits
        self._open: dict[str, Session] = {}
        self._pages: dict[str, str] = {}
        self._lock = threading.RLock()
        self._sweep_files(time.time())

    def of(self, page: str | None) -> Session:
        """Return the session of a page, a new one on its first request."""
        key = page or ""
        with self._lock:
            session = self._open.get(self._pages.get(key, ""))
            if session is None:
                self._sweep()
                session = self._bind(key, self._new(secrets.token_urlsafe(32)))
            session.used = time.time()
            return session

    def by_secret(self, secret: Any) -> Session | None:
        """Return the session with that secret that is open; None where there is none."""
        with self._lock:
            session = self._open.get(secret) if isinstance(secret, str) else None
            if session is not None:
                session.used = time.time()
            return session

    def restore(self, page: str | None, secret: str) -> Session | None:
        """Give a page the session of that secret, from memory or from the disk; None where there is none.

        One from the disk has its files and settings, and its notes once `store.read_works` has read them.
        """
        if not secret:
            return None
        with self._lock:
            session = self._open.get(secret)
            if session is None:
                saved = store.read(self._place(secret))
                if saved is None:
                    return None
                session = self._new(secret)
                session.kept, session.settings, session.tab = saved.kept, saved.settings, saved.tab
                session.running, session.unread = saved.running, True
                session.typed, session.edits = saved.typed, saved.edits
                for name, names in saved.zones.items():
                    session.zone(name).restore(names, saved.refusals.get(name, {}))
            before = self._open.get(self._pages.get(page or "", ""))
            self._bind(page or "", session)
            if before is not None and before is not session and not before.pages:
                session.receive(before)
                self._forget(before)
            session.used = time.time()
            return session

    def leave(self, page: str | None) -> None:
        """Note that a page was closed; unless it comes back soon, or is kept, its session is deleted."""
        with self._lock:
            session = self._open.get(self._pages.pop(page or "", ""))
            if session is None:
                return
            session.pages.discard(page or "")
            if not session.pages:
                timer = threading.Timer(GRACE, self._left, [session])
                timer.daemon = True
                timer.start()

    def keep(self, page: str | None, wanted: bool) -> None:
        """Keep the page's session on this machine beyond its page and the server, or no longer."""
        session = self.of(page)
        session.kept = wanted
        session.save()

    def close(self) -> None:
        """Delete everything but what is to be kept."""
        with self._lock:
            for session in list(self._open.values()):
                self._forget(session)

    def _new(self, secret: str) -> Session:
        session = self._open[secret] = Session(self._place(secret), self.limits, secret)
        return session

    def _bind(self, page: str, session: Session) -> Session:
        before = self._open.get(self._pages.get(page, ""))
        if before is not None:
            before.pages.discard(page)
        self._pages[page] = session.secret
        session.pages.add(page)
        return session

    def _place(self, secret: str) -> Path:
        # The folder's name tells nobody the secret.
        return self._folder / hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()[:40]

    def _left(self, session: Session) -> None:
        with self._lock:
            if not session.pages:
                self._forget(session)

    def _forget(self, session: Session) -> None:
        for page in session.pages:
            self._pages.pop(page, None)
        session.pages.clear()
        self._open.pop(session.secret, None)
        if not session.kept:
            session.close()

    def _sweep(self) -> None:
        now = time.time()
        by_use = sorted(self._open.values(), key=lambda session: session.used)
        surplus = max(0, len(by_use) - MOST + 1)
        for at, session in enumerate(by_use):
            if at < surplus or now - session.used > (KEPT if session.kept else IDLE):
                self._forget(session)
        self._sweep_files(now)

    def _sweep_files(self, now: float) -> None:
        """Delete what no page has come back for: what is kept after a week, the rest after minutes."""
        here = {session.folder for session in self._open.values()}
        for folder in self._folder.glob("*"):
            if folder in here or not folder.is_dir():
                continue
            saved = store.read(folder)
            if saved is None or now - saved.used > (KEPT if saved.kept else ORPHANED):
                shutil.rmtree(folder, ignore_errors=True)


def _by_name(folder: Path, pile: int) -> dict[str, Path]:
    return {name: place / name for place, names in store.pile_files(folder, pile) for name in names}


def _within(some: Mapping[str, Path], those: Mapping[str, Path]) -> bool:
    """Tell whether all of some files, by name, are among others."""
    return all(name in those and filecmp.cmp(path, those[name]) for name, path in some.items())
