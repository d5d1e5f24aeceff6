import type { EventBatch } from '../intake/event-batch.ts';
import type { Receipt } from '../store/port.ts';

/** process.stdout and the like. */
export interface Output {
  write(text: string): unknown;
}

/** A terminal's line comes after a second and changes four times a second; a log gets a line every 10 seconds. */
const PACE = { terminal: { first: 1_000, next: 250 }, plain: { first: 10_000, next: 10_000 } };

/** What to do about values that were no events. */
const ADVICE: Record<string, string> = {
  'not JSON': 'the lines are damaged or of another format; compare the file with its source',
  'cut off in the middle': 'the file ends early; export or copy it again',
  'larger than 8 MiB': 'no log event is so large; give the events one by one, not inside of one object',
  'no date': 'an Auth0 event has a “date”; check how the export names it',
  'no type': 'an Auth0 event has a “type”; check that these rows are log events',
  'not an object': 'these values are no log events and can be left out',
  'nested too deeply': 'these values are no log events and can be left out',
};

const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Tells how an import goes and how it went. */
export class ImportReport {
  /** Part of the files had been imported before. */
  resumed = false;
  readonly #out: Output;
  readonly #err: Output;
  readonly #isTTY: boolean;
  readonly #pace: { first: number; next: number };
  readonly #began = performance.now();
  #due: number;
  #added = 0;
  #duplicates = 0;
  #forgotten = 0;
  readonly #odd = new Map<string, number>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #lineShown = false;

  constructor({ out, err, isTTY }: { out: Output; err: Output; isTTY: boolean }) {
    this.#out = out;
    this.#err = err;
    this.#isTTY = isTTY;
    this.#pace = isTTY ? PACE.terminal : PACE.plain;
    this.#due = this.#began + this.#pace.first;
  }

  /** A batch is durable. */
  stored(batch: EventBatch, receipt: Receipt): void {
    this.#added += receipt.added;
    this.#duplicates += receipt.duplicates;
    this.#forgotten += receipt.forgotten ?? 0;
    for (const { event } of batch.arrivals) {
      if (event.at < this.#first) this.#first = event.at;
      if (event.at > this.#last) this.#last = event.at;
    }
    for (const { reason } of batch.odd) this.#odd.set(reason, (this.#odd.get(reason) ?? 0) + 1);
    this.#progress(batch);
  }

  finish(interrupted: boolean, fromStdin: boolean): void {
    if (this.#lineShown) this.#err.write('\r\u001b[K');
    // Then the error says it all.
    if (this.#events === 0 && !this.resumed && !interrupted) return;
    for (const line of this.#summary()) this.#out.write(`${line}\n`);
    if (interrupted) {
      const how = fromStdin ? 'what is stored is not stored twice' : 'it goes on from here';
      this.#out.write(`Stopped before the end. Give the same command again: ${how}.\n`);
    }
  }

  get #events(): number {
    return this.#added + this.#duplicates + this.#forgotten;
  }

  get #seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  #progress({ bytes, totalBytes }: EventBatch): void {
    const now = performance.now();
    if (now < this.#due) return;
    this.#due = now + this.#pace.next;
    const share = totalBytes > 0 ? bytes / totalBytes : null;
    const left = share ? (this.#seconds * (1 - share)) / share : null;
    const line = [
      share === null ? 'Importing' : `Importing, ${Math.floor(share * 100)} %`,
      `${count.format(this.#events)} events`,
      `${count.format(this.#events / this.#seconds)}/s`,
      ...(left !== null && left >= 1 ? [`about ${duration(left)} left`] : []),
    ].join(' · ');
    this.#err.write(this.#isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    this.#lineShown = this.#isTTY;
  }

  #summary(): string[] {
    const lines = [`${plural(this.#added, 'new event')} stored; ${count.format(this.#duplicates)} already there.`];
    if (this.#forgotten > 0)
      lines.push(`${count.format(this.#forgotten)} left out: they name somebody who was forgotten (whylogin forget).`);
    if (this.resumed) lines.push('Went on where an earlier import of the same file had stopped.');
    for (const [reason, times] of this.#odd) {
      lines.push(`${count.format(times)} not understood (${reason}): ${ADVICE[reason] ?? 'kept aside'}.`);
    }
    if (this.#events > 0) {
      const rate = count.format(this.#events / this.#seconds);
      lines.push(`From ${minute(this.#first)} to ${minute(this.#last)} UTC, read at ${rate} events/s.`);
    }
    return lines;
  }
}

function plural(times: number, what: string): string {
  return `${count.format(times)} ${what}${times === 1 ? '' : 's'}`;
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** "2026-10-05 08:22" */
function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
