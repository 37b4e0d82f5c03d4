#!/usr/bin/env python3
"""Make the tables of the starter book from the published files.

usage: make.py FOLDER

FOLDER holds the agencies' files: icd10cm/cms_2025_dx.zip and icd10cm/cms_2026_dx.zip (CMS, ICD-10-CM order files),
icd10cm/icd10cm_tabular_2021.xml.gz (CDC, tabular list), hcpcs/hcpcs_2025_oct.tsv.gz (key fields of CMS's HCPCS release of October 2025), hcpcs/hcpcs_level2_2026q3.txt.gz (codes
of the release of July 2026) and lists/pos_codes_2024-05.tsv (CMS place of service codes). Which codes are taken stands
in picked/ and in terms/ (the codes that those lists name). Run again after changing a list there; same files and lists give the same tables.
"""
import csv
import gzip
import io
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent

# CMS place of service code set: first day, where the publisher gives one in the list's own words.
PLACE_FROM = {"02": "2017-01-01", "10": "2022-01-01", "19": "2016-01-01", "27": "2023-10-01", "58": "2020-01-01",
              "66": "2024-08-01"}
UNLISTED = ("not otherwise classified", "unclassified", "unlisted", "miscellaneous")


def picked(name):
    lines = (HERE / "picked" / name).read_text().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def named_in_terms():
    """The codes that the lists of terms give, as wishes."""
    for path in sorted((HERE / "terms").glob("*.txt")):
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            below = "*" if re.search(r"[| ]phase\b", line) else ""
            for code in line.split("  ")[0].split("/"):
                yield code.rstrip("-") + ("*" if code.endswith("-") else below)
            yield from re.findall(r"\bhist=(\S+)", line)


def iso(date):
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if date else ""


def order_extract(data, year, wishes):
    """Lines of the order file for the wanted codes and every header above them, as published."""
    with zipfile.ZipFile(data / f"icd10cm/cms_{year}_dx.zip") as z:
        name = next(n for n in z.namelist() if n.endswith(f"icd10cm_order_{year}.txt"))
        lines = z.read(name).decode("ascii").splitlines()
    table = {line[6:13].rstrip(): line for line in lines}
    taken, missing = set(), []
    for wish in wishes:
        bare = wish.replace(".", "").rstrip("*")
        codes = [c for c in table if c.startswith(bare)] if wish.endswith("*") else [bare] if bare in table else []
        if not codes:
            missing.append(wish)
        taken.update(codes)
    for code in list(taken):
        taken.update(code[:n] for n in range(3, len(code)) if code[:n] in table)
    kept = [line for code, line in table.items() if code in taken]
    (HERE / f"icd10cm_order_{year}.txt").write_text("".join(line + "\r\n" for line in kept), newline="")
    billable = sum(line[14] == "1" for line in kept)
    print(f"icd10cm_order_{year}.txt: {billable} billable codes, {len(kept) - billable} headers")
    return taken, missing


KEPT = ("inclusionTerm", "includes", "sevenChrNote", "sevenChrDef") # instruction notes change from year to year: not these


def prune(node, taken):
    """Drop what is not wanted below a chapter, block or code; say whether anything is left."""
    terms = False
    for child in list(node):
        if child.tag in ("section", "diag"):
            keep = prune(child, taken)
        elif child.tag in ("name", "desc"):
            continue
        else:
            keep = child.tag in KEPT and node.tag == "diag" and node.findtext("name").replace(".", "") in taken
        terms = terms or keep
        if not keep:
            node.remove(child)
    return terms


def tabular_extract(data, taken):
    """Inclusion terms, what a code includes, and 7th characters of the codes taken, in the frame of the published list."""
    with gzip.open(data / "icd10cm/icd10cm_tabular_2021.xml.gz") as f:
        root = ET.parse(f).getroot()
    for chapter in list(root):
        if chapter.tag == "introduction" or (chapter.tag == "chapter" and not prune(chapter, taken)):
            root.remove(chapter)
    for node in root.iter():
        node.text, node.tail = " ".join((node.text or "").split()) or None, None
    ET.indent(root, " ")
    name = "icd10cm_tabular_2021.xml"
    ET.ElementTree(root).write(HERE / name, encoding="UTF-8", xml_declaration=True)
    print(f"{name}: {sum(len(e) for e in root.iter('inclusionTerm'))} terms, {len(list(root.iter('sevenChrDef')))} "
          "sets of 7th characters")


def write_table(name, head, columns, rows):
    out = io.StringIO()
    out.write("# superbill-table\n")
    for line in head:
        out.write(f"## {line}\n")
    out.write(f"# kind: codes\n# columns: {' '.join(columns)}\n# names: 1\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (HERE / name).write_text(out.getvalue(), newline="")
    print(f"{name}: {len(rows)} rows")


def hcpcs_rows(data):
    with gzip.open(data / "hcpcs/hcpcs_2025_oct.tsv.gz", "rt", newline="") as f:
        table = {(r["kind"], r["code"]): r for r in csv.DictReader(f, delimiter="\t")}
    with gzip.open(data / "hcpcs/hcpcs_level2_2026q3.txt.gz", "rt") as f:
        later = set(f.read().split())
    return table, later


def hcpcs(data):
    table, later = hcpcs_rows(data)
    rows = []
    for wish in sorted(picked("hcpcs.txt")):
        code, _, successors = wish.partition(">")
        row = table["proc", code]
        title = " ".join(row["long_desc"].split())
        if not row["term_date"] and code not in later:
            raise SystemExit(f"{code} has no end in October 2025 but is gone in July 2026: leave it out")
        if successors and not row["term_date"]:
            raise SystemExit(f"{code} has a successor but no end")
        # A drug "not otherwise specified, 10 mg" is a listed drug: what is not specified is the brand.
        unlisted = any(words in title.lower() for words in UNLISTED) or (
            "not otherwise specified" in title.lower() and not any(c.isdigit() for c in title))
        rows.append([code, row["short_desc"], title, iso(row["add_date"]), iso(row["term_date"]),
                     "1" if unlisted else "", successors.replace(",", " ")])
    return rows


def check_successors(data, rows):
    """A successor that is itself Level II was in force on the day after the last."""
    table, _ = hcpcs_rows(data)
    for code, _, _, _, end, _, successors in rows:
        for other in successors.split():
            if other.isdigit(): # a bare CPT number, which we have no dates of
                continue
            next_day = (datetime.fromisoformat(end) + timedelta(days=1)).strftime("%Y%m%d")
            if table["proc", other]["add_date"] > next_day:
                raise SystemExit(f"{code} ended {end}, its successor {other} began later")


def modifiers(data):
    table, _ = hcpcs_rows(data)
    rows = []
    for code in sorted(picked("modifiers.txt")):
        row = table["mod", code]
        rows.append([code, row["short_desc"], " ".join(row["long_desc"].split()), iso(row["add_date"]),
                     iso(row["term_date"])])
    return rows


def places(data):
    with open(data / "lists/pos_codes_2024-05.tsv", encoding="utf-8", newline="") as f:
        table = list(csv.DictReader(f, delimiter="\t"))
    return [[r["pos_code"], r["pos_name"], PLACE_FROM.get(r["pos_code"], "")]
            for r in table if r["pos_type"] != "Unassigned"]


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    data = Path(sys.argv[1])
    wishes = picked("icd10cm.txt") + list(named_in_terms())
    (before, missing_before), (taken, missing) = [order_extract(data, year, wishes) for year in (2025, 2026)]
    if set(missing_before) & set(missing):
        raise SystemExit(f"in neither release: {sorted(set(missing_before) & set(missing))}")
    tabular_extract(data, before | taken)
    codes = hcpcs(data)
    check_successors(data, codes)
    write_table("hcpcs.csv", ["CMS, HCPCS Level II, October 2025: an extract. Made by make.py."],
                ["code", "short", "title", "from", "to", "unlisted", "successors"], codes)
    write_table("modifiers.csv", ["CMS, HCPCS Level II modifiers, October 2025: an extract. Made by make.py."],
                ["code", "short", "title", "from", "to"], modifiers(data))
    write_table("places.csv", ["CMS, place of service codes, May 2024: whole. Made by make.py."],
                ["code", "title", "from"], places(data))


if __name__ == "__main__":
    main()
