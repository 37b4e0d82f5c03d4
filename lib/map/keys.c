/* For each shape of the field register: its keys, of which no two share a slot, and a struct in which
 * nothing is given. Made by tests/register.c (register keys); do not edit. */
#include "map/shapes.h"

/* Made by a program. */
/* clang-format off */

static const uint8_t slots_address[] = {
    0, 1, 2, 4, 0, 5, 0, 3};
static const uint8_t slots_name[] = {
    4, 2, 3, 1};
static const uint8_t slots_identifier[] = {
    1, 3, 2, 4};
static const uint8_t slots_contact[] = {
    0, 1, 0, 4, 2, 0, 5, 3};
static const uint8_t slots_provider[] = {
    0, 0, 0, 0, 3, 0, 14, 5, 18, 1, 0, 0, 12, 8, 19, 4, 11, 0, 16, 0, 6, 17, 15, 9,
    0, 10, 7, 2, 0, 0, 13, 0};
static const uint8_t slots_providers[] = {
    10, 12, 3, 7, 5, 0, 0, 6, 2, 0, 9, 1, 4, 11, 13, 8};
static const uint8_t slots_plan[] = {
    2, 0, 1, 0, 4, 3, 0, 5};
static const uint8_t slots_patient[] = {
    0, 18, 12, 0, 0, 16, 14, 20, 2, 13, 5, 10, 0, 9, 0, 3, 11, 0, 7, 0, 19, 6, 0, 1,
    8, 0, 15, 4, 17, 0, 0, 0};
static const uint8_t slots_subscriber[] = {
    6, 0, 0, 0, 0, 4, 10, 9, 2, 3, 7, 1, 5, 0, 8, 0};
static const uint8_t slots_payer[] = {
    1, 0, 3, 4, 5, 2, 0, 6};
static const uint8_t slots_coverage[] = {
    22, 0, 3, 8, 16, 15, 24, 0, 4, 12, 19, 7, 23, 11, 17, 9, 0, 0, 5, 21, 13, 10, 0, 6,
    0, 18, 0, 1, 20, 14, 0, 2};
static const uint8_t slots_adjustment[] = {
    1, 3, 2, 4};
static const uint8_t slots_line_adjudication[] = {
    12, 2, 0, 14, 10, 3, 0, 9, 1, 5, 8, 13, 6, 11, 4, 7};
static const uint8_t slots_adjudication[] = {
    10, 14, 7, 3, 1, 5, 12, 16, 8, 6, 15, 13, 4, 9, 2, 11};
static const uint8_t slots_note[] = {
    0, 2, 1, 0, 0, 3, 6, 0, 8, 9, 0, 5, 10, 7, 0, 4};
static const uint8_t slots_decision[] = {
    6, 7, 1, 0, 3, 5, 2, 4};
static const uint8_t slots_evidence[] = {
    3, 4, 0, 1, 7, 2, 5, 6};
static const uint8_t slots_diagnosis[] = {
    2, 0, 7, 10, 4, 8, 9, 0, 6, 0, 1, 0, 5, 0, 0, 3};
static const uint8_t slots_drug[] = {
    2, 0, 7, 1, 3, 0, 5, 9, 11, 0, 6, 8, 12, 10, 4, 0};
static const uint8_t slots_tooth[] = {
    0, 2, 0, 1};
static const uint8_t slots_mdm[] = {
    2, 1, 0, 3};
static const uint8_t slots_test_result[] = {
    3, 2, 0, 1};
static const uint8_t slots_observation[] = {
    3, 1, 2, 4};
static const uint8_t slots_remark[] = {
    1, 0, 0, 2};
static const uint8_t slots_authorization[] = {
    0, 2, 1, 3};
static const uint8_t slots_line_dates[] = {
    3, 0, 5, 1, 15, 0, 0, 10, 0, 11, 6, 0, 13, 0, 0, 8, 0, 14, 9, 2, 0, 0, 16, 0,
    4, 0, 12, 0, 0, 0, 0, 7};
static const uint8_t slots_dme[] = {
    0, 0, 0, 6, 2, 3, 5, 1, 4, 0, 9, 0, 10, 0, 8, 7};
static const uint8_t slots_form_answer[] = {
    6, 4, 2, 1, 0, 0, 5, 3};
static const uint8_t slots_form[] = {
    0, 2, 1, 3};
static const uint8_t slots_repricing[] = {
    10, 0, 0, 3, 9, 0, 8, 0, 0, 16, 0, 12, 0, 0, 0, 14, 0, 0, 0, 15, 0, 5, 0, 6,
    11, 0, 0, 7, 4, 13, 2, 1};
static const uint8_t slots_ambulance[] = {
    11, 4, 3, 0, 6, 8, 0, 10, 2, 7, 5, 0, 0, 1, 9, 0};
static const uint8_t slots_line[] = {
    0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 3, 0, 0, 0, 9, 50, 0, 0, 0, 2, 16, 68, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 31, 0, 0, 0, 0, 33, 0, 0, 43, 6, 0, 0, 57, 0, 48, 0, 0,
    0, 0, 47, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 66, 0, 0, 0, 0,
    0, 0, 0, 0, 27, 12, 20, 0, 0, 0, 0, 49, 0, 36, 0, 0, 0, 22, 0, 46, 0, 0, 39, 0,
    45, 0, 0, 0, 0, 0, 0, 0, 14, 28, 42, 0, 0, 0, 0, 23, 0, 0, 0, 0, 0, 10, 0, 0,
    0, 62, 0, 40, 0, 0, 0, 0, 35, 0, 0, 0, 0, 0, 0, 0, 0, 38, 0, 52, 0, 0, 0, 41,
    58, 0, 0, 67, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0, 11, 0, 51, 0,
    0, 0, 25, 0, 0, 0, 0, 0, 0, 0, 24, 0, 44, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 61,
    0, 64, 15, 1, 0, 59, 63, 0, 0, 0, 0, 0, 17, 21, 0, 0, 34, 0, 26, 0, 0, 37, 29, 0,
    53, 8, 19, 0, 0, 0, 0, 0, 0, 65, 0, 7, 0, 56, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 0, 0, 0, 0, 55};
static const uint8_t slots_attachment[] = {
    1, 0, 0, 5, 0, 3, 2, 4};
static const uint8_t slots_accident[] = {
    6, 1, 0, 0, 3, 2, 5, 4};
static const uint8_t slots_spinal[] = {
    0, 0, 1, 2};
static const uint8_t slots_ortho[] = {
    2, 0, 3, 5, 4, 1, 0, 0};
static const uint8_t slots_tooth_status[] = {
    0, 2, 0, 1};
static const uint8_t slots_vision[] = {
    0, 2, 3, 1};
static const uint8_t slots_epsdt[] = {
    0, 1, 0, 2};
static const uint8_t slots_contract[] = {
    5, 1, 0, 0, 3, 2, 6, 4};
static const uint8_t slots_inpatient[] = {
    0, 0, 2, 1};
static const uint8_t slots_visit[] = {
    7, 2, 4, 8, 3, 6, 1, 5};
static const uint8_t slots_dates[] = {
    12, 0, 2, 0, 11, 14, 0, 9, 15, 6, 16, 1, 0, 0, 5, 0, 7, 0, 10, 4, 0, 0, 8, 0,
    3, 0, 0, 13, 0, 0, 0, 17};
static const uint8_t slots_references[] = {
    1, 0, 4, 0, 0, 2, 9, 5, 8, 6, 0, 3, 0, 0, 7, 0};
static const uint8_t slots_context_line[] = {
    0, 1, 19, 7, 4, 0, 0, 17, 14, 10, 16, 13, 0, 0, 15, 0, 0, 0, 0, 0, 8, 2, 0, 0,
    9, 0, 12, 3, 5, 11, 18, 6};
static const uint8_t slots_context[] = {
    2, 1, 0, 3};
static const uint8_t slots_record[] = {
    0, 0, 0, 0, 0, 21, 0, 0, 0, 0, 0, 53, 0, 0, 0, 0, 38, 0, 0, 0, 14, 0, 27, 61,
    42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 54, 0, 62, 25, 0, 39,
    11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 47, 0, 44, 0, 34, 0, 0, 48, 6, 12, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 30, 0, 56, 0, 1, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 17, 0, 0, 0, 18,
    4, 0, 0, 0, 26, 0, 0, 31, 0, 40, 0, 0, 43, 0, 0, 0, 0, 49, 0, 46, 51, 55, 63, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 29, 0, 0, 0, 0, 0, 0,
    0, 16, 0, 0, 0, 0, 52, 0, 0, 0, 33, 58, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 36, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 41, 8, 0, 0, 0, 0, 0, 0, 9, 0, 50, 13,
    0, 0, 0, 0, 32, 10, 45, 15, 0, 0, 0, 0, 0, 0, 22, 59, 37, 0, 19, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 23, 0, 0, 0, 0, 57};
static const struct sbill_patient blank_patient = {
    .birth_date = SBILL_NO_DATE,
    .death_date = SBILL_NO_DATE,
    .weight_pounds = SBILL_NO_QTY,
};
static const struct sbill_subscriber blank_subscriber = {
    .birth_date = SBILL_NO_DATE,
};
static const struct sbill_coverage blank_coverage = {
    .valid_from = SBILL_NO_DATE,
    .valid_to = SBILL_NO_DATE,
};
static const struct sbill_adjustment blank_adjustment = {
    .amount = SBILL_NO_MONEY,
    .quantity = SBILL_NO_QTY,
};
static const struct sbill_line_adjudication blank_line_adjudication = {
    .paid = SBILL_NO_MONEY,
    .paid_units = SBILL_NO_QTY,
    .allowed = SBILL_NO_MONEY,
    .patient_liability = SBILL_NO_MONEY,
    .date = SBILL_NO_DATE,
};
static const struct sbill_adjudication blank_adjudication = {
    .date = SBILL_NO_DATE,
    .paid = SBILL_NO_MONEY,
    .allowed = SBILL_NO_MONEY,
    .noncovered = SBILL_NO_MONEY,
    .patient_liability = SBILL_NO_MONEY,
    .reimbursement_rate = SBILL_NO_QTY,
    .hcpcs_payable = SBILL_NO_MONEY,
    .esrd_paid = SBILL_NO_MONEY,
    .professional_component = SBILL_NO_MONEY,
};
static const struct sbill_note blank_note = {
    .date = SBILL_NO_DATE,
};
static const struct sbill_dx blank_diagnosis = {
    .onset_date = SBILL_NO_DATE,
};
static const struct sbill_drug blank_drug = {
    .quantity = SBILL_NO_QTY,
    .dose = SBILL_NO_QTY,
    .wasted = SBILL_NO_QTY,
};
static const struct sbill_test_result blank_test_result = {
    .value = SBILL_NO_QTY,
};
static const struct sbill_line_dates blank_line_dates = {
    .prescription = SBILL_NO_DATE,
    .recertification = SBILL_NO_DATE,
    .begin_therapy = SBILL_NO_DATE,
    .last_certification = SBILL_NO_DATE,
    .last_seen = SBILL_NO_DATE,
    .hemoglobin_test = SBILL_NO_DATE,
    .creatinine_test = SBILL_NO_DATE,
    .shipped = SBILL_NO_DATE,
    .last_xray = SBILL_NO_DATE,
    .initial_treatment = SBILL_NO_DATE,
    .prior_placement = SBILL_NO_DATE,
    .prior_placement_estimated = SBILL_NO_DATE,
    .appliance_placement = SBILL_NO_DATE,
    .replacement = SBILL_NO_DATE,
    .treatment_start = SBILL_NO_DATE,
    .treatment_completion = SBILL_NO_DATE,
};
static const struct sbill_dme blank_dme = {
    .rental_price = SBILL_NO_MONEY,
    .purchase_price = SBILL_NO_MONEY,
};
static const struct sbill_form_answer blank_form_answer = {
    .date = SBILL_NO_DATE,
    .percent = SBILL_NO_QTY,
};
static const struct sbill_repricing blank_repricing = {
    .allowed = SBILL_NO_MONEY,
    .savings = SBILL_NO_MONEY,
    .rate = SBILL_NO_QTY,
    .group_amount = SBILL_NO_MONEY,
    .quantity = SBILL_NO_QTY,
};
static const struct sbill_ambulance blank_ambulance = {
    .weight_pounds = SBILL_NO_QTY,
    .miles = SBILL_NO_QTY,
};
static const struct sbill_line blank_line = {
    .date_from = SBILL_NO_DATE,
    .date_to = SBILL_NO_DATE,
    .time_start = SBILL_NO_TIME,
    .time_end = SBILL_NO_TIME,
    .charge = SBILL_NO_MONEY,
    .units = SBILL_NO_QTY,
    .anesthesia_start = SBILL_NO_TIME,
    .anesthesia_end = SBILL_NO_TIME,
    .obstetric_units = SBILL_NO_QTY,
    .sales_tax = SBILL_NO_MONEY,
    .postage = SBILL_NO_MONEY,
    .purchased_charge = SBILL_NO_MONEY,
    .dates.prescription = SBILL_NO_DATE,
    .dates.recertification = SBILL_NO_DATE,
    .dates.begin_therapy = SBILL_NO_DATE,
    .dates.last_certification = SBILL_NO_DATE,
    .dates.last_seen = SBILL_NO_DATE,
    .dates.hemoglobin_test = SBILL_NO_DATE,
    .dates.creatinine_test = SBILL_NO_DATE,
    .dates.shipped = SBILL_NO_DATE,
    .dates.last_xray = SBILL_NO_DATE,
    .dates.initial_treatment = SBILL_NO_DATE,
    .dates.prior_placement = SBILL_NO_DATE,
    .dates.prior_placement_estimated = SBILL_NO_DATE,
    .dates.appliance_placement = SBILL_NO_DATE,
    .dates.replacement = SBILL_NO_DATE,
    .dates.treatment_start = SBILL_NO_DATE,
    .dates.treatment_completion = SBILL_NO_DATE,
};
static const struct sbill_accident blank_accident = {
    .date = SBILL_NO_DATE,
};
static const struct sbill_ortho blank_ortho = {
    .placement_date = SBILL_NO_DATE,
};
static const struct sbill_contract blank_contract = {
    .amount = SBILL_NO_MONEY,
    .percent = SBILL_NO_QTY,
    .discount_percent = SBILL_NO_QTY,
};
static const struct sbill_dates blank_dates = {
    .onset = SBILL_NO_DATE,
    .last_menstrual_period = SBILL_NO_DATE,
    .initial_treatment = SBILL_NO_DATE,
    .last_seen = SBILL_NO_DATE,
    .acute_manifestation = SBILL_NO_DATE,
    .last_xray = SBILL_NO_DATE,
    .prescription = SBILL_NO_DATE,
    .disability_from = SBILL_NO_DATE,
    .disability_to = SBILL_NO_DATE,
    .last_worked = SBILL_NO_DATE,
    .return_to_work = SBILL_NO_DATE,
    .admission = SBILL_NO_DATE,
    .discharge = SBILL_NO_DATE,
    .care_assumed = SBILL_NO_DATE,
    .care_relinquished = SBILL_NO_DATE,
    .first_contact = SBILL_NO_DATE,
    .repricer_received = SBILL_NO_DATE,
};
static const struct sbill_context_line blank_context_line = {
    .date_from = SBILL_NO_DATE,
    .date_to = SBILL_NO_DATE,
    .units = SBILL_NO_QTY,
    .charge = SBILL_NO_MONEY,
};
static const struct sbill_context blank_context = {
    .since = SBILL_NO_DATE,
};
static const struct sbill_record blank_record = {
    .date_from = SBILL_NO_DATE,
    .date_to = SBILL_NO_DATE,
    .time_start = SBILL_NO_TIME,
    .time_end = SBILL_NO_TIME,
    .received_date = SBILL_NO_DATE,
    .patient.birth_date = SBILL_NO_DATE,
    .patient.death_date = SBILL_NO_DATE,
    .patient.weight_pounds = SBILL_NO_QTY,
    .accident.date = SBILL_NO_DATE,
    .dates.onset = SBILL_NO_DATE,
    .dates.last_menstrual_period = SBILL_NO_DATE,
    .dates.initial_treatment = SBILL_NO_DATE,
    .dates.last_seen = SBILL_NO_DATE,
    .dates.acute_manifestation = SBILL_NO_DATE,
    .dates.last_xray = SBILL_NO_DATE,
    .dates.prescription = SBILL_NO_DATE,
    .dates.disability_from = SBILL_NO_DATE,
    .dates.disability_to = SBILL_NO_DATE,
    .dates.last_worked = SBILL_NO_DATE,
    .dates.return_to_work = SBILL_NO_DATE,
    .dates.admission = SBILL_NO_DATE,
    .dates.discharge = SBILL_NO_DATE,
    .dates.care_assumed = SBILL_NO_DATE,
    .dates.care_relinquished = SBILL_NO_DATE,
    .dates.first_contact = SBILL_NO_DATE,
    .dates.repricer_received = SBILL_NO_DATE,
    .patient_paid = SBILL_NO_MONEY,
    .patient_share = SBILL_NO_MONEY,
    .total_charge = SBILL_NO_MONEY,
    .substitute_from = SBILL_NO_DATE,
    .outside_lab_charge = SBILL_NO_MONEY,
};

const struct sbill_keys sbill_keys[SBILL_SHAPE_COUNT] = {
    {UINT64_C(0xDDAA4E85B0D6E28B), 61, slots_address, NULL},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_name, NULL},
    {UINT64_C(0xBCBB9B7E9A319AEF), 62, slots_identifier, NULL},
    {UINT64_C(0x7B07CE91E5906137), 61, slots_contact, NULL},
    {UINT64_C(0x8921121732A9FBFF), 59, slots_provider, NULL},
    {UINT64_C(0x7674825EAD00603D), 60, slots_providers, NULL},
    {UINT64_C(0x2EAD854756D71F03), 61, slots_plan, NULL},
    {UINT64_C(0xB0D838D4F45658B5), 59, slots_patient, &blank_patient},
    {UINT64_C(0xA32EDABF5585BD75), 60, slots_subscriber, &blank_subscriber},
    {UINT64_C(0x2EAD854756D71F03), 61, slots_payer, NULL},
    {UINT64_C(0x92F8D0C9043A8845), 59, slots_coverage, &blank_coverage},
    {UINT64_C(0x0E1FC49BD63B809F), 62, slots_adjustment, &blank_adjustment},
    {UINT64_C(0x269CE33EFCB87BBB), 60, slots_line_adjudication, &blank_line_adjudication},
    {UINT64_C(0x37569084A8596F6D), 60, slots_adjudication, &blank_adjudication},
    {UINT64_C(0x3DF4865F060ED9E1), 60, slots_note, &blank_note},
    {UINT64_C(0x305F050C368DCC75), 61, slots_decision, NULL},
    {UINT64_C(0x17282941775BD12F), 61, slots_evidence, NULL},
    {UINT64_C(0x0E1FC49BD63B809F), 60, slots_diagnosis, &blank_diagnosis},
    {UINT64_C(0x2EAD854756D71F03), 60, slots_drug, &blank_drug},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_tooth, NULL},
    {UINT64_C(0x2CEB16E0A1C54AED), 62, slots_mdm, NULL},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_test_result, &blank_test_result},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_observation, NULL},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_remark, NULL},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_authorization, NULL},
    {UINT64_C(0xDA50745DE3A1D07D), 59, slots_line_dates, &blank_line_dates},
    {UINT64_C(0xDC1B77AE0BF34DAD), 60, slots_dme, &blank_dme},
    {UINT64_C(0x544B0EC76D00616D), 61, slots_form_answer, &blank_form_answer},
    {UINT64_C(0xD9AA792E1AF470EB), 62, slots_form, NULL},
    {UINT64_C(0xA23DE1739BEEDF93), 59, slots_repricing, &blank_repricing},
    {UINT64_C(0x0E1ECD02ED7C0CBD), 60, slots_ambulance, &blank_ambulance},
    {UINT64_C(0xDA8B06AA8034C867), 56, slots_line, &blank_line},
    {UINT64_C(0x64F0EEB9026E6077), 61, slots_attachment, NULL},
    {UINT64_C(0x7B07CE91E5906137), 61, slots_accident, &blank_accident},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_spinal, NULL},
    {UINT64_C(0x8F8EA9D349428D8F), 61, slots_ortho, &blank_ortho},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_tooth_status, NULL},
    {UINT64_C(0x305F050C368DCC75), 62, slots_vision, NULL},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_epsdt, NULL},
    {UINT64_C(0xD9AA792E1AF470EB), 61, slots_contract, &blank_contract},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_inpatient, NULL},
    {UINT64_C(0x21B037BE8DB8A74B), 61, slots_visit, NULL},
    {UINT64_C(0xB0BA91E47F6200ED), 59, slots_dates, &blank_dates},
    {UINT64_C(0x305F050C368DCC75), 60, slots_references, NULL},
    {UINT64_C(0x00221D9D7B537941), 59, slots_context_line, &blank_context_line},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_context, &blank_context},
    {UINT64_C(0xF2FE9071C1BB9DC7), 56, slots_record, &blank_record},
};
