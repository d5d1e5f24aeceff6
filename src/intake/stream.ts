import type { IncomingMessage, ServerResponse } from 'node:http';
import { asFault, Fault } from '../errors.ts';
import { arrivalsOf } from '../event/arrivals.ts';
import type { LogEvent, OddEvent } from '../event/log-event.ts';
import type { Log } from '../log.ts';
import type { EventStore, Receipt } from '../store/port.ts';
import type { JsonValue } from './json-splitter.ts';
import { jsonValues } from './json-stream.ts';
import { type StreamKeys, type StreamSource, senderOf } from './stream-keys.ts';

/** Of one request, as it comes and unpacked. A thousand events take about 2 MiB. */
const LARGEST = 32 * 1024 * 1024;
/** Of a request that does not tell its size. */
const ASSUMED = 1024 * 1024;
/** Of all requests under way: above it senders are asked to come again. */
const MOST_AT_ONCE = 96 * 1024 * 1024;
const RETRY_AFTER_SECONDS = 5;

export interface StreamPorts {
  store: Pick<EventStore, 'add' | 'addOdd'>;
  keys: StreamKeys;
  log: Log;
  /** Told of every request's events once they are durable. */
  heard(source: StreamSource, events: readonly LogEvent[], receipt: Receipt): void;
}

/** An answer to a sender. The words stand on the stream's Health page. */
class Reply extends Error {
  readonly status: number;

  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

/**
 * Takes in what log streams and EventBridge send: POST, any of Auth0's body formats, plain or gzip. 200 once everything
 * is durable; 400 where the body is no JSON, 401 for a wrong key, 413 for too much, 503 where the store cannot take it.
 * Senders repeat what was not answered with 200, and the store knows what it has.
 */
export function streamHandler({
  store,
  keys,
  log,
  heard,
}: StreamPorts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let underWay = 0;

  async function take(request: IncomingMessage): Promise<Reply> {
    const source = senderOf(request, keys);
    if (source === null)
      throw new Reply(401, 'This key is not known here. It has to be the one in whylogin’s settings.');
    const size = checked(Number(request.headers['content-length'] ?? ASSUMED));
    if (underWay + size > MOST_AT_ONCE) throw new Reply(503, 'Too much at once. Come again in a moment.');
    underWay += size;
    try {
      const { values, odd, bytes } = await read(request);
      if (values.length === 0 && (odd.length > 0 || bytes === 0))
        throw new Reply(400, 'The body holds no JSON. Send events as JSON lines, as an array or as one object.');
      const made = arrivalsOf(values);
      odd.push(...made.odd);
      if (odd.length > 0) await store.addOdd(odd);
      const receipt = await store.add(made.arrivals);
      heard(
        source,
        made.arrivals.map(({ event }) => event),
        receipt,
      );
      return new Reply(200, '');
    } finally {
      underWay -= size;
    }
  }

  return async (request, response) => {
    const reply = await take(request).catch((error: unknown) => refusalOf(error, request, log));
    // What is left of a body is not worth reading.
    if (!request.complete) response.setHeader('connection', 'close');
    if (reply.status === 503) response.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
    response.writeHead(reply.status, { 'content-type': 'text/plain; charset=utf-8' }).end(reply.message);
  };
}

async function read(request: IncomingMessage): Promise<{ values: JsonValue[]; odd: OddEvent[]; bytes: number }> {
  const values: JsonValue[] = [];
  const odd: OddEvent[] = [];
  let bytes = 0;
  for await (const piece of jsonValues(bounded(request), 'The body')) {
    bytes = Math.max(bytes, checked(piece.offset));
    odd.push(...piece.odd);
    for (const value of piece.values) values.push(value);
  }
  return { values, odd, bytes };
}

function checked(size: number): number {
  if (size > LARGEST)
    throw new Reply(413, `That is more than ${LARGEST / 1024 / 1024} MiB. Send fewer events in a request.`);
  return size;
}

async function* bounded(request: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  // Leaving the loop must not break the connection: an answer is due.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size = checked(size + (chunk as Buffer).length);
    yield chunk as Buffer;
  }
}

function refusalOf(error: unknown, request: IncomingMessage, log: Log): Reply {
  if (error instanceof Reply) return error;
  if (request.errored) return new Reply(400, 'The body did not come to its end.');
  const fault = asFault(error);
  if (error instanceof Fault && error.code === 'bad_input') return new Reply(400, fault.message);
  log.warn({ problem: fault.operator }, 'events from a log stream could not be stored; the sender repeats them');
  return new Reply(503, 'The events could not be stored just now. Send them again.');
}
