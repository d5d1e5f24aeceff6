import { Random } from './random.ts';

export const PEOPLE = 500_000;

/** Somebody whose rows are counted in thousands within a week: the dearest explanation there is. */
const BUSY = PEOPLE;
export const BUSY_EVENTS = 5_000;
export const BUSY_NAME = 'busy.person@example.com';

const FIRST =
  'ada ben cleo dana elif finn gita hugo ines jonas kira liam mona nils olga pavel rosa sami tara umut'.split(' ');
const LAST = 'berg costa dahl evans ferro grant haas ito jung khan lund moro novak okoye price quist rossi silva'.split(
  ' ',
);

/** Agents as streams send them: a few hundred, as in a tenant of this size. */
const AGENTS = Array.from({ length: 240 }, (_, i) => {
  const version = 118 + (i % 24);
  const systems = [
    'Macintosh; Intel Mac OS X 10_15_7',
    'Windows NT 10.0; Win64; x64',
    'X11; Linux x86_64',
    'Linux; Android 14; Pixel 8',
  ];
  const os = systems[Math.floor(i / 24) % 4]!;
  return i % 10 === 9
    ? `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${i % 6} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${i % 6} Mobile/15E148 Safari/604.1`
    : `Mozilla/5.0 (${os}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${(i * 7) % 10}.0 Safari/537.36`;
});

const SECURITY = AGENTS.map((_, i) => {
  const random = new Random(i);
  return `{"ja3":"${random.hex(4)}","ja4":"t13d1516h2_${random.hex(3)}"}`;
});

const PLACES = [
  ['DE', 'DEU', 'Germany', 'Berlin', '52.5244', '13.4105', 'Europe/Berlin', 'EU'],
  ['FR', 'FRA', 'France', 'Lyon', '45.7485', '4.8467', 'Europe/Paris', 'EU'],
  ['GB', 'GBR', 'United Kingdom', 'Leeds', '53.7965', '-1.5478', 'Europe/London', 'EU'],
  ['US', 'USA', 'United States', 'Austin', '30.2672', '-97.7431', 'America/Chicago', 'NA'],
  ['US', 'USA', 'United States', 'Boston', '42.3584', '-71.0598', 'America/New_York', 'NA'],
  ['BR', 'BRA', 'Brazil', 'Recife', '-8.0539', '-34.8811', 'America/Recife', 'SA'],
  ['IN', 'IND', 'India', 'Pune', '18.5196', '73.8554', 'Asia/Kolkata', 'AS'],
  ['JP', 'JPN', 'Japan', 'Osaka', '34.6937', '135.5022', 'Asia/Tokyo', 'AS'],
] as const;

export interface Person {
  userId: string;
  email: string;
  connection: number;
  ip: string;
  agent: string;
  /** What a browser's TLS handshake looks like: the same for all of its version. */
  security: string;
  place: string;
}

/** An office that everybody of it is behind: the busy address. */
const OFFICE = '198.18.0.1';

/** Addresses of RFC 2544 (benchmarks) and RFC 3849 (documentation). */
export function address(seed: number): string {
  if (seed % 3 === 0) return `2001:db8:${(seed % 65_521).toString(16)}:${(seed % 4_093).toString(16)}::${seed % 7919}`;
  return `198.${18 + (seed & 1)}.${(seed >> 1) & 255}.${(seed >> 9) & 255}`;
}

/** The same person whenever the number comes up again; sometimes from elsewhere. */
export function person(number: number, random: Random): Person {
  const own = new Random(number * 7919 + 1);
  const id = own.hex(3);
  const name = `${own.pick(FIRST)}.${own.pick(LAST)}${number}`;
  const connection = own.below(20);
  const home = own.below(400_000);
  const isAtOffice = number % 50 === 0 || number === BUSY;
  const [code, code3, country, city, latitude, longitude, zone, continent] = PLACES[number % PLACES.length]!;
  const browser = (number * 31 + (random.next() < 0.1 ? random.below(240) : 0)) % AGENTS.length;
  return {
    userId: connection < 16 ? `auth0|${id}` : connection < 18 ? `google-oauth2|1${number}0${home}` : `waad|${id}`,
    email: number === BUSY ? BUSY_NAME : `${name}@example.${number % 3 === 0 ? 'com' : 'org'}`,
    connection,
    ip: isAtOffice && random.next() < 0.7 ? OFFICE : address(random.next() < 0.85 ? home : random.below(400_000)),
    agent: AGENTS[browser]!,
    security: SECURITY[browser]!,
    place: `{"country_code":"${code}","country_code3":"${code3}","country_name":"${country}","city_name":"${city}","latitude":${latitude},"longitude":${longitude},"time_zone":"${zone}","continent_code":"${continent}"}`,
  };
}
