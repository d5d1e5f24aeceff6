import { isIndexedType } from '../../event/event-types.ts';
import { isFailedAttempt, isLogin, isUnnamed } from '../../event/kind.ts';
import type { Facts, LogEvent } from '../../event/log-event.ts';
import type { Dictionary } from './dictionary.ts';
import { packId, packLogId, unpackId, unpackLogId } from './key.ts';

/** Bits of `kind`: what the partial indexes select. */
export const INDEXED = 1;
export const FAILED = 2;
export const LOGIN = 4;
export const EXCHANGE = 8;
const UNNAMED = 16;

/** Events of one millisecond that find room before they spill into the next. */
const SLOTS = 2048;

/** The first key of a moment; keys of that millisecond are below firstId(at + 1). */
export function firstId(at: number): number {
  return at * SLOTS;
}

/** Where an event would like to lie within its millisecond: spread by its log id, so that few have to move. */
export function preferredId(event: Pick<LogEvent, 'logId' | 'at'>): number {
  let slot = 0;
  for (let i = Math.max(0, event.logId.length - 12); i < event.logId.length; i++)
    slot = (slot * 31 + event.logId.charCodeAt(i)) % SLOTS;
  return firstId(event.at) + slot;
}

export function kindOf(event: LogEvent): number {
  return (
    (isIndexedType(event.type) ? INDEXED : 0) |
    (isFailedAttempt(event) ? FAILED : 0) |
    (isLogin(event) ? LOGIN : 0) |
    (event.type === 'seacft' ? EXCHANGE : 0) |
    (isUnnamed(event) ? UNNAMED : 0)
  );
}

/** In the order of `toParameters`. */
export const COLUMNS =
  'id, log_id, type, kind, user, name, target, connection, connection_id, strategy, client, client_name, organization, organization_name, ip, agent, country, city, zone, words, error, error_type, session, trans, prompts, facts, block';

type Stored = null | number | string | Uint8Array;
/** A row of COLUMNS as an array, as SQLite returns it. */
export type StoredRow = Stored[];

const SEPARATOR = '\n';

export function toParameters(event: LogEvent, id: number, block: number, texts: Dictionary): Stored[] {
  const facts = JSON.stringify(event.facts);
  return [
    id,
    packLogId(event.logId),
    texts.number(event.type),
    kindOf(event),
    texts.number(event.userId),
    texts.number(event.identifier),
    texts.number(event.targetUserId),
    texts.number(event.connection),
    texts.number(event.connectionId),
    texts.number(event.strategy),
    texts.number(event.clientId),
    texts.number(event.clientName),
    texts.number(event.organizationId),
    texts.number(event.organizationName),
    texts.number(event.ip),
    texts.number(event.userAgent),
    texts.number(event.country),
    texts.number(event.city),
    texts.number(event.timeZone),
    texts.number(event.text),
    texts.number(event.error),
    texts.number(event.errorType),
    event.sessionId === null ? null : packId(event.sessionId),
    event.transactionId === null ? null : packId(event.transactionId),
    event.prompts === null ? null : texts.number(event.prompts.join(SEPARATOR)),
    facts === '{}' ? null : facts,
    block,
  ];
}

export function fromRow(row: StoredRow, texts: Dictionary): LogEvent {
  const text = (column: number) => texts.text(row[column] as number | null);
  const prompts = text(24);
  return {
    logId: unpackLogId(row[1] as Uint8Array | string),
    at: Math.floor((row[0] as number) / SLOTS),
    type: text(2)!,
    userId: text(4),
    identifier: text(5),
    targetUserId: text(6),
    connection: text(7),
    connectionId: text(8),
    strategy: text(9),
    clientId: text(10),
    clientName: text(11),
    organizationId: text(12),
    organizationName: text(13),
    ip: text(14),
    userAgent: text(15),
    country: text(16),
    city: text(17),
    timeZone: text(18),
    text: text(19),
    error: text(20),
    errorType: text(21),
    sessionId: row[22] === null ? null : unpackId(row[22] as Uint8Array),
    transactionId: row[23] === null ? null : unpackId(row[23] as Uint8Array),
    prompts: prompts === null ? null : prompts === '' ? [] : prompts.split(SEPARATOR),
    facts: row[25] === null ? {} : (JSON.parse(row[25] as string) as Facts),
  };
}
