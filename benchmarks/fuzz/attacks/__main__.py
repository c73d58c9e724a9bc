"""``python -m benchmarks.fuzz.attacks KIND… --seed N``: run the attacks and print what harm they did."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from random import Random

from .attack import run

KINDS = {
    "numbers": "numbers from outside",
    "json": "JSON that no program wrote",
    "irregular": "what is no regular file",
    "work": "work without a bound",
    "servers": "slow and lying servers",
    "streams": "full and closed",
    "terminals": "terminals and texts",
    "cluster": "clusters that are not there",
    "settings": "settings, projects and piles with gold",
    "places": "places and names",
}
HARMS = ("crash", "hang", "slow", "traceback", "exit code", "no word", "spoof")


def main() -> int:
    """Run what the command line asks for; 1 where harm was done."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz.attacks", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"{', '.join(KINDS)}; all by default")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="attacks whose name holds this")
    parser.add_argument("--of", type=int, default=1, help="run each N-th attack only")
    parser.add_argument("--part", type=int, default=0, help="which of them, from 0")
    parser.add_argument("--tell", action="store_true", help="what each was told")
    given = parser.parse_args()
    if unknown := [name for name in given.kinds if name not in KINDS]:
        parser.error(f"{unknown[0]!r} is no kind; choose from {', '.join(KINDS)}")
    any_harm = False
    print(
        f"| kind | attempts | {' | '.join(HARMS)} | slowest (s) |\n|{'---|' * (len(HARMS) + 3)}", flush=True
    )
    for kind in given.kinds or KINDS:
        count, harms, slowest = 0, dict.fromkeys(HARMS, 0), 0.0
        with tempfile.TemporaryDirectory(prefix="attacks-") as place:
            module = import_module(f".{kind}", __package__)
            made = module.attacks(Path(place), Random(f"{kind}{given.seed}"))
            for number, attack in enumerate(made):
                if (given.only not in attack.name or number % given.of != given.part) and not attack.needed:
                    continue
                harm, seconds, said = run(attack, Path(place))
                count, slowest = count + 1, max(slowest, seconds)
                for name, shown in harm.items():
                    any_harm = True
                    harms[name] += 1
                    print(f"{kind}: {attack.name}: {name}: {shown}", file=sys.stderr, flush=True)
                if harm or given.tell:
                    print(
                        f"    {seconds:.1f} s {attack.command}\n    {said[-600:]}",
                        file=sys.stderr,
                        flush=True,
                    )
        counts = " | ".join(str(harms[name]) for name in HARMS)
        print(f"| {KINDS[kind]} | {count} | {counts} | {slowest:.1f} |", flush=True)
    return 1 if any_harm else 0


if __name__ == "__main__":
    sys.exit(main())
