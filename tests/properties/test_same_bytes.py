"""Notes, evaluations and batches have the same bytes whatever Python hashes by, and in any locale."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLACES = "Arden Brome Corly Dunfel Esk Farrow Gorsey Hexby Ilden Jarrow Kelby Lorton Merrow Norby".split()
GOODS = "barley copper cotton flax grain hops iron lime malt oats peat rye salt timber".split()
SHIPS = "barge brig clipper cutter ferry frigate galley ketch lugger packet scow sloop trawler tug".split()
HOURS = "dawn noon dusk midnight".split()

RUN = """
import sys
from pathlib import Path
from typer.testing import CliRunner
from summarizer.cli.main import app

runner = CliRunner()
for arguments in (
    ["brief", "pile", "--words", "60", "-o", "out/pile.json", "-o", "out/pile.html", "--quiet"],
    ["brief", sys.argv[1], "--words", "150", "-o", "out/samples.json", "-o", "out/samples.md", "--quiet"],
    ["trace", "draft.txt", "pile", "-o", "out/traced.json", "--quiet"],
    ["batch", "piles", "-o", "out/notes", "--words", "40", "--format", "json,md", "--quiet"],
    ["evaluate", "topics.jsonl", "--systems", "default,random,oracle", "--words", "30", "--boot", "50",
     "--output", "out/report", "--quiet"],
):
    done = runner.invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
"""


def _told(harbour: str, sign: int) -> str:
    """Return a report on many cargoes; the figures of two harbours differ where the sign does."""
    lines = []
    for at, (place, good, ship) in enumerate(zip(PLACES, GOODS, SHIPS, strict=True)):
        amount = round((113 if sign > 0 else 127) * 1.4**at)
        extra = f" for the {harbour} council" if at > 11 else f" at {HOURS[at % 4]}"
        lines.append(
            f"The old {ship} from {place} landed {amount} tonnes on the {good} quay{extra}, dockers said."
        )
    return " ".join(lines) + "\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    for pile in (folder / "pile", folder / "piles" / "cargo"):
        pile.mkdir(parents=True)
        (pile / "north.txt").write_text(_told("northern", 1))
        (pile / "south.txt").write_text(_told("southern", -1))
        (pile / "west.txt").write_text("Trade grew in March 2021. Few ships were late in May.\n")
    (folder / "draft.txt").write_text("The sloop from Lorton brought 510 tonnes of rye. Timber came too.\n")
    topic = {
        "id": "cargo",
        "docs": [{"id": "a", "text": _told("northern", 1)}, {"id": "b", "text": _told("southern", -1)}],
        "references": ["Ships from many places brought grain, salt and timber ashore last week."],
    }
    (folder / "topics.jsonl").write_text(json.dumps(topic) + "\n")
    return folder


def _digests(folder: Path, seed: str, locale: str) -> dict[str, str]:
    """Run everything; return the digest of each file but for what counts seconds."""
    out = folder / "out"
    subprocess.run(["rm", "-rf", str(out)], check=True)
    out.mkdir()
    env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(ROOT / "seeds")], cwd=folder, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr + done.stdout
    kept = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.name != "timings.jsonl" and "journal" not in path.name and path.name != "topics.jsonl"
    }


@pytest.mark.slow
def test_hash_seed_and_locale_change_no_byte(place: Path) -> None:
    first = _digests(place, "0", "C.UTF-8")
    note = json.loads((place / "out" / "pile.json").read_text())
    assert len(note["conflicts"]) == 10, "the pile is to have more conflicts than a note lists"
    for seed, locale in (("1", "C.UTF-8"), ("2", "de_DE.UTF-8")):
        assert _digests(place, seed, locale) == first
