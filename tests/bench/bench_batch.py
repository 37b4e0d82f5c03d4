#!/usr/bin/env python3
"""How many records a batch does in a second of one core, how much faster two threads are, how much memory it takes.

The records are made by make_encounters, the rules by make_rules: the starter book with its sections and cues, and
1,000 or 5,000 made code rules in place of its own. The batch writes 837P files and every list.

usage: bench_batch.py [--superbill COMMAND] [--makers DIR] [--work DIR] [--records N] [--rounds N] [--case CASE] [--json]
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "codesets/us-starter"
CASES = {"1000-rules": (1000, 20000), "5000-rules": (5000, 12000)}  # rules, records a second that it must reach
MEMORY_MUST = 64 * 1024


def make_book(args, rules, work):
    """The starter book with made rules in place of its own."""
    source = work / "source"
    shutil.copytree(STARTER, source)
    manifest = (source / "source.xml").read_text()
    own = re.compile(r' *<file name="rules/(?!context\.xml)[^>]*>\n')
    manifest = own.sub("", manifest).replace("</source>", '  <file name="made.xml" layout="rules"/>\n</source>')
    (source / "source.xml").write_text(manifest)
    with open(source / "made.xml", "wb") as f:
        subprocess.run([f"{args.makers}/make_rules", str(rules)], stdout=f, check=True)
    book = work / "made.sbk"
    subprocess.run([args.superbill, "book", "build", str(source), "-o", str(book)], stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(source)
    return book


def batch(args, work, book, records, jobs):
    """One batch: its seconds, seconds of processor and peak memory in KiB, all of that process alone; its folder."""
    out = work / f"jobs{jobs}"
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(args.superbill, [args.superbill, "batch", "--book", str(book), "--out", str(out), "--batch-id", "b",
                                  "--to", "x12-837p", "--jobs", str(jobs), str(records)])
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"bench_batch: the batch ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss, out / "b"


def same_bytes(first, second):
    names = sorted(p.name for p in first.iterdir())
    return names == sorted(p.name for p in second.iterdir()) and \
        all((first / n).read_bytes() == (second / n).read_bytes() for n in names)


def measure(args, case, records):
    rules, must = CASES[case]
    work = Path(args.work) / case
    work.mkdir()
    book = make_book(args, rules, work)
    one, two = [], []
    for _ in range(args.rounds): # in turn: other work on the machine falls on both
        one.append(batch(args, work, book, records, 1))
        two.append(batch(args, work, book, records, 2))
    counts = json.loads((one[-1][3] / "MANIFEST.json").read_text())["counts"]
    if counts["records"] != args.records or counts["unreadable"] or not counts["ready"] or not counts["drafts"]:
        raise SystemExit(f"bench_batch: not the records that were made: {counts}")
    peak, book_size = max(r[2] for r in one + two), book.stat().st_size // 1024
    return {"bench": "batch", "case": case, "records": args.records,
            "records_per_second_per_core": round(args.records / statistics.median(r[1] for r in one)), "must": must,
            "one_thread_seconds": round(statistics.median(r[0] for r in one), 2),
            "two_threads_seconds": round(statistics.median(r[0] for r in two), 2),
            "two_threads_ratio": round(statistics.median(a[0] / b[0] for a, b in zip(one, two)), 2),
            "two_threads_ratio_must": 1.7,
            "peak_memory_kib": peak, "book_kib": book_size, "peak_above_book_kib": peak - book_size,
            "peak_above_book_kib_must": MEMORY_MUST, "ready": counts["ready"], "drafts": counts["drafts"],
            "same_bytes": same_bytes(one[-1][3], two[-1][3])}


def show(found, as_json):
    if as_json:
        print(json.dumps(found), flush=True)
        return
    print("batch {case}: {records_per_second_per_core} records a second of one core (must {must}); two threads "
          "{two_threads_ratio} times as fast (must 1.7); at most {peak_memory_kib} KiB, {peak_above_book_kib} KiB above "
          "the book (must {peak_above_book_kib_must}); same bytes: {same_bytes}".format(**found), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", default=str(ROOT / "build-bench/cli/superbill"))
    parser.add_argument("--makers", default=str(ROOT / "build-bench/tests/bench"))
    parser.add_argument("--work", default=str(ROOT / "build-bench/batch"))
    parser.add_argument("--records", type=int, default=50000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    shutil.rmtree(args.work, ignore_errors=True)
    Path(args.work).mkdir(parents=True)
    records = Path(args.work) / "in.ndjson"
    with open(records, "wb") as f:
        subprocess.run([f"{args.makers}/make_encounters", str(args.records), "1"], stdout=f, check=True)
    same = True
    for case in [args.case] if args.case else CASES:
        found = measure(args, case, records)
        show(found, args.json)
        same = same and found["same_bytes"]
    shutil.rmtree(args.work)
    return 0 if same else 1


sys.exit(main())
