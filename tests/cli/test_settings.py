"""The settings file: defaults that the command line wins over, from nowhere but two files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.cli import settings
from summarizer.cli.settings import defaults, read_settings
from summarizer.errors import OptionError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The user's own settings and those of the working folder."""
    own, here = tmp_path / "own" / "tracebrief.toml", tmp_path / "here" / "tracebrief.toml"
    for path in (own, here):
        path.parent.mkdir()
    monkeypatch.setattr(settings, "places", lambda: (own, here))
    return own, here


def test_the_folder_wins_over_the_user_and_the_command_line_over_both(files: tuple[Path, Path]) -> None:
    own, here = files
    own.write_text('words = 90\nlanguage = "de"\nrewrite = "openai:http://127.0.0.1:1/v1#m"\n')
    here.write_text('sentences = 4\norder = "score"\n[limits]\nfile-mb = 3\n')
    found = defaults(["brief", "seeds"])["brief"]
    assert found == {
        "sentences": 4, "order": "score", "max_file_mb": 3, "language": "de",
        "rewrite": "openai:http://127.0.0.1:1/v1#m",
    }  # fmt: skip
    assert "sentences" not in defaults(["brief", "seeds", "--words=9"])["brief"]
    assert defaults(["brief", "--project", "p.json"])["brief"] == {"max_file_mb": 3}
    assert defaults(["verify", "note.json"])["verify"] == {"max_file_mb": 3}
    assert defaults(["--version"]) == {}


def test_a_folder_that_comes_from_anybody_names_no_model(files: tuple[Path, Path]) -> None:
    """Its texts would be sent to a host that the user never named."""
    for key in ("rewrite", "nli", "similarity", "rewrite-prompt"):
        files[1].write_text(f'{key} = "openai:http://evil.example/v1#m"\n')
        with pytest.raises(OptionError, match="your own settings only"):
            read_settings()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("words = ", "is no TOML"),
        ('words = "x"', "words must be a whole number, not x"),
        ("words = true", "words must be a whole number, not True"),
        ("trim = 1", "trim must be true or false"),
        ("wrods = 1", "there is no setting 'wrods'; there are chars"),
        ("limits = 3", "there is no setting 'limits'"),
        ("a = " + "[" * 50_000, "is no TOML"),
        ("#" * 200_000, "cannot be read"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(text: str, why: str, files: tuple[Path, Path]) -> None:
    files[1].write_text(text)
    with pytest.raises(OptionError, match=why) as told:
        read_settings()
    assert str(files[1]) in str(told.value)


def test_a_pipe_in_the_place_of_the_settings_is_not_waited_for(files: tuple[Path, Path]) -> None:
    os.mkfifo(files[1])
    with pytest.raises(OptionError, match="cannot be read"):
        read_settings()


@pytest.mark.slow
def test_commands_take_their_settings_and_config_shows_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mill of Orrin burned down on Monday. Nobody was hurt in the fire.\n")
    (tmp_path / "tracebrief.toml").write_text("sentences = 1\n")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path / "own")}

    def ran(*arguments: str) -> str:
        command = [sys.executable, "-m", "summarizer", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert json.loads(ran("brief", "a.txt", "--json"))["options"]["sentences"] == 1
    assert json.loads(ran("brief", "a.txt", "--words", "9", "--json"))["options"]["words"] == 9
    assert "sentences = 1" in ran("config")
    shown = json.loads(ran("config", "--json"))
    assert shown["settings"]["sentences"]["file"] == str(tmp_path / "tracebrief.toml")
