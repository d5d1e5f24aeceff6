import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForgottenPeople, leavingOut, tombstonesOf, withoutForgotten } from '../../src/intake/forgotten.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore, PersonKeys } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from '../store/contract.ts';
import { arrival, EVER, event } from '../store/events.ts';
import { folder } from '../store/folder.ts';

const ADA = { userIds: ['auth0|5f7c8ec7'], identifiers: ['ada@example.com'] };
let store: EventStore;
let state: State;
/** Another process, which forgets. */
let command: State;
let guarded: EventStore;

beforeEach(async () => {
  const path = folder('state.db');
  store = await openEventStore(':memory:');
  state = await openState(path);
  command = await openState(path);
  guarded = leavingOut(store, new ForgottenPeople(state));
});
afterEach(async () => {
  for (const each of [store, state, command]) await each.close();
});

async function forget(keys: PersonKeys): Promise<void> {
  const hashes = tombstonesOf(keys, await command.secrets.get('forgotten'));
  await command.tombstones.set(hashes, Date.now() + 60_000);
}

const theirs = () => [
  event({ identifier: ' ADA@example.com', type: 'fp' }),
  event({ userId: 'auth0|5f7c8ec7' }),
  event({ userId: '5f7c8ec7' }),
  event({ type: 'sapi', targetUserId: 'auth0|5f7c8ec7' }),
  event({ text: 'To: ada@example.com' }),
];
const others = () => [
  event({ identifier: 'ben@example.com' }),
  event({ userId: 'sms|5f7c8ec7' }),
  event({ type: 'fsa' }),
];

describe('what comes in', () => {
  it('is stored as it is while nobody is forgotten, and leaves out whoever another process has forgotten', async () => {
    const before = [...theirs(), ...others()];
    expect(await guarded.add(before.map(arrival))).toEqual({ added: 8, duplicates: 0 });
    await forget(ADA);
    await store.forget(ADA);
    const again = [...before, ...theirs(), ...others()];
    expect(await guarded.add(again.map(arrival))).toEqual({ added: 3, duplicates: 3, forgotten: 10 });
    expect((await all(store)).map(({ identifier, userId }) => identifier ?? userId)).toEqual(
      [...others(), ...others()].map(({ identifier, userId }) => identifier ?? userId),
    );
    await guarded.addOdd([
      { reason: 'no date', raw: '{"user_name":"ada@example.com"}' },
      { reason: 'no date', raw: '{"user_name":"ben@example.com"}' },
    ]);
    expect((await store.coverage()).odd).toEqual([{ reason: 'no date', count: 1 }]);
  });

  it('knows a user id without its provider under any', async () => {
    await forget({ userIds: ['77'], identifiers: [] });
    const batch = ['auth0|77', 'google-oauth2|77', '77', 'auth0|778'].map((userId) => arrival(event({ userId })));
    expect(await guarded.add(batch)).toEqual({ added: 1, duplicates: 0, forgotten: 3 });
  });

  it('is taken out again where somebody is forgotten while it is being stored', async () => {
    const slow = leavingOut(
      {
        ...store,
        async add(batch) {
          const receipt = await store.add(batch);
          await forget(ADA);
          return receipt;
        },
        async addOdd(odd) {
          await forget({ userIds: [], identifiers: ['cleo@example.com'] });
          await store.addOdd(odd);
        },
      },
      new ForgottenPeople(state),
    );
    await slow.add([...theirs(), ...others()].map(arrival));
    expect(await store.ofPerson(ADA, EVER, 9)).toEqual([]);
    expect(await all(store)).toHaveLength(3);
    await slow.addOdd([{ reason: 'no date', raw: 'cleo@example.com' }]);
    expect((await store.coverage()).odd).toEqual([]);
  });

  it('comes in again once that is over', async () => {
    await forget(ADA);
    await command.tombstones.set(await command.tombstones.all(), Date.now() - 1);
    await command.tombstones.prune();
    expect(await guarded.add(theirs().map(arrival))).toEqual({ added: 5, duplicates: 0 });
  });
});

describe('an archive', () => {
  it('gives nothing of the forgotten, and the same as ever of others', async () => {
    const found = { events: [...theirs(), ...others()], missing: null, reaches: null };
    const archive = withoutForgotten({ name: 'Splunk', search: async () => found }, new ForgottenPeople(state));
    expect(await archive.search(ADA, EVER)).toEqual(found);
    await forget(ADA);
    expect((await archive.search(ADA, EVER)).events).toEqual(found.events.slice(5));
  });
});
