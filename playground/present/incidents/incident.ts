import type { Application, Connection } from '../../tenant/larkspur.ts';
import type { Person } from '../../tenant/people.ts';
import type { Random } from '../../tenant/random.ts';
import type { Row } from '../../tenant/rows/row.ts';

/** Something that goes wrong in the tenant until it is mended. */
export interface Incident {
  readonly id: string;
  /** What happens, as somebody who starts it reads it. */
  readonly title: string;
  /** What is to be seen of it, and where. */
  readonly shows: string;
  /** Words on the switch. */
  readonly start: string;
  readonly end: string;
  /** Where nobody gets in meanwhile. */
  readonly closes: Application | Connection | null;
  /** Somebody whom it hits, and what that person says; null where nobody notices. */
  victim(accounts: readonly Person[]): { person: Person; says: string } | null;
  /** What whoever causes it leaves in the logs. */
  begins(at: number, random: Random): Row[];
  /** What a second of it leaves. */
  second(at: number, accounts: readonly Person[], random: Random): Row[];
  /** What the person leaves who tries meanwhile. */
  tries(person: Person, at: number, random: Random): Row[];
  /** What whoever mends it leaves. */
  ends(at: number, random: Random): Row[];
}
