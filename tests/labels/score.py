#!/usr/bin/env python3
"""Codes suggested on visit notes against labels that two coders made and a third settled (README.md says how).

usage: score.py --superbill COMMAND --book FILE [--split develop|judge|all] [--show NAME|all] [--json]
       score.py --superbill COMMAND --book FILE --floors

Prints precision and recall of the required codes, overcodes a hundred visits, first-listed and exact sets, laterality and
7th characters, and the reasons of withheld diagnoses. --show prints what differs on a note. --floors checks that no figure of
a split is worse than floors.json says; who makes the figures better raises the floors. Exit 77 without the notes.

Counting. A suggestion is right if the label has the code, required or optional; only required codes count for recall. An overcode is a
suggestion that the label lacks: it weighs 2 if the label says the diagnosis must be withheld, 1/2 if the label has another
code of its category (a detail is wrong, not the disease), else 1.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/data"))
import notes as visits  # noqa: E402

DATE = "2025-11-03"


def records(labels, texts):
    base = json.loads((ROOT / "tests/data/visit.json").read_text())
    for row in labels:
        base.update(id=row["note"][:38], date_from=DATE)
        base["patient"].pop("sex", None)
        base["patient"].pop("birth_date", None)
        if row["sex"]:
            base["patient"]["sex"] = row["sex"]
        if row["age"] is not None:
            base["patient"]["birth_date"] = f"{2025 - int(row['age'])}-01-15"
        base["notes"][0].update(text=texts[row["note"]], date=DATE)
        yield json.dumps(base, ensure_ascii=False)


def run(options, labels, texts):
    lines = "\n".join(records(labels, texts)) + "\n"
    done = subprocess.run([options.superbill, "run", "--book", options.book, "--format", "ndjson", "-"],
                          input=lines.encode(), capture_output=True, timeout=300)
    results = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(results) != len(labels):
        sys.exit(f"{len(results)} results for {len(labels)} notes: {done.stderr.decode()[:500]}")
    return results


def of_label(row, required=None):
    return {c["code"] for c in row["codes"] if required is None or c["optional"] != required}


def suggested(result):
    return [d for d in result["diagnoses"] if d["status"] == "suggested"]


def sided(code):
    """Where the side stands in the code, its detail: the last characters after the category."""
    return code.replace(".", "")[:5], code.replace(".", "")[5:]


class Score:
    def __init__(self):
        self.n = self.right = self.given = self.wanted = self.found = self.first = self.exact = 0
        self.over = self.weighted = 0
        self.detail = self.detail_right = self.held = self.held_right = self.held_coded = 0

    def add(self, row, result):
        got = {d["code"] for d in suggested(result)}
        all_, need = of_label(row), of_label(row, True)
        hold = {w["code"]: w["why"] for w in row["withheld"]}
        self.n += 1
        self.given += len(got)
        self.right += len(got & all_)
        self.wanted += len(need)
        self.found += len(got & need)
        self.exact += need <= got <= all_
        first = next((d["code"] for d in sorted(suggested(result), key=lambda d: d.get("rank") or 99)), None)
        self.first += first == next((c["code"] for c in row["codes"] if c["first"]), None)
        categories = {c[:3] for c in all_}
        for code in got - all_:
            self.over += 1
            self.weighted += 2 if code in hold else 0.5 if code[:3] in categories else 1
        self.details(got, need)
        said = {w["code"]: w["reason"] for w in result["withheld"]}
        for code, why in hold.items():
            self.held_coded += code in got
            if code in said:
                self.held += 1
                self.held_right += said[code] == REASON.get(why, why)

    def details(self, got, need):
        for code in need:
            stem, tail = sided(code)
            if len(tail) < 1:
                continue
            same = [c for c in got if sided(c)[0] == stem]
            if same:
                self.detail += 1
                self.detail_right += code in same

    def report(self):
        def share(a, b):
            return round(a / b, 3) if b else None
        return {"visits": self.n, "precision": share(self.right, self.given), "recall": share(self.found, self.wanted),
                "overcodes_per_100": round(100 * self.over / self.n, 1),
                "overcodes_per_100_weighted": round(100 * self.weighted / self.n, 1),
                "first_listed": share(self.first, self.n), "exact_set": share(self.exact, self.n),
                "laterality_and_7th": share(self.detail_right, self.detail),
                "withheld_reason": share(self.held_right, self.held), "withheld_but_coded": self.held_coded}


MORE_IS_WORSE = {"overcodes_per_100", "overcodes_per_100_weighted", "withheld_but_coded"}
REASON = {"historical": "historical", "symptom": "suppressed"}  # the labels' words for the engine's


def show(row, result):
    got = {d["code"]: d for d in suggested(result)}
    print(f"--- {row['note']} ({row['split']})")
    for c in row["codes"]:
        if c["code"] not in got:
            held = [w["reason"] for w in result["withheld"] if w["code"] == c["code"]]
            print(f"  missing {'(optional) ' if c['optional'] else ''}{c['code']}  {'withheld: ' + ', '.join(held) if held else ''}"
                  f"  {c['reason']}")
    for code in got.keys() - of_label(row):
        hold = [w["why"] for w in row["withheld"] if w["code"] == code]
        print(f"  over    {code}  rule {got[code]['rule']}  {'label withholds it: ' + hold[0] if hold else ''}")
        for e in got[code]["evidence"]:
            print(f"          [{e.get('section')}] {e['text']!r}")


def scored(labels, results):
    score = Score()
    for row, result in zip(labels, results):
        score.add(row, result)
    return score.report()


def check_floors(labels, results):
    """Each figure of each split against its floor; a ceiling if more of it is worse."""
    passed = failed = 0
    for split, floors in json.loads((ROOT / "tests/labels/floors.json").read_text()).items():
        rows = [(r, x) for r, x in zip(labels, results) if r["split"] == split]
        report = scored([r for r, _ in rows], [x for _, x in rows])
        for name, floor in floors.items():
            bad = report[name] > floor if name in MORE_IS_WORSE else report[name] < floor
            failed += bad
            passed += not bad
            if bad:
                print(f"{split}: {name} is {report[name]}, {'at most' if name in MORE_IS_WORSE else 'at least'} {floor}")
    print(f"labels: {passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--superbill", required=True)
    parser.add_argument("--book", required=True)
    parser.add_argument("--split", default="all", choices=["develop", "judge", "all"])
    parser.add_argument("--show")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--floors", action="store_true")
    options = parser.parse_args()
    options.superbill = str(Path(options.superbill).resolve())
    labels = [json.loads(line) for line in (ROOT / "tests/labels/visits.jsonl").read_text().splitlines()]
    labels = [r for r in labels if options.split in ("all", r["split"])]
    texts = dict(visits.notes(visits.data()))
    results = run(options, labels, texts)
    if options.floors:
        return check_floors(labels, results)
    for row, result in zip(labels, results):
        if options.show in ("all", row["note"]):
            show(row, result)
    report = scored(labels, results)
    if options.json:
        print(json.dumps({"bench": "labels", "case": options.split, **report}))
    else:
        for name, value in report.items():
            print(f"{name.replace('_', ' '):28} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
