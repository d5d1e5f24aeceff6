import type { Golden } from '../golden.ts';
import { operation, others, person, row } from '../row.ts';
import { ENTRA, GITHUB, GOOGLE, LDAP, OFFICE, OIDC, OKTA, PORTAL } from '../tenant.ts';

const mia = person('mia.karlsson@northwind.test', { on: ENTRA, from: OFFICE });
const kai = person('kai.brandt@tidewater.test', { on: OKTA, from: OFFICE });
const ben = person('ben.adler@fernhill.test', { on: OIDC, from: OFFICE });
const ria = person('ria.holm@harbour.test', { on: LDAP, from: OFFICE });
const sol = person('sol.vega@example.com', { on: GOOGLE });

/** The provider never said who it was: no user id; the name only as a hint of the request. */
function unknown(who: typeof mia, when: string, text: string, error = 'access_denied') {
  return who.nameless(when, 'f', { text, error, details: { qs: { client_id: PORTAL.id, login_hint: who.email } } });
}

const EXPIRED =
  "AADSTS7000222: The provided client secret keys for app '11112222-bbbb-3333-cccc-4444dddd5555' are expired.";
const THUMBPRINT = 'Invalid thumbprint (configured: 3F9A1C77. calculated: B70D44E1)';

/** Identity providers by SAML, OIDC and directory. */
export const enterprise: Golden[] = [
  {
    title: 'The secret at Entra expired in the morning, for everybody',
    ask: mia.email,
    at: '10:00',
    rows: [
      mia('-1 08:00', 's'),
      ...others(4, '07:40', 's', { on: ENTRA }),
      ...others(6, '09:02', 'f', { on: ENTRA, text: EXPIRED, error: 'invalid_client', userId: '' }),
      unknown(mia, '09:31', EXPIRED, 'invalid_client'),
    ],
    is: {
      cause: 'idp_secret_expired',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: 'high',
      scope: 'this_connection',
      others: 6,
      cite: ['09:31'],
      never: ['idp_user_not_allowed', 'idp_refused', 'client_authentication_failed'],
      advises: /do not reset/i,
    },
  },
  {
    title: 'A generic OIDC provider answers invalid_client after somebody changed the connection',
    ask: ben.email,
    at: '10:00',
    rows: [
      ben('-1 08:00', 's'),
      operation('09:20', 'Update a Connection', {
        method: 'patch',
        path: `/connections/${OIDC.id}`,
        body: { options: {} },
      }),
      ...others(3, '09:25', 'f', {
        on: OIDC,
        text: 'Client authentication failed',
        error: 'invalid_client',
        userId: '',
      }),
      unknown(
        ben,
        '09:31',
        '{"error":"invalid_client","error_description":"The client secret supplied for a confidential client is invalid."}',
      ),
    ],
    is: {
      cause: 'idp_secret_expired',
      owner: 'tenant_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      changes: ['09:20'],
      never: ['client_authentication_failed', 'social_refused'],
    },
  },
  {
    title: 'Entra does not let this one person in; the colleagues get in',
    ask: mia.email,
    at: '10:00',
    rows: [
      ...others(6, '09:20', 's', { on: ENTRA }),
      mia.nameless('09:31', 'f', {
        text: `AADSTS50105: The signed in user '${mia.email}' is not assigned to a role for the application '11112222-bbbb-3333-cccc-4444dddd5555'.`,
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      state: 'failing',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['idp_secret_expired', 'idp_refused', 'no_failures'],
    },
  },
  {
    title: 'Okta’s own words: not assigned to this application; a social account exists beside',
    ask: ben.email,
    at: '10:00',
    rows: [
      person(ben.email, { on: GOOGLE, from: OFFICE })('-9 08:00', 's'),
      ...others(4, '09:40', 's', { on: OIDC }),
      unknown(ben, '09:31', 'User is not assigned to the client application.'),
    ],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['wrong_connection', 'social_refused', 'action_denied'],
    },
  },
  {
    title: 'Conditional access stops one person',
    ask: mia.email,
    at: '10:00',
    rows: [
      mia('-1 08:00', 's'),
      ...others(4, '09:40', 's', { on: ENTRA }),
      unknown(
        mia,
        '09:31',
        'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
      ),
    ],
    is: { cause: 'idp_user_not_allowed', owner: 'idp_admin', cite: ['09:31'], never: ['admin_blocked', 'acl_blocked'] },
  },
  {
    title: 'The provider refuses for a reason of its own',
    ask: mia.email,
    at: '10:00',
    rows: [
      mia('-1 08:00', 's'),
      unknown(
        mia,
        '09:31',
        'AADSTS90072: User account from identity provider does not exist in tenant and cannot access the application. The account needs to be added as an external user.',
      ),
    ],
    is: {
      cause: ['idp_user_not_allowed', 'idp_refused'],
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['unknown_user'],
    },
  },
  {
    title: 'An OIDC provider says no without saying why',
    ask: ben.email,
    at: '10:00',
    rows: [
      ben('-1 08:00', 's'),
      ...others(2, '09:40', 's', { on: OIDC }),
      unknown(ben, '09:31', 'The resource owner or authorization server denied the request.'),
    ],
    is: {
      cause: 'idp_refused',
      owner: 'idp_admin',
      state: 'failing',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      never: ['action_denied', 'social_refused'],
    },
  },
  {
    title: 'A SAML provider answers with a status that is no success; the password is never ours',
    ask: kai.email,
    at: '10:00',
    rows: [
      kai('-1 08:00', 's'),
      unknown(kai, '09:31', 'The response status is not Success. Status: urn:oasis:names:tc:SAML:2.0:status:Responder'),
    ],
    is: {
      cause: 'idp_refused',
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['saml_certificate_mismatch', 'wrong_password', 'unclassified'],
    },
  },
  {
    title: 'The provider does not answer, for all of its people',
    ask: ben.email,
    at: '10:00',
    rows: [
      ben('-1 08:00', 's'),
      ...others(4, '09:20', 'f', {
        on: OIDC,
        text: 'connect ETIMEDOUT 192.0.2.80:443',
        error: 'server_error',
        userId: '',
      }),
      unknown(ben, '09:31', 'connect ETIMEDOUT 192.0.2.80:443', 'server_error'),
    ],
    is: {
      cause: 'idp_unavailable',
      owner: 'idp_admin',
      scope: 'this_connection',
      others: 4,
      cite: ['09:31'],
      never: ['custom_db_error', 'action_failed', 'idp_refused'],
    },
  },
  {
    title: 'Google has an outage',
    ask: sol.email,
    at: '10:00',
    rows: [
      sol('-1 08:00', 's'),
      ...others(3, '09:25', 'f', {
        on: GOOGLE,
        text: 'failed to obtain access token: 503 Service Unavailable',
        error: 'server_error',
        userId: '',
      }),
      unknown(sol, '09:31', 'failed to obtain access token: 503 Service Unavailable', 'server_error'),
    ],
    is: {
      cause: 'idp_unavailable',
      owner: 'idp_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['social_refused'],
    },
  },
  {
    title: 'The signing certificate of a SAML provider was changed; everybody meets the thumbprint',
    ask: kai.email,
    at: '10:00',
    rows: [
      kai('-1 08:00', 's'),
      ...others(3, '07:55', 's', { on: OKTA }),
      ...others(4, '09:10', 'f', { on: OKTA, text: THUMBPRINT, error: 'access_denied', userId: '' }),
      unknown(kai, '09:31', THUMBPRINT),
    ],
    is: {
      cause: 'saml_certificate_mismatch',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: 'high',
      scope: 'this_connection',
      others: 4,
      cite: ['09:31'],
      never: ['idp_refused', 'idp_user_not_allowed'],
    },
  },
  {
    title: 'The signature cannot be verified, for the first person of the morning',
    ask: kai.email,
    at: '10:00',
    rows: [kai('-1 08:00', 's'), unknown(kai, '09:31', 'Unable to verify the signature of the SAML assertion')],
    is: {
      cause: 'saml_certificate_mismatch',
      owner: 'tenant_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['idp_refused', 'idp_attribute_missing'],
    },
  },
  {
    title: 'The audience is another than expected',
    ask: kai.email,
    at: '10:00',
    rows: [
      ...others(2, '09:10', 'f', {
        on: OKTA,
        text: 'Audience is invalid. Configured: urn:auth0:larkmoor:tidewater-okta',
        userId: '',
      }),
      unknown(kai, '09:31', 'Audience is invalid. Configured: urn:auth0:larkmoor:tidewater-okta'),
    ],
    is: {
      cause: 'saml_audience_mismatch',
      owner: 'idp_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['invalid_request', 'idp_refused'],
    },
  },
  {
    title: 'The audience is wrong after the connection was changed here; an old session still answers',
    ask: kai.email,
    at: '10:00',
    rows: [
      kai('-1 08:00', 's'),
      operation('09:20', 'Update a Connection', {
        method: 'patch',
        path: `/connections/${OKTA.id}`,
        body: { options: {} },
      }),
      unknown(kai, '09:31', 'Audience is invalid'),
      kai('09:40', 'ssa'),
    ],
    is: { cause: 'saml_audience_mismatch', cite: ['09:31'], changes: ['09:20'], never: ['resolved', 'no_failures'] },
  },
  {
    title: 'Started from the provider’s own page, which is not allowed',
    ask: kai.email,
    at: '10:00',
    rows: [
      kai('-1 08:00', 's'),
      kai('09:31', 'f', {
        text: 'IdP-Initiated login is not enabled for connection "tidewater-okta".',
        error: 'invalid_request',
        userId: '',
      }),
    ],
    is: {
      cause: 'saml_idp_initiated',
      owner: 'tenant_admin',
      state: 'failing',
      cite: ['09:31'],
      never: ['connection_disabled', 'invalid_request'],
    },
  },
  {
    title: 'RelayState got lost on the way back',
    ask: kai.email,
    at: '10:00',
    rows: [unknown(kai, '09:31', 'Missing RelayState parameter in the SAML response', 'invalid_request')],
    is: {
      cause: 'saml_idp_initiated',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['invalid_request', 'login_session_lost', 'idp_attribute_missing'],
    },
  },
  {
    title: 'The assertion is expired when it arrives',
    ask: kai.email,
    at: '10:00',
    rows: [
      kai('-1 08:00', 's'),
      ...others(3, '09:20', 'f', { on: OKTA, text: 'SAML assertion expired', userId: '' }),
      unknown(kai, '09:31', 'SAML assertion expired'),
    ],
    is: {
      cause: 'saml_clock_skew',
      owner: 'idp_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['session_expired', 'idp_refused', 'saml_certificate_mismatch'],
    },
  },
  {
    title: 'The assertion is not yet valid; a certificate that is also about to expire is not the reason',
    ask: kai.email,
    at: '10:00',
    rows: [kai('-1 08:00', 's'), unknown(kai, '09:31', 'assertion is not yet valid. NotBefore=2026-10-14T09:36:00Z')],
    is: {
      cause: 'saml_clock_skew',
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['saml_certificate_mismatch', 'idp_refused'],
    },
  },
  {
    title: 'The provider does not send the e-mail address that the login needs',
    ask: ben.email,
    at: '10:00',
    rows: [unknown(ben, '09:31', 'The required claim "email" is missing in the id_token')],
    is: {
      cause: 'idp_attribute_missing',
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['email_unverified', 'invalid_request', 'idp_refused'],
    },
  },
  {
    title: 'The mapping finds no user id in the assertion of this one person',
    ask: kai.email,
    at: '10:00',
    rows: [
      ...others(4, '09:20', 's', { on: OKTA }),
      unknown(
        kai,
        '09:31',
        'The connection tidewater-okta did not return a value for the user_id mapping (nameIdentifier)',
      ),
    ],
    is: {
      cause: 'idp_attribute_missing',
      owner: 'idp_admin',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['idp_refused', 'idp_user_not_allowed'],
    },
  },
  {
    title: 'The directory’s connector went offline before breakfast',
    ask: ria.email,
    at: '10:00',
    rows: [
      ria('-1 08:00', 's'),
      row('08:10', 'coff', ria, { text: 'Connector is offline', fields: { connection: LDAP.name } }),
      ...others(3, '08:30', 'f', { on: LDAP, text: 'The connection to the directory could not be made', userId: '' }),
      ria('09:31', 'f', { text: 'The connection to the directory could not be made', userId: '' }),
    ],
    is: {
      cause: 'connector_offline',
      owner: 'tenant_admin',
      scope: 'this_connection',
      cite: ['08:10', '09:31'],
      never: ['idp_unavailable', 'idp_refused', 'connection_disabled'],
    },
  },
  {
    title: 'No active connector, as the refusal itself says',
    ask: ria.email,
    at: '10:00',
    rows: [ria('-1 08:00', 's'), ria('09:31', 'fc', { text: 'no active connector for harbour-ldap', userId: '' })],
    is: {
      cause: 'connector_offline',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['unclassified', 'connection_disabled'],
    },
  },
  {
    title: 'The connector was offline at night and is back; the password is wrong now',
    ask: ria.email,
    at: '10:00',
    rows: [
      ria('-1 08:00', 's'),
      row('02:10', 'coff', ria, { fields: { connection: LDAP.name } }),
      row('02:40', 'con', ria, { fields: { connection: LDAP.name } }),
      ria('09:31', 'fp', { text: 'Wrong email or password.' }),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['connector_offline'] },
  },
  {
    title: 'Cancelled on Google’s page',
    ask: sol.email,
    at: '10:00',
    rows: [sol('-1 08:00', 's'), sol.nameless('09:31', 'f', { text: 'access_denied', error: 'access_denied' })],
    is: {
      cause: 'social_refused',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['action_denied', 'consent_refused', 'unclassified'],
    },
  },
  {
    title: 'Cancelled at GitHub, and then a post-login rule is not to blame',
    ask: 'sol.vega@example.com',
    at: '10:00',
    rows: [
      person('sol.vega@example.com', { on: GITHUB })('-1 08:00', 's'),
      person('sol.vega@example.com', { on: GITHUB }).nameless('09:31', 'f', {
        text: 'The user has denied your application access.',
        error: 'access_denied',
      }),
    ],
    is: { cause: 'social_refused', owner: 'user', cite: ['09:31'], never: ['action_denied', 'idp_refused'] },
  },
];
