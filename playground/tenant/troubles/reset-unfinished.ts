import { wrongPassword } from '../rows/login.ts';
import { resetRequested } from '../rows/password.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const resetUnfinished: Trouble = {
  who: 'imogen.thornbury@example.org',
  title: 'The reset mail was asked for twice and its link never used; the old password is refused',
  expectedCause: 'reset_not_completed',
  says: 'I reset my password and now neither works.',
  play(scene, random) {
    const imogen = scene.person('Imogen Thornbury', this.who, random);
    scene.lived(imogen, scene.ago(4 * 1440));
    const seat = visit(imogen, random, { device: imogen.desk });
    scene.add(
      wrongPassword(seat, scene.ago(64)),
      resetRequested(seat, scene.ago(62)),
      wrongPassword(seat, scene.ago(43)),
      resetRequested(seat, scene.ago(41)),
      wrongPassword(seat, scene.ago(19)),
    );
  },
};
