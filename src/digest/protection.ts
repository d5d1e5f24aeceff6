import type { ProtectionRow } from './digest.ts';
import type { Row } from './rows.ts';
import { byName } from './segments.ts';

/** What each trigger of attack protection is called. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    limit_wc: 'brute-force block',
    limit_mu: 'address blocked',
    limit_sul: 'too many logins a minute',
    limit_phone: 'text messages stopped',
    pwd_leak: 'leaked password at login',
    signup_pwd_leak: 'leaked password at sign-up',
    reset_pwd_leak: 'leaked password at a reset',
    pla: 'bot detection asked for more',
    ublkdu: 'block released',
  }),
);
/** Shown beside the triggers and never added to them. */
const BESIDE = ['pla', 'ublkdu'];

interface Trigger {
  events: number;
  people: Set<number>;
  ips: Set<number>;
}

/** How often each protection of Auth0 stepped in. Auth0 throttles these rows, so that every number is the least. */
export class ProtectionCount {
  readonly #triggers = new Map<string, Trigger>();

  see(row: Row): void {
    if (!row.inWeek || !row.wanted) return;
    const { code, protection } = row.type;
    if (!protection && code !== 'ublkdu' && !(code === 'pla' && row.verification)) return;
    let trigger = this.#triggers.get(code);
    if (trigger === undefined) {
      trigger = { events: 0, people: new Set(), ips: new Set() };
      this.#triggers.set(code, trigger);
    }
    trigger.events++;
    if (row.person !== 0) trigger.people.add(row.person);
    if (row.ip !== 0) trigger.ips.add(row.ip);
  }

  rows(): ProtectionRow[] {
    return inOrder(
      [...this.#triggers].map(([type, { events, people, ips }]) => ({
        type,
        name: NAMES.get(type) ?? type,
        events,
        people: people.size,
        ips: ips.size,
        before: 0,
      })),
    );
  }
}

/** This week's triggers beside those of the week before; what did not happen again stays with its zero. */
export function withBefore(now: readonly ProtectionRow[], before: readonly ProtectionRow[]): ProtectionRow[] {
  const gone = before.filter(({ type }) => !now.some((row) => row.type === type));
  return inOrder([
    ...now.map((row) => ({ ...row, before: before.find(({ type }) => type === row.type)?.events ?? 0 })),
    ...gone.map((row) => ({ ...row, events: 0, people: 0, ips: 0, before: row.events })),
  ]);
}

/** Triggers before what stands beside them; the most people first. */
function inOrder(rows: readonly ProtectionRow[]): ProtectionRow[] {
  const beside = ({ type }: ProtectionRow) => (BESIDE.includes(type) ? 1 : 0);
  return [...rows].sort((a, b) => beside(a) - beside(b) || b.people - a.people || byName(a.name, b.name));
}

/** Triggers alone: no assessments, no releases. */
export function triggers(rows: readonly ProtectionRow[]): ProtectionRow[] {
  return rows.filter(({ type }) => !BESIDE.includes(type));
}
