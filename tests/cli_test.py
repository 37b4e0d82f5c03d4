#!/usr/bin/env python3
"""The command's manners: help, usage errors, exit codes, output files, completion.

usage: cli_test.py --superbill COMMAND --book FILE
"""
import argparse
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERBS = {"book": ["build", "info", "verify"], "codes": ["lookup", "search"], "rules": ["test"],
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


@check
def not_a_record(run):
    for junk in (b"", b"{", b"[]", b"\xff\xfe", b'{"a":1} x', b"null", b"[" * 100000):
        done = run("run", "--book", run.book, "--format", "json", "-", stdin=junk)
        assert done.returncode in (1, 3), (junk[:9], done.returncode, done.stderr)
        assert done.stdout.count(b"\n") <= 1, junk[:9]


@check
def outputs_are_the_owners_and_whole(run):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claim.xml"
        done = run("claim", "--to", "fhir-xml", "--book", run.book, "-o", str(out), str(record()))
        assert done.returncode in (0, 1), done.stderr
        assert sorted(os.listdir(folder)) in ([], ["claim.xml"]), os.listdir(folder)
        if out.exists():
            assert stat.S_IMODE(out.stat().st_mode) == 0o600


@check
def a_full_disk_is_said(run):
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        for words in (["version"], ["--help"], ["run", "--book", run.book, str(record())]):
            done = subprocess.run([run.path, *words], stdout=full, stderr=subprocess.PIPE, timeout=60)
            assert done.returncode == 3 and b"stdout" in done.stderr, (words, done.returncode)


@check
def no_colour_in_a_pipe(run):
    for words in (["--help"], ["run", "--book", run.book, str(record())]):
        assert b"\033" not in run(*words).stdout


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    options = parser.parse_args()
    run = Command(options.superbill, options.book)
    failed = 0
    for fn in CHECKS:
        try:
            fn(run)
        except (AssertionError, subprocess.TimeoutExpired, OSError, IndexError) as e:
            failed += 1
            print(f"FAIL {fn.__name__.replace('_', ' ')}: {type(e).__name__} {e}")
    print(f"command: {len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
