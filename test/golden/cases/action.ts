import type { Golden } from '../golden.ts';
import { operation, others, person, row } from '../row.ts';
import { DATABASE, ENTRA, GOOGLE, LAPTOP, PORTAL, SHOP } from '../tenant.ts';

const ola = person('ola.nkemelu@example.com');
const system = { email: '', userId: '', on: DATABASE, app: PORTAL, from: LAPTOP };

function crash(when: string, name: string, message: string, execution: string) {
  return row(when, 'actions_execution_failed', system, {
    details: {
      action_name: name,
      action_id: 'act_1',
      execution_id: execution,
      trigger_id: 'post-login',
      error_class: 'action_error',
      action_error: { name: 'TypeError', message },
    },
    fields: { client_id: undefined, client_name: undefined },
  });
}

const REGION = "Cannot read properties of undefined (reading 'region')";

/** Actions, consent, organizations and sign-up. */
export const action: Golden[] = [
  {
    title: 'The tenant’s own rule denies in words that only the tenant knows',
    ask: ola.email,
    at: '10:00',
    rows: [ola('-9 08:00', 's'), ola('09:31', 'f', { text: 'policy 17', error: 'access_denied' })],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      never: ['unclassified', 'social_refused', 'consent_refused'],
      says: /policy 17/,
    },
  },
  {
    title: 'The tenant has written down what its words mean',
    ask: ola.email,
    at: '10:00',
    rows: [ola('-9 08:00', 's'), ola('09:31', 'f', { text: 'Subscription lapsed (code 12)', error: 'access_denied' })],
    rules: [
      {
        match: 'Subscription lapsed',
        headline: 'The subscription has run out.',
        owner: 'user',
        advice: ['Renew the subscription on the account page.'],
      },
    ],
    is: {
      cause: 'action_denied',
      owner: 'user',
      confidence: 'high',
      cite: ['09:31'],
      says: /subscription has run out/,
    },
  },
  {
    title: 'A rule denies an Entra person after Entra was content',
    ask: 'mia.karlsson@northwind.test',
    at: '10:00',
    rows: [
      person('mia.karlsson@northwind.test', { on: ENTRA })('-9 08:00', 's'),
      person('mia.karlsson@northwind.test', { on: ENTRA })('09:31', 'f', {
        text: 'Access restricted to partners',
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['idp_refused', 'idp_user_not_allowed', 'social_refused'],
    },
  },
  {
    title: 'A rule denies a Google person after Google was content, since a change of the Action',
    ask: ola.email,
    at: '10:00',
    rows: [
      person(ola.email, { on: GOOGLE })('-2 08:00', 's'),
      operation('09:00', 'Deploy an action', { method: 'post', path: '/actions/actions/act_7/deploy' }),
      person(ola.email, { on: GOOGLE })('09:31', 'f', { text: 'Not on the guest list', error: 'access_denied' }),
    ],
    is: { cause: 'action_denied', cite: ['09:31'], changes: ['09:00'], never: ['social_refused'] },
  },
  {
    title: 'An Action crashes on an account without a field; its own row names nobody',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      crash('09:31', 'enrich-tokens', REGION, 'exec-ola-1'),
      ola('09:31:01', 'f', {
        text: REGION,
        error: 'access_denied',
        details: { actions: { executions: ['exec-ola-1'] }, error: { message: REGION, oauthError: 'access_denied' } },
      }),
      ...others(3, '09:33', 's'),
    ],
    is: {
      cause: 'action_failed',
      owner: 'developer',
      state: 'failing',
      confidence: 'high',
      scope: 'this_user',
      cite: ['09:31', '09:31:01'],
      never: ['action_denied', 'unclassified', 'wrong_password'],
      says: /enrich-tokens/,
    },
  },
  {
    title: 'Everybody’s logins crash since the Action was deployed',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      operation('09:00', 'Deploy an action', { method: 'post', path: '/actions/actions/act_7/deploy' }),
      ...others(4, '09:10', 'f', { text: 'fetchPlan is not defined', error: 'access_denied' }),
      ola('09:31', 'f', { text: 'fetchPlan is not defined', error: 'access_denied' }),
    ],
    is: {
      cause: 'action_failed',
      owner: 'developer',
      scope: 'this_application',
      others: 4,
      cite: ['09:31'],
      changes: ['09:00'],
      never: ['action_denied'],
    },
  },
  {
    title: 'The Action crashes in every application, not in one',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      ...others(4, '09:10', 'f', { text: 'fetchPlan is not defined', error: 'access_denied', app: SHOP }),
      ...others(2, '09:20', 'f', { text: 'fetchPlan is not defined', error: 'access_denied' }),
      ola('09:31', 'f', { text: 'fetchPlan is not defined', error: 'access_denied' }),
    ],
    is: {
      cause: 'action_failed',
      owner: 'developer',
      scope: ['everybody', 'this_connection'],
      others: 6,
      cite: ['09:31'],
    },
  },
  {
    title: 'An Action waits too long for another service; a database error it is not',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      ola('09:31', 'f', { text: 'Action “check-licence” timed out after 20 seconds', error: 'server_error' }),
    ],
    is: { cause: 'action_failed', owner: 'developer', cite: ['09:31'], never: ['custom_db_error', 'idp_unavailable'] },
  },
  {
    title: 'The person pressed “Decline” where the application asked for consent',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      ola('09:31', 'f', { text: 'User did not authorize the request', error: 'access_denied' }),
    ],
    is: {
      cause: 'consent_refused',
      owner: 'user',
      state: 'failing',
      confidence: 'high',
      cite: ['09:31'],
      never: ['action_denied', 'social_refused'],
    },
  },
  {
    title: 'Consent declined twice in other words, and a rule that denied somebody else',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      ...others(2, '09:20', 'f', { text: 'policy 17', error: 'access_denied' }),
      ola('09:30', 'f', { text: 'User has declined the consent', error: 'access_denied' }),
      ola('09:31', 'f', { text: 'User has declined the consent', error: 'access_denied' }),
    ],
    is: { cause: 'consent_refused', owner: 'user', scope: 'this_user', cite: ['09:31'], never: ['action_denied'] },
  },
  {
    title: 'Declined once, accepted a minute later: in',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('09:31', 'f', { text: 'User did not authorize the request', error: 'access_denied' }),
      ola('09:32', 's'),
    ],
    is: { cause: 'resolved', state: 'resolved', alternatives: ['consent_refused'], cite: ['09:32'] },
  },
  {
    title: 'Not a member of the organization that was chosen',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-9 08:00', 's'),
      ola('09:31', 'f', {
        text: `user ${ola.userId} is not part of the org_9Kx2mVq organization`,
        error: 'access_denied',
        fields: { organization_id: 'org_9Kx2mVq', organization_name: 'northwind' },
      }),
    ],
    profile: {
      users: [{ user_id: ola.userId, email: ola.email, email_verified: true, identities: [] }],
      organizations: { [ola.userId]: [{ id: 'org_other', name: 'tidewater' }] },
    },
    is: {
      cause: 'not_organization_member',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: 'high',
      cite: ['09:31'],
      never: ['action_denied', 'idp_user_not_allowed'],
      says: /northwind/,
    },
  },
  {
    title: 'The application needs an organization, and the person belongs to none',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('09:31', 'f', {
        text: 'client requires organization membership, but user does not belong to any organization',
        error: 'invalid_request',
      }),
    ],
    is: {
      cause: 'not_organization_member',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['invalid_request', 'unclassified', 'action_denied'],
    },
  },
  {
    title: 'The invitation was opened while signed in as somebody else',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('09:20', 's'),
      ola('09:31', 'fi', {
        details: {
          invitation: {
            id: 'uinv_1',
            invitee: { email: 'ola@partner.test' },
            inviter: { name: 'Odd Berg', organization_id: 'org_9Kx2mVq' },
          },
        },
      }),
    ],
    is: {
      cause: 'invitation_mismatch',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['no_failures', 'resolved'],
    },
  },
  {
    title: 'Asked about the address that was invited: the row carries the other account',
    ask: 'ola@partner.test',
    at: '10:00',
    rows: [
      ola('09:20', 's'),
      ola('09:31', 'fi', {
        details: {
          invitation: {
            id: 'uinv_1',
            invitee: { email: 'ola@partner.test' },
            inviter: { name: 'Odd Berg', organization_id: 'org_9Kx2mVq' },
          },
        },
      }),
    ],
    is: { cause: 'invitation_mismatch', owner: 'user', cite: ['09:31'], never: ['no_events', 'no_failures'] },
  },
  {
    title: 'Sign-up is off, and the person has no account',
    ask: 'new.face@example.net',
    at: '10:00',
    rows: [
      person('new.face@example.net')('09:20', 'fu'),
      person('new.face@example.net')('09:31', 'fs', { text: 'Public signup is disabled' }),
    ],
    is: {
      cause: 'signup_disabled',
      owner: 'tenant_admin',
      state: 'failing',
      cite: ['09:31'],
      never: ['signup_refused', 'connection_disabled'],
    },
  },
  {
    title: 'Sign-ups are not allowed on a federated connection',
    ask: 'new.face@example.net',
    at: '10:00',
    rows: [
      person('new.face@example.net', { on: GOOGLE })('09:31', 'f', {
        text: 'sign ups are disabled for this connection',
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: {
      cause: 'signup_disabled',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['social_refused', 'connection_disabled', 'action_denied'],
    },
  },
  {
    title: 'The password at sign-up is too weak',
    ask: 'new.face@example.net',
    at: '10:00',
    rows: [
      person('new.face@example.net')('09:31', 'fs', {
        text: 'Password is too weak',
        details: {
          description: { rules: [{ message: 'At least %d characters in length', format: [12], verified: false }] },
          error: { message: 'Password is too weak' },
        },
      }),
    ],
    is: {
      cause: 'signup_refused',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['signup_disabled', 'reset_refused'],
      says: /12 characters/,
      advises: /do not tell/i,
    },
  },
  {
    title: 'Signing up again with an address that is taken, then wrong passwords',
    ask: ola.email,
    at: '10:00',
    rows: [
      ola('-40 08:00', 's'),
      ola('09:20', 'fs', { text: 'The user already exists.' }),
      ola('09:31', 'fp'),
      ola('09:33', 'fp'),
    ],
    is: {
      cause: ['wrong_password', 'signup_refused'],
      owner: 'user',
      cite: ['09:33'],
      never: ['signup_disabled', 'unknown_user'],
    },
  },
  {
    title: 'The password at sign-up is on a list of leaked ones',
    ask: 'new.face@example.net',
    at: '10:00',
    rows: [
      person('new.face@example.net')('09:31', 'signup_pwd_leak', {
        text: 'Someone behind the IP address: 203.0.113.10 attempted to signup with a leaked password.',
      }),
      person('new.face@example.net')('09:31:01', 'fs', { text: 'Password leaked' }),
    ],
    is: {
      cause: 'signup_refused',
      owner: 'user',
      cite: ['09:31', '09:31:01'],
      never: ['breached_password_blocked', 'signup_disabled'],
    },
  },
];
