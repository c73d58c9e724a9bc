from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_files import make_docx, make_pdf

from summarizer.errors import NothingToBriefError, SourceError
from summarizer.limits import Limits
from summarizer.sources.load import document_from_text, load, refusal

ROOT = Path(__file__).resolve().parents[2]
GOOD = "The troops left the city at noon.\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def only_warning(good: Path, bad: Path | str) -> str:
    """Load a bad path beside a good one: the good one is loaded, the bad one gives one clear sentence."""
    pile = load([bad, good])
    assert [document.name for document in pile.documents] == ["good.txt"]
    assert pile.documents[0].id == "S1"
    (warning,) = pile.warnings
    assert warning.endswith(".")
    assert ";" in warning
    assert warning.isprintable()
    return warning


def test_the_text_is_the_file_as_the_named_encoding_decodes_it(tmp_path: Path) -> None:
    for number, (content, name) in enumerate(
        [
            ("a\r\nü".encode("utf-8-sig"), "utf-8-sig"),
            ("a\r\nü\n".encode("utf-16"), "utf-16"),
            (b"a\rb\r\n", "utf-8"),
        ]
    ):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(content)
        document = load([path]).documents[0]
        assert document.encoding == name
        with path.open(encoding=document.encoding, newline="") as file:
            assert file.read() == document.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \r\n\t", "white space"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        ("nul.txt", b"some\0text", "NUL bytes"),
        ("report.txt", make_pdf(["x"]), "is a PDF"),
        ("broken.docx", b"PK\x03\x04 broken", "not a sound DOCX"),
        ("broken.pdf", b"%PDF-1.4 broken", "not a sound PDF"),
        ("locked.pdf", make_pdf(["x"], password="secret"), "password"),
        ("scan.pdf", make_pdf([""]), "OCR"),
        ("empty.html", b"<script>x</script>", "no visible text"),
        ("data.bin", bytes(range(1, 256)) * 9, "binary"),
    ],
)
def test_a_bad_file_gives_one_sentence_and_the_rest_is_read(
    good: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    warning = only_warning(good, tmp_path / name)
    assert reason in warning
    assert name in warning


def test_one_file_is_asked_alone_why_nothing_of_it_can_be_read(good: Path, tmp_path: Path) -> None:
    assert refusal(good) == ""
    blank = tmp_path / "blank.txt"
    blank.write_text("  \n")
    assert refusal(blank) == "the file holds only white space; leave it out or fill it."
    assert refusal(good, Limits(max_bytes=3)).startswith("it has 34 bytes or more")
    assert refusal(tmp_path / "gone.txt").startswith("there is no such file")


def test_a_missing_path_and_a_pattern_without_a_match_are_told(good: Path, tmp_path: Path) -> None:
    assert "no such file" in only_warning(good, tmp_path / "missing.txt")
    assert "matches no file" in only_warning(good, tmp_path / "missing*.txt")
    assert "no file that can be read" in only_warning(good, make_folder(tmp_path / "empty"))
    only_warning(good, "x" * 5000)
    only_warning(good, "nul\0byte")


def make_folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_links_to_nothing_and_loops_of_links_are_told(good: Path, tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert "link to a file that does not exist" in only_warning(good, tmp_path / "dangling.txt")
    assert "too many levels" in only_warning(good, tmp_path / "loop.txt")
    assert len(load([tmp_path]).warnings) == 2


def test_a_folder_that_links_to_itself_is_walked_once(good: Path, tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path)
    assert load([tmp_path]).warnings == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_devices_are_refused_without_waiting(good: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in only_warning(good, tmp_path / "pipe.txt")
    assert "no regular file" in only_warning(good, "/dev/zero")
    assert len(load([tmp_path]).documents) == 1


def test_an_unreadable_file_is_told(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "may not be read" in only_warning(good, path)


@pytest.mark.parametrize(
    "name", ["two words.txt", "line\nbreak.txt", "новости 新闻.txt", "\u202etxt.exe.txt", "[a].txt"]
)
def test_odd_names_are_read_and_shown_without_control_characters(
    good: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("Another text here.")
    assert load([tmp_path / name]).documents[0].name == name
    (tmp_path / name).write_text("")
    only_warning(good, tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="names need not be UTF-8 on Linux only")
def test_a_name_that_is_no_utf8_can_be_written_in_a_note(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(GOOD)
    document = load([tmp_path]).documents[0]
    assert document.name == "caf\\udce9.txt"
    document.path.encode("utf-8")


def test_folders_are_read_in_natural_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in (
        "b/page 10.txt",
        "b/page 9.txt",
        "a.md",
        "c.TXT",
        ".hidden.txt",
        "~$page 9.docx",
        "Thumbs.db",
        "desktop.ini",
        ".git/x.txt",
        "data.dat",
        "d.txt/e.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"This is {name}.")
    pile = load([tmp_path])
    assert [document.name for document in pile.documents] == [
        "a.md",
        "page 9.txt",
        "page 10.txt",
        "c.TXT",
        "e.txt",
    ]
    assert [document.id for document in pile.documents] == ["S1", "S2", "S3", "S4", "S5"]
    assert pile.warnings == (
        f"{tmp_path}: of the files in it these are of kinds that are not read: data.dat.",
    )


def test_a_readme_beside_other_files_is_passed_over_with_a_word_and_read_where_it_is_named(
    tmp_path: Path,
) -> None:
    for name in ("a.txt", "README.md", "b/Readme.txt", "b/data.dat", "readme.txt/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"This is {name}.")
    pile = load([tmp_path])
    assert [document.name for document in pile.documents] == ["a.txt", "Readme.txt", "c.md"]
    told = "it tells of the files beside it and is passed over; name it to have it read."
    assert f"{tmp_path / 'README.md'}: {told}" in pile.warnings
    named = load([tmp_path, tmp_path / "README.md"])
    assert [document.name for document in named.documents][-1] == "README.md"


def test_patterns_are_expanded_and_order_is_as_given(tmp_path: Path) -> None:
    for name in ("a1.txt", "a10.txt", "a2.txt", "z.txt"):
        (tmp_path / name).write_text(f"This is {name}.")
    pile = load([tmp_path / "z.txt", tmp_path / "a*.txt"])
    assert [document.name for document in pile.documents] == ["z.txt", "a1.txt", "a2.txt", "a10.txt"]


def test_the_same_file_or_content_is_read_once(good: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(GOOD)
    pile = load([good, good, tmp_path / "copy.txt"])
    assert len(pile.documents) == 1
    assert "same file as" in pile.warnings[0]
    assert "same content as" in pile.warnings[1]


def test_a_file_of_unknown_suffix_named_outright_is_read_by_its_content(tmp_path: Path) -> None:
    for name, content, kind in [
        ("README", b"Plain text it is.", "text/plain"),
        ("a.rst", b"Another plain text.", "text/plain"),
        ("b.dat", make_pdf(["A page."]), "application/pdf"),
        ("c", b"<!DOCTYPE html><p>A page.</p>", "text/html"),
        ("d", make_docx(["A paragraph."]), "wordprocessingml"),
    ]:
        (tmp_path / name).write_bytes(content)
        assert kind in load([tmp_path / name]).documents[0].media_type


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(GOOD.encode())))
    document = load(["-"]).documents[0]
    assert (document.text, document.name, document.path) == (GOOD, "standard input", "-")


def test_nothing_named_and_nothing_usable_are_errors_with_the_reasons(tmp_path: Path) -> None:
    with pytest.raises(NothingToBriefError, match="name at least one"):
        load([])
    with pytest.raises(SourceError, match=r"missing\.txt.*no such file"):
        load([tmp_path / "missing.txt"])
    with pytest.raises(SourceError, match=r"and 5 more\.$"):
        load([tmp_path / f"{number}.txt" for number in range(15)])


def test_limits_are_kept_and_named(good: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 100)
    with pytest.raises(SourceError, match="max_bytes"):
        load([tmp_path / "long.txt"], Limits(max_bytes=499))
    with pytest.raises(SourceError, match="max_chars"):
        load([tmp_path / "long.txt"], Limits(max_chars=499))
    assert load([tmp_path / "long.txt"], Limits(max_bytes=500, max_chars=500)).warnings == ()
    pile = load([tmp_path], Limits(max_files=1))
    assert len(pile.documents) == 1
    assert "max_files" in pile.warnings[0]
    with pytest.raises(ValueError, match="max_pages"):
        Limits(max_pages=0)


def test_a_file_with_a_few_broken_bytes_is_read_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Café déjà vu. ".encode() + b"\xff")
    pile = load([tmp_path / "a.txt"])
    assert pile.documents[0].text.endswith("\ufffd")
    assert pile.documents[0].warnings[0].startswith("1 broken character")
    assert pile.warnings[0].endswith(pile.documents[0].warnings[0])


def test_a_line_of_fifty_million_characters_is_read(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes(b"word " * 10_000_000)
    start = time.perf_counter()
    assert len(load([tmp_path / "line.txt"]).documents[0].text) == 50_000_000
    assert time.perf_counter() - start < 10


@pytest.mark.slow
def test_ten_thousand_small_files_are_read_quickly(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.txt").write_text(f"This is the text of the file {number}.")
    start = time.perf_counter()
    pile = load([tmp_path])
    assert time.perf_counter() - start < 30
    assert pile.documents[9_999].name == "9999.txt"
    assert pile.documents[9_999].id == "S10000"


def test_samples_are_loaded_without_heavy_imports() -> None:
    heavy = "('trafilatura', 'pypdfium2', 'docx', 'dateparser', 'charset_normalizer', 'lxml')"
    code = "import sys; from summarizer.sources.load import load; load(['seeds']); "
    code += f"print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_in_memory_becomes_a_document() -> None:
    document = document_from_text("Published 3 May 2020\n" + GOOD, name="note", publisher="The Paper")
    assert (document.id, document.name, document.language) == ("S1", "note", "en")
    assert document.date is not None
    assert document.date.isoformat() == "2020-05-03"
    assert document.publisher == "The Paper"


def test_lone_surrogates_are_refused_by_name() -> None:
    with pytest.raises(SourceError, match=r"note: character 3 is a lone surrogate \(U\+D800\)"):
        document_from_text("abc\ud800", name="note")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
@settings(max_examples=50, deadline=None)
def test_a_text_in_memory_is_never_altered(text: str) -> None:
    assert document_from_text(text, language="en").text == text


def test_notes_of_markdown_lean_on_the_passage_of_their_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "The dam leaks.[^1] It is old.[^x]\n\n[^1]: Since that year.\n[^x]: So is the mill.\n[^2]: Odd.\n"
    path.write_text(text)
    document = load([path]).documents[0]
    assert [document.text[: place.refers][-5:] for place in document.places] == ["eaks.", " old."]
    assert [document.text[place.start :][:5] for place in document.places] == ["[^1]:", "[^x]:"]
    assert [document.line(place.start) for place in document.places] == [3, 4]


def test_a_page_that_is_named_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("<!DOCTYPE html>\n<html><body><p>The dam broke.</p></body></html>")
    (tmp_path / "text.txt").write_text("The tag <html> begins a page.")
    first, second = load([tmp_path]).documents
    assert (first.text, first.media_type) == ("The dam broke.", "text/html")
    assert second.media_type == "text/plain"
