#!/usr/bin/env python3
"""The scanner finds in thousands of real notes what every pattern finds on every segment, with the packs the project
ships; and so with generated patterns on generated texts.

usage: scan.py --superbill COMMAND --work FOLDER [--whole]     (exit 77: the notes are not here)

Every pattern on every segment takes its time: of each note a part is taken, another one of each; --whole takes all.
"""
import argparse
import csv
import gzip
import io
import os
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 800
PART = 600


def folder():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        if place and Path(place, "notes").is_dir():
            return Path(place, "notes")
    print("SKIPPED the scanner on real notes: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


def column(stream, name):
    csv.field_size_limit(1 << 30)
    return [row[name] for row in csv.DictReader(stream)]


def members(path):
    with tarfile.open(path) as tar:
        return [tar.extractfile(m).read().decode("utf-8", "replace") for m in tar.getmembers() if m.isfile()]


def notes(data):
    with gzip.open(data / "mtsamples.csv.gz", "rt", encoding="utf-8", newline="") as f:
        yield from column(f, "transcription")
    for part in ("train", "valid"):
        text = (data / "aci-bench" / f"{part}.csv").read_text(encoding="utf-8")
        yield from column(io.StringIO(text, newline=""), "note")
        yield from column(io.StringIO(text, newline=""), "dialogue")
    yield from members(data / "primock57" / "notes.tar.gz")
    yield from members(data / "codiesp-train" / "train_text_en.tar.gz")


def part(text):
    """Some 600 characters, from a place that the text itself decides."""
    at = zlib.crc32(text.encode("utf-8")) % max(1, len(text) - PART)
    return text[at:at + PART]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--whole", action="store_true")
    args = parser.parse_args()
    check = Path(args.superbill).resolve().parent.parent / "tests" / "scan_check"
    if not check.is_file():
        print(f"SKIPPED the scanner on real notes: {check} is not built")
        return 77
    unique = dict.fromkeys(text.strip() for text in notes(folder()) if text.strip())
    work = Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    file = work / "notes.bin"
    with file.open("wb") as out:
        for text in unique:
            raw = (text if args.whole else part(text)).encode("utf-8")
            out.write(len(raw).to_bytes(4, "little") + raw)
    packs = sorted((ROOT / "codesets" / "us-starter" / "rules").glob("*.xml"))
    code = subprocess.run([check, "notes", file, *packs]).returncode
    file.unlink()
    return code or subprocess.run([check, "patterns", "2026", str(ROUNDS)]).returncode


if __name__ == "__main__":
    sys.exit(main())
