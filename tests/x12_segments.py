"""X12 files as lists of segments, for tests: cut, normalised, and divided into claims with the levels above them."""
import re


class Unreadable(Exception):
    pass


class File:
    """segments: lists of elements, each a list of components."""

    def __init__(self, data):
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        text = text.lstrip("\ufeff \t\r\n")
        if text[:3].upper() != "ISA":
            raise Unreadable("no ISA at the front")
        self.segments, self.marks = [], None
        rest = text
        while rest:
            if rest[:3].upper() == "ISA":
                self.marks = self.declared(rest)
            element, component, end = self.marks
            one, _, rest = rest.partition(end)
            one = one.strip()
            if one:
                self.segments.append(self.cut(one, element, component))
            rest = rest.lstrip(" \t\r\n")

    @staticmethod
    def declared(text):
        element, at = text[3], 3
        for _ in range(15):
            at = text.find(element, at + 1)
            if at < 0:
                raise Unreadable("the ISA is cut short")
        return element, text[at + 1], text[at + 2]

    @staticmethod
    def cut(one, element, component):
        parts = re.sub(r"[\r\n]", "", one).split(element)
        name = parts[0].upper()
        # Files occur whose composites are held together by another character than the ISA says.
        if name == "CLM" and len(parts) > 5 and len(parts[5]) > 2 and not parts[5][2].isalnum():
            component = parts[5][2]
        if name in ("HI", "SV1", "SV3") and len(parts) > 1:
            m = re.match(r"\w{2,3}([^\w\s])", parts[1])
            component = m.group(1) if m else component
        return [name] + [p.split(component) if name != "ISA" else [p] for p in parts[1:]]


def number(text):
    """150.00, 0150 and 150 are one number; what is none stays."""
    m = re.fullmatch(r"(-?)0*(\d*)(?:\.(\d*?)0*)?", text)
    if not m or not re.search(r"\d", text) or "." not in text:
        return text
    whole, rest = m.group(2) or "0", m.group(3)
    return m.group(1) + whole + ("." + rest if rest else "")


def normal(segment):
    """Letter case, blanks at the ends, spelling of decimals and trailing empty elements do not matter."""
    out = [segment[0]]
    for element in segment[1:]:
        parts = [number(p.strip().upper()) for p in element]
        while parts and not parts[-1]:
            parts.pop()
        out.append(":".join(parts))
    while len(out) > 1 and not out[-1]:
        out.pop()
    return "*".join(out)


class Claim:
    """The segments of one CLM, levels first; counters (HL, LX01) are the file's own and not kept."""

    def __init__(self, number_, segments):
        self.number, self.segments = number_, segments


def claims(file):
    """(claims that a reader of 837P and 837D takes, how many sets it passes over)"""
    out, passed = [], 0
    version, taken = "", False
    levels = {}
    level, current = None, None
    for s in file.segments:
        name = s[0]
        first = s[1][0] if len(s) > 1 else ""
        if name == "GS":
            version = s[8][0].strip() if len(s) > 8 else ""
        elif name == "ST":
            guide = (s[3][0].strip() if len(s) > 3 and s[3][0].strip() else version).upper()
            taken = first.strip() == "837" and guide.startswith(("005010X222", "005010X224"))
            passed += not taken
            levels, level, current = {}, "head", None
        elif name in ("SE", "GE", "IEA", "ISA", "TA1"):
            current, level = None, None
        elif not taken or level is None:
            continue
        elif name == "HL":
            level = s[3][0].strip() if len(s) > 3 else ""
            current = None
            for later in {"20": ("20", "22", "23"), "22": ("22", "23"), "23": ("23",)}.get(level, ()):
                levels[later] = []
        elif name == "CLM":
            current = Claim(first.strip(), [normal(x) for k in ("20", "22", "23") for x in levels.get(k, [])])
            current.segments.append(normal(s))
            out.append(current)
        elif current:
            if name != "LX":
                current.segments.append(normal(s))
            else:
                current.segments.append("LX")
        elif level in levels:
            levels[level].append(s)
    return out, passed


def one_order(segments):
    """Segments of one name that follow each other may come in any order, and so may loops NM1 of one claim."""
    out, run = [], []
    for s in segments + [""]:
        if run and s.split("*")[0] == run[0].split("*")[0]:
            run.append(s)
            continue
        out += sorted(run)
        run = [s]
    return [s for s in out if s]
