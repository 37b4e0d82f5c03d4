#!/usr/bin/env python3
"""Broken 837 files of others: what they say is wrong, a finding says, with its segment and element.

usage: x12_negative.py --superbill COMMAND --book BOOK [--verbose]

The files and their errors are x12/negative of the test data ($SUPERBILL_DATA, or ../shared/data beside the project);
without that, exit 77. Files without expectations must be read, or declined, without a crash.
"""
import argparse
import json
import re
import subprocess
import sys

import x12_roundtrip

FOLDER = x12_roundtrip.DATA / "negative"
# An error of theirs, and the finding of ours: number, and what stands in its place.
RULES = [
    (r"Unable to find a matching segment format in loop (\w+)", (1306, 1307, 1314), r"{0}|\w"),
    (r"Segment (\w+) in loop (\w+) is not in the correct position", (1307,), r"{0}"),
    (r"(\w+) in loop (\w+) is missing a required (?:composite )?element at (\d+)", (1312, 1304, 1308), r"{1} {0}|{0}0?{2}"),
    (r"(\d{4}\w*) is required but not found", (1310, 1308), r"{0}"),
    (r"(\w+) in loop (\w+) is required but not found", (1308, 1310), r"{1} {0}"),
    (r"(\w+) in loop (\w+) appears too many times", (1309, 1311), r"{0}"),
    (r"(\d{4}\w*) appears too many times", (1311, 1309), r"\w"),
    (r"Error getting separators", (1301,), r"ISA"),
]


def found(options, path):
    """((number, place) of each finding of reading, exit code, complaints)"""
    done = subprocess.run([options.superbill, "run", "--book", options.book, "--format", "ndjson", str(path)],
                          capture_output=True, timeout=120)
    out = set()
    for line in done.stdout.decode("utf-8").splitlines():
        out |= {(f["number"], f.get("x12") or "") for f in json.loads(line).get("findings", []) if 1300 <= f["number"] < 1400}
    return out, done.returncode, done.stderr.decode("utf-8", "replace")


def missing(error, said, complaints):
    for pattern, numbers, place in RULES:
        m = re.match(pattern, error)
        if m:
            place = place.format(*m.groups())
            told = any(n in numbers and re.search(place, p) for n, p in said)
            return not (told or numbers == (1301,) and complaints)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", default=str(x12_roundtrip.ROOT / "build" / "cli" / "superbill"))
    parser.add_argument("--book", default=str(x12_roundtrip.ROOT / "build" / "us-starter.sbk"))
    parser.add_argument("--work", help="not needed here")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"SKIPPED no samples at {FOLDER}")
        return 77
    expected = json.loads((FOLDER / "expected.json").read_text())
    good = bad = 0
    for path in sorted(FOLDER.glob("*.txt")):
        said, code, complaints = found(options, path)
        lost = [e for e in expected.get(path.name, {}).get("errors", []) if missing(e, said, complaints)]
        if code not in (0, 1, 3):
            lost.append(f"exit {code}")
        if not all(place for _, place in said):
            lost.append("a finding without a place")
        good, bad = good + (not lost), bad + bool(lost)
        if lost or options.verbose:
            print(f"{'FAIL' if lost else 'ok  '} {path.name}: " + "; ".join(lost or [f"{len(said)} findings"]))
            if lost:
                print("    said: " + ", ".join(f"{n} {p}" for n, p in sorted(said)))
    print(f"x12 negative: {good} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
