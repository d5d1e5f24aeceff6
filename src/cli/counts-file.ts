import { readFile } from 'node:fs/promises';
import { Fault } from '../errors.ts';
import type { Counts } from '../spikes/replay.ts';

const MINUTE = 60_000;
const LIKE_THIS = 'The first line is “minute,failed_login”, then one line a step: “2026-11-20T14:03Z,12”.';
/** A hundred years of five-minute steps, or twenty of single minutes: more is a mistake in a date. */
const MOST_STEPS = 10_600_000;

/** What the first column may be called; the second is how the Numenta Anomaly Benchmark has it. */
const TIMES: ReadonlySet<string | undefined> = new Set(['minute', 'timestamp']);

/**
 * Reads a file of counts: a header `minute,<series>[,<series>…]`, then a row a step. `minute` (or `timestamp`) is an ISO
 * time (UTC where it has no offset) or epoch seconds; an empty cell and a missing row are not observed. Rows may come in any order.
 * @throws Fault 'bad_input' that names the line
 */
export async function readCounts(path: string, step: number): Promise<Counts> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Fault(
      'bad_input',
      `--counts ${path}: ${gone ? 'there is no such file' : 'it cannot be read'}. Check the path.`,
      {
        cause: error,
      },
    );
  }
  return countsOf(text, path, step);
}

/** @param path for what is said about it */
export function countsOf(text: string, path: string, step: number): Counts {
  const wrong = (line: number, what: string): Fault => new Fault('bad_input', `${path}, line ${line}: ${what}`);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [first, ...series] = cells(lines[0] ?? '');
  if (!TIMES.has(first?.toLowerCase()) || series.length === 0)
    throw wrong(1, `there is no header of counts. ${LIKE_THIS}`);
  const twice = series.find((name, i) => name === '' || series.indexOf(name) !== i);
  if (twice !== undefined)
    throw wrong(1, `a series has ${twice === '' ? 'no name' : `the name of another (${twice})`}.`);

  const minutes: number[] = [];
  const rows: number[] = [];
  for (let i = 1; i < lines.length; i++) {
    if (lines[i] === '') continue;
    const row = cells(lines[i]!);
    if (row.length !== series.length + 1)
      throw wrong(i + 1, `there are ${row.length} cells; the header has ${series.length + 1}.`);
    const minute = minuteOf(row[0]!);
    if (minute === null) throw wrong(i + 1, `“${row[0]}” is no time. ${LIKE_THIS}`);
    minutes.push(minute);
    rows.push(i);
  }
  if (minutes.length === 0) throw wrong(1, `there are no rows of counts. ${LIKE_THIS}`);

  const from = minutes.reduce((least, minute) => Math.min(least, minute));
  const last = minutes.reduce((most, minute) => Math.max(most, minute));
  const length = (last - from) / step + 1;
  if (length > MOST_STEPS) throw wrong(1, 'the times lie further apart than counts can. Check the dates.');
  const columns = series.map(() => new Float64Array(Math.floor(length)).fill(Number.NaN));
  const filled = new Uint8Array(Math.floor(length));
  for (const [at, minute] of minutes.entries()) {
    const line = rows[at]! + 1;
    const place = (minute - from) / step;
    if (!Number.isInteger(place))
      throw wrong(line, `this row lies between two steps of ${step} min. Give the step of the file with --step.`);
    if (filled[place] === 1) throw wrong(line, 'this minute is there already. Each may come once.');
    filled[place] = 1;
    for (const [column, cell] of cells(lines[rows[at]!]!).slice(1).entries()) {
      if (cell === '') continue;
      const count = Number(cell);
      if (!Number.isFinite(count) || count < 0)
        throw wrong(line, `“${cell}” is no count. Leave it empty where nobody looked.`);
      columns[column]![place] = count;
    }
  }
  const tightest = filled.length > 1 && minutes.length < filled.length / 2 ? closest(minutes) : step;
  if (tightest > step)
    throw wrong(1, `no two rows lie closer than ${tightest} min. Give the step of the file: --step ${tightest}m.`);
  return { series, from, step, columns };
}

function cells(line: string): string[] {
  const parts = line.split(',');
  return parts.map((cell) => (cell.startsWith('"') ? cell.replace(/^"(.*)"$/, '$1') : cell).trim());
}

function closest(minutes: readonly number[]): number {
  const sorted = Float64Array.from(minutes).sort();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) least = Math.min(least, sorted[i]! - sorted[i - 1]!);
  return least;
}

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

function minuteOf(text: string): number | null {
  if (/^\d{9,10}(\.0+)?$/.test(text)) return Math.floor(Number(text) / 60);
  if (!ISO.test(text)) return null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text.slice(16)) ? text : `${text}Z`;
  const at = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(at) ? null : Math.floor(at / MINUTE);
}
