"""Start the page's server: private folder, worker processes, middleware, address."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import OptionError
from summarizer.limits import Limits

from . import security

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Serving:
    """How the page is served; see the options of ``tracebrief ui``."""

    host: str = "127.0.0.1"
    port: int = 7860
    auth: tuple[str, ...] = ()
    root_path: str = ""
    allow_host: tuple[str, ...] = ()
    rewrite: tuple[str, ...] = ()
    share: bool = False
    open_browser: bool = False
    workers: int = 0
    max_files: int = 200
    max_bytes: int = 20_000_000
    keep_in: str = ""

    def limits(self) -> Limits:
        """Return what may be read."""
        return Limits(max_bytes=self.max_bytes, max_files=self.max_files)

    def alone(self) -> bool:
        """Tell whether only who sits at this machine reaches the page, as far as its options say."""
        opened = self.auth or self.root_path or self.allow_host or self.share
        return self.host in LOOPBACK and not opened


def serve(serving: Serving) -> None:
    """Serve the page until interrupted. Raises OptionError for what cannot work."""
    users = security.credentials(serving.auth)
    if serving.share and not users:
        raise OptionError("--share opens the page to the world: give --auth NAME:PASSWORD too.")
    ended: list[int] = []

    def end(number: int, _frame: Any) -> None:
        ended.append(number)
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)  # ended by a service manager it cleans up too, as after Ctrl+C
    with tempfile.TemporaryDirectory(prefix="tracebrief-") as folder:
        security.prepare(Path(folder) / "uploads")
        with started(serving, Path(folder), users) as (page, address):
            if ended:  # while it started, in a finalizer, which no exception leaves
                return
            print(f"Tracebrief is at {address} (Ctrl+C ends it).", flush=True)
            for warning in warnings(serving):
                print(f"Warning: {warning}", file=sys.stderr)
            page.block_thread()


def warnings(serving: Serving) -> list[str]:
    """Return what whoever opens the page to others should know, a sentence each."""
    found = []
    if serving.share:
        found.append(
            "--share puts the page on the internet: whoever has the address may try to sign in, and all "
            "that is uploaded or shown passes through Gradio's servers. End it when you need it no longer."
        )
    if serving.host not in LOOPBACK and not serving.auth:
        found.append("anyone who reaches this address can use it; --auth asks for a name.")
    return found


@contextmanager
def started(serving: Serving, folder: Path, users: list[tuple[str, str]]) -> Iterator[tuple[Any, str]]:
    """Start the server and yield the page and its address; `security.prepare` must have been called."""
    from . import jobs

    jobs.warm_up()  # first: it goes on in a process of its own while this one imports Gradio
    from .app import build
    from .parts import warm_up
    from .rewriting import Models
    from .session import Sessions

    security.refuse_remote_files()
    threading.Thread(target=warm_up, daemon=True).start()
    sessions = Sessions(work_folder(serving, folder), serving.limits())
    workers = serving.workers or max(2, os.cpu_count() or 1)
    page = build(sessions, workers, Models.of(serving.rewrite, serving.alone()))
    page.queue(default_concurrency_limit=max(8, workers), max_size=200)
    try:
        yield page, _launch(page, serving, users)
    finally:
        page.close(verbose=False)
        sessions.close()


def work_folder(serving: Serving, temporary: Path) -> Path:
    """Return the folder of the sessions: one for each port, since a browser tells pages by their port.

    It is the user's own, so that the work of a session outlives the server. Raises OptionError.
    """
    from platformdirs import user_state_path

    if not serving.port and not serving.keep_in:  # a page that nobody finds again
        return temporary / "sessions"
    base = Path(serving.keep_in) if serving.keep_in else user_state_path("tracebrief") / "page"
    folder = base / str(serving.port)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OptionError(
            f"{folder} cannot hold the work of the page: {reason}; give --keep-in FOLDER."
        ) from None
    return folder


def _launch(page: Any, serving: Serving, users: list[tuple[str, str]]) -> str:
    """Start to listen; return the address."""
    import gradio
    from starlette.middleware import Middleware

    from .assets import Assets
    from .frame import put_around
    from .look import SIGN_IN, css, theme

    put_around(css())
    hosts = security.allowed_hosts(serving.host, serving.allow_host, serving.share)
    guard = Middleware(security.Guard, hosts=hosts, max_request=serving.max_bytes + 1_000_000)
    assets = Middleware(Assets, folder=Path(gradio.__file__).parent / "templates" / "frontend" / "assets")
    try:
        _, address, public = page.launch(
            server_name=serving.host,
            server_port=serving.port or _free_port(serving.host),
            auth=users or None,
            auth_message=SIGN_IN,
            root_path=serving.root_path or None,
            share=serving.share,
            inbrowser=serving.open_browser,
            prevent_thread_lock=True,
            quiet=True,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            ssr_mode=False,
            max_file_size=serving.max_bytes,
            app_kwargs={"middleware": [guard, assets], "openapi_url": None},
            theme=theme(),
            favicon_path=Path(__file__).parent / "static" / "favicon.svg",
        )
    except OSError:
        raise OptionError(
            f"nothing can listen on {serving.host}:{serving.port}, perhaps since it is taken; "
            "give another --port or --host."
        ) from None
    return str(public or address)


def _free_port(host: str) -> int:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
