"""The verdict task: labelled claims, minimal pairs, and the evidence that people marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.claim_evidence import Found
from eval.data import DataError
from eval.verdict_task import judge_all, read_claims, rows_of
from summarizer.cli.main import app
from summarizer.data import Span

SOURCE = (
    "The harbour board met on Monday. It approved the new pier with 14 votes. Rain fell all day in Norden."
)
PIER = "It approved the new pier with 14 votes."


def claim(id: str, text: str, label: str, **more: object) -> dict[str, object]:
    return {"id": id, "set": "port", "source": "s", "claim": text, "label": label, **more}


def written(folder: Path, *claims: dict[str, object]) -> tuple[Path, Path]:
    claims_file, sources = folder / "claims.jsonl", folder / "sources.jsonl"
    claims_file.write_text("".join(json.dumps(one) + "\n" for one in claims))
    sources.write_text(json.dumps({"id": "s", "text": SOURCE}) + "\n")
    return claims_file, sources


def marked(quote: str) -> list[list[int]]:
    start = SOURCE.index(quote)
    return [[start, start + len(quote)]]


def test_a_false_twin_of_a_true_claim_is_counted(tmp_path: Path) -> None:
    claims, _ = written(
        tmp_path,
        claim("a", "The harbour board approved the new pier with 14 votes.", "supported"),
        claim("b", "The harbour board approved the new pier with 41 votes.", "unsupported", kinds=["number"]),
    )
    mean, port, kind = rows_of(tuple(judge_all(read_claims(claims), {"s": SOURCE})))
    assert (mean.kept, mean.passed, mean.accuracy, mean.pairs, mean.twins) == (1.0, 0.0, 1.0, 1, 0.0)
    assert (port.claims, kind.name, kind.passed) == (2, "port: number", 0.0)


def test_what_is_cited_is_compared_with_what_people_marked_beside_bm25(tmp_path: Path) -> None:
    claims, sources = written(
        tmp_path,
        claim("a", "The board approved the new pier with 14 votes.", "supported", evidence=marked(PIER)),
        claim(
            "b",
            "It rained in Norden for a week.",
            "unsupported",
            evidence=marked("Rain fell all day in Norden."),
        ),
        claim("c", "Nobody spoke.", "unsupported"),
    )
    shown = CliRunner().invoke(
        app,
        ["evaluate", str(claims), "--task", "verdict", "--sources", str(sources), "--json"],
        catch_exceptions=False,
    )
    assert shown.exit_code == 0
    rows = {(row["name"], row["system"]): row for row in json.loads(shown.stdout)["evidence"]}
    assert set(rows) == {(f"port, {which}", by) for which in ("true", "all") for by in ("trace", "bm25")}
    assert rows["port, true", "trace"]["claims"] == 1
    assert rows["port, all", "trace"]["claims"] == 2
    assert rows["port, true", "trace"]["hit_at_1"] == 1.0


def test_the_figures_are_those_of_the_arithmetic() -> None:
    split = (Span(0, 32), Span(33, 72), Span(73, len(SOURCE)))
    gold = [("S1", 33, 72)]
    found = Found.of([("S1", 0, 32), ("S1", 33, 72)], gold, SOURCE, split)
    assert found.sentence_f == pytest.approx(2 / 3)  # one of two cited is right, and it is all there is
    assert found.character_f == pytest.approx(2 * 39 / (71 + 39))
    assert found.first == 0.0
    assert Found.of((), gold, SOURCE, split) == Found(0.0, 0.0, 0.0)


@pytest.mark.parametrize("evidence", [[3], [[1, "2"]], [[9, 2]], [[0, True]], "all", {"start": 1}])
def test_evidence_of_another_form_is_refused_with_its_line(tmp_path: Path, evidence: object) -> None:
    claims, _ = written(tmp_path, claim("a", "Nobody spoke.", "supported", evidence=evidence))
    with pytest.raises(DataError, match=r"claims.jsonl.*evidence must be a list"):
        read_claims(claims)
