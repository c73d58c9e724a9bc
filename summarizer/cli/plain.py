"""Options read without the library of checks that Typer asks about each, where there is nothing to check."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup


class PlainCommand(TyperCommand):
    """A command that reads plain values itself and leaves to Typer what it may have to refuse.

    From 0.29 on Typer has Pydantic read each value, those left out too: loading it takes a tenth of the time
    of a small note. What is read, and what is refused in which words, stays the same.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take a command line apart; returns what is left of it."""
        _read_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)


class PlainGroup(TyperGroup):
    """The same for what stands before the name of a command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take a command line apart; returns what is left of it."""
        _read_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)


def _read_plainly(parameters: Iterable[Any]) -> None:
    for one in parameters:
        new = hasattr(one, "type_descriptor")  # before 0.29 Typer reads them itself
        if new and "process_value" not in vars(one):
            one.process_value = _reader(one)


def _reader(parameter: Any) -> Callable[[Any, Any], Any]:
    """Return what reads the values of one parameter: (context, value) → value."""
    told, checked = parameter.type_descriptor, parameter.process_value
    several = parameter.multiple or parameter.nargs == -1
    kind = get_args(told.annotation)[0] if get_origin(told.annotation) is list else told.annotation
    plain = _PLAIN.get(kind)
    if plain is None or told.is_ranged or several != told.is_list:
        return checked  # type: ignore[no-any-return]

    def read(context: Any, value: Any) -> Any:
        given = value if several and value else () if value is None or several else (value,)
        found = [plain(one) for one in given]
        if None in found or (parameter.required and not found):
            return checked(context, value)
        made: Any = (found or ()) if several else found[0] if found else None
        return parameter.callback(context, parameter, made) if parameter.callback else made

    return read


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: Any) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    return value if type(value) is int else None


def _number(value: Any) -> float | None:
    whole = _whole(value)
    return float(whole) if whole is not None else value if type(value) is float else None


def _path(value: Any) -> Path | None:
    known = isinstance(value, str | Path) and (not os.path.exists(value) or os.access(value, os.R_OK))
    return Path(value) if known else None


_PLAIN: Mapping[Any, Callable[[Any], Any]] = {
    bool: _flag,
    str: _text,
    int: _whole,
    float: _number,
    Path: _path,
}
"""What reads a value of a kind; None where Typer is to look at it."""
