"""The benchmarks run, and what they compute is right; no figure is asserted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks import run as runner
from benchmarks.agreement_piles import changes, kind_of
from benchmarks.bare import rank, rank_vectorized
from benchmarks.evidence_passages import passage
from benchmarks.inputs import ROOT, make_sentences, real_sentences, write_files
from benchmarks.measure import Cost, Limits, cost, exponent
from benchmarks.paraphrases import aligned
from benchmarks.peers import PEERS
from benchmarks.report import BARE, BARE_BY_LIBRARY, OURS, Run, growth, page
from summarizer.data import Document
from summarizer.text.segment import split

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")


def test_inputs_are_the_same_every_time_and_longer_ones_begin_with_shorter_ones() -> None:
    real = real_sentences()
    assert list(islice(make_sentences(real, 300), 100)) == list(make_sentences(real, 100))


def test_the_vocabulary_of_an_input_keeps_growing() -> None:
    sentences = list(
        make_sentences([list("ABCDEFGHIJ"), "Many words that are never the same .".split()], 4000)
    )
    half, whole = (len({word for s in part for word in s.split()}) for part in (sentences[:2000], sentences))
    assert whole > 1.2 * half


def test_an_input_of_many_files_shares_the_sentences_out(tmp_path: Path) -> None:
    write_files(tmp_path / "many", 10, 5)
    assert [len(path.read_text().split("\n\n")[0]) > 0 for path in (tmp_path / "many").iterdir()] == [
        True
    ] * 5


@pytest.mark.slow
def test_a_child_that_takes_too_long_is_stopped_and_says_so() -> None:
    found = cost((sys.executable, "-c", "while True: pass"), Limits(seconds=1))
    assert found.failed == "> 1 s"
    assert 0.3 < found.seconds < 3


def test_of_a_short_command_the_middle_one_of_five_runs_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    found = cost((sys.executable, "-c", f"open({str(log)!r}, 'a').write('.')"), Limits())
    assert log.read_text() == "....."
    assert 0 < found.seconds < 1


def test_the_memory_and_the_failure_of_a_child_are_told() -> None:
    held = cost((sys.executable, "-c", "kept = b'x' * 100_000_000"), Limits())
    assert held.failed is None
    assert held.memory > 100e6
    assert cost((sys.executable, "-c", "raise SystemExit('no model')"), Limits()).failed == "no model"
    eager = cost((sys.executable, "-c", "kept = b'x' * (3 << 30)"), Limits(memory=1 << 30))
    assert eager.failed == "> 1 GiB"


def test_the_exponent_of_a_power_law_is_found() -> None:
    assert exponent([10, 100, 1000], [2.0, 200.0, 20000.0]) == pytest.approx(2)
    assert exponent([10], [1.0]) != exponent([10], [1.0])  # NaN


def test_growth_is_taken_over_the_last_decades_that_were_reached() -> None:
    costs = {size: Cost(size**1.5, size) for size in (1_000, 10_000, 100_000)} | {10: Cost(9.0, 9)}
    costs[1_000_000] = Cost(120.0, 1, "> 120 s")
    value, ends = growth(costs)
    assert ends == (10_000, 100_000)
    assert value == pytest.approx(1.5)
    value, ends = growth(costs, memory=True, decades=2)
    assert ends == (1_000, 100_000)
    assert value == pytest.approx(1)


def test_a_system_that_was_stopped_shows_its_limit_in_the_table() -> None:
    run = Run(
        {OURS: {100: Cost(1.0, 10**8)}, "slow": {100: Cost(120.0, 1, "> 120 s")}}, {}, {"gone": "x"}, {}
    )
    text = page(run, "# Benchmarks")
    assert "| slow | > 120 s | – |" in text
    assert "gone (no x)" in text


def test_the_page_says_how_many_times_the_bare_work_ours_takes() -> None:
    costs = {
        OURS: {100: Cost(6.0, 1), 1_000: Cost(9.0, 1, "> 9 s")},
        BARE: {100: Cost(2.0, 1), 1_000: Cost(3.0, 1)},
        BARE_BY_LIBRARY: {100: Cost(4.0, 1), 1_000: Cost(6.0, 1)},
    }
    told = page(Run(costs, {}, {}, {}), "# Benchmarks")
    assert "Times the bare work: 3.0 at 100." in told
    assert "Times the bare work, scikit-learn: 1.5 at 100." in told


@pytest.mark.parametrize("how", [rank, rank_vectorized])
def test_the_bare_work_ranks_the_sentence_first_that_shares_most(how: Callable[[str], np.ndarray]) -> None:
    text = "The old mill burned. The mill by the river burned on Monday. A river burned. Cats sleep."
    assert int(how(text).argmax()) == 1


@pytest.mark.slow
def test_a_run_without_peers_writes_the_page_and_the_plots(tmp_path: Path) -> None:
    runner.main(["--quick", "--sizes", "30", "--peers", "none", "--out", str(tmp_path)])
    assert f"| {OURS} |" in (tmp_path / "benchmarks.md").read_text()
    assert (tmp_path / "img" / "speed.png").read_bytes().startswith(b"\x89PNG")
    assert {path.name for path in (tmp_path / "img").glob("*.svg")} == {"speed.svg", "memory.svg"}


def test_a_quick_run_does_not_take_the_place_of_the_page_in_the_docs() -> None:
    assert runner._options(["--quick"]).out == ROOT / "out" / "benchmarks"
    assert runner._options([]).out == ROOT / "docs"


def test_an_unknown_peer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        runner.main(["--peers", "nobody"])
    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize("name", PEERS)
def test_an_installed_peer_returns_sentences_of_the_file(name: str) -> None:
    peer = PEERS[name]
    if missing := peer.missing():
        pytest.skip(f"{missing} is not installed")
    text = (Path(__file__).parent.parent / "seeds" / "000_766eb3ba5b4a966e.txt").read_text(encoding="utf-8")
    first = peer.run(text).strip().splitlines()[0]
    assert " ".join(first.split())[:40] in " ".join(text.split())


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("number", "Ann Weller opened four new mills in Osk in 1941."),
        ("date", "Ann Weller opened three new mills in Osk in 1951."),
        ("negation", "Ann Weller opened no new mills in Osk in 1941."),
        ("opposite", "Ann Weller closed three new mills in Osk in 1941."),
        ("name", "Ann Weller opened three new mills in Brae in 1941."),
        ("predicate", "Ann Weller painted three new mills in Osk in 1941."),
        ("thing", "Ann Weller opened three new schools in Osk in 1941."),
        ("left out", "Ann Weller opened three mills in Osk in 1941."),
    ],
)
def test_a_change_is_called_by_what_it_changes(kind: str, other: str) -> None:
    assert kind_of("Ann Weller opened three new mills in Osk in 1941.", other) == kind


def test_two_statements_of_one_change_make_a_pile_of_two_documents(tmp_path: Path) -> None:
    told = [
        ("Ann Weller opened three mills in Osk.", "supported"),
        ("Ann Weller opened four mills in Osk.", "unsupported"),
    ]
    claims = [
        {"set": "news", "source": "a", "claim": claim, "label": label, "kinds": []} for claim, label in told
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)))
    text = "The mills grind wheat. They belong to Ann Weller."
    (tmp_path / "sources.jsonl").write_text(json.dumps({"id": "a", "text": text}))
    (pile,) = changes(tmp_path)
    assert [doc["text"].split("\n\n") for doc in pile["docs"]] == [
        ["The mills grind wheat.", told[0][0]],
        ["They belong to Ann Weller.", told[1][0]],
    ]
    assert pile["conflicts"] == [{"values": [told[0][0], told[1][0]], "kind": "number"}]
    assert pile["lines"][0]["backed"] == []


def test_sentences_that_people_aligned_with_one_are_a_pair_where_they_share_half_of_their_words() -> None:
    texts = (
        "Two boats sank near Osk. Ann Weller paid.",
        "Near Osk two old boats sank at noon. It rained in Brae.",
    )
    documents = [Document(id=f"S{at}", name="a", text=text) for at, text in enumerate(texts)]
    sentences = [sentence for document in documents for sentence in split(document)]
    rows = [("S0", [0, 24]), ("S0", [25, 41]), ("S1", [0, 36])]
    topic = {"alignments": [{"summary_sentence": "s", "doc": doc, "spans": [span]} for doc, span in rows]}
    both, alike = aligned(topic, sentences)
    assert both == {(0, 2), (2, 0), (1, 2), (2, 1)}
    assert alike == {(0, 2), (2, 0)}


def test_a_passage_is_what_is_marked_and_the_lines_nearest_to_it() -> None:
    text = "One two three.\n\nFour five.\nSix seven eight nine.\nTen.\nEleven twelve."
    start = text.index("Six seven")
    near, marks = passage(text, [(start, start + 9)], 6)
    assert near == "Four five.\nSix seven eight nine."
    assert [near[a:b] for a, b in marks] == ["Six seven"]
    assert passage(text, [(start, start + 9)], 0)[0] == "Six seven eight nine."
