import { isUnknownName, isWrongPassword } from '../causes/reading.ts';
import { eventType } from '../event/event-types.ts';
import { isFailedAttempt, isLogin, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Kind } from './kind.ts';

const FAMILIES = [
  'credential_attack',
  'signup_attack',
  'mfa_attack',
  'rate_limit',
  'outage',
  'configuration',
  'other',
] as const;
export type Family = (typeof FAMILIES)[number];

/** One count of a tenant that is watched minute by minute. */
export interface Series {
  name: string;
  /** "Failed logins" */
  title: string;
  /** What is counted, for "214 people": distinct people or addresses, or single events. */
  unit: 'people' | 'addresses' | 'requests' | 'prompts';
  family: Family;
  kinds: readonly Kind[];
  /** All its events have one cause. */
  oneCause: boolean;
  belongs(event: LogEvent): boolean;
}

const RISE: readonly Kind[] = ['spike'];

function ofTypes(...types: string[]): (event: LogEvent) => boolean {
  const set = new Set(types);
  return (event) => set.has(event.type);
}

/** What every tenant is watched by. */
export const SERIES: readonly Series[] = [
  {
    name: 'failed_login',
    title: 'Failed logins',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: false,
    belongs: isFailedAttempt,
  },
  {
    name: 'unknown_user',
    title: 'Logins with unknown names',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: true,
    belongs: isUnknownName,
  },
  {
    name: 'wrong_password',
    title: 'Wrong passwords',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: true,
    belongs: isWrongPassword,
  },
  {
    name: 'brute_force_block',
    title: 'Brute-force blocks',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('limit_wc', 'limit_sul'),
  },
  {
    name: 'ip_throttle',
    title: 'Throttled addresses',
    unit: 'addresses',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('limit_mu'),
  },
  {
    name: 'breached_password',
    title: 'Breached passwords',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('pwd_leak', 'signup_pwd_leak', 'reset_pwd_leak'),
  },
  {
    name: 'signup_failure',
    title: 'Failed sign-ups',
    unit: 'people',
    family: 'signup_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('fs'),
  },
  {
    name: 'signup',
    title: 'Sign-ups',
    unit: 'people',
    family: 'signup_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('ss'),
  },
  {
    name: 'mfa_failure',
    title: 'Failed second factors',
    unit: 'people',
    family: 'mfa_attack',
    kinds: RISE,
    oneCause: false,
    belongs: ({ type }) => eventType(type).category === 'mfa' && eventType(type).outcome === 'failure',
  },
  {
    name: 'mfa_send',
    title: 'Second factors sent',
    unit: 'people',
    family: 'mfa_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('gd_send_sms', 'gd_send_voice', 'gd_send_pn', 'gd_send_email'),
  },
  {
    name: 'rate_limit',
    title: 'Rate-limited requests',
    unit: 'requests',
    family: 'rate_limit',
    kinds: RISE,
    oneCause: true,
    belongs: ofTypes('api_limit', 'limit_delegation', 'limit_ui'),
  },
  {
    name: 'login',
    title: 'Logins',
    unit: 'people',
    family: 'outage',
    kinds: ['drop'],
    oneCause: false,
    belongs: isLogin,
  },
];

/** Whom or what an event counts for in a series: the same twice in a minute counts once. */
export function countedAs(series: Series, event: LogEvent): string {
  if (series.unit === 'people') return whoOf(event);
  return series.unit === 'addresses' ? (event.ip ?? event.logId) : event.logId;
}

/** What single keys are watched for, beside whole series. */
const KEYED: readonly Series[] = [
  {
    name: 'people_per_ip',
    title: 'People tried from one address',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: false,
    belongs: isFailedAttempt,
  },
  {
    name: 'people_per_network',
    title: 'People tried from one network',
    unit: 'people',
    family: 'credential_attack',
    kinds: RISE,
    oneCause: false,
    belongs: isFailedAttempt,
  },
  {
    name: 'prompts_per_person',
    title: 'Prompts sent to one person',
    unit: 'prompts',
    family: 'mfa_attack',
    kinds: RISE,
    oneCause: true,
    belongs: ({ type }) => type.startsWith('gd_send_'),
  },
];

const BY_NAME = new Map([...SERIES, ...KEYED].map((series) => [series.name, series]));

/** A series by its name, single connections ("connection:…") and applications ("application:…") included. */
export function seriesOf(name: string): Series {
  return BY_NAME.get(name) ?? placeSeries(name);
}

/** The connection or the client id that a series is about; null where it is about neither. */
export function placeOf(series: string, kind: 'connection' | 'application'): string | null {
  return series.startsWith(`${kind}:`) ? series.slice(kind.length + 1) : null;
}

/** Failures on one connection, or in one application by its client id. */
export function placeSeries(name: string): Series {
  const connection = placeOf(name, 'connection');
  const onConnection = connection !== null;
  const place = connection ?? placeOf(name, 'application');
  return {
    name,
    title: onConnection ? `Failures on the connection ${place}` : `Failures in the application with the id ${place}`,
    unit: 'people',
    family: 'configuration',
    kinds: RISE,
    oneCause: true,
    belongs: (event) => isFailedAttempt(event) && (onConnection ? event.connection : event.clientId) === place,
  };
}
