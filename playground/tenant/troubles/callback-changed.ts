import { CHROME_MAC } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { STAFF } from '../larkspur.ts';
import { factorOf } from '../people.ts';
import { LEIPZIG } from '../places.ts';
import { operated } from '../rows/operation.ts';
import { callbackMismatch } from '../rows/refusal.ts';
import type { Row } from '../rows/row.ts';
import { loggedOut } from '../rows/session.ts';
import type { Trouble } from '../scene.ts';
import { again, type Seat, seat, visit } from '../visit.ts';

const listed = ['https://console.larkspur.example.com/auth/callback'];

/** Auth0 writes such a failure twice, a few milliseconds apart. */
function twice(at: Seat, when: number): Row[] {
  const callback = { tried: STAFF.callback, listed };
  return [callbackMismatch(at, when, callback), callbackMismatch(at, when + 3, callback)];
}

export const callbackChanged: Trouble = {
  who: 'torben.isaksen@larkspur.test',
  title: 'An operator changed the Staff Console’s callback URL; nobody gets into it any more',
  expectedCause: 'callback_mismatch',
  says: 'The console shows “Oops, something went wrong” after I click sign in.',
  play(scene, random) {
    const changed = scene.ago(66);
    scene.closes(STAFF, changed);
    const apps = [STAFF];
    const factor = factorOf('totp', scene.ago(300 * 1440), random);
    const torben = scene.person('Torben Isaksen', this.who, random, { apps, factor, place: LEIPZIG, desk: CHROME_MAC });
    scene.lived(torben, scene.ago(2 * 1440));
    const usual = visit(torben, random);
    scene.add(...signIn(usual, scene.ago(230)), loggedOut(usual, scene.ago(54)));

    const path = `clients/${STAFF.clientId}`;
    const body = { callbacks: listed };
    scene.add(
      operated(
        changed,
        { description: 'Update a client', method: 'patch', path, body, answer: { name: STAFF.name } },
        random,
      ),
    );
    for (let n = 0; n < 5; n++) {
      const other = { app: STAFF, device: CHROME_MAC, place: LEIPZIG, ip: `2001:db8:57:2::${(n + 32).toString(16)}` };
      scene.add(...twice(seat(other, random), scene.ago(63 - 9 * n, random.between(0, 200))));
    }
    for (const ago of [51, 49, 20]) scene.add(...twice(again(usual, random), scene.ago(ago)));
  },
};
