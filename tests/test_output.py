"""Writing a file: all of it or nothing, and one sentence when it cannot be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from summarizer import output
from summarizer.errors import OutputError
from summarizer.output import shorten, write_atomically

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def test_long_text_is_cut_at_a_space() -> None:
    assert shorten("one two three four", 10) == "one two…"
    assert shorten("onetwothreefour", 10) == "onetwothre…"
    assert shorten("one two", 10) == "one two"


def test_a_new_file_holds_exactly_the_content_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_atomically(tmp_path / "note.md", b"one\r\ntwo\x00")
    assert (tmp_path / "note.md").read_bytes() == b"one\r\ntwo\x00"
    assert os.listdir(tmp_path) == ["note.md"]


def test_a_new_file_gets_the_permissions_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    write_atomically(tmp_path / "note.md", b"")
    assert (tmp_path / "note.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_that_was_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_atomically(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/note.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real/note.md")
    write_atomically(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real/note.md").read_bytes() == b"new"


def test_a_pipe_is_written_straight(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(tmp_path / "pipe", b"note")
        assert os.read(reader, 10) == b"note"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "no such" / "note.md", b"x")
    assert str(caught.value) == (
        f"The folder {tmp_path}/no such for note.md is missing; create it: mkdir -p '{tmp_path}/no such'."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"is a folder; name a file in it, such as .*note\.md\.$"):
        write_atomically(tmp_path, b"x")


def test_a_name_with_nul_is_refused_in_one_sentence() -> None:
    with pytest.raises(OutputError, match="is no file name"):
        write_atomically("a\0b", b"x")


def test_a_name_that_is_too_long_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: file name too long; make the folder"):
        write_atomically(tmp_path / ("n" * 300), b"x")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_a_read_only_folder_or_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="is write-protected"):
        write_atomically(path, b"new")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="cannot be written: permission denied; make the folder"):
            write_atomically(tmp_path / "other.md", b"x")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failure_on_the_way_leaves_the_old_file_and_no_other(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, step, fail)
    with pytest.raises(OutputError, match=r"note\.md cannot be written: no space left on device"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["note.md"]


def test_an_interrupt_on_the_way_leaves_nothing_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "note.md", b"x")
    assert os.listdir(tmp_path) == []
