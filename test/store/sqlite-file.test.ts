import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import type { EventStore } from '../../src/store/port.ts';
import { unpack } from '../../src/store/sqlite/blocks.ts';
import { engine } from '../../src/store/sqlite/engine.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from './contract.ts';
import { arrival, DAY, EVER, event, logId, START } from './events.ts';
import { folder } from './folder.ts';

const run = promisify(execFile);

/** Events with long random bodies and texts, so that they take room. */
function heavy(count: number, from: number): ReturnType<typeof arrival>[] {
  return Array.from({ length: count }, (_, i) => {
    const random = Array.from({ length: 40 }, () => Math.random().toString(36)).join('');
    const made = event({
      at: from + i,
      type: 'scp',
      userId: `auth0|${random.slice(0, 20)}`,
      text: random.slice(0, 200),
      ip: '192.0.2.1',
    });
    return { event: made, body: JSON.stringify({ random }) };
  });
}

async function filled(path: string, count = 10): Promise<EventStore> {
  const store = await openEventStore(path);
  await store.add(Array.from({ length: count }, () => arrival(event())));
  return store;
}

/** Runs SQL on the file, past the store. */
function tamper(path: string, sql: string): void {
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

function size(path: string): number {
  return statSync(path).size;
}

describe('a store in a file', () => {
  it('is there again after it was closed, without leftovers', async () => {
    const path = folder('data', 'events.db');
    const store = await filled(path);
    const before = await all(store);
    await store.close();
    // What may be left of the WAL is empty: the one file is all of it.
    const left = readdirSync(dirname(path)).filter(
      (name) => name.endsWith('-wal') && size(join(dirname(path), name)) > 0,
    );
    expect(left).toEqual([]);
    const again = await openEventStore(path);
    expect(await all(again)).toEqual(before);
    await again.close();
  });

  it('can be read by its owner alone, as can its WAL and its backup', async () => {
    const path = folder('data', 'events.db');
    const store = await filled(path);
    await store.backup(`${path}.copy`);
    for (const name of readdirSync(dirname(path)))
      expect([name, statSync(`${dirname(path)}/${name}`).mode & 0o777]).toEqual([name, 0o600]);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await store.close();
  });

  it('makes itself private where a file was not', async () => {
    const path = folder('events.db');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    const store = await filled(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('is read by another process while it is written to', async () => {
    const path = folder('events.db');
    const store = await filled(path);
    const reader = await openEventStore(path, { readOnly: true });
    const child = run(process.execPath, [join(inject('built'), 'test/store/count-events.js'), path]);
    for (let i = 0; i < 30; i++) {
      await store.add(heavy(100, START + i * DAY));
      const { events } = await reader.coverage();
      expect(events).toBe(10 + (i + 1) * 100);
      expect(await all(reader)).toHaveLength(events);
    }
    const counts = JSON.parse((await child).stdout) as number[];
    expect(counts.length).toBeGreaterThan(3);
    for (const [i, count] of counts.entries()) expect([count % 100, count >= (counts[i - 1] ?? 0)]).toEqual([10, true]);
    await reader.close();
    await store.close();
  });

  it('has two writers at once, each event once, each found by person', async () => {
    const path = folder('events.db');
    const stores = await Promise.all([openEventStore(path), openEventStore(path)]);
    const names = Array.from({ length: 300 }, (_, i) => `p${i}@example.com`);
    const events = Array.from({ length: 3_000 }, (_, i) =>
      event({ at: START + (i % 40) * DAY, identifier: names[i % 300]!, text: `${i}` }),
    );
    const receipts = await Promise.all(
      stores.map(async (store, mine) => {
        let added = 0;
        for (let i = 0; i < events.length; i += 100)
          added += (await store.add(events.slice(i, i + 100 + mine * 37).map(arrival))).added;
        return added;
      }),
    );
    expect(receipts[0]! + receipts[1]!).toBe(3_000);
    for (const store of stores) {
      expect((await all(store)).map(({ text }) => Number(text)).sort((a, b) => a - b)).toEqual(events.map((_, i) => i));
      for (const name of names.slice(0, 20))
        expect(await store.ofPerson({ userIds: [], identifiers: [name] }, EVER, 99)).toHaveLength(10);
      for (const { logId } of events.slice(0, 50)) expect(await store.body(logId)).toContain(logId);
    }
    for (const store of stores) await store.close();
  });

  it('is backed up whole while it is written to', async () => {
    const path = folder('events.db');
    const store = await filled(path, 500);
    const adding = (async () => {
      for (let i = 0; i < 20; i++) await store.add(heavy(100, START + i * DAY));
    })();
    const reader = await openEventStore(path, { readOnly: true });
    await reader.backup(`${path}.copy`);
    await adding;
    const copy = await openEventStore(`${path}.copy`, { readOnly: true });
    const { events } = await copy.coverage();
    expect(events % 100).toBe(0);
    const found = await all(copy);
    expect(found).toHaveLength(events);
    for (const { logId } of found.slice(-50)) expect(await copy.body(logId)).not.toBeNull();
    await expect(reader.backup(`${path}.copy`)).rejects.toThrow(/there already.*nothing was overwritten/);
    for (const each of [copy, reader, store]) await each.close();
  });

  it('gives back the room of what it forgets, and forgets it truly', async () => {
    const path = folder('events.db');
    const store = await openEventStore(path);
    for (let i = 0; i < 5; i++) await store.add(heavy(2_000, START + i * 10 * DAY));
    const secret = event({
      at: START + DAY,
      identifier: 'somebody.unique@example.com',
      text: 'said to somebody',
      sessionId: 'f00df00df00df00d',
    });
    await store.add([arrival(secret)]);
    await store.prune(0);
    const before = size(path);
    expect(await store.prune(START + 35 * DAY)).toBe(8_001);
    expect(size(path)).toBeLessThan(before * 0.35);
    await store.close();
    const bytes = readFileSync(path);
    for (const text of ['somebody.unique', 'said to somebody']) expect(bytes.includes(text)).toBe(false);
    const again = await openEventStore(path);
    expect(await again.prune(EVER.to)).toBe(2_000);
    await again.close();
    expect(size(path)).toBeLessThan(before * 0.05);
    const { DatabaseSync } = engine();
    const db = new DatabaseSync(path);
    for (const table of ['event', 'text', 'text_key', 'fresh_key', 'by_person', 'by_address', 'block'])
      expect([table, db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n]).toEqual([table, 0]);
    expect(db.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
    db.close();
  });

  it('forgets a person down to the bytes while others read and write, and keeps everybody else', async () => {
    const path = folder('events.db');
    const [running, reader] = [await openEventStore(path), await openEventStore(path, { readOnly: true })];
    const name = 'somebody.unique';
    const theirs = Array.from({ length: 300 }, (_, i) => {
      const of = event({
        at: START + i * DAY * 0.1,
        identifier: `${name}@example.com`,
        userId: `auth0|${name}`,
        type: 'fp',
      });
      return { event: of, body: JSON.stringify({ user_name: of.identifier, text: 'a body of theirs' }) };
    });
    // Single ones and many at once: small blocks are put together, and leave unused parts behind.
    for (const [i, each] of theirs.entries())
      await running.add(i % 3 === 0 ? [each, ...heavy(60, START + i * DAY * 0.1)] : [each]);
    await running.addOdd([{ reason: 'no date', raw: `{"user_name":"${name}@example.com"}` }]);
    const others = (await running.coverage()).events - 300;
    const writing = (async () => {
      for (let i = 0; i < 40; i++) await running.add(heavy(20, START + (40 + i) * DAY));
    })();
    const command = await openEventStore(path);
    const keys = { userIds: [], identifiers: [`${name}@example.com`] };
    expect((await command.forget(keys)).logIds).toHaveLength(300);
    await writing;
    for (const store of [running, reader, command]) {
      expect((await store.coverage()).events).toBe(others + 800);
      expect(await store.ofPerson(keys, EVER, 9)).toEqual([]);
      expect(await all(store)).toHaveLength(others + 800);
    }
    for (const file of readdirSync(dirname(path)))
      expect([file, readFileSync(join(dirname(path), file)).includes(name)]).toEqual([file, false]);
    for await (const page of reader.bodies(EVER))
      for (const { body } of page) expect([body.includes('random'), body.includes('theirs')]).toEqual([true, false]);
    for (const store of [reader, command, running]) await store.close();
    const { DatabaseSync } = engine();
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
    for (const { data } of db.prepare('SELECT data FROM block').all()) {
      for (const body of unpack(data as Uint8Array)) expect(body).not.toContain('theirs');
    }
    db.close();
  });

  it('tells others that numbers of texts were given anew', async () => {
    const path = folder('events.db');
    const store = await openEventStore(path);
    const reader = await openEventStore(path, { readOnly: true });
    await store.add([arrival(event({ at: START, userAgent: 'first', logId: 'a' }))]);
    expect((await reader.get('a'))?.userAgent).toBe('first');
    await store.prune(START + 1);
    await store.add([arrival(event({ at: START, userAgent: 'second', type: 'f', logId: 'b' }))]);
    expect(await reader.get('b')).toMatchObject({ userAgent: 'second', type: 'f' });
    await reader.close();
    await store.close();
  });

  it('goes on writing while it prunes', async () => {
    const path = folder('events.db');
    const store = await openEventStore(path);
    await store.add(heavy(9_000, START));
    const pruning = store.prune(START + DAY);
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.add(heavy(10, START + (5 + i) * DAY))),
    );
    expect(receipts.every(({ added }) => added === 10)).toBe(true);
    expect(await pruning).toBe(9_000);
    expect((await store.coverage()).events).toBe(200);
    await store.close();
  });
});

describe('a file that is no store of ours', () => {
  const refused = async (path: string, says: RegExp) => {
    const before = readFileSync(path);
    for (const readOnly of [false, true])
      await expect(openEventStore(path, { readOnly })).rejects.toMatchObject({
        name: 'Fault',
        code: 'store',
        exitCode: 1,
        message: expect.stringMatching(says),
      });
    expect(readFileSync(path).equals(before)).toBe(true);
  };

  it('is refused when a newer whylogin wrote it', async () => {
    const path = folder('events.db');
    await (await filled(path)).close();
    tamper(path, 'PRAGMA user_version = 99');
    await refused(path, /written by a newer whylogin.*Update whylogin; the store was left as it is/);
  });

  it('is refused when it is another database', async () => {
    const path = folder('events.db');
    tamper(path, 'CREATE TABLE customers (id); PRAGMA user_version = 2');
    await refused(path, /is a database of something else/);
  });

  it('is refused when it is no database at all', async () => {
    const path = folder('events.db');
    writeFileSync(path, 'Dear diary, '.repeat(1_000));
    await refused(path, /is not a store of whylogin/);
  });

  it('is refused when it is a folder', async () => {
    const path = folder('events.db');
    mkdirSync(path);
    await expect(openEventStore(path)).rejects.toMatchObject({ code: 'store' });
  });

  it('is not made by a reader', async () => {
    const path = folder('events.db');
    await expect(openEventStore(path, { readOnly: true })).rejects.toThrow(/There is no store.*whylogin import FILE/);
    expect(existsSync(path)).toBe(false);
  });

  it('is told when it is damaged, in one sentence', async () => {
    const path = folder('events.db');
    const store = await openEventStore(path);
    await store.add(heavy(3_000, START));
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 8_192, bytes.length - 8_192);
    writeFileSync(path, bytes);
    const broken = await openEventStore(path, { readOnly: true });
    await expect(all(broken)).rejects.toThrow(/is damaged\. Put the last backup in its place/);
    await broken.close();
  });

  it('can only be read where writing is not allowed, and says so', async () => {
    const path = folder('events.db');
    const store = await filled(path);
    await expect((await openEventStore(path, { readOnly: true })).add([arrival(event())])).rejects.toThrow(
      /opened to read only/,
    );
    await store.close();
  });

  it('a copy of the file alone, without its WAL, is refused or whole, never wrong', async () => {
    const path = folder('events.db');
    const store = await filled(path, 300);
    copyFileSync(path, `${path}.copied`);
    await store.close();
    const copy = await openEventStore(`${path}.copied`).catch(() => null);
    for (const found of copy === null ? [] : await all(copy)) expect(found.logId).toHaveLength(logId(1).length);
    await copy?.close();
  });
});
