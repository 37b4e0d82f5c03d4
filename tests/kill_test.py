#!/usr/bin/env python3
"""A batch killed at any moment and run again gives the bytes of one that was not: nothing lost, nothing twice.

Kills at chosen moments (each one of the first, then at random among all: list flushed, state written, claim file
written, manifest written, folder renamed) and at random times from outside. Says the same for one thread and several,
for a full disk, and that no patient's words reach stderr or the manifest.

usage: kill_test.py --superbill COMMAND --book FILE --work DIR [--records N] [--kills N] [--json]
"""
import argparse
import csv
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CANARY = "QZXCANARY"


class Batch:
    def __init__(self, args):
        self.superbill, self.work = str(Path(args.superbill).resolve()), Path(args.work).resolve()
        self.words = ["--book", str(Path(args.book).resolve()), "--to", "fhir-xml", "--to", "x12-837p",
                      "--to", "x12-837d", "--max-claims", "40"]
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        made = subprocess.run([sys.executable, str(ROOT / "tests/bench/make_batch.py"), str(args.records),
                               "--seed", "7", "--faults", "--canary", CANARY], capture_output=True, check=True).stdout
        half = made.index(b"\n", len(made) // 2) + 1
        (self.work / "morning.ndjson").write_bytes(made[:half])
        (self.work / "evening.ndjson").write_bytes(made[half:])
        self.records = made.count(b"\n")
        self.sent = b""
        self.send_early(made)

    def send_early(self, made):
        """A batch of the first records, and one of them with another charge: the ledger that all others start with."""
        (self.work / "early.ndjson").write_bytes(b"".join(made.splitlines(keepends=True)[:30]))
        done = subprocess.run([self.superbill, "batch", *self.words, "--out", "early", "--batch-id", "early", "--ledger",
                               "early/ledger", "early.ndjson"], cwd=self.work, capture_output=True)
        assert done.returncode in (0, 1), done.stderr
        self.sent = (self.work / "early" / "ledger").read_bytes()
        assert CANARY.encode() not in self.sent and b"closes" in self.sent
        self.early = json.loads((self.work / "early/early/MANIFEST.json").read_text())["counts"]

    def start(self, out, jobs, point=0, limit=0):
        env = {k: v for k, v in os.environ.items() if k != "SUPERBILL_TEST_DIE_AT"}
        if point:
            env["SUPERBILL_TEST_DIE_AT"] = str(point)
        self.new_ledger(out)

        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return subprocess.Popen([self.superbill, "batch", *self.words, "--out", out, "--batch-id", "night",
                                 "--jobs", str(jobs), "--ledger", f"{out}/ledger", "morning.ndjson", "evening.ndjson"], cwd=self.work, env=env,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=full if limit else None)

    def new_ledger(self, out):
        """Every batch starts with what an earlier one sent: the same claims of the first records."""
        ledger = self.work / out / "ledger"
        if not ledger.exists():
            ledger.parent.mkdir(exist_ok=True)
            ledger.write_bytes(self.sent)

    def run(self, out, jobs, **more):
        p = self.start(out, jobs, **more)
        said, err = p.communicate(timeout=120)
        assert CANARY.encode() not in err and CANARY.encode() not in said, "a patient's words were printed"
        return p.returncode

    def outputs(self, out):
        folder = self.work / out / "night"
        assert sorted(p.name for p in folder.parent.iterdir()) == [".night.lock", "ledger", "ledger.lock", "night"], out
        files = [*folder.iterdir(), folder.parent / "ledger"]
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    def finish(self, out, jobs, want):
        """Run until it is done; how many records are missing or differ."""
        code = self.run(out, jobs)
        assert code in (0, 1), code # 0: it was finished before it was killed
        got = self.outputs(out)
        shutil.rmtree(self.work / out)
        return 0 if got == want else 1


def check_reference(batch, want):
    """What the undisturbed run made is whole: every record once, every claim in its files."""
    folder = batch.work / "whole" / "night"
    manifest = json.loads((folder / "MANIFEST.json").read_text())
    assert CANARY not in (folder / "MANIFEST.json").read_text()
    assert CANARY not in (folder / "report.html").read_text()
    counts = manifest["counts"]
    with open(folder / "results.csv", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [r["ordinal"] for r in rows] == [str(i + 1) for i in range(batch.records)]
    assert sum(r["outcome"] == "rejected" for r in rows) == counts["rejected"]
    assert all(r["stopped by"] for r in rows if r["outcome"] == "rejected")
    assert counts["records"] == batch.records == len((folder / "results.ndjson").read_bytes().splitlines())
    apart = ("drafts", "held", "rejected", "no_claim", "repeated", "unreadable")
    assert counts["ready"] + sum(counts[k] for k in apart) == counts["records"]
    assert all(counts[k] for k in ("ready", "drafts", "held", "rejected", "repeated", "unreadable")), counts
    for out in manifest["outputs"]:
        assert want[out["name"]] == out["sha256"], out
        assert (folder / out["name"]).stat().st_mode & 0o777 == 0o600, out
    assert counts["sent_before"] >= batch.early["ready"] > 0, counts
    ledger = (folder.parent / "ledger").read_bytes()
    assert CANARY.encode() not in ledger and ledger.startswith(batch.sent)
    sent = [json.loads(line) for line in ledger[len(batch.sent):].splitlines()]
    assert len(sent) - 1 == sent[-1]["claims"] == sum(o.get("claims", 0) for o in manifest["outputs"])
    assert not {(s["claim"], s["payer"]) for s in sent[:-1]} & {(s["claim"], s["payer"]) for s in map(
        json.loads, batch.sent.splitlines()[:-1])}
    fhir = [o for o in manifest["outputs"] if o["name"].endswith(".xml")]
    assert sum(o["claims"] for o in fhir) == counts["claims"] == sum(p["claims"] for p in manifest["payers"])
    control = [o["control"] for o in manifest["outputs"] if o["name"].endswith(".x12")]
    assert control == list(range(1, len(control) + 1)), control
    assert sum(len(re.findall(rb"<Claim[ >]", (folder / o["name"]).read_bytes())) for o in fhir) == counts["claims"]


def refusals(batch):
    """The same inputs: nothing to do. Others under the same id: refused, and nothing is touched."""
    before = batch.outputs("whole")
    assert batch.run("whole", 1) == 0
    path = batch.work / "evening.ndjson"
    kept = path.read_bytes()
    path.write_bytes(kept + kept[:kept.index(b"\n") + 1])
    assert batch.run("whole", 1) == 3
    path.write_bytes(kept)
    assert batch.outputs("whole") == before
    assert batch.run("other", 2, point=40) == -9
    path.write_bytes(kept + b"\n{}\n")
    assert batch.run("other", 2) == 3
    path.rename(path.with_suffix(".away"))
    assert batch.run("other", 2) == 3
    path.with_suffix(".away").rename(path)
    path.write_bytes(kept)
    assert batch.finish("other", 1, before) == 0


def points_of(batch):
    """How many moments a run passes: the first number at which it does not die."""
    low, high = 0, 1
    while batch.run("count", 1, point=high) == -9:
        shutil.rmtree(batch.work / "count")
        low, high = high, high * 2
    shutil.rmtree(batch.work / "count")
    while high - low > 1:
        mid = (low + high) // 2
        died = batch.run("count", 1, point=mid) == -9
        shutil.rmtree(batch.work / "count")
        low, high = (mid, high) if died else (low, mid)
    return low


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--records", type=int, default=600)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    batch = Batch(args)
    rng = random.Random(11)
    began = time.monotonic()
    assert batch.run("whole", 1) == 1
    took = time.monotonic() - began
    want = batch.outputs("whole")
    check_reference(batch, want)
    refusals(batch)
    wrong = kills = 0
    for jobs in (2, 4):
        assert batch.finish("jobs", jobs, want) == 0, f"{jobs} threads give other bytes"
    total = points_of(batch)
    assert total > 20, "the command was not built for tests: meson configure -Dtests=enabled"
    chosen = [total - i for i in range(min(12, args.kills // 2))]
    chosen += [rng.randint(1, total) for _ in range(args.kills - len(chosen))]
    for point in chosen:
        died = batch.run("kill", 2, point=point)
        for _ in range(rng.randrange(3)): # killed again on the way
            if died == -9:
                kills += 1
                died = batch.run("kill", 2, point=rng.randint(1, total))
        kills += died == -9
        wrong += batch.finish("kill", 2, want)
    for _ in range(args.kills // 3):
        p = batch.start("kill", 2)
        time.sleep(rng.random() * took)
        p.kill()
        p.communicate()
        kills += p.returncode == -9
        wrong += batch.finish("kill", 2, want)
    for sig in (signal.SIGINT, signal.SIGTERM): # the records at hand are finished, and the rest later
        p = batch.start("stop", 2)
        time.sleep(took / 4)
        p.send_signal(sig)
        said = p.communicate()[1]
        assert p.returncode in (0, 1, 3, -sig), p.returncode # -sig: before it began to read
        assert p.returncode != 3 or b"stopped after record" in said, said
        wrong += batch.finish("stop", 2, want)
    for limit in (1000, 30000, 200000): # as if the disk were full
        assert batch.run("full", 2, limit=limit) in (3, -25), limit
        wrong += batch.finish("full", 2, want)
    shutil.rmtree(batch.work)
    if args.json:
        print(json.dumps({"case": "random-and-failpoints", "kills": kills, "points": total, "lost_or_doubled": wrong}))
    else:
        print(f"{kills} kills, {total} moments, {wrong} batches that differ")
    return 1 if wrong else 0


sys.exit(main())
