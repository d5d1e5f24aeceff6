import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject } from 'vitest';
import { engine } from '../../src/store/sqlite/engine.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from './contract.ts';
import { EVER, logId } from './events.ts';
import { numbered, PEOPLE } from './numbered.ts';

/** Events acknowledged before the program is killed. */
const ENOUGH = 1_000;

/** Kills a writing program so many times with SIGKILL; what it acknowledged must be there after each, all of it once. */
export async function killWhileAdding(path: string, rounds: number): Promise<void> {
  let acknowledged = 0;
  for (let round = 0; round < rounds; round++) {
    const enough = acknowledged + ENOUGH;
    const program = join(inject('built'), 'test/store/add-for-ever.js');
    const child = spawn(process.execPath, [program, path, String(acknowledged)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let isDoomed = false;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Math.max(acknowledged, Number(line));
      if (acknowledged < enough || isDoomed) continue;
      isDoomed = true;
      // Each time at another moment of what it is doing.
      void pause(round % 10).then(() => child.kill('SIGKILL'));
    }
    await isWhole(path, acknowledged);
  }
}

/** Everything up to a number is there, nothing is there twice, and all ways lead to it. */
export async function isWhole(path: string, acknowledged: number): Promise<void> {
  const store = await openEventStore(path);
  const found = await all(store);
  const numbers = found.map(({ text }) => Number(text!.slice('event '.length)));
  expect(numbers).toEqual(numbers.map((_, i) => i));
  expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
  expect((await store.coverage()).events).toBe(numbers.length);
  expect(await store.counting.datedBefore(EVER.to)).toBe(numbers.length);
  for (const number of [0, Math.floor(acknowledged / 2), numbers.length - 1]) {
    const { event, body } = numbered(number);
    expect(await store.body(event.logId)).toBe(body);
    const mine = await store.ofPerson({ userIds: [event.userId!], identifiers: [] }, EVER, numbers.length);
    const expected = numbers.filter((each) => each % PEOPLE === number % PEOPLE);
    expect(mine.map((each) => each.logId)).toEqual(expected.map(logId));
  }
  await store.close();
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(path, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
  db.close();
}
