import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** One line of a log stream in the making: when, and its JSON. */
export interface Line {
  at: number;
  json: string;
}

const CONNECTIONS = ['Customers', 'Customers', 'google-oauth2', 'Fabrikam-Entra'] as const;
const IDS = ['con_A1b2C3d4E5f6G7h8', 'con_A1b2C3d4E5f6G7h8', 'con_J9k8L7m6N5p4Q3r2', 'con_S1t2U3v4W5x6Y7z8'] as const;
const STRATEGIES = [
  ['auth0', 'database'],
  ['auth0', 'database'],
  ['google-oauth2', 'social'],
  ['waad', 'enterprise'],
] as const;
const APPS = Array.from({ length: 24 }, (_, i) => ({
  id: `app${String(i).padStart(2, '0')}Xk3LmQ9vRt7BzWn5Yc1DfGh8J`,
  name: `${['Shop', 'Portal', 'Admin', 'Mobile', 'Partner', 'Support'][i % 6]} ${Math.floor(i / 6) + 1}`,
}));

export interface Visit {
  who: Person;
  app: number;
  session: string;
  transaction: string;
  random: Random;
}

function connectionOf({ connection }: Person): number {
  return connection < 16 ? 0 : connection < 18 ? 2 : 3;
}

let counter = 0;

/** The 56 digits of a log id: prefix, time, counter. */
function logId(date: string): string {
  const digits = date.replace(/\D/g, '');
  return `90020${digits.slice(2)}${String(++counter).padStart(12, '0')}00000000000122337203`
    .padEnd(56, '7')
    .slice(0, 56);
}

interface Parts {
  description?: string;
  details?: string;
  /** Without connection and strategy: session reuse and token exchanges do not repeat them. */
  bare?: boolean;
  /** Nobody is named. */
  unnamed?: boolean;
  userId?: string;
  name?: string;
}

/** A row as log streams send it: about 1.4 KB on average over a tenant's mix. */
export function row(at: number, type: string, visit: Visit, parts: Parts = {}): Line {
  const { who } = visit;
  const date = new Date(at).toISOString();
  const id = logId(date);
  const app = APPS[visit.app]!;
  const c = connectionOf(who);
  const user = parts.unnamed ? '' : (parts.userId ?? who.userId);
  const name = parts.unnamed ? '' : (parts.name ?? who.email);
  const connection = parts.bare
    ? '"connection_id":"",'
    : `"connection":"${CONNECTIONS[c]}","connection_id":"${IDS[c]}","strategy":"${STRATEGIES[c]![0]}","strategy_type":"${STRATEGIES[c]![1]}",`;
  return {
    at,
    json:
      `{"log_id":"${id}","data":{"date":"${date}","type":"${type}","description":${JSON.stringify(parts.description ?? null)},${connection}"client_id":"${app.id}","client_name":"${app.name}","ip":"${who.ip}",` +
      `"user_agent":"${who.agent}","details":${parts.details ?? '{}'},"hostname":"login.example.com","user_id":"${user}","user_name":"${name}",` +
      `${parts.bare ? '' : '"auth0_client":{"name":"auth0-spa-js","version":"2.1.3"},'}` +
      `"location_info":${who.place},"$event_schema":{"version":"1.0.0"},"log_id":"${id}","tenant_name":"example-tenant","environment_name":"prod-eu-1","security_context":${who.security}}}\n`,
  };
}

/** The authorize request that rows of an unfinished login repeat. */
function query({ app, random }: Visit): string {
  return `{"client_id":"${APPS[app]!.id}","redirect_uri":"https://app${app}.example.com/callback","response_type":"code","scope":"openid profile email","state":"${random.hex(6)}","nonce":"${random.hex(6)}","code_challenge":"${random.hex(6)}","code_challenge_method":"S256"}`;
}

export function login(at: number, visit: Visit): Line {
  const { who, session, transaction, random } = visit;
  const c = connectionOf(who);
  const began = at - 3_000 - random.below(9_000);
  const prompts = `[{"name":"${c === 0 ? 'prompt-authenticate' : 'federated-authenticate'}","completedAt":${at - 400},"connection":"${CONNECTIONS[c]}","connection_id":"${IDS[c]}","strategy":"${STRATEGIES[c]![0]}","identity":"${who.userId.slice(who.userId.indexOf('|') + 1)}","stats":{"loginsCount":${random.below(900)}},"session_user":"${random.hex(3)}","elapsedTime":null},{"name":"login","flow":"universal-login","initiatedAt":${began},"completedAt":${at - 350},"timers":{"rules":${random.below(300)}},"user_id":"${who.userId}","user_name":"${who.email}","elapsedTime":${at - began}}]`;
  return row(at, 's', visit, {
    details: `{"prompts":${prompts},"initiatedAt":${began},"completedAt":${at},"elapsedTime":${at - began},"session_id":"${session}","transaction_id":"${transaction}","stats":{"loginsCount":${random.below(900)}},"actions":{"executions":["${random.hex(7)}"]},"riskAssessment":{"confidence":"low","assessments":{"UntrustedIP":{"confidence":"high","code":"ip_not_found"},"NewDevice":{"confidence":"medium","code":"match_useragent"}}}}`,
  });
}

export function reuse(at: number, visit: Visit): Line {
  return row(at, visit.random.next() < 0.5 ? 'ssa' : 's', visit, {
    bare: true,
    details: `{"prompts":[],"completedAt":${at},"elapsedTime":null,"session_id":"${visit.session}","qs":${query(visit)}}`,
  });
}

export function exchange(at: number, visit: Visit): Line {
  return row(at, 'seacft', visit, {
    bare: true,
    description: 'Authorization Code for Access Token',
    details: `{"code":"*************${visit.random.hex(1).slice(0, 3)}","session_id":"${visit.session}","actions":{"executions":["${visit.random.hex(7)}"]}}`,
  });
}

/** A failure that names its person: wrong password, a refusal of the connection, a blocked account. */
export function failure(at: number, type: string, visit: Visit, description: string, name?: string): Line {
  return row(at, type, visit, {
    description,
    ...(name === undefined ? {} : { name, userId: '' }),
    details: `{"error":{"message":${JSON.stringify(description)}},"transaction_id":"${visit.transaction}","qs":${query(visit)}}`,
  });
}

/** A row that nobody is named on, found by session or transaction. */
export function unnamed(at: number, type: string, visit: Visit, description: string): Line {
  return row(at, type, visit, {
    bare: true,
    unnamed: true,
    description,
    details: `{"requiresVerification":false,"session_id":"${visit.session}","error":{"message":${JSON.stringify(description)},"oauthError":"login_required","type":"oauth-authorization"},"qs":${query(visit)}}`,
  });
}

export function factor(at: number, type: string, visit: Visit): Line {
  return row(at, type, visit, {
    bare: true,
    details: `{"authenticator":{"id":"totp|dev_${visit.random.hex(2)}","type":"totp"},"session_id":"${visit.session}","transaction_id":"${visit.transaction}"}`,
  });
}

/** An administrator's or a machine's operation on somebody. */
export function operation(at: number, visit: Visit): Line {
  const { who, random } = visit;
  return row(at, 'sapi', visit, {
    bare: true,
    userId: 'auth0|0000000000000000000000ad',
    name: 'admin@example.com',
    description: 'Update a User',
    details: `{"request":{"method":"patch","path":"/api/v2/users/${encodeURIComponent(who.userId)}","query":{},"userAgent":null,"body":{"app_metadata":{"plan":"${random.hex(2)}"}},"channel":"api","ip":"${who.ip}","auth":{"user":{},"strategy":"jwt","credentials":{"jti":"${random.hex(4)}"}}},"response":{"statusCode":200,"body":{"user_id":"${who.userId}"}}}`,
  });
}
