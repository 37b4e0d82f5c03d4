#!/usr/bin/env python3
"""A clean claim makes no noise: correct claims give no error, and hardly a warning.

usage: noise.py --superbill COMMAND [--work FOLDER] [--data FOLDER] [--list]

The claims: the examples with their trap mended and their suggestions accepted; visits put together from the templates
below; and the 837 samples (in DATA/x12, default ../shared/data or $SUPERBILL_DATA) without the faults that they are
known to have. Each goes through the starter book, and where the published tables are at hand through a book of these
on top of it. No error may be found, and at most MOST_WARNINGS warnings in all. --list prints what was found.
Ends with "noise: N passed, N failed".
"""
import argparse
import copy
import csv
import datetime
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEWEST_CLAIMS, MOST_WARNINGS = 200, 20

# ---- the examples, mended ----------------------------------------------------------------------------

GONE = object()
MENDED = {  # what a biller writes after reading the findings; {} = only the suggestions had to be accepted
    "06b": {"diagnoses": [{"code": "Z02.89"}]},
    "08": {"lines.0.modifiers": ["RT"]},
    "09": {"lines.1": GONE},  # J1010 was suggested
    "10": {"lines.2.units": 4, "lines.2.drug.ndc": "00409-7332-01"},
    "13": {"context.lines.0.date_from": "2023-06-10", "context.lines.0.date_to": "2023-06-10"},
    "14": {"diagnoses": []},
    "18": {"diagnoses": [{"code": "S13.4XXA"}, {"code": "V43.52XA"}], "lines.0.diagnoses": ["S13.4XXA"],
           "accident.state": "IL"},
    "19": {"coverages.0.adjudication.crossed_over": False, "coverages.0.adjudication.status": "1"},
    "21": {"service_model": "direct", "supervisor_present": GONE, "providers.supervising": GONE,
           "providers.rendering": "performed_by", "providers.performed_by": GONE},
    "22": {"date_from": "2025-07-30"},
    "23": {"place_of_service": "11"},
    "24": {"self_pay": GONE, "restricted_disclosure": GONE, "patient_paid": GONE},
    "25": {"lines.2.teeth.0.surfaces": "F", "lines.2.code": "D2330"},
}


def put(record, path, value):
    *way, last = path.split(".")
    for step in way:
        record = record[int(step)] if isinstance(record, list) else record.setdefault(step, {})
    if isinstance(record, list):
        last = int(last)
    if value is GONE:
        del record[last]
    else:
        record[last] = record[value] if value == "performed_by" else value


def accepted(command, book, record, work):
    """The record with all of its suggestions confirmed, and every line pointing at what is there."""
    before, table = work / "before.json", work / "decisions.csv"
    before.write_text(json.dumps(record))
    out = subprocess.run([*command, "review", "export", *book, str(before)], capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    for row in rows:
        row.update(decision="accept", by="R. Reviewer", at=record["date_from"])
    if rows:
        with table.open("w", newline="") as f:
            writer = csv.DictWriter(f, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        done = subprocess.run([*command, "review", "apply", "--decisions", str(table), *book, str(before)],
                              stdout=subprocess.PIPE, text=True, check=True)
        record = json.loads(done.stdout)
    billed = [d["code"] for d in record.get("diagnoses", []) if d.get("code") and d.get("status") != "rejected"]
    for line in record.get("lines", []):
        if record.get("claim_type") != "dental":
            line.setdefault("diagnoses", billed[:4])
    return record


def examples(command, book, work):
    for path in sorted((ROOT / "examples").glob("*.json")):
        record = json.loads(path.read_text())
        for place, value in MENDED.get(path.name.split("-")[0], {}).items():
            put(record, place, value)
        yield path.stem, accepted(command, book, record, work)


# ---- visits put together ------------------------------------------------------------------------------

# name, years of age, sex (f, m, or either), diagnoses, services. A service: code, units, charge, what else it has;
# it points at all diagnoses unless it says at which.
VISITS = [
    ("pressure", (35, 90), "fm", ["I10"], [("99213", 1, 145)]),
    ("pressure-lipids", (35, 90), "fm", ["I10", "E78.5"], [("99214", 1, 210)]),
    ("diabetes", (30, 85), "fm", ["E11.9", "Z79.84"], [("99214", 1, 210), ("83036", 1, 24)]),
    ("diabetes-kidney", (45, 85), "fm", ["E11.22", "N18.31"], [("99214", 1, 210)]),
    ("thyroid", (20, 85), "fm", ["E03.9"], [("99213", 1, 145), ("84443", 1, 40)]),
    ("cold", (3, 70), "fm", ["J06.9"], [("99213", 1, 145)]),
    ("strep", (5, 40), "fm", ["J02.0"], [("99213", 1, 145), ("87880", 1, 25)]),
    ("reflux", (20, 80), "fm", ["K21.9"], [("99213", 1, 145)]),
    ("anxiety", (18, 70), "fm", ["F41.1"], [("99214", 1, 210)]),
    ("depression", (18, 75), "fm", ["F33.1"], [("99214", 1, 210), ("96127", 1, 12)]),
    ("video", (18, 75), "fm", ["F41.1"], [("99213", 1, 145, {"modifiers": ["95"], "telehealth": "audio-video",
                                                            "patient_location": "home"})], {"place_of_service": "10"}),
    ("back", (20, 80), "fm", ["M54.50"], [("99213", 1, 145)]),
    ("knee-injection", (45, 85), "fm", ["M17.11"],
     [("20610", 1, 160, {"modifiers": ["RT"]}),
      ("J3301", 4, 32, {"drug": {"name": "triamcinolone acetonide", "ndc": "00003-0293-05", "quantity": 1, "unit": "ML",
                                 "dose": 40, "dose_unit": "mg"}})]),
    ("shoulder", (30, 80), "fm", ["M75.42"], [("20610", 1, 160, {"modifiers": ["LT"]})]),
    ("wellness-medicare", (66, 95), "fm", ["Z00.00"], [("G0439", 1, 135)]),
    ("physical", (22, 60), "fm", ["Z00.00"], [("99396", 1, 230)]),
    ("child", (1, 11), "fm", ["Z00.129"], [("99392", 1, 180)]),
    ("flu-shot-medicare", (66, 95), "fm", ["Z23"], [("90662", 1, 75), ("G0008", 1, 30)]),
    ("flu-shot", (19, 60), "fm", ["Z23"], [("90686", 1, 28), ("90471", 1, 30)]),
    ("bladder", (18, 80), "f", ["N39.0"], [("99213", 1, 145), ("81002", 1, 8)]),
    ("pelvic-screening", (66, 85), "f", ["Z12.4"], [("G0101", 1, 62), ("Q0091", 1, 48)]),
    ("stool-test", (50, 75), "fm", ["Z12.11"], [("G0328", 1, 26)]),
    ("weight", (20, 70), "fm", ["E66.813", "Z68.41"], [("G0447", 1, 38)]),
    ("tobacco", (18, 75), "fm", ["F17.210"], [("99406", 1, 25)]),
    ("b12", (40, 90), "fm", ["E53.8"], [("96372", 1, 40), ("J3420", 1, 6)]),
    ("pneumonia-shot", (40, 90), "fm", ["J18.9"],
     [("99214", 1, 210, {"modifiers": ["25"]}), ("96372", 1, 40),
      ("J0696", 4, 48, {"modifiers": ["JZ"],
                        "drug": {"name": "ceftriaxone 1 g", "ndc": "00409-7332-01", "quantity": 1, "unit": "UN",
                                 "dose": 1000, "dose_unit": "mg", "wasted": 0, "vial": "single-dose"}})]),
    ("ankle", (12, 60), "fm", ["S93.401A", "Y93.01"], [("99213", 1, 145, {"diagnoses": ["S93.401A"]})],
     {"accident": {"employment": False, "automobile": False, "other": True, "date": "2025-01-01"}}),
    ("ankle-later", (12, 60), "fm", ["S93.401D"], [("99212", 1, 90)]),
    ("prenatal", (20, 38), "f", ["Z34.82"], [("99213", 1, 145)]),
    ("pregnant-diabetes", (22, 40), "f", ["O24.112", "E11.9", "Z3A.22"], [("99214", 1, 220)]),
    ("after-birth", (20, 40), "f", ["Z39.2"], [("99213", 1, 145)]),
    ("cancer-follow-up", (50, 80), "f", ["Z08", "Z85.3"], [("99213", 1, 145)]),
    ("heart-rhythm", (60, 90), "fm", ["I48.91", "Z79.01", "I10"], [("99214", 1, 210)]),
    ("earwax", (30, 80), "fm", ["H61.21"], [("69210", 1, 75, {"modifiers": ["RT"]})]),
    ("migraine", (18, 60), "fm", ["G43.909"], [("99213", 1, 145)]),
    ("depression-screening", (66, 90), "fm", ["Z13.31"], [("G0444", 1, 22)]),
    ("prostate", (52, 75), "m", ["N40.0"], [("99213", 1, 145)]),
    ("nails", (30, 80), "fm", ["B35.1"], [("99213", 1, 145)]),
    ("tooth", (20, 80), "fm", ["K04.7"], [("D0140", 1, 75), ("D7140", 1, 180, {"teeth": [{"number": "14"}]})],
     {"claim_type": "dental"}),
    ("filling", (20, 80), "fm", ["K02.52"], [("D2392", 1, 190, {"teeth": [{"number": "3", "surfaces": "MO"}]})],
     {"claim_type": "dental"}),
]
PAYERS = [{"filing_indicator": "CI", "payer": {"id": "EX100", "id_type": "PI", "name": "Example Mutual Health"},
           "member_id": "XEM2002010{:02}"},
          {"filing_indicator": "MB", "payer": {"id": "EX001", "id_type": "PI", "name": "Example Medicare Part B"},
           "member_id": "1EG4TE5MK{}"},
          {"filing_indicator": "MC", "payer": {"id": "EX150", "id_type": "PI", "name": "Example State Medicaid"},
           "member_id": "7700{:06}"},
          {"filing_indicator": "BL", "payer": {"id": "EX160", "id_type": "PI", "name": "Example Cross"},
           "member_id": "XYZ9{:08}"}]
BILLING = {"organization": "Cedar Hollow Family Medicine", "npi": "2000001018", "taxonomy": "207Q00000X",
           "tax_id": "360000145", "tax_id_type": "ein", "clia": "14D0000123", "phone": "2175550142",
           "address": {"lines": ["142 Example Way"], "city": "Springfield", "state": "IL", "zip": "627010142"}}
RENDERING = {"name": {"last": "Marlow", "first": "Iris"}, "npi": "2000001026", "taxonomy": "207Q00000X"}
FOR_MEDICARE = {"wellness-medicare", "flu-shot-medicare", "pelvic-screening", "depression-screening"}
ROUNDS = 4


def payer(name, age, number):
    """Medicare from 66 on; who is younger has one of the others, and no G0008 for a flu shot."""
    chosen = PAYERS[1] if age >= 66 else PAYERS[(0, 2, 3)[number % 3]]
    coverage = copy.deepcopy(chosen)
    coverage["member_id"] = coverage["member_id"].format(number % 90 + 10)
    coverage.update(relationship="self", assignment_of_benefits=True, release_of_information=True, accept_assignment=True)
    if age < 18:
        coverage.update(relationship="child", subscriber={
            "name": {"last": "Testa", "first": "Ada"}, "birth_date": "1985-02-03", "sex": "female",
            "address": {"lines": ["9 Sample Street"], "city": "Springfield", "state": "IL", "zip": "62705"}})
    return coverage


def visit(template, number):
    name, (youngest, oldest), sexes, diagnoses, services, *more = template
    day = datetime.date(2025, 1, 6) + datetime.timedelta(days=number * 11 % 320)
    age = youngest + number * 7 % (oldest - youngest)
    sex = {"f": "female", "m": "male"}[sexes[number % len(sexes)]]
    record = {"id": f"{name}-{number}", "date_from": str(day), "place_of_service": "11",
              "patient": {"name": {"last": "Testa", "first": "Nora" if sex == "female" else "Paul"}, "sex": sex,
                          "birth_date": str(day.replace(year=day.year - age, month=1, day=2)),
                          "address": {"lines": ["9 Sample Street"], "city": "Springfield", "state": "IL", "zip": "62705"}},
              "coverages": [payer(name, age, number)], "providers": {"billing": BILLING, "rendering": RENDERING},
              "diagnoses": [{"code": c} for c in diagnoses],
              "lines": [dict({"code": code, "units": units, "charge": f"{charge}.00", "diagnoses": diagnoses[:4]},
                             **(rest[0] if rest else {})) for code, units, charge, *rest in services],
              "context": {"complete": True, "since": "2021-01-01", "lines": []}}
    record.update(copy.deepcopy(more[0]) if more else {})
    if "accident" in record:
        record["accident"]["date"] = str(day - datetime.timedelta(days=1))
    return record["id"], record


# ---- the 837 samples and their faults -------------------------------------------------------------------

# Faults of envelope and shape, and of every claim: billing ZIP codes of five digits, identifiers made of ones.
KNOWN = {1301, 1302, 1303, 1304, 1305, 1306, 1307, 1308, 1309, 1310, 1312, 1313, 1314, 1316, 2001, 2003, 2005, 2008}
KNOWN_OF = {
    "hcc-sample-11": {2022, 2227, 2501},  # no payer's name, a drug without a unit
    "hcc-sample-12": {2014, 2022, 2227, 2501},
    "imsweb-x12_writer_test-01": {2019, 2025, 2211, 2409},
    "misc-005010_837-01": {2025}, "misc-demo-01": {2025},  # a group bills, nobody rendered
    "moov-batch-of-8": {2211, 2214}, "moov-sample-01": {2214},  # pointer 2 of one diagnosis; a line three times
    **{f"moov-sample-{n:02}": {2211} for n in range(2, 9)},
}


def samples(data):
    for path in sorted([*(data / "x12/837p").glob("*.837"), *(data / "x12/837d").glob("*.837")]):
        yield path


# ---- the books ------------------------------------------------------------------------------------------

OFFICIAL = """<source name="official" version="1">
  <file name="order25" layout="icd10cm-order" release="FY2025" from="2024-10-01" to="2025-09-30"/>
  <file name="order26" layout="icd10cm-order" release="FY2026" from="2025-10-01" to="2026-09-30"/>
  <file name="tabular" layout="icd10cm-tabular" release="January 2021" from="2021-01-01" to="open"/>
  <file name="mce" layout="mce-diagnoses" release="v43.1" from="2015-10-01" to="2026-09-30"/>
  <file name="ages" layout="mce-ages" release="v43.1" from="2015-10-01" to="2026-09-30"/>
  <file name="mue" layout="ncci-mue" setting="practitioner" release="2026-04" from="2024-01-01" to="open"/>
  <file name="ptp" layout="ncci-ptp" setting="practitioner" release="made up" from="1996-01-01" to="open"/>
  <file name="aoc" layout="ncci-aoc" release="2024" from="2024-01-01" to="open"/>
  <file name="pfs" layout="pprrvu-csv" release="2024" from="2024-01-01" to="open"/>
  <file name="nucc" layout="nucc-csv" release="24.1" from="2024-01-01" to="open"/>
</source>
"""


def published(command, data, work):
    """The published tables as a book, or None where they are not at hand."""
    import zipfile
    if not (data / "icd10cm/cms_2026_dx.zip").is_file():
        return None
    folder = work / "official"
    folder.mkdir(exist_ok=True)
    for year in (25, 26):
        with zipfile.ZipFile(data / f"icd10cm/cms_20{year}_dx.zip") as z:
            (folder / f"order{year}").write_bytes(z.read(f"icd10cm_order_20{year}.txt"))
    for name, source in (("tabular", "icd10cm/icd10cm_tabular_2021.xml.gz"), ("mce", "mce/mce_i10dx_v43.1.tsv.gz")):
        (folder / name).write_bytes(gzip.open(data / source).read())
    for name, source in (("ages", "mce/age.csv"), ("mue", "ncci/mue_Practitioner_2026-04-01_hcpcs2_only.csv"),
                         ("aoc", "ncci/aoc_2024_hcpcs2_only.tsv"), ("pfs", "pfs/PPRRVU24_APR_hcpcs2_only.csv"),
                         ("nucc", "lists/nucc_taxonomy_241.csv")):
        shutil.copy(data / source, folder / name)
    # Its dates are made up, so that pairs which came again stand there twice on one day: the first is kept.
    seen, rows = set(), []
    for row in (data / "ncci/ptp_official_layout_hcpcs2_SYNTHETIC_EFFECTIVE.txt").read_text("latin-1").splitlines(True):
        key = tuple(row.split("\t")[:2])
        if len(key) < 2 or key not in seen:
            rows.append(row)
        seen.add(key)
    (folder / "ptp").write_text("".join(rows), "latin-1")
    (folder / "source.xml").write_text(OFFICIAL)
    return build(command, folder, work / "official.sbk")


def build(command, source, out):
    subprocess.run([*command, "book", "build", str(source), "-o", str(out)], check=True, stdout=subprocess.DEVNULL)
    return ["--book", str(out)]


# ---- counting ---------------------------------------------------------------------------------------------


class Count:
    def __init__(self, show):
        self.claims, self.errors, self.warnings, self.show = 0, [], Counter(), show

    def take(self, name, result, known=frozenset()):
        self.claims += len(result["claims"])
        if not result["claims"]:
            self.errors.append(f"{name}: {result['outcome']}")
        for f in result["findings"]:
            if f["number"] in known:
                continue
            said = f"{name}: {f['number']} {f['severity']} {f['words']}"
            if self.show:
                print(said)
            if f["severity"] == "error":
                self.errors.append(said)
            elif f["severity"] == "warning":
                self.warnings[said] += 1


def run(command, book, path):
    done = subprocess.run([*command, "run", "--format", "ndjson", *book, str(path)], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_records(command, book, records, work, count):
    path = work / "records.ndjson"
    path.write_text("".join(json.dumps(r) + "\n" for _, r in records))
    results = run(command, book, path)
    if len(results) != len(records):
        count.errors.append(f"{len(records)} records, {len(results)} results")
    for (name, _), result in zip(records, results):
        count.take(name, result)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", type=Path, default=ROOT / "build/noise")
    parser.add_argument("--data", type=Path,
                        default=Path(os.environ.get("SUPERBILL_DATA", ROOT.parent / "shared/data")))
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    command, work = [str(Path(options.superbill).resolve())], options.work
    work.mkdir(parents=True, exist_ok=True)
    starter = build(command, ROOT / "codesets/us-starter", work / "us-starter.sbk")
    books = [("starter book", starter)]
    tables = published(command, options.data, work)
    if tables:
        books.append(("published tables", starter + tables))
    else:
        print("SKIPPED the published tables and the 837 samples: no ../shared/data and no $SUPERBILL_DATA")
    records = list(examples(command, starter, work))
    records += [visit(t, i * len(VISITS) + n) for i in range(ROUNDS) for n, t in enumerate(VISITS)]
    passed = failed = 0
    for name, book in books:
        count = Count(options.list)
        check_records(command, book, records, work, count)
        for path in samples(options.data):
            for result in run(command, book, path):
                if "claims" in result:
                    count.take(path.stem, result, KNOWN | KNOWN_OF.get(path.stem, set()))
        warnings = sum(count.warnings.values())
        print(f"{name}: {count.claims} claims, {len(count.errors)} errors, {warnings} warnings")
        for said in count.errors:
            print("  " + said)
        for said in count.warnings if count.errors or warnings > MOST_WARNINGS else ():
            print("  " + said)
        fine = not count.errors and warnings <= MOST_WARNINGS and count.claims >= (FEWEST_CLAIMS if tables else 180)
        passed, failed = passed + fine, failed + (not fine)
    print(f"noise: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
