import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { identifierKey } from './event/identifier.ts';

const HIDDEN = '••';

/** 'ada.lovelace@example.com' → 'a••@example.com'; a phone number keeps two digits, a user id its provider and last four. */
export function maskIdentifier(identifier: string): string {
  const text = identifier.trim();
  const at = text.lastIndexOf('@');
  if (text.includes('|'))
    return `${text.slice(0, text.indexOf('|'))}|${HIDDEN}${at < 0 ? text.slice(-4) : text.slice(at)}`;
  if (at >= 0) return `${first(text.slice(0, at))}${HIDDEN}${text.slice(at)}`;
  if (/^\+?[\d\s().-]{6,}$/.test(text)) return `${HIDDEN}${text.replace(/\D/g, '').slice(-2)}`;
  return `${first(text)}${HIDDEN}`;
}

/** The first letter as people see it, whole emoji and accents included. */
function first(text: string): string {
  return [...text][0] ?? '';
}

/** The network of an address: /24 of IPv4, /48 of IPv6. What is no address is hidden whole. */
export function maskIp(ip: string): string {
  if (!ipaddr.isValid(ip)) return HIDDEN;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return `${address.toString().split('.').slice(0, 3).join('.')}.0/24`;
  const parts = (address as ipaddr.IPv6).parts;
  return `${new ipaddr.IPv6([parts[0]!, parts[1]!, parts[2]!, 0, 0, 0, 0, 0]).toString()}/48`;
}

const IP = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:]|\.\d)/gi;

/** Every whole address in free text as its network. */
export function maskIpsIn(text: string): string {
  return text.replace(IP, (found) => (ipaddr.isValid(found) ? maskIp(found) : found));
}

/** A name for the log and the audit that only the holder of the secret can recognize: HMAC-SHA256, 16 hex digits. */
export function keyedHash(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 16);
}

/** The name by which audit and feedback know somebody: the same however the name was written. */
export function subjectHash(secret: string, who: string): string {
  return keyedHash(secret, identifierKey(who));
}

/** Every part is bounded, so that hostile text costs linear time. */
const TOKEN =
  /\beyJ[\w-]{6,4096}(?:\.[\w-]{1,8192}){1,2}|\bx(?:ox[a-z]|app)-[\w-]{6,512}|\bBearer\s+[\w.~+/=-]{8,8192}/g;
const USER_ID = /\b[a-z][a-z0-9_-]{1,40}\|[^\s"'<>,;()]{2,255}[^\s"'<>,;().:!?]/gi;
const EMAIL = /[^\s@<>"'“”‘’(),;:|[\]{}`]{1,64}@[^\s@<>"'“”‘’(),;:|[\]{}`/?&=]{1,190}\.[a-z0-9-]{2,24}/gi;
const PHONE = /\+\d(?:[ ().-]{0,2}\d){6,14}/g;

/**
 * Masks e-mail addresses, user ids, phone numbers and tokens in free text.
 * @param keep names to leave whole: the person's who was asked about, compared without regard to case
 */
export function maskPeople(text: string, { keep = [] }: { keep?: readonly string[] } = {}): string {
  const whole = new Set(keep.map((name) => name.toLowerCase()));
  const mask = (found: string) => (whole.has(found.toLowerCase()) ? found : maskIdentifier(found));
  return text.replace(TOKEN, HIDDEN).replace(USER_ID, mask).replace(EMAIL, mask).replace(PHONE, mask);
}
