import { SCRIPT } from '../../tenant/devices.ts';
import { DATABASE, MOBILE } from '../../tenant/larkspur.ts';
import { FIRST_NAMES, LAST_NAMES } from '../../tenant/names.ts';
import { BOSTON } from '../../tenant/places.ts';
import type { Random } from '../../tenant/random.ts';
import { success, unknownUser, wrongPassword } from '../../tenant/rows/login.ts';
import { addressThrottled, leakedPassword } from '../../tenant/rows/protection.ts';
import type { Row } from '../../tenant/rows/row.ts';
import { seat } from '../../tenant/visit.ts';
import type { Incident } from './incident.ts';

const ADDRESSES = 60;

/** From one hosting network, each address a few times, every name once. */
function stranger(random: Random) {
  const ip = `198.51.100.${120 + random.between(0, ADDRESSES - 1)}`;
  return seat({ app: MOBILE, device: SCRIPT, place: BOSTON, ip }, random);
}

function invented(random: Random): string {
  const name = `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}${random.between(10, 99)}`;
  return `${name.toLowerCase()}@postbox.test`;
}

export const credentialStuffing: Incident = {
  id: 'attack',
  title: 'A list of stolen passwords is tried, name after name',
  shows: 'In two minutes or less the bot tells #on-call, once. Acknowledge it there.',
  start: 'Start the attack',
  end: 'Stop the attack',
  closes: null,
  victim: () => null,
  begins: () => [],
  second(at, accounts, random) {
    const rows: Row[] = [];
    if (random.chance(0.02)) rows.push(addressThrottled(stranger(random), at));
    if (!random.chance(0.35)) return rows;
    const guess = stranger(random);
    if (!random.chance(0.2)) return [...rows, unknownUser(guess, at, invented(random))];
    const known = accounts.filter(({ connection }) => connection === DATABASE);
    const visit = { ...guess, person: random.pick(known) };
    rows.push(random.chance(0.12) ? success(visit, at) : wrongPassword(visit, at));
    if (random.chance(0.15)) rows.push(leakedPassword(visit, at + 40));
    return rows;
  },
  tries: () => [],
  ends: () => [],
};
