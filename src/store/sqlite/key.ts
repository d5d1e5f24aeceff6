import { identifierKey } from '../../event/identifier.ts';
import { hash } from '../hash.ts';
import { bareId } from '../user-id.ts';

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
  return typeof stored === 'string' ? stored : textOf(stored, 0, 'hex');
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

export function unpackId(stored: Uint8Array): string {
  return textOf(stored, 1, stored[0] === HEX ? 'hex' : stored[0] === BASE64URL ? 'base64url' : 'utf8');
}

function textOf(stored: Uint8Array, from: number, encoding: BufferEncoding): string {
  return Buffer.from(stored.buffer, stored.byteOffset + from, stored.byteLength - from).toString(encoding);
}
