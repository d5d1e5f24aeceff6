import { ByNumber } from './by-number.ts';
import type { Row } from './rows.ts';

/** How much there was of what. */
export class VolumeCount {
  logins = 0;
  failedAttempts = 0;
  reuse = 0;
  signups = 0;
  /** 1 for each with at least one login. */
  readonly people = new ByNumber();

  see(row: Row): void {
    if (!row.inWeek || !row.wanted) return;
    if (row.login) {
      this.logins++;
      if (row.person !== 0) this.people.set(row.person, 1);
    } else if (row.failed) this.failedAttempts++;
    else if (row.reuse) this.reuse++;
    if (row.type.code === 'ss') this.signups++;
  }
}
