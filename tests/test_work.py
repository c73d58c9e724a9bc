"""How often the expensive stages are asked, counted: a large pile costs each sentence what a small one does.

Counts, not seconds, so that a busy machine says the same as an idle one. A stage that looks at a sentence
once more, or at every pair, shows here before it shows in the benchmarks.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import punkt
import pytest

from benchmarks.inputs import make_sentences
from summarizer.conflicts import READ
from summarizer.content import full_names
from summarizer.content.referents import Referents
from summarizer.data import Document
from summarizer.graph.terms import index_terms
from summarizer.languages import Searcher
from summarizer.pipeline import Options, summarize
from summarizer.saved.update import update
from summarizer.selectors import concepts, coverage, mmr
from summarizer.selectors.budget import Budget
from summarizer.selectors.concepts import find_concepts
from summarizer.selectors.coverage import CANDIDATES
from summarizer.sources.load import document_from_text, load
from summarizer.statements import anaphora
from summarizer.text import wordlist
from summarizer.text.segment import split
from summarizer.tracing import named, trace

SEEDS = Path(__file__).parent.parent / "seeds"
DOCUMENTS = 8

ONCE = {
    "summarizer.content.boilerplate._by_words": "the words of boilerplate",
    "summarizer.content.trim._drops": "what a sentence can spare",
    "summarizer.content.worth._of": "what a sentence is worth",
    "summarizer.content.standalone._standing": "whether it stands alone",
    "summarizer.text.keyphrases.count": "key phrases",
    "summarizer.conflicts.find.values_in": "values that may be in conflict",
    "summarizer.conflicts.find.outcomes": "outcomes that may be in conflict",
}
"""What each sentence is asked once: that which is passed over too, that of a joined quotation again."""
COMPARED = "summarizer.compose.corroborate._says"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the calls of the expensive stages."""
    counts: Counter[str] = Counter()

    def counted(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            counts[name] += 1
            return original(*given, **named)

        return call

    for path in (*ONCE, COMPARED):
        module, _, name = path.rpartition(".")
        home = import_module(module)
        monkeypatch.setattr(home, name, counted(path, getattr(home, name)))
    tokenizer = punkt.PunktSentenceTokenizer
    monkeypatch.setattr(tokenizer, "span_tokenize", counted("punkt", tokenizer.span_tokenize))
    return counts


def _pile(count: int) -> list[Document]:
    """Make documents of ``count`` sentences in all, in paragraphs of four."""
    real = [sentence.text.split() for one in load([SEEDS]).documents for sentence in split(one)]
    made = list(make_sentences([words for words in real if len(words) >= 8], count))
    share = count // DOCUMENTS
    texts = (made[at * share : (at + 1) * share] for at in range(DOCUMENTS))
    return [
        document_from_text("\n\n".join(" ".join(own[at : at + 4]) for at in range(0, share, 4)), id=f"S{n}")
        for n, own in enumerate(texts, 1)
    ]


def test_each_sentence_is_asked_once_however_many_there_are(asked: Counter[str]) -> None:
    per: list[dict[str, float]] = []
    for count in (400, 1600):
        pile = _pile(count)
        asked.clear()
        note = summarize(pile, Options(budget=Budget("words", 150)))
        per.append({name: asked[name] / note.stats.sentences for name in (*ONCE, "punkt")})
        assert asked[COMPARED] <= 200 * len(note.lines) + 400  # a line is compared with 200 texts at most
    for name, told in ONCE.items():
        assert 0 < per[1][name] <= 1.2, told
    assert per[1]["punkt"] <= 0.3, "sentence ends that leave no doubt are not weighed"
    for name in per[0]:
        assert per[1][name] <= 1.15 * per[0][name], f"{name} is asked more often in a larger pile"


def test_of_a_large_pile_a_bounded_part_is_read_for_conflicts(
    asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = _pile(800)
    whole = summarize(pile, Options())
    assert "|conflicts:" not in whole.signature
    for module in ("summarizer.conflicts.find", "summarizer.pipeline"):
        monkeypatch.setattr(import_module(module), "READ", 100)
    asked.clear()
    note = summarize(pile, Options())
    assert asked["summarizer.conflicts.find.values_in"] <= 100 < READ
    assert note.signature == f"{whole.signature}|conflicts:100 of {note.stats.sentences}"
    assert note.lines == whole.lines


def test_the_lines_on_one_document_are_compared_with_each_other_alone(asked: Counter[str]) -> None:
    texts = [document.text for document in _pile(800)]
    note = summarize([document_from_text("\n\n".join(texts))], Options(budget=Budget("words", 150)))
    assert len(note.lines) > 1
    assert asked[COMPARED] <= (2 * len(note.lines)) ** 2  # a line may have brought a sentence along


def test_rules_are_looked_for_in_sentences_that_have_a_word_of_theirs(
    asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = Counter[bool]()
    call = Searcher.__call__

    def counted(own: Searcher, text: str) -> bool:
        searched[True] += 1
        return call(own, text)

    monkeypatch.setattr(Searcher, "__call__", counted)
    pile = _pile(1600)
    note = summarize(pile, Options())
    few, values = searched[True], asked["summarizer.conflicts.find.values_in"]
    monkeypatch.setattr(wordlist, "WORTH_IT", sys.maxsize)
    searched.clear()
    asked.clear()
    assert summarize(pile, Options()) == note
    assert few <= 3 * note.stats.sentences
    assert 2 * few <= searched[True]
    assert 3 * values <= 2 * asked["summarizer.conflicts.find.values_in"]


def test_what_is_passed_over_changes_no_note_of_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    pile = load([SEEDS]).documents
    monkeypatch.setattr(wordlist, "WORTH_IT", sys.maxsize)
    notes = [summarize(pile, Options(budget=Budget("words", length))) for length in (60, 150, 400)]
    monkeypatch.setattr(wordlist, "WORTH_IT", 0)
    assert [summarize(pile, Options(budget=Budget("words", length))) for length in (60, 150, 400)] == notes


def test_of_a_large_pile_few_sentences_are_read_for_what_they_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Counter[int]()
    asks = Referents._asks

    def counted(own: Referents, i: int) -> frozenset[str]:
        read[i] += 1
        return asks(own, i)

    monkeypatch.setattr(Referents, "_asks", counted)
    pile = _pile(1600)
    whole = summarize(pile, Options())
    assert max(read.values()) == 1
    monkeypatch.setattr(mmr, "POOL", 50)
    read.clear()
    assert summarize(pile, Options()).lines == whole.lines
    assert len(read) <= CANDIDATES + 200


@pytest.mark.parametrize("words", [150, 400])
def test_what_a_candidate_adds_is_asked_where_it_gains_more_than_another(
    words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, novelty = Counter[str](), coverage._novelty

    def counted(*given: Any, **named: Any) -> float:
        asked["novelty"] += 1
        return novelty(*given, **named)

    monkeypatch.setattr(coverage, "_novelty", counted)
    note = summarize(_pile(1600), Options(budget=Budget("words", words)))
    assert 0 < asked["novelty"] <= 12 * len(note.lines)


def test_what_labels_a_document_has_is_read_once_however_many_drafts_ask() -> None:
    people = [f"{chr(65 + at // 26)}{chr(97 + at % 26)}rel Novak" for at in range(150)]
    sources = [
        document_from_text(
            f"{name}:\n\nThe works of Brno paid a bonus of {at} crowns to each miner.", id=f"S{at}"
        )
        for at, name in enumerate(people, 1)
    ]
    named._labels.cache_clear()
    for _ in range(2):
        trace(" ".join(f"{name} says {at} crowns were paid." for at, name in enumerate(people, 1)), sources)
    assert 0 < named._labels.cache_info().misses <= len(sources)


def test_a_start_compiles_no_more_patterns_than_it_did() -> None:
    program = (
        "import atexit, re, sys\n"
        "made, compile = [], re.compile\n"
        "def counted(pattern, flags=0):\n"
        "    made.append(len(pattern) if isinstance(pattern, str) else 0)\n"
        "    return compile(pattern, flags)\n"
        "re.compile = counted\n"
        "@atexit.register\n"
        "def told():\n"
        "    own = [name for name in sys.modules if name.startswith('summarizer.')]\n"
        "    print(sum(made), len(own), file=sys.stderr)\n"
        "from summarizer.cli.start import main\n"
        "main()"
    )
    command = [sys.executable, "-c", program, "brief", str(SEEDS), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=SEEDS.parent, check=True)
    signs, modules = map(int, done.stderr.splitlines()[-1].split())
    assert signs <= 114_000, "characters of regular expressions: a thousand cost a millisecond of each start"
    assert modules <= 188, "modules of ours that the samples' note loads"


def test_an_update_cuts_each_document_once_and_parses_no_file_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Counter[str]()

    def counted(path: str) -> None:
        module, _, name = path.rpartition(".")
        home = import_module(module)
        original = getattr(home, name)

        def call(*given: Any, **named: Any) -> Any:
            calls[name] += 1
            return original(*given, **named)

        monkeypatch.setattr(home, name, call)

    for number, one in enumerate(_pile(400)):
        (tmp_path / f"{number}.txt").write_text(one.text)
    files = sorted(tmp_path.glob("*.txt"))
    before = load(files[:-1])
    note = summarize(before.documents, Options())
    for path in ("summarizer.content.reading.split", "summarizer.sources.load._document"):
        counted(path)
    further = load(files, known=before.documents)
    made = update(note, before.documents, further.documents, jobs=1)
    assert calls == {"split": DOCUMENTS, "_document": 1}
    assert made.brief == update(note, before.documents, load(files).documents, jobs=1).brief


def test_concepts_of_a_large_pile_take_little_memory_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concepts, "ENTRIES", 10_000)
    monkeypatch.setattr(concepts, "AT_ONCE", 500)
    terms = index_terms([sentence for document in _pile(8_000) for sentence in split(document)])
    prior = np.ones(len(terms))
    find_concepts(terms, prior)
    tracemalloc.start()
    try:
        held = find_concepts(terms, prior).incidence.nnz
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 25 * max(held, len(terms.ids)), "bytes for each word and pair: 8 are kept in the end"


def test_names_and_things_of_a_text_are_read_once_for_a_note() -> None:
    pile = load([SEEDS]).documents
    full_names._in_full.cache_clear()
    anaphora._things.cache_clear()
    note = summarize(pile, Options())
    for found in (full_names._in_full, anaphora._things):
        assert found.cache_info().misses <= 1.5 * note.stats.sentences
