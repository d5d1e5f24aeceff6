import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What senders show to prove who they are; a way in that has none is closed. */
export interface StreamKeys {
  /** The Authorization header of a log stream, with or without "Bearer ". */
  stream?: string | undefined;
  eventBridge?: { header: string; key: string } | undefined;
}

export type StreamSource = 'log stream' | 'EventBridge';

/** Who sends this, or null: nobody that is known. Takes as long for a wrong key as for a right one. */
export function senderOf({ headers }: IncomingMessage, { stream, eventBridge }: StreamKeys): StreamSource | null {
  const authorization = headers.authorization ?? '';
  const isStream = [stream, stream === undefined ? undefined : `Bearer ${stream}`].map((key) =>
    same(authorization, key),
  );
  const shown = eventBridge === undefined ? undefined : headers[eventBridge.header.toLowerCase()];
  const isEventBridge = same(typeof shown === 'string' ? shown : '', eventBridge?.key);
  return isStream.includes(true) ? 'log stream' : isEventBridge ? 'EventBridge' : null;
}

/** Hashes have one length, and tell nothing of what was equal. */
function same(shown: string, key: string | undefined): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(shown), digest(key ?? '')) && key !== undefined && key !== '';
}
