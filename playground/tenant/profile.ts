import type { LoggedRow } from './numbering.ts';
import type { Person } from './people.ts';

type Fields = Record<string, unknown>;

/** What the Management API would tell about one person now, as its endpoints return it. */
export interface Profile {
  users: Fields[];
  /** `blocked_for` of user-blocks. */
  blocks: Fields[];
  /** By user id. */
  authenticationMethods: Record<string, Fields[]>;
  enrollments: Record<string, Fields[]>;
  organizations: Record<string, Fields[]>;
}

/** What an account's own rows and the operations on it made of it. */
export function profileOf(accounts: readonly Person[], rows: readonly LoggedRow[]): Profile {
  const profile: Profile = { users: [], blocks: [], authenticationMethods: {}, enrollments: {}, organizations: {} };
  for (const person of accounts) {
    const own = rows.filter(({ body }) => body.user_id === person.userId || body.user_name === person.email);
    profile.users.push(user(person, own, rows));
    profile.blocks.push(...blocks(own));
    const { methods, enrollments } = factors(person, own);
    profile.authenticationMethods[person.userId] = methods;
    profile.enrollments[person.userId] = enrollments;
    profile.organizations[person.userId] = organizations(person);
  }
  return profile;
}

function lastOf(rows: readonly LoggedRow[], ...types: string[]): LoggedRow | undefined {
  return rows.findLast(({ body }) => types.includes(body.type));
}

/** A login with something typed. A blocked login counts too, as Auth0 counts it. */
function logins(rows: readonly LoggedRow[]): LoggedRow[] {
  return rows.filter(
    ({ body }) => (body.type === 's' && body.details?.stats !== undefined) || body.description === 'user is blocked',
  );
}

function user(person: Person, own: readonly LoggedRow[], all: readonly LoggedRow[]): Fields {
  const { connection, userId, email } = person;
  const counted = logins(own);
  const last = counted.at(-1);
  const blocked = lastOperation(userId, all)?.blocked;
  const changed = lastOf(own, 'scp')?.body.date;
  const verified = person.emailVerified || lastOf(own, 'sv') !== undefined;
  return {
    user_id: userId,
    email,
    email_verified: verified,
    name: person.name,
    created_at: new Date(person.createdAt).toISOString(),
    updated_at: last?.body.date ?? new Date(person.createdAt).toISOString(),
    identities: [
      {
        connection: connection.name,
        provider: userId.slice(0, userId.indexOf('|')),
        user_id: userId.slice(userId.indexOf('|') + 1),
        isSocial: connection.strategyType === 'social',
      },
    ],
    logins_count: person.loginsBefore + counted.length,
    ...(last ? { last_login: last.body.date, last_ip: last.body.ip } : {}),
    ...(changed ? { last_password_reset: changed } : {}),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

/** The body of the newest operation on the account. */
function lastOperation(userId: string, all: readonly LoggedRow[]): Fields | undefined {
  const path = `/api/v2/users/${encodeURIComponent(userId)}`;
  const requests = all
    .filter(({ body }) => body.type === 'sapi')
    .map(({ body }) => body.details?.request as { path: string; body?: Fields });
  return requests.findLast((request) => request.path === path)?.body;
}

/** A block stands until it is released or the password changed. */
function blocks(own: readonly LoggedRow[]): Fields[] {
  const block = lastOf(own, 'limit_wc');
  if (block === undefined || (lastOf(own, 'ublkdu', 'scp')?.at ?? 0) > block.at) return [];
  return [{ identifier: block.body.user_name, ip: block.body.ip, connection: block.body.connection }];
}

function factors(person: Person, own: readonly LoggedRow[]): { methods: Fields[]; enrollments: Fields[] } {
  const { factor } = person;
  if (factor) {
    const created_at = new Date(factor.confirmedAt).toISOString();
    const last_auth_at = lastOf(own, 'gd_auth_succeed')?.body.date;
    const id = factor.id.slice(factor.id.indexOf('|') + 1);
    return {
      methods: [
        {
          id: factor.id,
          type: METHOD[factor.type],
          confirmed: true,
          created_at,
          ...(last_auth_at ? { last_auth_at } : {}),
        },
      ],
      enrollments: [{ id, status: 'confirmed', type: ENROLLMENT[factor.type], enrolled_at: created_at }],
    };
  }
  const started = lastOf(own, 'gd_start_enroll');
  const pending = started?.body.details?.enrollment as { _id: string } | undefined;
  if (started === undefined || pending === undefined) return { methods: [], enrollments: [] };
  const { _id } = pending;
  return {
    methods: [{ id: `totp|${_id}`, type: 'totp', confirmed: false, created_at: started.body.date }],
    enrollments: [{ id: _id, status: 'pending', type: 'authenticator', enrolled_at: null }],
  };
}

/** The Management API's names for a factor differ from the log's. */
const METHOD = { totp: 'totp', sms: 'phone', 'push-notification': 'push-notification', email: 'email' } as const;
const ENROLLMENT = { totp: 'authenticator', sms: 'sms', 'push-notification': 'pn', email: 'email' } as const;

function organizations({ organization }: Person): Fields[] {
  return organization === null
    ? []
    : [{ id: organization.id, name: organization.name, display_name: organization.displayName }];
}
