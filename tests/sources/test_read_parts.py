"""Files that hold several documents: each is read by its own name, a bad one costs itself alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.load import load

SOUND = "The quay was closed on Monday and two boats lay idle.\n"
MAIL = "From: A B <a@b.example>\nSubject: Quay\nDate: Mon, 05 May 2014 09:12:00 +0200\n\n"


def zipped(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_documents_inside_have_the_name_of_their_file_and_their_own_hash(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped({"a.txt": SOUND, "b/c.txt": "Another boat sank on Friday."}))
    documents = load([path]).documents
    assert [one.name for one in documents] == ["pack.zip/a.txt", "pack.zip/b/c.txt"]
    assert [one.path for one in documents] == [f"{path}/a.txt", f"{path}/b/c.txt"]
    assert len({one.sha256 for one in documents}) == 2


def test_names_inside_lead_to_no_folder_above(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped({"../../etc/a.txt": SOUND, "C:\\b\\..\\c.txt": "A boat."}))
    assert [one.name for one in load([path]).documents] == ["pack.zip/etc/a.txt", "pack.zip/C:/b/c.txt"]


def test_a_damaged_part_costs_itself_and_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped({"a.txt": SOUND, "b.pdf": b"%PDF-nothing", "e.txt": ""}))
    pile = load([path])
    assert [one.name for one in pile.documents] == ["pack.zip/a.txt"]
    assert [warning.partition(": ")[0][-14:] for warning in pile.warnings] == [
        "pack.zip/b.pdf",
        "pack.zip/e.txt",
    ]


def test_an_archive_that_unfolds_without_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.txt": b" " * 30_000_000}))
    with pytest.raises(SourceError, match="would unfold to 30000000 bytes"):
        load([path])


def test_archives_in_archives_share_one_limit(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"The boat sank. " * 60_000})
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{number}.zip": inner + bytes([number]) for number in range(9)}))
    pile = load([path, tmp_path], Limits(max_expansion=2_000_000))
    assert len(pile.documents) == 1
    assert any("unfolds to more than 2000000 bytes" in warning for warning in pile.warnings)


def test_archives_are_opened_four_deep(tmp_path: Path) -> None:
    content = zipped({"a.txt": SOUND})
    for _ in range(6):
        content = zipped({"b.txt": SOUND + "And more.", "z.zip": content})
    (tmp_path / "deep.zip").write_bytes(content)
    pile = load([tmp_path])
    assert [one.name for one in pile.documents] == ["deep.zip/b.txt"]
    assert "is packed in 4 others" in pile.warnings[-1]


def test_parts_count_as_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "Boat {number} sank."}}\n' for number in range(9)))
    pile = load([tmp_path], Limits(max_files=5))
    assert len(pile.documents) == 4
    assert "only the first 5 files" in pile.warnings[-1]


def test_a_mailbox_of_many_messages_is_cut_where_they_begin(tmp_path: Path) -> None:
    message = "From a@b Mon May  5 09:12:00 2014\n" + MAIL + "From noon on boat {} lay idle.\n\n"
    (tmp_path / "a.mbox").write_text("".join(message.format(number) for number in range(50)))
    documents = load([tmp_path]).documents
    assert len(documents) == 50
    assert documents[7].text == "From noon on boat 7 lay idle."
    assert (documents[7].title, documents[7].publisher) == ("Quay", "A B")


def test_a_wire_document_in_a_file_of_another_suffix_is_told_by_its_tag(tmp_path: Path) -> None:
    wire = "<DOC><DOCNO>APW19981016.0240</DOCNO><TEXT>A boat sank.</TEXT></DOC>\n"
    (tmp_path / "wire.xml").write_text(wire + wire.replace("0240", "0241"))
    (tmp_path / "wire").write_text(wire.replace("boat", "ship"))
    documents = load([tmp_path / "wire.xml", tmp_path / "wire"]).documents
    assert [one.name for one in documents] == ["wire.xml#1", "wire.xml#2", "wire"]
    assert {str(one.date) for one in documents} == {"1998-10-16"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", "no field of text"),
        ('{"text": 3}', "no field of text"),
        ("[" * 100_000, "nested too deeply"),
        ("nothing", "is not JSON"),
    ],
)
def test_json_without_text_is_told(content: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(SourceError, match=reason):
        load([tmp_path / "a.json"])


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"?": SOUND, "a.txt": SOUND}).replace(b"?", b"\0"))
    assert [one.name for one in load([tmp_path]).documents] == ["a.zip/a.txt"]


def test_an_archive_names_what_it_holds_and_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped({"README": SOUND, "a.jpg": b"x", "b/c.exe": b"y", ".DS_Store": b"z"}))
    pile = load([path])
    assert [one.name for one in pile.documents] == ["pack.zip/README"]
    assert pile.warnings == (
        f"{path}: of the files in it these are of kinds that are not read: a.jpg, b/c.exe.",
    )


def test_a_part_packed_in_an_unread_way_costs_itself_alone(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", SOUND, zipfile.ZIP_DEFLATED)
        archive.writestr("b.txt", "Another boat sank on Friday.", zipfile.ZIP_BZIP2)
    path = tmp_path / "pack.zip"
    path.write_bytes(target.getvalue())
    pile = load([path])
    assert [one.name for one in pile.documents] == ["pack.zip/a.txt"]
    assert pile.warnings == (f"{path}/b.txt: its method of packing is not read; pack it anew as plain ZIP.",)
