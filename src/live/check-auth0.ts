import { z } from 'zod';
import { wallClock } from './clock.ts';
import { oldestLogs } from './log-pages.ts';
import { ManagementApi, type Tenant } from './management-api.ts';
import type { Archive } from './port.ts';
import { isRefused } from './request.ts';

/** One thing looked at, as `whylogin check` prints it. */
export interface Look {
  result: 'ok' | 'note' | 'wrong';
  sentence: string;
}

/** A clock that is off by more makes windows, tokens and Slack's signatures wrong. */
const SKEW = 60_000;
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Every scope that is used, what is lost without it, and whether nothing works then. */
const SCOPES: readonly [scope: string, without: string, needed?: true][] = [
  ['read:logs', 'no logs can be fetched or searched', true],
  ['read:users', 'answers cannot say whether an account exists, is blocked or has a verified address'],
  ['read:anomaly_blocks', 'answers cannot say whether an address is blocked'],
  ['read:authentication_methods', 'answers cannot say which MFA methods a person has'],
  ['read:organizations', 'answers cannot say which organizations a person belongs to'],
];
/** Anything that writes; whylogin never does. */
const WRITES = /^(?:create|update|delete):/;

const oldestDate = z.looseObject({ date: z.string() });

/**
 * Goes through everything that can be wrong between this machine and a tenant, for `whylogin check`: address, client,
 * audience, scopes, clock, and how far back its logs reach. One sentence for each finding; never throws.
 */
export async function checkAuth0(tenant: Tenant, clock = wallClock): Promise<Look[]> {
  const api = new ManagementApi(tenant, clock);
  const found = await looks(api, clock.now()).catch((error: unknown) => [wrong(api.faultOf(error, '/logs').message)]);
  return [...found, ...clockOff(api)];
}

async function looks(api: ManagementApi, now: number): Promise<Look[]> {
  const scopes = await api.scopes();
  const found: Look[] = [{ result: 'ok', sentence: `${api.domain} accepts the application.` }];
  try {
    found.push(await reach(api, now));
  } catch (error) {
    // A token for another API is refused whatever its scopes are.
    if (isRefused(error, 401)) throw error;
    // Said with the other scopes below.
    if (scopes === null || !isRefused(error, 403)) found.push(wrong(api.faultOf(error, '/logs').message));
  }
  return [...found, ...scopeLooks(scopes)];
}

function wrong(sentence: string): Look {
  return { result: 'wrong', sentence };
}

function scopeLooks(scopes: ReadonlySet<string> | null): Look[] {
  if (scopes === null) return [];
  const looks: Look[] = SCOPES.filter(([scope]) => !scopes.has(scope)).map(([scope, without, needed]) => ({
    result: needed ? 'wrong' : 'note',
    sentence: `The application lacks the scope ${scope}: ${without}. Tick it in the Auth0 Dashboard → Applications → APIs → Auth0 Management API → Machine to Machine Applications → your application → Permissions.`,
  }));
  const writing = [...scopes].filter((scope) => WRITES.test(scope));
  if (writing.length > 0)
    looks.push({
      result: 'note',
      sentence: `The application may also write (${writing.slice(0, 3).join(', ')}${writing.length > 3 ? ' and more' : ''}). whylogin only reads: take these scopes away.`,
    });
  return looks;
}

async function reach(api: ManagementApi, now: number): Promise<Look> {
  const [first] = await oldestLogs(api);
  const date = Date.parse(oldestDate.safeParse(first).data?.date ?? '');
  if (Number.isNaN(date)) return { result: 'note', sentence: 'The tenant has no logs yet.' };
  const age = now - date;
  const span = age < 2 * DAY ? `${Math.max(1, Math.round(age / HOUR))} hours` : `${Math.round(age / DAY)} days`;
  return {
    result: 'ok',
    sentence: `Its logs reach ${span} back. What is older than that when whylogin first runs cannot be fetched.`,
  };
}

/** From the Date header of any answer, good or bad. */
function clockOff(api: ManagementApi): Look[] {
  const { skew } = api;
  if (skew === null || Math.abs(skew) < SKEW) return [];
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return [
    wrong(
      `This machine’s clock is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${skew > 0 ? 'ahead of' : 'behind'} Auth0’s. Set it (timedatectl set-ntp true): times in answers are wrong, and Slack refuses what is signed too late.`,
    ),
  ];
}

/** Whether Splunk or Sumo Logic can be searched: by asking for a person whom nobody is. */
export async function checkArchive(archive: Archive, now: number): Promise<Look> {
  const keys = { userIds: [], identifiers: ['whylogin-check@example.com'] };
  const { missing } = await archive.search(keys, { from: now - HOUR, to: now });
  return missing === null
    ? { result: 'ok', sentence: `${archive.name} can be searched.` }
    : wrong(`${archive.name} cannot be searched: ${missing}.`);
}
