#!/usr/bin/env python3
"""Claims that say everything: made from the 837 map, read, written again, compared.

usage: x12_full.py --map X12_MAP --superbill COMMAND --book BOOK [--seeds N] [--keep FOLDER]

X12_MAP is the program of tests/x12_map.c. Each seed gives a professional and a dental file in which every loop, segment and
element of the map stands with a likelihood; what is read must come out again, and reading must find nothing wrong.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests" / "data"))
import x12_roundtrip  # noqa: E402

# Places of enum sbill_837_how and enum sbill_837_makes that a value depends on (lib/map/x12.h).
HOW = ("special fixed key role count text digits qualifier texts date period format money qty int flag yes word name "
       "state subdivision country order cause use procedure pointer same").split()
ELSEWHERE, A_POINTER = 4, 8
GUIDE = {"P": "005010X222A1", "D": "005010X224A2"}


class Maker:
    def __init__(self, loops, form, seed):
        self.loops, self.form = loops, form
        self.r = random.Random(seed)
        self.n, self.lines, self.payers = 0, 0, 0
        self.coverage = None  # id of the payer of the loop 2320 at hand
        self.others = []
        self.order = list("STABCDEFGH")
        self.path = ()

    # ---- values --------------------------------------------------------------------------------------

    def word(self, low, high):
        self.n += 1
        text = f"V{self.n}"
        size = max(low, min(high, len(text)))
        return (text + "XYZW")[:size] if size < len(text) or len(text) < low else text

    def date(self):
        self.n += 1
        return f"20{self.r.randint(10, 24)}{self.r.randint(1, 12):02d}{self.r.randint(1, 28):02d}"

    def amount(self, high):
        return f"{self.r.randint(1, 9999)}.{self.r.randint(1, 9)}" if high > 6 else str(self.r.randint(1, 99))

    def value(self, el, segment):
        how = HOW[el["how"]]
        codes = [c for c in (el["codes"] or "").split(" ") if c and c != "-"]
        if how in ("fixed", "key"):
            return codes[0]
        if how == "int" and not codes:
            return str(self.r.randint(1, 9))
        if how == "order":
            return self.order.pop(0)
        if codes:
            return self.r.choice(codes)
        if how in ("date", "period"):
            return self.date()
        if how in ("money", "qty"):
            return self.amount(el["max"])
        if el["type"] == "R":
            return str(self.r.randint(1, 99))
        if el["type"] == "D":
            return self.date()
        return self.word(el["min"], min(el["max"], 12))

    def wanted(self, usage):
        return usage == "R" or self.r.random() < 0.75

    def here(self, row):
        return self.form in row["forms"]

    # ---- segments --------------------------------------------------------------------------------------

    def rows(self, loop, segment):
        """Elements as {place: value}; a KEY stands with what it is about."""
        out, dropped = {}, set()
        person = self.r.random() < 0.5 and loop["code"] not in ("77",)
        texts = {}
        for el in segment["elements"]:
            if not self.here(el):
                continue
            how, place = HOW[el["how"]], (el["at"], el["part"])
            if how == "role":
                out[place] = loop["code"]
            elif how == "word" and el["codes"] == "1 2" and segment["id"] == "NM1":
                out[place] = "1" if person else "2"
            elif segment["id"] == "NM1" and el["at"] in (4, 5, 7) and not person and loop["code"] != "QC":
                continue
            elif how in ("texts", "pointer", "cause") and el["index"]:
                if texts.get((el["at"] if el["part"] else 0, el["path"])) and self.r.random() < 0.6:
                    value = self.value(el, segment)
                    if how == "cause" and value <= max(texts[(el["at"], el["path"])]):
                        texts[(el["at"], el["path"])] = []
                        continue
                    out[place] = value
                    texts[(el["at"] if el["part"] else 0, el["path"])].append(value)
                else:
                    texts[(el["at"] if el["part"] else 0, el["path"])] = []
            elif how == "count":
                out[place] = str(self.lines)
            elif how in ("key", "qualifier", "format", "special") or (how == "word" and el["pair"]):
                continue
            elif how == "subdivision" or how == "country" or how == "same":
                continue
            elif self.wanted(el["usage"]):
                out[place] = self.value(el, segment)
                if how in ("texts", "pointer", "cause"):
                    texts[(el["at"] if el["part"] else 0, el["path"])] = [out[place]]
        for el in segment["elements"]:
            how, place = HOW[el["how"]], (el["at"], el["part"])
            if not self.here(el):
                continue
            if how in ("key", "qualifier") or (how == "word" and el["pair"]):
                if any(at == el["pair"] for at, _ in out):
                    out[place] = self.value(el, segment)
            elif how == "format" and (3, 0) in out:
                out[place] = self.r.choice(["D8", "RD8"])
                if out[place] == "RD8":
                    out[(3, 0)] += "-" + self.date()
        return {k: v for k, v in out.items() if k not in dropped}

    @staticmethod
    def text(name, places):
        elements = {}
        for (at, part), value in places.items():
            elements.setdefault(at, {})[part] = value
        out = [name]
        for at in range(1, max(elements, default=0) + 1):
            parts = elements.get(at, {})
            out.append(parts[0] if 0 in parts
                       else ":".join(parts.get(p, "") for p in range(1, max(parts, default=0) + 1)))
        return "*".join(out)

    def pick(self, segment, code):
        places = {}
        if segment["qualifier"]:
            places[(segment["qualifier"], 0)] = code
        return places

    def special(self, loop, segment):
        name, codes = segment["id"], (segment["codes"] or "").split()
        if name == "PER":
            phone_only = not any(e["at"] == 8 for e in segment["elements"])
            kinds = ["TE", "EX"] if phone_only else self.r.choice([["TE"], ["TE", "EX"], ["TE", "FX"], ["FX"], ["TE", "EX", "FX"]])
            times = 2 if segment["repeat"] > 1 and self.r.random() < 0.5 else 1
            for _ in range(times):
                yield "*".join(["PER", "IC", self.word(3, 10)] + [x for k in kinds for x in (k, self.word(3, 10))])
        elif name == "REF" and "identifiers" in segment["elements"][0]["path"]:
            for _ in range(self.r.randint(1, min(2, segment["repeat"]))):
                ref = f"REF*{self.r.choice(codes)}*{self.word(3, 10)}"
                if loop["id"].startswith("24") and self.others and self.r.random() < 0.5:
                    ref += f"**2U:{self.r.choice(self.others)}"
                yield ref
        elif name == "REF":  # authorizations of a line
            yield f"REF*{codes[0]}*{self.word(3, 10)}"
            if self.others:
                yield f"REF*{codes[0]}*{self.word(3, 10)}**2U:{self.r.choice(self.others)}"
        elif name == "DTP":
            yield self.r.choice([f"DTP*314*RD8*{self.date()}-{self.date()}", f"DTP*360*D8*{self.date()}",
                                 f"DTP*361*D8*{self.date()}"])
        elif name == "CRC":
            values = next(e for e in segment["elements"] if e["at"] == 3)["codes"].split()
            yield "*".join(["CRC", codes[0], "Y"] + self.r.sample(values, min(2, len(values))))
            if codes[0] == "07":
                yield "*".join(["CRC", "07", "N"] + self.r.sample(values, 3))
        elif name == "K3":
            for _ in range(self.r.randint(1, 3)):
                yield "K3*" + self.word(3, 12)
        elif name == "HI" and codes[0] == "ABK":
            first, later = self.r.choice([("ABK", "ABF"), ("BK", "BF")] + ([("TQ", "TQ")] if self.form == "D" else []))
            yield "*".join(["HI", f"{first}:{self.word(3, 8)}"]
                           + [f"{later}:{self.word(3, 8)}" for _ in range(self.r.randint(0, 11))])
        elif name == "HI":
            later = codes[-1]
            most = 2 if codes[0] == "BP" else 12
            yield "*".join(["HI"] + [f"{codes[0] if i == 0 else later}:{self.word(3, 8)}"
                                     for i in range(self.r.randint(1, most))])
        elif name == "CAS":
            for group in self.r.sample(["CO", "OA", "PR"], self.r.randint(1, 3)):
                parts = []
                for _ in range(self.r.randint(1, 6)):
                    parts += [str(self.r.randint(1, 200)), self.amount(18), self.r.choice(["", "2", "1.5"])]
                yield "*".join(["CAS", group] + parts)
        elif name == "SVD":
            mods = "".join(f":{self.word(2, 2)}" for _ in range(self.r.randint(0, 2)))
            bundled = f"*{self.r.randint(1, 9)}" if self.r.random() < 0.3 else ""
            yield (f"SVD*{self.r.choice(self.others)}*{self.amount(18)}*{'AD' if self.form == 'D' else 'HC'}:"
                   f"{self.word(5, 5)}{mods}**{self.r.randint(1, 9)}{bundled}")
        elif name == "TOO":
            for _ in range(self.r.randint(1, 3)):
                faces = self.r.sample("MODBLFI", self.r.randint(0, 5))
                yield f"TOO*JP*{self.r.randint(1, 32)}" + ("*" + ":".join(faces) if faces else "")
        elif name == "DN1":
            yield self.r.choice(["DN1*36*27", "DN1****Y", f"DN1*12**" + f"*{self.word(5, 12)}"])

    def segment(self, loop, segment):
        if not self.here(segment) or not self.wanted(segment["usage"]):
            return
        if loop["id"] == "2000B" and segment["id"] == "PAT" and not self.self_:
            return  # of a subscriber who is the patient
        if loop["id"] == "2010BA" and segment["codes"] == "Y4" and not self.self_:
            return  # belongs to the patient
        if segment["special"]:
            yield from self.special(loop, segment)
            return
        times = self.r.randint(1, min(segment["repeat"], 3)) if segment["each"] else 1
        for _ in range(times):
            places = self.rows(loop, segment)
            if segment["id"] == "HL":
                continue
            if segment["codes"]:
                places.setdefault((segment["qualifier"], 0), segment["codes"].split()[0])
                if HOW[segment["elements"][0]["how"]] == "text" and not segment["elements"][0]["codes"]:
                    places[(segment["qualifier"], 0)] = self.r.choice(segment["codes"].split())
            if segment["id"] == "SBR":
                places[(2, 0)] = "18" if self.path == ("2000B",) and self.self_ else places.get((2, 0), "")
                if self.path == ("2000B",):
                    places[(1, 0)] = "P"
                    if not self.self_:
                        places.pop((2, 0), None)
                elif not places[(2, 0)]:
                    places[(2, 0)] = "01"
            if segment["id"] == "SV1":
                self.code = places[(1, 2)]
            if segment["id"] == "SV5":
                places[(1, 2)] = self.code
            if loop["id"] == "2010BA" and segment["id"] == "NM1" and self.self_ and places[(2, 0)] == "2":
                places[(2, 0)] = "1"
            if segment["id"] == "PAT" and loop["id"] == "2000C":
                places[(1, 0)] = "19"
            if segment["id"] == "NM1" and loop["code"] == "PR":
                self.payers += 1
                self.coverage = f"PAYER{self.payers}"
                places[(9, 0)] = self.coverage
                if loop["id"] == "2330B":
                    self.others.append(self.coverage)
            if len(places) > (1 if segment["id"] not in ("N3", "N4", "CLM", "LX", "K3", "FRM") else 0):
                yield self.text(segment["id"], places)

    # ---- loops ---------------------------------------------------------------------------------------

    def loop(self, i):
        loop = self.loops[i]
        self.path += (loop["id"],)
        had = loop["segments"]
        for k, segment in enumerate(had):
            if k == 0 and segment["id"] != "HL":
                first = list(self.segment(loop, dict(segment, usage="R")))
                yield from first
                continue
            yield from self.segment(loop, segment)
        for k, inner in enumerate(self.loops):
            if inner["up"] != i or not self.here(inner):
                continue
            yield from self.inner(k, inner)
        self.path = self.path[:-1]

    def inner(self, k, inner):
        if inner["makes"] == ELSEWHERE:
            named = any(role == inner["code"] for role in self.roles)
            if named and self.r.random() < 0.5:
                yield f"NM1*{inner['code']}*{self.roles[inner['code']]}"
                codes = ["G2"] if inner["id"] in ("2330G",) else ["0B", "G2"]
                yield f"REF*{self.r.choice(codes)}*{self.word(3, 10)}"
            return
        if inner["id"] == "2010BA" or inner["usage"] == "R":
            times = 1
        else:
            times = int(self.r.random() < 0.7)
        if inner["id"] == "2320":
            times = self.r.randint(0, 3)
        if inner["id"] == "2400":
            times = self.r.randint(1, 3)
        if inner["id"] == "2430":
            times = self.r.randint(0, 2) if self.others else 0
        for _ in range(times):
            if inner["id"] == "2400":
                self.lines += 1
            made = list(self.loop(k))
            if inner["id"].startswith("23") and inner["code"] and made:
                self.roles[inner["code"]] = made[0].split("*")[2]
            yield from made

    def claim(self, dependent):
        at = {loop["id"]: i for i, loop in reversed(list(enumerate(self.loops)))}
        self.self_, self.roles = not dependent, {}
        billing = list(self.loop(at["2000A"]))
        self.roles["85"] = next(s for s in billing if s.startswith("NM1*85")).split("*")[2]
        out = ["HL*1**20*1"] + billing
        subscriber = list(self.loop(at["2000B"]))
        out += [f"HL*2*1*22*{int(dependent)}"] + subscriber
        if dependent:
            out += ["HL*3*2*23*0"] + list(self.loop(at["2000C"]))
        return out + list(self.loop(at["2300"]))

    def file(self, dependent):
        guide = GUIDE[self.form]
        body = [f"ST*837*0001*{guide}", "BHT*0019*00*1*20250101*1200*CH", "NM1*41*2*SUBMITTER*****46*12345",
                "PER*IC*NAME*TE*5555550100", "NM1*40*2*RECEIVER*****46*54321"] + self.claim(dependent)
        body.append(f"SE*{len(body) + 1}*0001")
        head = ["ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250101*1200*^*00501*000000001*0*T*:",
                f"GS*HC*SENDER*RECEIVER*20250101*1200*1*X*{guide}"]
        return "~".join(head + body + ["GE*1*1", "IEA*1*000000001"]) + "~"


def spelled(text):
    """The same file as others spell it: (name, bytes)."""
    one = text.rstrip("~").split("~")
    isa, rest = one[0], one[1:]
    yield "lower case", "~".join([isa] + [s.lower() for s in rest]) + "~"
    yield "empty elements behind", "~".join([isa] + [s + "**" for s in rest]) + "~"
    yield "other separators", "!".join(one).replace(":", "<").replace("*", "|") + "!"
    yield "lines", "\n".join(one) + "\n"
    yield "byte order mark, indents", "\ufeff" + "~\r\n   ".join(one) + "~\r\n"
    yield "another component separator than declared", "~".join([isa[:-1] + ">"] + rest) + "~"
    yield "no trailers", "~".join(one[:-3]) + "~"


def findings(options, path):
    done = subprocess.run([options.superbill, "run", "--book", options.book, "--format", "ndjson", str(path)],
                          capture_output=True, timeout=60)
    out = []
    for line in done.stdout.decode("utf-8").splitlines():
        out += [f"{f['number']} {f.get('x12')}: {f.get('text') or f.get('rule')}" for f in json.loads(line).get("findings", [])
                if 1300 <= f["number"] < 1400]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--map", default=str(ROOT / "build" / "tests" / "x12_map"))
    parser.add_argument("--superbill", default=str(ROOT / "build" / "cli" / "superbill"))
    parser.add_argument("--book", default=str(ROOT / "build" / "us-starter.sbk"))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    loops = json.loads(subprocess.run([options.map, "json"], capture_output=True, check=True).stdout)
    options.verbose = False

    good = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(options.seeds):
            for form in "PD":
                path = folder / f"full-{form}-{seed}.837"
                text = Maker(loops, form, seed).file(seed % 2 == 1)
                path.write_text(text)
                wrong = findings(options, path)
                wrong += x12_roundtrip.compare(options, path)[2]
                for name, other in spelled(text) if seed < 4 else ():
                    path.write_text(other, encoding="utf-8", newline="")
                    wrong += [f"{name}: {line}" for line in x12_roundtrip.compare(options, path, strict=True)[2]]
                good, bad = good + (not wrong), bad + bool(wrong)
                if wrong:
                    print(f"FAIL {form} seed {seed}")
                for line in wrong[:20]:
                    print("    " + line)
    print(f"x12 full: {good} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
