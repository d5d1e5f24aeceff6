import { PORTAL } from '../larkspur.ts';
import { factorOf } from '../people.ts';
import { LEIPZIG } from '../places.ts';
import { challengeFailed, challengeStarted, tooManyCodes } from '../rows/guardian.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const tooManyCodesTyped: Trouble = {
  who: 'oskar.lachmann@example.net',
  title: 'Ten wrong codes from the authenticator app; a wait is imposed',
  expectedCause: 'mfa_too_many_codes',
  says: 'My code is refused. The phone’s clock is right.',
  play(scene, random) {
    const factor = factorOf('totp', scene.ago(150 * 1440), random);
    const oskar = scene.person('Oskar Lachmann', this.who, random, { factor, place: LEIPZIG });
    scene.lived(oskar, scene.ago(2 * 1440));
    const seat = visit(oskar, random, { app: PORTAL, device: oskar.desk });
    scene.add(challengeStarted(seat, scene.ago(29), factor));
    for (let n = 1; n <= 10; n++) scene.add(challengeFailed(seat, scene.ago(29, -17 * n), factor));
    scene.add(tooManyCodes(seat, scene.ago(29, -180), factor));
  },
};
