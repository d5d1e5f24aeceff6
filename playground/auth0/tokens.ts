import { randomBytes } from 'node:crypto';

/** The machine-to-machine application that asks, as it is set up in the tenant. */
export interface Client {
  id: string;
  secret: string;
  /** Scopes granted for the Management API; null where the application is not authorized for it at all. */
  scopes: string[] | null;
  /** May use the client credentials grant. */
  machine: boolean;
  /** Another API of the tenant, whose tokens the Management API does not take. */
  otherApi?: string;
}

interface Refusal {
  status: number;
  error: string;
  description: string;
}

interface Token {
  scopes: readonly string[];
  expiresAt: number;
}

/** POST /oauth/token, and what its tokens are good for. */
export class Tokens {
  readonly #now: () => number;
  readonly #audience: string;
  readonly #client: Client;
  readonly #tokens = new Map<string, Token>();
  /** Seconds for which a token is good. */
  life = 86_400;
  issued = 0;

  constructor(now: () => number, audience: string, client: Client) {
    this.#now = now;
    this.#audience = audience;
    this.#client = client;
  }

  request(body: Record<string, unknown>): { status: number; body: Record<string, unknown> } {
    const refusal = this.#refusal(body);
    if (refusal !== null)
      return { status: refusal.status, body: { error: refusal.error, error_description: refusal.description } };
    const isOther = body.audience === this.#client.otherApi;
    const scopes = isOther ? [] : this.#client.scopes!;
    const token = jwtLike();
    if (!isOther) this.#tokens.set(token, { scopes, expiresAt: this.#now() + this.life * 1000 });
    this.issued++;
    return {
      status: 200,
      body: { access_token: token, scope: scopes.join(' '), expires_in: this.life, token_type: 'Bearer' },
    };
  }

  #refusal(body: Record<string, unknown>): Refusal | null {
    const { id, secret, machine, scopes } = this.#client;
    if (typeof body.grant_type !== 'string')
      return { status: 403, error: 'invalid_request', description: 'Missing required parameter: grant_type' };
    if (body.client_id !== id || body.client_secret !== secret)
      return { status: 401, error: 'access_denied', description: 'Unauthorized' };
    if (body.grant_type !== 'client_credentials' || !machine)
      return {
        status: 403,
        error: 'unauthorized_client',
        description: `Grant type '${body.grant_type}' not allowed for the client.`,
      };
    if (body.audience !== undefined && body.audience === this.#client.otherApi) return null;
    if (body.audience !== this.#audience)
      return { status: 403, error: 'access_denied', description: `Service not found: ${body.audience}` };
    if (scopes === null)
      return {
        status: 403,
        error: 'access_denied',
        description: `Client is not authorized to access "${this.#audience}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
      };
    return null;
  }

  /** What a token allows; null where it is unknown or over. */
  scopesOf(token: string): readonly string[] | 'unknown' | 'expired' {
    const found = this.#tokens.get(token);
    if (found === undefined) return 'unknown';
    return found.expiresAt > this.#now() ? found.scopes : 'expired';
  }

  /** Makes every token unknown, as a rotated signing key does. */
  revoke(): void {
    this.#tokens.clear();
  }
}

/** Three parts of base64url, of which only the last tells one from the other. */
function jwtLike(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ gty: 'client-credentials' })}.${randomBytes(64).toString('base64url')}`;
}
