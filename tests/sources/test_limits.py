"""Limits on resources and hostile paths: each gives its sentence, and none of them the machine's end.

What a user sees is listed in docs/messages.md; `benchmarks/limits.py` measures the large cases.
"""

from __future__ import annotations

import errno
import io
import os
import resource
import socket
import stat
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from make_files import make_docx, with_body, word_xml

from benchmarks.fuzz.attacks.work import pdf as make_pdf
from summarizer.compose.entries import entries
from summarizer.errors import OutputError, SourceError
from summarizer.limits import Limits
from summarizer.output import write_atomically
from summarizer.pipeline import Options, summarize
from summarizer.selectors.budget import Budget
from summarizer.sources import load as loading
from summarizer.sources.load import document_from_text, load
from summarizer.sources.readers import apart, docx, html, pdf
from summarizer.tracing.draft import traced_brief

SOUND = "The dam broke on Monday and two villages were flooded.\n"


@contextmanager
def within(seconds: float, megabytes: int = 700) -> Iterator[None]:
    """Fail where the block takes more processor time, or makes the process grow by more."""
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - began < seconds
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < megabytes


def told(*paths: Path | str, limits: Limits | None = None) -> str:
    """Load paths of which none can be read; return the sentence that says why."""
    with pytest.raises(SourceError) as caught:
        load(paths, limits)
    message = str(caught.value)
    assert message.isprintable()
    assert message.endswith(".")
    return message


# --- Size ------------------------------------------------------------------------------------------------


def test_a_file_of_two_gigabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(2 << 30)
    with within(2, 100):
        assert "it has 2147483648 bytes or more, over the limit of 64000000" in told(large)


def test_a_file_that_grows_while_it_is_read_is_read_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = tmp_path / "growing.txt"
    growing.write_text("x" * 999)
    opened = os.open

    def open_and_grow(path: str, flags: int) -> int:
        handle = opened(path, flags)
        growing.write_text("x" * 5000)
        return handle

    monkeypatch.setattr(loading.os, "open", open_and_grow)
    assert "over the limit of 1000" in told(growing, limits=Limits(max_bytes=1000))


def test_a_file_that_shrinks_while_it_is_read_is_read_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shrinking = tmp_path / "shrinking.txt"
    shrinking.write_text(SOUND * 2)
    fstat = os.fstat

    def shrink(handle: int) -> os.stat_result:
        status = fstat(handle)
        os.truncate(shrinking, len(SOUND))
        return status

    monkeypatch.setattr(loading.os, "fstat", shrink)
    assert load([shrinking]).documents[0].text == SOUND


def test_a_pile_of_more_text_than_memory_can_brief_is_refused_with_where_it_ends(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name + SOUND)
    message = told(tmp_path, limits=Limits(max_total_chars=2 * len(SOUND) + 2))
    assert "the sources hold more than" in message
    assert "c.txt on;" in message
    assert "raise max_total_chars (--max-total-chars)" in message
    assert len(load([tmp_path], Limits(max_total_chars=3 * len(SOUND) + 3)).documents) == 3


def test_of_more_files_than_the_limit_the_first_are_read_and_the_rest_is_told(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text(f"{number} {SOUND}")
    pile = load([tmp_path], Limits(max_files=20))
    assert [document.name for document in pile.documents] == [f"{number}.txt" for number in range(20)]
    assert pile.warnings == ("only the first 20 files are read; raise max_files (--max-files) to read more.",)


# --- Formats ---------------------------------------------------------------------------------------------


def test_html_nested_a_hundred_thousand_deep_is_read() -> None:
    for opening, closing, depth in (
        ("<div>", "</div>", 100_000),
        ("<b>", "</b>", 30_000),
        ("<table><tr><td>", "</table>", 30_000),
        ("<ul><li>", "", 30_000),
    ):
        page = f"<p>{SOUND}</p>" + opening * depth + SOUND + closing * depth
        with within(20):
            assert "two villages" in html.read(page.encode(), Limits()).text


def simple_pdf(*objects: bytes) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(data), data)


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 5 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R%s>>" % FONT
TEXT = b"BT /F1 12 Tf (The dam broke.) Tj ET "
DRAWS_ITSELF = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + FONT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (simple_pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "not a sound PDF"),
        (simple_pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
         "not a sound PDF"),
        (simple_pdf(b"1 0 R"), "not a sound PDF"),
        (simple_pdf(CATALOG, PAGES, b"<</Type/Page/Parent 3 0 R/Contents 3 0 R>>"), "no text|not a sound"),
        (simple_pdf(CATALOG, b"<</Type/Pages/Kids[%s]/Count 6000>>" % (b"3 0 R " * 6000), PAGE, stream(TEXT)),
         "pages, more than 5000"),
    ],
    ids=["kids of themselves", "kids in a ring", "root of itself", "page of itself", "six thousand pages"],
)  # fmt: skip
def test_a_pdf_whose_objects_lead_back_to_themselves_is_told(content: bytes, reason: str) -> None:
    with within(20), pytest.raises(SourceError, match=reason):
        pdf.read(content, Limits())


def test_a_pdf_that_says_it_has_a_billion_pages_is_read_by_those_it_has() -> None:
    content = simple_pdf(CATALOG, PAGES.replace(b"/Count 1", b"/Count 999999999"), PAGE, stream(TEXT))
    with within(5):
        assert pdf.read(content, Limits()).text == "The dam broke."


def test_a_page_whose_form_draws_itself_without_end_costs_that_page() -> None:
    both = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    sound, plain = PAGE.replace(b"4 0 R", b"7 0 R"), stream(TEXT)
    content = simple_pdf(CATALOG, both, PAGE, stream(TEXT + b"/X Do"), DRAWS_ITSELF, sound, plain)
    began = time.monotonic()
    extracted = pdf.read(content, Limits())
    assert time.monotonic() - began < 20
    assert (extracted.text, extracted.places[0].page) == ("The dam broke.", 2)
    assert extracted.warnings == ("page 1 cannot be read; open the file in a PDF viewer and save it again.",)


def test_a_file_of_nothing_but_endless_pages_is_given_up_in_time() -> None:
    content = simple_pdf(CATALOG, PAGES, PAGE, stream(TEXT + b"/X Do"), DRAWS_ITSELF)
    began = time.monotonic()
    with pytest.raises(SourceError, match="too much time or memory"):
        pdf.read(content, Limits())
    assert time.monotonic() - began < 20


def test_a_pdf_of_streams_that_unfold_a_thousandfold_is_stopped_at_the_limit() -> None:
    bomb = stream(zlib.compress(b"q Q " * 5_000_000, 9), b"/Filter/FlateDecode")
    contents = PAGE.replace(b"4 0 R", b"[" + b"4 0 R " * 12 + b"]")
    with within(40, 1200), pytest.raises(SourceError, match=r"unfold|too much time or memory|no text"):
        pdf.read(simple_pdf(CATALOG, PAGES, contents, bomb), Limits())


def archive(members: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return target.getvalue()


def overlapping() -> bytes:
    """Return an archive whose directory names one compressed member five thousand times."""
    whole = archive([("word/document.xml", b" " * 5_000_000)])
    start = whole.index(b"PK\x01\x02")
    entry = whole[start : whole.index(b"PK\x05\x06")]
    count = 5_000
    end = b"PK\x05\x06" + b"\0" * 4 + count.to_bytes(2, "little") * 2
    end += (len(entry) * count).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    return whole[:start] + entry * count + end


LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
ENTITIES = f"<!DOCTYPE d [<!ENTITY a0 'ha'>{LAUGHS}]>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (with_body(b" " * 150_000_000), "unfold to"),
        (archive([(f"word/{n}.xml", b" " * 3_000_000) for n in range(100)]), "unfold to"),
        (overlapping(), "unfold to"),
        (archive([("word/document.xml", archive([("a.docx", b" " * 9_000_000)]))]), "not a sound DOCX"),
        (archive([(f"x/{n}", b"") for n in range(60_000)]), "not a sound DOCX"),
        (with_body(word_xml("<w:tbl><w:tr><w:tc>" * 20_000)), "not a sound DOCX"),
        (with_body(word_xml("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", ENTITIES)),
         "not a sound DOCX|no text"),
    ],
    ids=["ratio", "many", "overlapping", "nested", "sixty thousand entries", "deep", "entities"],
)  # fmt: skip
def test_a_word_file_made_to_unfold_is_refused_before_it_does(content: bytes, reason: str) -> None:
    with within(20), pytest.raises(SourceError, match=reason):
        docx.read(content, Limits())


def test_a_word_file_within_a_raised_limit_is_read() -> None:
    large = with_body(word_xml("<w:p><w:r><w:t>" + "The dam broke. " * 100_000 + "</w:t></w:r></w:p>"))
    assert len(docx.read(large, Limits()).text) > 1_000_000
    with pytest.raises(SourceError, match="raise max_expansion"):
        docx.read(large, replace(Limits(), max_expansion=1_000_000))


HOSTILE = (
    "40 \n",
    ", \t",
    "been 1",
    "x, ",
    "“",
    "1,",
    "U.S. ",
    "March ",
    "not ",
    "a@",
    "'s ",
    "Ada Byron ",
    "$1 ",
    "[1] ",
)


def test_sentences_made_to_defeat_patterns_are_briefed_and_traced_in_no_time() -> None:
    """More characters of each piece than a sentence may have."""
    lines = [SOUND.strip() + " " + piece * (4800 // len(piece)) + "x. Water rose.\n\n" for piece in HOSTILE]
    documents = [document_from_text("".join(lines) + str(at), id=f"S{at}") for at in (1, 2)]
    with within(40):
        note = summarize(documents, Options(budget=Budget("words", 60), selector="mmr", trim=True))
        assert note.lines
        draft = document_from_text("".join(lines[::4]), id="D")
        assert traced_brief(draft, documents).lines


# --- Paths -----------------------------------------------------------------------------------------------


def test_first_lines_made_to_look_like_datelines_are_read_in_no_time() -> None:
    lines = [f"Paris{' ' * 380}x ({number}" for number in range(12)]
    with within(2):
        assert document_from_text("\n".join(lines)).date is None


def test_a_socket_is_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may have 107 characters
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.txt")
        assert "no regular file but a device, pipe or socket" in told("a.txt")


def test_a_pipe_put_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SOUND)
    sound = path.stat()
    path.unlink()
    os.mkfifo(path)
    real = os.stat
    monkeypatch.setattr(loading.os, "stat", lambda p, **how: sound if str(p) == str(path) else real(p, **how))
    assert "no regular file" in told(path)


def test_folders_that_link_in_a_ring_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "b" / "x.txt").write_text(SOUND)
    assert [document.name for document in load([tmp_path]).documents] == ["x.txt"]
    assert len(load([str(tmp_path / "**" / "*.txt")]).documents) == 1


def test_a_folder_of_links_to_itself_is_searched_in_no_time(tmp_path: Path) -> None:
    """Each link doubles the paths at every level: forty levels are a million millions."""
    for name in ("a", "b", "c"):
        (tmp_path / name).symlink_to(tmp_path)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x.txt").write_text(SOUND)
    with within(5):
        assert len(load([str(tmp_path / "**" / "*.txt")]).documents) == 1
        assert len(load([tmp_path]).documents) == 1


def test_folders_nested_deeper_than_a_path_may_be_long_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    before, name = os.getcwd(), "d" * 200
    try:
        os.chdir(tmp_path)
        for _ in range(25):
            os.mkdir(name)
            os.chdir(name)
    finally:
        os.chdir(before)
    (tmp_path / "x.txt").write_text(SOUND)
    pile = load([tmp_path])
    assert [document.name for document in pile.documents] == ["x.txt"]
    assert "the system cannot read it (file name too long)" in pile.warnings[0]


def test_a_folder_that_may_not_be_read_costs_none_of_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(name + SOUND)
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith(f"{os.sep}b"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(path)

    monkeypatch.setattr(loading.os, "scandir", refuse)
    pile = load([tmp_path])
    assert [document.path[-7:] for document in pile.documents] == ["a/x.txt", "c/x.txt"]
    assert pile.warnings == (f"{tmp_path / 'b'}: it may not be read; give yourself the right to read it.",)


@pytest.mark.skipif(sys.platform != "linux", reason="names need not be UTF-8 on Linux only")
def test_messages_show_names_of_every_kind_and_are_printable(tmp_path: Path) -> None:
    for raw in (
        b"line\nbreak.txt",
        "\u202etxt.exe.txt".encode(),
        b"caf\xe9.txt",
        b"\x1b[2J.txt",
        b"'; rm -rf ~.txt",
    ):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
        path.write_text("")
        assert "the file is empty" in told(path)


# --- Disk ------------------------------------------------------------------------------------------------


def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(tmp_path: Path) -> None:
    """The system's own limit on the size of a file stands for the disk: writing fails in the middle."""
    note = tmp_path / "note.md"
    note.write_text("old")
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from summarizer.errors import OutputError\n"
        "from summarizer.output import write_atomically\n"
        "try:\n    write_atomically(sys.argv[1], b'x' * 1_000_000)\n"
        "except OutputError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, note], capture_output=True, text=True, check=True)
    assert "cannot be written: file too large" in done.stdout
    assert note.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["note.md"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_what_the_system_says_of_the_disk_is_in_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    remedy = "free space" if number in (errno.ENOSPC, errno.EDQUOT) else "make the folder"
    with pytest.raises(OutputError, match=f"{os.strerror(number).lower()}; {remedy}") as caught:
        write_atomically(tmp_path / "note.md", b"x")
    assert caught.value.__cause__ is not None
    assert list(tmp_path.iterdir()) == []


def test_piles_that_are_loaded_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{number} {SOUND}")
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(load([tmp_path]).documents))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [40] * 4


def test_a_note_file_is_private_to_no_one_but_as_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_atomically(tmp_path / "note.md", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "note.md").stat().st_mode) == 0o600


def test_make_docx_is_sound() -> None:
    assert docx.read(make_docx([SOUND]), Limits()).text == SOUND.strip()


# --- Work ------------------------------------------------------------------------------------------------


def test_a_word_file_of_a_quarter_of_a_million_paragraphs_is_refused(tmp_path: Path) -> None:
    """A small file unfolded to a million of them, and was read and briefed for a minute."""
    body = word_xml("<w:p><w:r><w:t>A mill burned.</w:t></w:r></w:p>" * 250_000)
    content = with_body(body, zipfile.ZIP_STORED)
    (tmp_path / "a.docx").write_bytes(content)
    with within(10):
        assert "more than 100000 paragraphs, rows or the like" in told(tmp_path / "a.docx")


@pytest.mark.parametrize("piece", ["a\n", "U.S. ", "Ab. ", "a\n\n", "x! y? "])
def test_a_text_of_nothing_but_ends_is_refused_at_once(piece: str, tmp_path: Path) -> None:
    """Abbreviations and lines by the hundred thousand took a minute."""
    (tmp_path / "a.txt").write_text(piece * (950_000 // len(piece)))
    with within(3):
        assert "a line break or a full stop in every 10 or less" in told(tmp_path / "a.txt")


def test_a_short_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ab. " * 1_000)
    assert load([tmp_path / "a.txt"]).documents


def test_documents_in_one_file_that_take_too_long_end_with_those_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pack of half a megabyte with four thousand pages took half a minute."""
    monkeypatch.setattr(loading, "_SECONDS", 0.0)
    monkeypatch.setattr(loading, "_SECONDS_PER_MEGABYTE", 0.0)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"The mill of town {number} burned down on Monday.")
    pile = load([tmp_path / "a.zip"])
    assert len(pile.documents) == 1
    assert "takes too much time to read; of the documents in it the first 1 are read" in pile.warnings[-1]


def test_a_page_of_many_megabytes_is_told_before_it_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>The mill burned.</p>" * 800_000)
    with within(2):
        assert "a page of more than 16000000 bytes" in told(tmp_path / "a.html")


@pytest.mark.slow
def test_a_pdf_file_in_an_archive_takes_no_more_time_than_that_has_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first was asked for all the time of a file by itself, whatever the clock of the archive said."""
    endless = make_pdf(b"BT /F1 12 Tf 72 720 Td " + b"(a) Tj " * 300_000 + b"ET", pages=9)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.pdf", endless)
        archive.writestr("2.pdf", endless + b"%")
    monkeypatch.setattr(loading, "_SECONDS", 1.0)
    before = apart.spent()
    assert "it takes too much time" in told(tmp_path / "a.zip")
    assert apart.spent() - before < 3.5  # the limit of a process counts whole seconds, and it has to start


def test_a_line_of_a_hundred_thousand_abbreviations_is_looked_through_once_for_dates() -> None:
    """It was searched for a digit from each of its characters to its end: minutes for 100 kB."""
    with within(2):
        assert entries(document_from_text("U.S. and the " * 12_000)) == ()
