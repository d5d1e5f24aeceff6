import type { Facts, LogEvent } from '../../event/log-event.ts';
import { momentOf } from '../place.ts';
import { storable } from '../storable.ts';
import { unpackId, unpackLogId } from './key.ts';

/** Columns that hold a text's number, in the order in which events travel to the writer. */
export const TEXT_COLUMNS = [
  'person',
  'target',
  'type',
  'connection',
  'connection_id',
  'strategy',
  'client',
  'client_name',
  'organization',
  'organization_name',
  'ip',
  'agent',
  'country',
  'city',
  'zone',
  'words',
  'error',
  'error_type',
  'prompts',
  'facts',
] as const;

/** Facts that are likely to come again are a text, others are `own_facts`: JSON in the row. */
export const COLUMNS = ['id', 'log_id', 'kind', 'session', 'trans', 'body', 'own_facts', ...TEXT_COLUMNS];

export type Stored = null | number | string | Uint8Array;
/** A row of COLUMNS as an array, as SQLite returns it. */
export type StoredRow = Stored[];

/** Begins the text of a person, and no other: else somebody could write it elsewhere and never be found. */
const MARK = '\u0001';

/** Who an event names is one text, so that rows hold one number and look-ups need one key. */
export function personText(userId: string | null, identifier: string | null): string {
  return MARK + JSON.stringify([userId, identifier]);
}

/** Null where the text is no person. */
export function parsePerson(text: string): [userId: string | null, identifier: string | null] | null {
  return text.startsWith(MARK) && !text.startsWith(MARK, 1) ? JSON.parse(text.slice(1)) : null;
}

/** Any other text as it is stored. */
export function plainText(text: string): string {
  return storable(text.startsWith(MARK) ? MARK + text : text);
}

export function parsePlain(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}

/** Between the names of prompts, which are words. */
export const SEPARATOR = '\n';

const NOBODY = [null, null];

/** @param textOf the text of a number in the event's span */
export function fromRow(row: StoredRow, textOf: (number: number) => string | null): LogEvent {
  const stored = (column: number) => (row[column] === null ? null : textOf(row[column] as number));
  const text = (column: number) => {
    const value = stored(column);
    return value === null ? null : parsePlain(value);
  };
  const person = (column: number) => (row[column] === null ? null : parsePerson(stored(column)!));
  const [userId, identifier] = person(7) ?? NOBODY;
  const [targetUserId] = person(8) ?? NOBODY;
  const prompts = text(25);
  const facts = (row[6] as string | null) ?? text(26);
  return {
    logId: unpackLogId(row[1] as Uint8Array | string),
    at: momentOf(row[0] as number),
    type: text(9)!,
    userId,
    identifier,
    targetUserId,
    connection: text(10),
    connectionId: text(11),
    strategy: text(12),
    clientId: text(13),
    clientName: text(14),
    organizationId: text(15),
    organizationName: text(16),
    ip: text(17),
    userAgent: text(18),
    country: text(19),
    city: text(20),
    timeZone: text(21),
    text: text(22),
    error: text(23),
    errorType: text(24),
    sessionId: row[3] === null ? null : unpackId(row[3] as Uint8Array),
    transactionId: row[4] === null ? null : unpackId(row[4] as Uint8Array),
    prompts: prompts === null ? null : prompts === '' ? [] : prompts.split(SEPARATOR),
    facts: facts === null ? {} : (JSON.parse(facts) as Facts),
  };
}
