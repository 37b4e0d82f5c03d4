#!/usr/bin/env python3
"""codesets/us-official/source.xml over the published files at hand, and every further table beside them: the book builds,
and holds as many rows as a second reading finds.

usage: official.py --superbill COMMAND --work FOLDER     (exit 77: the files are not here)
"""
import argparse
import csv
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What the manifest asks for: the file at hand that has its layout, and the entry of a zip if it is another one.
AT_HAND = {
    "cms_2025_dx.zip": ("icd10cm/cms_2025_dx.zip", None),
    "cms_2026_dx.zip": ("icd10cm/cms_2026_dx.zip", None),
    "icd10cm_tabular_2026.xml": ("icd10cm/icd10cm_tabular_2021.xml.gz", None),
    "hcpcs_anweb.zip": ("hcpcs/2019-Alpha-Numeric-HCPCS-File.zip", "HCPC2019_CONTR_ANWEB.txt"),
    "nucc_taxonomy.csv": ("lists/nucc_taxonomy_241.csv", None),
    "ccipra_f1.txt": ("ncci/ptp_official_layout_hcpcs2_SYNTHETIC_EFFECTIVE.txt", None),
    "mue_practitioner.csv": ("ncci/mue_Practitioner_2026-04-01_hcpcs2_only.csv", None),
    "add_on_codes.txt": ("ncci/aoc_2024_hcpcs2_only.tsv", None),
    "pprrvu.csv": ("pfs/PPRRVU24_APR_hcpcs2_only.csv", None),
}
PARTS = {"ccipra_f2.txt": 1, "ccipra_f3.txt": 2, "ccipra_f4.txt": 3}  # cut from the one file of pairs
SPAN = 'from="2015-10-01" to="2026-09-30"'
FURTHER = f"""
  <file name="order_2022.zip" member="Code Descriptions/icd10cm_order_2022.txt" layout="icd10cm-order"
        release="April 2022" from="2022-04-01" to="2022-09-30"/>
  <file name="addenda_2027.txt" layout="icd10cm-order-addenda" base="FY2026" release="FY2027" from="2026-10-01"
        to="2027-09-30"/>
  <file name="mue_outpatient.csv" layout="ncci-mue" setting="outpatient" release="2026-04" from="2026-04-01" to="2026-06-30"/>
  <file name="mue_dme.csv" layout="ncci-mue" setting="dme" release="2026-04" from="2026-04-01" to="2026-06-30"/>
  <file name="mce_dx.tsv" layout="mce-diagnoses" release="v43.1" {SPAN}/>
  <file name="mce_ages.csv" layout="mce-ages" release="v43.1" {SPAN}/>
  <file name="mce_discharge.csv" layout="mce-discharge-status" release="v43.1" {SPAN}/>
  <file name="remittance.tsv" layout="remittance-codes" release="2024-06" from="open" to="open"/>
  <file name="places.tsv" layout="table" system="pos" release="2024-05" from="open" to="open">
    <table kind="codes" separator="tab" columns="code - title -" names="1"/>
  </file>
"""
FURTHER_FILES = {
    "order_2022.zip": "icd10cm/cms_2022_dx.zip", "addenda_2027.txt": "icd10cm/icd10cm_order_addenda_2027.txt",
    "mue_outpatient.csv": "ncci/mue_OutpatientHospital_2026-04-01_hcpcs2_only.csv",
    "mue_dme.csv": "ncci/mue_DMESupplier_2026-04-01_hcpcs2_only.csv", "mce_dx.tsv": "mce/mce_i10dx_v43.1.tsv.gz",
    "mce_ages.csv": "mce/age.csv", "mce_discharge.csv": "mce/discharge_status.csv",
    "remittance.tsv": "lists/carc_rarc_2024-06_codes_dates_only.tsv", "places.tsv": "lists/pos_codes_2024-05.tsv",
}
# As CMS publishes it, and the file at hand does not: one quoted record of many lines, a name with a line feed.
MUE_HEAD = (b'"Current Procedural Terminology (CPT) codes, descriptions\nand other data only are copyright \xae 2025.\n\n'
            b'All rights reserved.",,,\n"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,'
            b'MUE Rationale\n')


def data():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        wanted = [p for p, _ in AT_HAND.values()] + list(FURTHER_FILES.values())
        if place and all(Path(place, p).is_file() for p in wanted):
            return Path(place)
    print("SKIPPED published tables: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


def put(source, target):
    target.unlink(missing_ok=True)
    if source.suffix == ".gz":
        target.write_bytes(gzip.open(source).read())
    else:
        shutil.copyfile(source, target)


def cut_pairs(folder):
    """The pairs in four files, each with the preamble, as they are published."""
    lines = (folder / "ccipra_f1.txt").read_bytes().splitlines(keepends=True)
    head = next(i for i, line in enumerate(lines) if line.startswith(b"Column 1\t")) + 1
    rows = lines[head:]
    for name, part in {"ccipra_f1.txt": 0, **PARTS}.items():
        (folder / name).write_bytes(b"".join(lines[:head] + rows[part::4]))
    return len([r for r in rows if r.strip()])


def make_folder(folder, place):
    text = (ROOT / "codesets/us-official/source.xml").read_text()
    asked = {f.get("name") for f in ET.fromstring(text).iter("file")}
    assert asked == set(AT_HAND) | set(PARTS), asked ^ (set(AT_HAND) | set(PARTS))
    for name, (source, member) in AT_HAND.items():
        put(place / source, folder / name)
        if member:
            text, n = re.subn(rf'(name="{name}" member=")[^"]*', rf"\g<1>{member}", text)
            assert n == 1, name
    for name, source in FURTHER_FILES.items():
        put(place / source, folder / name)
    mue = folder / "mue_practitioner.csv"
    mue.write_bytes(MUE_HEAD + mue.read_bytes())
    pairs = cut_pairs(folder)
    (folder / "source.xml").write_text(text.replace("</source>", FURTHER + "</source>"))
    return pairs


def rows_of(path, separator=","):
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as f:
        return [r for r in csv.reader(f, delimiter=separator) if any(r)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    options = parser.parse_args()
    place, work = data(), Path(options.work, "official")
    work.mkdir(parents=True, exist_ok=True)
    command, book = str(Path(options.superbill).resolve()), str(work / "official.sbk")
    pairs = make_folder(work, place)
    subprocess.run([command, "book", "build", str(work), "-o", book], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([command, "book", "verify", book], check=True, stdout=subprocess.DEVNULL)
    info = json.loads(subprocess.run([command, "book", "info", "-f", "json", book], check=True, stdout=subprocess.PIPE).stdout)
    tables = {t["table"].rsplit(",", 1)[0]: t["rows"] for t in info["edit_tables"]}
    systems = {s["system"]: s["codes"] for s in info["systems"]}
    carc = rows_of(place / FURTHER_FILES["remittance.tsv"], "\t")
    want = {
        "NCCI PTP edits, practitioner": pairs,
        "MUE, practitioner": len(rows_of(place / AT_HAND["mue_practitioner.csv"][0])),
        "MUE, outpatient hospital": len(rows_of(place / FURTHER_FILES["mue_outpatient.csv"])),
        "MUE, DME supplier": len(rows_of(place / FURTHER_FILES["mue_dme.csv"])),
        "NCCI add-on codes": len(rows_of(place / AT_HAND["add_on_codes.txt"][0], "\t")) - 1,
        "Medicare physician fee schedule": len([r for r in rows_of(place / AT_HAND["pprrvu.csv"][0])
                                                if re.fullmatch(r"[A-Z0-9]{5}", r[0]) and r[0] != "HCPCS"]),
        "Medicare Code Editor": 84932,
        "Medicare Code Editor, ages": len(rows_of(place / FURTHER_FILES["mce_ages.csv"])) - 1,
        "Medicare Code Editor, discharge status": len(rows_of(place / FURTHER_FILES["mce_discharge.csv"])) - 1,
        "hcpcs": 6440, "hcpcs-modifier": 360, "taxonomy": 874,
        "pos": len(rows_of(place / FURTHER_FILES["places.tsv"], "\t")) - 1,
        "carc": len({r[0] for r in carc if r[1] == "CARC"}), "rarc": len({r[0] for r in carc if r[1] == "RARC"}),
    }
    got = {**tables, **systems}
    wrong = [f"{name}: {got.get(name)}, expected {n}" for name, n in want.items() if got.get(name) != n]
    for line in wrong:
        print("FAILED", line)
    if wrong:
        print(sorted(got.items()))
    print(f"published tables: {len(want) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
