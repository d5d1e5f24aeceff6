import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { openState } from '../../src/state/open.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from '../store/contract.ts';
import { folder } from '../store/folder.ts';
import { lines } from './rows.ts';
import type { Whylogin } from './whylogin.ts';

/**
 * Kills `whylogin import` with SIGKILL so many times on its way through one file, a little further each time, then lets
 * it finish: what it had acknowledged (how far the file was imported, in state.db) was stored each time, and in the end
 * every event is there once.
 */
export async function killWhileImporting(whylogin: Whylogin, events: number, rounds: number): Promise<void> {
  const file = folder('events.ndjson');
  const data = folder('data');
  const text = lines(events);
  writeFileSync(file, text);
  const ends = lineEnds(text);
  let killed = 0;
  for (let round = 0; round < rounds; round++) {
    const child = whylogin.start(['import', file], { data });
    const ended = new Promise<string | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
    const before = await acknowledged(data);
    // Somewhere within the writing of a batch, each time somewhere else.
    const grown = size(data) + 100_000 * (1 + (round % 5));
    while (child.exitCode === null && size(data) < grown) await pause(2);
    child.kill('SIGKILL');
    if ((await ended) === 'SIGKILL') killed++;
    const offset = await acknowledged(data);
    expect(offset).toBeGreaterThanOrEqual(before);
    expect(await stored(data)).toBeGreaterThanOrEqual(ends.filter((end) => end <= offset).length);
  }
  expect(killed).toBeGreaterThan(rounds / 2);
  const { code, stdout } = await whylogin.run(['import', file], { data });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('already there') });
  const store = await openEventStore(join(data, 'events.db'), { readOnly: true });
  const ids = (await all(store)).map(({ logId }) => logId);
  await store.close();
  expect([ids.length, new Set(ids).size]).toEqual([events, events]);
}

/** Where each line ends, in bytes. */
function lineEnds(text: string): number[] {
  let end = 0;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      end += Buffer.byteLength(line) + 1;
      return end - 1;
    });
}

/** Bytes of the store and its WAL. */
function size(data: string): number {
  const sizes = ['events.db', 'events.db-wal'].map(
    (name) => statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes[0]! + sizes[1]!;
}

/** Bytes of the file that were imported for certain. */
async function acknowledged(data: string): Promise<number> {
  if (statSync(join(data, 'state.db'), { throwIfNoEntry: false }) === undefined) return 0;
  const state = await openState(join(data, 'state.db'));
  const [cursor] = await state.cursors.under('file:');
  await state.close();
  return Number(cursor?.value ?? 0);
}

async function stored(data: string): Promise<number> {
  const store = await openEventStore(join(data, 'events.db'), { readOnly: true }).catch(() => null);
  const events = (await store?.coverage())?.events ?? 0;
  await store?.close();
  return events;
}
