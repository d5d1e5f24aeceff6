import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asStreamRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { readEvents } from '../../src/intake/file.ts';

const world = simulateTenant({ now: new Date('2026-11-24T08:00:00Z'), size: 1_000 });
const rows = world.rows.map(asStreamRow);
const raws = rows.map((row) => JSON.stringify(row));
const ids = world.rows.map(({ logId }) => logId).sort();
const folder = mkdtempSync(join(tmpdir(), 'whylogin-exports-'));

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const table = (head: string, line: (raw: string, n: number) => string, end = '\n') =>
  [head, ...raws.map(line)].join(end) + end;

async function read(name: string, content: string | Buffer): Promise<string[]> {
  writeFileSync(join(folder, name), content);
  const found: string[] = [];
  for await (const batch of readEvents([join(folder, name)])) {
    expect(batch.odd).toEqual([]);
    found.push(...batch.arrivals.map(({ event }) => event.logId));
  }
  return found.sort();
}

/** As their web pages and APIs write them. */
const EXPORTS: Record<string, [name: string, content: string | Buffer]> = {
  'Splunk, JSON': [
    'splunk.json',
    raws.map((_raw, offset) => JSON.stringify({ preview: false, offset, result: { _raw } })).join('\n'),
  ],
  'Splunk, results of a job': [
    'results.json',
    JSON.stringify({
      preview: false,
      init_offset: 0,
      messages: [],
      results: raws.map((_raw) => ({ _raw, host: 'x' })),
    }),
  ],
  'Splunk, CSV': ['splunk.csv', table('"_raw","_time",host', (raw, n) => `${quoted(raw)},"${n}",hec`)],
  'Splunk, CSV, gzip': [
    'splunk.csv.gz',
    gzipSync(table('_time,sourcetype,_raw', (raw, n) => `${n},auth0,${quoted(raw)}`, '\r\n')),
  ],
  'Sumo Logic, CSV': [
    'sumo.csv',
    table(
      '\ufeff"_messageid","_sourcecategory","_raw","_messagetime"',
      (raw, n) => `"${n}","auth0",${quoted(raw)},"0"`,
    ),
  ],
  'Sumo Logic, messages of a job': [
    'messages.json',
    JSON.stringify({ fields: [{ name: '_raw' }], messages: raws.map((_raw) => ({ map: { _raw, _size: '9' } })) }),
  ],
};

describe('exports of archives', () => {
  it.each(Object.keys(EXPORTS))('%s', async (what) => {
    expect(await read(...EXPORTS[what]!)).toEqual(ids);
  });

  it('a damaged table says so', async () => {
    const broken = `"_raw","_time"\n"${'x'.repeat(9 * 1024 * 1024)}`;
    await expect(read('broken.csv', broken)).rejects.toThrow(/broken\.csv is a table that is damaged/);
  });

  it('a table of something else is no export', async () => {
    writeFileSync(join(folder, 'people.csv'), 'name,age\nAda,36\n');
    const reading = async () => {
      for await (const batch of readEvents([join(folder, 'people.csv')])) expect(batch.arrivals).toEqual([]);
    };
    await expect(reading()).rejects.toThrow(/No Auth0 log event was found/);
  });
});
