#!/usr/bin/env python3
"""The calls that a binding declares are those of superbill.h, argument by argument.

usage: signatures.py BINDING...      python, php, java, js

Prints each difference; ends with the line "signatures: N passed, N failed".
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = HERE.parent / "include" / "superbill.h"

WORDS = {"int32_t": "i32", "uint32_t": "u32", "int64_t": "i64", "uint64_t": "u64", "size_t": "size", "void": None}


def kind(c):
    """What a C type is to a binding."""
    c = re.sub(r"\bconst\b", " ", c)
    stars = c.count("*")
    word = c.replace("*", " ").split()[0]
    if stars == 0:
        return WORDS.get(word, word)  # a callback's type keeps its name
    if stars == 1 and word == "char":
        return "text"
    if stars == 1 and word in WORDS and word != "void":
        return "*" + WORDS[word]
    return "pointer" if stars == 1 else "*pointer"


def declared(text):
    """name -> [result, argument...] of C declarations."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    found = {}
    for result, name, arguments in re.findall(r"([\w ]+[\w*][ *]+)(sbill_\w+)\s*\(([^;{}]*)\)\s*;", text):
        result = re.sub(r"\bSBILL_API\b|\bextern\b", "", result)
        kinds = [kind(result)]
        for a in [] if arguments.strip() in ("", "void") else arguments.split(","):
            kinds.append(kind(re.sub(r"(?<=[ *])\w+$", "", a.strip())))
        found[name] = kinds
    return found


def python():
    sys.path.insert(0, str(HERE / "python"))
    import ast
    source = (HERE / "python" / "superbill" / "_native.py").read_text(encoding="utf-8")
    names = {"i32": "i32", "u32": "u32", "i64": "i64", "u64": "u64", "size": "size", "text": "text", "data": "text",
             "handle": "pointer", "out": "*pointer", "out_text": "*pointer", "out_size": "*size", "None": None,
             "c_void_p": "bytes", "POINTER(c_int64)": "*i64"}
    table = next(n.value for n in ast.parse(source).body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "FUNCTIONS")
    return {k.value: [names[ast.unparse(e)] for e in v.elts] for k, v in zip(table.keys, table.values)}


def php():
    return declared((HERE / "php" / "superbill_ffi.h").read_text(encoding="utf-8"))


def java():
    source = (HERE / "java/src/main/java/org/superbill/Native.java").read_text(encoding="utf-8")
    names = {"int": "i32", "long": "i64", "SizeT": "size", "Pointer": "pointer", "PointerByReference": "*pointer",
             "SizeTByReference": "*size", "byte[]": "text", "Pointer[]": "*pointer", "long[]": "*i64", "void": None}
    found = {}
    for result, name, arguments in re.findall(r"^\s+(\S+) (sbill_\w+)\(([^)]*)\);", source, re.M):
        found[name] = [names[result]] + [names[a.split()[0]] for a in arguments.split(",") if a.strip()]
    return found


def js():
    source = (HERE / "js/superbill.mjs").read_text(encoding="utf-8")
    names = {"i": "i32", "u": "u32", "l": "i64", "z": "size", "t": "text", "p": "pointer", "P": "*pointer", "Z": "*size",
             "L": "*i64", "v": None}
    table = re.search(r"const CALLS = \{(.*?)\};", source, re.S).group(1)
    return {name: [names[c] for c in kinds] for name, kinds in re.findall(r"(sbill_\w+): \"(\w+)\"", table)}


def same(want, got):
    """Bytes of a text or of a block pass as pointers where the language has no better; 32 bits are 32 bits."""
    if want == got:
        return True
    loose = {("text", "bytes"), ("text", "pointer"), ("pointer", "text"), ("pointer", "bytes"), ("u32", "i32"), ("*u32", "pointer")}
    return (want, got) in loose


def main():
    header = declared(HEADER.read_text(encoding="utf-8"))
    passed = failed = 0
    for binding in sys.argv[1:]:
        for name, got in {"python": python, "php": php, "java": java, "js": js}[binding]().items():
            want = header.get(name)
            if want and len(want) == len(got) and all(same(w, g) for w, g in zip(want, got)):
                passed += 1
            else:
                failed += 1
                print(f"{binding}: {name} is {want} in superbill.h, {got} here")
    print(f"signatures: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
