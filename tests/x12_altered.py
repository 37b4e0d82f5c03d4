#!/usr/bin/env python3
"""Altered samples of X12 through reader and writer: see tests/x12_mutate.c.

usage: x12_altered.py X12_MUTATE [COUNT [SEED]]

Samples: the cases' input.x12, tests/data/x12, and the published ones of the test data if they are at hand
($SUPERBILL_DATA, or ../shared/data beside the project).
"""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SUPERBILL_DATA") or ROOT.parent / "shared" / "data") / "x12"
LARGEST = 60000


def main():
    own = sorted(ROOT.glob("tests/cases/*/input.x12")) + sorted((ROOT / "tests/data/x12").glob("*.837"))
    published = [p for folder in ("837p", "837d", "837i", "negative", "ack-remit") for p in sorted((DATA / folder).glob("*"))
                 if p.suffix != ".json" and p.stat().st_size < LARGEST]
    count, seed = (sys.argv[2:] + ["5000", "1"][len(sys.argv) - 2:])[:2]
    print(f"{len(own)} samples of our own, {len(published)} published")
    return subprocess.run([sys.argv[1], count, seed, *map(str, own + published)]).returncode


if __name__ == "__main__":
    sys.exit(main())
