"""The run as Markdown tables and log-log plots."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bare import LIBRARY
from .measure import Cost, exponent

OURS, BARE = "Tracebrief", "bare work"
BARE_BY_LIBRARY = f"{BARE}, {LIBRARY}"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999")
_MARKERS = "os^Dv<>P"

Costs = Mapping[int, Cost]
"""By the number of sentences."""


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured.

    ``costs``: by system. ``versions``: of the peers. ``missing``: peers that are not installed and the
    module they lack. ``cases``: other commands of ours. ``quality``: rows of text, a header first.
    """

    costs: Mapping[str, Costs]
    versions: Mapping[str, str]
    missing: Mapping[str, str]
    cases: Mapping[str, Cost]
    quality: Sequence[tuple[str, ...]] = ()


def page(run: Run, introduction: str) -> str:
    """Return the page of benchmarks, plots as links to ``img/``."""
    parts = [introduction.strip(), _machine(run)]
    parts += ["## CPU seconds, from a file to a summary", _seconds(run)]
    parts += ["![CPU seconds by the number of sentences](img/speed.svg)", *_ratio(run)]
    parts += ["## Peak memory, MB", _memory(run)]
    parts += ["![Peak memory by the number of sentences](img/memory.svg)", *_far(run)]
    if run.cases:
        rows = [(name, _shown(cost), f"{cost.memory / 1e6:,.0f}") for name, cost in run.cases.items()]
        parts += ["## Other commands", _table([("command", "CPU seconds", "MB"), *rows])]
    if run.quality:
        parts += ["## Quality of the same systems", _table(run.quality)]
    return "\n\n".join(parts) + "\n"


def growth(costs: Costs, memory: bool = False, decades: int = 1) -> tuple[float, tuple[int, int]]:
    """Return the exponent of growth over the last ``decades`` that were reached, and their ends."""
    done = {size: cost for size, cost in costs.items() if not cost.failed}
    sizes = [size for size in done if size * 10**decades >= max(done)]
    values = [done[size].memory if memory else done[size].seconds for size in sizes]
    return exponent(sizes, values), (min(sizes, default=0), max(sizes, default=0))


def plot(run: Run, folder: Path) -> None:
    """Write speed and memory as ``speed`` and ``memory``, PNG and SVG."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "tracebrief", "svg.fonttype": "none", "savefig.dpi": 150}):
        for name, label, memory in (
            ("speed", "CPU seconds, cold start included", False),
            ("memory", "peak memory, MB", True),
        ):
            figure = _figure(run, label, memory)
            for suffix in ("png", "svg"):
                figure.savefig(
                    folder / f"{name}.{suffix}", metadata={"Date": None} if suffix == "svg" else None
                )


def _figure(run: Run, label: str, memory: bool) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for at, (name, costs) in enumerate(run.costs.items()):
        done = {size: cost for size, cost in costs.items() if not cost.failed}
        if done:
            values = [cost.memory / 1e6 if memory else cost.seconds for cost in done.values()]
            style = f"{_MARKERS[at % len(_MARKERS)]}-"
            width = 2.4 if name == OURS else 1.2
            axes.loglog(
                list(done),
                values,
                style,
                color=_COLOURS[at % len(_COLOURS)],
                label=name,
                linewidth=width,
                markersize=4,
            )
    axes.set_xlabel("sentences")
    axes.set_ylabel(label)
    axes.grid(True, which="major", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return figure


def _machine(run: Run) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in sorted(set(run.versions.items())))
    system = f"{platform.system()} {platform.machine()}, {_processor()}"
    text = f"Measured with Python {platform.python_version()} on {system}"
    text += f"; {versions}." if versions else "."
    if run.missing:
        absent = ", ".join(f"{name} (no {module})" for name, module in run.missing.items())
        text += f" Not installed, so not measured: {absent}."
    return text


def _processor() -> str:
    """Return the processor's name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "one core"
    )


def _seconds(run: Run) -> str:
    sizes = _sizes(run)
    rows = [("sentences", *(f"{size:,}" for size in sizes), "growth")]
    for name, costs in run.costs.items():
        rows.append((name, *(_shown(costs.get(size)) for size in sizes), _growth(costs, memory=False)))
    return _table(rows)


def _memory(run: Run) -> str:
    sizes = _sizes(run)
    rows = [("sentences", *(f"{size:,}" for size in sizes), "growth")]
    for name, costs in run.costs.items():
        cells = [
            "–" if not (cost := costs.get(size)) or cost.failed else f"{cost.memory / 1e6:,.0f}"
            for size in sizes
        ]
        rows.append((name, *cells, _growth(costs, memory=True)))
    return _table(rows)


def _far(run: Run) -> list[str]:
    """Say how the cost of those grows that get two decades beyond 10,000 sentences."""
    found = []
    for name, costs in run.costs.items():
        time, (low, high) = growth(costs, decades=2)
        if low >= 10_000 and high >= 100 * low:
            space, _ = growth(costs, memory=True, decades=2)
            found.append(
                f"{name} from {low:,} to {high:,} sentences: {time:.2f} in time, {space:.2f} in memory"
            )
    return [f"Growth over two decades: {'; '.join(found)}."] if found else []


def _ratio(run: Run) -> list[str]:
    """Say how many times the bare work ours takes, by each measure, at each size that both finished."""
    found = []
    for name in (BARE, BARE_BY_LIBRARY):
        ours, bare = run.costs.get(OURS, {}), run.costs.get(name, {})
        done = [size for size in ours if size in bare and not ours[size].failed and not bare[size].failed]
        told = ", ".join(f"{ours[size].seconds / bare[size].seconds:.1f} at {size:,}" for size in done)
        found += [f"Times the {name}: {told}."] if done else []
    return found


def _growth(costs: Costs, memory: bool) -> str:
    value, (low, high) = growth(costs, memory)
    return f"{value:.2f} ({low:,}–{high:,})" if value == value else "–"


def _sizes(run: Run) -> list[int]:
    return sorted({size for costs in run.costs.values() for size in costs})


def _shown(cost: Cost | None) -> str:
    if cost is None:
        return "–"
    return cost.failed or (f"{cost.seconds:.2f}" if cost.seconds < 10 else f"{cost.seconds:.0f}")


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    head, *body = rows
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
