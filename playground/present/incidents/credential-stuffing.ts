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

export const credentialStuffing: Incident = {
  id: 'attack',
  title: 'A list of stolen passwords is tried, several names a second',
  shows: 'Within some minutes the bot tells #on-call, once. Acknowledge it there.',
  start: 'Start the attack',
  end: 'Stop the attack',
  closes: null,
  victim: () => null,
  begins: () => [],
  second(at, accounts, random) {
    const rows: Row[] = [];
    const known = accounts.filter(({ connection }) => connection === DATABASE);
    for (let n = random.between(2, 5); n > 0; n--) {
      const when = at + random.between(0, 999);
      const guess = stranger(random);
      if (random.chance(0.12)) {
        const visit = { ...guess, person: random.pick(known) };
        rows.push(random.chance(0.04) ? success(visit, when) : wrongPassword(visit, when));
        if (random.chance(0.05)) rows.push(leakedPassword(visit, when + 40));
      } else {
        const name = `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}${random.between(10, 99)}`;
        rows.push(unknownUser(guess, when, `${name.toLowerCase()}@postbox.test`));
      }
    }
    if (random.chance(0.03)) rows.push(addressThrottled(stranger(random), at));
    return rows;
  },
  tries: () => [],
  ends: () => [],
};
