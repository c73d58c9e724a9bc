from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.content.boilerplate import mark
from summarizer.data import Document
from summarizer.sources.load import load
from summarizer.text.markup import kept
from summarizer.text.segment import split


def shown(text: str) -> str:
    return "".join(text[start:end] for start, end in kept(text) or ((0, len(text)),))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("See the [harbour plan](docs/plan_2.md) at *low* tide.", "See the harbour plan at low tide."),
        ("See the [**old** plan](<a b.md> \"Plan\") and [that][2].", "See the old plan and that."),
        ("A [wiki](https://x.example/Lock_(canal)) page.", "A wiki page."),
        ("Turn <kbd>On</kbd> the pump<br/> now.", "Turn On the pump now."),
        ("Mail <ann@x.example> or see <https://x.example/a_b_c>.", "Mail ann@x.example or see https://x.example/a_b_c."),
        ("Run `pump(a)[b](c) __x__` first.", "Run pump(a)[b](c) __x__ first."),
        ("It costs ~~five~~ six crowns.[^2]", "It costs  six crowns."),
        ("[^2]: It costs 10^6^ crowns, x^2 and H~2~O.", "It costs 10^6 crowns, x^2 and H2O."),
        ("Burn 10<sup>6</sup> t of H<sub>2</sub>O.<sup>2</sup>", "Burn 10<sup>6</sup> t of H2O."),
        ("The dam report {#dam}", "The dam report"),
        ("![A crane](crane.png) The crane fell.", " The crane fell."),
        (r"Five \* six is 30 \[sic\].", "Five * six is 30 [sic]."),
        ("The pump_on_off flag is 3 * 4 * 5 < 61.", "The pump_on_off flag is 3 * 4 * 5 < 61."),
        ("He wrote [1] and List<String> down.", "He wrote [1] and List<String> down."),
        ("__Never__ open _both_ gates.", "Never open both gates."),
    ],
)  # fmt: skip
def test_a_reader_sees_the_words_and_not_the_signs(text: str, seen: str) -> None:
    assert shown(text).split() == seen.split()


@given(st.text(st.sampled_from("ab [](){}*_`<>~\\!#/\"'.:\n"), max_size=80))
def test_what_is_kept_is_in_order_and_stands_in_the_text(text: str) -> None:
    at = 0
    for start, end in kept(text):
        assert at <= start < end <= len(text)
        at = end


def test_a_sentence_of_markdown_is_shown_without_signs_and_cited_with_them() -> None:
    text = "The [pump](a.md) runs.\n"
    (sentence,) = split(Document(id="S1", name="a.md", text=text, media_type="text/markdown"))
    assert sentence.shown == "The pump runs."
    assert sentence.document.quote(sentence.span) == "The [pump](a.md) runs."
    assert sentence.cited == (sentence.span,)
    (plain,) = split(Document(id="S1", name="a.txt", text=text))
    assert plain.shown == plain.text


def test_a_sentence_of_markdown_is_read_without_signs_at_its_own_places() -> None:
    text = "The fire killed ~~30~~ **40** people.\n"
    (sentence,) = split(Document(id="S1", name="a.md", text=text, media_type="text/markdown"))
    assert sentence.text.split() == ["The", "fire", "killed", "40", "people."]
    assert sentence.text.index("40") == text.index("40")
    assert len(sentence.text) == len(sentence.span)


def test_what_is_struck_out_as_a_whole_is_no_content_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("~~The mill burned.~~\n\nIt is whole, the mayor said.\n", encoding="utf-8")
    (document,) = load([tmp_path / "a.md"]).documents
    assert [sentence.skip for sentence in mark(split(document))] == ["struck out", None]
    assert document.warnings == ("1 passage is struck out, and left out.",)
