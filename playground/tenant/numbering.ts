import type { Row } from './rows/row.ts';

/** A row that Auth0 has taken in. */
export interface LoggedRow extends Row {
  logId: string;
}

/** Auth0 writes a row down this long after it happened, ms. */
export const INTAKE = 1_070;

/**
 * Puts rows in time order and gives them what Auth0 adds as they come in: the log id, and on logins the person's
 * login count so far. Changes the rows.
 */
export class Numbering {
  readonly #logins: Map<string, number>;
  #count = 0;

  constructor(loginsBefore: ReadonlyMap<string, number>) {
    this.#logins = new Map(loginsBefore);
  }

  /** @param takenIn when Auth0 wrote a row down, epoch ms */
  number(rows: readonly Row[], takenIn = ({ at }: Row): number => at + INTAKE): LoggedRow[] {
    return [...rows]
      .sort((a, b) => a.at - b.at)
      .map((row) => {
        countLogin(row, this.#logins);
        this.#count += 1;
        return { ...row, logId: logId(takenIn(row), this.#count) };
      });
  }
}

/** 56 digits: "900", the time of intake to the millisecond, then a number that only grows. */
function logId(at: number, count: number): string {
  const time = new Date(at).toISOString().replace(/\D/g, '');
  return `900${time}000000000000000001223372${String(count).padStart(12, '0')}`;
}

interface Stats {
  loginsCount: number;
}

function countLogin(row: Row, logins: Map<string, number>): void {
  const stats = row.body.details?.stats as Stats | undefined;
  if (row.body.type !== 's' || stats === undefined) return;
  const user = String(row.body.user_id);
  stats.loginsCount = (logins.get(user) ?? 0) + 1;
  logins.set(user, stats.loginsCount);
  const prompts = row.body.details?.prompts as { stats?: Stats }[];
  for (const prompt of prompts) if (prompt.stats) prompt.stats.loginsCount = stats.loginsCount;
}
