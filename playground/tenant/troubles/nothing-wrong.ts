import { signIn } from '../episodes.ts';
import { PORTAL } from '../larkspur.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const nothingWrong: Trouble = {
  who: 'otis.winterbourne@example.com',
  title: 'In and fine, also today',
  expectedCause: 'no_failures',
  says: 'My wife says our account is broken.',
  play(scene, random) {
    const otis = scene.person('Otis Winterbourne', this.who, random);
    scene.lived(otis, scene.ago(2 * 1440), 10);
    for (const ago of [1510, 39])
      scene.add(...signIn(visit(otis, random, { app: PORTAL, device: otis.desk }), scene.ago(ago)));
  },
};
