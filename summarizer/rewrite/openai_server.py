"""A server that speaks the OpenAI protocol: Ollama, llama.cpp, vLLM and their like.

Only the host that the user named is asked: redirects, proxies and .netrc files are not followed.
"""

from __future__ import annotations

import ipaddress
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

import httpx

from summarizer.errors import OptionError, TracebriefError
from summarizer.limits import parse_json
from summarizer.records import dataclass

from .deadline import DeadlineTransport
from .events import STREAMED, BrokenStreamError, Events
from .model import Tick
from .offers import offered
from .options import SERVER, RewriteOptions
from .prompt import Request
from .turns import Turns

CONNECT = 10.0
"""Seconds to wait for the connection."""
DEADLINE = 120.0
"""Seconds in which an answer must be there whole, however steadily it drips, unless the user says else."""
PATIENCE = "TRACEBRIEF_SERVER_SECONDS"
"""Environment variable that may hold other seconds for the whole answer."""
BEAT = 0.2
"""Seconds between two looks whether the work is still wanted."""
TRIES = 3
"""Times that a busy server is asked."""
LETTERS, SPARE, THOUGHT = 2, 32, 4000
"""Letters of a quoted line for which a token may be written, tokens beside them, and those for a model that
thinks aloud first."""
LARGEST = 1_000_000
"""Bytes of the largest answer that is read."""
KEYS = ("TRACEBRIEF_API_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, the first that is set."""

_SAMPLING = {"temperature", "top_p", "presence_penalty", "frequency_penalty"}
_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)


class ServerError(TracebriefError, OSError):
    """Say that the server of the model does not answer as it should."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """The status and the content, the events of what was streamed, and the seconds that are asked to wait."""

    status: int
    content: bytes
    events: Events | None = None
    wait: float | None = None


@dataclass(frozen=True)
class OpenAIServer:
    """A model behind ``base`` (a URL that ends in ``/v1`` as a rule), asked with chat completions."""

    base: str
    model: str
    seed: int = 0
    parallel: int = 4
    key: str | None = None
    seconds: float = DEADLINE
    turns: Turns = field(default_factory=Turns, compare=False)

    @classmethod
    def of(cls, options: RewriteOptions) -> OpenAIServer:
        """Read ``openai:URL#model``; raise OptionError where it is not that."""
        base, _, model = options.model.removeprefix(SERVER).partition("#")
        remedy = "write openai:http://HOST:PORT/v1#MODEL"
        try:
            parts = urlsplit(base)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise OptionError(f"--rewrite {options.model}: {error}; {remedy}.") from error
        reached = parts.scheme in ("http", "https") and bool(host) and not parts.query
        if reached and not model and (found := offered(base.rstrip("/"))):
            raise OptionError(
                f"--rewrite {options.model} names no model; there {'is' if len(found) == 1 else 'are'} "
                f"{', '.join(found)}: {remedy}."
            )
        if not reached or not model:
            raise OptionError(f"--rewrite {options.model} is no server and model; {remedy}.")
        if parts.username or parts.password:
            raise OptionError(
                f"--rewrite: the address holds a password; put the key into ${KEYS[0]} instead."
            )
        key = next((value for name in KEYS if (value := os.environ.get(name))), None)
        if key and not (key.isascii() and key.isprintable() and key.strip() == key):
            raise OptionError(
                f"--rewrite: the key in ${' or $'.join(KEYS)} holds what no key holds (spaces at its ends, "
                "letters beyond ASCII); copy it anew."
            )
        if key and parts.scheme == "http" and not _is_local(host or ""):
            raise OptionError(
                f"--rewrite: the key would cross the network to {host} in clear; use https, "
                f"or unset {' and '.join(KEYS)}."
            )
        return cls(base.rstrip("/"), model, options.seed, options.jobs, key, _patience())

    @property
    def identity(self) -> str:
        """The address, the model and the seed."""
        return f"{SERVER}{self.base}#{self.model}|seed:{self.seed}"

    def answer(self, requests: Sequence[Request], tick: Tick) -> Iterator[tuple[int, str]]:
        """Ask for each line, a few at a time; raise ServerError where no answer comes.

        ``tick`` is called several times a second. What it raises ends the work at once: connections are
        closed, and no thread is waited for.
        """
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        client = httpx.Client(
            transport=DeadlineTransport(),
            headers=headers,
            timeout=httpx.Timeout(self.seconds, connect=CONNECT),
            follow_redirects=False,
            trust_env=False,
        )
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        answered: queue.SimpleQueue[tuple[int, str | BaseException]] = queue.SimpleQueue()
        for at in range(len(requests)):
            waiting.put(at)

        def work() -> None:
            while True:
                try:
                    at = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    answered.put((at, self._ask(client, requests[at])))
                except BaseException as error:  # it is raised again where it is waited for
                    answered.put((at, error))

        try:
            for _ in range(min(self.parallel, len(requests))):
                threading.Thread(target=work, daemon=True).start()
            done = 0
            while done < len(requests):
                tick()
                try:
                    at, answer = answered.get(timeout=BEAT)
                except queue.Empty:
                    continue
                if isinstance(answer, BaseException):
                    raise answer
                done += 1
                yield at, answer
        finally:
            with suppress(queue.Empty):
                while True:
                    waiting.get_nowait()
            client.close()

    def _ask(self, client: httpx.Client, request: Request) -> str:
        body = {
            "model": self.model,
            "messages": [{"role": role, "content": content} for role, content in request.messages],
            "seed": self.seed,
            "stream": True,
            "temperature": 0.0,
            **{name: value for name, value in request.decoding.items() if name in _SAMPLING},
        }
        if "stop" in request.decoding:
            body["stop"] = [request.decoding["stop"]]
        bound = len(request.quoted) // LETTERS + SPARE
        body["max_tokens"] = request.decoding.get("max_new_tokens", bound)
        ends = _never if request.several else _is_line
        answer = self._answer(client, body, ends)
        if not _THOUGHT.sub("", answer).strip() and "max_new_tokens" not in request.decoding:
            # It thinks aloud before it answers: that needs room.
            answer = self._answer(client, {**body, "max_tokens": bound + THOUGHT}, ends)
        return _THOUGHT.sub("", answer)

    def _answer(self, client: httpx.Client, body: dict[str, Any], ends: Callable[[str], bool]) -> str:
        for attempt in range(1, TRIES + 1):
            with self.turns.taken():
                reply = self._post(client, body, ends)
            if (events := reply.events) is not None:
                if events.finished or ends(events.text) or attempt == TRIES:
                    return events.text
                self.turns.alone = True
                continue
            if reply.status == 200:
                return _content(reply.content, self.base, self.model)
            if attempt == TRIES or reply.status not in (429, 500, 502, 503, 504):
                break
            time.sleep(reply.wait if reply.wait is not None else attempt)
        said = _message(reply.content) + self._remedy(reply.status)
        raise ServerError(f"{self.base} answers {reply.status} for the model {self.model}: {said}")

    def _remedy(self, status: int) -> str:
        if status in (401, 403):
            wants = "was refused" if self.key else "is missing: put it into " + KEYS[0]
            return f"; the key {wants}."
        return "; is the model there, and the address right?" if status == 404 else "."

    def _post(self, client: httpx.Client, body: dict[str, Any], enough: Callable[[str], bool]) -> _Reply:
        """Return what the server answers; what is streamed is read until it is ``enough``."""
        ends = time.monotonic() + self.seconds
        # Unpacked, a small answer may be a huge one: nothing packed is asked for.
        plain = {"Accept-Encoding": "identity"}
        try:
            with client.stream(
                "POST",
                f"{self.base}/chat/completions",
                json=body,
                headers=plain,
                extensions={"ends": ends},
            ) as response:
                if response.is_redirect:
                    target = response.headers.get("location", "")
                    raise ServerError(
                        f"{self.base} redirects to {target[:200]}, which is not followed; "
                        "give that address if you trust it."
                    )
                if response.headers.get("content-encoding", "identity").lower() != "identity":
                    raise ServerError(f"{self.base} sends a packed answer, which was not asked for.")
                streamed = response.status_code == 200 and response.headers.get(
                    "content-type", ""
                ).startswith(STREAMED)
                content, events = bytearray(), Events()
                for piece in response.iter_bytes():
                    content += piece
                    if time.monotonic() > ends:
                        raise self._late()
                    if len(content) > LARGEST:
                        raise ServerError(f"{self.base} sends more than {LARGEST:,} bytes for one line.")
                    if streamed:
                        events.feed(piece)
                        if events.ended or enough(events.text):
                            return _Reply(200, bytes(content), events)
                if streamed:
                    raise BrokenStreamError("it broke off in the middle")
                after = response.headers.get("retry-after", "")
                wait = min(float(after), 10.0) if after.isdecimal() else None
                return _Reply(response.status_code, bytes(content), wait=wait)
        except BrokenStreamError as error:
            raise ServerError(
                f"{self.base} gives no whole answer: {_message(str(error).encode())}."
            ) from error
        except httpx.TimeoutException as error:
            if time.monotonic() >= ends:
                raise self._late() from error
            raise ServerError(f"{self.base} did not take the connection in {CONNECT:g} seconds.") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            # UnicodeError, ValueError: a host that no name can be, a length that no answer has.
            raise ServerError(
                f"{self.base} cannot be reached ({error}); start the server or mend the address."
            ) from error

    def _late(self) -> ServerError:
        return ServerError(
            f"{self.base} sent no whole answer in {self.seconds:g} seconds; where it is only slow, put more "
            f"into ${PATIENCE}."
        )


def _is_line(text: str) -> bool:
    """Tell whether a text goes on behind a line that is no thought."""
    return "\n" in _THOUGHT.sub("", text).lstrip()


def _never(text: str) -> bool:
    """Tell that no text is enough before its end."""
    return False


def _patience() -> float:
    """Return the seconds in which an answer must be whole: what the user names, or 120."""
    given = os.environ.get(PATIENCE)
    try:
        seconds = float(given) if given else DEADLINE
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 86_400:
        raise OptionError(f"${PATIENCE} is {given!r}; give seconds between 1 and 86400.")
    return seconds


def _message(content: bytes) -> str:
    """Return what a server says is wrong, in one line."""
    said = content.decode("utf-8", "replace")
    try:
        error = parse_json(said)["error"]
        said = str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    return " ".join(said.split())[:200].rstrip(".") or "nothing more"


def _content(content: bytes, base: str, model: str) -> str:
    try:
        text = parse_json(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ServerError(
            f"{base} does not speak the OpenAI protocol: no choices[0].message.content."
        ) from error
    if text is None:
        return ""  # all of it was thought, which some servers keep apart
    if not isinstance(text, str):
        raise ServerError(f"{base} answers with something that is no text; is {model} a chat model?")
    return text


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
