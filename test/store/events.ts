import fc from 'fast-check';
import type { Arrival, Facts, LogEvent } from '../../src/event/log-event.ts';

/** A Tuesday; the tests' stories begin there. */
export const START = Date.UTC(2026, 9, 6, 8);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Everything there can be. */
export const EVER = { from: 0, to: Date.UTC(2099, 0, 1) };

let made = 0;

/** A log id as Auth0 writes them: 56 digits. */
export function logId(number: number): string {
  return `900202610060800${String(number).padStart(21, '0')}12233720368547758070`;
}

/** An event with what matters to a test; everything else is empty. */
export function event(fields: Partial<LogEvent> = {}): LogEvent {
  made++;
  return {
    logId: logId(made),
    at: START + made,
    type: 's',
    userId: null,
    identifier: null,
    targetUserId: null,
    connection: null,
    connectionId: null,
    strategy: null,
    clientId: null,
    clientName: null,
    organizationId: null,
    organizationName: null,
    ip: null,
    userAgent: null,
    country: null,
    city: null,
    timeZone: null,
    text: null,
    error: null,
    errorType: null,
    sessionId: null,
    transactionId: null,
    prompts: null,
    facts: {},
    ...fields,
  };
}

/** An event with its body, as it comes to the store. */
export function arrival(of: LogEvent): Arrival {
  return { event: of, body: JSON.stringify({ log_id: of.logId, type: of.type, date: new Date(of.at).toISOString() }) };
}

/** Texts as hostile as a database can hold; never empty, as empty ones are null. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((any) => any.replaceAll('\0', '\r\n'));
const maybe = fc.option(
  fc.oneof(
    text,
    fc.constantFrom('\u0001["auth0|1","a@example.com"]', '\u0001 ["s"]', '\u0001\u0001', "'; --", '[]', 'null'),
  ),
);
const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    redirectUri: text,
    captcha: fc.boolean(),
    requiresVerification: fc.boolean(),
    amr: fc.array(text, { maxLength: 3 }),
    executions: fc.array(text, { maxLength: 3 }),
    aclMatches: fc.nat(),
    factorId: text,
    api: fc.record({
      method: fc.constant('PATCH'),
      path: text,
      actor: fc.option(text),
      changed: fc.array(text, { maxLength: 3 }),
      set: fc.dictionary(word, fc.oneof(fc.boolean(), text, fc.integer(), fc.constant(null)), {
        noNullPrototype: true,
      }),
    }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const id = fc.oneof(
  text,
  fc.stringMatching(/^[0-9a-f]{8,40}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/),
  fc.stringMatching(/^[0-9]{16,56}$/),
);

/** Any event that the normalizer could make, and then some. */
export const anyEvent: fc.Arbitrary<LogEvent> = fc.record(
  {
    logId: id,
    at: fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) - 1 }),
    type: fc.oneof(fc.constantFrom('s', 'f', 'fp', 'fu', 'sapi', 'pla', 'seacft', 'limit_wc', 'new_type'), word),
    userId: maybe,
    identifier: maybe,
    targetUserId: maybe,
    connection: maybe,
    connectionId: maybe,
    strategy: maybe,
    clientId: maybe,
    clientName: maybe,
    organizationId: maybe,
    organizationName: maybe,
    ip: fc.option(fc.oneof(fc.ipV4(), fc.ipV6(), text)),
    userAgent: maybe,
    country: maybe,
    city: maybe,
    timeZone: maybe,
    text: maybe,
    error: maybe,
    errorType: maybe,
    sessionId: fc.option(id),
    transactionId: fc.option(id),
    prompts: fc.option(fc.array(word, { maxLength: 3 })),
    facts,
  },
  { noNullPrototype: true },
);
