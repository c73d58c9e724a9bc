"""How the page is opened to others: never unasked, and not without being told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.serve import Serving, warnings

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys, tempfile
from pathlib import Path
from ui import security
folder = Path(tempfile.mkdtemp(dir=sys.argv[1]))
security.prepare(folder / "uploads")
from gradio import networking
opened = []
def tunnel(*_, **how):
    opened.append(how)
    return "https://watched.gradio.live"
networking.setup_tunnel = tunnel
from ui.serve import Serving, started
users = [("ann", "secret")]
for share in (False, True):
    with started(Serving(port=0, share=share), folder, users) as (page, address):
        print("tunnels", len(opened), address)
"""


def test_a_tunnel_is_opened_only_when_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("gradio")
    # What would make Gradio share the page by itself is set.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GRADIO_SHARE": "True"}
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    own, shared = (line for line in done.stdout.splitlines() if line.startswith("tunnels"))
    assert own.startswith("tunnels 0 http://127.0.0.1")
    assert shared == "tunnels 1 https://watched.gradio.live"


def test_opening_the_page_is_warned_of() -> None:
    assert warnings(Serving()) == []
    assert warnings(Serving(auth=("ann:secret",))) == []
    (shared,) = warnings(Serving(share=True, auth=("ann:secret",)))
    assert "on the internet" in shared
    assert "Gradio's servers" in shared
    (network,) = warnings(Serving(host="0.0.0.0"))
    assert "--auth" in network
    assert warnings(Serving(host="0.0.0.0", auth=("ann:secret",))) == []


ENDED = """
import os, signal
from contextlib import contextmanager
from ui import serve
class Finalized:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
class Page:
    def block_thread(self):
        print("serving")
@contextmanager
def started(*_):
    Finalized()
    yield Page(), "http://127.0.0.1:1/"
    print("cleaned up")
serve.started = started
serve.serve(serve.Serving())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_server_that_is_ended_while_it_starts_does_not_serve() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", ENDED], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "cleaned up\n"
