"""What options are read as is what Typer reads, and a usual run does without what Typer checks with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperCommand, TyperGroup

from summarizer.cli import main as cli

VALUES = st.one_of(
    st.sampled_from(
        ["", "-", "150", "007", "1_000", " 7", "-3", "+4", "2.5", "1e3", "nan", "x", "٣", "9" * 30]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)


def _commands(plain: bool) -> dict[str, Any]:
    """Return the commands, as they are or with the classes of Typer."""
    app = typer.Typer(cls=None if plain else TyperGroup)
    for info in cli.app.registered_commands:
        app.command(info.name, cls=info.cls if plain else TyperCommand)(info.callback)
    return typer.main.get_command(app).commands  # type: ignore[attr-defined,no-any-return]


OURS, THEIRS = _commands(True), _commands(False)
OPTIONS = [(name, one.name) for name, command in OURS.items() for one in command.params]


def _read(command: Any, name: str, arguments: list[str]) -> str:
    """Return a parameter's value as it is written, or what is said against it."""
    try:
        with command.make_context("tracebrief", list(arguments)) as context:
            return repr(context.params.get(name))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@given(st.sampled_from(OPTIONS), VALUES)
def test_a_value_is_read_and_refused_as_by_typer(option: tuple[str, str], value: str) -> None:
    command, name = option
    (one,) = [one for one in OURS[command].params if one.name == name]
    arguments = [value] if one.param_type_name == "argument" else [one.opts[0], value]
    needed = [each for each in OURS[command].params if each.required and each.name != name]
    arguments += [
        part for each in needed for part in (*(each.opts[:1] if each.opts[0][0] == "-" else ()), "x")
    ]
    assert _read(OURS[command], name, arguments) == _read(THEIRS[command], name, arguments)


@pytest.mark.parametrize("command", OURS)
def test_what_is_left_out_is_read_as_by_typer(command: str) -> None:
    needed = [one for one in OURS[command].params if one.required]
    given = [part for one in needed for part in (*(one.opts[:1] if one.opts[0][0] == "-" else ()), "x")]
    for name in (one.name for one in OURS[command].params):
        assert _read(OURS[command], name, given) == _read(THEIRS[command], name, given)
        assert _read(OURS[command], name, []) == _read(THEIRS[command], name, [])


def test_a_path_that_cannot_be_read_is_refused_as_by_typer(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("/proc/1/mem")):
        for option in ("--project", "-o"):
            read = [
                _read(commands["brief"], "project", ["x", option, str(path)]) for commands in (OURS, THEIRS)
            ]
            assert read[0] == read[1]
