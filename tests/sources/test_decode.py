from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SourceError
from summarizer.sources.readers.decode import decode

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1)


@given(PLAIN.filter(lambda text: not text.startswith("\ufeff")))
@settings(max_examples=100)
def test_any_text_comes_back_from_utf8_with_and_without_a_mark(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == text


@given(PLAIN, st.sampled_from(["utf-16", "utf-32"]))
@settings(max_examples=100)
def test_any_text_comes_back_from_wide_encodings_with_a_mark(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    ["The ministry spoke.\r\nIt was late.\n", "Правительство, 5 марта.\nДа.", "国防部宣布。\n是的。\n"],
)
def test_wide_encodings_without_a_mark_are_told_by_their_zero_bytes(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)


@given(st.text(st.sampled_from("éèàçüöß“”’–€ abcdefgh,."), min_size=1))
@settings(max_examples=100)
def test_bytes_decode_again_with_the_codec_named(text: str) -> None:
    content = ("The café of the naïve girl’s brother, and so on. " + text).encode("cp1252")
    decoded = decode(content)
    assert content.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("The “Ministry” said on Friday that Armenia’s forces withdrew – it’s over.", "cp1252"),
        ("Le président a déclaré que l'été dernier, les élèves étaient fatigués.", "cp1252"),
        ("Die Bundesregierung hat über die Möglichkeit gesprochen, die Straße zu öffnen.", "cp1252"),
        ("Rząd ogłosił w piątek, że żołnierze zostaną wycofani. Łódź śpi.", "cp1250"),
        ("Rząd ogłosił w piątek, że żołnierze zostaną wycofani. Łódź śpi.", "iso8859_2"),
        ("Hükümet cuma günü askerlerin bölgeden çekileceğini açıkladı. Şiddetli yağış.", "cp1254"),
        ("Министерство обороны объявило в пятницу, что войска будут выведены.", "cp1251"),
        ("Министерство обороны объявило в пятницу, что войска будут выведены.", "koi8_r"),
        ("国防省は金曜日、軍隊がこの地域から撤退すると発表した。", "cp932"),
        ("国防部星期五宣布，军队将从该地区撤出。该协定将于明天生效。", "gb18030"),
        ("국방부는 금요일 군대가 이 지역에서 철수할 것이라고 발표했다.", "cp949"),
    ],
)
def test_legacy_encodings_are_guessed(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    decoded = decode("Café, déjà vu, “quoted”. ".encode() * 9 + b"\xff and \xc3( end")
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("\ufffd and \ufffd( end")
    assert decoded.warnings == (
        "2 broken characters were replaced by U+FFFD; save the file as UTF-8 to mend it.",
    )


def test_a_replacement_character_of_the_file_itself_is_not_counted() -> None:
    decoded = decode("A café \ufffd for déjà vu, ".encode() + b"\xff")
    assert decoded.warnings[0].startswith("1 broken character was")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"text with a \0 in it", bytes(range(256)) * 9,
     b"\xd0\xcf\x11\xe0\xa1\xb1", bytes(range(1, 32)) * 9],
)  # fmt: skip
def test_binary_content_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"^it (is|holds) [^.]*; [^.]*(\.docx[^.]*)?(\.pdf)?\.$"):
        decode(content)


def test_utf8_needs_no_detector() -> None:
    before = "charset_normalizer" in sys.modules
    decode("plain — text".encode())
    assert ("charset_normalizer" in sys.modules) == before
