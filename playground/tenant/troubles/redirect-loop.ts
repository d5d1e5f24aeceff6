import { SAFARI_MAC } from '../devices.ts';
import { PORTAL } from '../larkspur.ts';
import { sessionReused, success } from '../rows/login.ts';
import { codeExchanged } from '../rows/session.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const redirectLoop: Trouble = {
  who: 'wanda.rowntree@example.org',
  title: 'The login succeeds every few seconds; the shop’s page does not keep it and sends her back',
  expectedCause: 'redirect_loop',
  says: 'The page flickers and flickers and never opens.',
  play(scene, random) {
    const wanda = scene.person('Wanda Rowntree', this.who, random, { desk: SAFARI_MAC });
    scene.lived(wanda, scene.ago(3 * 1440));
    const seat = visit(wanda, random, { app: PORTAL, device: SAFARI_MAC });
    const began = scene.ago(27);
    scene.add(success(seat, began), codeExchanged(seat, began + 700));
    for (let n = 1; n <= 14; n++) {
      const at = began + n * 2_600 + random.between(0, 500);
      scene.add(sessionReused(seat, at), codeExchanged(seat, at + 400));
    }
  },
};
