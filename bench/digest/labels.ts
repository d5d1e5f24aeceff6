import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A row of a log as the Management API writes it. */
export interface RawRow {
  log_id: string;
  date: string;
  type: string;
  description?: string | null;
  user_id?: string | null;
  user_name?: string | null;
  client_id?: string | null;
  connection?: string | null;
  ip?: string | null;
  user_agent?: string | null;
  details?: {
    prompts?: { name?: string; connection?: string }[];
    session_id?: string;
    transaction_id?: string;
    error?: { oauthError?: string };
  } | null;
}

/** The rows of a file of JSON lines, each once, in order. */
export async function readRaw(path: string): Promise<RawRow[]> {
  const rows = new Map<string, RawRow>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const row = JSON.parse(line) as RawRow;
    rows.set(row.log_id, row);
  }
  return [...rows.values()].sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
}

/** The steps of a login in their order; those in brackets are seen only where somebody has to take them. */
export const ORDER =
  'identifier credentials [email_verification] [mfa_enrollment] [mfa_challenge] [consent] action callback token application'
    .split(' ')
    .map((step) => step.replace(/\W/g, ''));
export const SOMETIMES = new Set(['email_verification', 'mfa_enrollment', 'mfa_challenge', 'consent']);

export type Part =
  | { is: 'login' }
  | { is: 'reuse' }
  | { is: 'exchange' }
  | { is: 'step'; step: string }
  | { is: 'passed'; step: string }
  | { is: 'failure'; step: string; cause: string };

const failure = (step: string, cause: string): Part => ({ is: 'failure', step, cause });
const step = (name: string): Part => ({ is: 'step', step: name });

/** What single rows of the simulated tenant show, by their type: written down from the vocabulary's telling evidence. */
const PARTS: Record<string, Part> = {
  seacft: { is: 'exchange' },
  sepft: { is: 'login' },
  cs: step('credentials'),
  cls: step('credentials'),
  ss: step('credentials'),
  gd_start_enroll: step('mfa_enrollment'),
  gd_start_auth: step('mfa_challenge'),
  gd_send_sms: step('mfa_challenge'),
  gd_send_pn: step('mfa_challenge'),
  gd_send_email: step('mfa_challenge'),
  gd_enrollment_complete: { is: 'passed', step: 'mfa_enrollment' },
  gd_auth_succeed: { is: 'passed', step: 'mfa_challenge' },
  fp: failure('credentials', 'wrong_password'),
  fu: failure('identifier', 'unknown_user'),
  fcp: failure('credentials', 'reset_refused'),
  fcpr: failure('credentials', 'reset_refused'),
  fs: failure('credentials', 'signup_refused'),
  limit_wc: failure('credentials', 'brute_force_blocked'),
  gd_auth_failed: failure('mfa_challenge', 'mfa_code_rejected'),
  feacft: failure('token', 'authorization_code_invalid'),
  fco: failure('callback', 'origin_not_allowed'),
  fcoa: failure('credentials', 'bot_detection'),
};

/** null: the row is no part of a login. */
export function partOf({ type, details }: RawRow): Part | null {
  if (type === 's') return { is: details?.prompts?.length === 0 ? 'reuse' : 'login' };
  if (type === 'fepft') return details?.error?.oauthError === 'mfa_required' ? step('mfa_challenge') : null;
  return Object.hasOwn(PARTS, type) ? PARTS[type]! : null;
}

/** Steps that a row shows which not everybody takes. */
export function shownBy({ type, details }: RawRow): string[] {
  const part = partOf({ type, details } as RawRow);
  const own = part !== null && 'step' in part && part.is !== 'failure' && SOMETIMES.has(part.step) ? [part.step] : [];
  const names = (details?.prompts ?? []).map(({ name = '' }) => name);
  if (names.some((name) => /mfa.*enroll/.test(name))) own.push('mfa_enrollment');
  if (names.some((name) => /mfa/.test(name) && !/enroll/.test(name))) own.push('mfa_challenge');
  return own;
}
