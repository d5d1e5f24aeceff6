import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Fault } from '../errors.ts';
import type { EventStore, StoredBody } from '../store/port.ts';
import { type ExportedDay, readManifest, Sum, writeManifest } from './export-manifest.ts';
import type { Output } from './import-report.ts';

const DAY = 86_400_000;
const INTERRUPTED = 130;
const count = new Intl.NumberFormat('en-US');

export interface ExportPorts {
  store: Pick<EventStore, 'coverage' | 'bodies'>;
  /** The summary goes to `out`, a line for each day to `err`. */
  out: Output;
  err: Output;
}

/**
 * `whylogin export`: writes all events into a folder, a gzip file of JSON lines for each day (in UTC), in the form in
 * which log streams send them, with a list of days, counts and hashes. Safe to repeat and to interrupt: days that are
 * there already are written again only where their events have changed. Resolves with the exit code (0, or 130 when
 * interrupted).
 */
export async function exportCommand(folder: string, { store, out, err }: ExportPorts): Promise<number> {
  const { first, last, odd } = await store.coverage();
  if (first === null || last === null)
    throw new Fault('bad_request', 'The store holds no events, so there is nothing to export.');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const manifest = readManifest(folder);
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    const [begin, end] = [Math.floor(first / DAY), Math.floor(last / DAY)];
    for (let number = begin; number <= end && !interrupted; number++) {
      const day = new Date(number * DAY).toISOString().slice(0, 10);
      const bodies = store.bodies({ from: number * DAY, to: (number + 1) * DAY - 1 });
      const known = existsSync(fileOf(folder, day)) ? manifest.get(day) : undefined;
      const written = await writeDay(folder, day, bodies, known);
      if (written.events === 0) continue;
      manifest.set(day, written);
      writeManifest(folder, manifest);
      const share = Math.floor(((number - begin + 1) / (end - begin + 1)) * 100);
      const how = written.hash === known?.hash ? ', as before' : '';
      err.write(`Exporting, ${share} % · ${day} · ${count.format(written.events)} events${how}\n`);
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
  const events = [...manifest.values()].reduce((sum, day) => sum + day.events, 0);
  out.write(`${count.format(events)} events of ${manifest.size} days are in ${folder}.\n`);
  if (interrupted) {
    out.write('Stopped before the end. Give the same command again: it goes on from here.\n');
    return INTERRUPTED;
  }
  const aside = odd.reduce((sum, each) => sum + each.count, 0);
  if (aside > 0)
    out.write(`${count.format(aside)} that were not understood stay here; whylogin move takes them along.\n`);
  out.write(
    `Next, under the new settings: whylogin import ${folder}, then whylogin verify ${folder} to see that all arrived.\n`,
  );
  return 0;
}

/** A day's file. Where its events are those of `known`, nothing is written. */
async function writeDay(
  folder: string,
  day: string,
  bodies: AsyncIterable<StoredBody[]>,
  known: ExportedDay | undefined,
): Promise<ExportedDay> {
  const sum = new Sum();
  const path = fileOf(folder, day);
  const gzip = createGzip({ level: 4 });
  const file = createWriteStream(`${path}.part`, { mode: 0o600 });
  const done = finished(gzip.pipe(file));
  // Awaited below; a disk that fills up meanwhile must not end the process.
  done.catch(() => undefined);
  try {
    for await (const page of bodies) {
      let text = '';
      for (const each of page) {
        sum.add(each);
        text += `{"log_id":${JSON.stringify(each.logId)},"data":${each.body.replaceAll('\n', ' ')}}\n`;
      }
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), done]);
    }
    gzip.end();
    await done;
  } catch (error) {
    if (error instanceof Fault) throw error;
    const message = `${path} cannot be written. Check that the disk has room and the folder may be written; the days before it are complete.`;
    throw new Fault('bad_input', message, { operator: String(error), cause: error });
  }
  if (sum.events > 0 && sum.hash !== known?.hash) renameSync(`${path}.part`, path);
  else rmSync(`${path}.part`);
  return { day, events: sum.events, hash: sum.hash };
}

function fileOf(folder: string, day: string): string {
  return join(folder, `${day}.ndjson.gz`);
}
