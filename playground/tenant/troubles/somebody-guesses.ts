import { SCRIPT } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import { FIRST_NAMES, LAST_NAMES } from '../names.ts';
import { BOSTON, HAMBURG } from '../places.ts';
import { unknownUser, wrongPassword } from '../rows/login.ts';
import type { Trouble } from '../scene.ts';
import { seat, visit } from '../visit.ts';

export const somebodyGuesses: Trouble = {
  who: 'sabine.rosendal@example.org',
  title: 'A list of stolen passwords is tried on many accounts, hers among them; she was not there',
  expectedCause: 'suspected_attack',
  says: 'Your app warned me about failed logins. I was asleep.',
  play(scene, random) {
    const sabine = scene.person('Sabine Rosendal', this.who, random, { place: HAMBURG });
    scene.lived(sabine, scene.ago(3 * 1440));
    scene.add(...signIn(visit(sabine, random, { app: PORTAL, device: sabine.desk }), scene.ago(20 * 60)));

    const began = scene.ago(310);
    const place = { app: PORTAL, device: SCRIPT, place: BOSTON };
    for (let n = 0; n < 96; n++) {
      const guess = seat({ ...place, ip: `198.51.100.${100 + random.between(0, 39)}` }, random);
      const at = began + n * 26_000 + random.between(0, 9_000);
      const name = `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}${random.between(10, 99)}`.toLowerCase();
      scene.add(unknownUser(guess, at, `${name}@postbox.test`));
      if (n % 10 === 4) scene.add(wrongPassword({ ...guess, ip: `198.51.100.${140 + n}`, person: sabine }, at + 3_000));
    }
  },
};
