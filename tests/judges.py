#!/usr/bin/env python3
"""Others judge what is written: the 837 of every example, its suggestions confirmed, goes through two validators that
are not ours: pyx12 (structure, codes, envelope) and linuxforhealth-x12 (types, sums, counts).

usage: judges.py --superbill COMMAND --book BOOK --work FOLDER      (exit 77: the judges cannot be had)

They come from PyPI into a virtual environment in FOLDER. Neither has the dental guide, so dental files are judged by
the round trip alone (tests/x12_full.py). Claims that wait for something are not claims yet and are passed over.
"""
import argparse
import csv
import io
import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JUDGES = ["pyx12==4.0.0", "linuxforhealth-x12==0.57.0", "pydantic[dotenv]<2"]
JUDGE = r'''
import io, logging, sys
import pyx12.params, pyx12.x12n_document
from linuxforhealth.x12.io import X12ModelReader

logging.disable(logging.NOTSET)
for path in sys.argv[1:]:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    log = logging.getLogger("pyx12")
    log.handlers = [handler]
    try:
        good = pyx12.x12n_document.x12n_document(pyx12.params.params(), path, io.StringIO(), None, None)
        words = said.getvalue()
    except Exception as e:
        good, words = False, f"{type(e).__name__}: {e}"
    print(path, "pyx12", "ok" if good else "bad " + " ".join(words.split()), sep="\t")
    try:
        with X12ModelReader(open(path, encoding="ascii").read()) as reader:
            good, words = len(list(reader.models())) > 0, "no transaction"
    except Exception as e:
        good, words = False, f"{type(e).__name__}: {e}"
    print(path, "linuxforhealth-x12", "ok" if good else "bad " + " ".join(words.split()), sep="\t")
'''


def skip(why):
    print(f"SKIPPED judges of X12: {why}")
    sys.exit(77)


def installed(work):
    """The interpreter that has the judges."""
    home = work / "judges"
    python = home / "bin" / "python"
    mark = home / "installed"
    if mark.is_file() and mark.read_text() == "\n".join(JUDGES):
        return python
    try:
        venv.create(home, clear=True, with_pip=True)
    except (Exception, SystemExit) as e:  # a Debian without python3-venv
        skip(f"no virtual environment can be made here ({type(e).__name__})")
    done = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *JUDGES],
                          capture_output=True, text=True, timeout=600)
    if done.returncode:
        skip("PyPI does not give them: " + (done.stderr.strip().splitlines() or ["no word"])[-1])
    mark.write_text("\n".join(JUDGES))
    return python


def call(options, *words, stdin=None):
    done = subprocess.run([options.superbill, *words], input=stdin, capture_output=True, timeout=120)
    if done.returncode > 1:
        raise RuntimeError(f"{' '.join(words[:2])}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def confirmed(options, path):
    """The record with every suggestion confirmed, as a person might."""
    rows = list(csv.reader(io.StringIO(call(options, "review", "export", "--book", options.book, str(path)).decode(),
                                       newline="")))
    for row in rows[1:]:
        row[6:] = ["confirmed", "A. Coder", "2025-12-31", "read"]
    table = options.work / f"{path.stem}.decided.csv"
    with open(table, "w", newline="") as f:
        csv.writer(f).writerows(rows)
    return call(options, "review", "apply", "--decisions", str(table), "--book", options.book, str(path))


def write(options, path):
    """The 837 of an example, None if there is no claim to write."""
    record = confirmed(options, path)
    result = json.loads(call(options, "run", "--format", "json", "--book", options.book, "-", stdin=record))
    if result["outcome"] in ("hold", "no-claim", "draft"):
        return None
    if json.loads(record).get("claim_type") == "dental":
        return None
    out = options.work / f"{path.stem}.837"
    out.unlink(missing_ok=True)
    # What a finding stops is written too: it is wrong as a bill, not as a file.
    call(options, "claim", "--to", "x12-837p", "--force", "--book", options.book, "-o", str(out), "-", stdin=record)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    python = installed(options.work)
    files = [p for p in (write(options, e) for e in sorted((ROOT / "examples").glob("*.json"))) if p]
    done = subprocess.run([python, "-c", JUDGE, *map(str, files)], capture_output=True, text=True, timeout=600)
    verdicts = [line.split("\t", 2) for line in done.stdout.splitlines()]
    failed = 0
    for path, judge, verdict in verdicts:
        if verdict != "ok":
            failed += 1
            print(f"FAIL {Path(path).name}: {judge}: {verdict[4:600]}")
    if len(verdicts) != 2 * len(files):
        failed += 1
        print(f"FAIL {len(verdicts)} verdicts on {len(files)} files: {done.stderr.strip()[-500:]}")
    print(f"judges: {len(verdicts) - min(failed, len(verdicts))} passed, {failed} failed ({len(files)} files)")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
