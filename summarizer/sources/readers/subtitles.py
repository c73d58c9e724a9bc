"""SRT and WebVTT: cues joined into what a speaker says, the time as locator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from html import unescape

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.records import dataclass

from .base import Building, Extracted
from .decode import decode
from .html_parts import passages_struck

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}")
_ARROW = re.compile(r"\s*[\d:.,;\s]*-->|\s*[\d:.,;]{5,}\s*-{1,3}>?\s*[\d:.,;]{5,}\s*$")
"""A line that is to be the times of a cue."""
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?=\s|$|:)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,99})?\s+([^<>]{1,200})>")
_TAG = re.compile(
    r"</?[a-zA-Z][\w-]{0,30}(?:\.[^\s<>]{0,99})?(?:\s+[\w-]{1,30}\s?=[^<>]{0,200})?\s?/?>"
    r"|<(?:v|lang)(?:\.[^\s<>]{0,99})?\s[^<>]{0,200}>|<[\d:]{4,9}[.,]\d{1,3}>|\{\\[^{}]{0,99}\}"
)
_STRUCK = re.compile(r"<s>(?:[^<]|<(?!/?s>)){0,2000}</s>")
_BREAK = re.compile(r"(?<!\\)\\[Nh]")
"""A line break or a hard blank of programs that edit subtitles."""
_NAMED = re.compile(r"(?:>>\s?|-\s)?([^\W\d_][\w .'’-]{0,40}):\s")
_SOUND = re.compile(r"[\[(♪*][^\])]{0,200}[\])♪*]|[\W_]+")
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

    Lines that a rolling caption repeats are read once; sounds in brackets are asides. A cue whose times
    cannot be read goes on with the one before it, struck-out text is left out; a warning says so.
    """
    decoded = decode(content)
    building = Building(limits.max_chars, limits.max_parts)
    speaker, ended, length, last = "", 0.0, 0, ""
    cues = _Cues(decoded.text)
    for cue in cues:
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
    return building.extracted(
        encoding=decoded.encoding, headless=True, warnings=(*decoded.warnings, *cues.warnings())
    )


@dataclass(slots=True)
class _Cues:
    """The cues of a transcript; comments, styles and the file's own head are no cues."""

    text: str
    struck: int = 0
    untimed: list[int] = field(default_factory=list)

    def warnings(self) -> Iterator[str]:
        """Yield what was left out or could not be read, after the cues were taken."""
        if self.untimed:
            count = len(self.untimed)
            yield (
                f"{'1 cue has' if count == 1 else f'{count} cues have'} no times that can be read (line "
                f"{self.untimed[0]}), so the time shown there is that of the cue before."
            )
        if self.struck:
            yield passages_struck(self.struck)

    def __iter__(self) -> Iterator[_Cue]:
        before: list[str] = []
        ended, timed = 0.0, False
        lines = self.text.splitlines()
        at = 0
        while at < len(lines):
            first = at
            times = _TIMES.match(lines[at][:200])
            at += 1
            if not times and not self._opens(lines, first, timed):
                continue
            if not times and not _ARROW.match(lines[first][:200]) and not lines[first].strip().isdigit():
                at = first  # text of its own, not the number or the times of a cue
            end = at
            while end < len(lines) and lines[end] and not _TIMES.match(lines[end][:200]):
                end += 1
            raw = lines[at:end]
            if end < len(lines) and lines[end] and raw and raw[-1].strip().isdigit():
                raw = raw[:-1]  # the number of the next cue, without a blank line before it
            at = end
            whole = "\n".join(raw)
            voice = _VOICE.search(whole)
            self.struck += len(_STRUCK.findall(whole))
            shown = _BREAK.sub(" ", _STRUCK.sub(" ", whole)).split("\n")
            spoken = [" ".join(unescape(_TAG.sub("", line)).split()) for line in shown]
            fresh = [line for line in spoken if line and line not in before]
            before = [line for line in spoken if line] or before
            start = ended
            if times:
                start, ended, timed = _seconds(times.groups()[:4]), _seconds(times.groups()[4:]), True
            elif any(spoken):
                self.untimed.append(first + 1)
            if fresh:
                name = " ".join(unescape(voice.group(1)).split()) if voice else None
                yield _Cue(start, ended, " ".join(fresh), name)

    def _opens(self, lines: Sequence[str], at: int, timed: bool) -> bool:
        """Tell whether a line without times opens a cue all the same.

        It stands where they should, or begins a block behind the first cue that has text and no times.
        """
        if _ARROW.match(lines[at][:200]):
            return True
        if not timed or not lines[at].strip() or lines[at - 1].strip() or _NO_CUE.match(lines[at]):
            return False
        below = lines[at + 1 : at + 2]
        return not (below and (_TIMES.match(below[0][:200]) or _ARROW.match(below[0][:200])))


def _seconds(part: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = part
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _named(text: str) -> str | None:
    found = _NAMED.match(text[:60])
    return found.group(1) if found else None
