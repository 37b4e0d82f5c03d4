#!/usr/bin/env python3
"""Real visit notes go through: every ACI-Bench and PriMock57 note, wrapped as a record, gives one result line
and, where a claim can be formed, a claim that fits HL7's schema.

usage: notes.py --superbill COMMAND --work FOLDER     (exit 77: the notes are not here)
"""
import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import schemas  # noqa: E402


def data():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        if place and Path(place, "notes").is_dir():
            return Path(place, "notes")
    print("SKIPPED visit notes: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


def notes(folder):
    """(name, text) of each note."""
    for name in ("train.csv", "valid.csv"):
        with open(folder / "aci-bench" / name, encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                yield f"aci-{row['dataset']}-{row['encounter_id']}", row["note"]
    with tarfile.open(folder / "primock57" / "notes.tar.gz") as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if member.isfile() and member.name.endswith(".json"):
                text = json.load(io.TextIOWrapper(tar.extractfile(member), "utf-8"))["note"]
                yield "primock-" + Path(member.name).stem, text


def record(name, text):
    """A visit with an entered service line, so that the codes found in the note make a draft claim."""
    base = json.loads((ROOT / "tests/data/visit.json").read_text())
    base["id"] = name[:38]
    base["notes"][0]["text"] = text
    return json.dumps(base)


def run(options, words, stdin):
    return subprocess.run([options.superbill, *words, "-"], input=stdin, capture_output=True, timeout=300)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    options = parser.parse_args()
    options.superbill = str(Path(options.superbill).resolve())
    work = Path(options.work) / "notes"
    work.mkdir(parents=True, exist_ok=True)
    book = work / "us-starter.sbk"
    subprocess.run([options.superbill, "book", "build", str(ROOT / "codesets/us-starter"), "-o", str(book)], check=True)
    found = list(notes(data()))
    records = "\n".join(record(*n) for n in found).encode() + b"\n"
    done = run(options, ["run", "--book", str(book), "--format", "ndjson"], records)
    lines = done.stdout.decode().splitlines()
    assert done.returncode in (0, 1), (done.returncode, done.stderr[:500])
    assert len(lines) == len(found), (len(lines), len(found))
    results = [json.loads(line) for line in lines]
    coded = sum(1 for r in results if r.get("suggestions") or any(
        d.get("status") == "suggested" for d in r.get("diagnoses", [])))
    assert coded > len(found) // 2, f"only {coded} of {len(found)} notes gave a suggestion"
    out = work / "claims.xml"
    out.unlink(missing_ok=True)
    done = run(options, ["claim", "--to", "fhir-xml", "--force", "--book", str(book), "-o", str(out)], records)
    assert done.returncode in (0, 1), (done.returncode, done.stderr[:500])
    try:
        wrong = schemas.validate([out])
        assert not wrong, wrong[0]
        claims = out.read_text(encoding="utf-8").count("<Claim>") + out.read_text(encoding="utf-8").count("<Claim ")
        print(f"{len(found)} notes, {coded} with suggestions, {claims} claims fit the schema")
    except schemas.Missing as e:
        print(f"SKIPPED schema of the claims: {e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
