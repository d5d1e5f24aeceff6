import { EMAIL, PORTAL } from '../larkspur.ts';
import { codeSent } from '../rows/passwordless.ts';
import { wrongCode } from '../rows/refusal.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const olderCodeTyped: Trouble = {
  who: 'elio.moravec@example.net',
  title: 'Two codes were mailed and the first one typed, which the second made void',
  expectedCause: 'passwordless_code_superseded',
  says: 'The code from your mail is wrong.',
  play(scene, random) {
    const elio = scene.person('Elio Moravec', this.who, random, { connection: EMAIL, apps: [PORTAL] });
    scene.lived(elio, scene.ago(2 * 1440));
    const seat = visit(elio, random);
    scene.add(codeSent(seat, scene.ago(31)), codeSent(seat, scene.ago(30, 5)), wrongCode(seat, scene.ago(29, 20)));
  },
};
