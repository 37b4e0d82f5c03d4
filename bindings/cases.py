#!/usr/bin/env python3
"""Every case of tests/cases through the driver of a language: what it gives must be what the command gives, byte for
byte.

usage: cases.py --superbill COMMAND --work FOLDER -- DRIVER [ARGUMENT...]

A driver is a small program in the language, over its binding. It reads jobs from standard input until it ends, one a
line, does each, and answers with a line, "ok" or what went wrong. A job is names and values in turn, with tabs between:

    book        path of a book; again for each
    option      NAME=VALUE, as in superbill.h; again for each
    format      of the input: auto
    input       path of the records; map, defaults: paths of what a table is read with, if any
    out         where the result lines go, each with a line feed
    claims      fhir-xml: all claims that can go, in one file of this format
    claims_out  where that goes; no file if there was none

Ends with the line "cases: N passed, N failed".
"""
import argparse
import os
import select
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import run_cases  # noqa: E402

TIMEOUT = 120  # seconds for one case
FLAGS = {"--strict": ("strict", "1"), "--no-assign": ("assign", "0"), "--force": ("force", "1")}


def options_of(words):
    """The command's options as those of superbill.h."""
    options, words = {}, list(words)
    while words:
        word = words.pop(0)
        if word in FLAGS:
            options.update([FLAGS[word]])
        elif word == "--severity":
            number, severity = words.pop(0).split("=")
            options[f"severity.{number}"] = severity
        elif word.startswith("--x12-"):
            options["x12." + word[6:]] = words.pop(0)
        else:
            options[word[2:]] = words.pop(0)
    return options


def cases(options):
    """(name, what the command gives, what it claims, the job)."""
    runner = argparse.Namespace(command=options.superbill, work=options.work, update=False)
    runner.books = run_cases.Books(options.superbill, options.work)
    for folder in sorted(p for p in run_cases.CASES.iterdir() if p.is_dir()):
        if options.name and folder.name not in options.name:
            continue
        case = run_cases.Case(folder, runner)
        if not case.input:
            continue  # answers of payers are read through their own calls
        extra = (case.text("args") or "").split()
        words = [*case.books(), *case.beside(), *extra]
        want = case.call("run", *words, "--format", "json", case.word).stdout
        xml = options.work / "wanted.xml"
        xml.unlink(missing_ok=True)
        case.call("claim", "--to", "fhir-xml", *words, "-o", str(xml), case.word)
        job = [("book", w) for w in case.books() if w != "--book"]
        job += [("option", f"{name}={value}") for name, value in options_of(extra).items()]
        job += [("format", "auto"), ("input", str(case.input.resolve())), ("claims", "fhir-xml")]
        job += [(what, str(folder / name)) for what, name in (("map", "map.xml"), ("defaults", "defaults.json"))
                if (folder / name).is_file()]
        yield folder.name, want, xml.read_bytes() if xml.is_file() else None, job


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--name", action="append")
    parser.add_argument("driver", nargs="+")
    options = parser.parse_args()
    options.superbill = str(Path(options.superbill).resolve())
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    driver = subprocess.Popen(options.driver, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
    passed = failed = 0
    out, claims = options.work / "got.ndjson", options.work / "got.xml"
    for name, want, xml, job in cases(options):
        out.unlink(missing_ok=True)
        claims.unlink(missing_ok=True)
        job += [("out", str(out)), ("claims_out", str(claims))]
        driver.stdin.write("\t".join(word for pair in job for word in pair) + "\n")
        driver.stdin.flush()
        said = driver.stdout.readline().strip() if select.select([driver.stdout], [], [], TIMEOUT)[0] else ""
        got = out.read_bytes() if out.is_file() else b""
        got_xml = claims.read_bytes() if claims.is_file() else None
        wrong = [] if said == "ok" else [said or "the driver is gone"]
        if got != want:
            wrong.append("results differ: " + run_cases.first_difference(
                name, want.decode("utf-8", "replace").replace(",", ",\n"), got.decode("utf-8", "replace").replace(",", ",\n")))
        if got_xml != xml:
            wrong.append("claims differ: " + ("none wanted" if xml is None else "none given" if got_xml is None else "other bytes"))
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"FAIL {name}")
            for line in wrong:
                print("    " + line[:2000])
        if not said:
            driver.kill()
            break
    driver.stdin.close()
    failed += driver.wait() != 0
    print(f"cases: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
