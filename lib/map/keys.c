/* Key tables of the field register, one a shape: no two keys share a slot.
 * Made by tests/register.c (register keys); do not edit. */
#include "map/shapes.h"

/* clang-format off: made by a program */

static const uint8_t slots_address[] = {
    0, 1, 2, 4, 0, 5, 0, 3};
static const uint8_t slots_name[] = {
    4, 2, 3, 1};
static const uint8_t slots_identifier[] = {
    1, 3, 2, 4};
static const uint8_t slots_provider[] = {
    4, 0, 8, 0, 7, 0, 13, 2, 0, 0, 0, 17, 0, 0, 0, 0, 11, 18, 6, 15, 0, 5, 12, 1,
    0, 10, 14, 3, 16, 0, 9, 0};
static const uint8_t slots_providers[] = {
    10, 0, 3, 7, 5, 0, 0, 6, 2, 0, 9, 1, 4, 11, 12, 8};
static const uint8_t slots_plan[] = {
    2, 0, 1, 0, 4, 3, 0, 5};
static const uint8_t slots_patient[] = {
    0, 17, 0, 0, 0, 15, 13, 19, 2, 12, 5, 10, 0, 9, 0, 3, 11, 0, 7, 0, 18, 6, 0, 1,
    8, 0, 14, 4, 16, 0, 0, 0};
static const uint8_t slots_subscriber[] = {
    2, 5, 1, 8, 3, 4, 7, 6};
static const uint8_t slots_payer[] = {
    1, 0, 3, 4, 5, 2, 0, 6};
static const uint8_t slots_coverage[] = {
    22, 0, 3, 8, 16, 15, 24, 0, 4, 12, 19, 7, 23, 11, 17, 9, 0, 0, 5, 21, 13, 10, 0, 6,
    0, 18, 0, 1, 20, 14, 0, 2};
static const uint8_t slots_adjustment[] = {
    1, 3, 2, 4};
static const uint8_t slots_line_adjudication[] = {
    10, 0, 9, 0, 12, 0, 6, 11, 5, 2, 3, 0, 8, 1, 4, 7};
static const uint8_t slots_adjudication[] = {
    8, 12, 11, 5, 10, 15, 13, 3, 0, 1, 6, 14, 9, 4, 2, 7};
static const uint8_t slots_note[] = {
    0, 2, 1, 0, 0, 3, 6, 0, 8, 9, 0, 5, 10, 7, 0, 4};
static const uint8_t slots_decision[] = {
    6, 7, 1, 0, 3, 5, 2, 4};
static const uint8_t slots_evidence[] = {
    3, 4, 0, 1, 7, 2, 5, 6};
static const uint8_t slots_diagnosis[] = {
    2, 0, 7, 10, 4, 8, 9, 0, 6, 0, 1, 0, 5, 0, 0, 3};
static const uint8_t slots_drug[] = {
    1, 0, 6, 0, 2, 0, 4, 8, 10, 0, 5, 7, 11, 9, 3, 0};
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
    0, 0, 0, 6, 2, 3, 5, 1, 4, 0, 8, 0, 9, 0, 0, 7};
static const uint8_t slots_form_answer[] = {
    1, 3, 0, 4, 0, 2, 5, 0};
static const uint8_t slots_form[] = {
    0, 2, 1, 3};
static const uint8_t slots_repricing[] = {
    10, 6, 2, 4, 7, 9, 14, 15, 0, 8, 12, 13, 11, 1, 5, 3};
static const uint8_t slots_ambulance[] = {
    0, 4, 0, 8, 0, 6, 7, 10, 0, 2, 3, 5, 0, 0, 1, 9};
static const uint8_t slots_line[] = {
    0, 0, 0, 48, 0, 0, 0, 38, 36, 28, 0, 17, 0, 0, 0, 60, 0, 0, 0, 0, 34, 0, 0, 0,
    0, 0, 0, 39, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 41, 0, 12,
    15, 0, 33, 0, 0, 0, 43, 40, 0, 0, 0, 0, 25, 0, 0, 0, 31, 0, 0, 0, 0, 13, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 59, 0, 26, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 58,
    0, 0, 0, 0, 53, 63, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 52, 0, 0, 0, 0, 0, 1, 0,
    0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 6, 0, 0, 46, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    19, 0, 0, 0, 0, 0, 0, 22, 0, 0, 0, 11, 0, 29, 0, 0, 0, 35, 5, 0, 0, 0, 0, 0,
    0, 0, 55, 0, 0, 0, 0, 54, 0, 0, 0, 0, 10, 0, 62, 0, 57, 0, 0, 8, 0, 0, 45, 0,
    0, 0, 3, 16, 0, 0, 0, 23, 0, 0, 0, 0, 0, 37, 0, 0, 0, 0, 0, 0, 47, 56, 0, 51,
    0, 0, 0, 27, 0, 42, 0, 0, 0, 0, 0, 0, 0, 44, 2, 0, 49, 0, 0, 61, 0, 0, 0, 32,
    0, 14, 0, 7, 0, 18, 0, 0, 0, 21, 0, 0, 0, 24, 0, 0};
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
static const uint8_t slots_visit[] = {
    7, 2, 4, 8, 3, 6, 1, 5};
static const uint8_t slots_dates[] = {
    12, 0, 2, 0, 11, 14, 17, 9, 15, 6, 16, 1, 0, 0, 5, 0, 7, 0, 10, 4, 0, 0, 8, 0,
    3, 0, 0, 13, 0, 0, 0, 18};
static const uint8_t slots_references[] = {
    1, 0, 4, 0, 0, 2, 9, 5, 8, 6, 0, 3, 0, 0, 7, 0};
static const uint8_t slots_context_line[] = {
    0, 1, 19, 7, 4, 0, 0, 17, 14, 10, 16, 13, 0, 0, 15, 0, 0, 0, 0, 0, 8, 2, 0, 0,
    9, 0, 12, 3, 5, 11, 18, 6};
static const uint8_t slots_context[] = {
    2, 1, 0, 3};
static const uint8_t slots_record[] = {
    0, 0, 23, 0, 0, 0, 10, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32,
    0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 27, 15, 0, 0, 57, 0,
    40, 0, 0, 0, 39, 0, 0, 2, 7, 0, 61, 0, 54, 28, 0, 0, 0, 0, 0, 0, 1, 0, 0, 46,
    0, 0, 0, 0, 0, 0, 0, 0, 58, 59, 0, 5, 0, 0, 49, 44, 30, 0, 0, 0, 37, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 52, 0, 34, 0, 0, 53, 0, 0, 0, 0, 47, 0, 0, 0, 0, 41, 42, 0,
    60, 0, 21, 0, 0, 0, 0, 0, 0, 16, 0, 0, 33, 0, 0, 0, 0, 31, 45, 0, 0, 0, 0, 0,
    0, 0, 25, 0, 43, 0, 0, 0, 36, 0, 14, 9, 0, 0, 56, 0, 24, 0, 0, 13, 50, 11, 0, 22,
    0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 51, 0, 0, 0, 0, 0, 0, 0, 38, 0,
    8, 0, 0, 0, 0, 0, 0, 0, 0, 18, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 48, 0, 0, 26, 0, 20, 0, 0, 0, 55, 0, 29, 0, 35, 0};

const struct sbill_keys sbill_keys[SBILL_SHAPE_COUNT] = {
    {UINT64_C(0xDDAA4E85B0D6E28B), 61, slots_address},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_name},
    {UINT64_C(0xBCBB9B7E9A319AEF), 62, slots_identifier},
    {UINT64_C(0x28A1E2393381ED31), 59, slots_provider},
    {UINT64_C(0x7674825EAD00603D), 60, slots_providers},
    {UINT64_C(0x2EAD854756D71F03), 61, slots_plan},
    {UINT64_C(0xB0D838D4F45658B5), 59, slots_patient},
    {UINT64_C(0x2A153D918E467299), 61, slots_subscriber},
    {UINT64_C(0x2EAD854756D71F03), 61, slots_payer},
    {UINT64_C(0x92F8D0C9043A8845), 59, slots_coverage},
    {UINT64_C(0x0E1FC49BD63B809F), 62, slots_adjustment},
    {UINT64_C(0xF088256E71B67945), 60, slots_line_adjudication},
    {UINT64_C(0xA5B1998047E9199D), 60, slots_adjudication},
    {UINT64_C(0x3DF4865F060ED9E1), 60, slots_note},
    {UINT64_C(0x305F050C368DCC75), 61, slots_decision},
    {UINT64_C(0x17282941775BD12F), 61, slots_evidence},
    {UINT64_C(0x0E1FC49BD63B809F), 60, slots_diagnosis},
    {UINT64_C(0x2EAD854756D71F03), 60, slots_drug},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_tooth},
    {UINT64_C(0x2CEB16E0A1C54AED), 62, slots_mdm},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_test_result},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_observation},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_remark},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_authorization},
    {UINT64_C(0xDA50745DE3A1D07D), 59, slots_line_dates},
    {UINT64_C(0xDC1B77AE0BF34DAD), 60, slots_dme},
    {UINT64_C(0xC5765079FC5D43FF), 61, slots_form_answer},
    {UINT64_C(0xD9AA792E1AF470EB), 62, slots_form},
    {UINT64_C(0x86BDC3DEACC843A5), 60, slots_repricing},
    {UINT64_C(0x9AD2E144D6E8F2CF), 60, slots_ambulance},
    {UINT64_C(0x4FFE20E9708F3B5B), 56, slots_line},
    {UINT64_C(0x64F0EEB9026E6077), 61, slots_attachment},
    {UINT64_C(0x7B07CE91E5906137), 61, slots_accident},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_spinal},
    {UINT64_C(0x8F8EA9D349428D8F), 61, slots_ortho},
    {UINT64_C(0x64F0EEB9026E6077), 62, slots_tooth_status},
    {UINT64_C(0x305F050C368DCC75), 62, slots_vision},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_epsdt},
    {UINT64_C(0xD9AA792E1AF470EB), 61, slots_contract},
    {UINT64_C(0x21B037BE8DB8A74B), 61, slots_visit},
    {UINT64_C(0xB0BA91E47F6200ED), 59, slots_dates},
    {UINT64_C(0x305F050C368DCC75), 60, slots_references},
    {UINT64_C(0x00221D9D7B537941), 59, slots_context_line},
    {UINT64_C(0xDC1B77AE0BF34DAD), 62, slots_context},
    {UINT64_C(0x17F3D636E96A8D95), 56, slots_record},
};
