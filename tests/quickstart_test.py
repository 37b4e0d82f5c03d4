#!/usr/bin/env python3
"""docs/quickstart.c does what it says: usage: quickstart_test.py QUICKSTART SUPERBILL"""
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUICKSTART, SUPERBILL = (str(Path(p).resolve()) for p in sys.argv[1:3])


def call(*words, expect=0):
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    if done.returncode != expect:
        sys.exit(f"{words[0]}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}")
    return done


def need(what, text):
    if what not in text:
        sys.exit(f"the output lacks {what!r}:\n{text}")


with tempfile.TemporaryDirectory() as folder:
    book, claim = f"{folder}/us-starter.sbk", f"{folder}/claim.xml"
    call(SUPERBILL, "book", "build", str(ROOT / "codesets/us-starter"), "-o", book)
    out = call(QUICKSTART, book, str(ROOT / "examples/03-possible-pneumonia.json"), claim).stdout
    for what in ('suggested R05.9', '"Cough" at', "withheld  J18.9    uncertain", "outcome   ready", "wrote"):
        need(what, out)
    bundle = ElementTree.parse(claim).getroot()
    space = {"f": "http://hl7.org/fhir"}
    code = bundle.find(".//f:Claim/f:diagnosis//f:code", space)
    if code is None or code.get("value") != "R05.9":
        sys.exit("the claim does not hold the confirmed diagnosis")
    need("no such file", call(QUICKSTART, f"{folder}/none.sbk", "x", claim, expect=1).stderr)
    (Path(folder) / "bad.json").write_text('{"id": ')
    need("1:", call(QUICKSTART, book, f"{folder}/bad.json", claim, expect=1).stderr)
    call(QUICKSTART, expect=2)
print("quickstart: 1 passed, 0 failed")
