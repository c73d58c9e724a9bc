"""Build a release and use it as a stranger would: ``make release``.

Wheel and sdist are built (the wheel from the sdist), their metadata checked, the wheel installed into an
empty environment, and there, outside the checkout, every command and snippet of the README is run and the
page opened. The standard library alone is needed; the rest is installed into environments in ``out/release``.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "out" / "release"
DIST = ROOT / "dist"
ELSEWHERE = ("make ", "pip ", "tracebrief ui")
"""Commands of the README that are about the checkout, or that this file runs in a way of its own."""
IN_WHEEL = (
    "summarizer/py.typed",
    "summarizer/note/brief.schema.json",
    "summarizer/languages/en.toml",
    "summarizer/renderers/templates/note.html",
    "eval/templates/report.html",
)
OPENING = 120
"""Seconds in which the page must answer."""


def main() -> None:
    """Run all steps; end with the first that fails."""
    version = stated_version()
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.rmtree(DIST, ignore_errors=True)
    tools = environment("tools", "build", "twine")
    run([tools / "python", "-m", "build", "--outdir", DIST, ROOT])
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    run([tools / "python", "-m", "twine", "check", "--strict", wheel, sdist])
    check_wheel(wheel, version)
    check_sdist(sdist, version)
    used = environment("empty", str(wheel))
    with tempfile.TemporaryDirectory(prefix="release-") as place:
        use(used, Path(place), version)
    print(f"{wheel.name} and {sdist.name} are sound.")


def stated_version() -> str:
    """Return the version that the program states; the changelog must begin with it, dated."""
    code = (ROOT / "summarizer" / "note" / "tool.py").read_text("utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', code, re.MULTILINE)
    first = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    expect(
        first is not None
        and re.fullmatch(rf"{re.escape(version)} – \d{{4}}-\d\d-\d\d", first[1]) is not None,
        f"CHANGELOG.md must begin with {version} and a date",
    )
    return version


def environment(name: str, *packages: str) -> Path:
    """Make an environment with packages; return the folder of its programs."""
    venv.create(WORK / name, with_pip=True)
    programs = WORK / name / ("Scripts" if os.name == "nt" else "bin")
    run([programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages])
    return programs


def check_wheel(wheel: Path, version: str) -> None:
    """Check what is in the wheel, and its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        about = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    for name in IN_WHEEL:
        expect(name in names, f"{wheel.name} lacks {name}")
    expect(any(name.startswith("ui/samples/") for name in names), f"{wheel.name} lacks the samples")
    tops = {name.split("/")[0] for name in names}
    expect(
        {top for top in tops if not top.endswith(".dist-info")} == {"summarizer", "eval", "ui"},
        f"{wheel.name} holds {sorted(tops)}",
    )
    expect(any(name.endswith("licenses/LICENSE") for name in names), f"{wheel.name} lacks the licence")
    expect(
        about["Name"] == "tracebrief" and about["Version"] == version,
        f"{wheel.name} states {about['Version']}",
    )
    expect(about["License-Expression"] == "Apache-2.0", "the licence is not stated")
    extras = set(about.get_all("Provides-Extra", []))
    expect(extras == {"rewrite", "onnx", "cluster", "mcp", "dev"}, f"the extras are {sorted(extras)}")
    expect("# Tracebrief" in about.get_payload(), "the README is not the description")


def check_sdist(sdist: Path, version: str) -> None:
    """Check that the sdist has what tests and builds need, and nothing that was made by running them."""
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    for name in (
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "pyproject.toml",
        "tests/test_readme.py",
    ):
        expect(name in names, f"{sdist.name} lacks {name}")
    made = [name for name in names if name.startswith(("out/", "dist/", ".venv")) or "__pycache__" in name]
    expect(not made, f"{sdist.name} holds {made[:3]}")
    expect(sdist.name == f"tracebrief-{version}.tar.gz", f"the name is {sdist.name}")


def use(programs: Path, folder: Path, version: str) -> None:
    """Run the README's commands and snippets in ``folder``, and open the page."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {"PATH": path}
    said = subprocess.run(["tracebrief", "--version"], cwd=folder, env=env, capture_output=True, text=True)
    expect(said.stdout.strip() == f"tracebrief {version}", f"it says {said.stdout}{said.stderr}")
    readme = (ROOT / "README.md").read_text("utf-8")
    for block in re.findall(r"```bash\n(.*?)```", readme, re.DOTALL):
        for line in block.splitlines():
            if line and not line.startswith(ELSEWHERE):
                run(["bash", "-c", line], folder, env)
    for snippet in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        run([programs / "python", "-c", snippet], folder, env)
    open_page(folder, env)


def open_page(folder: Path, env: dict[str, str]) -> None:
    """Start ``tracebrief ui`` and fetch the page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    print(f"+ tracebrief ui --port {port}", flush=True)
    with subprocess.Popen(
        ["tracebrief", "ui", "--port", str(port)], cwd=folder, env=env, stdout=subprocess.DEVNULL
    ) as page:
        try:
            ends = time.monotonic() + OPENING
            while not answers(port):
                expect(page.poll() is None and time.monotonic() < ends, "the page does not open")
                time.sleep(0.5)
        finally:
            page.terminate()


def answers(port: int) -> bool:
    """Tell whether the page is there; it must be ours."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            expect(b"Tracebrief" in answer.read(), "the page is another")
            return True
    except OSError:
        return False


def run(command: list[str | Path], folder: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a command; end where it fails."""
    shown = " ".join(str(part) for part in command)
    print(f"+ {shown.replace(str(ROOT), '.')[:160]}", flush=True)
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"release: {shown} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def expect(holds: bool, otherwise: str) -> None:
    """End with a sentence where something does not hold."""
    if not holds:
        raise SystemExit(f"release: {otherwise}.")


if __name__ == "__main__":
    sys.exit(main())
