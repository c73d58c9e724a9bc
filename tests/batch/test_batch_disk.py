"""A batch on a disk that is full, that becomes read-only, and under a clock that goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarizer.batch import Plan, run_batch
from summarizer.errors import OutputError

Resize = Callable[[str], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Resize]]:
    """Give a disk of 64 kB and what mounts it anew with other options; needs root."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this user may not mount a disk")

    def resize(options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)

    try:
        yield place, resize
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "topics.jsonl"
    with path.open("w") as file:
        for number in range(20):
            text = f"The dam of town {number} broke on Monday. Water flooded {number + 2} villages.\n"
            topic = {"id": f"t{number}", "docs": [{"id": "a", "text": text}]}
            file.write(json.dumps(topic) + "\n")
    return path


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith((".tmp", ".new"))]


def test_a_disk_that_is_really_full_keeps_what_is_done_and_goes_on_with_more_room(
    disk: tuple[Path, Resize], source: Path, tmp_path: Path
) -> None:
    place, resize = disk
    out = place / "out"
    with pytest.raises(OutputError, match="no space left on device; free space") as caught:
        run_batch(Plan(source, out))
    assert str(caught.value).isprintable()
    assert left(out) == []
    kept = len((out / "journal.jsonl").read_text().splitlines())
    assert 0 < kept < 20
    resize("size=16m")
    report = run_batch(Plan(source, out))
    assert (report.kept, report.written, report.failed) == (kept, 20 - kept, 0)
    run_batch(Plan(source, tmp_path / "undisturbed"))
    for name in ("results.jsonl", "index.html"):
        assert (out / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()


def test_a_disk_that_became_read_only_is_one_sentence(disk: tuple[Path, Resize], source: Path) -> None:
    place, resize = disk
    resize("size=16m")
    run_batch(Plan(source, place / "out"))
    resize("ro")
    with pytest.raises(OutputError, match="read-only file system; free space"):
        run_batch(Plan(source, place / "out"))
    with pytest.raises(OutputError, match="read-only file system; free space, make it writable"):
        run_batch(Plan(source, place / "other"))


def test_a_clock_that_jumps_and_files_from_the_future_change_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run_batch(Plan(source, out))
    results = (out / "results.jsonl").read_bytes()
    for at in (0, 4_000_000_000):
        monkeypatch.setattr(time, "time", lambda at=at: float(at))
        for path in (source, *out.rglob("*")):
            os.utime(path, (at, at))
        report = run_batch(Plan(source, out))
        assert (report.kept, report.written) == (20, 0)
        assert (out / "results.jsonl").read_bytes() == results
    run_batch(Plan(source, out, fresh=True))
    assert (out / "results.jsonl").read_bytes() == results
    assert all(json.loads(row)["seconds"] >= 0 for row in (out / "timings.jsonl").open())
