#!/usr/bin/env python3
"""Make docs/findings.md from the register of findings and the cases that show each number.

usage: findings_page.py [--check] [--root FOLDER]

Without --check the page is written. With it nothing is written: exit 1 if the page is not what the register and the
cases would make of it. A finding's place and its example come from tests/cases/finding-NUMBER-*/expected.json.
"""
import argparse
import json
import re
import sys
from pathlib import Path

SEVERITY = {"ERROR": "error", "WARNING": "warning", "NOTICE": "notice", "NOT_CHECKED": "not checked", "OFF": "off"}
SECTIONS = [(10, "The record as read"), (11, "Coding rules"), (12, "Forming claims"),
            (13, "Files as read"), (20, "Identifiers and fields"),
            (21, "Diagnoses"), (22, "Services"), (23, "Modifiers"), (24, "Units, charges, dates"),
            (25, "Payers and coverage"), (26, "Across encounters"), (27, "Dental"),
            (28, "Answers from payers"), (29, "Inpatient: Medicare Code Editor")]
HEAD = """# Findings

A finding is something a person must look at. Its number keeps its meaning for good. This page is made from
`include/superbill_findings.h` and the cases in `tests/cases` by `tests/findings_page.py`; do not edit it.

- **error** stops the claim, unless `--fail-on` says otherwise; **warning** needs a person; **notice** is only told.
- **not checked** means that a table, a field or the patient's history was missing: nothing was found because nothing
  could be looked at.
- A payer's profile and the organisation (`severity.NUMBER`) may change a severity; the finding says who did.
- "In the record" is the place in the JSON record; the boxes are those of the CMS-1500, or of the ADA form for a dental
  claim; the element is that of the 837.
"""


def register(root):
    """(number, name, severity, rule, action, source), in the order of the header."""
    text = (root / "include/superbill_findings.h").read_text(encoding="utf-8").replace("\\\n", "\n")
    string = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    pattern = rf"\bX\(\s*(\d+)\s*,\s*(\w+)\s*,\s*(\w+)\s*,\s*{string},\s*{string},\s*{string}\)"

    def joined(literals):
        return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals)).replace('\\"', '"').replace("\\\\", "\\")

    return [(int(m[1]), m[2], m[3], joined(m[4]), joined(m[5]), joined(m[6])) for m in re.finditer(pattern, text)]


def findings_in(value):
    if isinstance(value, dict):
        if isinstance(value.get("number"), int) and "severity" in value:
            yield value
        for v in value.values():
            yield from findings_in(v)
    elif isinstance(value, list):
        for v in value:
            yield from findings_in(v)


def shown(root):
    """number -> (case, finding as the engine gave it); the case named after the number comes first."""
    found = {}
    for path in sorted((root / "tests/cases").glob("*/expected.json")):
        own = re.match(r"finding-(\d{4})-", path.parent.name)
        for f in findings_in(json.loads(path.read_text(encoding="utf-8"))):
            best = own and int(own[1]) == f["number"]
            if f["number"] not in found or (best and not found[f["number"]][2]):
                found[f["number"]] = (path.parent.name, f, bool(best))
    return found


def words(template):
    """{values} of the register's words, as they are printed on a page."""
    return re.sub(r"\{(\w+)\}", r"*\1*", template)


def entry(row, example):
    number, name, severity, rule, action, source = row
    yield f"### {number} {name}"
    yield ""
    yield words(rule)
    yield ""
    yield f"- Severity: {SEVERITY.get(severity, severity)}"
    if example:
        case, f, _ = example
        where = [f"`{f['path']}` in the record"] if f.get("path") else []
        where += [f"box {f['box']}"] if f.get("box") else []
        where += [f"837 {f['x12']}"] if f.get("x12") else []
        if where:
            yield f"- Where: {', '.join(where)}"
        said = f.get("words")
        if said:
            yield f"- Example: \"{said}\" (`tests/cases/{case}`)"
    yield f"- What to do: {words(action)}"
    yield f"- Source: {source}"
    yield ""


def page(root):
    rows, examples = register(root), shown(root)
    lines = [HEAD]
    for hundred, title in SECTIONS:
        own = [r for r in rows if r[0] // 100 == hundred]
        if own:
            lines += [f"## {title}", ""]
        for row in own:
            lines += entry(row, examples.get(row[0]))
    return "\n".join(lines).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    target = options.root / "docs/findings.md"
    want = page(options.root)
    if not options.check:
        target.write_text(want, encoding="utf-8")
        return 0
    if not target.is_file() or target.read_text(encoding="utf-8") != want:
        print("docs/findings.md is not what the register and the cases make: run tests/findings_page.py")
        return 1
    print("findings: the page agrees with the register and the cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
