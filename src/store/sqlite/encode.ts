import type { Arrival, Facts } from '../../event/log-event.ts';
import { kindOf } from '../kind.ts';
import { preferredId } from '../place.ts';
import { storable } from '../storable.ts';
import { groupText, personText, plainText, SEPARATOR, TEXT_COLUMNS } from './row.ts';

/** Whole numbers of a row: its kind, then its texts in the order of TEXT_COLUMNS as places in `texts`; 0 is null. */
export const WIDTH = 1 + TEXT_COLUMNS.length;
/** Strings of a row that come once: log id, session, transaction and own facts; the empty one is null. */
export const SINGLES = 4;

/** A batch on its way to the writer: each text once, so that little is copied between threads and looked up there. */
export interface Encoded {
  /** Counted from 1. */
  texts: string[];
  /** The key that each event would like. */
  ids: Float64Array;
  /** WIDTH for each event. */
  numbers: Int32Array;
  /** SINGLES for each event. */
  singles: string[];
  /** One line each. */
  bodies: string[];
}

/** Facts that seldom come twice: as a text of their own they would cost more than in the row. */
const SINGULAR: readonly (keyof Facts)[] = [
  'executions',
  'factorId',
  'tokenFamily',
  'api',
  'newIdentifier',
  'linkedUserIds',
];

export function encode(batch: readonly Arrival[]): Encoded {
  const texts: string[] = [];
  const plain = new Map<string, number>();
  const people = new Map<string | null, Map<string | null, number>>();
  const plainly = (text: string | null): number => {
    if (text === null) return 0;
    const known = plain.get(text);
    if (known !== undefined) return known;
    const next = texts.push(plainText(text));
    plain.set(text, next);
    return next;
  };
  const person = (userId: string | null, identifier: string | null): number => {
    if (userId === null && identifier === null) return 0;
    let names = people.get(userId);
    if (names === undefined) {
      names = new Map();
      people.set(userId, names);
    }
    const known = names.get(identifier);
    if (known !== undefined) return known;
    const next = texts.push(personText(userId, identifier));
    names.set(identifier, next);
    return next;
  };
  const groups = new Map<string, number>();
  const group = (...parts: (string | null)[]): number => {
    if (parts.every((part) => part === null)) return 0;
    const key = JSON.stringify(parts);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const next = texts.push(groupText(parts));
    groups.set(key, next);
    return next;
  };
  const ids = new Float64Array(batch.length);
  const numbers = new Int32Array(batch.length * WIDTH);
  const singles: string[] = [];
  for (const [i, { event }] of batch.entries()) {
    const facts = JSON.stringify(event.facts);
    const isOwn = SINGULAR.some((fact) => fact in event.facts);
    ids[i] = preferredId(event);
    singles.push(storable(event.logId), event.sessionId ?? '', event.transactionId ?? '', isOwn ? facts : '');
    let at = i * WIDTH;
    numbers[at++] = kindOf(event);
    numbers[at++] = person(event.userId, event.identifier);
    numbers[at++] = person(event.targetUserId, null);
    numbers[at++] = plainly(event.type);
    numbers[at++] = plainly(event.connection);
    numbers[at++] = plainly(event.clientId);
    // The parts in the order of GROUPS; written out, as it is much quicker than by their names.
    numbers[at++] = group(
      event.connection,
      event.connectionId,
      event.strategy,
      event.clientId,
      event.clientName,
      event.organizationId,
      event.organizationName,
    );
    numbers[at++] = plainly(event.ip);
    numbers[at++] = plainly(event.userAgent);
    numbers[at++] = group(event.country, event.city, event.timeZone);
    const prompts = event.prompts === null ? null : event.prompts.join(SEPARATOR);
    numbers[at++] = group(event.type, event.text, event.error, event.errorType, prompts);
    numbers[at] = isOwn || facts === '{}' ? 0 : plainly(facts);
  }
  return { texts, ids, numbers, singles, bodies: batch.map(({ body }) => oneLine(body)) };
}

/** JSON has line ends only between its parts. */
function oneLine(json: string): string {
  return json.includes('\n') ? json.replaceAll('\n', ' ') : json;
}
