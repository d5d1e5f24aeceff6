import { wrongPassword } from '../rows/login.ts';
import { bruteForceBlock } from '../rows/protection.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const blockedAfterWrongPasswords: Trouble = {
  who: 'benedikt.kolbe@example.net',
  title: 'Ten wrong passwords, then brute-force protection; even the right one is refused now',
  expectedCause: 'brute_force_blocked',
  says: 'I know my password again, but it is refused all the same.',
  play(scene, random) {
    const benedikt = scene.person('Benedikt Kolbe', this.who, random);
    scene.lived(benedikt, scene.ago(2 * 1440));
    const seat = visit(benedikt, random, { device: benedikt.desk });
    for (let n = 0; n < 10; n++) scene.add(wrongPassword(seat, scene.ago(92, -28 * n)));
    scene.add(bruteForceBlock(seat, scene.ago(92, -28 * 9 - 1)), wrongPassword(seat, scene.ago(41)));
  },
};
