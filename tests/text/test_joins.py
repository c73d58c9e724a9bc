from __future__ import annotations

import pytest

from summarizer.data import Document
from summarizer.text.segment import split


def sentences(text: str, language: str = "en") -> list[str]:
    return [s.text for s in split(Document(id="S1", name="t", text=text, language=language))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lindqvist et al. [2014] weighed the eels of four lakes.", "en"),
        ("Lindqvist et al. weighed the eels of four lakes.", "en"),
        ("Trucks pay at the max. allowed by the ferry.", "en"),
        ("The barn went to the Dept. of Roads and its men.", "en"),
        ("A hymn by the Rev. T. Marsh was sung twice.", "en"),
        ("They sell nets, ropes, etc. (prices were not given) on the quay.", "en"),
        ("Under art. 12 paintings of the state are free.", "en"),
        ("Const. art. 12 provides for it.", "en"),
        ("The mite was seen on 4. 8% of the bees and on 12. 1 % of the hives.", "en"),
        ("It weighs 40 lbs. and is made of oak.", "en"),
        ("Er schaffte im Sprint den 15. Platz und wurde gelobt.", "de"),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str, language: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("The eel was weighed. Its lake froze.", "en", 2),
        ("He came by train. (She had taken the boat.) Both were late.", "en", 3),
        ("We love modern art. 12 paintings were sold.", "en", 2),
        ("The plan failed in 2019. 30 men left the yard.", "en", 2),
        ("वह घर गया।उसने खाना खाया।", "hi", 2),
        ("وصل الوزير إلى المدينة.ثم غادر بعد ساعة.", "ar", 2),
        ("هل وصل الوزير؟لا أحد يعرف.", "ar", 2),
        ("彼は帰った。彼女は残った。", "ja", 2),
    ],
)
def test_a_sentence_ends_where_the_next_begins(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count
