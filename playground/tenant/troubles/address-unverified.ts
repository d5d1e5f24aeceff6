import { KYOTO } from '../places.ts';
import { refused } from '../rows/refusal.ts';
import { signedUp, verificationRequested } from '../rows/signup.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

const why = { text: 'Please verify your email before logging in.', oauthError: 'access_denied' };

export const addressUnverified: Trouble = {
  who: 'haruto.shimura@example.net',
  title: 'Signed up two hours ago; the link in the verification mail was not opened yet',
  expectedCause: 'email_unverified',
  says: 'I have just made an account and cannot use it.',
  play(scene, random) {
    const createdAt = scene.ago(132);
    const haruto = scene.person('Haruto Shimura', this.who, random, {
      createdAt,
      loginsBefore: 0,
      emailVerified: false,
      place: KYOTO,
    });
    const seat = visit(haruto, random);
    scene.add(
      signedUp(seat, createdAt),
      verificationRequested(seat, createdAt + 1_300),
      refused(seat, createdAt + 4_100, why),
      refused(again(seat, random), scene.ago(96), why),
      refused(again(seat, random), scene.ago(17), why),
    );
  },
};
