import type { Device } from './devices.ts';
import { DESKS, POCKETS } from './devices.ts';
import type { Application, Connection, Organization } from './larkspur.ts';
import {
  DATABASE,
  DIRECTORY,
  EMAIL,
  ENTRA,
  GIFTS,
  GOOGLE,
  HARROWGATE,
  MOBILE,
  PORTAL,
  SAML,
  STAFF,
  TALLIS,
} from './larkspur.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import type { Place } from './places.ts';
import { CUSTOMERS, HAMBURG, LEEDS } from './places.ts';
import type { Random } from './random.ts';

/** What confirms a login besides the password. Auth0's own words for authenticators. */
export type FactorType = 'totp' | 'sms' | 'push-notification' | 'email';

export interface Factor {
  type: FactorType;
  /** The authenticator's id, "totp|dev_…". */
  id: string;
  /** When it was set up, epoch ms. */
  confirmedAt: number;
}

export interface Person {
  name: string;
  email: string;
  userId: string;
  connection: Connection;
  organization: Organization | null;
  /** Where they sign in, the usual one first. */
  apps: readonly Application[];
  place: Place;
  /** Address at home or at work, and the phone's. */
  ip: string;
  carrierIp: string;
  desk: Device;
  pocket: Device;
  factor: Factor | null;
  /** A second factor that is set up at the first login after its `confirmedAt`. */
  plan: Factor | null;
  /** Epoch ms. */
  createdAt: number;
  /** Logins before the simulated weeks. */
  loginsBefore: number;
  emailVerified: boolean;
}

export function userIdOf(connection: Connection, email: string, random: Random): string {
  switch (connection.strategy) {
    case 'google-oauth2':
      return `google-oauth2|1${random.digits(20)}`;
    case 'waad':
      return `waad|${random.token(43)}`;
    case 'samlp':
      return `samlp|${connection.name}|${email}`;
    case 'ad':
      return `ad|${connection.name}|${random.hex(8)}-${random.hex(4)}-${random.hex(4)}-${random.hex(12)}`;
    default:
      return `${connection.strategy}|${random.hex(24)}`;
  }
}

export function factorOf(type: FactorType, confirmedAt: number, random: Random): Factor {
  return { type, id: `${type === 'push-notification' ? 'push' : type}|dev_${random.token(16)}`, confirmedAt };
}

/** One in four has an old-style address of their own; documentation ranges hold no more. */
function homeAddress(index: number): string {
  return index % 4 === 0 && index < 1000
    ? `192.0.2.${index / 4 + 1}`
    : `2001:db8:${(0x100 + (index >> 8)).toString(16)}:${((index & 255) + 1).toString(16)}::5c`;
}

interface Kind {
  connection: Connection;
  organization: Organization | null;
  domain: string | null;
  place: Place | null;
  apps: readonly Application[];
  /** Share of these people with a second factor. */
  mfa: number;
}

const customer = { organization: null, domain: null, place: null, mfa: 0.16 };
const KINDS: readonly (readonly [Kind, number])[] = [
  [{ ...customer, connection: DATABASE, apps: [PORTAL, MOBILE, GIFTS] }, 62],
  [{ ...customer, connection: GOOGLE, apps: [PORTAL, MOBILE], mfa: 0 }, 14],
  [{ ...customer, connection: EMAIL, apps: [PORTAL], mfa: 0 }, 6],
  [
    {
      connection: ENTRA,
      organization: HARROWGATE,
      domain: 'harrowgate-academy.test',
      place: LEEDS,
      apps: [PORTAL],
      mfa: 0,
    },
    6,
  ],
  [{ connection: SAML, organization: TALLIS, domain: 'tallis-verlag.test', place: HAMBURG, apps: [PORTAL], mfa: 0 }, 4],
  [{ connection: DATABASE, organization: null, domain: 'larkspur.test', place: null, apps: [STAFF], mfa: 1 }, 5],
  [{ connection: DIRECTORY, organization: null, domain: 'larkspur.test', place: null, apps: [STAFF], mfa: 0 }, 3],
];

const FACTORS: readonly (readonly [FactorType, number])[] = [
  ['totp', 55],
  ['sms', 22],
  ['push-notification', 18],
  ['email', 5],
];

/**
 * Invented people, always the same for a seed. A few join during the weeks, and a few set up a second factor
 * then; the others did so long before.
 */
export function population(size: number, weeks: { from: number; to: number }, random: Random): Person[] {
  const taken = new Set<string>();
  return Array.from({ length: size }, (_, index) => invent(index, weeks, random.fork(index), taken));
}

function invent(index: number, weeks: { from: number; to: number }, random: Random, taken: Set<string>): Person {
  const kind = random.weighted(KINDS);
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
  const domain = kind.domain ?? random.pick(['example.com', 'example.org', 'example.net', 'postbox.test']);
  const email = addressOf(name, domain, taken);
  const span = weeks.to - weeks.from;
  const long = weeks.from - random.between(30, 900) * 86_400_000;
  const joins =
    random.chance(0.025) && kind.connection === DATABASE && kind.organization === null && kind.domain === null;
  const secured = !joins && random.chance(kind.mfa);
  const late = kind.mfa < 1 && random.chance(0.1);
  const confirmedAt = late ? weeks.from + Math.floor(random.next() * span) : long;
  const factor = secured ? factorOf(random.weighted(FACTORS), confirmedAt, random) : null;
  return {
    name,
    email,
    userId: userIdOf(kind.connection, email, random),
    connection: kind.connection,
    organization: kind.organization,
    apps: kind.apps,
    place: kind.place ?? random.weighted(CUSTOMERS),
    ip: homeAddress(index),
    carrierIp: `2001:db8:c000:${(index + 1).toString(16)}::1`,
    desk: random.weighted(DESKS),
    pocket: random.weighted(POCKETS),
    factor: late ? null : factor,
    plan: late ? factor : null,
    createdAt: joins ? weeks.from + Math.floor(random.next() * span) : long,
    loginsBefore: joins ? 0 : random.between(2, 180),
    emailVerified: true,
  };
}

/** "Esmé Ås" is esme.as@…, and esme.as2@… for her namesake. */
export function addressOf(name: string, domain: string, taken: Set<string>): string {
  const local = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .replace(' ', '.');
  for (let n = 1; ; n++) {
    const address = `${local}${n === 1 ? '' : n}@${domain}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}
