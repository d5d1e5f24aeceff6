import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/event/envelope.ts';
import { normalize } from '../../src/event/normalize.ts';

const folder = new URL('../fixtures/events/', import.meta.url);

/** The values of a fixture: its lines, or the file as one. */
function valuesOf(name: string): unknown[] {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return name.endsWith('.ndjson')
    ? text
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
    : [JSON.parse(text)];
}

function eventsOf(name: string) {
  return valuesOf(name)
    .flatMap((value) => unwrap(value))
    .map(({ event, logId }) => normalize(event, logId));
}

const plain = eventsOf('log-stream.ndjson').map((made) => 'event' in made && made.event);

describe('envelopes', () => {
  it('holds two events', () => {
    expect(plain).toMatchObject([
      { type: 'fp', identifier: 'Ada.Byron@Example.com', transactionId: 'tx-5c1f' },
      { type: 's', ip: '2001:db8::42', country: 'DE', prompts: ['prompt-authenticate', 'login', 'mfa'] },
    ]);
  });

  it.each([
    'management-api.json',
    'management-api-totals.json',
    'log-stream-array.json',
    'eventbridge.ndjson',
    'event-grid.json',
    'splunk-hec.ndjson',
    'splunk-export.ndjson',
    'sumo-export.ndjson',
    'panther.ndjson',
  ])('%s gives the same events', (name) => {
    expect(eventsOf(name).map((made) => 'event' in made && made.event)).toEqual(plain);
  });

  it("takes the envelope's id, not the event's own", () => {
    const data = { type: 's', date: '2026-03-02T09:16:40.007Z', log_id: 'inner' };
    expect(unwrap({ log_id: 'outer', data })).toEqual([{ event: data, logId: 'outer' }]);
    expect(unwrap({ detail: { log_id: 'outer', data } })).toEqual([{ event: data, logId: 'outer' }]);
    expect(unwrap({ log_id: 'outermost', event: JSON.stringify({ log_id: 'outer', data }) })).toEqual([
      { event: data, logId: 'outer' },
    ]);
  });

  it('leaves what is no envelope as it is', () => {
    for (const value of [null, 'text', '{broken', 7, { a: 1 }, { data: 'text' }, { event: null }]) {
      expect(unwrap(value)).toEqual([{ event: value }]);
    }
    expect(unwrap([])).toEqual([]);
    expect(unwrap({ start: 0, logs: [] })).toEqual([]);
  });

  it('ends, however deep it goes', () => {
    let nested: unknown = { type: 's' };
    for (let i = 0; i < 100_000; i++) nested = i % 2 ? [nested] : { data: nested };
    expect(unwrap(nested)).toHaveLength(1);
  });
});

describe("the event's own text", () => {
  it('is handed on where it is known, and is the event', () => {
    for (const value of valuesOf('log-stream.ndjson')) {
      for (const json of [JSON.stringify(value), JSON.stringify(value).replace('"data":', ' "data" : ')]) {
        const [row] = unwrap(value, json);
        expect(JSON.parse(row!.json!)).toEqual(row!.event);
      }
    }
    for (const value of valuesOf('management-api.json')[0] as unknown[]) {
      expect(unwrap(value, JSON.stringify(value))).toEqual([{ event: value, json: JSON.stringify(value) }]);
    }
  });

  it('is never another text, whatever keys a line has and repeats', () => {
    const data = '{"type":"s","date":"2026-03-02T09:16:40.007Z"}';
    const member = fc.constantFrom(
      `"data":${data}`,
      '"data":{}',
      '"data":{"data":{"type":"s","date":1}}',
      '"log_id":"1"',
      '"log_id":{"a":1}',
      '"x":{}',
    );
    fc.assert(
      fc.property(fc.array(member, { maxLength: 4 }), (members) => {
        const json = `{${members.join(',')}}`;
        for (const row of unwrap(JSON.parse(json), json)) {
          if (row.json !== undefined) expect(JSON.parse(row.json)).toEqual(row.event);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
