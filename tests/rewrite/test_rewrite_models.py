"""Notes rewritten by real models that are loaded from a folder, as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rewrite.tiny_models import NUMBERS, TAILS

from summarizer.data import Document
from summarizer.errors import MissingExtraError, OptionError, TracebriefError
from summarizer.note.brief import Brief
from summarizer.note.brief_json import dumps, loads
from summarizer.pipeline import Options, summarize
from summarizer.rewrite import RewriteOptions, loading
from summarizer.rewrite.transformers_model import ModelError, TransformersModel
from summarizer.selectors.budget import Budget
from summarizer.tracing import trace

pytestmark = pytest.mark.slow


def note(pile: tuple[Document, ...], model: Path | str, **how: object) -> Brief:
    options = RewriteOptions(str(model), device="cpu", **how)  # type: ignore[arg-type]
    return summarize(pile, Options(budget=Budget("words", 110), rewrite=options))


def quoted(pile: tuple[Document, ...]) -> Brief:
    return summarize(pile, Options(budget=Budget("words", 110)))


def assert_citations_are_exact(brief: Brief, pile: tuple[Document, ...]) -> None:
    texts = {document.id: document.text for document in pile}
    for citation in brief.citations():
        assert texts[citation.source][citation.start : citation.end] == citation.quote


def test_a_seq2seq_model_shortens_the_lines_and_each_still_cites_its_sentence(
    pile: tuple[Document, ...], seq2seq: Path
) -> None:
    brief, before = note(pile, seq2seq), quoted(pile)
    assert brief.stats.rewritten
    assert (brief.stats.rewritten, brief.stats.fallbacks) == (
        sum(line.kind == "rewritten" for line in brief.lines),
        sum(bool(line.reasons) for line in brief.lines),
    )
    assert brief.stats.rewritten >= len(brief.lines) - 1
    for line in brief.lines:
        if line.kind == "rewritten":
            assert line.text == f"{line.citations[0].quote.partition(',')[0]}."
            assert line.verdict == "supported"
    quoted_there = {line.citations[0].quote for line in before.lines}
    assert len(quoted_there & {line.citations[0].quote for line in brief.lines}) >= len(before.lines) - 1
    assert_citations_are_exact(brief, pile)
    assert len(brief.lines) > len(before.lines)
    assert 0.9 * 110 <= brief.stats.words_out <= 110
    assert "tiny-bart#" in brief.signature
    assert str(seq2seq) not in dumps(brief)
    assert loads(dumps(brief)) == brief


def test_a_chatting_model_is_asked_with_its_template_and_the_users_prompt(
    pile: tuple[Document, ...], causal: Path, prompt: Path
) -> None:
    brief = note(pile, causal, prompt=prompt)
    assert brief.stats.rewritten
    assert brief.stats.rewritten >= len(brief.lines) - 1
    assert not any(tail in line.text for line in brief.lines if line.kind == "rewritten" for tail in TAILS)
    assert_citations_are_exact(brief, pile)


def test_a_model_that_swaps_numbers_leaves_no_unsupported_line(
    pile: tuple[Document, ...], liar: Path
) -> None:
    brief = note(pile, liar)
    for line in brief.lines:
        quotes = " ".join(citation.quote for citation in line.citations).split()
        assert all(word in quotes for word in line.text.rstrip(".").split() if word.isdigit())
        assert line.kind == "rewritten" or line.text in line.citations[0].quote
    traced = trace("\n\n".join(line.text for line in brief.lines), pile)
    assert {line.verdict for line in traced} == {"supported"}
    assert_citations_are_exact(brief, pile)


def test_the_liar_really_lies(pile: tuple[Document, ...], liar: Path) -> None:
    from summarizer.rewrite.prompt import Request

    line = "The council of Norden opened 20 bridges, in spite of the heavy rain."
    model = TransformersModel.load(RewriteOptions(str(liar), device="cpu"))
    (_, answer), *_ = model.answer([Request("", "", line, line, {"num_beams": 1})], lambda: None)
    assert answer.strip().startswith("The council of Norden opened ")
    assert "20" not in answer
    assert any(number in answer for number in NUMBERS)


def test_what_was_rewritten_is_traced_as_supported_by_the_tracer_too(
    pile: tuple[Document, ...], seq2seq: Path
) -> None:
    brief = note(pile, seq2seq)
    traced = trace("\n\n".join(line.text for line in brief.lines if line.kind == "rewritten"), pile)
    assert traced
    assert {line.verdict for line in traced} <= {"supported"}


def test_a_rerun_asks_the_model_for_nothing(
    pile: tuple[Document, ...], seq2seq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = note(pile, seq2seq)

    def fail(*_: object) -> None:
        raise AssertionError("the model was asked again")

    monkeypatch.setattr(TransformersModel, "_generate", fail)
    assert dumps(note(pile, seq2seq)) == dumps(first)
    with pytest.raises(AssertionError):
        note(pile, seq2seq, cache=False)


def test_batches_that_do_not_fit_into_memory_are_halved(
    pile: tuple[Document, ...], seq2seq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    plain = note(pile, seq2seq, cache=False)
    sizes = []
    generate = TransformersModel._generate

    def tight(self: TransformersModel, requests: list[object], tick: object) -> list[str]:
        sizes.append(len(requests))
        if len(requests) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return generate(self, requests, tick)  # type: ignore[arg-type]

    monkeypatch.setattr(TransformersModel, "_generate", tight)
    assert dumps(note(pile, seq2seq, cache=False)) == dumps(plain)
    assert max(sizes) > 2 >= sizes[-1]
    monkeypatch.setattr(
        TransformersModel, "_generate", lambda *_: (_ for _ in ()).throw(RuntimeError("out of memory"))
    )
    with pytest.raises(ModelError, match="single line"):
        note(pile, seq2seq, cache=False)


def test_other_precisions_load_and_still_shorten(pile: tuple[Document, ...], seq2seq: Path) -> None:
    for dtype in ("bfloat16", "int8"):
        brief = note(pile, seq2seq, dtype=dtype)
        assert brief.stats.rewritten, dtype
        assert dtype in brief.signature


@pytest.mark.parametrize("beams", [1, 4])
def test_a_model_is_told_of_words_it_may_not_write(seq2seq: Path, beams: int) -> None:
    from summarizer.rewrite.prompt import Request

    line = "The council of Norden opened 20 bridges, in spite of the heavy rain."
    model = TransformersModel.load(RewriteOptions(str(seq2seq), device="cpu"))
    requests = [Request("", "", line, line, {"num_beams": beams}, avoid) for avoid in ((), ("20",))]
    answers = dict(model.answer(requests, lambda: None))
    assert "20" in answers[0]
    assert "20" not in answers[1]


def test_progress_may_cancel_and_what_was_written_is_kept(
    pile: tuple[Document, ...], seq2seq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        pass

    stages: list[str] = []

    def progress(stage: str) -> None:
        stages.append(stage)
        if stage.startswith("rewriting") and len(set(stages)) > 8:
            raise StoppedError

    monkeypatch.setattr("summarizer.rewrite.stage._Watch.PAUSE", 0.0)
    options = RewriteOptions(str(seq2seq), device="cpu", batch=1)
    with pytest.raises(StoppedError):
        summarize(pile, Options(budget=Budget("words", 110), rewrite=options), progress=progress)
    asked = []
    generate = TransformersModel._generate

    def counting(self: TransformersModel, requests: list[object], tick: object) -> list[str]:
        asked.extend(requests)
        return generate(self, requests, tick)  # type: ignore[arg-type]

    monkeypatch.setattr(TransformersModel, "_generate", counting)
    brief = note(pile, seq2seq, batch=1)
    later = len(asked)
    assert note(pile, seq2seq, batch=1, cache=False).lines == brief.lines
    assert 0 < later < len(asked) - later


RUN = """
import sys
from summarizer.cli.main import main
sys.argv[1:] = ["brief", *sys.argv[1:], "--words", "110", "--device", "cpu", "--batch", "1"]
main()
"""


def test_a_killed_run_leaves_the_cache_whole_and_the_rerun_finishes(
    pile: tuple[Document, ...], seq2seq: Path, tmp_path: Path, cache_folder: Path
) -> None:
    for document in pile:
        (tmp_path / document.name).write_text(document.text)
    files = [str(tmp_path / document.name) for document in pile]
    kill = f"""
import os, signal
from summarizer.rewrite.cache import Cache
put = Cache.put
def dying(self, key, text):
    put(self, key, text)
    if len(self) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
Cache.put = dying
{RUN}"""
    command = [*files, "--rewrite", str(seq2seq), "-o", str(tmp_path / "note.json")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    died = subprocess.run([sys.executable, "-c", kill, *command], env=environment, capture_output=True)
    assert died.returncode == -9, died.stderr.decode()
    assert not (tmp_path / "note.json").exists()
    assert (cache_folder / "rewritten.sqlite3").exists()
    again = subprocess.run([sys.executable, "-c", RUN, *command], env=environment, capture_output=True)
    assert again.returncode == 0, again.stderr.decode()
    brief = loads((tmp_path / "note.json").read_bytes())
    assert brief.stats.rewritten
    from summarizer.rewrite.cache import Cache

    assert len(Cache(cache_folder / "rewritten.sqlite3")) >= len(brief.lines)


def test_without_the_extra_the_error_names_what_to_install(
    pile: tuple[Document, ...], seq2seq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    loading.load_model.cache_clear()
    with pytest.raises(MissingExtraError, match=r"pip install 'tracebrief\[rewrite\]'"):
        note(pile, seq2seq)


def test_what_cannot_be_loaded_is_one_sentence(
    pile: tuple[Document, ...], seq2seq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    import torch

    with pytest.raises(OptionError, match=r"config\.json"):
        note(pile, tmp_path)
    pickled = tmp_path / "pickled"
    shutil.copytree(seq2seq, pickled)
    (pickled / "model.safetensors").rename(tmp_path / "kept.safetensors")
    torch.save({}, pickled / "pytorch_model.bin")
    with pytest.raises(ModelError, match="safetensors"):
        note(pile, pickled)
    with pytest.raises(OptionError, match="there is no such folder"):
        note(pile, tmp_path / "nowhere")
    broken = tmp_path / "broken"
    shutil.copytree(seq2seq, broken)
    whole = (broken / "model.safetensors").read_bytes()
    (broken / "model.safetensors").write_bytes(whole[:1000])
    with pytest.raises(ModelError, match="broken or cut off"):
        note(pile, broken)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(TracebriefError, match=r"nobody/nothing.* cannot be loaded"):
        note(pile, "nobody/nothing")
    if not torch.cuda.is_available():
        with pytest.raises(OptionError, match="--device cuda is not there"):
            summarize(pile, Options(rewrite=RewriteOptions(str(seq2seq), device="cuda")))


def test_a_model_from_a_folder_never_touches_the_network(
    pile: tuple[Document, ...], seq2seq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loading.load_model.cache_clear()
    assert note(pile, seq2seq).stats.rewritten


def test_the_speed_of_every_batch_size_is_measured(tmp_path: Path) -> None:
    from benchmarks.rewrite_speed import measure, requests, save_model

    assert save_model(tmp_path, "small") > 100_000
    model = TransformersModel.load(RewriteOptions(str(tmp_path), device="cpu"))
    asked = requests(3)
    assert len({request.plain for request in asked}) == 3
    rows = list(measure(model, asked, (1, 2)))
    assert [(row["batch"], row["lines"]) for row in rows] == [(1, 3), (2, 3)]
    assert all(row["lines_per_second"] > 0 for row in rows)


@pytest.fixture(scope="module")
def chatting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2 with random weights and a chat template, in the folder of a saved model."""
    from benchmarks.rewrite_speed import save_model

    folder = tmp_path_factory.mktemp("chatting")
    save_model(folder, "qwen2-tiny")
    return folder


def test_what_inputs_begin_with_alike_is_read_once_and_changes_no_answer(
    chatting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was read anew for each batch, and with each single line that was tried once more."""
    from summarizer.rewrite import transformers_model
    from summarizer.rewrite.prompt import Request

    system = "Shorten the line; keep who says so, every number and every date of it. " * 4
    lines = ["A bridge fell.", "A much longer line about a bridge, a tower and a hall in Norden.", "Two."]
    asked = [Request(system, line, "", line, {}, chat={"num_beams": 1}, several=True) for line in lines]
    alone = replace(asked[1], avoid=("3",), again=(("assistant", "A hall."), ("user", "Once more.")))
    model = TransformersModel.load(RewriteOptions(str(chatting), device="cpu", dtype="float32"))
    lengths: list[int] = []
    forward = model.network.model.embed_tokens
    forward.register_forward_pre_hook(lambda _, given: lengths.append(given[0].shape[1]))
    together = [dict(model.answer(asked, lambda: None)), dict(model.answer([alone], lambda: None))]
    (head,) = model.heads
    assert system.strip() in head
    long = len(model.tokenizer(head, add_special_tokens=False)["input_ids"])
    assert sum(length >= long for length in lengths) == 1
    monkeypatch.setattr(transformers_model, "HEAD", 10**6)
    assert [dict(model.answer(asked, lambda: None)), dict(model.answer([alone], lambda: None))] == together
    assert any(together[0].values())


def test_weights_stay_as_they_are_stored_where_the_processor_computes_with_them(chatting: Path) -> None:
    import torch

    able = torch.cpu._is_avx512_bf16_supported()
    plain = TransformersModel.load(RewriteOptions(str(chatting), device="cpu"))
    assert plain.network.dtype == (torch.bfloat16 if able else torch.float32)
    assert str(plain.network.dtype) in plain.identity
    asked = TransformersModel.load(RewriteOptions(str(chatting), device="cpu", dtype="float32"))
    assert asked.network.dtype == torch.float32


def test_generation_can_be_ended_while_a_long_input_is_read(chatting: Path) -> None:
    from summarizer.rewrite.prompt import Request

    model = TransformersModel.load(RewriteOptions(str(chatting), device="cpu"))
    ticks: list[int] = []

    def stop() -> None:
        ticks.append(1)
        if len(ticks) == 2:  # the second layer, before the first token
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(model.answer([Request("a " * 300, "b", "", "A line.", {})], stop))
    assert len(ticks) == 2
