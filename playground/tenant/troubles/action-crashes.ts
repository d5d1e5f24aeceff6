import { PORTAL } from '../larkspur.ts';
import { LEEDS } from '../places.ts';
import { actionCrashed } from '../rows/operation.ts';
import { refused } from '../rows/refusal.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

const message = "Cannot read properties of undefined (reading 'loyaltyTier')";

export const actionCrashes: Trouble = {
  who: 'priya.maddock@example.org',
  title: 'A post-login Action crashes on her account, which lacks a field it reads',
  expectedCause: 'action_failed',
  says: 'A strange English sentence about “undefined” comes up after I sign in.',
  play(scene, random) {
    const priya = scene.person('Priya Maddock', this.who, random, { place: LEEDS });
    scene.lived(priya, scene.ago(2 * 1440));
    for (const ago of [46, 43, 18]) {
      const seat = visit(priya, random, { app: PORTAL, device: priya.desk });
      const execution = random.token(24);
      const at = scene.ago(ago);
      scene.add(
        actionCrashed(at, { action: 'add-loyalty-claims', execution, message }, random),
        refused(seat, at + 90, { text: message, oauthError: 'access_denied', executions: [execution] }),
      );
    }
  },
};
