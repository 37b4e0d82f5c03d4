#!/usr/bin/env python3
"""Make rule packs from lists of terms.

usage: make_terms.py [--check]

Each terms/NAME.txt becomes rules/terms-NAME.xml: for each line a concept, the rule that gives its code, and tests.
--check writes nothing and says whether the packs are those that the lists make.

A line:  CODES  TITLE | PHRASE; PHRASE; ... | OPTIONS

CODES    L68.0                     one code
         M77.0-                    a family whose codes differ by side, as the titles of the code table say
         S83.241/S83.242/S83.249   the codes for right, left, side not said (and, if a fourth stands there, both)
PHRASE   words; (a|b) one of them, (x) or [x ] may be left out, @ where a side may stand, - a hyphen or a blank,
         = before a phrase: capitals as written
OPTIONS  chronic                   "history of" does not end it (guideline IV.I)
         managed=ID,ID             concepts that show that it is treated
         not=PHRASE,PHRASE         what only looks like it
         sex=F  role=secondary     as in a rule
         hist=CODE                 the code for a history of it
         replaces=CODE,CODE        codes that this one supersedes
         yields=CODE,CODE          codes that this one gives way to, being less specific
         phase                     an injury: the 7th character is the phase of treatment (I.C.19.a)
         done                      a procedure: what was done once is a status now
"""
import re
import sys
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIDE = "(?:(?'side'{side}) )?"
OPTIONS = {"chronic", "managed", "not", "sex", "role", "hist", "replaces", "yields", "phase", "done", "guideline", "only"}
SITES = {"shoulder": "shoulder rotator bicipital biceps acromio supraspinatus", "elbow": "elbow epicondyl olecranon",
         "wrist": "wrist scaphoid radius Colles", "hand": "hand finger thumb", "hip": "hip femur trochanter gluteal psoas",
         "knee": "knee patell menisc cruciate collateral Baker popliteal", "ankle": "ankle malleol Achilles",
         "foot": "foot toe hallux bunion metatars calcane heel plantar Morton", "leg": "leg calf tibia fibula thigh hamstring quadriceps "
         "cellulitis lower", "arm": "arm humerus upper ulnar radial", "ear": "ear tinnitus hearing otitis Eustachian Meniere labyrinth",
         "eye": "eye stye cornea conjunctiv vision floaters", "breast": "breast", "kidney": "kidney", "lung": "lung", "ovary": "ovar",
         "testis": "test"}
MOST_PHRASES = 8 # in one pattern: captures are limited
ASK_PHASE = "Is the injury in active treatment, in routine healing, or is this a late effect?"


def table(year="2026"):
    rows = {}
    for line in (HERE / f"icd10cm_order_{year}.txt").read_text().splitlines():
        rows[line[6:13].strip()] = (line[14] == "1", line[77:].strip())
    return rows


def dotted(code):
    code = code.replace(".", "")
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"


# ---- phrases ----

def parse(text, i=0, end=""):
    """A phrase as a list of parts: text, ("any", [phrases]), ("maybe", phrase)."""
    parts, alternatives = [], []
    word = ""
    while i < len(text) and text[i] not in end:
        c = text[i]
        if c in "([":
            if word:
                parts.append(word)
            inner, i = parse(text, i + 1, ")" if c == "(" else "]")
            word = ""
            several = len(inner[1]) > 1
            parts.append(inner if c == "(" and several else ("maybe", [inner] if several else inner[1][0]))
        elif c == "|" and end:
            alternatives.append(parts + ([word] if word else []))
            parts, word = [], ""
        else:
            word += c
        i += 1
    alternatives.append(parts + ([word] if word else []))
    return ("any", alternatives), i


def with_blanks(parts):
    """The blank beside what may be left out goes with it: "tic [disorder]" is "tic[ disorder]"."""
    parts = list(parts)
    for i, p in enumerate(parts):
        if isinstance(p, str) or p[0] != "maybe" or not isinstance(p[1][0], str) or not isinstance(p[1][-1], str):
            continue
        inner = list(p[1])
        last, first = i + 1 == len(parts), i == 0
        after = "" if last else parts[i + 1] if isinstance(parts[i + 1], str) else "x"
        before = "" if first else parts[i - 1] if isinstance(parts[i - 1], str) else "x"
        if before.endswith(" ") and (last or after.startswith(" ")) and not inner[-1].endswith(" "):
            parts[i - 1] = before[:-1]
            inner[0] = " " + inner[0]
        elif first and after.startswith(" ") and not inner[-1].endswith(" "):
            parts[i + 1] = after[1:]
            inner[-1] += " "
        parts[i] = ("maybe", inner)
    return [p for p in parts if p != ""]


def regex(parts):
    out = ""
    for p in with_blanks(parts):
        if isinstance(p, str):
            p = re.sub(r"[.^$*+?\\{}]", lambda m: "\\" + m.group(), p)
            out += p.replace("'", "['’]?").replace("-", "[- ]?").replace("@", SIDE)
        elif p[0] == "maybe":
            out += f"(?:{regex(p[1])})?"
        else:
            bodies = [regex(a) for a in p[1]]
            empty = "" in bodies
            out += f"(?:{'|'.join(b for b in bodies if b)})" + ("?" if empty else "")
    return out


def sample(parts, side="", n=None):
    """The phrase with its first alternatives and without what may be left out; with n, the n-th of each, and all."""
    out = ""
    for p in with_blanks(parts):
        if isinstance(p, str):
            out += p.replace("@", side + " " if side else "")
        elif p[0] == "any":
            out += sample(p[1][(n or 0) % len(p[1])], side, n)
        elif n is not None:
            out += sample(p[1], side, n)
    return out


def choices(parts):
    """How many samples go through every alternative."""
    most = 1
    for p in parts:
        if not isinstance(p, str):
            inner = p[1] if p[0] == "any" else [p[1]]
            most = max(most, len(inner) if p[0] == "any" else 1, *[choices(x) * (len(inner) if p[0] == "any" else 1) for x in inner])
    return most


def samples(parts):
    seen = [sample(parts)]
    for n in range(choices(parts)):
        text = sample(parts, n=n)
        if text not in seen:
            seen.append(text)
    return seen


def phrases(text):
    """(exact case?, parts) for each phrase."""
    for one in text.split(";"):
        one = one.strip()
        if one:
            parts = parse(one.lstrip("="))[0][1][0]
            if len(parts) == 1 and parts[0][0] == "maybe": # parentheses around all of it
                parts = parts[0][1]
            yield one.startswith("="), parts


def pattern(parts, sided):
    body = regex(parts)
    if sided:
        after = "" if "'side'" in body else "(?:,? (?:on the |of the |in the |to the )?(?'side'{side})(?: side)?)?"
        before = "" if body.startswith(SIDE) else "(?:(?'side'{side})(?:[- ]sided?)? )?"
        body = before + body + after
    return body.replace("(?'side'{side}) )?", "(?'side'{side}) )?")


# ---- codes ----

def family(codes, text):
    """The codes for right, left, both, side not said."""
    stem = text.rstrip("-").replace(".", "")
    found = {}
    for code, (_, title) in codes.items():
        if len(code) != len(stem) + 1 or not code.startswith(stem):
            continue
        words = set(re.findall("[a-z]+", title.lower()))
        if "bilateral" in words:
            found["bilateral"] = code
        elif "right" in words and "left" not in words:
            found["right"] = code
        elif "left" in words and "right" not in words:
            found["left"] = code
        elif "unspecified" in words:
            found["none"] = code
    return found


def sides(codes, text):
    if "/" in text:
        return dict(zip(("right", "left", "none", "bilateral"), text.split("/")))
    return family(codes, text) if text.endswith("-") else None


# ---- output ----

class Term:
    before = set() # codes of the release before

    def __init__(self, codes, line):
        head, said, *rest = [x.strip() for x in line.split("|", 1)[0].strip().split("  ", 1)] + [line.split("|", 1)[1]]
        self.codes_text, self.title = head, said
        phrase, options = self.split(rest[0])
        self.phrases = list(phrases(phrase))
        self.options = dict((o.split("=", 1) + [""])[:2] for o in self.words(options))
        unknown = set(self.options) - OPTIONS
        if unknown:
            sys.exit(f"{line}: unknown option {unknown}")
        self.sides = sides(codes, head)
        self.phase = "phase" in self.options
        words = re.findall(r"[A-Za-z]+", self.title)
        self.site = next((s for w in words for s, stems in SITES.items() for x in stems.split() if w.lower().startswith(x.lower())), "") \
            if self.sides else ""
        self.id = "t-" + re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")

    @staticmethod
    def split(text):
        """At the last bar that stands outside of parentheses."""
        depth = 0
        for i, c in enumerate(text):
            depth += (c in "([") - (c in ")]")
            if c == "|" and depth == 0:
                return text[:i], text[i + 1:]
        return text, ""

    @staticmethod
    def words(options):
        return re.findall(r"[a-z]+=.*?(?=\s+[a-z]+=|\s+(?:chronic|phase|done)\b|$)|[a-z]+", options)

    def list(self, name):
        return [x.strip() for x in self.options.get(name, "").split(",") if x.strip()]

    def code(self, text):
        return dotted(text) + ("{phase}" if self.phase else "")

    def tested(self, text):
        return dotted(text) + ("A" if self.phase else "")

    def concept(self):
        o = self.options
        out = f'  <concept id="{self.id}" title="{escape(self.title)}" group="term" fallback="yes"'
        out += ' persistence="chronic"' if "chronic" in o else ""
        out += f' managed-by="{" ".join(self.list("managed"))}"' if "managed" in o else ""
        out += ' kind="treatment"' if "done" in o else ""
        out += ' allow="cue-inside"' if any(INSIDE.search(text) for _, p in self.phrases for text in samples(p)) else ""
        out += ">\n"
        for exact in (False, True): # long phrases first: of alternatives the first that matches is taken
            same = sorted((p for e, p in self.phrases if e == exact), key=lambda p: -len(sample(p)))
            bodies = list(dict.fromkeys(pattern(p, self.sides) for p in same))
            for i in range(0, len(bodies), MOST_PHRASES):
                out += f'    <find{" case=" + chr(34) + "exact" + chr(34) if exact else ""}>' \
                       f'{escape("|".join(bodies[i:i + MOST_PHRASES]), False)}</find>\n'
        nots = [parse(x)[0][1][0] for x in self.list("not")]
        if nots:
            out += f'    <except>{escape("|".join(regex(p) for p in nots), False)}</except>\n'
        for _, p in self.phrases:
            for text in samples(p):
                out += f'    <test finds="yes">{escape(text[0].upper() + text[1:], False)}.</test>\n'
        out += f'    <test finds="no" because="negated">No {escape(self.first(), False)}.</test>\n'
        if nots:
            out += f'    <test finds="no" because="except">{escape(sample(nots[0]).capitalize(), False)}.</test>\n'
        return out + "  </concept>\n"

    def first(self, side=""):
        exact, parts = self.phrases[0]
        text = sample(parts, side)
        if side and side not in text:
            text = f"{side} {text}"
        return text if exact or text[:2].isupper() else text[0].lower() + text[1:]

    def note(self, text):
        return escape(text[0].upper() + text[1:] + (" this morning, splint applied." if self.phase else "."), False)

    def since(self):
        """The first day of the release that first has all its codes."""
        codes = self.sides.values() if self.sides else [self.codes_text]
        return ' from="2025-10-01"' if any(self.tested(c).replace(".", "") not in Term.before for c in codes) else ""

    def rule(self):
        o = self.options
        when = f"{self.id}[current,historical,resolved]" if "done" in o else self.id
        out = f'  <code id="{self.id}" when="{when}"'
        out += f' assign="{self.code(self.codes_text)}"' if not self.sides else ' choose="side"'
        uses = ["treatment-phase", "treatment-given"] * self.phase + [f"side-of-{self.site}"] * bool(self.site)
        out += f' uses="{" ".join(uses)}"' if uses else ""
        for name, attr in (("replaces", "replaces"), ("yields", "yields")):
            out += f' {attr}="{" ".join(self.list(name))}"' if self.list(name) else ""
        out += f' ask="{ASK_PHASE}"' if self.phase else ""
        out += f' sex="{o["sex"]}"' if "sex" in o else ""
        out += f' role="{o["role"]}"' if "role" in o else ""
        out += ' only="assessed"' if re.match(r"Z(87|88|90|91|98)", self.codes_text) else ""
        out += self.since()
        out += ' guideline="I.C.19.a"' if self.phase else ' guideline="I.B.13"' if self.sides else ' guideline="IV.D"' \
            if self.codes_text[0] == "R" else ' guideline="I.C.21"' if self.codes_text[0] == "Z" else ' guideline="IV.J"'
        out += f' source="tabular list: {escape(self.title)}">\n'
        if self.sides:
            for side in ("right", "left", "bilateral"):
                if side in self.sides:
                    out += f'    <case is="{side}">{self.code(self.sides[side])}</case>\n'
                elif side == "bilateral":
                    out += f'    <case is="{side}">{self.code(self.sides["right"])} {self.code(self.sides["left"])}</case>\n'
            if "none" in self.sides:
                out += f'    <otherwise ask="On which side is the {escape(self.title)}?">{self.code(self.sides["none"])}</otherwise>\n'
        out += self.tests()
        out += "  </code>\n"
        sex = f' sex="{o["sex"]}"' if "sex" in o else ""
        only = ' only="assessed"' if o.get("hist", "").startswith("Z87") else ""
        if o.get("hist"):
            out += (f'  <code id="{self.id}-history" when="{self.id}[historical,resolved]" assign="{o["hist"]}" unless="{self.id}"'
                    f' role="secondary"{only} guideline="I.C.21.c.4" source="tabular list: history of {escape(self.title)}">\n'
                    f'    <test expect="{o["hist"]}"{sex}>History of {escape(self.first(), False)}.</test>\n'
                    f'    <test expect=""{sex}>No history of {escape(self.first(), False)}.</test>\n  </code>\n')
        return out

    def tests(self):
        sex = f' sex="{self.options["sex"]}"' if "sex" in self.options else ""
        out = ""
        if not self.sides:
            out += f'    <test expect="{self.tested(self.codes_text)}"{sex}>{self.note(self.first())}</test>\n'
        else:
            for side in ("right", "left"):
                if side in self.sides:
                    out += f'    <test expect="{self.tested(self.sides[side])}"{sex}>{self.note(self.first(side))}</test>\n'
        because = "" if "done" in self.options else ' because="negated"'
        return out + f'    <test expect=""{because}{sex}>No {escape(self.first(), False)}.</test>\n'


WORDS = {"side": '''  <words id="side">
    <w is="left">left|lt\\.?</w><w is="right">right|rt\\.?</w><w is="bilateral">both|bilateral|b/l</w>
  </words>
''', "phase": '''  <words id="phase">
    <w is="A">active</w><w is="D">healing</w><w is="S">sequela</w>
  </words>
'''}
# Words that elsewhere change what stands beside them, but here belong to the term.
INSIDE = re.compile(r"\b(allerg(y|ic) to|status post|s/p|no|lack of|without|history of|old|not)\b", re.I)


def pack(codes, path):
    title = path.read_text().splitlines()[0].lstrip("# ").split(". See")[0]
    terms = [Term(codes, line) for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    ids = [t.id for t in terms]
    doubled = {i for i in ids if ids.count(i) > 1}
    if doubled:
        sys.exit(f"{path.name}: titles twice: {doubled}")
    for t in terms:
        check(codes, t, path)
    body = "".join(t.concept() + t.rule() for t in terms)
    words = "".join(text for name, text in WORDS.items() if "{" + name + "}" in body)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by make_terms.py from terms/{path.name}: change that list. -->\n'
            f'<rules xmlns="urn:superbill:rules:1" id="us-starter.terms-{path.stem}" version="2026.1" effective="2024-10-01"\n'
            f'       extends="us-starter.context us-starter.metabolic-heart us-starter.muscles-injuries" title="{escape(title)}">\n'
            f'  <provenance author="superbill" status="draft" source="ICD-10-CM tabular list and index FY2026"/>\n{words}{body}</rules>\n')


def check(codes, t, path):
    for text in t.sides.values() if t.sides else [t.codes_text]:
        bare = text.replace(".", "")
        if t.phase:
            bare += "A"
        if not codes.get(bare, (False,))[0]:
            print(f"{path.name}: {t.title}: {text} is not billable in the table", file=sys.stderr)
    if t.sides is not None and not {"right", "left"} <= set(t.sides):
        print(f"{path.name}: {t.title}: {t.codes_text} has no sides", file=sys.stderr)


def main():
    codes = table()
    Term.before = {code for code, (billable, _) in table("2025").items() if billable}
    stale = 0
    for path in sorted((HERE / "terms").glob("*.txt")):
        text = pack(codes, path)
        out = HERE / "rules" / f"terms-{path.stem}.xml"
        if "--check" in sys.argv:
            stale += not out.exists() or out.read_text() != text
        else:
            out.write_text(text)
            print(f"{out.name}: {text.count('<concept ')} concepts")
    sys.exit("the packs of terms are stale: run make_terms.py" if stale else 0)


if __name__ == "__main__":
    main()
