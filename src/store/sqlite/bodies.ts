import { momentOf } from '../place.ts';
import type { Range, StoredBody } from '../port.ts';
import { unpack } from './blocks.ts';
import { unpackLogId } from './key.ts';
import type { Session } from './session.ts';
import { keysOf } from './span.ts';

const PAGE = 2_000;
/** Opened blocks that are kept: what came together mostly lies together. */
const KEPT = 64;

/** Reads the raw bodies of a range one page after another, oldest first, each block opened once or little more. */
export class Bodies {
  readonly #session: Session;
  readonly #open = new Map<number, string[]>();
  readonly #last: number;
  #next: number;

  constructor(session: Session, range: Range) {
    this.#session = session;
    [this.#next, this.#last] = keysOf(range);
  }

  /** Null after the last page. */
  page(): StoredBody[] | null {
    return this.#session.read(() => {
      const rows = this.#session.rows(
        'SELECT id, log_id, body FROM event WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?',
        this.#next,
        this.#last,
        PAGE,
      ) as [number, Uint8Array | string, number][];
      if (rows.length === 0) return null;
      this.#next = rows.at(-1)![0] + 1;
      return rows.map(([id, logId, body]) => ({
        logId: unpackLogId(logId),
        at: momentOf(id),
        body: this.#body(body),
      }));
    });
  }

  #body(number: number): string {
    for (const [first, bodies] of this.#open)
      if (number >= first && number < first + bodies.length) return bodies[number - first]!;
    const [block] = this.#session.rows(
      'SELECT first, data FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1',
      number,
    ) as [number, Uint8Array][];
    const [first, data] = block!;
    const bodies = unpack(data);
    if (this.#open.size >= KEPT) this.#open.delete(this.#open.keys().next().value!);
    this.#open.set(first, bodies);
    return bodies[number - first]!;
  }
}
