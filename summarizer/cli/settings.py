"""The settings file: defaults for options, in the working folder or in the user's own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import OptionError
from summarizer.limits import read_regular
from summarizer.records import dataclass

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAME = "tracebrief.toml"
LENGTHS = ("words", "sentences", "percent", "chars")
LARGEST = 100_000
"""Bytes of the largest settings file."""
_WRITING = (*LENGTHS, "ranker", "selector", "order", "trim", "seed", "format")
_LIMITS = (
    *("max_file_mb", "max_expansion_mb", "max_chars", "max_pages", "max_parts", "max_depth"),
    *("max_files", "max_total_chars"),
)
_MODEL = ("rewrite", "rewrite_prompt", "rewrite_plan", "rewrite_jobs", "device", "dtype")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "brief": (*_WRITING, "language", *_MODEL, *_LIMITS),
    "batch": (*_WRITING, "language", *_MODEL, *_LIMITS),
    "trace": ("format", "language", "nli", "similarity", "device", *_LIMITS),
    "update": ("format", "language", *_LIMITS),
    "watch": (*LENGTHS, "language", *_LIMITS),
    "verify": _LIMITS,
    "read": ("language", *_LIMITS),
    "mcp": _LIMITS,
}
"""The settings that each command takes."""
_OWN = ("rewrite", "rewrite_prompt", "nli", "similarity")
"""Settings that load a model or send texts to one: only in the user's file, as folders come from anybody."""
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("words", "sentences", "chars", "seed", "rewrite_jobs"), int),
    **dict.fromkeys(("percent", *_LIMITS), (int, float)),
    "trim": bool,
}
_SAID = {int: "a whole number", (int, float): "a number", bool: "true or false", str: "a text"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and the file that it is from."""

    value: Any
    file: Path


def places() -> tuple[Path, Path]:
    """Return where settings are looked for: the user's own folder, then, with the last word, this one."""
    from platformdirs import user_config_path

    try:
        return user_config_path("tracebrief") / NAME, Path.cwd() / NAME
    except FileNotFoundError as error:
        raise OptionError("the working folder is gone; change to one that is there (cd).") from error


def read_settings() -> dict[str, Setting]:
    """Return the settings of both files. Raises `OptionError` that names file and key."""
    found: dict[str, Setting] = {}
    own, here = places()
    for path in dict.fromkeys((own, here)):
        values = _read(path)
        if path == here != own and (strange := [key for key in values if key in _OWN]):
            raise OptionError(
                f"{path}: {strange[0]} is taken from your own settings only ({own}), since it loads a model "
                "or sends texts to one."
            )
        if any(key in LENGTHS for key in values):
            found = {key: one for key, one in found.items() if key not in LENGTHS}
        found |= {key: Setting(value, path) for key, value in values.items()}
    return found


def defaults(arguments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the settings as defaults of each command's options; the command line wins over them.

    A length on the command line takes the place of one of any unit. With a project its own settings hold.
    """
    if not set(arguments) & COMMANDS.keys():
        return {}
    found = read_settings()
    given = {argument.partition("=")[0] for argument in arguments}
    if given & {f"--{unit}" for unit in LENGTHS}:
        found = {key: one for key, one in found.items() if key not in LENGTHS}
    made = {
        command: {("format_" if key == "format" else key): found[key].value for key in keys if key in found}
        for command, keys in COMMANDS.items()
    }
    if "--project" in given:
        made["brief"] = {key: value for key, value in made["brief"].items() if key in _LIMITS}
    return made


def _read(path: Path) -> dict[str, Any]:
    try:
        text = read_regular(path, LARGEST).decode("utf-8-sig")
        values = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        if isinstance(error, PermissionError) and not os.access(path.parent, os.X_OK):
            return {}  # a home folder that is somebody else's: nobody can tell whether there are settings
        raise OptionError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "no UTF-8, or nested too deeply"
        raise OptionError(f"{path} is no TOML: {why}; mend it or remove it.") from error
    return {key: _checked(key, value, path) for key, value in _flat(values).items()}


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings by the names of options; in a table ``limits`` they go without max."""
    limits = values.get("limits")
    flat = {key.replace("-", "_"): value for key, value in values.items() if key != "limits"}
    if isinstance(limits, dict):
        flat |= {f"max_{key.replace('-', '_').removeprefix('max_')}": value for key, value in limits.items()}
    elif limits is not None:
        flat["limits"] = limits
    return flat


def _checked(key: str, value: Any, path: Path) -> Any:
    known = sorted({name for names in COMMANDS.values() for name in names})
    if key not in known:
        raise OptionError(f"{path}: there is no setting {key[:60]!r}; there are {', '.join(known)}.")
    kind = _TYPES.get(key, str)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise OptionError(f"{path}: {key} must be {_SAID[kind]}, not {str(value)[:60]}.")
    return value


def as_text(found: Mapping[str, Setting]) -> list[str]:
    """Return where settings are looked for and what they are, a line each, as TOML."""
    lines = [f"# {path}: {'read' if os.path.isfile(path) else 'not there'}" for path in places()]
    return lines + [
        f"{key} = {json.dumps(one.value, ensure_ascii=False)}  # {one.file}"
        for key, one in sorted(found.items())
    ]


def as_dict(found: Mapping[str, Setting]) -> dict[str, Any]:
    """Return the same as JSON values."""
    values = {key: {"value": one.value, "file": str(one.file)} for key, one in sorted(found.items())}
    return {"files": [str(path) for path in places()], "settings": values}
