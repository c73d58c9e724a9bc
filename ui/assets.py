"""Gradio's own scripts and styles, answered from memory: they are what the first screen waits for."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path

from .security import App, Receive, Scope, Send

PREFIX = "/assets/"
_FOREVER = b"public, max-age=31536000, immutable"
"""The names hold a digest of the content, so a browser need not ask again."""
_TYPES = {".js": "text/javascript", ".css": "text/css"}
"""Those that a browser insists on; what a system says of them differs."""


class Assets:
    """Middleware: answer for the files of Gradio's front end, each read and compressed once.

    Gradio itself opens, stats and compresses each of some sixty files for every page that is loaded.
    """

    def __init__(self, app: App, folder: Path) -> None:
        self._app, self._files = app, _files(folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is not one of the files."""
        path = str(scope.get("path", ""))
        known = scope["type"] == "http" and scope["method"] == "GET" and path.startswith(PREFIX)
        file = self._files.get(path[len(PREFIX) :]) if known else None
        if file is None:
            await self._app(scope, receive, send)
            return
        packs = _far(scope) and b"br" in dict(scope.get("headers", ())).get(b"accept-encoding", b"")
        body = _content(file, packs)
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", _FOREVER),
            (b"vary", b"accept-encoding"),
            *([(b"content-encoding", b"br")] if packs else []),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _files(folder: Path) -> dict[str, Path]:
    """Return the files by name; a name that is not among them is none of ours."""
    return {path.name: path for path in folder.glob("*.*")}


@lru_cache(maxsize=256)
def _content(file: Path, packed: bool) -> bytes:
    import brotli

    content = file.read_bytes()
    return brotli.compress(content, quality=5) if packed else content


def _far(scope: Scope) -> bool:
    # Within one machine, packing and unpacking costs more than carrying.
    return str((scope.get("client") or ("",))[0]) not in ("127.0.0.1", "::1")
