import { identifierKey } from '../../event/identifier.ts';
import { bareId } from '../../event/user-id.ts';
import { hash } from '../hash.ts';

/** A user id is found with and without its provider's prefix. */
export function personOfUser(userId: string): number {
  return hash(`u${bareId(userId)}`);
}

export function personOfName(identifier: string): number {
  return hash(`n${identifierKey(identifier)}`);
}

/** Log ids are 56 digits: half the bytes when packed. Anything else stays text. */
export function packLogId(logId: string): Buffer | string {
  return /^(?:\d\d){8,40}$/.test(logId) ? Buffer.from(logId, 'hex') : logId;
}

export function unpackLogId(stored: Uint8Array | string): string {
  return typeof stored === 'string'
    ? stored
    : Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex');
}

const HEX = 0;
const BASE64URL = 1;
const TEXT = 2;
const IS_HEX = /^(?:[0-9a-f]{2})+$/;

/** Session and transaction ids are random: hex or base64url. Packed where nothing is lost; the first byte says how. */
export function packId(id: string): Buffer {
  if (IS_HEX.test(id)) return packed(HEX, id, 'hex', id.length / 2);
  const bytes = Buffer.from(id, 'base64url');
  return bytes.toString('base64url') === id
    ? packed(BASE64URL, id, 'base64url', bytes.length)
    : packed(TEXT, id, 'utf8', Buffer.byteLength(id));
}

function packed(how: number, id: string, encoding: BufferEncoding, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length + 1);
  bytes[0] = how;
  bytes.write(id, 1, encoding);
  return bytes;
}

/** @param hex what packId made, in hex as SQLite writes it */
export function unpackId(hex: string): string {
  const how = Number(hex.slice(0, 2));
  return how === HEX
    ? hex.slice(2).toLowerCase()
    : Buffer.from(hex.slice(2), 'hex').toString(how === BASE64URL ? 'base64url' : 'utf8');
}
