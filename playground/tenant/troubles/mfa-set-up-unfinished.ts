import { enrollmentStarted } from '../rows/guardian.ts';
import { passwordChanged, resetRequested } from '../rows/password.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const mfaSetUpUnfinished: Trouble = {
  who: 'selma.wickstrom@example.com',
  title: 'The password is right each time; the MFA set-up that follows was never finished',
  expectedCause: 'mfa_enrollment_incomplete',
  says: 'My password does not work. I have set a new one twice and it still will not let me in.',
  play(scene, random) {
    const selma = scene.person('Selma Wickstrom', this.who, random);
    scene.lived(selma, scene.ago(6 * 1440));
    const yesterday = visit(selma, random, { device: selma.desk });
    scene.add(
      enrollmentStarted(yesterday, scene.ago(1210)),
      resetRequested(yesterday, scene.ago(1206)),
      passwordChanged(yesterday, scene.ago(1203)),
      enrollmentStarted(visit(selma, random, { device: selma.desk }), scene.ago(1202)),
    );
    const today = visit(selma, random, { device: selma.desk });
    scene.add(
      resetRequested(today, scene.ago(48)),
      passwordChanged(today, scene.ago(45)),
      enrollmentStarted(today, scene.ago(44)),
      enrollmentStarted(visit(selma, random, { device: selma.desk }), scene.ago(26)),
    );
  },
};
