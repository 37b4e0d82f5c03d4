/* One small file for each edit table, for tests that go through all of them. */
#ifndef TESTS_EDIT_SOURCES_H
#define TESTS_EDIT_SOURCES_H

#include "tiny_book.h"

#define EDIT_SPAN "release=\"R1\" from=\"2026-01-01\" to=\"2026-12-31\"/>\n"
#define EDIT_TABLE(name) "<file name=\"" name "\" layout=\"table\" system=\"hcpcs\" " EDIT_SPAN
#define EDIT_HEAD(kind, columns) "# superbill-table\n# kind: " kind "\n# columns: " columns "\n"

static const char edit_manifest[] =
    "<file name=\"ptp\" layout=\"ncci-ptp\" setting=\"practitioner\" " EDIT_SPAN
    "<file name=\"mue\" layout=\"ncci-mue\" setting=\"practitioner\" " EDIT_SPAN
    "<file name=\"aoc\" layout=\"ncci-aoc\" " EDIT_SPAN
    "<file name=\"pfs\" layout=\"pprrvu-csv\" " EDIT_SPAN
    "<file name=\"dx\" layout=\"mce-diagnoses\" " EDIT_SPAN
    "<file name=\"age\" layout=\"mce-ages\" " EDIT_SPAN
    "<file name=\"discharge\" layout=\"mce-discharge-status\" " EDIT_SPAN
    "<file name=\"remit\" layout=\"remittance-codes\" " EDIT_SPAN
    "<file name=\"tabular\" layout=\"icd10cm-tabular\" " EDIT_SPAN EDIT_TABLE("ndc")
        EDIT_TABLE("coverage") EDIT_TABLE("authorizations") EDIT_TABLE("levels");

static const struct tiny_file edit_files[] = {
    {"ptp",
     "G0008\tG0009\t \t20150101\t20191231\t1\tMade up\nG0008\tG0009\t "
     "\t20200101\t20201231\t0\tMade up\n"
     "G0008\tG0009\t \t20210101\t*\t1\tOther\nG0008\tG0010\t \t20200101\t*\t0\tMade up\n"
     "G0439\tG0008\t*\t20200101\t20200101\t9\tMade up\nG0439\tG0009\t "
     "\t20150101\t20191231\t1\tMade up\n"
     "G0439\tG0009\t \t20200101\t*\t0\tMade up\n",
     0},
    {"mue",
     "\"Notice\nof somebody\xAE\"\nG0008,1,3 Date of Service Edit: Clinical,\"say \"\"so\"\"\"\n",
     0},
    {"aoc", "primary_code\tadd_on_code\taoc_edit_type\nG0101\tG0513\t1\nCCCCC\tG0513\t3\n", 0},
    {"pfs",
     ",,,STATUS,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM\n"
     "HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,PROC,SURG,SURG,SURG,SURG\nG0101,,x,A,0,010,0,0,0,1,2\n",
     0},
    {"dx", "code\tstart\tend\tflags\nE119\t20151001\t\tadult\nE0800\t20151001\t20261231\t\n", 0},
    {"age", "group,min_age,max_age,start,end\nAdult,15,124,,\n", 0},
    {"discharge", "code,from,to\n1,1980-10-01,2026-12-31\n", 0},
    {"remit", "code\ttype\tfrom\tto\n4\tCARC\t\t\nN1\tRARC\t\t\n", 0},
    {"tabular",
     "<ICD10CM.tabular><chapter><name>4</name><desc>x</desc><excludes1><note>of all "
     "(E13)</note></excludes1>"
     "<section id=\"E08-E13\"><desc>x</desc><diag><name>E08</name><desc>x</desc><codeFirst>"
     "<note>such as:</note><note>both (E11-E13 with .51-.52)</note></codeFirst></diag>"
     "<diag><name>E11</name><desc>x</desc><excludes1><note>other (E08.-)</note><note>odd (E11 "
     "x)</note>"
     "</excludes1><excludes2><note>drug (T36-T50 with fifth or sixth character "
     "5)</note></excludes2></diag>"
     "<diag><name>E13</name><desc>x</desc></diag></section></chapter></ICD10CM.tabular>",
     0},
    {"ndc",
     EDIT_HEAD("ndc",
               "ndc code unit package packages billing-units") "00009347501,J1010,ML,1,25,2000\n",
     0},
    {"coverage",
     EDIT_HEAD("coverage",
               "policy payer code diagnosis says") "L1,,G0101,Z12.4,\nL1,acme,G0101,N87-,denies\n",
     0},
    {"authorizations",
     EDIT_HEAD("authorizations",
               "payer code place needs") "acme,J1010,,\nacme,E0100-E0199,11,referral\n",
     0},
    {"levels",
     EDIT_HEAD(
         "visit-levels",
         "code family minutes minutes-to mdm") "G0101,visit,10,19,low\nG0102,visit,20,29,high\n",
     0},
};
#define edit_file_count (sizeof edit_files / sizeof *edit_files)

#endif
