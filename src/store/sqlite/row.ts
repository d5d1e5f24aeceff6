import { storable } from '../storable.ts';

/**
 * Columns that hold a text's number, in the order in which events travel to the writer. What comes together again and
 * again is one text, a group: `place`, `region` and `outcome`. Columns that questions select by stand beside them.
 */
export const TEXT_COLUMNS = [
  'person',
  'target',
  'type',
  'connection',
  'client',
  'place',
  'ip',
  'agent',
  'region',
  'outcome',
  'facts',
] as const;

/** The parts of each group, in their order, by their names in a LogEvent; prompts are one text. */
export const GROUPS = {
  place: ['connection', 'connectionId', 'strategy', 'clientId', 'clientName', 'organizationId', 'organizationName'],
  region: ['country', 'city', 'timeZone'],
  outcome: ['type', 'text', 'error', 'errorType', 'prompts'],
} as const;

export type Group<G extends keyof typeof GROUPS> = Record<(typeof GROUPS)[G][number], string | null>;

/** Facts that are likely to come again are a text, others are `own_facts`: JSON in the row. */
export const COLUMNS = ['id', 'log_id', 'kind', 'session', 'trans', 'body', 'own_facts', ...TEXT_COLUMNS];

export type Stored = null | number | string | Uint8Array;
/** A row as an array, as SQLite returns it. */
export type StoredRow = Stored[];

/** Begins the text of a person or a group, and no other: else somebody could write it elsewhere and never be found. */
const MARK = '\u0001';
const PERSON = `${MARK}[`;
const GROUP = `${MARK} `;

/** Who an event names is one text, so that rows hold one number and look-ups need one key. */
export function personText(userId: string | null, identifier: string | null): string {
  return MARK + JSON.stringify([userId, identifier]);
}

/** Null where the text is no person. */
export function parsePerson(text: string): [userId: string | null, identifier: string | null] | null {
  if (!text.startsWith(PERSON)) return null;
  // Mostly both are there and nothing in them is escaped: several times as quick as JSON.
  const between = text.indexOf('","');
  return between === -1 || text.includes('\\')
    ? JSON.parse(text.slice(MARK.length))
    : [text.slice(PERSON.length + 1, between), text.slice(between + 3, -2)];
}

/** What comes together is one text, so that rows hold one number for all of it. */
export function groupText(parts: readonly (string | null)[]): string {
  return GROUP + JSON.stringify(parts.map((part) => (part === null ? null : storable(part))));
}

/** Null where the text is no group. */
export function parseGroup(text: string): (string | null)[] | null {
  return text.startsWith(GROUP) ? JSON.parse(text.slice(GROUP.length)) : null;
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
