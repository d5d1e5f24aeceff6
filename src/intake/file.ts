import { createReadStream } from 'node:fs';
import { Fault } from '../errors.ts';
import { Batcher, END, type EventBatch } from './event-batch.ts';
import { fingerprint, type InputFile, inputFiles, unreadable } from './input-files.ts';
import { jsonValues } from './json-stream.ts';

const CHUNK = 256 * 1024;

export interface Resume {
  /** Where an earlier reading of the file with this fingerprint stopped: its Position's offset. */
  resumeAt?: (key: string) => Promise<number | undefined>;
}

/**
 * The events of files, of folders to their bottom, or of standard input ("-"), in batches of about 5,000.
 * Throws a Fault (bad_input) where a file is missing, empty, not allowed, no text, or its gzip data ends early (after
 * a batch with what was readable), where a folder has no event files, and where all of it holds not one event.
 */
export async function* readEvents(paths: readonly string[] | '-', resume: Resume = {}): AsyncGenerator<EventBatch> {
  const files: InputFile[] = paths === '-' ? [{ path: '-', size: null }] : await inputFiles(paths);
  const batcher = new Batcher(files.reduce((sum, file) => sum + (file.size ?? 0), 0));
  let resumed = false;
  for (const file of files) {
    const key = file.size === null ? null : await fingerprint(file.path, file.size);
    const from = (key !== null && (await resume.resumeAt?.(key))) || 0;
    resumed ||= from > 0;
    if (from === END) batcher.bytes += file.size ?? 0;
    else {
      const name = file.path === '-' ? 'Standard input' : file.path;
      try {
        for await (const piece of jsonValues(counted(bytesOf(file), batcher), name, from)) {
          batcher.add(file.path, key, piece);
          if (batcher.isFull) yield batcher.take();
        }
        batcher.mark(key, END);
      } catch (error) {
        if (!batcher.isEmpty) yield batcher.take();
        throw unreadable(name, error);
      }
    }
  }
  if (!batcher.isEmpty) yield batcher.take();
  if (batcher.events === 0 && !resumed) throw nothingIn(paths, batcher.reasons);
}

function bytesOf(file: InputFile): AsyncIterable<Buffer> {
  return file.path === '-' ? process.stdin : createReadStream(file.path, { highWaterMark: CHUNK });
}

async function* counted(source: AsyncIterable<Buffer>, total: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    total.bytes += chunk.length;
    yield chunk;
  }
}

function nothingIn(paths: readonly string[] | '-', reasons: ReadonlySet<string>): Fault {
  const where = paths === '-' ? 'standard input' : paths.length === 1 ? paths[0] : 'the given files';
  const why = reasons.size > 0 ? ` What is there was not understood: ${[...reasons].join(', ')}.` : '';
  return new Fault(
    'bad_input',
    `No Auth0 log event was found in ${where}.${why} Give rows of the Management API (GET /api/v2/logs) or of a log stream, as JSON or JSON lines, plain or gzip.`,
  );
}
