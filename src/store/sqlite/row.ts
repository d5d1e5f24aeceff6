import { storable } from '../storable.ts';

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
/** A row as an array, as SQLite returns it. */
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
