#!/usr/bin/env python3
"""Seeds for the fuzz targets, made from what the project ships: usage: seeds.py TARGET FOLDER"""
import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LARGEST = 60000  # bytes


def small_layouts():
    """The layouts of tests/small_book.h in order: the first byte of a table seed is an index into them."""
    text = (ROOT / "tests" / "small_book.h").read_text()
    return re.findall(r"/\* layout (\S+) \*/", text)


def record():
    for path in [*ROOT.glob("examples/*.json"), *ROOT.glob("tests/cases/*/record.json")]:
        yield path.read_bytes()
    yield b"{}"
    yield b'{"schema":"superbill-record/1"}'


def image():
    yield b"\x01"
    for i in range(0, 60000, 977):
        yield b"\x01" + i.to_bytes(3, "big") + b"\xff"
    for book in [*ROOT.glob("build/*.sbk"), *ROOT.glob("build/cases/*.sbk")]:
        yield b"\x00" + book.read_bytes()


def hcpcs():
    """Two records and a continuation in the columns of the ANWEB layout."""
    def record(head, tail):
        return (head.ljust(268) + tail).ljust(293) + "\n"

    return ("*** words\t\n" + record("J103000100" + "3" + "Injection".ljust(193) + "J1010", "198201012024040120240331N") +
            record("J103000200" + "4" + "old", "") + record("   LT00100" + "7" + "Left side", "1982010119820101")).encode()


def nucc():
    return (b"Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\r\n"
            b'207Q00000X,Group,Family Medicine,,"Two\r\nlines, ""quoted""",[note],Family Physician,Individual\r\n')


def edit_tables():
    """The files of tests/unit/edit_sources.h."""
    text = (ROOT / "tests" / "unit" / "edit_sources.h").read_text().split("edit_files[] = {", 1)[1]
    for piece in re.split(r"\n    \{", text):
        yield b"".join(p.encode().decode("unicode_escape").encode("latin-1")
                       for p in re.findall(r'"((?:[^"\\]|\\.)*)"', piece)[1:])


def table():
    layouts = small_layouts()
    for data in edit_tables():
        for i, _ in enumerate(layouts):
            yield bytes([i]) + data
    for i, _ in enumerate(layouts):
        yield bytes([i]) + hcpcs()
        yield bytes([i]) + nucc()
    sources = [p for top in ("codesets", "tests/books") for p in (ROOT / top).rglob("*") if p.is_file()]
    for path in sources:
        data = path.read_bytes()[:LARGEST]
        for i, _ in enumerate(layouts):
            yield bytes([i]) + data[:4096]


def rules():
    for path in [*ROOT.glob("codesets/**/*.xml"), *ROOT.glob("tests/books/**/*.xml")]:
        yield path.read_bytes()
    yield b"<rules/>"


def answers():
    for path in ROOT.glob("tests/cases/*/answers.x12"):
        for what in (b"\0", b"\1", b"\2"):
            yield what + path.read_bytes().replace(b"CH-2025-0520", b"1")


def tables():
    for path in ROOT.glob("tests/cases/*/input.csv"):
        for what in (b"\0\x40", b"\3\x07"):
            yield what + path.read_bytes()
    text = (ROOT / "tests" / "small_book.h").read_text().split("small_csv[] =", 1)[1].split(";\n", 1)[0]
    for piece in (b"\1\x01", b"\2\xff", b"\3\x10"):
        yield piece + b"".join(p.encode().decode("unicode_escape").encode() for p in re.findall(r'"((?:[^"\\]|\\.)*)"', text))


def x12():
    for path in [*ROOT.glob("tests/cases/*/input.x12"), *ROOT.glob("tests/data/x12/*.837")]:
        for piece in (b"\x10", b"\xff"):
            yield piece + path.read_bytes()


def scan():
    """Patterns of the packs in tens, with the texts of their tests; and the constructs that packs do not use."""
    for path in ROOT.glob("codesets/**/rules/*.xml"):
        text = path.read_text(encoding="utf-8")
        unescape = lambda t: t.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        finds = [" ".join(unescape(f).split()) for f in re.findall(r"<find[^>]*>(.*?)</find>", text, re.S)]
        tests = [unescape(t) for t in re.findall(r"<test[^>]*>(.*?)</test>", text, re.S)]
        for i in range(0, len(finds), 10):
            yield ("\n".join(f for f in finds[i:i + 10] if f) + "\n\n" + "\n".join(tests[i:i + 20])).encode()
    odd = ["-\\w*itis\\b", "-^a|b$", "!G\\d{1,2}\\s*P\\d", "(?>ab|a)b", "(?'x'a)\\k'x'", "a\\Qb+\\Ec", "(?#x)ab", "a(?=b)b",
           "(?<=a)b", "-\\Ba\\B", "[^\\w]a", "a[\\s-]b", "-a{2,3}?b++", "caf\xe9", "\u017f\\w", "a.{0,3}b", "\\x41\\x{42}", "-\\pL{2}"]
    yield ("\n".join(odd) + "\n\nab aab A  B \u017fa \u212aidney caf\xe9 a-b neuritis\naba b. G2 P1").encode()


def main():
    target, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for seed in {"record": record, "image": image, "table": table, "rules": rules, "answers": answers,
                 "csv": tables, "x12": x12, "scan": scan}[target]():
        seed = seed[:LARGEST]
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
        count += 1
    print(f"{count} seeds for {target}")


if __name__ == "__main__":
    main()
