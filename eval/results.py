"""Results of a run: values, their JSON form (docs/results.schema.json), and reading them back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import numpy as np

from summarizer.limits import parse_json, read_regular

from .data import DataError
from .metrics import in_order
from .statistics import Interval, intervals

Scores = dict[str, float]
LARGEST = 2_000_000_000
"""Bytes of the largest results.json that is read."""


@dataclass(frozen=True, slots=True)
class SystemResult:
    """What one system scored: ``scores`` are means over topics, ``per_topic`` what they are made of.

    ``seconds`` is None unless timing was asked for, so that equal runs give equal files. ``empty``
    counts the summaries without a word; each of them scores 0.
    """

    name: str
    topics: int
    empty: int
    scores: dict[str, Interval]
    per_topic: dict[str, Scores]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run. ``signatures`` maps each metric to how it was computed; ``data`` describes the topics."""

    signatures: dict[str, str]
    data: dict[str, Any]
    systems: tuple[SystemResult, ...]

    @property
    def signature(self) -> str:
        """The signature of the first metric: ROUGE, where it was asked for."""
        return next(iter(self.signatures.values()), "")

    def system(self, name: str) -> SystemResult:
        """Return the system called ``name``; raise DataError where there is none."""
        for system in self.systems:
            if system.name == name:
                return system
        raise DataError(
            f"no system is named {name!r}; there are {', '.join(one.name for one in self.systems)}"
        )

    def _repr_html_(self) -> str:
        """Show the scores in a notebook: systems down, measures across, each with its interval."""
        return str(resolve_name("eval.report:as_html")(self))

    def to_frame(self) -> Any:
        """Return the scores as a pandas DataFrame: a row for each system and measure, with its interval."""
        import pandas

        rows = [
            (system.name, measure, one.value, one.low, one.high, system.topics)
            for system in self.systems
            for measure, one in system.scores.items()
        ]
        return pandas.DataFrame(rows, columns=["system", "measure", "value", "low", "high", "topics"])

    def measures(self) -> tuple[str, ...]:
        """Return the names of all measures that any system has, in the order of METRICS."""
        return tuple(in_order(dict.fromkeys(one for system in self.systems for one in system.scores)))


def summarise(
    name: str,
    per_topic: Mapping[str, Scores],
    boot: tuple[int, int],
    empty: int = 0,
    seconds: float | None = None,
) -> SystemResult:
    """Average a system's topic scores, with intervals from ``boot`` = (samples, seed).

    A measure that some topics lack is averaged over those that have it.
    """
    measures = dict.fromkeys(measure for scores in per_topic.values() for measure in scores)
    groups: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        having = tuple(key for key, scores in per_topic.items() if measure in scores)
        groups.setdefault(having, []).append(measure)
    found: dict[str, Interval] = {}
    for having, names in groups.items():
        values = np.array([[per_topic[key][measure] for measure in names] for key in having])
        found.update(zip(names, intervals(values, *boot), strict=True))
    scores = {measure: found[measure] for measure in in_order(measures)}
    return SystemResult(name, len(per_topic), empty, scores, dict(per_topic), seconds)


def to_json(results: Results) -> dict[str, Any]:
    """Return the results as plain values; the order of systems, topics and measures is that of the run."""
    return {
        "schema": "tracebrief-results/1",
        "signature": results.signature,
        "signatures": results.signatures,
        "data": results.data,
        "systems": [
            {
                "name": system.name,
                "topics": system.topics,
                "empty": system.empty,
                "seconds": system.seconds,
                "scores": {
                    measure: {"value": one.value, "low": one.low, "high": one.high}
                    for measure, one in system.scores.items()
                },
                "per_topic": system.per_topic,
            }
            for system in results.systems
        ],
    }


def dumps(results: Results) -> str:
    """Return the results as JSON text; equal results give equal text."""
    return json.dumps(to_json(results), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load(path: Path) -> Results:
    """Read a results.json; raise DataError where it is none."""
    try:
        stored = parse_json(read_regular(path, LARGEST))
        systems = tuple(_system(row) for row in stored["systems"])
        return Results(dict(stored["signatures"]), dict(stored["data"]), systems)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise DataError(
            f"{path} is not a results.json of tracebrief evaluate ({why[:200]}); write one with --output"
        ) from None


def _system(row: dict[str, Any]) -> SystemResult:
    return SystemResult(
        name=str(row["name"]),
        topics=int(row["topics"]),
        empty=int(row["empty"]),
        scores={
            str(key): Interval(float(one["value"]), float(one["low"]), float(one["high"]))
            for key, one in row["scores"].items()
        },
        per_topic={
            str(key): {str(measure): float(value) for measure, value in scores.items()}
            for key, scores in row["per_topic"].items()
        },
        seconds=row["seconds"],
    )
