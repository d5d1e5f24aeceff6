import { EDGE_WINDOWS } from '../devices.ts';
import { signIn } from '../episodes.ts';
import { ENTRA, HARROWGATE, PORTAL } from '../larkspur.ts';
import { LEEDS } from '../places.ts';
import { refusedByProvider } from '../rows/refusal.ts';
import type { Trouble } from '../scene.ts';
import { again, seat, visit } from '../visit.ts';

const text =
  "AADSTS7000222: The provided client secret keys for app '8d1f6b0e-3c57-4a92-b6e4-5f20c97a1d38' are expired. Visit the Azure portal to create new keys for your app.";

export const entraSecretExpired: Trouble = {
  who: 'lorcan.dewhurst@harrowgate-academy.test',
  title: 'The client secret of a whole company’s Entra connection expired this morning',
  expectedCause: 'idp_secret_expired',
  says: 'I click “Sign in with Harrowgate” and get an error page. My Microsoft password is fine.',
  play(scene, random) {
    const expired = scene.ago(185);
    scene.closes(ENTRA, expired);
    const work = { connection: ENTRA, organization: HARROWGATE, apps: [PORTAL], place: LEEDS, desk: EDGE_WINDOWS };
    const lorcan = scene.person('Lorcan Dewhurst', this.who, random, work);
    const colleagues = ['Maud Ferncliffe', 'Rhys Ottershaw', 'Tamsin Braithwell', 'Joss Underhay'].map((name) => {
      const email = `${name.toLowerCase().replace(' ', '.')}@harrowgate-academy.test`;
      return scene.person(name, email, random, work);
    });
    for (const person of [lorcan, ...colleagues]) scene.lived(person, expired - 86_400_000);
    const usual = visit(lorcan, random);
    scene.add(...signIn(usual, scene.ago(25 * 60)), ...signIn(visit(colleagues[0]!, random), scene.ago(200)));

    const why = { text, oauthError: 'invalid_client' };
    for (let n = 0; n < 16; n++) {
      const desk = { app: PORTAL, device: EDGE_WINDOWS, place: LEEDS, ip: `2001:db8:4a:1::${(n + 16).toString(16)}` };
      scene.add(refusedByProvider(seat(desk, random), scene.ago(180 - 11 * n, random.between(0, 300)), ENTRA, why));
    }
    for (const ago of [61, 58, 23]) scene.add(refusedByProvider(again(usual, random), scene.ago(ago), ENTRA, why));
  },
};
