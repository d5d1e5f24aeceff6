import { identifierKey } from '../../event/identifier.ts';
import { bareId } from '../../event/user-id.ts';
import { hash } from '../hash.ts';
import { parsePerson } from './row.ts';

/** A user id is found with and without its provider's prefix. */
export function personOfUser(userId: string): number {
  return hash(`u${bareId(userId)}`);
}

export function personOfName(identifier: string): number {
  return hash(`n${identifierKey(identifier)}`);
}

/** The numbers by which a text is found: a person's by name and by user id, any other's by itself. */
export function keysOf(text: string): [number, ...number[]] {
  const [userId, identifier] = parsePerson(text) ?? [null, null];
  if (identifier !== null)
    return userId === null ? [personOfName(identifier)] : [personOfName(identifier), personOfUser(userId)];
  return userId === null ? [hash(text)] : [personOfUser(userId)];
}

/** Log ids are 56 digits: half the bytes when packed. Anything else stays text. */
export function packLogId(logId: string): Buffer | string {
  return /^(?:\d\d){8,40}$/.test(logId) ? Buffer.from(logId, 'hex') : logId;
}

/** Stands before the hex of a log id that is text, in a list of them. */
export const TEXT_ID = '-';

/** @param hex of packed log ids, with commas between */
export function unpackLogIds(hex: string): string[] {
  const ids = hex.split(',');
  if (hex.includes(TEXT_ID))
    for (const [i, id] of ids.entries())
      if (id.startsWith(TEXT_ID)) ids[i] = Buffer.from(id.slice(TEXT_ID.length), 'hex').toString('utf8');
  return ids;
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

/** @param hex of what packId made, as SQLite writes it, with commas between; nothing where there is none */
export function unpackIds(hex: string): (string | null)[] {
  let [last, id]: [string, string | null] = ['', null];
  return hex
    .toLowerCase()
    .split(',')
    .map((next) => {
      // Neighbours are often of one session.
      if (next !== last) [last, id] = [next, unpackId(next)];
      return id;
    });
}

function unpackId(hex: string): string | null {
  if (hex === '') return null;
  const how = Number(hex.slice(0, 2));
  return how === HEX
    ? hex.slice(2)
    : Buffer.from(hex.slice(2), 'hex').toString(how === BASE64URL ? 'base64url' : 'utf8');
}
