#!/usr/bin/env python3
"""The command's manners: help, usage errors, exit codes, output files, completion.

usage: cli_test.py --superbill COMMAND --book FILE
"""
import argparse
import csv
import fcntl
import io
import json
import os
import pty
import re
import stat
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERBS = {"book": ["build", "info", "verify", "diff"], "codes": ["lookup", "search"], "payers": ["test"],
         "rules": ["test", "lint", "explain", "corpus", "diff"],
         "review": ["export", "apply"]}
CHECKS = []


def check(fn):
    CHECKS.append(fn)
    return fn


class Command:
    def __init__(self, path, book):
        self.path, self.book = str(Path(path).resolve()), str(Path(book).resolve())

    def __call__(self, *words, stdin=b"", **more):
        return subprocess.run([self.path, *words], input=stdin, capture_output=True, timeout=60, **more)

    def names(self):
        out = self("completion", "--words", "--").stdout.decode()
        return [line.split("\t")[0] for line in out.splitlines()]


def record():
    found = sorted((ROOT / "examples").glob("*.json")) or sorted((ROOT / "tests/cases").glob("*/record.json"))
    return found[0]


@check
def help_is_on_stdout(run):
    done = run("--help")
    assert done.returncode == 0 and b"usage: superbill" in done.stdout and not done.stderr


@check
def no_command_is_misuse(run):
    done = run()
    assert done.returncode == 2 and not done.stdout and b"usage:" in done.stderr


@check
def unknown_things_are_misuse(run):
    for words in (["nonsense"], ["run", "--nonsense"], ["run", "--format", "nonsense"], ["run", "--book"],
                  ["book", "nonsense"], ["explain", "not-a-number"]):
        done = run(*words)
        assert done.returncode == 2, (words, done.returncode)
        assert not done.stdout, words
        assert done.stderr.startswith((b"superbill: ", b"usage: ")), (words, done.stderr)


@check
def every_command_has_help(run):
    assert set(run.names()) >= {"run", "book", "codes", "rules", "explain", "completion", "version"}
    for name in run.names():
        done = run(name, "--help")
        assert done.returncode == 0 and done.stdout.startswith(b"usage: superbill " + name.encode()), name
        for line in done.stdout.decode().splitlines():
            assert len(line) <= 100, line
    for name, verbs in VERBS.items():
        for verb in verbs:
            done = run(name, verb, "--help")
            assert done.returncode == 0 and done.stdout.startswith(b"usage: superbill "), (name, verb)


@check
def version_is_that_of_meson(run):
    said = (ROOT / "meson.build").read_text().split("version: '")[1].split("'")[0]
    assert run("version").stdout.decode().startswith(f"superbill {said} ")
    assert run("--version").stdout == run("version").stdout


@check
def files_that_are_not_there(run):
    for words in (["run", "--book", "no-such.sbk", str(record())], ["run", "--book", run.book, "no-such.json"],
                  ["book", "info", "no-such.sbk"], ["book", "build", "no-such-folder", "-o", "x.sbk"]):
        with tempfile.TemporaryDirectory() as folder:
            done = run(*words, cwd=folder)
            assert done.returncode == 3, (words, done.returncode, done.stderr)
            assert b"no-such" in done.stderr, (words, done.stderr)
            assert not os.listdir(folder), words


@check
def what_is_not_a_book(run):
    with tempfile.TemporaryDirectory() as folder:
        for content in (b"", b"x", b"superbill" * 1000, Path(run.book).read_bytes()[:200]):
            bad = Path(folder) / "bad.sbk"
            bad.write_bytes(content)
            done = run("run", "--book", str(bad), str(record()))
            assert done.returncode == 3 and b"bad.sbk" in done.stderr, (content[:9], done.stderr)


@check
def verify_sees_an_altered_byte(run):
    image = bytearray(Path(run.book).read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.sbk"
        for at in range(0, len(image), max(1, len(image) // 97)):
            image[at] ^= 0x20
            bad.write_bytes(image)
            image[at] ^= 0x20
            assert run("book", "verify", str(bad)).returncode == 3, at
        assert run("book", "verify", run.book).returncode == 0


@check
def stdin_is_a_record(run):
    path = str(record())
    want = run("run", "--book", run.book, "--format", "json", path)
    got = run("run", "--book", run.book, "--format", "json", "-", stdin=Path(path).read_bytes())
    assert want.stdout == got.stdout and want.returncode == got.returncode


# ---- hostile input -------------------------------------------------------------------------------------

def json_of(run, stdin, *words):
    return run("run", "--book", run.book, "--format", "ndjson", *words, "-", stdin=stdin)


@check
def not_a_record(run):
    for junk in (b"", b"   \n\n", b"{", b"[]", b"\xff\xfe", b'{"a":1} x', b"null", b"1", b'"text"', b"[" * 100000,
                 b'{"a":' * 100000, b"\0" * 100, b'{"id":"a\0b"}', b'{"id":"\xc3\x28"}', b'{"id":"\xed\xa0\x80"}',
                 b'\xef\xbb\xbf{"id":', b"PK\x03\x04" + bytes(range(256))):
        done = json_of(run, junk)
        assert done.returncode in (1, 3), (junk[:9], done.returncode, done.stderr[:200])
        assert done.stdout.count(b"\n") <= 1 + (b"} x" in junk), junk[:9]
        if done.returncode == 3:
            assert done.stderr.startswith(b"superbill: stdin"), (junk[:9], done.stderr[:200])
            assert done.stderr.count(b"\n") == 1, (junk[:9], done.stderr[:400])


@check
def a_record_cut_anywhere(run):
    whole = record().read_bytes().rstrip()
    for at in range(0, len(whole), max(1, len(whole) // 53)):
        done = json_of(run, whole[:at])
        assert done.returncode == 3, (at, done.returncode)
        assert done.stderr.count(b"\n") == 1, (at, done.stderr)


@check
def a_line_beyond_every_ceiling(run):
    good = json.dumps(json.loads(record().read_text())).encode() + b"\n"
    huge = b'{"id":"' + b"x" * (17 << 20) + b'"}\n'
    done = json_of(run, good + huge + good)
    assert done.returncode == 3 and b"stdin:2" in done.stderr, (done.returncode, done.stderr[:200])
    assert done.stdout.count(b"\n") == 3 and done.stdout.count(b"unreadable") == 1, "the records around it still run"


@check
def one_bad_record_among_good_ones(run):
    good = json.dumps(json.loads(record().read_text())).encode() + b"\n"
    want = json_of(run, good)
    for bad in (b'{"id":\n', b"\xff\n", b"nonsense\n", b"[1]\n"):
        done = json_of(run, good + bad + good)
        assert done.returncode == 3 and b"stdin:2" in done.stderr, (bad, done.returncode, done.stderr)
        first, unread, last = done.stdout.splitlines(keepends=True)
        assert first == last == want.stdout, bad
        assert json.loads(unread)["outcome"] == "unreadable" and json.loads(unread)["error"]["line"] == 2, unread
    text = run("run", "--book", run.book, "-", stdin=good + b"{\n" + good)
    assert text.returncode == 3 and text.stderr.count(b"\n") == 1, text.stderr


CANARY = "Zqxcanary"


def with_canaries(value, n=None):
    """Every text of the record that says who the patient is, or what the visit was, replaced."""
    n = n if n is not None else [0]
    if isinstance(value, dict):
        return {k: with_canaries(v, n) for k, v in value.items()}
    if isinstance(value, list):
        return [with_canaries(v, n) for v in value]
    n[0] += 1
    return f"{CANARY}{n[0]}" if isinstance(value, str) else value


@check
def what_a_record_says_never_reaches_stderr(run):
    whole = json.loads(record().read_text())
    marked = with_canaries(whole)
    marked["schema"] = whole["schema"]
    inputs = [json.dumps(marked).encode()]
    for key in ("patient", "coverages", "notes", "lines", "providers"):
        for instead in (f"{CANARY}X", 7, [f"{CANARY}Y"], {f"{CANARY}Z": f"{CANARY}"}, None):
            inputs.append(json.dumps({**marked, key: instead}).encode())
    inputs += [inputs[0][:at] for at in range(1, len(inputs[0]), max(1, len(inputs[0]) // 29))]
    inputs += [inputs[0][:at] + b"\xff" + inputs[0][at:] for at in range(1, len(inputs[0]), len(inputs[0]) // 7)]
    commands = [["run"], ["run", "--strict"], ["code"], ["check"], ["review", "export"],
                ["claim", "--to", "fhir-xml", "-o", "-"], ["claim", "--force", "--to", "fhir-xml", "-o", "-"]]
    for i, data in enumerate(inputs):
        done = run(*commands[i % len(commands)], "--book", run.book, "-", stdin=data)
        assert done.returncode in (0, 1, 3), (i, done.returncode, done.stderr[:200])
        assert CANARY.encode() not in done.stderr, (commands[i % len(commands)], done.stderr[:300])


@check
def redacted_text_hides_the_patient(run):
    marked = json.loads(record().read_text())
    marked["patient"]["name"] = {"last": f"{CANARY}last", "first": f"{CANARY}first"}
    marked["patient"]["birth_date"] = "1931-12-30"
    for note in marked["notes"]:
        note["text"] += f"\nShe is known as {CANARY}note."
    data = json.dumps(marked).encode()
    shown = run("run", "--notes", "--book", run.book, "-", stdin=data).stdout.decode()
    hidden = run("run", "--notes", "--redact", "--book", run.book, "-", stdin=data).stdout.decode()
    assert f"{CANARY}last" in shown and f"{CANARY}note" in shown and "1931-12-30" in shown
    assert CANARY not in hidden and "1931-12-30" not in hidden, hidden


@check
def a_note_cannot_steer_the_terminal(run):
    marked = json.loads(record().read_text())
    marked["id"] = "E\x1b[2J\u009b31m\x07"
    marked["patient"]["name"]["last"] = "L\x1b]0;x\x07"
    for note in marked["notes"]:
        note["text"] = note["text"].replace(" ", " \x1b[31m\r\x08", 3)
    out = run("run", "--notes", "--book", run.book, "-", stdin=json.dumps(marked).encode()).stdout
    for byte in (b"\x1b", b"\r", b"\x08", b"\x07", b"\xc2\x9b"):
        assert byte not in out, byte


# ---- tables ---------------------------------------------------------------------------------------------

@check
def tables_with_what_is_given_beside_them(run):
    table = ROOT / "examples" / "table"
    given = ["--defaults", str(table / "office.json")]
    for words in ([str(table / "week.csv")], ["--from", "csv", "-"]):
        done = run("run", "--book", run.book, *given, "--format", "json", *words,
                   stdin=(table / "week.csv").read_bytes())
        assert done.returncode == 0, done.stderr
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["1001", "1002"]
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "map.xml"
        bad.write_text("<columns>\n<column name='A' to='nowhere'/></columns>")
        done = run("run", "--book", run.book, "--map", str(bad), str(table / "week.csv"))
        assert done.returncode == 3, done
        assert b"map.xml:2" in done.stderr and b"nowhere" in done.stderr, done.stderr
        done = run("run", "--book", run.book, "--defaults", str(Path(folder) / "none"), str(table / "week.csv"))
        assert done.returncode == 3, done


# ---- outputs --------------------------------------------------------------------------------------------

@check
def outputs_are_the_owners_and_whole(run):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claim.xml"
        done = run("claim", "--to", "fhir-xml", "--book", run.book, "-o", str(out), str(record()))
        assert done.returncode in (0, 1), done.stderr
        assert sorted(os.listdir(folder)) in ([], ["claim.xml"]), os.listdir(folder)
        if out.exists():
            assert stat.S_IMODE(out.stat().st_mode) == 0o600


def claim_example():
    """An example whose claim may go, so that a file is written."""
    return str(ROOT / "examples" / "16-child-with-own-member-id.json")


@check
def a_full_disk_is_said(run):
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        for words in (["version"], ["--help"], ["run", "--book", run.book, str(record())],
                      ["run", "--format", "json", "--book", run.book, str(record())],
                      ["codes", "lookup", "--book", run.book, "I10"], ["book", "info", run.book],
                      ["claim", "--force", "--to", "fhir-xml", "--book", run.book, "-o", "-", claim_example()],
                      ["review", "export", "--book", run.book, str(record())]):
            done = subprocess.run([run.path, *words], stdout=full, stderr=subprocess.PIPE, timeout=60)
            assert done.returncode == 3 and b"stdout" in done.stderr, (words, done.returncode, done.stderr)
    done = run("claim", "--force", "--to", "fhir-xml", "--book", run.book, "-o", "/dev/full", claim_example())
    assert done.returncode == 3 and b"/dev/full" in done.stderr, (done.returncode, done.stderr)
    assert b"/dev/full was not written" in done.stdout, done.stdout


@check
def a_claim_that_is_not_written_is_no_success(run):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claim.837"
        draft = str(ROOT / "examples" / "02-hypertension-atrial-fibrillation.json")
        done = run("claim", "--to", "x12-837p", "--book", run.book, "-o", str(out), draft)
        assert done.returncode == 1 and not out.exists(), done
        done = run("claim", "--to", "fhir-xml", "--validate", folder, "--book", run.book, "-o", str(out), claim_example())
        assert done.returncode == 3 and b"was not written" in done.stdout and not out.exists(), done
        done = run("claim", "--to", "x12-837p", "--validate", folder, "--book", run.book, "-o", str(out), claim_example())
        assert done.returncode == 2 and not out.exists(), done


@check
def a_closed_stdout_is_said(run):
    for words in (["version"], ["run", "--book", run.book, str(record())]):
        done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", run.path, *words], stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 3 and b"stdout" in done.stderr, (words, done.returncode, done.stderr)


@check
def an_output_folder_that_cannot_be_written(run):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "file").write_text("x")
        for place in ("nowhere/out", "file/out"):
            for words in (["book", "build", str(ROOT / "codesets/us-starter"), "-o"],
                          ["claim", "--force", "--to", "fhir-xml", "--book", run.book, claim_example(), "-o"],
                          ["review", "export", "--book", run.book, str(record()), "-o"]):
                done = run(*words, str(Path(folder) / place))
                assert done.returncode == 3 and place.encode() in done.stderr, (words, done.returncode, done.stderr)
        assert os.listdir(folder) == ["file"]


@check
def a_failed_build_keeps_the_old_book(run):
    with tempfile.TemporaryDirectory() as folder:
        book, source = Path(folder) / "a.sbk", Path(folder) / "source"
        book.write_bytes(b"the old one")
        source.mkdir()
        for manifest in (b"", b"<source", b"<source/>", b"<other/>",
                         b'<source name="x" version="1"><file name="gone.txt" layout="table"/></source>',
                         b"\xff\xfe<", b'<!DOCTYPE s [<!ENTITY a SYSTEM "/etc/passwd">]><source>&a;</source>'):
            (source / "source.xml").write_bytes(manifest)
            done = run("book", "build", str(source), "-o", str(book))
            assert done.returncode == 3 and done.stderr.startswith(b"superbill: "), (manifest, done.returncode, done.stderr)
            assert book.read_bytes() == b"the old one" and len(os.listdir(folder)) == 2, manifest


@check
def an_image_cut_short(run):
    image = Path(run.book).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.sbk"
        for at in [*range(0, 300, 37), *range(300, len(image), len(image) // 17), len(image) - 1]:
            bad.write_bytes(image[:at])
            done = run("run", "--book", str(bad), str(record()))
            assert done.returncode == 3 and b"bad.sbk" in done.stderr, (at, done.returncode, done.stderr)
            assert run("book", "verify", str(bad)).returncode == 3, at


@check
def an_altered_image_never_crashes(run):
    image = bytearray(Path(run.book).read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.sbk"
        for at in range(5, len(image), len(image) // 61):
            image[at] ^= 0xFF
            bad.write_bytes(image)
            image[at] ^= 0xFF
            for words in (["run", "--book", str(bad), str(record())], ["codes", "search", "--book", str(bad), "diab"],
                          ["codes", "lookup", "--book", str(bad), "E11.9", "I10", "J1030", "S93.401"]):
                done = run(*words)
                assert done.returncode in (0, 1, 3), (at, words[0], done.returncode, done.stderr[:200])


# ---- codes ------------------------------------------------------------------------------------------------

@check
def codes_are_looked_up(run):
    def ask(*words, stdin=b""):
        return run("codes", "lookup", "--book", run.book, "--on", "2025-11-12", *words, stdin=stdin)

    assert ask("I10").returncode == 0 and b"billable" in ask("I10").stdout
    assert ask("ZZZ").returncode == 1
    for date in ("2025-02-30", "2025-02-29", "2025-13-01", "2025-00-10", "20251112", "11/12/2025", "2025-1-1", ""):
        assert ask("--on", date, "I10").returncode == 2, date
    for date in ("2024-02-29", "2024-12-31", "0001-01-01", "9999-12-31"):
        assert ask("--on", date, "I10").returncode in (0, 1), date
    assert b"outside the loaded releases" in ask("--on", "2001-01-01", "I10").stdout
    assert ask("--system", "nonsense", "I10").returncode == 2
    done = ask("-", "--format", "ndjson", stdin=b"I10\r\n\ni10 \nE11\nnonsense\n\xff\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(lines) == 6, done
    assert lines[0]["code"] == "I10" and lines[0]["billable"] is True
    assert lines[2] == lines[0] and lines[3]["billable"] is False and lines[4]["found"] is False
    many = ask("-", "--format", "ndjson", stdin=b"I10\nE119\n" * 20000)
    assert many.stdout.count(b"\n") == 40000


@check
def a_licensed_code_is_not_denied(run):
    done = run("codes", "lookup", "-", "--book", run.book, "--on", "2025-11-12", "--format", "ndjson",
               stdin=b"99213\nD0120\n0001F\nD01.2\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["system"], a["code"], a["state"]) for a in answers[:3]] == [
        ("cpt", "99213", "not-loaded"), ("cdt", "D0120", "not-loaded"), ("cpt", "0001F", "not-loaded")], answers
    assert answers[3]["system"] == "icd10cm", answers


@check
def a_line_that_is_no_code_is_said(run):
    words = ["codes", "lookup", "-", "--book", run.book, "--on", "2025-11-12"]
    lines = b"x" * 1001 + b"\nE11\0.9\nI10"
    done = run(*words, "--format", "ndjson", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3 and [a["found"] for a in answers] == [False, False, True], done
    assert b"stdin:1: " in done.stderr and b"stdin:2: " in done.stderr, done.stderr
    done = run(*words, stdin=lines)
    assert done.returncode == 3 and done.stdout.startswith(b"I10"), done


@check
def codes_are_searched(run):
    assert b"I10" in run("codes", "search", "--book", run.book, "--on", "2025-11-12", "high blood pressure").stdout
    found = run("codes", "search", "--book", run.book, "--on", "2025-11-12", "diab", "type 2")
    assert found.returncode == 0 and b"E11" in found.stdout, found
    assert run("codes", "search", "--book", run.book, "diab").returncode == 0  # on any day, newest release or not
    assert run("codes", "search", "--book", run.book, "--max", "0", "x").returncode == 2
    assert run("codes", "search", "--book", run.book, "qqqqqq").returncode == 1


# ---- review -----------------------------------------------------------------------------------------------

@check
def a_person_decides(run):
    example = str(record())
    table = run("review", "export", "--book", run.book, example)
    assert table.returncode == 0 and table.stdout.count(b"\r\n") > 1, table
    rows = list(csv.reader(io.StringIO(table.stdout.decode(), newline="")))
    head, body = rows[0], rows[1:]
    assert head == ["encounter", "kind", "code", "title", "evidence", "rule", "decision", "by", "at", "reason"]
    for i, row in enumerate(body):
        row[6:] = ["confirmed" if i % 2 == 0 else "rejected", "Dana Reviewer", "2025-11-13", "as documented, \"yes\""]
    with tempfile.TemporaryDirectory() as folder:
        decided = Path(folder) / "decided.csv"

        def apply(rows, *words):
            with open(decided, "w", newline="") as f:
                csv.writer(f).writerows(rows)
            return run("review", "apply", "--decisions", str(decided), "--book", run.book, *words, example)

        done = apply([head, *body])
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout)
        statuses = {d["code"]: d.get("status") for d in result["diagnoses"] + result["lines"]}
        for i, row in enumerate(body):
            assert statuses[row[2]] == row[6], (row, statuses)
        again = run("review", "export", "--book", run.book, "-", stdin=done.stdout)
        assert again.stdout.count(b"\r\n") == 1, "nothing is left to decide"
        for column, bad, said in ((6, "perhaps", b"decision"), (7, "", b"by"), (8, "11/13/2025", b"at"), (1, "x", b"kind")):
            wrong = [list(row) for row in body]
            wrong[-1][column] = bad
            done = apply([head, *wrong], "-o", str(Path(folder) / "out"))
            assert done.returncode == 3 and b"decided.csv:%d: " % (len(body) + 1) + said in done.stderr, done.stderr
            assert os.listdir(folder) == ["decided.csv"], "nothing is written"
        wrong = [list(row) for row in body]
        wrong[0][0] = "another encounter"
        assert b"decided.csv:2: " in apply([head, *wrong]).stderr
        for text in (b"", b"encounter,kind\r\n", b'encounter,"', table.stdout + b'a,"b', table.stdout + b"a,b\r\n",
                     table.stdout + b'a,"b"c,\r\n', table.stdout + b"\0", table.stdout + b"," * 50):
            decided.write_bytes(text)
            done = run("review", "apply", "--decisions", str(decided), "--book", run.book, example)
            assert done.returncode == 3 and b"decided.csv:" in done.stderr and not done.stdout, (text[-20:], done)


@check
def what_a_person_confirmed_is_no_draft(run):
    table = run("review", "export", "--book", run.book, str(record())).stdout.decode()
    rows = list(csv.reader(io.StringIO(table, newline="")))
    for row in rows[1:]:
        row[6:9] = ["confirmed", "Dana Reviewer", "2025-11-13T09:30"]
    with tempfile.TemporaryDirectory() as folder:
        decided, records, out = (str(Path(folder) / name) for name in ("decided.csv", "records.ndjson", "claim.xml"))
        with open(decided, "w", newline="") as f:
            csv.writer(f).writerows(rows)
        write = ["claim", "--to", "fhir-xml", "--book", run.book, "-o", out]
        assert run(*write, str(record())).returncode == 0 and '<status value="draft"/>' in Path(out).read_text()
        assert run("review", "apply", "-d", decided, "-o", records, "--book", run.book, str(record())).returncode == 0
        done = run(*write, records)
        assert done.returncode == 0 and '<status value="active"/>' in Path(out).read_text(), done
        assert stat.S_IMODE(os.stat(records).st_mode) == 0o600


@check
def force_is_said(run):
    stopped = str(ROOT / "examples" / "18-auto-accident-cause-first.json")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claim.xml"
        write = ["claim", "--to", "fhir-xml", "--book", run.book, "-o", str(out), stopped]
        assert run(*write).returncode == 1 and not out.exists()
        done = run(*write, "--force")
        assert done.returncode == 1 and out.exists() and b"--force" in done.stdout, done
        claim = json.loads(run(*write, "--force", "--format", "json").stdout)["claims"][0]
        assert claim["stopped"] and claim["forced"], claim


@check
def a_table_holds_no_formula(run):
    marked = json.loads(record().read_text())
    for id in ("=1+1", "+1", "-1", "@x", "\t=1", "'=1", 'a"b,c'):
        marked["id"] = id
        data = json.dumps(marked).encode()
        table = run("review", "export", "--book", run.book, "-", stdin=data).stdout.decode()
        rows = list(csv.reader(io.StringIO(table, newline="")))
        for row in rows:
            for cell in row:
                assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), cell
        for row in rows[1:]:
            row[6:9] = ["accept", "D", "2025-11-13"]
        with tempfile.TemporaryDirectory() as folder:
            decided = Path(folder) / "decided.csv"
            with open(decided, "w", newline="") as f:
                csv.writer(f).writerows(rows)
            done = run("review", "apply", "--decisions", str(decided), "--book", run.book, "-", stdin=data)
            assert done.returncode == 0, (id, done.stderr)


# ---- words ------------------------------------------------------------------------------------------------

@check
def findings_are_explained(run):
    listed = run("explain", "--all")
    assert listed.returncode == 0 and b"2103" in listed.stdout
    one = run("explain", "2103")
    assert one.returncode == 0 and b"DX_SEVENTH_CHARACTER" in one.stdout and b"do this" in one.stdout
    assert run("explain", "9998").returncode == 2


@check
def rules_are_tested(run):
    packs = sorted(str(p) for p in (ROOT / "codesets/us-starter/rules").glob("*.xml"))
    done = run("rules", "test", "--book", run.book, *packs)
    assert done.returncode == 0 and done.stdout.count(b", 0 failed") == len(packs), done
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.xml"
        bad.write_text('<rules id="x" version="1"><concept id="c"><find>a(</find></concept></rules>')
        done = run("rules", "test", "--book", run.book, str(bad))
        assert done.returncode == 3 and b"bad.xml:" in done.stderr, done


@check
def payers_are_tested(run):
    files = sorted(str(p) for p in (ROOT / "codesets/us-starter/payers").glob("*.xml"))
    done = run("payers", "test", "--book", run.book, *files)
    assert done.returncode == 0 and done.stdout.count(b", 0 failed") == len(files), done
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.xml"
        edit = ('<payers><payer name="p" title="P" source="s"><edit name="e" is="error" source="s">'
                '<if field="{}" is="1"/><say>this</say><do>That.</do><fails>{{"frequency": 1}}</fails>'
                '<passes>{}</passes></edit></payer></payers>')
        bad.write_text(edit.format("frequency", '{"frequency": 1}'))
        done = run("payers", "test", "--book", run.book, str(bad))
        assert done.returncode == 1 and b"bad.xml:1: p e" in done.stdout and b"1 failed" in done.stdout, done
        for field, passes in (("no_such_field", "{}"), ("frequency", "{"), ("frequency", '{"frequncy": 7}')):
            bad.write_text(edit.format(field, passes))
            done = run("payers", "test", "--book", run.book, str(bad))
            assert done.returncode == 1 and b" failed" in done.stdout, done
        bad.write_text('<payers><payer name="p"/></payers>')
        assert run("payers", "test", "--book", run.book, str(bad)).returncode == 3


@check
def rules_are_linted(run):
    packs = sorted(str(p) for p in (ROOT / "codesets/us-starter/rules").glob("*.xml"))
    done = run("rules", "lint", "--book", run.book, *packs)
    assert done.returncode == 0 and done.stdout.count(b", 0 problems") == len(packs), done.stdout.decode()
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.xml"
        bad.write_text('<rules xmlns="urn:superbill:rules:1" id="x" version="1">\n'
                       '<concept id="c"><find>ab.*cd|(?:\\w+ )*xyz</find></concept></rules>')
        done = run("rules", "lint", "--book", run.book, str(bad))
        assert done.returncode == 1, done
        for name in (b"unbounded: concept c, offset 2", b"nested-repeat: concept c, offset 7", b"untested", b"no-test",
                     b"unused-concept"):
            assert b"bad.xml:2: " + name in done.stdout, (name, done.stdout)


def small_notes(folder):
    (folder / "a.txt").write_text("ASSESSMENT: Hypertension, at goal. Possible pneumonia. He said \"well\".\n")
    (folder / "b").mkdir()
    (folder / "b/c.csv").write_text('id,note\n1,"Type 2 diabetes.\nNo hypertension."\n2,Hypertension on lisinopril.\n')


@check
def rules_are_explained(run):
    pack = str(ROOT / "codesets/us-starter/rules/metabolic-heart.xml")
    with tempfile.TemporaryDirectory() as folder:
        small_notes(Path(folder))
        done = run("rules", "explain", "--book", run.book, pack, "a.txt", cwd=folder)
        said = " ".join(done.stdout.decode().split())
        assert done.returncode == 0, done
        assert 'hypertension: "Hypertension" at 12-24 in assessment, current' in said, said
        assert "): suggests I10." in said and "needs ckd: not in the note" in said, said
        assert "(--all lists them)" in said and "(--all" not in run(
            "rules", "explain", "--all", "--book", run.book, pack, "a.txt", cwd=folder).stdout.decode(), said
        done = run("rules", "explain", "--book", run.book, "--format", "json", pack, str(record()))
        report = json.loads(done.stdout)
        assert {"pack", "hits", "rules"} <= set(report) and report["rules"][0]["terms"], report
        assert run("rules", "explain", "--book", run.book, pack).returncode == 2


@check
def rules_on_many_notes(run):
    pack = ROOT / "codesets/us-starter/rules/metabolic-heart.xml"
    with tempfile.TemporaryDirectory() as folder:
        small_notes(Path(folder))
        done = run("rules", "corpus", "--book", run.book, ".", cwd=folder)
        said = " ".join(done.stdout.decode().split())
        assert done.returncode == 0 and "hypertension 666.7 2 1 " in said and "3 notes;" in said, said
        assert "[Hypertension] on lisinopril" in said and "b/c.csv:4:" in said, said
        redacted = run("rules", "corpus", "--redact", "--book", run.book, ".", cwd=folder).stdout
        assert b"lisinopril" not in redacted and b"hypertension" in redacted, redacted
        new = Path(folder) / "new.xml"
        new.write_text(pack.read_text().replace('assign="I10"', 'assign="I10" sex="F"'))
        same = run("rules", "diff", "--book", run.book, str(pack), str(pack), "b", cwd=folder)
        assert same.returncode == 0 and b"0 gained, 0 lost" in same.stdout, same
        done = run("rules", "diff", "--book", run.book, str(pack), str(new), "b", cwd=folder)
        said = " ".join(done.stdout.decode().split())
        assert done.returncode == 1 and "lost I10 hypertension 1 notes" in said and "0 gained, 1 lost" in said, said
        assert not done.stderr, done.stderr


def two_books(run, folder):
    """A year of codes and a limit, and the next year: one code ends, the limit falls."""
    order = "{:05d} {:<7} 1 {:<60} {}\n"
    for name, codes, units in (("old", ("E119", "I10"), 5), ("new", ("E11A", "I10"), 1)):
        source = Path(folder, name)
        source.mkdir()
        (source / "codes").write_text("".join(order.format(i, c, c, c) for i, c in enumerate(codes, 1)))
        (source / "mue").write_text(f"G0008,{units},2 Date of Service Edit: Policy,Made up\n")
        (source / "payers").write_text((ROOT / "codesets/us-starter/payers/payers.xml").read_text())
        (source / "rules").write_text(
            '<rules xmlns="urn:superbill:rules:1" id="small" version="1"><concept id="sugar"><find>sugar</find>'
            '</concept><code id="sugar" when="sugar" assign="E11.9"/></rules>' if name == "old" else
            '<rules xmlns="urn:superbill:rules:1" id="small" version="1"/>')
        (source / "source.xml").write_text(
            f'<source name="{name}" version="1"><file name="codes" layout="icd10cm-order" release="{name}" '
            'from="2024-10-01" to="2026-09-30"/><file name="mue" layout="ncci-mue" setting="practitioner" '
            f'release="{name}" from="2024-10-01" to="2026-09-30"/><file name="rules" layout="rules"/>'
            '<file name="payers" layout="payers"/></source>')
        done = run("book", "build", str(source), "-o", str(Path(folder, name + ".sbk")))
        assert done.returncode == 0, done.stderr


@check
def books_that_differ(run):
    with tempfile.TemporaryDirectory() as folder:
        two_books(run, folder)
        r = json.loads(record().read_text(encoding="utf-8"))
        r.update(diagnoses=[{"code": "E11.9"}], notes=[])
        r["lines"] = [dict(r["lines"][0], code="G0008", diagnoses=["E11.9"], units=3)]
        (Path(folder) / "r.ndjson").write_text(json.dumps(r) + "\n" + json.dumps(dict(r, id="R2")) + "\n")
        done = run("book", "diff", "old.sbk", "new.sbk", "--claims", "r.ndjson", cwd=folder)
        said = " ".join(done.stdout.decode().split())
        assert done.returncode == 1 and not done.stderr, done
        for words in ("icd10cm: 1 added, 1 ended", "ended E11.9: billable: E119", "added E11.A: billable: E11A",
                      "MUE, practitioner: 1 changed changed G0008; was: units 5", "coding rules: 1 ended",
                      "r.ndjson:1 breaks", "found 2101", "2 records: 2 break, 0 are mended, 0 differ otherwise"):
            assert words in said, (words, said)
        back = run("book", "diff", "new.sbk", "old.sbk", "--claims", "r.ndjson", cwd=folder).stdout
        assert b"2 are mended" in back, back
        redacted = run("book", "diff", "old.sbk", "new.sbk", "--claims", "r.ndjson", "--redact", cwd=folder).stdout
        assert b"found" in redacted and b"E11.9 is" not in redacted, redacted
        done = run("book", "diff", "old.sbk", "new.sbk", "--claims", "r.ndjson", "-f", "json", cwd=folder)
        report = json.loads(done.stdout)
        assert report["records"] == report["broken"] == 2 and report["mended"] == 0, report
        found = {f["number"] for f in report["claims"][0]["found"] if "number" in f}
        assert report["claims"][1]["id"] == "R2" and 2101 in found, report["claims"]
        same = run("book", "diff", "old.sbk", "old.sbk", "--claims", "r.ndjson", cwd=folder)
        assert same.returncode == 0 and b"2 records: 0 break" in same.stdout, same
        stack = run("book", "diff", "old.sbk", "old.sbk:new.sbk", "-f", "json", cwd=folder)
        tables = {t["table"]: t for t in json.loads(stack.stdout)["tables"]}
        assert tables["MUE, practitioner"]["changed"] == 1 and tables["icd10cm"]["added"] == 1, tables
        assert run("book", "diff", "old.sbk", cwd=folder).returncode == 2
        assert run("book", "diff", "old.sbk", "gone.sbk", cwd=folder).returncode == 3
        assert run("book", "diff", "old.sbk", "new.sbk", "--claims", "-", cwd=folder).returncode == 2


def broken():
    """A record whose diagnosis and drug are written as no claim has them."""
    text = record().read_text(encoding="utf-8")
    r = json.loads(text)
    r["diagnoses"] = [{"code": "e119"}]
    r["notes"] = []
    r["providers"]["billing"]["npi"] = "2000-001-018"
    r["patient"]["address"]["zip"] = "627 05"
    for line in r["lines"]:
        line["diagnoses"] = ["e119"]
    return r


@check
def safe_repairs_go_into_a_copy(run):
    with tempfile.TemporaryDirectory() as folder:
        source, copy = Path(folder) / "visit.json", Path(folder) / "visit.fixed.json"
        source.write_text(json.dumps(broken()))
        before = source.read_bytes()
        done = run("check", "--fix", "--book", run.book, str(source))
        assert b"Repaired in the copy" in done.stdout and b"e119 is now E11.9" in done.stdout, done
        assert source.read_bytes() == before
        fixed = json.loads(copy.read_text())
        assert fixed["diagnoses"][0]["code"] == "E11.9" and fixed["lines"][0]["diagnoses"] == ["E11.9"]
        assert fixed["providers"]["billing"]["npi"] == "2000001018"
        assert fixed["patient"]["address"]["zip"] == "62705"
        again = run("check", "--fix", "--book", run.book, "-o", str(Path(folder) / "x"), "--format", "json", str(copy))
        assert b'"repairs"' not in again.stdout and (Path(folder) / "x").is_file(), again
        line = json.loads(run("check", "--fix", "--format", "json", "--book", run.book, "-o", str(copy), str(source)).stdout)
        assert {"diagnoses[0].code", "providers.billing.npi"} <= {x["path"] for x in line["repairs"]}, line["repairs"]
        shown = run("check", "--fix", "--redact", "--book", run.book, str(source)).stdout
        assert b"is now" not in shown and b"diagnoses[0].code" in shown
        for words in (["--fix", "-"], ["--fix", str(source), str(source)], ["--fix", "-o", "-", str(source)],
                      ["-o", "x", str(source)]):
            assert run("check", "--book", run.book, *words, stdin=b"{}").returncode == 2, words


@check
def no_colour_in_a_pipe(run):
    for words in (["--help"], ["run", "--book", run.book, str(record())]):
        assert b"\033" not in run(*words).stdout


def on_a_terminal(run, *words, **env):
    """What the command prints on a terminal 60 columns wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    child = subprocess.Popen([run.path, *words], stdout=theirs, stderr=subprocess.DEVNULL,
                             env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **env})
    os.close(theirs)
    out = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            piece = b""
        if not piece:
            break
        out += piece
    os.close(ours)
    child.wait(60)
    return out.decode()


@check
def a_terminal_has_colour_and_a_width(run):
    words = ["run", "--notes", "--book", run.book, str(record())]
    out = on_a_terminal(run, *words)
    assert "\033[1;4m" in out and "[type 2 diabetes" not in out, "evidence is underlined, not bracketed"
    plain = re.sub("\033\\[[0-9;]*m", "", out)
    head = plain[:plain.index("\nClaim")]  # the lines of a claim keep their columns
    assert max(len(line) for line in head.splitlines()) <= 60, head
    for quiet in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\033" not in on_a_terminal(run, *words, **quiet), quiet


@check
def completion_follows_the_table(run):
    for shell in ("bash", "zsh", "fish"):
        done = run("completion", shell)
        assert done.returncode == 0 and b"superbill" in done.stdout
    assert run("completion", "tcsh").returncode == 2
    bash = run("completion", "bash").stdout
    assert subprocess.run(["bash", "-n"], input=bash).returncode == 0
    words = run("completion", "--words", "--", "run").stdout.decode()
    assert "--book" in words and "--help" in words


ANSWERS = ROOT / "tests/cases/answers-paid-then-secondary"


@check
def answers_lead_to_the_next_payer(run):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "next.ndjson"
        sent = ["--book", run.book, "--claims", str(ANSWERS / "claims"), str(ANSWERS / "answers.x12")]
        done = run("answers", *sent, "--next", str(out))
        assert done.returncode == 0 and b"1 record in" in done.stdout, (done.returncode, done.stderr)
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        result = json.loads(run("run", "--format", "json", "--book", run.book, str(out)).stdout)
        assert [c["payer"] for c in result["claims"]] == ["Example Union Plan"], result["claims"]
        for what, frequency in (("--replace", 7), ("--void", 8)):
            done = run("answers", *sent, what, str(out), "--claim", "CH-2025-0520")
            assert done.returncode == 0, done.stderr
            record = json.loads(out.read_bytes())
            assert record["frequency"] == frequency
            assert record["coverages"][0]["payer_claim_control_number"] == "EXICN20250531"
        done = run("answers", *sent, "--claim", "no-such")
        assert done.returncode == 0 and not done.stdout


@check
def answers_that_cannot_be_read(run):
    answers = str(ANSWERS / "answers.x12")
    for words in ([], ["--next", "x", answers], ["--claims", ".", "--replace", "x", answers],
                  ["--claims", ".", "--next", "x", "--void", "y", "--claim", "1", answers]):
        with tempfile.TemporaryDirectory() as folder:
            assert run("answers", *words, cwd=folder).returncode == 2, words
            assert not os.listdir(folder), words
    done = run("answers", str(record()))
    assert done.returncode == 3 and b"this is no X12 file" in done.stderr, done.stderr
    assert run("answers", "no-such.835").returncode == 3
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "claims.xml").write_text("<Bundle/>")
        done = run("answers", "--book", run.book, "--claims", folder, answers)
        assert b"claims.xml: passed over" in done.stderr, done
    done = run("answers", "--book", run.book, "--claims", "no-such-folder", answers)
    assert done.returncode == 3 and b"no-such-folder" in done.stderr
    done = run("answers", "-", stdin=b"")
    assert done.returncode == 3 and done.stderr == b"superbill: stdin:1: the input is empty: there is no answer in it\n", done
    assert not done.stdout


@check
def answers_keep_the_patient_to_themselves(run):
    remittance = (ANSWERS / "answers.x12").read_bytes().replace(b"TILLING*RHODA", b"ZZCANARY*\x1b[31mZZBIRD")
    remittance = remittance.replace(b"*145*100**1", b"*1ZZSONG*100**1")
    done = run("answers", "-", stdin=remittance)
    assert done.returncode == 1 and b"ZZCANARY" in done.stdout and b"ZZ" not in done.stderr, done.stderr
    assert b"\x1b" not in done.stdout
    done = run("answers", "--redact", "-", stdin=remittance)
    assert b"ZZ" not in done.stdout + done.stderr, done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    parser.add_argument("names", nargs="*", help="checks to run, by the words of their names; default all")
    options = parser.parse_args()
    run = Command(options.superbill, options.book)
    failed = 0
    chosen = [fn for fn in CHECKS if not options.names or fn.__name__ in options.names]
    for fn in chosen:
        try:
            fn(run)
        except (AssertionError, subprocess.TimeoutExpired, OSError, LookupError, ValueError) as e:
            failed += 1
            print(f"FAIL {fn.__name__}: {type(e).__name__} {e}")
    print(f"command: {len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
