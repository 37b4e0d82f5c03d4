#!/usr/bin/env python3
"""The house rules are themselves tested: a small house that keeps them all, and one planted fault for
each way to break one. A rule that does not see its fault fails here."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent / "house.py"

SHOWN = "tests/cases/finding-2103-seventh/expected.json"
CLEAN = {
    "include/superbill.h": """#ifndef SUPERBILL_H
#define SUPERBILL_H
#define SBILL_API __attribute__((visibility("default")))
SBILL_API int sbill_one(void); /* see docs/findings.md */
#endif
""",
    "include/superbill_findings.h": """#define SBILL_FINDINGS(X) \\
    X(2103, DX_SEVENTH_CHARACTER, ERROR, "seventh character")
""",
    "lib/superbill.map": "SUPERBILL_0 {\nglobal:\n    sbill_one;\nlocal:\n    *;\n};\n",
    "lib/base/text.h": "#ifndef SBILL_BASE_TEXT_H\n#define SBILL_BASE_TEXT_H\nstruct sbill_text {\n    int n;\n};\n#endif\n",
    "lib/base/text.c": '#include "base/text.h"\n#include "superbill.h"\n\n/* strcpy( and TO DO in words are harmless */\n'
                       'static const char *const words[] = {"gets(", 0};\n\n'
                       "int sbill_one(void)\n{\n    return words[0][0] == 'g';\n}\n",
    "lib/check/code.c": '#include "base/text.h"\n#include "superbill.h"\n\nint sbill_two(void);\nint sbill_two(void)\n{\n'
                        "    int SBILL_DX_SEVENTH_CHARACTER = 1;\n    return SBILL_DX_SEVENTH_CHARACTER;\n}\n",
    "cli/main.c": '#include "superbill.h"\n\nint main(void)\n{\n    return sbill_one();\n}\n',
    "docs/findings.md": "# Findings\n\n## 2103 seventh character\n",
    "docs/edits.md": "| id | what | number, or why not |\n|---|---|---|\n| DX-7TH | 7th character | 2103 |\n",
    SHOWN: '[{"findings": [{"number": 2103, "severity": "error"}]}, {"findings": []}]\n',
    "examples/visit.json": '{"npi": "2000000002"}\n',
}
for floor in "base book encounter map read assign form check write run".split():
    listed = {"base": "'text.c'", "check": "'code.c'"}.get(floor, "")
    CLEAN[f"lib/{floor}/meson.build"] = f"sbill_sources += files({listed})\n"

LONG = "int sbill_two(void)\n{\n" + "    (void)0;\n" * 61 + "    return 0;\n}\n"
TEXT_C, CODE_C = CLEAN["lib/base/text.c"], CLEAN["lib/check/code.c"]

# rule, file the fault is reported in, what is planted: {file: text to add at its end, or None = remove}
FAULTS = [
    ("includes point down", "lib/base/text.c", {"lib/base/text.c": '#include "book/book.h"\n'}),
    ("includes point down", "lib/check/code.c", {"lib/check/code.c": '#include "form/form.h"\n'}),
    ("includes point down", "lib/check/code.c", {"lib/check/code.c": '#include "text.h"\n'}),
    ("doors", "lib/check/code.c", {"lib/check/code.c": "#include <pcre2.h>\n"}),
    ("doors", "lib/base/text.c", {"lib/base/text.c": "#include <libxml/tree.h>\n"}),
    ("doors", "lib/base/text.c", {"lib/base/text.c": "#include <unistd.h>\n"}),
    ("doors", "lib/check/code.c", {"lib/check/code.c": "#include <yyjson.h>\n"}),
    ("command is a stranger", "cli/main.c", {"cli/main.c": '#include "base/text.h"\n'}),
    ("short functions", "lib/check/code.c", {"lib/check/code.c": LONG}),
    ("short files", "lib/base/text.c", {"lib/base/text.c": "\n" * 500}),
    ("tidy lines", "lib/base/text.c", {"lib/base/text.c": "int x; \n"}),
    ("tidy lines", "lib/base/text.c", {"lib/base/text.c": "/* " + "x" * 120 + " */\n"}),
    ("banned calls", "lib/base/text.c", {"lib/base/text.c": "int f(void)\n{\n    return strtok(0, 0) != 0;\n}\n"}),
    ("banned calls", "lib/check/code.c", {"lib/check/code.c": "int f(void)\n{\n    return printf(1);\n}\n"}),
    ("banned calls", "cli/main.c", {"cli/main.c": "int f(void)\n{\n    return atoi(1);\n}\n"}),
    ("memory has one door", "lib/check/code.c", {"lib/check/code.c": "int f(void)\n{\n    return malloc(1) != 0;\n}\n"}),
    ("no floating point", "lib/check/code.c", {"lib/check/code.c": "static double rate;\n"}),
    ("names are prefixed", "lib/base/text.h", {"lib/base/text.h": "#define COUNT 3\n"}),
    ("names are prefixed", "lib/base/text.h", {"lib/base/text.h": "struct arena {\n    int n;\n};\n"}),
    ("names are prefixed", "lib/base/text.h", {"lib/base/text.h": "enum sbill_kind { SBILL_A, B };\n"}),
    ("sources are listed", "lib/base/meson.build", {"lib/base/date.c": "int sbill_x;\n"}),
    ("sources are listed", "lib/check/meson.build", {"lib/check/code.c": None}),
    ("map is the header", "lib/superbill.map", {"include/superbill.h": "SBILL_API int sbill_three(void);\n"}),
    ("map is the header", "lib/superbill.map", {"lib/superbill.map": "sbill_four;\n"}),
    ("public functions are used", "include/superbill.h", {"include/superbill.h": "SBILL_API int sbill_three(void);\n"}),
    ("nothing is left to do", "lib/base/text.c", {"lib/base/text.c": "/* TO" + "DO: later */\n"}),
    ("no machine is named", "docs/findings.md", {"docs/findings.md": "see /ho" + "me/me/x\n"}),
    ("findings are raised", "include/superbill_findings.h",
     {"include/superbill_findings.h": '    X(2104, DX_OTHER, ERROR, "other")\n'}),
    ("findings have a case", "include/superbill_findings.h", {SHOWN: None}),
    ("edits have a passing case", "include/superbill_findings.h", {SHOWN: None}),
    ("edits page is whole", "docs/edits.md", {"docs/edits.md": "| DX-X | placeholder |  |\n"}),
    ("edits page is whole", "docs/edits.md", {"docs/edits.md": "| DX-X | placeholder | 2999 |\n"}),
    ("edits page is whole", "docs/edits.md", {"include/superbill_findings.h": "    X(2104, OTHER, ERROR, \"x\")\n"}),
    ("findings have a page", "include/superbill_findings.h", {"docs/findings.md": None}),
    ("findings have a page", "docs/findings.md", {"docs/findings.md": "## 2999 nothing\n"}),
    ("findings page is fresh", "docs/findings.md", {"docs/findings.md": "made by findings_page.py\n"}),
    ("cited files exist", "lib/base/text.c", {"lib/base/text.c": "/* docs/gone.md */\n"}),
    ("identities are invented", "examples/visit.json", {"examples/visit.json": '{"npi": "1234567' + '893"}\n'}),
    ("exports are the header", "include/superbill.h",
     {"lib/base/text.c": '__attribute__((visibility("default"))) int sbill_leak(void);\nint sbill_leak(void)\n{\n    return 1;\n}\n'}),
    ("exports are the header", "include/superbill.h", {"include/superbill.h": "SBILL_API int sbill_three(void);\n"}),
    ("globals are prefixed", "lib/base/text.c",
     {"lib/base/text.c": "int arena_new(void);\nint arena_new(void)\n{\n    return 1;\n}\n"}),
    ("nothing changes globally", "lib/base/text.c",
     {"lib/base/text.c": "static int counter;\nint sbill_count(void);\nint sbill_count(void)\n{\n    return ++counter;\n}\n"}),
]
NEEDS_BUILD = {"exports are the header", "globals are prefixed", "nothing changes globally"}


def build(root):
    """As meson would name things."""
    out = root / "build"
    objects = []
    out.mkdir(exist_ok=True)
    for source in sorted(root.glob("lib/*/*.c")):
        name = out / (source.relative_to(root).as_posix().replace("/", "_") + ".o")
        subprocess.run(["cc", "-c", "-fPIC", "-fvisibility=hidden", "-I", root / "include", "-I", root / "lib", source,
                        "-o", name], check=True)
        objects.append(name)
    subprocess.run(["ar", "rc", out / "libsuperbill-internal.a", *objects], check=True)
    subprocess.run(["cc", "-shared", "-o", out / "libsuperbill.so", *objects], check=True)


def house(root):
    done = subprocess.run([sys.executable, HOUSE, "--root", root], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def lay(root, planted):
    for name, text in CLEAN.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name, text in planted.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.write_text((CLEAN.get(name) or "") + text)


def main():
    passed = failed = 0
    rules = {line.split("(")[0][4:].replace("_", " ") for above, line in
             zip(HOUSE.read_text().splitlines(), HOUSE.read_text().splitlines()[1:]) if above == "@rule"}
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean"
        lay(clean, {})
        build(clean)
        code, said = house(clean)
        if code == 0 and "SKIPPED" not in said:
            passed += 1
        else:
            failed += 1
            print("the clean house is refused:\n" + said)
        for i, (name, where, planted) in enumerate(FAULTS):
            root = Path(folder) / str(i)
            lay(root, planted)
            if name in NEEDS_BUILD:
                build(root)
            code, said = house(root)
            seen = any(line.startswith(where + ":") and f": {name}: " in line for line in said.splitlines())
            if code == 1 and seen:
                passed += 1
            else:
                failed += 1
                print(f"not seen: {name} in {where}\n{said}")
            shutil.rmtree(root)
    for name in sorted(rules - {f[0] for f in FAULTS}):
        failed += 1
        print(f"no fault is planted for the rule: {name}")
    print(f"house test: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
