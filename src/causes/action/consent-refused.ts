import type { Cause } from '../cause.ts';
import { isWorded, says, theApplication } from '../reading.ts';

export const consentRefused: Cause = {
  id: 'consent_refused',
  family: 'action',
  owner: 'user',
  reach: 'user',
  step: 'consent',
  name: 'consent declined',
  signal: (event) =>
    isWorded(event) &&
    says(
      event,
      /user did not authorize|user (has )?declined (the )?(consent|authorization)|consent (was )?(denied|declined|refused)/i,
    ),
  words: (finding) => ({
    headline: `{person} declined the page that asks whether ${theApplication(finding)} may use the account.`,
    agent: [
      `Ask {person} to sign in again and to choose “Accept” on that page, if they want to use ${theApplication(finding)}.`,
    ],
    customer:
      'When you sign in, a page asks whether the application may use your account, and “Decline” was chosen there. Please sign in again and choose “Accept” if you want to use it.',
  }),
};
