"""Bytes to text, and the name of the codec that does it again."""

from __future__ import annotations

import codecs

from summarizer.errors import SourceError
from summarizer.languages import words
from summarizer.records import dataclass
from summarizer.text.language import likeliest
from summarizer.text.later import later

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC = (
    (b"%PDF-", "a PDF", "give it the suffix .pdf"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it, or give it its own suffix"),
    (b"\xd0\xcf\x11\xe0", "an old or locked Office file", "save it as .docx without a password"),
    (b"{\\rtf", "an RTF document", "give it its own suffix"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x89PNG\r\n", "a PNG image", "give its text instead"),
    (b"\xff\xd8\xff", "a JPEG image", "give its text instead"),
    (b"GIF8", "a GIF image", "give its text instead"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"SQLite format 3\x00", "a database", "export it as text"),
)

_FEW = 0.1
"""Share of NUL bytes below which a text is none of wide characters: those have a third of them."""
_SAMPLE = 1 << 16
"""Bytes that the guess of a legacy encoding may look at."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"


# Labels that mean another codec than their name says, after the WHATWG Encoding Standard.
_CODECS = {
    **dict.fromkeys(("ascii", "us-ascii", "latin1", "iso-8859-1", "iso8859-1", "windows-1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    "big5": "big5hkscs", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "macintosh": "mac_roman", "tis-620": "cp874",
}  # fmt: skip
_SINGLE_BYTE = later(r"(?:windows-|cp)(125\d|874|866)|iso-?8859-(\d\d?)")


def codec_of(label: str) -> str | None:
    """Return the codec that a file means by the label of its encoding, None where it is not known."""
    label = label.lower()
    if label in _CODECS:
        return _CODECS[label]
    if page := _SINGLE_BYTE.fullmatch(label):
        windows, iso = page.groups()
        name = f"cp{windows}" if windows else f"iso8859_{int(iso)}"
        return name if iso is None or int(iso) in (*range(2, 9), 10, 11, 13, 14, 15, 16) else None
    return None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the Python codec that gave it; a byte-order mark is no part of the text."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes, declared: str | None = None, *, strays: bool = False) -> Decoded:
    """Decode a file of any encoding; a few broken bytes become U+FFFD and are counted in a warning.

    In order: byte-order mark, UTF-16 or UTF-32 told by its zero bytes, UTF-8, the ``declared`` codec,
    UTF-8 with a few broken bytes, a guess. Line ends are kept as they are. ``strays`` admits a few NUL bytes
    in a text of single bytes, as in web pages. Raises `SourceError` where the bytes are no text.
    """
    for mark, codec in _BOMS:
        if content.startswith(mark) and (codec != "utf-32" or len(content) % 4 == 0):
            return _lenient(content, codec)
    _refuse_binary(content)
    if b"\0" in content and not (strays and content.count(b"\0") < _FEW * len(content)):
        return Decoded(*_wide(content))
    if declared == "iso2022_jp" and b"\x1b" in content:  # seven bits: looks like UTF-8
        return _lenient(content, declared)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    if declared:
        return _lenient(content, declared)
    if _mostly_utf8(content, first_bad):
        return _lenient(content, "utf-8")
    return _lenient(content, _guess(content, first_bad))


def _lenient(content: bytes, codec: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), codec)
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    genuine = content.count(b"\xef\xbf\xbd") if codec.startswith("utf-8") else 0
    count = text.count("\ufffd") - genuine
    broken = "1 broken character was" if count == 1 else f"{count} broken characters were"
    return Decoded(text, codec, (f"{broken} replaced by U+FFFD; save the file as UTF-8 to mend it.",))


def _refuse_binary(content: bytes) -> None:
    for magic, what, remedy in _MAGIC:
        if content.startswith(magic):
            raise SourceError(f"it is {what}, not a text file; {remedy}.")
    head = content[:_SAMPLE]
    if b"\0" not in head and len(head) - len(head.translate(None, _CONTROLS)) > 0.02 * len(head) + 2:
        raise SourceError("it is a binary file, not text; give a text, Markdown, HTML, PDF or DOCX file.")


def _wide(content: bytes) -> tuple[str, str]:
    """Return text and codec of UTF-16 or UTF-32 without a mark, told by which order gives real characters."""
    head = content[: _SAMPLE - _SAMPLE % 4]
    zeros = [head[at::4].count(0) for at in range(4)]
    # Zero bytes are the high halves of Latin characters, hence the order in which the two are tried.
    order = (
        ["utf-16-le", "utf-16-be"]
        if zeros[1] + zeros[3] >= zeros[0] + zeros[2]
        else ["utf-16-be", "utf-16-le"]
    )
    if 4 * max(zeros[0], zeros[3]) >= len(head) - 3:
        order = ["utf-32-le" if zeros[3] >= zeros[0] else "utf-32-be", *order]
    best: tuple[float, str, str] | None = None
    for codec in order:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        odd = sum(not (char.isprintable() or char.isspace()) for char in sample) / max(1, len(sample))
        if "\0" not in text and odd <= 0.02 and (best is None or odd < best[0]):
            best = odd, text, codec
    if best is None:
        raise SourceError("it holds NUL bytes, so it is a binary file, not text; save it as text in UTF-8.")
    return best[1], best[2]


def _mostly_utf8(content: bytes, first_bad: int) -> bool:
    """Tell whether the sound multi-byte characters around ``first_bad`` outweigh the broken bytes.

    In Western text of another encoding hardly any two bytes form such a character by chance; in a
    Chinese one many do, so where ASCII is rare the sound ones must prevail by far.
    """
    start = max(0, first_bad - 4 * _SAMPLE)
    sample = content[start : first_bad + 4 * _SAMPLE]
    if start:  # it may begin inside a character
        sample = sample.lstrip(bytes(range(0x80, 0xC0)))
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count("\ufffd") - sample.count(b"\xef\xbf\xbd")
    plain = len(text.encode("ascii", "ignore"))
    sound = len(text) - broken - plain
    return sound >= broken if plain > len(text) // 2 else sound >= 4 * broken


def _guess(content: bytes, first_bad: int) -> str:
    """Guess a legacy encoding from at most 64 KiB around the first byte that is no UTF-8."""
    start = content.rfind(b"\n", max(0, first_bad - _SAMPLE // 4), first_bad) + 1 or max(0, first_bad - 1000)
    sample = content[start : start + _SAMPLE]
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    guessed = best.encoding if best else "cp1252"
    letters = [char for char in str(best or "") if char > "\x7f" and char.isalpha()]
    if best and sum(char > "\u024f" for char in letters) > len(letters) // 2:
        return guessed
    # Latin letters: single-byte pages agree on most of them, so the language has to tell which it is.
    # Old DOS and Macintosh pages put letters where Windows has signs; there the guess stands.
    western = sample.decode("cp1252", "replace")
    if guessed.startswith(("cp4", "cp8", "mac")) and _strange(western) > _strange(str(best)):
        return guessed
    windows, iso = words(likeliest(western), "language.code_pages") or ("cp1252", "cp1252")
    page = windows if any(0x80 <= byte < 0xA0 for byte in sample) else iso
    return page if _decodes(content, page) or not _decodes(content, guessed) else guessed


def _strange(text: str) -> int:
    """Count the characters beyond ASCII that are no letter."""
    return sum(char > "\x7f" and not char.isalpha() for char in text)


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
