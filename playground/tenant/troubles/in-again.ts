import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import { UPPSALA } from '../places.ts';
import { wrongPassword } from '../rows/login.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

export const inAgain: Trouble = {
  who: 'stellan.norrby@example.org',
  title: 'Three wrong passwords, then in: over before anybody answered',
  expectedCause: 'resolved',
  says: 'Help, my password does not work.',
  play(scene, random) {
    const stellan = scene.person('Stellan Norrby', this.who, random, { place: UPPSALA });
    scene.lived(stellan, scene.ago(2 * 1440));
    const seat = visit(stellan, random, { app: PORTAL, device: stellan.desk });
    for (const seconds of [0, 20, 45]) scene.add(wrongPassword(seat, scene.ago(58, -seconds)));
    scene.add(...signIn(again(seat, random), scene.ago(55)));
  },
};
