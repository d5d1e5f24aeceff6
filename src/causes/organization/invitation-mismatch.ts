import type { Cause } from '../cause.ts';

export const invitationMismatch: Cause = {
  id: 'invitation_mismatch',
  family: 'organization',
  owner: 'user',
  reach: 'user',
  step: 'action',
  name: 'invitation opened with another account',
  signal: (event) => event.type === 'fi',
  words: () => ({
    headline: '{person} opened an invitation while signed in with another account than the invited one.',
    agent: [
      'Ask to which address the invitation was sent.',
      'The invitation is used up now: have a new one sent, and ask {person} to sign out first (or to open it in a private window) and to use the invited address.',
    ],
    customer:
      'The invitation was opened while you were signed in with a different account. We’ll send you a new one: please sign out first, then open it and use the address it was sent to.',
  }),
};
