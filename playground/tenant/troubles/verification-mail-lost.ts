import { PORTAL } from '../larkspur.ts';
import { KYOTO } from '../places.ts';
import { refused } from '../rows/refusal.ts';
import { mailFailed, signedUp, verificationRequested } from '../rows/signup.ts';
import type { Trouble } from '../scene.ts';
import { again, visit } from '../visit.ts';

const why = { text: 'Please verify your email before logging in.', oauthError: 'access_denied' };

export const verificationMailLost: Trouble = {
  who: 'fumiko.okabe@example.net',
  title: 'The verification mail never left: the mail provider refused the address’s domain',
  expectedCause: 'verification_mail_undelivered',
  says: 'I have been waiting for your mail for an hour.',
  play(scene, random) {
    const createdAt = scene.ago(85);
    const fumiko = scene.person('Fumiko Okabe', this.who, random, {
      createdAt,
      loginsBefore: 0,
      emailVerified: false,
      place: KYOTO,
    });
    const seat = visit(fumiko, random, { app: PORTAL });
    scene.add(
      signedUp(seat, createdAt),
      verificationRequested(seat, createdAt + 1_100),
      mailFailed(seat, createdAt + 2_400, 'verify_email', 'the domain is blacklisted'),
      refused(seat, createdAt + 3_900, why),
      refused(again(seat, random), scene.ago(22), why),
    );
  },
};
