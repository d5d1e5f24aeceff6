import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { RequestError, refusal, requestErrorOf } from './request.ts';

const answer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: z.string().optional(),
});

/** A token is renewed this long before it ends, ms, so that none ends on its way. */
const EARLY = 60_000;

/** Who asks for tokens, and what for. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  audience: string;
}

/**
 * The Management API token: fetched when first needed, kept until shortly before it ends, and fetched once however many
 * ask at the same time. Auth0 counts tokens, and each leaves a row in the logs.
 */
export class Token {
  readonly #http: AxiosInstance;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  #current: { value: string; until: number } | null = null;
  #scopes: ReadonlySet<string> | null = null;
  #fetching: Promise<string> | null = null;

  constructor(http: AxiosInstance, credentials: Credentials, clock: Clock) {
    this.#http = http;
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /** @throws RequestError */
  async value(): Promise<string> {
    if (this.#current !== null && this.#clock.now() < this.#current.until) return this.#current.value;
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** What the last token allows; null before the first, and where Auth0 did not say. */
  get scopes(): ReadonlySet<string> | null {
    return this.#scopes;
  }

  /** Auth0 refused it before its time. */
  drop(value: string): void {
    if (this.#current?.value === value) this.#current = null;
  }

  async #fetch(): Promise<string> {
    const { clientId, clientSecret, audience } = this.#credentials;
    const asked = this.#clock.now();
    const response = await this.#http
      .post<unknown>('/oauth/token', {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        audience,
      })
      .catch((error: unknown) => {
        throw requestErrorOf(error);
      });
    if (response.status !== 200) throw refusal(response.status, response.data);
    const read = answer.safeParse(response.data);
    if (!read.success) throw new RequestError({ kind: 'foreign' });
    const life = read.data.expires_in * 1000;
    this.#current = { value: read.data.access_token, until: asked + life - Math.min(EARLY, life / 2) };
    this.#scopes = read.data.scope === undefined ? null : new Set(read.data.scope.split(' '));
    return read.data.access_token;
  }
}
