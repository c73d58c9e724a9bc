"""One tree of errors. Every message names the file or value and says how to mend it."""

from __future__ import annotations

_HEAD, _TAIL = 1_500, 400
"""Characters kept of a message that is longer; what mends the matter stands at its end."""


def printable(text: str) -> str:
    """Return ``text`` fit for a terminal and a log: what is no visible character or space shows as an escape.

    Text from a file name or a source could otherwise move the cursor, turn the direction of writing round or
    add lines of its own. A text of more than 1,900 characters loses its middle.
    """
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]} … {text[-_TAIL:]}"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class TracebriefError(Exception):
    """Base of everything Tracebrief raises on purpose; the command line exits with 2 and prints it.

    As text it is `printable`, whatever stands in the value or the file that it names.
    """

    def __str__(self) -> str:
        return printable(super().__str__())


class SourceError(TracebriefError, ValueError):
    """Say that one source cannot be read; the rest of the pile still can."""


class NothingToBriefError(TracebriefError, ValueError):
    """Say that no usable sentence is left in any source."""


class OptionError(TracebriefError, ValueError):
    """Say that an option has a value that cannot work."""


class NoteError(TracebriefError, ValueError):
    """Say that a saved note is not a valid note."""


class OutputError(TracebriefError, OSError):
    """Say that a result cannot be written where it was asked for."""


class LanguageFileError(TracebriefError, RuntimeError):
    """Say that the file of a language cannot be used."""


class WorkerError(TracebriefError, RuntimeError):
    """Say that a worker process or machine cannot do its work."""


class MissingExtraError(TracebriefError, ImportError):
    """Say that an optional package is missing, and the command that installs it."""
