import { CHROME_WINDOWS } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import { PORTO } from '../places.ts';
import { wrongPassword } from '../rows/login.ts';
import { passwordChanged, resetRequested } from '../rows/password.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

export const oldPasswordTyped: Trouble = {
  who: 'caio.pinheiro@example.net',
  title: 'The password was changed on the phone last week; the laptop still sends the old one',
  expectedCause: 'stale_password',
  says: 'The browser fills in my password and it is refused.',
  play(scene, random) {
    const caio = scene.person('Caio Pinheiro', this.who, random, { place: PORTO, desk: CHROME_WINDOWS });
    scene.lived(caio, scene.ago(7 * 1440));
    const laptop = visit(caio, random, { app: PORTAL, device: caio.desk });
    scene.add(...signIn(laptop, scene.ago(6 * 1440)));
    const phone = visit(caio, random, { app: PORTAL, device: caio.pocket });
    scene.add(resetRequested(phone, scene.ago(4 * 1440)), passwordChanged(phone, scene.ago(4 * 1440, -140)));
    const today = again(laptop, random);
    for (const ago of [31, 30, 16]) scene.add(wrongPassword(today, scene.ago(ago)));
  },
};
