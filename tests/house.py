#!/usr/bin/env python3
"""The house rules as a program (docs/house.md says why each is there).

usage: house.py [--root FOLDER] [--build FOLDER] [--write-map]

Prints one line a violation, `file:line: rule: what`, and ends with "house: N rules kept, N broken".
Rules about symbols need a build folder (default ROOT/build) and say SKIPPED without one.
`--write-map` writes lib/superbill.map from the declarations in superbill.h.
"""
import argparse
import json
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import findings_page

FLOOR = {"base": 0, "book": 1, "encounter": 2, "map": 2, "read": 3, "assign": 3, "form": 3,
         "check": 3, "write": 3, "answer": 3, "run": 4}
DOORS = {  # header: the files that may name it
    r"pcre2(posix)?\.h": ["lib/base/regex.c"],
    r"libxml/.*": ["lib/base/xml.c"],
    r"yyjson\.h": ["lib/base/json.c"],
    r"(sys/.*|unistd|fcntl|dirent|poll|pthread|threads|signal|dlfcn|sched|time|locale|wchar)\.h":
        ["lib/base/os.c"],
    r"stdatomic\.h": ["lib/base/os.h", "lib/base/os.c"],
    r"zip\.h": [],
}
BANNED = set("""strcpy strcat sprintf vsprintf strncpy strncat strtok gets atoi atol atoll atof gmtime
    localtime setlocale alloca system popen tmpnam mktemp""".split())
BANNED_IN_LIB = set("""printf fprintf vprintf vfprintf puts fputs fputc putchar putc perror fopen fread
    fwrite scanf sscanf fscanf getenv setenv abort exit _exit assert rand srand random time clock
    clock_gettime gettimeofday signal strerror strtod strtof strtold isalpha isdigit isalnum isspace
    isupper islower ispunct isxdigit tolower toupper strcasecmp strncasecmp strcoll xmlCleanupParser
    xmlReadFile xmlParseFile qsort_r""".split())
ALLOCATORS = {"malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf"}
MAY_ALLOCATE = {"lib/base/arena.c", "lib/base/alloc.c"}
# Written once in the life of the process, and only through sbill_once.
ONCE = {("xml", "once"), ("regex", "once")}
# "No such table in the book": what passes is another book.
OF_THE_BOOK = {2119, 2601}
FUNCTION_LINES, FILE_LINES, COLUMNS = 60, 500, 120
TEXT = {".c", ".h", ".py", ".md", ".json", ".ndjson", ".xml", ".txt", ".sh", ".build", ".map", ".csv",
        ".tsv", ".js", ".php", ".java", ".cpp", ".hpp", ".yml", ""}
RULES = []


def rule(fn):
    RULES.append(fn)
    return fn


class Skip(Exception):
    """The rule cannot be checked here; the words say why."""


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def bare(text):
    """C without comments, strings and character constants; every line stays where it was."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda m: blank(m) if m.group(0)[0] == "/" else
                  m.group(0)[0] + blank(m)[1:-1] + m.group(0)[-1], text, flags=re.S)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


class Tree:
    def __init__(self, root, build):
        self.root, self.build = Path(root), Path(build)

    @lru_cache(None)
    def files(self):
        """Every file of the project; what .gitignore names is left out."""
        found = []
        for top in sorted(self.root.iterdir()):
            if top.name == ".git" or top.name.startswith("build"):
                continue
            inside = sorted(top.rglob("*")) if top.is_dir() else [top]
            found += [p for p in inside if p.is_file() and not
                      {"__pycache__", "node_modules", "target"} & set(p.parts)]
        return [p.relative_to(self.root).as_posix() for p in found]

    @lru_cache(None)
    def text(self, name):
        path = self.root / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    @lru_cache(None)
    def code(self, name):
        return bare(self.text(name))

    def c(self, *tops):
        return [f for f in self.files() if f.endswith((".c", ".h")) and f.split("/")[0] in tops]

    @lru_cache(None)
    def blocks(self, name):
        """Blocks at the top level of a C file: (function?, name, first line, last line)."""
        # Directives hold no block; an #else branch would open the same brace twice, so avoid those.
        code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", blank, self.code(name), flags=re.M | re.S)
        found, depth, start, head = [], 0, 0, ""
        for m in re.finditer(r"[{};]", code):
            if m.group(0) == "{":
                if depth == 0:
                    head, opened = code[start:m.start()].strip(), m.start()
                    if head.endswith('extern " "') or re.fullmatch(r'extern\s*"\s*"', head):
                        start = m.end()
                        continue
                depth += 1
            elif m.group(0) == "}":
                depth = max(depth - 1, 0)
                if depth == 0 and head:
                    called = re.search(r"(\w+)\s*\(", head)
                    found.append((head.endswith(")"), called.group(1) if called else "",
                                  line_of(code, opened), line_of(code, m.start())))
                    start, head = m.end(), ""
            elif depth == 0:
                start = m.end()
        return found

    @lru_cache(None)
    def declared(self):
        header = self.code("include/superbill.h")
        return set(re.findall(r"\bSBILL_API\b[^;]*?\b(sbill_\w+)\s*\(", header))

    @lru_cache(None)
    def register(self):
        """number -> (name, line) from the register of findings."""
        text = self.text("include/superbill_findings.h")
        return {int(m.group(1)): (m.group(2), line_of(text, m.start()))
                for m in re.finditer(r"\bX\(\s*(\d+)\s*,\s*(\w+)\s*,", text)}

    def run(self, *call):
        done = subprocess.run(call, capture_output=True, text=True)
        if done.returncode:
            raise Skip(f"{call[0]}: {done.stderr.strip()[:200]}")
        return done.stdout

    def archive(self):
        path = self.build / "libsuperbill-internal.a"
        if not path.is_file():
            path = self.build / "libsuperbill.a"
        if not path.is_file():
            raise Skip("no build")
        return str(path)


@rule
def includes_point_down(tree):
    """A folder includes from its own floor or below; the stages of floor 3 never include each other."""
    for name in tree.c("lib"):
        here = name.split("/")[1]
        for m in re.finditer(r'^\s*#\s*include\s*"([^"]+)"', tree.text(name), re.M):
            line, there = line_of(tree.text(name), m.start()), m.group(1).split("/")[0]
            if m.group(1) in ("superbill.h", "superbill_findings.h"):
                continue
            if there not in FLOOR:
                yield name, line, f'"{m.group(1)}" is not written from lib/'
            elif FLOOR[there] > FLOOR[here]:
                yield name, line, f"{here} (floor {FLOOR[here]}) looks up to {m.group(1)}"
            elif FLOOR[there] == FLOOR[here] == 3 and there != here:
                yield name, line, f"stages meet only in the encounter: {here} includes {m.group(1)}"


@rule
def doors(tree):
    """A foreign header is named by one file."""
    for name in tree.c("lib"):
        for m in re.finditer(r"^\s*#\s*include\s*<([^>]+)>", tree.text(name), re.M):
            for pattern, allowed in DOORS.items():
                if re.fullmatch(pattern, m.group(1)) and name not in allowed:
                    yield name, line_of(tree.text(name), m.start()), f"<{m.group(1)}> has another door"


@rule
def command_is_a_stranger(tree):
    """cli/ knows superbill.h and its own headers, nothing of lib/."""
    own = {f.split("/", 1)[1] for f in tree.c("cli")} | {"superbill.h", "superbill_findings.h"}
    for name in tree.c("cli"):
        for m in re.finditer(r'^\s*#\s*include\s*"([^"]+)"', tree.text(name), re.M):
            if m.group(1) not in own:
                yield name, line_of(tree.text(name), m.start()), f"includes {m.group(1)}"


@rule
def short_functions(tree):
    for name in tree.c("lib", "cli", "tests"):
        for function, called, first, last in tree.blocks(name):
            if function and last - first - 1 > FUNCTION_LINES:
                yield name, first, f"{called} has {last - first - 1} lines, at most {FUNCTION_LINES}"


@rule
def short_files(tree):
    """Data tables do not count, nor do headers."""
    for name in tree.c("lib", "cli", "tests"):
        if name.endswith(".c"):
            data = sum(last - first - 1 for function, _, first, last in tree.blocks(name) if not function)
            count = tree.text(name).count("\n") - data
            if count > FILE_LINES:
                yield name, 1, f"{count} lines besides its tables, at most {FILE_LINES}"


@rule
def tidy_lines(tree):
    for name in tree.c("lib", "cli", "tests", "include"):
        text = tree.text(name)
        for i, line in enumerate(text.split("\n"), 1):
            if len(line) > COLUMNS:
                yield name, i, f"{len(line)} columns, at most {COLUMNS}"
            if line != line.rstrip() or "\t" in line:
                yield name, i, "a tab, or blanks at the end"
        if text and not text.endswith("\n"):
            yield name, text.count("\n") + 1, "no line feed at the end"


@rule
def banned_calls(tree):
    for name in tree.c("lib", "cli", "tests"):
        banned = BANNED | (BANNED_IN_LIB if name.startswith("lib/") else set())
        for m in re.finditer(r"(?<![\w.>])(\w+)\s*\(", tree.code(name)):
            if m.group(1) in banned:
                yield name, line_of(tree.code(name), m.start()), f"{m.group(1)} is not used here"


@rule
def memory_has_one_door(tree):
    for name in tree.c("lib"):
        if name in MAY_ALLOCATE:
            continue
        for m in re.finditer(r"(?<![\w.>])(\w+)\s*\(", tree.code(name)):
            if m.group(1) in ALLOCATORS:
                yield name, line_of(tree.code(name), m.start()), f"{m.group(1)} goes round the allocator"


@rule
def no_floating_point(tree):
    for name in tree.c("lib", "include"):
        for m in re.finditer(r"\b(float|double)\b", tree.code(name)):
            yield name, line_of(tree.code(name), m.start()), f"{m.group(1)}: money and quantities are whole numbers"


@rule
def names_are_prefixed(tree):
    """What a header gives out carries sbill_ or SBILL_."""
    patterns = [(r"^\s*#\s*define\s+(\w+)", r"_?(SBILL|SUPERBILL)_\w+"),
                (r"\b(?:struct|union|enum)\s+(\w+)\s*\{", r"sbill_\w+"),
                (r"\btypedef\b[^;{]*?\b(\w+)\s*(?:\[\w*\])?\s*;", r"sbill_\w+")]
    for name in tree.c("lib", "include"):
        if not name.endswith(".h"):
            continue
        code = tree.code(name)
        for pattern, good in patterns:
            for m in re.finditer(pattern, code, re.M):
                if not re.fullmatch(good, m.group(1)):
                    yield name, line_of(code, m.start(1)), f"{m.group(1)} lacks the prefix"
        for body in re.finditer(r"\benum\b[^;{(]*\{([^}]*)\}", code):
            for m in re.finditer(r"(?:^|,)\s*([A-Za-z_]\w*)", body.group(1)):
                if not m.group(1).startswith("SBILL_"):
                    yield name, line_of(code, body.start(1) + m.start(1)), f"{m.group(1)} lacks the prefix"


@rule
def sources_are_listed(tree):
    """The list in lib/<floor>/meson.build and the files of that folder are the same."""
    for floor in FLOOR:
        name = f"lib/{floor}/meson.build"
        listed = set(re.findall(r"'([^']+\.c)'", tree.text(name)))
        there = {f.split("/")[2] for f in tree.files() if f.startswith(f"lib/{floor}/") and f.endswith(".c")}
        for f in sorted(there - listed):
            yield name, 1, f"{f} is not listed"
        for f in sorted(listed - there):
            yield name, 1, f"{f} does not exist"


@rule
def map_is_the_header(tree):
    """lib/superbill.map lists what superbill.h declares, no more and no less."""
    listed = re.findall(r"\b(sbill_\w+);", tree.text("lib/superbill.map"))
    for f in sorted(tree.declared() - set(listed)):
        yield "lib/superbill.map", 1, f"{f} is declared but not listed (house.py --write-map)"
    for f in sorted(set(listed) - tree.declared()):
        yield "lib/superbill.map", 1, f"{f} is listed but superbill.h does not declare it"


@rule
def exports_are_the_header(tree):
    library = tree.build / "libsuperbill.so"
    if not library.is_file():
        raise Skip("no build")
    out = tree.run("nm", "-D", "--defined-only", str(library))
    exported = {row.split()[-1].split("@")[0] for row in out.splitlines() if row.split()[1] != "A"}
    for f in sorted(tree.declared() - exported):
        yield "include/superbill.h", 1, f"{f} is declared but the library does not have it"
    for f in sorted(exported - tree.declared()):
        yield "include/superbill.h", 1, f"{f} is exported but not declared"


@rule
def globals_are_prefixed(tree):
    """A host that links the static archive keeps its own names."""
    for row in tree.run("nm", "-A", "-g", "--defined-only", tree.archive()).splitlines():
        place, _, symbol = row.rpartition(" ")
        if not symbol.startswith("sbill_") and not symbol.startswith(("__asan", "__odr", "__gcov", "__llvm")):
            yield object_source(place), 1, f"global {symbol} lacks sbill_"


def object_source(words):
    """lib/base/text.c from the name meson gives its object."""
    m = re.search(r"lib_(\w+?)_(\w+)\.c\.o", words)
    return f"lib/{m.group(1)}/{m.group(2)}.c" if m else words.split(":")[0]


@rule
def nothing_changes_globally(tree):
    """No object has data that can be written, but for the flags of sbill_once."""
    current = ""
    for row in tree.run("objdump", "-t", tree.archive()).splitlines():
        if "file format" in row:
            current = object_source(row)
        m = re.match(r"^[0-9a-f]+ (.{7}) (\S+)\s+([0-9a-f]+)\s+(?:\.hidden )?(\S+)$", row)
        if not m or "O" not in m.group(1) or int(m.group(3), 16) == 0:
            continue
        section, symbol = m.group(2), m.group(4)
        constant = section.startswith((".rodata", ".data.rel.ro", ".text", ".init_array"))
        if not constant and (Path(current).stem, symbol.split(".")[0]) not in ONCE:
            yield current, 1, f"{symbol} can be written ({section})"


@rule
def nothing_is_left_to_do(tree):
    words = r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + r")\b"
    mark = r"|\bXX" + r"X:"  # with its colon: without one it is a value of CMS's global days
    for name in tree.files():
        if Path(name).suffix in TEXT and not name.startswith(("codesets/", "LICENSE")):
            for m in re.finditer(words + mark, tree.text(name)):
                yield name, line_of(tree.text(name), m.start()), f"{m.group(0)} does not land"


@rule
def no_machine_is_named(tree):
    """Paths of somebody's machine mean nothing on another."""
    paths = r"(?<![\w.])/(" + "|".join(["wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers", "t" + "mp"]) + r")/\w"
    for name in tree.files():
        if Path(name).suffix in TEXT and name != "LICENSE":
            for m in re.finditer(paths, tree.text(name)):
                yield name, line_of(tree.text(name), m.start()), f"names {m.group(0)}..., a path of one machine"


@rule
def findings_are_raised(tree):
    """Every number of the register is raised by some stage."""
    code = "\n".join(tree.code(f) for f in tree.c("lib") if f.endswith(".c"))
    words = set(re.findall(r"\w+", code))
    if not tree.register():
        raise Skip("no register yet")
    for number, (name, line) in tree.register().items():
        if not {f"SBILL_{name}", f"SBILL_FINDING_{name}", f"SBILL_FIND_{name}"} & words:
            yield "include/superbill_findings.h", line, f"{number} {name} is never raised"


@lru_cache(None)
def shown_numbers(tree):
    found = set()

    def look(value):
        if isinstance(value, dict):
            if isinstance(value.get("number"), int) and "severity" in value:
                found.add(value["number"])
            for v in value.values():
                look(v)
        elif isinstance(value, list):
            for v in value:
                look(v)

    for name in tree.files():
        if re.fullmatch(r"tests/cases/[^/]+/expected\.json", name):
            try:
                look(json.loads(tree.text(name)))
            except ValueError:
                continue
    return found


@rule
def findings_have_a_case(tree):
    if not tree.register():
        raise Skip("no register yet")
    for number, (name, line) in tree.register().items():
        if number not in shown_numbers(tree):
            yield "include/superbill_findings.h", line, f"{number} {name} has no case that shows it"


@lru_cache(None)
def shown_and_passed(tree):
    """Numbers whose own case has a record that shows them and one that passes."""
    both = set()
    for name in tree.files():
        m = re.fullmatch(r"tests/cases/finding-(\d{4})-[^/]+/expected\.json", name)
        results = json.loads(tree.text(name)) if m else []
        if isinstance(results, list):
            raised = [any(f.get("number") == int(m[1]) for kind in ("findings", "not_checked") for f in r.get(kind, []))
                      for r in results if isinstance(r, dict)]
            both |= {int(m[1])} if True in raised and False in raised else set()
    return both


@rule
def edits_have_a_passing_case(tree):
    """The case of an edit holds the faulty record and one that passes; some depend on the book alone."""
    for number, (name, line) in tree.register().items():
        if (2000 <= number < 2800 or number >= 2900) and number not in OF_THE_BOOK | shown_and_passed(tree):
            yield "include/superbill_findings.h", line, f"{number} {name}: its case has no record that passes"


def outside(tree, name):
    """A page of the reference beside the project, empty where it is not at hand."""
    path = tree.root.parent / "shared" / name
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def messages_in(text):
    """IB071, IB100-IB103"""
    found = set()
    for m in re.finditer(r"\bIB(\d{3})(?:-IB(\d{3}))?", text):
        found |= set(range(int(m[1]), int(m[2] or m[1]) + 1))
    return found


@rule
def edits_page_is_whole(tree):
    """docs/edits.md: every edit of ours, every row of the catalogues with a number or a reason."""
    page, text = "docs/edits.md", tree.text("docs/edits.md")
    if not text:
        raise Skip("no docs/edits.md")
    numbers, answered = set(), False
    for i, row in enumerate(text.split("\n"), 1):
        if not row.startswith("|") or row.startswith("|-"):
            continue
        answer = row.strip("|").split("|")[-1]
        if answer.strip() in ("number", "number, or why not", "why there is no number"):
            answered = "," in answer
            continue
        own = {int(n) for n in re.findall(r"\b([12]\d{3})\b(?!-\d\d)", answer)}
        numbers |= own
        for n in sorted(n for n in own - set(tree.register()) if n < 2000 or n >= 2030):  # years are 20xx too
            yield page, i, f"{n} is not in the register"
        if answered and not own and "none:" not in answer:
            yield page, i, "neither a number nor a reason"
    for number, (name, _) in tree.register().items():
        if (2000 <= number < 2800 or number >= 2900) and number not in numbers:
            yield page, 1, f"{number} {name} is not on the page"
    ids = re.findall(r"^\| ([A-Z]{2,}[A-Za-z]*-[^|]*?) \|", outside(tree, "reference/edits.md"), re.M)
    for name in ids:
        if f"| {name} |" not in text and not name.startswith("AOC-*"):  # a row that only points elsewhere
            yield page, 1, f"{name} of the catalogue is not on the page"
    for n in sorted(messages_in(outside(tree, "data/lists/vista_ib_edits.tsv")) - messages_in(text)):
        yield page, 1, f"VistA's IB{n:03} is not on the page"


@rule
def findings_have_a_page(tree):
    if not tree.register():
        raise Skip("no register yet")
    page = "docs/findings.md"
    headings = {int(n) for n in re.findall(r"^#+ .*?\b(\d{4})\b", tree.text(page), re.M)}
    for number, (name, line) in tree.register().items():
        if number not in headings:
            yield "include/superbill_findings.h", line, f"{number} {name} has no entry in {page}"
    for number in sorted(headings - set(tree.register())):
        yield page, 1, f"{number} is not in the register"


@rule
def findings_page_is_fresh(tree):
    """docs/findings.md is what the register and the cases make (a page that says so is held to it)."""
    page = "docs/findings.md"
    if "findings_page.py" in tree.text(page) and tree.text(page) != findings_page.page(tree.root):
        yield page, 1, "out of date: run tests/findings_page.py"


@rule
def cited_files_exist(tree):
    """A path that a header, a page or a script names is there."""
    tops = "include|lib|cli|codesets|bindings|tests|docs|examples"
    pattern = rf"(?<![\w./$-])((?:{tops})/[\w./-]*\w\.(?:c|h|md|py|json|xml|sh|map|build|xsd|csv|tsv|ndjson))\b"
    for name in tree.files():
        if not (name.endswith((".h", ".c", ".md")) or name in ("dev", "meson.build")):
            continue
        for m in re.finditer(pattern, tree.text(name)):
            beside = (Path(name).parent / m.group(1)).as_posix()
            if m.group(1) not in tree.files() and beside not in tree.files():
                yield name, line_of(tree.text(name), m.start()), f"cites {m.group(1)}, which is not there"


@rule
def public_functions_are_used(tree):
    """Every function of the contract is called by a test or by the command."""
    words = set(re.findall(r"\bsbill_\w+", "\n".join(tree.code(f) for f in tree.c("cli", "tests"))))
    for f in sorted(tree.declared() - words):
        yield "include/superbill.h", 1, f"{f} is called by no test and no command"


def luhn(digits):
    total = 0
    for i, d in enumerate(reversed(digits)):
        n = int(d) * (2 if i % 2 else 1)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


@rule
def identities_are_invented(tree):
    """An NPI in our data that passes its check digit starts with 2: no such number was ever issued."""
    for name in tree.files():
        if name.startswith(("examples/", "tests/", "bindings/", "docs/")) and Path(name).suffix in TEXT:
            for m in re.finditer(r"(?<![\w.-])1\d{9}(?![\w.-])", tree.text(name)):
                if luhn("80840" + m.group(0)):
                    yield name, line_of(tree.text(name), m.start()), "an NPI that may be somebody's"


def write_map(tree):
    rows = "".join(f"    {f};\n" for f in sorted(tree.declared()))
    (tree.root / "lib/superbill.map").write_text(f"SUPERBILL_0 {{\nglobal:\n{rows}local:\n    *;\n}};\n")


def main():
    here = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=here)
    parser.add_argument("--build")
    parser.add_argument("--write-map", action="store_true")
    options = parser.parse_args()
    tree = Tree(options.root, options.build or Path(options.root) / "build")
    if options.write_map:
        write_map(tree)
        return 0
    kept = broken = skipped = 0
    for check in RULES:
        name = check.__name__.replace("_", " ")
        try:
            wrong = list(check(tree))
        except Skip as e:
            print(f"SKIPPED {name}: {e}")
            skipped += 1
            continue
        for file, line, words in wrong:
            print(f"{file}:{line}: {name}: {words}")
        broken += bool(wrong)
        kept += not wrong
    print(f"house: {kept} rules kept, {broken} broken, {skipped} skipped")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
