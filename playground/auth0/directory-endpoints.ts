import {
  type Application,
  DATABASE,
  DIRECTORY,
  EMAIL,
  ENTRA,
  GIFTS,
  GOOGLE,
  MOBILE,
  PORTAL,
  SAML,
  STAFF,
} from '../tenant/larkspur.ts';
import type { Profile } from '../tenant/profile.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint, Query } from './endpoint.ts';

/** Whom the tenant knows. */
export interface Directory {
  /** By e-mail address or user id; empty lists for nobody. */
  profileOf(identifier: string): Profile;
  /** Addresses that suspicious-IP throttling blocks now. */
  isBlocked(ip: string): boolean;
}

/** Users and what belongs to them, blocks of users and of addresses, applications, connections, attack protection. */
export function directoryEndpoints(directory: Directory): Endpoint[] {
  const userOf = (id: string): Profile => {
    const profile = directory.profileOf(id);
    if (profile.users[0]?.user_id !== id) throw new ApiError(404, 'The user does not exist.', 'inexistent_user');
    return profile;
  };
  const users = { scopes: ['read:users'], group: 'users' } as const;
  return [
    { ...users, path: /^\/users-by-email$/, answer: (_, query) => ({ body: byEmail(directory, query) }) },
    { ...users, path: /^\/users$/, answer: (_, query) => ({ body: searched(directory, query) }) },
    { ...users, path: /^\/users\/([^/]+)$/, answer: ([id]) => ({ body: userOf(id!).users[0] }) },
    {
      ...users,
      group: 'others',
      path: /^\/users\/([^/]+)\/enrollments$/,
      answer: ([id]) => ({ body: userOf(id!).enrollments[id!] ?? [] }),
    },
    {
      path: /^\/users\/([^/]+)\/authentication-methods$/,
      scopes: ['read:authentication_methods'],
      group: 'others',
      answer: ([id]) => ({ body: userOf(id!).authenticationMethods[id!] ?? [] }),
    },
    {
      path: /^\/users\/([^/]+)\/organizations$/,
      scopes: ['read:organizations'],
      group: 'others',
      answer: ([id]) => ({ body: userOf(id!).organizations[id!] ?? [] }),
    },
    {
      ...users,
      group: 'others',
      path: /^\/user-blocks$/,
      answer: (_, query) => {
        const identifier = query.get('identifier');
        if (!identifier)
          throw new ApiError(400, "Query validation error: 'Missing required property: identifier'", 'invalid_query');
        return { body: { blocked_for: directory.profileOf(identifier).blocks } };
      },
    },
    {
      ...users,
      group: 'others',
      path: /^\/user-blocks\/([^/]+)$/,
      answer: ([id]) => ({ body: { blocked_for: userOf(id!).blocks } }),
    },
    {
      path: /^\/anomaly\/blocks\/ips\/([^/]+)$/,
      scopes: ['read:anomaly_blocks'],
      group: 'others',
      answer: ([ip]) => {
        if (!directory.isBlocked(ip!)) throw new ApiError(404, 'The IP address is not blocked.');
        return { status: 200 };
      },
    },
    ...settings(),
  ];
}

/** Compared exactly with addresses that are kept in lower case. */
function byEmail(directory: Directory, query: Query): unknown[] {
  const email = query.get('email');
  if (!email) throw new ApiError(400, "Query validation error: 'Missing required property: email'", 'invalid_query');
  return email === email.toLowerCase() ? directory.profileOf(email).users : [];
}

/** `email:"…"` or `user_id:"…"`, in whatever case. */
function searched(directory: Directory, query: Query): unknown {
  const value = /^(?:email|user_id|username|phone_number):"((?:[^"\\]|\\.)*)"$/.exec(query.get('q') ?? '')?.[1];
  if (value === undefined) throw new ApiError(400, 'Invalid query string.', 'invalid_query_string');
  const users = directory.profileOf(value.replace(/\\(.)/g, '$1')).users;
  if (query.get('include_totals') !== 'true') return users;
  return { start: 0, limit: 50, length: users.length, total: users.length, users };
}

const APPLICATIONS = [PORTAL, MOBILE, STAFF, GIFTS];
const CONNECTIONS = [DATABASE, GOOGLE, ENTRA, SAML, DIRECTORY, EMAIL];
const APP_TYPE: Record<Application['kind'], string> = { spa: 'spa', native: 'native', web: 'regular_web' };

function settings(): Endpoint[] {
  const list = (path: RegExp, name: 'clients' | 'connections', rows: unknown[]): Endpoint => ({
    path,
    scopes: [`read:${name}`],
    group: name,
    answer: (_, query) => ({
      body:
        query.get('include_totals') === 'true'
          ? { start: 0, limit: 50, length: rows.length, total: rows.length, [name]: rows }
          : rows,
    }),
  });
  const shield = (name: string, body: unknown): Endpoint => ({
    path: new RegExp(`^/attack-protection/${name}$`),
    scopes: ['read:attack_protection'],
    group: 'others',
    answer: () => ({ body }),
  });
  return [
    list(
      /^\/clients$/,
      'clients',
      APPLICATIONS.map((app) => ({
        client_id: app.clientId,
        name: app.name,
        app_type: APP_TYPE[app.kind],
        callbacks: [app.callback],
        tenant: 'larkspur',
      })),
    ),
    list(
      /^\/connections$/,
      'connections',
      CONNECTIONS.map(({ id, name, strategy }) => ({ id, name, strategy, enabled_clients: [] })),
    ),
    shield('brute-force-protection', {
      enabled: true,
      shields: ['block', 'user_notification'],
      mode: 'count_per_identifier_and_ip',
      allowlist: [],
      max_attempts: 10,
    }),
    shield('suspicious-ip-throttling', {
      enabled: true,
      shields: ['admin_notification', 'block'],
      allowlist: [],
      stage: {
        'pre-login': { max_attempts: 100, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1_200 },
      },
    }),
    shield('breached-password-detection', {
      enabled: true,
      shields: ['block'],
      admin_notification_frequency: [],
      method: 'standard',
    }),
    shield('bot-detection', { bot_detection_level: 'medium', challenge_password_policy: 'when_risky' }),
  ];
}
