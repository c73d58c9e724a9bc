"""How much of a file an independent extractor reads that we do not, and the other way round.

    python -m benchmarks.words_kept FILE ... [--show 10]

One line a file: the share of the extractor's words that are in our text, the share of ours that are in its
text, and with ``--show`` the words that are missing. Words are counted: a word that stands twice there and
once here is missing once. A word that a line end breaks in two is one in both. What stands around the main
content of a page, and `tracebrief read` lists, is counted by itself, as left out. The extractors: `pdftotext`
of poppler for PDF, `pandoc` for DOCX, ODT, RTF and EPUB, the text that Chromium shows (with `playwright`,
scripts off, without what is shown for their sake) for HTML, and for the rest what the file itself holds
between its tags.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import html
import json
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from summarizer.errors import SourceError
from summarizer.sources.load import load

_WORD = re.compile(r"[^\W_]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_])")
# pdftotext gives a raised or lowered character as a plain one, without a sign before it.
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", "^_")


def _pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def _pandoc(path: Path) -> str:
    kind = {".xml": "jats", ".nxml": "jats"}.get(path.suffix.lower(), path.suffix[1:].lower())
    command = ["pandoc", "-f", kind, "-t", "plain", "--wrap=none", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _browser(path: Path) -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, offline=True)
        page = context.new_page()
        page.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith("file") else route.abort()
        )
        page.goto(path.resolve().as_uri(), wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('noscript').forEach(each => each.remove())")
        text = str(page.evaluate("document.body.innerText"))
        browser.close()
        return text


def _packed(path: Path, parts: str, element: str) -> str:
    """Return the text of the named elements in the parts of a zipped format."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(parts, name):
                content = archive.read(name).decode("utf-8", "replace")
                found += re.findall(rf"<{element}(?:\s[^>]*)?>([^<]*)</{element}>", content)
    return html.unescape("\n".join(found))


def _slides(path: Path) -> str:
    return _packed(path, r"ppt/(?:slides|notesSlides)/[^/]+\.xml", "a:t")


def _sheets(path: Path) -> str:
    return _packed(path, r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", "t")


def _mail(path: Path) -> str:
    content = path.read_bytes()
    mails = re.split(rb"(?m)^From .*\n", content)[1:] if path.suffix == ".mbox" else [content]
    found = []
    for mail in mails:
        message = email.message_from_bytes(mail, policy=email.policy.default)
        whole = [part for part in message.walk() if part.get_content_maintype() == "text"]
        plain = [part for part in whole if part.get_content_subtype() == "plain"]
        found += [_tags(str(part.get_content())) for part in plain or whole]
    return "\n".join(found)


def _tags(text: str) -> str:
    return html.unescape(re.sub(r"(?s)<(script|style|head).*?</\1>|<!--.*?-->|<[/!?a-zA-Z][^>]*>", " ", text))


def _itself(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return _tags(text) if path.suffix.lower() in (".xml", ".sgml", ".sgm") else text


def _values(path: Path) -> str:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts(each)

    text = path.read_text(encoding="utf-8")
    rows = (
        [json.loads(line) for line in text.splitlines() if line.strip()]
        if path.suffix == ".jsonl"
        else json.loads(text)
    )
    return "\n".join(texts(rows))


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    ".pdf": _pdftotext,
    **dict.fromkeys((".docx", ".odt", ".rtf", ".epub"), _pandoc),
    **dict.fromkeys((".html", ".htm"), _browser),
    **dict.fromkeys((".eml", ".mbox", ".mhtml"), _mail),
    **dict.fromkeys((".txt", ".md", ".csv", ".tsv", ".srt", ".vtt", ".xml", ".sgml"), _itself),
    **dict.fromkeys((".json", ".jsonl"), _values),
    ".pptx": _slides,
    ".xlsx": _sheets,
}
"""Who reads a file independently of us, by suffix."""


def words(text: str) -> Counter[str]:
    """Count the words of a text, case and ligatures folded, broken words joined."""
    joined = _BROKEN.sub("", text.translate(_PLAIN))
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", joined).casefold()))


def compare(theirs: Counter[str], ours: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return their words that we lack, and ours that they lack; a word cut into pieces is not lacking."""
    lacking, added = theirs - ours, ours - theirs
    for wholes, parts in ((lacking, added), (added, lacking)):
        for word in [word for word in wholes if len(word) > 2]:
            while wholes[word] > 0 and (cut := _cut(word, parts)):
                wholes[word] -= 1
                parts.subtract(cut)
    return +lacking, +added


def _cut(word: str, parts: Counter[str]) -> tuple[str, ...]:
    """Return pieces that make up the word, () where there are none."""
    for end in range(len(word) - 1, 0, -1):
        if parts[word[:end]] > 0:
            rest = word[end:]
            if parts[rest] > 0 + (rest == word[:end]):
                return word[:end], rest
            if len(rest) > 1 and (more := _cut(rest, parts)):
                return word[:end], *more
    return ()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="words to show of those that are missing")
    arguments = parser.parse_args()
    print("| file | words | here | left out, and said | of ours there | seconds |\n|---|---|---|---|---|---|")
    for path in arguments.files:
        if path.suffix.lower() not in EXTRACTORS:
            print(f"{path}: no extractor is known for {path.suffix}.", file=sys.stderr)
            continue
        try:
            theirs = words(EXTRACTORS[path.suffix.lower()](path))
        except (OSError, ValueError, subprocess.CalledProcessError, ImportError) as error:
            print(f"{path}: its extractor cannot be had: {error}", file=sys.stderr)
            continue
        began = time.perf_counter()
        try:
            documents = load([path]).documents
            text = "\n".join(document.text for document in documents)
        except SourceError as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - began
        ours = words(text)
        lacking, added = compare(theirs, ours)
        if path.suffix.lower() in (".xml", ".mhtml"):  # their titles stand apart from their texts
            lacking -= words("\n".join(document.title or "" for document in documents))
        around = words("\n".join(left.text for document in documents for left in document.left_out))
        told = lacking.total()
        lacking, _ = compare(lacking, around)
        said = (told - lacking.total()) / max(theirs.total(), 1)
        here = 1 - lacking.total() / max(theirs.total(), 1)
        there = 1 - added.total() / max(ours.total(), 1)
        row = (
            path.name,
            theirs.total(),
            f"{here - said:.2%}",
            f"{said:.2%}",
            f"{there:.2%}",
            f"{seconds:.2f}",
        )
        print("| " + " | ".join(map(str, row)) + " |")
        if arguments.show:
            print(f"    missing here: {dict(lacking.most_common(arguments.show))}")
            print(f"    missing there: {dict(added.most_common(arguments.show))}")


if __name__ == "__main__":
    main()
