"""The agreement task: precision and recall of backing and of conflicts on piles with gold."""

import json
from pathlib import Path

import pytest

from eval.agreement_task import evaluate_piles, run_agreement
from eval.asked import Evaluation
from eval.data import DataError

BRIDGE = "A bridge over the Tarn collapsed on 3 May 2024 and killed 19 people, the county said."
PILE = {
    "id": "bridge",
    "docs": [
        {"id": "S1", "text": f"{BRIDGE} Divers searched the river."},
        {
            "id": "S2",
            "text": "A bridge over the Tarn collapsed on 3 May 2024 and killed 19 people. It rained.",
        },
        {
            "id": "S3",
            "text": "A bridge over the Tarn collapsed on 3 May 2024 and killed 31 people. It was old.",
        },
    ],
    "lines": [{"text": BRIDGE, "doc": "S1", "backed": ["S2"], "kind": "same words"}],
    "conflicts": [{"values": ["19", "31"], "kind": "number"}],
}


def test_backing_and_conflicts_are_counted_in_all_and_by_kind() -> None:
    rows, piles = evaluate_piles([PILE])
    by_name = {row.name: row for row in rows}
    assert piles == 1
    backing, conflicts = by_name["backing"], by_name["conflicts"]
    assert (backing.right, backing.found, backing.recalled, backing.gold) == (1, 1, 1, 1)
    assert (conflicts.recalled, conflicts.gold) == (1, 1)
    assert by_name["conflicts: number"].recall == 1.0
    assert by_name["backing: same words"].precision == 1.0


def test_the_interval_is_wilsons() -> None:
    row = {row.name: row for row in evaluate_piles([PILE])[0]}["backing"]
    assert row.recall_interval == pytest.approx((0.2065, 1.0), abs=1e-3)  # 1 of 1: 1 / (1 + 1.96²)


def test_a_line_that_is_no_sentence_of_its_document_is_told() -> None:
    with pytest.raises(DataError, match="no sentence of document 'S1' is"):
        evaluate_piles([{**PILE, "lines": [{"text": "It snowed.", "doc": "S1", "backed": []}]}])


def test_results_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "piles.jsonl").write_text(json.dumps(PILE) + "\n", encoding="utf-8")
    run_agreement(Evaluation(data=[tmp_path / "piles.jsonl"], output=tmp_path / "out"))
    assert "| conflicts: number | 0 | 0 | – | 1 | 1.00 " in capsys.readouterr().out
    written = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert written["signature"].startswith("agreement|piles:1|")


def test_a_line_that_is_no_pile_is_named(tmp_path: Path) -> None:
    (tmp_path / "piles.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1: a pile needs docs"):
        run_agreement(Evaluation(data=[tmp_path / "piles.jsonl"]))
