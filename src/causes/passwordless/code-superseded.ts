import type { Cause, Finding } from '../cause.ts';
import { MINUTE, rowsOf, unsuccessful } from '../reading.ts';
import { isCodeRefused } from './code-wrong.ts';

/** Codes asked for this shortly before the wrong one belong to the same sign-in. */
const TOGETHER = 30 * MINUTE;

export const passwordlessCodeSuperseded: Cause = {
  id: 'passwordless_code_superseded',
  family: 'passwordless',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'older code typed',
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter((t) => isCodeRefused(t.telling));
    const last = tries.at(-1)?.telling;
    if (last === undefined) return [];
    const codes = rowsOf(story, 'cs', 'cls').filter((row) => row.at <= last.at && row.at > last.at - TOGETHER);
    if (codes.length < 2) return [];
    return [
      {
        cause: 'passwordless_code_superseded',
        confidence: 'medium',
        tries,
        rows: [...codes, ...tries.map((t) => t.telling)],
        instead: ['passwordless_code_wrong'],
        second: [{ cause: 'passwordless_code_wrong', why: 'The newest code may have been mistyped or too old.' }],
        facts: { codes: codes.length },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person} was sent ${finding.facts?.codes} codes and most likely typed an older one; only the newest counts.`,
    agent: [
      'Ask {person} to sign in anew, to ask for one code only, and to type it within three minutes.',
      'If mails arrive late, the mail provider is worth a look.',
    ],
    customer:
      'Each new code makes the earlier ones invalid. Please start the sign-in once more, ask for one code only, wait for the newest message and type that code.',
  }),
};
