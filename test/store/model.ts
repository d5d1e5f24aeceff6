import { isIndexedType } from '../../src/event/event-types.ts';
import { identifierKey } from '../../src/event/identifier.ts';
import { isFailedAttempt, isLogin, isUnnamed, whoOf } from '../../src/event/kind.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import type { PersonKeys, Place, Range, SeenIdentity, Tally } from '../../src/store/port.ts';

/** What a store answers, written as plainly as can be: a list that is searched from end to end. */
export class Model {
  events: LogEvent[] = [];

  add(batch: readonly LogEvent[]): number {
    const before = this.events.length;
    for (const event of batch) if (this.get(event.logId) === null) this.events.push(event);
    this.events.sort((a, b) => a.at - b.at);
    return this.events.length - before;
  }

  get(logId: string): LogEvent | null {
    return this.events.find((event) => event.logId === logId) ?? null;
  }

  ofPerson(keys: PersonKeys, range: Range): LogEvent[] {
    const isUser = (id: string | null) => id !== null && keys.userIds.some((asked) => isSameUser(asked, id));
    return this.#in(range, (event) => {
      if (event.targetUserId !== null) return isUser(event.targetUserId);
      return event.type !== 'sapi' && (isUser(event.userId) || isNamed(event, keys));
    });
  }

  identitiesOf(keys: PersonKeys): Omit<SeenIdentity, 'connection'>[] {
    const found = new Map<string, Omit<SeenIdentity, 'connection'>>();
    for (const { at, type, userId, identifier, targetUserId } of this.events) {
      if (userId === null || identifier === null || targetUserId !== null || type === 'sapi') continue;
      const isAsked = keys.userIds.some((asked) => isSameUser(asked, userId)) || isNamed({ identifier }, keys);
      if (isAsked) found.set(JSON.stringify([userId, identifier]), { userId, identifier, lastSeen: at });
    }
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    return [...found.values()].sort((a, b) => compare(a.userId, b.userId) || compare(a.identifier, b.identifier));
  }

  atAddress(ip: string, range: Range): LogEvent[] {
    return this.#in(range, (event) => event.ip === ip);
  }

  unnamedIn(joins: { sessions: readonly string[]; transactions: readonly string[] }, range: Range): LogEvent[] {
    return this.#in(
      range,
      (event) =>
        isUnnamed(event) &&
        ((event.sessionId !== null && joins.sessions.includes(event.sessionId)) ||
          (event.transactionId !== null && joins.transactions.includes(event.transactionId))),
    );
  }

  ofTypes(types: readonly string[], range: Range): LogEvent[] {
    return this.#in(range, (event) => types.includes(event.type) && isIndexedType(event.type));
  }

  failuresOn(place: Place, range: Range): LogEvent[] {
    return this.#in(range, (event) => isFailedAttempt(event) && isAt(event, place));
  }

  tally(place: Place, range: Range): Tally {
    const here = this.#in(range, (event) => isAt(event, place));
    const logins = here.filter(isLogin);
    const failed = here.filter(isFailedAttempt);
    return {
      succeeded: logins.length,
      succeededPeople: new Set(logins.map(whoOf)).size,
      failed: failed.length,
      failedPeople: new Set(failed.map(whoOf)).size,
      exchanged: 'connection' in place ? 0 : here.filter((event) => event.type === 'seacft').length,
      lastSuccess: logins.at(-1) ?? null,
    };
  }

  naming(keys: PersonKeys): LogEvent[] {
    const naming = this.events.filter((event) => {
      const users = [event.userId, event.targetUserId].filter((id) => id !== null);
      return (
        users.some((id) => keys.userIds.some((asked) => isSameUser(asked, id))) ||
        isNamed(event, keys) ||
        // Some user ids hold an address.
        users.some((id) => keys.identifiers.some((name) => id.endsWith(`|${name.toLowerCase()}`)))
      );
    });
    const isTied = ({ sessionId, transactionId }: LogEvent) =>
      naming.some(
        (named) =>
          (sessionId !== null && named.sessionId === sessionId) ||
          (transactionId !== null && named.transactionId === transactionId),
      );
    return this.events.filter((event) => naming.includes(event) || (isUnnamed(event) && isTied(event)));
  }

  forget(keys: PersonKeys): void {
    const naming = this.naming(keys);
    this.events = this.events.filter((event) => !naming.includes(event));
  }

  #in({ from, to }: Range, wanted: (event: LogEvent) => boolean): LogEvent[] {
    return this.events.filter((event) => event.at >= from && event.at <= to && wanted(event));
  }
}

function isSameUser(a: string, b: string): boolean {
  const bare = (id: string) => id.slice(id.indexOf('|') + 1);
  return a === b || (a.includes('|') !== b.includes('|') && bare(a) === bare(b));
}

function isNamed({ identifier }: Pick<LogEvent, 'identifier'>, { identifiers }: PersonKeys): boolean {
  return identifier !== null && identifiers.map(identifierKey).includes(identifierKey(identifier));
}

function isAt(event: LogEvent, place: Place): boolean {
  return 'connection' in place ? event.connection === place.connection : event.clientId === place.clientId;
}
