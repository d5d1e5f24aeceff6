import { signIn } from '../episodes.ts';
import { GIFTS } from '../larkspur.ts';
import { success } from '../rows/login.ts';
import { operated } from '../rows/operation.ts';
import { codeRefused } from '../rows/session.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const secretRotated: Trouble = {
  who: 'margaux.ellingham@example.org',
  title: 'The client secret of the gift card shop was rotated and its server not told',
  expectedCause: 'client_authentication_failed',
  says: 'The gift card page shows a white error after the login.',
  play(scene, random) {
    const rotated = scene.ago(118);
    scene.closes(GIFTS, rotated);
    const people = ['Margaux Ellingham', 'Bastian Holtby', 'Corinne Ashgrove'].map((name) => {
      const person = scene.person(name, `${name.toLowerCase().replace(' ', '.')}@example.org`, random, {
        apps: [GIFTS],
      });
      scene.lived(person, rotated);
      return person;
    });
    scene.add(...signIn(visit(people[0]!, random), scene.ago(27 * 60)));
    const path = `clients/${GIFTS.clientId}/rotate-secret`;
    scene.add(operated(rotated, { description: 'Rotate a client secret', method: 'post', path }, random));
    for (const [ago, index] of [
      [104, 1],
      [77, 2],
      [52, 0],
      [47, 0],
      [33, 1],
      [21, 0],
    ] as const) {
      const seat = visit(people[index]!, random);
      scene.add(success(seat, scene.ago(ago)), codeRefused(seat, scene.ago(ago) + 650, 'Unauthorized'));
    }
  },
};
