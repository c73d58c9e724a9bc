"""Tables of a run: terminal, Markdown, CSV, LaTeX; all made from one Table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.output import one_line

from .compare import best, competing, headline, not_worse
from .metrics import METRICS, better, is_count, metric_of
from .results import Results, SystemResult
from .statistics import Interval, PairedTest

if TYPE_CHECKING:
    from rich.table import Table as RichTable

Mark = Literal["best", "near", ""]


@dataclass(frozen=True, slots=True)
class Cell:
    """One score; ``mark`` is ``"best"`` in its column, or ``"near"``: not significantly worse than it."""

    score: Interval | None
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Systems by measures."""

    title: str
    measures: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


LEGEND = (
    "Bold: best. †: not significantly worse than the best (paired randomization, Holm, p ≥ .05). "
    "The oracle and gold see the references and do not compete."
)


def tables(results: Results, boot: tuple[int, int]) -> tuple[Table, ...]:
    """Return the tables of a run, one a group of metrics; a group without scores is left out."""
    shown = headline(results.measures())
    groups: dict[str, list[str]] = {metric.group: [] for metric in METRICS.values()}
    for measure in shown:
        if (metric := metric_of(measure)) is not None:
            groups[METRICS[metric].group].append(measure)
    made = [
        _table(title, tuple(measures), results.systems, boot)
        for title, measures in groups.items()
        if measures
    ]
    return tuple(made)


def _table(
    title: str, measures: tuple[str, ...], systems: Sequence[SystemResult], boot: tuple[int, int]
) -> Table:
    rivals = competing(systems)
    marks: dict[tuple[str, str], Mark] = {}
    for measure in measures if len(rivals) > 1 else ():
        top = best(rivals, measure)
        if top is None:
            continue
        for name in not_worse(rivals, measure, boot):
            marks[name, measure] = "near"
        highest = top.scores[measure].value
        for one in rivals:
            if measure in one.scores and abs(one.scores[measure].value - highest) < 1e-9:
                marks[one.name, measure] = "best"
    return Table(
        title,
        measures,
        tuple(
            (one.name, tuple(Cell(one.scores.get(m), marks.get((one.name, m), "")) for m in measures))
            for one in systems
        ),
    )


def number(measure: str, value: float) -> str:
    """Write a value as people do: shares in hundredths, counts as they are."""
    return f"{value:.1f}" if is_count(measure) else f"{100 * value:.2f}"


def label(measure: str) -> str:
    """Return the heading of a measure: ``rouge1.f`` → ``ROUGE-1``; one that is better low says so."""
    if metric_of(measure) == "rouge":
        return f"ROUGE-{measure[5:].removesuffix('.f')}"
    return measure + (" ↓" if better(measure) == "low" else "")


def rich_table(table: Table) -> RichTable:
    """Return the table for a terminal: the interval's half-width beside each value."""
    from rich.table import Table as RichTable
    from rich.text import Text

    made = RichTable(title=table.title, title_justify="left")
    made.add_column("system", no_wrap=True)
    for measure in table.measures:
        made.add_column(label(measure).replace(".", "\n"), justify="right")
    for name, cells in table.rows:
        row = [Text(one_line(name))]
        for measure, cell in zip(table.measures, cells, strict=True):
            row.append(Text(_short(measure, cell), style="bold" if cell.mark == "best" else ""))
        made.add_row(*row)
    return made


def _short(measure: str, cell: Cell) -> str:
    if cell.score is None:
        return "–"
    half = (cell.score.high - cell.score.low) / 2
    return (
        f"{number(measure, cell.score.value)}{'†' if cell.mark == 'near' else ''}\n±{number(measure, half)}"
    )


def _long(measure: str, cell: Cell) -> str:
    if cell.score is None:
        return "–"
    value, low, high = (number(measure, one) for one in (cell.score.value, cell.score.low, cell.score.high))
    value = f"**{value}**" if cell.mark == "best" else value + ("†" if cell.mark == "near" else "")
    return f"{value} [{low}, {high}]"


def markdown(results: Results, made: Sequence[Table], tests: Sequence[PairedTest] = ()) -> str:
    """Return a report in Markdown: tables with intervals, tests, signatures."""
    parts = [f"# Evaluation\n\n{described(results)}\n"]
    for table in made:
        head = "| system | " + " | ".join(label(measure) for measure in table.measures) + " |"
        rule = "|---|" + "---:|" * len(table.measures)
        rows = [
            f"| {escaped(name)} | "
            + " | ".join(_long(m, cell) for m, cell in zip(table.measures, cells, strict=True))
            + " |"
            for name, cells in table.rows
        ]
        parts.append(f"## {table.title}\n\n" + "\n".join([head, rule, *rows]) + "\n")
    parts.append(
        LEGEND + " In brackets: 95 % bootstrap intervals. Shares in hundredths, counts as they are.\n"
    )
    if tests:
        parts.append("## Pairs\n\n" + tests_markdown(tests))
    listed = "\n".join(f"- `{one_line(one)}`" for one in results.signatures.values())
    parts.append(f"## Signatures\n\n{listed}\n")
    return "\n".join(parts)


def tests_markdown(tests: Sequence[PairedTest]) -> str:
    """Return the paired tests as a Markdown table."""
    rows = ["| measure | first | second | difference | p | p (Holm) | p (bootstrap) | d | won/tied/lost |"]
    rows.append("|---|---|---|---:|---:|---:|---:|---:|---:|")
    rows += ["| " + " | ".join(escaped(cell) for cell in paired_row(test)) + " |" for test in tests]
    return "\n".join(rows) + "\n"


def paired_row(test: PairedTest) -> tuple[str, ...]:
    """Return a paired test as texts: measure, systems, difference, p-values, effect, counts."""
    gap = test.difference
    value, low, high = (number(test.measure, one) for one in (gap.value, gap.low, gap.high))
    return (
        test.measure,
        test.first,
        test.second,
        f"{value} [{low}, {high}]",
        f"{test.p_randomization:.4f}",
        f"{test.p_holm:.4f}",
        f"{test.p_bootstrap:.4f}",
        "–" if test.effect is None else f"{test.effect:.2f}",
        f"{test.wins}/{test.ties}/{test.losses}",
    )


def csv_text(results: Results) -> str:
    """Return every measure of every system as CSV, one row each, values as shares."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["system", "measure", "value", "low", "high", "topics"])
    for system in results.systems:
        for measure, one in system.scores.items():
            writer.writerow(
                [inert(system.name), measure, repr(one.value), repr(one.low), repr(one.high), system.topics]
            )
    return buffer.getvalue()


def per_topic_csv(results: Results) -> str:
    """Return every score of every topic as CSV."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    measures = results.measures()
    writer.writerow(["system", "topic", *measures])
    for system in results.systems:
        for topic, scores in system.per_topic.items():
            cells = (repr(scores[one]) if one in scores else "" for one in measures)
            writer.writerow([inert(system.name), inert(topic), *cells])
    return buffer.getvalue()


def latex(results: Results, made: Sequence[Table]) -> str:
    """Return the tables in LaTeX (booktabs), the signatures as comments."""
    parts = [f"% {_comment(signature)}" for signature in results.signatures.values()]
    for table in made:
        head = " & ".join(["System", *(_tex(label(measure)) for measure in table.measures)])
        parts += [
            "\\begin{tabular}{l" + "r" * len(table.measures) + "}",
            "\\toprule",
            head + " \\\\",
            "\\midrule",
        ]
        for name, cells in table.rows:
            row = [_tex_cell(m, cell) for m, cell in zip(table.measures, cells, strict=True)]
            parts.append(" & ".join([_tex(name), *row]) + " \\\\")
        parts += ["\\bottomrule", "\\end{tabular}", ""]
    return "\n".join(parts)


def as_html(results: Results) -> str:
    """Return the scores as a table for a notebook; all that comes from outside is escaped."""
    from markupsafe import Markup

    measures = list(headline(results.measures()))
    heads = Markup("").join(Markup("<th>{}</th>").format(label(measure)) for measure in measures)
    rows = []
    for system in results.systems:
        cells = []
        for measure in measures:
            one = system.scores.get(measure)
            told = f"{number(measure, one.low)} to {number(measure, one.high)}" if one else ""
            value = number(measure, one.value) if one else "–"
            cells.append(Markup('<td title="{}">{}</td>').format(told, value))
        made = Markup("<tr><th>{}</th>{}</tr>").format(one_line(system.name), Markup("").join(cells))
        rows.append(made)
    signatures = [Markup("<code>{}</code>").format(one_line(one)) for one in results.signatures.values()]
    return str(
        Markup("<table><thead><tr><th>system</th>{}</tr></thead><tbody>{}</tbody></table><p>{}</p>").format(
            heads, Markup("").join(rows), Markup("<br>").join(signatures)
        )
    )


def described(results: Results) -> str:
    """Say in a sentence or two what was scored, and which summaries were empty or lines left out."""
    data = results.data
    few, many = data["references"]["fewest"], data["references"]["most"]
    each = f"{few if few == many else f'{few} to {many}'} reference{'' if many == 1 else 's'} a topic"
    text = f"{data['topics']} topics, {data['documents']} documents, {each}."
    empty = [f"{one.name}: {one.empty}" for one in results.systems if one.empty]
    text += f" Empty summaries, scored 0: {', '.join(empty)}." if empty else ""
    skipped = data.get("skipped", 0)
    return one_line(text) + (f" Bad lines left out: {skipped}." if skipped else "")


def _tex_cell(measure: str, cell: Cell) -> str:
    if cell.score is None:
        return "--"
    value = number(measure, cell.score.value)
    return f"\\textbf{{{value}}}" if cell.mark == "best" else value + ("$^\\dagger$" if cell.mark else "")


_TEX = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%",
    "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "↓": "$\\downarrow$",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in one_line(text))


def _comment(text: str) -> str:
    return one_line(text)


def escaped(text: str) -> str:
    """Keep a name from breaking Markdown, tables above all."""
    plain = one_line(text)
    return plain.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")


def inert(text: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
