import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isFederated, isWorded, theApplication } from '../reading.ts';

/** Denied although somebody was known already: the provider or the password was fine. Not so where a connector says it. */
function isDenied(event: LogEvent): boolean {
  return (
    isWorded(event) &&
    event.type !== 'fsa' &&
    event.type !== 'fc' &&
    (event.error === 'access_denied' || event.error === 'unauthorized') &&
    (event.userId !== null || (event.identifier !== null && !isFederated(event)))
  );
}

export const actionDenied: Cause = {
  id: 'action_denied',
  family: 'action',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'action',
  name: 'denied by the tenant’s own rule',
  signal: isDenied,
  signalConfidence: 'medium',
  weigh: (story) =>
    story.profile?.users?.some((user) => user.email_verified === false)
      ? {
          second: [
            {
              cause: 'email_unverified',
              why: 'The e-mail address is not verified (checked now), which such rules often ask for.',
            },
          ],
        }
      : {},
  words: (finding) => ({
    headline: finding.facts?.text
      ? `{person}’s credentials were accepted; then the tenant’s own rule denied the login: “${finding.facts.text}”.`
      : `{person}’s credentials were accepted; then the tenant’s own rule denied the login to ${theApplication(finding)} without saying why.`,
    agent: [
      'Ask whoever runs Auth0 here what this text means; it comes from an Action or Rule of your own.',
      'Once known, write it into the file of your own texts, and the next answer will say it.',
    ],
    customer:
      'Your details were right, but a rule of this service doesn’t allow the sign-in at the moment. We’re asking the people in charge why, and will come back to you.',
  }),
};
