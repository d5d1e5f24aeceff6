import { whoOf } from '../../event/kind.ts';
import { EXCHANGE, FAILED, LOGIN } from '../kind.ts';
import type { Place, Range, Tally } from '../port.ts';
import { parsePerson, parsePlain } from './row.ts';
import type { Session } from './session.ts';

/** Outcomes of one place are counted over its newest rows; more would cost an answer its second and add nothing. */
const TALLIED = 2_000;

type Outcome = [id: number, kind: number, person: number | null, ip: number | null, agent: number | null];

/** How the logins of a connection or an application went, out of narrow columns. `lastSuccess` is the event's key. */
export function tally(
  session: Session,
  place: Place,
  range: Range,
): Omit<Tally, 'lastSuccess'> & { last: number | null } {
  const used = outcomes(session, place, 'connection' in place ? LOGIN : LOGIN | EXCHANGE, range);
  const failed = outcomes(session, place, FAILED, range);
  const logins = used.filter(({ kind }) => kind & LOGIN);
  return {
    succeeded: logins.length,
    succeededPeople: new Set(logins.map(({ who }) => who)).size,
    failed: failed.length,
    failedPeople: new Set(failed.map(({ who }) => who)).size,
    exchanged: used.filter(({ kind }) => kind & EXCHANGE).length,
    last: logins[0]?.id ?? null,
  };
}

/** The condition and the name of a place, as the indexes of schema.ts know it. */
export function columnOf(place: Place): { column: 'connection' | 'client'; name: string } {
  return 'connection' in place
    ? { column: 'connection', name: place.connection }
    : { column: 'client', name: place.clientId };
}

function outcomes(
  session: Session,
  place: Place,
  kind: number,
  range: Range,
): { id: number; kind: number; who: string }[] {
  const { column, name } = columnOf(place);
  const found: { id: number; kind: number; who: string }[] = [];
  for (const { span, first, last } of session.spans(range)) {
    const number = found.length < TALLIED ? session.number(span, name) : null;
    if (number === null) continue;
    const rows = session.rows(
      `SELECT id, kind, person, ip, agent FROM event WHERE kind & ${kind} AND ${column} = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
      number,
      first,
      last,
      TALLIED - found.length,
    ) as Outcome[];
    const known = new Map<number, string>();
    for (const [id, bits, person, ip, agent] of rows) {
      const who = (person !== null && known.get(person)) || whoIn(session, span, person, ip, agent);
      if (person !== null) known.set(person, who);
      found.push({ id, kind: bits, who });
    }
  }
  return found;
}

function whoIn(session: Session, span: number, person: number | null, ip: number | null, agent: number | null): string {
  const text = (number: number | null) => (number === null ? null : session.text(span, number));
  const [userId, identifier] = (person === null ? null : parsePerson(text(person)!)) ?? [null, null];
  const [address, userAgent] = [text(ip), text(agent)].map((value) => (value === null ? null : parsePlain(value)));
  return whoOf({ userId, identifier, ip: address!, userAgent: userAgent! });
}
