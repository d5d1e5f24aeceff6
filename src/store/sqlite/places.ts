import { whoOf } from '../../event/kind.ts';
import { EXCHANGE, FAILED, LOGIN } from '../kind.ts';
import type { Place, Range, Tally } from '../port.ts';
import { parsePerson, parsePlain } from './row.ts';
import type { Session } from './session.ts';

/** Outcomes of one place are counted over its newest rows; more would cost an answer its second and add nothing. */
const TALLIED = 2_000;

/** How the logins of a connection or an application went, out of narrow columns. `lastSuccess` is the event's key. */
export function tally(
  session: Session,
  place: Place,
  range: Range,
): Omit<Tally, 'lastSuccess'> & { last: number | null } {
  const used = outcomes(session, place, LOGIN, 'connection' in place ? LOGIN : LOGIN | EXCHANGE, range);
  const failed = outcomes(session, place, FAILED, FAILED, range);
  return {
    succeeded: used.counted,
    succeededPeople: used.people,
    failed: failed.counted,
    failedPeople: failed.people,
    exchanged: used.read - used.counted,
    last: used.last,
  };
}

/** The condition and the name of a place, as the indexes of schema.ts know it. */
export function columnOf(place: Place): { column: 'connection' | 'client'; name: string } {
  return 'connection' in place
    ? { column: 'connection', name: place.connection }
    : { column: 'client', name: place.clientId };
}

/**
 * Of the newest rows of a kind at a place (`read`, as an index knows them) those that count: how many, of how many
 * people, and the key of the last.
 */
function outcomes(
  session: Session,
  place: Place,
  counting: number,
  kind: number,
  range: Range,
): { read: number; counted: number; people: number; last: number | null } {
  const { column, name } = columnOf(place);
  const people = new Set<string>();
  let [read, counted, last]: [number, number, number | null] = [0, 0, null];
  for (const { span, first, last: end } of session.spans(range)) {
    const number = read < TALLIED ? session.number(span, name) : null;
    if (number === null) continue;
    const [row] = session.rows(
      `SELECT count(*), count(*) FILTER (WHERE kind & ${counting}), max(id) FILTER (WHERE kind & ${counting}),
         json_group_array(person) FILTER (WHERE kind & ${counting} AND person IS NOT NULL),
         json_group_array(DISTINCT ifnull(ip, 0) || ' ' || ifnull(agent, 0)) FILTER (WHERE kind & ${counting} AND person IS NULL)
       FROM (SELECT id, kind, person, ip, agent FROM event WHERE kind & ${kind} AND ${column} = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?)`,
      number,
      first,
      end,
      TALLIED - read,
    ) as [number, number, number | null, string, string][];
    read += row![0];
    counted += row![1];
    last ??= row![2];
    const named = new Set(JSON.parse(row![3]) as number[]);
    for (const text of session.texts(span, named).values()) people.add(whoIn(text));
    for (const pair of JSON.parse(row![4]) as string[]) {
      const [ip, userAgent] = pair.split(' ').map((number) => plainIn(session, span, Number(number)));
      people.add(whoOf({ userId: null, identifier: null, ip: ip!, userAgent: userAgent! }));
    }
  }
  return { read, counted, people: people.size, last };
}

/** @param person as a text */
function whoIn(person: string): string {
  const [userId, identifier] = parsePerson(person)!;
  return whoOf({ userId, identifier, ip: null, userAgent: null });
}

/** Null for 0. */
function plainIn(session: Session, span: number, number: number): string | null {
  return number === 0 ? null : parsePlain(session.text(span, number)!);
}
