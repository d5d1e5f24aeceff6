import type { LogEvent } from '../../event/log-event.ts';
import type { Story } from '../story.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** The factor of the newest row that names one, in words: "authenticator app". */
export function factorOf(rows: readonly LogEvent[]): string | undefined {
  const sent = rows.findLast((row) => /^gd_send_(sms|voice|email|pn)/.test(row.type));
  const named = rows.findLast((row) => row.facts.factor !== undefined)?.facts.factor ?? sent?.type.split('_')[2];
  return named === undefined ? undefined : (NAMES.get(named) ?? named);
}

/** Whether a second factor is set up and confirmed now, as the Management API says; null where that was not asked. */
export function isFactorSetUp(story: Story): boolean | null {
  const { authenticationMethods, enrollments } = story.profile ?? {};
  if (authenticationMethods === undefined && enrollments === undefined) return null;
  const methods = Object.values(authenticationMethods ?? {}).flat();
  return (
    methods.some((method) => method.confirmed === true && !['password', 'recovery-code'].includes(method.type)) ||
    Object.values(enrollments ?? {}).some((list) => list.some(({ status }) => status === 'confirmed'))
  );
}
