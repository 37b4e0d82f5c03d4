/* A book small enough to build in a test, and a record that goes all its way: for the fuzz targets, the sweep of
 * refused allocations and the tests of the API. */
#ifndef TESTS_SMALL_BOOK_H
#define TESTS_SMALL_BOOK_H

#include <stddef.h>
#include <string.h>
#include <superbill.h>

/* clang-format off */
static const char small_order[] =
    "00001 E11     0 Type 2 diabetes mellitus                                    "
    " Type 2 diabetes mellitus\n"
    "00002 E114    0 Type 2 diabetes mellitus with neurological complications    "
    " Type 2 diabetes mellitus with neurological complications\n"
    "00003 E1142   1 Type 2 diabetes mellitus with diabetic polyneuropathy       "
    " Type 2 diabetes mellitus with diabetic polyneuropathy\n"
    "00004 E119    1 Type 2 diabetes mellitus without complications              "
    " Type 2 diabetes mellitus without complications\n"
    "00005 G629    1 Polyneuropathy, unspecified                                 "
    " Polyneuropathy, unspecified\n"
    "00006 I10     1 Essential (primary) hypertension                            "
    " Essential (primary) hypertension\n"
    "00007 J189    1 Pneumonia, unspecified organism                             "
    " Pneumonia, unspecified organism\n"
    "00008 R059    1 Cough, unspecified                                          "
    " Cough, unspecified\n"
    "00009 S93401  0 Sprain of unspecified ligament of right ankle               "
    " Sprain of unspecified ligament of right ankle\n"
    "00010 S93401A 1 Sprain of unsp ligament of right ankle, initial encounter   "
    " Sprain of unsp ligament of right ankle, initial encounter\n"
    "00011 S93401D 1 Sprain of unsp ligament of right ankle, subs encntr         "
    " Sprain of unsp ligament of right ankle, subs encntr\n"
    "00012 S93401S 1 Sprain of unspecified ligament of right ankle, sequela      "
    " Sprain of unspecified ligament of right ankle, sequela\n"
    "00013 Z23     1 Encounter for immunization                                  "
    " Encounter for immunization\n";

static const char small_hcpcs[] =
    "# superbill-table\n"
    "# kind: codes\n"
    "# columns: code title\n"
    "G0008,Administration of influenza virus vaccine\n"
    "G0439,Annual wellness visit; subsequent\n"
    "J1010,Injection methylprednisolone acetate 1 mg\n";

static const char small_modifiers[] =
    "# superbill-table\n"
    "# kind: codes\n"
    "# columns: code title\n"
    "LT,Left side\n"
    "RT,Right side\n"
    "25,Made up for this test\n";

static const char small_places[] =
    "# superbill-table\n"
    "# kind: codes\n"
    "# columns: code title\n"
    "10,Telehealth in patient's home\n"
    "11,Office\n";

static const char small_groups[] =
    "# superbill-table\n"
    "# kind: groups\n"
    "# columns: group system code\n"
    "vaccine-administration,hcpcs,G0008\n"
    "drug,hcpcs,J0000-J9999\n";

static const char small_fees[] =
    "# superbill-table\n"
    "# kind: fees\n"
    "# columns: system code modifiers payer place from to amount\n"
    "hcpcs,G0008,,,,,,38.00\n"
    "hcpcs,G0439,,small,,,,210.00\n"
    "hcpcs,J1010,,,11,2025-01-01,,0.35\n";

static const char small_payers[] =
    "<payers>\n"
    "  <payer name='small' title='Small Payer' source='made up'>\n"
    "    <match payer-id='SMALL1'/><match filing-indicator='CI'/>\n"
    "    <require field='coverages[].group_number' source='made up'/>\n"
    "    <limit name='max-diagnoses' value='4' source='made up'/>\n"
    "    <pattern name='member-id' value='[A-Z0-9]{5,12}' source='made up'/>\n"
    "    <severity finding='2103' is='warning' claim-type='professional' source='made up'/>\n"
    "  </payer>\n"
    "  <payer name='any' title='Any Payer' source='made up'><match default='yes'/></payer>\n"
    "</payers>\n";

static const char small_rules[] =
    "<rules xmlns='urn:superbill:rules:1' id='small' version='1'>\n"
    "  <words id='side'><w is='right'>right|rt</w><w is='left'>left|lt</w></words>\n"
    "  <section id='assessment' rank='1'><header>assessment</header></section>\n"
    "  <section id='family-history' context='family'><header>family history</header></section>\n"
    "  <cue category='negated' side='before'>no|denies</cue>\n"
    "  <cue category='uncertain' side='before'>possible</cue>\n"
    "  <concept id='dm2' persistence='chronic'><find>type (?:2|II) diabetes</find><find>T2DM</find>\n"
    "    <test finds='yes'>Known type 2 diabetes.</test></concept>\n"
    "  <concept id='polyneuropathy'><find>(?:poly)?neuropathy</find></concept>\n"
    "  <concept id='hypertension' persistence='chronic'><find>hypertension</find></concept>\n"
    "  <concept id='pneumonia'><find>pneumonia</find></concept>\n"
    "  <concept id='cough'><find>cough</find></concept>\n"
    "  <concept id='ankle-sprain'><find>(?'side'{side}) ankle sprain</find></concept>\n"
    "  <code id='dm2.plain' when='dm2' assign='E11.9'><test expect='E11.9'>Has T2DM.</test></code>\n"
    "  <code id='dm2.nerves' when='dm2 polyneuropathy' assign='E11.42' replaces='E11.9 G62.9' guideline='I.A.15'/>\n"
    "  <code id='nerves' when='polyneuropathy' assign='G62.9'/>\n"
    "  <code id='htn' when='hypertension' assign='I10'/>\n"
    "  <code id='pneumonia' when='pneumonia' assign='J18.9'/>\n"
    "  <code id='cough' when='cough' assign='R05.9'/>\n"
    "  <code id='ankle' when='ankle-sprain' choose='side'>\n"
    "    <case is='right'>S93.401{phase}</case><otherwise ask='Which ankle?'/></code>\n"
    "  <suppress id='cough.integral' when='pneumonia' codes='R05.9'/>\n"
    "</rules>\n";

static const char small_manifest[] =
    "<source name='small' version='1'>\n"
    "  <file name='order' layout='icd10cm-order' release='FY2026' from='2025-10-01' to='2026-09-30'/>\n"
    "  <file name='hcpcs' layout='table' system='hcpcs' release='small' from='2025-01-01' to='open'/>\n"
    "  <file name='modifiers' layout='table' system='hcpcs-modifier' release='small' from='2025-01-01' to='open'/>\n"
    "  <file name='places' layout='table' system='pos' release='small' from='open' to='open'/>\n"
    "  <file name='groups' layout='table' release='small' from='2025-01-01' to='open'/>\n"
    "  <file name='fees' layout='table' release='small' from='2025-01-01' to='open'/>\n"
    "  <file name='payers' layout='payers'/>\n"
    "  <file name='rules' layout='rules'/>\n"
    "</source>\n";

/* One manifest for each layout, whose only file is "data" (and, for addenda, "base", which is small_order). Names stand
 * beside them for tests/fuzz/seeds.py. */
static const char *const small_layouts[] = {
    /* layout icd10cm-order */
    "<source name='s' version='1'><file name='data' layout='icd10cm-order' release='FY2026' from='2025-10-01'"
    " to='2026-09-30'/></source>",
    /* layout icd10cm-order-addenda */
    "<source name='s' version='1'><file name='base' layout='icd10cm-order' release='FY2026' from='2025-10-01'"
    " to='2026-09-30'/><file name='data' layout='icd10cm-order-addenda' release='FY2027' base='FY2026'"
    " from='2026-10-01' to='2027-09-30'/></source>",
    /* layout icd10cm-tabular */
    "<source name='s' version='1'><file name='base' layout='icd10cm-order' release='FY2026' from='2025-10-01'"
    " to='2026-09-30'/><file name='data' layout='icd10cm-tabular' release='FY2026' from='2025-10-01'"
    " to='2026-09-30'/></source>",
    /* layout hcpcs-anweb */
    "<source name='s' version='1'><file name='data' layout='hcpcs-anweb' release='2025-10' from='2025-10-01'"
    " to='open'/></source>",
    /* layout nucc-csv */
    "<source name='s' version='1'><file name='data' layout='nucc-csv' release='25.1' from='2025-07-01'"
    " to='open'/></source>",
    /* layout table */
    "<source name='s' version='1'><file name='data' layout='table' system='hcpcs' release='s' from='open'"
    " to='open'/></source>",
    /* layout table-codes */
    "<source name='s' version='1'><file name='data' layout='table' system='cpt' release='s' from='open' to='open'>"
    "<table kind='codes' columns='code title from to header successors terms'/></file></source>",
    /* layout table-groups */
    "<source name='s' version='1'><file name='data' layout='table' release='s' from='open' to='open'>"
    "<table kind='groups' columns='group system code from to' separator='tab'/></file></source>",
    /* layout table-fees */
    "<source name='s' version='1'><file name='data' layout='table' release='s' from='open' to='open'>"
    "<table kind='fees' columns='system code modifiers payer place from to amount currency' dates='us'"
    " encoding='latin-1'/></file></source>",
    /* layout ncci-ptp */
    "<source name='s' version='1'><file name='data' layout='ncci-ptp' setting='practitioner' "
    "release='s' from='open' to='open'/></source>",
    /* layout ncci-mue */
    "<source name='s' version='1'><file name='data' layout='ncci-mue' setting='outpatient' "
    "release='s' from='open' to='open'/></source>",
    /* layout ncci-aoc */
    "<source name='s' version='1'><file name='data' layout='ncci-aoc' release='s' from='open' "
    "to='open'/></source>",
    /* layout pprrvu-csv */
    "<source name='s' version='1'><file name='data' layout='pprrvu-csv' release='s' from='open' "
    "to='open'/></source>",
    /* layout pprrvu-text */
    "<source name='s' version='1'><file name='data' layout='pprrvu-text' release='s' from='open' "
    "to='open'/></source>",
    /* layout mce-diagnoses */
    "<source name='s' version='1'><file name='data' layout='mce-diagnoses' release='s' from='open' "
    "to='open'/></source>",
    /* layout mce-ages */
    "<source name='s' version='1'><file name='data' layout='mce-ages' release='s' from='open' "
    "to='open'/></source>",
    /* layout mce-discharge-status */
    "<source name='s' version='1'><file name='data' layout='mce-discharge-status' release='s' "
    "from='open' to='open'/></source>",
    /* layout remittance-codes */
    "<source name='s' version='1'><file name='data' layout='remittance-codes' release='s' from='open' "
    "to='open'/></source>",
    /* layout table-ndc */
    "<source name='s' version='1'><file name='data' layout='table' release='s' from='open' "
    "to='open'><table kind='ndc' columns='ndc code unit package packages billing-units from "
    "to'/></file></source>",
    /* layout table-coverage */
    "<source name='s' version='1'><file name='data' layout='table' system='cpt' release='s' "
    "from='open' to='open'><table kind='coverage' columns='policy payer code diagnosis says from "
    "to'/></file></source>",
    /* layout table-authorizations */
    "<source name='s' version='1'><file name='data' layout='table' release='s' from='open' "
    "to='open'><table kind='authorizations' columns='payer system code place needs from "
    "to'/></file></source>",
    /* layout table-levels */
    "<source name='s' version='1'><file name='data' layout='table' system='cpt' release='s' "
    "from='open' to='open'><table kind='visit-levels' columns='code family minutes minutes-to mdm "
    "from to'/></file></source>",
    /* layout payers */
    "<source name='s' version='1'><file name='data' layout='payers'/></source>",
};
#define small_layout_count (sizeof small_layouts / sizeof *small_layouts)

static const char small_record[] =
    "{\"schema\":\"superbill-record/1\",\"id\":\"SMALL-1\",\"date_from\":\"2025-11-20\","
    "\"place_of_service\":\"11\","
    "\"patient\":{\"name\":{\"last\":\"Sample\",\"first\":\"Rosa\"},"
    "\"birth_date\":\"1961-04-02\",\"sex\":\"female\","
    "\"address\":{\"lines\":[\"1 Sample Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"62705\"}},"
    "\"coverages\":[{\"filing_indicator\":\"CI\",\"payer\":{\"id\":\"SMALL1\",\"name\":\"Small Payer\"},"
    "\"member_id\":\"ABC12345\",\"group_number\":\"G1\",\"relationship\":\"self\","
    "\"assignment_of_benefits\":true,\"release_of_information\":true,\"accept_assignment\":true}],"
    "\"providers\":{\"billing\":{\"organization\":\"Sample Clinic\",\"npi\":\"2000000002\","
    "\"taxonomy\":\"207Q00000X\",\"tax_id\":\"210000001\",\"tax_id_type\":\"ein\","
    "\"address\":{\"lines\":[\"2 Sample Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"627051234\"}},"
    "\"rendering\":{\"name\":{\"last\":\"Example\",\"first\":\"Ada\"},\"npi\":\"2000000010\",\"credential\":\"MD\"}},"
    "\"notes\":[{\"id\":\"n1\",\"type\":\"visit\",\"date\":\"2025-11-20\",\"signed\":true,"
    "\"signed_by\":\"Ada Example\","
    "\"signed_at\":\"2025-11-20\",\"text\":\"Assessment: T2DM with polyneuropathy. Hypertension, controlled. Possible"
    " pneumonia, cough. Right ankle sprain. Denies neuropathy of the arms.\\nFamily history: hypertension.\"}],"
    "\"diagnoses\":[{\"code\":\"Z23\"},{\"code\":\"S93.401\"}],"
    "\"lines\":[{\"code\":\"G0008\",\"system\":\"hcpcs\",\"units\":1,\"diagnoses\":[\"Z23\"]},"
    "{\"code\":\"J1010\",\"system\":\"hcpcs\",\"modifiers\":[\"RT\"],"
    "\"units\":40,\"charge\":14.00,\"diagnoses\":[1,2]}]}";

/* A table of two visits, its column map and what the office says once. */
static const char small_csv[] =
    "Visit,Patient Name,DOB,Sex,Zip,Payer,DOS,POS,CPT,Mods,Dx 1,Dx 2,Ptr,Units,Charge,Who,Color\n"
    "1,\"SAMPLE, ROSA\",04/02/1961,F,2139,Small,11/20/2025,11,G0008,,Z23,I10,A,1,$25.00,JS,red\n"
    "2,\"DOE, \"\"J\"\"\",1-Mar,W,62705,Other,20251120,2,J1010,25:59,E11.9,,B,1.0,1E+05,\"SMITH, JOHN, MD\",\n"
    "1,\"SAMPLE, ROSA\",04/02/1961,F,2139,Small,11/20/2025,11,G0439-33,,I10,,,1,\"1,250.00\",2000000010,\n";
static const char small_map[] =
    "<columns><column name='Who' to='lines[].rendering'/><column name='Color' read='no'/>"
    "<column name='Sex' to='patient.sex'><value is='W' means='female'/></column></columns>";
static const char small_defaults[] =
    "{\"coverages\":[{\"relationship\":\"self\",\"accept_assignment\":true}],\"place_of_service\":\"11\","
    "\"providers\":{\"billing\":{\"organization\":\"Sample Clinic\",\"npi\":\"2000000002\"}},"
    "\"directory\":{\"providers\":{\"JS\":{\"name\":{\"last\":\"SMITH\"},\"npi\":\"2000000028\"}},"
    "\"payers\":{\"Small\":{\"payer\":{\"id\":\"SMALL1\"},\"filing_indicator\":\"CI\"}}}}";
/* clang-format on */

/* Files and manifest of the small book, with a rule pack of the caller's. */
static inline int32_t small_book_add(sbill_builder *b, const char *pack, size_t size,
                                     sbill_error **err)
{
    const struct {
        const char *name, *bytes;
        size_t n;
    } files[] = {
        {"order", small_order, sizeof small_order - 1},
        {"hcpcs", small_hcpcs, sizeof small_hcpcs - 1},
        {"modifiers", small_modifiers, sizeof small_modifiers - 1},
        {"places", small_places, sizeof small_places - 1},
        {"groups", small_groups, sizeof small_groups - 1},
        {"fees", small_fees, sizeof small_fees - 1},
        {"payers", small_payers, sizeof small_payers - 1},
        {"rules", pack, size},
    };
    int32_t status = SBILL_OK;

    for (size_t i = 0; status == SBILL_OK && i < sizeof files / sizeof *files; i++)
        status = sbill_builder_add_file(b, files[i].name, files[i].bytes, files[i].n, err);
    if (status != SBILL_OK)
        return status;
    return sbill_builder_add_manifest(b, "source.xml", small_manifest, sizeof small_manifest - 1,
                                      err);
}

/* The image is the builder's. *builder is set even if a later step fails, and then the caller's to free. */
static inline int32_t small_book_build(const sbill_options *o, sbill_builder **builder,
                                       const void **image, size_t *len, sbill_error **err)
{
    int32_t status = sbill_builder_new(o, builder, err);

    if (status == SBILL_OK)
        status = small_book_add(*builder, small_rules, sizeof small_rules - 1, err);
    if (status == SBILL_OK)
        status = sbill_builder_finish(*builder, image, len, err);
    return status;
}

#endif
