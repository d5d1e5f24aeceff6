import type { IncomingMessage, ServerResponse } from 'node:http';
import { TENANT } from '../tenant/larkspur.ts';
import { ApiError } from './api-error.ts';
import { Buckets, type Standing } from './buckets.ts';
import { type Directory, directoryEndpoints } from './directory-endpoints.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { Faults, type Trouble } from './faults.ts';
import { LocalServer } from './local-server.ts';
import { logEndpoints } from './log-endpoints.ts';
import { Logs } from './logs.ts';
import { PLANS, type PlanName } from './plans.ts';
import { type Client, Tokens } from './tokens.ts';

/** Every scope that a read-only application can use here. */
export const SCOPES = [
  'read:logs',
  'read:logs_users',
  'read:users',
  'read:anomaly_blocks',
  'read:authentication_methods',
  'read:stats',
  'read:clients',
  'read:connections',
  'read:attack_protection',
  'read:organizations',
];

const DAY = 86_400_000;
const LONGEST_URL = 8_000;
const NOBODY: Directory = {
  profileOf: () => ({ users: [], blocks: [], authenticationMethods: {}, enrollments: {}, organizations: {} }),
  isBlocked: () => false,
};

/** A request that came in. */
export interface Asked {
  method: string;
  /** With the query, decoded. */
  path: string;
  status: number;
}

/** The HTTP side of a tenant: /oauth/token and the Management API, as strict as Auth0's documentation is. */
export class SimulatedAuth0 extends LocalServer {
  readonly logs: Logs;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly domain = `${TENANT.name}.eu.auth0.test`;
  readonly audience = `https://${this.domain}/api/v2/`;
  readonly client: Client;
  readonly requests: Asked[] = [];
  readonly #now: () => number;
  readonly #endpoints: Endpoint[];
  readonly #buckets: Buckets;

  /**
   * @param now epoch ms; retention, limits, tokens and the Date header go by it
   * @param keeps how long logs are kept, ms; as long as the plan says where not given
   * @param scopes granted to the application; null: it is not authorized for the Management API
   */
  constructor({
    now = Date.now,
    plan = 'enterprise',
    keeps = PLANS[plan].days * DAY,
    scopes = SCOPES,
    directory = NOBODY,
  }: {
    now?: () => number;
    plan?: PlanName;
    keeps?: number;
    scopes?: string[] | null;
    directory?: Directory;
  } = {}) {
    super();
    this.#now = now;
    this.client = { id: 'Qp7WyLc3NvXs9HkTz1RgMd5BfJ8uEa2V', secret: 'k'.repeat(64), scopes, machine: true };
    this.logs = new Logs(now, keeps);
    this.faults = new Faults(now);
    this.tokens = new Tokens(now, this.audience, this.client);
    this.#buckets = new Buckets(PLANS[plan], now);
    this.#endpoints = [...logEndpoints(this.logs), ...directoryEndpoints(directory)];
  }

  protected override serve(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? '/', this.url);
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname + url.search),
      status: 0,
    };
    this.requests.push(asked);
    response.sendDate = false;
    response.setHeader('date', new Date(this.#now()).toUTCString());
    const trouble = this.faults.take(url.pathname);
    if (trouble !== undefined && trouble.kind !== 'limited') {
      asked.status = 'status' in trouble ? trouble.status : 0;
      return void spoil(response, trouble);
    }
    const answer = this.#answer(request, url, body, trouble);
    asked.status = answer.status ?? 200;
    respond(response, answer);
  }

  #answer(request: IncomingMessage, url: URL, body: string, trouble: Trouble | undefined): Answer {
    if (url.pathname === '/oauth/token' && request.method === 'POST') return this.tokens.request(parsed(body, request));
    let standing: Standing | undefined;
    try {
      if ((request.url ?? '').length > LONGEST_URL) throw new ApiError(414, 'Request-URI Too Large');
      const path = url.pathname.replace(/^\/api\/v2/, '');
      const endpoint = this.#endpoints.find((each) => each.path.test(path));
      if (endpoint === undefined || path === url.pathname || request.method !== 'GET')
        throw new ApiError(404, 'Not Found');
      const scopes = this.#scopesOf(request);
      standing = trouble ? this.#emptied() : this.#buckets.take(endpoint.group);
      if (!standing.allowed) throw new ApiError(429, 'Global limit has been reached', 'too_many_requests');
      if (!endpoint.scopes.some((scope) => scopes.includes(scope)))
        throw new ApiError(
          403,
          `Insufficient scope, expected any of: ${endpoint.scopes.join(',')}`,
          'insufficient_scope',
        );
      const parameters = (endpoint.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
      const answer = endpoint.answer(parameters, url.searchParams, url.href);
      return { ...answer, headers: { ...answer.headers, ...limits(standing) } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: error.body, headers: limits(standing) };
    }
  }

  #emptied(): Standing {
    return { allowed: false, limit: 10, remaining: 0, reset: Math.floor(this.#now() / 1000) + 1 };
  }

  #scopesOf(request: IncomingMessage): readonly string[] {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new ApiError(401, 'Missing authentication');
    const scopes = this.tokens.scopesOf(token);
    if (scopes === 'unknown') throw new ApiError(401, 'Invalid token', 'invalid_token');
    if (scopes === 'expired')
      throw new ApiError(401, 'Expired token received for JSON Web Token validation', 'invalid_token');
    return scopes;
  }
}

function parsed(body: string, request: IncomingMessage): Record<string, unknown> {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function limits(standing: Standing | undefined): Record<string, string> {
  if (standing === undefined) return {};
  return {
    'x-ratelimit-limit': String(standing.limit),
    'x-ratelimit-remaining': String(standing.remaining),
    'x-ratelimit-reset': String(standing.reset),
  };
}

function respond(response: ServerResponse, { status = 200, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function spoil(response: ServerResponse, trouble: Trouble): void {
  switch (trouble.kind) {
    case 'dropped':
      return void response.destroy();
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      return void response.write('[{"log_id":"900', () => response.destroy());
    case 'hang':
      return;
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to the network</html>');
    default:
      return void response
        .writeHead('status' in trouble ? trouble.status : 500, { 'content-type': 'text/html' })
        .end('<html>Bad gateway</html>');
  }
}
