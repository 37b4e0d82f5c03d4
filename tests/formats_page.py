#!/usr/bin/env python3
"""Fill in the tables of docs/formats.md that are made from the source: the usual names of columns, the boxes of the
CMS-1500.

usage: formats_page.py [--check] [--root FOLDER]

A table stands between a line "<!-- made by tests/formats_page.py from FILE -->" and "<!-- end -->". With --check
nothing is written: exit 1 if a table is not what its file would make of it.
"""
import argparse
import json
import re
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


def register_boxes():
    """box -> places of the record, as the schema has them from the field register."""
    schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))
    found = {}

    def walk(node, path, depth):
        while "$ref" in node:
            node = {**schema["$defs"][node["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in node.items() if k != "$ref"}}
        if "x-cms1500" in node and path not in found.setdefault(node["x-cms1500"], []):
            found[node["x-cms1500"]].append(path)
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
    register = register_boxes()
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


MAKERS = {"lib/write/cms1500.h": boxes, "lib/read/csv_names.c": columns}


def fill(text, root):
    def made(match):
        source = (root / match[1]).read_text(encoding="utf-8")
        return "\n".join([match[0].split("\n")[0], *MAKERS[match[1]](source), "<!-- end -->"])

    return re.sub(r"<!-- made by tests/formats_page.py from (\S+) -->\n.*?<!-- end -->", made, text, flags=re.S)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--root", default=str(Path(__file__).resolve().parent.parent))
    options = parser.parse_args()
    root = Path(options.root)
    page = root / "docs/formats.md"
    old = page.read_text(encoding="utf-8")
    new = fill(old, root)
    if options.check:
        if old != new:
            print("docs/formats.md is stale: python3 tests/formats_page.py")
        return int(old != new)
    page.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
