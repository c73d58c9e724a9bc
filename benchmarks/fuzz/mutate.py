"""Mutations: what a fuzzer does to an input. Seeded; bytes in, bytes out.

Some work on any bytes; some know the structure of the format (a ZIP's members, a JSON tree), so that what
comes out is still read far enough to reach the code behind the parser.
"""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

LARGEST = 60_000
"""Bytes of the largest input: enough for what grows faster than its input to be seen."""

Mutator = Callable[[Random, bytes, Sequence[bytes]], bytes]

UNICODE = (
    "\u202e\u202d\u2066\u2069\u200f\u200b\u200d\u00ad\ufeff\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\x1f\x1a\x7f"
    "\u0130\u0131\ufb01\u1e9e\u00df\u01c5\u0345\u0301\u0300\u20dd\ufe0f\U0001f468\u200d\U0001f469\U0001f3fd"
    "\U000e0041\u0378\ufdd0\ufffe\U0010ffff\u3002\uff0e\u0661\u09e7\u00b2\u2460\U0001d7db\u05d0\u0627\u4e2d"
    "\uac00\u1100\u0e01\u0f0b\u1680\u2003\u3000\u2026\u201c\u201d\u2018\u2019\u00ab\u00bb\u2013\u2014\u00a0"
)
BROKEN = (b"\x00", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff", b"\xfe\xff", b"\xc0\x80", b"\xf4\x90\x80\x80",
          b"\xe2\x80", b"\x80", b"\x1b$B", b"\x1b[2J", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\x0c")  # fmt: skip
NUMBERS = (b"0", b"-1", b"1e999", b"9" * 30, b"9" * 5000, b"1.0", b"00", b"2147483648", b"18446744073709551616",
           b"NaN", b"-Infinity", b"0x10", b"1_000", b"\xd9\xa1", b"\xc2\xb2")  # fmt: skip
WORDS = tuple(
    part.encode()
    for part in (
        "The minister said on Monday that 40 people died. |He said |“We know,” |\n\n|. |? |! |… |: |; |, |A|a|"
        "U.S. |Mr. |No. |3.5 |$1.2 million |12 March 2021|March 3|yesterday|last Tuesday|5 years ago|2021-02-30|"
        "31/02/2020|at 12:61 p.m.|May|(Photo: AP)|READ MORE: |Advertisement|By Ada Byron|LONDON (Reuters) — |"
        "https://x.example/a?b=c#d|a@b.example|@someone|#tag|- |* |1. |[1]|[^1]: |> |``` |---\n|| a | b ||"
        "From: a\nTo: b\n\n|Title: |Date: |not |never |two thousand |1/2 |50% |–|—|-- |\\|'|\"|"
        "=SUM(A1)|../../x|/etc/passwd|CON|NUL.txt|${x}|{{ x }}|%s|%n|{0}|\t|    | \n \n"
    ).split("|")
)
MARKUP = tuple(
    part.encode()
    for part in (
        "<p>|</p>|<div>|</div>|<br>|<br/>|<table><tr><td>|</table>|<script>|</script>|<script>alert(1)</script>|"
        "<style>|</style>|<!--|-->|<!---->|<![CDATA[|]]>|<?xml version='1.0'?>|<!DOCTYPE html>|<svg/onload=x>|"
        "<img src=x onerror=alert(1)>|<a href='javascript:x'>|<template id=\"tracebrief-note\">|</template>|"
        "<textarea>|</textarea>|<title>|</title>|<plaintext>|<noscript>|<iframe>|<math><mtext>|<p hidden>|"
        "<p style='display:none'>|<meta charset=utf-16>|<meta charset=x>|<base href=x>|&amp;|&#0;|&#x110000;|"
        "&#55296;|&#99999999999999999999;|&notit;|&nbsp;|&|&#|&#x|&lt;script&gt;|<|>|\"|'|=|<p title=\"|<p a=b c='>|"
        "<h1>|</h1>|<li>|<pre>|</pre>|<td>|<html>|<body>|<head>|<article>|<time datetime=2020-13-45>|"
        "<meta property='article:published_time' content='9999-99-99'>|<script type='application/ld+json'>{\"|"
    ).split("|")
)
XML = tuple(
    part.encode()
    for part in (
        "<w:p>|</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|<w:t xml:space='preserve'>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|"
        "</w:tc>|<w:br/>|<w:tab/>|<w:del>|</w:del>|<w:ins>|</w:ins>|<w:sdt><w:sdtContent>|</w:sdtContent></w:sdt>|"
        "<w:txbxContent>|</w:txbxContent>|<w:rPr><w:vanish/></w:rPr>|<!DOCTYPE a [<!ENTITY b 'cc'>]>|&b;|&amp;|"
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>|&x;|<?xml version='1.0' encoding='utf-7'?>|<w:hyperlink>|<|>|\"|'"
    ).split("|")
)
PDF = tuple(
    part.encode()
    for part in (
        "obj|endobj|stream\n|endstream|xref|trailer|startxref|%%EOF|<<|>>|[|]|(|)|<|>|/|1 0 R|2 0 R|3 0 R|4 0 R|"
        "99 0 R|-1 0 R|/Kids [2 0 R]|/Kids [3 0 R 3 0 R 3 0 R]|/Parent 3 0 R|/Count 99999999|/Count -1|/Length 0|"
        "/Length 99999999|/Length 4 0 R|/Filter /FlateDecode|/Filter [/ASCIIHexDecode /ASCII85Decode /LZWDecode]|"
        "/Filter /RunLengthDecode|/Type /Page|/Type /Pages|/Type /ObjStm|/Type /XRef|/Prev 0|/Prev 99999|"
        "/Encrypt 1 0 R|/Root 1 0 R|/Size 0|/W [1 2 1]|/W [0 0 0]|/Index [0 99999999]|/Font|/ToUnicode 4 0 R|"
        "/Encoding /Identity-H|/DescendantFonts [5 0 R]|/Contents [4 0 R 4 0 R 4 0 R]|/Contents 2 0 R|/XObject|"
        "/Subtype /Form|/Resources 2 0 R|/MediaBox [0 0 0 0]|/MediaBox [NaN]|/Rotate 45|null|true|BT|ET|Tj|TJ|Tf|"
        "Td|Tm|T*|'|q|Q|cm|Do|BI|ID|EI|gs|/X0 Do|(a) Tj|[(a) -9999999 (b)] TJ|1e99 0 0 1e-99 0 0 Tm|"
        "beginbfchar|endbfchar|beginbfrange|endbfrange|<0000> <FFFF> <0000>|begincodespacerange|/Title (|/Names"
    ).split("|")
)
MAIL = tuple(
    part.encode()
    for part in (
        "From: |Subject: =?utf-8?q?=C3=A9?=|Date: Mon, 05 May 2014 09:12:00 +0200|\n\n|\r\n|--x1|--x1--|> |-- \n|"
        "Content-Type: multipart/mixed; boundary=x1|Content-Type: text/html|Content-Type: message/rfc822|"
        "Content-Transfer-Encoding: base64|Content-Transfer-Encoding: quoted-printable|; charset=utf-7|"
        "; charset=punycode|=3D|=\n|filename*=utf-8''a%00.txt|filename=../a.zip|In-Reply-To: <1>|From a@b Mon 09:12:00|"
        "-----Original Message-----|begin 644 a|(((((|=?x?b?|?=|:"
    ).split("|")
)

RTF = tuple(
    part.encode()
    for part in (
        "{\\rtf1|{|}|\\par |\\'80|\\u352?|\\u-1?|\\uc9|{\\*\\x |\\bin999 |{\\pict |\\ansicpg65001|\\fcharset128|\\cell |\\row |"
        '{\\field{\\*\\fldinst HYPERLINK "a"}{\\fldrslt |\\ucZ|\\\\|\\~'
    ).split("|")
)

CUES = tuple(
    part.encode()
    for part in (
        "WEBVTT|00:00:01.000 --> 00:00:02.000|99:99:99,999 --> 00:00:00,000|-->|<v A>|<v.|</v>|<i>|{\\an8}|[|]|♪|"
        "NOTE|STYLE|A: |>> |1\n|\n\n|&amp;|&#0;|<00:00:01.000>|:::|,"
    ).split("|")
)

CSV = tuple(
    part.encode()
    for part in (
        'id,paths|id|paths|words|references|query|,|;|\n|\r\n|"|""|,,,,|-5|0|nan|inf|1e999|9999999999999|a.txt|'
        "../a.txt|/a.txt|*.txt|**/*|[|[!]|./a|a.txt;a.txt|~|CON|con.txt|\x00|title|seed|language|xx|order|score|"
        "percent|chars|sentences|\ufeff|=cmd|\t"
    ).split("|")
)


def of_bytes(*dictionaries: Sequence[bytes]) -> Mutator:
    """Make the mutator of flat bytes that inserts words of ``dictionaries`` among other things."""
    words = tuple(word for each in dictionaries for word in each)

    def mutate(random: Random, content: bytes, others: Sequence[bytes]) -> bytes:
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 9))):
            content = random.choice(_STEPS)(random, content, others, words)[:LARGEST]
        return content

    return mutate


Step = Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]


def _range(random: Random, content: bytes) -> tuple[int, int]:
    start = random.randint(0, len(content))
    return start, min(len(content), start + random.choice((1, 2, 4, 16, 64, 256, 4096)))


def _delete(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _range(random, content)
    return content[:start] + content[end:]


def _repeat(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _range(random, content)
    piece = content[start:end]
    times = min(random.choice((1, 2, 10, 200, 5000)), LARGEST // max(1, len(piece)))
    return content[:end] + piece * times + content[end:]


def _move(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _range(random, content)
    rest = content[:start] + content[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + content[start:end] + rest[at:]


def _splice(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    other = random.choice(others) if others else content
    start, end = _range(random, other)
    at, until = _range(random, content)
    return content[:at] + other[start:end] + content[random.choice((at, until)) :]


def _cross(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    other = random.choice(others) if others else content
    return content[: random.randint(0, len(content))] + other[random.randint(0, len(other)) :]


def _insert(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(words) + content[at:]


def _insert_many(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(content))
    piece = b"".join(random.choice(words) for _ in range(random.randint(1, 4)))
    return content[:at] + piece * random.choice((1, 3, 50, 3000)) + content[at:]


def _nest(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    opening, closing = random.choice(((b"[", b"]"), (b"{\"a\":", b"}"), (b"(", b")"), (b"<div>", b"</div>"),
                                      (b"> ", b""), (b"<b>", b"</b>"), ("“".encode(), "”".encode()),
                                      (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>")))  # fmt: skip
    depth, (start, end) = random.choice((3, 50, 2000)), _range(random, content)
    return content[:start] + opening * depth + content[start:end] + closing * depth + content[end:]


def _special(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(content))
    piece = "".join(random.choices(UNICODE, k=random.choice((1, 1, 2, 8)))).encode("utf-8", "surrogatepass")
    return content[:at] + piece * random.choice((1, 1, 1, 400)) + content[at:]


def _break(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(BROKEN) + content[at + random.choice((0, 1)) :]


def _flip(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(random.choice((1, 1, 2, 8))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _number(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    found = [*re.finditer(rb"\d+", content)]
    if not found:
        return content + random.choice(NUMBERS)
    match = random.choice(found)
    return content[: match.start()] + random.choice(NUMBERS) + content[match.end() :]


def _recode(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    text = content.decode("utf-8", "replace")
    codec = random.choice(
        ("utf-16", "utf-16-le", "utf-32-be", "cp1252", "cp1251", "gb18030", "shift_jis", "utf-7")
    )
    return text.encode(codec, "replace")


def _truncate(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    return content[: random.randint(0, len(content))]


def _line_ends(random: Random, content: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    new = random.choice((b"\r\n", b"\r", b"\n\n", b" ", b"", "\u2028".encode(), b"\x0c", b"\x85"))
    return content.replace(random.choice((b"\n", b" ", b". ")), new)


_STEPS: tuple[Step, ...] = (
    _delete, _delete, _repeat, _move, _splice, _splice, _cross, _insert, _insert, _insert_many, _nest, _special,
    _special, _break, _flip, _number, _number, _recode, _truncate, _line_ends,
)  # fmt: skip


# --- Structures ------------------------------------------------------------------------------------------


def of_json(*dictionaries: Sequence[bytes]) -> Mutator:
    """Make the mutator of JSON documents: mostly one of their values is changed, at times their bytes."""
    flat = of_bytes(*dictionaries)

    def mutate(random: Random, content: bytes, others: Sequence[bytes]) -> bytes:
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            return flat(random, content, others)
        if random.random() < 0.15:
            return flat(random, content, others)
        for _ in range(random.choice((1, 1, 2, 4, 12))):
            data = _changed_tree(random, data, flat)
        text = json.dumps(data, ensure_ascii=random.random() < 0.5)
        return text.encode("utf-8", "surrogatepass")[: 4 * LARGEST]

    return mutate


def of_json_lines(*dictionaries: Sequence[bytes]) -> Mutator:
    """Make the mutator of JSONL files: a line's value, or the bytes of the whole."""
    tree, flat = of_json(*dictionaries), of_bytes(*dictionaries)

    def mutate(random: Random, content: bytes, others: Sequence[bytes]) -> bytes:
        lines = content.split(b"\n")
        if random.random() < 0.3:
            return flat(random, content, others)
        at = random.randrange(len(lines))
        lines[at] = tree(random, lines[at], [line for other in others[:5] for line in other.split(b"\n")])
        return b"\n".join(lines)[: 4 * LARGEST]

    return mutate


def _changed_tree(random: Random, data: Any, flat: Mutator) -> Any:
    places: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        node = waiting.pop()
        keys = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            places.append((node, key))
            waiting.append(node[key])
    if not places:
        return _value(random, data, flat)
    node, key = random.choice(places)
    kind = random.random()
    if kind < 0.7:
        node[key] = _value(random, node[key], flat)
    elif kind < 0.8:
        del node[key]
    elif isinstance(node, list):
        node.insert(key, random.choice(node))
    else:
        node[flat(random, key.encode("utf-8", "surrogatepass"), ()).decode("utf-8", "replace")[:300]] = node[
            key
        ]
    return data


def _value(random: Random, old: Any, flat: Mutator) -> Any:
    if isinstance(old, str) and random.random() < 0.8:
        new = flat(random, old.encode("utf-8", "surrogatepass"), ()).decode("utf-8", "replace")
        return new + "\ud800" if random.random() < 0.02 else new
    if isinstance(old, int) and random.random() < 0.7:
        return random.choice(
            (
                old + 1,
                old - 1,
                -old,
                0,
                10**9,
                2**63,
                10**40,
                -(10**9),
                old / 2 if abs(old) < 10**300 else 0.5,
            )
        )
    return random.choice(
        (
            None,
            True,
            False,
            0,
            -1,
            10**30,
            1e308,
            float("nan"),
            "",
            " ",
            "x" * 3000,
            [],
            {},
            [[]],
            {"a": {}},
            [old] * 3,
        )
    )


def of_zip(*dictionaries: Sequence[bytes]) -> Mutator:
    """Make the mutator of ZIP archives: mostly a member's content, at times names, methods or the raw bytes."""
    flat = of_bytes(*dictionaries)

    def mutate(random: Random, content: bytes, others: Sequence[bytes]) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = [(info.filename, archive.read(info)) for info in archive.infolist()[:40]]
        except Exception:  # a broken archive is mutated as bytes
            return flat(random, content, others)
        if not members or random.random() < 0.2:
            return flat(random, content, others)
        main = [at for at, (name, _) in enumerate(members) if "document.xml" in name or "customXml" in name]
        for _ in range(random.choice((1, 1, 2, 4))):
            at = random.choice(main) if main and random.random() < 0.8 else random.randrange(len(members))
            name, inner = members[at]
            if (kind := random.random()) < 0.9:
                members[at] = (name, flat(random, inner, ()))
            elif kind < 0.95:
                members.append(
                    (random.choice((name, f"../{name}", "", "/" + name, name * 9, "word/x.xml")), inner)
                )
            else:
                del members[at]
                main = []
            if not members:
                break
        return _zip(random, members)

    return mutate


def _zip(random: Random, members: Sequence[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    method = random.choice(
        (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2)
    )
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, inner in members:
            archive.writestr(zipfile.ZipInfo(name[:60000], (2020, 1, 1, 0, 0, 0)), inner, method)
    return target.getvalue()


_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def of_pdf(*dictionaries: Sequence[bytes]) -> Mutator:
    """Make the mutator of PDF files: their bytes, or what is inside one compressed stream."""
    flat = of_bytes(*dictionaries)

    def mutate(random: Random, content: bytes, others: Sequence[bytes]) -> bytes:
        streams = [*_STREAM.finditer(content)]
        if not streams or random.random() < 0.6:
            return flat(random, content, others)
        match = random.choice(streams)
        inner = match.group(1)
        try:
            changed = zlib.compress(flat(random, zlib.decompress(inner), ()))
        except zlib.error:
            changed = flat(random, inner, ())
        return content[: match.start(1)] + changed + b"\n" + content[match.end(1) :]

    return mutate
