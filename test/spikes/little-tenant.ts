import { Chance } from '../../bench/spikes/chance.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import type { EventStore } from '../../src/store/port.ts';

const MINUTE = 60_000;

/** An event as the Management API returns it. */
export type Row = Record<string, unknown> & { date: string; type: string; log_id: string };

/** Stores rows as they would arrive. */
export async function addRows(store: EventStore, rows: readonly Row[]): Promise<LogEvent[]> {
  const arrivals = rows.map((row) => {
    const read = normalize(row as Parameters<typeof normalize>[0]);
    if (!('event' in read)) throw new Error('a row that cannot be understood');
    return { event: read.event, body: JSON.stringify(row) };
  });
  await store.add(arrivals);
  return arrivals.map(({ event }) => event);
}

export interface LittleTenant {
  /** Logins and failures a minute, on average. */
  logins: number;
  failures: number;
  from: number;
  minutes: number;
  seed?: string;
}

/** People of a small shop, who log in and mistype their passwords around the clock. */
export function everyday({ logins, failures, from, minutes, seed = 'shop' }: LittleTenant): Row[] {
  const chance = new Chance(seed);
  const rows: Row[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const at = from + minute * MINUTE;
    const hour = new Date(at).getUTCHours();
    const awake = 0.4 + 0.6 * Math.sin((Math.PI * hour) / 24) ** 2;
    for (let n = chance.poisson(logins * awake); n > 0; n--) rows.push(login(at + moment(chance), customer(chance)));
    for (let n = chance.poisson(failures * awake); n > 0; n--)
      rows.push(wrongPassword(at + moment(chance), customer(chance)));
  }
  return inOrder(rows);
}

/** A list of names tried from many addresses of one network. */
export function stuffing(from: number, minutes: number, perMinute: number, seed = 'stuffing'): Row[] {
  const chance = new Chance(seed);
  const rows: Row[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    for (let n = chance.poisson(perMinute); n > 0; n--) {
      const at = from + minute * MINUTE + moment(chance);
      const name = `victim${Math.floor(chance.next() * 1e6)}@example.org`;
      rows.push({ ...event(at, 'fu', name, `198.51.100.${1 + Math.floor(chance.next() * 250)}`), user_agent: SCRIPT });
    }
  }
  return inOrder(rows);
}

/** Somebody from the attacking network gets in. */
export function gotIn(at: number, name = 'victim-who-reused@example.org', ip = '198.51.100.7'): Row {
  return { ...login(at, { name, ip }), user_agent: SCRIPT };
}

/** An application sends people back to an address that is not on its list. */
export function brokenCallback(from: number, minutes: number, perMinute: number): Row[] {
  const chance = new Chance('callback');
  const rows: Row[] = [
    {
      ...bare(from - 4 * MINUTE, 'sapi'),
      description: 'Update a client',
      details: {
        request: {
          method: 'patch',
          path: '/api/v2/clients/app_mobile',
          auth: { user: { email: 'dev@example.com' } },
          body: { callbacks: ['https://shop.example.com/cb'] },
        },
        response: { statusCode: 200 },
      },
    },
  ];
  for (let minute = 0; minute < minutes; minute++)
    for (let n = chance.poisson(perMinute); n > 0; n--) {
      const { ip } = customer(chance);
      rows.push({
        ...bare(from + minute * MINUTE + moment(chance), 'f'),
        ip,
        client_id: 'app_mobile',
        client_name: 'Mobile',
        description:
          'Callback URL mismatch. https://shop.example.com/callback is not in the list of allowed callback URLs',
        details: { error: { type: 'callback-url-mismatch', message: 'Callback URL mismatch.' } },
        user_agent: `Mobile Safari 17.${Math.floor(chance.next() * 90)} / iOS 17.5.1`,
      });
    }
  return inOrder(rows);
}

const SCRIPT = 'python-requests/2.31.0';
const BROWSER = 'Chrome 128.0.0 / Windows 10.0.0';

interface Customer {
  name: string;
  ip: string;
}

function customer(chance: Chance): Customer {
  const number = Math.floor(chance.next() * 4_000);
  return { name: `customer${number}@example.com`, ip: `203.0.${113 + (number % 80)}.${1 + (number % 250)}` };
}

function login(at: number, { name, ip }: Customer): Row {
  return event(at, 's', name, ip);
}

function wrongPassword(at: number, { name, ip }: Customer): Row {
  return { ...event(at, 'fp', name, ip), description: 'Wrong email or password.' };
}

function event(at: number, type: string, name: string, ip: string): Row {
  return {
    ...bare(at, type),
    user_name: name,
    user_id: type === 'fu' ? '' : `auth0|${name.split('@')[0]}`,
    ip,
    connection: 'Customers',
    connection_id: 'con_customers',
    strategy: 'auth0',
    strategy_type: 'database',
    client_id: 'app_shop',
    client_name: 'Shop',
    user_agent: BROWSER,
  };
}

let logged = 0;

function bare(at: number, type: string): Row {
  logged += 1;
  return { date: new Date(at).toISOString(), type, log_id: `9002026${String(logged).padStart(12, '0')}000001` };
}

function moment(chance: Chance): number {
  return Math.floor(chance.next() * MINUTE);
}

/** Rows of a stretch; its end is not in it. */
export function within(rows: readonly Row[], from: number, to: number): Row[] {
  const [first, end] = [from, to].map((at) => new Date(at).toISOString());
  return rows.filter(({ date }) => date >= first! && date < end!);
}

export function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => a.date.localeCompare(b.date));
}
