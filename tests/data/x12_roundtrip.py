#!/usr/bin/env python3
"""837 in, encounter, 837 out: is it the same, segment by segment?

usage: x12_roundtrip.py --superbill COMMAND --book BOOK [--verbose] [FILE...]

Each file is read, written again and compared claim by claim. Envelope, letter case, the spelling of numbers and counters
(HL01, LX01) may differ; the order of segments of one name that follow each other may, too. Differing segments are
printed. Without files: data/x12/837p and 837d of the test data ($SUPERBILL_DATA, or ../shared/data beside the project);
without that, exit 77.

A segment that a finding of reading names is not expected back as it was: what is wrong with it was told.
"""
import argparse
import difflib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import x12_segments  # noqa: E402

DATA = Path(os.environ.get("SUPERBILL_DATA") or ROOT.parent / "shared" / "data") / "x12"


def run(command, *words):
    return subprocess.run([command, *words], capture_output=True, timeout=120)


def told(command, book, path):
    """For each claim read: the segment names (N4, SV1) that findings of reading speak of."""
    done = run(command, "run", "--book", book, "--format", "ndjson", str(path))
    out = []
    for line in done.stdout.decode("utf-8").splitlines():
        result = json.loads(line)
        if result.get("outcome") == "unreadable":
            continue
        names = set()
        for f in result["findings"] + result.get("not_checked", []):
            if 1300 <= f["number"] < 1400 and f.get("x12"):
                place = f["x12"].split()[-1]
                names.add(place.split("*")[0])
                names.add(place.split("-")[0][:-2])
        out.append(names)
    return out


def is_told(segment, names):
    name = segment.split("*")[0]
    return name in names


def differences(want, got, names):
    want, got = x12_segments.one_order(want), x12_segments.one_order(got)
    bad, known = [], 0
    for line in difflib.ndiff(want, got):
        if line[0] not in "-+":
            continue
        if is_told(line[2:], names):
            known += 1
        else:
            bad.append(line)
    return bad, known


def compare(options, path, strict=False):
    """(claims, segments, differing lines, lines differing as told, sets passed over); strict: a finding excuses nothing."""
    source = x12_segments.File(path.read_bytes())
    wanted, passed = x12_segments.claims(source)
    if not wanted:
        return 0, 0, [], 0, passed
    dental = "224" in next(s for s in source.segments if s[0] == "GS")[8][0]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.837"
        done = run(options.superbill, "claim", "--to", "x12-837d" if dental else "x12-837p", "--force",
                   "--book", options.book, "-o", str(out), str(path))
        if not out.is_file():
            return len(wanted), 0, ["nothing was written: " + done.stderr.decode("utf-8", "replace").strip()], 0, passed
        written, _ = x12_segments.claims(x12_segments.File(out.read_bytes()))
    lines = []
    if len(written) != len(wanted):
        lines.append(f"{len(wanted)} claims in, {len(written)} out")
    known = 0
    names = [] if strict else told(options.superbill, options.book, path)
    for i, (w, g) in enumerate(zip(wanted, written)):
        bad, more = differences(w.segments, g.segments, names[i] if i < len(names) else set())
        known += more
        lines += [f"claim {w.number}: {line}" for line in bad]
    return len(wanted), sum(len(w.segments) for w in wanted), lines, known, passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", default=str(ROOT / "build" / "cli" / "superbill"))
    parser.add_argument("--book", default=str(ROOT / "build" / "us-starter.sbk"))
    parser.add_argument("--work", help="not needed here")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()

    files = options.files or sorted((DATA / "837p").glob("*")) + sorted((DATA / "837d").glob("*"))
    if not files:
        print(f"SKIPPED no samples at {DATA}")
        return 77
    failed = claims = segments = 0
    for path in files:
        try:
            n, m, lines, known, passed = compare(options, path)
        except x12_segments.Unreadable as e:
            n, m, lines, known, passed = 0, 0, [str(e)], 0, 0
        claims, segments, failed = claims + n, segments + m, failed + bool(lines)
        if lines or options.verbose:
            print(f"{'FAIL' if lines else 'ok  '} {path.name}: {n} claims, {m} segments"
                  + (f", {known} lines differ as findings say" if known else "")
                  + (f", {passed} sets passed over" if passed else ""))
        for line in lines:
            print("    " + line)
    print(f"x12 round trip: {len(files) - failed} passed, {failed} failed ({claims} claims, {segments} segments)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
