"""What several passages say of one thing, taken together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.statements.finding import unopposed


@given(found=st.lists(st.sampled_from((True, False, None))), which=st.booleans())
def test_some_say_it_and_none_the_contrary(found: list[bool | None], which: bool) -> None:
    assert unopposed(found, which) == (which in found and (not which) not in found)


def test_after_the_contrary_no_passage_is_asked() -> None:
    def passages() -> Iterator[bool | None]:
        yield from (None, True, False)
        pytest.fail("asked although it is settled")

    assert not unopposed(passages(), which=True)
