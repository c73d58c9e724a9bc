from __future__ import annotations

from summarizer.data import Document
from summarizer.tracing.lines import index_of

TEXT = """Lamp maker of Marle names new head

By Ada Moll

12 May 2011

The works at Marle have been run by three brothers since the fire of the great mill.

Advertisement

Share this

The youngest brother left the town in the spring, and his shares were sold to the bank.
"""


def test_headings_and_datelines_are_evidence_and_advertisements_are_not() -> None:
    found = [one.text for one in index_of([Document(id="S1", name="a.txt", text=TEXT)]).sentences]
    assert {"Lamp maker of Marle names new head", "By Ada Moll", "12 May 2011"} <= set(found)
    assert not {"Advertisement", "Share this"} & set(found)
