import { CHROME_ANDROID } from '../devices.ts';
import { PORTAL } from '../larkspur.ts';
import { factorOf } from '../people.ts';
import { BOSTON } from '../places.ts';
import { challengeRejected, challengeSent, challengeStarted } from '../rows/guardian.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const pushDenied: Trouble = {
  who: 'ishaan.coldwell@example.org',
  title: '“Deny” was pressed on the phone, twice',
  expectedCause: 'mfa_push_denied',
  says: 'It says the request was rejected. I rejected nothing.',
  play(scene, random) {
    const factor = factorOf('push-notification', scene.ago(120 * 1440), random);
    const ishaan = scene.person('Ishaan Coldwell', this.who, random, { factor, place: BOSTON, pocket: CHROME_ANDROID });
    scene.lived(ishaan, scene.ago(2 * 1440));
    for (const ago of [36, 35]) {
      const seat = visit(ishaan, random, { app: PORTAL, device: ishaan.desk });
      scene.add(
        challengeStarted(seat, scene.ago(ago), factor),
        ...challengeSent(seat, scene.ago(ago, -1), factor),
        challengeRejected(seat, scene.ago(ago, -12), factor),
      );
    }
  },
};
