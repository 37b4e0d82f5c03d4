#!/usr/bin/env python3
"""Rules of FHIR R4 claims that the XSD cannot see. Run alone: fhir_rules.py FILE.xml...; tests/run_cases.py and
`./dev test` run it on every claim that cases and examples produce.

  - every reference resolves to an entry of the same Bundle; each fullUrl stands once and is a urn:uuid
  - a Claim has exactly one focal insurance; sequences count from 1 without gaps
  - what an item points to (careTeam, diagnosis, procedure, supportingInfo) exists
  - net = quantity x unitPrice; total = sum of net; at most two decimals, no exponent
  - no value is empty or has blanks at its ends; codes and systems have no blanks at all
  - no element is empty; no text stands between elements
  - a person or place that a resource stands for is referred to by something
"""
import re
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal

NS = "{http://hl7.org/fhir}"
MONEY = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{2}")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
POINTERS = {"careTeamSequence": "careTeam", "diagnosisSequence": "diagnosis",
            "procedureSequence": "procedure", "informationSequence": "supportingInfo"}


def local(element):
    return element.tag.removeprefix(NS)


def value(element, path):
    found = element.find("/".join(NS + step for step in path.split("/")))
    return None if found is None else found.get("value")


def all_of(element, name):
    return element.findall(NS + name)


def plain_values(root):
    """No empty element or value, no blanks at the ends, none in codes, no text between elements."""
    for e in root.iter():
        name = local(e)
        if not e.tag.startswith(NS):
            yield f"{e.tag} is not FHIR"
        if (e.text or "").strip() or (e.tail or "").strip():
            yield f"text inside or after <{name}>"
        if not len(e) and e.get("value") is None and name != "Bundle":
            yield f"<{name}> is empty"
        for key, v in e.attrib.items():
            if not v.strip() or v != v.strip():
                yield f"{name}@{key} is blank or has blanks at its ends"
            if name in ("code", "system") and re.search(r"\s", v):
                yield f"{name} has a blank inside: {v!r}"
        if name in ("net", "unitPrice", "total", "amount") and value(e, "value") is not None:
            if not MONEY.fullmatch(value(e, "value")) or not re.fullmatch("[A-Z]{3}", value(e, "currency") or ""):
                yield f"{name} is not money: {value(e, 'value')} {value(e, 'currency')}"


def references(root):
    urls = [e.get("value") for e in root.iter(NS + "fullUrl")]
    cited = [e.get("value") for e in root.iter(NS + "reference") if e.get("value") is not None]
    for url in urls:
        if not UUID.fullmatch(url):
            yield f"fullUrl is no urn:uuid: {url}"
        if urls.count(url) > 1:
            yield f"fullUrl stands twice: {url}"
    for url in sorted(set(cited) - set(urls)):
        yield f"reference to nothing: {url}"
    for entry in root.iter(NS + "entry"):
        kind = local(entry.find(NS + "resource")[0])
        if kind != "Claim" and value(entry, "fullUrl") not in cited:
            yield f"nothing refers to a {kind}"


def sequences(claim):
    count = {}
    for name in ("careTeam", "supportingInfo", "diagnosis", "procedure", "insurance", "item"):
        got = [value(e, "sequence") for e in all_of(claim, name)]
        count[name] = len(got)
        if got != [str(i + 1) for i in range(len(got))]:
            yield f"{name} sequences: {got}"
    for item in all_of(claim, "item"):
        got = [value(d, "sequence") for d in all_of(item, "detail")]
        if got != [str(i + 1) for i in range(len(got))]:
            yield f"detail sequences: {got}"
        for pointer, target in POINTERS.items():
            for e in all_of(item, pointer):
                if not 1 <= int(e.get("value")) <= count[target]:
                    yield f"{pointer} {e.get('value')} points to nothing"
    focal = [value(e, "focal") for e in all_of(claim, "insurance")]
    if focal.count("true") != 1:
        yield f"{focal.count('true')} focal insurances"


def sums(claim):
    total = Decimal(0)
    for item in all_of(claim, "item"):
        net, price, quantity = (value(item, p) for p in ("net/value", "unitPrice/value", "quantity/value"))
        total += Decimal(net or 0)
        if price and Decimal(price) * Decimal(quantity) != Decimal(net):
            yield f"net {net} is not {quantity} x {price}"
    said = value(claim, "total/value")
    if said is not None and Decimal(said) != total:
        yield f"total {said}, but the items make {total}"


def responses(root):
    """Items that a ClaimResponse speaks of, and its notes, exist."""
    claims = {value(e, "fullUrl"): e.find(f"{NS}resource/{NS}Claim") for e in root.iter(NS + "entry")}
    by_response = {}
    for claim in filter(lambda c: c is not None, claims.values()):
        for e in claim.iter(NS + "claimResponse"):
            by_response[value(e, "reference")] = claim
    for entry in root.iter(NS + "entry"):
        response = entry.find(f"{NS}resource/{NS}ClaimResponse")
        if response is None:
            continue
        claim = by_response.get(value(entry, "fullUrl"))
        items = 0 if claim is None else len(all_of(claim, "item"))
        notes = [value(e, "number") for e in all_of(response, "processNote")]
        for item in all_of(response, "item"):
            if not 1 <= int(value(item, "itemSequence")) <= items:
                yield f"itemSequence {value(item, 'itemSequence')} of a response points to nothing"
            for e in all_of(item, "noteNumber"):
                if e.get("value") not in notes:
                    yield f"noteNumber {e.get('value')} points to nothing"


def check(path):
    """What is wrong with a Bundle of claims, in words."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as e:
        return [f"not well-formed: {e}"]
    if local(root) != "Bundle" or value(root, "type") != "collection":
        return ["not a collection Bundle"]
    wrong = [*plain_values(root), *references(root), *responses(root)]
    for claim in root.iter(NS + "Claim"):
        wrong += [*sequences(claim), *sums(claim)]
    return wrong


def main():
    bad = 0
    for path in sys.argv[1:]:
        for words in check(path):
            print(f"{path}: {words}")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
