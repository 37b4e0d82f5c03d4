#!/usr/bin/env python3
"""Encounters for measuring and testing batches: the records of examples/ again and again with other ids, people, dates
and charges, and now and then one that cannot be read or stands twice. The same seed gives the same bytes.

usage: make_batch.py COUNT [--seed N] [--canary TOKEN] [--faults] > FILE.ndjson
"""
import argparse
import copy
import datetime
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAST = "Abbot Barlow Castell Dunmore Ellery Farrow Garrick Holloway Ingram Jessop Kestrel Lomax Marsden".split()
FIRST = "Ada Bram Cleo Dorian Edda Felix Greta Hugo Ines Jonas Kira Leif Mona Nils Orla Pia".split()


def shift(value, days):
    """Every date of a record moved alike, so that spans and ages keep their meaning."""
    if isinstance(value, dict):
        return {k: v if k == "birth_date" else shift(v, days) for k, v in value.items()}
    if isinstance(value, list):
        return [shift(v, days) for v in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return (datetime.date.fromisoformat(value) + datetime.timedelta(days)).isoformat()
        except ValueError:
            return value
    return value


def encounter(rng, templates, i, canary):
    record = shift(copy.deepcopy(rng.choice(templates)), rng.randrange(0, 20))
    record["id"] = f"{canary}E{i:08d}"
    patient = record["patient"]
    patient["id"] = f"{canary}P{rng.randrange(10 ** 7):07d}"
    patient["name"] = {"last": canary + rng.choice(LAST), "first": canary + rng.choice(FIRST)}
    patient["address"]["lines"] = [f"{rng.randrange(1, 999)} {canary} Sample Street"]
    for note in record.get("notes", []):
        note["text"] += f"\n\nREMARKS: {canary} visit {i}, seen at {rng.randrange(8, 18)}:{rng.randrange(60):02d}."
    return record


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--canary", default="")
    parser.add_argument("--faults", action="store_true")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    templates = [json.loads(p.read_text()) for p in sorted((ROOT / "examples").glob("*.json"))]
    last = None
    for i in range(args.count):
        record = encounter(rng, templates, i, args.canary)
        line = json.dumps(record, separators=(",", ":"))
        if args.faults and i % 97 == 50:
            line = line[:len(line) // 2]
        elif args.faults and last and i % 11 == 7:
            line = last
        else:
            last = line
        sys.stdout.write(line + "\n")


main()
