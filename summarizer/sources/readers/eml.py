"""Mail: the text that its sender wrote; the headers are title, date and publisher, attachments are parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.heads import bare_subject

from .base import SUFFIXES, Building, Extracted, Part
from .decode import codec_of, decode
from .html_blocks import blocks
from .mail_text import add_plain

if TYPE_CHECKING:
    from email.message import Message

_LONGEST_HEADER = 8_000
"""Characters of a header that count; the parsers of addresses take too long on endless ones."""
_NAMED = 5
"""Recipients that are named before the rest is counted."""
_DAMAGED = "it is not a sound mail; open it in a mail program and save it again."
_NO_PARTS = "its parts cannot be told apart, so it is read as one text."
_TEXTS = ("text/plain", "text/html", "text/enriched", "text/markdown")
_NOT_READ = "it is an attachment of the type {}, which is not read; save it in a format that is."
# Where an HTML mail goes on with the mail that it answers, as the common programs mark it.
_BLOCKQUOTE = re.compile(r"<(/?)blockquote(?=[\s>])", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|td|tr|li|hr|blockquote)(?:\s[^<>]{0,600})?/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,600}>|^[^<>]{0,600}>")
_QUOTED_HTML = re.compile(
    r"<(?:div|blockquote|span)\s[^>]{0,300}?(?:gmail_quote|type=[\"']?cite|moz-cite-prefix|divRplyFwdMsg"
    r"|yahoo_quoted|OLK_SRC_BODY_SECTION|protonmail_quote)",
    re.IGNORECASE,
)


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the text parts of a mail, decoded; of alternatives the plain one, of HTML all visible blocks.

    Quoted replies, the signature and the headers of forwarded mails are asides. A place names each text
    part where there are several.
    """
    mail = parse(content)
    building, warnings = Building(limits.max_chars, limits.max_parts), list[str]()
    texts = [part for part in _parts(mail) if _is_text(part)]
    forwarded = not (mail.get("In-Reply-To") or mail.get("References"))
    for number, part in enumerate(texts, 1):
        if part.get_content_maintype() == "multipart":
            warnings.append(_NO_PARTS)
        try:
            decoded = decode(payload(part), codec_of(str(part.get_content_charset() or "")))
        except SourceError as error:
            warnings.append(f"part {number} cannot be read: {error}")
            continue
        warnings += decoded.warnings
        locator = f"part {number}" if len(texts) > 1 else None
        if part.get_content_type() == "text/html":
            _add_html(building, decoded.text, locator)
        else:
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            add_plain(building, decoded.text, locator, forwarded=forwarded, flowed=flowed)
    if not building.pieces:
        raise SourceError("the mail holds no text of its own; read its attachments, or leave it out.")
    return building.extracted(
        encoding=None,
        title=_subject(mail),
        publisher=_sender(mail),
        recipients=_recipients(mail),
        date=_sent(mail),
        warnings=tuple(warnings),
    )


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the attachments of a mail, forwarded mails among them, under their own names.

    One without a name is known by its number and its type. What the text shows is no attachment, and the
    report on a delivery no document.
    """
    for number, part in enumerate((p for p in _parts(parse(content)) if not _is_text(p)), 1):
        kind = part.get_content_type()
        name = part_name(_decoded(part.get_filename() or ""))
        if kind == "message/rfc822":
            inner = part.get_payload()
            whole = inner[0] if isinstance(inner, list) and inner else None
            if whole is not None and not isinstance(whole, str):
                yield Part(f"/{name or f'message {number}.eml'}", whole.as_bytes(), SUFFIXES[".eml"])
            continue
        suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
        known = next((format for format in SUFFIXES.values() if format.media_type == kind), None)
        name = name or f"part {number}"
        if suffix in SUFFIXES or (not suffix and known):
            yield Part(f"/{name}", payload(part), None if suffix else known)
        elif not part.get("Content-ID") and payload(part).strip():
            yield Part(f"/{name}", refusal=_NOT_READ.format(kind))


def parse(content: bytes) -> Message:
    """Parse a mail; headers are cut at 8,000 characters, so that no header takes long to understand."""
    from email.parser import BytesParser
    from email.policy import Compat32

    class Cut(Compat32):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:_LONGEST_HEADER]

    try:
        return BytesParser(policy=Cut()).parsebytes(content)
    except (RecursionError, ValueError, IndexError, TypeError) as error:
        raise SourceError(_DAMAGED) from error


def part_name(name: str) -> str:
    """Return the name of a part without folders above it; "" where nothing is left."""
    pieces = re.split(r"[/\\]", name)
    kept = [piece.strip() for piece in pieces if piece.strip() not in ("", ".", "..")]
    return "/".join(kept)[-300:].replace("\0", "")


def _parts(part: Message) -> Iterator[Message]:
    """Yield the leaves that a reader sees, in order: of alternatives the plain text, else the last."""
    waiting: list[Any] = [part]
    while waiting:
        part = waiting.pop()
        inner: Any = part.get_payload()
        if part.get_content_type() == "message/rfc822" or not isinstance(inner, list):
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting += [_best(inner)] if inner else []
        else:
            waiting += reversed(inner)


def _best(alternatives: list[Any]) -> Message:
    plain = (p for p in alternatives if p.get_content_type() == "text/plain" and payload(p).strip())
    found: Message = next(plain, alternatives[-1])
    return found


def _is_text(part: Message) -> bool:
    """Tell whether a leaf is text of the mail itself; of a multipart without a part, all that it holds is."""
    kind = part.get_content_type() in _TEXTS or part.get_content_maintype() == "multipart"
    return kind and not part.get_filename() and part.get_content_disposition() != "attachment"


def payload(part: Message) -> bytes:
    """Return the decoded bytes of a leaf, b"" where they cannot be decoded."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return b""
    return found if isinstance(found, bytes) else b""


def _add_html(building: Building, raw: str, locator: str | None) -> None:
    quoted = _QUOTED_HTML.search(raw)
    own = raw[: quoted.start()] if quoted else raw
    shown = blocks(own)
    quotes = list(_quotes(own))
    for at, block in enumerate(shown):
        inside = any(first <= block.runs[0].raw < last for first, last in quotes)
        below = shown[at + 1].runs[0].raw if at + 1 < len(shown) else 0
        opens = any(block.runs[-1].raw < first <= below < last for first, last in quotes)
        building.add(block.text, locator, aside="quoted reply" if inside or opens else None)
        locator = None
    if quoted:
        for block in blocks(raw[quoted.start() :]):
            building.add(block.text, aside="quoted reply")


def _quotes(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where a mail quotes another one, below a line with a date and a colon that says whose it is."""
    depth = first = 0
    for tag in _BLOCKQUOTE.finditer(raw):
        if tag.group(1):
            depth = max(0, depth - 1)
            if not depth and first:
                yield first, tag.start()
                first = 0
            continue
        if not depth:
            lines = map(str.strip, _BLOCK_TAG.split(raw[max(0, tag.start() - 600) : tag.start()]))
            above = _ANY_TAG.sub(" ", next(filter(None, reversed(list(lines))), "")).strip()
            told = above.endswith((":", "：")) and re.search(r"\d", above)
            first = tag.start() if told else 0
        depth += 1
    if first:
        yield first, len(raw)


# --- Headers ---------------------------------------------------------------------------------------------


def _decoded(value: Any) -> str:
    """Return a header as text on one line, its encoded words decoded."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(str(value))
    except (HeaderParseError, ValueError):
        return " ".join(str(value).split())
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            text += piece
        else:
            codec = codec_of(charset or "ascii") or "utf-8"
            text += piece.decode(codec, "replace")
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.split())


def _header(mail: Message, name: str) -> str:
    """Return a header as it was written; characters that were not encoded as they should be are read too."""
    written = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    if written.isascii():
        return written
    content = written.encode("utf-8", "surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _subject(mail: Message) -> str | None:
    return bare_subject(_decoded(_header(mail, "Subject"))) or None


def _sender(mail: Message) -> str | None:
    return next(iter(_people(mail, "From")), None)


def _recipients(mail: Message) -> str | None:
    """Return whom a mail is to; many are counted from some on."""
    people = _people(mail, "To")
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    return ", ".join(people[:_NAMED]) + more or None


def _people(mail: Message, header: str) -> list[str]:
    """Return the names in a header, of those who have none their addresses."""
    from email.utils import getaddresses

    try:
        found = getaddresses([_header(mail, header)[:1_000]])
    except (RecursionError, ValueError, IndexError, TypeError):
        return []
    named = [(_decoded(name).strip("\"' ") or _decoded(address))[:200] for name, address in found]
    return [name for name in named if name]


def _sent(mail: Message) -> date | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(mail.get("Date", ""))[:200]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
