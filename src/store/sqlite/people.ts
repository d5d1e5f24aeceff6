import { identifierKey } from '../../event/identifier.ts';
import { oneOf } from '../../event/user-id.ts';
import { momentOf } from '../place.ts';
import type { PersonKeys, SeenIdentity } from '../port.ts';
import { ofKeys } from './dictionary.ts';
import { personOfName, personOfUser } from './key.ts';
import { parsePerson, parsePlain } from './row.ts';
import type { Session, SpanPart } from './session.ts';
import { SPAN } from './span.ts';

/** A user id and a name as they came together, or one of them alone, by their number in a span. */
export interface Person {
  number: number;
  userId: string | null;
  identifier: string | null;
}

/** Keys made ready to be looked for in one span after the other. */
export interface Wanted {
  /** JSON, in the order in which they lie. */
  hashes: string;
  isMeant(userId: string | null, identifier: string | null): boolean;
}

/** Rows looked at for the connection somebody came over last: session reuse and token exchanges name none. */
const LATEST = 50;

/** Finds people by any of their keys. */
export class People {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Whoever has one of the keys, by span. */
  inSpans(keys: PersonKeys, spans: readonly SpanPart[]): Map<number, Person[]> {
    const { hashes, isMeant } = wanted(keys);
    const rows = this.#session.rows(
      `SELECT DISTINCT * FROM (${ofKeys(
        (keys) =>
          `SELECT k.span, k.number, t.value FROM ${keys} k JOIN text t ON t.span = k.span AND t.number = k.number
           WHERE k.span IN (SELECT value FROM json_each(?1)) AND k.hash IN (SELECT value FROM json_each(?2))`,
      )})`,
      JSON.stringify(spans.map(({ span }) => span)),
      hashes,
    ) as [number, number, string][];
    const found = new Map<number, Person[]>();
    for (const [span, number, text] of rows) {
      const [userId, identifier] = parsePerson(text) ?? [null, null];
      if (!isMeant(userId, identifier)) continue;
      const people = found.get(span);
      if (people === undefined) found.set(span, [{ number, userId, identifier }]);
      else people.push({ number, userId, identifier });
    }
    return found;
  }

  /** The same in one span, for thousands of keys. */
  inSpan({ hashes, isMeant }: Wanted, span: number): Person[] {
    const [row] = this.#session.rows(
      `SELECT json_group_array(number), json_group_array(value) FROM (${ofKeys(
        (keys) =>
          `SELECT k.number, t.value FROM json_each(?2) j
           CROSS JOIN ${keys} k ON k.span = ?1 AND k.hash = j.value CROSS JOIN text t ON t.span = ?1 AND t.number = k.number`,
      )})`,
      span,
      hashes,
    ) as [string, string][];
    const texts = JSON.parse(row![1]) as string[];
    const found = new Map<number, Person>();
    for (const [i, number] of (JSON.parse(row![0]) as number[]).entries()) {
      if (found.has(number)) continue;
      const [userId, identifier] = parsePerson(texts[i]!) ?? [null, null];
      if (isMeant(userId, identifier)) found.set(number, { number, userId, identifier });
    }
    return [...found.values()];
  }

  /** User ids and identifiers that came together with any of the keys, with the newest event of each pair. */
  identities(keys: PersonKeys): SeenIdentity[] {
    const spans = this.#session.spans();
    const people = this.inSpans(keys, spans);
    const seen = new Map<string, SeenIdentity>();
    for (const { span } of spans) {
      for (const { number, userId, identifier } of people.get(span) ?? []) {
        const pair = JSON.stringify([userId, identifier]);
        const known = seen.get(pair);
        if (userId === null || identifier === null || (known !== undefined && known.connection !== null)) continue;
        const last = this.#last(span, number);
        if (last === null) continue;
        // What a later span did not say of the connection, an earlier one may.
        seen.set(pair, known ? { ...known, connection: last.connection } : { userId, identifier, ...last });
      }
    }
    return [...seen.values()].sort((a, b) => compare(a.userId, b.userId) || compare(a.identifier, b.identifier));
  }

  #last(span: number, person: number): { connection: string | null; lastSeen: number } | null {
    const rows = this.#session.rows(
      `SELECT e.id, e.connection FROM by_person p JOIN event e ON e.id = p.span * ${SPAN} + p.event WHERE p.span = ? AND p.key = ? ORDER BY p.event DESC LIMIT ${LATEST}`,
      span,
      person,
    ) as [number, number | null][];
    if (rows.length === 0) return null;
    const connection = rows.find((row) => row[1] !== null)?.[1] ?? null;
    return {
      connection: connection === null ? null : parsePlain(this.#session.text(span, connection)!),
      lastSeen: momentOf(rows[0]![0]),
    };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function wanted({ userIds, identifiers }: PersonKeys): Wanted {
  const names = new Set(identifiers.map(identifierKey));
  const isAsked = oneOf(userIds);
  const hashes = new Set([...userIds.map(personOfUser), ...identifiers.map(personOfName)]);
  return {
    hashes: JSON.stringify([...hashes].sort((a, b) => a - b)),
    isMeant: (userId, identifier) =>
      (userId !== null && isAsked(userId)) || (identifier !== null && names.has(identifierKey(identifier))),
  };
}
