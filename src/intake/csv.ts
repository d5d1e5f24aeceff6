import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Fault } from '../errors.ts';

/** The column in which Splunk and Sumo Logic keep an event as it came. */
const COLUMN = '_raw';
const LARGEST = 8 * 1024 * 1024;

/** The first bytes are the head of a table with the events as they came in one column, as both tools export it. */
export function isCsv(head: Buffer): boolean {
  const line = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)[0]!;
  return !/^\s*[[{]/.test(line) && line.split(',').some((name) => name.trim().replace(/^"|"$/g, '') === COLUMN);
}

/**
 * The events of such a table, one a line.
 * @throws Fault 'bad_input' where the table is damaged; `name` stands in its sentence
 */
export async function* rawColumn(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const table = parse({ bom: true, columns: true, relaxColumnCount: true, relaxQuotes: true, maxRecordSize: LARGEST });
  try {
    for await (const row of Readable.from(source).compose(table) as AsyncIterable<Record<string, string>>) {
      const raw = row[COLUMN]?.trim();
      if (raw) yield Buffer.from(`${raw.replace(/\s*[\r\n]+\s*/g, ' ')}\n`);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Fault('bad_input', `${name} is a table that is damaged. Export it again, or export JSON.`, {
      cause: error,
    });
  }
}
