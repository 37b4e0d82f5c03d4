#!/usr/bin/env python3
"""Professional claims made from the guide's own table of segments and elements, read, written again, compared. Reading
must find nothing wrong with them.

usage: x12_guide.py --superbill COMMAND --book BOOK [--seeds N] [--keep FOLDER]

tests/x12_full.py makes its claims from our map, and would not miss what the map lacks. This one takes loops, segments and
elements, usage, repeats and codes from x12/837P.005010X222A1.csv of the test data ($SUPERBILL_DATA, or ../shared/data
beside the project); without that, exit 77.
"""
import argparse
import csv
import random
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests" / "data"))
import x12_full  # noqa: E402
import x12_roundtrip  # noqa: E402

TABLE = x12_roundtrip.DATA / "837P.005010X222A1.csv"
GUIDE = "005010X222A1"
# What a qualifier speaks of: the one is sent with the other or not at all.
PAIRS = {("NM1", 8): 9, ("PAT", 5): 6, ("PAT", 7): 8, ("CR1", 1): 2, ("PWK", 5): 6, ("DMG", 1): 2, ("PER", 5): 6,
         ("PER", 7): 8, ("HCP", 11): 12, ("HCP", 9): 10}
DATES = {("PAT", 6), ("DMG", 2), ("FRM", 4)}
# Whole numbers, and a word of consent, by the notes of the guide.
COUNTS = {"Ambulance Patient Count", "Durable Medical Equipment Certification"}
YES = {"Other Payer Claim Adjustment Indicator"}


class Loop:
    def __init__(self, name, usage, most):
        self.name, self.usage, self.most, self.segments, self.inner = name, usage, most, [], []


class Segment:
    def __init__(self, row):
        self.id, self.name, self.usage = row["segment"], row["segment_name"], row["seg_usage"]
        self.most, self.elements = many(row["seg_max"]), {}

    def add(self, row):
        m = re.fullmatch(r"[A-Z0-9]{2,3}?(\d\d)(?:-(\d+))?", row["element"])
        if row["ele_usage"] in ("R", "S"):
            self.elements[(int(m.group(1)), int(m.group(2) or 0))] = row


def many(text):
    return 3 if text.startswith(">") else min(3, int(text))


def tree():
    """The loops below DETAIL, in the order of the table."""
    top, known = Loop("DETAIL", "R", 1), {}
    with open(TABLE, newline="") as f:
        for row in csv.DictReader(f):
            if "/DETAIL" not in row["loop_path"]:
                continue
            at, path = top, ""
            for step in row["loop_path"].split("/DETAIL", 1)[1].split("/")[1:]:
                path += "/" + step
                if path not in known:
                    name, usage, most = re.fullmatch(r"(\w+)\((\w),(.+)\)", step).groups()
                    known[path] = Loop(name, usage, many(most))
                    at.inner.append(known[path])
                at = known[path]
            if not at.segments or (at.segments[-1].id, at.segments[-1].name) != (row["segment"], row["segment_name"]):
                at.segments.append(Segment(row))
            at.segments[-1].add(row)
    return top


class Maker:
    def __init__(self, seed):
        self.r, self.n, self.lines, self.levels = random.Random(seed), 0, 0, 0
        self.dependent = seed % 2 == 1
        self.payers, self.diagnoses, self.code, self.orders = [], 0, "", list("STABCDEFGH")
        self.roles, self.likely = {}, self.r.choice([0.3, 0.6, 0.95])

    def word(self, low, high):
        self.n += 1
        text = f"V{self.n}"
        return (text + "X" * (low - len(text)))[:min(high, 12)]

    def date(self):
        return f"20{self.r.randint(16, 24)}{self.r.randint(1, 12):02d}{self.r.randint(1, 28):02d}"

    def likes(self, usage):
        return usage == "R" or self.r.random() < self.likely

    def value(self, segment, at, row):
        low, high, codes = int(row["min"] or 1), int(row["max"] or 10), row["codes"].strip()
        if codes and not codes.startswith("ext:"):
            return self.r.choice(codes.split())
        if codes == "ext:currency":
            return "EUR"
        if codes == "ext:pos":
            return self.r.choice(["11", "12", "21", "22"])
        if segment.name in COUNTS:
            return str(self.r.randint(1, 9))
        if codes.startswith("ext:"):
            return self.word(2, min(high, 5))
        if segment.name in YES:
            return "Y"
        if (segment.id, at[0]) in DATES:
            return self.date()
        if row["type"] == "R":
            return f"{self.r.randint(1, 9999)}.{self.r.randint(1, 9)}" if high >= 15 else str(self.r.randint(1, 9))
        if row["type"].startswith("N"):
            return str(self.r.randint(1, 9))
        return self.date() if row["type"] == "DT" else self.word(low, high)

    def places(self, segment):
        """Values by (element, component): a composite, a pair, or none of it."""
        wanted, out = {}, {}
        for at, row in segment.elements.items():
            key = next((q for (name, q), v in PAIRS.items() if name == segment.id and v == at[0]), at[0])
            if key not in wanted:
                wanted[key] = self.likes(row["ele_usage"])
            has_parts = at[1] == 0 and any(p[0] == at[0] and p[1] for p in segment.elements)
            if has_parts or not wanted[key]:
                continue
            if at[1] > 1 and row["ele_usage"] == "S" and ((at[0], at[1] - 1) not in out or not self.likes("S")):
                if segment.id not in ("SV1", "CLM", "SVD") or (at[0], at[1]) != (1, 7):
                    continue
            out[at] = self.value(segment, at, row)
        return out

    # ---- what depends on something else ------------------------------------------------------------------

    def fit_NM1(self, loop, v):
        if v.get((2, 0)) == "2":
            for at in (4, 5, 7):
                v.pop((at, 0), None)
        elif (2, 0) in v and (3, 0) in v and loop.name not in ("2010AB",):
            v.setdefault((4, 0), self.word(1, 9))
        role = v[(1, 0)]
        if loop.name in ("2010BB", "2330B"):
            v[(9, 0)] = f"PAYER{len(self.payers)}"
            self.payers.append(v[(9, 0)])
        if loop.name == "2010AA":
            self.roles[role] = v[(2, 0)]
        if loop.name.startswith("2330") and role in self.roles:
            v[(2, 0)] = self.roles[role]
        return v

    def fit_N4(self, _, v):
        return {(1, 0): v[(1, 0)], (2, 0): "GA", (3, 0): "303011234"}

    def fit_DTP(self, _, v):
        if v[(1, 0)] == "314" or v[(2, 0)] == "RD8" and v[(1, 0)] not in ("360", "361"):
            v[(2, 0)], v[(3, 0)] = "RD8", f"{self.date()}-20250101"
        else:
            v[(2, 0)], v[(3, 0)] = "D8", self.date()
        return v

    def fit_SBR(self, loop, v):
        if loop.name == "2000B":
            v[(1, 0)] = "P"
            v[(2, 0)] = "" if self.dependent else "18"
        else:
            v[(1, 0)] = self.orders.pop(0)
        return v

    def fit_CLM(self, _, v):
        v[(5, 1)], v[(5, 3)] = "11", self.r.choice("178")
        causes = sorted({v[at] for at in ((11, 1), (11, 2), (11, 3)) if at in v})
        for i in range(3):
            v.pop((11, i + 1), None)
            if i < len(causes):
                v[(11, i + 1)] = causes[i]
        for part in (4, 5):
            v.pop((11, part), None)
        if causes and causes[0] == "AA":
            v[(11, 4)] = "GA"
        return v

    def fit_SV1(self, _, v):
        self.code = v[(1, 2)]
        pointers = self.r.sample(range(1, self.diagnoses + 1), min(self.diagnoses, self.r.randint(1, 4)))
        for i in range(4):
            v.pop((7, i + 1), None)
            if i < len(pointers):
                v[(7, i + 1)] = str(pointers[i])
        return v

    def fit_SV5(self, _, v):
        v[(1, 2)] = self.code
        v[(3, 0)] = str(self.r.randint(1, 99))
        return v

    def fit_PWK(self, _, v):
        if v[(1, 0)] == "CT" and v[(2, 0)] not in ("AB", "AD", "AF", "AG", "NS"):
            v[(1, 0)] = "OZ"
        return v

    def fit_CR2(self, _, v):
        if (10, 0) not in v:
            v.pop((11, 0), None)
        return v

    def fit_HI(self, _, v):
        if v[(1, 1)] == "BG":
            return {(at, p): "BG" if p == 1 else self.word(2, 5) for at in range(1, 13) for p in (1, 2)}
        icd = {"ABK": "ABF", "BK": "BF"}.get(v[(1, 1)])
        for at in range(2, 13):
            if (at, 1) in v and ((at - 1, 1) not in v):
                v.pop((at, 1)), v.pop((at, 2))
            elif (at, 1) in v and icd:
                v[(at, 1)] = icd
        if icd:
            self.diagnoses = sum(1 for at in v if at[1] == 2)
        return v

    def fit_CAS(self, _, v):
        for at in range(5, 20, 3):
            if not (self.r.random() < self.likely and (at - 3, 0) in v):
                for k in range(3):
                    v.pop((at + k, 0), None)
                continue
            v[(at, 0)], v[(at + 1, 0)] = str(self.r.randint(1, 200)), f"{self.r.randint(1, 99)}.5"
        v[(2, 0)] = str(self.r.randint(1, 200))
        return v

    def fit_SVD(self, _, v):
        v[(1, 0)] = self.payers[1]
        return v

    def fit_MOA(self, _, v):
        for at in range(4, 8):
            if (at - 1, 0) not in v:
                v.pop((at, 0), None)
        return v

    def fit_REF(self, loop, v):
        if (4, 1) in v:
            if len(self.payers) < 2:
                v.pop((4, 1)), v.pop((4, 2), None)
            else:
                v[(4, 1)], v[(4, 2)] = "2U", self.r.choice(self.payers[1:])
        return v

    def fit_PER(self, loop, v):
        kinds = ["TE", "EX", "FX", "EM"]
        said = ["TE"] + [k for k in kinds[1:] if self.r.random() < 0.4][:2]
        if loop.name in ("2010BA", "2010CA", "2310C"):
            said = [k for k in said if k in ("TE", "EX")]
        v = {at: x for at, x in v.items() if at[0] < 3}
        for i, kind in enumerate(said):
            v[(3 + 2 * i, 0)], v[(4 + 2 * i, 0)] = kind, self.word(4, 10)
        return v

    def fit_CRC(self, _, v):
        seen = set()
        for at in range(3, 8):
            if (at, 0) in v and (v[(at, 0)] in seen or (at > 3 and (at - 1, 0) not in v)):
                v.pop((at, 0))
            elif (at, 0) in v:
                seen.add(v[(at, 0)])
        return v

    @staticmethod
    def text(name, v):
        out = [name]
        for at in range(1, max((a for a, _ in v), default=0) + 1):
            parts = {p: x for (a, p), x in v.items() if a == at}
            out.append(parts[0] if 0 in parts else ":".join(parts.get(p, "") for p in range(1, max(parts, default=0) + 1)))
        return "*".join(out).rstrip("*")

    # ---- loops ---------------------------------------------------------------------------------------------

    def segment(self, loop, segment, first):
        if segment.id == "HL":
            self.levels += 1
            code = {"2000A": "20", "2000B": "22", "2000C": "23"}[loop.name]
            up = "" if code == "20" else self.levels - 1
            yield f"HL*{self.levels}*{up}*{code}*{int(code == '20' or (code == '22' and self.dependent))}"
            return
        if segment.id == "LX":
            self.lines += 1
            yield f"LX*{self.lines}"
            return
        if not (first or self.likes(segment.usage)):
            return
        told = set()
        for _ in range(self.r.randint(1, segment.most)):
            v = self.places(segment)
            fit = getattr(self, "fit_" + segment.id, None)
            v = fit(loop, v) if fit else v
            key = v.get((1, 0)) if segment.id in ("REF", "PWK", "CRC", "CAS", "DTP", "AMT", "NTE") else None
            if key in told or (key in ("360", "361", "314") and told & {"360", "361", "314"}):
                continue
            if key:
                told.add(key)
            made = self.text(segment.id, v)
            if "*" in made:
                yield made

    def loop(self, loop):
        for i, segment in enumerate(loop.segments):
            if loop.name == "2000B" and segment.id == "PAT" and self.dependent:
                continue
            if loop.name == "2010BA" and self.dependent and segment.name.startswith("Property"):
                continue
            yield from self.segment(loop, segment, i == 0)
        roles = set()
        for inner in loop.inner:
            if inner.name == "2000C" and not self.dependent or inner.name == "2300" and loop.name == "2000B" and self.dependent:
                continue
            if inner.name == "2430" and len(self.payers) < 2 or not self.likes(inner.usage):
                continue
            for _ in range(1 if inner.name in ("2000B", "2000C", "2300") else self.r.randint(1, inner.most)):
                made = list(self.loop(inner))
                role = made[0].split("*")[1] if made and made[0].startswith("NM1") else ""
                if inner.name in ("2310A", "2330C", "2420F") and (role in roles or role == "DN" and "P3" in roles):
                    continue
                if inner.name.startswith("2330") and inner.name > "2330B" and role not in self.roles:
                    continue
                roles.add(role)
                if inner.name.startswith("2310"):
                    self.roles[role] = made[0].split("*")[2]
                yield from made

    def file(self, top):
        body = [f"ST*837*0001*{GUIDE}", "BHT*0019*00*1*20250101*1200*CH", "NM1*41*2*SUBMITTER*****46*12345",
                "PER*IC*NAME*TE*5555550100", "NM1*40*2*RECEIVER*****46*54321"]
        body += list(self.loop(next(x for x in top.inner if x.name == "2000A")))
        body.append(f"SE*{len(body) + 1}*0001")
        head = ["ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250101*1200*^*00501*000000001*0*T*:",
                f"GS*HC*SENDER*RECEIVER*20250101*1200*1*X*{GUIDE}"]
        return "~".join(head + body + ["GE*1*1", "IEA*1*000000001"]) + "~"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--superbill", default=str(ROOT / "build" / "cli" / "superbill"))
    parser.add_argument("--book", default=str(ROOT / "build" / "us-starter.sbk"))
    parser.add_argument("--work", help="not needed here")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if not TABLE.is_file():
        print(f"SKIPPED no guide at {TABLE}")
        return 77
    top = tree()
    failed = segments = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(options.seeds):
            path = folder / f"guide-{seed}.837"
            path.write_text(Maker(seed).file(top))
            _, n, lines, _, _ = x12_roundtrip.compare(options, path, strict=True)
            lines += x12_full.findings(options, path)
            segments, failed = segments + n, failed + bool(lines)
            if lines:
                print(f"FAIL seed {seed}")
            for line in lines[:20]:
                print("    " + line)
    print(f"x12 guide: {options.seeds - failed} passed, {failed} failed ({segments} segments)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
