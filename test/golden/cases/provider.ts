import type { Golden } from '../golden.ts';
import { others, person, row } from '../row.ts';
import { type Connection, GITHUB, LDAP, OFFICE, OIDC } from '../tenant.ts';

const ADFS: Connection = { name: 'quarry-adfs', id: 'con_fs00000000000001', strategy: 'adfs', type: 'enterprise' };
const LINKEDIN: Connection = { name: 'linkedin', id: 'con_li00000000000001', strategy: 'linkedin', type: 'social' };
const APPLE: Connection = { name: 'apple', id: 'con_ap00000000000001', strategy: 'apple', type: 'social' };

const ben = person('ben.adler@fernhill.test', { on: OIDC, from: OFFICE });
const sol = person('sol.vega@example.com', { on: GITHUB });
const ria = person('ria.holm@harbour.test', { on: LDAP, from: OFFICE });
const lea = person('lea.brink@quarry.test', { on: ADFS, from: OFFICE });

const directory = (code: string) =>
  `80090308: LdapErr: DSID-0C0903D3, comment: AcceptSecurityContext error, data ${code}, v4563`;

/** Refusals with a user id that still come from the provider, beside those that come from an Action. */
export const provider: Golden[] = [
  ...[
    { on: OIDC, who: ben, text: 'Failed to obtain access token: socket hang up' },
    { on: OIDC, who: ben, text: 'connect ETIMEDOUT 192.0.2.80:443' },
    { on: GITHUB, who: sol, text: 'socket hang up' },
  ].map(
    ({ on, who, text }): Golden => ({
      title: `The provider of ${on.name} cannot be reached, for anybody: ${text}`,
      ask: who.email,
      at: '10:00',
      rows: [
        who('-1 08:00', 's'),
        ...others(4, '09:02', 'f', { on, text, error: 'server_error' }),
        ...others(3, '09:10', 's'),
        who('09:31', 'f', { text, error: 'server_error' }),
      ],
      is: {
        cause: 'idp_unavailable',
        owner: 'idp_admin',
        scope: 'this_connection',
        cite: ['09:31'],
        never: ['action_failed', 'action_denied'],
      },
    }),
  ),
  {
    title: 'The same words from an Action, as its own row says',
    ask: ben.email,
    at: '10:00',
    rows: [
      ben('-1 08:00', 's'),
      row('09:30:59', 'actions_execution_failed', ben, {
        details: { action_name: 'Look up customer', error: { message: 'socket hang up' } },
      }),
      ben('09:31', 'f', { text: 'socket hang up', error: 'server_error' }),
    ],
    is: { cause: 'action_failed', owner: 'developer', cite: ['09:31'], never: ['idp_unavailable'] },
  },
  {
    title: 'An Action’s call is cut off for somebody with a password here',
    ask: 'tom.berg@example.com',
    at: '10:00',
    rows: [
      person('tom.berg@example.com')('-1 08:00', 's'),
      person('tom.berg@example.com')('09:31', 'f', { text: 'socket hang up', error: 'server_error' }),
    ],
    is: { cause: 'action_failed', owner: 'developer', cite: ['09:31'], never: ['idp_unavailable'] },
  },
  {
    title: 'The directory says that the account is locked, by a number',
    ask: ria.email,
    at: '10:00',
    rows: [ria('-1 08:00', 's'), ria('09:31', 'fc', { text: directory('775'), error: 'access_denied' })],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      state: 'failing',
      cite: ['09:31'],
      never: ['action_denied', 'connector_offline', 'unclassified'],
    },
  },
  {
    title: 'The directory says that the password has expired, in a row of another type',
    ask: ria.email,
    at: '10:00',
    rows: [ria('-1 08:00', 's'), ria('09:31', 'f', { text: directory('532'), error: 'access_denied' })],
    is: {
      cause: 'idp_refused',
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['action_denied', 'wrong_password'],
      says: /the password there has expired/,
    },
  },
  {
    title: 'The words of the directory name the user and the password that expired, before the number',
    ask: ria.email,
    at: '10:00',
    rows: [
      ria('-1 08:00', 's'),
      ria('09:31', 'fc', {
        text: 'The user’s password has expired (AcceptSecurityContext error, data 532)',
        error: 'access_denied',
      }),
    ],
    is: { cause: 'idp_refused', owner: 'idp_admin', cite: ['09:31'], never: ['idp_user_not_allowed', 'action_denied'] },
  },
  {
    title: 'A login script reads a field of nothing, and nobody is known yet',
    ask: 'una.weiss@example.com',
    at: '10:00',
    rows: [
      ...others(4, '08:10', 's'),
      person('una.weiss@example.com')('09:31', 'f', {
        text: "Cannot read property 'hash' of null",
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: { cause: ['custom_db_error', 'action_failed'], owner: 'developer', cite: ['09:31'], never: ['action_denied'] },
  },
  {
    title: 'An Action denies somebody of the directory after the directory was content',
    ask: ria.email,
    at: '10:00',
    rows: [
      ria('-1 08:00', 's'),
      ria('09:31', 'f', { text: 'Contractors have no access on weekends', error: 'access_denied' }),
    ],
    is: { cause: 'action_denied', owner: 'tenant_admin', cite: ['09:31'], never: ['idp_refused', 'connector_offline'] },
  },
  {
    title: 'ADFS refuses in its own numbers',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-1 08:00', 's'),
      lea('09:31', 'f', {
        text: 'MSIS7102: Requested Authentication Method is not supported on the STS.',
        error: 'access_denied',
      }),
    ],
    is: { cause: 'idp_refused', owner: 'idp_admin', cite: ['09:31'], never: ['action_denied', 'unclassified'] },
  },
  {
    title: 'The connector was offline, somebody is in again by it, and now the password is wrong',
    ask: ria.email,
    at: '15:00',
    rows: [
      ria('-1 08:00', 's'),
      row('08:00', 'coff', ria, { fields: { connection: LDAP.name } }),
      ria('08:05', 'f', { text: 'Failed by connector', userId: '' }),
      row('08:30', 'con', ria, { fields: { connection: LDAP.name } }),
      ria('09:30', 's'),
      ria('14:25', 'fp'),
    ],
    is: {
      cause: 'wrong_password',
      state: 'failing',
      cite: ['14:25'],
      never: ['connector_offline'],
      advises: /company’s IT/,
    },
  },
  {
    title: 'The row that the connector is back was lost; a login by it shows it',
    ask: ria.email,
    at: '15:00',
    rows: [row('08:00', 'coff', ria, { fields: { connection: LDAP.name } }), ria('09:30', 's'), ria('14:25', 'fp')],
    is: { cause: 'wrong_password', cite: ['14:25'], never: ['connector_offline'] },
  },
  {
    title: 'LinkedIn’s own word for a cancelled login',
    ask: 'cyd.moss@example.com',
    at: '10:00',
    rows: [
      person('cyd.moss@example.com', { on: LINKEDIN })('-1 08:00', 's'),
      person('cyd.moss@example.com', { on: LINKEDIN })('09:31', 'f', {
        text: 'The user cancelled LinkedIn login',
        error: 'user_cancelled_login',
      }),
    ],
    is: { cause: 'social_refused', owner: 'user', cite: ['09:31'], never: ['unclassified', 'action_denied'] },
  },
  {
    title: 'The application sends Apple’s code too late; nobody cancelled',
    ask: 'leo.ferri@example.com',
    at: '10:00',
    rows: [
      person('leo.ferri@example.com', { on: APPLE })('-1 08:00', 's'),
      person('leo.ferri@example.com', { on: APPLE })('09:31', 'fens', {
        text: 'Apple: invalid_grant. The code has expired or has been revoked.',
        error: 'invalid_grant',
      }),
    ],
    is: { cause: 'idp_refused', cite: ['09:31'], never: ['unclassified', 'authorization_code_invalid'] },
  },
];
