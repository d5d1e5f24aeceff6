/** What the Management API refuses, in the shape it gives: status, name, message and, mostly, a code. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, message: string, errorCode?: string) {
    super(message);
    this.status = status;
    this.body = { statusCode: status, error: NAMES[status], message, ...(errorCode ? { errorCode } : {}) };
  }
}

const NAMES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  414: 'Request-URI Too Large',
  429: 'Too Many Requests',
};
