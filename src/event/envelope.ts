import { type JsonObject, object, text } from './json.ts';

/** A bare event as some source sent it, the id that its envelope gave it, and its own text where that is known. */
export interface Unwrapped {
  event: unknown;
  logId?: string;
  json?: string;
}

const DEEPEST = 8;
const LONGEST_ID = 256;

/** How log streams begin a line; the event's own text follows, up to the last brace. */
const STREAM_HEAD = /^\{\s*"log_id"\s*:\s*"[^"\\]*"\s*,\s*"data"\s*:\s*/;

/**
 * Takes any known envelope off: bare rows and `{logs: […]}` of the Management API, `{log_id, data}` of log streams,
 * EventBridge (`detail`), Event Grid and CloudEvents (`data`), Splunk (`event` as object or text, `result._raw`,
 * `results`), Sumo Logic (`_raw`, `messages` of `map._raw`), Panther (`p_*` beside `data`), and arrays of any. What is
 * none comes back as it is.
 * `json`: the one line that `value` was parsed of, where at hand; it spares `normalize` writing the event anew.
 */
export function unwrap(value: unknown, json?: string): Unwrapped[] {
  const row = object(value);
  if (row !== null && json !== undefined) {
    if (isBare(row)) return [{ event: row, json }];
    const own = ownText(row, json);
    if (own !== null) return [{ event: row.data, logId: text(row.log_id, LONGEST_ID) ?? undefined, json: own }];
  }
  const found: Unwrapped[] = [];
  open(value, undefined, DEEPEST, found);
  return found;
}

/** The text of `data`, cut out of a stream's line: only where nothing else can lie between head and last brace. */
function ownText(row: JsonObject, json: string): string | null {
  const data = object(row.data);
  if (data === null || !isBare(data) || typeof row.log_id !== 'string' || Object.keys(row).length !== 2) return null;
  const head = STREAM_HEAD.exec(json)?.[0];
  // A second "data" could be a repeated key, of which parsing kept the last.
  if (head === undefined || json.indexOf('"data"', head.length) !== -1) return null;
  const own = json.slice(head.length, -1).trimEnd();
  return json.endsWith('}') && own.endsWith('}') ? own : null;
}

function open(value: unknown, logId: string | undefined, depth: number, found: Unwrapped[]): void {
  const inner = depth > 0 ? innerOf(value) : null;
  if (inner === null) {
    found.push(logId === undefined ? { event: value } : { event: value, logId });
    return;
  }
  if (Array.isArray(inner)) for (const item of inner) open(item, undefined, depth - 1, found);
  else open(inner, text(object(value)?.log_id, LONGEST_ID) ?? logId, depth - 1, found);
}

/** What lies one envelope deeper, as an object or a list; null where the value is no envelope. */
function innerOf(value: unknown): JsonObject | readonly unknown[] | null {
  const row = object(value);
  if (row === null) return Array.isArray(value) ? value : parsed(value);
  if (isBare(row)) return null;
  for (const inner of [
    row.data,
    row.detail,
    row.event,
    row.logs,
    object(row.result)?._raw,
    object(row.map)?._raw,
    row._raw,
    row.results,
    row.messages,
  ]) {
    const found = Array.isArray(inner) ? inner : (object(inner) ?? parsed(inner));
    if (found !== null) return found;
  }
  return null;
}

/** CloudEvents have a `type` too, but no `date`. */
function isBare(row: JsonObject): boolean {
  return typeof row.type === 'string' && row.date !== undefined;
}

function parsed(value: unknown): JsonObject | readonly unknown[] | null {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return null;
  try {
    const found: unknown = JSON.parse(value);
    return Array.isArray(found) ? found : object(found);
  } catch {
    return null;
  }
}
