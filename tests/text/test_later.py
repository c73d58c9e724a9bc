"""What is compiled when it is first used does what it would do at once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.later import later


@given(st.text("ab1 ", max_size=20))
def test_it_is_the_expression(text: str) -> None:
    rule = r"(?P<word>a+)b|\d"
    ours, theirs = later(rule, re.IGNORECASE), re.compile(rule, re.IGNORECASE)
    assert [found.span() for found in ours.finditer(text)] == [
        found.span() for found in theirs.finditer(text)
    ]
    assert ours.sub("x", text) == theirs.sub("x", text)
    assert (ours.search(text) is None) == (theirs.search(text) is None)
    assert (ours.pattern, ours.flags, ours.groupindex) == (theirs.pattern, theirs.flags, theirs.groupindex)


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = later("(")
    with pytest.raises(re.error):
        broken.search("")
    kept = later("a")
    assert kept.search is kept.search
