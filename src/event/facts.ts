import type { EventOutcome } from './catalogue.ts';
import { eventType } from './event-types.ts';
import { array, flag, type JsonObject, NOTHING, number, object, text, texts } from './json.ts';
import type { Facts } from './log-event.ts';

const WORD = 128;
const URL = 512;
const PROSE = 1_000;
const MOST = 32;

const NO_ORIGIN = /redirect_uri '([^']{1,512})'/;

/** Sets a fact only where it is there: `facts` stays as small as the event. */
function put<K extends keyof Facts>(facts: Facts, key: K, value: Facts[K] | null): void {
  if (value !== null && value !== undefined) facts[key] = value;
}

/** The rare details of an event that some answer reads. `words` is its text, for what stands only in prose. */
export function factsOf(type: string, details: JsonObject, words: string | null): Facts {
  const facts: Facts = {};
  request(facts, type, details, words);
  prompts(facts, details.prompts);
  if (type.startsWith('gd_') || details.authenticator !== undefined) mfa(facts, details);
  action(facts, eventType(type).outcome, details);
  OWN.get(type)?.(facts, details);
  const risk = object(details.riskAssessment) ?? object(details.anomalyDetection);
  if (risk) put(facts, 'risk', text(risk.confidence, WORD));
  put(facts, 'reason', text(object(details.error)?.reason, PROSE));
  put(facts, 'failureReason', text(details.failure_reason, WORD));
  put(facts, 'flow', text(details.flow, WORD));
  put(facts, 'thumbprint', text(details.saml_certificate_thumbprint, WORD));
  return facts;
}

function request(facts: Facts, type: string, details: JsonObject, words: string | null): void {
  const qs = object(details.qs);
  const payload = object(object(details.error)?.payload);
  if (qs) {
    put(facts, 'prompt', text(qs.prompt, WORD));
    put(facts, 'requestedConnection', text(qs.connection, WORD));
  }
  if (payload)
    put(
      facts,
      'allowedCallbacks',
      Array.isArray(payload.authorized) ? (texts(payload.authorized, URL, MOST) ?? []) : null,
    );
  const redirect = text(qs?.redirect_uri, URL) ?? text(payload?.attempt, URL);
  put(facts, 'redirectUri', redirect);
  if (type === 'fco') put(facts, 'origin', text(details.origin, URL));
  else if (type === 'fcoa' || type === 'fsa')
    put(facts, 'origin', originOf(redirect ?? NO_ORIGIN.exec(words ?? '')?.[1]));
}

function originOf(url: string | undefined): string | null {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+/i.exec(url ?? '')?.[0].toLowerCase() ?? null;
}

function prompts(facts: Facts, list: unknown): void {
  if (!Array.isArray(list) || list.length === 0) return;
  const amr = new Set<string>();
  for (const item of list.slice(0, MOST)) {
    const prompt = object(item) ?? NOTHING;
    for (const method of texts(prompt.performed_amr, WORD, MOST) ?? []) amr.add(method);
    if (prompt.requiredCaptcha === true) facts.captcha = true;
  }
  if (amr.size > 0) facts.amr = [...amr];
}

function mfa(facts: Facts, details: JsonObject): void {
  const authenticator = object(details.authenticator);
  if (authenticator) {
    put(facts, 'factor', text(authenticator.type, WORD));
    put(facts, 'factorId', text(authenticator.id, WORD));
  }
  const failure = object(details.failure_details);
  if (failure) {
    put(facts, 'failureCode', text(failure.errorCode, WORD));
    put(facts, 'failureMessage', text(failure.message, PROSE));
  }
  const provider = object(details.provider_error);
  put(
    facts,
    'providerError',
    text(provider ? (provider.message ?? provider.errorCode) : details.provider_error, PROSE),
  );
}

function action(facts: Facts, outcome: EventOutcome, details: JsonObject): void {
  put(facts, 'actionName', text(details.action_name, WORD));
  put(facts, 'actionErrorClass', text(details.error_class, WORD));
  put(facts, 'actionError', text(object(details.action_error)?.message, PROSE));
  const runs = object(details.actions)?.executions ?? (details.action_name === undefined ? null : details.execution_id);
  // Nearly every login runs Actions; only those of a failure lead to what crashed.
  if (runs !== null && outcome !== 'success') put(facts, 'executions', texts(runs, WORD, MOST));
}

/** What only one type's details hold. */
const OWN = new Map<string, (facts: Facts, details: JsonObject) => void>([
  ['pla', (facts, details) => put(facts, 'requiresVerification', flag(details.requiresVerification))],
  ['mfar', (facts, details) => put(facts, 'risk', text(details.confidence, WORD))],
  ['ferrt', (facts, details) => put(facts, 'tokenFamily', text(details.familyId, WORD))],
  ['api_limit', limit],
  ['api_limit_warning', limit],
  ['fn', mail],
  ['wn', mail],
  ['fs', passwordRules],
  ['fcp', passwordRules],
  ['fi', invited],
  ['si', invited],
  ['acls_summary', acls],
]);

function limit(facts: Facts, details: JsonObject): void {
  const reached = object(details.limit) ?? NOTHING;
  put(facts, 'limit', text(reached.bucket, WORD));
  put(facts, 'limitGlobal', flag(reached.global));
}

function mail(facts: Facts, details: JsonObject): void {
  put(facts, 'mail', text(details.email_type ?? details.notification_type, WORD));
  put(facts, 'mailError', text(object(details.error)?.message ?? details.error ?? details.warning, PROSE));
}

function invited(facts: Facts, details: JsonObject): void {
  put(facts, 'invited', text(object(object(details.invitation)?.invitee)?.email, URL));
}

/** {rules: [{message: "At least %d characters", format: [8], verified, items?}]}, or the reason as text. */
function passwordRules(facts: Facts, details: JsonObject): void {
  const report = object(details.description);
  if (!report) {
    put(facts, 'passwordRules', texts(details.description, PROSE, 1));
    return;
  }
  const unmet = array(report.rules)
    .slice(0, MOST)
    .map((rule) => object(rule) ?? NOTHING)
    .filter((rule) => rule.verified === false)
    .flatMap((rule) => filledIn(rule) ?? []);
  if (unmet.length > 0) facts.passwordRules = unmet;
}

function filledIn(rule: JsonObject): string | null {
  const numbers = array(rule.format);
  let next = 0;
  const items = array(rule.items).flatMap((item) => text(object(item)?.message, WORD) ?? []);
  const message = text(rule.message, PROSE)?.replace(/%[ds]/g, (mark) => text(numbers[next++], WORD) ?? mark);
  return message === undefined ? null : [message, items.slice(0, MOST).join(', ')].join(' ').trim();
}

function acls(facts: Facts, details: JsonObject): void {
  let matches = 0;
  for (const stat of array(details.stats)) {
    const rule = object(stat) ?? NOTHING;
    if (rule.action === 'block') matches += number(object(rule.match)?.successes) ?? 0;
  }
  facts.aclMatches = matches;
}
