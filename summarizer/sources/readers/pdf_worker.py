"""The process that reads PDF files for `pdf`, so that a hostile file can cost that process and nothing else.

A request is a line of JSON and the bytes of a file; the answers are lines of JSON: ``{"page": 7}`` before
each page, then ``{"reading": …}`` or ``{"error": …}``. Nothing that the parent runs comes back.
"""

from __future__ import annotations

import base64
import json
import marshal
import re
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

_MEMORY = 2_000_000_000
"""Bytes of address space that the process may have."""
_PASSWORD = 4
"""What PDFium says of a file that is locked."""
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary is looked for."""


class _RefusedError(Exception):
    """Say why the file is not read: the name of a sentence of `pdf`, and a number for it."""


def main() -> None:
    """Serve requests from standard input until it ends."""
    _bound("RLIMIT_AS", _MEMORY)
    asked, answer = sys.stdin.buffer, sys.stdout.buffer
    while line := asked.readline():
        request = json.loads(line)
        content = asked.read(request["size"])
        request["ends"] = time.process_time() + request["seconds"]
        _bound("RLIMIT_CPU", _whole(request["ends"]))

        def tell(value: dict[str, Any]) -> None:
            answer.write(json.dumps(value).encode() + b"\n")
            answer.flush()

        try:
            found: dict[str, Any] = {"reading": read(content, request, tell)}
        except _RefusedError as refused:
            found = {"error": refused.args[0], "value": refused.args[1]}
        except MemoryError:
            found = {"error": "memory", "value": 0}
        except Exception:  # a damaged file makes a reader fail in any way
            found = {"error": "damaged", "value": 0}
        tell({**found, "worked": time.process_time()})


def read(content: bytes, request: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Return what was read as plain values; pages in ``request["skip"]`` are left out as broken ones."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    from .pdf_text import assemble

    if _unfolded(content, request["max_expansion"]) > request["max_expansion"]:
        raise _RefusedError("expansion", request["max_expansion"])
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise _RefusedError("locked" if locked else "damaged", 0) from error
    count = len(document)
    if count < 1:
        raise _RefusedError("damaged", 0)
    if count > request["max_pages"]:
        raise _RefusedError("pages", count)
    form = None
    if pdfium.FPDF_GetFormType(document.raw) not in (0, -1):
        document.init_forms()
        form = document.formenv.raw if document.formenv else None
    packed, broken, empty, chars = [], [], [], 0
    for number in range(1, count + 1):
        tell({"page": number})
        if number in request["skip"]:
            broken.append(number)
            continue
        _bound("RLIMIT_CPU", _whole(min(request["ends"], time.process_time() + request["page_seconds"])))
        words = _words(document.raw, form, number - 1)
        if words is None:
            broken.append(number)
            if len(broken) > request["most_broken"]:
                raise _RefusedError("damaged", 0)
        elif not words:
            empty.append(number)
        else:
            chars += sum(len(word[0]) + 1 for word in words)
            if chars > request["max_chars"]:
                raise _RefusedError("chars", request["max_chars"])
            packed.append((number, marshal.dumps([tuple(word) for word in words])))
    title = document.get_metadata_value("Title")
    tell({"page": 0})
    _bound("RLIMIT_CPU", _whole(request["ends"]))
    reading = assemble(_unpacked(packed), frozenset(request["reference"]), request["caption"])
    return {**asdict(reading), "stated": title, "pages": count, "broken": broken, "empty": empty}


def _words(document: Any, form: Any, index: int) -> list[Any] | None:
    """Return the words of one page, None for a broken page."""
    from .pdf_glyphs import Page

    try:
        page = Page(document, form, index)
    except ValueError:
        return None
    try:
        return page.words()
    except (ValueError, UnicodeDecodeError):
        return None
    finally:
        page.close()


def _unpacked(packed: list[tuple[int, bytes]]) -> Iterator[tuple[int, list[Any]]]:
    from .pdf_glyphs import Word

    for number, words in packed:
        yield number, [Word(*word) for word in marshal.loads(words)]


def _unfolded(content: bytes, most: int) -> int:
    """Return how many bytes the streams unfold to, pictures apart, or a number above ``most``."""
    total = 0
    for found in _STREAM.finditer(content):
        dictionary = content[max(0, found.start() - _DICTIONARY) : found.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        end = content.find(b"endstream", found.end())
        if b"/Image" in dictionary or end < 0:
            continue
        data = content[found.end() : end]
        if b"ASCII85" in dictionary:
            data = _plain(data)
        total += _length(data, most - total) if b"/Fl" in dictionary else len(data)
        if total > most:
            break
    return total


def _plain(data: bytes) -> bytes:
    try:
        return base64.a85decode(data.strip().removesuffix(b"~>"))
    except ValueError:
        return data


def _length(data: bytes, most: int) -> int:
    """Return what compressed data unfold to, or a number above ``most``; no more than a megabyte is held."""
    unfold, length = zlib.decompressobj(), 0
    try:
        while data and not unfold.eof and length <= most:
            length += len(unfold.decompress(data, 1 << 20))
            data = unfold.unconsumed_tail
    except zlib.error:
        return length
    return length


def _whole(seconds: float) -> int:
    return int(seconds) + 1


def _bound(name: str, value: int) -> None:
    """Set a limit of the system on this process, where there is such a limit."""
    try:
        import resource

        number = getattr(resource, name)
        resource.setrlimit(number, (value, resource.getrlimit(number)[1]))
    except (ImportError, AttributeError, OSError, ValueError):
        return
