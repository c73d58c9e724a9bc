"""Batches whose lines a model rewrites."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rewrite.tiny_models import pairs
from typer.testing import CliRunner, Result

from summarizer.cli.main import app
from summarizer.errors import OptionError

Batch = Callable[..., Result]


@pytest.fixture
def batch(tmp_path: Path, prompt: Path) -> Batch:
    """Run the batch of two topics with a model."""
    sentences = [long for long, _ in pairs(24, 99)]
    rows = [
        {
            "id": f"topic-{number}",
            "docs": [
                {"id": f"{at}.txt", "text": " ".join(sentences[at : at + 6])}
                for at in (12 * number, 12 * number + 6)
            ],
        }
        for number in range(2)
    ]
    source = tmp_path / "topics.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def run(model: object, *more: str, output: str = "out") -> Result:
        options = ["--rewrite", str(model), "--rewrite-prompt", str(prompt), "--words", "60"]
        return CliRunner().invoke(
            app, ["batch", str(source), "-o", str(tmp_path / output), "--format", "json", *options, *more]
        )

    return run


def notes(folder: Path) -> dict[str, Any]:
    return {path.name: json.loads(path.read_bytes()) for path in sorted(folder.glob("notes/*.json"))}


def test_lines_of_a_batch_are_rewritten_and_a_second_run_keeps_them(
    batch: Batch, seq2seq: Path, tmp_path: Path
) -> None:
    done = batch(seq2seq)
    assert done.exit_code == 0, done.output
    made = notes(tmp_path / "out")
    assert len(made) == 2
    for note in made.values():
        assert note["options"]["rewrite"] == seq2seq.name
        assert note["stats"]["rewritten"] + note["stats"]["fallbacks"] > 0
    assert sum(note["stats"]["rewritten"] for note in made.values()) > 0
    assert "2 kept" in batch(seq2seq).stderr


@pytest.mark.slow
def test_two_jobs_rewrite_as_one(batch: Batch, seq2seq: Path, tmp_path: Path) -> None:
    assert batch(seq2seq, "--no-cache", output="one").exit_code == 0
    assert batch(seq2seq, "--no-cache", "--jobs", "2", output="two").exit_code == 0
    assert notes(tmp_path / "one") == notes(tmp_path / "two")


def test_a_folder_that_is_no_model_is_told_before_anything_is_written(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = batch(tmp_path / "empty")
    assert isinstance(result.exception, OptionError)
    assert "no config.json" in str(result.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_model_that_cannot_be_loaded_stops_the_batch_and_fails_no_topic(
    batch: Batch, tmp_path: Path, jobs: str
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "config.json").write_text('{"model_type": "bart", "is_encoder_decoder": true}')
    result = batch(broken, "--jobs", jobs)
    assert result.exit_code != 0
    assert "--rewrite" in str(result.exception)
    journal = tmp_path / "out" / "journal.jsonl"
    assert not journal.exists() or journal.read_bytes() == b""
