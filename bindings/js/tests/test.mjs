// What the JavaScript package does beyond passing the cases. usage: node test.mjs BOOK
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, SuperbillError } from "../superbill.mjs";

const superbill = await load();
const image = readFileSync(process.argv[2]);
const book = superbill.book(image);
const example = readFileSync(new URL("../../../examples/03-possible-pneumonia.json", import.meta.url));
const loops = Number(process.env.SUPERBILL_LOOPS ?? 20000);

test("a record in any spelling", () => {
  const line = book.run(example);
  assert.equal(JSON.parse(line).outcome, "draft");
  assert.equal(book.run(example.toString()), line);
  assert.equal(book.run(JSON.parse(example)), line);
  assert.equal(JSON.parse(book.run("{")).outcome, "unreadable");
});

test("errors have a status", () => {
  assert.throws(() => superbill.book(new Uint8Array(10)), (e) => e instanceof SuperbillError && e.status === -5);
  assert.throws(() => book.encounter({ "as-of": "yesterday" }), SuperbillError);
  assert.throws(() => book.code("E11.9", { system: "none" }), SuperbillError);
  assert.throws(() => book.code("E11.9", { on: "1 May" }), SuperbillError);
  const closed = superbill.book(image);
  closed.close();
  closed.close();
  assert.throws(() => closed.run("{}"), SuperbillError);
});

test("offsets are those of strings", () => {
  const record = JSON.parse(example);
  record.notes[0].text = "René \u{1F600} ASSESSMENT: Pneumonia.";
  const spans = JSON.parse(book.run(record)).diagnoses.flatMap((d) => d.evidence);
  assert.ok(spans.length > 0);
  for (const s of spans) assert.equal(record.notes[0].text.slice(s.start, s.end), s.text);
});

test("codes", () => {
  assert.equal(book.code("e1122", { on: "2025-11-01" }).code, "E11.22");
  assert.equal(book.search("chronic kidney stage 3b", { on: "2025-11-01" })[0].code, "N18.32");
  book.verify();
});

test("a person decides", () => {
  const visit = book.encounter({ "as-of": "2025-12-31" });
  visit.run(example);
  assert.equal(superbill.claimFile("x12-837p").add(visit), false);
  visit.decide("diagnosis", 0, { decision: "confirmed", by: "A. Coder", at: "2025-12-03", reason: "read" });
  assert.equal(JSON.parse(visit.again()).outcome, "ready");
  const file = superbill.claimFile("x12-837p");
  assert.ok(file.add(visit));
  assert.ok(Buffer.from(file.finish()).toString().startsWith("ISA*"));
});

test("nothing leaks", () => {
  const loop = (n) => {
    for (let i = 0; i < n; i++) {
      book.run(example);
      if (i % 20) continue;
      const visit = book.encounter(), file = superbill.claimFile("fhir-xml");
      visit.run(example);
      file.add(visit);
      file.finish();
      visit.close();
      file.close();
    }
  };
  loop(500);
  const before = book.m.c.memory.buffer.byteLength;
  loop(loops);
  assert.equal(book.m.c.memory.buffer.byteLength, before);
});
