#!/usr/bin/env python3
"""Fill in the tables of docs/formats.md that are made from the source: the usual names of columns, the boxes of the
CMS-1500, what stands where in an 837 and in FHIR, and what each writer leaves out.

usage: formats_page.py [--check] [--root FOLDER] [--map X12_MAP] [--left-out LEFT_OUT]

X12_MAP is the program of tests/x12_map.c, LEFT_OUT that of tests/left_out.c (build/tests/ if not given). A table stands
between a line "<!-- made by tests/formats_page.py from FILE -->" and "<!-- end -->". With --check nothing is written:
exit 1 if a table is not what its file would make of it.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PAIR = re.compile(r'\{\s*"([^"]*)"\s*,\s*"([^"]*)"\s*\}')
GROUP = re.compile(r'\{"([^"]*)",\s*"([^"]*)",\s*(?:\(const struct name\[\]\)\{(.*?),\s*\{NULL, NULL\}\}|(\w+))\}', re.S)


def rows_of(source, table):
    return PAIR.findall(re.search(rf"static const struct name {table}\[\] = \{{(.*?)\n?\}};", source, re.S)[1])


def by_place(pairs):
    """place -> names, in the order of the table."""
    places = {}
    for name, to in pairs:
        places.setdefault(to.replace("[#]", "[n]"), []).append(name.replace("#", " n") or "(nothing)")
    return [f"| `{place or '(the whole)'}` | {', '.join(names)} |" for place, names in places.items()]


def columns(source):
    """The names that stand alone; the words in front, with the list that follows; the lists."""
    lines = ["", "| place in the record | headings |", "|---|---|", *by_place(rows_of(source, "whole")), "",
             "Two words: the first says whose, the second what.", "",
             "| first word | place in the record | second word |", "|---|---|---|"]
    lists, groups = {}, {}
    for before, to, inline, table in GROUP.findall(re.search(r"\} groups\[\] = \{(.*?)\n\};", source, re.S)[1]):
        pairs = PAIR.findall(inline) if inline else None
        of = table.replace("_", " ") if table else ", ".join(name for name, _ in pairs)
        groups.setdefault((to, of), []).append(before or "(nothing)")
        if table:
            lists[table] = rows_of(source, table)
    lines += [f"| {', '.join(words)} | `{to}` | {of} |" for (to, of), words in groups.items()]
    for table, pairs in lists.items():
        lines += ["", f"Second words, {table.replace('_', ' ')}:", "", "| place | words |", "|---|---|", *by_place(pairs)]
    return [*lines, ""]


def register_places(mark):
    """What the register says of a place in a format -> places of the record, as the schema has them."""
    schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))
    found = {}

    def walk(node, path, depth):
        while "$ref" in node:
            node = {**schema["$defs"][node["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in node.items() if k != "$ref"}}
        if mark in node and not path.endswith("_minor") and path not in found.setdefault(node[mark], []):
            found[node[mark]].append(path)
        if depth < 4:
            for part in (node, *node.get("anyOf", []), *node.get("oneOf", [])):
                if "items" in part:
                    walk(part["items"], path + "[]", depth)
                for key, value in part.get("properties", {}).items():
                    walk(value, f"{path}.{key}" if path else key, depth + 1)

    walk(schema, "", 0)
    return found


def boxes(source):
    """One row a box: its parts with their widths, and where the register places it in the record."""
    register = register_places("x-cms1500")
    rows = re.findall(r'X\(\w+, "([^"]+)", "([^"]+)", (NULL|"[^"]*"), (\d+), \d+, \d+\)', source)
    found = {}
    for box, what, mark, width in rows:
        parts = found.setdefault(box, {})
        parts.setdefault(what, []).append(width if mark == "NULL" else mark.strip('"'))
    lines = ["", "| box | parts, with their widths or marks | in the record |", "|---|---|---|"]
    for box, parts in found.items():
        says = "; ".join(f"{what} ({', '.join(values)})" for what, values in parts.items())
        names = register.get({"carrier": "carrier block", "24": "24 shaded"}.get(box, box), [])
        lines.append(f"| {box} | {says} | {', '.join(f'`{n}`' for n in names[:6])} |")
    return [*lines, ""]


def run(program, *args):
    return subprocess.run([program, *args], capture_output=True, check=True, encoding="utf-8").stdout


def listed(places):
    return ", ".join(f"`{p}`" for p in places)


def segment_row(loop, segment, element_of):
    """One segment: its elements that are places of the record; None if the file alone fills it."""
    places = {}
    for e in segment["elements"]:
        if e["path"]:
            places.setdefault(e["path"], []).append(f"{e['at']:02d}" + (f"-{e['part']}" if e["part"] else ""))
    if not places:
        return None
    forms = "".join(f for f in "PD" if f in segment["forms"] and f in loop["forms"])
    name = " ".join([segment["id"], *(segment["codes"] or "").split()])
    return f"| {loop['id']} | {name} | {segment['name']} | " + ", ".join(
        f"{element_of(at)} `{path}`" for path, at in places.items()) + f" | {forms} |"


def segments(_, programs):
    """The 837 map: one row a segment."""
    lines = ["", "| loop | segment | what | elements and their places in the record | form |", "|---|---|---|---|---|"]
    for loop in json.loads(run(programs.map, "json")):
        rows = (segment_row(loop, s, " ".join) for s in loop["segments"])
        lines += [r for r in rows if r]
    return [*lines, ""]


def elements(_, programs):
    """One row a FHIR element."""
    del programs
    lines = ["", "| element | in the record |", "|---|---|"]
    lines += [f"| {element} | {listed(places)} |" for element, places in register_places("x-fhir").items()]
    return [*lines, ""]


NAMES = {"x12-837p": "837P", "x12-837d": "837D", "fhir-xml": "FHIR", "cms1500-text": "CMS-1500"}
# What is left out whatever its value. Other reasons depend on the value: it is too long, or no code of its element.
ALWAYS = re.compile(r"format has no place|level has no place|no element|no box|telephone only|a time zone|one date|no contact|which is not written|"
                    r"earlier payers decided|of a hospital stay|papers of single lines|another code")


def shortened(lost, places):
    """A place stands for all places in it, if all of them are lost. Of coverages that lose the same, [] for both."""
    both = {p.replace("coverages[0]", "coverages[]") for p in lost if p.replace("coverages[0]", "coverages[1]") in lost}
    lost = {re.sub(r"coverages\[[01]\]", "coverages[]", p) if re.sub(r"coverages\[[01]\]", "coverages[]", p) in both else p
            for p in lost}
    known = places | {re.sub("^coverages\\[\\]", f"coverages[{i}]", p) for p in places for i in (0, 1)}
    out = []
    for path in sorted(lost):
        parts = path.split(".")
        for n in range(1, len(parts) + 1):
            above = ".".join(parts[:n])
            inside = {p for p in known if p == above or p.startswith(above + ".")}
            if n == len(parts) or all(any(p == q or p.startswith((q + ".", q + "[")) for q in lost) for p in inside):
                if above not in out:
                    out.append(above)
                break
    return out


PROVIDER = re.compile(r"^(providers|lines\[\])\.([a-z_]+)\.(.+)$")


def braced(names):
    return names[0] if len(names) == 1 else "{" + ", ".join(names) + "}"


def of_providers(paths, places):
    """What many providers lose alike, at once: providers.*.{clia, credential}, where * is each that has the place."""
    roles, leaves, out = {}, {}, []
    for path in places:
        m = PROVIDER.match(path)
        if m and f"{m[1]}.{m[2]}.npi" in places:
            roles.setdefault((m[1], m[3]), set()).add(m[2])
    for path in paths:
        m = PROVIDER.match(path)
        if m and f"{m[1]}.{m[2]}.npi" in places:
            leaves.setdefault((m[1], m[3]), []).append(m[2])
        else:
            out.append(path)
    alike = {}
    for (whose, leaf), who in leaves.items():
        everyone = len(who) > 1 and set(who) == roles.get((whose, leaf), set())
        alike.setdefault((whose, "*" if everyone else braced(sorted(who))), []).append(leaf)
    return sorted(out + [f"{whose}.{who}.{braced(sorted(names))}" for (whose, who), names in alike.items()])


def left_out(_, programs):
    """One row a format and reason."""
    places, lost = set(), {}
    for row in run(programs.left_out).splitlines():
        what, *cells = row.split("\t")
        if what == "place":
            places.add(cells[0])
        elif what == "left out" and cells[1]:
            lost.setdefault(cells[0], {}).setdefault(cells[2], set()).add(cells[1])
    lines = ["", "| format | what is left out | why |", "|---|---|---|"]
    for form, reasons in lost.items():
        rows = [(why, of_providers(shortened(paths, places), places)) for why, paths in reasons.items() if ALWAYS.search(why)]
        lines += [f"| {NAMES[form]} | {listed(paths)} | {why} |" for why, paths in sorted(rows)]
    return [*lines, ""]


MAKERS = {
    "lib/write/cms1500.h": lambda source, _: boxes(source),
    "lib/read/csv_names.c": lambda source, _: columns(source),
    "lib/map/x12_tables.c": segments,
    "docs/record.schema.json": elements,
    "tests/left_out.c": left_out,
}


def fill(text, root, programs):
    def made(match):
        source = (root / match[1]).read_text(encoding="utf-8")
        return "\n".join([match[0].split("\n")[0], *MAKERS[match[1]](source, programs), "<!-- end -->"])

    return re.sub(r"<!-- made by tests/formats_page.py from (\S+) -->\n.*?<!-- end -->", made, text, flags=re.S)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--root", default=str(Path(__file__).resolve().parent.parent))
    parser.add_argument("--map", default=str(ROOT / "build/tests/x12_map"))
    parser.add_argument("--left-out", default=str(ROOT / "build/tests/left_out"))
    options = parser.parse_args()
    root = Path(options.root)
    page = root / "docs/formats.md"
    old = page.read_text(encoding="utf-8")
    new = fill(old, root, options)
    if options.check:
        if old != new:
            print("docs/formats.md is stale: python3 tests/formats_page.py")
        return int(old != new)
    page.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
