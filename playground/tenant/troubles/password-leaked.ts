import { PORTAL } from '../larkspur.ts';
import { leakedPassword } from '../rows/protection.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const passwordLeaked: Trouble = {
  who: 'annika.ljung@example.com',
  title: 'The password stands on a list of leaked ones and is refused until it is changed',
  expectedCause: 'breached_password_blocked',
  says: 'It tells me to reset my password although it is the right one.',
  play(scene, random) {
    const annika = scene.person('Annika Ljung', this.who, random);
    scene.lived(annika, scene.ago(2 * 1440));
    const seat = visit(annika, random, { app: PORTAL, device: annika.pocket });
    scene.add(leakedPassword(seat, scene.ago(34)));
  },
};
