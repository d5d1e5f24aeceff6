import { createHash } from 'node:crypto';
import { canonicalIp } from './address.ts';
import { API_TYPES, apiCallOf } from './api-call.ts';
import { dateOf } from './date.ts';
import { factsOf } from './facts.ts';
import { array, type JsonObject, NOTHING, object, text } from './json.ts';
import type { Arrival, Facts, LogEvent, OddEvent } from './log-event.ts';
import { changedIdentifier, identifierIn, LONGEST_IDENTIFIER } from './person.ts';

const LONGEST_ID = 256;
const LONGEST_NAME = 256;
const LONGEST_TEXT = 2_000;
const LONGEST_USER_AGENT = 512;
const LONGEST_CODE = 64;
const MOST_PROMPTS = 32;
/** What is kept of an event that was not understood. */
export const LONGEST_ODD = 64 * 1024;

/** Why a value is no event, one short reason each so that reasons can be counted. */
const ODD = {
  notAnObject: 'not an object',
  tooDeep: 'nested too deeply',
  tooLong: 'too long',
  noType: 'no type',
  noDate: 'no date',
} as const;

/**
 * One bare event (its envelope taken off by `unwrap`) as a LogEvent with its own JSON, or the reason why it is none.
 * `logId` is the envelope's and wins over the event's own; `json` is the event's own text on one line, where the
 * caller still has it: writing it anew takes longer than all the rest. Understands what every known source makes of
 * an event; never throws, whatever the value. Sizes: texts are cut at the constants above.
 */
export function normalize(raw: unknown, logId?: string, json?: string): Arrival | OddEvent {
  const row = object(raw);
  if (row === null) return odd(ODD.notAnObject, raw);
  const body = json ?? stringified(row);
  if (typeof body !== 'string') return body;
  const type = text(row.type, LONGEST_ID)?.trim();
  if (!type) return odd(ODD.noType, row);
  const at = dateOf(row.date);
  if (at === null) return odd(ODD.noDate, row);
  const id = logId ?? logIdOf(row) ?? hashOf(row);
  return typeof id === 'string' ? { event: eventOf(row, type, at, id), body } : id;
}

/** A value that could not be understood, with as much of it as is worth keeping. */
function odd(reason: string, value: unknown): OddEvent {
  const raw = typeof value === 'string' ? value : stringified(value);
  return { reason, raw: typeof raw === 'string' ? raw.slice(0, LONGEST_ODD) : '' };
}

/**
 * The value as JSON, or why there is none: JSON.parse has no limit of depth, JSON.stringify has; and where one long
 * text stands in a value many times, its JSON can be longer than a string may be.
 */
function stringified(value: unknown): string | OddEvent {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    return { reason: /string length/i.test(String(error)) ? ODD.tooLong : ODD.tooDeep, raw: '' };
  }
}

function logIdOf(row: JsonObject): string | null {
  return text(row.log_id, LONGEST_ID) ?? text(object(row._id)?.$oid ?? row._id, LONGEST_ID) ?? text(row.id, LONGEST_ID);
}

/** Of the JSON as we write it, so that the spaces of one source make no other event of it. */
function hashOf(row: JsonObject): string | OddEvent {
  const body = stringified(row);
  return typeof body === 'string' ? `sha256-${createHash('sha256').update(body).digest('hex')}` : body;
}

function eventOf(row: JsonObject, type: string, at: number, logId: string): LogEvent {
  const details = detailsOf(row.details);
  const isApi = API_TYPES.has(type);
  const error = object(details.error);
  const qs = object(details.qs) ?? NOTHING;
  const body = isApi ? NOTHING : (object(details.body) ?? NOTHING);
  const prompts = Array.isArray(details.prompts) ? details.prompts : null;
  const first = object(prompts?.[0]) ?? NOTHING;
  const invitation = object(details.invitation) ?? NOTHING;
  const payload = object(error?.payload) ?? NOTHING;
  const place = object(row.location_info) ?? NOTHING;
  const country = text(place.country_code, 3)?.toUpperCase();

  const description = text(row.description, LONGEST_TEXT);
  const words = wordsOf(row, details, description);
  const userId = text(row.user_id, LONGEST_ID);
  const clientId =
    text(row.client_id, LONGEST_ID) ??
    text(qs.client_id, LONGEST_ID) ??
    text(object(payload.client)?.clientID ?? payload.clientID, LONGEST_ID) ??
    text(body.client_id ?? invitation.client_id ?? details.requested_client_id, LONGEST_ID);
  const clientName = text(row.client_name, LONGEST_NAME);

  const facts = factsOf(type, details, words);
  let identifier = text(row.user_name, LONGEST_IDENTIFIER);
  let targetUserId: string | null = null;
  if (isApi) {
    const call = apiCallOf(details, clientName ?? clientId);
    if (call) {
      facts.api = call.api;
      targetUserId = call.targetUserId;
      if (call.linked !== null) facts.linkedUserIds = [call.linked];
    }
  } else {
    const change = changedIdentifier(body);
    if (change) {
      facts.newIdentifier = change.after;
      identifier = change.before ?? identifier;
    }
    // Second factors name nobody by text; their details hold masked phone numbers and device names.
    if (identifier === null && !type.startsWith('gd_')) identifier = identifierIn(details, [description, words]);
    linkPrompts(facts, prompts, userId);
  }
  const session = text(details.session_connection ?? row.session_connection, LONGEST_NAME);
  if (session !== null) facts.sessionConnection = session;

  return {
    logId,
    at,
    type,
    userId,
    identifier,
    targetUserId,
    connection:
      text(row.connection, LONGEST_NAME) ??
      text(row.connection_name, LONGEST_NAME) ??
      text(details.connection ?? first.connection ?? body.connection, LONGEST_NAME) ??
      text(object(details.query)?.connection, LONGEST_NAME),
    connectionId: text(row.connection_id, LONGEST_ID) ?? text(first.connection_id, LONGEST_ID),
    strategy: text(row.strategy, LONGEST_NAME) ?? text(first.strategy, LONGEST_NAME),
    clientId,
    clientName,
    organizationId:
      text(row.organization_id, LONGEST_ID) ?? text(object(invitation.inviter)?.organization_id, LONGEST_ID),
    organizationName: text(row.organization_name, LONGEST_NAME),
    ip: canonicalIp(row.ip) ?? canonicalIp(row.client_ip),
    userAgent: text(row.user_agent, LONGEST_USER_AGENT),
    country: country?.length === 2 ? country : null,
    city: text(place.city_name, LONGEST_NAME),
    timeZone: text(place.time_zone, LONGEST_NAME),
    text: words,
    error: errorCode(error, details, description),
    errorType: text(error?.type, LONGEST_NAME),
    sessionId:
      text(details.session_id ?? row.session_id, LONGEST_ID) ??
      text(first.session_id ?? object(details.refresh_token)?.session_id, LONGEST_ID),
    transactionId: text(details.transaction_id, LONGEST_ID),
    prompts: prompts && promptNames(prompts),
    facts,
  };
}

/** Usually an object; null, an array or prose mean that there is nothing to read; some exports write it as JSON text. */
function detailsOf(value: unknown): JsonObject {
  if (typeof value !== 'string') return object(value) ?? NOTHING;
  if (!value.startsWith('{')) return NOTHING;
  try {
    return object(JSON.parse(value)) ?? NOTHING;
  } catch {
    return NOTHING;
  }
}

/** What went wrong in words: the error's message, else the description, else whatever prose the details hold. */
function wordsOf(row: JsonObject, details: JsonObject, description: string | null): string | null {
  const error = object(details.error);
  return (
    text(error?.message, LONGEST_TEXT) ??
    description ??
    text(
      typeof details.error === 'string' ? details.error : (error?.oauthError ?? error?.detail ?? error?.title),
      LONGEST_TEXT,
    ) ??
    text(typeof details.description === 'string' ? details.description : null, LONGEST_TEXT) ??
    text(typeof row.details === 'string' && !row.details.startsWith('{') ? row.details : null, LONGEST_TEXT)
  );
}

const SNAKE_CASE = /^[a-z]+(?:_[a-z]+)+$/;

/** OAuth codes are one word, mostly with underscores; Auth0 also writes whole sentences in their place. */
function errorCode(error: JsonObject | null, details: JsonObject, description: string | null): string | null {
  const given = text(error?.oauthError ?? error?.error, LONGEST_TEXT);
  if (given !== null && given.length <= LONGEST_CODE && /^[a-z][\w.-]*$/i.test(given)) return given;
  // The password grant's "mfa_required" and its like stand alone, as the error or as the description.
  const alone = text(details.error, LONGEST_CODE) ?? description;
  return alone !== null && alone.length <= LONGEST_CODE && SNAKE_CASE.test(alone) ? alone : null;
}

function promptNames(prompts: readonly unknown[]): string[] {
  // A prompt without a name is still a prompt: an empty list would say that nothing was typed.
  return prompts.slice(0, MOST_PROMPTS).map((prompt) => text(object(prompt)?.name, LONGEST_NAME) ?? 'unnamed');
}

/** A login through a linked identity: the event has the main account's user id, the prompt the other's. */
function linkPrompts(facts: Facts, prompts: readonly unknown[] | null, userId: string | null): void {
  if (userId === null) return;
  for (const prompt of array(prompts).slice(0, MOST_PROMPTS)) {
    const id = text(object(prompt)?.user_id, LONGEST_ID);
    if (id === null || id === userId || facts.linkedUserIds?.includes(id)) continue;
    facts.linkedUserIds = [...(facts.linkedUserIds ?? []), id];
  }
}
