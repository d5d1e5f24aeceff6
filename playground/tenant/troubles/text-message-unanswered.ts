import { SAFARI_MAC } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import { factorOf } from '../people.ts';
import { challengeSent, challengeStarted } from '../rows/guardian.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const textMessageUnanswered: Trouble = {
  who: 'renata.vasconcelos@example.com',
  title: 'The code goes out by text message and is never typed in',
  expectedCause: 'mfa_challenge_unanswered',
  says: 'After the password it just hangs.',
  play(scene, random) {
    const factor = factorOf('sms', scene.ago(200 * 1440), random);
    const renata = scene.person('Renata Vasconcelos', this.who, random, { factor, desk: SAFARI_MAC });
    scene.lived(renata, scene.ago(3 * 1440));
    scene.add(...signIn(visit(renata, random, { app: PORTAL, device: SAFARI_MAC }), scene.ago(50 * 60)));
    for (const ago of [38, 29]) {
      const seat = visit(renata, random, { app: PORTAL, device: SAFARI_MAC });
      scene.add(challengeStarted(seat, scene.ago(ago), factor), ...challengeSent(seat, scene.ago(ago, -1), factor));
    }
  },
};
