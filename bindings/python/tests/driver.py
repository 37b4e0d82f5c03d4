"""Jobs of bindings/cases.py, through the Python package."""
import json
import sys

import superbill


def read(path):
    if path is None:
        return None
    with open(path, "rb") as f:
        return f.read()


def add(file, encounter, claim):
    """False for one that cannot go: stopped, or on hold."""
    try:
        file.add(encounter, claim)
    except superbill.Error as e:
        if e.code != "refused":
            raise
        return False
    return True


def do(words, books):
    pairs = list(zip(words[::2], words[1::2]))
    job = dict(pairs)
    key = tuple(value for name, value in pairs if name == "book")
    if key not in books:
        books[key] = superbill.Book(*key)
    options = {"offset-unit": "bytes", **dict(value.split("=", 1) for name, value in pairs if name == "option")}
    claims = 0
    with books[key].encounter(**options) as encounter, superbill.ClaimFile(job["claims"], **options) as file:
        with open(job["input"], "rb") as source, open(job["out"], "wb") as out:
            for line in encounter.lines(source, job["format"], read(job.get("map")), read(job.get("defaults"))):
                out.write(line + b"\n")
                unreadable = json.loads(line)["outcome"] == "unreadable"
                for claim in range(0 if unreadable else encounter.claim_count()):
                    claims += add(file, encounter, claim)
        if claims:
            with open(job["claims_out"], "wb") as out:
                out.write(file.finish())


def main():
    books = {}
    for line in sys.stdin:
        try:
            do(line.rstrip("\n").split("\t"), books)
            print("ok", flush=True)
        except Exception as e:
            print(f"{type(e).__name__}: {e}".replace("\n", " "), flush=True)
    for book in books.values():
        book.close()


main()
