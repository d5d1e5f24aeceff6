import type { Arrival, Facts } from '../../event/log-event.ts';
import { kindOf } from '../kind.ts';
import { preferredId } from '../place.ts';
import { storable } from '../storable.ts';
import { personText, plainText, SEPARATOR } from './row.ts';

/** The key that an event would like, log id, kind, session, transaction, own facts, then places in `texts`; 0 is null. */
export type EncodedRow = [
  id: number,
  logId: string,
  kind: number,
  session: string | null,
  transaction: string | null,
  facts: string | null,
  ...texts: number[],
];

/** A batch on its way to the writer: each text once, so that little is copied between threads and looked up there. */
export interface Encoded {
  /** Counted from 1. */
  texts: string[];
  rows: EncodedRow[];
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
  const people = new Map<string, number>();
  const place = (text: string | null): number => {
    if (text === null) return 0;
    const known = plain.get(text);
    if (known !== undefined) return known;
    const next = texts.push(plainText(text));
    plain.set(text, next);
    return next;
  };
  const person = (userId: string | null, identifier: string | null): number => {
    const text = personText(userId, identifier);
    if (text === null) return 0;
    const known = people.get(text);
    if (known !== undefined) return known;
    const next = texts.push(text);
    people.set(text, next);
    return next;
  };
  const rows = batch.map(({ event }): EncodedRow => {
    const facts = JSON.stringify(event.facts);
    const isOwn = SINGULAR.some((fact) => fact in event.facts);
    return [
      preferredId(event),
      storable(event.logId),
      kindOf(event),
      event.sessionId,
      event.transactionId,
      isOwn ? facts : null,
      person(event.userId, event.identifier),
      person(event.targetUserId, null),
      place(event.type),
      place(event.connection),
      place(event.connectionId),
      place(event.strategy),
      place(event.clientId),
      place(event.clientName),
      place(event.organizationId),
      place(event.organizationName),
      place(event.ip),
      place(event.userAgent),
      place(event.country),
      place(event.city),
      place(event.timeZone),
      place(event.text),
      place(event.error),
      place(event.errorType),
      event.prompts === null ? 0 : place(event.prompts.join(SEPARATOR)),
      isOwn || facts === '{}' ? 0 : place(facts),
    ];
  });
  return { texts, rows, bodies: batch.map(({ body }) => oneLine(body)) };
}

/** JSON has line ends only between its parts. */
function oneLine(json: string): string {
  return json.includes('\n') ? json.replaceAll('\n', ' ') : json;
}
