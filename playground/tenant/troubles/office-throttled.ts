import { EDGE_WINDOWS } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { PELLWORM, PORTAL } from '../larkspur.ts';
import { FIRST_NAMES, LAST_NAMES } from '../names.ts';
import { addressOf } from '../people.ts';
import { HAMBURG } from '../places.ts';
import { wrongPassword } from '../rows/login.ts';
import { addressThrottled } from '../rows/protection.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

const OFFICE = '203.0.113.40';

export const officeThrottled: Trouble = {
  who: 'naomi.pargeter@pellworm-press.test',
  title: 'Colleagues behind the same office address failed a hundred times; the address is throttled, she is innocent',
  expectedCause: 'ip_throttled',
  says: 'I cannot sign in from the office since this morning. I have not even mistyped once.',
  play(scene, random) {
    const throttled = scene.ago(96);
    const work = { organization: PELLWORM, apps: [PORTAL], place: HAMBURG, ip: OFFICE, desk: EDGE_WINDOWS };
    const naomi = scene.person('Naomi Pargeter', this.who, random, work);
    scene.lived(naomi, scene.ago(2 * 1440));
    const usual = visit(naomi, random);
    scene.add(...signIn(usual, scene.ago(26 * 60)));

    const taken = new Set<string>();
    for (let n = 0; n < 26; n++) {
      const name = `${FIRST_NAMES[n * 2]} ${LAST_NAMES[n * 3]}`;
      const colleague = scene.person(name, addressOf(name, 'pellworm-press.test', taken), random, work);
      scene.lived(colleague, scene.ago(190), 3);
      const seat = visit(colleague, random);
      const began = scene.ago(185 - 3 * n, random.between(0, 90));
      for (let wrong = 0; wrong < 4; wrong++)
        scene.add(wrongPassword(seat, began + wrong * random.between(14_000, 40_000)));
    }
    scene.add(addressThrottled(again(usual, random), throttled));
  },
};
