import type { Cause } from '../cause.ts';
import { isType } from '../reading.ts';

export const deviceFlowFailed: Cause = {
  id: 'device_flow_failed',
  family: 'session',
  owner: 'user',
  reach: 'user',
  step: 'consent',
  name: 'device code not confirmed',
  signal: (event) => isType(event, 'fdeaz', 'fdeac', 'fdecc', 'fede'),
  words: (finding) => ({
    headline:
      finding.facts?.type === 'fdecc'
        ? '{person} cancelled the confirmation of the device on the other screen.'
        : 'The code that connects {person}’s device was wrong, too old or never confirmed on the other screen.',
    agent: [
      'Ask {person} to start anew on the device, and to type the code it shows within its time, signed in as the right person.',
    ],
    customer:
      'The code that connects your device wasn’t accepted. Please start again on the device, open the address it shows on your phone or computer, type the code and confirm.',
  }),
};
