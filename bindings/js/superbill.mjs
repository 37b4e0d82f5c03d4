// superbill for JavaScript: the C library as WebAssembly, for Node and browsers. The library suggests and a person
// decides; this passes bytes to it and back. Results are the library's own lines of JSON: docs/record.md of the project.
//
//     import { load } from "superbill";
//     const superbill = await load();
//     const book = superbill.book(await readFile("us-starter.sbk"));
//     const result = JSON.parse(book.run(record));

const ABI = 0;
const END = 1, MORE = 2, EINVAL = -2, EINPUT = -3, ELIMIT = -6, EREFUSED = -7;
const NONE32 = -0x80000000;
const ITEMS = { diagnosis: 1, line: 2 };
const ITEM_CLAIM = 8;
const PIECE = 1 << 16;

// The calls that are used, result first: i int32_t, u uint32_t, l int64_t, z size_t, t text, p handle, P place for a
// handle or text, Z place for a size, L int64_t *, v nothing. bindings/signatures.py compares them with superbill.h.
const CALLS = {
  sbill_version: "t",
  sbill_abi_version: "u",
  sbill_error_status: "ip",
  sbill_error_message: "tp",
  sbill_error_source: "tp",
  sbill_error_line: "up",
  sbill_error_column: "up",
  sbill_error_free: "vp",
  sbill_options_new: "iPP",
  sbill_options_set: "ipttP",
  sbill_options_free: "vp",
  sbill_report_text: "tpZ",
  sbill_report_free: "vp",
  sbill_book_open_memory: "ipzpPP",
  sbill_book_stack: "iPzpPP",
  sbill_book_free: "vp",
  sbill_book_info: "ipPP",
  sbill_book_verify: "ipP",
  sbill_system_from_name: "it",
  sbill_code_json: "ipitziPP",
  sbill_code_search: "ipitziLzZP",
  sbill_code_print: "zpltz",
  sbill_code_title: "tplZ",
  sbill_encounter_new: "ippPP",
  sbill_encounter_free: "vp",
  sbill_encounter_run: "ipP",
  sbill_encounter_result: "ipPZP",
  sbill_encounter_record: "ipPZP",
  sbill_run_json: "iptzPZP",
  sbill_reader_new: "itpPP",
  sbill_reader_give: "ipttpzP",
  sbill_reader_feed: "iptzP",
  sbill_reader_close: "ip",
  sbill_reader_free: "vp",
  sbill_run_next: "ippPZP",
  sbill_count: "zpi",
  sbill_decide: "ipizttttP",
  sbill_file_new: "itpPP",
  sbill_file_add: "ippzP",
  sbill_file_finish: "ipPZP",
  sbill_file_free: "vp",
};

/** A call that could not be done. What is wrong with a record is a finding in its result. Holds no patient's data. */
export class SuperbillError extends Error {
  constructor(status, message = `status ${status}`, source = "", line = 0, column = 0) {
    super((source ? `${source}${line ? `:${line}` : ""}: ` : "") + message);
    this.name = "SuperbillError";
    Object.assign(this, { status, source, line, column });
  }
}

// What the module wants of a system and does not need: no files, no environment, no output.
function system(memory) {
  const refuse = () => 52; // ENOSYS
  const wasi = {
    proc_exit(code) {
      throw new Error(`the module ended with ${code}`);
    },
    sched_yield: () => 0,
    fd_prestat_get: () => 8, // EBADF: no folder is open
    environ_sizes_get(count, size) {
      const words = new DataView(memory().buffer);
      words.setUint32(count, 0, true);
      words.setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
  };
  return { wasi_snapshot_preview1: new Proxy(wasi, { get: (have, name) => have[name] ?? refuse }) };
}

class Module {
  constructor(instance) {
    this.c = instance.exports;
    this.encoder = new TextEncoder();
    this.decoder = new TextDecoder();
    this.freed = new FinalizationRegistry(({ free, at, also }) => {
      this.c[free](at);
      if (also) this.c.free(also);
    });
    for (const name of Object.keys(CALLS)) {
      if (!this.c[name]) throw new Error(`the module lacks ${name}`);
    }
    this.c._initialize?.();
    if (this.c.sbill_abi_version() !== ABI) throw new Error(`this package speaks ABI ${ABI} of the superbill library`);
  }

  // ---- memory: views end when the module grows, so they are made anew each time ----

  get bytes() {
    return new Uint8Array(this.c.memory.buffer);
  }

  word(at) {
    return new DataView(this.c.memory.buffer).getUint32(at, true);
  }

  put(data, zero = 0) {
    const at = this.c.malloc(data.length + zero || 1);
    if (!at) throw new SuperbillError(-1, "out of memory");
    this.bytes.set(data, at);
    if (zero) this.bytes[at + data.length] = 0;
    return at;
  }

  /** Calls `use` with places of what is given (text ends in NUL), and wipes and frees them. */
  lend(given, use) {
    const places = [];
    try {
      for (const data of given) {
        const raw = typeof data === "string" ? this.encoder.encode(data) : data;
        places.push([this.put(raw, 1), raw.length]);
      }
      return use(...places.map(([at]) => at));
    } finally {
      for (const [at, n] of places) {
        this.bytes.fill(0, at, at + n);
        this.c.free(at);
      }
    }
  }

  text(at) {
    const bytes = this.bytes;
    return this.decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
  }

  // ---- calls with an error at the end; `out` words come back ----

  call(name, words, out = 0) {
    const room = this.c.malloc(4 * (out + 1));
    this.bytes.fill(0, room, room + 4 * (out + 1));
    const places = Array.from({ length: out }, (_, i) => room + 4 * (i + 1));
    try {
      const status = this.c[name](...words, ...places, room);
      const values = places.map((at) => this.word(at));
      const e = this.word(room);
      return { status, values, e };
    } finally {
      this.c.free(room);
    }
  }

  checked(name, words, out = 0) {
    const { status, values, e } = this.call(name, words, out);
    if (status < 0) throw this.taken(status, e);
    return values;
  }

  taken(status, e) {
    if (!e) return new SuperbillError(status);
    const c = this.c;
    const error = new SuperbillError(status, this.text(c.sbill_error_message(e)), this.text(c.sbill_error_source(e)),
      c.sbill_error_line(e), c.sbill_error_column(e));
    c.sbill_error_free(e);
    return error;
  }

  copy([at, n]) {
    return this.bytes.slice(at, at + n);
  }

  report(at) {
    const text = this.text(this.c.sbill_report_text(at, 0));
    this.c.sbill_report_free(at);
    return text;
  }

  withOptions(settings, use) {
    const [o] = this.checked("sbill_options_new", [], 1);
    try {
      for (const [name, value] of Object.entries(settings)) {
        const given = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
        this.lend([name, given], (n, v) => this.checked("sbill_options_set", [o, n, v]));
      }
      return use(o);
    } finally {
      this.c.sbill_options_free(o);
    }
  }
}

class Handle {
  constructor(m, at, free, also = 0) {
    this.m = m;
    this.free = free;
    this.handle = at;
    this.also = also;
    m.freed.register(this, { free, at, also }, this);
  }

  get at() {
    if (!this.handle) throw new SuperbillError(EINVAL, `this ${this.constructor.name} is closed`);
    return this.handle;
  }

  close() {
    if (!this.handle) return;
    this.m.freed.unregister(this);
    this.m.c[this.free](this.handle);
    if (this.also) this.m.c.free(this.also);
    this.handle = this.also = 0;
  }
}

function day(on) {
  if (on == null) return NONE32;
  const time = /^\d{4}-\d\d-\d\d$/.test(on) ? Date.parse(`${on}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) throw new SuperbillError(EINVAL, `not a date like 2025-10-01: ${on}`);
  return time / 86400000;
}

/** Code sets, rules, payers and fees. It never changes. */
class Book extends Handle {
  static open(m, images, settings) {
    const layers = [];
    try {
      m.withOptions(settings, (o) => {
        for (const image of images) {
          const also = m.put(image);
          try {
            layers.push(new Book(m, m.checked("sbill_book_open_memory", [also, image.length, o], 1)[0], "sbill_book_free", also));
          } catch (e) {
            m.c.free(also);
            throw e;
          }
        }
      });
      if (layers.length === 1) return layers[0];
      const each = m.put(new Uint8Array(Uint32Array.from(layers, (l) => l.at).buffer));
      try {
        const [at] = m.withOptions(settings, (o) => m.checked("sbill_book_stack", [each, layers.length, o], 1));
        const book = new Book(m, at, "sbill_book_free");
        book.layers = layers; // whose images it reads
        return book;
      } finally {
        m.c.free(each);
      }
    } catch (e) {
      for (const layer of layers) layer.close();
      throw e;
    }
  }

  close() {
    this.own?.close();
    super.close();
    for (const layer of this.layers ?? []) layer.close();
  }

  encounter(settings = {}) {
    return new Encounter(this, settings);
  }

  /** One record (text, bytes or an object) through all stages; the result as one line of JSON. */
  run(record) {
    void this.at;
    return (this.own ??= this.encounter()).run(record);
  }

  info() {
    return JSON.parse(this.m.report(this.m.checked("sbill_book_info", [this.at], 1)[0]));
  }

  verify() {
    this.m.checked("sbill_book_verify", [this.at]);
  }

  /** All that is known of a code on a date of service (YYYY-MM-DD); without one, in the newest release. */
  code(code, { system = "icd10cm", on = null } = {}) {
    const m = this.m;
    const number = m.lend([system], (s) => m.c.sbill_system_from_name(s));
    if (!number) throw new SuperbillError(EINVAL, `no such code system: ${system}`);
    const word = m.encoder.encode(code);
    return m.lend([word], (w) =>
      JSON.parse(m.report(m.checked("sbill_code_json", [this.at, number, w, word.length, day(on)], 1)[0])));
  }

  /** Codes whose title or inclusion terms hold all the words or their beginnings, best first. */
  search(words, { on = null, most = 10 } = {}) {
    const m = this.m, typed = m.encoder.encode(words);
    return m.lend([typed, new Uint8Array(8 * most), new Uint8Array(4), new Uint8Array(32)], (w, refs, count, room) => {
      m.checked("sbill_code_search", [this.at, 0, w, typed.length, day(on), refs, most, count]);
      return Array.from({ length: Math.min(most, m.word(count)) }, (_, i) => {
        const ref = new DataView(m.c.memory.buffer).getBigInt64(refs + 8 * i, true);
        const n = m.c.sbill_code_print(this.at, ref, room, 32);
        return { code: m.decoder.decode(m.copy([room, n])), title: m.text(m.c.sbill_code_title(this.at, ref, 0)) };
      });
    });
  }
}

/** A record on its way; reused from record to record. Evidence offsets count UTF-16 units, as strings do here. */
class Encounter extends Handle {
  constructor(book, settings) {
    const all = { "offset-unit": "utf16", ...settings };
    const [at] = book.m.withOptions(all, (o) => book.m.checked("sbill_encounter_new", [book.at, o], 1));
    super(book.m, at, "sbill_encounter_free");
    this.book = book;
    this.settings = all;
  }

  run(record) {
    return this.m.decoder.decode(this.runBytes(record));
  }

  runBytes(record) {
    const m = this.m;
    const given = record instanceof Uint8Array ? record
      : m.encoder.encode(typeof record === "string" ? record : JSON.stringify(record));
    return m.lend([given], (at) => this.line(m.call("sbill_run_json", [this.at, at, given.length], 2)));
  }

  /** A record that cannot be read has its line too; null: no more records now. */
  line({ status, values, e }) {
    if (status === MORE || status === END) return null;
    if (status < 0 && (!values[0] || (status !== EINPUT && status !== ELIMIT))) throw this.m.taken(status, e);
    if (e) this.m.c.sbill_error_free(e);
    return this.m.copy(values);
  }

  /**
   * Result lines (bytes) of pieces (bytes) in any format that is read: "ndjson", "json", "csv", "x12", "auto". While a
   * line is at hand the encounter holds its record. map, defaults: what a table is read with.
   */
  *lines(pieces, { format = "auto", map = null, defaults = null } = {}) {
    const m = this.m;
    const [reader] = m.withOptions(this.settings, (o) => m.lend([format], (f) => m.checked("sbill_reader_new", [f, o], 1)));
    try {
      for (const [what, bytes] of Object.entries({ map, defaults })) {
        if (bytes) m.lend([what, bytes], (w, b) => m.checked("sbill_reader_give", [reader, w, w, b, bytes.length]));
      }
      for (const piece of pieces) {
        for (let i = 0; i < piece.length; i += PIECE) {
          const some = piece.subarray(i, i + PIECE);
          m.lend([some], (b) => m.checked("sbill_reader_feed", [reader, b, some.length]));
          yield* this.ready(reader);
        }
      }
      m.c.sbill_reader_close(reader);
      yield* this.ready(reader);
    } finally {
      m.c.sbill_reader_free(reader);
    }
  }

  *ready(reader) {
    for (let line; (line = this.line(this.m.call("sbill_run_next", [reader, this.at], 2))); ) yield line;
  }

  /** The stages once more, after decisions. */
  again() {
    this.m.checked("sbill_encounter_run", [this.at]);
    return this.m.decoder.decode(this.m.copy(this.m.checked("sbill_encounter_result", [this.at], 2)));
  }

  /** The record with suggestions and decisions in it, as JSON. */
  record() {
    return this.m.decoder.decode(this.m.copy(this.m.checked("sbill_encounter_record", [this.at], 2)));
  }

  /** kind: "diagnosis" or "line"; decision: "confirmed" or "rejected"; at: an ISO date or date and time. */
  decide(kind, index, { decision, by, at, reason = "" }) {
    this.m.lend([decision, by, at, reason], (d, b, a, r) =>
      this.m.checked("sbill_decide", [this.at, ITEMS[kind] ?? 0, index, d, b, a, r]));
  }

  claimCount() {
    return this.m.c.sbill_count(this.at, ITEM_CLAIM);
  }
}

/** One claim file, which may hold many claims: "fhir-xml", "x12-837p", "x12-837d" ... */
class ClaimFile extends Handle {
  constructor(m, format, settings) {
    const [at] = m.withOptions(settings, (o) => m.lend([format], (f) => m.checked("sbill_file_new", [f, o], 1)));
    super(m, at, "sbill_file_free");
  }

  /** False for a claim that cannot go: a finding stops it, it waits, or the format cannot say draft. */
  add(encounter, claim = 0) {
    const { status, e } = this.m.call("sbill_file_add", [this.at, encounter.at, claim]);
    if (status === EREFUSED) {
      this.m.c.sbill_error_free(e);
      return false;
    }
    if (status < 0) throw this.m.taken(status, e);
    return true;
  }

  finish() {
    return this.m.copy(this.m.checked("sbill_file_finish", [this.at], 2));
  }
}

/**
 * The library. source: the module's bytes or a compiled WebAssembly.Module; without one superbill.wasm beside this file.
 * Each call gives a memory of its own, as a worker wants it.
 */
export async function load(source = null) {
  if (!source) {
    const url = new URL("./superbill.wasm", import.meta.url);
    source = url.protocol === "file:" ? await (await import("node:fs/promises")).readFile(url)
      : new Uint8Array(await (await fetch(url)).arrayBuffer());
  }
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  let instance;
  instance = await WebAssembly.instantiate(module, system(() => instance.exports.memory));
  const m = new Module(instance);
  return {
    version: m.text(m.c.sbill_version()),
    /** image: the bytes of a book's file, or several of them, later ones asked first. */
    book: (image, settings = {}) => Book.open(m, image instanceof Uint8Array ? [image] : image, settings),
    claimFile: (format, settings = {}) => new ClaimFile(m, format, settings),
  };
}
