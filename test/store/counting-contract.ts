import { describe, expect, it } from 'vitest';
import { isFailedAttempt, isLogin, isReuse } from '../../src/event/kind.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import { type Columns, type EventStore, MARKS, type Range, type Reading } from '../../src/store/port.ts';
import { arrival, DAY, EVER, event, HOUR, MINUTE, START } from './events.ts';

const QUARTER = 15 * MINUTE;
/** Columns of texts that an event has under the same name. */
const TEXTS = [
  'type',
  'userId',
  'identifier',
  'connection',
  'clientId',
  'clientName',
  'organizationId',
  'organizationName',
  'ip',
  'userAgent',
  'country',
  'timeZone',
  'error',
] as const satisfies readonly (keyof Columns & keyof LogEvent)[];

/** The half of the contract that counting weeks needs. */
export function countingContract(current: () => EventStore): void {
  const add = (...events: LogEvent[]) => current().add(events.map(arrival));

  describe('counts', () => {
    it('hands out all of a range in columns, one number a text, over days and months', async () => {
      const events = Array.from({ length: 6_000 }, (_, i) =>
        event({
          at: START + i * 10 * MINUTE,
          type: ['s', 'fp', 'ssa', 'pla', 'seacft', 'sapi'][i % 6]!,
          userId: i % 5 ? `auth0|${i % 700}` : null,
          identifier: i % 4 ? `p${i % 700}@example.com` : null,
          connection: i % 3 ? 'Customers' : null,
          clientId: `app-${i % 7}`,
          clientName: i % 2 ? 'Shop' : null,
          organizationId: i % 11 ? null : 'org_1',
          organizationName: i % 11 ? null : 'Fabrikam',
          ip: `198.51.100.${i % 250}`,
          userAgent: 'Chrome 128.0.0 / Windows 10.0.0',
          country: 'DE',
          timeZone: i % 2 ? 'Europe/Berlin' : null,
          error: i % 6 === 1 ? 'access_denied' : null,
          prompts: [null, [], ['login'], ['login', 'mfa']][i % 4]!,
          facts: i % 12 === 3 ? { requiresVerification: true } : {},
        }),
      );
      await add(...events.slice(3_000), ...events.slice(0, 3_000));
      const range = { from: events[100]!.at, to: events[5_900]!.at };
      const reading = current().counting.columns(range);
      // Also before anything is read.
      expect(reading.text(reading.number('Shop'))).toBe('Shop');
      expect(await rowsOf(reading)).toEqual(events.slice(100, 5_901).map(rowOf));
      expect(reading.text(reading.number('Fabrikam'))).toBe('Fabrikam');
      expect(reading.number('nowhere')).toBe(0);
      expect(reading.text(0)).toBeNull();
    });

    it('gives whole events by the keys of their rows, but not those that are gone', async () => {
      const events = Array.from({ length: 30 }, (_, i) => event({ at: START + i * DAY, text: `number ${i}` }));
      await add(...events);
      const keys = await keysOf(current(), EVER);
      await current().prune(events[10]!.at);
      const found = await current().counting.whole(keys.toReversed());
      expect(keys.map((key) => found.get(key))).toEqual(events.map((each, i) => (i < 10 ? undefined : each)));
    });

    it('tells who logged in for the first time, and how much there was, also of what was pruned', async () => {
      const login = (userId: string | null, identifier: string, at: number) =>
        event({ userId, identifier, at, prompts: ['login'] });
      await add(
        login('auth0|1', 'ada@example.com', START + DAY),
        login('auth0|1', 'ada@example.com', START + 3 * DAY),
        login('auth0|2', 'ben@example.com', START + 3 * DAY),
        login(null, 'Cleo@Example.com', START + 3 * DAY),
        event({ userId: 'auth0|4', type: 'fp', at: START + 3 * DAY }),
        event({ userId: 'auth0|5', type: 'ssa', at: START + 3 * DAY }),
      );
      // Came late, and was earlier than what was known.
      await add(login('auth0|2', 'ben@example.com', START + 2 * DAY), login('auth0|1', 'ada@example.com', START));
      const check = async () => {
        const { counting } = current();
        const first = await counting.firstLogins({ from: START + 2 * DAY, to: START + 4 * DAY });
        expect(first.count).toBe(2);
        expect(['auth0|1', 'auth0|2', 'cleo@example.com', 'auth0|4', 'auth0|5'].map((who) => first.has(who))).toEqual([
          false,
          true,
          true,
          false,
          false,
        ]);
        const quarters = await counting.quarterHours({ from: START + DAY, to: START + 3 * DAY });
        expect([...quarters].sort()).toEqual(
          [1, 2, 3].map((day) => [(START + day * DAY) / QUARTER, day === 3 ? 5 : 1]),
        );
        expect(await counting.datedBefore(START + 3 * DAY)).toBe(3);
        expect(await counting.datedBefore(START + 4 * DAY)).toBe(8);
      };
      await check();
      await current().prune(START + 3 * DAY);
      await check();
    });

    it('gives what is known of some people: their names, logins, operations on them, and some types', async () => {
      const events = Array.from({ length: 40 }, (_, i) =>
        event({
          at: START + i * 6 * HOUR,
          type: ['s', 'scp', 'fp', 'sapi'][i % 4]!,
          userId: i % 4 === 3 ? 'auth0|admin' : `auth0|${i % 3}`,
          identifier: i % 4 === 3 ? 'admin@example.com' : `p${i % 3}@example.com`,
          targetUserId: i % 4 === 3 ? `auth0|${i % 3}` : null,
        }),
      );
      await add(...events);
      const keys = { userIds: ['auth0|0'], identifiers: ['P1@example.com'] };
      const range = { from: START + DAY, to: START + 8 * DAY };
      const isMeant = ({ at, type, userId, targetUserId }: LogEvent) =>
        isIn(at, range) &&
        ((type === 'sapi' && targetUserId === 'auth0|0') ||
          (['s', 'scp'].includes(type) && (userId === 'auth0|0' || userId === 'auth0|1')));
      const meant = events.filter(isMeant);
      const found = await current().counting.backgroundOf(keys, ['scp', 'sapi'], range);
      // Of logins it is enough to give the newest.
      const isRest = ({ type }: LogEvent) => type !== 's';
      expect(found.filter(isRest)).toEqual(meant.filter(isRest));
      expect(meant).toEqual(expect.arrayContaining(found));
      expect(found).toContainEqual(meant.findLast(({ type }) => type === 's'));
      const named: string[] = [];
      const changes = await current().counting.ofTypesNaming(['scp', 'sapi'], range, 10, (who) => {
        named.push([who.type, who.userId, who.identifier, who.targetUserId].join(' '));
        return who.type === 'scp' && who.identifier === 'p1@example.com';
      });
      const newest = events.filter(({ at, type }) => isIn(at, range) && ['scp', 'sapi'].includes(type)).slice(-10);
      expect(named.sort()).toEqual(
        newest.map((each) => [each.type, each.userId, each.identifier, each.targetUserId].join(' ')).sort(),
      );
      expect(changes).toEqual(newest.filter(({ identifier }) => identifier === 'p1@example.com'));
      const names = await current().counting.namesOf(keys, range);
      expect(names.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual([
        { userId: 'auth0|0', identifier: 'p0@example.com' },
        { userId: 'auth0|1', identifier: 'p1@example.com' },
      ]);
    });
  });
}

function isIn(at: number, { from, to }: Range): boolean {
  return at >= from && at <= to;
}

/** What a row of columns says, in words. */
function rowOf(of: LogEvent): unknown {
  return {
    at: of.at,
    marks:
      (isFailedAttempt(of) ? MARKS.failed : 0) |
      (isLogin(of) ? MARKS.login : 0) |
      (isReuse(of) ? MARKS.reuse : 0) |
      (of.facts.requiresVerification ? MARKS.verification : 0),
    prompts: of.prompts === null ? null : of.prompts.join('\n'),
    ...Object.fromEntries(TEXTS.map((name) => [name, of[name]])),
  };
}

async function rowsOf(reading: Reading): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const columns of reading.stretches) {
    for (let i = 0; i < columns.length; i++) {
      rows.push({
        at: columns.at[i],
        marks: columns.marks[i],
        prompts: reading.text(columns.prompts[i]!),
        ...Object.fromEntries(TEXTS.map((name) => [name, reading.text(columns[name][i]!)])),
      });
    }
  }
  return rows;
}

async function keysOf(store: EventStore, range: Range): Promise<number[]> {
  const keys: number[] = [];
  for await (const columns of store.counting.columns(range).stretches) keys.push(...columns.key);
  return keys;
}
