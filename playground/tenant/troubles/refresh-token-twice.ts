import { signIn } from '../episodes.ts';
import { MOBILE } from '../larkspur.ts';
import { refreshed, refreshRefused, refreshReused } from '../rows/session.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const refreshTokenTwice: Trouble = {
  who: 'dagny.askeland@example.com',
  title: 'The mobile app used a refresh token twice, which ended its session',
  expectedCause: 'refresh_token_reused',
  says: 'The app throws me out by itself.',
  play(scene, random) {
    const dagny = scene.person('Dagny Askeland', this.who, random);
    scene.lived(dagny, scene.ago(3 * 1440));
    const phone = visit(dagny, random, { app: MOBILE });
    scene.add(...signIn(phone, scene.ago(26 * 60)));
    for (const hours of [20, 9, 2]) scene.add(refreshed(phone, scene.ago(hours * 60)));
    scene.add(
      refreshReused(phone, scene.ago(32), random.hex(24)),
      refreshRefused(phone, scene.ago(32, -4), 'grant_revoked'),
    );
  },
};
