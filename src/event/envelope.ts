import { array, type JsonObject, object, text } from './json.ts';

/** A bare event as some source sent it, and the id that its envelope gave it. */
export interface Unwrapped {
  event: unknown;
  logId?: string;
}

const DEEPEST = 8;
const LONGEST_ID = 256;

/**
 * Takes any known envelope off: bare rows and `{logs: […]}` of the Management API, `{log_id, data}` of log streams,
 * EventBridge (`detail`), Event Grid and CloudEvents (`data`), Splunk (`event` as object or text, `result._raw`),
 * Sumo Logic (`_raw`), Panther (`p_*` beside `data`), and arrays of any. What is none comes back as it is.
 */
export function unwrap(value: unknown): Unwrapped[] {
  const found: Unwrapped[] = [];
  open(value, undefined, DEEPEST, found);
  return found;
}

function open(value: unknown, logId: string | undefined, depth: number, found: Unwrapped[]): void {
  const row = object(value);
  if (depth > 0 && row === null) {
    if (Array.isArray(value)) {
      for (const item of value) open(item, undefined, depth - 1, found);
      return;
    }
    const parsed = parsedText(value);
    if (parsed !== null) {
      open(parsed, logId, depth - 1, found);
      return;
    }
  }
  if (depth > 0 && row !== null && !isBare(row)) {
    const list = listIn(row);
    if (list !== null) {
      for (const item of list) open(item, undefined, depth - 1, found);
      return;
    }
    const inner = innerOf(row);
    if (inner !== null) {
      open(inner, text(row.log_id, LONGEST_ID) ?? logId, depth - 1, found);
      return;
    }
  }
  found.push(logId === undefined ? { event: value } : { event: value, logId });
}

/** CloudEvents have a type too, but no `date`. */
function isBare(row: JsonObject): boolean {
  return typeof row.type === 'string' && row.date !== undefined;
}

function listIn(row: JsonObject): readonly unknown[] | null {
  return Array.isArray(row.logs) && row.type === undefined ? array(row.logs) : null;
}

/** What lies one envelope deeper; null where this is none. */
function innerOf(row: JsonObject): unknown {
  for (const inner of [row.data, row.detail, row.event, object(row.result)?._raw, row._raw]) {
    if (object(inner) !== null || Array.isArray(inner) || parsedText(inner) !== null) return inner;
  }
  return null;
}

function parsedText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
