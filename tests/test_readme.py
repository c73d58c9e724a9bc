"""Every command and snippet of the README runs as printed, in a copy of what it needs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ELSEWHERE = ("make ", "pip ", "tracebrief ui")
"""Run by continuous integration itself, or by the tests of the page."""
NOTE = re.compile(r"(<!-- note: .*? -->\n)(.*?)(<!-- /note -->)", re.S)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )


@pytest.mark.slow
def test_the_commands_of_the_readme_run_in_order(folder: Path) -> None:
    lines = [
        line for block in blocks("bash") for line in block.splitlines() if not line.startswith(ELSEWHERE)
    ]
    assert any(line.startswith("tracebrief brief") for line in lines)
    for line in lines:
        done = run(["bash", "-c", line], folder)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (folder / "out/note.html").stat().st_size > 10_000
    assert (folder / "out/report/results.json").is_file()


def test_the_snippet_of_the_readme_runs(folder: Path) -> None:
    (snippet,) = blocks("python")
    done = run([sys.executable, "-c", snippet], folder)
    assert done.returncode == 0, done.stderr


def test_the_note_in_the_readme_is_the_note_on_the_samples(folder: Path) -> None:
    done = run(["tracebrief", "brief", "seeds", "--words", "150"], folder)
    note = shown(done.stdout)
    assert "##" in note
    if os.environ.get("UPDATE_GOLDEN"):
        (ROOT / "README.md").write_text(
            NOTE.sub(lambda found: found[1] + note + found[3], README), encoding="utf-8"
        )
    found = NOTE.search(README)
    assert found
    assert found[2] == note, "UPDATE_GOLDEN=1 writes the note of today into the README; read it first"


def shown(markdown: str) -> str:
    """Return a note's lines without anchors and citations, one heading level down, as a quotation."""
    lines = markdown.split("\n## Left out")[0].split("\n## Sources")[0].splitlines()
    plain = [re.sub(r" ?<a id=[^>]*></a>|\(#c\d+\)", "", line) for line in lines]
    return "".join(f"> {line}".rstrip() + "\n" for line in plain)
