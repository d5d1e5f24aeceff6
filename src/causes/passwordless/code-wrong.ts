import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isType, says, times } from '../reading.ts';

/** A passwordless code was refused. */
export function isCodeRefused(event: LogEvent): boolean {
  return (
    isType(event, 'f', 'fepotpft', 'fcoa') &&
    says(
      event,
      /wrong (e-?mail|phone( number)?|username)[^.]* or verification code|(verification|one-time|otp) code[^.]{0,30}(wrong|invalid|expired|incorrect)|invalid (otp|verification code|one-time)/i,
    )
  );
}

export const passwordlessCodeWrong: Cause = {
  id: 'passwordless_code_wrong',
  family: 'passwordless',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'sign-in code wrong or expired',
  signal: (event) => isCodeRefused(event) || event.type === 'fepotpft',
  words: (finding) => ({
    headline: `The sign-in code that {person} typed was wrong or too old, ${times(finding.facts?.times)}.`,
    agent: [
      'Ask {person} to ask for a new code and to type it within three minutes.',
      'After three wrong codes only a new sign-in helps, not a new code.',
    ],
    customer:
      'The code wasn’t accepted; codes are only valid for a few minutes. Please start the sign-in once more, ask for a new code and type it straight away.',
  }),
};
