"""Quality of the systems that are timed, on the development data where it is there."""

from __future__ import annotations

from pathlib import Path

SETS = (
    ("multinews_spark_dev.jsonl", "Multi-News, 28 topics, 250 words", ("words", 250.0)),
    ("opinosis.jsonl", "Opinosis, 51 topics, 2 sentences", ("sentences", 2.0)),
)
MEASURES = (("rouge1.f", "R-1"), ("rouge2.f", "R-2"), ("rougeLsum.f", "R-L"))


def table(folder: Path | None) -> tuple[tuple[str, ...], ...]:
    """Return rows of ROUGE F1, a header first; none where the data is not there."""
    sets = [
        (folder / file, title, budget) for file, title, budget in SETS if folder and (folder / file).is_file()
    ]
    if not sets:
        return ()
    from eval.datasets import read_topics
    from eval.run import Settings, evaluate
    from eval.systems import expand
    from summarizer.selectors.budget import Budget

    names = expand(("default", "lead", "random", "peers"))
    rows: dict[str, list[str]] = {name: [name] for name in names}
    for path, _, (unit, amount) in sets:
        settings = Settings(metrics=("rouge",), budget=Budget(unit, amount), boot=0)  # type: ignore[arg-type]
        results = evaluate(read_topics(path), names, settings)
        for name in names:
            scores = results.system(name).scores
            rows[name].append(" / ".join(f"{100 * scores[measure].value:.1f}" for measure, _ in MEASURES))
    of = " / ".join(name for _, name in MEASURES)
    return (("system", *(f"{title}: {of}" for _, title, _ in sets)), *(tuple(row) for row in rows.values()))
