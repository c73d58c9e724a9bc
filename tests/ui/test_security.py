"""The middleware, the options that open the page, and workers, without a browser."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import OptionError
from ui import jobs
from ui.security import LOGINS, Guard, allowed_hosts, credentials
from ui.serve import Serving, serve


async def _app(scope: Any, receive: Any, send: Any) -> None:
    while (message := await receive()).get("more_body"):
        assert message["type"] != "http.disconnect"
    if message["type"] == "http.disconnect":
        return
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-security-policy", b"*")]}
    )
    await send({"type": "http.response.body", "body": b""})


def ask(
    guard: Guard, host: str = "localhost", path: str = "/", body: tuple[bytes, ...] = (b"",), **more: Any
) -> Any:
    headers = [(b"host", host.encode()), *more.get("headers", [])]
    scope = {"type": "http", "method": more.get("method", "GET"), "path": path, "headers": headers}
    scope["client"] = ("127.0.0.1", 1)
    pieces = list(body)
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent[0] if sent else None


@pytest.mark.parametrize(
    ("host", "listening", "status"),
    [
        ("localhost:7860", "127.0.0.1", 200),
        ("127.0.0.1", "127.0.0.1", 200),
        ("[::1]:7860", "127.0.0.1", 200),
        ("LOCALHOST", "127.0.0.1", 200),
        ("evil.example", "127.0.0.1", 400),
        ("localhost.evil.example", "127.0.0.1", 400),
        ("", "127.0.0.1", 400),
        ("192.168.1.7:80", "127.0.0.1", 400),
        ("192.168.1.7:80", "0.0.0.0", 200),
        ("[fe80::1]:80", "0.0.0.0", 200),
        ("evil.example", "0.0.0.0", 400),
        ("briefs.example", "0.0.0.0", 200),
    ],
)
def test_only_known_hosts_are_answered(host: str, listening: str, status: int) -> None:
    guard = Guard(_app, allowed_hosts(listening, ("briefs.example",) if "briefs" in host else (), False), 100)
    assert ask(guard, host)["status"] == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program
        ({"origin": "http://localhost:7860"}, 200),
        ({"origin": "https://desk.example"}, 200),  # a proxy's name that was allowed
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://localhost:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_no_other_site_sends_anything(headers: dict[str, str], status: int) -> None:
    """A page of another site could fill the server's disk with files that its visitor never sees."""
    guard = Guard(_app, allowed_hosts("127.0.0.1", ("desk.example",), False), 100)
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert ask(guard, "localhost:7860", method="POST", headers=given)["status"] == status
    assert ask(guard, "localhost:7860", headers=given)["status"] == 200


def test_every_answer_has_one_policy_refusals_too() -> None:
    guard = Guard(_app, allowed_hosts("127.0.0.1", (), False), 100)
    for answer in (ask(guard), ask(guard, "evil.example")):
        found = [value for name, value in answer["headers"] if name == b"content-security-policy"]
        assert len(found) == 1
        assert found[0].startswith(b"default-src 'none'")


def test_a_request_over_the_limit_is_refused_whether_it_says_so_or_not() -> None:
    guard = Guard(_app, allowed_hosts("127.0.0.1", (), False), 100)
    assert ask(guard, headers=[(b"content-length", b"101")])["status"] == 413
    assert ask(guard, headers=[(b"content-length", b"-1")])["status"] == 413
    assert ask(guard, body=(b"x" * 60, b"x" * 60)) is None
    assert ask(guard, body=(b"x" * 60, b"x" * 40))["status"] == 200


def test_a_full_disk_is_told_and_any_other_fault_is_not_hidden() -> None:
    async def full(scope: Any, receive: Any, send: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    hosts = allowed_hosts("127.0.0.1", (), False)
    assert ask(Guard(full, hosts, 100))["status"] == 507
    with pytest.raises(OSError, match="Input/output"):
        ask(Guard(broken, hosts, 100))


def test_signing_in_is_slowed() -> None:
    guard = Guard(_app, allowed_hosts("127.0.0.1", (), False), 100)
    found = [ask(guard, path="/login", method="POST")["status"] for _ in range(LOGINS + 1)]
    assert found == [200] * LOGINS + [429]


def test_credentials_are_pairs_or_files_of_pairs(tmp_path: Path) -> None:
    (tmp_path / "users").write_text("bob:pass:word\n\n")
    assert credentials(("ann:x", f"@{tmp_path / 'users'}")) == [("ann", "x"), ("bob", "pass:word")]
    for bad in ("ann", "ann:", ":x", f"@{tmp_path / 'none'}"):
        with pytest.raises(OptionError):
            credentials((bad,))


def test_the_page_is_not_opened_to_the_world_without_a_password() -> None:
    with pytest.raises(OptionError, match="--auth"):
        serve(Serving(share=True))


def _echo(say: jobs.Say, value: int) -> int:
    say("thinking")
    return value + 1


def _endless(say: jobs.Say) -> None:
    say(str(os.getpid()))
    while True:
        pass


def _dies(say: jobs.Say) -> None:
    os._exit(3)


def _refuses(say: jobs.Say) -> None:
    raise OptionError("not so")


def _breaks(say: jobs.Say) -> None:
    raise KeyError("secret path")


async def _all(*what: Any) -> list[Any]:
    return [step async for step in jobs.run(*what)]


def test_a_worker_says_what_it_does_and_gives_its_result() -> None:
    assert asyncio.run(_all(_echo, 4)) == ["thinking", jobs.Done(5)]


def test_what_goes_wrong_in_a_worker_is_told_in_a_sentence() -> None:
    for task, kind, words in (
        (_refuses, OptionError, "not so"),
        (_breaks, jobs.WorkerError, "KeyError"),
        (_dies, jobs.WorkerError, "stopped without a result"),
    ):
        with pytest.raises(kind, match=words) as caught:
            asyncio.run(_all(task))
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize("how", ["close", "cancel"])
def test_a_worker_in_an_endless_loop_is_killed_at_once(how: str) -> None:
    async def stop() -> int:
        steps = jobs.run(_endless)
        pid = int(str(await anext(steps)))
        if how == "close":
            await steps.aclose()  # type: ignore[attr-defined]
        else:
            waiting = asyncio.ensure_future(anext(steps))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        return pid

    pid = asyncio.run(stop())
    began = time.perf_counter()
    while time.perf_counter() - began < 2:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.02)
    assert time.perf_counter() - began < 1


def test_a_worker_that_was_started_ahead_takes_the_next_task() -> None:
    jobs.prepare()
    for _ in range(200):
        if jobs._ahead:
            break
        time.sleep(0.05)
    ahead = jobs._ahead[0].process.pid
    assert asyncio.run(_all(_whoami)) == [jobs.Done(ahead)]
    assert asyncio.run(_all(_whoami)) != [jobs.Done(ahead)]


def test_a_worker_that_was_given_its_order_ahead_is_taken_for_that_run_alone() -> None:
    jobs.prepare((_echo, (4,)))
    for _ in range(200):
        if jobs._ahead and jobs._ahead[0].order:
            break
        time.sleep(0.05)
    (ahead,) = jobs._ahead
    assert asyncio.run(_all(_echo, 5)) == ["thinking", jobs.Done(6)]  # another run has a worker of its own
    assert jobs._ahead == [ahead]
    assert asyncio.run(_all(_echo, 4)) == ["thinking", jobs.Done(5)]
    assert jobs._ahead == []
    jobs.prepare((_endless, ()))
    for _ in range(200):
        if jobs._ahead:
            break
        time.sleep(0.05)
    (ahead,) = jobs._ahead
    jobs._forget(ahead)  # as when nobody comes for it
    ahead.process.join(5)
    assert not ahead.process.is_alive()


def _whoami(say: jobs.Say) -> int:
    return os.getpid()


def test_only_what_lasts_is_told_of_a_run() -> None:
    told = asyncio.run(_all(_hurries))
    assert told == ["begins", "lasts", jobs.Done(None)]


def _hurries(say: jobs.Say) -> None:
    for stage in ("begins", "is over at once", "is over as soon", "lasts"):
        say(stage)
    time.sleep(3 * jobs.LASTING)
