"""A note's counts follow from its lines."""

from __future__ import annotations

from dataclasses import replace

import builders

from summarizer.note.brief import Line


def test_counts_follow_from_the_lines() -> None:
    one = builders.document("The mill of Orrin burned down.", 1)
    other = builders.document("The mill of Orrin burned on Monday.", 2)
    idle = builders.document("The weather was fine.", 3)
    first = Line(
        id="L1",
        text="The mill burned down on Monday.",
        citations=(
            builders.phrase(one, "burned down"),
            builders.phrase(one, "The mill"),
            builders.phrase(other, "Monday"),
        ),
    )
    note = builders.brief((one, other, idle), (first,))
    two = note.with_lines((first, replace(first, id="L2", text="It burned.", citations=first.citations[:1])))
    assert [source.cited for source in two.sources] == [2, 1, 0]
    assert (two.stats.words_out, two.stats.documents_cited) == (8, 2)
    none = two.with_lines(iter(()))
    assert [source.cited for source in none.sources] == [0, 0, 0]
    assert (none.lines, none.stats.words_out, none.stats.documents_cited) == ((), 0, 0)
    assert none.stats.documents == two.stats.documents
