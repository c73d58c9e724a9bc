"""An entailment model that the user names: what it may change in a verdict, and what it may not."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tiny_nli import export_onnx, pairs, train_nli
from typer.testing import CliRunner

from summarizer.cli.main import app
from summarizer.errors import MissingExtraError, OptionError
from summarizer.models.hub import ModelError
from summarizer.sources.load import document_from_text
from summarizer.tracing import Entailment, Traced, index_of, load_entailment, trace_sentences
from summarizer.tracing.draft import traced_brief
from summarizer.tracing.inference import Inference, label_places

SOURCE = (
    "The museum of Selby opened its doors on Monday. The library of Marlow closed its doors on Friday. "
    "Rain fell on the hills for most of the week."
)
runner = CliRunner()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained model as safetensors, and beside it the same as ONNX."""
    made = tmp_path_factory.mktemp("models")
    export_onnx(train_nli(made / "tiny-nli"), made / "tiny-nli", made / "tiny-onnx")
    return made


@pytest.fixture(scope="module")
def model(folder: Path) -> Entailment:
    return load_entailment(str(folder / "tiny-nli"), "cpu")


class Fixed:
    """A model that always gives one answer."""

    def __init__(self, entails: float, contradicts: float) -> None:
        self.answer = Inference(entails, contradicts)
        self.asked: list[tuple[str, str]] = []
        self.name = "fixed"

    def infer(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        self.asked.extend(pairs)
        return [self.answer] * len(pairs)


def traced(sentence: str, model: Entailment | None = None, text: str = SOURCE) -> Traced:
    return next(trace_sentences([sentence], index_of([document_from_text(text)]), None, model))


@pytest.mark.parametrize("name", ["tiny-nli", "tiny-onnx", "tiny-onnx/model.onnx"])
def test_a_model_from_a_folder_or_file_reads_pairs_it_was_not_trained_on(folder: Path, name: str) -> None:
    asked = pairs(120, 9)
    answers = load_entailment(str(folder / name), "cpu").infer([(a, b) for a, b, _ in asked])
    right = [
        (one.contradicts > 0.8, one.entails > 0.8) == (label == 0, label == 1)
        for one, (_, _, label) in zip(answers, asked, strict=True)
    ]
    assert sum(right) >= 0.95 * len(asked)
    assert load_entailment(str(folder / name), "cpu").infer([]) == []


def test_the_onnx_model_and_the_one_it_was_made_of_agree(folder: Path, model: Entailment) -> None:
    asked = [(a, b) for a, b, _ in pairs(40, 4)]
    other = load_entailment(str(folder / "tiny-onnx"))
    for one, same in zip(model.infer(asked), other.infer(asked), strict=True):
        assert one.entails == pytest.approx(same.entails, abs=1e-4)
        assert one.contradicts == pytest.approx(same.contradicts, abs=1e-4)
    assert (model.name, other.name) == ("tiny-nli", "tiny-onnx")


def test_a_paraphrase_that_words_alone_do_not_bear_out_is_lifted(model: Entailment) -> None:
    sentence = "Visitors may enter the museum of Selby."
    before, after = traced(sentence), traced(sentence, model)
    assert before.verdict != "supported"
    assert after.verdict == "supported"
    assert after.support > 0.8 > before.support
    assert re.fullmatch(r"tiny-nli reads S1 as bearing this out \(\d+%\)", after.reasons[-1])
    doubt = "no passage says “Visitors”, “enter”, in these words or others"
    assert doubt in before.reasons  # settled, it is no reason any more
    assert doubt not in after.reasons
    assert after.unsupported == ()


def test_a_contradiction_in_other_words_is_not_supported(model: Entailment) -> None:
    sentence = "Nobody gets into the museum of Selby."
    after = traced(sentence, model)
    assert after.verdict == "unsupported"
    assert after.support < traced(sentence).support
    assert "contradicting this" in after.reasons[-1]


def test_what_the_model_cannot_settle_keeps_the_verdict_of_the_words(model: Entailment) -> None:
    sentence = "The museum of Selby has a red roof."
    before, after = traced(sentence), traced(sentence, model)
    assert (after.verdict, after.support, after.unsupported) == (
        before.verdict,
        before.support,
        before.unsupported,
    )
    assert "no passage as settling this" in after.reasons[-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "The museum of Selby opened its 12 doors on Monday.",
        "The museum of Selby opened its doors on Tuesday.",
        "The museum of Falkirk opened its doors on Monday.",
        "The museum of Selby did not open its doors on Monday.",
        "The museum of Selby closed its doors on Monday.",
    ],
    ids=["number", "date", "name", "negation", "opposite"],
)
def test_no_model_overrules_a_fact_that_fails(sentence: str) -> None:
    assert traced(sentence, Fixed(0.99, 0.0)).verdict == traced(sentence).verdict != "supported"
    assert traced(sentence, Fixed(0.99, 0.0)).support < 0.35


def test_a_model_is_asked_only_about_the_passages_found_and_once_about_each_pair() -> None:
    fixed = Fixed(0.1, 0.1)
    index = index_of([document_from_text(SOURCE)])
    sentences = ["The museum of Selby opened its doors on Monday."] * 3 + ["Quarks glow."]
    found = list(trace_sentences(sentences, index, None, fixed))
    assert len(found) == 4
    assert len(fixed.asked) == len(set(fixed.asked))
    assert all(sentence != "Quarks glow." for _, sentence in fixed.asked)
    assert not any("reads" in reason for reason in found[-1].reasons)


def test_more_sentences_than_a_batch_come_back_in_order() -> None:
    texts = [f"The museum of Selby opened its doors on Monday, report {at} said." for at in range(600)]
    index = index_of([document_from_text(SOURCE)])
    found = list(trace_sentences(texts, index, None, Fixed(0.0, 0.9)))
    assert [one.text for one in found] == texts
    assert {one.verdict for one in found} == {"unsupported"}


def test_the_note_names_the_model_but_not_where_it_lies(model: Entailment, folder: Path) -> None:
    draft = document_from_text("Visitors may enter the museum of Selby.", id="draft", name="draft.txt")
    note = traced_brief(draft, [document_from_text(SOURCE)], entailment=model)
    assert note.options["nli"] == "tiny-nli"
    assert "nli:tiny-nli" in note.signature
    assert str(folder) not in note.signature


@pytest.mark.parametrize(
    ("labels", "places"),
    [
        ({0: "contradiction", 1: "neutral", 2: "entailment"}, (2, 0)),
        ({0: "ENTAILMENT", 1: "NEUTRAL", 2: "CONTRADICTION"}, (0, 2)),
        ({0: "not_entailment", 1: "entailment"}, (1, None)),
        ({0: "SUPPORTS", 1: "REFUTES", 2: "NOT ENOUGH INFO"}, (0, 1)),
    ],
)
def test_labels_are_found_by_name(labels: dict[int, str], places: tuple[int, int | None]) -> None:
    assert label_places(labels, "m") == places


def relabelled(folder: Path, target: Path, labels: dict[str, str]) -> Path:
    shutil.copytree(folder, target)
    config = json.loads((target / "config.json").read_text())
    config["id2label"] = labels
    (target / "config.json").write_text(json.dumps(config))
    return target


@pytest.mark.parametrize("name", ["tiny-nli", "tiny-onnx"])
def test_a_model_whose_labels_say_nothing_of_entailment_is_refused(
    folder: Path, tmp_path: Path, name: str
) -> None:
    other = relabelled(
        folder / name, tmp_path / "m", {"0": "LABEL_0", "1": "positive", "2": "not_entailment"}
    )
    with pytest.raises(OptionError, match=r"none of its labels \(LABEL_0, positive, not_entailment\)"):
        load_entailment(str(other))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"--nli .*: there is no config\.json in it"):
        load_entailment(str(tmp_path))
    with pytest.raises(OptionError, match="there is no such folder"):
        load_entailment(str(tmp_path / "gone"))
    with pytest.raises(OptionError, match="there is no such file"):
        load_entailment(str(tmp_path / "gone.onnx"))
    with pytest.raises(OptionError, match="--nli is empty"):
        load_entailment(" ")


def test_weights_that_could_hold_code_are_not_loaded(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "tiny-nli", tmp_path / "m")
    (tmp_path / "m" / "model.safetensors").rename(tmp_path / "m" / "pytorch_model.bin")
    with pytest.raises(ModelError, match="no weights in the safetensors format"):
        load_entailment(str(tmp_path / "m"), "cpu")


def test_weights_that_are_cut_off_are_one_sentence(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "tiny-nli", tmp_path / "cut")
    weights = tmp_path / "cut" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(ModelError, match="broken or cut off"):
        load_entailment(str(tmp_path / "cut"))


def test_a_broken_onnx_folder_is_refused_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "tiny-onnx", tmp_path / "m")
    (tmp_path / "m" / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_entailment(str(tmp_path / "m"))
    (tmp_path / "m" / "tokenizer.json").unlink()
    with pytest.raises(OptionError, match=r"no tokenizer\.json beside it"):
        load_entailment(str(tmp_path / "m"))


@pytest.mark.parametrize(
    ("name", "package", "extra"), [("tiny-nli", "torch", "rewrite"), ("tiny-onnx", "onnxruntime", "onnx")]
)
def test_without_the_extra_the_message_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'tracebrief\[{extra}\]'"):
        load_entailment(str(folder / name))


def test_nothing_heavy_is_imported_before_a_model_is_named() -> None:
    source = Path(str(importlib.import_module("summarizer.tracing.entailment").__file__)).read_text()
    assert "import torch" not in source
    assert "import onnxruntime" not in source


def test_the_command_takes_a_model(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(SOURCE)
    (tmp_path / "draft.txt").write_text("Visitors may enter the museum of Selby.")
    note = tmp_path / "note.json"
    arguments = ["trace", str(tmp_path / "draft.txt"), str(tmp_path / "source.txt"), "-o", str(note)]
    assert runner.invoke(app, arguments).exit_code == 0
    assert json.loads(note.read_text())["lines"][0]["verdict"] != "supported"
    read = runner.invoke(app, [*arguments, "--nli", str(folder / "tiny-nli"), "--device", "cpu"])
    assert read.exit_code == 0, read.output
    (line,) = json.loads(note.read_text())["lines"]
    assert line["verdict"] == "supported"
    assert "tiny-nli reads S1" in line["reasons"][-1]


def test_the_trace_task_takes_a_model(folder: Path, tmp_path: Path) -> None:
    sentence = "The museum of Selby opened its doors on Monday."
    alignment = {
        "summary_sentence": sentence,
        "summary_sent_start": 0,
        "doc": "a",
        "spans": [[0, len(sentence)]],
    }
    topic = {"id": "t", "docs": [{"id": "a", "text": SOURCE}], "references": [], "alignments": [alignment]}
    data = tmp_path / "topics.jsonl"
    data.write_text(json.dumps(topic) + "\n")
    done = runner.invoke(app, ["evaluate", str(data), "--task", "trace", "--nli", str(folder / "tiny-nli")])
    assert done.exit_code == 0, done.output
    assert "nli:tiny-nli" in done.output
