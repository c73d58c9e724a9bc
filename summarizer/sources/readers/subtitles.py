"""SRT and WebVTT: cues joined into what a speaker says, the time as locator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Building, Extracted
from .decode import decode

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,99})?\s+([^<>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:][^<>]{0,200}>|\{\\[^{}]{0,99}\}")
_NAMED = re.compile(r"(?:>>\s?|-\s)?([^\W\d_][\w .'’-]{0,40}):\s")
_SOUND = re.compile(r"[\[(♪*][^\])]{0,200}[\])♪*]|[♪\s]+")
_PAUSE = 4.0
"""Seconds of silence that part two paragraphs."""
_LONG = 600
"""Characters after which a paragraph ends with the next sentence."""
_END = tuple('.!?…。！？"”’»)')


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    text: str
    speaker: str | None


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a transcript: a paragraph for each turn, ``Name: `` before it, ``"00:01:23"`` as locator.

    Lines that a rolling caption repeats are read once; sounds in brackets are asides.
    """
    decoded = decode(content)
    building = Building(limits.max_chars, limits.max_parts)
    speaker, ended, length, last = "", 0.0, 0, ""
    for cue in _cues(decoded.text):
        if _SOUND.fullmatch(cue.text):
            building.add(cue.text, _clock(cue.start), aside="caption")
            last = ""
            continue
        named = _named(cue.text)
        spoken = named or cue.speaker or speaker
        paused = cue.start - ended > _PAUSE or (length > _LONG and last.endswith(_END))
        turn = not last or paused or bool(named) or spoken != speaker
        name = f"{cue.speaker}: " if cue.speaker and not named and spoken != speaker else ""
        building.add(name + cue.text, _clock(cue.start), gap="\n\n" if turn else " ")
        length = len(cue.text) + (0 if turn else length)
        speaker, ended, last = spoken, cue.end, cue.text
    if not building.pieces:
        raise SourceError("it holds no cue with a time and a text; save the transcript as SRT or WebVTT.")
    return building.extracted(encoding=decoded.encoding, headless=True, warnings=decoded.warnings)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; comments, styles and what stands before the first time are no cues."""
    before: list[str] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        times = _TIMES.match(lines[at][:200])
        at += 1
        if times is None:
            continue
        end = at
        while end < len(lines) and lines[end].strip() and not _TIMES.match(lines[end][:200]):
            end += 1
        raw = lines[at:end]
        if end < len(lines) and lines[end].strip() and raw and raw[-1].strip().isdigit():
            raw = raw[:-1]  # the number of the next cue, without a blank line before it
        at = end
        voice = _VOICE.search(" ".join(raw))
        spoken = [" ".join(unescape(_TAG.sub("", line)).split()) for line in raw]
        fresh = [line for line in spoken if line and line not in before]
        before = [line for line in spoken if line] or before
        if fresh:
            name = " ".join(unescape(voice.group(1)).split()) if voice else None
            yield _Cue(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]), " ".join(fresh), name)


def _seconds(part: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = part
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _named(text: str) -> str | None:
    found = _NAMED.match(text[:60])
    return found.group(1) if found else None
