import { operated, userPath } from '../rows/operation.ts';
import { passwordChanged, resetRequested } from '../rows/password.ts';
import { refused } from '../rows/refusal.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

export const blockedByOperator: Trouble = {
  who: 'valdemar.reventlow@example.net',
  title: 'An operator blocked the account; a new password changes nothing',
  expectedCause: 'admin_blocked',
  says: 'I get an error even right after changing my password.',
  play(scene, random) {
    const valdemar = scene.person('Valdemar Reventlow', this.who, random);
    scene.lived(valdemar, scene.ago(30 * 60));
    const body = { blocked: true };
    const path = userPath(valdemar.userId);
    scene.add(operated(scene.ago(26 * 60), { description: 'Update a User', method: 'patch', path, body }, random));
    const seat = visit(valdemar, random, { device: valdemar.desk });
    const why = { text: 'user is blocked', oauthError: 'unauthorized' };
    scene.add(
      refused(seat, scene.ago(56), why),
      resetRequested(seat, scene.ago(53)),
      passwordChanged(seat, scene.ago(50)),
      refused(again(seat, random), scene.ago(49), why),
      refused(again(seat, random), scene.ago(22), why),
    );
  },
};
