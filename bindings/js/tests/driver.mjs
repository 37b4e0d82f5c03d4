// Jobs of bindings/cases.py, through the JavaScript package.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { load } from "../superbill.mjs";

const superbill = await load();
const books = new Map();

function run(words) {
  const job = {}, paths = [], settings = { "offset-unit": "bytes" };
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [name, value] = [words[i], words[i + 1]];
    if (name === "book") paths.push(value);
    else if (name === "option") settings[value.slice(0, value.indexOf("="))] = value.slice(value.indexOf("=") + 1);
    else job[name] = value;
  }
  const key = paths.join("\n");
  if (!books.has(key)) books.set(key, superbill.book(paths.map((p) => readFileSync(p))));
  const visit = books.get(key).encounter(settings);
  const file = superbill.claimFile(job.claims, settings);
  const read = (path) => (path ? readFileSync(path) : null);
  const out = [];
  let claims = false;
  for (const line of visit.lines([readFileSync(job.input)], { format: job.format, map: read(job.map), defaults: read(job.defaults) })) {
    out.push(line, Buffer.from("\n"));
    for (let i = 0; i < visit.claimCount(); i++) claims = file.add(visit, i) || claims;
  }
  writeFileSync(job.out, Buffer.concat(out));
  if (claims) writeFileSync(job.claims_out, file.finish());
  visit.close();
  file.close();
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    run(line.split("\t"));
    console.log("ok");
  } catch (e) {
    console.log(String(e).replaceAll("\n", " "));
  }
}
