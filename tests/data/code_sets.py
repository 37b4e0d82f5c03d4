#!/usr/bin/env python3
"""The published code sets, looked up code by code: ICD-10-CM of FY2022 (April), FY2025 and FY2026, FY2027 by its addenda,
and HCPCS Level II of 2019, in one book.

usage: code_sets.py --superbill COMMAND --work FOLDER     (exit 77: the files are not here)
"""
import argparse
import csv
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = {
    "cms_2022_dx.zip": "icd10cm", "cms_2025_dx.zip": "icd10cm", "cms_2026_dx.zip": "icd10cm",
    "icd10cm_order_addenda_2027.txt": "icd10cm", "2019-Alpha-Numeric-HCPCS-File.zip": "hcpcs",
}
MANIFEST = """<source name="published" version="1">
  <file name="cms_2022_dx.zip" member="Code Descriptions/icd10cm_order_2022.txt" layout="icd10cm-order"
        release="April 2022" from="2022-04-01" to="2022-09-30"/>
  <file name="cms_2025_dx.zip" member="icd10cm_order_2025.txt" layout="icd10cm-order"
        release="FY2025" from="2024-10-01" to="2025-09-30"/>
  <file name="cms_2026_dx.zip" member="icd10cm_order_2026.txt" layout="icd10cm-order"
        release="FY2026" from="2025-10-01" to="2026-09-30"/>
  <file name="icd10cm_order_addenda_2027.txt" layout="icd10cm-order-addenda" base="FY2026"
        release="FY2027" from="2026-10-01" to="2027-09-30"/>
  <file name="2019-Alpha-Numeric-HCPCS-File.zip" member="HCPC2019_CONTR_ANWEB.txt" layout="hcpcs-anweb"
        release="2019" from="2019-01-01" to="2019-12-31"/>
</source>
"""
COVERED = [("2022-04-01", "2022-09-30"), ("2024-10-01", "2027-09-30")]


def data():
    for place in (os.environ.get("SUPERBILL_DATA"), ROOT.parent / "shared" / "data"):
        if place and all(Path(place, folder, name).is_file() for name, folder in FILES.items()):
            return Path(place)
    print("SKIPPED published code sets: no ../shared/data and no $SUPERBILL_DATA")
    sys.exit(77)


class Test:
    def __init__(self, options, folder):
        self.superbill = str(Path(options.superbill).resolve())
        self.data, self.work = folder, Path(options.work) / "code-sets"
        self.passed, self.failed = 0, 0

    def check(self, what, good, detail=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED {what} {detail}")

    def run(self, *words, stdin=None):
        done = subprocess.run([self.superbill, *map(str, words)], input=stdin, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"superbill {' '.join(map(str, words))}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def build(self):
        source = self.work / "source"
        source.mkdir(parents=True, exist_ok=True)
        for name, folder in FILES.items():
            link = source / name
            if not link.exists():
                link.symlink_to(self.data / folder / name)
        (source / "source.xml").write_text(MANIFEST)
        self.book, again = self.work / "book.sbk", self.work / "again.sbk"
        self.run("book", "build", source, "-o", self.book)
        self.run("book", "build", source, "-o", again)
        self.check("same sources, same bytes", self.book.read_bytes() == again.read_bytes())
        again.unlink()
        self.run("book", "verify", self.book)

    def order_file(self, archive, member):
        """code: (billable, title)"""
        with zipfile.ZipFile(self.data / "icd10cm" / archive) as z:
            lines = z.read(member).decode("ascii").splitlines()
        return {line[6:13].rstrip(): (line[14] == "1", line[77:].rstrip()) for line in lines}

    def look_up(self, codes, on, system="icd10cm"):
        """code as asked: answer"""
        codes = list(codes)
        out = self.run("codes", "lookup", "-", "--book", self.book, "--system", system, "--on", on,
                       "--format", "ndjson", stdin="".join(c + "\n" for c in codes))
        answers = [json.loads(line) for line in out.splitlines()]
        self.check(f"one answer a code on {on}", len(answers) == len(codes), f"{len(answers)} of {len(codes)}")
        return dict(zip(codes, answers))

    def year(self, name, codes, on, billable, lines):
        """Every line of an order file answers as it says."""
        answers = self.look_up(codes, on)
        wrong = [c for c, (bill, title) in codes.items()
                 if not answers[c]["found"] or answers[c]["billable"] != bill or answers[c]["title"] != title or
                 answers[c]["code"] != (c if len(c) < 4 else c[:3] + "." + c[3:])]
        self.check(f"{name} as its order file on {on}", not wrong, f"{len(wrong)} wrong, {wrong[:5]}")
        self.check(f"{name}: {lines} lines", len(codes) == lines, len(codes))
        count = sum(a["billable"] for a in answers.values())
        self.check(f"{name}: {billable} billable", count == billable, count)

    def icd10cm(self):
        old = self.order_file("cms_2022_dx.zip", "Code Descriptions/icd10cm_order_2022.txt")
        fy25 = self.order_file("cms_2025_dx.zip", "icd10cm_order_2025.txt")
        fy26 = self.order_file("cms_2026_dx.zip", "icd10cm_order_2026.txt")
        self.year("April 2022", old, "2022-04-01", 72750, 72750 + 22778)
        self.year("FY2025", fy25, "2024-10-01", 74260, 97584)
        self.year("FY2026", fy26, "2025-10-01", 74719, 98186)
        gone = self.look_up(set(fy25) - set(fy26), "2025-10-01")
        self.check("what FY2026 dropped", all(a["state"] == "not-in-force" and a["valid_to"] == "2025-09-30"
                                              for a in gone.values()))
        new = [c for c in fy26 if c.startswith("QA0") and fy26[c][0]]
        answers = self.look_up(new, "2025-10-01")
        self.check("QA0", len(new) == 13 and all(a["billable"] for a in answers.values()))
        self.check("QA0 a day earlier", not any(a["billable"] for a in self.look_up(new, "2025-09-30").values()))
        for on in ("2022-03-31", "2015-10-01", "2022-10-01", "2024-09-30", "2027-10-01"):
            states = {a["state"] for a in self.look_up(fy26, on).values()}
            self.check(f"outside on {on}", states == {"outside"}, states)
        every = set(old) | set(fy25) | set(fy26) | self.added()
        answers = self.look_up(every, "2026-10-01")
        count = sum(a["billable"] for a in answers.values())
        self.check("FY2027 by its addenda: 74879 billable", count == 74879, count)
        headers = sum(a["state"] == "header" for a in answers.values())
        self.check("FY2027 by its addenda: 23524 headers", headers == 23524, headers)
        self.check("D69.1 became a header", answers["D691"]["state"] == "header" and answers["D691"]["children"])
        return every

    def added(self):
        text = (self.data / "icd10cm" / "icd10cm_order_addenda_2027.txt").read_text("ascii")
        return {line[15:22].rstrip() for line in text.splitlines() if line.startswith("Add:")}

    def tree(self, codes):
        """Parents and children agree, and follow from the order file: the longest shorter code that is listed."""
        on, answers = "2025-10-01", self.look_up(codes, "2025-10-01")
        listed = {a["code"] for a in answers.values() if a["state"] in ("billable", "header")}
        children, wrong = {}, []
        for code in sorted(listed):
            plain = code.replace(".", "")
            shorter = [p if n < 4 else p[:3] + "." + p[3:] for n in range(len(plain) - 1, 2, -1) for p in [plain[:n]]]
            parent = next((p for p in shorter if p in listed), None)
            children.setdefault(parent, []).append(code)
            if answers[plain]["parent"] != parent:
                wrong.append(code)
        self.check(f"parents on {on}", not wrong, wrong[:5])
        wrong = [a["code"] for a in answers.values()
                 if a["state"] == "header" and a["children"] != children.get(a["code"], [])]
        self.check(f"children on {on}", not wrong, wrong[:5])
        lonely = [a["code"] for a in answers.values() if a["state"] == "header" and not a["children"]]
        self.check("every header has children", not lonely, lonely[:5])

    def dated_table(self, codes):
        """The Medicare Code Editor's table says the same on every date that both cover."""
        spans = {}
        with gzip.open(self.data / "mce" / "i10dx_validity.tsv.gz", "rt") as f:
            for row in csv.DictReader(f, delimiter="\t"):
                spans.setdefault(row["code"], []).append((row["valid_from"], row["valid_to"] or "99991231"))
        edges = {d for rows in spans.values() for row in rows for d in row if d < "9999"}
        days = {"2022-04-01", "2022-09-30", "2024-10-01", "2025-09-30", "2025-10-01", "2026-09-30"}
        for d in edges:  # the day itself and its neighbours, where something may change
            days |= {f"{d[:4]}-{d[4:6]}-{d[6:]}"}
        days = sorted(d for d in days if any(a <= d <= b for a, b in COVERED) and d < "2026-10-01")
        every = sorted(set(codes) | set(spans))
        for on in days:
            answers = self.look_up(every, on)
            plain = on.replace("-", "")
            wrong = [c for c in every
                     if answers[c]["billable"] != any(a <= plain <= b for a, b in spans.get(c, []))]
            self.check(f"Medicare Code Editor on {on}", not wrong, f"{len(wrong)} differ, {wrong[:5]}")

    def hcpcs(self):
        info = json.loads(self.run("book", "info", "--format", "json", self.book))
        counts = {s["system"]: s["codes"] for s in info["systems"]}
        self.check("HCPCS: 6440 procedures", counts.get("hcpcs") == 6440, counts)
        self.check("HCPCS: 360 modifiers", counts.get("hcpcs-modifier") == 360, counts)
        both = [self.look_up(["A0100"], "2025-10-01")["A0100"], self.look_up(["A0100"], "2019-06-01", "hcpcs")["A0100"]]
        self.check("A0100 is two codes", "yphoid" in both[0]["title"] and "taxi" in both[1]["title"] and
                   both[0]["code"] == "A01.00" and both[1]["code"] == "A0100")
        with zipfile.ZipFile(self.data / "hcpcs" / "2019-Alpha-Numeric-HCPCS-File.zip") as z:
            text = io.TextIOWrapper(z.open("HCPC2019_CONTR_ANWEB.txt"), "latin-1")
            rows = [line for line in text if line[10:11] == "3" and line[5:10].isdigit()]
        for on in ("20190101", "20190331", "20190401", "20191231"):
            answers = self.look_up([r[0:5] for r in rows], f"{on[:4]}-{on[4:6]}-{on[6:]}", "hcpcs")
            wrong = [r[0:5] for r in rows if answers[r[0:5]]["billable"] !=
                     (r[268:276].strip() <= on <= (r[284:292].strip() or "99991231"))]
            self.check(f"HCPCS dates on {on}", not wrong, f"{len(wrong)} differ, {wrong[:5]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True)
    test = Test(parser.parse_args(), data())
    test.build()
    codes = test.icd10cm()
    test.tree(codes)
    test.dated_table(codes)
    test.hcpcs()
    print(f"published code sets: {test.passed} passed, {test.failed} failed")
    return 1 if test.failed else 0


if __name__ == "__main__":
    sys.exit(main())
