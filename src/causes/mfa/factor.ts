import type { LogEvent } from '../../event/log-event.ts';

const NAMES: Record<string, string> = {
  totp: 'authenticator app',
  otp: 'authenticator app',
  sms: 'text message',
  phone: 'phone',
  voice: 'phone call',
  email: 'e-mail',
  push: 'push notification',
  'push-notification': 'push notification',
  pn: 'push notification',
  'webauthn-roaming': 'security key',
  'webauthn-platform': 'device biometrics',
  'recovery-code': 'recovery code',
  passkey: 'passkey',
};

/** The factor of the newest row that names one, in words: "authenticator app". */
export function factorOf(rows: readonly LogEvent[]): string | undefined {
  const sent = rows.findLast((row) => /^gd_send_(sms|voice|email|pn)/.test(row.type));
  const named = rows.findLast((row) => row.facts.factor !== undefined)?.facts.factor ?? sent?.type.split('_')[2];
  return named === undefined ? undefined : (NAMES[named] ?? named);
}
