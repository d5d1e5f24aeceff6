import type { Trouble } from '../scene.ts';

export const nobodyOfThatName: Trouble = {
  who: 'gwen.nettleship@example.com',
  title: 'No account and no event has this address',
  expectedCause: 'no_events',
  says: 'I cannot log in to my Larkspur account.',
  play() {
    // Nothing happened: that is the trouble.
  },
};
