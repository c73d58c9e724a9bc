"""An answer that is streamed: server-sent events of the OpenAI protocol → the text so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.limits import parse_json

STREAMED = "text/event-stream"
"""The media type of such an answer."""


class BrokenStreamError(ValueError):
    """Say what is wrong with a stream, or what it says is wrong: the message is for the user."""


@dataclass
class Events:
    """Collects ``text`` from pieces of a stream, cut anywhere; ``ended`` tells whether the server was done.

    It is ``finished`` where the server also says why: one that drops a request for another does not.
    What a model thinks aloud first, which some servers send apart, is no part of the text.
    """

    text: str = ""
    ended: bool = False
    finished: bool = False
    _left: bytearray = field(default_factory=bytearray)

    def feed(self, piece: bytes) -> None:
        """Take more bytes; raise BrokenStreamError for what is no event of the protocol."""
        self._left += piece
        *lines, rest = self._left.split(b"\n")
        self._left = bytearray(rest)
        for line in lines:
            name, _, value = line.strip().partition(b":")
            if name == b"data":
                self._take(bytes(value.strip()))

    def _take(self, data: bytes) -> None:
        if data == b"[DONE]":
            self.ended = True
            return
        try:
            event = parse_json(data)
            if error := event.get("error"):
                raise BrokenStreamError(str(error["message"] if isinstance(error, dict) else error))
            for choice in event["choices"][:1]:
                said = choice.get("delta", {}).get("content")
                self.text += "" if said is None else str(said)
                self.finished |= choice.get("finish_reason") is not None
            self.ended |= self.finished
        except BrokenStreamError:
            raise
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise BrokenStreamError("it sends events that are none of the OpenAI protocol") from error
