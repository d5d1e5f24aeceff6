/**
 * The closed set of things that can go wrong, each with an exit code. A Fault's message is what the user reads:
 * what happened, why, what to do next; no secret and no personal data beyond what that user typed.
 * `operator` says more for the log, under the same rule of no personal data.
 */
const EXIT = {
  /** The request itself is wrong: an unknown option, a malformed address. */
  bad_request: 2,
  /** A setting is missing or wrong. */
  bad_configuration: 2,
  /** A file given by the user cannot be read or holds no events. */
  bad_input: 2,
  /** The person asking may not. */
  not_allowed: 1,
  /** The store cannot be opened, written, or is of a newer version. */
  store: 1,
  /** A remote service is down, slow, or says no. */
  remote: 1,
  /** whylogin is being stopped: nothing is wrong, and it can be asked again. */
  stopping: 1,
  /** A defect of ours. */
  internal: 1,
} as const;

export type FaultCode = keyof typeof EXIT;

export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** For the log; the message where not given. */
  readonly operator: string;

  constructor(code: FaultCode, message: string, options: { operator?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.operator = options.operator ?? message;
  }

  /** The process's exit code: 2 the request is wrong, 1 anything else. */
  get exitCode(): 1 | 2 {
    return EXIT[this.code];
  }
}

/** Any thrown value as a Fault; what is none becomes "internal", its own message kept for the operator only. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const operator = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Fault(
    'internal',
    'Something went wrong inside whylogin. Try once more; if it happens again, tell whoever runs it: the log has the details.',
    {
      operator,
      cause: error,
    },
  );
}
