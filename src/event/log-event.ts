/**
 * One Auth0 tenant log event, whatever envelope it came in. The only shape of event inside whylogin:
 * it holds everything that any answer reads, so that answers never open raw bodies.
 * Empty strings in Auth0's rows are null here.
 */
export interface LogEvent {
  /** Auth0's `log_id`. Where a source has none: "sha256-" and a hash of the body, so that a replay is still known. */
  logId: string;
  /** When it happened, epoch milliseconds (`date`). */
  at: number;
  /** Auth0's type code. An open set: new codes appear monthly. */
  type: string;
  /** "provider|id" as Auth0 wrote it (seen without the provider too). On `sapi` the administrator who acted. */
  userId: string | null;
  /**
   * The person's name as typed: `user_name`, else a name found in the details (login_hint, the address of a mail,
   * the name that limit_wc's or a provider's text holds). As typed: any case, plus-tags and all.
   */
  identifier: string | null;
  /** The user that a Management API call was about, out of its path. Only on `sapi`, `fapi` and `mgmt_api_read`. */
  targetUserId: string | null;
  connection: string | null;
  connectionId: string | null;
  /** "auth0", "waad", "samlp", "google-oauth2", "email", "sms", "ad" … */
  strategy: string | null;
  /** For callback mismatches and the like the client out of the request's query, as Auth0 leaves the top level empty. */
  clientId: string | null;
  clientName: string | null;
  organizationId: string | null;
  organizationName: string | null;
  /** Canonical text: IPv6 compressed and lower-case, IPv4-mapped IPv6 as IPv4. */
  ip: string | null;
  /** As Auth0 wrote it: "Chrome 128.0.0 / Windows 10.0.0" from the API, the raw header from streams. See `device.ts`. */
  userAgent: string | null;
  /** ISO 3166 alpha-2, upper-case, where Auth0 sent `location_info`. */
  country: string | null;
  city: string | null;
  timeZone: string | null;
  /** What went wrong or happened, in words: `details.error.message`, else `description`. May hold personal data. */
  text: string | null;
  /** OAuth error code ("access_denied"); null where Auth0 put prose in its place. */
  error: string | null;
  /** `details.error.type`: "request-error", "callback-url-mismatch", "oauth-authorization" … */
  errorType: string | null;
  sessionId: string | null;
  transactionId: string | null;
  /** Names of `details.prompts` in order. Empty: the session was reused, nothing was typed. Null: Auth0 did not say. */
  prompts: string[] | null;
  /** Details that some answer reads, by their own names. Only what is there. */
  facts: Facts;
}

/** The rare details, each read by at least one cause or answer. Every one optional. */
export interface Facts {
  /** qs.redirect_uri, qs.prompt, qs.response_type, qs.connection of the authorize request. */
  redirectUri?: string;
  prompt?: string;
  requestedConnection?: string;
  /** error.payload: the callback URL's list that it was not on. */
  allowedCallbacks?: string[];
  /** error.reason of fp on custom databases. */
  reason?: string;
  /** MFA: authenticator.type ("totp", "sms", "push-notification", "webauthn-roaming" …) and its id. */
  factor?: string;
  factorId?: string;
  /** details.failure_details.{errorCode,message} and provider_error, where Auth0 gives them. */
  failureCode?: string;
  failureMessage?: string;
  providerError?: string;
  /** performed_amr of the prompts, flattened: ["mfa"] … */
  amr?: string[];
  /** Some prompt of this login showed a captcha. */
  captcha?: boolean;
  /** pla */
  requiresVerification?: boolean;
  /** limit_mu: "login" or "signup". */
  flow?: string;
  /** api_limit: the bucket, and whether it is the tenant's global one. */
  limit?: string;
  limitGlobal?: boolean;
  /** actions_execution_failed; `executions` also on the failed rows that ran Actions. */
  actionName?: string;
  actionErrorClass?: string;
  actionError?: string;
  executions?: string[];
  /** fco: the page's origin; fcoa, fsa: of the redirect. */
  origin?: string;
  /** fertft.failure_reason, ferrt's token family and counters. */
  failureReason?: string;
  tokenFamily?: string;
  /** s through SAML: the certificate that signed the answer of the identity provider. */
  thumbprint?: string;
  /** fn: which mail ("verify_email", "reset_email" …) and what the mail provider said. */
  mail?: string;
  mailError?: string;
  /** fs, fcp: the password rules that were not met, or the reason in words. */
  passwordRules?: string[];
  /** fi: the e-mail address that was invited, where given. */
  invited?: string;
  /** acls_summary: requests that a tenant access control list matched, summed over its block rules. */
  aclMatches?: number;
  /** sapi: who did what to what. */
  api?: ApiCall;
  /** riskAssessment.confidence. */
  risk?: string;
  /** The new address of sce, the old one stays in `identifier`. */
  newIdentifier?: string;
  /** session_connection of ssa and fsa. */
  sessionConnection?: string;
  /** Account linking and the like: user ids beyond `userId` that belong to the same person. */
  linkedUserIds?: string[];
}

/** One Management API operation out of `sapi`. */
export interface ApiCall {
  /** Upper-case HTTP method. */
  method: string;
  /** Decoded path without "/api/v2" or "/v2": "/users/auth0|1/sessions". */
  path: string;
  /** The administrator's e-mail, name or, for machines, the client's name or id. Personal data. */
  actor: string | null;
  /** Top-level keys of the request body, sorted: what was changed. Values only where an answer needs them (below). */
  changed: string[];
  /** Scalars of the body that answers read: blocked, email_verified, enabled, is_signup_enabled. */
  set?: Record<string, boolean | string | number | null>;
  /** response.statusCode */
  status?: number;
}

/** What a decoder or the normalizer could not understand: kept and counted, never dropped. */
export interface OddEvent {
  /** One short reason out of a small set of sentences, so that reasons can be counted: "no date", "not JSON" … */
  reason: string;
  /** What came, as text, cut at 64 KiB. */
  raw: string;
}

/** An understood event on its way into the store: the value and the body it was made of. */
export interface Arrival {
  event: LogEvent;
  /** The event's own JSON (without its envelope), one line. */
  body: string;
}
