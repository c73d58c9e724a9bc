"""Measure ours and the installed peers on the same files: ``python -m benchmarks.run`` (``make bench``)."""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .bare import LIBRARY
from .inputs import ROOT, data_folder
from .measure import Cost, Limits, cost, once
from .peers import PEERS
from .quality import table
from .report import BARE, BARE_BY_LIBRARY, OURS, Run, page, plot

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
QUICK = (100, 1_000)
BARES = {BARE: (), BARE_BY_LIBRARY: (LIBRARY,)}
"""The bare work by two measures, with what `bare` is told."""
PATIENCE = 4
"""Times the limit of the peers that ours is given: a slow run is to be seen, not cut off."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print each figure as it comes, and write the page, the plots and the raw figures."""
    options = _options(arguments)
    for package in ("summarizer", "eval", "ui"):  # as every installation has it, also where Python may not
        compileall.compile_dir(ROOT / package, quiet=1)
    limits = Limits(options.limit, int(options.memory * (1 << 30)))
    (options.out / "img").mkdir(parents=True, exist_ok=True)
    chosen = {name: PEERS[name] for name in options.peers}
    missing = {name: module for name, peer in chosen.items() if (module := peer.missing())}
    present = {name: peer for name, peer in chosen.items() if name not in missing}
    costs: dict[str, dict[int, Cost]] = {name: {} for name in (OURS, *BARES, *present)}
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(options.sizes):
            file = Path(folder, f"{size}.txt")
            _make(file, str(size))
            ours = Limits(PATIENCE * limits.seconds, limits.memory)
            costs[OURS][size] = _told(OURS, size, cost(_brief(str(file)), ours))
            for name, how in BARES.items():
                bare = (sys.executable, "-m", "benchmarks.bare", str(file), *how)
                costs[name][size] = _told(name, size, cost(bare, ours))
            for name in present:
                if not any(earlier.failed for earlier in costs[name].values()):
                    command = (sys.executable, "-m", "benchmarks.peers", name, str(file))
                    costs[name][size] = _told(name, size, cost(command, limits))
            file.unlink()
        cases = {} if options.quick else _cases(Path(folder), limits)
    quality = () if options.quick or options.no_quality else table(data_folder())
    versions = {peer.distribution: peer.version() for peer in present.values()}
    run = Run(costs, versions, missing, cases, quality)
    introduction = (Path(__file__).parent / "introduction.md").read_text(encoding="utf-8")
    (options.out / "benchmarks.md").write_text(page(run, introduction), encoding="utf-8")
    raw = json.dumps(asdict(run), indent=1, ensure_ascii=False)
    (options.out / "img" / "benchmarks.json").write_text(raw + "\n", encoding="utf-8")
    plot(run, options.out / "img")
    print(f"{options.out / 'benchmarks.md'} is written.")


def _cases(folder: Path, limits: Limits) -> dict[str, Cost]:
    """Measure what users run beside one large file."""
    many, one = folder / "many", folder / "one.txt"
    _make(many, "100000", "10000")
    _make(one, "100000")
    commands = {
        "tracebrief --help": (sys.executable, "-m", "summarizer", "--help"),
        "tracebrief brief seeds": _brief(str(ROOT / "seeds")),
        "10,000 files with 100,000 sentences": _brief(str(many)),
        "100,000 sentences, --percent 1": _brief(str(one), "--percent", "1"),
        "100,000 sentences, --sentences 100": _brief(str(one), "--sentences", "100"),
        "100,000 sentences, --selector mmr": _brief(str(one), "--selector", "mmr"),
    }
    return {name: _told(name, None, cost(command, limits)) for name, command in commands.items()}


def _brief(source: str, *more: str) -> tuple[str, ...]:
    """Return the command that writes a note of 150 words on a source to standard output, as JSON."""
    limits = ("--max-file-mb", "1000", "--max-chars", "1000000000")
    return (sys.executable, "-m", "summarizer", "brief", source, "--quiet", "--json", *limits, *more)


def _make(path: Path, *counts: str) -> None:
    """Make an input in a child: the memory of a child starts from its parent's."""
    made = once((sys.executable, "-m", "benchmarks.inputs", str(path), *counts), Limits(3600))
    if made.failed:
        raise SystemExit(f"The input could not be made: {made.failed}")


def _told(name: str, size: int | None, found: Cost) -> Cost:
    on = f" on {size:,} sentences" if size else ""
    print(f"{name}{on}: {found.failed or f'{found.seconds:.2f} s'}, {found.memory / 1e6:,.0f} MB", flush=True)
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, help="Numbers of sentences, with commas between.")
    parser.add_argument(
        "--peers", type=_peers, default=tuple(PEERS), help=f"Of {', '.join(PEERS)}; none for ours alone."
    )
    parser.add_argument("--quick", action="store_true", help="Two small sizes, no quality: a check.")
    parser.add_argument("--no-quality", action="store_true", help="Leave the quality out.")
    parser.add_argument(
        "--limit", type=int, default=120, help="Seconds of CPU after which a peer is stopped."
    )
    parser.add_argument("--memory", type=float, default=16, help="GiB of address space a child may take.")
    parser.add_argument(
        "--out", type=Path, help="Folder of the page and its images: docs, with --quick out/benchmarks."
    )
    options = parser.parse_args(arguments)
    options.out = options.out or ROOT / ("out/benchmarks" if options.quick else "docs")
    options.sizes = options.sizes or (QUICK if options.quick else SIZES)
    return options


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(piece.replace("_", "")) for piece in text.split(","))


def _peers(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip() not in ("", "none"))
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is unknown; choose of {', '.join(PEERS)}")
    return names


if __name__ == "__main__":
    main()
