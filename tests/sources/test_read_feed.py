"""Feeds: each entry is a document of its own day."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.sources.load import load

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Strait news</title><description>All news</description>
<item><title>Tankers aground</title><pubDate>Tue, 27 Sep 2022 14:05:00 +0200</pubDate>
<description>&lt;p&gt;Two tankers ran &lt;b&gt;aground&lt;/b&gt; off the cape.&lt;/p&gt;</description></item>
<item><title>Pilots stop work</title><pubDate>Mon, 26 Sep 2022 21:40:00 +0200</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The pilots lay down their work.</p><p>They want escorts.</p>]]>
</content:encoded></item>
<item><title>Later</title></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Dam blog</title>
<entry><title>Bell</title><updated>2021-05-04T10:00:00Z</updated><published>2021-05-03T10:00:00Z</published>
<content type="html">&lt;p&gt;Divers raised the bell.&lt;/p&gt;</content></entry></feed>
"""


def test_the_entries_of_a_feed_are_documents_of_their_day(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_text(RSS, "utf-8")
    pile = load([tmp_path / "f.xml"])
    told = [(one.name, one.title, one.publisher, str(one.date), one.text) for one in pile.documents]
    assert told == [
        ("f.xml#1", "Tankers aground", "Strait news", "2022-09-27", "Two tankers ran aground off the cape."),
        (
            "f.xml#2", "Pilots stop work", "Strait news", "2022-09-26",
            "The pilots lay down their work.\n\nThey want escorts.",
        ),
    ]  # fmt: skip
    assert any("f.xml#3" in warning and "no text" in warning for warning in pile.warnings)


def test_an_entry_is_of_the_day_on_which_it_was_published(tmp_path: Path) -> None:
    (tmp_path / "f.atom").write_text(ATOM, "utf-8")
    (one,) = load([tmp_path / "f.atom"]).documents
    assert (one.title, str(one.date), one.text) == ("Bell", "2021-05-03", "Divers raised the bell.")


def test_a_feed_without_a_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "f.rss").write_text("<rss><channel><item><title>A</title></item></channel></rss>", "utf-8")
    with pytest.raises(SourceError, match="save the pages"):
        load([tmp_path / "f.rss"])
