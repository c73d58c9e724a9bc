"""What the largest and most hostile inputs cost: ``python -m benchmarks.limits [CASE…]``.

Each case is briefed by the command line in a process of its own. The table says what came of it, in how
many seconds of processor time, and what the process took at most. The same cases, small, are in
tests/test_limits.py.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

SENTENCE = "The council of town {} said on Monday that {} houses were flooded after the dam broke.\n"
LIMIT = 360
"""Seconds of processor time after which a case is stopped."""


def two_gigabytes(folder: Path) -> None:
    """One file of 2 GB, of zeros that take no room on the disk."""
    with (folder / "large.txt").open("wb") as file:
        file.truncate(2 << 30)


def ten_million_sentences(folder: Path) -> None:
    """Ten million sentences in twenty files."""
    for number in range(20):
        with (folder / f"{number}.txt").open("w") as file:
            for block in range(500):
                start = (number * 500 + block) * 1000
                file.write("".join(SENTENCE.format(at, at % 977) for at in range(start, start + 1000)))


def hundred_thousand_files(folder: Path) -> None:
    """A hundred thousand files of one sentence each."""
    for number in range(100_000):
        inner = folder / str(number % 100)
        inner.mkdir(exist_ok=True)
        (inner / f"{number}.txt").write_text(SENTENCE.format(number, number % 977))


def deep_html(folder: Path) -> None:
    """A page of elements nested a hundred thousand deep."""
    for name in ("div", "b", "ul><li"):
        page = f"<{name}>" * 100_000 + SENTENCE.format(1, 2) + f"</{name}>" * 100_000
        (folder / f"{name[:2]}.html").write_text(page)


def pdf_bomb(folder: Path) -> None:
    """A PDF of one page whose content unfolds to 2.4 GB."""
    data = zlib.compress(b"q Q " * 15_000_000, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[%s]>>" % (b"4 0 R " * 40),
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data),
    )
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    (folder / "bomb.pdf").write_bytes(body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF")


def zip_bomb(folder: Path) -> None:
    """A Word file that unfolds to 1 GB."""
    with (
        zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(1000):
            member.write(b" " * 1_000_000)


def hostile_lines(folder: Path) -> None:
    """Lines of two megabytes made of what patterns go round in."""
    for number, piece in enumerate((" ", "!", "a.b", "1,", "“", "[1]", "A. ", " i '' / Getty Images", "- ")):
        (folder / f"{number}.txt").write_text(piece * (2_000_000 // len(piece)) + "x\n")


CASES: dict[str, Callable[[Path], None]] = {
    "two-gigabytes": two_gigabytes,
    "ten-million-sentences": ten_million_sentences,
    "hundred-thousand-files": hundred_thousand_files,
    "deep-html": deep_html,
    "pdf-bomb": pdf_bomb,
    "zip-bomb": zip_bomb,
    "hostile-lines": hostile_lines,
}


def measure(name: str) -> tuple[int, float, float, str]:
    """Brief a case; return exit code, seconds of processor time, megabytes at most, and what was said."""
    with tempfile.TemporaryDirectory(prefix="limits-") as place:
        folder = Path(place) / "pile"
        folder.mkdir()
        CASES[name](folder)
        command = [sys.executable, "-m", "summarizer", "brief", str(folder), "--words", "50", "-o", "note.md"]
        limited = ["prlimit", f"--cpu={LIMIT}", *command]
        with (Path(place) / "said").open("w+") as said:
            root = str(Path(__file__).resolve().parents[1])
            child = subprocess.Popen(
                limited, cwd=place, stderr=said, stdout=said, env={**os.environ, "PYTHONPATH": root}
            )
            _, status, used = os.wait4(child.pid, 0)
            said.seek(0)
            text = " ".join(said.read().replace(place, "…").split())
    seconds = used.ru_utime + used.ru_stime
    return os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss / 1024, text


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.limits", description=__doc__)
    given.add_argument("cases", nargs="*", choices=[[], *CASES], help="all by default")
    print("| case | exit | CPU seconds | MB | what is said |\n|---|---|---|---|---|")
    for name in given.parse_args().cases or CASES:
        code, seconds, megabytes, text = measure(name)
        shown = text if len(text) < 260 else text[:240] + " …"
        print(f"| {name} | {code} | {seconds:.1f} | {megabytes:.0f} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
