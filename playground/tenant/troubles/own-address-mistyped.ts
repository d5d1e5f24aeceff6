import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import { unknownUser } from '../rows/login.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

export const ownAddressMistyped: Trouble = {
  who: 'kerstin.zetterlund@example.com',
  title: 'The own address is mistyped, on the usual laptop; nothing fails under the right one',
  expectedCause: 'identifier_typo',
  says: 'Since this morning my password is wrong. I changed nothing.',
  play(scene, random) {
    const kerstin = scene.person('Kerstin Zetterlund', this.who, random);
    scene.lived(kerstin, scene.ago(3 * 1440));
    const seat = visit(kerstin, random, { app: PORTAL, device: kerstin.desk });
    scene.add(...signIn(seat, scene.ago(27 * 60)));
    const today = again(seat, random);
    for (const ago of [33, 32, 24]) scene.add(unknownUser(today, scene.ago(ago), 'kerstin.zeterlund@example.com'));
  },
};
