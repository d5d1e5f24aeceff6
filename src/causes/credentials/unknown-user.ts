import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isUnknownName, often, times } from '../reading.ts';
import type { Story, Try } from '../story.ts';

/** Made since: the Management API knows an account of that name on that connection now. */
function isThereNow(story: Story, tries: readonly Try[]): boolean {
  const connection = tries.at(-1)?.connection;
  return (story.profile?.users ?? []).some((user) =>
    (user.identities ?? []).some((identity) => identity.connection === connection && connection != null),
  );
}

/** The newest change of the person's own name before the tries, which were made under the name of before. */
function renamed(story: Story, tries: readonly Try[]): LogEvent | undefined {
  const typed = new Set(tries.map((t) => t.telling.identifier?.toLowerCase()));
  return story.rows.findLast(
    (row) =>
      row.at <= tries[0]!.startedAt &&
      row.facts.newIdentifier !== undefined &&
      typed.has(row.identifier?.toLowerCase()) &&
      !typed.has(row.facts.newIdentifier.toLowerCase()),
  );
}

export const unknownUser: Cause = {
  id: 'unknown_user',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'identifier',
  name: 'no such account',
  signal: isUnknownName,
  // `fu` says that nobody has the name; the same words on other rows leave open which of the two was wrong.
  weigh: (story, tries) => {
    const change = renamed(story, tries);
    if (change !== undefined) return { rows: [change], facts: { renamed: 'yes' } };
    if (isThereNow(story, tries)) return { confidence: 'medium', facts: { now: 'yes' } };
    if (tries.some((t) => t.telling.type === 'fu')) return {};
    return {
      confidence: 'medium',
      facts: { unsure: 'yes' },
      second: [{ cause: 'wrong_password', why: 'These rows do not say whether the name or the password was wrong.' }],
    };
  },
  words: (finding) => ({
    headline: finding.facts?.renamed
      ? `No account has the name that {person} typed${often(finding.facts.times)}: it was theirs until it was changed.`
      : finding.facts?.now
        ? 'No account had the name that was typed; there is one now (checked now), and {person} has not tried again.'
        : finding.facts?.unsure
          ? `The name or the password that {person} typed was wrong${often(finding.facts.times)}; most likely no account has the name.`
          : `The name that was typed ${times(finding.facts?.times)} belongs to no account${finding.facts?.connection ? ` on \`${finding.facts.connection}\`` : ''}.`,
    agent: [
      'Verify the caller first: do not tell them whether an account exists.',
      finding.facts?.renamed
        ? 'Once verified, say that the sign-in name was changed and that the new one counts.'
        : 'Ask for the address they signed up with, letter by letter, and whether they used another button (Google, company sign-in).',
    ],
    customer:
      'We couldn’t sign you in with those details. Please check the e-mail address letter by letter, and use the same way to sign in as when you first registered.',
  }),
};
