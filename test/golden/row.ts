import { createHash } from 'node:crypto';
import {
  type Application,
  type Connection,
  DATABASE,
  type Device,
  HOST,
  LAPTOP,
  PORTAL,
  SERVER,
  TENANT,
} from './tenant.ts';
import { moment } from './time.ts';

/** One row as `GET /api/v2/logs` returns it. */
export type Raw = { readonly date: string; readonly type: string; readonly log_id: string } & Record<string, unknown>;

/** A row with the words by which a case speaks of it: "09:31", or "09:31 fp" where several rows share a minute. */
export interface Row {
  when: string;
  raw: Raw;
}

/** What a row has beyond its type's own shape. */
export interface Extra {
  /** The error's message and the description. */
  text?: string;
  /** The OAuth code. */
  error?: string;
  /** details.error.type */
  errorType?: string;
  details?: Record<string, unknown>;
  on?: Connection;
  app?: Application;
  from?: Device;
  /** As typed, instead of the person's name. */
  name?: string;
  userId?: string;
  session?: string;
  transaction?: string;
  /** Second factors: "totp", "sms", "push-notification", "email", "webauthn-roaming", "recovery-code". */
  factor?: string;
  /** `s`: a second factor was passed in this login. */
  mfa?: boolean;
  /** Top-level fields that win over all others; undefined removes one. */
  fields?: Record<string, unknown>;
}

export interface Who {
  email: string;
  userId: string;
  on: Connection;
  app: Application;
  from: Device;
}

function hex(seed: string, digits: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, digits);
}

/** Auth0's words where a case does not give others. */
const TEXTS: Record<string, string> = {
  fp: 'Wrong email or password.',
  fu: 'Wrong email or password.',
  fsa: 'Login required',
  cs: 'Passwordless code sent',
  cls: 'Passwordless link sent',
  pla: 'Pre-login Assessment',
  scp: 'You can now login to the application with the new password.',
  sv: 'Your email was verified. You can continue using the application.',
  fi: 'the specified account is not allowed to accept the current invitation',
  ferrt: 'Unsuccessful Refresh Token exchange, reused refresh token detected',
  fertft: 'Unknown or invalid refresh token.',
  limit_mu: 'An IP address is blocked because it attempted too many failed logins without a successful login.',
  limit_sul:
    'A user is temporarily prevented from logging in because they reached the maximum logins per time period from the same IP address',
  actions_execution_failed: 'Execution of an Action failed',
  acls_summary: 'Network ACLs summary',
  gd_start_enroll: 'Guardian - Enroll started',
  gd_start_auth: 'Guardian - Second factor started',
  gd_auth_rejected: 'Guardian - Second factor authentication rejected',
  gd_otp_rate_limit_exceed: 'Guardian - Too many failures',
};

/** Types that hold an error in their details. */
const FAILED = new Set([
  'f',
  'fp',
  'fu',
  'fs',
  'fsa',
  'fcoa',
  'fc',
  'fens',
  'fepotpft',
  'passkey_challenge_failed',
  'fpar',
]);
/** Rows that name nobody, and have no application or connection of their own. */
const BARE = new Set(['api_limit', 'acls_summary', 'coff', 'con', 'actions_execution_failed', 'limit_mu', 'pla']);
/** Attack protection knows the name that was typed, never the user id. */
const TYPED_ONLY = new Set([
  'limit_wc',
  'limit_sul',
  'pwd_leak',
  'fu',
  'cs',
  'cls',
  'limit_phone',
  'reset_pwd_leak',
  'signup_pwd_leak',
  'fs',
]);
/** Token exchanges: no connection. */
const EXCHANGE = /^(s|f)e(acft|rtft|ccft|pft|de|otpft|oobft|pkce)$|^ferrt$|^fercft$/;

function details(type: string, who: Who, at: number, extra: Extra): Record<string, unknown> {
  const { text, on = who.on, app = who.app } = extra;
  const made: Record<string, unknown> = {};
  const session =
    extra.session ?? hex(`${who.email} ${(extra.from ?? who.from).agent} ${Math.floor(at / 600_000)}`, 32);
  if (/^(s|f|gd_.*|pla|fsa|ssa)$/.test(type)) made.session_id = session;
  if (extra.transaction) made.transaction_id = extra.transaction;
  if (FAILED.has(type) && text !== undefined) {
    made.error = {
      message: text,
      ...(extra.error ? { oauthError: extra.error } : {}),
      ...(type === 'f' || type === 'fsa' || extra.errorType ? { type: extra.errorType ?? 'oauth-authorization' } : {}),
    };
  }
  if (type === 'f' || type === 'fsa' || type === 'fcoa') {
    made.qs = { client_id: app.id, redirect_uri: 'https://app.example.com/callback', response_type: 'code' };
    if (type === 'fsa') Object.assign(made.qs as object, { prompt: 'none', redirect_uri: 'https://app.example.com' });
  }
  if (type === 's' || type === 'scoa') {
    const step = {
      name: on.type === 'social' || on.type === 'enterprise' ? 'federated-authenticate' : 'prompt-authenticate',
      connection: on.name,
      strategy: on.strategy,
    };
    made.prompts = [step, { name: 'login' }, ...(extra.mfa ? [{ name: 'mfa', performed_amr: ['mfa'] }] : [])];
  }
  if (type === 'ssa') made.prompts = [];
  if (type.startsWith('gd_') && !type.startsWith('gd_start_enroll')) {
    const factor = extra.factor ?? 'totp';
    made.authenticator = { id: `${factor}|dev_${hex(who.email, 12)}`, type: factor };
  }
  if (/^(cs|cls|scpr|fcpr|fs|ss|svr)$/.test(type))
    made.body = {
      client_id: app.id,
      connection: on.name,
      [on.strategy === 'sms' ? 'phone_number' : 'email']: extra.name ?? who.email,
      tenant: TENANT,
    };
  if (type === 'scp') made.query = { user_id: who.userId, email: who.email, tenant: TENANT, connection: on.name };
  if (type === 'ferrt') Object.assign(made, { familyId: hex(who.email, 24), tokenCounter: 4, latestCounter: 5 });
  if (type === 'limit_mu') made.flow = 'login';
  if (type === 'fn') Object.assign(made, { to: who.email, email_type: 'verify_email' });
  if (type === 'pla') Object.assign(made, { requiresVerification: false, ipOnAllowlist: false });
  return { ...made, ...extra.details };
}

function described(type: string, who: Who, extra: Extra): string {
  if (extra.text !== undefined) return extra.text;
  const { ip } = extra.from ?? who.from;
  if (type === 'limit_wc')
    return `User (${extra.name ?? who.email}) attempted 10 consecutive logins unsuccessfully. Brute force protection is enabled for this connection, further attempts are blocked from this IP address for this user.`;
  if (type === 'pwd_leak')
    return `Someone behind the IP address: ${ip} attempted to login with a leaked password. A shield to prevent this action was enabled, further attempts are blocked.`;
  if (type === 'fn') return `To: ${who.email}`;
  const factor = extra.factor ?? 'totp';
  if (type === 'gd_auth_succeed') return `Guardian - Second factor authentication succeed (${factor})`;
  if (type === 'gd_auth_failed') return `Guardian - Second factor authentication failed (${factor})`;
  if (type === 'gd_enrollment_complete') return `Guardian - Enrollment complete (${factor})`;
  return TEXTS[type] ?? '';
}

let made = 0;

/** One row of a type in the shape Auth0 gives it. */
export function row(when: string, type: string, who: Who, given: Extra = {}, { nameless = false } = {}): Row {
  const at = moment(when);
  const text = described(type, who, given);
  const extra = { ...given, text, ...(type === 'fsa' && given.text === undefined ? { error: 'login_required' } : {}) };
  const { on = who.on, app = who.app, from = who.from } = extra;
  const anonymous = nameless || BARE.has(type) || type === 'fsa';
  const fields: Record<string, unknown> = {
    date: new Date(at).toISOString(),
    type,
    ...(type === 's' ? {} : { description: text }),
    ...(type.startsWith('gd_') || BARE.has(type) || EXCHANGE.test(type)
      ? {}
      : { connection: on.name, connection_id: on.id, strategy: on.strategy, strategy_type: on.type }),
    ...(EXCHANGE.test(type) ? { connection_id: '' } : {}),
    ...(type.startsWith('gd_') || type === 'fn' || type === 'acls_summary'
      ? {}
      : { client_id: app.id, client_name: app.name }),
    ...(type === 'fn' || type === 'acls_summary' || type === 'actions_execution_failed'
      ? {}
      : { ip: from.ip, user_agent: from.agent }),
    hostname: HOST,
    details: details(type, who, at, extra),
    ...(anonymous || type === 'fn'
      ? {}
      : {
          user_id: extra.userId ?? (TYPED_ONLY.has(type) ? '' : who.userId),
          ...(type.startsWith('gd_') ? {} : { user_name: extra.name ?? who.email }),
        }),
    log_id: `90020${new Date(at).toISOString().replace(/\D/g, '').slice(0, 17)}${String(++made).padStart(34, '0')}`,
    ...extra.fields,
  };
  return { when, raw: fields as unknown as Raw };
}

export interface Person extends Who {
  /** A row of theirs. */
  (when: string, type: string, extra?: Extra): Row;
  /** A row from their browser that names nobody. */
  nameless(when: string, type: string, extra?: Extra): Row;
}

function userIdOf(email: string, on: Connection): string {
  const id = hex(`${email} ${on.name}`, 24);
  if (on.type === 'social') return `${on.strategy}|${BigInt(`0x${id.slice(0, 16)}`)}`;
  if (on.strategy === 'samlp') return `samlp|${on.name}|${email}`;
  return `${on.type === 'enterprise' ? on.strategy : on.type === 'passwordless' ? on.strategy : 'auth0'}|${id}`;
}

/** Somebody with an account: on a database connection and at a laptop, unless said otherwise. */
export function person(
  email: string,
  { on = DATABASE, app = PORTAL, from = LAPTOP, userId = userIdOf(email, on) }: Partial<Omit<Who, 'email'>> = {},
): Person {
  const who = { email, userId, on, app, from };
  const own = (when: string, type: string, extra?: Extra) => row(when, type, who, extra);
  const nameless = (when: string, type: string, extra?: Extra) => row(when, type, who, extra, { nameless: true });
  return Object.assign(own, who, { nameless });
}

/** A session answered: `s` with empty prompts, no connection. */
export function reuse(who: Person, when: string, extra: Extra = {}): Row {
  return who(when, 's', {
    ...extra,
    details: { prompts: [], ...extra.details },
    fields: {
      connection: undefined,
      connection_id: '',
      strategy: undefined,
      strategy_type: undefined,
      ...extra.fields,
    },
  });
}

/** A code-for-token exchange by the application's server that names nobody. */
export function serverExchange(when: string, type: string, text: string, extra: Extra = {}): Row {
  const server = { email: '', userId: '', on: DATABASE, app: PORTAL, from: SERVER };
  return row(when, type, server, {
    text,
    fields: { client_id: null, client_name: null, user_id: '', user_name: '' },
    ...extra,
  });
}

const ADMIN = { user_id: 'google-oauth2|1090210902109021', name: 'Petra Ops', email: 'petra.ops@example.org' };

/** A Management API operation by an administrator. */
export function operation(
  when: string,
  description: string,
  request: { method: string; path: string; body?: Record<string, unknown> },
): Row {
  const admin = {
    email: ADMIN.email,
    userId: ADMIN.user_id,
    on: DATABASE,
    app: PORTAL,
    from: { ip: '2001:db8:ad::42', agent: LAPTOP.agent },
  };
  return row(when, 'sapi', admin, {
    text: description,
    details: {
      request: {
        ...request,
        path: `/api/v2${request.path}`,
        channel: 'https://manage.auth0.com/',
        auth: { user: ADMIN, strategy: 'jwt' },
      },
      response: { statusCode: request.method === 'delete' ? 204 : 200, body: {} },
    },
    fields: {
      connection: undefined,
      connection_id: undefined,
      strategy: undefined,
      strategy_type: undefined,
      client_id: 'dashboardQ1w2E3r4',
      client_name: '',
      user_name: undefined,
    },
  });
}

/** The path of a user in the Management API. */
export function userPath(who: Who): string {
  return `/users/${encodeURIComponent(who.userId)}`;
}

/** Other people, each with a browser and an address of their own, a minute apart. */
export function others(count: number, when: string, type: string, extra: Extra & { shared?: Device } = {}): Row[] {
  const { shared, ...rest } = extra;
  return Array.from({ length: count }, (_, i) => {
    const on = rest.on ?? DATABASE;
    const who = person(`guest${i + 1}.${hex(`${when}${type}`, 4)}@example.org`, {
      on,
      app: rest.app ?? PORTAL,
      from: shared ?? { ip: `192.0.2.${20 + (i % 180)}`, agent: LAPTOP.agent },
    });
    return { ...who(`${when}+${i}m`, type, rest), when: `${when}+${i}m` };
  });
}
