#!/usr/bin/env python3
"""Every field of the claim field list has its place in the record, or a reason why it has none.

usage: mapping_test.py

The list is data/mapping/claim-fields.csv of the test data ($SUPERBILL_DATA, or ../shared/data beside the project);
without it nothing is checked and the exit code is 77, which meson counts as skipped.
"""
import csv
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SUPERBILL_DATA") or ROOT.parent / "shared" / "data")

# Fields that no record holds, and why.
ENVELOPE = "of the file, not of a visit: from options and counters when it is written"
NO_PLACE = {
    "isa.sender_qual / isa.sender_id": ENVELOPE,
    "isa.receiver_qual / isa.receiver_id": ENVELOPE,
    "isa.date/time": ENVELOPE,
    "isa.control": ENVELOPE,
    "isa.ack_requested / usage": ENVELOPE,
    "gs.sender/receiver codes": ENVELOPE,
    "gs.date/time/control": ENVELOPE,
    "st.control": ENVELOPE,
    "bht.reference": ENVELOPE,
    "bht.created": "the option as-of",
    "submitter.name / id": ENVELOPE,
    "submitter.contact[]": ENVELOPE,
    "receiver.name / id": ENVELOPE,
    "line.number": "the place of the line in its claim",
}

PERSON = "name.last name.first name.middle name.suffix"
ADDRESS = "address.lines address.city address.state address.zip address.country"
ADJUSTMENT = "group reason amount quantity"


def under(path, words):
    return [f"{path}.{word}" for word in words.split()]


COVERAGE, EARLIER = "coverages[]", "coverages[].adjudication"
PLACES = {
    "bht.type": ["encounter_report"],
    "billing.entity_type": ["providers.billing.entity"],
    "billing.name (last/org, first, middle, suffix)":
        ["providers.billing.organization"] + under("providers.billing", PERSON),
    "billing.npi": ["providers.billing.npi"],
    "billing.tax_id + type": under("providers.billing", "tax_id tax_id_type"),
    "billing.taxonomy": ["providers.billing.taxonomy"],
    "billing.address": under("providers.billing", ADDRESS),
    "billing.license/UPIN": under("providers.billing.identifiers[]", "type value state"),
    "billing.contact": under("providers.billing", "contact phone phone_extension fax email"),
    "billing.currency": ["currency"],
    "billing.payer_secondary_id": under("providers.billing.identifiers[]", "type value payer"),
    "payto.address": under("providers.pay_to", "lines city state zip country"),
    "payto.plan": under("providers.pay_to_plan", "name id id_type identifiers[].value " + ADDRESS),
    "coverage.sequence": [COVERAGE + ".order"],
    "coverage.type / filing indicator": [COVERAGE + ".filing_indicator"],
    "coverage.insurance_type": [COVERAGE + ".insurance_type"],
    "coverage.group_number": [COVERAGE + ".group_number"],
    "coverage.group/plan name": under(COVERAGE, "group_name plan_name"),
    "subscriber.entity_type": [COVERAGE + ".subscriber.entity"],
    "subscriber.name": under(COVERAGE + ".subscriber", "organization " + PERSON),
    "subscriber.member_id": under(COVERAGE, "member_id member_id_type patient_member_id"),
    "subscriber.address": under(COVERAGE + ".subscriber", ADDRESS + " phone"),
    "subscriber.birth_date / gender": under(COVERAGE + ".subscriber", "birth_date sex"),
    "subscriber.ssn": [COVERAGE + ".subscriber.ssn"],
    "subscriber.pc_claim_number": [COVERAGE + ".claim_number"],
    "payer.name / id": under(COVERAGE + ".payer", "name id id_type"),
    "payer.address": under(COVERAGE + ".payer", ADDRESS),
    "payer.secondary_id[]": under(COVERAGE + ".payer.identifiers[]", "type value"),
    "patient.relationship": [COVERAGE + ".relationship"],
    "patient.name": under("patient", PERSON),
    "patient.birth_date / gender": under("patient", "birth_date sex"),
    "patient.address": under("patient", ADDRESS + " phone contact"),
    "patient.death_date": ["patient.death_date"],
    "patient.weight": ["patient.weight_pounds"],
    "patient.pregnant": ["patient.pregnant"],
    "patient.pc_id": under("patient", "property_casualty_id ssn"),
    "patient.mrn": ["patient.mrn"],
    "claim.id (patient control number)": ["control_number", "id"],
    "claim.total": ["total_charge", "lines[].charge"],
    "claim.pos": ["place_of_service"],
    "claim.frequency": ["frequency"],
    "claim.signature_on_file": ["provider_signature"],
    "claim.assignment": [COVERAGE + ".accept_assignment"],
    "claim.benefits_assignment": [COVERAGE + ".assignment_of_benefits"],
    "claim.release": [COVERAGE + ".release_of_information"],
    "claim.patient_signature_source": [COVERAGE + ".signature_source", "patient.signature"],
    "claim.related_causes[]": under("accident", "employment automobile other"),
    "claim.accident_state/country": under("accident", "state country"),
    "claim.special_program": ["special_program"],
    "claim.delay_reason": ["delay_reason"],
    "claim.condition_codes[]": ["condition_codes[]"],
    "claim.dates.onset": ["dates.onset"],
    "claim.dates.last_menstrual_period": ["dates.last_menstrual_period"],
    "claim.dates.initial_treatment": ["dates.initial_treatment"],
    "claim.dates.last_seen": ["dates.last_seen"],
    "claim.dates.acute_manifestation": ["dates.acute_manifestation"],
    "claim.dates.accident": ["accident.date"],
    "claim.dates.last_xray": ["dates.last_xray"],
    "claim.dates.prescription": ["dates.prescription"],
    "claim.dates.disability (314 RD8, 360, 361)": under("dates", "disability_from disability_to"),
    "claim.dates.last_worked / return_to_work": under("dates", "last_worked return_to_work"),
    "claim.dates.admission / discharge": under("dates", "admission discharge"),
    "claim.dates.care_assumed / relinquished": under("dates", "care_assumed care_relinquished"),
    "claim.dates.first_contact": ["dates.first_contact"],
    "claim.dates.repricer_received": ["dates.repricer_received"],
    "claim.attachments[]": under("attachments[]", "type transmission control_number description url"),
    "claim.contract": under("contract", "type amount percent code discount_percent version"),
    "claim.patient_paid": ["patient_paid"],
    "claim.ref.prior_authorization": [COVERAGE + ".prior_authorization"],
    "claim.ref.referral_number": [COVERAGE + ".referral_number"],
    "claim.ref.payer_claim_control_number (ICN)": [COVERAGE + ".payer_claim_control_number"],
    "claim.ref.clia": ["references.clia"],
    "claim.ref.mammography_cert": ["references.mammography_cert"],
    "claim.ref.service_auth_exception": ["references.service_authorization_exception"],
    "claim.ref.medicare_crossover": ["references.medicare_crossover"],
    "claim.ref.ide_number": ["references.ide_number"],
    "claim.ref.intermediary_claim_id": ["references.intermediary_claim_id"],
    "claim.ref.demonstration_project": ["references.demonstration_project"],
    "claim.ref.care_plan_oversight": ["references.care_plan_oversight"],
    "claim.ref.repriced ids": under("repricing", "repriced_reference adjusted_reference"),
    "claim.k3": ["fixed_format[]"],
    "claim.note": under("remarks[]", "type text"),
    "claim.ambulance": under("ambulance", "weight_pounds reason miles round_trip stretcher patients conditions"
                             " pickup.lines dropoff.lines dropoff_name"),
    "claim.spinal": under("spinal", "condition description"),
    "claim.vision / homebound / epsdt":
        under("vision[]", "category certified conditions") + ["homebound"] + under("epsdt", "referral_given conditions"),
    "claim.diagnoses[1..12]": under("diagnoses[]", "code system"),
    "claim.anesthesia_procedures": ["anesthesia_procedures[]"],
    "claim.pricing": under("repricing", "method allowed savings organization_id rate group_code group_amount code unit"
                           " quantity reject_reason compliance exception"),
    "referring / primary care": ["providers.referring.npi", "providers.primary_care.npi"],
    "rendering": under("providers.rendering", "entity organization npi taxonomy " + PERSON),
    "service facility": under("facility", "organization npi contact phone identifiers[].value " + ADDRESS),
    "supervising": ["providers.supervising.npi"],
    "line.code + qualifier": under("lines[]", "code system qualifier"),
    "line.modifiers[]": ["lines[].modifiers[]"],
    "line.description": ["lines[].description"],
    "line.charge": ["lines[].charge"],
    "line.unit + quantity": under("lines[]", "unit units minutes anesthesia_start anesthesia_end"),
    "line.pos": ["lines[].place_of_service"],
    "line.dx_pointers[]": ["lines[].diagnoses[]"],
    "line.emergency": ["lines[].emergency"],
    "line.epsdt / family_planning": under("lines[]", "epsdt family_planning"),
    "line.copay_status": ["lines[].copay_exempt"],
    "line.service_date(s)": under("lines[]", "date_from date_to") + ["date_from", "date_to"],
    "line.other_dates": under("lines[].dates", "prescription recertification begin_therapy last_certification last_seen"
                              " hemoglobin_test creatinine_test shipped last_xray initial_treatment"),
    "line.control_number": ["lines[].id"],
    "line.prior_auth / referral": under("lines[]", "prior_authorization referral_number other_authorizations[].kind"
                                        " other_authorizations[].number other_authorizations[].payer"),
    "line.other_refs": under("lines[]", "clia referring_clia mammography_cert drug.lot repricing.repriced_reference"
                             " repricing.adjusted_reference"),
    "line.sales_tax / postage": under("lines[]", "sales_tax postage"),
    "line.note": under("lines[].remarks[]", "type text"),
    "line.dme": under("lines[].dme", "days rental_price purchase_price rental_frequency certification duration_months"
                      " conditions certificate_transmission description") + ["lines[].hospice_employed"],
    "line.test_results[]": under("lines[].test_results[]", "origin type value"),
    "line.purchased_service": ["lines[].purchased_service.npi", "lines[].purchased_charge", "outside_lab",
                               "outside_lab_charge"],
    "line.drug": under("lines[].drug", "ndc quantity unit prescription_number link_number"),
    "line.rendering": ["lines[].rendering.npi"],
    "line.ordering": under("lines[].ordering", "npi contact phone " + ADDRESS),
    "line.referring / supervising / facility / purchased / pickup / dropoff":
        under("lines[]", "referring.npi primary_care.npi supervising.npi facility.npi purchased_service.npi"
              " ambulance.pickup.lines ambulance.dropoff.lines"),
    "line.forms": under("lines[].forms[]", "qualifier id answers[].number answers[].yes answers[].text answers[].date"
                        " answers[].percent"),
    "other.sequence / relationship / group no. / name / ins.type / filing":
        under(COVERAGE, "order relationship group_number group_name insurance_type filing_indicator"),
    "other.adjustments[]": under(EARLIER + ".adjustments[]", ADJUSTMENT),
    "other.paid / noncovered / patient_liability": under(EARLIER, "paid allowed noncovered patient_liability"),
    "other.benefits_assignment, signature source, release":
        under(COVERAGE, "assignment_of_benefits signature_source release_of_information"),
    "other.moa": under(EARLIER, "reimbursement_rate hcpcs_payable esrd_paid professional_component remark_codes[]"),
    "other.subscriber": under(COVERAGE, "member_id member_id_type subscriber.ssn subscriber.name.last"),
    "other.payer": under(COVERAGE + ".payer", "name id id_type " + ADDRESS),
    "other.adjudication_date": [EARLIER + ".date"],
    "other.refs": under(COVERAGE, "payer.identifiers[].value prior_authorization referral_number"
                        " payer_claim_control_number adjudication.readjudicated"),
    "other.providers (ids for that payer)": ["providers.rendering.identifiers[].payer"],
    "line.adjudications[]": under(EARLIER + ".lines[]", "line line_control_number paid code modifiers[] paid_units"
                                  " bundled_into allowed remark_codes[]"),
    "line.adjudication.adjustments / date / liability":
        under(EARLIER + ".lines[].adjustments[]", ADJUSTMENT) + under(EARLIER + ".lines[]", "date patient_liability"),
    "claim.predetermination": ["use"],
    "claim.predetermination_id": ["references.predetermination", "lines[].predetermination"],
    "claim.service_date": ["date_from"],
    "claim.ortho.is_ortho / months total / remaining":
        under("ortho", "is_ortho months_total months_remaining description"),
    "claim.ortho.placement_date": ["ortho.placement_date", "lines[].dates.appliance_placement"],
    "claim.teeth_status[]": under("teeth_status[]", "number status"),
    "claim.diagnoses": ["diagnoses[].code"],
    "assistant surgeon": ["providers.assistant_surgeon.npi", "lines[].assistant_surgeon.taxonomy"],
    "line.code": ["lines[].code"],
    "line.oral_cavity[]": ["lines[].oral_cavity[]"],
    "line.prosthesis": ["lines[].prosthesis"],
    "line.prior_placement_date": under("lines[].dates", "prior_placement prior_placement_estimated"),
    "line.replacement / treatment start / completion":
        under("lines[].dates", "replacement treatment_start treatment_completion"),
    "line.quantity": ["lines[].units"],
    "line.teeth[]": ["lines[].teeth[].number"],
    "line.teeth[].surfaces[]": ["lines[].teeth[].surfaces"],
}


class Record:
    """docs/record.schema.json as the places it has."""

    def __init__(self):
        self.schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))

    def shape(self, field):
        for holder in (field, field.get("items", {}), *field.get("anyOf", ())):
            if "$ref" in holder:
                return self.schema["$defs"][holder["$ref"].rsplit("/", 1)[1]]
        return None

    def has(self, path):
        here = self.schema
        for key in path.replace("[]", "").split("."):
            here = here and here["properties"].get(key)
            if here is None:
                return False
            here = self.shape(here) or {"properties": {}}
        return True


def main():
    listed = DATA / "mapping" / "claim-fields.csv"
    if not listed.is_file():
        print("SKIPPED: no mapping/claim-fields.csv at hand")
        return 77
    record, wrong, seen = Record(), [], set()
    with listed.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        field = row["field"]
        seen.add(field)
        if field not in NO_PLACE and field not in PLACES:
            wrong.append(f"{field}: neither a place nor a reason")
        wrong += [f"{field}: the record has no {path}" for path in PLACES.get(field, ()) if not record.has(path)]
    wrong += [f"{field}: not in the list" for field in sorted((set(PLACES) | set(NO_PLACE)) - seen)]
    wrong += [f"{field}: a place and a reason" for field in sorted(set(PLACES) & set(NO_PLACE))]
    print("\n".join(wrong + [f"mapping: {len(rows)} rows, {len(wrong)} wrong"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
