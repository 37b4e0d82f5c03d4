#!/usr/bin/env python3
"""Run the cases: folders of data that say what superbill must answer. See tests/cases/README.md.

usage: run_cases.py --superbill COMMAND --work FOLDER [--update] [--no-schema] [NAME...]

Ends with the line "cases: N passed, N failed, N skipped"; exit 1 if any failed.
"""
import argparse
import csv
import difflib
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fhir_rules
import schemas

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
RECIPES = [ROOT / "tests" / "books", ROOT / "codesets"]
TIMEOUT = 60  # seconds for one call
INPUTS = ("record.json", "input.ndjson", "input.csv", "input.x12")
BESIDE = {"map.xml": "--map", "defaults.json": "--defaults"}  # what a table is read with
CLAIMS = {"expected.cms1500.txt": "cms1500-text", "expected.cms1500.json": "cms1500-json",
          "expected.cms1500.print": "cms1500-print"}
PATIENT_COLUMNS = ("patient", "last", "first", "name", "address", "member", "subscriber", "dob", "phone")


def pretty(value):
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def first_difference(name, want, got):
    lines = list(difflib.unified_diff(want.splitlines(), got.splitlines(),
                                      f"{name} (expected)", f"{name} (got)", lineterm="", n=1))
    return "\n    ".join(lines[:24] + ([f"... {len(lines) - 24} lines more"] if len(lines) > 24 else []))


class Books:
    """Builds each recipe once, in the work folder."""

    def __init__(self, command, work):
        self.command, self.work, self.built = command, work, {}

    def path(self, recipe):
        if recipe not in self.built:
            source = next((r / recipe for r in RECIPES if (r / recipe).is_dir()), None)
            if not source:
                raise RuntimeError(f"no book recipe {recipe} in tests/books or codesets")
            out = self.work / f"{recipe}.sbk"
            done = subprocess.run([self.command, "book", "build", str(source), "-o", str(out)],
                                  capture_output=True, text=True, timeout=600)
            if done.returncode != 0:
                raise RuntimeError(f"book build {recipe}: {done.stderr.strip()}")
            self.built[recipe] = out
        return self.built[recipe]


class Case:
    def __init__(self, folder, runner):
        self.folder, self.runner, self.name = folder, runner, folder.name
        self.wrong = []
        self.xml = None
        self.input = next((folder / n for n in INPUTS
                           if (folder / n).is_file()), None)
        if not self.input and (folder / "input").is_file():
            self.input = ROOT / (folder / "input").read_text(encoding="utf-8").strip()
        # As it would be typed in the case's folder: what is written must not depend on where the tree lies.
        self.word = os.path.relpath(self.input, folder) if self.input else ""

    def text(self, name, otherwise=None):
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.is_file() else otherwise

    def beside(self):
        return [word for name, option in BESIDE.items() if (self.folder / name).is_file()
                for word in (option, name)]

    def books(self):
        names = self.text("book", "us-starter").split()
        return [word for n in names for word in ("--book", str(self.runner.books.path(n)))]

    def call(self, *words):
        # Relative paths and a bare environment: what is written must not depend on where it ran.
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "NO_COLOR": "1"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"):
            if name in os.environ:
                env[name] = os.environ[name]
        return subprocess.run([self.runner.command, *words], cwd=self.folder, env=env,
                              capture_output=True, timeout=TIMEOUT)

    def compare(self, name, got, always=False):
        """A golden file: compared if it is there; with --update rewritten (or made, if `always`)."""
        path = self.folder / name
        if self.runner.update:
            if always or path.is_file():
                path.write_text(got, encoding="utf-8")
            return
        if path.is_file():
            want = path.read_text(encoding="utf-8")
            if want != got:
                self.wrong.append(first_difference(name, want, got))
        elif always:
            self.wrong.append(f"{name} is missing: look at the output, then run --update")

    def expect_exit(self, done, what):
        want = int(self.text("exit", "0"))
        if self.runner.update and done.returncode in (0, 1, 3) and what == "run":
            if done.returncode == 0:
                (self.folder / "exit").unlink(missing_ok=True)
            else:
                (self.folder / "exit").write_text(f"{done.returncode}\n")
            return
        if done.returncode != want:
            said = done.stderr.decode("utf-8", "replace").strip()
            self.wrong.append(f"{what}: exit {done.returncode}, expected {want}; stderr: {said}")

    def no_patient_in(self, stderr, path=None):
        """Who the patient is must never reach stderr."""
        if self.input and self.input.suffix == ".csv":
            rows = csv.DictReader(self.input.read_text(encoding="latin-1").splitlines())
            for row in rows:
                for heading, cell in row.items():
                    if isinstance(cell, str) and len(cell) >= 5 and cell in stderr and \
                            any(word in heading.lower() for word in PATIENT_COLUMNS):
                        self.wrong.append("stderr holds a value of the patient")
                        return
            return
        try:
            record = json.loads((path or self.input).read_text(encoding="utf-8"))
        except ValueError:
            return
        if not isinstance(record, dict):
            return
        tokens = set()

        def collect(value):
            if isinstance(value, dict):
                for v in value.values():
                    collect(v)
            elif isinstance(value, list):
                for v in value:
                    collect(v)
            elif isinstance(value, str) and len(value) >= 5:
                tokens.add(value)

        collect(record.get("patient"))
        for c in record.get("coverages") or []:
            if isinstance(c, dict):
                collect([c.get("member_id"), c.get("subscriber")])
        for token in tokens:
            if token in stderr:
                self.wrong.append("stderr holds a value of the patient")
                return

    def result(self, words, extra):
        done = self.call("run", *words, "--format", "json", *extra, self.word)
        stderr = done.stderr.decode("utf-8", "replace")
        self.expect_exit(done, "run")
        self.no_patient_in(stderr)
        if self.text("stderr") and self.text("stderr").strip() not in stderr:
            self.wrong.append(f"stderr lacks {self.text('stderr').strip()!r}: {stderr.strip()}")
        try:
            lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        except ValueError as e:
            self.wrong.append(f"stdout is not one JSON object a line: {e}")
            return
        many = self.input.suffix in (".ndjson", ".csv", ".x12")
        if not many and len(lines) != 1:
            self.wrong.append(f"{len(lines)} result lines for one record")
            return
        self.compare("expected.json", pretty(lines if many else lines[0]), always=True)

    def claim(self, words, extra):
        out = self.runner.work / "claims" / f"{self.name}.xml"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.unlink(missing_ok=True)
        done = self.call("claim", "--to", "fhir-xml", *words, "-o", str(out), *extra, self.word)
        if done.returncode not in (0, 1, 3):
            self.wrong.append(f"claim: exit {done.returncode}: "
                              + done.stderr.decode("utf-8", "replace").strip())
        self.no_patient_in(done.stderr.decode("utf-8", "replace"))
        if out.is_file() and out.stat().st_size:
            self.xml = out
            self.compare("expected.xml", out.read_text(encoding="utf-8"))
        elif (self.folder / "expected.xml").is_file():
            self.wrong.append("expected.xml is there but no claim was written: "
                              + done.stderr.decode("utf-8", "replace").strip())

    def next_records(self, call):
        """The records with the answers taken into them."""
        out = self.runner.work / "next" / f"{self.name}.ndjson"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.unlink(missing_ok=True)
        done = call("--next", str(out))
        if not out.is_file():
            self.wrong.append("no record follows: " + done.stderr.decode("utf-8", "replace").strip())
            return
        lines = out.read_text(encoding="utf-8").splitlines()
        self.compare("expected-next.json", pretty([json.loads(line) for line in lines]))

    def answers(self, extra):
        """What came back for claims that were sent."""
        claims = self.folder / "claims"
        words = self.books() if claims.is_dir() or (self.folder / "book").is_file() else []
        words += ["--claims", "claims", *self.beside()] if claims.is_dir() else []

        def call(*more):
            return self.call("answers", *words, *more, *extra, "answers.x12")

        done = call("--format", "json")
        self.expect_exit(done, "run")
        for record in sorted(claims.glob("*.json")):
            self.no_patient_in(done.stderr.decode("utf-8", "replace"), record)
        self.compare("expected.json", pretty([json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]),
                     always=True)
        if (self.folder / "expected.txt").is_file():
            self.compare("expected.txt", call("--format", "text").stdout.decode("utf-8"))
        if (self.folder / "expected-next.json").is_file():
            self.next_records(call)

    def run(self):
        try:
            words, extra = self.books() + self.beside(), shlex.split(self.text("args", ""))
            if (self.folder / "answers.x12").is_file():
                self.answers(extra)
                return self
            if not self.input:
                raise RuntimeError("no input: " + ", ".join(INPUTS) + ", input or answers.x12")
            self.result(words, extra)
            if (self.folder / "expected.txt").is_file():
                done = self.call("run", *words, "--format", "text", *extra, self.word)
                self.compare("expected.txt", done.stdout.decode("utf-8"))
            if self.text("claim", "yes").strip() != "no":
                self.claim(words, extra)
            for name, form in CLAIMS.items():
                if (self.folder / name).is_file():
                    done = self.call("claim", "--to", form, *words, "-o", "-", *extra, self.word)
                    self.compare(name, done.stdout.decode("utf-8"))
        except subprocess.TimeoutExpired:
            self.wrong.append(f"took longer than {TIMEOUT} s")
        except (RuntimeError, OSError, UnicodeDecodeError) as e:
            self.wrong.append(str(e))
        return self


class Runner:
    def __init__(self, command, work, update):
        self.command = str(Path(command).resolve())
        self.work, self.update = Path(work).resolve(), update
        self.work.mkdir(parents=True, exist_ok=True)
        self.books = Books(self.command, self.work)

    def run(self, names):
        folders = [CASES / n for n in names] if names else sorted(
            p for p in CASES.iterdir() if p.is_dir() and not p.name.startswith("."))
        cases = [Case(f, self) for f in folders]
        for case in cases:  # books first, one after the other
            try:
                case.books()
            except RuntimeError:
                pass
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(Case.run, cases))


def validate(cases):
    """Every claim produced and every golden claim against the rules and the schema; (how many, skipped why)."""
    files = {}
    for case in cases:
        if case.xml:
            files[str(case.xml)] = case
        if (case.folder / "expected.xml").is_file():
            files[str(case.folder / "expected.xml")] = case
    if not files:
        return 0, "no claim was written"
    for path, case in files.items():
        case.wrong += [f"rules: {words}" for words in fhir_rules.check(path)]
    try:
        for path, words in schemas.validate(files):
            files[path].wrong.append(f"schema: {words}")
    except schemas.Missing as e:
        return 0, str(e)
    return len(files), None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--work", default=str(ROOT / "build" / "cases"))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--no-schema", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()

    cases = Runner(options.superbill, options.work, options.update).run(options.names)
    skipped = 0
    if not options.no_schema:
        count, why = validate(cases)
        if why:
            skipped = 1
            print(f"SKIPPED schema validation: {why}")
        else:
            print(f"{count} claim files validated against fhir-single.xsd")
    failed = [c for c in cases if c.wrong]
    for case in failed:
        print(f"FAIL {case.name}")
        for words in case.wrong:
            print(f"    {words}")
    print(f"cases: {len(cases) - len(failed)} passed, {len(failed)} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
