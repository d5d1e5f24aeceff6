import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventBridge, type Format, logStream } from '../../playground/auth0/senders.ts';
import { asStreamRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { type Listener, listen } from '../../src/app/http.ts';
import { Fault } from '../../src/errors.ts';
import { type StreamPorts, streamHandler } from '../../src/intake/stream.ts';
import { createLog } from '../../src/log.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

const KEY = 'stream-key-0123456789';
const BRIDGE_KEY = 'bridge-key-0123456789';
const world = simulateTenant({ now: new Date('2026-11-24T08:00:00Z'), size: 1_500 });
const rows = world.rows.map(asStreamRow);
const lines = rows.map((row) => JSON.stringify(row)).join('\n');

let store: EventStore;
let listener: Listener;
let url: string;
let sources: string[];
let log: string[];

async function serve(with_: Partial<StreamPorts> = {}): Promise<void> {
  const handle = streamHandler({
    store,
    keys: { stream: KEY, eventBridge: { header: 'x-api-key', key: BRIDGE_KEY } },
    log: createLog({ level: 'debug', out: { write: (line) => log.push(line) } }),
    heard: (source) => sources.push(source),
    ...with_,
  });
  const out = createLog({ level: 'error', out: { write: () => {} } });
  listener = await listen(0, [{ method: 'POST', path: '/auth0/events', handle }], out);
  url = `http://127.0.0.1:${listener.port}/auth0/events`;
}

beforeEach(async () => {
  store = await openEventStore(':memory:');
  sources = [];
  log = [];
  await serve();
});

afterEach(async () => {
  await listener.close();
  await store.close();
});

const stored = async () => (await store.coverage()).events;

async function post(body: RequestInit['body'], headers: Record<string, string> = { authorization: KEY }) {
  const response = await fetch(url, { method: 'POST', headers, body: body ?? null, duplex: 'half' } as RequestInit);
  return { status: response.status, words: await response.text(), headers: response.headers };
}

describe('log streams', () => {
  const formats: [Format, boolean][] = [
    ['JSONLINES', false],
    ['JSONARRAY', false],
    ['JSONOBJECT', false],
    ['JSONLINES', true],
    ['JSONARRAY', true],
  ];
  it.each(formats)('takes in %s, gzip: %s', async (format, gzip) => {
    const stream = logStream({ url, format, gzip, authorization: KEY, most: 400, twice: 0.05 });
    stream.push(rows);
    await stream.idle();
    expect(stream.errors).toEqual([]);
    expect(stream.repeated).toBeGreaterThan(20);
    expect(await stored()).toBe(rows.length);
    expect(new Set(sources)).toEqual(new Set(['log stream']));
  });

  it('takes in what EventBridge sends, beside a stream', async () => {
    const bridge = eventBridge({ url, header: 'X-Api-Key', key: BRIDGE_KEY });
    const stream = logStream({ url, authorization: `Bearer ${KEY}` });
    bridge.push(rows.slice(0, 40));
    stream.push(rows.slice(20, 60));
    await Promise.all([bridge.idle(), stream.idle()]);
    expect([...bridge.errors, ...stream.errors]).toEqual([]);
    expect(await stored()).toBe(60);
    expect(new Set(sources)).toEqual(new Set(['log stream', 'EventBridge']));
  });

  it('takes a single event without envelope, and pretty-printed ones', async () => {
    expect((await post(JSON.stringify(rows[0]!.data))).status).toBe(200);
    expect((await post(JSON.stringify(rows.slice(1, 4), null, 2))).status).toBe(200);
    expect(await stored()).toBe(4);
  });

  it('answers an empty list, and has nothing of it', async () => {
    expect((await post('[]')).status).toBe(200);
    expect(await stored()).toBe(0);
  });

  it('keeps what is no event apart, without refusing the rest', async () => {
    const body = [JSON.stringify(rows[0]), '{"log_id":"90020261124080000000","data":{"no":"type"}}', 'oops'].join('\n');
    expect((await post(body)).status).toBe(200);
    const { events, odd } = await store.coverage();
    expect(events).toBe(1);
    expect(odd.map(({ reason }) => reason).sort()).toEqual(['no type', 'not JSON']);
  });

  it('answers only when everything is durable', async () => {
    let release = (): void => {};
    const durable = new Promise<void>((resolve) => {
      release = resolve;
    });
    await listener.close();
    await serve({ store: { ...store, add: (batch) => durable.then(() => store.add(batch)) } });
    let answered = false;
    const answer = post(lines).then((reply) => {
      answered = true;
      return reply;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    release();
    expect((await answer).status).toBe(200);
    expect(await stored()).toBe(rows.length);
  });
});

describe('who may send', () => {
  it.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: `${KEY}x` }],
    [{ authorization: KEY.slice(1) }],
    [{ authorization: `bearer ${KEY}` }],
    [{ 'x-api-key': KEY }],
    [{ authorization: BRIDGE_KEY }],
    [{ 'x-other-key': BRIDGE_KEY }],
  ])('refuses %j', async (headers) => {
    const { status, words } = await post(lines, headers);
    expect(status).toBe(401);
    expect(words).not.toContain(KEY);
    expect(await stored()).toBe(0);
  });

  it('lets nobody in where no key is set', async () => {
    await listener.close();
    await serve({ keys: {} });
    for (const authorization of ['', 'Bearer ', 'undefined', 'Bearer undefined'])
      expect((await post(lines, { authorization })).status).toBe(401);
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', ''],
    ['a web form', 'a=b&c=d'],
    ['XML', '<events/>'],
    ['binary data', Buffer.from([0, 1, 2, 3, 4])],
    ['damaged gzip', gzipSync(lines).subarray(0, 300)],
  ])('%s: 400', async (_, body) => {
    expect((await post(body)).status).toBe(400);
    expect(await stored()).toBe(0);
  });

  it('too much: 413, whether the size is told or found out', async () => {
    const row = JSON.stringify(rows[0]);
    const much = Buffer.from(`${row}\n`.repeat(Math.ceil((33 * 1024 * 1024) / row.length)));
    expect((await post(much)).status).toBe(413);
    expect((await post(gzipSync(much))).status).toBe(413);
    expect(await stored()).toBe(0);
  });

  it('a store that cannot write: 503, and the sender comes again', async () => {
    let broken = true;
    await listener.close();
    const full = new Fault('store', 'The disk under the store is full.');
    await serve({ store: { ...store, add: async (batch) => (broken ? Promise.reject(full) : store.add(batch)) } });
    const { status, headers } = await post(lines);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    const stream = logStream({ url, authorization: KEY, most: 500, pause: 5 });
    stream.push(rows);
    while (stream.errors.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    broken = false;
    await stream.idle();
    expect(await stored()).toBe(rows.length);
    expect(new Set(stream.errors)).toEqual(new Set(['503']));
    expect(log.join()).toMatch(/could not be stored/);
    expect(log.join()).not.toMatch(/example\.com/);
  });

  it('any bytes: answered, and nothing breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect([200, 400]).toContain((await post(Buffer.from(bytes))).status);
      }),
      { numRuns: 60 },
    );
  });
});
