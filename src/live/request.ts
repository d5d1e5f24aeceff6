import { isAxiosError } from 'axios';

/** Why a request brought nothing: no connection, no time, a refusal, or an answer that is none of the service's. */
export type Trouble =
  | { kind: 'unreachable'; code: string }
  | { kind: 'slow' }
  | { kind: 'refused'; status: number; words: string; code: string }
  | { kind: 'foreign' };

/** A request that brought nothing. Not for people: `auth0-faults.ts` and its like make sentences of it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.kind === 'refused' ? `refused ${trouble.status}` : trouble.kind, { cause });
    this.trouble = trouble;
  }

  /** Worth another try: the service was down, slow or over its limit. */
  get passes(): boolean {
    const { trouble } = this;
    if (trouble.kind === 'refused') return trouble.status === 408 || trouble.status === 429 || trouble.status >= 500;
    return trouble.kind === 'slow' || (trouble.kind === 'unreachable' && !LASTING.test(trouble.code));
  }
}

/** The service said no, in one of these ways. */
export function isRefused(error: unknown, ...statuses: number[]): boolean {
  return error instanceof RequestError && error.trouble.kind === 'refused' && statuses.includes(error.trouble.status);
}

/** A name that does not exist and a certificate that is not accepted stay so. */
const LASTING = /^ENOTFOUND$|CERT|SIGNED|ALTNAME|SSL|EPROTO/;
/** How axios, and the runtime below it, call a request that took too long. */
const TOO_LATE = new Set(['ECONNABORTED', 'ETIMEDOUT']);

/** What axios threw, as a RequestError; an abort as it is, as somebody wanted it. */
export function requestErrorOf(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (!isAxiosError(error)) return error;
  const code = error.code ?? 'unknown';
  return new RequestError(TOO_LATE.has(code) ? { kind: 'slow' } : { kind: 'unreachable', code }, error);
}

/** Texts out of an error answer, whatever its shape: Auth0's two, Splunk's, Sumo Logic's. Bounded. */
export function refusal(status: number, body: unknown): RequestError {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (...names: string[]): string => {
    for (const name of names) if (typeof fields[name] === 'string') return fields[name].slice(0, 500);
    return '';
  };
  return new RequestError({
    kind: 'refused',
    status,
    words: text('error_description', 'message', 'description'),
    code: text('errorCode', 'code', 'error'),
  });
}
