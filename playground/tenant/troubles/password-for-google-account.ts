import { signIn } from '../episodes.ts';
import { GOOGLE, PORTAL } from '../larkspur.ts';
import { unknownUser } from '../rows/login.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

export const passwordForGoogleAccount: Trouble = {
  who: 'paloma.figueira@example.com',
  title: 'The account is a Google one, and a password is typed',
  expectedCause: 'wrong_connection',
  says: 'It says wrong e-mail or password, but both are right: they work in Gmail.',
  play(scene, random) {
    const paloma = scene.person('Paloma Figueira', this.who, random, { connection: GOOGLE });
    scene.lived(paloma, scene.ago(6 * 1440));
    const seat = visit(paloma, random, { app: PORTAL, device: paloma.desk });
    scene.add(...signIn(seat, scene.ago(5 * 1440)));
    const today = again(seat, random);
    for (const ago of [37, 36, 21]) scene.add(unknownUser(today, scene.ago(ago), paloma.email));
  },
};
