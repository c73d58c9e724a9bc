"""One tree of errors. Every message names the file or value and says how to mend it."""

from __future__ import annotations


class TracebriefError(Exception):
    """Base of everything Tracebrief raises on purpose; the command line exits with 2 and prints it."""


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


class WorkerError(TracebriefError, RuntimeError):
    """Say that a worker process or machine cannot do its work."""


class MissingExtraError(TracebriefError, ImportError):
    """Say that an optional package is missing, and the command that installs it."""
