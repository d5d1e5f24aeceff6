import { gzipSync } from 'node:zlib';
import { asEventBridge, type StreamRow } from '../tenant/forms.ts';
import type { LoggedRow } from '../tenant/numbering.ts';
import { Delivery, type Parcel } from './delivery.ts';

/** How a custom webhook stream writes its events. Auth0 documents the first; the others are settings of the stream. */
export type Format = 'JSONLINES' | 'JSONARRAY' | 'JSONOBJECT';

interface StreamSettings {
  url: string;
  format?: Format;
  /** Sent as it is in the Authorization header. */
  authorization?: string;
  /** Compressed on its way, as a proxy in between may do. */
  gzip?: boolean;
  most?: number;
  lanes?: number;
  twice?: number;
  /** Between tries, ms. */
  pause?: number;
}

const CONTENT_TYPE: Record<Format, string> = {
  JSONLINES: 'application/x-ndjson',
  JSONARRAY: 'application/json',
  JSONOBJECT: 'application/json',
};

/** A custom webhook log stream: batches, three tries, then the error on its Health page, then again. */
export function logStream(settings: StreamSettings): Delivery {
  const { url, format = 'JSONLINES', authorization, gzip = false, most = 100, lanes = 2 } = settings;
  return new Delivery({
    url,
    most,
    lanes,
    tries: 3,
    pause: settings.pause ?? 20,
    patience: 10_000,
    twice: settings.twice ?? 0,
    pack(rows): Parcel {
      const text = bodyOf(rows, format);
      return {
        headers: {
          'content-type': CONTENT_TYPE[format],
          'user-agent': 'auth0-logstream/1.0',
          ...(authorization === undefined ? {} : { authorization }),
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        },
        body: gzip ? gzipSync(text) : text,
      };
    },
  });
}

function bodyOf(rows: readonly StreamRow[], format: Format): string {
  if (format === 'JSONLINES') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  if (format === 'JSONARRAY') return JSON.stringify(rows);
  return JSON.stringify(rows.length === 1 ? rows[0] : { logs: rows });
}

/**
 * An EventBridge rule whose target is an API destination: one event a request, the key in the header that the
 * connection names, five seconds for an answer.
 */
export function eventBridge(settings: { url: string; header: string; key: string; lanes?: number }): Delivery {
  return new Delivery({
    url: settings.url,
    most: 1,
    lanes: settings.lanes ?? 4,
    tries: 185,
    pause: 20,
    patience: 5_000,
    twice: 0,
    pack: ([row]) => ({
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Amazon/EventBridge',
        [settings.header]: settings.key,
      },
      body: JSON.stringify({ ...asEventBridge(asLogged(row!)), detail: row }),
    }),
  });
}

/** As much of a logged row as the envelope reads. */
function asLogged({ log_id, data }: StreamRow): LoggedRow {
  return { logId: log_id, at: Date.parse(data.date), device: null, body: data };
}
