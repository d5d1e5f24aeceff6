import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { asFault, type Fault } from '../errors.ts';
import { auth0Fault } from './auth0-faults.ts';
import type { Clock } from './clock.ts';
import { type Allowance, type Group, Limiter } from './limiter.ts';
import { RequestError, refusal, requestErrorOf } from './request.ts';
import { type Credentials, Token } from './token.ts';

const TIMEOUT = 10_000;
const LARGEST = 64 * 1024 * 1024;
/** Before a request is given up. */
const TRIES = 5;
/** After the first failure, ms; then doubled, and up to twice as long, so that many do not come back at once. */
const PAUSE = 250;

export interface Tenant extends Omit<Credentials, 'audience'> {
  /** "example.eu.auth0.com" */
  domain: string;
  /** The Management API's identifier, where it is not that of the domain. */
  audience?: string | undefined;
  /** Another address than https:// and the domain. */
  url?: string | undefined;
}

export interface Request {
  query?: Record<string, string | number>;
  /** Somebody waits for the answer: ahead of background work. */
  urgent?: boolean;
  signal?: AbortSignal | undefined;
}

export interface Answer<T> {
  data: T;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
}

/** Reads from a tenant's Management API, within its limits. One for a process, so that everybody shares them. */
export class ManagementApi {
  readonly domain: string;
  readonly audience: string;
  readonly #http: AxiosInstance;
  readonly #token: Token;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  #skew: number | null = null;

  constructor({ domain, audience, url, clientId, clientSecret }: Tenant, clock: Clock) {
    this.domain = domain;
    this.audience = audience ?? `https://${domain}/api/v2/`;
    this.#clock = clock;
    this.#http = axios.create({
      baseURL: url ?? `https://${domain}`,
      timeout: TIMEOUT,
      maxContentLength: LARGEST,
      // A redirect would carry the token elsewhere; a tenant never sends one.
      maxRedirects: 0,
      validateStatus: null,
      headers: { 'user-agent': 'whylogin' },
    });
    this.#http.interceptors.response.use((response) => {
      const date = Date.parse(String(response.headers.date));
      if (!Number.isNaN(date)) this.#skew = clock.now() - date;
      return response;
    });
    this.#token = new Token(this.#http, { clientId, clientSecret, audience: this.audience }, clock);
    this.#limiter = new Limiter(clock);
  }

  /** How far this machine's clock is ahead of Auth0's, ms, to about a second; null before the first answer. */
  get skew(): number | null {
    return this.#skew;
  }

  /** Scopes of the application's token; null where Auth0 does not say. @throws RequestError */
  async scopes(signal?: AbortSignal): Promise<ReadonlySet<string> | null> {
    await unlessAborted(this.#token.value(), signal);
    return this.#token.scopes;
  }

  /**
   * GET below /api/v2. `schema` is what the answer has to be.
   * @throws Fault 'remote' or 'bad_configuration'; where the signal aborts, its reason
   */
  async get<T>(path: string, schema: z.ZodType<T>, request: Request = {}): Promise<Answer<T>> {
    try {
      return await this.attempt(path, schema, request);
    } catch (error) {
      throw error instanceof RequestError ? this.faultOf(error, path) : error;
    }
  }

  /** What `attempt` threw, as a sentence. */
  faultOf(error: unknown, path: string): Fault {
    if (!(error instanceof RequestError)) return asFault(error);
    return auth0Fault(error.trouble, { domain: this.domain, audience: this.audience, what: `GET ${anonymous(path)}` });
  }

  /** As `get`, but throws a RequestError, for whom a refusal is an answer (404: not blocked). */
  async attempt<T>(path: string, schema: z.ZodType<T>, { query, urgent = false, signal }: Request): Promise<Answer<T>> {
    const group = groupOf(path);
    let last: RequestError | undefined;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#limiter.run(group, () => this.#once(path, schema, group, query, signal), { urgent, signal });
      } catch (error) {
        // Whoever gave up waiting for another try is told why the one before failed.
        if (last !== undefined && signal?.aborted) throw last;
        if (!(error instanceof RequestError && error.passes) || tries === TRIES) throw error;
        last = error;
        await this.#clock.sleep(PAUSE * 2 ** (tries - 1) * (1 + Math.random()), signal);
      }
    }
  }

  async #once<T>(
    path: string,
    schema: z.ZodType<T>,
    group: Group,
    query: Request['query'],
    signal: AbortSignal | undefined,
  ): Promise<Answer<T>> {
    let response = await this.#send(path, query, signal);
    // A token may be revoked before its time: once with a new one.
    if (response.status === 401) response = await this.#send(path, query, signal);
    const headers = lowerCase(response);
    const allowance = allowanceOf(headers, response.status);
    if (allowance !== null) this.#limiter.heard(group, allowance);
    if (response.status !== 200) throw refusal(response.status, response.data);
    const read = schema.safeParse(response.data);
    if (!read.success) throw new RequestError({ kind: 'foreign' }, read.error);
    return { data: read.data, headers };
  }

  async #send(path: string, query: Request['query'], signal: AbortSignal | undefined): Promise<AxiosResponse<unknown>> {
    const token = await unlessAborted(this.#token.value(), signal);
    const response = await this.#http
      .get<unknown>(`/api/v2${path}`, {
        ...(query ? { params: query } : {}),
        ...(signal ? { signal } : {}),
        headers: { authorization: `Bearer ${token}` },
      })
      .catch((error: unknown) => {
        throw requestErrorOf(error, signal);
      });
    if (response.status === 401) this.#token.drop(token);
    return response;
  }
}

/** The token is everybody's: fetching it goes on where one who waits for it gives up. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function groupOf(path: string): Group {
  if (/^\/logs\b/.test(path)) return 'logs';
  if (/^\/users-by-email$|^\/users(\/[^/]+(\/logs)?)?$/.test(path)) return 'users';
  return (/^\/(clients|connections)\b/.exec(path)?.[1] as Group | undefined) ?? 'others';
}

function lowerCase(response: AxiosResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Auth0's clock tells how long to wait, not ours, which may be off. Null where nothing was said of limits. */
function allowanceOf(headers: Record<string, string>, status: number): Allowance | null {
  const said = (name: string): number => Number(headers[name] ?? Number.NaN);
  const limited = status === 429;
  const remaining = limited ? 0 : said('x-ratelimit-remaining');
  if (Number.isNaN(remaining)) return null;
  const untilReset = said('x-ratelimit-reset') - Date.parse(headers.date ?? '') / 1000;
  const seconds = said('retry-after') || untilReset || 1;
  return { limit: said('x-ratelimit-limit') || 1, remaining, wait: seconds * 1000 };
}

/** Ids out of a path: names of people do not belong into a log. */
function anonymous(path: string): string {
  return path.replace(/^(\/(?:users|user-blocks|anomaly\/blocks\/ips|logs)\/)[^/]+/, '$1…');
}
