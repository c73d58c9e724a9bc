from __future__ import annotations

import glob
import os
from pathlib import Path

import pytest

from summarizer.sources.patterns import matches


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.md", ".h/i.txt", "b/.j.txt", "[k].txt", "b d/l.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link").symlink_to("b")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "pattern",
    ["*", "*.txt", "b/*.txt", "*/*.txt", "**/*.txt", "b/**/*.txt", "**/d/*", "./**/*.md", "**x/*.txt",
     "[[]k].txt", ".h/*", ".h/**/*.txt", "**/*.pdf", "b*/**/*.txt"],
)  # fmt: skip
def test_a_pattern_fits_what_the_shell_says_but_through_no_link(pattern: str) -> None:
    known = {path for path in glob.glob(pattern, recursive=True) if "link" not in path or "**" not in pattern}
    assert set(map(os.path.normpath, matches(pattern))) == set(map(os.path.normpath, known))


def test_two_stars_at_the_end_are_everything_below() -> None:
    assert matches("b/**") == ["b/c.txt", "b/d", "b/d/e.txt", "b/d/f.md"]


def test_an_absolute_pattern_gives_absolute_paths(tmp_path: Path) -> None:
    assert matches(f"{tmp_path}/**/e.txt") == [f"{tmp_path}/b/d/e.txt"]
