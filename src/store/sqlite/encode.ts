import type { Arrival, Facts } from '../../event/log-event.ts';
import { kindOf } from '../kind.ts';
import { preferredId } from '../place.ts';
import { storable } from '../storable.ts';
import { groupText, personText, plainText, SEPARATOR, TEXT_COLUMNS } from './row.ts';

/** Whole numbers of a row: its kind, then its texts in the order of TEXT_COLUMNS as places in `texts`; 0 is null. */
export const WIDTH = 1 + TEXT_COLUMNS.length;
/** Strings of a row that come once: log id, session, transaction and own facts; the empty one is null. */
export const SINGLES = 4;

/** A batch on its way to the writer: each text once, so that little is copied between threads and looked up there. */
export interface Encoded {
  /** Counted from 1. */
  texts: string[];
  /** The key that each event would like. */
  ids: Float64Array;
  /** WIDTH for each event. */
  numbers: Int32Array;
  /** SINGLES for each event. */
  singles: string[];
  /** One line each. */
  bodies: string[];
}

/** Facts that seldom come twice: as a text of their own they would cost more than in the row. */
const SINGULAR: readonly (keyof Facts)[] = [
  'executions',
  'factorId',
  'tokenFamily',
  'api',
  'newIdentifier',
  'linkedUserIds',
];

type Branch = Map<string | null, Branch | number>;

/** A number for each combination of texts; 0 where all of them are null. */
class Combinations {
  readonly #root: Branch = new Map();
  readonly #make: (parts: readonly (string | null)[]) => number;

  constructor(make: (parts: readonly (string | null)[]) => number) {
    this.#make = make;
  }

  of(...parts: readonly (string | null)[]): number {
    let branch = this.#root;
    const last = parts.length - 1;
    for (let i = 0; i < last; i++) {
      let next = branch.get(parts[i]!) as Branch | undefined;
      if (next === undefined) {
        next = new Map();
        branch.set(parts[i]!, next);
      }
      branch = next;
    }
    let number = branch.get(parts[last]!) as number | undefined;
    if (number === undefined) {
      number = parts.every((part) => part === null) ? 0 : this.#make(parts);
      branch.set(parts[last]!, number);
    }
    return number;
  }
}

export function encode(batch: readonly Arrival[]): Encoded {
  const texts: string[] = [];
  const plain = new Map<string, number>();
  const plainly = (text: string | null): number => {
    if (text === null) return 0;
    const known = plain.get(text);
    if (known !== undefined) return known;
    const next = texts.push(plainText(text));
    plain.set(text, next);
    return next;
  };
  const people = new Combinations(([userId, identifier]) => texts.push(personText(userId!, identifier!)));
  const [places, regions, outcomes] = [1, 2, 3].map(() => new Combinations((parts) => texts.push(groupText(parts))));
  const ids = new Float64Array(batch.length);
  const numbers = new Int32Array(batch.length * WIDTH);
  const singles: string[] = [];
  for (const [i, { event }] of batch.entries()) {
    const facts = JSON.stringify(event.facts);
    const isOwn = SINGULAR.some((fact) => fact in event.facts);
    ids[i] = preferredId(event);
    singles.push(storable(event.logId), event.sessionId ?? '', event.transactionId ?? '', isOwn ? facts : '');
    let at = i * WIDTH;
    numbers[at++] = kindOf(event);
    numbers[at++] = people.of(event.userId, event.identifier);
    numbers[at++] = people.of(event.targetUserId, null);
    numbers[at++] = plainly(event.type);
    numbers[at++] = plainly(event.connection);
    numbers[at++] = plainly(event.clientId);
    // The parts in the order of GROUPS; written out, as it is much quicker than by their names.
    numbers[at++] = places!.of(
      event.connection,
      event.connectionId,
      event.strategy,
      event.clientId,
      event.clientName,
      event.organizationId,
      event.organizationName,
    );
    numbers[at++] = plainly(event.ip);
    numbers[at++] = plainly(event.userAgent);
    numbers[at++] = regions!.of(event.country, event.city, event.timeZone);
    const prompts = event.prompts === null ? null : event.prompts.join(SEPARATOR);
    numbers[at++] = outcomes!.of(event.type, event.text, event.error, event.errorType, prompts);
    numbers[at] = isOwn || facts === '{}' ? 0 : plainly(facts);
  }
  return { texts, ids, numbers, singles, bodies: batch.map(({ body }) => oneLine(body)) };
}

/** JSON has line ends only between its parts. */
function oneLine(json: string): string {
  return json.includes('\n') ? json.replaceAll('\n', ' ') : json;
}
