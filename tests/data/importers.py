#!/usr/bin/env python3
"""The published files as published: what the book answers is what the file says, read here a second time.

usage: importers.py --superbill COMMAND --work FOLDER     (exit 77: the files are not here)

HCPCS 2019 (every code and modifier, its dates and titles), the NUCC taxonomy, and the ICD-10-CM tabular list of FY2017
and January 2021 (every note and every choice of a 7th character, where it is defined and where it is inherited).
"""
import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = {"includes": "includes", "inclusionTerm": "inclusion-term", "excludes1": "excludes1", "excludes2": "excludes2",
         "codeFirst": "code-first", "useAdditionalCode": "use-additional", "codeAlso": "code-also", "notes": "note"}


def data():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        if place and Path(place, "icd10cm").is_dir():
            return Path(place)
    print("SKIPPED published files: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


class Bench:
    """Books built in a folder, and what was wrong with them."""

    def __init__(self, options):
        self.superbill = str(Path(options.superbill).resolve())
        self.work = Path(options.work, "importers")
        self.work.mkdir(parents=True, exist_ok=True)
        self.checked, self.wrong = 0, []

    def book(self, name, files):
        manifest = "".join(f"<file {f}/>\n" for f in files)
        (self.work / f"{name}.xml").write_text(f'<source name="{name}" version="1">\n{manifest}</source>\n')
        book = self.work / f"{name}.sbk"
        subprocess.run([self.superbill, "book", "build", str(self.work / f"{name}.xml"), "-o", str(book)], check=True)
        return book

    def info(self, book):
        out = subprocess.run([self.superbill, "book", "info", "--format", "json", str(book)], check=True,
                             capture_output=True).stdout
        return json.loads(out)

    def look(self, book, system, on, codes):
        """code -> the book's answer"""
        out = subprocess.run([self.superbill, "codes", "lookup", "--book", str(book), "--system", system, "--on", on,
                              "--format", "ndjson", "-"], input="\n".join(codes).encode(), capture_output=True)
        answers = [json.loads(line) for line in out.stdout.splitlines()]
        self.same("answers", len(answers), len(codes))
        return dict(zip(codes, answers))

    def same(self, what, got, expected):
        self.checked += 1
        if got != expected:
            self.wrong.append(f"{what}: {got!r}, expected {expected!r}")


def words(text):
    return " ".join((text or "").split())


def iso(text):
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text.strip() else None


# ---- HCPCS ------------------------------------------------------------------------------------------


def hcpcs_records(zip_path, member):
    """(id, code) -> [title, short, added, terminated, cross-references]"""
    records = {}
    with zipfile.ZipFile(zip_path) as z:
        text = z.read(member).decode("latin-1")
    for line in text.split("\n"):
        line = line.rstrip("\r")
        if not (line[5:10].isdigit() and line[10:11] in tuple("3478")):
            continue
        key = ({"3": "hcpcs", "4": "hcpcs", "7": "hcpcs-modifier", "8": "hcpcs-modifier"}[line[10]], line[:5].strip())
        if line[10] in "37":
            cross = [line[at:at + 5].strip() for at in range(204, 229, 5)]
            records[key] = [line[11:91], line[91:119], iso(line[268:276]), iso(line[284:292]), [c for c in cross if c]]
        else:
            records[key][0] += " " + line[11:91].strip()
    return records


def check_hcpcs(b, folder):
    zip_path, member = folder / "hcpcs/2019-Alpha-Numeric-HCPCS-File.zip", "HCPC2019_CONTR_ANWEB.txt"
    book = b.book("hcpcs", [f'name="{zip_path}" member="{member}" layout="hcpcs-anweb" release="2019" '
                            'from="2019-01-01" to="2019-12-31"'])
    counts = {s["system"]: s["codes"] for s in b.info(book)["systems"]}
    b.same("HCPCS 2019", counts, {"hcpcs": 6440, "hcpcs-modifier": 360})
    on, records = "2019-06-01", hcpcs_records(zip_path, member)
    for system in ("hcpcs", "hcpcs-modifier"):
        mine = {code: r for (s, code), r in records.items() if s == system}
        for code, answer in b.look(book, system, on, list(mine)).items():
            title, short, added, ended, cross = mine[code]
            b.same(f"{code} title", words(answer["title"]), words(title.replace("\xa0", " ")))
            b.same(f"{code} from", answer.get("valid_from"), added)
            b.same(f"{code} to", answer.get("valid_to"), ended)
            b.same(f"{code} billable", answer["billable"], added <= on and (not ended or on <= ended))
            here = [c for c in cross if (system, c) in records] if ended and ended < on else []
            b.same(f"{code} successors", answer.get("successors", []), here)


# ---- NUCC -------------------------------------------------------------------------------------------


def check_nucc(b, folder):
    path = folder / "lists/nucc_taxonomy_241.csv"
    book = b.book("nucc", [f'name="{path}" layout="nucc-csv" release="24.1" from="2024-07-01" to="open"'])
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = {r["Code"]: r for r in csv.DictReader(f)}
    b.same("NUCC 24.1", len(rows), 874)
    for code, answer in b.look(book, "taxonomy", "2024-08-01", list(rows)).items():
        b.same(f"{code} billable", answer["billable"], True)
        b.same(f"{code} title", answer["title"], rows[code]["Display Name"].strip() or rows[code]["Classification"].strip())


# ---- the tabular list -------------------------------------------------------------------------------


class Tabular:
    """The list as a plain walk over the XML sees it."""

    def __init__(self, xml):
        self.notes, self.seventh, self.defined = {}, {}, Counter()
        for section in ET.fromstring(xml).iter("section"):
            for diag in section.findall("diag"):
                self.walk(diag, [])

    def walk(self, diag, inherited):
        code = diag.findtext("name")
        own = [(e.get("char"), words(e.text)) for d in diag.findall("sevenChrDef") for e in d.findall("extension")]
        if diag.find("sevenChrDef") is not None:
            self.defined[len(code.replace(".", ""))] += 1
        self.notes[code] = [(KINDS[e.tag], words(n.text)) for e in diag if e.tag in KINDS for n in e.findall("note")]
        self.seventh[code] = own or inherited
        for child in diag.findall("diag"):
            self.walk(child, self.seventh[code])


def check_tabular(b, name, xml, nodes, defined):
    path = b.work / f"{name}.xml.list"
    path.write_bytes(xml)
    listed = Tabular(xml)
    b.same(f"{name} nodes", len(listed.notes), nodes)
    b.same(f"{name} 7th characters defined, by length of the code", dict(listed.defined), defined)
    # Which codes exist is the order file's to say: one is made of the list's own nodes. What wants a 7th character is
    # not complete.
    order = b.work / f"{name}.order.txt"
    codes = sorted(listed.notes)
    bare = [(c.replace(".", ""), 0 if listed.seventh[c] and len(c) < 8 else 1) for c in codes]
    order.write_text("".join(f"{i:05d} {c:<7} {flag} {'x':<60} x\r\n" for i, (c, flag) in enumerate(bare, 1)), newline="")
    span = f'release="{name}" from="2020-10-01" to="2021-09-30"'
    book = b.book(name, [f'name="{order.name}" layout="icd10cm-order" {span}',
                         f'name="{path.name}" layout="icd10cm-tabular" {span}'])
    for code, answer in b.look(book, "icd10cm", "2021-02-01", codes).items():
        b.same(f"{name} {code} notes", [(n["kind"], n["text"]) for n in answer.get("notes", [])], listed.notes[code])
        if len(code) < 8: # not yet seven characters and the dot
            b.same(f"{name} {code} 7th", [(s["char"], s["title"]) for s in answer.get("seventh", [])],
                   listed.seventh[code])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    options = parser.parse_args()
    folder, b = data(), Bench(options)
    check_hcpcs(b, folder)
    check_nucc(b, folder)
    with zipfile.ZipFile(folder / "icd10cm/cdc_2017_full_xml.zip") as z:
        check_tabular(b, "FY2017", z.read("icd10cm_tabular_2017.xml"), 43910, {3: 418, 4: 32, 5: 55})
    with gzip.open(folder / "icd10cm/icd10cm_tabular_2021.xml.gz") as f:
        check_tabular(b, "2021", f.read(), 45017, {3: 420, 4: 32, 5: 55})
    for line in b.wrong[:20]:
        print(line)
    print(f"published files: {b.checked - len(b.wrong)} passed, {len(b.wrong)} failed")
    return 1 if b.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
