import type { Cause } from '../cause.ts';
import { isType, often } from '../reading.ts';

export const mfaDeliveryFailed: Cause = {
  id: 'mfa_delivery_failed',
  family: 'mfa',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA code not sent',
  signal: (event) =>
    isType(
      event,
      'gd_send_sms_failure',
      'gd_send_voice_failure',
      'gd_send_pn_failure',
      'gd_send_email_failure',
      'gd_send_email_verification_failure',
    ) || event.facts.failureCode === 'error_sending_sms',
  words: (finding) => ({
    headline: `Not {person}: the MFA code could not be sent${finding.facts?.provider ? ` (“${finding.facts.provider}”)` : ''}${often(finding.facts?.times)}${finding.facts?.everybody ? ', and others’ codes neither' : ''}.`,
    agent: [
      ...(finding.facts?.everybody
        ? []
        : ['Check the phone number or address on file with {person}, after verifying the caller.']),
      'Tell whoever runs Auth0 here: the message provider refused or failed. A recovery code or another factor works meanwhile.',
    ],
    customer:
      'Your password is fine; the code we tried to send you didn’t go out because of a fault on our side. If you have a recovery code, you can use that. We’ll tell you when sending works again.',
  }),
};
