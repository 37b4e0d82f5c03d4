"""Shapes of what comes out, for type checkers. docs/record.md of the project says what each member means; members are
left out where there is nothing to say."""
from __future__ import annotations

from typing import Any, List, TypedDict


class Evidence(TypedDict, total=False):
    note: int
    start: int
    end: int
    text: str
    concept: str
    section: str
    cue: str
    captures: dict


class Suggestion(TypedDict, total=False):
    code: str
    system: str
    title: str
    status: str
    rank: int
    rule: str
    rule_version: str
    rule_digest: str
    guideline: str
    by: str
    at: str
    reason: str
    evidence: List[Evidence]


class Line(Suggestion, total=False):
    modifiers: List[str]
    units: Any
    charge: Any


class Withheld(Evidence, total=False):
    code: str
    reason: str
    detail: str
    rule: str
    rule_version: str
    guideline: str


class Query(Evidence, total=False):
    question: str
    rule: str
    guideline: str


class Finding(TypedDict, total=False):
    number: int
    name: str
    severity: str
    set_by: str
    claim: int
    path: str
    box: str
    x12: str
    values: dict
    words: str
    action: str
    source: str
    repair: str


class Claim(TypedDict, total=False):
    id: str
    status: str
    stopped: bool
    forced: bool
    coverage: int
    payer: str
    payer_id: str
    sequence: int
    frequency: int
    diagnoses: List[str]
    lines: List[dict]
    total: Any
    currency: str


class Result(TypedDict, total=False):
    schema: str
    id: str
    outcome: str
    reason: str
    diagnoses: List[Suggestion]
    lines: List[Line]
    withheld: List[Withheld]
    queries: List[Query]
    claims: List[Claim]
    findings: List[Finding]
    not_checked: List[Finding]
    left_out: List[dict]
    repairs: List[dict]
    error: dict


class Code(TypedDict, total=False):
    system: str
    code: str
    found: bool
    billable: bool
    state: str
    title: str
    short_title: str
    valid_from: str
    valid_to: str
    parent: str
