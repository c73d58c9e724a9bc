from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
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
    assert sentence.text == "The [pump](a.md) runs."
    assert sentence.cited == (sentence.span,)
    (plain,) = split(Document(id="S1", name="a.txt", text=text))
    assert plain.shown == plain.text
