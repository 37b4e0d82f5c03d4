import { readFile } from "node:fs/promises";
import { load } from "./superbill.mjs";

const superbill = await load();
const book = superbill.book(await readFile(process.argv[2]));
const result = JSON.parse(book.run(await readFile(process.argv[3])));
for (const code of result.diagnoses) console.log(code.code, code.title, `(${code.status})`);
for (const hit of result.withheld) console.log("withheld", hit.code, hit.reason);
