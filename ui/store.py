"""What is written down of a session, in its own folder: files, settings, and every state of its notes.

A state is written once and never changed; what names them is replaced in one step. So whatever happens to the
server, the folder holds a whole session.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.data import Document
from summarizer.errors import TracebriefError
from summarizer.limits import parse_json
from summarizer.note.brief_json import from_dict, to_dict
from summarizer.saved.hand import Hand

from .work import State, Work
from .zones import Zone

INDEX = "session.json"
VERSION = 1
EDITS, EDIT = 50, 4_000
"""Edits that are kept open at most, and characters of each."""

Steps = tuple[Sequence[State], State, Sequence[State]]
"""States that can be taken back, the present one, and those that can be made again."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A session as it is written down; ``zones`` are names of files by pile, ``used`` a time in seconds.

    ``running``, ``typed`` and ``edits`` are what the session has under these names, ``refusals`` why files
    cannot be read, by pile and name.
    """

    kept: bool
    used: float
    settings: dict[str, Any]
    tab: str
    zones: dict[str, list[str]]
    works: Mapping[str, Steps] = field(default_factory=dict)
    running: str = ""
    typed: str = ""
    edits: list[dict[str, str]] = field(default_factory=list)
    refusals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Writer:
    """Writes one session down; it knows which states are on the disk."""

    def __init__(self) -> None:
        self._numbers: dict[State, int] = {}
        self._last = 0
        self._piles = 0

    def link(self, folder: Path, zones: Sequence[Zone]) -> int:
        """Keep the files of a note as they are now, whatever becomes of the piles; return their number."""
        piles = folder / "piles"
        taken = [int(one.name) for one in piles.glob("*") if one.name.isdigit()]
        self._piles = max([self._piles, *taken]) + 1
        for at, zone in enumerate(zones):
            place = piles / str(self._piles) / str(at)
            place.mkdir(mode=0o700, parents=True)
            for upload in zone.uploads:
                _link(zone.folder / upload.name, place / upload.name)
            (place / ".order").write_text(json.dumps([one.name for one in zone.uploads]), encoding="utf-8")
        return self._piles

    def write(self, folder: Path, saved: Saved) -> None:
        """Write what is not there yet, then the index."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        notes = {
            name: {
                "before": [self._state(folder, one) for one in before],
                "now": self._state(folder, now),
                "after": [self._state(folder, one) for one in after],
            }
            for name, (before, now, after) in saved.works.items()
        }
        index = {
            "version": VERSION,
            "kept": saved.kept,
            "used": saved.used,
            "settings": saved.settings,
            "tab": saved.tab,
            "running": saved.running,
            "typed": saved.typed,
            "edits": saved.edits,
            "zones": saved.zones,
            "refusals": saved.refusals,
            "notes": notes,
        }
        _replace(folder / INDEX, index)
        self._prune(folder, notes)

    def known(self, states: Mapping[State, int]) -> None:
        """Take states as written that were read."""
        self._numbers.update(states)
        self._last = max([self._last, *states.values()])

    def _state(self, folder: Path, state: State) -> int:
        if state not in self._numbers:
            self._last += 1
            while (folder / "states" / f"{self._last}.json").exists():
                self._last += 1
            (folder / "states").mkdir(mode=0o700, exist_ok=True)
            data = {"note": to_dict(state.brief), "hand": state.hand.as_dict(), "pile": state.pile}
            _replace(folder / "states" / f"{self._last}.json", data)
            self._numbers[state] = self._last
        return self._numbers[state]

    def _prune(self, folder: Path, notes: Mapping[str, Any]) -> None:
        """Delete the states and files that nothing names any more."""
        named = {n for note in notes.values() for n in (*note["before"], note["now"], *note["after"])}
        gone = [state for state, number in self._numbers.items() if number not in named]
        for state in gone:
            (folder / "states" / f"{self._numbers.pop(state)}.json").unlink(missing_ok=True)
        if gone:
            piles = {str(state.pile) for state in self._numbers}
            for place in (folder / "piles").glob("*"):
                if place.name not in piles:
                    shutil.rmtree(place, ignore_errors=True)


def read(folder: Path) -> Saved | None:
    """Return what was written down of a session but its notes; None where there is none or it is damaged."""
    data = _json(folder / INDEX)
    try:
        if data["version"] != VERSION:
            return None
        zones = {str(name): [str(one) for one in names] for name, names in data["zones"].items()}
        refusals = {str(name): dict(those) for name, those in data.get("refusals", {}).items()}
        return Saved(
            data["kept"] is True,
            float(data["used"]),
            dict(data["settings"]),
            str(data["tab"]),
            zones,
            running=str(data["running"] or ""),
            typed=str(data.get("typed", "")),
            edits=edits_of(data.get("edits")),
            refusals=refusals,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def edits_of(data: Any) -> list[dict[str, str]]:
    """Return the edits that are open as a page tells them; what is none is passed over."""
    given = data[:EDITS] if isinstance(data, list) else []
    edits = [one for one in given if isinstance(one, dict)]
    return [{name: str(one.get(name, ""))[:EDIT] for name in ("kind", "line", "text")} for one in edits]


def piles_of(folder: Path) -> list[int]:
    """Return the numbers of the piles that the notes of a session are written on."""
    found = {
        data.get("pile")
        for number in _named(folder)
        for data in (_json(folder / "states" / f"{number}.json"),)
    }
    return sorted(one for one in found if isinstance(one, int) and one > 0)


def pile_files(folder: Path, pile: int) -> list[tuple[Path, list[str]]]:
    """Return the folders of a pile with the names of their files, in order."""
    found = []
    for place in sorted((folder / "piles" / str(pile)).glob("*"), key=lambda one: one.name):
        names = _json(place / ".order")
        names = [str(one) for one in names] if isinstance(names, list) else []
        found.append((place, [name for name in names if "/" not in name and (place / name).is_file()]))
    return found


def read_works(
    folder: Path, documents: Mapping[int, tuple[Document, ...]], writer: Writer
) -> dict[str, Work]:
    """Return the notes of a session on their documents, by pile; a damaged state is passed over."""
    from summarizer.saved.project import numbered

    index = _json(folder / INDEX)
    states: dict[int, State] = {}
    shared: dict[tuple[int, tuple[str, ...]], tuple[Document, ...]] = {}
    for number in _named(folder):
        data = _json(folder / "states" / f"{number}.json")
        try:
            brief, hand = from_dict(data["note"]), Hand.of(data["hand"])
            pile = int(data["pile"])
        except (KeyError, TypeError, ValueError, TracebriefError):
            continue
        key = pile, tuple(f"{source.id} {source.sha256}" for source in brief.sources)
        if key not in shared:  # an index is kept as long as the documents are the same
            shared[key] = numbered(documents.get(pile, ()), brief)
        states[number] = State(brief, shared[key], hand, pile)
    works = {}
    notes = index.get("notes") if isinstance(index, dict) else None
    for name, note in (notes or {}).items():
        if (now := states.get(note["now"])) is not None:
            work = works[str(name)] = Work(now.brief, now.documents)
            work.state = now
            work.before = [states[one] for one in note["before"] if one in states]
            work.after = [states[one] for one in note["after"] if one in states]
    writer.known({state: number for number, state in states.items()})
    return works


def _named(folder: Path) -> list[int]:
    index = _json(folder / INDEX)
    try:
        return sorted(
            {
                int(number)
                for note in index["notes"].values()
                for number in (*note["before"], note["now"], *note["after"])
            }
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _json(path: Path) -> Any:
    try:
        return parse_json(path.read_bytes())
    except (OSError, ValueError):
        return {}


def _link(file: Path, place: Path) -> None:
    try:
        os.link(file, place)
    except OSError:  # a file system without links
        shutil.copyfile(file, place)


def _replace(path: Path, data: Any) -> None:
    """Write JSON so that the file is whole whatever happens."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    os.replace(new, path)
