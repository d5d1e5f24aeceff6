import { eventType } from '../../event/event-types.ts';
import { isFailedAttempt } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isType, loginAfter, times, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** What says that a step was passed. */
const PASSED = ['scv', 'gd_auth_succeed', 'gd_enrollment_complete', 'gd_recovery_succeed'];

/** " in the last 7 days" */
function inTheLast({ facts }: Finding): string {
  return facts?.days === undefined
    ? ' in this time'
    : ` in the last ${facts.days === 1 ? '24 hours' : `${facts.days} days`}`;
}

function askAgain({ facts }: Finding): string[] {
  return facts?.unread ? ['Ask this again once the logs are read; how far they are stands at the end.'] : [];
}

/** The ends of a story that are no trouble of the person's, and the one for what nobody knows. Set by why/verdict.ts. */
export const resolved: Cause = {
  id: 'resolved',
  family: 'outcome',
  owner: 'nobody',
  reach: 'user',
  step: 'application',
  name: 'in by now',
  words: (finding) => ({
    headline: `{person} is in by now: after ${finding.facts?.what ?? 'earlier failures'} the same step worked${finding.facts?.place ? ` in ${finding.facts.place}` : ''}.`,
    agent: ['Nothing to do. If {person} still cannot get in, ask in which application, and look again.'],
    customer:
      'It looks as if you’re in by now. If you still see an error, please tell us in which application and what it says.',
  }),
};

export const noFailures: Cause = {
  id: 'no_failures',
  family: 'outcome',
  owner: 'nobody',
  reach: 'user',
  step: 'application',
  name: 'nothing failed',
  words: (finding) => ({
    headline: `${finding.facts?.unread ? 'Not all logs are read yet; in those that are, nothing of {person} failed' : `No login of {person} failed at Auth0${inTheLast(finding)}`}: ${
      finding.facts?.logins
        ? `{person} logged in ${times(finding.facts.logins)}`
        : finding.facts?.used
          ? 'a session that was open before is still in use'
          : 'no login was tried'
    }.`,
    agent: [
      ...askAgain(finding),
      'Ask {person} in which application, when, and what the screen says; after the login an application can still refuse.',
      'Ask whether they use another e-mail address or another way to sign in there.',
    ],
    customer:
      'On our side your sign-ins went through. Please tell us in which application it fails, at what time, and what you see on the screen.',
  }),
};

export const noEvents: Cause = {
  id: 'no_events',
  family: 'outcome',
  owner: 'support',
  reach: 'user',
  step: 'identifier',
  name: 'nothing in the logs',
  words: (finding) => ({
    headline: finding.facts?.unread
      ? 'Not all logs are read yet; in those that are, there is nothing for {person}.'
      : `There is nothing in the logs for {person}${inTheLast(finding)}.`,
    agent: [
      ...askAgain(finding),
      'Ask which e-mail address, letter by letter, and which button or application they use.',
      'The usual reasons: the sign-in at another provider never comes back to Auth0; another tenant; another name; the network is refused before Auth0 writes anything.',
      'Ask them to try once more now, then look again in a minute.',
    ],
    customer:
      'We can’t see a sign-in attempt with these details. Please tell us the e-mail address you use, letter by letter, the page you sign in on, and what happens there; then try once more.',
  }),
};

export const identifierMasked: Cause = {
  id: 'identifier_masked',
  family: 'outcome',
  owner: 'tenant_admin',
  reach: 'tenant',
  step: 'identifier',
  name: 'names are masked in the logs',
  words: () => ({
    headline: 'The log stream masks people’s names, so {person} cannot be found by name.',
    agent: [
      'Ask for the user id (from the Auth0 Dashboard) and look again with it.',
      'Whoever runs Auth0 here can switch off masking for this log stream, or let whylogin read the logs through the Management API.',
    ],
    customer: 'We’re looking into your sign-in and will come back to you.',
  }),
};

/** Any failure, also of a kind that is newer than the catalogue: Auth0's codes for failures begin or end alike. */
function isUnknownFailure(event: LogEvent): boolean {
  const { outcome, status } = eventType(event.type);
  if (status === 'unknown') return /^f[a-z_]|_(failed|failure|rejected|denied)$/.test(event.type);
  return isFailedAttempt(event) || (outcome === 'failure' && event.type !== 'fsa');
}

/** The first steps passed and nothing after them: a page of the tenant's own, consent, or the way back to the application. */
function stoppedMidway(story: Story): Finding[] {
  const tries = unsuccessful(story).filter(
    (t) =>
      ['abandoned', 'open'].includes(t.outcome) &&
      isType(t.telling, ...PASSED) &&
      // Alone, a factor that was set up need not be part of a login at all.
      (t.telling.type === 'scv' || t.rows.length > 1),
  );
  const last = tries.at(-1);
  if (last === undefined || loginAfter(story, last.startedAt) !== undefined) return [];
  return [
    {
      cause: 'unclassified',
      confidence: 'low',
      tries,
      rows: tries.flatMap((t) => t.rows),
      aside: true,
      second: [
        { cause: 'action_failed', why: 'A page that the tenant shows after the password may not work.' },
        { cause: 'consent_refused', why: 'The page that asks for consent may have been closed.' },
      ],
      facts: { midway: last.rows.some((row) => row.type.startsWith('gd_')) ? 'mfa' : 'password', times: tries.length },
    },
  ];
}

export const unclassified: Cause = {
  id: 'unclassified',
  family: 'outcome',
  owner: 'support',
  reach: 'user',
  step: 'credentials',
  name: 'cause open',
  signal: isUnknownFailure,
  signalConfidence: 'low',
  sequence: stoppedMidway,
  words: (finding) => ({
    headline: finding.facts?.midway
      ? `{person}’s password${finding.facts.midway === 'mfa' ? ' and MFA were' : ' was'} accepted, and then the login stopped ${times(finding.facts.times)}; the logs do not say where.`
      : finding.facts?.text
        ? `{person}’s login failed with a text that whylogin does not know: “${finding.facts.text}”.`
        : '{person}’s login failed, and the logs do not say why.',
    agent: finding.facts?.midway
      ? [
          'Ask {person} what the page shows after the password: another question, an error, or nothing.',
          'Tell the developers where it stops: a page of the tenant’s own, consent or the way back to the application comes next.',
        ]
      : finding.facts?.text
        ? [
            'Ask whoever runs Auth0 here or the developers what this text means.',
            'Once known, write it into the file of your own texts, and the next answer will say it.',
          ]
        : ['Ask {person} what the screen says, and show it to the developers with the time.'],
    customer:
      'We can see that your sign-in failed and are finding out why. Please tell us what you see on the screen; we’ll come back to you.',
  }),
};
