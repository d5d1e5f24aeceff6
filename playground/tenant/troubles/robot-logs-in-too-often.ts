import { SCRIPT } from '../devices.ts';
import { PORTAL } from '../larkspur.ts';
import { success } from '../rows/login.ts';
import { loginRateLimit } from '../rows/protection.ts';
import { codeExchanged } from '../rows/session.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const robotLogsInTooOften: Trouble = {
  who: 'checkout.robot@larkspur.test',
  title: 'A test script logs the same user in more than twenty times a minute',
  expectedCause: 'login_rate_limited',
  says: 'Our nightly shop test has started to fail at the login.',
  play(scene, random) {
    const robot = scene.person('Checkout Robot', this.who, random, {
      apps: [PORTAL],
      desk: SCRIPT,
      ip: '198.51.100.52',
    });
    const began = scene.ago(24);
    for (let n = 0; n < 20; n++) {
      const seat = visit(robot, random);
      scene.add(success(seat, began + n * 2_400), codeExchanged(seat, began + n * 2_400 + 500));
    }
    scene.add(loginRateLimit(visit(robot, random), began + 50_000));
  },
};
