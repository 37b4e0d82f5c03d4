#!/usr/bin/env python3
"""The Medicare Code Editor over claims with the answers of CMS's own program.

usage: bench_mce.py [--json] [--superbill COMMAND] [--claims FILE] [--work FOLDER] [--every N]

FILE is gzipped or plain, one JSON object a line: {"id", "in": {"discharge_date", "age", "sex", "discharge_status", "los",
"admit_dx", "pdx", "sdx", "px"}, "out": {"counts", "dx": [{"code", "edits"}], "admit_edits", "px"}}. Each claim becomes a
record with the payer profile cms-inpatient-mce and goes through `superbill run`; what is found is compared code by code.
Tables and claims are read from ../shared/data/mce (or $SUPERBILL_DATA/mce). Exit 77 where they are not at hand.

The case `in-scope`: `agreement` is the part of claims whose answers are equal in every edit of the scope. Out of scope, since
they need tables of ICD-10-PCS: whatever is said of a procedure (invalid code, sex, non-covered, limited coverage, length of
stay, questionable obstetric admission).
"""
import argparse
import collections
import datetime
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBERS = {2901: "INVALID_CODE", 2902: "INVALID_ADMIT_DX", 2903: "E_CODE_AS_PDX", 2904: "DUPLICATE_OF_PDX",
           2905: "AGE_CONFLICT", 2906: "SEX_CONFLICT", 2907: "MANIFESTATION_AS_PDX", 2908: "QUESTIONABLE_ADMISSION",
           2909: "UNACCEPTABLE_PDX", 2910: "REQUIRES_SDX", 2911: "INVALID_AGE", 2912: "INVALID_SEX",
           2913: "INVALID_DISCHARGE_STATUS", 2914: "WRONG_PROCEDURE_PERFORMED", 2915: "UNSPECIFIED",
           2916: "INVALID_DISCHARGE_DATE"}
OF_THE_CLAIM = {"INVALID_AGE", "INVALID_SEX", "INVALID_DISCHARGE_STATUS", "INVALID_DISCHARGE_DATE"}
SEX = {0: "unknown", 1: "male", 2: "female"}
MANIFEST = """<source name="mce" version="1">
  <file name="mce_i10dx.tsv" layout="mce-diagnoses" release="v43.1" from="2015-10-01" to="2026-09-30"/>
  <file name="mce_ages.csv" layout="mce-ages" release="v43.1" from="2015-10-01" to="2026-09-30"/>
  <file name="discharge_status.csv" layout="mce-discharge-status" release="v43.1" from="2015-10-01" to="2026-09-30"/>
  <file name="payers.xml" layout="payers"/>
</source>
"""


def read(path):
    return gzip.open(path, "rb").read() if str(path).endswith(".gz") else Path(path).read_bytes()


def book(command, data, work):
    files = {"mce_i10dx.tsv": read(data / "mce_i10dx_v43.1.tsv.gz"), "mce_ages.csv": read(data / "age.csv"),
             "discharge_status.csv": read(data / "discharge_status.csv"),
             "payers.xml": (ROOT / "codesets/us-starter/payers/payers.xml").read_bytes(), "source.xml": MANIFEST.encode()}
    for name, text in files.items():
        (work / name).write_bytes(text)
    subprocess.run([command, "book", "build", str(work), "-o", str(work / "mce.sbk")], check=True,
                   stdout=subprocess.DEVNULL)
    return work / "mce.sbk"


def birth_date(discharge, age):
    """Of somebody who is so old on the day of discharge, and was on that of admission."""
    if age < 0:
        return discharge + datetime.timedelta(days=30)
    day = discharge - datetime.timedelta(days=100)
    return day.replace(year=day.year - age, day=min(day.day, 28))


def record(claim):
    c = claim["in"]
    day = datetime.datetime.strptime(str(c["discharge_date"]), "%Y%m%d").date()
    return {"id": claim["id"], "claim_type": "institutional", "setting": "inpatient", "date_from": str(day),
            "dates": {"admission": str(day - datetime.timedelta(days=c["los"])), "discharge": str(day)},
            "patient": {"name": {"last": "Sample", "first": "Pat"}, "birth_date": str(birth_date(day, c["age"])),
                        "sex": SEX.get(c["sex"], "other")},
            "coverages": [{"filing_indicator": "MA", "payer": {"id": "MCE", "name": "Medicare",
                                                               "profile": "cms-inpatient-mce"},
                           "member_id": "1", "relationship": "self"}],
            "inpatient": {"admitting_diagnosis": c["admit_dx"], "discharge_status": f"{c['discharge_status']:02d}"},
            "diagnoses": [{"code": code} for code in [c["pdx"]] + c["sdx"]]}


def wanted(claim):
    """(place, edit): place is the claim, admit or the index of a diagnosis."""
    out = claim["out"]
    want = {("claim", e) for e in out["counts"] if e in OF_THE_CLAIM}
    if out["edit_type"] == "INVALID_DISCHARGE_DATE":
        want.add(("claim", "INVALID_DISCHARGE_DATE"))
    want |= {("admit", e) for e in out["admit_edits"]}
    first = 0 if claim["in"]["pdx"] else 1  # an empty principal diagnosis is not in the answer
    for i, dx in enumerate(out["dx"]):
        want |= {(i + first, e) for e in dx["edits"]}
    return want


def given(result):
    got = set()
    for f in result["findings"]:
        edit, path = NUMBERS.get(f["number"]), f["path"]
        if not edit:
            continue
        if path.startswith("diagnoses["):
            got.add((int(path[10:path.index("]")]), edit))
        else:
            got.add(("admit" if path.startswith("inpatient.admitting") else "claim", edit))
    return got


def run(command, image, claims):
    text = "".join(json.dumps(record(c)) + "\n" for c in claims)
    done = subprocess.run([command, "run", "--format", "ndjson", "--book", str(image), "-"], input=text.encode(),
                          stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(claims, results):
    table, equal, wrong = collections.defaultdict(lambda: [0, 0, 0]), 0, []
    for claim, result in zip(claims, results, strict=True):
        want, got = wanted(claim), given(result)
        for place_edit in want | got:
            row = table[place_edit[1]]
            row[0] += place_edit in want and place_edit in got
            row[1] += place_edit in want and place_edit not in got
            row[2] += place_edit not in want and place_edit in got
        equal += want == got
        if want != got:
            wrong.append((claim["id"], sorted(map(str, want - got)), sorted(map(str, got - want))))
    return table, equal, wrong


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--json", action="store_true")
    p.add_argument("--superbill", default=str(ROOT / "build-bench/cli/superbill"))
    p.add_argument("--claims")
    p.add_argument("--work")
    p.add_argument("--every", type=int, default=1, help="of so many claims one")
    a = p.parse_args()
    data = Path(os.environ.get("SUPERBILL_DATA") or ROOT.parent / "shared/data") / "mce"
    if not data.is_dir():
        print("SKIPPED bench_mce: no Medicare Code Editor data at hand ($SUPERBILL_DATA)", file=sys.stderr)
        return 77
    claims = [json.loads(line) for line in read(a.claims or data / "mce_v43.1_claims_expected.jsonl.gz").splitlines()][::a.every]
    with tempfile.TemporaryDirectory(dir=a.work) as folder:
        table, equal, wrong = compare(claims, run(a.superbill, book(a.superbill, data, Path(folder)), claims))
    outside = sorted({e for c in claims for px in c["out"]["px"] for e in px["edits"]})
    if a.json:
        print(json.dumps({"bench": "mce", "case": "in-scope", "claims": len(claims), "equal": equal,
                          "agreement": round(equal / max(len(claims), 1), 6), "must": 1.0,
                          "out_of_scope": {"procedure": outside}, "data": "published"}))
        for edit, (both, missed, extra) in sorted(table.items()):
            print(json.dumps({"bench": "mce", "case": edit, "expected": both + missed, "agreed": both, "missed": missed,
                              "extra": extra, "agreement": round(both / max(both + missed + extra, 1), 6)}))
    else:
        print(f"{'edit':28} {'expected':>9} {'agreed':>9} {'missed':>7} {'extra':>7}")
        for edit, (both, missed, extra) in sorted(table.items()):
            print(f"{edit:28} {both + missed:9} {both:9} {missed:7} {extra:7}")
        print(f"{equal} of {len(claims)} claims with equal answers ({100 * equal / max(len(claims), 1):.3f} %)")
        print("out of scope, of procedures: " + ", ".join(outside))
    if not a.json:
        print(f"code editor: {equal} passed, {len(claims) - equal} failed")
    for claim, missed, extra in wrong[:20]:
        print(f"{claim}: missed {missed}, extra {extra}", file=sys.stderr)
    return 0 if equal == len(claims) else 1


if __name__ == "__main__":
    sys.exit(main())
