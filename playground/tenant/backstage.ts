import { CHROME_MAC, CHROME_WINDOWS, SCRIPT } from './devices.ts';
import { signIn } from './episodes.ts';
import { NIGHTLY, PORTAL } from './larkspur.ts';
import type { Person } from './people.ts';
import { HAMBURG, LEEDS } from './places.ts';
import type { Random } from './random.ts';
import { wrongPassword } from './rows/login.ts';
import { connectorWent, machineToken, operated, userPath } from './rows/operation.ts';
import { resetRefused } from './rows/password.ts';
import * as protection from './rows/protection.ts';
import { crossOriginRefused, originNotAllowed } from './rows/refusal.ts';
import type { Row } from './rows/row.ts';
import { silentRefused } from './rows/session.ts';
import { alreadySignedUp } from './rows/signup.ts';
import type { Span } from './traffic.ts';
import { seat, visit } from './visit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TUESDAY = 2;
const THURSDAY = 4;
const SUNDAY = 0;

/** What happens besides people signing in, day by day (UTC): the nightly job, strangers, operators, protection. */
export function backstage(span: Span, people: readonly Person[], random: Random): Row[] {
  const rows: Row[] = [];
  const accounts = people.filter((person) => person.apps.includes(PORTAL) && person.userId.startsWith('auth0|'));
  for (let midnight = Math.floor(span.from / DAY) * DAY; midnight < span.to; midnight += DAY) {
    const today = random.fork(midnight);
    const weekday = new Date(midnight).getUTCDay();
    rows.push(...nightlyJob(midnight + 2 * HOUR, today), ...strangers(midnight, today));
    if (midnight < span.to - 9 * DAY) rows.push(...oldAlarms(midnight, today));
    if (weekday === SUNDAY) {
      rows.push(connectorWent(midnight + 3.2 * HOUR, 'coff'), connectorWent(midnight + 3.26 * HOUR, 'con'));
    }
    if (accounts.length === 0) continue;
    if (weekday === TUESDAY) rows.push(...operators(midnight + 9 * HOUR, today.pick(accounts), today));
    if (weekday === THURSDAY) rows.push(...blockedAndReleased(midnight + 18.4 * HOUR, today.pick(accounts), today));
  }
  return rows;
}

function nightlyJob(at: number, random: Random): Row[] {
  return [0, 1, 2].map((n) => machineToken(at + n * 4_000 + random.between(0, 900)));
}

/** Visitors without an account and people with the wrong address. */
function strangers(midnight: number, random: Random): Row[] {
  const daytime = () => midnight + random.between(7 * HOUR, 22 * HOUR);
  const name = () => `${random.pick(['reader', 'bookworm', 'library'])}${random.between(10, 99)}@postbox.test`;
  return [
    ...Array.from({ length: 6 }, () => silentRefused(stranger(random), daytime())),
    resetRefused(stranger(random), daytime(), name()),
    alreadySignedUp(stranger(random), daytime(), name()),
  ];
}

function stranger(random: Random) {
  const ip = `2001:db8:5e:${random.between(1, 4000).toString(16)}::9`;
  return seat({ app: PORTAL, device: CHROME_WINDOWS, place: HAMBURG, ip }, random);
}

/** A scraper, a developer's own machine, a script gone wild: over for more than a week. */
function oldAlarms(midnight: number, random: Random): Row[] {
  const rows: Row[] = [];
  if (random.chance(0.3)) rows.push(protection.refusedByAcl(midnight + 4.5 * HOUR, random.between(40, 400)));
  if (random.chance(0.2)) {
    const desk = seat({ app: PORTAL, device: CHROME_MAC, ip: '198.51.100.41', place: HAMBURG }, random);
    rows.push(originNotAllowed(desk, midnight + 14.3 * HOUR, 'http://localhost:5173'));
    rows.push(crossOriginRefused(desk, midnight + 14.4 * HOUR));
  }
  if (random.chance(0.15)) {
    const app = { ...PORTAL, ...NIGHTLY };
    rows.push(
      protection.apiLimit(
        seat({ app, device: SCRIPT, ip: '198.51.100.33', place: LEEDS }, random),
        midnight + 2 * HOUR,
      ),
    );
  }
  return rows;
}

/** An operator corrects somebody's name and looks after the tenant. */
function operators(at: number, { userId, name }: Person, random: Random): Row[] {
  const user = { description: 'Update a User', path: userPath(userId), body: { name } };
  const tenant = {
    description: 'Update tenant settings',
    path: 'tenants/settings',
    body: { friendly_name: 'Larkspur' },
  };
  return [
    operated(at, { ...user, method: 'patch' }, random),
    operated(at + 11 * MINUTE, { ...tenant, method: 'patch' }, random),
  ];
}

/** Ten wrong passwords, the block, its mail opened, in. */
function blockedAndReleased(at: number, person: Person, random: Random): Row[] {
  const seated = visit(person, random, { app: PORTAL, device: person.desk });
  return [
    ...Array.from({ length: 10 }, (_, n) => wrongPassword(seated, at + n * 31_000)),
    protection.bruteForceBlock(seated, at + 280_000),
    protection.blockReleased(seated, at + 19 * MINUTE),
    ...signIn(visit(person, random, { app: PORTAL, device: person.desk }), at + 22 * MINUTE),
  ];
}
