"""The fuzzer itself: it finds what is planted, makes it small, and survives what kills its process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import loop, mutate, oracles
from benchmarks.fuzz.attacks.__main__ import KINDS
from benchmarks.fuzz.attacks.attack import Attack, spoof
from benchmarks.fuzz.attacks.attack import run as run_attack
from benchmarks.fuzz.targets import TARGETS, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks its processes")


def planted(monkeypatch: pytest.MonkeyPatch, check: Callable[[bytes], object]) -> None:
    starts = (b"The dam broke, at last. It was Monday!",)
    target = Target("planted", "", lambda: starts, mutate.of_bytes(mutate.WORDS), check, 0.3)
    monkeypatch.setitem(TARGETS, "planted", target)


def fail_at_two_marks(content: bytes) -> object:
    if content.count(b"!") > 1:
        raise AssertionError("two marks")
    return len(content) % 7


def end_at_two_marks(content: bytes) -> object:
    if content.count(b"!") > 1:
        os._exit(9)
    return None


def sleep_at_two_marks(content: bytes) -> object:
    while content.count(b"!") > 1:
        time.process_time()
    return None


def test_a_broken_rule_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planted(monkeypatch, fail_at_two_marks)
    tally = loop.run("planted", 4, 1, tmp_path)
    assert tally.executions > 20
    (name,) = {file for place, file in tally.findings.items() if "two marks" in place}
    assert (tmp_path / "findings" / "planted" / name).read_bytes() == b"!!"
    assert "two marks" in (tmp_path / "findings" / "planted" / f"{name}.why").read_text()
    assert (tmp_path / "log.jsonl").read_text().count("\n") == 1


def test_what_kills_the_process_or_never_ends_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted(monkeypatch, end_at_two_marks)
    assert "ended with 9" in loop.run("planted", 4, 1, tmp_path / "a").findings
    planted(monkeypatch, sleep_at_two_marks)
    monkeypatch.setattr(loop, "MINIMISING", 1.0)
    found = loop.run("planted", 6, 1, tmp_path / "b").findings
    assert any(place.startswith("TooSlowError") for place in found)


@pytest.mark.parametrize("name", ["dates", "note-md", "evaluation"])
def test_a_target_runs_and_its_starts_keep_the_rules(name: str, tmp_path: Path) -> None:
    assert loop.run(name, 2, 5, tmp_path).findings == {}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_mutations_are_repeatable_and_of_bounded_size(name: str) -> None:
    target = TARGETS[name]
    starts = target.starts()
    made = [
        [target.mutate(random, starts[0], starts) for _ in range(20)] for random in (Random(3), Random(3))
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 5
    assert max(map(len, made[0])) < 2_000_000


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href='//x'>",
        "<img src=x background=y>",
        "<iframe>",
        "<p style='a:url(x)'>",
        "<svg/onload=x>",
        "<meta http-equiv=refresh>",
    ],
)
def test_what_is_alive_in_a_page_breaks_the_rule(page: str) -> None:
    with pytest.raises(AssertionError, match=r"alive|address|loads|meta"):
        oracles.html(f"<!DOCTYPE html><body>{page}</body>".encode())


@pytest.mark.parametrize("text", ["<b>x</b>", "<div>\n</div>", "![x](y)", "[x](https://y)", "<https://y>"])
def test_html_and_links_in_markdown_break_the_rule(text: str) -> None:
    with pytest.raises(AssertionError):
        oracles.markdown(text.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_attack_is_made_and_the_same_seed_makes_the_same(kind: str, tmp_path: Path) -> None:
    module = import_module(f"benchmarks.fuzz.attacks.{kind}")

    def first(name: str) -> list[str]:
        (tmp_path / name).mkdir()
        made = module.attacks(tmp_path / name, Random(7))
        return [f"{attack.name} {attack.command} {attack.exits}" for attack in islice(made, 5)]

    assert first("one") == first("two")


def test_what_an_attack_does_is_told() -> None:
    assert spoof("plain\ttext\n\u200fright to left\n") == ""
    assert spoof("a\x1b[2J") == "U+001B"
    assert spoof("a\x9b") == "U+009B"
    assert spoof("\u202e31\u202c people") == ""
    assert spoof("\u202e31 people\n\u202c") == "a direction left open"


def test_a_traceback_a_wrong_exit_code_and_a_hang_are_harm(tmp_path: Path) -> None:
    harm, _, _ = run_attack(Attack("a", "echo Traceback >&2; exit 1"), tmp_path)
    assert harm.keys() == {"traceback", "exit code"}
    assert run_attack(Attack("b", "sleep 9", patience=0.2), tmp_path)[0].keys() == {"hang"}
    assert run_attack(Attack("c", "kill -SEGV $$"), tmp_path)[0].keys() == {"crash"}
    assert run_attack(Attack("d", "exit 2"), tmp_path)[0].keys() == {"no word"}
    assert run_attack(Attack("e", "echo Error: x >&2; exit 2"), tmp_path)[0] == {}
