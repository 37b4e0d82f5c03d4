#!/usr/bin/env python3
"""Codes suggested on CodiEsp's case reports (training half, English) against its ICD-10-CM labels.

usage: codiesp.py --superbill COMMAND --book FILE [--json] [--wrong N]

Precision and recall by code and by category (first three characters), summed over all reports. The texts were translated
by machine; a label is what a hospital coder gave, often shorter than a billable code. So `code` is given twice: equal, and
`below`: a suggestion below a label that is no billable code itself is right too. --wrong N lists the N suggestions that
most often had no label of their category, with words they rest on. Exit 77 without the texts.
"""
import argparse
import collections
import json
import sys
import tarfile
from pathlib import Path

import score

ROOT = Path(__file__).resolve().parent.parent.parent
DATE = "2025-11-03"


def reports(folder):
    with tarfile.open(folder / "train_text_en.tar.gz") as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if member.isfile():
                yield Path(member.name).stem, tar.extractfile(member).read().decode("utf-8", "replace")


def labels(folder):
    gold = collections.defaultdict(set)
    for line in (folder / "trainD.tsv").read_text().splitlines():
        name, code = line.split("\t")[:2]
        gold[name].add(code.upper())
    return gold


def billable():
    rows = (ROOT / "codesets/us-starter/icd10cm_order_2026.txt").read_text().splitlines()
    return {f"{c[:3]}.{c[3:]}".rstrip(".") for c in (line[6:13].strip() for line in rows if line[14] == "1")}


def share(a, b):
    return round(a / b, 3) if b else None


def rates(right, given, wanted, found):
    p, r = share(right, given), share(found, wanted)
    return {"precision": p, "recall": r, "f1": round(2 * p * r / (p + r), 3) if p and r else None}


def count(gold, got, codes):
    n = collections.Counter()
    for name in gold:
        want, have = gold[name], got.get(name, set())
        short = {w for w in want if w not in codes}
        n["wanted"] += len(want)
        n["given"] += len(have)
        n["equal"] += len(want & have)
        n["below"] += sum(1 for c in have if c in want or any(c.startswith(w) for w in short))
        n["below found"] += sum(1 for w in want if w in have or (w in short and any(c.startswith(w) for c in have)))
        a, b = {w[:3] for w in want}, {c[:3] for c in have}
        n["categories"] += len(a)
        n["categories given"] += len(b)
        n["categories right"] += len(a & b)
    return n


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", type=int, default=0)
    options = parser.parse_args()
    options.superbill = str(Path(options.superbill).resolve())
    folder = score.visits.data() / "codiesp-train"
    if not folder.is_dir():
        print("SKIPPED CodiEsp: its training half is not in the data folder")
        return 77
    texts, gold = dict(reports(folder)), labels(folder)
    rows = [{"note": name, "sex": None, "age": None} for name in texts]
    got, wrong, words = {}, collections.Counter(), {}
    for row, result in zip(rows, score.run(options, rows, texts)):
        got[row["note"]] = {d["code"] for d in score.suggested(result)}
        for d in score.suggested(result):
            if d["code"][:3] not in {w[:3] for w in gold[row["note"]]}:
                wrong[d["code"]] += 1
                words.setdefault(d["code"], set()).update(e["text"] for e in d["evidence"][:2])
    n = count({k: gold[k] for k in texts}, got, billable())
    report = {"code": rates(n["equal"], n["given"], n["wanted"], n["equal"]),
              "below": rates(n["below"], n["given"], n["wanted"], n["below found"]),
              "category": rates(n["categories right"], n["categories given"], n["categories"], n["categories right"])}
    if options.json:
        print(json.dumps({"bench": "codiesp", "reports": len(texts), **report}))
        return 0
    print(f"{len(texts)} reports, {n['wanted']} labels, {n['given']} suggestions")
    for name, r in report.items():
        print(f"{name:10} precision {r['precision']}  recall {r['recall']}  F1 {r['f1']}")
    for code, times in wrong.most_common(options.wrong):
        print(f"  {times:4} {code:9} {'; '.join(sorted(words[code])[:4])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
