/** Settings by the names of superbill.h: { "as-of": "2025-11-01", "severity.2103": "warning", strict: true }. */
export type Settings = Record<string, string | number | boolean>;
export type Decision = { decision: "confirmed" | "rejected"; by: string; at: string; reason?: string };

export class SuperbillError extends Error {
  readonly status: number;
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

export interface Handle {
  close(): void;
}

export interface Encounter extends Handle {
  run(record: string | Uint8Array | object): string;
  runBytes(record: string | Uint8Array | object): Uint8Array;
  lines(pieces: Iterable<Uint8Array>, how?: { format?: string; map?: Uint8Array | null; defaults?: Uint8Array | null }):
    Generator<Uint8Array>;
  again(): string;
  record(): string;
  decide(kind: "diagnosis" | "line", index: number, decision: Decision): void;
  claimCount(): number;
}

export interface Book extends Handle {
  run(record: string | Uint8Array | object): string;
  encounter(settings?: Settings): Encounter;
  info(): Record<string, unknown>;
  verify(): void;
  code(code: string, how?: { system?: string; on?: string | null }): Record<string, unknown>;
  search(words: string, how?: { on?: string | null; most?: number }): { code: string; title: string }[];
}

export interface ClaimFile extends Handle {
  add(encounter: Encounter, claim?: number): boolean;
  finish(): Uint8Array;
}

export interface Superbill {
  version: string;
  book(image: Uint8Array | Uint8Array[], settings?: Settings): Book;
  claimFile(format: string, settings?: Settings): ClaimFile;
}

export function load(source?: Uint8Array | WebAssembly.Module | null): Promise<Superbill>;
