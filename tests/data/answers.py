#!/usr/bin/env python3
"""Samples of 999, 277 and 835 files: claim, line, money and reason, read here a second time and compared; money adds up
to the cent or is said not to; and altered samples, which must never crash the command.

usage: answers.py --superbill COMMAND --work FOLDER [--altered N]     (exit 77: the samples are not here)
"""
import argparse
import json
import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def data():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        if place and Path(place, "x12", "ack-remit").is_dir():
            return Path(place, "x12")
    print("SKIPPED samples of answers: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


def segments(text):
    """Elements of each segment; composites by whatever character follows their qualifier."""
    element, end = text[3], text[105]
    return [s.strip().split(element) for s in text.split(end) if s.strip()]


def parts(composite):
    if len(composite) > 2 and composite[2:3] and not composite[2].isalnum():
        return composite.split(composite[2])
    return [composite]


def money(text):
    return Decimal(text or "0").quantize(Decimal("0.01"))


def cas(segment):
    """(group, reason, amount) of a CAS."""
    for at in range(2, len(segment), 3):
        if segment[at]:
            yield segment[1], segment[at], money(segment[at + 1] if at + 1 < len(segment) else "")


def remittances(text):
    """The claims and payments of an 835, read plainly."""
    out, claim, line = [], None, None
    for s in segments(text):
        if s[0] == "ST":
            claim = line = payment = None
        elif s[0] == "BPR":
            payment = {"paid": money(s[2]), "claims": [], "plb": Decimal(0)}
            out.append(payment)
        elif s[0] == "CLP":
            claim, line = {"claim": s[1], "status": s[2], "charge": money(s[3]), "paid": money(s[4]), "payer_claim": s[7],
                           "reasons": [], "lines": []}, None
            payment["claims"].append(claim)
        elif s[0] == "SVC":
            code = parts(s[1])
            line = {"code": code[1] if len(code) > 1 else "", "charge": money(s[2]), "paid": money(s[3]), "reasons": []}
            claim["lines"].append(line)
        elif s[0] == "CAS":
            (line or claim)["reasons"] += cas(s)
        elif s[0] == "PLB":
            payment["plb"] += sum(money(s[i]) for i in range(4, len(s), 2))
    return out


class Bench:
    def __init__(self, options):
        self.superbill = str(Path(options.superbill).resolve())
        self.work = Path(options.work, "answers")
        self.work.mkdir(parents=True, exist_ok=True)
        self.checked, self.wrong = 0, []

    def same(self, what, got, expected):
        self.checked += 1
        if got != expected:
            self.wrong.append(f"{what}: {got!r}, expected {expected!r}")

    def call(self, *files):
        # Without a book: what codes mean is not compared.
        env = {k: v for k, v in os.environ.items() if k != "SUPERBILL_BOOK"}
        return subprocess.run([self.superbill, "answers", "--format", "json", *map(str, files)], capture_output=True,
                              timeout=60, env=env)

    def answers(self, path):
        done = self.call(path)
        self.same(f"{path.name} exit", done.returncode in (0, 1), True)
        return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in done.stdout.decode().splitlines()]


def reasons(of):
    return [(a["group"], a["reason"], money(str(a["amount"]))) for a in of.get("adjustments", [])]


def said(answer):
    return {int(f["number"]) for f in answer.get("findings", [])}


def check_claim(b, name, got, want):
    b.same(f"{name} claim", got["claim"], want["claim"])
    b.same(f"{name} status", got["status"]["code"], want["status"])
    b.same(f"{name} payer's number", got["payer_claim"], want["payer_claim"])
    b.same(f"{name} money", (money(str(got["charge"])), money(str(got["paid"]))), (want["charge"], want["paid"]))
    b.same(f"{name} reasons", reasons(got), want["reasons"])
    b.same(f"{name} lines", len(got.get("lines", [])), len(want["lines"]))
    taken_off = sum((r[2] for r in want["reasons"]), Decimal(0))
    level = True
    for mine, line in zip(got.get("lines", []), want["lines"]):
        b.same(f"{name} line code", mine.get("code", ""), line["code"])
        b.same(f"{name} line money", (money(str(mine["charge"])), money(str(mine["paid"]))), (line["charge"], line["paid"]))
        b.same(f"{name} line reasons", reasons(mine), line["reasons"])
        off = sum((r[2] for r in line["reasons"]), Decimal(0))
        taken_off += off
        level = level and line["charge"] - off == line["paid"]
    b.same(f"{name} line balance", 2808 in said(got), not level)
    b.same(f"{name} claim balance", 2809 in said(got), want["charge"] - taken_off != want["paid"])
    charged = sum((line["charge"] for line in want["lines"]), Decimal(0))
    b.same(f"{name} charges", 2810 in said(got), bool(want["lines"]) and charged != want["charge"])


def check_remittance(b, path):
    answers = b.answers(path)
    for payment in remittances(path.read_text(encoding="latin-1")):
        got = answers.pop(0)
        b.same(f"{path.name} about", got["about"], "payment")
        b.same(f"{path.name} payment", money(str(got["paid"])), payment["paid"])
        total = sum((c["paid"] for c in payment["claims"]), Decimal(0)) - payment["plb"]
        b.same(f"{path.name} sum", money(str(got["sum"])), total)
        b.same(f"{path.name} payment balance", 2811 in said(got), total != payment["paid"])
        for claim in payment["claims"]:
            check_claim(b, f"{path.name} {claim['claim']}", answers.pop(0), claim)
    b.same(f"{path.name} left over", [a for a in answers if a["about"] != "file"], [])


def check_status(b, path):
    """Every STC is shown, and each of its codes, beside the claim that the TRN or REF*EJ names."""
    text = path.read_text(encoding="latin-1")
    component = text[104]
    shown = [(s["category"], s["code"]) for a in b.answers(path) for s in a.get("statuses", [])]
    want = [tuple(s[1].split(component)[:2]) for s in segments(text) if s[0] == "STC"]
    b.same(f"{path.name} statuses", shown, want)
    claims = [a["claim"] for a in b.answers(path) if a["about"] == "claim"]
    named = [s[2] for s in segments(text) if s[0] == "REF" and s[1] == "EJ"]
    if not named:
        level, named = "", []
        for s in segments(text):
            level = s[3] if s[0] == "HL" else level
            if s[0] == "TRN" and level == "PT":
                named.append(s[2])
    b.same(f"{path.name} claims", claims, named)


def check_acknowledgments(b, folder):
    accepted, = b.answers(folder / "x12_999_accepted.txt")
    b.same("999 accepted", (accepted["outcome"], accepted["at"]["group"], accepted["at"]["set"]),
           ("accepted", "17456", "0001"))
    rejected, = b.answers(folder / "x12_999_rejected.txt")
    error = rejected["errors"][0]
    b.same("999 rejected", (rejected["outcome"], error["segment"], int(error["position"]), error["code"]),
           ("rejected", "NM", 17, "1"))


def check_altered(b, files, count):
    """Bytes dropped, doubled, exchanged: an answer, findings or a word why not; never a crash."""
    chance = random.Random(20250610)
    per = max(1, count // max(1, len(files)))
    batch = []
    for path in files:
        whole = path.read_bytes()[:20000]
        for i in range(per):
            bytes_ = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(bytes_))
                action = chance.randrange(4)
                if action == 0:
                    del bytes_[at:at + chance.randint(1, 40)]
                elif action == 1:
                    bytes_[at:at] = bytes_[at:at + chance.randint(1, 40)]
                elif action == 2:
                    bytes_[at] = chance.choice(b"*~:^>|\n 0-.\x00\xff")
                else:
                    del bytes_[at:]
                if not bytes_:
                    bytes_ = bytearray(b"I")
            out = b.work / f"altered-{len(batch):03}.x12"
            out.write_bytes(bytes_)
            batch.append(out)
            if len(batch) == 100:
                run_altered(b, batch)
                batch = []
    run_altered(b, batch)


def run_altered(b, batch):
    if not batch:
        return
    done = b.call(*batch)
    b.checked += len(batch)
    if done.returncode not in (0, 1, 3):
        keep = b.work / f"crash-{b.checked}"
        keep.mkdir(exist_ok=True)
        for path in batch:
            path.rename(keep / path.name)
        b.wrong.append(f"altered samples: exit {done.returncode}, kept in {keep}: {done.stderr.decode()[-300:]}")
    for line in done.stdout.decode().splitlines():
        json.loads(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--altered", type=int, default=5000)
    options = parser.parse_args()
    folder, b = data(), Bench(options)
    samples = sorted((folder / "ack-remit").iterdir())
    for path in samples:
        if path.suffix == ".txt":
            check_status(b, path)
        else:
            check_remittance(b, path)
    check_acknowledgments(b, folder / "negative")
    check_altered(b, samples + sorted((folder / "negative").glob("x12_999*")), options.altered)
    for words in b.wrong[:40]:
        print(words)
    print(f"answers: {b.checked} checked, {len(b.wrong)} wrong")
    return 1 if b.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
