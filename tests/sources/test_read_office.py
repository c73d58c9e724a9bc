"""Slides, books, OpenDocument, RTF and saved pages: what a golden pair does not show."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.load import load
from summarizer.sources.readers import READERS, epub, odt, pptx, rtf, sniff

GOLDEN = Path(__file__).parent.parent / "golden"


def changed(path: Path, **members: bytes) -> bytes:
    """Return a zipped file with members replaced, told by a part of their names."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = next((new for part, new in members.items() if part in name), source.read(name))
            copy.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("name", ["xlsx", "pptx", "odt", "epub"])
def test_zipped_formats_unfold_within_bounds_and_are_told_by_their_content(name: str) -> None:
    (path,) = (one for one in (GOLDEN / name).iterdir() if one.suffix == f".{name}")
    content, reader = path.read_bytes(), READERS[name].read
    assert sniff(content) is READERS[name]
    assert reader is not None
    with pytest.raises(SourceError, match="would unfold to"):
        reader(content, Limits(max_expansion=100))
    with pytest.raises(SourceError, match=r"not a sound .*\.$"):
        reader(content[: len(content) // 2], Limits())


def test_a_damaged_chapter_costs_itself_alone() -> None:
    read = epub.read(changed(GOLDEN / "epub" / "tales.epub", two=b"\x00\x01\x02" * 99), Limits())
    assert "The weir was built" in read.text
    assert read.warnings[0].startswith("chapter 2 cannot be read")


def test_entities_in_zipped_xml_are_never_resolved() -> None:
    outside = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><body><p>One. &b;</p></body></a>'
    assert odt.read(changed(GOLDEN / "odt" / "lease.odt", content=outside), Limits()).text == "One."


def test_a_damaged_presentation_is_told() -> None:
    with pytest.raises(SourceError, match="not a sound PPTX"):
        pptx.read(changed(GOLDEN / "pptx" / "winter.pptx", presentation=b"<a"), Limits())


def test_rtf_is_told_from_what_only_has_its_suffix() -> None:
    with pytest.raises(SourceError, match="not a sound RTF"):
        rtf.read(b"A boat sank.", Limits())
    assert rtf.read(b"{\\rtf1 A boat sank." + b"{" * 20_000, Limits()).text == "A boat sank."


def test_a_saved_page_without_a_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_text("Content-Type: multipart/related; boundary=b\n\n--b\n\ntext\n--b--\n")
    with pytest.raises(SourceError, match="holds no page"):
        load([tmp_path / "a.mhtml"])
