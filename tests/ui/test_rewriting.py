"""Which models a page takes, and what it says of one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import OptionError
from summarizer.rewrite import RewriteOptions
from ui.rewriting import Models, for_page
from ui.serve import Serving

SERVER = "openai:http://10.0.0.7:8080/v1#tiny"


def test_none_asked_for_is_none_used() -> None:
    for models in (Models(), Models.of((), True), Models.of(("some/model",), True)):
        assert models.options("") is None
        assert models.options("  ") is None


def test_a_page_that_others_reach_takes_only_what_was_named_and_by_its_label(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    models = Models.of((str(folder), SERVER), alone=False)
    assert models.labels == ("tiny", "openai:tiny")
    chosen = models.options("tiny")
    assert chosen == RewriteOptions(str(folder), cache=False)
    assert models.options("openai:tiny") == RewriteOptions(SERVER, cache=False)
    for other in (str(folder), SERVER, "http://127.0.0.1:9/", "openai:http://127.0.0.1:9/v1#x", "/etc"):
        with pytest.raises(OptionError, match="not offered here"):
            models.options(other)


def test_a_page_that_others_reach_takes_nothing_where_nothing_was_named() -> None:
    with pytest.raises(OptionError, match="none is offered"):
        Models.of((), alone=False).options("some/model")


def test_a_page_of_one_machine_takes_any_but_what_cannot_be_a_model() -> None:
    models = Models.of((), alone=True)
    assert models.options(" some/model ") == RewriteOptions("some/model", cache=False)
    with pytest.raises(OptionError, match="no server and model"):
        models.options("openai:localhost")


def test_only_a_model_named_at_the_start_may_be_downloaded() -> None:
    alone, named = Models.of((), alone=True), Models.of(("some/model",), alone=True)
    assert not alone.is_named(alone.options("some/model"))
    assert named.is_named(named.options("some/model"))
    assert not named.is_named(None)


@pytest.mark.parametrize(
    ("more", "alone"),
    [
        ({}, True),
        ({"host": "::1"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"auth": ("a:b",)}, False),
        ({"root_path": "/briefs"}, False),
        ({"allow_host": ("briefs.example",)}, False),
        ({"share": True, "auth": ("a:b",)}, False),
    ],
)
def test_a_page_counts_as_of_one_machine_only_where_no_option_opens_it(more: dict, alone: bool) -> None:
    assert Serving(**more).alone() is alone


def test_what_goes_wrong_with_a_named_model_is_told_without_its_path_or_address() -> None:
    folder = RewriteOptions("/home/ann/models/tiny")
    wrong = "--rewrite /home/ann/models/tiny cannot be loaded: no."
    assert for_page(wrong, folder, True) == "the rewriting model tiny cannot be loaded: no."
    assert for_page(wrong, folder, False) == "the rewriting model /home/ann/models/tiny cannot be loaded: no."
    server, wrong = RewriteOptions(SERVER), "http://10.0.0.7:8080/v1 cannot be reached (refused); start it."
    assert for_page(wrong, server, True) == "the server of the model cannot be reached (refused); start it."
    assert for_page(wrong, server, False) == wrong


def test_two_models_of_one_label_are_refused_at_the_start() -> None:
    with pytest.raises(OptionError, match="both called tiny"):
        Models.of(("/a/tiny", "/b/tiny"), alone=True)
