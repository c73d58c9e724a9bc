"""Plots of a run, as PNG and SVG: intervals, score against length, two systems topic by topic.

Files hold no date and no random ids, so that equal results give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .compare import improvement
from .metrics import is_count
from .report import label
from .results import Results, SystemResult
from .statistics import Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WORST = 10
"""Topics that a scatter plot names."""

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999")
"""Okabe & Ito's palette, which the colour-blind can tell apart."""

_MARKERS = "os^Dv<>P"


def _scale(measure: str) -> int:
    """Return by what the values of a measure are shown: shares in hundredths, counts as they are."""
    return 1 if is_count(measure) else 100


def _scaled(measure: str) -> str:
    return label(measure) + ("" if is_count(measure) else " × 100")


def intervals_figure(results: Results, measures: Sequence[str]) -> Figure:
    """Draw each system's mean and 95 % interval, one panel a measure."""
    systems = results.systems
    figure, panels = _figure(len(measures), 2.6 * len(measures) + 1.4, 0.32 * len(systems) + 1.4)
    for at, (axes, measure) in enumerate(zip(panels, measures, strict=True)):
        scale = _scale(measure)
        for row, system in enumerate(systems):
            score = system.scores.get(measure)
            if score is None:
                continue
            axes.plot([scale * score.low, scale * score.high], [row, row], color=_COLOURS[0], linewidth=2)
            axes.plot([scale * score.value], [row], "o", color=_COLOURS[0], markersize=5)
        axes.set_yticks(range(len(systems)), [_plain(one.name) for one in systems] if at == 0 else [])
        axes.set_ylim(len(systems) - 0.5, -0.5)
        axes.set_title(label(measure), fontsize=10)
        axes.set_xlabel("" if scale == 1 else f"× {scale}")
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    return figure


def budget_figure(curves: Mapping[str, Sequence[tuple[float, Interval]]], measure: str, unit: str) -> Figure:
    """Draw score against length budget; ``curves`` holds (budget, score) points by system."""
    figure, (axes,) = _figure(1, 6.4, 4.2)
    scale = _scale(measure)
    for at, (name, points) in enumerate(curves.items()):
        colour = _COLOURS[at % len(_COLOURS)]
        lengths = [length for length, _ in points]
        axes.plot(
            lengths,
            [scale * score.value for _, score in points],
            marker=_MARKERS[at % len(_MARKERS)],
            color=colour,
            label=_plain(name),
        )
        low = [scale * score.low for _, score in points]
        axes.fill_between(lengths, low, [scale * score.high for _, score in points], color=colour, alpha=0.12)
    axes.set_xlabel(f"length budget ({unit})")
    axes.set_ylabel(_scaled(measure))
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.legend(frameon=False, fontsize=9)
    return figure


def scatter_figure(first: SystemResult, second: SystemResult, measure: str) -> Figure:
    """Draw one point a topic, ``first`` upwards and ``second`` to the right; name the worst topics."""
    shared = [key for key in first.per_topic if measure in first.per_topic[key]]
    shared = [key for key in shared if measure in second.per_topic.get(key, {})]
    worst = worst_topics(first, second, measure)
    figure, (axes, margin) = _figure(2, 7.6, 5.0, (3, 1))
    margin.axis("off")
    scale = _scale(measure)
    across = [scale * second.per_topic[key][measure] for key in shared]
    up = [scale * first.per_topic[key][measure] for key in shared]
    axes.axline((0, 0), slope=1, color="#999999", linewidth=0.8)
    axes.plot(across, up, "o", color=_COLOURS[0], alpha=0.55, markersize=5)
    for rank, key in enumerate(worst, 1):
        point = (scale * second.per_topic[key][measure], scale * first.per_topic[key][measure])
        axes.plot(*point, "o", color=_COLOURS[1], markersize=6)
        axes.annotate(str(rank), point, xytext=(5, -3), textcoords="offset points", fontsize=8)
    listed = [f"{rank}  {_plain(key, 30)}" for rank, key in enumerate(worst, 1)]
    heading = f"{_plain(first.name, 26)} is furthest behind in\n" if worst else ""
    margin.text(0, 1.0, "\n".join([heading, *listed]), transform=margin.transAxes, va="top", fontsize=8)
    axes.set_xlabel(f"{_plain(second.name)}: {_scaled(measure)}")
    axes.set_ylabel(f"{_plain(first.name)}: {_scaled(measure)}")
    axes.set_box_aspect(1)
    axes.grid(color="#eeeeee", linewidth=0.6)
    return figure


def worst_topics(
    first: SystemResult, second: SystemResult, measure: str, count: int = WORST
) -> tuple[str, ...]:
    """Return the topics on which ``first`` falls furthest behind ``second``, the furthest first.

    Topics on which it does not fall behind are not listed.
    """
    gaps = [
        (improvement(measure, scores[measure] - second.per_topic[key][measure]), key)
        for key, scores in first.per_topic.items()
        if measure in scores and measure in second.per_topic.get(key, {})
    ]
    return tuple(key for gap, key in sorted(gaps)[:count] if gap < 0)


def write(figure: Figure) -> dict[str, bytes]:
    """Return the figure as PNG and SVG, by file suffix."""
    import matplotlib

    files = {}
    with matplotlib.rc_context({"svg.hashsalt": "tracebrief", "savefig.dpi": 150}):
        for suffix, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": None})):
            buffer = io.BytesIO()
            figure.savefig(buffer, format=suffix, metadata=metadata)
            files[suffix] = buffer.getvalue()
    return files


def _figure(
    panels: int, width: float, height: float, shares: tuple[float, ...] | None = None
) -> tuple[Figure, list[Axes]]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, list(figure.subplots(1, panels, squeeze=False, width_ratios=shares)[0])


def _plain(name: str, limit: int = 40) -> str:
    """Return a name that matplotlib does not take for mathematics, shortened."""
    short = name if len(name) <= limit else name[: limit - 1] + "…"
    return "".join(char if char.isprintable() else "·" for char in short).replace("$", r"\$")
