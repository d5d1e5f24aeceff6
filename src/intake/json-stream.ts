import { Fault } from '../errors.ts';
import type { OddEvent } from '../event/log-event.ts';
import { isCsv, rawColumn } from './csv.ts';
import { gunzip } from './gunzip.ts';
import { JsonSplitter, type JsonValue } from './json-splitter.ts';

export interface JsonBatch {
  values: JsonValue[];
  odd: OddEvent[];
  /** Unpacked bytes handled so far: a later reading may begin here. */
  offset: number;
}

/** First bytes that name a format we cannot read, and what to do with it. */
const FOREIGN: readonly [magic: string, what: string, advice: string][] = [
  ['504b0304', 'a ZIP archive', 'Unpack it and give the files inside.'],
  ['28b52ffd', 'compressed with zstd', 'Unpack it first: zstd -d.'],
  ['425a68', 'compressed with bzip2', 'Unpack it first: bunzip2.'],
  ['fd377a585a00', 'compressed with xz', 'Unpack it first: unxz.'],
  ['fffe', 'UTF-16 text', 'Save it as UTF-8.'],
  ['feff', 'UTF-16 text', 'Save it as UTF-8.'],
  ['50415231', 'a Parquet file', 'Export the events as JSON lines.'],
];
const SNIFFED = 4096;

/**
 * The JSON values of a stream of bytes, plain or gzip (told by its first bytes), in the pieces in which they arrive:
 * one a line, an array, pretty-printed or concatenated, or in the `_raw` column of a CSV table. `from` skips unpacked bytes that an earlier reading handled.
 * Holds at most one value (8 MiB) and one chunk.
 * Throws a Fault (bad_input) where the bytes are no text, and after everything readable where gzip data ends early
 * or is damaged. `name` stands in its sentence.
 */
export async function* jsonValues(source: AsyncIterable<Buffer>, name: string, from = 0): AsyncGenerator<JsonBatch> {
  const splitter = new JsonSplitter();
  let failure: unknown;
  try {
    for await (const chunk of skip(text(source, name), from)) {
      splitter.push(chunk);
      yield { ...splitter.take(), offset: from + splitter.offset };
    }
  } catch (error) {
    if (!isZlib(error)) throw error;
    failure = error;
  }
  splitter.end();
  yield { ...splitter.take(), offset: from + splitter.offset };
  if (failure !== undefined) throw damaged(name, failure);
}

async function* text(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const [head, all] = await peek(source);
  if (head[0] !== 0x1f || head[1] !== 0x8b) yield* lines(head, all, name);
  else yield* lines(...(await peek(gunzip(all))), name);
}

function lines(head: Buffer, all: AsyncIterable<Buffer>, name: string): AsyncIterable<Buffer> {
  refuseForeign(head, name);
  return isCsv(head) ? rawColumn(all, name) : all;
}

/** The first bytes, and the stream with them still in it. An error that comes with them waits in the stream. */
async function peek(source: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let failure: unknown;
  try {
    while (head.length < SNIFFED) {
      const next = await chunks.next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
  } catch (error) {
    failure = error;
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      if (failure !== undefined) throw failure;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return [head.subarray(0, SNIFFED), all()];
}

function refuseForeign(head: Buffer, name: string): void {
  const hex = head.subarray(0, 8).toString('hex');
  const foreign = FOREIGN.find(([magic]) => hex.startsWith(magic));
  if (foreign) throw new Fault('bad_input', `${name} is ${foreign[1]}, which whylogin does not read. ${foreign[2]}`);
  if (head.includes(0)) {
    throw new Fault('bad_input', `${name} is binary data, not a log export. Give JSON or JSON lines, plain or gzip.`);
  }
}

async function* skip(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of source) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}

function isZlib(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}

function damaged(name: string, error: unknown): Fault {
  const truncated = isZlib(error) && error.code === 'Z_BUF_ERROR';
  return new Fault(
    'bad_input',
    `${name} ${truncated ? 'ends too early: it was cut off while it was written or copied' : 'is damaged: it cannot be unpacked to its end'}. What could be read before that was kept. Get the file again and give it once more; what is already there is not stored twice.`,
    { cause: error },
  );
}
