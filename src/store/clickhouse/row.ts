import type { Facts, LogEvent } from '../../event/log-event.ts';
import { kindOf } from '../kind.ts';
import { storable } from '../storable.ts';
import type { Cell } from './nodes.ts';

/** The columns of an event besides its log id, its time and its kind, in the order in which rows are read. */
const TEXTS = [
  ['type', 'type'],
  ['userId', 'user_id'],
  ['identifier', 'identifier'],
  ['targetUserId', 'target_user_id'],
  ['connection', 'connection'],
  ['connectionId', 'connection_id'],
  ['strategy', 'strategy'],
  ['clientId', 'client_id'],
  ['clientName', 'client_name'],
  ['organizationId', 'organization_id'],
  ['organizationName', 'organization_name'],
  ['ip', 'ip'],
  ['userAgent', 'user_agent'],
  ['country', 'country'],
  ['city', 'city'],
  ['timeZone', 'time_zone'],
  ['text', 'text'],
  ['error', 'error'],
  ['errorType', 'error_type'],
  ['sessionId', 'session_id'],
  ['transactionId', 'transaction_id'],
] as const satisfies readonly (readonly [keyof LogEvent, string])[];

const NAMES = TEXTS.map(([, column]) => column);

/** What is read of a row to have its event. */
export const EVENT = ['log_id', 'toUnixTimestamp64Milli(at)', ...NAMES, 'prompts', 'facts'].join(', ');

/** All of an event's texts in one, to be searched. */
export const EVERY_TEXT = `concat(${[...NAMES, 'facts'].map((column) => `ifNull(toString(${column}), '')`).join(`, '\\n', `)})`;

export const INSERTED = ['log_id', 'at', ...NAMES, 'prompts', 'facts', 'kind', 'body'] as [string, ...string[]];

const SEPARATOR = '\n';
const PROMPTS = NAMES.length + 2;

/** An event as it can be kept. */
export function storableEvent(event: LogEvent): LogEvent {
  const kept = { ...event, logId: storable(event.logId), prompts: event.prompts?.map(storable) ?? null };
  for (const [name] of TEXTS) if (kept[name] !== null) (kept as Record<string, unknown>)[name] = storable(kept[name]);
  return kept;
}

export function toRow(event: LogEvent, body: string): Cell[] {
  const facts = JSON.stringify(event.facts);
  return [
    event.logId,
    event.at,
    ...TEXTS.map(([name]) => event[name]),
    event.prompts === null ? null : event.prompts.join(SEPARATOR),
    facts === '{}' ? '' : facts,
    kindOf(event),
    body,
  ];
}

/** @param row cells of EVENT */
export function fromRow(row: readonly Cell[]): LogEvent {
  const event: Record<string, unknown> = { logId: row[0], at: row[1] };
  for (const [i, [name]] of TEXTS.entries()) event[name] = row[i + 2];
  const prompts = row[PROMPTS] as string | null;
  event.prompts = prompts === null ? null : prompts === '' ? [] : prompts.split(SEPARATOR);
  const facts = row[PROMPTS + 1] as string;
  event.facts = facts === '' ? {} : (JSON.parse(facts) as Facts);
  return event as unknown as LogEvent;
}

/** An event as one text without what is null: how `by_key` holds it. Log id and time stand beside it. */
export function toText({ logId: _, at: __, ...event }: LogEvent): string {
  return JSON.stringify(event, (_key, value: unknown) => (value === null ? undefined : value));
}

export function fromText(logId: string, at: number, text: string): LogEvent {
  return { ...NOTHING, ...(JSON.parse(text) as Partial<LogEvent>), logId, at };
}

const NOTHING = Object.fromEntries([...TEXTS.map(([name]) => [name, null]), ['prompts', null]]) as unknown as LogEvent;
