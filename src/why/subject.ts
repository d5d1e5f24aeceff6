import ipaddr from 'ipaddr.js';
import { Fault } from '../errors.ts';
import { identifierKey } from '../event/identifier.ts';

/** Whom or what a question is about. */
export type Subject =
  | { kind: 'person'; asked: string; userId: string | null; identifier: string | null }
  | { kind: 'address'; asked: string; ip: string }
  | { kind: 'event'; asked: string; logId: string };

const EMAIL = /^[^\s@<>|,;:"()[\]\\]+@[^\s@<>|,;:"()[\]\\]+\.[^\s@<>|,;:"()[\]\\.]{2,}$/u;
const USER_ID = /^[^\s|@]+\|[^\s]+$/;
const PHONE = /^\+?[\d\s().-]{6,24}$/;
const EXAMPLE =
  'Like this: ada@example.com, auth0|5f7c8ec7c33c6c004bbafe82, +15551234567, ip:203.0.113.7 or log:90020…';
const LONGEST = 512;

/** Slack wraps addresses: <mailto:ada@example.com|ada@example.com>, <tel:…|…>. */
function unwrapped(text: string): string {
  const link = /^<(?:mailto:|tel:)?([^|>]+)(?:\|[^>]*)?>$/.exec(text);
  return (link?.[1] ?? text).replace(/^mailto:/i, '').trim();
}

/**
 * Reads what somebody typed: an e-mail address (Slack's mailto markup too), a user id, a phone number, a user name,
 * `ip:…` or `log:…`. Throws a Fault that quotes it and says what would be valid.
 */
export function parseSubject(typed: string): Subject {
  const asked = unwrapped(typed.trim());
  if (asked === '') throw new Fault('bad_request', `Whom is this about? ${EXAMPLE}`);
  if (asked.length > LONGEST)
    throw new Fault('bad_request', `That is too long to be a name (${asked.length} characters). ${EXAMPLE}`);

  const prefixed = /^(ip|log):\s*(.*)$/i.exec(asked);
  if (prefixed?.[1]?.toLowerCase() === 'ip') {
    const ip = prefixed[2]!;
    if (!ipaddr.isValid(ip)) throw new Fault('bad_request', `“${ip}” isn’t an IP address. ${EXAMPLE}`);
    return { kind: 'address', asked, ip: ipaddr.process(ip).toString() };
  }
  if (prefixed) {
    if (!/^[\w-]{8,128}$/.test(prefixed[2]!))
      throw new Fault('bad_request', `“${prefixed[2]}” isn’t a log id. ${EXAMPLE}`);
    return { kind: 'event', asked, logId: prefixed[2]! };
  }
  if (USER_ID.test(asked)) return { kind: 'person', asked, userId: asked, identifier: null };
  if (EMAIL.test(asked) || PHONE.test(asked))
    return { kind: 'person', asked, userId: null, identifier: identifierKey(asked) };
  if (/\s/.test(asked) || asked.includes('@')) {
    throw new Fault('bad_request', `“${asked}” isn’t an e-mail address, a user id or a phone number. ${EXAMPLE}`);
  }
  // User names and ids without their provider look alike: both are tried.
  return {
    kind: 'person',
    asked,
    userId: /^[0-9a-f]{24}$/i.test(asked) ? asked : null,
    identifier: identifierKey(asked),
  };
}
