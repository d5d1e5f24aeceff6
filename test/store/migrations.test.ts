import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Arrival } from '../../src/event/log-event.ts';
import type { EventStore } from '../../src/store/port.ts';
import { engine } from '../../src/store/sqlite/engine.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from './contract.ts';
import { EVER } from './events.ts';
import { folder } from './folder.ts';

const FIXTURES = new URL('../fixtures/store/', import.meta.url);

function unzipped(name: string): Buffer {
  return gunzipSync(readFileSync(new URL(name, FIXTURES)));
}

/** A store as version 3 wrote it, and what it was given. */
function ofVersion3(): { path: string; given: Arrival[] } {
  const path = folder('events.db');
  writeFileSync(path, unzipped('version-3.db.gz'));
  return { path, given: JSON.parse(unzipped('version-3.json.gz').toString()) };
}

/** All that a store answers, by every way that leads to its events. */
async function answers(store: EventStore, given: readonly Arrival[]): Promise<unknown> {
  const events = given.map(({ event }) => event);
  const of = (key: 'ip' | 'connection' | 'clientId' | 'sessionId' | 'transactionId' | 'userId' | 'identifier') => [
    ...new Set(events.map((event) => event[key]).filter((value) => value !== null)),
  ];
  const places = [
    ...of('connection').map((connection) => ({ connection })),
    ...of('clientId').map((clientId) => ({ clientId })),
  ];
  const counted: unknown[] = [];
  const reading = store.counting.columns(EVER);
  for await (const { length, ...columns } of reading.stretches) {
    const { key, at, marks, ...texts } = columns;
    for (let i = 0; i < length; i++)
      counted.push([key[i], at[i], marks[i], Object.values(texts).map((numbers) => reading.text(numbers[i]!))]);
  }
  return {
    all: await all(store),
    bodies: await Promise.all(events.map(({ logId }) => store.body(logId))),
    byUser: await Promise.all(of('userId').map((id) => store.ofPerson({ userIds: [id], identifiers: [] }, EVER, 999))),
    byName: await Promise.all(
      of('identifier').map((name) => store.ofPerson({ userIds: [], identifiers: [name] }, EVER, 999)),
    ),
    identities: await store.identitiesOf({ userIds: of('userId'), identifiers: of('identifier') }),
    atAddress: await Promise.all(of('ip').map((ip) => store.atAddress(ip, EVER, 999))),
    unnamed: await store.unnamedIn({ sessions: of('sessionId'), transactions: of('transactionId') }, EVER, 999),
    failures: await Promise.all(places.map((place) => store.failuresOn(place, EVER, 999))),
    tallies: await Promise.all(places.map((place) => store.tally(place, EVER))),
    counted,
    coverage: await store.coverage(),
  };
}

it('a store of version 3 is brought up to date as it is opened to write, and answers as if it were new', async () => {
  const { path, given } = ofVersion3();
  const store = await openEventStore(path);
  const fresh = await openEventStore(folder('events.db'));
  await fresh.add(given);
  await fresh.addOdd([{ reason: 'no date', raw: '{"a":1}' }]);
  expect(await answers(store, given)).toEqual(await answers(fresh, given));
  // Nothing comes in twice, and what comes next finds its texts.
  expect(await store.add(given)).toEqual({ added: 0, duplicates: given.length });
  await store.forget({ userIds: [], identifiers: ['ada@example.com'] });
  await fresh.forget({ userIds: [], identifiers: ['ada@example.com'] });
  expect(await answers(store, given)).toEqual(await answers(fresh, given));
  for (const each of [store, fresh]) await each.close();
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(path, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
  // No text is left that no event needs: what is in a group has no number of its own.
  expect(db.prepare(`SELECT count(*) AS n FROM text WHERE value = 'Wrong email or password.'`).get()?.n).toBe(0);
  db.close();
});

it('a store of version 3 is left alone by a reader, who says what to do', async () => {
  const { path } = ofVersion3();
  const before = readFileSync(path);
  await expect(openEventStore(path, { readOnly: true })).rejects.toThrow(
    /written by an older whylogin .*its version 3.*brings the store up to date/,
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});
