import { isLogin } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { MINUTE, theApplication, times } from '../reading.ts';
import type { Story, Try } from '../story.ts';

/** A code is exchanged within seconds; after a minute it has expired in most set-ups. */
const EXCHANGED_WITHIN = MINUTE;
const BEFORE = 1_000;
/** More logins than these in a row say nothing more. */
const MOST = 30;

/** The code of this login was fetched; some rows of it are written a moment before the login's own. */
function exchanged(story: Story, t: Try): boolean {
  return (
    t.reached === 'application' ||
    story.rows.some(
      (row) =>
        row.type === 'seacft' &&
        row.at <= t.telling.at &&
        t.telling.at - row.at < BEFORE &&
        (row.clientId === null || t.clientId === null || row.clientId === t.clientId),
    )
  );
}

/** The application fetches tokens after logins, as others' logins (or the person's earlier ones) show. */
function usesCodes(story: Story, clientId: string): boolean {
  const tally = story.around.applicationTally.get(clientId);
  if (tally !== undefined && tally.exchanged >= 3 && tally.exchanged >= tally.succeeded * 0.5) return true;
  return story.tries.filter((t) => t.clientId === clientId && t.reached === 'application').length >= 2;
}

export const applicationRejectedLogin: Cause = {
  id: 'application_rejected_login',
  family: 'session',
  owner: 'developer',
  reach: 'application',
  step: 'application',
  name: 'application refuses after login',
  sequence: (story): Finding[] => {
    // At one address only browsers are seen; the application's server fetches tokens from its own.
    if (story.person.address !== null) return [];
    const logins = story.tries.filter(
      (t) =>
        t.endedAt >= story.from &&
        t.outcome === 'succeeded' &&
        isLogin(t.telling) &&
        t.telling.type === 's' &&
        t.clientId !== null,
    );
    const last = logins.at(-1);
    if (last === undefined || last.clientId === null || story.at - last.endedAt < EXCHANGED_WITHIN) return [];
    const tries: Try[] = [];
    const recent = logins.filter((l) => l.clientId === last.clientId).slice(-MOST);
    for (const t of recent.reverse()) {
      if (exchanged(story, t)) break;
      tries.unshift(t);
    }
    if (tries.length === 0 || !usesCodes(story, last.clientId)) return [];
    return [
      {
        cause: 'application_rejected_login',
        confidence: tries.length >= 3 ? 'high' : tries.length === 2 ? 'medium' : 'low',
        tries,
        rows: tries.map((t) => t.telling),
        instead: ['no_failures'],
        facts: { times: tries.length },
      },
    ];
  },
  words: (finding) => ({
    headline: `Auth0 let {person} in ${times(finding.facts?.times)}; ${theApplication(finding)} never fetched the token, so {person} was turned away there.`,
    agent: [
      'Do not reset a password: the login at Auth0 worked.',
      `Send the times to the developers of ${theApplication(finding)}: for other people it fetches a token after the login, for {person} it does not.`,
      'Ask {person} for the text that the application shows.',
    ],
    customer:
      'Your sign-in itself worked; the application then stopped. Please tell us what it says on the screen, word for word or as a picture. The developers are looking into it.',
  }),
};
