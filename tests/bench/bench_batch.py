#!/usr/bin/env python3
"""How many records a batch does in a second of one core, and how much memory it takes at most.

usage: bench_batch.py [--superbill COMMAND] [--book FILE] [--work DIR] [--records N] [--json]
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(args, jobs):
    """One batch: its seconds, seconds of processor, and peak memory, all of that process alone."""
    out = Path(args.work) / f"jobs{jobs}"
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(args.superbill, [args.superbill, "batch", "--book", args.book, "--out", str(out), "--batch-id", "b",
                                  "--to", "x12-837p", "--jobs", str(jobs), str(Path(args.work) / "in.ndjson")])
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"bench_batch: the batch ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss, out / "b"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", default=str(ROOT / "build-bench/cli/superbill"))
    parser.add_argument("--book", help="default: the starter book, built anew")
    parser.add_argument("--work", default=str(ROOT / "build-bench/batch"))
    parser.add_argument("--records", type=int, default=20000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    shutil.rmtree(args.work, ignore_errors=True)
    Path(args.work).mkdir(parents=True)
    if not args.book:
        args.book = str(Path(args.work) / "us-starter.sbk")
        subprocess.run([args.superbill, "book", "build", str(ROOT / "codesets/us-starter"), "-o", args.book],
                       stdout=subprocess.DEVNULL, check=True)
    with open(Path(args.work) / "in.ndjson", "wb") as f:
        subprocess.run([sys.executable, str(ROOT / "tests/bench/make_batch.py"), str(args.records)], stdout=f, check=True)
    one, cpu, memory, first = run(args, 1)
    two, _, memory2, second = run(args, 2)
    names = sorted(p.name for p in first.iterdir())
    same = names == sorted(p.name for p in second.iterdir()) and \
        all((first / n).read_bytes() == (second / n).read_bytes() for n in names)
    found = {"case": "starter-rules", "records": args.records, "records_per_second_per_core": round(args.records / cpu),
             "peak_memory_kib": max(memory, memory2), "two_threads_ratio": round(one / two, 2), "same_bytes": same}
    shutil.rmtree(args.work)
    if args.json:
        print(json.dumps(found))
    else:
        print(f"batch: {found['records_per_second_per_core']} records a second of one core, at most {found['peak_memory_kib']}"
              f" KiB; two threads {found['two_threads_ratio']} times as fast; same bytes: {same}")
    return 0 if same else 1


sys.exit(main())
