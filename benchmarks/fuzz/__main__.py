"""``python -m benchmarks.fuzz TARGET… --minutes N --seed S``: fuzz targets, sharing the time."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fuzz.loop import run
from benchmarks.fuzz.targets import TARGETS


def main() -> int:
    """Run what the command line asks for; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; all by default")
    parser.add_argument("--minutes", type=float, default=10.0, help="in all, shared equally (10)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="folder of corpus and findings")
    parser.add_argument("--again", type=Path, nargs="*", help="run these inputs once, and end")
    given = parser.parse_args()
    if unknown := [name for name in given.targets if name not in TARGETS]:
        parser.error(f"{unknown[0]!r} is no target; choose from {', '.join(TARGETS)}")
    names = given.targets or list(TARGETS)
    if given.again:
        for path in given.again:
            print(path, TARGETS[names[0]].check(path.read_bytes()))
        return 0
    findings = 0
    for name in names:
        tally = run(name, 60 * given.minutes / len(names), given.seed, given.keep.resolve())
        print(
            f"{name}: {tally.executions} runs in {tally.seconds:.0f} s, {tally.corpus} inputs kept, "
            f"{tally.lines} lines reached, {len(tally.findings)} findings",
            flush=True,
        )
        for place, file in tally.findings.items():
            print(f"  {place}: {given.keep}/findings/{name}/{file}", flush=True)
        findings += len(tally.findings)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
