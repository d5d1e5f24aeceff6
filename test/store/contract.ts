import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/errors.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import type { EventStore } from '../../src/store/port.ts';
import { countingContract } from './counting-contract.ts';
import { anyEvent, arrival, DAY, EVER, event, HOUR, logId, MINUTE, SECOND, START } from './events.ts';
import { Model } from './model.ts';

const ADA = { userId: 'auth0|5f7c8ec7c33c6c004bbafe82', identifier: 'ada@example.com' };
const none = { userIds: [], identifiers: [] };

/** What every event store does, whatever it is made of. `open` gives a new and empty one; `runs`: of wild input. */
export function storeContract(name: string, open: () => Promise<EventStore>, runs = 60): void {
  describe(name, () => {
    let store: EventStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const add = (...events: LogEvent[]) => store.add(events.map(arrival));
    const ids = (events: readonly LogEvent[]) => events.map((found) => found.logId);

    const answersAlike = async (model: Model, { keys, range, place, joins, types, ip, limit }: Question) => {
      same(await store.ofPerson(keys, range, limit), model.ofPerson(keys, range), limit);
      same(await store.atAddress(ip, range, limit), model.atAddress(ip, range), limit);
      same(await store.unnamedIn(joins, range, limit), model.unnamedIn(joins, range), limit);
      same(await store.ofTypes(types, range, limit), model.ofTypes(types, range), limit);
      same(await store.failuresOn(place, range, limit), model.failuresOn(place, range), limit);
      expect(withoutConnection(await store.identitiesOf(keys))).toEqual(model.identitiesOf(keys));
      const { lastSuccess, ...counts } = await store.tally(place, range);
      const { lastSuccess: expected, ...expectedCounts } = model.tally(place, range);
      expect(counts).toEqual(expectedCounts);
      expect(lastSuccess?.at).toBe(expected?.at);
    };

    countingContract(() => store);

    describe('stores exactly once', () => {
      it('a batch again, in part, twice within itself and at the same moment', async () => {
        const [a, b, c] = [event(), event(), event()];
        expect(await add(a, b)).toEqual({ added: 2, duplicates: 0 });
        expect(await add(a, b)).toEqual({ added: 0, duplicates: 2 });
        expect(await add(b, c, c)).toEqual({ added: 1, duplicates: 2 });
        const both = await Promise.all([add(event({ logId: 'x' })), add(event({ logId: 'x' }), a)]);
        expect(both[0]!.added + both[1]!.added).toBe(1);
        expect((await store.coverage()).events).toBe(4);
        expect(await add()).toEqual({ added: 0, duplicates: 0 });
      });

      it('by log id alone: another source may have cut the time or know less', async () => {
        const first = event({ ip: '192.0.2.7' });
        await add(first);
        expect(await add({ ...first, at: first.at - DAY * 9, ip: null })).toEqual({ added: 0, duplicates: 1 });
        expect(await store.get(first.logId)).toEqual(first);
      });

      it('thousands of events of one second, in any order', async () => {
        const events = Array.from({ length: 5_000 }, (_, i) => event({ at: START + SECOND * (i % 4) }));
        await add(...events.slice(2_000));
        await add(...events);
        const found = await all(store);
        expect(found.map(({ logId, at }) => [logId, at]).sort()).toEqual(
          events.map(({ logId, at }) => [logId, at]).sort(),
        );
      });

      it('ids of any kind', async () => {
        const kinds = [logId(7), '49580', `sha256-${'ab'.repeat(32)}`, 'ein Ümlaut', '0'.repeat(56), '1'.repeat(55)];
        await add(...kinds.map((id) => event({ logId: id })));
        expect(await add(...kinds.map((id) => event({ logId: id })))).toEqual({ added: 0, duplicates: kinds.length });
        for (const id of kinds) expect((await store.get(id))?.logId).toBe(id);
        expect(await store.get('nothing of the kind')).toBeNull();
      });
    });

    it('gives back every field of any event, and its body', async () => {
      const stored = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 20 }), async (events) => {
          const fresh = [...new Map(events.map((each) => [each.logId, each])).values()].filter(
            (each) => !stored.has(each.logId),
          );
          for (const each of fresh) stored.add(each.logId);
          expect(await store.add(fresh.map(arrival))).toEqual({ added: fresh.length, duplicates: 0 });
          for (const each of fresh) {
            expect(await store.get(each.logId)).toEqual(each);
            expect(await store.body(each.logId)).toBe(arrival(each).body);
          }
        }),
        { numRuns: runs },
      );
    });

    it('puts the replacement character for what no database can hold', async () => {
      const odd = event({
        logId: 'a\0b',
        userAgent: 'a\0b',
        text: 'half \ud83d',
        city: '\ude00',
        clientName: 'whole 😀',
      });
      await add(odd, odd);
      await add(odd);
      const kept = { ...odd, logId: 'a\ufffdb', userAgent: 'a\ufffdb', text: 'half \ufffd', city: '\ufffd' };
      expect(await all(store)).toEqual([kept]);
      expect(await store.get(odd.logId)).toEqual(kept);
    });

    it('keeps bodies whole, of single events and of thousands, line ends and all scripts', async () => {
      const bodies = new Map<string, string>();
      for (let i = 0; i < 100; i++) {
        const each = event();
        bodies.set(each.logId, JSON.stringify({ i, text: `zażółć 😀 ${'x'.repeat(i)}` }));
        await store.add([{ event: each, body: bodies.get(each.logId)! }]);
      }
      const many = Array.from({ length: 1_000 }, () => event());
      await add(...many);
      const pretty = event();
      await store.add([{ event: pretty, body: JSON.stringify({ a: [1, { b: 'two\nlines' }] }, null, 2) }]);
      for (const [id, body] of bodies) expect(await store.body(id)).toBe(body);
      for (const each of many.filter((_, i) => i % 97 === 0))
        expect(await store.body(each.logId)).toBe(arrival(each).body);
      expect(JSON.parse((await store.body(pretty.logId))!)).toEqual({ a: [1, { b: 'two\nlines' }] });
      expect(await store.body('unknown')).toBeNull();
    });

    describe('finds a person', () => {
      it('by user id, with and without its provider, but not under another provider', async () => {
        const own = event({ ...ADA });
        const bare = event({ userId: '5f7c8ec7c33c6c004bbafe82' });
        const other = event({ userId: 'sms|5f7c8ec7c33c6c004bbafe82' });
        await add(own, bare, other);
        const of = async (userId: string) => ids(await store.ofPerson({ ...none, userIds: [userId] }, EVER, 10));
        expect(await of('auth0|5f7c8ec7c33c6c004bbafe82')).toEqual(ids([own, bare]));
        expect(await of('5f7c8ec7c33c6c004bbafe82')).toEqual(ids([own, bare, other]));
        expect(await of('auth0|nobody')).toEqual([]);
      });

      it('by name in any writing, known or unknown to Auth0', async () => {
        const events = ['Ada@Example.COM', ' ada@example.com', 'ada@example.com'].map((identifier, i) =>
          event({ identifier, type: 'fu', userId: i === 2 ? ADA.userId : null }),
        );
        const phone = event({ identifier: '+49 151 2345-678' });
        await add(...events, phone, event({ identifier: 'ada@example.org' }));
        const of = async (identifier: string) =>
          ids(await store.ofPerson({ ...none, identifiers: [identifier] }, EVER, 10));
        expect(await of('ADA@example.com')).toEqual(ids(events));
        expect(await of('+491512345678')).toEqual(ids([phone]));
      });

      it('as the target of an operation, not as the administrator who did it', async () => {
        const done = event({
          type: 'sapi',
          userId: 'auth0|admin',
          identifier: 'admin@example.com',
          targetUserId: ADA.userId,
        });
        const other = event({ type: 'sapi', userId: 'auth0|admin', identifier: 'admin@example.com' });
        await add(done, other);
        expect(ids(await store.ofPerson({ ...none, userIds: [ADA.userId] }, EVER, 10))).toEqual(ids([done]));
        expect(
          await store.ofPerson({ userIds: ['auth0|admin'], identifiers: ['admin@example.com'] }, EVER, 10),
        ).toEqual([]);
      });

      it('once for each event, whichever keys lead to it, and nobody without keys', async () => {
        const own = event(ADA);
        await add(own, event({ ip: '192.0.2.1' }));
        expect(ids(await store.ofPerson({ userIds: [ADA.userId], identifiers: [ADA.identifier] }, EVER, 10))).toEqual(
          ids([own]),
        );
        expect(await store.ofPerson(none, EVER, 10)).toEqual([]);
      });

      it('and is not led astray by a text that looks like its own key', async () => {
        const trap = JSON.stringify([ADA.userId, ADA.identifier]);
        await add(event({ userAgent: `\u0001${trap}` }), event({ userAgent: trap }));
        const own = event(ADA);
        await add(own);
        expect(ids(await store.ofPerson({ ...none, userIds: [ADA.userId] }, EVER, 10))).toEqual(ids([own]));
      });

      it('with all names and user ids seen together', async () => {
        await add(
          event({ ...ADA, connection: 'Customers', at: START }),
          event({ ...ADA, at: START + DAY }),
          event({ ...ADA, userId: 'google-oauth2|1', connection: 'google-oauth2', at: START + 2 * DAY }),
          event({ ...ADA, identifier: 'ada@old.example.com', at: START - DAY }),
          event({ identifier: ADA.identifier, type: 'fu' }),
          event({ userId: 'auth0|admin', identifier: ADA.identifier, type: 'sapi', targetUserId: 'auth0|x' }),
        );
        const own = { userId: ADA.userId, identifier: ADA.identifier, connection: 'Customers', lastSeen: START + DAY };
        const google = { ...own, userId: 'google-oauth2|1', connection: 'google-oauth2', lastSeen: START + 2 * DAY };
        const old = { ...own, identifier: 'ada@old.example.com', connection: null, lastSeen: START - DAY };
        expect(await store.identitiesOf({ ...none, identifiers: ['Ada@Example.com'] })).toEqual([own, google]);
        expect(await store.identitiesOf({ ...none, userIds: [ADA.userId] })).toEqual([own, old]);
        expect(await store.identitiesOf({ ...none, identifiers: ['nobody@example.com'] })).toEqual([]);
        expect(await store.identitiesOf(none)).toEqual([]);
      });
    });

    it('takes both ends of a range, over days and months', async () => {
      const events = Array.from({ length: 40 }, (_, i) =>
        event({ ...ADA, at: START + i * 2 * DAY, ip: '2001:db8::7' }),
      );
      await add(...events.slice(20), ...events.slice(0, 20));
      for (const [first, last] of [
        [0, 39],
        [5, 5],
        [3, 30],
        [38, 39],
      ] as const) {
        const range = { from: events[first]!.at, to: events[last]!.at };
        const wanted = ids(events.slice(first, last + 1));
        expect(ids(await store.ofPerson({ ...none, userIds: [ADA.userId] }, range, 100))).toEqual(wanted);
        expect(ids(await store.atAddress('2001:db8::7', range, 100))).toEqual(wanted);
        expect(ids(await all(store, range))).toEqual(wanted);
        expect(ids(await store.atAddress('2001:db8::7', { from: range.from + 1, to: range.to - 1 }, 100))).toEqual(
          wanted.slice(1, -1),
        );
      }
    });

    it('keeps the newest where a limit cuts, oldest first, over days and months', async () => {
      const place = { connection: 'Customers', clientId: 'app', ip: '192.0.2.9', sessionId: 'abcdef0123456789' };
      const events = Array.from({ length: 30 }, (_, i) =>
        event({ ...place, type: 'f', at: START + i * DAY, ...(i % 2 ? ADA : {}) }),
      );
      await add(...events);
      const named = events.filter((_, i) => i % 2);
      const nobodys = events.filter((_, i) => i % 2 === 0);
      for (const limit of [1, 7, 15, 100]) {
        const last = (from: readonly LogEvent[]) => ids(from.slice(-limit));
        expect(ids(await store.ofPerson({ ...none, identifiers: [ADA.identifier] }, EVER, limit))).toEqual(last(named));
        expect(ids(await store.atAddress(place.ip, EVER, limit))).toEqual(last(events));
        expect(ids(await store.ofTypes(['f'], EVER, limit))).toEqual(last(events));
        expect(ids(await store.failuresOn({ connection: 'Customers' }, EVER, limit))).toEqual(last(events));
        expect(ids(await store.failuresOn({ clientId: 'app' }, EVER, limit))).toEqual(last(events));
        expect(ids(await store.unnamedIn({ sessions: [place.sessionId], transactions: [] }, EVER, limit))).toEqual(
          last(nobodys),
        );
      }
    });

    it('finds rows that name nobody by session or transaction, each once', async () => {
      const both = event({ type: 'pla', sessionId: 'session-1', transactionId: 'transaction-1' });
      const one = event({ type: 'fsa', transactionId: 'transaction-1' });
      await add(both, one, event({ ...ADA, sessionId: 'session-1' }), event({ type: 'fsa', sessionId: 'session-2' }));
      const joins = { sessions: ['session-1', 'session-1'], transactions: ['transaction-1', 'none'] };
      expect(ids(await store.unnamedIn(joins, EVER, 10))).toEqual(ids([both, one]));
      expect(await store.unnamedIn({ sessions: [], transactions: [] }, EVER, 10)).toEqual([]);
    });

    it('finds failures, notices, changes and unknown codes by type, and refuses the types of everyday life', async () => {
      const events = ['fu', 'limit_wc', 'sapi', 'code_of_next_year'].map((type) => event({ type }));
      await add(...events, event({ type: 's' }), event({ type: 'seacft' }));
      expect(ids(await store.ofTypes(['code_of_next_year', 'fu', 'sapi', 'limit_wc', 'fp', 'fu'], EVER, 10))).toEqual(
        ids(events),
      );
      await expect(store.ofTypes(['fu', 's'], EVER, 10)).rejects.toThrow(Fault);
      expect(await store.ofTypes([], EVER, 10)).toEqual([]);
    });

    it('counts the outcomes of a connection and of an application', async () => {
      const place = { connection: 'Customers', clientId: 'app' };
      const before = [
        event({ ...place, identifier: 'Ada@example.com', prompts: ['login'] }),
        event({ ...place, userId: 'auth0|2' }),
        event({ ...place, type: 'fp', ...ADA }),
        event({ ...place, type: 'fp', identifier: 'ADA@EXAMPLE.COM' }),
        event({ ...place, type: 'f', ip: '192.0.2.1', userAgent: 'one' }),
        event({ ...place, type: 'f', ip: '192.0.2.1', userAgent: 'two' }),
        event({ ...place, type: 'f', error: 'mfa_required' }),
      ];
      const last = event({ ...place, ...ADA, prompts: ['login'] });
      await add(
        ...before,
        last,
        event({ ...place, ...ADA, prompts: [] }),
        event({ ...place, ...ADA, type: 'ssa' }),
        event({ clientId: 'app', type: 'seacft' }),
        event({ clientId: 'app', type: 'feacft' }),
        event({ connection: 'Other', clientId: 'other', ...ADA }),
      );
      const counts = { succeeded: 3, succeededPeople: 2, failed: 4, failedPeople: 3, lastSuccess: last };
      expect(await store.tally({ connection: 'Customers' }, EVER)).toEqual({ ...counts, exchanged: 0 });
      expect(await store.tally({ clientId: 'app' }, EVER)).toEqual({ ...counts, exchanged: 1 });
      expect(await store.tally({ clientId: 'app' }, { from: 0, to: START - 1 })).toEqual({
        succeeded: 0,
        succeededPeople: 0,
        failed: 0,
        failedPeople: 0,
        exchanged: 0,
        lastSuccess: null,
      });
      expect(await store.failuresOn({ connection: 'None' }, EVER, 10)).toEqual([]);
    });

    it('hands out everything in the order of time', async () => {
      const events = Array.from({ length: 4_321 }, (_, i) => event({ at: START + ((i * 7_919) % 4_321) * HOUR }));
      await add(...events);
      const found = await all(store);
      expect(ids(found)).toEqual(ids(events.toSorted((a, b) => a.at - b.at)));
      expect(await all(store, { from: START + HOUR / 2, to: START + HOUR - 1 })).toEqual([]);
    });

    it('hands out all bodies with their ids, in the order of time', async () => {
      const events = Array.from({ length: 2_500 }, (_, i) => event({ at: START + ((i * 997) % 2_500) * HOUR }));
      await add(...events.slice(1_000));
      for (let i = 0; i < 1_000; i += 100) await add(...events.slice(i, i + 100));
      const found = [];
      for await (const page of store.bodies({ from: START + HOUR, to: EVER.to })) found.push(...page);
      const expected = events.filter(({ at }) => at > START).toSorted((a, b) => a.at - b.at);
      expect(found).toEqual(expected.map((each) => ({ logId: each.logId, at: each.at, body: arrival(each).body })));
    });

    it('says what it holds', async () => {
      expect(await store.coverage()).toEqual({ events: 0, first: null, last: null, odd: [] });
      await add(event({ at: START + DAY }), event({ at: START }), event({ at: START + HOUR }));
      await store.addOdd([
        { reason: 'no date', raw: '{}' },
        { reason: 'not JSON', raw: 'x' },
        { reason: 'no date', raw: '' },
      ]);
      expect(await store.coverage()).toEqual({
        events: 3,
        first: START,
        last: START + DAY,
        odd: [
          { reason: 'no date', count: 2 },
          { reason: 'not JSON', count: 1 },
        ],
      });
      const odd = [];
      for await (const page of store.odd()) odd.push(...page.map(({ reason, raw }) => `${reason}: ${raw}`));
      expect(odd.sort()).toEqual(['no date: ', 'no date: {}', 'not JSON: x']);
    });

    it('forgets whatever is older than a moment, and nothing else', async () => {
      const old = Array.from({ length: 3_000 }, (_, i) =>
        event({
          at: START + i * MINUTE,
          userId: `auth0|${i}`,
          identifier: `p${i}@example.com`,
          ip: `198.51.100.${i % 250}`,
          text: `${i}`,
        }),
      );
      const young = Array.from({ length: 50 }, (_, i) =>
        event({
          at: START + 10 * DAY + i,
          userId: `auth0|${i}`,
          identifier: 'shared@example.com',
          ip: '198.51.100.1',
          type: 'fp',
          connection: 'Customers',
        }),
      );
      await add(...old, ...young);
      await store.addOdd([{ reason: 'no date', raw: '{}' }]);
      expect(await store.prune(START)).toBe(0);
      expect(await store.prune(START + 2_000 * MINUTE)).toBe(2_000);
      expect(ids(await all(store))).toEqual(ids([...old.slice(2_000), ...young]));
      expect(await store.identitiesOf({ ...none, identifiers: ['p7@example.com'] })).toEqual([]);
      expect(await store.identitiesOf({ ...none, identifiers: ['p2500@example.com'] })).toHaveLength(1);
      expect(await store.prune(START + 9 * DAY)).toBe(1_000);
      expect(await store.coverage()).toMatchObject({ events: 50, first: young[0]!.at, last: young.at(-1)!.at });
      for (const { logId, userId } of old.slice(0, 50)) {
        expect(await store.get(logId)).toBeNull();
        expect(await store.body(logId)).toBeNull();
        expect(await store.ofPerson({ ...none, userIds: [userId!] }, EVER, 10)).toHaveLength(1);
      }
      expect(await store.atAddress('198.51.100.1', EVER, 100)).toEqual(young);
      expect(await store.tally({ connection: 'Customers' }, EVER)).toMatchObject({ failed: 50, failedPeople: 1 });
      expect(await store.body(young[7]!.logId)).toBe(arrival(young[7]!).body);
      // What comes again after that is new, and found like everything.
      expect(await add(...old.slice(0, 10))).toEqual({ added: 10, duplicates: 0 });
      expect(await store.ofPerson({ ...none, identifiers: ['p3@example.com'] }, EVER, 10)).toEqual([old[3]]);
      expect((await store.prune(Date.UTC(2099, 0, 1))) + (await store.coverage()).events).toBe(60);
      expect(await store.coverage()).toMatchObject({ first: null, last: null });
    });

    describe('forgets a person', () => {
      const own = { ...ADA, sessionId: 'f00df00df00df00d', transactionId: 'transaction-of-ada' };
      const login = event({ ...own, prompts: ['login'], ip: '192.0.2.77', userAgent: 'Only Ada’s' });
      const invited = event({ type: 'sapi', userId: 'auth0|admin', facts: { invited: ADA.identifier } });
      const inBody = event({ identifier: 'ben@example.com', type: 'f' });
      const inUrl = event({ type: 'fsa' });
      const tied = event({ type: 'pla', sessionId: own.sessionId });
      const theirs = [
        login,
        event({ ...own, at: START + 20 * DAY, type: 'fp' }),
        event({ identifier: ' ADA@example.com', type: 'fu' }),
        event({ type: 'sapi', userId: 'auth0|admin', targetUserId: ADA.userId }),
        event({ userId: '5f7c8ec7c33c6c004bbafe82' }),
        event({ text: 'To: ada@example.com.', type: 'fn' }),
        event({ userId: 'samlp|office|ada@example.com' }),
        invited,
        inBody,
        inUrl,
        tied,
      ];
      const others = [
        event({ identifier: 'not.ada@example.com', userId: 'auth0|ben', prompts: ['login'], sessionId: 'other' }),
        event({ identifier: 'ada@example.com.test', type: 'fu' }),
        event({ userId: 'sms|5f7c8ec7c33c6c004bbafe82' }),
        event({ type: 'sapi', userId: 'auth0|admin', targetUserId: 'auth0|ben' }),
        event({ type: 'pla', sessionId: 'other', text: 'ada' }),
        event({ at: START + 40 * DAY, identifier: 'cleo@example.com', type: 'fp' }),
      ];
      const bodies = new Map([
        [inBody.logId, JSON.stringify({ details: { to: ['Ada@Example.com'] } })],
        [inUrl.logId, JSON.stringify({ details: { url: `https://a.test/?u=${encodeURIComponent(ADA.userId)}&x=1` } })],
      ]);
      const keys = { userIds: [ADA.userId], identifiers: [ADA.identifier] };
      const everything = [...theirs, ...others].map((of) => ({
        ...arrival(of),
        body: bodies.get(of.logId) ?? arrival(of).body,
      }));

      it('as if nothing of them had ever come, and leaves everybody else', async () => {
        await store.add(everything);
        await store.addOdd([
          { reason: 'no date', raw: '{"user_name":"ada@example.com"}' },
          { reason: 'no date', raw: '{"user_name":"ben@example.com"}' },
        ]);
        const expected = ids(theirs.toSorted((a, b) => a.at - b.at));
        const found = { first: login.at, last: START + 20 * DAY, odd: 1 };
        const { logIds, ...rest } = await store.naming(keys);
        expect([logIds.toSorted(), rest]).toEqual([expected.toSorted(), found]);
        const gone = await store.forget(keys);
        expect([gone.logIds.toSorted(), gone.first, gone.odd]).toEqual([expected.toSorted(), found.first, 1]);
        expect(await all(store)).toEqual(others.toSorted((a, b) => a.at - b.at));
        for (const { logId } of theirs) expect([await store.get(logId), await store.body(logId)]).toEqual([null, null]);
        for (const each of others) expect(await store.body(each.logId)).toBe(arrival(each).body);
        expect(await store.ofPerson(keys, EVER, 99)).toEqual([]);
        expect(await store.identitiesOf(keys)).toEqual([]);
        expect(await store.atAddress('192.0.2.77', EVER, 99)).toEqual([]);
        expect(await store.identitiesOf({ ...none, identifiers: ['not.ada@example.com'] })).toHaveLength(1);
        expect(await store.coverage()).toMatchObject({ events: others.length, odd: [{ reason: 'no date', count: 1 }] });
        const first = await store.counting.firstLogins(EVER);
        const logins = [ADA.userId, 'samlp|office|ada@example.com', 'auth0|ben', 'sms|5f7c8ec7c33c6c004bbafe82'];
        expect([first.count, ...logins.map(first.has)]).toEqual([2, false, false, true, true]);
        expect(await store.counting.datedBefore(EVER.to)).toBe(others.length);
        expect(await store.counting.quarterHours({ from: START + 20 * DAY, to: START + 21 * DAY })).toEqual(new Map());
      });

      it('again and again, and takes in anew whatever comes later', async () => {
        await store.add(everything);
        await store.forget(keys);
        expect(await store.forget(keys)).toEqual({ logIds: [], first: null, last: null, odd: 0 });
        expect(await store.forget(none)).toEqual({ logIds: [], first: null, last: null, odd: 0 });
        await store.add(everything);
        expect(await store.ofPerson({ ...none, identifiers: [ADA.identifier] }, EVER, 99)).toHaveLength(3);
        expect(await all(store)).toHaveLength(everything.length);
        expect((await store.naming(keys)).logIds).toHaveLength(theirs.length);
      });

      it('under one of two names, and still knows when the user first logged in', async () => {
        await add(
          event({ userId: 'auth0|two', identifier: 'two@example.com', prompts: ['login'] }),
          event({ userId: 'auth0|two', identifier: 'second@example.com', prompts: ['login'] }),
        );
        await store.forget({ ...none, identifiers: ['two@example.com'] });
        expect((await store.counting.firstLogins(EVER)).has('auth0|two')).toBe(true);
        expect(await store.identitiesOf({ ...none, userIds: ['auth0|two'] })).toHaveLength(1);
      });

      it('known by a user name only where a field says that it is one', async () => {
        const named = event({ identifier: 'Ada', type: 'fp' });
        const inField = event({ type: 'f' });
        const word = event({ text: 'ada', clientName: 'ada', type: 'f' });
        await store.add([
          arrival(named),
          arrival(word),
          { event: inField, body: '{"details":{"body":{"username":"ADA"}}}' },
        ]);
        expect((await store.forget({ ...none, identifiers: ['ada'] })).logIds.toSorted()).toEqual(
          ids([named, inField]).toSorted(),
        );
        expect(await all(store)).toEqual([word]);
      });

      it('whoever it is, and answers then like a list without them', async () => {
        const model = new Model();
        const few = fc.record({ userIds: fc.subarray(users), identifiers: fc.subarray(names) });
        const batch = fc.array(common, { minLength: 1, maxLength: 60 });
        await fc.assert(
          fc.asyncProperty(batch, few, question, async (fields, whom, asked) => {
            const events = fields.map(event);
            model.add(events);
            await add(...events);
            const naming = ids(model.naming(whom)).toSorted();
            expect((await store.naming(whom)).logIds.toSorted()).toEqual(naming);
            model.forget(whom);
            expect((await store.forget(whom)).logIds.toSorted()).toEqual(naming);
            await answersAlike(model, asked);
            for (const keys of [whom, asked.keys])
              same(await store.ofPerson(keys, EVER, 1_000), model.ofPerson(keys, EVER), 1_000);
            expect(ids(await all(store)).toSorted()).toEqual(ids(model.events).toSorted());
            expect(await store.counting.datedBefore(EVER.to)).toBe(model.events.length);
          }),
          { numRuns: Math.ceil(runs / 3) },
        );
      });
    });

    it('answers like a list that is searched from end to end', async () => {
      const model = new Model();
      await fc.assert(
        fc.asyncProperty(fc.array(common, { minLength: 1, maxLength: 60 }), question, async (batch, asked) => {
          const fresh = batch.map(event);
          const again = model.events.slice(0, 5);
          const added = model.add([...fresh, ...again]);
          expect(await add(...fresh, ...again)).toEqual({ added, duplicates: fresh.length + again.length - added });
          await answersAlike(model, asked);
        }),
        { numRuns: runs },
      );
    });
  });
}

/** All of a range. */
export async function all(store: EventStore, range = EVER): Promise<LogEvent[]> {
  const found: LogEvent[] = [];
  for await (const page of store.scan(range)) found.push(...page);
  return found;
}

/** The newest of what was expected, oldest first; events of one millisecond in any order. */
function same(found: readonly LogEvent[], expected: readonly LogEvent[], limit: number): void {
  expect(found.map(({ at }) => at)).toEqual(expected.slice(-limit).map(({ at }) => at));
  for (const each of found) expect(expected).toContainEqual(each);
  expect(new Set(found.map(({ logId }) => logId)).size).toBe(found.length);
}

function withoutConnection<T extends { connection: unknown }>(identities: readonly T[]): Omit<T, 'connection'>[] {
  return identities.map(({ connection: _, ...identity }) => identity);
}

const users = ['auth0|1', 'auth0|2', '1', 'google-oauth2|1', 'samlp|office|a@example.com'];
const names = ['a@example.com', 'A@example.com', 'b@example.com', '+4915123456789', '+49 151 23456789'];
const connections = ['Customers', 'Staff'];
const clients = ['shop', 'portal'];
const addresses = ['192.0.2.1', '2001:db8::1'];
const types = ['fp', 'fu', 'f', 'limit_wc', 'sapi', 'pla', 'brand_new'];
const moment = fc.oneof(
  fc.integer({ min: START, max: START + 20 * DAY }),
  fc.integer({ min: 0, max: 5 }).map((n) => START + n),
);

/** Events out of few people and places, so that everything meets. */
const common: fc.Arbitrary<Partial<LogEvent>> = fc.record(
  {
    at: moment,
    type: fc.constantFrom('s', 'ssa', 'seacft', 'fsa', ...types.filter((type) => type !== 'sapi')),
    userId: fc.option(fc.constantFrom(...users)),
    identifier: fc.option(fc.constantFrom(...names)),
    connection: fc.option(fc.constantFrom(...connections)),
    clientId: fc.option(fc.constantFrom(...clients)),
    ip: fc.option(fc.constantFrom(...addresses)),
    userAgent: fc.option(fc.constantFrom('one', 'two')),
    sessionId: fc.option(fc.constantFrom('00ff', 's-1')),
    transactionId: fc.option(fc.constantFrom('t-1', 't-2')),
    prompts: fc.option(fc.constantFrom([], ['login'], ['login', 'mfa'])),
    error: fc.option(fc.constantFrom('mfa_required', 'access_denied')),
  },
  { requiredKeys: ['at', 'type'], noNullPrototype: true },
);

type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

const question = fc.record({
  keys: fc.record({ userIds: fc.subarray(users), identifiers: fc.subarray(names) }),
  range: fc.tuple(moment, moment).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  place: fc.oneof(
    fc.record({ connection: fc.constantFrom(...connections) }),
    fc.record({ clientId: fc.constantFrom(...clients) }),
  ),
  joins: fc.record({ sessions: fc.subarray(['00ff', 's-1']), transactions: fc.subarray(['t-1', 't-2']) }),
  types: fc.subarray(types.filter((type) => type !== 'pla')),
  ip: fc.constantFrom(...addresses),
  limit: fc.constantFrom(1, 3, 20, 1_000),
});
