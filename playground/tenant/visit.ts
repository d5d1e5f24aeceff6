import type { Device } from './devices.ts';
import type { Application } from './larkspur.ts';
import type { Person } from './people.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';

/** Somebody in front of a login page: where, with what, for which application. Who it is may be unknown. */
export interface Seat {
  app: Application;
  device: Device;
  ip: string;
  place: Place;
  /** Auth0's ids of the browser session and of this pass through the login. */
  session: string;
  transaction: string;
  random: Random;
}

/** A seat with an account's owner in it, or with somebody who uses that account's name. */
export interface Visit extends Seat {
  person: Person;
}

export function seat(choice: Pick<Seat, 'app' | 'device' | 'ip' | 'place'>, random: Random): Seat {
  return { ...choice, session: random.token(32), transaction: random.hex(24), random };
}

/** A person at the usual place, unless said otherwise. Mobile applications are used on the phone. */
export function visit(
  person: Person,
  random: Random,
  choice: Partial<Pick<Seat, 'app' | 'device' | 'ip' | 'place'>> = {},
): Visit {
  const app = choice.app ?? person.apps[0]!;
  const device = choice.device ?? (app.kind === 'native' ? person.pocket : person.desk);
  const ip = choice.ip ?? (device.mobile ? person.carrierIp : person.ip);
  return { ...seat({ app, device, ip, place: choice.place ?? person.place }, random), person };
}

/** The same person goes again: same place and browser, a new pass through the login. */
export function again(before: Visit, random: Random): Visit {
  return { ...before, session: random.token(32), transaction: random.hex(24), random };
}
