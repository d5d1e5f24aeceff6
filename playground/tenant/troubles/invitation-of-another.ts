import { PORTAL, TALLIS } from '../larkspur.ts';
import { HAMBURG } from '../places.ts';
import { invitationRefused } from '../rows/operation.ts';
import type { Trouble } from '../scene.ts';
import { visit } from '../visit.ts';

export const invitationOfAnother: Trouble = {
  who: 'leonor.carvalhal@example.com',
  title: 'The invitation to the company account was opened while signed in privately',
  expectedCause: 'invitation_mismatch',
  says: 'The invitation link from Tallis Verlag does not work.',
  play(scene, random) {
    const leonor = scene.person('Leonor Carvalhal', this.who, random, { place: HAMBURG });
    scene.lived(leonor, scene.ago(2 * 1440));
    const seat = visit(leonor, random, { app: PORTAL, device: leonor.desk });
    const invited = { email: 'leonor.carvalhal@tallis-verlag.test', organization: TALLIS.id };
    scene.add(invitationRefused(seat, scene.ago(33), invited));
  },
};
