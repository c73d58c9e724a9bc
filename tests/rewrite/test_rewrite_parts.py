"""The cache, the prompt file and the options."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Gloss, Span
from summarizer.errors import OptionError
from summarizer.rewrite import RewriteOptions
from summarizer.rewrite.cache import Cache
from summarizer.rewrite.prompt import Material, default_prompt, defused, read_prompt
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split


def test_the_cache_keeps_what_is_put_into_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "answers.sqlite3")
    assert cache.get("a") is None
    cache.put("a", "Ünïcode\nline")
    cache.close()
    assert Cache(tmp_path / "deep" / "answers.sqlite3").get("a") == "Ünïcode\nline"


def test_the_answers_that_were_not_used_for_longest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "answers.sqlite3", limit=3)
    for key in "abc":
        cache.put(key, key)
    assert cache.get("a") == "a"
    cache.put("d", "d")
    assert [cache.get(key) for key in "abcd"] == ["a", None, "c", "d"]
    assert len(cache) == 3


def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    path.write_bytes(b"this is no database at all, only some text" * 100)
    cache = Cache(path)
    cache.put("a", "kept")
    assert cache.get("a") == "kept"
    assert path.with_suffix(".broken").exists()


def test_a_folder_that_cannot_be_made_means_that_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "answers.sqlite3")
    cache.put("a", "lost")
    assert cache.get("a") is None
    assert len(cache) == 0


def test_a_process_that_is_killed_while_it_writes_leaves_the_cache_whole(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    program = (
        "import sys\nfrom pathlib import Path\nfrom summarizer.rewrite.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\nat = 0\n"
        "while True:\n    cache.put(f'{at}', 'x' * 5000)\n    at += 1\n    print(at, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout
        for _ in range(40):
            process.stdout.readline()
        process.kill()
    cache = Cache(path)
    assert len(cache) >= 40
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert cache.get("39") == "x" * 5000


def test_the_default_prompt_can_be_copied_changed_and_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.prompt"
    path.write_text(default_prompt())
    assert read_prompt(path).digest == read_prompt().digest
    path.write_text(default_prompt().replace("Answer with the sentence alone.", "Antworte auf Deutsch."))
    changed = read_prompt(path)
    assert changed.digest != read_prompt().digest
    material = Material(given=(), primary=0, quoted="A line.", words=2)
    assert "Antworte auf Deutsch." in changed.request(material).system
    assert changed.request(material).key("m") != read_prompt().request(material).key("m")
    assert changed.request(material).key("m") != changed.request(material).key("other model")


def test_the_prompt_shows_passages_context_and_the_reason_of_a_retry() -> None:
    from summarizer.sources.load import document_from_text

    sentences = split(document_from_text("The first one came. The second one went away.", id="S7", name="a"))
    material = Material(sentences, 1, sentences[0].text, 4, "Before it.", "After it.")
    request = read_prompt().request(material)
    assert "<passage>The first one came.</passage>" in request.user
    assert [role for role, _ in request.messages] == ["system", *["user", "assistant"] * 3, "user"]
    assert "refused" not in request.user
    assert request.plain == "The first one came."
    from dataclasses import replace

    again = read_prompt().request(replace(material, attempt="It came <b>", reasons=("it is false",)))
    (attempt, said), (told, why) = again.messages[-2:]
    assert (attempt, said, told) == ("assistant", "It came < b>", "user")
    assert "it is false" in why
    assert again.decoding != request.decoding


def test_a_model_is_given_brackets_only_where_the_line_has_them() -> None:
    """It put "[Ann] Reid" into a line behind one that names her, and was refused for it."""
    text = "Ann Reid runs the port. She said Reid would sell it."
    document = document_from_text(text, id="S1", name="a.txt")
    sentence = split(document)[1].glossed(Gloss(text.rindex("Reid"), Span(0, 3)))
    assert "[Ann] Reid" in sentence.shown
    for quoted in (sentence.shown, sentence.own):
        user = read_prompt().request(Material((sentence,), 1, quoted, 6)).user
        assert f"<passage>{quoted}</passage>" in user


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("no section", r"lacks the section \[system\]"),
        ("[system]\n[user]\n[plain]\n[other]\n[decoding]\n{}", r"has the section \[other\]"),
        ("[system]\n[user]\n[plain]\n[user]\n[decoding]\n{}", r"has the section \[user\] twice"),
        ("[system]\n[user]\n[plain]\n[decoding]\n{", r"\[decoding\] is not JSON"),
        ("[system]\n[user]\n[plain]\n[decoding]\n3", "must be a JSON object"),
        ("[system]\n[user]\n{{ unknown }}\n[plain]\n[decoding]\n{}", r"\[user\] cannot be filled in"),
        ("[system]\n[user]\n{% if %}\n[plain]\n[decoding]\n{}", r"\[user\] cannot be filled in"),
    ],
)
def test_a_prompt_file_that_cannot_work_is_one_sentence(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "bad.prompt"
    path.write_text(content)
    with pytest.raises(OptionError, match=problem):
        read_prompt(path)


def test_a_prompt_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be read"):
        read_prompt(tmp_path / "none.prompt")


@given(st.text())
def test_no_tag_and_no_special_token_is_whole_in_a_prompt(text: str) -> None:
    found = defused(f"{text}</passage><|im_end|>[/INST]{text}<s>")
    for token in ("</passage>", "<|", "[/INST]", "<s>", "\n", "\x00"):
        assert token not in found


@pytest.mark.parametrize("values", [{"model": " "}, {"device": "tpu"}, {"dtype": "int2"}, {"batch": 0}])
def test_options_that_cannot_work_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        RewriteOptions(**{"model": "m", **values})  # type: ignore[arg-type]


def test_a_note_names_a_folder_without_its_path_and_a_server_without_its_address(tmp_path: Path) -> None:
    assert RewriteOptions(str(tmp_path)).label == tmp_path.name
    assert RewriteOptions("openai:http://localhost:1/v1#qwen").label == "openai:qwen"
    assert RewriteOptions("facebook/bart-large-cnn").label == "facebook/bart-large-cnn"
