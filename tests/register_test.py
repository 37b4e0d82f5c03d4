#!/usr/bin/env python3
"""What is made from the field register is fresh, and the records we ship follow the schema.

usage: register_test.py REGISTER X12_MAP

REGISTER is the program of tests/register.c, X12_MAP that of tests/x12_map.c.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def made(register, what):
    return subprocess.run([register, what], capture_output=True, text=True, check=True).stdout


def stale(register, x12_map):
    for program, what, name in ((register, "keys", "lib/map/keys.c"), (register, "schema", "docs/record.schema.json"),
                                (x12_map, "carried", "lib/map/x12_carried.c")):
        if made(program, what) != (ROOT / name).read_text(encoding="utf-8"):
            yield f"{name} is stale: {Path(program).name} {what} > {name}"


class Schema:
    """As much of JSON Schema as the record's schema uses; a word it does not know is an error."""

    TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int}
    KNOWN = {"type", "properties", "additionalProperties", "$ref", "items", "anyOf", "enum", "pattern", "maxLength",
             "maxItems", "minimum", "format", "description", "$defs", "$schema", "title"}

    def __init__(self, schema):
        self.root = schema

    def is_type(self, value, names):
        for name in [names] if isinstance(names, str) else names:
            if isinstance(value, self.TYPES[name]) and (name == "boolean" or not isinstance(value, bool)):
                return True
        return False

    def wrong(self, value, schema, path=""):
        odd = {k for k in schema if not k.startswith("x-")} - self.KNOWN
        if odd:
            yield f"schema: unknown words {sorted(odd)}"
        if "$ref" in schema:
            yield from self.wrong(value, self.root["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
        if "anyOf" in schema and all(list(self.wrong(value, s, path)) for s in schema["anyOf"]):
            yield f"{path}: fits none of the choices"
        if "type" in schema and not self.is_type(value, schema["type"]):
            yield f"{path}: {type(value).__name__} is not {schema['type']}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{path}: {value!r} is not one of {schema['enum']}"
        if isinstance(value, str):
            yield from self.wrong_text(value, schema, path)
        if isinstance(value, list):
            if len(value) > schema.get("maxItems", len(value)):
                yield f"{path}: {len(value)} items"
            for i, item in enumerate(value):
                yield from self.wrong(item, schema.get("items", {}), f"{path}[{i}]")
        if isinstance(value, dict) and "properties" in schema:
            for key, inner in value.items():
                if key not in schema["properties"]:
                    yield f"{path}: unknown key {key}"
                else:
                    yield from self.wrong(inner, schema["properties"][key], f"{path}.{key}")

    def wrong_text(self, value, schema, path):
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{path}: {len(value)} characters"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{path}: {value!r} does not match"
        if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield f"{path}: {value!r} is no date"


def records():
    """Records we ship as good ones: the examples, and those of the manual."""
    for path in sorted((ROOT / "examples").glob("*.json")):
        yield path.name, json.loads(path.read_text(encoding="utf-8"))
    manual = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    for i, block in enumerate(re.findall(r"```json\n(\{.*?\n?\})\n```", manual, re.S)):
        value = json.loads(block)
        if value.get("schema") == "superbill-record/1":
            yield f"docs/record.md block {i}", value


def main():
    wrong = list(stale(*sys.argv[1:3]))
    schema = Schema(json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8")))
    count = 0
    for name, record in records():
        count += 1
        wrong += [f"{name}{w}" for w in schema.wrong(record, schema.root)]
    for bad in ({"id": 7}, {"nothing": 1}, {"lines": [{"units": "x"}]}, {"claim_type": "x"}, {"date_from": "today"},
                {"providers": {"billing": 1}}, {"oral_cavity": []}, {"currency": "DOLLAR"}, {"lines": {}}):
        if not list(schema.wrong(bad, schema.root)):
            wrong.append(f"the schema lets {bad} through")
    print("\n".join(wrong + [f"register: {count} records, {len(wrong)} wrong"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
