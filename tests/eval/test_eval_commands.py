"""The commands ``evaluate`` and ``compare``: what they print, write and refuse."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from typer.testing import CliRunner, Result

from eval.cli import compare, evaluate
from eval.docs import metrics_page
from eval.metrics import METRICS

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("TRACEBRIEF_DATA", ROOT.parent / "shared" / "data"))

app = typer.Typer()
app.command()(evaluate)
app.command()(compare)

PILE = {
    "id": "bridge",
    "docs": [{"id": "a", "text": "The bridge opened."}, {"id": "b", "text": "The bridge was opened."}],
    "lines": [{"text": "The bridge opened.", "doc": "a", "backed": ["b"], "kind": "voice"}],
    "conflicts": [],
}
ALIGNED = {
    "id": "t",
    "docs": [
        {
            "id": "a",
            "text": "A bridge collapsed in Arica on Monday. Nobody was hurt, the mayor said. It rained.",
        }
    ],
    "references": ["A bridge in Arica collapsed."],
    "alignments": [
        {
            "summary_sentence": "A bridge in Arica collapsed.",
            "summary_sent_start": 0,
            "doc": "a",
            "spans": [[0, 38]],
        }
    ],
}
TOPICS = [
    {
        "id": f"topic/{number} <b>",
        "docs": [
            {
                "id": "a.txt",
                "text": f"The {word} opened on Sunday. Thousands of people came. It cost 40 million.",
            },
            {
                "id": "b.txt",
                "text": f"A new {word} was opened. The mayor thanked <script>alert(1)</script> everyone.",
            },
        ],
        "references": [f"The new {word} opened on Sunday.", "Thousands came & paid 40 million."],
    }
    for number, word in enumerate(("bridge", "tunnel", "tower", "road", "school", "market"))
]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "topics.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in TOPICS))
    return path


def test_evaluate_prints_tables_with_intervals_and_signatures(data: Path) -> None:
    result = run("evaluate", data, "--systems", "lead,random,textrank,oracle", "--sentences", 2, "--boot", 50)
    assert result.exit_code == 0, result.output
    for text in (
        "6 topics",
        "ROUGE-Lsum",
        "correctness",
        "±",
        "ROUGE|refs:2|rule:average",
        "budget:2s|boot:50|seed:12",
    ):
        assert text in result.stdout


def test_output_holds_every_form_of_the_report(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("--systems", "lead,random", "--words", 20, "--boot", 20, "--sweep", "10,30", "-o", out)
    result = run("evaluate", data, *arguments)
    assert result.exit_code == 0, result.output
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names >= {
        "results.json", "scores.csv", "topics.csv", "report.md", "report.tex", "report.html", "sweep.csv",
        "topics.jsonl", "plots/intervals.png", "plots/intervals.svg", "plots/scatter.png",
        "plots/scatter.svg", "plots/budget.png", "plots/budget.svg", "summaries/lead/topic%2F0%20%3Cb%3E.txt",
    }  # fmt: skip
    results = json.loads((out / "results.json").read_text())
    assert results["data"]["name"] == "topics.jsonl"
    assert results["systems"][0]["seconds"] is None
    assert str(tmp_path) not in (out / "results.json").read_text()
    rows = list(csv.DictReader((out / "scores.csv").open()))
    value = next(row["value"] for row in rows if row["system"] == "lead" and row["measure"] == "rouge1.f")
    assert float(value) == results["systems"][0]["scores"]["rouge1.f"]["value"]
    assert (out / "plots/intervals.png").read_bytes().startswith(b"\x89PNG")
    assert "\\begin{tabular}{lrrrr}" in (out / "report.tex").read_text()
    assert "trunc:20w" in (out / "report.md").read_text()


def test_the_html_report_escapes_sources_and_leads_to_cited_characters(data: Path, tmp_path: Path) -> None:
    run("evaluate", data, "--systems", "lead,oracle", "--sentences", 3, "--boot", 20, "-o", tmp_path / "o")
    page = (tmp_path / "o" / "report.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "topic/0 &lt;b&gt;" in page
    assert html.escape("Thousands came & paid 40 million.") in page
    anchor = "t-topic%2F0%20%3Cb%3E-1-0"
    assert f'href="#{anchor}"' in page
    assert f'<span id="{anchor}"></span><mark>The bridge opened on Sunday.</mark>' in page


@pytest.mark.slow
def test_two_runs_with_one_and_two_workers_write_the_same_files(data: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        arguments = ("--systems", "lead,oracle", "--words", 20, "--boot", 20, "-o", tmp_path / str(jobs))
        assert run("evaluate", data, *arguments, "--jobs", jobs).exit_code == 0
    first, second = tmp_path / "1", tmp_path / "2"
    files = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert len(files) > 15
    for name in files:
        if name.name != "topics.jsonl":  # it holds seconds
            assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_foreign_predictions_stand_beside_our_systems(data: Path, tmp_path: Path) -> None:
    run("evaluate", data, "--systems", "lead", "--sentences", 2, "--boot", 20, "-o", tmp_path / "o")
    mine = tmp_path / "o" / "summaries" / "lead"
    arguments = ("--systems", "lead", "--sentences", 2, "--boot", 20, "--json")
    result = run("evaluate", data, *arguments, "--predictions", f"mine={mine}")
    assert result.exit_code == 0, result.output
    ours, theirs = json.loads(result.stdout)["systems"]
    assert (ours["name"], theirs["name"]) == ("lead", "mine")
    for measure in ("rouge1.f", "rouge2.f", "rougeLsum.f"):
        assert ours["scores"][measure] == theirs["scores"][measure]
    assert "correctness" not in theirs["scores"]


def test_predictions_as_jsonl_score_as_those_in_a_folder(data: Path, tmp_path: Path) -> None:
    run("evaluate", data, "--systems", "lead", "--sentences", 2, "--boot", 20, "-o", tmp_path / "o")
    folder, rows = tmp_path / "o" / "summaries" / "lead", tmp_path / "rows.jsonl"
    texts = {unquote(path.stem): path.read_text() for path in sorted(folder.glob("*.txt"))}
    rows.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()))
    given = ("--predictions", f"folder={folder}", "--predictions", rows, "--boot", 20, "--json")
    result = run("evaluate", data, *given)
    assert result.exit_code == 0, result.output
    first, second = json.loads(result.stdout)["systems"]
    assert (first["name"], second["name"]) == ("folder", "rows")
    assert first["scores"] == second["scores"]
    rows.write_text(json.dumps({"id": "nobody", "text": "x"}) + "\n")
    assert "no prediction for the topic" in run("evaluate", data, "--predictions", rows).output
    with rows.open("a") as file:
        file.writelines(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
    said = run("evaluate", data, "--predictions", rows).output
    assert "'nobody' belongs to no topic" in " ".join(said.split())


def test_aligned_files_and_folders_score_alike(tmp_path: Path) -> None:
    (tmp_path / "hyp.txt").write_text("the cat sat\ndogs bark\n")
    (tmp_path / "ref.txt").write_text("the cat sat down\na dog barks\n")
    for name, lines in (("out", ("the cat sat", "dogs bark")), ("refs", ("the cat sat down", "a dog barks"))):
        (tmp_path / name).mkdir()
        for number, line in enumerate(lines, 1):
            (tmp_path / name / f"{number}.txt").write_text(line)
    files = run("evaluate", tmp_path / "hyp.txt", tmp_path / "ref.txt", "--json", "--boot", 20)
    folders = run(
        "evaluate",
        "--predictions",
        tmp_path / "out",
        "--references",
        tmp_path / "refs",
        "--json",
        "--boot",
        20,
    )
    scores = [json.loads(result.stdout)["systems"][0]["scores"] for result in (files, folders)]
    assert scores[0] == scores[1]
    # Pair 1: 3 of 3 and 3 of 4 → 6/7. Pair 2, stemmed: dog bark of 2 and of 3 → 4/5.
    assert scores[0]["rouge1.f"]["value"] == pytest.approx((6 / 7 + 4 / 5) / 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give a JSONL file"),
        (("none.jsonl", "--systems", "lead"), "does not exist"),
        (("DATA", "--systems", "nobody"), "no system is named 'nobody'"),
        (("DATA", "--systems", "gold"), "needs alignments"),
        (("DATA", "--systems", "lead", "--words", "9", "--chars", "9"), "exclude each other"),
        (("DATA", "--systems", "lead", "--rouge", "7"), "no ROUGE type"),
        (("DATA", "--systems", "lead", "--metrics", "bleu"), "no metric is named 'bleu'"),
        (("DATA", "--systems", "lead", "--truncate", "x"), "--truncate 'x'"),
        (("DATA", "--systems", "lead", "--sweep", "5"), "--sweep needs a budget"),
        (("DATA", "--systems", "lead", "--fail-if-worse"), "needs --baseline"),
        (("DATA", "--systems", "lead", "--baseline", "DATA"), "is not a results.json"),
        (("DATA", "--predictions", "x=nowhere"), "nowhere"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_two(
    data: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("evaluate", *(str(data) if part == "DATA" else part for part in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output


def test_bad_lines_stop_the_run_or_are_counted(data: Path) -> None:
    data.write_text(data.read_text() + "{broken\n")
    result = run("evaluate", data, "--systems", "lead", "--sentences", 2)
    assert result.exit_code == 2
    assert "topics.jsonl, line 7" in result.stderr
    result = run("evaluate", data, "--systems", "lead", "--sentences", 2, "--skip-bad", "--boot", 20)
    assert result.exit_code == 0
    assert "Bad lines left out: 1" in result.stdout
    assert "line 7" in result.stderr


def test_the_gate_fails_only_where_a_score_is_significantly_worse(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "base"
    base = ("evaluate", data, "--sentences", 2, "--boot", 50, "--metrics", "rouge", "--rouge", "1")
    assert run(*base, "--systems", "lead", "-o", out).exit_code == 0
    stored = out / "results.json"
    gate = (*base, "--systems", "lead", "--baseline", stored, "--fail-if-worse")
    assert run(*gate).exit_code == 0
    results = json.loads(stored.read_text())
    for scores in results["systems"][0]["per_topic"].values():
        scores["rouge1.f"] += 0.05
    stored.write_text(json.dumps(results))
    result = run(*gate)
    assert result.exit_code == 1
    assert "Worse than the baseline: lead, rouge1.f, by 5.00" in result.stderr
    assert run(*gate[:-1]).exit_code == 0


def test_compare_tests_pairs_and_writes_tables_and_a_plot(data: Path, tmp_path: Path) -> None:
    run(
        "evaluate",
        data,
        "--systems",
        "lead,random,oracle",
        "--sentences",
        1,
        "--boot",
        20,
        "-o",
        tmp_path / "o",
    )
    stored, plot = tmp_path / "o" / "results.json", tmp_path / "p.svg"
    arguments = ("--measures", "rouge1.f", "--against", "oracle", "--json", "--plot", plot)
    result = run("compare", stored, *arguments, "-o", tmp_path / "c.md")
    assert result.exit_code == 0, result.output
    tests = json.loads(result.stdout)["tests"]
    assert [(test["first"], test["second"]) for test in tests] == [("lead", "oracle"), ("random", "oracle")]
    assert all(test["difference"]["value"] <= 0 for test in tests)
    assert plot.read_text().startswith("<?xml")
    assert "| rouge1.f | lead | oracle |" in (tmp_path / "c.md").read_text()
    assert "difference" in run("compare", stored).stdout


def test_compare_refuses_what_it_cannot_do(data: Path, tmp_path: Path) -> None:
    run("evaluate", data, "--systems", "lead", "--sentences", 1, "--boot", 20, "-o", tmp_path / "o")
    stored = tmp_path / "o" / "results.json"
    for arguments, message in (
        ((stored,), "needs two systems"),
        ((tmp_path / "none.json",), "cannot be read"),
        ((stored, stored), "same name"),
        ((stored, "--systems", "x"), "no system is named 'x'"),
        ((stored, "-o", tmp_path / "c.txt"), "must end in"),
    ):
        result = run("compare", *arguments)
        assert (result.exit_code, message in result.stderr) == (2, True), result.output


def test_names_that_could_do_harm_in_a_table_are_made_inert() -> None:
    from eval.report import escaped, inert

    assert inert("=HYPERLINK()") == "'=HYPERLINK()"
    assert escaped("a|b<i>\nc") == "a\\|b&lt;i> c"


def test_the_page_of_metrics_is_up_to_date_and_names_every_metric() -> None:
    written = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert written == metrics_page(), "docs/metrics.md is out of date: run make docs"
    assert all(f"\n## {name}\n" in metrics_page() for name in METRICS)


def test_the_commands_import_nothing_heavy() -> None:
    heavy = ("numpy", "nltk", "matplotlib", "rouge_score", "rich.table")
    code = f"import sys, eval.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def blocks(language: str) -> list[str]:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def test_every_command_and_snippet_of_the_page_on_evaluation_runs(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("hypotheses.txt", "references.txt"):
        (tmp_path / name).write_text("One.\nTwo.\n")
    (tmp_path / "refs").mkdir()
    data.write_text("".join(json.dumps({**row, "id": f"t{n}"}) + "\n" for n, row in enumerate(TOPICS)))
    (tmp_path / "aligned.jsonl").write_text(json.dumps(ALIGNED))
    (tmp_path / "piles.jsonl").write_text(json.dumps(PILE))
    claim = {
        "id": "c1",
        "set": "own",
        "source": "s1",
        "claim": "A bridge opened.",
        "label": "supported",
        "evidence": [[0, 22]],
    }
    (tmp_path / "claims.jsonl").write_text(json.dumps(claim))
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "s1", "text": "A bridge opened in May."}))
    out = tmp_path / "out"
    out.mkdir()
    for number in range(len(TOPICS)):
        (out / f"t{number}.txt").write_text("The bridge opened.\n")
        (tmp_path / "refs" / f"t{number}.txt").write_text("A bridge opened.\n")
    rows = [{"id": f"t{number}", "text": "The bridge opened."} for number in range(len(TOPICS))]
    (tmp_path / "out.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = [line for block in blocks("bash") for line in block.splitlines()]
    assert len(lines) > 6
    for line in lines:
        program, *arguments = shlex.split(line)
        result = run(*arguments)
        assert (program, result.exit_code) == ("tracebrief", 0), f"{line}\n{result.output}"
    (snippet,) = blocks("python")
    exec(compile(snippet, "docs/evaluation.md", "exec"), {"__name__": "snippet"})
    assert "ROUGE|refs:2" in capsys.readouterr().out


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not here")
def test_citing_the_gold_spans_of_the_aligned_news_scores_one_by_construction() -> None:
    arguments = ("--systems", "gold", "--metrics", "citations,correctness", "--boot", 20, "--json")
    result = run("evaluate", DATA / "multinews_spark_dev.jsonl", *arguments)
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)["systems"][0]["scores"]
    assert {measure: one["value"] for measure, one in scores.items()} == dict.fromkeys(scores, 1.0)
    assert "citations.chars.f" in scores


def test_the_trace_task_prints_and_writes_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "topics.jsonl"
    file.write_text(json.dumps(ALIGNED), encoding="utf-8")
    done = run("evaluate", str(file), "--task", "trace", "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    trace = next(line for line in done.output.splitlines() if line.startswith("| trace |"))
    assert trace.split("|")[2].strip() == "1.000"
    assert (tmp_path / "out" / "trace.md").read_text("utf-8") in done.output
