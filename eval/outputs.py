"""Write what a run yields into a folder: results, tables, plots, the page, every summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import OutputError
from summarizer.output import write_atomically

from . import html_report, plots, report
from .compare import best, compare_systems, competing, headline, rated
from .data import Topic
from .results import Results, SystemResult, dumps
from .statistics import Interval
from .store import Scored, Store
from .systems import safe_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Curves = Mapping[str, Sequence[tuple[float, Interval]]]


def primary(results: Results) -> str | None:
    """Return the measure by which systems are ordered: ROUGE-2 F1, else the first that rates."""
    measures = rated(headline(results.measures()))
    return "rouge2.f" if "rouge2.f" in measures else next(iter(measures), None)


def subject_and_rival(results: Results) -> tuple[SystemResult, SystemResult] | None:
    """Return the system named first and the best of the others, ceilings left aside; None without one."""
    measure = primary(results)
    having = [one for one in competing(results.systems) if measure in one.scores]
    rival = best(having[1:], measure) if measure else None
    return (having[0], rival) if rival else None


def write_summary(folder: Path, scored: Scored) -> None:
    """Write one summary as ``summaries/<system>/<id>.txt``, one line a sentence."""
    target = made(folder / "summaries" / safe_name(scored.system)) / f"{safe_name(scored.topic)}.txt"
    text = scored.summary.text
    content = (text + "\n" if text else "").encode()
    if not target.is_file() or target.read_bytes() != content:
        write_atomically(target, content)


def write_all(
    folder: Path, results: Results, boot: tuple[int, int], topics: Callable[[], Iterable[Topic]], store: Store
) -> None:
    """Write results.json, scores.csv, topics.csv, report.md, report.tex, report.html and plots."""
    made(folder)
    tables = report.tables(results, boot)
    tests = compare_systems(results.systems, rated(headline(results.measures())), boot)
    texts = {
        "results.json": dumps(results),
        "scores.csv": report.csv_text(results),
        "topics.csv": report.per_topic_csv(results),
        "report.md": report.markdown(results, tables, tests) + _worst(results),
        "report.tex": report.latex(results, tables),
    }
    for name, text in texts.items():
        write_atomically(folder / name, text.encode("utf-8", "backslashreplace"))
    drawn = _plots(results)
    shown = {}
    for name, (caption, figure) in drawn.items():
        files = plots.write(figure)
        write_plot(folder, name, files)
        shown[caption] = files["png"]
    page = html_report.page(results, tables, _panels(results, topics, store), shown)
    write_atomically(folder / "report.html", page.encode("utf-8", "backslashreplace"))


def write_plot(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write a plot's files as ``plots/<name>.<suffix>``."""
    for suffix, content in files.items():
        write_atomically(made(folder / "plots") / f"{name}.{suffix}", content)


def write_sweep(folder: Path, curves: Curves, measure: str, unit: str) -> None:
    """Write score against length budget as plots and as sweep.csv."""
    write_plot(folder, "budget", plots.write(plots.budget_figure(curves, measure, unit)))
    rows = [f"system,{unit},{measure},low,high"]
    for name, points in curves.items():
        quoted = '"' + name.replace('"', '""') + '"'
        rows += [f"{quoted},{length:g},{one.value!r},{one.low!r},{one.high!r}" for length, one in points]
    write_atomically(folder / "sweep.csv", ("\n".join(rows) + "\n").encode())


def made(folder: Path) -> Path:
    """Return ``folder`` after making it; raise OutputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {folder} cannot be made: {error.strerror}") from None
    return folder


def _plots(results: Results) -> dict[str, tuple[str, Figure]]:
    measures = rated(headline(results.measures()))[:5]
    drawn = {}
    if measures:
        caption = "Means with 95 % bootstrap intervals"
        drawn["intervals"] = (caption, plots.intervals_figure(results, measures))
    pair, measure = subject_and_rival(results), primary(results)
    if pair and measure:
        caption = f"{pair[0].name} and {pair[1].name}, topic by topic"
        drawn["scatter"] = (caption, plots.scatter_figure(*pair, measure))
    return drawn


def _worst(results: Results) -> str:
    """List the topics on which the first system falls furthest behind the best of the others."""
    pair, measure = subject_and_rival(results), primary(results)
    worst = plots.worst_topics(*pair, measure) if pair and measure else ()
    if not pair or not measure or not worst:
        return ""
    rows = [
        f"- {report.escaped(key)}: {report.number(measure, pair[0].per_topic[key][measure])} against "
        f"{report.number(measure, pair[1].per_topic[key][measure])}"
        for key in worst
    ]
    names = f"{report.escaped(pair[0].name)} against {report.escaped(pair[1].name)}"
    return f"\n## Worst topics of {names}, {report.label(measure)}\n\n" + "\n".join(rows) + "\n"


def _panels(
    results: Results, topics: Callable[[], Iterable[Topic]], store: Store
) -> Iterator[html_report.Panel]:
    measure = primary(results)
    subject = (competing(results.systems) or results.systems)[0]
    wanted = set(html_report.shown_topics(results, measure, subject))
    measures = headline(results.measures())[:6]
    for topic in topics():
        if topic.id in wanted:
            scored = [store.read(topic.id, system.name) for system in results.systems]
            yield html_report.panel(topic, scored, measures)
