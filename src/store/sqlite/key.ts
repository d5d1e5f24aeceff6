import { identifierKey } from '../../event/identifier.ts';

/**
 * 52 bits of a text, as an integer that SQLite stores in seven bytes or less (cyrb53, public domain by bryc).
 * Only to find rows quickly: whoever asks compares the text itself.
 */
export function hash(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (0xfffff & b) + (a >>> 0);
}

/** A user id is found with and without its provider's prefix. */
export function personOfUser(userId: string): number {
  return hash(`u${bareId(userId)}`);
}

export function personOfName(identifier: string): number {
  return hash(`n${identifierKey(identifier)}`);
}

export function bareId(userId: string): string {
  return userId.slice(userId.indexOf('|') + 1);
}

/** Log ids are 56 digits: half the bytes when packed. Anything else stays text. */
export function packLogId(logId: string): Buffer | string {
  return /^(?:\d\d){8,40}$/.test(logId) ? Buffer.from(logId, 'hex') : logId;
}

export function unpackLogId(stored: Uint8Array | string): string {
  return typeof stored === 'string' ? stored : Buffer.from(stored).toString('hex');
}

const HEX = 0;
const BASE64URL = 1;
const TEXT = 2;

/** Session and transaction ids are random: hex or base64url. Packed where nothing is lost; the first byte says how. */
export function packId(id: string): Buffer {
  if (/^(?:[0-9a-f]{2})+$/.test(id)) return Buffer.concat([Buffer.of(HEX), Buffer.from(id, 'hex')]);
  const packed = Buffer.from(id, 'base64url');
  return packed.toString('base64url') === id
    ? Buffer.concat([Buffer.of(BASE64URL), packed])
    : Buffer.concat([Buffer.of(TEXT), Buffer.from(id)]);
}

export function unpackId(stored: Uint8Array): string {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset + 1, stored.byteLength - 1);
  return bytes.toString(stored[0] === HEX ? 'hex' : stored[0] === BASE64URL ? 'base64url' : 'utf8');
}
